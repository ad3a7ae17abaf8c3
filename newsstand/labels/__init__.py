"""What edition labels mean: "July/August 2022" -> 2022-07/2022-08, from its first day to its last. Pure, importable on its own."""

from newsstand.labels.meaning import REASONS, Meaning
from newsstand.labels.orders import OrderEvidence
from newsstand.labels.reading import order_shown, read_label

__all__ = ["REASONS", "Meaning", "OrderEvidence", "order_shown", "read_label"]
