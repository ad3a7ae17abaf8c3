"""The words around a story (phrases.toml), compiled: which phrase a printed line is, and in which language. Pure."""

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import NamedTuple, TypeVar

from newsstand.pages.looks import ends_asking, ends_sentence
from newsstand.pages.names import letters, printed
from newsstand.pages.own import similar
from newsstand.pages.signs import Sign

DIGIT = r"[0-9\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]"
NUMBER = rf"{DIGIT}(?:[., \u00a0\u202f\u2019']?{DIGIT})*\+?"
"""A count in any spelling: "9,000+", "8.000", "9 000"."""
SIGNS = str.maketrans(
    {"؟": "?", "？": "?", "¿": None, "’": "'", "‘": "'", "\u2011": "-", "–": "-", "—": "-", "。": "."}
)
COUNTED = re.compile(r"[\d().,:\s]+")
LONGEST = 500
"""Characters. A line that is longer is a paragraph, none of the newsstand's own."""
START = 3
"""Characters by which lines that cannot be a phrase are told at once."""
BEGINNING = ("attribution", "offer", "sign_in", "button", "banner", "aside", "read_time", "toolbar")
"""The kinds of phrases that are told by how they begin, each with a sign."""
OWN = Sign.attribution | Sign.offer | Sign.sign_in | Sign.button
LABELS = ("publisher", "category", "language", "frequency")
Row = TypeVar("Row")


class Attribution(NamedTuple):
    """What the line says that names a story's edition; None where the template was served unfilled."""

    publication: str | None
    label: str | None
    language: str


class Shape(NamedTuple):
    """An attribution phrase: what stands before, between and after its two slots."""

    language: str
    outside: re.Pattern[str]
    between: re.Pattern[str]
    label_first: bool

    def readings(self, inner: str) -> Iterator[Attribution]:
        """The ways to take what stands between the outer words apart into publication and label."""
        for between in self.between.finditer(inner):
            one, other = inner[: between.start()].strip(), inner[between.end() :].strip()
            if one and other:
                label, name = (one, other) if self.label_first else (other, one)
                yield Attribution(printed(name), printed(label), self.language)


class Heading(NamedTuple):
    language: str
    before: str
    after: str


def folded(line: str) -> str:
    """A line as phrases are compared: case, spaces and the shape of quotes and question marks do not count."""
    if not line.isascii():
        line = line.translate(SIGNS)
    return line.casefold().replace(" ", "")


