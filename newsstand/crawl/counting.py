"""The run's stats (setting STATS_CLASS)."""

from scrapy.statscollectors import MemoryStatsCollector


class Counts(MemoryStatsCollector):
    """Scrapy's own looks at each call for an argument that it warns of: a page counts some twenty things, and each look
    costs five times what counting does."""

    __getattribute__ = object.__getattribute__
