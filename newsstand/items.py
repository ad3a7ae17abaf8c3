"""The records: one dataclass a type, one JSON object a line, keys in the order written here.

Terms are schema.org's in snake_case where it has one. A value that no page gives is None: never a guess, never "".
`docs/data-format.md` says the same to readers of the data; a test holds the two together.
"""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True, kw_only=True)
class Publication:
    """A newspaper or magazine (schema.org Newspaper, Periodical)."""

    type: str = "publication"
    id: str | None = None
    """Stable across runs, machines and interface languages; unique within a newsstand."""
    newsstand: str | None = None
    """The spider's name."""
    url: str | None = None
    """Canonical: no interface language, of its query only what names the page."""
    fetched_at: str | None = None
    """ISO 8601, UTC, with offset, whole seconds."""
    name: str | None = None
    """As printed."""
    publisher: str | None = None
    """Name of the publishing house as printed (schema.org publisher)."""
    country: str | None = None
    """ISO 3166-1 alpha-2: the URL's, else the newsstand's."""
    language: str | None = None
    """ISO 639-1 code of the language the publication is written in (schema.org inLanguage)."""
    category: str | None = None
    """As printed (schema.org genre)."""
    frequency: str | None = None
    """As printed: "Daily", "Fortnightly" (PRISM publishingFrequency)."""
    identifier: str | None = None
    """The newsstand's own number for the title, where the page shows it (schema.org identifier)."""
    place: str | None = None
    """Of publication, as printed: "Paris, Ky." (schema.org locationCreated)."""
    editions_listed: list[dict[str, str | None]] = field(default_factory=list)
    """The editions that are new in the newsstand's list, as `id` and `label`: collected or not."""
    revision: int | None = None
    """1 for the first record of a publication, one more for each later one."""
    reader_version: str | None = None
    """Version of the page reader that made this record; it alone never makes a revision."""


@dataclass(slots=True, kw_only=True)
class Failure:
    """A page that could not be had: a story's, or the edition's own."""

    id: str | None = None
    url: str | None = None
    cause: str = ""
    """Words that stay the same from run to run: "http 404", "truncated", "shorter list"."""
    attempts: int = 1
    """Runs that asked for it."""


@dataclass(slots=True, kw_only=True)
class Place:
    """A story's place in an edition's list."""

    id: str | None = None
    """Of the story; one that two editions list stands in both."""
    position: int = 0
    """From 1."""
    section: str | None = None
    listed_as: str | None = None
    """The id that the address in the list would give, where the story is known under another: it moved."""


@dataclass(slots=True, kw_only=True)
class Edition:
    """One issue of a publication (schema.org PublicationIssue)."""

    type: str = "edition"
    id: str | None = None
    newsstand: str | None = None
    url: str | None = None
    fetched_at: str | None = None
    publication_id: str | None = None
    """Id of its publication."""
    publication: str | None = None
    """The publication's name."""
    label: str | None = None
    """As printed: "January 29 - February 11, 2024"."""
    date: str | None = None
    """EDTF (ISO 8601-2): "2024-01-29/2024-02-11", "2026-21", "{2023-01-06,2023-01-13}"."""
    date_start: str | None = None
    """First day covered, ISO 8601."""
    date_end: str | None = None
    """Last day covered, inclusive, ISO 8601."""
    date_precision: str | None = None
    """"day", "week", "fortnight", "month", "quarter", "season" or "year"."""
    volume: str | None = None
    """As printed, roman numerals included (schema.org volumeNumber)."""
    issue_number: str | None = None
    """As printed (schema.org issueNumber)."""
    cover_url: str | None = None
    """URL of the cover's picture."""
    stories_listed: int | None = None
    """How many stories the edition page lists, each once; null where the page could not be read."""
    stories_collected: int | None = None
    """How many of them this run collected."""
    stories_failed: int | None = None
    """How many of them could not be collected."""
    date_reason: str | None = None
    """Why `date` is null: "no date", "ambiguous order", … (docs/edition-labels.md)."""
    date_order: str | None = None
    """"DMY", "MDY" or "YMD" where the order came from the publication's other labels."""
    identifier: str | None = None
    """The newsstand's own number for the edition (schema.org identifier)."""
    edition_of_day: int | None = None
    """1 for the first edition of a day, where the newsstand counts them."""
    language: str | None = None
    """ISO 639-1 code of the publication's language (schema.org inLanguage)."""
    stories_known: int | None = None
    """How many of the listed stories were in the dataset before this run."""
    failures: list[Failure] = field(default_factory=list)
    """What could not be collected. The edition itself, where its page or a part of its list failed."""
    complete: bool | None = None
    """Whether all that the edition lists is in the dataset: false where anything failed, or where its list is empty."""
    stories: list[Place] = field(default_factory=list)
    """The stories that its page lists, in order, also those that belong to another edition."""
    revision: int | None = None
    """1 for the first record of an edition, one more for each later one."""
    changed: list[str] | None = None
    """The fields that the reader reads otherwise than before; null where the newsstand made this revision."""
    cause: str | None = None
    """"reader" where `scrapy reread` made this revision; else null."""
    reader_version: str | None = None


