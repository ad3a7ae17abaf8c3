"""Plain and compressed files are read alike, line by line and at a place; what is no record is passed over."""

import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsstand.dataset.records import line_at, packed, read_lines, read_records

LINES = [json.dumps({"id": number, "text": "\u2028 Überschrift 雨" * number}).encode() + b"\n" for number in range(40)]


@pytest.mark.parametrize("size", [1, 500, 1 << 20])
def test_a_compressed_file_holds_the_lines_of_a_plain_one(tmp_path: Path, size: int) -> None:
    plain, compressed = tmp_path / "a.jsonl", tmp_path / "a.jsonl.gz"
    plain.write_bytes(b"".join(LINES))
    compressed.write_bytes(b"".join(packed(iter(LINES), size)))
    assert gzip.decompress(compressed.read_bytes()) == plain.read_bytes(), "as any other reader has it"
    for path in (plain, compressed):
        found = list(read_lines(path))
        assert [(line.number, line.text) for line in found] == list(enumerate(LINES, start=1))
        assert [line_at(path, line.place) for line in reversed(found)] == LINES[::-1]


@settings(max_examples=50, derandomize=True, deadline=None)
@given(
    lines=st.lists(st.binary(max_size=300).map(lambda text: text.replace(b"\n", b"\r") + b"\n")),
    size=st.integers(1, 400),
)
def test_any_bytes_come_back(tmp_path_factory: pytest.TempPathFactory, lines: list[bytes], size: int) -> None:
    path = tmp_path_factory.mktemp("any") / "a.jsonl.gz"
    path.write_bytes(b"".join(packed(iter(lines), size)))
    assert [line.text for line in read_lines(path)] == lines
    assert all(line_at(path, line.place) == line.text for line in read_lines(path))


@pytest.mark.parametrize(
    ("spoil", "message"),
    [(lambda data: data[:-5], "ends within"), (lambda data: data[:60] + b"\0" * 40 + data[100:], "is damaged")],
)
def test_damaged_compressed_bytes_are_named(tmp_path: Path, spoil, message: str) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(spoil(b"".join(packed(iter(LINES)))))
    with pytest.raises(ValueError, match=f"{path}: {message}"):
        list(read_lines(path))


def write(path: Path, *lines: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines))
    return path


WHOLE = {"type": "story", "newsstand": "demo", "id": "story:1"}


@pytest.mark.parametrize(
    "odd",
    [
        "",
        "null",
        "[1]",
        "not json",
        '{"type": "story"}',
        "{" * 100_000,
        {**WHOLE, "id": 7},
        {**WHOLE, "newsstand": None},
    ],
)
def test_a_line_that_is_no_record_costs_no_other(tmp_path: Path, odd: object, caplog: pytest.LogCaptureFixture) -> None:
    path = write(tmp_path / "stories" / "a.jsonl", WHOLE, odd, WHOLE)
    assert list(read_records(tmp_path, "stories")) == [WHOLE, WHOLE]
    assert caplog.messages == [f"{path}:2: no record with type, newsstand and id; passed over"]
