"""A label's text as tokens, each of one kind. Their kinds, joined, are its shape: "2 November 2024" is "DMY". Pure.

Numbers   Y year 1700-2099 · D 1-31 · n any other of one or two digits · N any other · I eight digits
          o day ("2nd", "2日") · u ordinal, but no day ("100th")
Words     M month · S season · W weekday · O ordinal · R roman numeral · k week · q quarter · h half or fortnight
          F a half of the month before it
          v volume · i issue · # number · e edition · f of · ~ to · & and · j inexact · r relative · c counting
          s special · x unknown · a unknown with digits in it · z perhaps a month
Signs     - dash without spaces · ~ with · / · & plus and ampersand · , · . · : · ' · ( · ) · ? · | any other
"""

import re
from typing import NamedTuple

from newsstand.labels.fold import folded
from newsstand.labels.vocabulary import Vocabulary, Word, eras, ordinal_marks, units

TOKEN = re.compile(
    r"([0-9]+)"
    r"|([\u3005-\u3007\u3040-\u30fa\u30fc-\u30ff\u3400-\u9fff\uac00-\ud7a3]+)"
    r"|([^\s0-9!-/:-@\[-`{-~\u00a1-\u00af\u00b1-\u00bf\u0964\u0965\u0970\u060c\u061b\u061f\u2010-\u206f\u2212\u3000-\u303f\u30fb\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+)"
    r"|(\S)"
)
NUMBERS = "DnNYI"
NO_WORDS = frozenset(NUMBERS + "-~/&,.:;'()|·")
THAI = re.compile(r"[\u0e01-\u0e5b]")
BUDDHIST_ERA = 543
"""Years between the Buddhist era, as Thailand counts it, and the common one."""
CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
NUMERALS = re.compile(r"[〇零一二三四五六七八九十]+(?=[年月日号號期巻卷週周季])")
NUMERAL = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0}
ROMAN = re.compile(r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
ENGLISH_ENDINGS = frozenset(["st", "nd", "rd", "th"])
ORDINAL_ENDINGS = ENGLISH_ENDINGS.union(["er", "re", "e", "eme", "ere", "nde", "de", "ste", "o", "a", "os", "as", "°"])
"""Folded: English, French, Dutch, Spanish, Portuguese, Italian."""
RUSSIAN_ENDINGS = frozenset(["и", "го", "е", "я", "му"])
"""Folded; printed after a hyphen: "12-й"."""
SWEDISH_ENDINGS = frozenset(["e", "a"])
"""Printed after a colon: "3:e"."""
SIGNS = {
    **dict.fromkeys("-‐‑‒–—―−~〜～", "-"),
    **dict.fromkeys("/⁄∕", "/"),
    **dict.fromkeys("&+・", "&"),
    **dict.fromkeys(",、،", ","),
    **dict.fromkeys(".。॰", "."),
    **dict.fromkeys("'’‘ʼ`´", "'"),
    **dict.fromkeys("([（［【〔", "("),
    **dict.fromkeys(")]）］】〕", ")"),
    **dict.fromkeys("$€£¥₹₽₩", "z"),
    **dict.fromkeys("?？", "?"),
    ":": ":",
    ";": ";",
    "·": "·",
    "#": "#",
}


class Token(NamedTuple):
    kind: str
    value: int
    printed: str
    glued: bool
    """No space before it."""


def is_word(token: Token) -> bool:
    return token.printed[0].isalnum()


def tokens_of(text: str, words: Vocabulary) -> list[Token]:
    """The tokens of `text`, which is `plain`."""
    if not text.isascii():
        text = NUMERALS.sub(lambda found: numeral(found[0]), text.replace("元年", "1年"))
    found: list[Token] = []
    end = 0
    for match in TOKEN.finditer(text):
        printed = match[0]
        glued = match.start() == end and end > 0
        end = match.end()
        kind = match.lastindex
        if kind == 1:
            found.append(number(printed, glued))
        elif kind == 2:
            add_cjk(found, printed, glued, words)
        elif kind == 3:
            add_word(found, printed, glued, words)
        else:
            sign = SIGNS.get(printed, "|")
            if sign == "·" and CJK.search(text):
                # "7·8월호"; elsewhere it parts what has nothing to do with each other.
                sign = "&"
            if sign == "-" and not (glued and text[end : end + 1].strip()):
                sign = "~"
            found.append(Token(sign, 0, printed, glued))
    if not text.isascii() or "/" in text or "." in text:
        # Phrases in Latin letters have a sign between their words.
        with_phrases(found, words)
    if words.weekdays:
        with_weekdays(found, words)
    if not text.isascii() and THAI.search(text):
        found = [in_common_era(token) for token in found]
    return joined(found, words)


def number(printed: str, glued: bool) -> Token:
    value = int(printed[:9])
    size = len(printed)
    if size <= 2:
        kind = "D" if 1 <= value <= 31 else "n"
    elif size == 4 and 1700 <= value < 2100:
        kind = "Y"
    else:
        kind = "I" if size == 8 else "N"
    return Token(kind, value, printed, glued)


def numeral(printed: str) -> str:
    """Chinese numerals in digits: "二〇二四" -> "2024", "二十一" -> "21"."""
    if "十" not in printed:
        return "".join(str(NUMERAL[character]) for character in printed)
    tens, _, ones = printed.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return printed
    return str(10 * NUMERAL.get(tens, 1) + NUMERAL.get(ones, 0))


def add_word(found: list[Token], printed: str, glued: bool, words: Vocabulary) -> None:
    key = folded(printed)
    if found and found[-1].kind in "DnN" and is_ordinal_ending(key, printed, glued):
        found[-1] = found[-1]._replace(kind="o" if found[-1].kind == "D" else "u")
        return
    sign = found[-1].kind if glued and len(found) > 1 and found[-2].kind == "D" else ""
    if (sign == "-" and key in RUSSIAN_ENDINGS) or (sign == ":" and key in SWEDISH_ENDINGS):
        found[-2:] = [found[-2]._replace(kind="o")]
        return
    known = words.words.get(key)
    if known:
        found.append(Token(known[0], known[1], printed, glued))
    elif ROMAN.fullmatch(printed):
        found.append(Token("R", roman(printed), printed, glued))
    elif 5 < len(key) < 30 and (parts := compound(key, words)):
        for part in parts:
            found.append(Token(*words.words[part], part, glued))
    elif key.startswith("و") and words.words.get(key[1:], "x")[0] in "MS":
        found.append(Token("&", 0, "و", glued))
        found.append(Token(*words.words[key[1:]], printed, True))
    elif (head := month_before_button(printed, words)) is not None:
        found.append(Token(*words.words[folded(head)], head, glued))
        found.append(Token("x", 0, printed[len(head) :], True))
    else:
        found.append(Token("x", 0, printed, glued))


BUTTON = re.compile(r"(?<=[^\W\d_])(?=[A-Z][a-z]+$)")


def month_before_button(printed: str, words: Vocabulary) -> str | None:
    """The month or season in "JuneAdd", which has the first word of a button glued on; None where there is none."""
    found = BUTTON.search(printed)
    if not found or not printed[found.start() - 1].islower():
        return None
    head = printed[: found.start()]
    return head if words.words.get(folded(head), "x")[0] in ("M", "S") else None


def is_ordinal_ending(key: str, printed: str, glued: bool) -> bool:
    """Whether a word makes an ordinal of the number before it: "2nd", "2 nd", "1er", but not the "A" of "12A"."""
    if not glued:
        return key in ENGLISH_ENDINGS
    return key in ORDINAL_ENDINGS and (len(key) > 1 or printed == key)


def roman(printed: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[letter] for letter in printed]
    return sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=True))


