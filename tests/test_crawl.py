"""Whole runs of the real command over the sample newsstand: records, choice, what is new, faults, exit codes."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from newsstand.dataset.locks import Locks
from newsstand.demo.content import sample
from newsstand.demo.scans import paper
from newsstand.demo.server import Request
from newsstand.exit_codes import EXIT_CODES
from tests import expected
from tests.command import ROOT, crawl, records, scrapy
from tests.faults import Fault, FaultyServer, robots_forbid

COURIER = sample().publication("The Harbour Courier").path
OWN = {"newsstand", "url", "fetched_at", "image_url", "cover_url"}
"""Fields that carry the spider's name, a host or the time."""


def path(url: str | None) -> str | None:
    return urlsplit(url).path if url else None


def said(record: dict[str, Any]) -> dict[str, Any]:
    """A record without host and time."""
    plain = {name: value for name, value in record.items() if name not in OWN} | {"path": path(record["url"])}
    if "related" in plain:
        plain["related"] = [teaser | {"url": path(teaser["url"])} for teaser in record["related"]]
    return plain


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A walk over all editions of the sample newsstand: its dataset, and what it printed."""
    data = tmp_path_factory.mktemp("whole")
    ran = crawl("demo", data, editions="all")
    assert ran.code == 0, ran.err
    return data, ran.out


@pytest.fixture(scope="module")
def whole(walked: tuple[Path, str]) -> Path:
    return walked[0]


def test_every_story_says_what_the_newsstand_shows(whole: Path) -> None:
    found = {path(record["url"]): record for record in records(whole, "stories")}
    wanted = expected.stories(sample())
    assert found.keys() == {story["path"] for story in wanted}
    assert len(records(whole, "stories")) == len(wanted)
    for story in wanted:
        record = found[story["path"]]
        compared = story.keys() - {"path", "edition_place", "image_path", "related"}
        assert {name: record[name] for name in compared} == {name: story[name] for name in compared}
        assert path(record["image_url"]) == story["image_path"]
        assert record["edition_source"] == "edition page"
        assert record["revision"] == 1
        related = [
            {name: teaser[name] for name in ("headline", "description", "edition_label")}
            | {"path": path(teaser["url"])}
            for teaser in record["related"]
        ]
        assert related == [dict(teaser) for teaser in story["related"]]


def test_teasers_have_dates_of_their_own_or_none(whole: Path) -> None:
    dates = {edition["label"]: edition["date"] for edition in expected.editions(sample())}
    teasers = [teaser for story in records(whole, "stories") for teaser in story["related"]]
    assert {teaser["edition_label"] is None for teaser in teasers} == {True, False}
    for teaser in teasers:
        assert teaser["edition_date"] == (dates[teaser["edition_label"]] if teaser["edition_label"] else None)


def test_every_edition_and_publication_says_what_the_newsstand_shows(whole: Path) -> None:
    for kind, wanted in (("editions", expected.editions(sample())), ("publications", expected.publications(sample()))):
        found = {path(record["url"]): record for record in records(whole, kind)}
        assert len(found) == len(records(whole, kind)) == len(wanted)
        for row in wanted:
            compared = row.keys() - {"path", "cover_path"}
            record = found[row["path"]]
            assert {name: record[name] for name in compared} == {name: row[name] for name in compared}
            if kind == "editions":
                assert path(record["cover_url"]) == row["cover_path"]
                assert record["stories_collected"] == record["stories_listed"]
                assert record["complete"] is True


def test_a_run_leaves_whole_files_and_its_line(whole: Path) -> None:
    assert not list(whole.rglob("*.part"))
    (run,) = map(json.loads, (whole / "runs.jsonl").read_text("utf-8").splitlines())
    assert run["reason"] == "finished"
    assert run["exit_code"] == 0
    assert {file["name"] for file in run["files"]} == {
        f"{one.parent.name}/{one.name}" for one in whole.glob("*/*.jsonl")
    }
    assert run["counts"] == {"publication": 6, "edition": 18, "story": len(records(whole, "stories"))}


def test_the_readme_shows_real_lines(whole: Path) -> None:
    stories = records(whole, "stories")
    shown = [json.loads(line) for line in (ROOT / "README.md").read_text("utf-8").splitlines() if line.startswith("{")]
    assert len(shown) == 5
    for line in shown:
        assert line in [{name: story[name] for name in line} for story in stories]


def test_the_sample_of_scanned_pages_is_the_other_kind_and_the_readme_shows_both_runs(
    walked: tuple[Path, str], tmp_path: Path
) -> None:
    ran = crawl("demo_pages", tmp_path, editions="all")
    assert ran.code == 0, ran.err
    readme = (ROOT / "README.md").read_text("utf-8").splitlines()
    for line in (walked[1] + ran.out).splitlines():
        assert line.startswith("The data is in") or line.rstrip() in readme
    editions = {one["id"]: one for one in records(tmp_path, "editions")}
    assert len(editions) == len(paper()["issue"])
    assert all(one["complete"] for one in editions.values())
    day = [one for one in editions.values() if one["date"] == "1903-04-10"]
    assert {(one["volume"], one["issue_number"], one["edition_of_day"]) for one in day} == {
        ("12", "15", 1), ("12", "15", 2),
    }  # fmt: skip
    pages = records(tmp_path, "stories")
    written = [text.split() for issue in paper()["issue"] for text in issue["pages"]]
    assert sorted(one["text"].split() for one in pages) == sorted(written)
    assert {(one["granularity"], one["headline"], one["access"], one["language"]) for one in pages} == {
        ("page", None, "free", "en")
    }


def test_magzter_on_the_demos_server_gives_the_demos_records(whole: Path, tmp_path: Path) -> None:
    with FaultyServer() as server:
        ran = crawl("magzter", tmp_path, site=server.url, publication=",".join(sample().titles), editions="all")
    assert ran.code == 0, ran.err
    for kind in ("publications", "editions", "stories"):
        one, other = ({record["id"]: said(record) for record in records(data, kind)} for data in (whole, tmp_path))
        assert one == other
    assert {record["newsstand"] for record in records(tmp_path, "stories")} == {"magzter"}


def test_the_interface_language_changes_neither_ids_nor_what_a_story_says(whole: Path, tmp_path: Path) -> None:
    known = {record["id"]: record for record in records(whole, "stories")}
    with FaultyServer() as server:
        ran = crawl("magzter", tmp_path, site=server.url, publication=f"/fr{COURIER}", editions="all")
    assert ran.code == 0, ran.err
    french = records(tmp_path, "stories")
    assert len(french) == 19
    for record in french:
        assert record["interface_language"] == "fr"
        assert record["content_hash"] == known[record["id"]]["content_hash"]


@pytest.mark.parametrize(
    ("given", "labels"),
    [
        ({}, ["August 13, 2026"]),
        ({"editions": "2"}, ["August 13, 2026", "August 12, 2026"]),
        ({"since": "2026-08-12", "until": "2026-08-12"}, ["August 12, 2026"]),
        ({"until": "2026-08-12", "editions": "latest"}, ["August 12, 2026"]),
    ],
)
def test_editions_are_chosen_by_number_and_days(given: dict[str, str], labels: list[str], tmp_path: Path) -> None:
    ran = crawl("demo", tmp_path, publication=COURIER, **given)
    assert ran.code == 0, ran.err
    assert [record["label"] for record in records(tmp_path, "editions")] == labels


def test_a_range_without_editions_is_said_not_passed_over(tmp_path: Path) -> None:
    ran = crawl("demo", tmp_path, publication=COURIER, since="2027-01-01")
    assert ran.code == EXIT_CODES["nothing collected"]
    assert "nothing collected: no edition matched" in ran.err


def test_a_run_ends_with_a_table_of_what_the_data_holds(tmp_path: Path) -> None:
    ran = crawl("demo", tmp_path, publication=COURIER)
    assert re.search(r"The Harbour Courier +1 +8 +8 +88% +2026-08-13 +2026-08-13", ran.out)
    assert f"The data is in {tmp_path}" in ran.out


def story_requests(server: FaultyServer) -> list[str]:
    return [request.path for request in server.requests if re.match("(/..)?/(stories|articles?)/", request.path)]


def stories_asked(server: FaultyServer) -> list[Request]:
    return [request for request in server.requests if re.match("(/..)?/(stories|articles?)/", request.path)]


def test_an_unchanged_newsstand_costs_no_story_request_and_adds_no_line(tmp_path: Path) -> None:
    with FaultyServer() as server:
        given = {"site": server.url, "publication": ",".join(sample().titles), "editions": "all"}
        assert crawl("magzter", tmp_path, **given).code == 0
        before = {kind: len(records(tmp_path, kind)) for kind in ("publications", "editions", "stories")}
        server.requests.clear()
        ran = crawl("magzter", tmp_path, **given)
        assert ran.code == 0, ran.err
        assert not story_requests(server)
        assert {kind: len(records(tmp_path, kind)) for kind in before} == before


def test_one_new_edition_costs_that_editions_requests_only(tmp_path: Path) -> None:
    today = sample()
    with FaultyServer(today.without("The Harbour Courier")) as server:
        given = {"site": server.url, "publication": COURIER, "editions": "all"}
        assert crawl("magzter", tmp_path, **given).code == 0
        server.content = today
        server.requests.clear()
        assert crawl("magzter", tmp_path, **given).code == 0
        newest = today.publication("The Harbour Courier").editions[0]
        assert len(story_requests(server)) == len(newest.stories)
        # One of the eight is listed by an edition that is known already: whether it has a new text is asked.
        assert [bool(request.headers.get("If-None-Match")) for request in stories_asked(server)].count(True) == 1
    assert len(records(tmp_path, "stories")) == 19
    assert [record["label"] for record in records(tmp_path, "editions")].count(newest.label) == 1


def test_a_changed_story_is_a_revision_that_names_what_changed(tmp_path: Path) -> None:
    today = sample()
    with FaultyServer(today) as server:
        given = {"site": server.url, "publication": COURIER}
        assert crawl("magzter", tmp_path, **given).code == 0
        slug = today.publication("The Harbour Courier").editions[0].stories[0].slug
        server.content = today.with_text(slug, "The fog has lifted.", "Nobody knows where it went.")
        assert crawl("magzter", tmp_path, **given).code == 0
        assert len(records(tmp_path, "stories")) == 8, "an edition of August is not looked at again in November"
        assert crawl("magzter", tmp_path, **given, refresh="1").code == 0
    *_, revision = records(tmp_path, "stories")
    assert len(records(tmp_path, "stories")) == 9
    assert revision["url"].endswith(slug)
    assert (revision["revision"], "text" in revision["changed"]) == (2, True)
    assert revision["text"].endswith("The fog has lifted.\n\nNobody knows where it went.")


def test_a_story_that_is_gone_from_its_edition_is_recorded_as_withdrawn(tmp_path: Path) -> None:
    today = sample()
    edition = today.publication("The Harbour Courier").editions[0]
    with FaultyServer(today) as server:
        given = {"site": server.url, "publication": COURIER}
        assert crawl("magzter", tmp_path, **given).code == 0
        server.content = today.with_stories("The Harbour Courier", edition.issue, edition.stories[1:])
        assert crawl("magzter", tmp_path, **given, refresh="1").code == 0
        server.content = today
        assert crawl("magzter", tmp_path, **given, refresh="1").code == 0
    first, *_, gone, back = [r for r in records(tmp_path, "stories") if r["url"].endswith(edition.stories[0].slug)]
    assert [r["withdrawn"] for r in (first, gone, back)] == [False, True, False]
    assert [r["revision"] for r in (first, gone, back)] == [1, 2, 3]
    assert gone["changed"] == back["changed"] == ["withdrawn"]
    assert gone["text"] == first["text"]


def test_a_second_look_that_fails_takes_nothing_away(tmp_path: Path) -> None:
    with FaultyServer() as server:
        given = {"site": server.url, "publication": COURIER}
        assert crawl("magzter", tmp_path, **given).code == 0
        server.faults[".*/stories/.*"] = Fault(status=500)
        assert crawl("magzter", tmp_path, **given, refresh="1").code == 0
    assert len(records(tmp_path, "stories")) == 8
    assert [edition["complete"] for edition in records(tmp_path, "editions")] == [True]


def test_what_stood_in_a_lost_file_is_collected_again(tmp_path: Path) -> None:
    with FaultyServer() as server:
        given = {"site": server.url, "publication": COURIER, "editions": "all"}
        assert crawl("magzter", tmp_path, **given).code == 0
        (file,) = (tmp_path / "stories").glob("*.jsonl")
        file.unlink()
        server.requests.clear()
        ran = crawl("magzter", tmp_path, **given)
        assert ran.code == 0, ran.err
        assert len(story_requests(server)) == len(records(tmp_path, "stories")) == 19
        assert len(records(tmp_path, "editions")) == 3


def test_a_story_that_was_given_up_is_asked_for_again_only_where_the_user_says_so(tmp_path: Path) -> None:
    with FaultyServer(faults={f".*{STORY}": Fault(status=404)}) as server:
        given = {"site": server.url, "publication": COURIER}
        for asked in (1, 1, 0):
            server.requests.clear()
            crawl("magzter", tmp_path, "-s", "STORY_ATTEMPTS=2", **given)
            assert len(story_requests(server)) == (8 if len(records(tmp_path, "editions")) == 1 else asked)
        server.faults.clear()
        assert crawl("magzter", tmp_path, "-s", "STORY_ATTEMPTS=2", **given, refresh="1").code == 0
    assert len(records(tmp_path, "stories")) == 8
    assert records(tmp_path, "editions")[-1]["complete"] is True


STORY = sample().publication("The Harbour Courier").editions[0].stories[0].slug


HALF = "<!doctype html><html><body><h1>Fog closes the channel</h1><p>The fog that rolled over the heads on Tuesday"
FAULTS = [
    # what the wire does to a story, and the cause that its edition's record gives
    (Fault(status=404), "http 404"),
    (Fault(status=410), "http 410"),
    (Fault(status=403), "http 403"),
    (Fault(status=500), "http 500"),
    (Fault(status=401), "http 401"),
    (Fault(kind="truncated"), "truncated"),
    (Fault(kind="body", body=HALF), "truncated"),
    (Fault(kind="headers", headers={"Content-Encoding": "gzip"}), "bad response"),
    (Fault(kind="dropped"), "connection lost"),
    (Fault(kind="slow", seconds=1.5), "timeout"),
    (Fault(kind="front page"), "not a story: front page or list"),
    (Fault(kind="redirect", location="https://elsewhere.example/"), "refused: not on the newsstand's own host"),
    (Fault(kind="challenge"), "not a story: challenge page"),
    (Fault(kind="body", body=""), "empty page"),
    (Fault(kind="body", body="\x00\x01\x02" * 900), "binary"),
    (Fault(kind="body", body="<h1>Sign in to continue</h1><p>Forgot your password?"), "not a story: login page"),
    (Fault(kind="body", body="<p>More.</p>" * 400_000), "too large"),
]


def test_seventeen_faults_are_failures_with_their_causes_and_mended_the_next_night(tmp_path: Path) -> None:
    stories = [story["path"] for story in expected.stories(sample())]
    whole = len(stories)
    struck = dict(zip(stories[::5], FAULTS, strict=False))
    assert len(struck) == len(FAULTS) == 17
    faults = {f"(/..)?{re.escape(path)}": fault for path, (fault, _) in struck.items()}
    with FaultyServer(faults=faults) as server:
        given = {"site": server.url, "publication": ",".join(sample().titles), "editions": "all"}
        ran = crawl("magzter", tmp_path, "-s", "DOWNLOAD_TIMEOUT=1", "-s", "RETRY_TIMES=1", **given)
        assert ran.code == 0, ran.err
        editions = records(tmp_path, "editions")
        failures = [failure for edition in editions for failure in edition["failures"]]
        causes = {re.sub("^/..(?=/)", "", path(failure["url"])): failure["cause"] for failure in failures}
        assert causes == {path: cause for path, (_, cause) in struck.items()}
        assert {failure["attempts"] for failure in failures} == {1}
        for edition in editions:
            assert edition["complete"] is not bool(edition["failures"])
            assert edition["stories_failed"] == len(edition["failures"])
            assert edition["stories_collected"] == edition["stories_listed"] - edition["stories_failed"]
        assert len(records(tmp_path, "stories")) == whole - len(FAULTS)

        server.faults.clear()
        server.requests.clear()
        assert crawl("magzter", tmp_path, **given).code == 0
        assert len(story_requests(server)) == len(FAULTS), "what failed is due, and nothing else"
        assert all(edition["complete"] for edition in latest(records(tmp_path, "editions")))
    assert len(records(tmp_path, "stories")) == len({story["id"] for story in records(tmp_path, "stories")}) == whole


def latest(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The latest record of each id."""
    return list({record["id"]: record for record in found}.values())


