"""`scrapy savepage`: pages saved as they are served, politely, or not at all."""

import json
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from scrapy.settings import Settings

from newsstand import __version__
from newsstand.commands.savepage import Command, NotSaved, read_file
from newsstand.demo.content import sample
from newsstand.demo.site import Shelves
from newsstand.politeness import Refused
from newsstand.spiders.magzter import MagzterSpider
from tests.command import Ran, scrapy
from tests.faults import Fault, FaultyServer, robots_forbid

COURIER = sample().publication("The Harbour Courier")
TITLE = COURIER.path
EDITION = f"{TITLE}/{COURIER.editions[0].issue}"
RESERVED = Fault(kind="headers", headers={"tdm-reservation": "1"})


def story_path(number: int) -> str:
    return f"/stories/newspaper/{COURIER.slug}/{COURIER.editions[0].stories[number].slug}"


STORY = story_path(0)
SPIDER = """
from dataclasses import replace

from newsstand.spiders.magzter import MagzterSpider


class HarbourSpider(MagzterSpider):
    name = "harbour"
    site = replace(MagzterSpider.site, url="{url}")
"""
Save = Callable[..., Ran]


@pytest.fixture
def server() -> Iterator[FaultyServer]:
    with FaultyServer() as started:
        yield started


@pytest.fixture
def save(server: FaultyServer, tmp_path: Path) -> Save:
    """Runs the command in a project whose one newsstand is the server."""
    (tmp_path / "scrapy.cfg").write_text("[settings]\ndefault = newsstand.settings\n")
    (tmp_path / "stand").mkdir()
    (tmp_path / "stand" / "__init__.py").write_text("")
    (tmp_path / "stand" / "harbour.py").write_text(SPIDER.format(url=server.url))

    def run(*arguments: str) -> Ran:
        return scrapy("savepage", *arguments, "-s", "SPIDER_MODULES=stand", cwd=tmp_path, PYTHONPATH=str(tmp_path))

    return run


def saved(project: Path) -> list[str]:
    return sorted(path.name for path in (project / "tests" / "newsstands" / "harbour").glob("*"))


def test_pages_are_saved_as_they_are_served(save: Save, server: FaultyServer, tmp_path: Path) -> None:
    ran = save("harbour", TITLE, f"{server.url}/fr{EDITION}?utm_source=x", STORY)
    assert (ran.code, ran.err) == (0, "")
    names = ["edition-fr-", "story-", "title-"]
    assert [name.startswith(start) for name, start in zip(saved(tmp_path), names, strict=True)] == [True] * 3
    assert ran.out.splitlines()[0] == f"saved tests/newsstands/harbour/{saved(tmp_path)[2]}"
    for name, path, kind in zip(
        saved(tmp_path), [f"/fr{EDITION}", STORY, TITLE], ["edition", "story", "title"], strict=True
    ):
        case = tmp_path / "tests" / "newsstands" / "harbour" / name
        answer = Shelves(sample()).answer(path)
        assert (case / "page.html").read_bytes() == getattr(answer, "body", None)
        about = json.loads((case / "page.json").read_text("utf-8"))
        assert (about["url"], about["kind"], about["content_type"]) == (
            f"{server.url}{path}", kind, "text/html; charset=utf-8",
        )  # fmt: skip
        assert sorted(file.name for file in case.iterdir()) == ["page.html", "page.json"]
    asked = [request.path for request in server.requests]
    assert asked[0] == "/robots.txt"
    assert sorted(path for path in asked if not path.startswith(("/robots", "/.well-known"))) == sorted(
        [TITLE, f"/fr{EDITION}", STORY]
    )
    assert {request.headers["User-Agent"] for request in server.requests} == {f"newsstand/{__version__}"}
    assert not (tmp_path / "data").exists()