def compound(key: str, words: Vocabulary) -> tuple[str, str] | None:
    """The two words in "Sommerausgabe", "JanFeb": a month or season with a month or a word for an edition after it."""
    for cut in range(3, len(key) - 2):
        first, last = words.words.get(key[:cut], "x"), words.words.get(key[cut:], "x")
        if first[0] in ("M", "S") and last[0] in ("M", "i", "e", "#"):
            return key[:cut], key[cut:]
    return None


def add_cjk(found: list[Token], run: str, glued: bool, words: Vocabulary) -> None:
    """Tokens of a run of Chinese, Japanese or Korean characters: what follows its number first, then whole words."""
    if found and found[-1].kind in "DnNY":
        unit = next((run[:size] for size in (3, 2, 1) if run[:size] in units()), None)
        if unit:
            add_unit(found, units()[unit], unit)
            run, glued = run[len(unit) :], True
    if run[-1:] in ordinal_marks():
        run = run[:-1]
    if not run:
        return
    parts = segmented(run, words)
    if parts:
        for part in parts:
            found.append(Token(*words.words[part], part, glued))
            glued = True
    else:
        found.append(Token("z" if may_date(run) else "x", 0, run, glued))


def in_common_era(token: Token) -> Token:
    """A number that is a year of the Buddhist era, 2443-2642, as that year; any other token as it is."""
    year = token.value - BUDDHIST_ERA
    is_year = token.kind == "N" and len(token.printed) == 4 and 1900 <= year < 2100
    return token._replace(kind="Y", value=year) if is_year else token


