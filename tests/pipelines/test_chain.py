"""The way through the pipelines: of ours, of those that wait, and of those that take a spider as they did once."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.exceptions import DropItem, ScrapyDeprecationWarning

from newsstand.pipelines.chain import Pipelines


class AtOnce:
    def process_item(self, item: Any) -> Any:
        return [*item, "at once"]


class InPlace:
    def process_item(self, item: Any) -> Any:
        item.append("in place")
        return item


class Later:
    async def process_item(self, item: Any) -> Any:
        await asyncio.sleep(0)
        return [*item, "later"]


class AsItWas:
    def process_item(self, item: Any, spider: Any) -> Any:
        return [*item, spider.name]


class Drops:
    def process_item(self, item: Any) -> Any:
        raise DropItem("gone")


def passed(*pipelines: Any) -> Any:
    chain = Pipelines(*pipelines, crawler=SimpleNamespace(spider=SimpleNamespace(name="old")))
    return asyncio.run(chain.process_item_async([]))


def test_each_gives_the_next_its_item() -> None:
    assert passed(AtOnce(), InPlace(), Later(), AtOnce()) == ["at once", "in place", "later", "at once"]


def test_one_that_takes_a_spider_gets_it() -> None:
    with pytest.warns(ScrapyDeprecationWarning, match="requires a spider argument"):
        assert passed(AtOnce(), AsItWas(), Later()) == ["at once", "old", "later"]


def test_a_dropped_item_goes_no_further() -> None:
    with pytest.raises(DropItem):
        passed(AtOnce(), Drops(), InPlace())
