"""No content of a page raises: mutations of stories, editions, titles, lists and shelves, and of answers in JSON."""

# ruff: noqa: E501 - lists of pieces, as many to a line as fit

import json
import random
from functools import cache

from newsstand.demo.content import sample
from newsstand.demo.paths import all_issues_path, story_path
from newsstand.demo.site import Answer, Shelves
from newsstand.loaders import edition_record, publication_record, story_record
from newsstand.pages import EditionPage, StoryPage, TitlePage, read_edition, read_issue_list, read_story, read_title
from newsstand.pages.document import NotReadable, document
from newsstand.pages.metadata import addresses
from newsstand.politeness.rights import rights
from newsstand.urls import kind
from tests.markup import STYLES, page
from tests.printed import SITE, STORY_URL, Printed, blocks

PIECES = [
    # links, pictures and addresses that are none
    '<a href="http://[object Object]">x</a>', "<a href='http://['>", "<a href='http://a:99999/'>", "<a href='//'>",
    "<a href='http:'>", "<a href=' '>", "<a href='?'>", "<a href='\\\\x'>", "<a href='/stories/a/B/%00'>w</a>",
    "<a href='/stories/a/B/%ZZ'>", "<a href='http://a:b/stories/a/b/c'>q</a>", "<base href='http://[x'>",
    "<base href='javascript:1'>", '<img alt="&nbsp;">', "<img alt='&nbsp;' src='http://['>", "<img alt=x srcset=' , '>",
    "<link rel=canonical href='http://[object'>", "<meta property=og:url content='http://['>",
    "<meta property=og:image content='http://['>", "<meta name=description content='&nbsp;'>", "<html lang='\0'>",
    # charsets and characters
    "<meta charset=undefined>", "<meta charset='\0'>", "\0", "\ufffd", "&#0;", "&#xD800;", "&#x110000;", "\x1c", "\x02",
    "\u2028", "\u202e", "\x85", "¹²", "⁶ mins", "٣ mins", "<sup>6</sup> mins",
    # lists with a reading time and nothing else, and other halves
    "<p>3 mins</p>", "<p>3 mins</p><p>3 mins</p>", "time-read", "4 mins  |", "|May ²⁰24", "|May 03, 2024", "|", "View All",
    "This story is from the ² edition of ³.", "This story is from the {{x}} edition of {{y}}", "MORE STORIES FROM ", "- A",
    "<a href='/stories/a/B/C'>", "<a href=/IE/Wick/The-Lantern/Newspaper/12>May 2024</a>", "- \u00a0", "“", ".", "©",
    # markup that is moved, hidden or marked
    "<sup>", "</sup>", "<sub>2", "<ruby>x<rt>y", "<span class=dropcap>T</span>", "<div class=dropcap>T", "<pre>\n",
    "<style>.a{position:absolute;left:-9999px}", "</style>", "<p style='font-size:0'>", "<b style='vertical-align:super'>2",
    "<figcaption>", "<figure>", "(GETTY IMAGES)", "<div itemprop=articleBody>", "</div>", "<table>", "<tr>", "<td>",
    "<select>", "<math>", "<svg>", "<template>", "<frameset>", "<plaintext>", "<button>", "<h1></h1>", "<h1>", "</a>",
    "<title>&nbsp;</title>", "<script type=application/ld+json>", "</script>",
]  # fmt: skip
KEYS = [
    "headline", "isPartOf", "datePublished", "articleBody", "image", "author", "url", "@id", "mainEntityOfPage", "@graph",
    "mainEntity", "description", "inLanguage", "articleSection", "isAccessibleForFree", "publisher", "@type",
]  # fmt: skip
VALUES = [
    None, 7, "x", [], {}, [[]], [{}], {"name": 7}, {"name": ["a"]}, {"@id": 3}, True, "True", 1e308, "2026-13-40", "http://[",
    {"@type": "Newspaper", "name": {}}, {"@type": ["Newspaper"], "name": "A", "volumeNumber": [1], "issueNumber": {}},
    {"@type": "PublicationIssue", "datePublished": 5, "isPartOf": [7]}, "<p>x</p>" * 9, "&nbsp;",
]  # fmt: skip
OFTEN_REPEATED = 0.05
"""The share of pages that have a piece five hundred times."""
PATHS = ["", "/IE/Wick/The-Lantern/Newspaper/12", "/IE/Wick/The-Lantern/Newspaper", "/magazines/listAllIssues/41"]
LABELS = [None, None, "undefined", "utf-8", "x-sjis", "hz", "base64", "iso-2022-jp", "utf-16", "\0", "é"]


