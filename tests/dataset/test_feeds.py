"""Scrapy's feeds through whole files: names, batches, and what happens when a disk says no."""

import io
import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from newsstand.dataset.feeds import RecordExporter
from newsstand.items import Story, Teaser

SCRIPT = """
import asyncio, json, logging, resource, sys
from pathlib import Path
import scrapy
from scrapy import signals
from scrapy.crawler import AsyncCrawlerProcess
from newsstand.dataset.feeds import WholeFeedExporter, files_completed
from newsstand.items import Edition, Publication, Story
from newsstand.dataset.files import WholeFile

data_dir, plan = sys.argv[1], json.loads(sys.argv[2])
if limit := plan.get("file_size"):
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
signalled, events = [], []

def noted(method):
    def note(self, *given):
        events.append([method.__name__, self.path.parent.name])
        return method(self, *given)
    return note

WholeFile.write, WholeFile.sync = noted(WholeFile.write), noted(WholeFile.sync)

class Planned(scrapy.Spider):
    name = "planned"

    start_urls = ["data:,nothing"]

    async def parse(self, response):
        yield Publication(id="publication:1", name="A Paper")
        for number in range(plan["stories"]):
            yield Story(id=f"story:{number}", text="x" * plan.get("text", 10))
            await asyncio.sleep(plan.get("pause", 0))
        yield Edition(id="edition:1", stories_listed=plan["stories"])

def feeds():
    for folder, item in (("publications", Publication), ("editions", Edition), ("stories", Story)):
        yield f"%(data_dir)s/{folder}/%(spider)s-%(run_id)s-%(batch_id)04d.jsonl", {
            "format": "jsonlines", "item_classes": [item]}

process = AsyncCrawlerProcess({
    "DATA_DIR": data_dir, "FEEDS": dict(feeds()), "FEED_URI_PARAMS": "newsstand.dataset.feeds.uri_params",
    "FEED_STORE_EMPTY": False,
    "FEED_STORAGES": {"": "newsstand.dataset.feeds.WholeFileStorage",
        "file": "newsstand.dataset.feeds.WholeFileStorage"},
    "FEED_EXPORTERS": {"jsonlines": "newsstand.dataset.feeds.RecordExporter"},
    "EXTENSIONS": {"scrapy.extensions.feedexport.FeedExporter": None, "newsstand.dataset.feeds.WholeFeedExporter": 0},
    "TELNETCONSOLE_ENABLED": False, "REMOTECONTROL_ENABLED": False, "LOG_LEVEL": "ERROR", **plan.get("settings", {})})
crawler = process.create_crawler(Planned)
process.crawl(crawler)
crawler.signals.connect(lambda path, completed: signalled.append(str(path)), files_completed, weak=False)
process.start()
exporter = crawler.get_extension(WholeFeedExporter)
print(json.dumps({"reason": crawler.stats.get_value("finish_reason"), "failure": exporter.failure,
    "stat": crawler.stats.get_value("newsstand/feed_failed"), "counts": exporter.counts, "signalled": sorted(signalled),
    "events": events, "not_written": crawler.stats.get_value("newsstand/not_written", 0),
    "files": sorted([f.name, f.lines, f.sha256] for f in exporter.completed)}))
"""


def crawl(data_dir: Path, **plan: Any) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, data_dir, json.dumps(plan)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return {**json.loads(done.stdout), "log": done.stderr}


def files(data_dir: Path) -> list[Path]:
    return sorted(path for path in data_dir.glob("*/*") if path.is_file())


def test_a_run_leaves_one_whole_file_a_type(tmp_path: Path) -> None:
    said = crawl(tmp_path, stories=5)
    assert (said["reason"], said["failure"], said["log"]) == ("finished", None, "")
    assert said["counts"] == {"publication": 1, "story": 5, "edition": 1}
    found = files(tmp_path)
    assert [path.parent.name for path in found] == ["editions", "publications", "stories"]
    assert all(path.match("planned-20??????T??????Z-????????-0001.jsonl") for path in found)
    assert said["files"] == [
        [f"{path.parent.name}/{path.name}", lines, sha256(path.read_bytes()).hexdigest()]
        for path, lines in zip(found, [1, 1, 5], strict=True)
    ]
    assert said["signalled"] == [str(path) for path in found]
    assert [json.loads(text)["id"] for text in found[2].read_text().splitlines()] == [f"story:{n}" for n in range(5)]


def test_an_editions_line_waits_until_its_stories_would_survive_a_power_cut(tmp_path: Path) -> None:
    events = crawl(tmp_path, stories=3)["events"]
    edition = events.index(["write", "editions"])
    last_story = max(number for number, event in enumerate(events) if event == ["write", "stories"])
    assert ["sync", "stories"] in events[last_story:edition]


def test_files_are_closed_by_count(tmp_path: Path) -> None:
    crawl(tmp_path, stories=5, settings={"FEED_EXPORT_BATCH_ITEM_COUNT": 2})
    stories = [path for path in files(tmp_path) if path.parent.name == "stories"]
    assert [path.read_text().count("\n") for path in stories] == [2, 2, 1]
    assert [path.stem[-5:] for path in stories] == ["-0001", "-0002", "-0003"]


def test_files_are_closed_by_time(tmp_path: Path) -> None:
    said = crawl(tmp_path, stories=8, pause=0.1, settings={"FEED_BATCH_SECONDS": 0.3})
    stories = [path for path in files(tmp_path) if path.parent.name == "stories"]
    assert len(stories) > 1
    assert sum(path.read_text().count("\n") for path in stories) == 8
    assert all(lines for _, lines, _ in said["files"]), "no empty file"


