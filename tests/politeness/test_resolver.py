"""Names that stand for addresses inside a network are not connected to."""

import pytest
from scrapy.resolver import dnscache
from scrapy.settings import Settings
from twisted.internet import defer
from twisted.internet.base import ThreadedResolver
from twisted.internet.error import DNSLookupError

from newsstand.politeness.resolver import PrivateAddress, PublicResolver, check_site, is_public

PRIVATE = ["10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "127.0.0.1", "0.0.0.0", "100.64.0.1",
           "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "::ffff:10.0.0.1", "ff02::1",
           "64:ff9b::10.0.0.1", "64:ff9b::7f00:1", "2002:a00:1::", "2002:7f00:1::1", "2002:c0a8:101::5"]  # fmt: skip


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_inside_a_network_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "64:ff9b::8.8.8.8", "2002:808:808::1"]
)
def test_addresses_of_the_internet_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "site", ["http://10.0.0.1", "http://169.254.169.254/latest", "http://[fe80::1]", "http://0.0.0.0:8000"]
)
def test_a_site_at_a_private_address_is_refused(site: str) -> None:
    with pytest.raises(PrivateAddress, match="is a private address"):
        check_site(site)


@pytest.mark.parametrize(
    "site", ["http://127.0.0.1:8000", "http://[::1]:80", "http://localhost", "https://news.example"]
)
def test_this_machine_and_names_may_be_sites(site: str) -> None:
    check_site(site)


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Name -> address that the system's resolver gives for it."""
    known: dict[str, str] = {}
    monkeypatch.setattr(ThreadedResolver, "getHostByName", lambda self, name, timeout=(): defer.succeed(known[name]))
    monkeypatch.setenv("https_proxy", "http://proxy.lan:3128")
    dnscache.clear()
    return known


def resolved(name: str) -> str:
    """The address that the resolver gives; raises what it raises."""
    results: list[object] = []
    resolver = PublicResolver(object(), 100, 1.0)
    resolver.getHostByName(name).addBoth(results.append)
    if isinstance(results[0], str):
        return results[0]
    raise results[0].value  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("news.example", "93.184.216.34"),
        ("localhost", "127.0.0.1"),
        ("127.0.0.1", "127.0.0.1"),
        ("proxy.lan", "10.0.0.7"),
    ],
)
def test_a_public_name_and_this_machine_by_its_name_resolve(answers, name: str, address: str) -> None:
    answers[name] = address
    assert resolved(name) == address


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("news.example", "127.0.0.1"),
        ("news.example", "10.0.0.1"),
        ("news.example", "169.254.169.254"),
        ("localhost", "10.0.0.1"),
        ("10.0.0.1", "10.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
    ],
)
def test_a_name_that_stands_for_a_private_address_does_not(answers, name: str, address: str) -> None:
    answers[name] = address
    with pytest.raises(DNSLookupError, match=f"{name} stands for {address}"):
        resolved(name)


def test_a_cached_answer_is_checked_as_well(answers) -> None:
    dnscache["news.example"] = "192.168.1.1"
    with pytest.raises(DNSLookupError):
        resolved("news.example")


def test_the_resolver_is_made_as_scrapy_makes_it() -> None:
    class Process:
        settings = Settings()

    assert PublicResolver.from_crawler(Process(), object()).timeout == 60
