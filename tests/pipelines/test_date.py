"""Edition labels of records become dates; the label stays beside them."""

import pytest

from newsstand.items import Edition, Story, Teaser
from newsstand.pipelines.date import Date


def test_an_edition_gets_its_date_interval_precision_and_numbers() -> None:
    edition = Date().process_item(Edition(label="Vol 12 Issue 8 August 2026"))
    assert edition.label == "Vol 12 Issue 8 August 2026"
    assert (edition.date, edition.date_start, edition.date_end) == ("2026-08", "2026-08-01", "2026-08-31")
    assert (edition.date_precision, edition.volume, edition.issue_number) == ("month", "12", "8")
    assert (edition.date_reason, edition.date_order) == (None, None)


@pytest.mark.parametrize(
    ("label", "order", "language", "date", "reason", "kept"),
    [
        ("03/04/2026", None, None, None, "ambiguous order", None),
        ("03/04/2026", "DMY", None, "2026-04-03", None, "DMY"),
        ("03/04/2026", "MDY", "en", "2026-03-04", None, "MDY"),
        ("03/04/2026", None, "de", "2026-04-03", None, None),
        ("25/12/2026", "MDY", None, "2026-12-25", None, None),
        ("April 2026", "MDY", None, "2026-04", None, None),
        (None, "MDY", None, None, "no date", None),
    ],
)
def test_the_publications_order_decides_only_what_is_ambiguous(
    label: str | None, order: str | None, language: str | None, date: str | None, reason: str | None, kept: str | None
) -> None:
    edition = Date().process_item(Edition(label=label, date_order=order, language=language))
    assert (edition.date, edition.date_reason, edition.date_order) == (date, reason, kept)
    story = Date().process_item(
        Story(edition_label=label, edition_date_order=order, publication_language=language, related=[Teaser()])
    )
    assert (story.edition_date, story.edition_date_order) == (date, kept)
    assert story.related[0].edition_date is None


def test_a_teasers_date_is_its_own() -> None:
    story = Story(edition_label="May 2026", related=[Teaser(edition_label="November 20, 2024"), Teaser()])
    dates = [teaser.edition_date for teaser in Date().process_item(story).related]
    assert dates == ["2024-11-20", None]


def test_a_teaser_is_read_in_the_language_of_its_own_publication_where_that_is_known() -> None:
    teasers = [Teaser(publication=name, edition_label="03/04/2026") for name in ("Tagblatt", "Courier", None)]
    story = Date().process_item(Story(publication="Tagblatt", publication_language="de", related=teasers))
    assert [teaser.edition_date for teaser in story.related] == ["2026-04-03", None, None]