@dataclass(frozen=True, slots=True, eq=False)
class Phrases:
    """The phrase table of one brand. Lookups take a printed line and return its language, or None."""

    brand: str
    languages: frozenset[str]
    """Those that have a table."""
    headed: frozenset[str]
    """Those of whose headings of lists some is known."""
    begun: dict[str, int]
    """How lines begin, in the cases that pages print -> the signs of the kinds of phrases that do."""
    slotted: int
    """The signs of the kinds of which phrases begin with a count."""
    own_starts: frozenset[str]
    """How the newsstand's own lines below a story begin, and its buttons."""
    labels: re.Pattern[str]
    """What stands before a value of a title page: "Publisher:", at the start of a line, or glued to what is before
    where case or script changes."""
    sales: tuple[re.Pattern[str], ...]
    """Whole lines of what sells an edition."""
    titles: tuple[str, ...]
    """How the `<title>` of a page ends, which text copies have as a line."""
    pixels: tuple[str, ...]
    """How the `<title>` begins in text copies: with the alternative text of a picture that counts visitors."""
    products: tuple[str, ...]
    """What the newsstand sells, as its offers call it."""
    more_starts: frozenset[str]
    """How the headings of lists begin; "" among them where one begins with the publication."""
    comment_starts: tuple[str, ...]
    """How lines over readers' comments begin that begin with a word, in lower case."""
    shapes: dict[str, list[Shape]]
    """By how their lines start."""
    offers: dict[str, list[tuple[str, re.Pattern[str]]]]
    """By how their lines start; under "" those that start with a count."""
    headings: tuple[Heading, ...]
    befores: tuple[str, ...]
    """How headings of lists begin that do not begin with the publication."""
    afters: tuple[str, ...]
    """And how the others end, with a button glued on or not."""
    lines: dict[str, dict[str, str]]
    """kind -> folded phrase -> language."""
    banners: tuple[re.Pattern[str], ...]
    time_starts: frozenset[str]
    minutes: re.Pattern[str]
    """minutes, label: of `4 mins  |` with what stands on the same line."""

    def begins(self, line: str) -> int:
        """The signs of the kinds of phrases that begin as a line does: which are worth a closer look."""
        return self.begun.get(line[:START]) or (self.slotted if line[:1].isdigit() else 0)

    def sells(self, line: str, publication: str) -> bool:
        """Whether a line of an edition page sells the edition: one that names a publication sells that alone.

        publication: "" where the page does not tell it.
        """
        if len(line) >= LONGEST:
            return False
        found = (sale.fullmatch(line) for sale in self.sales)
        names = [printed(sale.groupdict(default="").get("P", "")) for sale in found if sale]
        return self.banner(line) or any(not (name and publication) or similar(name, publication) for name in names)

    def is_page_title(self, line: str) -> bool:
        """Whether a line is the `<title>` of a page."""
        return line.endswith(self.titles)

    def product(self, line: str) -> bool:
        """Whether `line` names what the newsstand sells."""
        for product in self.products:  # noqa: SIM110  # a generator takes twice the time
            if product in line:
                return True
        return False

    def brands(self, line: str) -> bool:
        """Whether the newsstand's brand stands in a line that is no sentence of a story."""
        return self.brand in line and (not ends_sentence(line) or ends_asking(line))

    @lru_cache(maxsize=256)  # noqa: B019  # there is one table a brand, and all stories of an edition have the same line
    def attributions(self, line: str) -> Sequence[Attribution]:
        """Every way to read `line` as an attribution: names and labels may hold the words between them."""
        if len(line) > LONGEST:
            return ()
        shapes = ((shape, shape.outside.fullmatch(line)) for shape in self.shapes.get(line[:START].casefold(), ()))
        return [said for shape, found in shapes if found for said in shape.readings(found[1])]

    def offer(self, line: str) -> str | None:
        if len(line) > LONGEST:
            return None
        start = line[:START].casefold()
        rows = (self.offers.get(start) or self.offers.get("", [])) if self.begins(line) & Sign.offer else []
        return next((language for language, pattern in rows if pattern.match(line)), None)

    def sign_in(self, line: str) -> str | None:
        return self.lines["sign_in"].get(folded(line))

    def sign_in_question(self, line: str) -> str | None:
        """Language of a line that is the first half of a sign-in line; the half to press may stand on a line of its
        own."""
        return self.lines["sign_in_question"].get(folded(line))

    def more(self, line: str) -> tuple[str, str] | None:
        """(language, publication with its letters alone) of the heading over other stories."""
        if len(line) > LONGEST or (line.isascii() and line[:START].casefold() not in self.more_starts):
            return None
        text = folded(line)
        if not (text.startswith(self.befores) or text.endswith(self.afters)):
            return None
        for glued in self.lines["view_all"]:
            if text.endswith(glued) and text != glued:
                text = text.removesuffix(glued)
                break
        for language, before, after in self.headings:
            if text.startswith(before) and text.endswith(after) and len(text) > len(before) + len(after):
                return language, letters(text[len(before) : len(text) - len(after)])
        return None

    def button(self, line: str) -> str | None:
        return self.lines["button"].get(folded(line)) if self.begins(line) & Sign.button else None

    def aside(self, line: str) -> bool:
        """Whether a line between paragraphs is none of the story: "Advertisement"."""
        return self.is_line("aside", line)

    def heads_comments(self, line: str) -> bool:
        """Whether a line stands over what readers say of a story: "Comments (12)"."""
        if line[:1].isalpha() and not line.casefold().startswith(self.comment_starts):
            return False
        return folded(COUNTED.sub("", line)) in self.lines["comments"]

    def banner(self, line: str) -> bool:
        return bool(self.begins(line) & Sign.banner) and any(one.fullmatch(line) for one in self.banners)

    def is_time_mark(self, line: str) -> bool:
        """Whether a line is what stands above a reading time: `time-read`, `time to read`."""
        return line[:START] in self.time_starts and self.is_line("read_time", line)

    def is_line(self, kind: str, line: str) -> bool:
        return folded(line) in self.lines[kind]

    def may_be_time(self, line: str) -> bool:
        """Whether `line` is worth a closer look for a reading time or its mark."""
        return line[:1].isdigit() or line[:START] in self.time_starts

    @lru_cache(maxsize=1024)  # noqa: B019  # there is one table a brand, and few reading times
    def reading_time(self, line: str) -> tuple[int, str | None] | None:
        """(whole minutes, edition label on the same line) of `4 mins  |`, `10+ mins`, `1 min read`, `time-read 4 mins |
        May 2024`."""
        if not self.may_be_time(line):
            return None
        found = self.minutes.fullmatch(line)
        return (int(found[1]), found[2] or None) if found else None


def pattern_of(phrase: str, brand: str) -> str:
    """Regular expression of a phrase without {P} and {E}: spaces and question marks as loose as pages print them."""
    loose = r"\s+" if phrase.isascii() else r"\s*"
    text = re.escape(phrase.translate(SIGNS)).replace(r"\ ", loose)
    text = (
        re.sub(r"(?:\\s[+*])?\\\?", r"\\s*[?؟？]", text)
        .replace("'", "['’‘]")
        .replace(r"\-", "[-‑–]")
        .replace(r"\.", "[.。]")
    )
    return text.replace(re.escape("{B}"), re.escape(brand)).replace(re.escape("{N}"), NUMBER)


def filled_pattern(phrase: str, brand: str) -> str:
    """The same of a phrase with {P} and {E}, which stand for any words: groups of these names."""
    return re.sub(r"\\\{([PE])\\\}", r"(?P<\1>.+)", pattern_of(phrase, brand))


