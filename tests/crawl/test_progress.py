"""How far a run is: the numbers, the bar on a terminal, the lines elsewhere, and where the log goes meanwhile."""

import re
from pathlib import Path

import pytest

from newsstand.crawl.progress import Amounts, Rate, amounts, left, line
from newsstand.demo.content import sample
from tests.command import crawl
from tests.terminal import Screen, on_terminal

COURIER = sample().publication("The Harbour Courier").path


def test_the_numbers_are_those_of_the_walk() -> None:
    stats = {
        "newsstand/editions_chosen": 10,
        "newsstand/editions_done": 3,
        "newsstand/editions_read": 4,
        "newsstand/stories_asked": 48,
        "newsstand/stories_settled": 30,
        "newsstand/failed/http 404": 2,
        "newsstand/failed/empty page": 1,
        "newsstand/rejected/no headline": 1,
        "newsstand/stories": 29,
        "start_time": None,
    }
    now = amounts(stats)
    assert now == Amounts(editions=10, editions_done=3, stories=48, stories_done=30, failed=4, unopened=72.0)
    assert now.share == 0.25
    assert line(now, 24.4) == "3 of 10 editions, 30 of 48 stories, 24 a minute, 4 failed"


def test_nothing_is_said_of_a_share_before_anything_is_known() -> None:
    now = amounts({})
    assert now.share is None
    assert left(now, 0.0) == ""


@pytest.mark.parametrize(
    ("rate", "time"),
    [
        (0.0, ""),
        (900.0, "6 s left"),
        (90.0, "1 min left"),
        (30.0, "3 min left"),
        (1.0, "1 h 30 min left"),
    ],
)
def test_the_time_left_is_that_of_the_stories_to_expect_at_the_rate(rate: float, time: str) -> None:
    now = Amounts(editions=10, editions_done=3, stories=48, stories_done=30, failed=4, unopened=72.0)
    assert left(now, rate) == time


def test_the_rate_is_that_of_the_last_minute() -> None:
    rate = Rate()
    assert rate.after(0, 0) == 0
    assert rate.after(30, 30) == 60
    for second in range(31, 200):
        found = rate.after(second, 30)
    assert found == 0
    assert rate.after(200, 40) == pytest.approx(10)


def test_on_a_terminal_a_bar_shows_how_far_it_is_and_is_gone_at_the_end(tmp_path: Path) -> None:
    ran = on_terminal(
        "crawl", "demo", "-a", f"publication={COURIER}", "-a", "editions=all",
        "-s", f"DATA_DIR={tmp_path}", "-s", "DOWNLOAD_DELAY=0.08", "--loglevel", "DEBUG",
    )  # fmt: skip
    assert ran.code == 0
    # A bar and the line below it may come in two readings: the screens between the two are none of its states.
    bars = [
        screen for screen in ran.screens if "━" in "".join(screen) and any(text.endswith("failed") for text in screen)
    ]
    middle = "\n".join(bars[len(bars) // 2])
    assert re.search(r"The Harbour Courier +[━╸╺]{30} +\d+% +\d+ s left", middle), middle
    assert re.search(r"\d of 3 editions, \d+ of \d+ stories, [\d,]+ a minute, 0 failed", middle), middle
    done = [int(found[1]) for screen in bars if (found := re.search(r"(\d+) of \d+ stories", "\n".join(screen)))]
    assert done == sorted(done)
    assert len(set(done)) > 3
    heading, rule, row, data, log, end = ran.last.shown()[-6:]
    assert heading.split() == ["publication", "editions", "stories", "new", "text", "first", "last"]
    assert set(rule) == {"─"}
    assert row.split() == ["The", "Harbour", "Courier", "3", "19", "19", "95%", "2026-08-11", "2026-08-13"]
    assert data == f"The data is in {tmp_path}"
    (file,) = (tmp_path / "logs").iterdir()
    assert (log, end) == (f"The log is in {file}", "")
    assert ran.last.cursor
    assert re.fullmatch(r"demo-\d{8}T\d{6}Z-[0-9a-f]{8}\.log", file.name)
    assert " DEBUG Crawled (200)" in file.read_text("utf-8")
    assert not any("Crawled" in text for screen in ran.screens for text in screen)


def test_a_log_file_of_the_users_own_is_used(tmp_path: Path) -> None:
    own = tmp_path / "own.log"
    ran = on_terminal(
        "crawl", "demo", "-a", f"publication={COURIER}", "-s", f"DATA_DIR={tmp_path}", "--logfile", own,
        "-s", "PROGRESS_SECONDS=0.1",
    )  # fmt: skip
    assert "stories" in own.read_text("utf-8")
    assert not (tmp_path / "logs").exists()
    assert ran.last.shown()[-2:] == [f"The data is in {tmp_path}", ""]


def test_without_progress_the_log_stays_on_the_terminal(tmp_path: Path) -> None:
    ran = on_terminal(
        "crawl", "demo", "-a", f"publication={COURIER}", "-s", f"DATA_DIR={tmp_path}", "-s", "PROGRESS_SECONDS=0",
        "-s", "LOG_COLOR=0", "--loglevel", "INFO", columns=200,
    )  # fmt: skip
    shown = "\n".join(ran.last.shown())
    assert "INFO Spider opened" in shown
    assert "━" not in shown
    assert not (tmp_path / "logs").exists()


def test_off_a_terminal_lines_are_plain(tmp_path: Path) -> None:
    ran = crawl("demo", tmp_path, "-s", "PROGRESS_SECONDS=0.1", "-s", "DOWNLOAD_DELAY=0.03", publication=COURIER)
    assert ran.code == 0
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", ran.err + ran.out)
    lines = [text for text in ran.err.splitlines() if "editions, " in text]
    assert lines
    for text in lines:
        assert re.search(r" INFO \d of \d editions, \d+ of \d+ stories, [\d,]+ a minute, 0 failed", text)
    assert not (tmp_path / "logs").exists()


def test_the_tests_terminal_does_what_is_asked_of_it() -> None:
    screen = Screen()
    screen.print("one\r\ntwo\x1b[?25l\r\x1b[2K\x1b[1A\x1b[2Kthree\x1b[1m!\x1b[0m\r\nfour")
    assert (screen.shown(), screen.cursor) == (["three!", "four"], False)
