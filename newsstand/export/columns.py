"""The columns of every table of an export, derived from the records' dataclasses: name, kind and meaning. Pure.

Kinds come from the dataclasses and never from the values, so that a column has one type whatever the first night held.
"""

import ast
import inspect
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from newsstand import items
from newsstand.items import Edition, Publication, Story, Teaser


class Kind(Enum):
    """What the values of a column are."""

    TEXT = "text"
    """Also EDTF dates, labels, and the numbers of volumes and issues: "007" is no 7."""
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DAY = "day"
    """A calendar day: "2024-11-02"."""
    TIME = "time"
    """A moment in UTC."""
    TEXTS = "texts"
    """A list of texts."""
    ROWS = "rows"
    """A list of rows, each with the columns in `parts`."""


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    kind: Kind
    meaning: str = ""
    parts: tuple["Column", ...] = ()


def column(name: str, kind: Kind, meaning: str) -> Column:
    return Column(name, kind, meaning)


LEFT_OUT = {
    "type": "a table holds one type of record",
    "etag": "the crawler's own, to ask for a page again only if it changed",
    "last_modified": "the crawler's own, as etag",
}
"""Fields of records that are no column, each with the reason."""

PARTS: dict[str, dict[str, Kind]] = {
    "editions_listed": {"id": Kind.TEXT, "label": Kind.TEXT},
    "failures": {"id": Kind.TEXT, "url": Kind.TEXT, "cause": Kind.TEXT, "attempts": Kind.INTEGER},
    "stories": {"id": Kind.TEXT, "position": Kind.INTEGER, "section": Kind.TEXT},
}
"""What stands in fields that are lists of plain objects, whose dataclass does not say it."""

TIMES = {"fetched_at"}
DAYS = ("date_start", "date_end")
SCALARS = {str: Kind.TEXT, int: Kind.INTEGER, float: Kind.NUMBER, bool: Kind.BOOLEAN}


@cache
def columns_of(item: type) -> tuple[Column, ...]:
    """The columns that the fields of a record make, in their order, without those of LEFT_OUT."""
    hints = get_type_hints(item)
    return tuple(
        _column(field.name, hints[field.name], meaning(item, field.name))
        for field in fields(item)
        if field.name not in LEFT_OUT
    )


def _column(name: str, hint: Any, said: str) -> Column:
    options = [option for option in get_args(hint) if option is not type(None)]
    if get_origin(hint) is not list and len(options) == 1:
        hint = options[0]
    if get_origin(hint) is not list:
        kind = SCALARS.get(hint, Kind.TEXT)
        if name in TIMES:
            kind = Kind.TIME
        elif name.endswith(DAYS):
            kind = Kind.DAY
        return Column(name, kind, said)
    (inner,) = get_args(hint)
    if inner is str:
        return Column(name, Kind.TEXTS, said)
    if is_dataclass(inner) and isinstance(inner, type):
        return Column(name, Kind.ROWS, said, columns_of(inner))
    if name in PARTS:
        return Column(name, Kind.ROWS, said, tuple(Column(part, kind) for part, kind in PARTS[name].items()))
    return Column(name, Kind.TEXT, said)  # as JSON, until PARTS says what stands in it


@cache
def _documented() -> dict[str, dict[str, str]]:
    """Record -> field -> its docstring in newsstand/items.py."""
    found: dict[str, dict[str, str]] = {}
    for node in ast.parse(inspect.getsource(items)).body:
        if isinstance(node, ast.ClassDef):
            said = found.setdefault(node.name, {})
            name = None
            for each in node.body:
                if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name):
                    name = each.target.id
                elif name and isinstance(each, ast.Expr) and isinstance(each.value, ast.Constant):
                    said[name] = " ".join(str(each.value.value).split())
    return found


def meaning(item: type, name: str) -> str:
    """What newsstand/items.py says of a field: of this record, else of the first that has a field of that name."""
    said = _documented()
    other = name.removeprefix("edition_")
    for record, field in [(item.__name__, name), *((record, each) for each in (name, other) for record in said)]:
        if words := said.get(record, {}).get(field):
            return words
    return ""


FILE = column("file", Kind.TEXT, "The JSON Lines file that holds this record, under DATA_DIR.")
LINE = column("line", Kind.INTEGER, "The record's line in that file, from 1.")
NEWSSTAND = column("newsstand", Kind.TEXT, "The spider's name.")
STORY_ADDED = (
    column("character_count", Kind.INTEGER, "Characters of the text: exact in every language."),
    column("text_hash", Kind.TEXT, "SHA-256 (hex) of the text alone, as UTF-8."),
    column("first_seen", Kind.TIME, "When the story's first record was fetched."),
    column("revisions", Kind.INTEGER, "How many records the dataset holds of the story."),
)

