"""What a story's text says of itself."""

import pytest

from newsstand.items import Edition, Story
from newsstand.pipelines.describe import Describe

ENGLISH = "The fog came in on Tuesday and nobody could find the lighthouse until the keeper began to sing."
GERMAN = "Der Nebel kam am Dienstag, und niemand fand den Leuchtturm, bis der Wärter zu singen begann."
JAPANESE = "霧は火曜日にやってきて、灯台守が歌いはじめるまで、だれも灯台を見つけられなかった。"


@pytest.mark.parametrize(
    ("text", "declared", "language", "words"),
    [
        (ENGLISH, None, "en", 18),
        (GERMAN, "en", "de", 16),
        (JAPANESE, None, "ja", None),
        (f"{ENGLISH}\n\n{ENGLISH}", None, "en", 36),
        ("Tide 4:12", "nb", "nb", 2),
        ("Tide 4:12", None, None, 2),
        (None, None, None, None),
    ],
)
def test_the_text_decides_its_language_and_what_is_declared_counts_where_it_cannot(
    text: str | None, declared: str | None, language: str | None, words: int | None
) -> None:
    story = Describe().process_item(Story(text=text, language=declared))
    assert (story.language, story.word_count) == (language, words)


def test_other_records_pass() -> None:
    assert Describe().process_item(Edition(language="de")) == Edition(language="de")
