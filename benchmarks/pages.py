"""What reading a story page costs, and how well it is done: this reader and others on the same pages, in one run.

Every page is written here: one story of known paragraphs, publication and edition inside navigation, style sheets,
scripts, teasers and a footer. CPU is of this process, the least of several rounds; whatever is not installed is left
out.
"""

import json
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from newsstand.pages import NotAPage, read_story
from newsstand.pages.document import document
from newsstand.spiders.magzter import MagzterSpider

SIZES = (50_000, 150_000)
PAGES = 8
"""Different pages of each size."""
ROUNDS = 7
OURS = "this reader"
SELECTORS = {
    "headline": "main > h1::text",
    "publication": "main > h1 + div > a::text",
    "publication_url": "main > h1 + div > a::attr(href)",
    "edition_label": "main > h1 + div::text",
    "description": "main > h1 + div + div::text",
    "byline": "main > h1 + div + div + div::text",
    "image_url": "main > figure > img::attr(src)",
    "paragraphs": "article > p",
    "related": "section > .card h3::text",
    "related_urls": "section > .card > a::attr(href)",
    "teasers": "section > .card > p::text",
    "related_labels": "section > .card > div:last-child::text",
}
"""What a spider written by hand for these very pages would ask: twelve selectors, and no page in another markup."""
PARSER = "parse only: turbohtml"
"""What the reader is held against: the bare parse of the parser that it uses."""
URL = "https://www.magzter.com/stories/newspaper/The-Harbour-Post/BRIDGE-VOTE"
WORDS = [
    "harbour", "bridge", "council", "rain", "apple", "valley", "frost", "engine", "museum", "letter", "teacher",
    "river", "garden", "winter", "morning", "figures", "budget", "captain", "violin", "market", "window", "doctor",
    "village", "station", "paper", "thunder", "painter", "summer", "island", "kitchen", "railway", "lantern",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    html: str
    paragraphs: list[str]
    furniture: list[str]
    """Lines that no text of the story may hold."""
    publication: str = "The Harbour Post"
    label: str = "May 03, 2024"


SMALL = ("the", "of", "and", "in", "was", "for", "with", "that", "had", "to")


def sentence(r: random.Random, words: int = 14) -> str:
    """Every other word a small one, as in English: some readers know a text by them."""
    return " ".join(r.choice(SMALL if i % 2 == 0 else WORDS) for i in range(words)).capitalize() + "."


def page(size: int, seed: int) -> Page:
    """A page of about `size` bytes; those of one size have the same style sheet, as pages of one newsstand do."""
    r, style = random.Random(seed), random.Random(size)
    scale = size / 50_000
    rules = "".join(
        f".c{i} > .x{i} {{ margin: {style.randrange(9)}px; display: flex; color: #{style.randrange(999999):06d} }}\n"
        for i in range(int(70 * scale))
    )
    nav = "".join(
        f'<li class="nav-item"><a class="nav-link" data-id="{i}" href="/en/stories/category/{r.choice(WORDS)}/{i}">'
        f"{r.choice(WORDS).title()} {i}</a></li>\n"
        for i in range(int(130 * scale))
    )
    paragraphs = [" ".join(sentence(r) for _ in range(r.randrange(2, 6))) for _ in range(int(7 * scale))]
    body = "".join(f'<p class="par">{with_tags(paragraph, r)}</p>\n' for paragraph in paragraphs)
    titles = [sentence(r, 6)[:-1] for _ in range(10)]
    teasers = [sentence(r) for _ in titles]
    cards = "".join(
        f'<div class="card"><a href="/stories/newspaper/The-Harbour-Post/STORY-{i}"><img src="/img/{i}.jpg" '
        f'alt="{title}"><h3>{title}</h3></a><p>{teaser}</p><div>time-read</div><div>{i + 1} mins&nbsp; |</div>'
        f"<div>May {i + 1}, 2023</div></div>\n"
        for i, (title, teaser) in enumerate(zip(titles, teasers, strict=True))
    )
    own = [
        "This story is from the May 03, 2024 edition of The Harbour Post.",
        "Start your 7-day Magzter GOLD free trial to access thousands of curated premium stories, and 9,000+ magazines "
        "and newspapers.",
        "Already a subscriber? Sign In",
    ]
    wall = "".join(f"<div>{line}</div>" for line in own)
    footer = "".join(f'<li><a href="/about/{i}">{r.choice(WORDS)} {i}</a></li>' for i in range(int(30 * scale)))
    shown = (
        f"<header><nav><ul>{nav}</ul></nav></header><div hidden><p>{own[0]}</p></div><main><h1>Bridge vote</h1>"
        '<div><a href="/NZ/Tidewater/The-Harbour-Post/Newspaper">The Harbour Post</a>|May 03, 2024</div>'
        f"<div>{sentence(r)[:-1]}</div><div>ANNA LEE</div><figure><img src='/img/b.jpg' alt='Bridge vote'></figure>"
        f"<article>{body}</article>{wall}{wall}<section><h2>MORE STORIES FROM THE HARBOUR POST</h2>{cards}"
        "</section></main>"
        f'<footer><ul>{footer}</ul></footer><div style="display:none">We keep small files.</div>'
    )
    head = (
        '<head><meta charset="utf-8"><title>Bridge vote</title><meta property="og:title" content="Bridge vote">'
        f"<style>{rules}</style></head>"
    )
    rest = max(0, size - len(head) - len(shown))
    state = json.dumps([{"id": i, "title": sentence(r, 8), "url": f"/a/{i}"} for i in range(rest // 105)])
    html = f'<!DOCTYPE html>\n<html lang="en">{head}<body>{shown}<script>window.state={state};</script></body></html>'
    return Page(html, paragraphs, [*own, *titles, *teasers, "We keep small files."])


def with_tags(text: str, r: random.Random) -> str:
    """A paragraph with a link and an emphasis in it, as HTML."""
    words = text.split(" ")
    i, k = r.sample(range(len(words)), 2)
    words[i] = f'<a href="/topic/{i}">{words[i]}</a>'
    words[k] = f"<b>{words[k]}</b>"
    return " ".join(words)


Reading = tuple[str | None, str | None, str | None]
"""(text, publication, edition label)."""


def this_reader(html: bytes) -> Reading:
    found = read_story(document(html, url=URL), site=MagzterSpider.site)
    assert not isinstance(found, NotAPage)
    return "\n".join(found.paragraphs), found.publication, found.edition_label


def spider_by_hand(module: Any) -> Callable[[bytes], Reading]:
    """The reader that a user would write for one layout, with parsel."""

    def read(html: bytes) -> Reading:
        page = module.Selector(text=html.decode())
        found = {name: page.css(selector) for name, selector in SELECTORS.items() if name != "paragraphs"}
        values = {name: nodes.getall() for name, nodes in found.items()}
        paragraphs = [" ".join(node.xpath("string()").get().split()) for node in page.css(SELECTORS["paragraphs"])]
        label = "".join(values["edition_label"]).strip(" |")
        return "\n".join(paragraphs), values["publication"][0], label

    return read


def lines_alone(html: bytes) -> None:
    document(html, url=URL)


def readers() -> dict[str, Callable[[bytes], Reading | None]]:
    """Name -> reader of a page's bytes; parsers give nothing. Those whose library is installed."""
    found: dict[str, Callable[[bytes], Reading | None]] = {}

    def add(name: str, module: str, make: Callable[[Any], Callable[[bytes], Reading | None]]) -> None:
        try:
            found[name] = make(import_module(module))
        except ImportError:
            tell(f"({name}: {module} is not installed; make bench installs it)")

    def silent(parse: Callable[[bytes], object]) -> Callable[[bytes], None]:
        def run(html: bytes) -> None:
            parse(html)

        return run

    add(PARSER, "turbohtml", lambda m: silent(lambda html: m.parse(html.decode())))
    add("parse only: lexbor", "selectolax.lexbor", lambda m: silent(m.LexborHTMLParser))
    add("parse only: lxml", "lxml.html", lambda m: silent(m.document_fromstring))
    add("parse only: parsel", "parsel", lambda m: silent(lambda html: m.Selector(text=html.decode())))
    add("parse and lay out", "turbohtml", lambda m: silent(lambda html: m.parse(html.decode()).to_text()))
    found["lines of a page"] = lines_alone
    found[OURS] = this_reader
    add("parsel, 12 selectors", "parsel", spider_by_hand)
    add("trafilatura fast", "trafilatura", lambda m: lambda html: (m.extract(html.decode(), fast=True), None, None))
    add("trafilatura standard", "trafilatura", lambda m: lambda html: (m.extract(html.decode()), None, None))

    def newspaper(module: Any) -> Callable[[bytes], Reading]:
        def run(html: bytes) -> Reading:
            article = module.Article(URL, language="en", fetch_images=False)
            article.download(input_html=html.decode())
            article.parse()
            return article.text, None, None

        return run

    add("newspaper4k", "newspaper", newspaper)
    return found


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")


def cpu(read: Callable[[bytes], object], pages: list[bytes]) -> float:
    """Seconds of CPU a page, over all pages."""
    read(pages[0])
    started = time.process_time()
    for html in pages:
        read(html)
    return (time.process_time() - started) / len(pages)


def costs(every: dict[str, Callable[[bytes], Reading | None]], pages: list[bytes]) -> dict[str, float]:
    """Seconds of CPU a page: of each reader the least of some rounds, in which all take turns: machines are noisy."""
    least = dict.fromkeys(every, float("inf"))
    for _ in range(ROUNDS):
        for name, read in every.items():
            least[name] = min(least[name], cpu(read, pages))
    return least


def quality(read: Callable[[bytes], Reading | None], pages: list[Page]) -> str:
    """Paragraphs found whole, lines of furniture leaked, publication and edition found; over all pages."""
    right = leaked = placed = every = furniture = 0
    for sample in pages:
        reading = read(sample.html.encode())
        if reading is None:
            return ""
        text = reading[0] or ""
        lines = {" ".join(line.split()) for line in text.splitlines()}
        right += sum(paragraph in lines for paragraph in sample.paragraphs)
        every += len(sample.paragraphs)
        leaked += sum(line in text for line in sample.furniture)
        furniture += len(sample.furniture)
        placed += reading[1:] == (sample.publication, sample.label)
    return f"{right}/{every} paragraphs, {leaked}/{furniture} leaked, edition {placed}/{len(pages)}"


def main() -> None:
    every = readers()
    for size in SIZES:
        pages = [page(size, seed) for seed in range(PAGES)]
        bodies = [sample.html.encode() for sample in pages]
        tags = sum(sample.html.count("<") for sample in pages) // PAGES
        tell(f"\nReading a story page of {sum(map(len, bodies)) // PAGES:,} bytes, {tags:,} tags")
        tell(f"{'':24}{'CPU ms a page':>14}{'of the parse':>14}{'of ours':>9}  quality")
        found = costs(every, bodies)
        for name, cost in found.items():
            ratios = f"{cost / found[PARSER]:14.2f}{cost / found[OURS]:9.2f}"
            tell(f"{name:24}{cost * 1000:14.3f}{ratios}  {quality(every[name], pages)}")


if __name__ == "__main__":
    main()