def test_a_page_that_must_not_or_cannot_be_saved_is_named_with_its_cause(
    save: Save, server: FaultyServer, tmp_path: Path
) -> None:
    faults = {
        "http 404": Fault(status=404),
        f"redirected away, to {server.url}/": Fault(kind="front page"),
        "refused: not on the newsstand's own host": Fault(kind="redirect", location="http://169.254.169.254/"),
        "not a story: challenge page": Fault(kind="challenge"),
        "truncated": Fault(kind="truncated"),
        "empty page": Fault(kind="body", body=""),
        "text and data mining is reserved (-s TEXT=preview saves it all the same)": RESERVED,
    }
    asked = [story_path(number) for number in range(len(faults))]
    server.faults.update(zip(asked, faults.values(), strict=True))
    ran = save("harbour", *asked, TITLE)
    assert ran.code == 1
    told = [line for line in ran.err.splitlines() if line.startswith("not saved: ")]
    assert told == [f"not saved: {cause}: {server.url}{path}" for cause, path in zip(faults, asked, strict=True)]
    assert [name[:5] for name in saved(tmp_path)] == ["title"], "one that fails does not cost the others"


def test_nothing_is_saved_where_robots_may_not_read(save: Save, server: FaultyServer, tmp_path: Path) -> None:
    server.faults["/robots.txt"] = robots_forbid()
    ran = save("harbour", STORY)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == f"not saved: robots forbids: {server.url}{STORY}\n"
    assert not (tmp_path / "tests").exists()


def test_what_is_reserved_is_saved_where_the_user_says_so(save: Save, server: FaultyServer, tmp_path: Path) -> None:
    server.faults[STORY] = RESERVED
    assert save("harbour", STORY, "-s", "TEXT=preview").code == 0
    assert len(saved(tmp_path)) == 1


def own_command(project: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command in this process, in the project that `save` made."""
    monkeypatch.chdir(project)
    monkeypatch.syspath_prepend(project)
    for name in [name for name in sys.modules if name.partition(".")[0] == "stand"]:
        monkeypatch.delitem(sys.modules, name)
    command = Command()
    command.settings = Settings({"SPIDER_MODULES": ["stand"]})
    return command


def test_a_page_of_a_browser_needs_no_request(
    save: Save, server: FaultyServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "Saved page.html"
    page.write_text("<h1>Nothing of a story</h1>", encoding="utf-8")
    ran = save("harbour", "--file", str(page), STORY)
    assert (ran.code, ran.err) == (0, "")
    assert "  the page reader makes nothing of it: not a story: " in ran.out
    assert not server.requests
    (name,) = saved(tmp_path)
    assert (tmp_path / "tests" / "newsstands" / "harbour" / name / "page.html").read_bytes() == page.read_bytes()
    with pytest.raises(NotSaved, match=rf"tests/newsstands/harbour/{name} exists. Rename it to keep it beside the new"):
        own_command(tmp_path, monkeypatch).wanted(["harbour", STORY], Namespace(file=str(page), spargs={}))


def test_a_page_of_a_browser_that_is_not_there_is_named(tmp_path: Path) -> None:
    absent = tmp_path / "absent.html"
    assert read_file(absent, STORY) == {STORY: f"{absent}: No such file or directory"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "savepage: name the newsstand and its pages: scrapy savepage NAME URL... Known: harbour."),
        (["nowhere", STORY], "savepage: spider 'nowhere' is not known. Known: harbour."),
        (["harbour"], "savepage: name at least one URL of harbour."),
        (["harbour", "https://example.com/stories/a/b/c"], "'https://example.com/stories/a/b/c' is not on http://127"),
        (["harbour", "http://["], "'http://[' is not on http://127"),
        (["harbour", "/help"], "'/help' is no page of a shape that the spider knows."),
        (["--file", "harbour", STORY, TITLE], "--file is one page, and there are 2 URLs."),
        (["harbour", STORY, STORY.replace("newspaper", "news")], "two pages would be tests/newsstands/harbour/story-"),
    ],
)
def test_bad_input_is_refused_before_the_first_request(
    arguments: list[str], message: str, save: Save, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = own_command(tmp_path, monkeypatch)
    file, *arguments = ["page.html", *arguments[1:]] if arguments[:1] == ["--file"] else [None, *arguments]
    with pytest.raises(NotSaved) as refused:
        command.wanted(arguments, Namespace(file=file, spargs={}))
    assert message in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_public_site_is_not_asked_without_a_contact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEWSSTAND_CONTACT", raising=False)
    command = Command()
    command.settings = Settings()
    with pytest.raises(Refused, match="CONTACT"):
        command.check_politeness(MagzterSpider.site)