@cache
def demo_pages() -> list[str]:
    """A page of each kind and language of the sample newsstand."""
    shelves = Shelves(sample())
    paths = ["/", "/magazines"]
    for publication in shelves.newsstand.publications:
        edition = publication.editions[0]
        paths += [publication.path, f"{publication.path}/{edition.issue}", all_issues_path(publication)]
        paths += [story_path(publication, edition, story) for story in edition.stories[:2]]
    found = (shelves.answer(path) for path in paths)
    return [answer.body.decode() for answer in found if isinstance(answer, Answer)]


def whole(chance: random.Random) -> str:
    match chance.randrange(7):
        case 0:
            return "<html>"
        case 1:
            card = "<div><h3><a href=/stories/a/B/C{0}>x{0}</a></h3><p>{1}</p><p>3 mins</p></div>"
            return "".join(card.format(i, chance.choice(PIECES)) for i in range(6))
        case 2 | 3 | 4:
            return chance.choice(demo_pages())
    printed = Printed(generation=chance.choice(["G0", "G2", "G3"]))
    return page(blocks(printed), chance.choice(sorted(STYLES)), links=3)


def broken(chance: random.Random) -> bytes:
    """A page with pieces torn out and put in, and bytes changed."""
    text = whole(chance)
    for _ in range(chance.randint(1, 30)):
        place = chance.randint(0, len(text))
        torn = chance.randint(0, 30) if chance.random() < 0.3 else 0
        text = text[:place] + chance.choice(PIECES) + text[place + torn :]
    if chance.random() < OFTEN_REPEATED:
        place = chance.randint(0, len(text))
        text = text[:place] + chance.choice([text[place : place + 60], chance.choice(PIECES)]) * 500 + text[place:]
    for _ in range(chance.randint(0, 2)):
        told = {chance.choice(KEYS): chance.choice(VALUES) for _ in range(chance.randint(1, 6))}
        text = f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle"} | told)}</script>{text}'
    codec = chance.choice(["utf-8", "utf-8", "utf-8", "cp932", "utf-16", "gb18030", "iso2022_jp", "cp1251"])
    body = bytearray(text.encode(codec, "replace"))
    for _ in range(chance.choice([0, 0, 3])):
        body[chance.randrange(len(body))] = chance.randrange(256)
    return bytes(body)


def read(body: bytes, url: str | None, encoding: str | None) -> None:
    try:
        found = document(body, url=url, encoding=encoding)
    except NotReadable:
        return
    lines = range(len(found.lines))
    assert list(found.linked(0, len(found.lines))) == [(found.lines[i], found.links(i)) for i in lines]
    assert all(i in lines for i in (*found.captions, *found.buttons, *(found.body or ())))
    assert all(picture.alt for picture in found.pictures)
    for address in (*found.all_links(), *addresses(found), *(picture.url for picture in found.pictures)):
        kind(found.absolute(address), SITE)
    rights(meta=found.meta)
    hints = {"publication": "The Lantern", "edition_label": "May 03, 2024", "headline": "A", "description": "-"}
    for story in (read_story(found, site=SITE), read_story(found, site=SITE, **hints)):
        if isinstance(story, StoryPage):
            assert all(story.paragraphs)
            story_record(story, url=STORY_URL, site=SITE)
    title_url = f"{SITE.url}{PATHS[2]}"
    if isinstance(title := read_title(found, site=SITE), TitlePage):
        publication = publication_record(title, url=title_url, site=SITE)
        if isinstance(edition := read_edition(found, site=SITE), EditionPage):
            edition_record(edition, url=f"{SITE.url}{PATHS[1]}", site=SITE, publication=publication)
    read_edition(found, site=SITE)
    read_issue_list(found, site=SITE)


def attempt(chance: random.Random) -> None:
    """Read one broken page in all ways. Raises what a reader raises, with the page as a note."""
    url = chance.choice([None, STORY_URL, *(SITE.url + path for path in PATHS)])
    encoding, body = chance.choice(LABELS), broken(chance)
    try:
        read(body, url, encoding)
    except Exception as error:
        error.add_note(f"{url!r} {encoding!r} {body[:300]!r}")
        raise
