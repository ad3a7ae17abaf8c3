"""A record that breaks the contract becomes a Rejected one, with the reason; the others pass untouched."""

from dataclasses import replace
from typing import Any

import pytest
from scrapy.statscollectors import StatsCollector
from scrapy.utils.test import get_crawler

from newsstand.items import Edition, Publication, Rejected, Story, Teaser
from newsstand.pipelines.validate import Validate, broken_rule

COMMON = {"newsstand": "demo", "fetched_at": "2026-08-13T04:05:06+00:00"}
STORY = Story(
    granularity="article",
    **COMMON,
    id="story:a",
    url="https://a.example/a",
    headline="Rain",
    access="preview",
    text="It rained.",
)
EDITION = Edition(**COMMON, id="edition:1", url="https://a.example/1")
PUBLICATION = Publication(**COMMON, id="publication:SG/A/B", url="https://a.example/b", name="B")
DATES = {"date": "2026-08", "date_start": "2026-08-01", "date_end": "2026-08-31", "date_precision": "month"}


@pytest.mark.parametrize(
    "item",
    [
        STORY,
        EDITION,
        PUBLICATION,
        replace(EDITION, **DATES),
        replace(STORY, id=None, url=None, fetched_at=None),
        replace(STORY, text=None, access="locked", related=[Teaser(headline="x")]),
        replace(STORY, headline=None),
    ],
)
def test_records_that_keep_the_contract_pass(item: Any) -> None:
    assert broken_rule(item) is None
    assert Validate(get_crawler()).process_item(item) is item


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (replace(STORY, url="a.example/a"), "url must match pattern"),
        (replace(STORY, url="https://a.example/a b"), "url must match pattern"),
        (replace(STORY, newsstand=None), "newsstand must be string"),
        (replace(STORY, newsstand=""), "newsstand must be longer"),
        (replace(STORY, fetched_at="yesterday"), "fetched_at must be date-time"),
        (replace(STORY, id=None), "id and url must be given together"),
        (replace(STORY, id="rain"), "id must match pattern"),
        (replace(STORY, headline=None, text=None), "a story must have a headline or a text"),
        (replace(STORY, headline=7), "headline must be null or string"),
        (replace(STORY, position=0), "position must be bigger than or equal to 1"),
        (replace(STORY, access="paid"), "access must be one of"),
        (replace(STORY, access=None), "access must be one of"),
        (replace(STORY, granularity="column"), "granularity must be one of"),
        (replace(STORY, access="locked"), "a locked story has no text"),
        (replace(STORY, language="English"), "language must match pattern"),
        (replace(STORY, edition_date="2026-08"), "edition_date, its days and its precision must agree"),
        (replace(STORY, content_hash="abc"), "content_hash must match pattern"),
        (replace(STORY, related=[Teaser(headline=7)]), "related.0.headline must be null or string"),
        (replace(EDITION, **DATES | {"date_start": "2026-02-30"}), "date_start must be date"),
        (replace(EDITION, **DATES | {"date_start": "2026-09-01"}), "date, its days and its precision must agree"),
        (replace(EDITION, **DATES | {"date_precision": "decade"}), "date_precision must be one of"),
        (replace(EDITION, stories_listed=-1), "stories_listed must be bigger than or equal to 0"),
        (replace(PUBLICATION, name=None), "name must not be null"),
        (replace(PUBLICATION, country="Singapore"), "country must match pattern"),
    ],
)
def test_a_broken_rule_is_named_counted_and_kept_with_the_record(item: Any, reason: str) -> None:
    crawler = get_crawler()
    crawler.stats = StatsCollector(crawler)
    rejected = Validate(crawler).process_item(item)
    assert isinstance(rejected, Rejected)
    assert rejected.reason.startswith(reason)
    assert rejected.id == item.id
    assert rejected.record["type"] == item.type
    assert crawler.stats.get_value(f"newsstand/rejected/{rejected.reason}") == 1
