"""The story pages in anybody's archive."""

from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from newsstand.archive.captures import Capture, read_captures
from newsstand.archive.records import TOO_LARGE
from newsstand.archive.unpack import TooLarge, Truncated
from newsstand.urls import Site, is_own, story_id


@dataclass(frozen=True, slots=True)
class StoryCapture:
    key: str
    """The story's id."""
    site: Site
    url: str
    fetched_at: str | None
    """ISO 8601, UTC, with offset, whole seconds; None where the archive gives no readable time."""
    headers: list[tuple[str, str]]
    page: bytes

    def header(self, name: str) -> str | None:
        return next((value for each, value in self.headers if each.lower() == name.lower()), None) or None


def story_captures(path: Path, site: Site, known: Container[str], passed: Counter[str]) -> Iterator[StoryCapture]:
    """The pages of stories that are not `known`, by id. `passed` counts every other answer, by reason.

    Raises OSError, NotAnArchive.
    """
    for capture in read_captures(path, passed):
        own = site_at(address_of(capture.url), site)
        key = story_id(capture.url, own) if own else None
        if own is None or key is None:
            passed["elsewhere" if own is None else "no story's address"] += 1
            continue
        if reason := passed_over(capture, key, known):
            passed[reason] += 1
            continue
        try:
            page = capture.page()
        except Truncated:
            passed["truncated"] += 1
        except TooLarge:
            passed[TOO_LARGE] += 1
        else:
            yield StoryCapture(key, own, capture.url, seconds(capture.date), capture.headers, page)


def address_of(url: str) -> str:
    """Scheme, host and port; "" of what is no URL."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}"


@lru_cache(maxsize=256)
def site_at(address: str, site: Site) -> Site | None:
    """The newsstand as it was met at an address; None where it was not.

    A mirror's port does not count: that of the sample newsstand is another one in each run.
    """
    if is_own(address, site):
        return site
    is_mirror = site.mirror is not None and urlsplit(address).hostname == urlsplit(site.mirror).hostname
    return replace(site, mirror=address) if is_mirror else None


def passed_over(capture: Capture, key: str, known: Container[str]) -> str | None:
    """Why a capture is not read."""
    if key in known:
        return "captured again"
    if capture.is_revisit:
        return "unchanged"
    return None if capture.status == 200 else f"http {capture.status}"


def seconds(date: str) -> str | None:
    try:
        moment = datetime.fromisoformat(date)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).isoformat(timespec="seconds")
