"""What stands on a label's text beside what it says: prices, buttons, file endings. Pure.

Each rule has a name, a reason and an example, which is a test: the example reads otherwise once the rule is taken out.
"""

import re
from typing import NamedTuple

from newsstand.labels.rules import Example


class TextRule(NamedTuple):
    """What `pattern` finds in a label's text gives way to `replacement`."""

    name: str
    pattern: re.Pattern[str]
    replacement: str
    example: Example


TEXT_RULES = (
    TextRule(
        # Archives offer editions as files.
        "file ending",
        re.compile(r"\.(?:pdf|epub|mobi|azw3|cb[rz7]|djvu|zip|jpe?g|html?)$", re.I),
        "",
        Example("24(2) March 1990.pdf", "1990-03", volume="24", issue="2"),
    ),
    TextRule(
        # The day as printed, in the time zone it was printed for.
        "time of an ISO day",
        re.compile(r"(?<=\d\d\d\d-\d\d-\d\d)T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?(?!\d)"),
        "",
        Example("2026-08-13T00:00:00Z", "2026-08-13"),
    ),
    TextRule(
        "price",
        re.compile(
            r"[\s,|·(-]+(?:(?:US|CA|AU?|NZ)?[$€£¥₹₩₽]\s?\d{1,4}(?:[.,]\d\d)?|\d{1,4}(?:[.,]\d\d)?\s?[$€£¥₹₩₽])\)?$"
        ),
        "",
        Example("May 13, 2024 $4.99", "2024-05-13"),
    ),
    TextRule(
        # "No .8", "H . 5": typesetting.
        "dot after a space",
        re.compile(r"(?<=[^\W\d_]) \.(?=\s?\d)"),
        ".",
        Example("H . 5, 2003", "2003", ("de",), issue="5"),
    ),
    TextRule(
        "button on a number",
        re.compile(r"(?<=\d)(?=[A-Z][a-z]{2,} (?:to|now|more|issue|edition|this)\b)"),
        " ",
        Example("2018 May 27Add to Favorites", "2018-05-27"),
    ),
)


SPACED_DOT, DOT, PRICE, GLUED = " .", re.compile(r"\.[A-Za-z]"), re.compile(r"[$€£¥₹₩₽]"), re.compile(r"[0-9][A-Z]")
"""A text without any of these is changed by no rule for texts. Looked for one by one, they are found soonest."""


def tidy_text(text: str, fired: list[str]) -> str:
    """`text` by the rules above; the names of those that changed it go to `fired`."""
    if not (SPACED_DOT in text or DOT.search(text) or PRICE.search(text) or GLUED.search(text)):
        return text
    for rule in TEXT_RULES:
        changed = rule.pattern.sub(rule.replacement, text)
        if changed != text:
            fired.append(rule.name)
            text = changed
    return text
