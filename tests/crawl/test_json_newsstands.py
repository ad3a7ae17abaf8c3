"""Whole runs over newsstands whose spiders bring readers of their own."""

from dataclasses import replace
from pathlib import Path

import pytest

from newsstand.commands.extract import NotExtracted, own_answer
from newsstand.exit_codes import EXIT_CODES
from newsstand.pages import Answer
from newsstand.spiders.openoni import OpenOniSpider
from tests import solr
from tests.command import crawl, records, scrapy
from tests.json_newsstands import LCCN, open_oni, served, years


def test_pages_of_open_oni_are_collected_and_only_what_failed_is_asked_for_again(tmp_path: Path) -> None:
    with served(open_oni(pages=5, texts=2)) as site:
        first = crawl("openoni", tmp_path, site=site.url, publication=f"{LCCN}/", editions="all")
        assert first.code == EXIT_CODES["many failures"], first.err
        asked = len(site.asked)
        crawl("openoni", tmp_path, site=site.url, publication=f"{site.url}{LCCN}.json", editions="all")
        again = [path for path in site.asked[asked:] if path.endswith(".txt") and "robots" not in path]
    assert again == [f"{LCCN}/1903-04-10/ed-2/seq-{number}/ocr.txt" for number in (3, 4, 5)]
    (publication,) = {one["id"]: one for one in records(tmp_path, "publications")}.values()
    assert (publication["name"], publication["place"], publication["country"]) == (
        "The Kettle lantern.", "Kettle Falls, Or.", "US",
    )  # fmt: skip
    editions = {one["id"]: one for one in records(tmp_path, "editions")}
    second = editions["edition:sn12345678/1903-04-10/ed-2"]
    assert editions["edition:sn12345678/1903-04-10/ed-1"]["complete"]
    assert (second["volume"], second["issue_number"], second["edition_of_day"]) == ("3", "15", 2)
    assert (second["date"], second["stories_listed"], second["complete"]) == ("1903-04-10", 5, False)
    assert {(one["cause"], one["attempts"]) for one in second["failures"]} == {("http 404", 2)}
    stories = {one["id"]: one for one in records(tmp_path, "stories")}
    assert len(stories) == 3
    page = stories["story:sn12345678/1903-04-10/ed-2/seq-2"]
    assert page["url"] == f"{site.url}{LCCN}/1903-04-10/ed-2/seq-2"
    assert page["image_url"] == f"{page['url']}.jp2"
    assert page["text"] == "Page 2 of the lantern.\n\nEggs, 2 cents."
    assert (page["granularity"], page["page_number"], page["headline"]) == ("page", "2", None)
    assert (page["edition_date"], page["edition_id"], page["position"]) == ("1903-04-10", second["id"], 2)


def test_lists_of_years_missing_pages_query_keys_and_the_sites_own_pace(tmp_path: Path) -> None:
    with served(years()) as site:
        ran = crawl(
            "years", tmp_path, "-s", "SPIDER_MODULES=newsstand.spiders,tests.json_newsstands", "-s", "DOWNLOAD_DELAY=0",
            site=site.url, publication="/title?tracker=5&id=7", editions="all",
        )  # fmt: skip
    assert ran.code == EXIT_CODES["incomplete listing"], ran.err
    assert "the list of all editions failed (http 404)" in ran.err
    gaps = [later - earlier for earlier, later in zip(site.times, site.times[1:], strict=False)]
    assert min(gaps) >= 0.5
    assert [path for path in site.asked if "page=" in path] == [
        "/issue?id=7&day=1904-01-01&page=1&format=json",
        "/issue?id=7&day=1902-12-31&page=1&format=json",
    ]
    stories = records(tmp_path, "stories")
    assert {(one["id"], one["url"], one["license"]) for one in stories} == {
        (f"story:issue?id=7&day={day}&page=1", f"{site.url}/issue?id=7&day={day}&page=1", "No known copyright")
        for day in ("1902-12-31", "1904-01-01")
    }
    assert {one["cause"] for edition in records(tmp_path, "editions") for one in edition["failures"]} == {
        "listed as missing"
    }


def test_an_answer_that_is_no_json_is_named(tmp_path: Path) -> None:
    with served({f"{LCCN}.json": "Moved to another place."}) as site:
        ran = crawl("openoni", tmp_path, site=site.url, publication=LCCN)
    assert ran.code == EXIT_CODES["publication not read"]
    assert f"not JSON: {site.url}{LCCN}.json" in ran.err


def test_an_edition_whose_record_is_rejected_is_told_of(tmp_path: Path) -> None:
    answers = open_oni(pages=1, texts=1)
    answers[f"{LCCN}/1903-04-10/ed-2.json"]["edition"] = 0
    answers[f"{LCCN}.json"]["name"] = None
    with served(answers) as site:
        ran = crawl("openoni", tmp_path, site=site.url, publication=LCCN, editions="all")
    assert ran.code == EXIT_CODES["reader error"], ran.err
    assert (
        "reader error: the record of the publication is rejected: name must not be null: publication:sn12345678"
        in ran.err
    )
    assert len(records(tmp_path, "stories")) == 2


