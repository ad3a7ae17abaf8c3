"""Nights in a row: what a bad one leaves is mended by the next; one without news costs no story and adds no line."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from newsstand.exit_codes import EXIT_CODES, Cause
from tests.command import Ran, crawl, records, scrapy
from tests.crawl.paper import STORIES, TITLE, Paper, PaperServer, edition_page, story_page, title_page

OLDER, NEWER = "August 11, 2026", "August 12, 2026"
OTHER = "/stories/newspaper/The-Day-Lamp/"


class Nights:
    """The same crawl again and again into one folder."""

    def __init__(self, server: PaperServer, data: Path) -> None:
        self.server, self.paper, self.data = server, server.paper, data
        self.lines = 0
        self.asked: list[str] = []

    def night(self, **given: str) -> Ran:
        """Crawl, and note the stories asked for and how many lines there are."""
        ran = crawl("magzter", self.data, site=self.server.url, **{"publication": TITLE, "editions": "all", **given})
        self.asked = self.server.stories()
        return ran

    def written(self) -> int:
        """The records written since this was asked last."""
        before, self.lines = self.lines, sum(len(records(self.data, kind)) for kind in ("stories", "editions"))
        return self.lines - before

    def is_quiet(self) -> None:
        """A night without news."""
        self.written()
        ran = self.night()
        assert (ran.code, self.asked, self.written()) == (0, [], 0), ran.err

    def latest(self, kind: str) -> dict[str, dict[str, Any]]:
        """The latest record of each edition or story, by the last part of its id."""
        return {one["id"].rpartition("/")[2].rpartition(":")[2]: one for one in records(self.data, kind)}


@pytest.fixture
def nights(tmp_path: Path) -> Iterator[Nights]:
    paper = Paper({"2": NEWER, "1": OLDER}, {"2": ["D", "E", "F"], "1": ["A", "B", "C", "G"]})
    with PaperServer(paper) as server:
        yield Nights(server, tmp_path)


def test_an_edition_that_once_lists_nothing_is_due_again(nights: Nights) -> None:
    paper = nights.paper
    paper.answers[f"{TITLE}/1"] = lambda: (200, {}, edition_page(OLDER, []))
    assert nights.night().code == 0
    assert nights.latest("editions")["1"]["complete"] is False
    assert [one["cause"] for one in nights.latest("editions")["1"]["failures"]] == ["empty list"]
    paper.answers.clear()
    assert nights.night().code == 0
    assert len(nights.asked) == 4
    assert nights.latest("editions")["1"]["complete"] is True
    nights.is_quiet()


def test_a_list_that_is_shorter_is_looked_at_again_before_it_is_believed(nights: Nights) -> None:
    assert nights.night().code == 0
    whole = nights.paper.lists["1"]
    nights.paper.lists["1"] = whole[:2]
    ran = nights.night(refresh="1")
    assert ran.code == EXIT_CODES[Cause.MANY_WITHDRAWN], ran.err
    assert not any(story["withdrawn"] for story in records(nights.data, "stories"))
    assert nights.latest("editions")["1"]["complete"] is False
    nights.paper.lists["1"] = whole
    assert nights.night().code == 0
    assert nights.latest("editions")["1"]["complete"] is True
    nights.paper.lists["1"] = whole[:2]
    nights.night(refresh="1")
    assert nights.night().code == 0
    assert {name for name, story in nights.latest("stories").items() if story["withdrawn"]} == {"C", "G"}
    assert nights.latest("editions")["1"]["complete"] is True
    nights.is_quiet()


def test_a_column_under_one_address_is_collected_each_day(nights: Nights) -> None:
    paper = nights.paper
    paper.lists = {"2": ["D"], "1": ["COLUMN", "A"]}
    assert nights.night().code == 0
    paper.editions = {"3": "August 13, 2026", **paper.editions}
    paper.lists["3"] = ["COLUMN", "D"]
    paper.texts["COLUMN"], paper.named["D"] = "And today it rained.", NEWER
    assert nights.night().code == 0
    assert sorted(nights.asked) == [f"{STORIES}COLUMN", f"{STORIES}D"]
    first, latest = [one for one in records(nights.data, "stories") if one["id"].endswith("COLUMN")]
    assert (first["edition_id"], latest["edition_id"], latest["revision"]) == ("edition:1", "edition:3", 2)
    assert "it rained" in latest["text"]
    assert nights.latest("stories")["D"]["edition_id"] == "edition:2"
    listed = {key: [place["id"][-1] for place in one["stories"]] for key, one in nights.latest("editions").items()}
    assert listed == {"1": ["N", "A"], "2": ["D"], "3": ["N", "D"]}
    nights.is_quiet()


def test_what_is_held_is_held_whichever_edition_lists_it(nights: Nights) -> None:
    paper = nights.paper
    paper.lists["2"] = ["D", "A", "OLD", "ELSEWHERE", "E"]
    paper.named["A"] = OLDER
    paper.answers[f"{STORIES}OLD"] = lambda: (302, {"Location": f"{STORIES}E"}, "")
    paper.answers[f"{STORIES}ELSEWHERE"] = lambda: (302, {"Location": f"{OTHER}X"}, "")
    paper.answers[f"{OTHER}X"] = lambda: paper.answer(f"{STORIES}D")
    assert nights.night().code == 0
    found = nights.latest("stories")
    assert found.keys() == {"A", "B", "C", "G", "D", "E"}
    assert found["A"]["edition_id"] == "edition:1"
    edition = nights.latest("editions")["2"]
    assert [(one["cause"], one["id"][-9:]) for one in edition["failures"]] == [("another publication's", "ELSEWHERE")]
    places = [(place["id"][-1], place["listed_as"] and place["listed_as"][-3:]) for place in edition["stories"]]
    assert places == [("D", None), ("A", None), ("E", "OLD"), ("E", None), ("E", None)]
    nights.is_quiet()
    # A moves from one edition to the other: nothing is withdrawn.
    paper.lists["1"] = ["B", "C", "G"]
    nights.written()
    assert nights.night(refresh="1").code == 0
    assert not any(story["withdrawn"] for story in records(nights.data, "stories"))
    nights.is_quiet()


def test_a_redesign_of_all_addresses_moves_the_stories(nights: Nights) -> None:
    assert nights.night().code == 0
    before = nights.latest("stories")
    moved = {slug: f"{slug}-NEW" for slug in nights.paper.lists["1"]}
    nights.paper.lists["1"] = list(moved.values())
    for slug, new in moved.items():
        nights.paper.answers[f"{STORIES}{new}"] = old_page(slug)
    assert nights.night(refresh="1").code == 0
    after = nights.latest("stories")
    assert after.keys() == before.keys()
    for slug, new in moved.items():
        assert after[slug]["url"].endswith(new)
        assert after[slug]["previous_url"] == before[slug]["url"]
        assert (after[slug]["revision"], after[slug]["changed"], after[slug]["withdrawn"]) == (2, ["url"], False)
    assert nights.latest("editions")["1"]["complete"] is True
    nights.is_quiet()
    nights.written()
    assert nights.night(refresh="1").code == 0
    assert nights.written() == 0


def test_the_stories_held_of_an_edition_follow_its_label(nights: Nights) -> None:
    nights.paper.lists["1"].append("H")
    nights.paper.answers[f"{STORIES}H"] = lambda: (404, {}, "")  # so that the edition is looked at again
    assert nights.night().code == 0
    nights.paper.editions["1"] = corrected = "August 10, 2026"
    nights.paper.answers.clear()
    assert nights.night().code == 0
    assert nights.asked == [f"{STORIES}H"]
    stories = {key: one for key, one in nights.latest("stories").items() if key in "ABCGH"}
    assert {one["edition_label"] for one in stories.values()} == {corrected}
    assert {one["edition_date"] for one in stories.values()} == {"2026-08-10"}
    nights.is_quiet()


def test_a_title_page_that_leads_to_another_says_where_to(nights: Nights) -> None:
    there = TITLE.replace("Night", "Day")
    nights.paper.answers[TITLE] = lambda: (301, {"Location": there}, "")
    nights.paper.answers[there] = lambda: (200, {}, title_page({"9": NEWER}, title=there))
    ran = nights.night()
    assert ran.code == EXIT_CODES[Cause.PUBLICATION_NOT_READ]
    site = nights.server.url
    assert f"redirected away: {site}{TITLE} leads to {site}{there}\n" in ran.err


def test_the_lost_record_of_an_older_edition_is_made_again(nights: Nights) -> None:
    nights.paper.lists["2"] = nights.paper.lists["2"][:2]
    assert nights.night(editions="1").code == 0
    assert nights.night().code == 0
    lost = max((nights.data / "editions").iterdir(), key=lambda file: file.stat().st_mtime_ns)
    lost.unlink()
    assert scrapy("gaps", "-s", f"DATA_DIR={nights.data}").code == 1
    assert nights.night(editions="1").code == 0
    assert nights.asked == []
    assert nights.latest("editions")["1"]["complete"] is True
    assert scrapy("gaps", "-s", f"DATA_DIR={nights.data}").code == 0
    nights.is_quiet()


def old_page(slug: str) -> Callable[[], tuple[int, dict[str, str], str]]:
    return lambda: (200, {}, story_page(slug, OLDER))


def test_lists_that_go_on_are_read_to_their_end_or_said_not_to_be(nights: Nights) -> None:
    paper = nights.paper
    paper.editions = {"2": NEWER, "1": OLDER}
    more = f'<a rel="next" href="{TITLE}?page=2">Next</a>'
    around = f'<a rel="next" href="{TITLE}">First</a>'
    rest = [f"{STORIES}{slug}" for slug in paper.lists["1"]]
    paper.answers = {
        TITLE: lambda: (200, {}, title_page({"2": NEWER}, more)),
        f"{TITLE}?page=2": lambda: (200, {}, title_page({"1": OLDER}, around)),
        f"{TITLE}/1": lambda: (200, {"Link": '<?page=2>; rel="next"'}, edition_page(OLDER, rest[:2])),
        f"{TITLE}/1?page=2": lambda: (500, {}, ""),
    }
    ran = nights.night()
    assert ran.code == EXIT_CODES[Cause.INCOMPLETE_LISTING], ran.err
    edition = nights.latest("editions")["1"]
    assert (edition["stories_listed"], edition["complete"]) == (2, False)
    paper.answers[f"{TITLE}/1?page=2"] = lambda: (200, {}, edition_page(OLDER, rest[2:]))
    assert nights.night().code == 0
    assert [story[-1] for story in nights.asked] == ["C", "G"]
    assert nights.latest("editions")["1"]["complete"] is True
    nights.is_quiet()


def test_the_number_of_another_papers_edition_changes_nothing_of_it(nights: Nights) -> None:
    paper = nights.paper
    theirs = TITLE.replace("Night", "Day")
    paper.answers[theirs] = lambda: (200, {}, title_page({"9": NEWER}).replace("Night", "Day"))
    stories = [f"{OTHER}{slug}" for slug in "XY"]
    paper.answers[f"{theirs}/9"] = lambda: (200, {}, edition_page(NEWER, stories, name="The Day Lamp"))
    paper.answers[f"{TITLE}/9"] = paper.answers[f"{theirs}/9"]
    for path in stories:
        paper.answers[path] = lambda: paper.answer(f"{STORIES}D")
    paper.answers[TITLE] = lambda: (200, {}, title_page({"9": NEWER, "1": OLDER}))
    assert nights.night().code == 0
    assert nights.latest("editions").keys() == {"1"}
    ran = nights.night(publication=theirs)
    assert ran.code == 0, ran.err
    edition = nights.latest("editions")["9"]
    assert (edition["publication"], len(edition["stories"])) == ("The Day Lamp", 2)
    nights.is_quiet()
    assert nights.latest("editions")["9"] == edition
