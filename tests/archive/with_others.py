"""Other programs open the archive of a crawl: warcio, pywb and wacz. `make archives` installs them and runs it.

They have an environment of their own, as they want other versions of libraries than a crawl does.
"""

import json
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from shutil import which
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from newsstand.archive.captures import capture_of
from newsstand.archive.cdxj import Line, read_cdxj, timestamp
from newsstand.archive.records import Record, read_records
from newsstand.demo.content import sample
from tests.command import crawl, scrapy
from tests.command import records as crawled
from tests.faults import FaultyServer

TOOLS = Path(sys.prefix) / "archives/bin"
TITLE = sample().publication("The Potter's Edition").path
LONGEST = 60
"""Seconds that a tool may take."""


def tool(name: str, *arguments: str | Path, cwd: Path | None = None) -> str:
    """What a tool of others prints; it must end well."""
    command = [TOOLS / name, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, cwd=cwd, timeout=LONGEST, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The WARC files of three nights on which nothing changed: all pages, all of them again with the same
    bodies, and answers of 304."""
    data = tmp_path_factory.mktemp("nights") / "data"
    given = {"publication": TITLE, "editions": "all"}
    with FaultyServer(sample()) as server:
        for more, options in ({}, []), ({"refresh": "1"}, []), ({}, ["-s", "REVISIT_DAYS=3650"]):
            assert crawl("demo", data, "-s", "ARCHIVE=1", *options, site=server.url, **given, **more).code == 0
            time.sleep(1)  # pywb tells captures apart by the second
    return sorted((data / "archive").glob("*.warc.gz"))


@pytest.fixture(scope="module")
def records(archive: list[Path]) -> list[Record]:
    found = []
    for path in archive:
        with path.open("rb") as file:
            found += list(read_records(file, Counter()))
    return found


@pytest.fixture(scope="module")
def lines(archive: list[Path]) -> list[Line]:
    return [line for path in archive for _, line in read_cdxj(path.with_suffix("").with_suffix(".cdxj"))]


def test_the_archive_has_every_kind_of_capture(records: list[Record]) -> None:
    kinds = Counter(record.kind for record in records)
    assert set(kinds) == {"warcinfo", "request", "response", "revisit", "metadata"}
    assert kinds["request"] == kinds["response"] + kinds["revisit"]


def test_warcio_reads_every_record(archive: list[Path], records: list[Record]) -> None:
    found = [json.loads(line) for line in tool("warcio", "index", "-f", "warc-type", *archive).splitlines()]
    assert Counter(one["warc-type"] for one in found) == Counter(record.kind for record in records)


def test_warcio_finds_every_digest_right(archive: list[Path], records: list[Record]) -> None:
    assert tool("warcio", "check", *archive) == ""
    said = Counter(line.strip() for line in tool("warcio", "check", "-v", *archive).splitlines())
    revisits = sum(record.kind == "revisit" for record in records)
    assert said["digest pass"] + said["digest present but not checked (revisit)"] == len(records)
    assert said["digest pass"] >= len(records) - revisits


def test_pywb_makes_the_index_that_stands_beside_the_archive(archive: list[Path], lines: list[Line]) -> None:
    """But for the status of a revisit, which pywb leaves out."""
    shared = ("url", "mime", "length", "offset", "filename")
    theirs = []
    for path in archive:
        for line in tool("cdx-indexer", "-j", path.name, cwd=path.parent).splitlines():
            key, stamp, fields = line.split(" ", 2)
            found = json.loads(fields)
            theirs.append((key, stamp, "sha1:" + found["digest"], *(found[name] for name in shared)))
    ours = []
    for one in lines:
        key, stamp, fields = str(one).split(" ", 2)
        found = json.loads(fields)
        ours.append((key, stamp, found["digest"], *(found[name] for name in shared)))
    assert sorted(theirs) == sorted(ours)


@pytest.fixture(scope="module")
def replay(archive: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where pywb replays the archive: `{replay}/20250102030405id_/URL` is a capture as it was served."""
    folder = tmp_path_factory.mktemp("pywb")
    tool("wb-manager", "init", "nights", cwd=folder)
    tool("wb-manager", "add", "nights", *archive, cwd=folder)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [TOOLS / "wayback", "--bind", "127.0.0.1", "--port", str(port)]
    with (folder / "log").open("wb") as log, subprocess.Popen(command, cwd=folder, stdout=log, stderr=log) as server:
        try:
            for _ in range(LONGEST * 10):
                try:
                    urlopen(f"http://127.0.0.1:{port}/", timeout=LONGEST).close()
                    break
                except URLError:
                    time.sleep(0.1)
            yield f"http://127.0.0.1:{port}/nights"
        finally:
            server.terminate()


def test_pywb_replays_every_capture_with_the_page_that_was_served(replay: str, records: list[Record]) -> None:
    captures = [capture for record in records if (capture := capture_of(record)) and capture.status in (200, 304)]
    full = {(one.url, one.date): one.page() for one in captures if not one.is_revisit}
    revisits = 0
    for capture in captures:
        said = capture.record.headers
        if capture.is_revisit:
            page = full[said["warc-refers-to-target-uri"], said["warc-refers-to-date"]]
            revisits += 1
        else:
            page = full[capture.url, capture.date]
        try:
            with urlopen(f"{replay}/{timestamp(capture.date)}id_/{capture.url}", timeout=LONGEST) as answer:
                assert (answer.status, answer.read()) == (200, page), capture.url
        except HTTPError as error:
            pytest.fail(f"{capture.url} of {capture.date}: {error}")
    assert 0 < revisits < len(captures)


def test_wacz_packs_the_archive_and_finds_it_valid(archive: list[Path], tmp_path: Path) -> None:
    tool("wacz", "create", "-f", *archive, "-o", tmp_path / "nights.wacz")
    assert "is valid" in tool("wacz", "validate", "-f", tmp_path / "nights.wacz")


SAID = ("headline", "byline", "dateline", "text", "access", "publication", "edition_label", "edition_date", "language")
"""What a story's own page says."""
OF_THE_EDITION = ("edition_id", "position")
"""What the edition's page alone says."""


@pytest.mark.skipif(which("wget") is None, reason="wget is not installed")
def test_what_wget_kept_gives_the_stories_of_a_crawl_and_so_does_a_wacz_of_it(tmp_path: Path) -> None:
    with FaultyServer(sample()) as server:
        command = ["wget", "--quiet", "--recursive", "--level=inf", "--delete-after", "--warc-file=walk", server.url]
        subprocess.run(command, cwd=tmp_path, timeout=LONGEST, check=False)  # 8: a picture was not there
        assert crawl("demo", tmp_path / "data", site=server.url, editions="all").code == 0
    tool("wacz", "create", "-f", tmp_path / "walk.warc.gz", "-o", tmp_path / "walk.wacz")
    wanted = {story["id"]: story for story in crawled(tmp_path / "data", "stories")}
    for file in ("walk.warc.gz", "walk.wacz"):
        ran = scrapy("extract", "--spider", "demo", tmp_path / file)
        found = {story["id"]: story for story in ran.records()}
        assert ran.code == 0, ran.err
        assert len(ran.records()) == len(found)
        assert found.keys() == wanted.keys()
        for id, story in wanted.items():
            assert {name: found[id][name] for name in SAID} == {name: story[name] for name in SAID}
            assert not any(found[id][name] for name in OF_THE_EDITION)
