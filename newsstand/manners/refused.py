"""Why a crawl does not start."""


class Refused(ValueError):
    """A crawl that must not start as it was asked for: the message is one line for the user, naming the remedy."""
