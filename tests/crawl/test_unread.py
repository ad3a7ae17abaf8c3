"""A page that the reader fails on costs that page alone."""

from dataclasses import replace
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse
from scrapy.statscollectors import StatsCollector

from newsstand.crawl.reading import PageLost, PageReader
from newsstand.crawl.unread import MOST, kept
from newsstand.pages import HTML, Readers
from newsstand.spiders.magzter import MagzterSpider

URL = "https://www.magzter.com/stories/news/The-Lantern/BOATS"


def test_the_page_is_kept_until_there_are_enough(tmp_path: Path) -> None:
    file = kept(b"<p>One", tmp_path)
    assert file is not None
    assert file.read_bytes() == b"<p>One"
    assert kept(b"<p>One", tmp_path) == file
    files = [kept(b"%d" % i, tmp_path) for i in range(MOST)]
    assert files[-1] is None
    assert all(files[:-1])


def test_a_page_that_cannot_be_kept_is_not(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert kept(b"<p>One", tmp_path / "file") is None


def failing(*_: object, **hints: object) -> None:
    raise KeyError("fecha")


@pytest.mark.parametrize(
    ("readers", "declared", "suffix", "told"),
    [
        (HTML, "text/html; charset=utf-8", ".html", f"the page reader failed: {URL}: please report it with {{file}}"),
        (
            replace(HTML, title=failing),
            "application/json",
            ".json",
            f"the spider's own reader failed (KeyError: 'fecha'): {URL}: it is kept as {{file}}",
        ),
    ],
    ids=["the project's", "a spider's own"],
)
def test_a_reader_that_raises_is_a_cause_that_names_page_and_file(
    readers: Readers, declared: str, suffix: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crawler = Crawler(MagzterSpider, {"DATA_DIR": str(tmp_path)})
    crawler.stats = StatsCollector(crawler)
    spider = MagzterSpider.from_crawler(crawler, publication="/GB/Wick/The-Lantern/Newspaper")
    monkeypatch.setattr("newsstand.pages.answers.read_title", failing)
    response = HtmlResponse(URL, body=b"<p>One", headers={"Content-Type": declared}, request=Request(URL))
    pages = PageReader(crawler, spider.site, spider.state.problem, readers)
    with pytest.raises(PageLost, match="reader error"):
        pages.read(response, "title")
    (problem,) = spider.state.problems
    (file,) = (tmp_path / "unread").iterdir()
    assert (problem.cause, file.suffix, problem.message) == ("reader error", suffix, told.format(file=file))
