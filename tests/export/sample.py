"""Datasets of a few nights for the tests of exports: revisions, moved and withdrawn stories, names that mean harm."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from newsstand.items import Edition, Publication, Story, Teaser

HARMFUL = '=HYPERLINK("http://127.0.0.1/","x")'
TAG = "<script>alert(1)</script>"


def publication(day: int, listed: list[tuple[str, str]], name: str = "The Paper", **values: Any) -> Publication:
    given: dict[str, Any] = {"language": "en", "country": "SG", "publisher": TAG, "frequency": "Daily", **values}
    return Publication(
        id=f"publication:SG/House/{name.replace(' ', '-')}",
        newsstand="demo",
        url="https://example.org/SG/House/The-Paper",
        fetched_at=f"2025-01-{day:02}T00:00:00+00:00",
        name=name,
        editions_listed=[{"id": id, "label": label} for id, label in listed],
        **given,
    )


def edition(number: int, day: int, date: str | None, **values: Any) -> Edition:
    given: dict[str, Any] = {"complete": True, "issue_number": f"00{number}", "stories_listed": 2} | values
    return Edition(
        id=f"edition:{number}",
        newsstand="demo",
        url=f"https://example.org/edition/{number}",
        fetched_at=f"2025-01-{day:02}T00:00:00+00:00",
        publication_id="publication:SG/House/The-Paper",
        publication="The Paper",
        label=date or TAG,
        date=date,
        date_start=date,
        date_end=date,
        date_precision=date and "day",
        **given,
    )


def story(name: str, day: int, edition: int | None, date: str | None, **values: Any) -> Story:
    given: dict[str, Any] = {"text": f"The text of {name}.", "language": "en", "access": "preview"}
    given |= {"revision": 1, "position": 1, "headline": name} | values
    return Story(
        id=f"story:stories/{name}",
        newsstand="demo",
        url=f"https://example.org/stories/{name}",
        fetched_at=f"2025-01-{day:02}T00:00:00+00:00",
        publication_id="publication:SG/House/The-Paper",
        publication="The Paper",
        edition_id=edition and f"edition:{edition}",
        edition_date=date,
        edition_date_start=date,
        edition_date_end=date,
        **given,
    )


FAILURE = {"id": "x", "url": None, "cause": "http 500", "attempts": 2}
NIGHTS: list[list[Any]] = [
    [
        publication(1, [("edition:1", "2024-12-31"), ("edition:9", "2024-12-30")]),
        edition(1, 1, "2024-12-31"),
        story("a", 1, 1, "2024-12-31", headline=HARMFUL, related=[Teaser(headline="@b", publication=TAG)]),
        story("b", 1, 1, "2024-12-31", position=2, byline="+1", rights=["tdm-reservation: 1"]),
        story("old", 1, 7, "1969-12-31", position=None, text="The text of old, of Dec 29."),
    ],
    [
        publication(2, [("edition:2", "2025-01-02")]),
        edition(2, 2, "2025-01-02", complete=False, failures=[FAILURE]),
        story("c", 2, 2, "2025-01-02", text="灯台は1月3日から海を照らす。", language="ja"),
        story("a", 2, 1, "2024-12-31", revision=2, headline="Another", changed=["headline"]),
    ],
    [
        story("d", 3, None, None, text=None, access="locked"),
        story("b", 3, 2, "2025-01-02", revision=2, changed=["edition_id"], rights=["tdm-reservation: 1"]),
        story("c", 3, 2, "2025-01-02", text="灯台は1月3日から海を照らす。", language="ja", revision=2, withdrawn=True),
        edition(1, 3, "2024-12-31", stories_listed=1),
    ],
]
"""What each of three nights brings."""
FOLDERS = {Publication: "publications", Edition: "editions", Story: "stories"}


def write_night(data_dir: Path, night: int, records: list[Any] | None = None) -> None:
    """Leave the files of a night, as a run does."""
    for record in NIGHTS[night] if records is None else records:
        folder = data_dir / FOLDERS[type(record)]
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / f"demo-2025010{night + 1}T000000Z-0000000{night}-0001.jsonl").open(
            "a", encoding="utf-8"
        ) as file:
            file.write(json.dumps(asdict(record), ensure_ascii=False) + "\n")
    line = {"id": f"2025010{night + 1}T000000Z-0000000{night}", "spider": "demo", "arguments": {"publication": HARMFUL}}
    line |= {"start": f"2025-01-0{night + 1}T00:00:00+00:00", "end": f"2025-01-0{night + 1}T00:09:00+00:00"}
    line |= {"reason": "finished", "exit_code": 0, "counts": {"story": 3}, "versions": {"newsstand": "0.1.0"}}
    with (data_dir / "runs.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file under a folder but its lock."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ".export.lock")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
