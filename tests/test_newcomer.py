"""CONTRIBUTING.md followed to the letter: newsstands that nobody has seen, from their address to their records."""

import json
import re
import shutil
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests import newcomer_json_site, newcomer_site
from tests.command import LONGEST, ROOT, environment, records

PORTS = ("8471", "8472")
"""As the page has them; the test takes free ones in their place."""
NOT_READ = {"read_along", "recent_issues"}
"""Kinds of phrase that no reader asks for: nobody needs to fill them in."""
BLOCK = re.compile(r"^```(\w+)(?: (\S+))?\n(.*?)^```$", re.M | re.S)
GENERATED = shutil.ignore_patterns("__pycache__", "*.pyc")


@dataclass(frozen=True, slots=True)
class Step:
    """One command of the page with what it shows below it, or one file with what it says goes into it."""

    command: str | None = None
    shown: tuple[str, ...] = ()
    file: str | None = None
    content: str = ""


def steps(page: str) -> Iterator[Step]:
    for block in BLOCK.finditer(page):
        language, file, content = block.groups()
        if file:
            yield Step(file=file, content=content)
        elif language == "console":
            for part in re.split(r"^\$ ", content, flags=re.M)[1:]:
                command, *shown = part.splitlines()
                yield Step(command=command, shown=tuple(shown))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project, as a clone would be."""
    for folder in ("newsstand", "tests"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=GENERATED)
    for file in ("pyproject.toml", "scrapy.cfg", "CONTRIBUTING.md"):
        shutil.copy(ROOT / file, tmp_path)
    (tmp_path / ".venv").symlink_to(sys.prefix)
    return tmp_path


class Shell:
    """Runs the page's commands in the project; those that end with an ampersand until the end."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.environment = environment(PYTHONPATH=str(project), PYTHONUTF8="1")
        self.started: list[subprocess.Popen[str]] = []

    def run(self, command: str) -> tuple[int, str]:
        """(exit code, what it prints) of a command in the page's own words."""
        words = command.split()
        if words[-1] == "&":
            process = subprocess.Popen(
                words[:-1], cwd=self.project, env=self.environment, stdout=subprocess.PIPE, encoding="utf-8"
            )
            self.started.append(process)
            assert process.stdout is not None
            return 0, process.stdout.readline()
        done = subprocess.run(
            words, cwd=self.project, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            encoding="utf-8", timeout=LONGEST, check=False,
        )  # fmt: skip
        return done.returncode, done.stdout

    def stop(self) -> None:
        for process in self.started:
            process.terminate()
            process.communicate()


def free_port() -> str:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return str(found.getsockname()[1])


def test_every_kind_of_phrase_is_explained() -> None:
    page = (ROOT / "docs" / "adding-a-newsstand.md").read_text("utf-8")
    table = tomllib.loads((ROOT / "newsstand" / "pages" / "phrases.toml").read_text("utf-8"))
    rows = page.split("| row | is | fits |")[1].split("\n\n")[0]
    explained = {kind for row in rows.splitlines()[1:] for kind in re.findall(r"`(\w+)`", row.split("|")[1])}
    assert explained == {kind for rows in table.values() for kind in rows} - NOT_READ


def test_the_walk_through_leads_from_an_address_to_records(project: Path) -> None:
    page = (project / "CONTRIBUTING.md").read_text("utf-8")
    for port in PORTS:
        page = page.replace(port, free_port())
    shell = Shell(project)
    table = project / "newsstand" / "pages" / "phrases.toml"
    unknown = table.read_text("utf-8")
    try:
        for step in steps(page):
            if step.file:
                follow_file(project / step.file, step.content)
            else:
                assert step.command
                code, printed = shell.run(step.command)
                for line in step.shown:
                    assert squeezed(line) in squeezed(printed), f"$ {step.command}\n{printed}"
                assert code == 0 or any("failed" in line for line in step.shown), f"$ {step.command}\n{printed}"
                assert ("phrases.toml" not in printed) or table.read_text("utf-8") == unknown, "its words are known now"
    finally:
        shell.stop()
    check_records(project / "data")


def test_the_page_shows_what_the_newsstand_of_json_answers() -> None:
    page = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    shown = dict(re.findall(r"^(/api/\S+) +(\{.*\})$", page, re.M))
    answers = newcomer_json_site.answers()
    assert len(shown) == 3
    for path, said in shown.items():
        assert json.loads(said) == answers[path]


def follow_file(file: Path, content: str) -> None:
    """A spider takes the place of the generated one; rows go to the end of the table."""
    if file.suffix == ".toml":
        content = file.read_text("utf-8") + content
    file.write_text(content, "utf-8")


def squeezed(text: str) -> str:
    """Columns are as wide as they must be."""
    return re.sub(r" +", " ", text)


def check_records(data: Path) -> None:
    publication, other = records(data, "publications")
    assert publication["id"] == "publication:IT/edizioni-molo/la-lanterna-del-porto"
    found = [publication[name] for name in ("name", "publisher", "country", "language", "frequency")]
    assert found == [newcomer_site.PAPER, "Edizioni Molo", "IT", "it", "Quotidiano"]

    assert (other["name"], other["place"], other["country"], other["language"]) == (
        "La Voz del Vado", "Vado Hondo", "ES", "es",
    )  # fmt: skip
    pages = {one["id"]: one for one in records(data, "stories") if one["newsstand"] == "hemeroteca"}
    written = [text for _, texts in newcomer_json_site.ISSUES.values() for text in texts]
    assert sorted(one["text"] for one in pages.values()) == sorted(written)
    first = pages["story:42-1"]
    assert (first["edition_date"], first["page_number"], first["license"]) == (
        "1921-05-09", "1", newcomer_json_site.RIGHTS,
    )  # fmt: skip

    own = [edition for edition in records(data, "editions") if edition["newsstand"] == "chiosco"]
    editions = {edition["label"]: edition for edition in own}
    assert {edition["date"] for edition in editions.values()} == {"2026-08-12", "2026-08-13"}
    stories = {story["headline"]: story for story in records(data, "stories") if story["newsstand"] == "chiosco"}
    assert len(stories) == 3
    for edition in newcomer_site.EDITIONS:
        record = editions[edition.label]
        assert (record["id"], record["stories_collected"]) == (f"edition:{edition.number}", len(edition.stories))
        for position, written in enumerate(edition.stories, start=1):
            story = stories[written.headline]
            assert story["text"] == "\n\n".join(written.paragraphs)
            assert (story["description"], story["edition_id"]) == (written.teaser, record["id"])
            assert (story["position"], story["reading_minutes"]) == (position, written.minutes)
            assert (story["access"], story["language"], story["interface_language"]) == ("preview", "it", "it")
            assert len(story["related"]) == 2
