"""Scrapy's own commands and plain spiders in this project: they do what Scrapy documents, or refuse in one line."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsstand.demo.content import sample
from newsstand.demo.paths import edition_path
from tests.command import ROOT, scrapy
from tests.faults import FaultyServer

PLAIN = """
import scrapy


class PlainSpider(scrapy.Spider):
    name = "plain"
    start_urls = ["{url}/"]

    def parse(self, response):
        yield {{"title": response.css("title::text").get()}}
"""
PUBLIC = "https://newsstand.invalid/"


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = FaultyServer()
    server.start()
    yield server.url
    server.stop()


def test_fetch_prints_the_page(site: str) -> None:
    ran = scrapy("fetch", "--nolog", f"{site}/")
    assert (ran.code, "<title>The sample newsstand</title>" in ran.out) == (0, True)


@pytest.mark.parametrize("command", ["fetch", "view"])
def test_a_public_page_needs_a_contact(command: str) -> None:
    ran = scrapy(command, "--nolog", PUBLIC)
    assert (ran.code, ran.out) == (2, "")
    assert "needs a contact. Set NEWSSTAND_CONTACT" in ran.err
    assert len(ran.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("page", "code", "printed"),
    [
        ("{site}/", "response.status", "200"),
        ("./README.md", "response.body[:11]", "b'# newsstand'"),
        ("", "6 * 7", "42"),
    ],
)
def test_shell_opens_pages_files_and_nothing(site: str, page: str, code: str, printed: str) -> None:
    given = [page.format(site=site)] if page else []
    ran = scrapy("shell", "--nolog", *given, "-c", code)
    assert (ran.code, ran.out.strip()) == (0, printed)


def test_a_plain_spider_runs_and_its_items_pass_as_they_are(site: str, tmp_path: Path) -> None:
    spiders = tmp_path / "plain_spiders"
    spiders.mkdir()
    (spiders / "__init__.py").touch()
    (spiders / "plain.py").write_text(PLAIN.format(url=site))
    out = tmp_path / "items.json"
    ran = scrapy(
        *("crawl", "plain", "-O", out, "-s", f"DATA_DIR={tmp_path / 'data'}", "-s", "SPIDER_MODULES=plain_spiders"),
        PYTHONPATH=str(tmp_path),
    )
    assert (ran.code, json.loads(out.read_text())) == (0, [{"title": "The sample newsstand"}]), ran.err


def test_settings_and_version_answer() -> None:
    assert scrapy("settings", "--get", "BOT_NAME").out == "newsstand\n"
    assert scrapy("version").out.startswith("Scrapy 2.")


def test_genspider_knows_scrapys_templates_too() -> None:
    assert scrapy("genspider", "--list").out.split()[2:] == ["basic", "crawl", "csvfeed", "newsstand", "xmlfeed"]
    assert "class $classname(scrapy.Spider)" in scrapy("genspider", "--dump", "basic").out


def test_startproject_makes_a_project_elsewhere(tmp_path: Path) -> None:
    ran = scrapy("startproject", "mine", tmp_path / "mine")
    assert (ran.code, (tmp_path / "mine" / "mine" / "settings.py").exists()) == (0, True)
    assert not (ROOT / "mine").exists()


COURIER = sample().publication("The Harbour Courier")
EDITION = COURIER.editions[0]


@pytest.mark.parametrize(
    ("page", "depth", "printed"),
    [
        # a page, how far from it, and how often the result shows what
        (COURIER.path, 1, {"'type': 'publication'": 1, "<GET ": 1, "'type': 'story'": 0}),
        (edition_path(COURIER, EDITION), 2, {"'type': 'story'": len(EDITION.stories), "<GET ": 0}),
        ("/about", 1, {"'type'": 0, "<GET ": 0}),
    ],
    ids=["title", "edition", "no page"],
)
def test_parse_reads_a_page_of_any_kind(
    page: str, depth: int, printed: dict[str, int], site: str, tmp_path: Path
) -> None:
    walk = ("--spider", "magzter", "-a", f"site={site}", "-a", f"publication={COURIER.path}", "--depth", str(depth))
    ran = scrapy("parse", *walk, "--nocolour", "-s", f"DATA_DIR={tmp_path / 'data'}", f"{site}{page}")
    assert ran.code == 0, ran.err
    assert {what: ran.out.count(what) for what in printed} == printed
    assert not list((tmp_path / "data").rglob("*.jsonl"))
