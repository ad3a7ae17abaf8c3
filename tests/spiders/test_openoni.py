"""What an Open ONI site answers, in both of its forms, and what the readers make of it."""

import json
from typing import Any

import pytest

from newsstand.pages import Answer, EditionPage, ListedTitle, NotReadable, TitlePage
from newsstand.spiders.openoni import OpenOniSpider

SITE, READERS = OpenOniSpider.site, OpenOniSpider.readers
ROOT = "https://oregonnews.uoregon.edu"
THERE = "https://oni.example.org"
"""What the answers' own links name: the host that the software was set up for."""
DAY = "/lccn/sn12345678/1903-04-10"

COLLECTION = {
    "@context": "http://iiif.io/api/presentation/2/context.json",
    "@id": f"{THERE}/lccn/sn12345678.json",
    "@type": "sc:Collection",
    "label": "The Kettle lantern.",
    "manifests": [
        {"@id": f"{THERE}/lccn/sn12345678/1903-04-03/ed-1.json", "@type": "sc:Manifest", "label": "1903-04-03"},
        {"@id": f"{THERE}{DAY}/ed-2.json", "@type": "sc:Manifest", "label": "1903-04-10"},
        {"@id": 7},
    ],
    "metadata": [
        {"label": "lccn", "value": "sn12345678"},
        {"label": "publisher", "value": "A. Wick"},
        {"label": "place of publication", "value": "Kettle Falls, Or."},
        {"label": "language", "value": [{"@value": "English"}]},
        {"label": "subject", "value": []},
    ],
}


def canvas(page: int, **links: Any) -> dict[str, Any]:
    return {"@type": "sc:Canvas", "label": str(page), "images": [links]}


MANIFEST = {
    "@type": "sc:Manifest",
    "label": "The Kettle lantern., April 10, 1903",
    "sequences": [
        {
            "canvases": [
                canvas(1, rendering=[{"@id": f"{THERE}{DAY}/ed-2/seq-1.pdf", "format": "application/pdf"}]),
                canvas(2, seeAlso=[{"@id": f"{THERE}{DAY}/ed-2/seq-2/ocr.xml", "format": "text/xml"}]),
                canvas(3),
                {"rendering": [{"@id": f"{THERE}{DAY}/ed-2/seq-4/", "format": "text/html"}]},
            ]
        }
    ],
}


def answer(said: Any, path: str) -> Answer:
    return Answer(body=json.dumps(said).encode(), url=ROOT + path, headers={"content-type": "application/json"})


def test_a_title_in_its_iiif_form() -> None:
    page: TitlePage = READERS.title(answer(COLLECTION, "/lccn/sn12345678.json"), site=SITE)
    assert (page.name, page.publisher, page.identifier, page.place, page.language) == (
        "The Kettle lantern.", "A. Wick", "sn12345678", "Kettle Falls, Or.", "English",
    )  # fmt: skip
    assert [(one.label, one.url) for one in page.editions] == [
        ("1903-04-10", f"{ROOT}{DAY}/ed-2"),
        ("1903-04-03", f"{ROOT}/lccn/sn12345678/1903-04-03/ed-1"),
    ]


def test_an_issue_in_its_iiif_form_lists_the_pages_that_its_canvases_link_to() -> None:
    page: EditionPage = READERS.edition(answer(MANIFEST, f"{DAY}/ed-2.json"), site=SITE)
    assert (page.label, page.edition_of_day) == (None, 2)
    assert [one.url for one in page.stories] == [f"{ROOT}{DAY}/ed-2/seq-{number}" for number in (1, 2, 4)]


@pytest.mark.parametrize(
    "said",
    [
        {"@type": "sc:Collection", "collections": [{"@id": f"{THERE}/lccn/sn12345678.json", "label": "The lantern."}]},
        {"newspapers": [{"url": f"{THERE}/api/chronam/lccn/sn12345678.json", "title": "The lantern."}, {"url": None}]},
    ],
    ids=["IIIF", "Chronicling America"],
)
def test_the_list_of_titles_in_both_forms(said: Any) -> None:
    (found,) = READERS.catalogue(answer(said, "/newspapers.json"), site=SITE)
    assert found == ListedTitle(name="The lantern.", url=found.url)
    assert found.url in (f"{ROOT}/lccn/sn12345678", f"{ROOT}/api/chronam/lccn/sn12345678")


@pytest.mark.parametrize("linked", [f"{THERE}{DAY}/ed-2.json", f"{THERE}/api/chronam{DAY}/ed-2.json"])
@pytest.mark.parametrize("below", ["", "/newspapers"])
def test_what_the_api_lists_is_asked_of_the_api(linked: str, below: str) -> None:
    said = {"name": "The lantern.", "issues": [{"url": linked, "date_issued": "1903-04-10"}]}
    page: TitlePage = READERS.title(answer(said, f"{below}/api/chronam/lccn/sn12345678.json"), site=SITE)
    assert [one.url for one in page.editions] == [f"{ROOT}{below}/api/chronam{DAY}/ed-2"]


def test_the_text_of_a_page_is_never_under_the_path_of_the_api() -> None:
    said = {"pages": [{"url": f"{THERE}/api/chronam{DAY}/ed-2/seq-1.json"}], "date_issued": "1903-04-10"}
    page: EditionPage = READERS.edition(answer(said, f"/api/chronam{DAY}/ed-2.json"), site=SITE)
    assert [one.url for one in page.stories] == [f"{ROOT}{DAY}/ed-2/seq-1"]


@pytest.mark.parametrize("said", [[], "text", None, 7])
def test_what_is_no_object_is_named(said: Any) -> None:
    with pytest.raises(NotReadable, match="not a JSON object"):
        READERS.title(answer(said, "/lccn/sn1.json"), site=SITE)
