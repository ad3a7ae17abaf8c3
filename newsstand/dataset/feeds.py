"""Scrapy's feed exports, writing whole files: by type of record, one line a record, closed every so often.

A line is with the system before the next one is made, so a kill loses the record in flight at most. An edition's line
is written only when everything written before it would survive a power cut: what it says of its stories stays true.
"""

import logging
import re
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import fields, is_dataclass
from functools import cache
from io import BytesIO
from json import JSONEncoder
from pathlib import Path
from typing import IO, Any, cast

import msgspec
from itemadapter import ItemAdapter
from scrapy import Spider
from scrapy.crawler import Crawler
from scrapy.exporters import JsonLinesItemExporter
from scrapy.extensions.feedexport import FeedExporter, FeedSlot, apply_uri_params
from scrapy.utils.asyncio import AsyncioLoopingCall, create_looping_call, run_in_thread
from scrapy.utils.defer import deferred_from_coro
from twisted.internet.defer import Deferred
from twisted.internet.task import LoopingCall
from w3lib.url import file_uri_to_path

from newsstand.dataset.files import Completed, NotWhole, WholeFile
from newsstand.dataset.runs import run_id
from newsstand.items import Edition, Record
from newsstand.stats import Stat

logger = logging.getLogger(__name__)

NOT_WRITTEN = "feed not written"
"""The reason for which a spider is closed when its records cannot be kept."""
DATASET = "%(data_dir)s/"
"""How the names in FEEDS begin whose files are the dataset; others are a user's own (`-o`)."""

files_completed = object()
"""Signal: a file has got its final name. Arguments: `path` (Path), `completed` (Completed)."""

RECORDS = msgspec.json.Encoder()
"""Gives what Python's own gives, in a fifth of the time, where all values are of the types that records have."""
LINE_ENDS = {
    character.encode(): escape
    for character, escape in {"\u2028": b"\\u2028", "\u2029": b"\\u2029", "\x85": b"\\u0085"}.items()
}
"""Characters that JSON lets stand and that some readers of lines take for an end of line."""
SURROGATE = re.compile("[\ud800-\udfff]")


def uri_params(params: dict[str, Any], spider: Spider) -> dict[str, Any]:
    """The values for `%(…)s` in the names of FEEDS: data_dir, spider, run_id and batch_id."""
    return {
        "data_dir": Path(spider.crawler.settings["DATA_DIR"]).absolute(),
        "spider": spider.name,
        "run_id": run_id(spider.crawler),
        "batch_id": params["batch_id"],
        "batch_time": params["batch_time"],
        "time": params["time"],
    }


@cache
def _names(cls: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(cls))


def _plain(value: Any) -> dict[str, Any]:
    if is_dataclass(value) and not isinstance(value, type):
        return {name: getattr(value, name) for name in _names(type(value))}
    return ItemAdapter(value).asdict()


class RecordExporter(JsonLinesItemExporter):
    """A record on a line: UTF-8, keys in the item's order, no NaN, nothing that a reader takes for a line's end."""

    def __init__(self, file: IO[bytes], **options: Any) -> None:
        super().__init__(cast(BytesIO, file), **options)
        self.encoder = JSONEncoder(ensure_ascii=False, allow_nan=False, default=_plain)

    def export_item(self, item: Any) -> None:
        self.file.write(self.line(item if self.fields_to_export is None else dict(self.get_serialized_fields(item))))

    def line(self, item: Any) -> bytes:
        """A record with its line end."""
        if isinstance(item, Record):
            with suppress(UnicodeEncodeError):  # it has half a character: see below
                return ended(msgspec.json.format(RECORDS.encode(item), indent=0)) + b"\n"
        line = self.encoder.encode(item)
        try:
            data = line.encode()
        except UnicodeEncodeError:  # half a character, from a script's \ud83d: no reader of UTF-8 would take it
            data = SURROGATE.sub("\ufffd", line).encode()
        return ended(data) + b"\n"


def ended(line: bytes) -> bytes:
    """A line without a character that a reader may take for its end."""
    for character, escape in LINE_ENDS.items():
        if character in line:
            line = line.replace(character, escape)
    return line


class WholeFileStorage:
    """Feed storage for local files (FEED_STORAGES, schemes "" and "file"): a name stands for a whole file or none."""

    def __init__(self, uri: str, *, feed_options: dict[str, Any] | None = None) -> None:
        options = feed_options or {}
        self.path = Path(file_uri_to_path(uri) if uri.startswith("file:") else uri)
        self.overwrite = bool(options.get("overwrite"))
        self.lines_are_records = (
            options.get("format") in ("jsonlines", "jsonl", "jl") and "postprocessing" not in options
        )
        self.records = 0
        """How many were exported; set before `store`."""
        self.completed: Completed | None = None
        self.error: Exception | None = None

    def open(self, _spider: Spider) -> IO[bytes]:
        return cast(IO[bytes], WholeFile(self.path, overwrite=self.overwrite))

    def store(self, file: IO[bytes]) -> Deferred[None]:
        return deferred_from_coro(self._store(cast(WholeFile, file)))

    async def _store(self, file: WholeFile) -> None:
        try:
            self.completed = await run_in_thread(file.complete, self.records if self.lines_are_records else None)
        except (OSError, NotWhole) as error:
            self.error = error
            raise


