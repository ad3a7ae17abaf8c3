"""A better reader reaches what is stored: records are read again from what they hold, as the reader's own revisions."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from newsstand.crawl.reread import reread_records
from newsstand.dataset.index import Index
from newsstand.dataset.runs import read_runs
from newsstand.items import Edition, Publication, Story
from newsstand.pipelines.clean import Clean
from newsstand.pipelines.date import Date
from newsstand.pipelines.describe import Describe
from newsstand.pipelines.identify import content_hash
from tests.command import scrapy

FETCHED = "2026-05-13T00:00:00+00:00"
COMMON: dict[str, Any] = {"newsstand": "demo", "fetched_at": FETCHED, "url": "https://a.example/x", "revision": 1}
LAMP = "publication:GB/House/Lamp"


def piped(item: Any) -> Any:
    """The record as the pipelines make it."""
    for step in (Clean(), Describe(), Date()):
        step.process_item(item)
    if isinstance(item, Story):
        item.content_hash = content_hash(item)
    return item


def write(data_dir: Path, folder: str, *items: Any) -> None:
    (data_dir / folder).mkdir(parents=True)
    lines = "".join(json.dumps(asdict(item)) + "\n" for item in items)
    (data_dir / folder / "demo-20260513T000000Z-00000000-0001.jsonl").write_text(lines, encoding="utf-8")


def edition(**changes: Any) -> Edition:
    also = {"publication": "Lamp", "publication_id": LAMP, "label": "12. Mai 2026", "language": "de"}
    item = piped(Edition(id="edition:1", **COMMON, **also))
    for name, value in changes.items():
        setattr(item, name, value)
    return item  # type: ignore[no-any-return]


def story(number: int, **changes: Any) -> Story:
    also = {"publication": "Lamp", "publication_id": LAMP, "edition_id": "edition:1", "edition_label": "12. Mai 2026"}
    said = {"headline": "Rain", "text": "It rained all day, and nobody in the village minded it.", "access": "preview"}
    also |= {"edition_source": "edition page", "publication_language": "de"}
    item = piped(Story(id=f"story:{number}", **COMMON, **also, **said))
    for name, value in changes.items():
        setattr(item, name, value)
    return item  # type: ignore[no-any-return]


def test_what_a_reader_of_old_read_otherwise_is_a_revision_of_the_readers(tmp_path: Path) -> None:
    undated = {"date": None, "date_start": None, "date_end": None, "date_precision": None, "date_reason": "no date"}
    theirs = {f"edition_{name}": None for name in ("date", "date_start", "date_end", "date_precision")}
    write(tmp_path, "publications", Publication(id=LAMP, name="Lamp", language="de", **COMMON))
    write(tmp_path, "editions", edition(**undated))
    withheld = {"text": None, "word_count": 99, "content_hash": "0" * 64}
    write(tmp_path, "stories", story(1, **theirs), story(2), story(3, word_count=1), story(4, **withheld))

    assert reread_records(tmp_path) == {"edition": 1, "story": 2}

    with Index(tmp_path) as index:
        index.sync()
        known = index.edition("demo", "edition:1")
        assert known
        record = index.record(known)
        assert (record["date"], record["revision"], record["cause"]) == ("2026-05-12", 2, "reader")
        assert record["changed"] == [*undated]
        found = {one.id: index.record(one) for one in index.stories_of("demo", "edition:1")}
    assert {id: one["revision"] for id, one in found.items()} == {
        "story:1": 2, "story:2": 1, "story:3": 2, "story:4": 1,
    }  # fmt: skip
    assert (found["story:1"]["edition_date"], found["story:1"]["cause"]) == ("2026-05-12", "reader")
    assert (found["story:3"]["changed"], found["story:3"]["word_count"]) == (["word_count"], 11)
    assert found["story:1"]["fetched_at"] == FETCHED
    (run,) = read_runs(tmp_path)
    assert run["counts"] == {"edition": 1, "story": 2}
    ran = scrapy("reread", "-s", f"DATA_DIR={tmp_path}")
    assert (ran.code, ran.out) == (0, "read otherwise: 0 records (0 of editions)\n")
    assert len(list(read_runs(tmp_path))) == 1
