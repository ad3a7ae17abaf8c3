"""A short log: what Scrapy says of itself at every start and end is left out."""

import logging

ABOUT_ITSELF = (
    "scrapy.addons",
    "scrapy.core.engine",
    "scrapy.crawler",
    "scrapy.extensions.feedexport",
    "scrapy.extensions.logstats",
    "scrapy.middleware",
    "scrapy.statscollectors",
    "scrapy.utils.log",
)


def is_news(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING


def shorten() -> None:
    """Versions, settings, components and stats are in the run's record; `--loglevel` or LOG_LEVEL bring them back.

    By filters, as Scrapy resets the levels of its loggers when it starts.
    """
    for name in ABOUT_ITSELF:
        logging.getLogger(name).addFilter(is_news)
