"""docs/running.md and the README tell of what there is: every cause with its code, every command."""

import re

import pytest
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.project import get_project_settings

from newsstand.exit_codes import EXIT_CODES
from newsstand.health.rules import FEWEST, SILENT
from tests.command import ROOT, scrapy

RUNNING = (ROOT / "docs" / "running.md").read_text("utf-8")
README = (ROOT / "README.md").read_text("utf-8")


def test_every_cause_stands_there_with_its_exit_code_and_nothing_else() -> None:
    rows = re.findall(r"^\| (\d+) \| `([^`]+)` \| [^|]+ \| [^|]+ \|$", RUNNING, re.M)
    assert {cause: int(code) for code, cause in rows} == EXIT_CODES
    assert [int(code) for code, _ in rows] == sorted(EXIT_CODES.values())


@pytest.mark.parametrize("name", ["REVISIT_DAYS", "STORY_ATTEMPTS", "FEED_BATCH_SECONDS"])
def test_the_numbers_of_settings_are_right(name: str) -> None:
    value = get_project_settings()[name]
    assert f"`{name}` ({value}" in RUNNING


def test_the_numbers_of_judgements_are_right() -> None:
    assert FEWEST == 3
    assert (SILENT.start, SILENT.stop - 1) == (2, 30)
    assert "at least three stories" in RUNNING
    assert "two to thirty editions overdue" in RUNNING


def test_the_readme_names_every_command_and_spider() -> None:
    own = {path.stem for path in (ROOT / "newsstand" / "commands").glob("*.py")} - {"__init__"}
    listed = scrapy("--help").out
    documents = README + RUNNING + (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    for command in own:
        assert f"\n  {command} " in listed
        assert f"scrapy {command}" in documents
    for spider in get_spider_loader(get_project_settings()).list():
        assert f"scrapy crawl {spider}" in README
