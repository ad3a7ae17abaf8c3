"""What a dataset holds and lacks, publication by publication and month by month, for the coverage page."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from newsstand.export.drawing import Piece, Year, columns, row_of_months, years_of
from newsstand.export.stage import Stage
from newsstand.export.tables import Row
from newsstand.gaps.in_dataset import PublicationGaps
from newsstand.gaps.missing import Gap

ACCESS = ("free", "preview", "locked", "unknown")
OFTEN = 4
"""Days from one edition to the next, on average, below which a publication is drawn as a calendar."""
MOST_GAPS = 40
"""Gaps that a publication's table names; of more it says how many."""
MOST_RUNS = 20
"""Unhealthy runs that are named."""
MOST_LANGUAGES = 5
ROOM = 3
"""Months that the number of a year is as wide as."""
LINE = 40
"""Height of the drawing of stories an edition."""


@dataclass(slots=True)
class Counts:
    """Of the stories of a publication that are not withdrawn."""

    pages: int = 0
    """Those that are whole pages of a newspaper: no paywall can be seen on one."""
    access: Counter[str] = field(default_factory=Counter)
    """Of the others."""
    languages: Counter[str] = field(default_factory=Counter)
    by_month: Counter[str] = field(default_factory=Counter)
    editions: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Month -> the ids of editions with stories."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A publication on the page."""

    name: str
    facts: list[str]
    editions: int
    complete: int
    incomplete: int
    left: int
    never: int
    silent: int
    """Gaps that the user has accepted; no number above counts them."""
    stories: int
    """Articles and whole pages."""
    pages: int
    access: dict[str, int]
    """Of the articles."""
    languages: str
    years: list[Year]
    daily: bool
    months: dict[str, float | None]
    """Month -> share of the editions due in it that are here and complete."""
    mean: list[tuple[str, float]]
    """Month -> stories an edition, in order; a month without any is not there."""
    gaps: list[Gap]
    more_gaps: int

    @property
    def articles(self) -> int:
        return self.stories - self.pages

    @property
    def unit(self) -> str:
        """What its editions are made of."""
        return "stories" if self.articles or not self.pages else "pages"

    @property
    def missing(self) -> int:
        return self.incomplete + self.left + self.never

    def matrix(self, months: list[str]) -> dict[int, str]:
        return row_of_months([self.months.get(month) for month in months])

    @property
    def span(self) -> int:
        """Months from the first with stories to the last."""
        return len(list(_between(self.mean[0][0], self.mean[-1][0])))

    @property
    def line(self) -> str:
        """Stories an edition, drawn to scale: where a month has none its place is empty."""
        known = dict(self.mean)
        return columns([known.get(month) for month in _between(self.mean[0][0], self.mean[-1][0])], LINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """All that the page shows."""

    publications: list[Shown]
    months: list[str]
    """Every month from the first to the last, "2024-11", but for years in which nothing was due."""
    first: str | None
    last: str | None
    runs: list[tuple[str, int, int, str]]
    """How runs ended: reason, exit code, how many, when last."""
    runs_by_month: list[tuple[str, int, int]]
    """Month, healthy runs, others."""
    unhealthy: list[Row]

    @property
    def years(self) -> list[tuple[int, str]]:
        """Where in `months` each year begins; of a first one that is cut short there is no room to say so."""
        found = [(at, month[:4]) for at, month in enumerate(self.months) if at == 0 or month.endswith("-01")]
        return found[1:] if len(found) > 1 and found[1][0] < ROOM else found

    def total(self, name: str) -> int:
        """The sum of a number over all publications."""
        return sum(getattr(each, name) for each in self.publications)


def coverage(stage: Stage, surveyed: list[PublicationGaps], runs: list[Row]) -> Coverage:
    """What the page shows of a stage that holds the whole dataset."""
    counts: dict[tuple[str, str | None], Counts] = defaultdict(Counts)
    for stories in stage.counted():
        _count(counts[stories["newsstand"], stories["publication_id"]], stories)
    editions: dict[tuple[str, str | None], list[Row]] = defaultdict(list)
    for edition in stage.rows("editions"):
        editions[edition["newsstand"], edition["publication_id"]].append(edition)
    rows = {(row["newsstand"], row["id"]): row for row in stage.rows("publications")}
    shown = []
    for each in surveyed:
        key = each.publication.newsstand, each.publication.id
        if key in rows:
            shown.append(_shown(rows[key], editions[key], counts[key], each))
    shown.sort(key=lambda one: one.name.casefold())
    days = sorted(
        day for each in editions.values() for row in each for day in (row["date_start"], row["date_end"]) if day
    )
    due = sorted({month for one in shown for month in one.months})
    years = {month[:4] for month in due}
    ended = Counter((run["reason"] or "", run["exit_code"] or 0) for run in runs)
    last = {(run["reason"] or "", run["exit_code"] or 0): run["start"] or "" for run in runs}
    return Coverage(
        publications=shown,
        months=[month for month in _between(due[0], due[-1]) if month[:4] in years] if due else [],
        first=days[0] if days else None,
        last=days[-1] if days else None,
        runs=[(*how, count, last[how][:16]) for how, count in ended.most_common()],
        runs_by_month=_by_month(runs),
        unhealthy=[run for run in reversed(runs) if run["exit_code"]][:MOST_RUNS],
    )


def _count(counts: Counts, stories: Row) -> None:
    many, month = stories["stories"], stories["month"]
    if stories["granularity"] == "page":
        counts.pages += many
    else:
        counts.access[stories["access"] or "unknown"] += many
    counts.languages[stories["language"] or "?"] += many
    if month:
        counts.by_month[month] += many
        counts.editions[month].add(stories["edition_id"] or "")


def _shown(row: Row, editions: list[Row], counts: Counts, surveyed: PublicationGaps) -> Shown:
    gaps = surveyed.gaps.gaps
    frequency = surveyed.gaps.frequency
    kinds = Counter(gap.kind for gap in gaps if not gap.accepted)
    daily = frequency is not None and frequency.days < OFTEN
    stories = counts.languages.total()
    due: Counter[str] = Counter()
    have: Counter[str] = Counter()
    known_of = {gap.edition_id for gap in gaps if gap.accepted}
    for edition in editions:
        if edition["date_start"] and edition["id"] not in known_of:
            due[edition["date_start"][:7]] += 1
            have[edition["date_start"][:7]] += bool(edition["complete"])
    for gap in gaps:
        if gap.kind != "incomplete" and gap.date_start and not gap.accepted:
            due[gap.date_start[:7]] += 1
    told = [row["country"], row["language"], str(frequency) if frequency else row["frequency"]]
    languages = [f"{name} {count / stories:.0%}" for name, count in counts.languages.most_common(MOST_LANGUAGES)]
    return Shown(
        name=row["name"] or row["id"],
        facts=[fact for fact in told if fact],
        editions=len(editions),
        complete=sum(bool(edition["complete"]) for edition in editions),
        incomplete=kinds["incomplete"],
        left=kinds["not collected"],
        never=kinds["never listed"],
        silent=sum(bool(gap.accepted) for gap in gaps),
        stories=stories,
        pages=counts.pages,
        access={name: counts.access[name] for name in ACCESS},
        languages=", ".join(languages),
        years=years_of(_pieces(editions, gaps), daily=daily),
        daily=daily,
        months={month: have[month] / count for month, count in due.items()},
        mean=[(month, count / len(counts.editions[month])) for month, count in sorted(counts.by_month.items())],
        gaps=gaps[-MOST_GAPS:][::-1],
        more_gaps=max(0, len(gaps) - MOST_GAPS),
    )


def _pieces(editions: Iterable[Row], gaps: Iterable[Gap]) -> Iterator[Piece]:
    for edition in editions:
        if edition["date_start"] and edition["date_end"] and edition["complete"]:
            yield Piece("complete", *_days(edition["date_start"], edition["date_end"]), edition["label"] or "")
    for gap in gaps:
        if gap.date_start and gap.date_end:
            days = _days(gap.date_start, gap.date_end)
            name = gap.label or gap.date_start
            if gap.accepted:
                yield Piece("silent", *days, f"{name}: {gap.accepted}")
            elif gap.kind == "incomplete":
                yield Piece("incomplete", *days, f"{name}: {gap.stories_held or 0} of {gap.stories_listed} here")
            elif gap.kind == "not collected":
                yield Piece("left", *days, f"{name}: listed, not collected")
            else:
                number = f", number {gap.issue_number}" if gap.issue_number else ""
                yield Piece("never", *days, f"{name}{number}: expected, on no list")


def _days(first: str, last: str) -> tuple[date, date]:
    return date.fromisoformat(first), date.fromisoformat(last)


def _between(first: str, last: str) -> Iterator[str]:
    """Every month from one to another, both inclusive."""
    year, month = map(int, first.split("-"))
    while (found := f"{year:04}-{month:02}") <= last:
        yield found
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _by_month(runs: Iterable[Row]) -> list[tuple[str, int, int]]:
    good: Counter[str] = Counter()
    bad: Counter[str] = Counter()
    for run in runs:
        if run["start"]:
            (bad if run["exit_code"] else good)[run["start"][:7]] += 1
    return [(month, good[month], bad[month]) for month in sorted(good | bad)]
