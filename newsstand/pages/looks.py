"""What a line looks like by itself: a paragraph, a person's name, a dateline. Pure."""

import re
from collections.abc import Sequence
from functools import lru_cache

from newsstand.pages.names import alike

LONG = 160
"""Characters: a line that is longer is text."""
SENTENCE_ENDS = frozenset(".!?…।。！？؟:;,")
QUESTION_ENDS = frozenset("?!؟？！")
DASHES = ("-", "–", "—")
QUOTES = "\"'”’»)"
CLOSING = QUOTES + "]」』"
"""What may stand behind the end of a sentence."""
ALONE = re.compile(r"(\S[^|]{0,48}?)\s*(?:\([^()]+\))?\s*[-–—]{1,2}")
"""A place alone on its line: "WASHINGTON -", "NEW DELHI (PTI) -"."""
RUN_IN = re.compile(r"(\S[^|\n]{0,60}?)\s+[-–—]{1,2}\s+(?=\S)")
"""A place that runs into its paragraph: "SEOUL - K-pop …"."""
PLACE = re.compile(r"[^\W\d_][\w .'’/()-]*")
AGENCY = re.compile(r"\s*\([^()]+\)$")
HAS_DIGIT = re.compile(r"[\d²³¹⁰⁴-⁹₀-₉①-⑨]")
NAME = re.compile(r"[^\s,&/|]+")
PUNCTUATION = re.compile(r"[、。،؛「」『』・।]")
JOINED = re.compile(r"[a-z]{1,3}['’-][A-ZÀ-ÖØ-ÞĀ-Ž]")
"""A small word joined to a name: "d'Aubrac", "al-Haddad"."""
ENDS_NAME = re.compile(r"(?:\b[^\W\d_]|\b(?:Jr|Sr|Dr|Esq|Ph\.?D|M\.?D))\.$")
"""An initial or a title, whose dot ends no sentence."""
CUT = re.compile(r"\s*(?:\.\.\.|…)$")
LEADING_DASH = re.compile(r"[-–—]\s*")
WORD = r"[^\s.,;:!?…。।]+"
CREDIT = re.compile(rf"- ?(?=[^\W\d_]){WORD}(?: {WORD}){{0,4}}[.。।۔]")
"""An author with a full stop: "- By our Quay correspondent."."""
BEFORE_NAME = re.compile(r"(?:[-–—]\s*|by\s+|von\s+|par\s+|por\s+|av\s+)", re.I)
COUNT = re.compile(r"[0-9٠-٩०-९][0-9٠-٩०-९.,'’ \u00a0\u202f]{0,12}[0-9٠-٩०-९]{3}")
"""The number of magazines in an offer."""
CURRENCY = (
    r"(?:[A-Z]{0,2}[$¢£¥฿৳₠-₿﷼]|Rs\.?|kr\.?|zł|Kč|Ft|TL|RM|Rp|CHF|USD|EUR|GBP|INR|AUD|CAD|NZD|SGD|JPY|CNY|SEK|NOK|DKK|PLN"
    r"|CZK|HUF|TRY|BRL|MXN|ZAR|AED|SAR|THB|IDR|MYR|PHP|KRW|TWD|HKD|ILS|RUB)"
)
AMOUNT = r"(?:\d[\d.,'’ \u00a0\u202f]*|[.,]\d+|NaN)(?:,?-)?"
ONE_PRICE = rf"(?:{CURRENCY}\s*{AMOUNT}|{AMOUNT}\s*{CURRENCY})(?:\s*/\s*\S+(?: \S+)?)?"
PRICE = re.compile(rf"{ONE_PRICE}(?:\s*{ONE_PRICE})?")
"""All of a line that is a price, of a period or of none, beside an old one or not: "$149.99", "99 € 74,99 €/Jahr"."""
SMALL = {
    "a", "af", "al", "and", "av", "bin", "bint", "by", "con", "d", "da", "dal", "dalla", "das", "de", "degli", "dei",
    "del", "della", "den", "der", "des", "di", "do", "dos", "du", "e", "ed", "el", "en", "et", "für", "i", "ibn", "in",
    "la", "las", "le", "los", "met", "mit", "och", "of", "og", "oraz", "par", "por", "san", "ten", "ter", "the", "til",
    "und", "van", "ve", "vom", "von", "with", "y", "zu", "zum", "zur", "'t", "’t", "και", "и",
}  # fmt: skip
"""Small words of author lines."""


