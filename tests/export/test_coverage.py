"""The coverage page: what is missing has a shape, names are names, and a browser shows it on a desk and on a phone."""

import re
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import date
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from newsstand.export.drawing import Piece, columns, level, row_of_months, shape, years_of
from newsstand.export.inputs import Found
from newsstand.export.page import coverage_of, render
from newsstand.gaps.silence import Silence
from tests.command import scrapy
from tests.export.sample import NIGHTS, TAG, edition, publication, story, write_night

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium")
AXE = Path(sys.prefix) / "axe/node_modules/axe-core/axe.min.js"
SHAPES = [
    ("complete", "M0 0h9v9h-9z"),
    ("incomplete", "M0 0v9h9z"),
    ("left", "M1 1h7v7h-7z"),
    ("never", "M0 0l9 9m0-9l-9 9"),
    ("silent", "M0 4.5h9"),
]


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("coverage")
    for night in range(len(NIGHTS)):
        write_night(folder / "data", night)
    hostile = f"The Paper {TAG}"
    night = [publication(4, [], name=hostile), story("x", 4, None, None)]
    night += [
        replace(edition(number, 4, f"2025-02-{number:02}"), publication_id=night[0].id) for number in range(10, 20)
    ]
    night += [replace(night[-1], id="edition:22", date_start="2025-02-22", date_end="2025-02-22", label="<b>")]
    write_night(folder / "data", 3, night)
    (folder / "coverage.html").write_text(render(coverage_of(folder / "data", Found())), "utf-8")
    return folder / "coverage.html"


@pytest.mark.parametrize(("state", "path"), SHAPES)
def test_each_state_has_a_shape_of_its_own(state: Any, path: str) -> None:
    assert shape(state, 0, 0, 9, 9) == path


def test_a_calendar_joins_the_days_of_a_week() -> None:
    days = [Piece("complete", date(2024, 1, day), date(2024, 1, day), "") for day in range(1, 9)]
    (year,) = years_of(days, daily=True)
    assert year.paths == {"complete": "M0 0h9v75h-9zM11 0h9v9h-9z"}


def test_bars_are_as_long_as_what_they_cover() -> None:
    pieces = [
        Piece("complete", date(2023, 12, 25), date(2024, 1, 7), ""),
        Piece("left", date(2024, 2, 29), date(2024, 2, 29), "x"),
    ]
    before, after = years_of(pieces, daily=False)
    assert [year.year for year in (before, after)] == [2023, 2024]
    assert before.paths["complete"].startswith("M582.6 0h10.4")
    assert [(mark.x, mark.name) for mark in after.marks] == [(95.8, "x")]


def test_a_month_without_stories_leaves_its_place_empty() -> None:
    assert columns([2.0, None, 4.0], 40) == "M0 20h9v20h-9zM22 0h9v40h-9z"


@pytest.mark.parametrize(("share", "shade"), [(0, 0), (0.01, 1), (0.5, 2), (0.9, 3), (0.999, 3), (1, 4)])
def test_only_all_is_all(share: float, shade: int) -> None:
    assert level(share) == shade


def test_a_month_in_which_nothing_was_due_has_no_cell() -> None:
    assert row_of_months([None, 1.0]) == {4: "M11 0h9v9h-9z"}


class Seen(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}


def test_nothing_is_fetched_and_no_name_becomes_markup(page: Path) -> None:
    text = page.read_text("utf-8")
    seen = Seen(text)
    assert not {"script", "link", "img", "iframe"} & set(seen.tags)
    assert not {"src", "onload", "onclick"} & seen.attributes
    assert TAG not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "http" not in text.replace("http-equiv", "").replace("http 500", "")


def test_it_says_what_is_missing(page: Path) -> None:
    text = page.read_text("utf-8")
    assert "2025-01-02: 0 of 2 here" in text
    assert "<td>incomplete</td>" in text
    assert "http 500 (1)" in text


def test_what_the_user_knows_of_is_no_gap(page: Path) -> None:
    week = Silence("the paper", date(2025, 1, 1), date(2025, 1, 7), "a <strike>")
    before = coverage_of(page.parent / "data", Found())
    found = coverage_of(page.parent / "data", Found(), [week])
    assert found.total("missing") == before.total("missing") - 1
    assert found.total("silent") == 1
    paper, before_it = (next(one for one in each.publications if one.name == "The Paper") for each in (found, before))
    assert before_it.months["2025-01"] == 0
    assert "2025-01" not in paper.months, "nothing was due that the user does not know of"
    text = render(found)
    assert "2025-01-02: a &lt;strike&gt;" in text
    assert "accepted: a &lt;strike&gt;" in text
    assert 'class="silent"' in text


