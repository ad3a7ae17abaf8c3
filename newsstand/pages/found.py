"""What reading a page gives: plain values as printed, nothing normalised. Pure."""

from dataclasses import dataclass, field


@dataclass(slots=True, kw_only=True)
class ListedStory:
    """One entry of a list of stories. `url` is absolute where the page's own is known."""

    headline: str | None = None
    description: str | None = None
    url: str | None = None
    publication: str | None = None
    edition_label: str | None = None
    reading_minutes: int | None = None
    section: str | None = None
    missing: bool = False
    """Whether the list says itself that there is nothing behind the entry: it is not asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedEdition:
    label: str | None
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedTitle:
    """A publication in a list of the newsstand's."""

    name: str | None
    url: str


@dataclass(slots=True, kw_only=True)
class IssueList:
    """One page of a list of editions."""

    editions: list[ListedEdition] = field(default_factory=list)
    next_url: str | None = None
    """Of the list's next page."""
    lists: list[str] = field(default_factory=list)
    """URLs of further lists of the title's editions, in their order: one for each year, say."""
    in_order: bool = True
    """False where the editions stand in no order of time: then the whole list is read, whatever is asked for."""


@dataclass(slots=True, kw_only=True)
class StoryPage:
    publication: str | None = None
    edition_label: str | None = None
    edition_place: str | None = None
    """"header", "attribution" or "metadata": the place that gave the label."""
    volume: str | None = None
    """Of the edition, where JSON-LD declares it or the newsstand's answer says it."""
    issue_number: str | None = None
    headline: str | None = None
    description: str | None = None
    byline: str | None = None
    dateline: str | None = None
    paragraphs: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    """Captions and credits of pictures."""
    access: str = "unknown"
    reading_minutes: int | None = None
    section: str | None = None
    image_url: str | None = None
    language: str | None = None
    """Of the story, where JSON-LD declares it."""
    interface_language: str | None = None
    publication_url: str | None = None
    related: list[ListedStory] = field(default_factory=list)
    granularity: str = "article"
    """"article", or "page" where what the newsstand has is a whole page of a newspaper, with the text of its scan."""
    page_number: str | None = None
    """As the newsstand counts or prints it."""
    license: str | None = None
    """URL or words of a statement that allows use: "public domain", "No known copyright"."""
    meta: dict[str, str] = field(default_factory=dict)
    """What the page's `<meta>` elements say, by name: among it, what it reserves."""
    inferred: tuple[str, ...] = ()
    """The newsstand's own lines that no phrase of the table matches, by role: the language is not in it yet."""


@dataclass(slots=True, kw_only=True)
class EditionPage:
    publication: str | None = None
    label: str | None = None
    volume: str | None = None
    """Where the newsstand says it beside the label."""
    issue_number: str | None = None
    edition_of_day: int | None = None
    """1 for the first edition of a day, where the newsstand counts them."""
    cover_url: str | None = None
    url: str | None = None
    next_url: str | None = None
    """Of the next page of its list of stories."""
    stories: list[ListedStory] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class TitlePage:
    name: str | None = None
    publisher: str | None = None
    language: str | None = None
    """As printed."""
    category: str | None = None
    frequency: str | None = None
    identifier: str | None = None
    place: str | None = None
    """Of publication, as printed."""
    current_label: str | None = None
    """The label in the page's own heading: a title page shows its latest edition."""
    editions: list[ListedEdition] = field(default_factory=list)
    issues_url: str | None = None
    """Of the list of all its editions, where the page does not show them all."""
    lists: list[str] = field(default_factory=list)
    """As in IssueList."""
    next_url: str | None = None


@dataclass(frozen=True, slots=True)
class NotAPage:
    """The page is not of the kind asked for."""

    expected: str
    """"title", "edition" or "story"."""
    found: str
    """What it is instead: "challenge page", "front page or list", …"""

    @property
    def cause(self) -> str:
        """ "not a story: challenge page"."""
        article = "an" if self.expected[0] in "aei" else "a"
        return f"not {article} {self.expected}: {self.found}"