def shape_of(language: str, phrase: str, brand: str) -> Shape:
    before, first, between, _, after = re.split(r"\{([PE])\}", phrase.rstrip(".。"))
    return Shape(
        language,
        re.compile(rf"{pattern_of(before, brand)}(.+?){pattern_of(after, brand)}\s*[.。]?", re.I),
        re.compile(pattern_of(between, brand), re.I),
        first == "E",
    )


def beginnings(phrases: dict[str, list[str]], brand: str) -> dict[str, int]:
    """How lines begin, in the cases that pages print -> the signs of the kinds of phrases that do; "{N}" -> those that
    begin with a count, of which reading times are. A phrase that begins with any words begins in no way.

    phrases: by their kinds.
    """
    found: dict[str, int] = {"{N}": Sign.read_time}
    for kind, every in phrases.items():
        for phrase in every:
            start = phrase.replace("{B}", brand)[:START]
            for case in (start, start.upper(), start.lower(), start.capitalize()):
                found[case] = found.get(case, 0) | getattr(Sign, kind)
    return found


def by_start(rows: list[tuple[str, str]], made: Callable[[str, str], Row]) -> dict[str, list[Row]]:
    """The rows of a kind, each made into what looks lines up, by the first characters of their phrases."""
    found: dict[str, list[Row]] = {}
    for language, phrase in rows:
        start = phrase[:START].casefold()
        found.setdefault("" if "{" in start else start, []).append(made(language, phrase))
    return found


@lru_cache(maxsize=8)
def phrases(brand: str) -> Phrases:
    """The table for a newsstand of that brand."""
    table: dict[str, dict[str, list[str]]] = tomllib.loads(
        files("newsstand.pages").joinpath("phrases.toml").read_text("utf-8")
    )

    def rows(kind: str) -> list[tuple[str, str]]:
        return [(language, phrase) for language, kinds in table.items() for phrase in kinds.get(kind, [])]

    def compiled(kind: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
        return tuple((language, re.compile(pattern_of(phrase, brand), re.I)) for language, phrase in rows(kind))

    whole = ("sign_in", "button", "view_all", "favorites", "in_this_issue", "recent_issues", "read_time",
             "publisher", "aside", "foot", "toolbar", "comments", "category", "language", "frequency")  # fmt: skip
    lines = {kind: {folded(phrase): language for language, phrase in reversed(rows(kind))} for kind in whole}
    lines["sign_in_question"] = {
        text[: text.index("?") + 1]: language for text, language in lines["sign_in"].items() if "?" in text[:-1]
    }
    labels = "|".join(sorted((re.escape(phrase) for kind in LABELS for _, phrase in rows(kind)), key=len, reverse=True))
    words = "|".join(sorted({re.escape(phrase) for _, phrase in rows("minutes")}, key=len, reverse=True))
    marks = "|".join(re.escape(phrase).replace(r"\ ", r"\s*") for _, phrase in rows("read_time"))
    begun = beginnings({kind: [phrase for _, phrase in rows(kind)] for kind in BEGINNING}, brand)

    headings = tuple(
        Heading(language, *(folded(part) for part in phrase.split("{P}"))) for language, phrase in rows("more")
    )

    def starts_with(signs: int) -> frozenset[str]:
        return frozenset(start for start, found in begun.items() if found & signs)

    return Phrases(
        brand=brand,
        languages=frozenset(table),
        headed=frozenset(row.language for row in headings),
        begun=begun,
        slotted=begun["{N}"],
        labels=re.compile(
            rf"(?:(?<![^\W\d_])|(?<=[^\W\d_])(?=[A-ZÀ-Þ])|(?<=[A-Za-z])(?=[^\W\d_A-Za-zÀ-ɏ]))(?:{labels})\s*[:：]"
        ),
        sales=tuple(re.compile(filled_pattern(phrase, brand), re.I) for _, phrase in rows("sale")),
        titles=tuple(phrase.replace("{B}", brand) for _, phrase in rows("title")),
        pixels=tuple(phrase for _, phrase in rows("pixel")),
        products=tuple(phrase.replace("{B}", brand) for _, phrase in rows("product")),
        more_starts=frozenset(phrase[:START].casefold() for _, phrase in rows("more")),
        comment_starts=tuple({phrase[:START].casefold() for _, phrase in rows("comments")}),
        own_starts=starts_with(OWN),
        shapes=by_start(rows("attribution"), lambda language, phrase: shape_of(language, phrase, brand)),
        offers=by_start(
            rows("offer"), lambda language, phrase: (language, re.compile(pattern_of(phrase, brand), re.I))
        ),
        headings=headings,
        befores=tuple(row.before for row in headings if row.before),
        afters=(*(row.after for row in headings if not row.before), *lines["view_all"]),
        lines=lines,
        banners=tuple(pattern for _, pattern in compiled("banner")),
        time_starts=starts_with(Sign.read_time),
        minutes=re.compile(rf"(?:(?:{marks})\s*)?(\d{{1,3}})\s*\+?\s*(?:{words})(?:\s*\|\s*(.{{0,80}}))?", re.I),
    )
