"""`scrapy catalogue`: the publications of a newsstand, for a file that follows them."""

import tomllib

from newsstand.demo.content import sample
from tests.command import scrapy
from tests.faults import Fault, FaultyServer
from tests.json_newsstands import LCCN, open_oni, served


def test_the_publications_that_a_page_links_to_are_printed_for_people_and_for_newsstand_toml() -> None:
    with FaultyServer() as server:
        ran = scrapy("catalogue", "magzter", "-a", f"site={server.url}")
        assert (ran.code, ran.err) == (0, "")
        assert [line.split("\t")[0] for line in ran.out.splitlines()] == sorted(sample().titles, key=ran.out.index)
        toml = scrapy("catalogue", "magzter", "/", "--toml", "-a", f"site={server.url}")
        (entry,) = tomllib.loads(toml.out)["follow"]
        assert (entry["spider"], entry["site"]) == ("magzter", server.url)
        assert sorted(entry["publication"]) == sorted(sample().titles)


def test_a_newsstand_of_json_lists_its_titles_too() -> None:
    with served(open_oni(pages=1, texts=1)) as site:
        ran = scrapy("catalogue", "openoni", "-a", f"site={site.url}")
    assert (ran.code, ran.out) == (0, f"{LCCN}\tThe Kettle lantern.\n")


def test_what_cannot_be_listed_is_one_line() -> None:
    with FaultyServer(faults={"/": Fault(status=404)}) as server:
        ran = scrapy("catalogue", "magzter", "-a", f"site={server.url}")
        assert (ran.code, ran.out, ran.err) == (1, "", f"catalogue: http 404: {server.url}\n")
        elsewhere = scrapy("catalogue", "magzter", "https://example.com/", "-a", f"site={server.url}")
    assert elsewhere.code == 2
    assert elsewhere.err == (
        f"catalogue: 'https://example.com/' is not on {server.url}. Give a URL of the newsstand, or its path.\n"
    )
