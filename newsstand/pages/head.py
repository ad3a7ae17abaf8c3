"""What the elements of a page's head say of it: names and values, addresses, data. Pure.

Publishing systems put some of them into the body; there they count as well.
"""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from newsstand.pages.links import Element, is_next, relations, said, target
from newsstand.text import one_line, repaired

MAX_JSON_LD = 256 * 1024
JSON_LD = re.compile(r"application/ld\+json\s*(?:;|\Z)", re.I)
JSON = json.JSONDecoder(strict=False)
WRAPPED = re.compile(r"(?:\s|//|/\*|\*/|<!--|<!\[CDATA\[|\ufeff)*")
"""What publishing systems put before JSON, for old browsers' sake; what follows it, a semicolon too, is passed over."""


def language(html: Iterable[Element]) -> str | None:
    """`<html lang>` as written; None where there is none."""
    return next((element.attr("lang") or None for element in html), None)


def base(bases: Iterable[Element]) -> str | None:
    """The first `<base href>` as written; None where there is none."""
    return next(filter(None, map(target, bases)), None)


def canonical(links: Iterable[Element]) -> str | None:
    """The target of the first `<link rel=canonical>`, as written; None where there is none."""
    return next(filter(None, (target(link).strip() for link in links if "canonical" in relations(link))), None)


def next_page(links: Iterable[Element]) -> str | None:
    """The target of the first link that leads to the next page (`rel=next`), as written; None where there is none."""
    return next(filter(None, (target(link) for link in links if is_next(link))), None)


def meta(metas: Iterable[Element]) -> dict[str, str]:
    """`property`, `name` or `http-equiv` of `<meta>`, in lower case -> `content`; the first of a name counts."""
    found: dict[str, str] = {}
    for element in metas:
        key = element.attr("property") or element.attr("name") or element.attr("http-equiv")
        if key and (content := said(element, "content").strip()):
            found.setdefault(key.lower(), content)
    return {name: one_line(repaired(content)) for name, content in found.items()}


def json_ld(scripts: Iterable[Element]) -> list[dict[str, Any]]:
    """The objects of valid JSON-LD blocks, and those in them that the page is about."""
    of_type = (script for script in scripts if JSON_LD.match(said(script, "type").strip()))
    return [item for script in of_type for item in json_objects(script.text)]


def json_objects(text: str) -> list[dict[str, Any]]:
    """The objects of one JSON-LD block, and those in them that the page is about; none of a block that is no JSON."""
    if len(text) > MAX_JSON_LD:
        return []
    try:
        value, _ = JSON.raw_decode(WRAPPED.sub("", text, count=1))
        return list(about(value))
    except (ValueError, RecursionError):
        return []


def about(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD value, outer ones first: a list or `@graph` is opened, and what a page is about."""
    if isinstance(value, list):
        for one in value:
            yield from about(one)
    elif isinstance(value, dict):
        if "@graph" in value:
            yield from about(value["@graph"])
        else:
            yield value
        for name in ("mainEntity", "mainEntityOfPage"):
            if isinstance(value.get(name), dict | list):
                yield from about(value[name])
