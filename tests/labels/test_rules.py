"""Every rule has an example that it alone makes right: the example reads otherwise once the rule is taken out."""

from types import ModuleType
from typing import Any

import pytest

from newsstand.labels import (
    checks,
    citations,
    core,
    core_words,
    edges,
    forms,
    issue_rules,
    numbering,
    read_label,
    steps,
    tidy,
    tidy_text,
)
from newsstand.labels.rules import Example

TABLES: dict[str, ModuleType] = {
    "TEXT_RULES": tidy_text,
    "TOKEN_RULES": tidy,
    "ISSUE_RULES": issue_rules,
    "CITATIONS": citations,
    "NOISE_RULES": core_words,
    "WORD_RULES": core_words,
    "OPEN_RULES": edges,
    "EDGE_RULES": edges,
    "CORE_RULES": edges,
    "STEP_RULES": steps,
    "FORM_RULES": forms,
    "FORM_REASONS": forms,
    "SHAPE_CHECKS": checks,
    "SPAN_CHECKS": checks,
}
RULES = [
    pytest.param(table, rule, id=f"{table}-{rule.name}")
    for table, module in TABLES.items()
    for rule in getattr(module, table)
]
KEPT_BY_SHAPE = (
    tidy.next_match,
    citations.matches,
    core_words.noise,
    core.layout,
    steps.next_match,
    steps.rules_of,
    forms.rule_of,
    checks.suspects,
    checks.checks_of,
    edges.edge_reason,
    issue_rules.rules_about,
    numbering.counting_places,
    tidy.has_left_over,
)


def read(example: Example) -> Example:
    """The example with what is read of its label."""
    found = read_label(
        example.label, languages=example.languages, date_order=example.order, publication=example.publication
    )
    return example._replace(
        edtf=found.date, volume=found.volume, issue=found.issue_number, reason=found.reason if example.reason else None
    )


@pytest.mark.parametrize(("table", "rule"), RULES)
def test_an_example_needs_its_rule(table: str, rule: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(rule.example) == rule.example
    rules = getattr(TABLES[table], table)
    monkeypatch.setattr(TABLES[table], table, tuple(one for one in rules if one is not rule))
    forget()
    try:
        assert read(rule.example) != rule.example
    finally:
        forget()


def forget() -> None:
    """Empties what is kept of shapes that were met."""
    for kept in KEPT_BY_SHAPE:
        kept.cache_clear()


@pytest.mark.parametrize("table", TABLES)
def test_no_two_rules_of_a_table_have_one_name(table: str) -> None:
    names = [rule.name for rule in getattr(TABLES[table], table)]
    assert len(set(names)) == len(names)
