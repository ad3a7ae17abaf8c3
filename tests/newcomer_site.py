"""The newsstand of CONTRIBUTING.md's walk-through: other words, another brand and other URLs than the sample newsstand.

`python -m tests.newcomer_site PORT` serves it on loopback until it is interrupted; port 0 is a free one.
"""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

BRAND = "Chiosco"
PAPER = "La Lanterna del Porto"
SLUG = "la-lanterna-del-porto"
TITLE = f"/edicola/IT/edizioni-molo/{SLUG}"


@dataclass(frozen=True, slots=True)
class Story:
    slug: str
    headline: str
    teaser: str
    byline: str
    paragraphs: tuple[str, ...]
    minutes: int

    @property
    def path(self) -> str:
        return f"/leggi/{SLUG}/{self.slug}"


@dataclass(frozen=True, slots=True)
class Edition:
    number: int
    label: str
    stories: tuple[Story, ...]

    @property
    def path(self) -> str:
        return f"{TITLE}/numero-{self.number}"


EDITIONS = (
    Edition(
        4712,
        "13 agosto 2026",
        (
            Story(
                "la-nebbia-sul-molo",
                "La nebbia sul molo",
                "Per tre giorni i traghetti non sono partiti, e nessuno se n'è lamentato",
                "Agnese Tiraboschi",
                (
                    "La nebbia è arrivata lunedì sera, dal largo, e per tre giorni il porto è rimasto fermo come in "
                    "una fotografia. I traghetti hanno aspettato con le luci accese, e la gente ha imparato a "
                    "riconoscersi dal passo.",
                    "Al bar della stazione dicono che non si vendevano tanti caffè dall'inverno del ponte chiuso.",
                ),
                3,
            ),
            Story(
                "il-faro-cerca-un-guardiano",
                "Il faro cerca un guardiano",
                "Si offre alloggio con vista; le scale sono duecentododici",
                "Ivo Marchetti",
                (
                    "Il comune ha pubblicato il bando giovedì mattina: un guardiano per il faro vecchio, anche senza "
                    "esperienza, purché non soffra di vertigini e sappia tenere un diario delle navi che passano.",
                    "L'ultimo se n'è andato in pensione con undicimila nomi di navi scritti a mano, e due di gatti.",
                ),
                2,
            ),
        ),
    ),
    Edition(
        4711,
        "12 agosto 2026",
        (
            Story(
                "le-reti-nuove-dei-fratelli-corsi",
                "Le reti nuove dei fratelli Corsi",
                "Un mestiere antico, un filo che viene dalle bottiglie",
                "Remo Valsecchi",
                (
                    "Sono verdi, leggere e fatte di bottiglie: le reti che i fratelli Corsi hanno steso ieri sul molo "
                    "di levante pesano la metà di quelle di prima, e secondo il più anziano dei due durano il doppio.",
                    "«Mio padre non ci avrebbe creduto», dice, e poi ammette di non crederci del tutto nemmeno lui.",
                ),
                4,
            ),
        ),
    ),
)


def page(title: str, *parts: str) -> str:
    footer = '<footer><a href="/chi-siamo">Chi siamo</a> <a href="/condizioni">Condizioni</a></footer>'
    body = "\n".join(parts)
    return f'<!DOCTYPE html>\n<html lang="it">\n<title>{title}</title>\n<main>\n{body}\n</main>\n{footer}\n</html>\n'


def link(path: str, text: str) -> str:
    return f'<a href="{path}">{text}</a>'


def card(story: Story) -> str:
    return f"<div><h3>{link(story.path, story.headline)}</h3><p>{story.teaser}</p><p>{story.minutes} minuti</p></div>"


def title_page() -> str:
    facts = (("Editore", "Edizioni Molo"), ("Lingua", "Italiano"), ("Periodicità", "Quotidiano"))
    numbers = [f"<li>{link(edition.path, edition.label)}</li>" for edition in EDITIONS]
    return page(
        f"{PAPER} | {BRAND}",
        f"<h1>{PAPER}</h1>",
        *(f"<p>{name}: {value}</p>" for name, value in facts),
        f"<ul>{''.join(numbers[:1])}</ul>",
        link(f"{TITLE}/archivio", "Tutti i numeri"),
    )


def archive_page() -> str:
    return page(f"{PAPER}: tutti i numeri", *(f"<p>{link(edition.path, edition.label)}</p>" for edition in EDITIONS))


def edition_page(edition: Edition) -> str:
    return page(
        f"{PAPER}, {edition.label}",
        f"<h1>{PAPER} - {edition.label}</h1>",
        "<h2>In questo numero</h2>",
        *map(card, edition.stories),
    )


def story_page(story: Story, edition: Edition) -> str:
    others = [other for each in EDITIONS for other in each.stories if other is not story]
    return page(
        story.headline,
        f"<h1>{story.headline}</h1>",
        f"<p>{link(TITLE, PAPER)} | {edition.label}</p>",
        f"<h2>{story.teaser}</h2>",
        f"<p>di {story.byline}</p>",
        *(f"<p>{text}</p>" for text in story.paragraphs),
        f"<p>Questo articolo è tratto dal numero {edition.label} di {PAPER}.</p>",
        f"<p>Prova {BRAND} Oltre gratis per 14 giorni e leggi più di 3.000 giornali e riviste.</p>",
        "<p>Sei già abbonato? Accedi</p>",
        f"<h2>Altri articoli da {PAPER}</h2>",
        *map(card, others),
    )


def pages() -> dict[str, str]:
    """Path -> HTML."""
    found = {TITLE: title_page(), f"{TITLE}/archivio": archive_page()}
    for edition in EDITIONS:
        found[edition.path] = edition_page(edition)
        found |= {story.path: story_page(story, edition) for story in edition.stories}
    return found


def serve(port: int, title: str, answers: Mapping[str, str], kind: str, absent: str) -> None:
    """Serve these answers (path -> body) on loopback until it is interrupted, and say where the title is."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            text = answers.get(urlsplit(self.path).path)
            body = (text or absent).encode()
            self.send_response(200 if text else 404)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Whoever follows the walk-through reads what the commands print."""

    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        sys.stdout.write(f"http://127.0.0.1:{server.server_address[1]}{title}\n")
        sys.stdout.flush()
        server.serve_forever()


if __name__ == "__main__":
    serve(int(sys.argv[1]), TITLE, pages(), "text/html", "Pagina non trovata")