LONGEST_CJK_DATE = 4


def may_date(run: str) -> bool:
    """Whether characters that are no known words may say a season, a month or a week: "秋号", not a whole title."""
    return len(run) <= LONGEST_CJK_DATE and any(sign in run for sign in "春夏秋冬月週周季")


def add_unit(found: list[Token], unit: str, printed: str) -> None:
    last = found.pop()
    value, glued = last.value, last.glued
    if unit == "year":
        if found and (before := eras().get(found[-1].printed)) and last.kind in "DnN" and value < 150:
            found.pop()
            last = Token("Y", before + value, last.printed, glued)
        same = [token.kind for token in found[-2:]] == ["Y", "("] and found[-2].value == last.value
        # "2024年(令和6年)11月号" gives the year twice.
        found[-1:] = [] if same else [*found[-1:], last]
    elif unit == "month":
        with_months_before(found)
        found.append(Token("M", value, last.printed + printed, glued))
    elif unit == "day":
        found.append(Token("o" if last.kind == "D" else "n", value, last.printed + printed, glued))
    else:
        sign = Token({"number": "#", "volume": "v", "week": "k", "quarter": "q"}[unit], 0, printed, glued)
        # "7-8期", "7、8期" is one double issue.
        double = len(found) > 1 and found[-1].kind in "-/&," and found[-2].kind in "DnN"
        double = double and (len(found) == 2 or found[-3].kind not in "#vkq")
        if double and printed == JAPANESE_NUMBER and found[-1].kind == "/" and may_be_day(found[-2], last):
            # "2024年11/12号": a double issue, or the 12th of November. Above 12 it is a day.
            month = found.pop(-2) if last.value > MONTHS else None
            if month:
                found[-1:] = [Token("M", month.value, month.printed, month.glued)]
            found += [last, Token("s", 0, printed, True)]
            return
        if double and found[-1].kind == ",":
            found[-1] = found[-1]._replace(kind="/")
        found.insert(len(found) - 2 if double else len(found), sign)
        found.append(last._replace(glued=True))


JAPANESE_NUMBER = "号"
MONTHS = 12


def may_be_day(first: Token, second: Token) -> bool:
    """Whether two numbers may be a month and a day."""
    return first.kind == second.kind == "D" and first.value <= MONTHS


def with_months_before(found: list[Token]) -> None:
    """Makes months of the numbers before one: "7・8月", "10、11、12月". In "8月7・8日" they are days.

    Day and month never stand in that order in these scripts: any other number there is "N", which is no day.
    """
    at = len(found)
    while at > 1 and found[at - 1].kind in "&-/~," and found[at - 2].kind == "D":
        at -= 2
    before = found[at - 1].kind if at else "Y"
    commas = any(token.kind == "," for token in found[at:])
    if before == "M" or (before in "#ive" and commas):
        return
    kind = "M" if before == "Y" or not commas else "N"
    for place in range(at, len(found), 2):
        found[place] = found[place]._replace(kind=kind)


