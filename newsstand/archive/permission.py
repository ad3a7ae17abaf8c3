"""Whether a page may be kept: what it says of itself, read from the bytes that were sent."""

import re
from collections.abc import Sequence

from scrapy.settings import BaseSettings

from newsstand.archive.unpack import TooLarge, Truncated, whole_body
from newsstand.exit_codes import Refused
from newsstand.politeness.rights import Rule, rights

META = re.compile(rb"<meta\b[^>]*>", re.I)
ATTRIBUTE = re.compile(rb"""\b(name|content)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)
FORBIDDING = frozenset({"noarchive", "noai"})


class NotBoth(Refused):
    """Settings that contradict each other. One line for the user."""


def check_archive(settings: BaseSettings) -> None:
    """Raises NotBoth where pages are to be kept and their text is not."""
    if settings.getbool("ARCHIVE") and settings.get("TEXT") == "none":
        raise NotBoth("ARCHIVE keeps whole pages, and TEXT is 'none'. Leave one of them out, or give TEXT preview.")


def may_be_kept(
    setting: str | None, url: str, headers: Sequence[tuple[str, str]], body: bytes, rules: Sequence[Rule]
) -> bool:
    """setting: TEXT; "preview" says that you may keep what is reserved. body: as sent. rules: of tdmrep.json."""
    if setting == "preview":
        return True
    sent = {name.lower(): value for name, value in headers}
    try:
        page = whole_body(body, encoding=sent.get("content-encoding"))
    except (Truncated, TooLarge):
        page = b""  # nobody can read it: its headers alone speak
    found = rights(headers, page_meta(page), rules, url)
    return not found.reserved and not FORBIDDING & set(found.signals)


def page_meta(page: bytes) -> dict[str, str]:
    """`name` in lower case -> `content` of the meta elements in a page.

    In comments and scripts too: what is kept by mistake is worse than what is not.
    """
    found: dict[str, str] = {}
    for tag in META.findall(page):
        pair = {name.lower(): first or second or third for name, first, second, third in ATTRIBUTE.findall(tag)}
        if b"name" in pair and b"content" in pair:
            found.setdefault(pair[b"name"].decode("latin-1").lower(), pair[b"content"].decode("latin-1"))
    return found
