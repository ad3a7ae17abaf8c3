"""Settings that nobody can mean are refused before a run starts."""

from pathlib import Path

import pytest
from scrapy.settings import Settings

from newsstand.config import CHECKS, BadSetting, check_settings
from tests.command import scrapy


def test_the_projects_own_values_pass() -> None:
    settings = Settings()
    settings.setmodule("newsstand.settings")
    check_settings(settings)


@pytest.mark.parametrize("name", sorted(CHECKS.keys() - {"DATA_DIR"}))
@pytest.mark.parametrize("value", ["nonsense", "", "-1", "nan"])
def test_nonsense_is_refused(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=rf"^{name} is {value!r}\. Give [^\n]+\.$"):
        check_settings(Settings({name: value}))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DOWNLOAD_DELAY", "0.5"),
        ("DOWNLOAD_DELAY", 0),
        ("REVISIT_DAYS", "0"),
        ("PROGRESS_SECONDS", "0"),
        ("DATA_DIR", "2026"),
        ("LOG_LEVEL", "DEBUG"),
        ("LOG_ENABLED", False),
        ("ROBOTSTXT_OBEY", "True"),
        ("BLOCKED_AFTER", None),
        ("CLOSESPIDER_TIMEOUT", "3600"),
    ],
)
def test_what_scrapy_can_read_passes(name: str, value: object) -> None:
    check_settings(Settings({name: value}))


@pytest.mark.parametrize(
    ("setting", "told"),
    [
        ("STORY_ATTEMPTS=x", "STORY_ATTEMPTS is 'x'. Give a whole number, from 1 to 1000.\n"),
        ("LOG_LEVEL=foo", 'LOG_LEVEL is \'foo\'. Give "DEBUG" or "INFO" or "WARNING" or "ERROR" or "CRITICAL".\n'),
        ("DATA_DIR=", "DATA_DIR is ''. Give a folder.\n"),
    ],
)
def test_a_crawl_is_refused_in_one_line_and_writes_nothing(tmp_path: Path, setting: str, told: str) -> None:
    ran = scrapy("crawl", "demo", "-s", f"DATA_DIR={tmp_path / 'data'}", "-s", setting)
    assert (ran.code, ran.err) == (2, told)
    assert list(tmp_path.iterdir()) == []