TABLES: dict[str, tuple[Column, ...]] = {
    "publications": (*columns_of(Publication), FILE, LINE),
    "editions": (*columns_of(Edition), FILE, LINE),
    "stories": (*columns_of(Story), *STORY_ADDED, FILE, LINE),
    "superseded": (*columns_of(Story), *STORY_ADDED, FILE, LINE),
    "edition_stories": (
        NEWSSTAND,
        column("edition_id", Kind.TEXT, "The edition."),
        column("story_id", Kind.TEXT, "A story that it lists; one that two editions list stands in both."),
        column("position", Kind.INTEGER, "Its place in the edition's list, from 1."),
        column("section", Kind.TEXT, "The section that the edition lists it under."),
    ),
    "listed_editions": (
        NEWSSTAND,
        column("publication_id", Kind.TEXT, "The publication."),
        column("edition_id", Kind.TEXT, "An edition that the newsstand has listed, collected or not."),
        column("label", Kind.TEXT, "Its label, as the list last showed it."),
        column("fetched_at", Kind.TIME, "When the list last showed it."),
    ),
    "mentions": (
        NEWSSTAND,
        column("story_id", Kind.TEXT, "A story whose text speaks of a day or a month."),
        column("start", Kind.INTEGER, "Where in the text, in characters from 0."),
        column("mention", Kind.TEXT, "As it stands in the text."),
        column("date", Kind.TEXT, "EDTF: resolved against the edition, and only where that is exact."),
        column("how", Kind.TEXT, '"printed": the year stands there; "edition": it follows from the edition.'),
    ),
    "gaps": (
        NEWSSTAND,
        column("publication_id", Kind.TEXT, "The publication."),
        column("publication", Kind.TEXT, "Its name."),
        column("kind", Kind.TEXT, 'What is missing: "incomplete", "not collected", "never listed", …'),
        column("edition_id", Kind.TEXT, "The edition; null where no list has shown it."),
        column("label", Kind.TEXT, "Its label, as printed."),
        column("date_start", Kind.DAY, "First day covered; of an edition never listed, as its frequency expects it."),
        column("date_end", Kind.DAY, "Last day covered, inclusive."),
        column("volume", Kind.TEXT, "As printed."),
        column("issue_number", Kind.TEXT, "As printed, or the number that is missing."),
        column("stories_listed", Kind.INTEGER, "How many stories the edition's page lists."),
        column("stories_held", Kind.INTEGER, "How many of them the dataset holds."),
        column("causes", Kind.TEXTS, 'Why they could not be collected, with how often: "http 500 (2)".'),
        column("accepted", Kind.TEXT, "Why the user expects nothing there (`[[silence]]` in newsstand.toml)."),
    ),
    "runs": (
        column("id", Kind.TEXT, "UTC start and a random end."),
        column("spider", Kind.TEXT, "The newsstand."),
        column("arguments", Kind.TEXT, "What the run was asked for, as JSON."),
        column("start", Kind.TIME, "When it began."),
        column("end", Kind.TIME, "When it ended."),
        column("reason", Kind.TEXT, 'Why it ended: "finished", or the worst problem\'s cause.'),
        column("exit_code", Kind.INTEGER, "0, or that of the worst problem (docs/running.md)."),
        column("publications", Kind.INTEGER, "Publication records written."),
        column("editions", Kind.INTEGER, "Edition records written."),
        column("stories", Kind.INTEGER, "Story records written."),
        column("version", Kind.TEXT, "The version of newsstand that ran."),
    ),
}
"""Table -> its columns, in order, with what they mean. Every format has all of them."""

TEASERS = (
    NEWSSTAND,
    column("story_id", Kind.TEXT, "The story that it is listed after."),
    column("place", Kind.INTEGER, "Its place there, from 1."),
    *columns_of(Teaser),
)
FAILURES = (
    NEWSSTAND,
    column("edition_id", Kind.TEXT, "The edition that lists it."),
    *(Column(part, kind, f"As `{part}` of what could not be collected.") for part, kind in PARTS["failures"].items()),
)
SAME_STORY = (
    NEWSSTAND,
    column("a", Kind.TEXT, "A story."),
    column("b", Kind.TEXT, "A story of another publication with the same text, whole or in part."),
    column("share", Kind.NUMBER, "How much of the shorter text stands in the longer one: of its runs of four words."),
    column("common", Kind.INTEGER, "How many runs of words both have."),
    column("identical", Kind.BOOLEAN, "Whether the two texts are the same, sign by sign."),
)
FLAT_TABLES = {**TABLES, "failures": FAILURES, "teasers": TEASERS, "same_story": SAME_STORY}
"""The tables of formats without lists of rows: those lists are tables there."""


def flat(columns: Iterable[Column]) -> tuple[Column, ...]:
    """Without the columns that are lists of rows."""
    return tuple(each for each in columns if each.kind is not Kind.ROWS)
