"""Names that stand for addresses inside a network: refused, whoever asks (DNS rebinding, metadata services)."""

import ipaddress
import logging
from collections.abc import Sequence
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from newsstand.exit_codes import Refused
from newsstand.politeness.user_agent import is_loopback

NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
"""An IPv4 address in its last four bytes (RFC 6052), as 6to4 has one in 2002::/16 (RFC 3056)."""

logger = logging.getLogger(__name__)


class PrivateAddress(Refused):
    """A site's address is private, link-local or otherwise not on the public internet. One line for the user."""


def is_public(address: str) -> bool:
    """Whether an IP address is on the public internet: not private, link-local, loopback, reserved, multicast."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inside = ip.ipv4_mapped or ip.sixtofour or (ipaddress.IPv4Address(ip.packed[-4:]) if ip in NAT64 else None)
        ip = inside or ip
    return ip.is_global and not ip.is_multicast


def check_site(site: str) -> None:
    """Raises PrivateAddress where `site` itself is written as an address that is neither public nor loopback."""
    host = urlsplit(site).hostname or ""
    try:
        public = is_public(host)
    except ValueError:
        return  # a name: PublicResolver sees what it stands for
    if not public and not is_loopback(host):
        raise PrivateAddress(f"{site} is a private address: only public sites and this machine (127.0.0.1) are crawled")


class PublicResolver(CachingThreadedResolver):
    """Scrapy's resolver, but a name may stand for this machine only if it says so (localhost), and for a private
    address never. Every answer is checked, cached ones too, so that a name which changes its address gains nothing.

    The proxies of the user's own environment (https_proxy, …) may be anywhere.
    """

    def __init__(self, reactor: ReactorBase, cache_size: int, timeout: float) -> None:
        super().__init__(reactor, cache_size, timeout)
        self.proxies = {urlsplit(url).hostname for url in getproxies().values()}

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> "Deferred[str]":
        return super().getHostByName(name, timeout).addCallback(self.checked, name)

    def checked(self, address: str, name: str) -> str:
        """`address`; raises DNSLookupError where `name` must not stand for it."""
        loopback = is_loopback(name) and is_loopback(address)
        if loopback or is_public(address) or name in self.proxies:
            return address
        reason = f"{name} stands for {address}, which is not an address of the public internet"
        logger.warning("Not connected to: %s", reason)  # what becomes of the error on its way says only that it failed
        raise DNSLookupError(reason)
