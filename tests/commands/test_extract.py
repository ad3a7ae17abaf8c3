"""`scrapy extract`: saved pages through the same reader and pipelines as a crawl, to standard output."""

import re
from pathlib import Path

import pytest

from newsstand.commands import extract as command
from newsstand.demo.content import Place, sample
from newsstand.demo.site import Shelves
from newsstand.demo.storypages import story_text
from newsstand.spiders.magzter import MagzterSpider
from tests import expected
from tests.command import scrapy

SITE = "https://www.magzter.com"
PLACES = {place.story.slug: place for place in expected.told(sample())}
CASES = [slug for slug, place in PLACES.items() if place.position in (1, 4)]
"""Two stories of every edition: all generations of page and all interface languages of the sample newsstand."""


def page_of(place: Place) -> bytes:
    answer = Shelves(sample()).answer(expected.story(sample(), place)["path"])
    assert answer is not None
    return answer.body


def extract(*arguments: str | Path, code: int = 0) -> tuple[list[dict], str]:  # type: ignore[type-arg]
    ran = scrapy("extract", "--spider", "magzter", *arguments)
    assert ran.code == code, ran.err
    return ran.records(), ran.err


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every sample story as a page and as the plain text of it."""
    folder = tmp_path_factory.mktemp("saved")
    for number, slug in enumerate(CASES):
        (folder / f"{number}.html").write_bytes(page_of(PLACES[slug]))
        (folder / f"{number}.txt").write_text(story_text(sample(), PLACES[slug], None), "utf-8")
    return folder


@pytest.mark.parametrize("form", ["html", "txt"])
def test_saved_pages_say_what_the_newsstand_shows(form: str, folder: Path) -> None:
    found, _ = extract(*(folder / f"{number}.{form}" for number in range(len(CASES))))
    assert len(found) == len(CASES)
    for slug, record in zip(CASES, found, strict=True):
        wanted = expected.story(sample(), PLACES[slug])
        compared = {"publication", "edition_label", "edition_date", "edition_date_start", "edition_date_end", "byline",
                    "edition_date_precision", "headline", "dateline", "text", "access"}  # fmt: skip
        assert {name: record[name] for name in compared} == {name: wanted[name] for name in compared}
        assert record["edition_source"] == wanted["edition_place"]
        assert record["newsstand"] == "magzter"
        assert (record["edition_id"], record["fetched_at"], record["position"]) == (None, None, None)
        assert [teaser["headline"] for teaser in record["related"]] == [
            teaser["headline"] for teaser in wanted["related"]
        ]


def test_a_page_and_its_text_give_the_same_story(folder: Path) -> None:
    pages, _ = extract(*(folder / f"{number}.html" for number in range(len(CASES))))
    texts, _ = extract(*(folder / f"{number}.txt" for number in range(len(CASES))))
    only_html = {"id", "url", "category", "image_url", "section", "related", "publication_id", "rights"}
    for page, text in zip(pages, texts, strict=True):
        assert {name: value for name, value in page.items() if name not in only_html} == {
            name: value for name, value in text.items() if name not in only_html
        }


def test_explain_says_on_standard_error_how_each_line_is_read(folder: Path) -> None:
    plain, _ = extract(folder / "0.txt")
    records, told = extract("--explain", folder / "0.txt")
    assert records == plain
    lines = told.splitlines()
    assert len(lines) == len((folder / "0.txt").read_text("utf-8").splitlines())
    assert all(re.fullmatch(r"[^:]+: [a-z_]+ \([^()]+\): .+", line) for line in lines)
    assert any(line.startswith("text: paragraph (long, with an end to the sentence): ") for line in lines)


def test_the_url_gives_a_page_its_id_and_completes_its_links(folder: Path) -> None:
    path = expected.story(sample(), PLACES[CASES[0]])["path"]
    (record,), _ = extract(f"--url={SITE}/de{path}?utm_source=x", folder / "0.html")
    assert record["url"] == f"{SITE}{path}"
    assert record["id"] == f"story:{path.strip('/')}"
    assert all(teaser["url"].startswith(SITE) for teaser in record["related"])


def test_bad_files_are_named_and_the_good_ones_still_read(folder: Path, tmp_path: Path) -> None:
    bad = {
        "missing.html": (None, "No such file or directory"),
        "empty.html": (b"", "not a story: empty page"),
        "binary.html": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "not a story: binary"),
        "other.txt": (b"Opening hours\nMonday to Friday\n", "not a story: no story text"),
        "challenge.html": (b"<h1>Just a moment...</h1><p>Checking your browser", "not a story: challenge page"),
    }
    for name, (body, _) in bad.items():
        if body is not None:
            (tmp_path / name).write_bytes(body)
    found, errors = extract(folder / "0.html", *(tmp_path / name for name in bad), folder / "1.txt", code=1)
    assert [record["headline"] for record in found] == [
        expected.story(sample(), PLACES[CASES[number]])["headline"] for number in (0, 1)
    ]
    assert errors.splitlines() == [f"{tmp_path / name}: {why}" for name, (_, why) in bad.items()]


def test_a_folder_is_no_page(tmp_path: Path) -> None:
    found, errors = extract(tmp_path, code=1)
    assert (found, errors) == ([], f"{tmp_path}: Is a directory\n")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["page.html"], "extract: --spider is missing. Known: "),
        (["--spider", "nowhere", "page.html"], "extract: spider 'nowhere' is not known. Known: "),
        (["--spider", "magzter"], "extract: name at least one FILE"),
        (["--spider", "magzter", "--url", "x", "page.html"], "extract: --url is no address of a page: 'x'"),
        (
            ["--spider", "magzter", "--url", "http://[", "page.html"],
            "extract: --url is no address of a page: 'http://['",
        ),
        (["--spider", "magzter", "--url", f"{SITE}/a", "a", "b"], "--url is the address of one page, and there are 2"),
    ],
)
def test_bad_arguments_are_one_clear_line_and_exit_code_2(arguments: list[str], message: str) -> None:
    ran = scrapy("extract", *arguments)
    assert ran.code == 2
    assert ran.out == ""
    (line,) = ran.err.splitlines()
    assert message in line


def test_a_page_over_the_bound_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "long.html"
    file.write_bytes(b"<p>" + b"x" * 4 * 1024 * 1024)
    records, said = extract(file, code=1)
    assert records == []
    assert said == f"{file}: too large: 4,194,307 bytes, and DOWNLOAD_MAXSIZE is 4,194,304\n"


def test_a_reader_that_raises_costs_its_page_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def raises(*_: object, **__: object) -> None:
        raise IndexError("x")

    file = tmp_path / "page.html"
    file.write_bytes(b"<p>One")
    monkeypatch.setattr(command, "read_story", raises)
    with pytest.raises(command.NotExtracted, match=r"page.html: reader error \(IndexError\('x'\)\): please report it"):
        command.extracted(command.saved_page(file, MagzterSpider.site, None, 100), str(file), MagzterSpider.site)
