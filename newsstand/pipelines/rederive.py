"""A record of the dataset -> the same with today's reading of what it holds: no page is needed for that. Pure.

Read again are: white space, language and length of a text, what a label means, and the hash of what a story says. What
only its page shows (which line is the headline) needs the page.
"""

from dataclasses import asdict

from newsstand.items import Edition, Story
from newsstand.pipelines.clean import Clean
from newsstand.pipelines.date import Date
from newsstand.pipelines.describe import Describe
from newsstand.pipelines.identify import content_hash

CLEAN, DESCRIBE, DATE = Clean(), Describe(), Date()
EDITION_FIELDS = {"label": "edition_label", "language": "publication_language"}
"""Field of an edition -> the field of its stories that follows it."""


def rederived_edition(edition: Edition, date_order: str | None) -> list[str]:
    """Read an edition's record again, in place; the names of the fields that differ then.

    date_order: what the publication's labels show ("DMY", "MDY", "YMD").
    """
    before = asdict(edition)
    edition.date_order = date_order
    DATE.process_item(CLEAN.process_item(edition))
    return changed(before, edition)


def rederived_story(story: Story, edition: Edition | None, date_order: str | None) -> list[str]:
    """Read a story's record again, in place; the names of the fields that differ then.

    edition: the story's, read again: a story whose edition was given by the edition's page follows it. A text that was
    not kept cannot be read again: language, length and hash stay as they are.
    """
    before = asdict(story)
    CLEAN.process_item(story)
    if edition is not None and story.edition_source == "edition page":
        for name, follows in EDITION_FIELDS.items():
            setattr(story, follows, getattr(edition, name))
    story.edition_date_order = date_order
    DATE.process_item(story)
    if story.text is not None or story.word_count is None:
        DESCRIBE.process_item(story)
        story.content_hash = content_hash(story)
    return changed(before, story)


def changed(before: dict[str, object], now: Edition | Story) -> list[str]:
    after = asdict(now)
    return [name for name, value in before.items() if after[name] != value]
