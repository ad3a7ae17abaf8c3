"""Every named rule has an example that it alone makes right: the example reads otherwise once the rule is taken out."""

from typing import Any

import pytest

from newsstand.labels import citations, read_label, tidy
from newsstand.labels.tidy import Example

TABLES: tuple[tuple[Any, str], ...] = ((tidy, "TEXT_RULES"), (tidy, "TOKEN_RULES"), (citations, "CITATIONS"))
RULES = [
    pytest.param(module, table, rule, id=f"{table}-{rule.name}")
    for module, table in TABLES
    for rule in getattr(module, table)
]


def read(example: Example) -> tuple[str | None, str | None, str | None]:
    found = read_label(
        example.label, languages=example.languages, date_order=example.order, publication=example.publication
    )
    return found.date, found.volume, found.issue_number


@pytest.mark.parametrize(("module", "table", "rule"), RULES)
def test_an_example_needs_its_rule(module: Any, table: str, rule: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    meant = (rule.example.edtf, rule.example.volume, rule.example.issue)
    assert read(rule.example) == meant
    monkeypatch.setattr(module, table, tuple(one for one in getattr(module, table) if one is not rule))
    forget()
    assert read(rule.example) != meant
    forget()


def forget() -> None:
    """Empties what is kept of shapes that were met."""
    tidy.is_touched.cache_clear()
    citations.matches.cache_clear()


def test_no_two_rules_have_one_name() -> None:
    names = [rule.name for module, table in TABLES for rule in getattr(module, table)]
    assert len(set(names)) == len(names)
