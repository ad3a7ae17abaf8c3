"""What a killed writer leaves, at every kind of place that it can be cut off."""

from collections import Counter
from pathlib import Path

import pytest

from newsstand.archive.cdxj import read_cdxj
from newsstand.archive.records import read_records
from newsstand.archive.salvage import salvage_archive
from newsstand.archive.warc import http_block, record

NAME = "demo-20250102T030405Z-1a2b3c4d-0001.warc.gz"


def answer(number: int) -> bytes:
    block = http_block("HTTP/1.1 200 ", [(b"Content-Type", b"text/html")], b"<p>%d</p>" % number * 2000)
    headers = [
        ("WARC-Target-URI", f"http://127.0.0.1/{number}"),
        ("WARC-Date", f"2025-01-02T03:04:0{number}.000000Z"),
        ("WARC-Record-ID", f"<urn:uuid:00000000-0000-4000-8000-{number:012}>"),
        ("Content-Type", "application/http; msgtype=response"),
    ]
    return record("response", headers, block)


RECORDS = [record("warcinfo", [], b"software: x\r\n"), *(answer(number) for number in range(3))]
ENDS = [sum(map(len, RECORDS[: number + 1])) for number in range(4)]


def left(folder: Path, data: bytes) -> Path:
    folder = folder / "archive"
    folder.mkdir()
    (folder / f"{NAME}.part").write_bytes(data)
    return folder


def whole(path: Path) -> list[str]:
    passed: Counter[str] = Counter()
    with path.open("rb") as file:
        found = [one.url for one in read_records(file, passed)]
    assert not passed
    return found


@pytest.mark.parametrize(
    ("cut", "records", "torn"),
    [
        (ENDS[3], 4, 0),
        (ENDS[3] - 1, 3, ENDS[3] - 1 - ENDS[2]),
        (ENDS[2] + 5, 3, 5),
        (ENDS[2], 3, 0),
        (ENDS[1] + 30, 2, 30),
    ],
)
def test_whole_records_stay_and_a_torn_one_goes(cut: int, records: int, torn: int, tmp_path: Path) -> None:
    folder = left(tmp_path, b"".join(RECORDS)[:cut])
    (found,) = salvage_archive(folder)
    assert (found.name, found.lines, found.torn) == (f"archive/{NAME}", records, torn)
    assert len(whole(folder / NAME)) == records
    index = [line for _, line in read_cdxj(folder / NAME.replace(".warc.gz", ".cdxj"))]
    assert [(line.offset, line.length) for line in index] == [
        (end - len(one), len(one)) for one, end in zip(RECORDS[1:records], ENDS[1:records], strict=True)
    ]
    assert not list(folder.glob("*.part"))
    assert salvage_archive(folder) == []


@pytest.mark.parametrize("cut", [0, 10, ENDS[0], ENDS[0] + 20])
def test_a_file_without_a_capture_goes(cut: int, tmp_path: Path) -> None:
    folder = left(tmp_path, b"".join(RECORDS)[:cut])
    assert [(found.lines, found.torn) for found in salvage_archive(folder)] == [(0, cut)]
    assert list(folder.iterdir()) == []


def test_records_after_a_hole_that_a_power_cut_left_stay(tmp_path: Path) -> None:
    data = bytearray(b"".join(RECORDS))
    data[ENDS[0] + 20 : ENDS[1] - 20] = bytes(ENDS[1] - ENDS[0] - 40)
    folder = left(tmp_path, bytes(data))
    (found,) = salvage_archive(folder)
    assert (found.lines, found.torn) == (3, len(RECORDS[1]))
    assert whole(folder / NAME)[1:] == ["http://127.0.0.1/1", "http://127.0.0.1/2"]


def test_a_file_that_lost_its_index_gets_it_again(tmp_path: Path) -> None:
    folder = left(tmp_path, b"".join(RECORDS))
    salvage_archive(folder)
    index = folder / NAME.replace(".warc.gz", ".cdxj")
    before = index.read_bytes()
    index.rename(index.with_name(index.name + ".part"))
    assert salvage_archive(folder) == []
    assert index.read_bytes() == before
    assert len(list(folder.iterdir())) == 2
