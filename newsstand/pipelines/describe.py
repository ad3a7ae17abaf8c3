"""Second step: what a story's text says of itself, its language and its length."""

from typing import Any

from newsstand.items import Story
from newsstand.languages import story_language

UNSPACED = {"ja", "zh", "th", "lo", "km", "my"}
"""Languages that write no spaces between words: how many there are is a matter of opinion."""


class Describe:
    """`language` (the text decides, what the page declares counts where it cannot) and `word_count`."""

    def process_item(self, item: Any) -> Any:
        if isinstance(item, Story):
            said = "\n".join(part for part in (item.text or item.description, item.headline) if part)
            item.language = story_language(said) or item.language
            if item.text and item.language not in UNSPACED:
                item.word_count = len(item.text.split())
        return item
