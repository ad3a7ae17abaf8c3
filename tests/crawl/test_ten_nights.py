"""Ten nights of one publication, each with something of its own, and the dataset that they leave."""

from pathlib import Path

import pytest

from newsstand.crawl.reread import reread_records
from newsstand.exit_codes import EXIT_CODES, Cause
from newsstand.pipelines import rederive
from tests.command import Ran, records, scrapy
from tests.crawl.paper import STORIES, TITLE, Paper, PaperServer, edition_page, story_page
from tests.crawl.test_nights import Nights

DAYS = {number: f"August {10 + number}, 2026" for number in range(1, 5)}
MOVED = TITLE.replace("Quay-House", "Pier-Press")
WALL = "<html lang=en><p>Please wait while we look at your connection.</p></html>"

LEFT = {
    # story: (edition, revision, `cause` of it, the edition's day, the last part of its address)
    "COLUMN": ("edition:4", 5, "reader", "2026-08-14", "COLUMN"),
    "A": ("edition:1", 3, "reader", "2026-08-11", "A-NEW"),
    "B": ("edition:1", 3, "reader", "2026-08-11", "B-NEW"),
    "C": ("edition:2", 3, "reader", "2026-08-12", "C-NEW"),
    "D": ("edition:3", 2, "reader", "2026-08-13", "D"),
    "E": ("edition:4", 2, "reader", "2026-08-14", "E"),
}


class TenNights(Nights):
    def ended(self, stories: list[str], lines: int | None, cause: Cause | None = None) -> Ran:
        """A night that asks for these stories and adds so many records of editions and stories."""
        self.written()
        ran = self.night(publication=self.paper.title)
        assert ran.code == (EXIT_CODES[cause] if cause else 0), ran.err
        assert [path.removeprefix(STORIES) for path in self.asked] == stories
        assert lines is None or self.written() == lines
        return ran


def test_ten_nights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paper = Paper({"1": DAYS[1]}, {"1": ["COLUMN", "A", "B"]}, number="77")
    with PaperServer(paper) as server:
        nights = TenNights(server, tmp_path)

        # 1: the list of the edition goes on on a second page.
        first = [STORIES + slug for slug in paper.lists["1"]]
        more = f'<a rel=next href="{TITLE}/1?page=2">More</a>'
        paper.answers[f"{TITLE}/1"] = lambda: (200, {}, edition_page(DAYS[1], first[:2], more))
        paper.answers[f"{TITLE}/1?page=2"] = lambda: (200, {}, edition_page(DAYS[1], first[2:]))
        nights.ended(["COLUMN", "A", "B"], 4)

        # 2: a new edition, in which the column stands under its old address.
        publish(paper, "2", ["COLUMN", "C"])
        nights.ended(["COLUMN", "C"], 3)

        # 3: nothing is new.
        nights.ended([], 0)

        # 4: a redesign: all stories of both editions but the column move. A full look finds the same stories.
        paper.answers.clear()
        for number, slugs in (("1", ["A", "B"]), ("2", ["C"])):
            for slug in slugs:
                answer = story_page(slug, DAYS[int(number)])
                paper.answers[f"{STORIES}{slug}-NEW"] = lambda page=answer: (200, {}, page)
            paper.lists[number] = ["COLUMN", *(f"{slug}-NEW" for slug in slugs)]
        ran = nights.night(refresh="1")
        assert ran.code == 0, ran.err
        assert not any(story["withdrawn"] for story in records(tmp_path, "stories"))
        nights.ended([], 0)

        # 5: the publisher has another name, and with it the title page and its editions another address.
        paper.title = MOVED
        publish(paper, "3", ["COLUMN", "D"])
        nights.ended(["COLUMN", "D"], 3)
        assert {one["publication_id"] for one in records(tmp_path, "editions")} == {
            "publication:GB/Quay-House/The-Night-Lamp"
        }

        # 6: a new edition, before whose stories stands a wall that answers 200.
        publish(paper, "4", ["COLUMN", "E"])
        answers = paper.answers
        wall = {f"{STORIES}{slug}": lambda: (200, {}, WALL) for slug in paper.lists["4"]}
        paper.answers = answers | wall
        nights.ended(["COLUMN", "E"], 1, Cause.BLOCKED)
        assert nights.latest("editions")["4"]["complete"] is False

        # 7: the wall is gone.
        paper.answers = answers
        nights.ended(["COLUMN", "E"], 3)

        # 8: a better reader, which reaches what is stored.
        monkeypatch.setattr(rederive.DESCRIBE, "process_item", counted_otherwise)
        assert reread_records(tmp_path)["story"] == len(LEFT)
        monkeypatch.undo()

        # 9 and 10: nothing is new.
        nights.ended([], 0)
        nights.ended([], 0)

    found = nights.latest("stories")
    assert {
        key: (one["edition_id"], one["revision"], one["cause"], one["edition_date"], one["url"].rpartition("/")[2])
        for key, one in found.items()
    } == LEFT
    editions = nights.latest("editions")
    assert {key: [place["id"].rpartition("/")[2] for place in one["stories"]] for key, one in editions.items()} == {
        "1": ["COLUMN", "A", "B"], "2": ["COLUMN", "C"], "3": ["COLUMN", "D"], "4": ["COLUMN", "E"],
    }  # fmt: skip
    assert all(one["complete"] for one in editions.values())
    (publication,) = {one["id"]: one for one in records(tmp_path, "publications")}.values()
    assert publication["url"].endswith(MOVED)
    assert scrapy("gaps", "-s", f"DATA_DIR={tmp_path}").code == 0


def publish(paper: Paper, number: str, stories: list[str]) -> None:
    """A new edition, for which the column has a new text."""
    paper.editions = {number: DAYS[int(number)], **paper.editions}
    paper.lists[number] = stories
    paper.texts["COLUMN"] = f"Today is the {number}th day, and it rained."


def counted_otherwise(story):
    story.word_count = (story.word_count or 0) + 1
    return story
