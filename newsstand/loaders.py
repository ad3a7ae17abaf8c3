"""What a page says -> a record: which value goes into which field, nothing read and nothing normalised. Pure."""

from collections.abc import Sequence

from newsstand import __version__
from newsstand.items import Edition, Publication, Story, Teaser
from newsstand.languages import language_code
from newsstand.pages import EditionPage, ListedStory, StoryPage, TitlePage
from newsstand.urls import Site, category, country, edition_id, match, publication_id, story_id

READER_VERSION = __version__


def publication_record(page: TitlePage, *, url: str, site: Site) -> Publication:
    """The record of a title page at `url`."""
    return Publication(
        id=publication_id(url, site),
        url=url,
        name=page.name,
        publisher=page.publisher,
        country=country(url, site),
        language=language_code(page.language),
        category=page.category,
        frequency=page.frequency,
        identifier=page.identifier,
        place=page.place,
        reader_version=READER_VERSION,
    )


def edition_record(
    page: EditionPage | None, *, url: str, site: Site, publication: Publication, label: str | None = None
) -> Edition:
    """The record of an edition page at `url`; of an edition that is known from a list alone where `page` is None.

    label: as the list prints it, which counts where the page prints none.
    """
    found = match(url, site)
    return Edition(
        id=edition_id(url, site),
        url=url,
        publication_id=publication.id,
        publication=publication.name,
        label=(page.label if page else None) or label,
        volume=page.volume if page else None,
        issue_number=page.issue_number if page else None,
        edition_of_day=page.edition_of_day if page else None,
        cover_url=page.cover_url if page else None,
        identifier=found.parts.get("issue") if found else None,
        language=publication.language,
        reader_version=READER_VERSION,
    )


def story_record(
    page: StoryPage,
    *,
    url: str | None,
    site: Site,
    edition: Edition | None = None,
    listed: ListedStory | None = None,
    position: int | None = None,
) -> Story:
    """The record of a story page.

    edition, listed, position: of the edition page that led to it; without them the story's own page decides. A
    headline or standfirst that the story page does not print is the list's.
    """
    story = Story(
        id=story_id(url, site) if url else None,
        url=url,
        publication=page.publication,
        edition_label=page.edition_label,
        edition_source=page.edition_place,
        edition_volume=page.volume,
        edition_issue_number=page.issue_number,
        position=position,
        section=page.section or (listed.section if listed else None),
        category=category(url, site) if url else None,
        headline=page.headline or (listed.headline if listed else None),
        description=page.description or (listed.description if listed else None),
        byline=page.byline,
        dateline=page.dateline,
        text="\n\n".join(page.paragraphs) or None,
        captions=page.captions or None,
        access=page.access,
        granularity=page.granularity,
        page_number=page.page_number,
        license=page.license,
        reading_minutes=page.reading_minutes or (listed.reading_minutes if listed else None),
        image_url=page.image_url,
        language=language_code(page.language),
        interface_language=page.interface_language,
        related=teasers(page.related),
        reader_version=READER_VERSION,
    )
    if edition is None:
        story.publication_id = publication_id(page.publication_url, site) if page.publication_url else None
    else:
        story.publication_id = edition.publication_id
        story.publication = edition.publication or page.publication
        story.publication_language = edition.language
        story.edition_id = edition.id
        story.edition_volume = story.edition_volume or edition.volume
        story.edition_issue_number = story.edition_issue_number or edition.issue_number
        story.edition_date_order = edition.date_order
        if edition.label is not None:
            story.edition_label, story.edition_source = edition.label, "edition page"
    return story


def teasers(listed: Sequence[ListedStory]) -> list[Teaser]:
    return [
        Teaser(
            headline=one.headline,
            description=one.description,
            url=one.url,
            publication=one.publication,
            edition_label=one.edition_label,
        )
        for one in listed
    ]
