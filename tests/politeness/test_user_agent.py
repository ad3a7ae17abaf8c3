"""Who may crawl what without saying who they are: nobody, anything but this machine."""

import pytest
from scrapy.settings import Settings

from newsstand.politeness.user_agent import MissingContact, is_loopback, user_agent

HERE, THERE = "http://127.0.0.1:8000", "https://news.example"


@pytest.mark.parametrize(
    ("site", "setting", "environment", "expected"),
    [
        (HERE, None, {}, "newsstand/0.1.0"),
        ("http://localhost:8000", None, {}, "newsstand/0.1.0"),
        ("http://[::1]:8000", None, {}, "newsstand/0.1.0"),
        (HERE, "me@lab.example", {}, "newsstand/0.1.0 (+me@lab.example)"),
        (THERE, "me@lab.example", {}, "newsstand/0.1.0 (+me@lab.example)"),
        (THERE, " https://lab.example/bot ", {}, "newsstand/0.1.0 (+https://lab.example/bot)"),
        (THERE, "mailto:me@lab.example", {}, "newsstand/0.1.0 (+mailto:me@lab.example)"),
        (THERE, None, {"NEWSSTAND_CONTACT": "me@lab.example"}, "newsstand/0.1.0 (+me@lab.example)"),
        (THERE, "a@b.example", {"NEWSSTAND_CONTACT": "c@d.example"}, "newsstand/0.1.0 (+a@b.example)"),
        (None, "me@lab.example", {}, "newsstand/0.1.0 (+me@lab.example)"),
    ],
)
def test_the_user_agent_names_the_contact(site, setting, environment, expected) -> None:
    assert user_agent(Settings({"SITE": site, "CONTACT": setting}), environment) == expected


@pytest.mark.parametrize(
    "site", [THERE, None, "http://127.0.0.1.news.example", "http://10.0.0.1", "http://localhost.example"]
)
@pytest.mark.parametrize("setting", [None, "", "  "])
def test_without_a_contact_only_this_machine_is_crawled(site, setting) -> None:
    with pytest.raises(MissingContact, match=r"needs a contact\. Set NEWSSTAND_CONTACT") as refused:
        user_agent(Settings({"SITE": site, "CONTACT": setting}), {})
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "value",
    ["me", "lab.example", "ftp://lab.example/", "https://", "@", "a@b", "a b@c.example", "a@b.example\r\nX-Evil: 1",
     "https://lab.example/\nX", "(a@b.example)", "caf\u00e9@lab.example", "a@b.example, c@d.example"],
)  # fmt: skip
@pytest.mark.parametrize("site", [HERE, THERE])
def test_a_contact_that_nobody_can_write_to_is_refused_by_name(value, site) -> None:
    with pytest.raises(MissingContact, match="is neither an e-mail address nor a URL") as refused:
        user_agent(Settings({"SITE": site, "CONTACT": value}), {})
    assert repr(value) in str(refused.value)


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("[::1]", True),
        ("LOCALHOST", True),
        ("demo.localhost", True),
        ("::ffff:127.0.0.1", False),
        ("0.0.0.0", False),
        ("10.0.0.1", False),
        ("localhost.example", False),
        ("127.0.0.1.example", False),
        ("", False),
        (None, False),
    ],
)
def test_loopback_is_told_by_spelling(host, expected) -> None:
    assert is_loopback(host) is expected
