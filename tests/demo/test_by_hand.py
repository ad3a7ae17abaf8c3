"""`python -m newsstand.demo`: starts, answers, stops; and says in one line what is wrong."""

import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from newsstand.demo.content import sample
from newsstand.demo.scans import title_path

COMMAND = [sys.executable, "-m", "newsstand.demo"]


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM])
def test_it_starts_answers_and_stops(tmp_path: Path, ending: signal.Signals) -> None:
    log = tmp_path / "requests.log"
    with subprocess.Popen([*COMMAND, "--log", str(log)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        url = process.stdout.readline().strip()
        with urlopen(f"{url}{sample().titles[0]}") as response:
            assert response.status == 200
        assert log.read_text() == f"GET {sample().titles[0]}\n"
        process.send_signal(ending)
        assert process.wait(timeout=10) == 0
        assert process.stdout.read().splitlines() == [url + path for path in [*sample().titles, title_path()]]


def test_a_generated_newsstand_is_served_too() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.generated", "10"], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        url = process.stdout.readline().strip()
        with urlopen(f"{url}/en/stories/newspaper/The-Generated-Daily-1/STORY-3000000-1") as response:
            assert response.status == 200
        process.terminate()
        assert process.wait(timeout=10) == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--port", "70000"], "cannot serve on port 70000"),
        (["--port", "eighty"], "invalid int value: 'eighty'"),
        (["--port", "-1"], "cannot serve on port -1"),
        (["--log", "/no/such/folder/x"], "/no/such/folder/x"),
    ],
)
def test_what_cannot_be_is_said_in_one_line(arguments: list[str], said: str) -> None:
    done = subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert said in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
