"""The records of editions: of one whose list was read, of one whose page cannot be had, of one read anew."""

from collections.abc import Iterator

from newsstand.crawl.failures import Lost
from newsstand.crawl.tracking import EditionProgress, Listed, PublicationProgress
from newsstand.dataset.history import History
from newsstand.dataset.schema import KnownEdition
from newsstand.items import Edition, Failure, Story
from newsstand.loaders import edition_record
from newsstand.pages import EditionPage, ListedEdition
from newsstand.text import clean_text
from newsstand.urls import Site, edition_id, story_id


def opened(edition: Edition, page: EditionPage, site: Site, history: History) -> EditionProgress:
    """The progress of an edition that begins with what its page lists: each story once, those without an address that
    can be understood as failed."""
    progress = EditionProgress(edition, failed_before=history.failed_before(edition.id))
    for position, story in enumerate(page.stories, start=1):
        key = story_id(story.url, site) if story.url else None
        if key is None:
            key = f"{edition.id}#{position}"
            progress.listed[key] = Listed(position, story, key)
            progress.fail(key, story.url, Lost.NO_LINK)
        elif key not in progress.listed:
            progress.listed[key] = Listed(position, story, history.known_as(key))
            if story.missing:
                progress.fail(key, story.url, Lost.MISSING)
    if progress.listed:
        progress.gone = history.gone(edition.id, progress.ids())
        history.note_gone(edition.id, progress.gone.values())
    return progress


def had_before(edition: Edition) -> set[str | None]:
    """The ids of the stories that an edition's record lists, without those that could not be had."""
    failed = {one.id for one in edition.failures}
    return {place.id for place in edition.stories if (place.listed_as or place.id) not in failed}


def lost_edition(
    listed: ListedEdition, cause: str, publication: PublicationProgress, site: Site, history: History
) -> Edition | None:
    """The record of an edition whose page cannot be had, with that among its failures; None where all of it is held."""
    key = edition_id(listed.url, site)
    known = history.edition(key)
    if known is not None and known.complete:
        return None
    before = history.failed_before(key)
    if known is None:
        edition = edition_record(None, url=listed.url, site=site, publication=publication.record, label=listed.label)
    else:
        edition = history.last_edition(known)
    edition.date_order = publication.reading.date_order
    tried = before[key].attempts if key in before else 0
    edition.failures = [one for one in before.values() if one.id != key]
    edition.failures.append(Failure(id=key, url=listed.url, cause=cause, attempts=tried + (cause != Lost.NOT_ARCHIVED)))
    edition.complete = False
    return edition


def relabelled(edition: Edition, history: History) -> Iterator[Story]:
    """The stories that are held of an edition, with the label that it carries now, where that is another than before.

    A story whose own page names the edition keeps what that prints.
    """
    known = history.edition(edition.id)
    label = clean_text(edition.label) if edition.label else None
    if known is None or not label or known.label == label:
        return
    for held in history.index.stories_of(history.newsstand, known.id):
        again = history.last(held)
        if again.edition_source == "edition page" and again.edition_label == known.label:
            again.edition_label, again.edition_date_order = edition.label, edition.date_order
            yield again


def read_anew(known: KnownEdition, publication: PublicationProgress, history: History) -> Iterator[Edition | Story]:
    """The records of an edition whose label cannot be read until its publication has shown an order of dates."""
    order = publication.reading.date_order
    if known.date_start or not known.label or not order or not publication.reading.meaning(known.label).date:
        return
    edition = history.last_edition(known)
    edition.date_order = order
    yield edition
    for story in history.index.stories_of(history.newsstand, known.id):
        again = history.last(story)
        again.edition_date_order = order
        yield again
