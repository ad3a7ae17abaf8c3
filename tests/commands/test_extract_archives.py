"""`scrapy extract` of web archives: one record a story, what was passed over counted on standard error."""

from itertools import islice
from pathlib import Path

import pytest

from newsstand.demo.content import sample
from newsstand.demo.site import Shelves
from tests import expected
from tests.archive.written import answer, warc, zipped
from tests.command import Ran, scrapy

SITE = "https://www.magzter.com"
PATHS = [expected.story(sample(), place)["path"] for place in islice(expected.told(sample()), 3)]


def story(path: str) -> bytes:
    page = Shelves(sample()).answer(path)
    assert page is not None
    return page.body


def captured(path: str, body: bytes, *headers: str, status: str = "HTTP/1.1 200 OK", more: str = "") -> bytes:
    return zipped(warc(answer(body, *headers, status=status), url=f"{SITE}{path}", more=more))


def extract(*files: Path) -> Ran:
    return scrapy("extract", "--spider", "magzter", *files)


def test_each_story_is_read_once_and_the_rest_is_counted(tmp_path: Path) -> None:
    first, second, third = PATHS
    whole = zipped(story(second))
    torn = captured(second, story(second))
    members = [
        captured(first, story(first), 'ETag: "1"', "X-Robots-Tag: noarchive"),
        captured(first, story(first)),
        captured(f"/de{first}", story(first)),
        captured("/GB/Kiln/Times/Art", b"<p>a title"),
        captured("", b"<p>the front page"),
        zipped(warc(answer(b"<p>elsewhere"), url=f"https://other.example{first}")),
        captured(second, b"<p>gone", status="HTTP/1.1 404 Not Found"),
        captured(second, whole[: len(whole) // 2], "Content-Encoding: gzip"),
        torn[: len(torn) // 2],
        captured(second, b""),
        captured(third, zipped(story(third)), "Content-Encoding: gzip"),
    ]
    path = tmp_path / "some.warc.gz"
    path.write_bytes(b"".join(members))
    ran = extract(path)
    assert [record["url"] for record in ran.records()] == [f"{SITE}{first}", f"{SITE}{third}"]
    record = ran.records()[0]
    assert (record["fetched_at"], record["etag"]) == ("2019-05-16T10:20:30+00:00", '"1"')
    assert record["rights"] == ["noarchive"]
    assert ran.err == (
        f"{path}: stories: 2; passed over: 2 captured again, 1 elsewhere, 1 http 404, 2 no story's address, "
        "1 not a story: empty page, 1 torn record, 1 truncated\n"
    )
    assert ran.code == 1


def test_a_story_in_two_files_is_one_record(tmp_path: Path) -> None:
    for name in ("a.warc", "b.warc"):
        (tmp_path / name).write_bytes(warc(answer(story(PATHS[0])), url=SITE + PATHS[0]))
    ran = extract(tmp_path / "a.warc", tmp_path / "b.warc")
    assert len(ran.records()) == 1
    assert "b.warc: stories: 0; passed over: 1 captured again\n" in ran.err


@pytest.mark.parametrize("name", ["missing.warc.gz", "missing.wacz"])
def test_a_file_that_is_not_there_is_one_line(name: str, tmp_path: Path) -> None:
    ran = extract(tmp_path / name)
    assert (ran.code, ran.out, ran.err) == (1, "", f"{tmp_path / name}: No such file or directory\n")


def test_what_is_no_wacz_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "some.wacz").write_bytes(b"no")
    ran = extract(tmp_path / "some.wacz")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"{tmp_path / 'some.wacz'}: is no WACZ: ")
    assert ran.err.count("\n") == 1