def test_a_saved_answer_is_read_by_the_newsstands_own_reader(tmp_path: Path) -> None:
    file = tmp_path / "ocr.txt"
    file.write_text("Page 2 of the lantern.", encoding="utf-8")
    url = f"https://oregonnews.uoregon.edu{LCCN}/1903-04-10/ed-2/seq-2/ocr.txt"
    ran = scrapy("extract", "--spider", "openoni", "--url", url, file)
    (story,) = ran.records()
    assert (story["id"], story["text"], story["page_number"]) == (
        "story:sn12345678/1903-04-10/ed-2/seq-2", "Page 2 of the lantern.", "2",
    )  # fmt: skip


def test_pages_of_the_zeitungsportal_are_collected_from_its_search_index(tmp_path: Path) -> None:
    with served(solr.Index()) as site:
        arguments = {
            "site": site.url,
            "publication": f"/search/index/newspaper/select?q=id:{solr.ZDB}",
            "editions": "all",
        }
        ran = crawl("zeitungsportal", tmp_path, **arguments)
        assert ran.code == 0, ran.err
        asked = len(site.asked)
        again = crawl("zeitungsportal", tmp_path, **arguments)
        assert (again.code, sum("plainpagefulltext" in path for path in site.asked[asked:])) == (0, 0), again.err
    (publication,) = {one["id"]: one for one in records(tmp_path, "publications")}.values()
    assert (publication["id"], publication["name"], publication["language"], publication["place"]) == (
        f"publication:{solr.ZDB}", "Der Fährbote : Blatt für Stadt und Hafen", "de", "Niederau, Oberau",
    )  # fmt: skip
    editions = {one["identifier"]: one for one in records(tmp_path, "editions")}
    assert {name: (one["date"], one["stories_collected"]) for name, one in editions.items()} == {
        solr.MORNING: ("1912-03-04", 3), solr.EVENING: ("1912-03-04", 1), solr.SUNDAY: ("1912-03-10", 1),
    }  # fmt: skip
    assert all(one["complete"] for one in editions.values())
    stories = {one["id"]: one for one in records(tmp_path, "stories")}
    first = stories[f"story:{solr.MORNING}-FILE_0010_DDB_FULLTEXT"]
    assert first["text"] == "Die Fähre fährt wieder.\n\nDer Preis bleibt bei zehn Pfennig."
    assert (first["position"], first["page_number"], first["granularity"], first["headline"]) == (1, "1", "page", None)
    assert (first["license"], first["language"], first["access"]) == (solr.RIGHTS, "de", "free")
    assert solr.PICTURE in first["image_url"]
    without = stories[f"story:{solr.MORNING}-FILE_0003_DDB_FULLTEXT"]
    assert (without["text"], without["position"], without["page_number"]) == (None, 3, "3")


def test_a_slip_of_a_spiders_own_reader_costs_that_answer_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slipping(answer: Answer, **hints: object) -> None:
        raise KeyError("pages") if answer.url is None else TypeError

    monkeypatch.setattr(OpenOniSpider, "readers", replace(OpenOniSpider.readers, story=slipping))
    file = tmp_path / "ocr.txt"
    file.write_text("Page 2 of the lantern.", encoding="utf-8")
    with pytest.raises(NotExtracted, match="own reader failed, which may need the address"):
        own_answer(file, OpenOniSpider, None, 1000)
    with pytest.raises(NotExtracted, match=r"ocr.txt: the spider's own reader failed: TypeError: "):
        own_answer(file, OpenOniSpider, "https://oregonnews.uoregon.edu/lccn/sn1", 1000)


FOLLOWED = """
[[follow]]
spider = "zeitungsportal"
site = "{site}"
publication = "/search/index/newspaper/select?q=id:{number}"
editions = "latest"
"""


def test_a_publication_that_a_query_names_is_followed(tmp_path: Path) -> None:
    with served(solr.Index()) as site:
        config = tmp_path / "newsstand.toml"
        config.write_text(FOLLOWED.format(site=site.url, number=solr.ZDB), encoding="utf-8")
        given = ("-s", f"DATA_DIR={tmp_path / 'data'}", "--only", f"/search/index/newspaper/select?q=id:{solr.ZDB}")
        ran = scrapy("follow", *given, NEWSSTAND_CONFIG=str(config))
    assert ran.code == 0, ran.err
    (story,) = records(tmp_path / "data", "stories")
    assert story["edition_date"] == "1912-03-10", "the newest stands at the end of a list without order"
