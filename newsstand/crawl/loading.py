"""Which spiders there are: the one rule for the name of a newsstand that a user gives."""

from scrapy import Spider
from scrapy.settings import BaseSettings
from scrapy.spiderloader import get_spider_loader

from newsstand.arguments import ArgumentError
from newsstand.crawl.spider import NewsstandSpider


def known_spiders(settings: BaseSettings) -> str:
    """The names of all spiders, for a message: "demo, magzter"."""
    return ", ".join(sorted(get_spider_loader(settings).list()))


def spider_named(settings: BaseSettings, name: str) -> type[Spider]:
    """The spider of that name, a plain one too. Raises ArgumentError, which names those that there are."""
    spiders = get_spider_loader(settings)
    if name not in spiders.list():
        raise ArgumentError(f"spider {name!r} is not known. Known: {known_spiders(settings)}.")
    found: type[Spider] = spiders.load(name)
    return found


def newsstand_named(settings: BaseSettings, name: str | None) -> type[NewsstandSpider]:
    """The spider of the newsstand of that name. Raises ArgumentError where it is none, or none is named."""
    if not name:
        raise ArgumentError(f"--spider is missing. Known: {known_spiders(settings)}.")
    found = spider_named(settings, name)
    if not issubclass(found, NewsstandSpider):
        raise ArgumentError(f"spider {name!r} walks no newsstand.")
    return found
