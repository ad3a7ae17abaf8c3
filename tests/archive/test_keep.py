"""Whole runs with ARCHIVE on: what stands in the files, and that each line of the index opens."""

import gzip
import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from newsstand.archive.captures import capture_at, capture_of
from newsstand.archive.cdxj import read_cdxj
from newsstand.archive.records import Record, read_records
from newsstand.archive.runs import archived_runs
from newsstand.archive.warc import NOT_MODIFIED, SAME_PAYLOAD, digest
from newsstand.dataset.runs import read_runs
from newsstand.demo.content import sample
from newsstand.demo.server import DemoServer
from newsstand.exit_codes import EXIT_CODES, USAGE
from tests.command import ROOT, Ran, crawl, environment, records
from tests.faults import Fault, FaultyServer
from tests.torture import begin

TITLE = sample().publication("The Potter's Edition").path
STORY = "/stories/"
RESERVED = ".*/Glaze-Diary-The-Blue-That-Came-Back"


def archived(data: Path, server: FaultyServer, *more: str, **given: str) -> Ran:
    return crawl("demo", data, "-s", "ARCHIVE=1", *more, site=server.url, publication=TITLE, editions="all", **given)


def kept(data: Path) -> list[Record]:
    """All records of the archive, each whole."""
    found = []
    for path in sorted((data / "archive").glob("*.warc.gz")):
        passed: Counter[str] = Counter()
        with path.open("rb") as file:
            found += list(read_records(file, passed))
        assert not passed
    return found


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """(a dataset of three nights on which nothing changed, what the site was asked for).

    The second asked for all of it anew, the third whether it had changed; TEXT says that reserved pages may be kept.
    """
    data = tmp_path_factory.mktemp("nights") / "data"
    with FaultyServer(sample()) as server:
        server.faults["/robots.txt"] = Fault(status=503, times=1)
        server.faults[RESERVED] = Fault(kind="headers", headers={"X-Robots-Tag": "noarchive"})
        ran = archived(data, server, "-s", "TEXT=preview")
        assert (ran.code, "passed over" in ran.err) == (0, False), "the index takes in the records alone"
        assert archived(data, server, "-s", "TEXT=preview", refresh="1").code == 0
        assert archived(data, server, "-s", "TEXT=preview", "-s", "REVISIT_DAYS=3650").code == 0
        asked = [request.path for request in server.requests]
    return data, asked


def test_everything_that_was_asked_for_is_kept(nights: tuple[Path, list[str]]) -> None:
    data, asked = nights
    requests = [record for record in kept(data) if record.kind == "request"]
    assert Counter(record.block.split(b" ", 2)[1].decode() for record in requests) == Counter(asked)
    assert all(b"\r\nHost: 127.0.0.1:" in record.block for record in requests)


def test_the_first_record_says_who_fetched(nights: tuple[Path, list[str]]) -> None:
    data, _ = nights
    run = next(read_runs(data))
    (path,) = (data / "archive").glob(f"*-{run['id']}-*.warc.gz")
    with path.open("rb") as file:
        first = next(read_records(file, Counter()))
    assert first.kind == "warcinfo"
    said = dict(line.split(": ", 1) for line in first.block.decode().splitlines())
    assert said["isPartOf"] == run["id"]
    assert said["software"].startswith("newsstand/")
    assert said["robots"] == "obey"
    assert json.loads(said["newsstand-run"])["arguments"] == run["arguments"]


def test_each_line_of_the_index_opens_at_its_place(nights: tuple[Path, list[str]]) -> None:
    data, _ = nights
    lines = [(path, line) for path in (data / "archive").glob("*.cdxj") for _, line in read_cdxj(path)]
    assert len(lines) == sum(record.kind in ("response", "revisit") for record in kept(data))
    for path, line in lines:
        assert line.filename == path.with_suffix(".warc.gz").name
        with (path.parent / line.filename).open("rb") as file:
            file.seek(line.offset)
            assert gzip.decompress(file.read(line.length)).startswith(b"WARC/1.1\r\n")
        with (path.parent / line.filename).open("rb") as file:
            capture = capture_at(file, line.offset, line.length)
        assert (capture.url, capture.status, capture.date) == (line.url, line.status, line.date)
        if not capture.is_revisit:
            assert digest(capture.body) == line.digest


def test_lines_of_the_index_stand_in_order(nights: tuple[Path, list[str]]) -> None:
    for path in (nights[0] / "archive").glob("*.cdxj"):
        lines = path.read_bytes().splitlines()
        assert lines == sorted(lines)


def test_errors_and_their_retries_are_kept(nights: tuple[Path, list[str]]) -> None:
    data, _ = nights
    robots = [c for c in map(capture_of, kept(data)) if c and c.url.endswith("/robots.txt")]
    assert 503 in [capture.status for capture in robots]