def test_whole_pages_are_named_and_have_no_paywall(page: Path, tmp_path: Path) -> None:
    scans = publication(4, [], name="The Scans")
    pages = [story(f"seq-{number}", 4, 31, "2025-02-01", headline=None, position=number) for number in range(1, 5)]
    night = [scans, *(replace(one, granularity="page", access="free", publication_id=scans.id) for one in pages)]
    night += [replace(edition(31, 4, "2025-02-01"), publication_id=scans.id)]
    for number in range(len(NIGHTS)):
        write_night(tmp_path / "data", number)
    write_night(tmp_path / "data", 3, night)
    found = coverage_of(tmp_path / "data", Found())
    (paper, of_scans) = (
        next(one for one in found.publications if one.name == name) for name in ("The Paper", "The Scans")
    )
    assert (of_scans.stories, of_scans.pages, of_scans.unit) == (4, 4, "pages")
    assert set(of_scans.access.values()) == {0}, "no share of pages is free or locked"
    assert (paper.pages, paper.unit, sum(paper.access.values())) == (0, "stories", paper.stories)
    assert (found.total("articles"), found.total("pages")) == (paper.stories, 4)
    text = render(found)
    assert "<li>4 whole pages, read off scans</li>" in text
    assert 'aria-label="Pages an edition' in text
    part = text[text.index("<h3>The Scans</h3>") :]
    assert 'class="share"' not in part


def test_years_in_which_nothing_was_due_take_no_room(tmp_path: Path) -> None:
    old = publication(1, [], name="The Old Paper")
    night = [*NIGHTS[0], old, replace(edition(40, 1, "1903-04-10"), publication_id=old.id)]
    write_night(tmp_path / "data", 0, night)
    found = coverage_of(tmp_path / "data", Found())
    assert found.months == [f"1903-{month:02}" for month in range(4, 13)] + [
        f"2024-{month:02}" for month in range(1, 13)
    ]
    assert found.years == [(0, "1903"), (9, "2024")]


def test_it_is_the_same_for_the_same_dataset(page: Path) -> None:
    assert render(coverage_of(page.parent / "data", Found())) == page.read_text("utf-8")


def test_the_command_writes_it(page: Path, tmp_path: Path) -> None:
    ran = scrapy("coverage", "-s", f"DATA_DIR={page.parent / 'data'}", "--to", tmp_path / "page.html")
    assert (ran.code, ran.out) == (0, f"The page is in {tmp_path / 'page.html'}\n")
    assert (tmp_path / "page.html").read_bytes() == page.read_bytes()
    ran = scrapy("coverage", "-s", f"DATA_DIR={tmp_path / 'none'}", "--to", tmp_path / "other.html")
    assert ran.code == 2
    assert "does not exist" in ran.err
    assert not (tmp_path / "other.html").exists()


def browser(tmp_path: Path, page: Path, *options: str) -> str:
    """What headless Chromium prints of a page."""
    always = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}"]
    command = [str(CHROMIUM), *always, *options, page.as_uri()]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout


@needs_chromium
def test_a_browser_shows_it(page: Path, tmp_path: Path) -> None:
    blank = tmp_path / "blank.html"
    blank.write_text("<!doctype html><title>x</title>", "utf-8")
    shots = []
    for number, each in enumerate((page, blank)):
        shot = tmp_path / f"{number}.png"
        browser(tmp_path, each, "--window-size=1200,1000", f"--screenshot={shot}")
        shots.append(shot.read_bytes())
    drawn, empty = shots
    assert int.from_bytes(drawn[16:20], "big") == 1200
    assert len(drawn) > 4 * len(empty), "there is something to see"


PHONE = 390
"""Pixels that a phone is wide; Chromium's own window is never so narrow, a frame is."""


@needs_chromium
def test_on_a_phone_it_is_not_wider_than_the_screen(page: Path, tmp_path: Path) -> None:
    text = page.read_text("utf-8").replace("<details>", "<details open>")
    frame = f'<iframe width="{PHONE}" height="844" style="border:0" srcdoc="{escape(text)}"></iframe>'
    shown = "document.querySelector('iframe').contentDocument.documentElement"
    tell = f"onload = () => document.title = {shown}.scrollWidth - {shown}.clientWidth"
    (tmp_path / "phone.html").write_text(f"<!doctype html><title></title>{frame}<script>{tell}</script>", "utf-8")
    assert "<title>0</title>" in browser(tmp_path, tmp_path / "phone.html", "--dump-dom")


@needs_chromium
@pytest.mark.skipif(not AXE.exists(), reason="needs axe-core: make analysis")
def test_axe_finds_nothing(page: Path, tmp_path: Path) -> None:
    text = page.read_text("utf-8").replace("<details>", "<details open>")
    text = re.sub("<meta http-equiv=[^>]*>", "", text)  # it lets no script run
    run = "axe.run().then(found => document.title = JSON.stringify(found.violations.map(one => one.id)))"
    script = f"<script>{AXE.read_text('utf-8')}</script><script>{run}</script>"
    (tmp_path / "axe.html").write_text(text.replace("</body>", f"{script}</body>"), "utf-8")
    shown = browser(tmp_path, tmp_path / "axe.html", "--virtual-time-budget=20000", "--dump-dom")
    assert "<title>[]</title>" in shown, re.findall("<title>(.*?)</title>", shown)[:1]