class WholeFeedExporter(FeedExporter):
    """Scrapy's exporter that closes files every so often and remembers what went wrong.

    Files are closed when they hold FEED_EXPORT_BATCH_ITEM_COUNT records and every FEED_BATCH_SECONDS (0: never). When a
    record cannot be written nothing more is: the spider is closed ("feed not written"), the stat
    `newsstand/feed_failed` holds the cause, and the file in question stays a `.part` for the next run's salvage.
    A feed outside the dataset that cannot be written is given up alone, with the same stat; the run goes on.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self.completed: list[Completed] = []
        self.counts: Counter[str] = Counter()
        """Records written, by their type."""
        self.failure: str | None = None
        self.beside: list[Callable[[], list[WholeFile]]] = []
        """Each returns files that others write into the dataset, and that an edition's line waits for."""
        self._closing: set[FeedSlot] = set()
        self._given_up: set[str] = set()
        """Templates of a user's own feeds that could not be written."""
        self._spider_closed = False
        self._timer: AsyncioLoopingCall | LoopingCall | None = None

    def open_spider(self, spider: Spider) -> None:
        super().open_spider(spider)
        if seconds := self.settings.getfloat("FEED_BATCH_SECONDS"):
            self._timer = create_looping_call(self._next_batches)
            self._timer.start(seconds, now=False)

    async def close_spider(self, spider: Spider) -> None:
        self._spider_closed = True
        if self._timer:
            self._timer.stop()
        await super().close_spider(spider)

    def item_scraped(self, item: Any, spider: Spider) -> Coroutine[Any, Any, None] | None:  # type: ignore[override]
        # Whoever reads an archive again begins anew after a power cut, in a folder that is new.
        if isinstance(item, Edition) and not self.failure and not self.settings.get("REREAD"):
            return self._export_after_others(item)
        self._export(item)
        return None

    async def _export_after_others(self, item: Edition) -> None:
        ours = [slot.file for slot in (*self.slots, *self._closing) if slot.uri_template.startswith(DATASET)]
        for file in (*ours, *(file for files in self.beside for file in files())):
            if isinstance(file, WholeFile):
                try:
                    await run_in_thread(file.sync)
                except OSError as error:
                    self.fail(file.part, error)
        self._export(item)

    def _export(self, item: Any) -> None:
        if self.failure:
            self.crawler.stats.inc_value(Stat.NOT_WRITTEN)
            return
        for number, slot in enumerate(self.slots):
            if slot.uri_template in self._given_up or not slot.filter.accepts(item):
                continue
            try:
                slot.start_exporting()
                assert slot.exporter
                slot.exporter.export_item(item)
            except Exception as error:  # noqa: BLE001 an exporter of a user's own may raise anything
                if isinstance(slot.storage, WholeFileStorage):
                    slot.storage.error = error
                if not slot.uri_template.startswith(DATASET):
                    self._give_up(slot, error)
                    continue
                self.crawler.stats.inc_value(Stat.NOT_WRITTEN)
                self.fail(slot.uri, error)
                return
            slot.itemcount += 1
            limit = slot.feed_options["batch_item_count"]
            if limit and slot.itemcount >= limit:
                self.slots[number] = self._next_batch(slot)
        self.counts[getattr(item, "type", type(item).__name__.lower())] += 1

    def _next_batches(self) -> None:
        self.slots = [
            self._next_batch(slot) if slot.itemcount and "%(batch_" in slot.uri_template and not self.failure else slot
            for slot in self.slots
        ]

    def _next_batch(self, slot: FeedSlot) -> FeedSlot:
        self._closing.add(slot)
        self._schedule_slot_close(slot, slot.spider)
        params = self._get_uri_params(slot.spider, slot.feed_options["uri_params"], slot)
        return self._start_new_batch(
            batch_id=slot.batch_id + 1,
            uri=apply_uri_params(slot.uri_template, params),
            feed_options=slot.feed_options,
            spider=slot.spider,
            uri_template=slot.uri_template,
        )

    async def _close_slot(self, slot: FeedSlot, spider: Spider) -> None:
        storage = slot.storage
        if not isinstance(storage, WholeFileStorage):
            await super()._close_slot(slot, spider)
            return
        if storage.error:
            if isinstance(slot.file, WholeFile):
                slot.file.abandon()
            self._closing.discard(slot)
            self.crawler.stats.inc_value("feedexport/failed_count/WholeFileStorage")
            return
        storage.records = slot.itemcount
        try:
            await super()._close_slot(slot, spider)
        except Exception as error:  # noqa: BLE001 as above: the last that an exporter writes
            storage.error = error
            if isinstance(slot.file, WholeFile):
                slot.file.abandon()
        finally:
            self._closing.discard(slot)
        if storage.completed and slot.uri_template.startswith(DATASET):
            self.completed.append(storage.completed)
            self.crawler.signals.send_catch_log(files_completed, path=storage.path, completed=storage.completed)
        elif storage.error and not slot.uri_template.startswith(DATASET):
            self._give_up(slot, storage.error)
        elif storage.error and not self.failure:
            self.fail(storage.path, storage.error)

    def _give_up(self, slot: FeedSlot, error: Exception) -> None:
        """Write no more to a user's own feed. What there is of its file goes: no salvage would look for it there."""
        self._given_up.add(slot.uri_template)
        if isinstance(slot.file, WholeFile):
            slot.file.abandon()
            slot.file.part.unlink(missing_ok=True)
        logger.error("Not written: %s: %s", slot.uri, error)
        if not self.failure:
            self.crawler.stats.set_value(Stat.FEED_FAILED, f"{slot.uri}: {error}")

    def fail(self, where: Path | str, error: Exception) -> None:
        """Write nothing more and end the run, as a file of the dataset cannot be written."""
        self.failure = f"{where}: {error}"
        self.crawler.stats.set_value(Stat.FEED_FAILED, self.failure)
        logger.error("Not written: %s", self.failure)
        if not self._spider_closed:
            assert self.crawler.engine
            deferred_from_coro(self.crawler.engine.close_spider_async(reason=NOT_WRITTEN))
