"""The walk over a newsstand: title page -> editions -> stories. A newsstand's spider adds name and Site."""

from newsstand.crawl.spider import NewsstandSpider

__all__ = ["NewsstandSpider"]
