"""What became of each story of a run, passed on to every edition that lists it. No I/O."""

from collections import deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from newsstand.crawl.failures import Lost
from newsstand.dataset.schema import KnownStory
from newsstand.items import Edition, Failure, Place, Publication, Story
from newsstand.labels.publication import Reading
from newsstand.pages import EditionPage, ListedEdition, ListedStory, TitlePage

COLLECTED = "collected"
KNOWN = "known"


class Outcome(NamedTuple):
    """What became of a story."""

    result: str
    """COLLECTED, KNOWN, or the cause for which it could not be had."""
    id: str | None = None
    """Of its record, where that is another than the address in the list would give: the story moved."""


@dataclass(slots=True)
class Listed:
    """A story in an edition's list."""

    position: int
    """From 1."""
    story: ListedStory
    id: str
    """Of its record, as far as that is known."""


@dataclass(slots=True, eq=False)
class EditionProgress:
    """One edition whose stories are being asked for."""

    edition: Edition
    failed_before: Mapping[str, Failure] = field(default_factory=dict)
    """The failures of earlier runs, by id."""
    listed: dict[str, Listed] = field(default_factory=dict)
    """Every story that the edition lists, in order, by the id that its address in the list gives."""
    awaited: set[str] = field(default_factory=set)
    """Those of them whose outcome is not known yet."""
    known: int = 0
    failed: dict[str, Failure] = field(default_factory=dict)
    """By the id that the address gives; by the edition's own where its page or list failed."""
    gone: dict[str, KnownStory] = field(default_factory=dict)
    """Stories of the edition that its list does not name under an address they are known by."""
    whole_list: bool = True
    """Whether all pages of its list were read."""

    def settle(self, story: str, outcome: Outcome) -> None:
        """Enter what became of a listed story."""
        self.awaited.discard(story)
        if outcome.id is not None:
            self.listed[story].id = outcome.id
        if outcome.result == KNOWN:
            self.known += 1
        elif outcome.result != COLLECTED:
            self.fail(story, self.listed[story].story.url, outcome.result)

    def fail(self, key: str, url: str | None, cause: str) -> None:
        """Enter a failure: of a listed story, or of the edition itself under its own id."""
        before = self.failed_before.get(key)
        attempts = (before.attempts if before else 0) + (cause != Lost.NOT_ARCHIVED)
        self.failed[key] = Failure(id=key, url=url, cause=cause, attempts=attempts)

    def give_up(self, story: str) -> None:
        """Keep a story as failed that was asked for often enough."""
        self.failed[story] = replace(self.failed_before[story])

    def ids(self) -> set[str]:
        """The ids of the stories that it lists."""
        return {one.id for one in self.listed.values()}

    def record(self) -> Edition:
        """The edition's record with what became of its stories: listed = collected + known + failed.

        To be called when no story is awaited any more.
        """
        edition = self.edition
        failed = len(self.failed.keys() & self.listed.keys())
        edition.stories_listed = len(self.listed)
        edition.stories_known = self.known
        edition.stories_failed = failed
        edition.stories_collected = len(self.listed) - self.known - failed
        edition.failures = list(self.failed.values())
        edition.complete = not self.failed
        edition.stories = [place(key, one) for key, one in self.listed.items() if one.story.url]
        return edition


def place(key: str, listed: Listed) -> Place:
    """The place of a listed story, for the edition's record."""
    moved = key if listed.id != key else None
    return Place(id=listed.id, position=listed.position, section=listed.story.section, listed_as=moved)


