"""Third step: what the edition labels of a record mean."""

from typing import Any

from newsstand.items import Edition, Story
from newsstand.labels import Meaning
from newsstand.labels.publication import Reading, decided


class Date:
    """Edition labels to EDTF dates, days and precision; the label stays beside them as printed.

    An edition's `date_order` comes in as what the publication's other labels show, and stays only where it decided.
    """

    def process_item(self, item: Any) -> Any:
        if isinstance(item, Edition):
            meaning, order = meaning_of(item.label, item.language, item.date_order, item.publication)
            item.date, item.date_start, item.date_end = meaning.date, meaning.date_start, meaning.date_end
            item.date_precision, item.date_reason, item.date_order = meaning.date_precision, meaning.reason, order
            item.volume = meaning.volume or item.volume
            item.issue_number = meaning.issue_number or item.issue_number
        elif isinstance(item, Story):
            meaning, item.edition_date_order = meaning_of(
                item.edition_label, item.publication_language, item.edition_date_order, item.publication
            )
            item.edition_date, item.edition_date_precision = meaning.date, meaning.date_precision
            item.edition_date_start, item.edition_date_end = meaning.date_start, meaning.date_end
            item.edition_volume = meaning.volume or item.edition_volume
            item.edition_issue_number = meaning.issue_number or item.edition_issue_number
            for teaser in item.related:
                is_own = teaser.publication is not None and teaser.publication == item.publication
                language = item.publication_language if is_own else None
                teaser.edition_date = meaning_of(teaser.edition_label, language, None, teaser.publication)[0].date
        return item


NO_LABEL = Meaning(label="", reason="no date")


def meaning_of(
    label: str | None, language: str | None, order: str | None, publication: str | None
) -> tuple[Meaning, str | None]:
    """(meaning, the order that decided it)."""
    if label is None:
        return NO_LABEL, None
    return decided(label, Reading(publication=publication, language=language, date_order=order))