def segmented(run: str, words: Vocabulary) -> list[str] | None:
    """`run` as known words, the longest first; None where anything is left."""
    parts: list[str] = []
    while run:
        size = next((size for size in range(min(len(run), 8), 0, -1) if run[:size] in words.words), 0)
        if not size:
            return None
        parts.append(run[:size])
        run = run[size:]
    return parts


def with_phrases(tokens: list[Token], words: Vocabulary) -> None:
    """Puts one token in the place of words that mean something together ("t/m", "تشرين الثاني")."""
    at = 0
    while at < len(tokens):
        first = tokens[at]
        if first.kind not in NO_WORDS:
            for rest, (kind, value) in words.phrases.get(folded(first.printed), ()):
                if tuple(folded(token.printed) for token in tokens[at + 1 : at + 1 + len(rest)]) == rest:
                    tokens[at : at + 1 + len(rest)] = [Token(kind, value, first.printed, first.glued)]
                    break
        at += 1


def with_weekdays(tokens: list[Token], words: Vocabulary) -> None:
    """Makes weekdays of months that may be one where another month follows: "mar. 5 mars"."""
    marked = [at for at, token in enumerate(tokens) if token.kind not in ".,"]
    for at, day, month in zip(marked, marked[1:], marked[2:], strict=False):
        first = tokens[at]
        if first.kind == "M" and tokens[day].kind in "Do" and tokens[month].kind == "M":
            kind, value = words.weekdays.get(folded(first.printed), ("M", first.value))
            tokens[at] = first._replace(kind=kind, value=value)


def joined(tokens: list[Token], words: Vocabulary) -> list[Token]:
    """Letters and digits printed together: known words and years stand alone, the rest is one unknown ("3D", "T3")."""
    found: list[Token] = []
    for at, token in enumerate(tokens):
        last = found[-1] if found else None
        lettered = last and token.kind in NUMBERS and (token.glued or last.kind in ".:")
        if lettered and (letter := letter_before(found, tokens, at, words)):
            place = -1 if found[-1].kind not in ".:" else -2
            found[place:] = [Token(*letter, found[place].printed, found[place].glued), token]
        elif not last or not token.glued:
            found.append(token)
        elif token.kind in "DnNI" and last.kind in "xRa":
            found[-1] = Token("a", 0, last.printed + token.printed, last.glued)
        elif token.kind in "xR" and last.kind in "DnNI" and token.printed[0].isalpha():
            letter = words.letters.get(folded(token.printed))
            if letter and letter[0] == "q":
                found[-1:] = [Token(*letter, token.printed, last.glued), last]
            else:
                found[-1] = Token("a", 0, last.printed + token.printed, last.glued)
        elif token.kind in "xRDnN" and last.kind == "a":
            found[-1] = Token("a", 0, last.printed + token.printed, last.glued)
        elif last.kind == "Y" and token.printed in "sS":
            found[-1] = Token("N", last.value, last.printed + token.printed, last.glued)
        else:
            found.append(token)
    return found


def letter_before(found: list[Token], tokens: list[Token], at: int, words: Vocabulary) -> Word | None:
    """What the single letter before a number stands for: "W34", "Q3", "V. 12"; None where there is none.

    Printed without a dot, V and N need each other: "V12 N8" are numbers, "V8 Magazine" is a name.
    """
    dotted = len(found) > 1 and found[-1].kind in ".:" and found[-1].glued
    last = found[-2] if dotted else found[-1] if found else None
    if last is None or len(last.printed) > 1 or not (dotted or tokens[at].glued):
        return None
    if dotted and tokens[at].kind == "Y" and len(found) > 3 and found[-3].kind in "./-" and found[-4].kind == "D":
        # "3.V.2020": May, in roman numerals.
        return None
    letter = words.letters.get(folded(last.printed))
    if letter and dotted and letter[0] == "q":
        # "T3" is a quarter, "t. 3" a volume (tome).
        return None
    if letter and not dotted:
        if letter[0] == "v" and not any(token.kind in "#i" or token.printed in "nN" for token in tokens[at + 1 :]):
            return None
        if letter[0] == "#" and not any(token.kind == "v" for token in found):
            return None
        if letter[0] == "f":
            return None
    return letter
