"""`scrapy genspider`: the spider of a new newsstand, or one clear line why not."""

import argparse
import ast
import sys
from importlib import import_module
from pathlib import Path

import pytest
from scrapy.utils.project import get_project_settings

from newsstand.commands.genspider import Command
from newsstand.crawl import NewsstandSpider
from newsstand.exit_codes import USAGE


@pytest.fixture
def spiders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package for spiders with one in it, "taken"."""
    folder = tmp_path / "stand"
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    (folder / "taken.py").write_text('from scrapy import Spider\n\n\nclass Taken(Spider):\n    name = "taken"\n')
    for name in [name for name in sys.modules if name.partition(".")[0] == "stand"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.syspath_prepend(tmp_path)
    return folder


def genspider(*arguments: str) -> Command:
    """The command after its run on `arguments`."""
    command = Command()
    command.settings = get_project_settings()
    command.settings.setdict({"SPIDER_MODULES": ["stand"], "NEWSPIDER_MODULE": "stand"}, priority="cmdline")
    parser = argparse.ArgumentParser()
    command.add_options(parser)
    options, rest = parser.parse_known_args(arguments)
    command.run(rest, options)
    return command


@pytest.mark.parametrize("arguments", [("-t", "newsstand"), ()], ids=["named template", "no template named"])
@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://www.example.com", "https://www.example.com"),
        ("www.Example.com", "https://www.example.com"),
        ("http://127.0.0.1:8000/de/papers?page=2#top", "http://127.0.0.1:8000"),
    ],
)
def test_a_generated_spider_is_one_whose_todos_are_left(
    arguments: tuple[str, ...], url: str, address: str, spiders: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert genspider(*arguments, "my_lantern2", url).exitcode == 0
    assert "stand.my_lantern2" in capsys.readouterr().out
    source = (spiders / "my_lantern2.py").read_text("utf-8")
    assert ast.parse(source)
    assert 3 <= source.count("TODO") <= 5
    spider = import_module("stand.my_lantern2").MyLantern2Spider
    assert issubclass(spider, NewsstandSpider)
    assert (spider.name, spider.site.url) == ("my_lantern2", address)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "give two words, a name and an address"),
        (["lantern"], "give two words, a name and an address"),
        (["taken", "https://example.com"], "the name 'taken' is taken. Taken: taken."),
        (["newsstand", "https://example.com"], "'newsstand' is the project's own name"),
        (["my-lantern", "https://example.com"], "'my-lantern' cannot be a spider's name"),
        (["Lantern", "https://example.com"], "'Lantern' cannot be a spider's name"),
        (["2lantern", "https://example.com"], "'2lantern' cannot be a spider's name"),
        (["lanterña", "https://example.com"], "'lanterña' cannot be a spider's name"),
        (["../lantern", "https://example.com"], "'../lantern' cannot be a spider's name"),
        (["class", "https://example.com"], "'class' cannot be a spider's name"),
        (["lantern", "ftp://example.com"], "'ftp://example.com' is no address of a site"),
        (["lantern", "https://"], "'https://' is no address of a site"),
        (["lantern", "https://["], "'https://[' is no address of a site"),
        (["lantern", "https://a.b:port"], "'https://a.b:port' is no address of a site"),
        (["lantern", "https://me@example.com"], "'https://me@example.com' is no address of a site"),
        (["lantern", 'https://a".b'], "is no address of a site"),
        (["lantern", "nowhere"], "'nowhere' names no host of the web"),
        (["-t", "bacis", "lantern", "https://example.com"], "template 'bacis' is not known. Known: basic, crawl, "),
    ],
)
def test_what_cannot_be_a_newsstand_is_one_clear_line_and_no_file(
    arguments: list[str], message: str, spiders: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(spiders.glob("*.py"))
    assert genspider(*arguments).exitcode == USAGE
    printed = capsys.readouterr()
    (line,) = printed.err.splitlines()
    assert line.startswith("genspider: ")
    assert message in line
    assert printed.out == ""
    assert sorted(spiders.glob("*.py")) == before
