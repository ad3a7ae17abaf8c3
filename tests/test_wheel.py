"""The wheel that `make build` makes holds what a user needs, and works away from the checkout."""

import json
import os
import shutil
import site
import subprocess
import sys
import sysconfig
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.command import LONGEST, ROOT, environment

SOURCES = ("newsstand", "pyproject.toml", "README.md", "LICENSE")


@dataclass(frozen=True, slots=True)
class Installed:
    wheel: Path
    bin: Path
    folder: Path
    """Away from any checkout."""

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        environ = {name: value for name, value in environment().items() if not name.startswith("PYTHON")}
        ran = subprocess.run(
            [self.bin / command[0], *command[1:]],
            capture_output=True,
            encoding="utf-8",
            cwd=self.folder,
            env=environ,
            timeout=LONGEST,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        return ran


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel, built offline from the sources and installed into an environment with its dependencies alone."""
    folder = tmp_path_factory.mktemp("wheel")
    sources = folder / "sources"
    sources.mkdir()
    for name in SOURCES:
        source, copy = ROOT / name, sources / name
        if source.is_dir():
            shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, copy)
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = ["wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(folder), str(sources)]
    subprocess.run([*pip, *build], check=True, timeout=LONGEST)
    (wheel,) = folder.glob("*.whl")
    home = folder / "environment"
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    install = ["--python", str(python), "install", "--no-deps", "--no-index", str(wheel)]
    subprocess.run([*pip, *install], check=True, timeout=LONGEST)
    # Dependencies come from the environment of the tests: a line in a .pth file is a folder to look in, and the .pth
    # files in that folder (the checkout's own installation among them) are not read.
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)}))
    (packages / "dependencies.pth").write_text("\n".join(site.getsitepackages()))
    away = folder / "away"
    away.mkdir()
    return Installed(wheel, python.parent, away)


def test_it_holds_the_package_its_data_and_its_licence_alone(installed: Installed) -> None:
    names = set(zipfile.ZipFile(installed.wheel).namelist())
    tracked = subprocess.run(["git", "ls-files", "newsstand"], cwd=ROOT, capture_output=True, text=True, check=False)
    if tracked.returncode == 0:
        assert set(tracked.stdout.split()) <= names
    assert {"newsstand/py.typed", "newsstand/pages/phrases.toml", "newsstand/labels/words.toml"} <= names
    licences = {name.rpartition("/")[2] for name in names if "/licenses/" in name}
    assert licences == {"LICENSE"}
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"newsstand"}


def test_a_crawl_from_another_folder(installed: Installed) -> None:
    ran = installed.run("newsstand", "crawl", "demo")
    assert "The data is in" in ran.stdout
    assert list(installed.folder.glob("*/stories/**/*.jsonl"))


def test_the_label_reader_needs_neither_scrapy_nor_the_language_detector(installed: Installed) -> None:
    program = (
        "import json, sys; from newsstand.labels import read_label; "
        "print(json.dumps([read_label('July/August 2022').date, "
        "sorted({'scrapy', 'twisted', 'fasttext', 'lxml'} & sys.modules.keys())]))"
    )
    assert json.loads(installed.run("python", "-c", program).stdout) == ["2022-07/2022-08", []]


def test_the_program_is_the_installed_one(installed: Installed) -> None:
    where = installed.run("python", "-c", "import newsstand; print(newsstand.__file__)").stdout
    assert os.fspath(installed.bin.parent) in where
