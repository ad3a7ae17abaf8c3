"""Naming what a page is when it is not the page asked for. Pure."""

import re

from newsstand.pages.document import Document
from newsstand.pages.phrases import LONGEST
from newsstand.urls import Site, kind

SIGNS = (
    ("challenge page", r"just a moment|verif(?:y|ying) (?:that )?you are (?:a )?human|checking your browser|captcha"
     r"|are you a robot"
     r"|enable javascript and cookies to continue|unusual traffic|access denied|attention required"
     r"|request unsuccessful"),
    ("login page", r"(?:log|sign) ?in to (?:your account|continue)|forgot (?:your )?password|enter your password"),
    ("error page", r"page (?:was |could )?(?:not|n't) (?:be )?found|\b(?:404|403|500|502|503)\b|something went wrong"
     r"|server error"
     r"|service unavailable|bad gateway|temporarily unavailable"
     r"|page (?:you \w+ \w+ \w+ )?(?:does not|doesn't|no longer) exist"),
)  # fmt: skip
MOST_LINES = 200
"""Lines that are looked at."""
FEWEST_LISTED = 6
"""Links to stories, editions and titles on a front page or a list."""
PATTERNS = tuple((cause, re.compile(pattern, re.I)) for cause, pattern in SIGNS)


def refusal(document: Document, site: Site) -> str:
    """What a page without a story is: "challenge page", "login page", "error page", "front page", "empty page", …

    Only pages on which no story was found come here, so words that a story may use decide nothing about stories.
    """
    lines = document.lines
    text = "\n".join([document.title or "", *(line[:LONGEST] for line in lines[:MOST_LINES])])
    for cause, pattern in PATTERNS:
        if pattern.search(text):
            return cause
    listed = [link for link in document.all_links() if kind(link, site) in ("story", "edition", "title")]
    if len(listed) >= FEWEST_LISTED:
        return "front page or list"
    return "no story text" if lines else "empty page"
