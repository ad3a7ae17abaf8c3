"""Labels composed in every language that has words for months: a number with its word is never taken for a day."""

import pytest

from newsstand.labels import LANGUAGES, read_label
from newsstand.labels.calendar_words import known_languages, month_words
from newsstand.labels.vocabulary import own_words

PRINTED_BY_NUMBER = {"ja", "zh", "ko", "vi", "yue"}
"""Languages whose months are numbers."""
NUMBER_KINDS = ("number", "number_noun", "issue", "volume")
OTHERS = ("Xyzzy", "зыбр")
"""Words of no meaning here, as the word for an issue is in a language without a table of its own."""
FORMS = ("{word} 5 {month} 2024", "{word} 5. {month} 2024", "{word} 5, {month} 2024")


def number_words(language: str) -> list[str]:
    own = own_words().get(language, {})
    words = [word for kind in NUMBER_KINDS for word in own.get(kind, ())[:2] if word[:1].isalpha() and len(word) > 1]
    return words if language in LANGUAGES else list(OTHERS)


def months(language: str) -> list[str]:
    words = dict.fromkeys(word for word, _ in month_words(language) if not any(map(str.isdigit, word)))
    return [word for word in words if len(word) > 1][:40:7]


@pytest.mark.parametrize("language", sorted(known_languages() - PRINTED_BY_NUMBER))
def test_a_number_with_its_word_is_no_day(language: str) -> None:
    for word in number_words(language):
        for month in months(language):
            for form in FORMS:
                label = form.format(word=word, month=month)
                for hint in ((language,), ()):
                    read = read_label(label, languages=hint)
                    assert read.date_precision != "day", (label, hint, read)
