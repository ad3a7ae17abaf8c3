"""The way of a record through the pipelines (setting ITEM_PROCESSOR)."""

from typing import Any

from scrapy.pipelines import ItemPipelineManager
from scrapy.utils.defer import ensure_awaitable
from scrapy.utils.deprecate import argument_is_required


class Pipelines(ItemPipelineManager):
    """Scrapy's own makes a coroutine of what each pipeline gives. Ours give the record they got, at once."""

    def __init__(self, *pipelines: Any, **options: Any) -> None:
        super().__init__(*pipelines, **options)
        steps: list[Any] = list(self.methods["process_item"])
        self.take_the_item_alone = not any(argument_is_required(step, "spider") for step in steps)

    async def process_item_async(self, item: Any) -> Any:
        if not self.take_the_item_alone:  # somebody's pipeline, as they were written before Scrapy 2.14
            return await super().process_item_async(item)
        for step in self.methods["process_item"]:
            assert step is not None
            given: Any = step(item)
            item = given if given is item else await ensure_awaitable(given)
        return item
