"""Which edition a story belongs to: the one that its page names where that lists it, else the first that listed it."""

from collections.abc import Iterator
from dataclasses import replace

from newsstand.crawl.tracking import EditionProgress, Listed, PublicationProgress, StoryAsked
from newsstand.dataset.history import History
from newsstand.items import Edition, Story
from newsstand.labels.publication import Reading
from newsstand.pipelines.clean import clean_record
from newsstand.pipelines.identify import content_hash

HELD_AS = ("edition_id", "edition_label", "edition_source", "edition_conflict", "edition_date_order", "position")
"""The fields of a story that say where it stands."""


def says_the_same(story: Story, held: Story) -> bool:
    """Whether a story that was just read says what the dataset's record says."""
    said = replace(story)
    clean_record(said)
    return content_hash(said) == held.content_hash


def stays(story: Story, held: Story, named: str | None, reading: Reading) -> bool:
    """Whether a story that is held as of another edition than the one that lists it now stays where it is: its page
    names that edition, or none and says the same.

    named: the edition label that its page prints.
    """
    if named:
        labels = (held.edition_label, held.edition_conflict)
        return any(label and reading.same_edition(named, label) for label in labels)
    return says_the_same(story, held)


def keep_place(story: Story, held: Story) -> None:
    """Give a story the edition that it is held as of."""
    for name in HELD_AS:
        setattr(story, name, getattr(held, name))


def must_wait(story: Story, named: str, publication: PublicationProgress, edition: Edition) -> bool:
    """Keep a story whose page names an edition that is still to be read, until it has been; whether it was kept."""
    same = publication.reading.same_edition
    if not edition.label or same(named, edition.label):
        return False
    for key, listed in publication.unread.items():
        if listed.label and same(named, listed.label):
            story.edition_conflict = named
            publication.deferred.setdefault(key, []).append((story, edition))
            return True
    return False


def place(story: Story, named: str, asked: StoryAsked, publication: PublicationProgress, history: History) -> None:
    """Give a story to the edition that its page names, where that lists it. Else it keeps the edition that led to it,
    and what its page says is its `edition_conflict`."""
    edition, same = asked.edition, publication.reading.same_edition
    if not edition.label or same(named, edition.label):
        return
    for other in publication.editions:
        if asked.key in other.listed and same(named, other.edition.label or ""):
            belongs(story, other.edition, other.listed[asked.key])
            return
    for id in history.index.editions_listing(history.newsstand, story.id or ""):
        known = history.edition(id)
        if known and known.label and same(named, known.label):
            position = next((one.position for one in history.last_edition(known).stories if one.id == story.id), None)
            story.edition_id, story.edition_label, story.position = known.id, known.label, position
            return
    story.edition_conflict = named


def belongs(story: Story, edition: Edition, listed: Listed) -> None:
    """Give a story that two editions list to one of them."""
    story.edition_id, story.edition_label, story.edition_conflict = edition.id, edition.label, None
    story.position, story.section = listed.position, listed.story.section or story.section


def released(
    publication: PublicationProgress, edition: str | None, progress: EditionProgress | None = None
) -> Iterator[tuple[Story, Edition]]:
    """(story, the edition that led to it) of those that waited for an edition's list, which has been read or could not
    be had. They are that edition's where it lists them."""
    publication.unread.pop(edition, None)
    for story, led in publication.deferred.pop(edition, ()):
        if progress is not None and story.id in progress.listed:
            belongs(story, progress.edition, progress.listed[story.id])
        yield story, led
