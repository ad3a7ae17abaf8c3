"""The engine that an archive answers, seen from a spider (engine_runs.py)."""

import json
from tempfile import TemporaryFile

import pytest
from scrapy.crawler import Crawler

from tests.command import environment, text_of
from tests.forked import Forked


@pytest.fixture(scope="module")
def runs() -> dict[str, list[str]]:
    with TemporaryFile() as nothing, TemporaryFile() as out, TemporaryFile() as err:
        ran = Forked([], environment(), nothing, out, err, program="tests.archive.engine_runs:main")
        assert ran.wait(60) == 0, text_of(err)
        found: dict[str, list[str]] = json.loads(text_of(out))
        return found


@pytest.mark.parametrize(
    ("spider", "happened"),
    [
        # The request for the next page leaves before this one is read.
        ("Walk", ["asked a", "asked b", "item a", "asked c", "item b", "item c", "ended finished"]),
        (
            "Gone",
            [
                *("asked gone", "asked moved", "lost gone: NotArchived", "asked there", "asked a"),
                *("item there", "item a", "ended finished"),
            ],
        ),
        ("Waits", ["asked waits", "asked b", "asked last", "item b", "item last", "item waits", "ended finished"]),
        ("WaitsForEver", ["asked waits", "asked ends", "asked last", "item ends", "ended enough"]),
        ("Raises", ["asked a", "asked b", "asked c", "item b", "item c", "ended finished", "raised 1"]),
        (
            "Follows",
            [
                *("asked a", "asked b", "item a", "asked soon", "item b", "asked late", "item soon", "item late"),
                "ended finished",
            ],
        ),
        (
            "Asks",
            [
                "asked a",
                "asked moved",
                "asked there",
                "item there",
                "asked gone",
                "item not archived",
                "ended finished",
            ],
        ),
        ("SaysWhy", ["asked a", "item a", "ended because"]),
    ],
)
def test_what_a_run_does(spider: str, happened: list[str], runs: dict[str, list[str]]) -> None:
    assert runs[spider] == happened


def test_scrapy_still_makes_its_engine_where_ours_takes_its_place() -> None:
    assert callable(Crawler._create_engine)
