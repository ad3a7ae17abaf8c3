"""Which lines are captions and credits."""

import time

import pytest

from newsstand.pages import StoryPage, read_story
from newsstand.pages.captions import is_caption
from newsstand.pages.document import document
from tests.printed import SITE, STORY_URL


@pytest.mark.parametrize(
    "line",
    [
        "(GETTY IMAGES)",
        "(REUTERS)",
        "(Tom Ash/AP)",
        "(Tom Ash / AFP via Getty Images)",
        "PHOTO: REUTERS",
        "Photo: Ann Reed",
        "PHOTOS: ANN REED / THE LANTERN",
        "Photo by Ann Reed",
        "Photograph courtesy of the harbour office",
        "Image credit: Ann Reed",
        "Tom Ash/AFP via Getty Images",
        "AFP/Getty Images",
        "AP Photo",
        "Getty Images",
        "GETTY",
        "REUTERS/Ann Reed",
        "AP Photo/Ann Reed",
        "Getty Images/iStockphoto",
        "HP PHOTO: ANN REED",
        "Photo courtesy: Ann Reed",
        "Photo/Ann Reed",
        "사진=연합뉴스",
        "Photography by Ann Reed",
        "Courtesy of the harbour office",
        "File photo",
        "Representative image",
        "© Reuters",
        "Foto: Ann Reed",
        "Fotografía: Ann Reed",
        "Illustratie: Ann Reed",
        "Crédit photo : Ann Reed",
        "Фото: Анна Рид",
        "写真：港の新聞",
        "The ferry leaves the old quay at six. (Getty Images)",
        "The ferry leaves the old quay at six. PHOTO: ANN REED",
        "“Nobody waits here.” (Photo: Ann Reed)",
        "(File photo)",
        "(Photo credit: Ann Reed)",
        "（写真：アン・リード）",
        "(Alamy)",
        "© Ann Reed",
        "© Ann Reed / AFP",
        "The ferry leaves the old quay (GETTY IMAGES)",
        "The ferry leaves the old quay (file photo)",
        "The ferry leaves the old quay (Photo by Ann Reed)",
        "The ferry, at six (Ann Reed/AFP via Getty Images)",
        "六時の渡し船 （写真：アン・リード）",
    ],
)
def test_a_credit(line: str) -> None:
    assert is_caption(line)


@pytest.mark.parametrize(
    "line",
    [
        "(Received January 3, 12.10 p.m.)",
        "(from our own correspondent)",
        "(Sydney Morning Herald, April 9.)",
        "REUTERS",
        "Reuters",
        "Courtesy of a clerk, the quay was open.",
        "The picture: nobody waits here",
        "A file photo of the quay",
        "iStock is open on Friday",
        "AP",
        "The ferry leaves the old quay at six. (Reuters)",
        "The harbour office sent a photo of the quay to Reuters.",
        "The picture: nobody waits here any more, and the harbour office says so: it has counted.",
        "He told Reuters: nobody waits here.",
        "PA system: how it works",
        "A photo of the quay",
        "THE LANTERN / MAY 2026",
        "Time: six. Place: the quay.",
        "The ferry leaves the old quay (Reuters)",
        "The harbour office asked for both (photo/sound)",
        "Nobody paid for the crates (courtesy of the harbour office)",
        "The office has a file (photo missing)",
        "© 2026 Ann Reed",
        "© everybody who waits here",
        "",
    ],
)
def test_text_is_no_credit(line: str) -> None:
    assert not is_caption(line)


def test_no_line_takes_long() -> None:
    started = time.process_time()
    for line in (
        "(" + "A/" * 190,
        "Photo: " + "a " * 190,
        ". (Photo" * 40,
        "a." * 190 + "(",
        "AP " * 39,
        "AFP/" * 30 + "x",
    ):
        assert not is_caption(line + "\0")
    assert time.process_time() - started < 1


BODY = """<h1>Boats come late</h1><div>The Lantern</div><div>|May 3, 2026</div><p>What the harbour saw</p>
<p>- Ada Quill</p>
<figure><img src=/q.jpg><figcaption>The old quay at six <b>PHOTO: ANN REED</b></figcaption></figure>
<p>The ferry that leaves the old quay at six carried forty more people than the week before, the office said.</p>
<p>(GETTY IMAGES)</p>
<p>Nobody in the village remembers a summer in which the lower road stayed dry until the middle of August this year.</p>
<p>This story is from the May 3, 2026 edition of The Lantern.</p><p>Already a subscriber? Sign In</p>"""


def test_captions_are_no_paragraphs() -> None:
    found = read_story(document(BODY.encode(), url=STORY_URL), site=SITE)
    assert isinstance(found, StoryPage)
    assert found.captions == ["The old quay at six PHOTO: ANN REED", "(GETTY IMAGES)"]
    assert [paragraph[:9] for paragraph in found.paragraphs] == ["The ferry", "Nobody in"]
    assert (found.description, found.byline) == ("What the harbour saw", "Ada Quill")
