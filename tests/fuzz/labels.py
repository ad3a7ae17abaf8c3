"""No text is a label that breaks the reader; where it has a date, that is valid EDTF and not before its own start."""

# ruff: noqa: E501 - lists of pieces, as many to a line as fit

import random
import re
from functools import cache

from newsstand.labels import LANGUAGES, ORDERS, explained, order_shown
from newsstand.labels.reading import words_beside
from tests.labels.label_table import Row, rows
from tests.labels.test_edtf import is_valid

ODD = [
    *" -–/.,()[]:;|·'\"#&?{}%_~+0123456789IVX\0\u200f\u202e\ufffd٣०៣Ⅻ½²年月日号春", "0000", "9999", "99999999999999999999",
    "2026-13-40", "Q1-Q2 2026-Q2 2026", "1313/2026", "2020/2221", "%s", "{{x}}", "A" * 300, "१२", "二〇二六年", "令和", "元年",
]  # fmt: skip


RARELY = 0.005
"""How often two languages are given: the words of each pair are put together anew."""


@cache
def table() -> list[Row]:
    return rows()


@cache
def pieces() -> list[str]:
    return sorted({piece for row in table() for piece in re.findall(r"\w+|[^\w\s]", row.label)})


def made(chance: random.Random) -> str:
    """A label of the table with pieces torn out, put in, or of another at its end; or pieces in any order."""
    if chance.random() < 0.4:
        sign = chance.choice(["", " ", " ", "-", "/", ", "])
        return sign.join(chance.choices([*pieces(), *ODD], k=chance.randint(0, 9)))
    label = chance.choice(table()).label
    for _ in range(chance.randint(1, 4)):
        at = chance.randint(0, len(label))
        piece = chance.choice([chance.choice(ODD), chance.choice(pieces()), chance.choice(table()).label])
        label = label[:at] + piece + label[at + chance.choice([0, 0, 1, 4]) :]
    return label


def attempt(chance: random.Random) -> None:
    label = made(chance)
    languages = tuple(chance.choice(LANGUAGES) for _ in range(chance.choice([0, 1, 1])))
    if chance.random() < RARELY:
        languages = (*languages, "fr")
    order, publication = chance.choice([None, None, *ORDERS]), chance.choice([None, chance.choice(table()).publication])
    try:
        check(label, languages, order, publication)
    except Exception as error:
        error.add_note(f"{label!r} {languages} {order} {publication!r}")
        raise


def check(label: str, languages: tuple[str, ...], order: str | None, publication: str | None) -> None:
    read, trace = explained(label, languages=languages, date_order=order, publication=publication)
    assert isinstance(trace.shape, str)
    assert order_shown(label, languages=languages, publication=publication) in (None, *ORDERS)
    words_beside(label, languages=languages, publication=publication)
    if read.date is None:
        assert read.reason
        assert (read.date_start, read.date_end, read.date_precision) == (None, None, None)
        return
    assert read.reason is None
    assert is_valid(read.date), read
    assert read.date_precision
    assert str(read.date_start) <= str(read.date_end)
    again, _ = explained(read.date)
    assert read.date_precision == "year" or again.date in (read.date, None), again
