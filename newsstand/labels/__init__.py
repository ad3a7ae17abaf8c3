"""What edition labels mean: "July/August 2022" -> 2022-07/2022-08, its first day and its last. Pure; of use alone."""

from newsstand.labels.calendar_words import is_language
from newsstand.labels.hints import ORDERS
from newsstand.labels.meaning import REASONS, Meaning
from newsstand.labels.reading import explained, order_shown, read_label
from newsstand.labels.vocabulary import LANGUAGES

__all__ = ["LANGUAGES", "ORDERS", "REASONS", "Meaning", "explained", "is_language", "order_shown", "read_label"]
