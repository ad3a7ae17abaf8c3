"""What others wrote, each oddity from bytes made here."""

import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.archive import records, unpack
from newsstand.archive.captures import Capture, capture_at, read_captures
from newsstand.archive.records import NotAnArchive, record_at, record_of
from newsstand.archive.unpack import TooLarge, Truncated, whole_body
from tests.archive.written import (
    URL,
    answer,
    arc,
    arc_file,
    chunked,
    deflated,
    warc,
    zipped,
    zstd,
    zstd_with_dictionary,
)

PAGE = b"<!DOCTYPE html><html><body>" + b"".join(b"<p>Paragraph %d of many</p>" % n for n in range(300)) + b"</body>"
RECORDS = [warc(answer(PAGE + b"%d" % number), url=f"{URL}-{number}") for number in range(5)]


def read(path: Path) -> tuple[list[Capture], Counter[str]]:
    passed: Counter[str] = Counter()
    return list(read_captures(path, passed)), passed


def saved(folder: Path, data: bytes, name: str = "some.warc.gz") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        pytest.param([], PAGE, id="plain"),
        pytest.param(["Content-Encoding: gzip"], zipped(PAGE), id="gzip"),
        pytest.param(["Content-Encoding: x-gzip"], zipped(PAGE), id="x-gzip"),
        pytest.param(["Transfer-Encoding: chunked"], chunked(PAGE), id="chunked"),
        pytest.param(["Transfer-Encoding: chunked", "Content-Encoding: gzip"], chunked(zipped(PAGE), 90), id="both"),
        pytest.param(["Content-Encoding: gzip"], PAGE, id="gzip said over a plain body"),
        pytest.param(["Transfer-Encoding: chunked"], PAGE, id="chunked said over a whole one"),
        pytest.param(["Transfer-Encoding: chunked", "Content-Encoding: gzip"], PAGE, id="both said over a plain body"),
        pytest.param(["Transfer-Encoding: chunked"], zipped(PAGE), id="chunked said, gzip not"),
        pytest.param(["Content-Encoding: br"], brotli.compress(PAGE), id="br"),
        pytest.param(["Content-Encoding: br"], PAGE, id="br said over a plain body"),
        pytest.param(["Content-Encoding: zstd"], zstd.compress(PAGE), id="zstd"),
        pytest.param(["Content-Encoding: zstd"], PAGE, id="zstd said over a plain body"),
        pytest.param(["Content-Encoding: deflate"], deflated(PAGE, bare=False), id="deflate"),
        pytest.param(["Content-Encoding: deflate"], deflated(PAGE, bare=True), id="raw deflate"),
        pytest.param(["Content-Encoding: deflate"], PAGE, id="deflate said over a plain body"),
        pytest.param(["Content-Encoding: gzip, br"], brotli.compress(zipped(PAGE)), id="two, one after the other"),
        pytest.param(["Content-Encoding: identity"], PAGE, id="identity"),
        pytest.param(["Content-Encoding: none of these"], PAGE, id="a coding nobody knows"),
    ],
)
def test_the_page_is_what_its_sender_meant(headers: list[str], body: bytes, tmp_path: Path) -> None:
    expected = zipped(PAGE) if body == zipped(PAGE) and "Content-Encoding" not in headers[0] else PAGE
    ((capture,), passed) = read(saved(tmp_path, zipped(warc(answer(body, *headers)))))
    assert capture.page() == expected
    assert not passed


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        pytest.param(["Content-Encoding: gzip"], zipped(PAGE)[: len(zipped(PAGE)) // 2], id="half a gzip"),
        pytest.param(["Content-Encoding: gzip"], zipped(PAGE)[:-12] + b"damaged" * 3, id="a damaged gzip"),
        pytest.param(["Content-Encoding: br"], brotli.compress(PAGE)[:-40], id="half a br"),
        pytest.param(["Content-Encoding: zstd"], zstd.compress(PAGE)[:-40], id="half a zstd"),
        pytest.param(["Content-Encoding: deflate"], deflated(PAGE, bare=False)[:-40], id="half a deflate"),
        pytest.param(["Transfer-Encoding: chunked"], chunked(PAGE)[:2500], id="a chunk that is cut off"),
        pytest.param(["Transfer-Encoding: chunked"], chunked(PAGE)[:-5], id="the last chunk is missing"),
    ],
)
def test_a_body_that_is_cut_off_is_no_page(headers: list[str], body: bytes, tmp_path: Path) -> None:
    ((capture,), _) = read(saved(tmp_path, zipped(warc(answer(body, *headers)))))
    with pytest.raises(Truncated):
        capture.page()


