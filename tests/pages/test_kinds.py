"""Each row of the tables of kinds and parts has an example, which reads otherwise without it."""

import pytest

from newsstand.pages.document import document
from newsstand.pages.header import WAYS, Halves, Header, Told, Way, told_apart
from newsstand.pages.known import Known
from newsstand.pages.page import Page, Recogniser
from newsstand.pages.parts import BOXES, CLOSINGS, ELEMENTS, ENDS, LIST_HEADS, OPENINGS, WALLS, Part
from newsstand.pages.recognisers import GOLD, RECOGNISERS, rows_for
from newsstand.pages.shapes import LETTERS, Kind, shape
from tests.printed import SITE

ROWS = {
    "button of a tool bar",
    "aside phrase", "attribution phrase", "banner phrase", "brand, and a count or a question below",
    "brand below an attribution", "count or question below an attribution", "link to a publication", "footer phrase",
    "button element",
    "button phrase", "comments phrase", "copyright notice", "dash and name", "link below such a question",
    "dash, a few words and a full stop", "link to another site", "link to another story", "list heading phrase",
    "long, with an end to the sentence", "mark of a reading time", "offer phrase", "place and dash", "place run in",
    "price under a banner", "printed twice", "publication and a label", "publication and this edition's label",
    "publication over a listed title", "question below an offer", "reading time", "short link of the newsstand's own",
    "short, with the publication", "sign-in phrase", "sign-in phrase on two lines", "the head's author",
    "the list's standfirst", "the page's publication", "the publication in capitals, or a button glued on",
    "the story's headline", "tool bar phrase", "two or three words without capitals", "a few words with capitals",
    "a question or an exclamation", "an end to the sentence", "any other line", "title of the page",
    "brand above a count or a price", "count below the brand", "price alone",
    "count above a price", "product, and no end to the sentence",
    "number and link to another story", "label and link to another story", "a colon at the end",
}  # fmt: skip
"""A row that is taken out of the table is missed here."""
PARTS = {
    "walls": (WALLS, 4),
    "boxes": (BOXES, 3),
    "elements": (ELEMENTS, 3),
    "closings": (CLOSINGS, 2),
    "ends": (ENDS, 9),
    "openings": (OPENINGS, 12),
    "list heads": (LIST_HEADS, 2),
}
"""The tables of parts, and how many rows each has."""


def told(example: tuple[str, str], rows: tuple[Recogniser, ...]) -> Recogniser:
    """The row by which the line that an example means is of its kind."""
    text, line = example
    known = Known(["The Lantern"], "May 03, 2024", ["Lamps out"], "He lit eleven lamps", None)
    page = Page(document(text.encode()), SITE, known, rows_for(rows))
    known.author = "Nora Quill"
    page.forget()
    return page.recogniser(page.lines.index(line))


def test_every_row_is_known_here() -> None:
    assert {row.name for row in RECOGNISERS} == ROWS
    assert len(RECOGNISERS) == len(ROWS)
    assert all(row.reason for row in RECOGNISERS)


@pytest.mark.parametrize("row", RECOGNISERS, ids=lambda row: row.name)
def test_the_example_of_a_row_is_told_by_it_alone(row: Recogniser) -> None:
    assert told(row.example, RECOGNISERS).name == row.name
    others = tuple(other for other in RECOGNISERS if other is not row)
    if others[-1].kind == Kind.words:
        assert told(row.example, others).kind != row.kind
    else:
        with pytest.raises(LookupError):
            told(row.example, others)


def test_a_linked_title_below_an_offer_is_no_sign_in_line() -> None:
    title = "Who moved the buoy? 3 mins"
    link = "<a href=/stories/news/Harbour-Post/KITES>Who moved the buoy?</a>"
    assert told((f"<p>{GOLD}</p><p>{link} 3 mins</p>", title), RECOGNISERS).kind != Kind.sign_in_like
    assert told((f"<p>{GOLD}</p><p>{title}</p>", title), RECOGNISERS).kind == Kind.sign_in_like


def letters_of(example: str) -> str:
    return "".join(LETTERS[name] for name in example.split())


def found(rows: tuple[Part, ...], shown: str, *, given: str) -> tuple[str, str] | None:
    """(name of the row, what it finds) as a story page's reader asks the table that the rows are of."""
    if rows[0] in ELEMENTS:
        every = ((row, row.pattern.fullmatch(shown, at)) for row in rows for at in (0, 1))
        return next(((row.name, match[0]) for row, match in every if match), None)
    spans = [
        (row, match)
        for row in rows
        if row.given in ("", given)
        and (match := row.pattern.match(shown) if rows[0] in (*OPENINGS, *LIST_HEADS) else row.pattern.search(shown))
    ]
    if rows[0] in ENDS and spans and spans[0][0] is not ENDS[0]:
        spans.sort(key=lambda one: one[1].start())
    return (spans[0][0].name, spans[0][1][0]) if spans else None


@pytest.mark.parametrize("table", PARTS)
def test_the_example_of_a_part_is_found_by_its_row_alone(table: str) -> None:
    rows, count = PARTS[table]
    assert len({row.name for row in rows}) == count
    for row in rows:
        shown = letters_of(row.example)
        assert found(rows, shown, given=row.given) == (row.name, letters_of(row.finds)), row.name
        others = tuple(other for other in rows if other is not row)
        assert (found(others, shown, given=row.given) or ("", ""))[1] != letters_of(row.finds), row.name


def test_no_two_kinds_share_a_character_and_patterns_name_kinds_alone() -> None:
    assert len(set(LETTERS.values())) == len(LETTERS)
    assert not {"^", "$", "(", ")", "[", "]", "{", "}", "|", "?", "*", "+", ".", "\\", "-"} & set(LETTERS.values())
    with pytest.raises(KeyError):
        shape("attribution paragaph")


TOLD = Told(["The Lantern"], "Odd Quarter", lambda text, _: text == "Old Post", lambda _: True)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_two_sides_of_a_bar_are_told_apart_by_one_way_alone(way: Way) -> None:
    publication, label = way.example[:: -1 if way.turned else 1]
    header = None if way.turned is None else Header(0, 0, publication, label)
    sides = Halves(0, 0, *way.example)
    assert told_apart(sides, TOLD) == header
    assert told_apart(sides, TOLD, [other for other in WAYS if other is not way]) != header


def test_every_way_is_known_here() -> None:
    assert len(WAYS) == 12
