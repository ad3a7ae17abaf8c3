"""Every newsstand: its spider says what it must, and its saved pages give the records that somebody has read.

A saved page is a folder, tests/newsstands/SPIDER/CASE: page.html (or body.json, body.xml, body.txt) as it was served,
page.json (`url`, `kind`, `content_type`, `saved`: the day, `site` where it was not the spider's) and expected.json.
`scrapy savepage` makes the folder; the first test run adds expected.json and fails.
"""

import asyncio
import inspect
import json
import sys
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from scrapy.crawler import Crawler
from scrapy.pipelines import ItemPipelineManager
from scrapy.spiderloader import get_spider_loader
from scrapy.statscollectors import StatsCollector
from scrapy.utils.misc import build_from_crawler
from scrapy.utils.project import get_project_settings

from newsstand.crawl import NewsstandSpider
from newsstand.items import Publication, Rejected
from newsstand.loaders import edition_record, publication_record, story_record
from newsstand.pages import Answer, NotAPage
from newsstand.politeness.rights import rights
from newsstand.urls import Site, canonical_url, kind, publication_id

SAVED = Path(__file__).with_name("newsstands")
CASES = sorted(path for path in SAVED.glob("*/*") if path.is_dir() and not path.name.startswith("."))
OF_THE_RUN = {
    "fetched_at", "reader_version", "etag", "last_modified", "revision", "changed", "withdrawn", "failures",
    "editions_listed", "stories_listed", "stories_collected", "stories_failed", "stories_known", "complete", "stories",
    "cause", "previous_url",
}  # fmt: skip
"""Fields that say nothing of the page."""
SERVED = {"demo", "demo_pages"}
"""Newsstands whose pages the project writes itself: tests/test_crawl.py reads all of them."""


@cache
def spiders() -> dict[str, type[NewsstandSpider]]:
    loader = get_spider_loader(get_project_settings())
    return {name: loader.load(name) for name in sorted(loader.list())}


def case_id(case: Path) -> str:
    return f"{case.parent.name}/{case.name}"


def site_of(case: Path) -> Site:
    """The newsstand, at the address that the page was saved from."""
    return replace(spiders()[case.parent.name].site, mirror=about(case).get("site"))


def about(case: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((case / "page.json").read_text("utf-8"))
    return found


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_a_saved_page_gives_the_expected_records(case: Path) -> None:
    found = records(case)
    file = case / "expected.json"
    try:
        with file.open("x", encoding="utf-8") as new:
            new.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    except FileExistsError:
        assert found == json.loads(file.read_text("utf-8"))
    else:
        pytest.fail(f"{case_id(case)}: wrote expected.json. Read it beside the page, then run again.", pytrace=False)


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_a_saved_page_is_of_the_kind_that_its_url_says(case: Path) -> None:
    assert case.parent.name in spiders(), f"{case_id(case)}: there is no spider of that name"
    page, site = about(case), site_of(case)
    assert kind(page["url"], site) == page["kind"]
    canonical = canonical_url(page["url"], site)
    assert kind(canonical, site) == page["kind"]
    assert canonical_url(canonical, site) == canonical


@pytest.mark.parametrize("name", spiders())
def test_a_spider_says_what_it_must(name: str) -> None:
    spider = spiders()[name]
    file = Path(inspect.getfile(spider))
    assert file.stem == name, "a spider has the name of its file"
    source = file.read_text("utf-8")
    assert "TODO" not in source, f"{file.name}: the TODOs are for you"
    assert issubclass(spider, NewsstandSpider)
    assert (sys.modules[spider.__module__].__doc__ or "").strip(), f"{file.name}: say in its first line what it sells"
    site = spider.site
    assert site.brand.strip() == site.brand != ""
    parts = urlsplit(site.url)
    assert (f"{parts.scheme}://{parts.netloc}", parts.scheme in ("http", "https")) == (site.url, True)
    for shapes, named in ((site.title, {"title"}), (site.edition, {"issue"})):
        for shape in shapes:
            assert named <= shape.groupindex.keys(), f"{shape.pattern}: name {' and '.join(sorted(named))}"
    for path in spider.publications:
        assert kind(path, site) == "title"


@pytest.mark.parametrize("name", [name for name in spiders() if name not in SERVED])
def test_a_newsstand_has_a_saved_page_of_each_kind(name: str) -> None:
    kinds = {about(case)["kind"] for case in CASES if case.parent.name == name}
    missing = {"title", "edition", "story"} - kinds
    assert not missing, f"no saved page: {', '.join(sorted(missing))}. Save one: scrapy savepage {name} URL"


def records(case: Path) -> dict[str, Any]:
    """What a crawl would make of a saved page alone: the record of the page itself, and what the page lists."""
    page, spider = about(case), spiders()[case.parent.name]
    url, site = page["url"], site_of(case)
    (body,) = (file for file in case.iterdir() if file.name == "page.html" or file.stem == "body")
    answer = Answer.declared(body.read_bytes(), url, page["content_type"])
    said = spider.readers.of(page["kind"])(answer, site=site)
    assert not isinstance(said, NotAPage), f"{case_id(case)}: {said.cause}"
    match page["kind"]:
        case "story":
            story = story_record(said, url=url, site=site)
            story.rights = list(rights(meta=said.meta).signals)
            return {"story": processed(story, spider)}
        case "edition":
            publication = Publication(id=publication_id(url, site), name=said.publication)
            edition = edition_record(said, url=url, site=site, publication=publication)
            stories = [asdict(one) for one in said.stories]
            return {"edition": processed(edition, spider), "stories": stories} | further(said)
        case "title":
            title = processed(publication_record(said, url=url, site=site), spider)
            editions = [asdict(one) for one in said.editions]
            return {"publication": title, "editions": editions, "issues_url": said.issues_url} | further(said)
    return {"editions": [asdict(one) for one in said.editions]} | further(said)


def further(said: Any) -> dict[str, Any]:
    """Where a list goes on, as far as the page says so."""
    return {name: value for name in ("next_url", "lists") if (value := getattr(said, name, None))}


def processed(item: Any, spider: type[NewsstandSpider]) -> dict[str, Any]:
    """The record that the project's pipelines make of an item, without what only a run can say."""
    item.newsstand = spider.name
    record = asyncio.run(pipelines(spider).process_item_async(item))
    assert not isinstance(record, Rejected), f"rejected: {record.reason}"
    return {name: value for name, value in asdict(record).items() if name not in OF_THE_RUN}


@cache
def pipelines(spider: type[NewsstandSpider]) -> ItemPipelineManager:
    crawler = Crawler(spider, get_project_settings())
    crawler.stats = StatsCollector(crawler)
    return build_from_crawler(ItemPipelineManager, crawler)
