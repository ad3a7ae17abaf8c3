"""Numbers that are printed in letters: roman numerals and Chinese ones. Pure."""

import re
from itertools import pairwise

ROMAN = re.compile(r"(?=[MDCLXVI])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
DIGITS = {"M": 1000, "D": 500, "C": 100, "L": 50, "X": 10, "V": 5, "I": 1}
CHINESE = re.compile(r"[〇零一二三四五六七八九十]+(?=[年月日号號期巻卷週周季])")
"""Before a word that follows its number: elsewhere these characters are as often part of a title."""
CHINESE_DIGITS = {character: value for value, character in enumerate("〇一二三四五六七八九")} | {"零": 0}


def roman(printed: str) -> int | None:
    """The value of a roman numeral in capitals, 1-3999: "XII" -> 12; None for any other text."""
    if not ROMAN.fullmatch(printed):
        return None
    values = [DIGITS[letter] for letter in printed]
    return sum(-one if one < other else one for one, other in pairwise([*values, 0]))


def without_chinese_numerals(text: str) -> str:
    """`text` with digits for the Chinese numerals of dates and numbers: "二〇二四年" -> "2024年"."""
    return CHINESE.sub(lambda found: in_digits(found[0]), text)


def in_digits(printed: str) -> str:
    """Chinese numerals in digits: "二〇二四" -> "2024", "二十一" -> "21"; as they are above 99."""
    if "十" not in printed:
        return "".join(str(CHINESE_DIGITS[character]) for character in printed)
    tens, _, ones = printed.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return printed
    return str(10 * CHINESE_DIGITS.get(tens, 1) + CHINESE_DIGITS.get(ones, 0))
