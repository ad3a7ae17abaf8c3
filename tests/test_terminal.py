"""Standard output that cannot be written is one line and an exit code."""

import subprocess
from pathlib import Path

import pytest

from newsstand.demo.content import sample
from newsstand.demo.site import Shelves
from tests import expected
from tests.command import ROOT, SCRAPY, crawl, environment

FULL = Path("/dev/full")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dataset of a few stories, and a saved page."""
    folder = tmp_path_factory.mktemp("data")
    crawl("demo", folder, "-s", "CLOSESPIDER_ITEMCOUNT=3")
    answer = Shelves(sample()).answer(expected.story(sample(), next(iter(expected.told(sample()))))["path"])
    assert answer is not None
    (folder / "story.html").write_bytes(answer.body)
    return folder


@pytest.mark.skipif(not FULL.is_char_device(), reason="no device that is always full")
@pytest.mark.parametrize(
    "arguments",
    [["label", "August 2024"], ["dataset"], ["dataset", "--json"], ["gaps"], ["gaps", "--json"], ["extract"]],
    ids=" ".join,
)
def test_a_full_disk_is_told_in_one_line(data: Path, arguments: list[str]) -> None:
    if arguments == ["extract"]:
        arguments = ["extract", "--spider", "demo", str(data / "story.html")]
    with FULL.open("w") as full:
        ran = subprocess.run(
            [SCRAPY, *arguments, "-s", f"DATA_DIR={data}"],
            stdout=full, stderr=subprocess.PIPE, encoding="utf-8", cwd=ROOT, env=environment(), check=False,
        )  # fmt: skip
    why = "standard output cannot be written: No space left on device. Make room, or print elsewhere."
    assert (ran.returncode, ran.stderr) == (10, f"{arguments[0]}: {why}\n")


@pytest.mark.parametrize("end", ["| true; exit ${PIPESTATUS[0]}", ">&-", "> /dev/full"])
def test_what_becomes_of_the_table_changes_neither_exit_code_nor_notification(tmp_path: Path, end: str) -> None:
    told = tmp_path / "told"
    options = f"-s CLOSESPIDER_ITEMCOUNT=1 -s DATA_DIR={tmp_path / 'data'} -s 'NOTIFY=cat > {told}'"
    ran = subprocess.run(
        ["bash", "-c", f"{SCRAPY} crawl demo {options} {end}"],
        capture_output=True, encoding="utf-8", cwd=ROOT, env=environment(), check=False,
    )  # fmt: skip
    assert ran.returncode == 15, ran.stderr
    assert "Traceback" not in ran.stderr
    assert "stopped early" in told.read_text("utf-8")


def test_a_reader_that_has_enough_is_no_fault(data: Path) -> None:
    command = f"{SCRAPY} dataset --json -s DATA_DIR={data} | true; exit ${{PIPESTATUS[0]}}"
    ran = subprocess.run(["bash", "-c", command], capture_output=True, encoding="utf-8", cwd=ROOT, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