def ends_sentence(text: str) -> bool:
    """Whether a line ends as sentences do, behind quotes and brackets or not."""
    return text[-1:] in SENTENCE_ENDS or text.rstrip(CLOSING)[-1:] in SENTENCE_ENDS


def ends_asking(text: str) -> bool:
    """Whether a line ends with a question or an exclamation."""
    return text.rstrip(QUOTES)[-1:] in QUESTION_ENDS


def is_paragraph(text: str) -> bool:
    return len(text) > 80 and ends_sentence(text)


def cut_short(text: str) -> str:
    """How a text begins that is cut short with dots; "" of any other, and of one too short to tell."""
    begin = CUT.sub("", text)
    return begin if begin != text and len(begin) >= 20 else ""


def dashed(text: str) -> bool:
    """Whether a line is an author as newer pages print one: `- Name`, or a bare `-` where there is none."""
    if text in DASHES:
        return True
    if text[:2] not in ("- ", "– ", "— ") or len(text) >= 120:
        return False
    return not re.search(r"[.!?…]$", text) or is_name(text[2:].removesuffix("."))


def is_name(text: str) -> bool:
    """Whether a line is a person's name, or several: a few words that begin with capitals; a few characters in a script
    without."""
    parts = name_parts(text)
    if is_caseless(text):
        return bool(parts) and len(text) <= 5
    return capitals(parts) >= (1 if text.isupper() and len(text) > 2 else 2)


def is_caseless_name(text: str) -> bool:
    """Whether a line in a script without capitals is as short as names are: a standfirst may be, too."""
    return len(text) <= 24 and 2 <= len(name_parts(text)) <= 3 and is_caseless(text) and not PUNCTUATION.search(text)


def is_caseless(text: str) -> bool:
    return not any(character.isupper() or character.islower() for character in text)


def may_be_name(text: str) -> bool:
    """Whether a line is a name where a byline is due: one word, or a script without capitals, will do."""
    parts = name_parts(text)
    if is_caseless(text):
        return bool(parts) and len(text) <= 40 and not PUNCTUATION.search(text)
    return capitals(parts) >= 1


@lru_cache(maxsize=256)
def name_parts(text: str) -> Sequence[str]:
    """The words of a line that names may consist of; none where it has a digit or no letter, ends a sentence or is
    long."""
    if len(text) > 100 or text.endswith(DASHES) or HAS_DIGIT.search(text) or not any(map(str.isalpha, text)):
        return ()
    if ends_sentence(text) and not ENDS_NAME.search(text):
        return ()
    names = NAME.findall(text)
    return names if len(names) <= 12 else ()


def capitals(names: Sequence[str]) -> int:
    """How many words begin with a capital; 0 where one of the others is none of the small words of names."""
    count = 0
    for name in names:
        if not name.lstrip("(\"'“‘@")[:1].islower() or JOINED.match(name):
            count += 1
        elif name.rstrip(".") not in SMALL:
            return 0
    return count


def is_author(text: str, author: str | None) -> bool:
    """Whether a line names the author that a list or the page's head has, with a word like "by" before it or none."""
    return author is not None and alike(BEFORE_NAME.sub("", text, count=1) if BEFORE_NAME.match(text) else text, author)


def name_of(text: str) -> str | None:
    """The author line without the dash that pages print before it; a bare dash is none."""
    return LEADING_DASH.sub("", text, count=1).strip() or None if LEADING_DASH.match(text) else text


def place_alone(text: str) -> str | None:
    """The place of a dateline that is alone on its line."""
    if (found := ALONE.fullmatch(text)) is None:
        return None
    place = AGENCY.sub("", found[1]).strip()
    words = re.split(r"[\s,/]+", place)
    capital = all(not word[:1].islower() or word in SMALL for word in words)
    return place if len(words) <= 6 and capital and place[:1].isalpha() else None


def place_run_in(text: str) -> str | None:
    """The place, in capitals, of a dateline that runs into its paragraph."""
    if (found := RUN_IN.match(text)) is None:
        return None
    first, *others = re.split(r",\s*", AGENCY.sub("", found[1]).strip())
    is_place = first.isupper() and len(first.split()) <= 5 and PLACE.fullmatch(first)
    if not is_place or HAS_DIGIT.search(first) or sum(map(str.isalpha, first)) < 3:
        return None
    region = next(iter(others), None)
    if region is None or any(map(str.isdigit, region)):
        return first
    is_region = len(others) == 1 and region[:1].isupper() and len(region.split()) <= 2
    return f"{first}, {region}" if is_region else None