def test_a_full_disk_ends_the_run_and_says_so(tmp_path: Path) -> None:
    said = crawl(tmp_path, stories=50, text=1000, pause=0.001, file_size=5000)
    assert said["reason"] == "feed not written"
    assert said["stat"] == said["failure"]
    assert "File too large" in said["failure"]
    assert said["not_written"] > 0
    assert "edition" not in said["counts"], "nothing is written that would speak of lost stories"
    (story_part,) = (path for path in files(tmp_path) if path.parent.name == "stories")
    assert story_part.suffix == ".part"
    assert story_part.read_bytes().count(b"\n") == said["counts"]["story"]
    assert story_part.read_bytes().endswith(b"}\n")


def test_a_folder_that_cannot_be_written_ends_the_run(tmp_path: Path) -> None:
    (tmp_path / "stories").write_text("a file in the folder's place")
    said = crawl(tmp_path, stories=50, pause=0.001)
    assert said["reason"] == "feed not written"
    assert "exists" in said["failure"]


def test_a_file_of_that_name_ends_the_run(tmp_path: Path) -> None:
    feed = {"format": "jsonlines", "item_classes": ["newsstand.items.Story"]}
    settings = {"FEEDS": {str(tmp_path / "stories" / "same.jsonl"): feed}}
    assert crawl(tmp_path, stories=1, settings=settings)["failure"] is None
    (kept,) = files(tmp_path)
    before = kept.read_bytes()
    assert "complete already" in crawl(tmp_path, stories=2, settings=settings)["stat"]
    assert files(tmp_path) == [kept]
    assert kept.read_bytes() == before


FEEDS = {
    f"%(data_dir)s/{record}/%(run_id)s-%(batch_id)04d.jsonl": {
        "format": "jsonlines",
        "item_classes": [f"newsstand.items.{record}"],
    }
    for record in ("Publication", "Edition", "Story")
}


@pytest.mark.parametrize(
    ("format", "begins", "ends"),
    [("csv", b"type,id,", b"\r\n"), ("xml", b"<?xml", b"</items>"), ("json", b"[", b"]")],
)
def test_a_users_own_feed_may_have_any_format_of_scrapys(
    tmp_path: Path, format: str, begins: bytes, ends: bytes
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    feed = own / f"x.{format}"
    feeds = {**FEEDS, str(feed): {"format": format, "item_classes": ["newsstand.items.Story"]}}
    said = crawl(tmp_path / "data", stories=3, settings={"FEEDS": feeds})
    assert (said["stat"], said["log"], said["counts"]["story"]) == (None, "", 3)
    assert feed.read_bytes().startswith(begins)
    assert feed.read_bytes().endswith(ends)
    assert feed.read_bytes().count(b"story:") == 3
    assert len(said["files"]) == 3, "the dataset's files alone are the run's"
    assert list(own.iterdir()) == [feed]


def test_a_users_own_feed_that_cannot_be_written_costs_no_record_of_the_dataset(tmp_path: Path) -> None:
    feed = tmp_path / "own" / "x.csv"
    feed.parent.mkdir()
    feed.write_text("mine")
    said = crawl(tmp_path / "data", stories=3, settings={"FEEDS": {**FEEDS, str(feed): {"format": "csv"}}})
    assert (said["reason"], said["failure"], said["not_written"]) == ("finished", None, 0)
    assert "x.csv is complete already" in said["stat"]
    assert said["counts"] == {"publication": 1, "story": 3, "edition": 1}
    assert [lines for _, lines, _ in said["files"]] == [1, 1, 3]
    assert feed.read_text() == "mine"


def exported(item: Any) -> bytes:
    file = io.BytesIO()
    RecordExporter(file, encoding="utf-8").export_item(item)
    return file.getvalue()


def test_keys_stand_in_the_order_of_the_item() -> None:
    record = json.loads(exported(Story(id="story:1", related=[Teaser(headline="Rain")])))
    assert list(record) == list(Story.__slots__)
    assert record["related"] == [{name: "Rain" if name == "headline" else None for name in Teaser.__slots__}]
    assert record["id"] == "story:1"
    assert record["text"] is None


@pytest.mark.parametrize("text", ["a\u2028b", "a\u2029b", "a\x85b", "a\nb", "a\r\nb", "a\x0bb", "a\x1cb"])
def test_no_reader_finds_two_lines_in_a_record(text: str) -> None:
    line = exported(Story(text=text)).decode()
    assert len(line.splitlines()) == 1
    assert json.loads(line)["text"] == text


def test_other_scripts_are_written_as_they_are() -> None:
    assert '"雨 بارش"'.encode() in exported(Story(text="雨 بارش"))


def test_half_a_character_is_marked_as_unreadable() -> None:
    assert json.loads(exported(Story(text="a\ud83db")))["text"] == "a\ufffdb"


def test_nan_is_no_json() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        exported({"a": float("nan")})


def test_dicts_and_chosen_fields_are_exported_too() -> None:
    file = io.BytesIO()
    RecordExporter(file, encoding="utf-8", fields_to_export=["b"]).export_item({"a": 1, "b": 2})
    assert file.getvalue() == b'{"b": 2}\n'
    assert exported({"a": 1}) == b'{"a": 1}\n'
