"""The second newsstand of CONTRIBUTING.md's walk-through: its answers are JSON, of a shape that no other newsstand has.

`python -m tests.newcomer_json_site PORT` serves it on loopback until it is interrupted; port 0 is a free one.
"""

import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TITLE = "/api/titulos/7"
ISSUES = {
    "41": (
        "1921-05-02",
        ["El río bajó turbio toda la semana. Los barqueros esperan.", "Se vende un piano sin teclas."],
    ),
    "42": (
        "1921-05-09",
        ["El río vuelve a su cauce. Los barqueros cantan.", "El piano encontró sus teclas en el pajar."],
    ),
}
RIGHTS = "https://creativecommons.org/publicdomain/mark/1.0/"


def answers() -> dict[str, Any]:
    """Path -> what is answered."""
    numbers = [{"numero": int(id), "fecha": day} for id, (day, _) in ISSUES.items()]
    found: dict[str, Any] = {TITLE: {"nombre": "La Voz del Vado", "lugar": "Vado Hondo", "numeros": numbers}}
    for id, (day, texts) in ISSUES.items():
        pages = [f"{id}-{number}" for number in range(1, len(texts) + 1)]
        found[f"/api/numeros/{id}"] = {"fecha": day, "paginas": pages}
        for number, text in enumerate(texts, start=1):
            found[f"/api/paginas/{id}-{number}"] = {
                "pagina": number,
                "texto": text,
                "imagen": f"/imagenes/{id}-{number}.png",
                "derechos": RIGHTS,
            }
    return found


class Handler(BaseHTTPRequestHandler):
    served = answers()

    def do_GET(self) -> None:
        found = self.served.get(self.path)
        body = json.dumps(found or {"error": "no existe"}, ensure_ascii=False).encode()
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Whoever follows the walk-through reads what the commands print."""


if __name__ == "__main__":
    with ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler) as server:
        sys.stdout.write(f"http://127.0.0.1:{server.server_address[1]}{TITLE}\n")
        sys.stdout.flush()
        server.serve_forever()
