"""A name stands for a whole file or for none, whatever the moment a writer dies."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from newsstand.dataset.files import NotWhole, WholeFile


def line(number: int) -> bytes:
    return b'{"id": %d, "text": "%s"}\n' % (number, b"x" * 40)


def test_a_file_has_its_name_only_when_complete(tmp_path: Path) -> None:
    path = tmp_path / "stories" / "a-1.jsonl"
    file = WholeFile(path)
    file.write(line(1))
    file.write(line(2))
    assert not path.exists()
    assert (tmp_path / "stories" / "a-1.jsonl.part").read_bytes() == line(1) + line(2), "each line is out at once"
    completed = file.complete(2)
    assert path.read_bytes() == line(1) + line(2)
    assert completed.name == "stories/a-1.jsonl"
    assert (completed.lines, completed.size) == (2, len(line(1) * 2))
    assert completed.sha256 == hashlib.sha256(line(1) + line(2)).hexdigest()
    assert [entry.name for entry in path.parent.iterdir()] == ["a-1.jsonl"]


def test_a_file_that_lacks_a_record_gets_no_name(tmp_path: Path) -> None:
    file = WholeFile(tmp_path / "a.jsonl")
    file.write(line(1))
    with pytest.raises(NotWhole, match="1 whole lines of 2 records"):
        file.complete(2)
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.jsonl.part"]


def test_a_complete_file_is_never_rewritten(tmp_path: Path) -> None:
    WholeFile(tmp_path / "a.jsonl").complete(0)
    with pytest.raises(FileExistsError, match=r"a\.jsonl is complete already"):
        WholeFile(tmp_path / "a.jsonl")


def test_syncing_a_closed_file_does_nothing(tmp_path: Path) -> None:
    file = WholeFile(tmp_path / "a.jsonl")
    file.write(line(1))
    file.sync()
    file.complete(1)
    file.sync()


WRITER = """
import sys
from pathlib import Path
from newsstand.dataset.files import WholeFile
file = WholeFile(Path(sys.argv[1]))
number = 0
while True:
    number += 1
    file.write(b'{"id": %d, "text": "%s"}\\n' % (number, b"y" * 5000))
    print(number, flush=True)
"""


def test_a_full_disk_leaves_whole_lines(tmp_path: Path) -> None:
    script = WRITER.replace(
        "import sys", "import sys, resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (12000, 12000))", 1
    )
    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "stories" / "a.jsonl"], capture_output=True, check=False
    )
    assert b"File too large" in done.stderr
    part = tmp_path / "stories" / "a.jsonl.part"
    assert part.read_bytes().count(b"\n") == 2
    assert part.read_bytes().endswith(b"}\n")
