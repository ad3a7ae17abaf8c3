"""One page in many markups: the same lines as HTML in ten styles of layout, and as plain text.

A page is a list of `Block`s in the order a reader sees them. Every style prints the same blocks under other tags, and
most add what readers do not see or do not read: navigation, notices, scripts, templates, hidden copies, comments.
"""

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

CONFUSING = "This story is from the May 1999 edition of Another Paper."
"""Stands wherever nobody sees it: in scripts, templates, comments, attributes and hidden elements."""


@dataclass(frozen=True, slots=True)
class Block:
    """A line of a page: text, where it leads, and the alternative text of a picture in its place."""

    text: str = ""
    link: str | None = None
    picture: str | None = None
    """URL of a picture whose alternative text is `text`."""


def plain_text(blocks: Sequence[Block]) -> str:
    """The page as one copies it: alternative texts of pictures are lines too."""
    return "\n".join(block.text for block in blocks if block.text)


def inside(block: Block, r: random.Random, *, rich: bool = False) -> str:
    """The inline HTML of a block. rich: with inline tags around some words."""
    if block.picture is not None:
        return f'<img src="{escape(block.picture)}" alt="{escape(block.text)}">'
    text = escape(block.text)
    if rich and "|" not in text and len(text.split(" ")) > 3:
        words = text.split(" ")
        for _ in range(3):
            i = r.randrange(len(words))
            if "<" not in words[i]:
                tag = r.choice(["b", "i", "em", "strong", "span", 'span class="x"', "mark", "u", "small"])
                words[i] = f"<{tag}>{words[i]}</{tag.split()[0]}>"
        text = " ".join(words)
    return f'<a href="{escape(block.link)}">{text}</a>' if block.link else text


def divs(blocks: Sequence[Block], r: random.Random) -> str:
    return "".join(f'<div class="c{r.randrange(99)}">{inside(block, r)}</div>' for block in blocks)


def nested_divs(blocks: Sequence[Block], r: random.Random) -> str:
    out = []
    for block in blocks:
        depth = r.randrange(1, 9)
        tags = [r.choice(["div", "section", "article", "x-panel", "main"]) for _ in range(depth)]
        out.append(
            "".join(f"<{tag}>" for tag in tags) + inside(block, r) + "".join(f"</{tag}>" for tag in reversed(tags))
        )
    return "\n".join(out)


def table(blocks: Sequence[Block], r: random.Random) -> str:
    rows = "".join(f"<tr><td>{inside(block, r)}</td></tr>\n" for block in blocks)
    return f'<table border="0" width="100%"><tbody>{rows}</tbody></table>'


def breaks(blocks: Sequence[Block], r: random.Random) -> str:
    return "<div>" + "<br><br/>\n".join(inside(block, r) for block in blocks) + "</div>"


def semantic(blocks: Sequence[Block], r: random.Random) -> str:
    out = []
    for block in blocks:
        if block.picture is not None:
            out.append(f"<figure>{inside(block, r)}</figure>")
        else:
            out.append(f"<p>{inside(block, r)}</p>")
    return "<main><article>" + "\n  ".join(out) + "</article></main>"


def rich_paragraphs(blocks: Sequence[Block], r: random.Random) -> str:
    return "".join(f"\n    <p class='par'>\n      {inside(block, r, rich=True)}\n    </p>" for block in blocks)


def block_spans(blocks: Sequence[Block], r: random.Random) -> str:
    return "".join(f'<span style="color: red; display: block">{inside(block, r, rich=True)}</span>' for block in blocks)


def definitions(blocks: Sequence[Block], r: random.Random) -> str:
    return "<dl>" + "".join(f"<{r.choice(['dt', 'dd'])}>{inside(block, r)}" for block in blocks) + "</dl>"


def items(blocks: Sequence[Block], r: random.Random) -> str:
    return "<UL>" + "\n".join(f"<LI CLASS=item>{inside(block, r)}" for block in blocks) + "</UL>"


def among_hidden(blocks: Sequence[Block], r: random.Random) -> str:
    """Every block with something beside it that nobody sees."""
    out = ["<style>.gone{display:none} #away { color: red; visibility:hidden; } p{margin:0}</style>"]
    unseen = [
        f"<p hidden>{CONFUSING}",
        f'<div style="display:none"><p>{CONFUSING}</p><div><span>more</span></div></div>',
        f"<template><p>{CONFUSING}</p><div>deep</div></template>",
        f"<script>var line = '<p>{CONFUSING}</p>'; if (1 < 2) {{}}</script>",
        f"<!-- <p>{CONFUSING}</p> -->",
        f"<noscript><div>{CONFUSING}</div></noscript>",
        f"<select><option>{CONFUSING}<option>two</select>",
        f'<div class="x gone y"><p>{CONFUSING}</p></div>',
        f'<section id="away">{CONFUSING}</section>',
        f"<svg viewBox='0 0 1 1'><title>{CONFUSING}</title><path d='M0 0'/></svg>",
        f"<textarea><p>{CONFUSING}</textarea>",
        f'<dialog><p>{CONFUSING}</p></dialog>',
    ]  # fmt: skip
    for block in blocks:
        out.append(f'<div data-tip="a > b < {escape(CONFUSING)}" title=\'it"s\'>{inside(block, r)}</div>')
        out.append(r.choice(unseen))
    return "".join(out)


STYLES: dict[str, Callable[[Sequence[Block], random.Random], str]] = {
    style.__name__: style
    for style in (
        divs, nested_divs, table, breaks, semantic, rich_paragraphs, block_spans, definitions, items, among_hidden,
    )
}  # fmt: skip


def page(blocks: Sequence[Block], style: str, *, seed: int = 0, links: int = 0, language: str | None = None) -> str:
    """A whole page in one style. links: how many the navigation holds."""
    r = random.Random(seed)
    nav = "".join(f'<li><a href="/en/stories/category/Shelf/{i}?page=1">Shelf {i}</a></li>' for i in range(links))
    state = json.dumps({"page": {"html": f"<p>{CONFUSING}</p>", "words": "</div><div>"}}).replace("</", "<\\/")
    notice = (
        "<div class='notice'><p>We keep small files in your browser.</p><button>Fine</button></div>" if links else ""
    )
    footer = "".join(f'<li><a href="/about/{i}">About {i}</a></li>' for i in range(links // 10))
    lang = f' lang="{language}"' if language else ""
    return (
        f"<!DOCTYPE html>\n<html{lang}><head><meta charset='utf-8'><title>A page</title>"
        f"<style>p{{margin:0}}</style><script>window.state={state}</script></head>\n<body><header><ul>{nav}</ul></header>"
        f"{STYLES[style](blocks, r)}"
        f"<footer><ul>{footer}</ul>© Somebody</footer>{notice}"
        f"<script>if(a<b&&c>d){{document.write('<p>{CONFUSING}')}}</script></body></html>"
    )
