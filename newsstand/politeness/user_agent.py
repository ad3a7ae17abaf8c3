"""Who is asking: the User-Agent names a person or page that a site's owner can write to."""

import ipaddress
import os
from collections.abc import Mapping
from urllib.parse import urlsplit

from scrapy.settings import BaseSettings

from newsstand import __version__
from newsstand.config import is_contact
from newsstand.exit_codes import Refused

HELP = "Set NEWSSTAND_CONTACT (or contact in newsstand.toml) to an e-mail address or a URL; the User-Agent carries it."


class MissingContact(Refused):
    """A crawl of a public site has nobody to write to: the message is one line for the user."""


def is_loopback(host: str | None) -> bool:
    """Whether a host name or address is this machine by its spelling alone (127.0.0.0/8, ::1, localhost; RFC 6761)."""
    host = (host or "").strip("[]").casefold()
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    # Python 3.13 counts ::ffff:127.0.0.1, older ones do not.
    return address.is_loopback and getattr(address, "ipv4_mapped", None) is None


def contact(settings: BaseSettings, environment: Mapping[str, str] = os.environ) -> str | None:
    """The contact in the settings, else in the environment; None where there is none.

    Raises MissingContact for a value that nobody could write to.
    """
    value = str(settings.get("CONTACT") or environment.get("NEWSSTAND_CONTACT") or "").strip()
    if not value:
        return None
    if not is_contact(value):
        raise MissingContact(f"CONTACT {value!r} is neither an e-mail address nor a URL. {HELP}")
    return value


def user_agent(settings: BaseSettings, environment: Mapping[str, str] = os.environ) -> str:
    """ "newsstand/0.1.0 (+https://example.org/bot)" for a crawl of the newsstand that the setting SITE names.

    Raises MissingContact where that is not this machine and there is no contact.
    """
    found = contact(settings, environment)
    if found:
        return f"newsstand/{__version__} (+{found})"
    site = settings.get("SITE")
    if not site or not is_loopback(urlsplit(site).hostname):
        raise MissingContact(f"A crawl of {site or 'a public site'} needs a contact. {HELP}")
    return f"newsstand/{__version__}"
