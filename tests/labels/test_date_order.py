"""A publication teaches its own order of day and month, and no order of arrival makes a wrong date."""

from pathlib import Path
from typing import Any

import pytest

from newsstand.demo.content import sample
from newsstand.labels.publication import Reading
from tests.command import crawl, records
from tests.faults import FaultyServer
from tests.relabelled import COURIER, labelled

PATH = sample().publication(COURIER).path


def editions(data: Path) -> dict[str, dict[str, Any]]:
    """The latest record of each edition, by its label."""
    return {record["label"]: record for record in records(data, "editions")}


@pytest.mark.parametrize(
    ("labels", "order", "date"),
    [
        (["03/04/2026", "25/12/2025"], "DMY", "2026-04-03"),
        (["03/04/2026", "12/25/2025"], "MDY", "2026-03-04"),
        (["03/04/2026", "25/12/2025", "11/25/2025"], None, None),
        (["03/04/2026"], None, None),
    ],
)
def test_labels_that_contradict_decide_nothing(labels: list[str], order: str | None, date: str | None) -> None:
    reading = Reading().taught(labels)
    assert reading.date_order == order
    assert reading.meaning("03/04/2026").date == date


def test_an_unambiguous_label_of_the_publication_decides(tmp_path: Path) -> None:
    clear, order, date = "12/25/2025", "MDY", "2026-03-04"
    with FaultyServer(labelled(sample(), "03/04/2026", clear)) as server:
        ran = crawl("magzter", tmp_path, site=server.url, publication=PATH, editions="all")
    assert ran.code == 0, ran.err
    found = editions(tmp_path)
    assert (found["03/04/2026"]["date"], found["03/04/2026"]["date_order"]) == (date, order)
    assert (found[clear]["date"], found[clear]["date_order"]) == ("2025-12-25", None)
    for story in records(tmp_path, "stories"):
        is_ambiguous = story["edition_label"] == "03/04/2026"
        assert story["edition_date"] == (date if is_ambiguous else "2025-12-25")
        assert story["edition_date_order"] == (order if is_ambiguous else None)


def test_evidence_that_comes_later_makes_the_next_run_know_better(tmp_path: Path) -> None:
    with FaultyServer(labelled(sample(), "03/04/2026")) as server:
        given = {"site": server.url, "publication": PATH, "editions": "all"}
        assert crawl("magzter", tmp_path, **given).code == 0
        assert editions(tmp_path)["03/04/2026"]["date"] is None
        before = {story["id"]: story for story in records(tmp_path, "stories")}
        assert {story["edition_date"] for story in before.values()} == {None}

        server.content = labelled(sample(), "25/12/2026", "03/04/2026")
        server.requests.clear()
        ran = crawl("magzter", tmp_path, **given)
        assert ran.code == 0, ran.err
        asked = [request.path for request in server.requests if "/stories/" in request.path]
        assert len(asked) == len(before), "the stories of the new edition, and none that is known"
    assert editions(tmp_path)["03/04/2026"]["date"] == "2026-04-03"
    again = [story for story in records(tmp_path, "stories") if story["revision"] == 2]
    assert {story["id"] for story in again} == before.keys()
    for story in again:
        assert (story["edition_date"], story["changed"]) == ("2026-04-03", ["edition_date_order"])
        assert story["text"] == before[story["id"]]["text"]

    with FaultyServer(labelled(sample(), "25/12/2026", "03/04/2026")) as server:
        lines = len(records(tmp_path, "stories")), len(records(tmp_path, "editions"))
        assert crawl("magzter", tmp_path, **given | {"site": server.url}).code == 0
    assert (len(records(tmp_path, "stories")), len(records(tmp_path, "editions"))) == lines
