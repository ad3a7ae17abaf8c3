"""NOTIFY: who is told what of an unhealthy run, and that telling changes nothing else."""

import json
import re
from pathlib import Path
from time import monotonic

import pytest

from newsstand.demo.content import sample
from newsstand.exit_codes import EXIT_CODES
from newsstand.health import notify
from tests.command import crawl, scrapy
from tests.faults import Fault, FaultyServer

COURIER = sample().publication("The Harbour Courier").path


def test_the_command_gets_the_report_and_knows_exit_code_and_cause(tmp_path: Path) -> None:
    told = tmp_path / "told"
    with FaultyServer(faults={COURIER: Fault(status=404)}) as server:
        command = f'{{ echo "$NEWSSTAND_EXIT_CODE $NEWSSTAND_CAUSE $NEWSSTAND_DATA_DIR"; cat; }} > {told}'
        ran = crawl("magzter", tmp_path, "-s", f"NOTIFY={command}", site=server.url, publication=COURIER)
    assert ran.code == EXIT_CODES["publication not read"], ran.err
    first, heading, empty, problem, *rest = told.read_text("utf-8").splitlines()
    assert first == f"{ran.code} publication not read {tmp_path}"
    assert heading == f"newsstand: publication not read (exit code {ran.code})"
    assert empty == ""
    assert problem == f"  publication not read: http 404: {server.url}{COURIER}"
    assert rest[-1] == f"  The data is in {tmp_path}"


def test_a_command_that_fails_is_a_warning_and_leaves_the_exit_code(tmp_path: Path) -> None:
    ran = crawl("demo", tmp_path, "-s", "NOTIFY=echo no route >&2; exit 7", publication=COURIER, since="2030-01-01")
    assert ran.code == EXIT_CODES["nothing collected"]
    assert ran.err.splitlines()[-1] == "NOTIFY: ended with 7 (no route)"


@pytest.mark.parametrize(
    ("command", "failed"),
    [
        ("true", None),
        ("exit 3", "ended with 3"),
        ("no-such-command-here", "ended with 127 ("),
        ("sleep 9", "ended, as it took longer than 0.3 seconds"),
        ("sleep 9 & sleep 9", "ended, as it took longer than 0.3 seconds"),
        ("(sleep 9; true) & true", None),
    ],
)
def test_a_command_is_waited_for_so_long_and_no_longer(command: str, failed: str | None) -> None:
    start = monotonic()
    found = notify.run(command, "report\n" * 100_000, {}, longest=0.3)
    assert monotonic() - start < 5
    assert found is None if failed is None else found and found.startswith(failed)


@pytest.mark.parametrize(
    ("command", "failed"),
    [
        ("/opt/hook-s3cr3tt0ken", r"ended with 127 \(.*/…: .*not found\)"),
        ("echo wget: https://hooks.example/A1B2C3D4E5: 404; exit 8", r"ended with 8 \(wget: https://…/…: 404\)"),
    ],
)
def test_what_is_said_of_a_command_repeats_none_of_its_long_words(command: str, failed: str) -> None:
    found = notify.run(command, "", {})
    assert found is not None
    assert re.fullmatch(failed, found), found


def test_nothing_in_a_report_can_move_a_cursor(tmp_path: Path) -> None:
    told = tmp_path / "told"
    notify.notify(f"cat > {told}", "a\x1b[2Jb\u202ec\n", code=13, cause="blocked", data_dir=tmp_path)
    assert told.read_text("utf-8") == "newsstand: blocked (exit code 13)\n\n  a\\x1b[2Jb\\u202ec\n"


def test_no_line_of_a_report_begins_with_words_of_a_page(tmp_path: Path) -> None:
    told = tmp_path / "told"
    notify.notify(f"cat > {told}", "~!touch /tmp/x\n\nnewsstand: fine\n", code=13, cause="blocked", data_dir=tmp_path)
    _, *rest = told.read_text("utf-8").splitlines()
    assert rest == ["", "  ~!touch /tmp/x", "", "  newsstand: fine"]


def test_who_wants_to_hear_of_changes_alone_hears_of_trouble_once_and_of_its_end(tmp_path: Path) -> None:
    told, data = tmp_path / "told", tmp_path / "data"
    options = ("-s", f"NOTIFY=head -1 >> {told}", "-s", "NOTIFY_ON=change")
    with FaultyServer() as server:
        for is_down in (False, True, True, False, False):
            server.faults.clear()
            if is_down:
                server.faults[COURIER] = Fault(status=404)
            crawl("magzter", data, *options, site=server.url, publication=COURIER)
    first, last = told.read_text("utf-8").splitlines()
    assert first == "newsstand: publication not read (exit code 16)"
    assert last == "newsstand: healthy again (exit code 0)"
    (one,) = json.loads(scrapy("runs", "--json", "-s", f"DATA_DIR={data}").out)["publications"]
    assert (one["publication"], one["cause"], one["runs"]) == ("The Harbour Courier", None, 5)
    assert one["causes"] == {"publication not read": 2}
    assert scrapy("runs", "-s", f"DATA_DIR={data}").out.splitlines()[-1].endswith("5, 2 publication not read")