@dataclass(slots=True, kw_only=True)
class Teaser:
    """A story listed after a story: every value its own, never the surrounding story's."""

    headline: str | None = None
    """As printed."""
    description: str | None = None
    url: str | None = None
    publication: str | None = None
    edition_label: str | None = None
    edition_date: str | None = None
    """EDTF."""


@dataclass(slots=True, kw_only=True)
class Story:
    """One story of one edition (schema.org NewsArticle), or one page of it where the newsstand has no less."""

    type: str = "story"
    id: str | None = None
    newsstand: str | None = None
    url: str | None = None
    fetched_at: str | None = None
    publication_id: str | None = None
    """Id of its publication."""
    publication: str | None = None
    edition_id: str | None = None
    """Id of its edition."""
    edition_label: str | None = None
    edition_date: str | None = None
    edition_date_start: str | None = None
    edition_date_end: str | None = None
    edition_date_precision: str | None = None
    edition_source: str | None = None
    """Which place gave the edition: "edition page", "header", "attribution" or, where no line says so, "metadata"
    (JSON-LD)."""
    edition_volume: str | None = None
    """As `volume` of the edition."""
    edition_issue_number: str | None = None
    """As `issue_number` of the edition."""
    position: int | None = None
    """1-based place in the edition's list."""
    section: str | None = None
    """The edition's own section heading (schema.org articleSection)."""
    category: str | None = None
    """The newsstand's category, from the story's URL."""
    headline: str | None = None
    """As printed."""
    description: str | None = None
    """The standfirst."""
    byline: str | None = None
    """Author line, capitals as printed."""
    dateline: str | None = None
    """Place: "WASHINGTON" (schema.org dateline)."""
    text: str | None = None
    """The free preview: paragraphs separated by one blank line, no furniture."""
    captions: list[str] | None = None
    """Captions and credits of the pictures among its paragraphs, in order (schema.org caption, creditText); no part of
    `text`."""
    word_count: int | None = None
    """Words of `text`; null in languages without spaces between words."""
    access: str | None = None
    """"free", "preview", "locked" or "unknown"."""
    granularity: str | None = None
    """"article", or "page": a whole page of a newspaper, with the text of its scan and without a headline."""
    page_number: str | None = None
    """Of a page, as the newsstand counts or prints it (schema.org pageStart)."""
    license: str | None = None
    """URL or words of a statement that allows use: "public domain" (schema.org license)."""
    reading_minutes: int | None = None
    """Whole minutes (schema.org timeRequired)."""
    image_url: str | None = None
    """URL of its picture."""
    language: str | None = None
    """ISO 639-1 code of the story's language (schema.org inLanguage)."""
    interface_language: str | None = None
    """ISO 639-1 code of the page around the story."""
    related: list[Teaser] = field(default_factory=list)
    """The stories listed after it."""
    content_hash: str | None = None
    """SHA-256 (hex) of what the story says: not of when, where or how it was fetched."""
    edition_conflict: str | None = None
    """The edition label the story page prints, where it contradicts the edition page that led to it."""
    edition_date_order: str | None = None
    """As `date_order` of the edition."""
    publication_language: str | None = None
    """ISO 639-1 code of the publication's language."""
    revision: int | None = None
    """1 for the first record of a story, one more for each that says something else."""
    changed: list[str] | None = None
    """The fields that differ from the revision before; null in the first."""
    cause: str | None = None
    """Whose change made this revision: "newsstand" or "reader"; null in the first."""
    previous_url: str | None = None
    """Where the story was before it moved; its `id` stays."""
    withdrawn: bool = False
    """Whether the story is gone from its edition: this revision repeats what it last said."""
    rights: list[str] = field(default_factory=list)
    """What the page or the site reserves, as it says it: "tdm-reservation: 1", "noai" (docs/politeness.md)."""
    etag: str | None = None
    """The response's ETag and Last-Modified (RFC 9110), to ask for the page again only if it changed."""
    last_modified: str | None = None
    """As `etag`."""
    reader_version: str | None = None


Record = Publication | Edition | Story
"""What the pipelines know. Items of other kinds, of a plain spider's, pass them as they are."""


@dataclass(slots=True, kw_only=True)
class Rejected:
    """A record that breaks the contract: kept with the reason, out of the dataset's own files."""

    type: str = "rejected"
    id: str | None = None
    reason: str = ""
    record: dict[str, Any] = field(default_factory=dict)
