"""What pipelines and feeds say of each record, told to the tracking."""

from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler

from newsstand.crawl.failures import Lost
from newsstand.crawl.state import CrawlState
from newsstand.crawl.tracking import COLLECTED, KNOWN, Outcome
from newsstand.exit_codes import Cause
from newsstand.health.coverage import Coverage, add
from newsstand.items import Rejected, Story
from newsstand.pipelines.revise import Unchanged
from newsstand.stats import Stat
from newsstand.urls import story_id


class Outcomes:
    def __init__(self, state: CrawlState, crawler: Crawler) -> None:
        self.state = state
        self.coverage: dict[str, Coverage] = {}
        """By publication."""
        crawler.signals.connect(self.item_scraped, signal=signals.item_scraped)
        crawler.signals.connect(self.item_dropped, signal=signals.item_dropped)
        crawler.signals.connect(self.item_error, signal=signals.item_error)

    def item_scraped(self, item: Any) -> None:
        add(self.coverage, item)
        if isinstance(item, Story):
            self.state.count(Stat.STORIES)
            self.settle_record(item, COLLECTED)
        elif isinstance(item, Rejected):
            self.state.logger.warning("rejected: %s: %s", item.reason, item.id)
            self.state.settle(item.id, Outcome(f"rejected: {item.reason}"))
            if (kind := item.record.get("type")) != "story":
                self.state.problem(
                    Cause.READER_ERROR, f"the record of the {kind} is rejected: {item.reason}: {item.id}"
                )

    def item_dropped(self, item: Any, exception: Exception) -> None:
        if isinstance(item, Story):
            self.settle_record(item, KNOWN if isinstance(exception, Unchanged) else Lost.DROPPED)

    def item_error(self, item: Any) -> None:
        if isinstance(item, Story):
            self.settle_record(item, Lost.PIPELINE_ERROR)
        self.state.problem(Cause.CALLBACK_ERROR, "a pipeline raised: see the log")

    def settle_record(self, story: Story, result: str) -> None:
        """Settle a story by its record, whose id is another than its address gives where it moved."""
        address = story_id(story.url, self.state.site) if story.url else None
        self.state.settle(story.id, Outcome(result))
        if address != story.id:
            self.state.settle(address, Outcome(result, story.id))