def test_a_busy_site_is_asked_again_when_it_says(tmp_path: Path) -> None:
    busy = Fault(status=429, retry_after="1", times=1)
    with FaultyServer(faults={f".*{STORY}": busy}) as server:
        ran = crawl("magzter", tmp_path, site=server.url, publication=COURIER)
    assert ran.code == 0, ran.err
    assert len(records(tmp_path, "stories")) == 8


@pytest.mark.parametrize(
    ("faults", "cause"),
    [
        ({"/robots.txt": robots_forbid()}, "robots forbids"),
        ({"/robots.txt": Fault(status=500)}, "robots forbids"),
        ({COURIER: Fault(status=404)}, "publication not read"),
        ({COURIER: Fault(kind="front page")}, "publication not read"),
        ({COURIER: Fault(kind="challenge")}, "blocked"),
        ({COURIER: Fault(status=403)}, "blocked"),
        ({".*/stories/.*": Fault(status=403)}, "blocked"),
        ({".*/stories/.*": Fault(kind="challenge")}, "blocked"),
        ({".*All-Issues|.*listAllIssues.*": Fault(status=500)}, "incomplete listing"),
        ({r".*/\d{7}": Fault(status=404)}, "nothing collected"),
        ({".*/stories/.*": Fault(status=404)}, "nothing collected"),
    ],
)
def test_a_run_that_failed_says_why_in_a_line_and_in_its_exit_code(
    faults: dict[str, Fault], cause: str, tmp_path: Path
) -> None:
    with FaultyServer(faults=faults) as server:
        ran = crawl("magzter", tmp_path, site=server.url, publication=COURIER, editions="all")
    assert ran.code == EXIT_CODES[cause], ran.err
    assert any(line.startswith(f"{cause}: ") for line in ran.err.splitlines())
    run = json.loads((tmp_path / "runs.jsonl").read_text("utf-8"))
    assert (run["reason"], run["exit_code"]) == (cause, ran.code)


