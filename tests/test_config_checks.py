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
        ("TEXTS=none", "TEXTS is no setting. Give TEXT, if that is meant.\n"),
        ("DATA_DIR=", "DATA_DIR is ''. Give a folder.\n"),
    ],
)
def test_a_crawl_is_refused_in_one_line_and_writes_nothing(tmp_path: Path, setting: str, told: str) -> None:
    ran = scrapy("crawl", "demo", "-s", f"DATA_DIR={tmp_path / 'data'}", "-s", setting)
    assert (ran.code, ran.err) == (2, told)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("TEXTS", "TEXT"),
        ("text", "TEXT"),
        ("DATADIR", "DATA_DIR"),
        ("REVISIT_DAY", "REVISIT_DAYS"),
        ("BLOCK_AFTER", "BLOCKED_AFTER"),
        ("DOWNLOADDELAY", "DOWNLOAD_DELAY"),
    ],
)
def test_a_name_that_is_nearly_a_setting_is_refused(name: str, meant: str) -> None:
    settings = Settings()
    settings.set(name, "1", "cmdline")
    with pytest.raises(BadSetting, match=rf"^{name} is no setting\. Give {meant}, if that is meant\.$"):
        check_settings(settings)


@pytest.mark.parametrize("name", ["MY_OWN", "SPIDERMON_ENABLED", "FEED_EXPORT_ENCODING", "LOG_FILE"])
def test_another_name_is_none_of_our_business(name: str) -> None:
    settings = Settings()
    settings.set(name, "1", "cmdline")
    check_settings(settings)
