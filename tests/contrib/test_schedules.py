"""The ways to run every night that contrib/ holds, tried as far as a machine without systemd or internet can."""

import configparser
import re
import shutil
import subprocess
from importlib import import_module
from pathlib import Path

import pytest

CONTRIB = Path(__file__).parents[2] / "contrib"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd here")
def test_systemd_accepts_the_service_and_the_timer(tmp_path: Path) -> None:
    for unit in ("newsstand.service", "newsstand.timer"):
        text = (CONTRIB / "systemd" / unit).read_text(encoding="utf-8")
        (tmp_path / unit).write_text(text.replace("/opt/newsstand/.venv/bin/scrapy", "/bin/true"), encoding="utf-8")
    checked = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, tmp_path.iterdir())],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.returncode, checked.stderr) == (0, "")


@pytest.fixture
def night(tmp_path: Path):
    """Runs the crontab's command as cron does, with a scrapy that says a line and ends with the code given."""
    lines = (CONTRIB / "cron" / "newsstand.crontab").read_text(encoding="utf-8").splitlines()
    environment = dict(line.split("=", 1) for line in lines if re.match(r"[A-Z_]+=", line))
    (command,) = (line.split(maxsplit=5)[5] for line in lines if re.match(r"[\d*]", line))
    assert "%" not in command  # cron would end the command there
    scrapy = tmp_path / ".venv" / "bin" / "scrapy"
    scrapy.parent.mkdir(parents=True)

    def run(code: int) -> tuple[int, str]:
        scrapy.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > asked\necho blocked: refused >&2\nexit {code}\n')
        scrapy.chmod(0o755)
        done = subprocess.run(
            ["/bin/sh", "-c", command.replace("/opt/newsstand", str(tmp_path))],
            env={"PATH": "/usr/bin:/bin", **environment}, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    return run


def test_cron_is_silent_after_a_healthy_night_and_tells_of_any_other(night, tmp_path: Path) -> None:
    assert night(0) == (0, "")
    assert night(13) == (13, "blocked: refused\n")
    assert (tmp_path / "asked").read_text() == "follow\n"


def test_scrapyd_knows_the_project_and_runs_one_at_a_time() -> None:
    config = configparser.ConfigParser()
    config.read(CONTRIB / "scrapyd" / "scrapy.cfg", encoding="utf-8")
    assert import_module(config["settings"]["newsstand"]).BOT_NAME == "newsstand"
    assert config["scrapyd"]["max_proc"] == "1"
    assert config["scrapyd"]["items_dir"] == ""
    assert config["scrapyd"]["bind_address"] == "127.0.0.1"


def test_the_readme_tells_of_every_way() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in CONTRIB.rglob("README.md"))
    files = [path.relative_to(CONTRIB.parent) for path in CONTRIB.rglob("*.*") if path.name != "README.md"]
    assert [
        str(path) for path in files if str(path) not in text and "contrib/systemd/newsstand." not in str(path)
    ] == []
