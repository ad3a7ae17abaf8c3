"""The second newsstand of CONTRIBUTING.md's walk-through: its answers are JSON, of a shape that no other newsstand has.

`python -m tests.newcomer_json_site PORT` serves it on loopback until it is interrupted; port 0 is a free one.
"""

import json
import sys
from typing import Any

from tests.newcomer_site import serve

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


if __name__ == "__main__":
    said = {path: json.dumps(one, ensure_ascii=False) for path, one in answers().items()}
    serve(int(sys.argv[1]), TITLE, said, "application/json", '{"error": "no existe"}')
