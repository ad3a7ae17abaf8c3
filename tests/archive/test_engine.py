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
        ("Walk", ["asked a", "item a", "asked b", "item b", "asked c", "item c", "ended finished"]),
        (
            "AsItWas",
            [
                *("asked gone", "lost gone: NotArchived", "asked first", "item first", "asked second", "item second"),
                *("asked third", "item third", "ended finished"),
            ],
        ),
        (
            "Gone",
            [
                *("asked gone", "lost gone: NotArchived", "asked moved", "asked there", "item there"),
                *("asked a", "item a", "ended finished"),
            ],
        ),
        ("Waits", ["asked waits", "asked b", "item b", "asked last", "item last", "item waits", "ended finished"]),
        ("WaitsForEver", ["asked waits", "asked ends", "item ends", "ended enough"]),
        ("Raises", ["asked a", "asked b", "item b", "asked c", "item c", "ended finished", "raised 1"]),
        (
            "Follows",
            [
                *("asked a", "item a", "asked soon", "item soon", "asked b", "item b", "asked late", "item late"),
                "ended finished",
            ],
        ),
        (
            "Asks",
            [
                *("asked a", "asked moved", "asked there", "item there", "asked gone", "item not archived"),
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
