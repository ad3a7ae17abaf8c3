"""Why a crawl does not start, or ends."""

WHY = "newsstand/why"
"""Stat: what the reason for which a run was closed does not say, as one line."""


class Refused(ValueError):
    """A crawl that must not start as it was asked for: the message is one line for the user, naming the remedy."""