class Tracking:
    """What became of each story of a run. Stories are named by the id that their address in a list gives."""

    def __init__(self) -> None:
        self.outcomes: dict[str, Outcome] = {}
        self.awaiting: dict[str, list[EditionProgress]] = {}
        """The editions that wait for a story, in which one may stand under several addresses."""
        self.addresses: dict[str, list[str]] = {}
        """Story -> other addresses that turned out to lead to it."""

    def enter(self, story: str, edition: EditionProgress) -> bool:
        """Let an edition wait for a story that it lists. True where nobody has asked for the story yet."""
        if story in self.outcomes:
            edition.settle(story, self.outcomes[story])
            return False
        edition.awaited.add(story)
        waiting = self.awaiting.setdefault(story, [])
        waiting.append(edition)
        return len(waiting) == 1

    def leads_to(self, address: str, story: str) -> None:
        """The address of a listed story leads to another story: what becomes of that is its outcome too."""
        if outcome := self.outcomes.get(story):
            self.settle(address, outcome._replace(id=outcome.id or story))
        else:
            self.addresses.setdefault(story, []).append(address)

    def is_awaited(self, story: str) -> bool:
        return story in self.awaiting

    def settle(self, story: str, outcome: Outcome) -> None:
        """Pass on what became of a story. The first outcome counts: one that was collected cannot fail afterwards."""
        if story in self.outcomes:
            return
        self.outcomes[story] = outcome
        for edition in self.awaiting.pop(story, ()):
            edition.settle(story, outcome)
        for address in self.addresses.pop(story, ()):
            self.settle(address, outcome._replace(id=outcome.id or story))


@dataclass(frozen=True, slots=True)
class StoryAsked:
    """What is known of a story when its page is asked for."""

    key: str
    """The id that its address in the list gives."""
    edition: Edition
    """Of the list that led to it."""
    listed: ListedStory
    position: int
    before: KnownStory | None = None


@dataclass(slots=True)
class EditionAsked:
    """An edition whose list is being read, which may go on on further pages."""

    listed: ListedEdition
    page: EditionPage | None = None
    """What its pages say so far."""
    addresses: set[str] = field(default_factory=set)
    """Of the pages of its list that were asked for."""


@dataclass(slots=True)
class ListAsked:
    """The list of all editions of a title, which may go on on further pages."""

    page: TitlePage
    editions: list[ListedEdition] = field(default_factory=list)
    """Those listed so far, the title page's own among them."""
    seen: set[str | None] = field(default_factory=set)
    """Ids of those that the pages of the list itself show."""
    addresses: set[str] = field(default_factory=set)
    """Of the pages that were asked for."""
    waiting: list[str] = field(default_factory=list)
    """Addresses of the pages and lists that are to be asked for, in their order."""
    in_order: bool = True
    """Whether its pages are in the order of time, as far as is known."""


@dataclass(slots=True)
class PublicationProgress:
    """One publication whose pages are being asked for."""

    url: str
    """Of its title page, as asked for."""
    ids: set[str | None] = field(default_factory=set)
    """The ids that its addresses give: one, or more where the publication moved."""
    record: Publication = field(default_factory=Publication)
    reading: Reading = field(default_factory=Reading)
    queue: deque[ListedEdition] = field(default_factory=deque)
    unread: dict[str | None, ListedEdition] = field(default_factory=dict)
    """Editions whose list has not been read, queued or asked for, by id."""
    editions: list[EditionProgress] = field(default_factory=list)
    """Those whose list has been read and whose record is not written yet."""
    listed_elsewhere: set[str] = field(default_factory=set)
    """Ids of stories that the dataset holds as of one edition, and that another edition read in this run lists."""
    deferred: dict[str | None, list[tuple[Story, Edition]]] = field(default_factory=dict)
    """Stories by the edition that their page names, until that edition's list is read; with the edition that led to
    each."""
    requests_out: int = 0
    """Requests whose response has not been dealt with."""

    def all_read(self) -> bool:
        """Whether the list of every chosen edition has been read or could not be had."""
        return not self.queue and not self.unread and not self.requests_out


def are_many(gone: Collection[object], held: int) -> bool:
    """Whether so many of the stories held are gone that a redesign is likelier than withdrawals: more than a third."""
    return len(gone) * 3 > held
