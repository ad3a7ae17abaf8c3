"""One line turns all politeness on; what the user sets himself wins."""

import pytest
from scrapy.downloadermiddlewares.offsite import OffsiteMiddleware
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.settings import Settings
from scrapy.utils.conf import build_component_list

from newsstand.config import BadSetting
from newsstand.politeness.addon import Politeness
from newsstand.politeness.offsite import Offsite
from newsstand.politeness.resolver import PrivateAddress, PublicResolver
from newsstand.politeness.retry_after import RetryAfter
from newsstand.politeness.robots import RobotsTxt
from newsstand.politeness.tdmrep import TdmRep
from newsstand.politeness.throttle import Throttle
from newsstand.politeness.user_agent import MissingContact

HERE, THERE = "http://127.0.0.1:8000", "https://news.example"
STATS = "scrapy.downloadermiddlewares.stats.DownloaderStats"


def applied(site: str | None, priority: str = "cmdline", **given: object) -> Settings:
    settings = Settings({"SITE": site})
    for name, value in given.items():
        settings.set(name, value, priority)
    Politeness().update_settings(settings)
    return settings


@pytest.mark.parametrize("site", [HERE, THERE])
def test_our_components_stand_where_scrapys_stood(site: str) -> None:
    settings = applied(site, CONTACT="me@lab.example")
    order = build_component_list(settings.get_component_priority_dict_with_base("DOWNLOADER_MIDDLEWARES"))
    ours = [Offsite, RobotsTxt, TdmRep, RetryAfter, Throttle]
    assert [component for component in order if component in ours] == ours
    assert order[0] is Offsite
    assert order[-2:] == ["scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware", Throttle]
    names = [
        f"{theirs.__module__}.{theirs.__name__}" for theirs in (OffsiteMiddleware, RobotsTxtMiddleware, RetryMiddleware)
    ]
    assert not set(names) & set(map(str, order))


def test_a_public_site_is_asked_one_page_at_a_time() -> None:
    settings = applied(THERE, CONTACT="me@lab.example")
    assert settings.getint("CONCURRENT_REQUESTS") == settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") == 1
    assert settings.getfloat("DOWNLOAD_DELAY") >= 2
    assert settings.getbool("AUTOTHROTTLE_ENABLED")
    assert settings["USER_AGENT"] == "newsstand/0.1.0 (+me@lab.example)"


def test_this_machine_is_not_waited_for() -> None:
    settings = applied(HERE)
    assert settings.getint("CONCURRENT_REQUESTS") == settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") == 1
    assert settings.getfloat("DOWNLOAD_DELAY") == 0
    assert not settings.getbool("AUTOTHROTTLE_ENABLED")


@pytest.mark.parametrize("site", [HERE, THERE])
def test_no_port_is_opened_and_certificates_count_everywhere(site: str) -> None:
    settings = applied(site, CONTACT="me@lab.example")
    assert settings.getbool("ROBOTSTXT_OBEY")
    assert settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
    assert not settings.getbool("TELNETCONSOLE_ENABLED")
    assert not settings.getbool("REMOTE_CONTROL_ENABLED")


@pytest.mark.parametrize("priority", ["project", "spider", "cmdline"])
def test_what_the_user_sets_wins(priority: str) -> None:
    settings = applied(THERE, priority, CONTACT="me@lab.example", DOWNLOAD_DELAY=7, DOWNLOADER_MIDDLEWARES={STATS: 1})
    assert settings.getfloat("DOWNLOAD_DELAY") == 7
    assert settings.getdict("DOWNLOADER_MIDDLEWARES")[STATS] == 1
    assert settings.getdict("DOWNLOADER_MIDDLEWARES")[Offsite] == 50


def test_the_resolver_is_there_before_the_reactor_is() -> None:
    settings = Settings()
    Politeness.update_pre_crawler_settings(settings)
    assert settings["TWISTED_DNS_RESOLVER"] is PublicResolver


@pytest.mark.parametrize(
    ("site", "given", "error"),
    [
        (THERE, {}, MissingContact),
        (None, {}, MissingContact),
        ("http://10.0.0.1", {"CONTACT": "me@lab.example"}, PrivateAddress),
        (HERE, {"TEXT": "all"}, BadSetting),
    ],
)
def test_what_cannot_be_meant_is_refused_in_one_line(monkeypatch, site, given, error) -> None:
    monkeypatch.delenv("NEWSSTAND_CONTACT", raising=False)
    with pytest.raises(error) as refused:
        applied(site, **given)
    assert "\n" not in str(refused.value)


def test_text_may_be_left_out_or_kept() -> None:
    assert applied(HERE, TEXT="none")["TEXT"] == "none"
    assert applied(HERE, TEXT="preview")["TEXT"] == "preview"
