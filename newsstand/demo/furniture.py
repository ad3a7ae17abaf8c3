"""What stands around the main part of every page: head, navigation, notices, scripts, footer. Raw HTML."""

from collections.abc import Iterable
from functools import lru_cache
from html import escape

from newsstand.demo.markup import script
from newsstand.demo.words import RIGHT_TO_LEFT, word

STYLE = """body{font:17px/1.5 Georgia,serif;margin:0;color:#222}nav a{margin:0 .7em}figure{margin:1em 0}
.card{border-top:1px solid #ddd;padding:.6em 0}.price{color:#a00}.muted{color:#777}
.notice{position:fixed;bottom:0;background:#fff7e0;padding:.6em 1em}"""
SHELVES = (("/", "home"), ("/magazines", "magazines"), ("/newspapers", "newspapers"))
BASKET = (
    "<script>window.basket=window.basket||[];"
    "basket.push({page:'read',words:['This story is from the shelf.']});</script>\n"
)


def page_html(
    language: str, title: str, main: str, *, head: Iterable[str] = (), era: str = "G3", weight: int = 0
) -> str:
    """A whole page. era: the generation of the site, which decides how navigation and footer are built."""
    direction = ' dir="rtl"' if language in RIGHT_TO_LEFT else ""
    top, bottom = (old_top, old_bottom) if era in ("G0", "G1", "G1b") else (new_top, new_bottom)
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"{direction}>\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<link rel="stylesheet" href="/static/site.css">\n'
        f"<style>{STYLE}</style>\n{''.join(head)}"
        f"{BASKET}</head>\n<body>\n{top(language)}{main}{bottom(language)}{ballast(weight)}</body>\n</html>\n"
    )


def link(language: str, path: str, name: str) -> str:
    return f'<a href="/{language}{path}">{escape(word(language, name))}</a>'


def old_top(language: str) -> str:
    cells = "".join(
        f"<td>{link(language, path, name)}</td>"
        for path, name in (
            ("/", "home"),
            ("/magazines", "magazines"),
            ("/newspapers", "newspapers"),
            ("/login", "login"),
        )
    )
    return f'<!-- masthead --><table class="masthead" width="100%"><tr>{cells}</tr></table>\n'


def old_bottom(language: str) -> str:
    return (
        '<!-- colophon --><div id="foot"><hr>'
        f"{link('en', '/help', 'help')} {link('en', '/terms', 'terms')} {link('en', '/privacy', 'privacy')}"
        "<br>© The sample newsstand</div>\n"
    )


def new_top(language: str) -> str:
    items = "".join(f'<li class="nav-item">{link(language, path, name)}</li>' for path, name in SHELVES)
    shelves = "".join(f'<option value="{code}">{code}</option>' for code in ("en", "de", "fr", "ja", "ar"))
    return (
        f'<div hidden class="sprite"><svg><title>basket</title></svg>{escape(word(language, "newsletter"))}</div>\n'
        f'<header class="top-bar sticky"><nav aria-label="main"><ul>{items}</ul></nav>'
        f'<form action="/login"><select name="shelf">{shelves}</select>'
        f"<button>{escape(word(language, 'login'))}</button></form></header>\n"
        f"<noscript><p>{escape(word(language, 'cookies'))}</p></noscript>\n"
    )


def new_bottom(language: str) -> str:
    items = "".join(f"<li>{link(language, f'/{name}', name)}</li>" for name in ("help", "terms", "privacy"))
    return (
        f'<footer class="site-foot"><ul>{items}</ul><p>© The sample newsstand</p></footer>\n'
        f'<div class="notice" role="dialog"><p>{escape(word(language, "cookies"))}</p>'
        f"<button>{escape(word(language, 'accept'))}</button></div>\n"
        f'<div style="display:none"><h3>{escape(word(language, "newsletter"))}</h3><p>- Editor</p></div>\n'
    )


@lru_cache(maxsize=4)
def ballast(weight: int) -> str:
    """About `weight` bytes of the data that pages carry for their own scripts."""
    if not weight:
        return ""
    row = {"shelf": "north", "slot": 17, "copies": 4, "note": "restock on Thursday", "tags": ["paper", "ink", "string"]}
    return script({"props": [row] * (weight // 110)}, name="__SHELF_DATA__") + "\n"