def test_a_site_that_is_down_is_unreachable(tmp_path: Path) -> None:
    with FaultyServer() as server:
        down = server.url
    ran = crawl("magzter", tmp_path, site=down, publication=COURIER)
    assert ran.code == EXIT_CODES["site unreachable"], ran.err
    assert any(line.startswith("site unreachable: ") for line in ran.err.splitlines())


def test_a_run_that_is_stopped_early_says_so(tmp_path: Path) -> None:
    ran = crawl("demo", tmp_path, "-s", "CLOSESPIDER_ITEMCOUNT=3")
    assert ran.code == EXIT_CODES["stopped early"], ran.err


def test_a_public_site_is_not_asked_without_a_contact(tmp_path: Path) -> None:
    ran = crawl("magzter", tmp_path, publication=COURIER)
    assert ran.code == 2
    assert ran.err.splitlines() == [line for line in ran.err.splitlines() if "CONTACT" in line]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["demo", "-a", "edition=1"], "demo: argument 'edition' is not known. Known: publication, editions, since"),
        (["magzter"], "magzter: argument 'publication' is missing"),
        (["magzter", "-a", "publication=https://example.com/SG/A/B/C"], "not on https://www.magzter.com"),
        (["demo", "-a", "since=2024-13-01"], "'2024-13-01'. Give YYYY-MM-DD."),
        (["demo", "-a", "since=2024-02-01", "-a", "until=2024-01-01"], "is after 'until'"),
        (["demo", "-a", "editions=-1"], "'-1'. Give latest, all"),
        (["nowhere"], "spider 'nowhere' is not known. Known: "),
    ],
)
def test_bad_input_is_one_clear_line_and_exit_code_2(arguments: list[str], message: str, tmp_path: Path) -> None:
    ran = scrapy("crawl", *arguments, "-s", f"DATA_DIR={tmp_path}")
    assert ran.code == 2
    (line,) = ran.err.splitlines()
    assert message in line
    assert ran.out == ""
    assert not list(tmp_path.iterdir())