def test_a_page_that_the_archive_says_to_be_cut_off_is_no_page(tmp_path: Path) -> None:
    ((capture,), _) = read(saved(tmp_path, warc(answer(PAGE), more="WARC-Truncated: length\r\n")))
    with pytest.raises(Truncated):
        capture.page()


@pytest.mark.parametrize("pack", [zipped, brotli.compress, zstd.compress])
def test_a_bomb_is_not_unpacked(pack: Callable[[bytes], bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpack, "LARGEST", 100_000)
    coding = {zipped: "gzip", brotli.compress: "br", zstd.compress: "zstd"}[pack]
    with pytest.raises(TooLarge):
        whole_body(pack(bytes(1_000_000)), encoding=coding)


@given(
    st.sampled_from([b"", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"]),
    st.binary(max_size=200),
    st.sampled_from(["gzip", "deflate", "br", "zstd", "gzip, br", ""]),
    st.booleans(),
)
def test_no_bytes_break_it(start: bytes, body: bytes, encoding: str, is_chunked: bool) -> None:
    with suppress(Truncated, TooLarge):
        whole_body(start + body, transfer="chunked" if is_chunked else None, encoding=encoding)


@pytest.mark.parametrize(
    ("status", "expected"),
    [("HTTP/1.1 200 OK", 200), ("HTTP/2 200", 200), ("HTTP/1.0 404 Not Found", 404), ("HTTP/1.1 200", 200)],
)
def test_the_status_is_read_in_every_version(status: str, expected: int, tmp_path: Path) -> None:
    ((capture,), _) = read(saved(tmp_path, warc(answer(PAGE, status=status))))
    assert (capture.status, capture.page()) == (expected, PAGE)


def test_an_address_in_angle_brackets_is_the_address(tmp_path: Path) -> None:
    ((capture,), _) = read(saved(tmp_path, zipped(warc(answer(PAGE), url=f"<{URL}>"))))
    assert capture.url == URL


def test_lines_that_end_in_a_line_feed_alone_and_lines_that_go_on(tmp_path: Path) -> None:
    block = b"HTTP/1.1 200 OK\nX-Long: one\n two\nContent-Type: text/html\n\n" + PAGE
    ((capture,), _) = read(saved(tmp_path, warc(block)))
    assert capture.headers == [("X-Long", "one two"), ("Content-Type", "text/html")]
    assert capture.page() == PAGE


def test_what_is_no_http_answer_is_counted(tmp_path: Path) -> None:
    names = warc(b"20190516102030\nnews.example. 60 IN A 192.0.2.1\n", url="dns:news.example")
    found, passed = read(saved(tmp_path, names + RECORDS[0] + warc(b"GET / HTTP/1.1\r\n\r\n", kind="request")))
    assert [capture.url for capture in found] == [f"{URL}-0"]
    assert passed == {"no HTTP answer": 1}


FORMS = {
    "plain.warc": b"".join(RECORDS),
    "each.warc.gz": b"".join(map(zipped, RECORDS)),
    "whole.warc.gz": zipped(b"".join(RECORDS)),
    "each.warc.zst": b"".join(map(zstd.compress, RECORDS)),
    "whole.warc.zst": zstd.compress(b"".join(RECORDS)),
    "dictionary.warc.zst": zstd_with_dictionary(*RECORDS, packed=False),
    "packed-dictionary.warc.zst": zstd_with_dictionary(*RECORDS, packed=True),
    "named-wrongly.warc.gz": b"".join(RECORDS),
    "old.arc": b"".join(arc_file(*(arc(answer(PAGE + b"%d" % n), url=f"{URL}-{n}") for n in range(5)))),
    "old.arc.gz": b"".join(map(zipped, arc_file(*(arc(answer(PAGE + b"%d" % n), url=f"{URL}-{n}") for n in range(5))))),
}


@pytest.mark.parametrize("name", FORMS)
def test_every_form_of_file_is_read(name: str, tmp_path: Path) -> None:
    found, passed = read(saved(tmp_path, FORMS[name], name))
    assert [(one.url, one.page()) for one in found] == [(f"{URL}-{n}", PAGE + b"%d" % n) for n in range(5)]
    assert {one.date for one in found} == {"2019-05-16T10:20:30Z"}
    assert not passed


@pytest.mark.parametrize("name", ["plain.warc", "each.warc.gz", "each.warc.zst", "dictionary.warc.zst", "old.arc.gz"])
def test_each_capture_opens_at_its_place(name: str, tmp_path: Path) -> None:
    path = saved(tmp_path, FORMS[name], name)
    with path.open("rb") as file:
        for capture in read(path)[0]:
            assert capture_at(file, capture.record.offset).page() == capture.page()
            if not name.startswith("dictionary"):
                assert capture_at(file, capture.record.offset, capture.record.length).page() == capture.page()


FOLDED = RECORDS[0].replace(b"WARC-Date:", b"X-Of: one\r\n two\r\nWARC-Date:")


def test_a_member_of_one_record_is_read_as_by_the_reader_of_all_files() -> None:
    for record in RECORDS:
        member = zipped(record)
        found = record_of(member)
        assert found == replace(record_at(BytesIO(member), 0), length=len(member))


@pytest.mark.parametrize(
    "member",
    [zipped(RECORDS[0] + RECORDS[1]), zipped(FOLDED), zipped(PAGE), zipped(b""), zipped(RECORDS[0])[:-9], RECORDS[0]],
    ids=["two", "folded", "page", "empty", "torn", "plain"],
)
def test_what_else_a_member_may_be_is_left_to_that_reader(member: bytes) -> None:
    assert record_of(member) is None


def test_a_wacz_is_the_archives_in_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "some.wacz", "w") as package:
        package.writestr("archive/a.warc.gz", FORMS["each.warc.gz"])
        package.writestr("archive/b.warc", RECORDS[0])
        package.writestr("indexes/index.cdx.gz", b"")
        package.writestr("pages/pages.jsonl", b"{}\n")
    found, passed = read(tmp_path / "some.wacz")
    assert len(found) == 6
    assert not passed


def test_what_is_no_wacz_is_said_to_be_none(tmp_path: Path) -> None:
    with pytest.raises(NotAnArchive, match="is no WACZ"):
        read(saved(tmp_path, b"nothing of the kind", "some.wacz"))


def damaged(form: str, how: str) -> bytes:
    """The records packed one by one, the third of them damaged."""
    pack = {"gz": zipped, "zst": zstd.compress, "": bytes}[form]
    packed = [pack(record) for record in RECORDS]
    third = packed[2]
    packed[2] = {
        "cut off": third[: len(third) // 2],
        "zeros": third[:40] + bytes(len(third) - 80) + third[-40:],
        "checksum": third[:-6] + bytes(6),
        "gone but for its start": third[:12],
    }[how]
    return b"".join(packed)


@pytest.mark.parametrize("how", ["cut off", "zeros", "checksum", "gone but for its start"])
def test_a_torn_member_loses_its_record_alone_and_is_counted(how: str, tmp_path: Path) -> None:
    found, passed = read(saved(tmp_path, damaged("gz", how)))
    assert [capture.url for capture in found] == [f"{URL}-{n}" for n in (0, 1, 3, 4)]
    assert passed == {"torn record": 1}


@pytest.mark.parametrize("how", ["cut off", "gone but for its start"])
def test_a_torn_frame_of_zstandard_loses_its_record_alone(how: str, tmp_path: Path) -> None:
    found, passed = read(saved(tmp_path, damaged("zst", how), "some.warc.zst"))
    assert [capture.url for capture in found] == [f"{URL}-{n}" for n in (0, 1, 3, 4)]
    assert passed == {"torn record": 1}


def test_a_record_of_a_plain_file_whose_head_is_damaged_is_passed_over(tmp_path: Path) -> None:
    data = b"".join(RECORDS).replace(b"Content-Length: ", b"Content-Length: many ", 1)
    found, passed = read(saved(tmp_path, data, "some.warc"))
    assert [capture.url for capture in found] == [f"{URL}-{n}" for n in (1, 2, 3, 4)]
    assert passed == {"torn record": 1}


@pytest.mark.parametrize("form", ["plain.warc", "each.warc.gz", "whole.warc.gz", "each.warc.zst", "old.arc.gz"])
def test_a_file_that_ends_too_soon_gives_what_is_whole(form: str, tmp_path: Path) -> None:
    found, passed = read(saved(tmp_path, FORMS[form][:-30], form))
    assert [capture.url for capture in found] == [f"{URL}-{n}" for n in range(4)]
    assert passed == {"torn record": 1}


@pytest.mark.parametrize("data", [b"", b"\r\n\r\n", zipped(b""), b"no archive at all\n" * 9, b"\x1f\x8b\x08nonsense"])
def test_what_is_no_archive_has_no_captures(data: bytes, tmp_path: Path) -> None:
    found, passed = read(saved(tmp_path, data))
    assert found == []
    assert sum(passed.values()) <= 1


def test_a_record_that_is_too_large_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "LARGEST", 20_000)
    film = warc(answer(bytes(30_000)), url="http://news.example/film")
    found, passed = read(saved(tmp_path, zipped(film) + zipped(RECORDS[0])))
    assert [capture.url for capture in found] == [f"{URL}-0"]
    assert passed == {"too large": 1}
