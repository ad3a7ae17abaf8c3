"""Texts of a record as a reader would type them."""

import pytest

from newsstand.items import Story, Teaser
from newsstand.pipelines.clean import Clean


@pytest.mark.parametrize(
    ("printed", "clean"),
    [
        ("Rain at last", "Rain at last"),
        ("  Rain\u00a0at \t last \n", "Rain at last"),
        ('Pilot nicknamed \\"Gannet\\" lands', 'Pilot nicknamed "Gannet" lands'),
        ('\\\\\\"Gannet\\\\\\"', '"Gannet"'),
        ("l'Ã©dition tirÃ©e", "l'édition tirée"),
        ("l'édition tirée", "l'édition tirée"),
        ("zero\u200bwidth and so\u00adft hyphen\ufeff", "zerowidth and soft hyphen"),
        ("क्\u200dष", "क्\u200dष"),
        ("C:\\path", "C:\\path"),
        ("", None),
        (" \u00a0 ", None),
    ],
)
def test_a_line_of_text(printed: str, clean: str | None) -> None:
    story = Clean().process_item(Story(headline=printed, related=[Teaser(headline=printed)]))
    assert story.headline == clean
    assert story.related[0].headline == clean


def test_paragraphs_stay_apart_and_empty_ones_go() -> None:
    story = Clean().process_item(Story(text="One\u00a0 line.\n\n \u200b \n\nAnother\nline."))
    assert story.text == "One line.\n\nAnother line."


def test_ids_and_addresses_are_kept_as_they_are() -> None:
    story = Story(id="story: a", url="https://a/b  c", image_url="https://a/Ã©", etag='"\\"x"')
    assert Clean().process_item(story) == Story(
        id="story: a", url="https://a/b  c", image_url="https://a/Ã©", etag='"\\"x"'
    )
