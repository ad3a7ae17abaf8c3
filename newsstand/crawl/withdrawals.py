"""What an edition's list says that is shorter than before: stories withdrawn, stories that moved, or a bad night."""

from dataclasses import dataclass, field

from newsstand.crawl.failures import Lost
from newsstand.crawl.tracking import EditionProgress, PublicationProgress, are_many
from newsstand.dataset.history import History
from newsstand.dataset.schema import KnownStory
from newsstand.items import Edition


@dataclass(slots=True)
class Judged:
    """What is to be made of an edition's list."""

    withdrawn: list[KnownStory] = field(default_factory=list)
    """Stories that are gone from it."""
    cause: Lost | None = None
    """Why the edition is due again, whatever became of its stories."""
    missing: int = 0
    """How many stories are gone that no record says are withdrawn, where they are many."""


def judge_list(progress: EditionProgress, publication: PublicationProgress, history: History) -> Judged:
    """What is to be made of the list of an edition, to be called when all editions of the publication have been read.

    A list that is empty or shorter than before is a failure that is due again. Stories that another edition lists have
    moved. Where more than a third are gone at once, a redesign or a broken page is likelier than withdrawals: these
    are believed when a second run sees the same.
    """
    edition = progress.edition.id
    if not progress.whole_list:
        return Judged(cause=Lost.INCOMPLETE_LISTING)
    if not progress.listed:
        return Judged(cause=Lost.EMPTY_LIST)
    known = history.edition(edition)
    if known is None:
        return Judged()
    before = history.last_edition(known)
    there = progress.ids()

    def moved(story: str) -> bool:
        return story in publication.listed_elsewhere or history.listed_elsewhere(story, edition)

    seen = seen_before(before)
    listed_before = {place.id for place in before.stories if place.id}
    missing = {story for story in listed_before - there if seen and not moved(story)}
    judged = Judged(cause=Lost.SHORTER_LIST if missing and len(there) < len(listed_before) else None)
    gone = [one for one in progress.gone.values() if one.id not in there and not moved(one.id)]
    news = [one for one in gone if not seen or one.id in listed_before]
    if are_many(news, len(history.gone(edition, set()))):
        judged.cause, judged.missing = Lost.MANY_WITHDRAWN, len(news)
        judged.withdrawn = [one for one in gone if one not in news]
    else:
        judged.withdrawn = gone
    return judged


def seen_before(before: Edition) -> bool:
    """Whether the edition's record lists what a whole page of it listed."""
    partial = any(one.id == before.id and one.cause == Lost.INCOMPLETE_LISTING for one in before.failures)
    return bool(before.stories) and not partial