def test_a_second_run_over_a_publication_says_who_holds_the_lock(tmp_path: Path) -> None:
    with FaultyServer() as server, Locks(tmp_path, "20260101T000000Z-00000000") as locks:
        locks.acquire("magzter", "publication:" + COURIER.strip("/").rpartition("/")[0])
        ran = crawl("magzter", tmp_path, site=server.url, publication=COURIER)
        assert ran.code == EXIT_CODES["locked"], ran.err
        assert "20260101T000000Z-00000000" in ran.err
        assert not server.requests
    assert not (tmp_path / "runs.jsonl").exists()


def test_output_of_the_users_own_comes_on_top(tmp_path: Path) -> None:
    data, mine = tmp_path / "data", tmp_path / "mine.jsonl"
    assert crawl("demo", data, "-O", str(mine), publication=COURIER).code == 0
    assert len(mine.read_text("utf-8").splitlines()) == 1 + 1 + 8
    assert len(records(data, "stories")) == 8


def test_output_of_a_run_without_news_is_empty_and_never_yesterdays(tmp_path: Path) -> None:
    data, mine = tmp_path / "data", tmp_path / "mine.jsonl"
    assert crawl("demo", data, "-O", str(mine), publication=COURIER).code == 0
    assert mine.read_text("utf-8")
    assert crawl("demo", data, "-O", str(mine), publication=COURIER).code == 0
    assert mine.read_text("utf-8") == ""


def test_csv_of_three_types_of_record_is_refused_with_the_remedy(tmp_path: Path) -> None:
    ran = crawl("demo", tmp_path / "data", "-O", str(tmp_path / "mine.csv"), publication=COURIER)
    assert (ran.code, ran.out, len(ran.err.splitlines())) == (2, "", 1)
    assert "scrapy export --format csv" in ran.err
    assert not list(tmp_path.iterdir())
