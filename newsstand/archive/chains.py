"""Which archived runs build on each other, and so must be read again one after the other."""

from collections.abc import Iterable

from newsstand.archive.runs import ArchivedRun


def chains(runs: Iterable[ArchivedRun]) -> list[list[ArchivedRun]]:
    """The runs, in their order, apart by what they are over: chains share no publication, and may be read side by side.

    A run that names no publication is over all of its newsstand's.
    """
    found: list[tuple[str, set[str], list[ArchivedRun]]] = []
    for run in runs:
        titles = {title.strip() for title in run.arguments.get("publication", "").split(",") if title.strip()}
        mine = [one for one in found if one[0] == run.spider and (not titles or not one[1] or titles & one[1])]
        found = [one for one in found if one not in mine]
        over = set() if not titles or any(not one[1] for one in mine) else titles.union(*(one[1] for one in mine))
        together = sorted([one for _, _, each in mine for one in each], key=lambda each: (each.start, each.id))
        found.append((run.spider, over, [*together, run]))
    return [each for _, _, each in found]