def test_a_page_that_has_not_changed_refers_to_its_first_capture(nights: tuple[Path, list[str]]) -> None:
    data, _ = nights
    found = kept(data)
    full = {(record.url, record.headers["warc-date"]): record for record in found if record.kind == "response"}
    revisits = [record for record in found if record.kind == "revisit"]
    assert {record.headers["warc-profile"] for record in revisits} >= {SAME_PAYLOAD}
    for record in revisits:
        of = record.headers
        before = full[of["warc-refers-to-target-uri"], of["warc-refers-to-date"]]
        assert of["warc-payload-digest"] == before.headers["warc-payload-digest"]
        assert of["warc-refers-to"] == before.headers["warc-record-id"]


def test_a_304_has_an_empty_block_and_its_headers_beside_it(nights: tuple[Path, list[str]]) -> None:
    found = kept(nights[0])
    revisits = [record for record in found if record.headers.get("warc-profile") == NOT_MODIFIED]
    assert revisits
    about = {record.headers.get("warc-concurrent-to"): record for record in found if record.kind == "metadata"}
    for record in revisits:
        assert record.block == b""
        beside = about[record.headers["warc-record-id"]]
        assert beside.headers["content-type"] == "application/warc-fields", "as HTTP, pywb takes it for the page"
        assert b"\nEtag: " in beside.block


def test_files_are_in_the_line_of_the_run(nights: tuple[Path, list[str]]) -> None:
    data, _ = nights
    named = [file["name"] for run in read_runs(data) for file in run["files"]]
    assert {name for name in named if name.startswith("archive/")} == {
        f"archive/{path.name}" for path in (data / "archive").iterdir() if "index.sqlite" not in path.name
    }


def test_a_new_file_begins_when_one_is_large(tmp_path: Path) -> None:
    small = "import newsstand.archive.keep as k; k.LARGEST_FILE = 8_000; import scrapy.cmdline as c; c.execute()"
    options = ["-s", "ARCHIVE=1", "-s", f"DATA_DIR={tmp_path}", "-a", f"publication={TITLE}", "-a", "editions=all"]
    with DemoServer(sample()) as server:
        command = [sys.executable, "-c", small, "crawl", "demo", "-a", f"site={server.url}", *options]
        subprocess.run(command, cwd=ROOT, env=environment(), check=True, capture_output=True)
        asked = len(server.requests)
    (run,) = archived_runs(tmp_path / "archive")
    assert len(run.files) > 2
    assert [path.name[-12:] for path in run.files] == [
        f"{number:04}.warc.gz" for number in range(1, len(run.files) + 1)
    ]
    found = kept(tmp_path)
    assert sum(record.kind == "warcinfo" for record in found) == len(run.files)
    assert sum(record.kind == "request" for record in found) == asked
    (line,) = read_runs(tmp_path)
    assert {file["name"] for file in line["files"] if file["name"].endswith(".gz")} == {
        f"archive/{path.name}" for path in run.files
    }


def test_a_full_disk_ends_the_run_and_what_was_written_stays(tmp_path: Path) -> None:
    with DemoServer(sample()) as server:
        given = [f"site={server.url}", f"publication={TITLE}", "editions=all"]
        words = [part for each in given for part in ("-a", each)]
        run = begin("crawl", "demo", *words, "-s", "ARCHIVE=1", "-s", f"DATA_DIR={tmp_path}", largest=30_000)
        assert run.ended() == EXIT_CODES["feed not written"]
        assert not records(tmp_path, "editions"), "no edition's line before its pages are on the disk"
        assert archived(tmp_path, server).code == 0
    urls = [record.url for record in kept(tmp_path) if record.kind == "response"]
    assert len({record["url"].rpartition("/")[2] for record in records(tmp_path, "stories")}) == 18
    assert {record["url"].rpartition("/")[2] for record in records(tmp_path, "stories")} <= {
        url.rpartition("/")[2] for url in urls
    }
    assert not list((tmp_path / "archive").glob("*.part"))


def test_an_archive_without_text_is_refused(tmp_path: Path) -> None:
    ran = crawl("demo", tmp_path, "-s", "ARCHIVE=1", "-s", "TEXT=none", editions="all")
    assert (ran.code, ran.out) == (USAGE, "")
    assert ran.err == "ARCHIVE keeps whole pages, and TEXT is 'none'. Leave one of them out, or give TEXT preview.\n"
    assert not (tmp_path / "archive").exists()


def test_pages_that_are_reserved_are_not_kept(nights: tuple[Path, list[str]], tmp_path: Path) -> None:
    assert any(re.match(RESERVED, record.url) for record in kept(nights[0])), "TEXT = preview says that you may"
    with FaultyServer(sample()) as server:
        server.faults[RESERVED] = Fault(kind="headers", headers={"X-Robots-Tag": "noarchive"})
        assert crawl("demo", tmp_path, "-s", "ARCHIVE=1", site=server.url, publication=TITLE).code == 0
    urls = [record.url for record in kept(tmp_path)]
    assert sum(STORY in url for url in urls) > 1
    assert not [url for url in urls if re.match(RESERVED, url)]
    assert any(re.match(RESERVED, record["url"]) for record in records(tmp_path, "stories"))
