"""An export from beginning to end: what is there, what is new, which files follow, and how they get in place."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from newsstand.dataset.opening import NoDataset, no_folder, no_records, open_dataset
from newsstand.dataset.runs import RUNS
from newsstand.exit_codes import Refused
from newsstand.export.columns import OPTIONAL
from newsstand.export.describe import Facts, describe, describe_dataset, facts
from newsstand.export.folder import MANIFEST, alone, publish, workshop
from newsstand.export.manifest import FORMATS, Manifest, described, differences, missing_extra, read_manifest, versions
from newsstand.export.parquet import BY_YEAR, stage_changes, write_parquet
from newsstand.export.rows import Text
from newsstand.export.source import Found, input_files, records
from newsstand.export.spreadsheets import write_csv, write_xlsx
from newsstand.export.sqlite import write_sqlite
from newsstand.export.tables import Dataset, Needs, Row, add_record, gap_rows, run_rows
from newsstand.gaps.in_dataset import PublicationGaps, accepted, gaps_in
from newsstand.gaps.silence import Silence

DATABASE = "newsstand.sqlite"
WORKBOOK = "newsstand.xlsx"
BELONGS: dict[str, Callable[[str], bool]] = {
    "sqlite": lambda name: name == DATABASE,
    "parquet": lambda name: name.endswith(".parquet"),
    "csv": lambda name: name.startswith("csv/"),
    "xlsx": lambda name: name == WORKBOOK,
}
"""Whether a file of an export belongs to a format. Those that belong to none describe the others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be exported. Days are ISO, both inclusive."""

    formats: tuple[str, ...] = ()
    """None: those that are in the folder, else what can be written of SQLite and Parquet."""
    publication: str | None = None
    """Name or id."""
    since: str | None = None
    until: str | None = None
    text: Text = None
    teasers: bool = False
    same_story: bool = False
    skip_bad: bool = False
    silences: tuple[Silence, ...] = ()
    """What the user has said of gaps."""
    index_folder: Path | None = None
    """Where the dataset's index is, if not in DATA_DIR."""

    def options(self) -> dict[str, object]:
        """As a manifest has them; an export with others is another export."""
        names = ("publication", "since", "until", "text", *OPTIONAL, "skip_bad")
        return {name: getattr(self, name) for name in names} | {"silences": [str(each) for each in self.silences]}

    @property
    def optional(self) -> frozenset[str]:
        return frozenset(name for name in OPTIONAL if getattr(self, name))

    @property
    def chooses(self) -> bool:
        """Whether it leaves out records, so that a later one may bring others back."""
        return any((self.publication, self.since, self.until))


@dataclass(slots=True)
class Done:
    """What an export did."""

    manifest: Manifest
    written: list[str] = field(default_factory=list)
    """Files that are new or have changed."""
    found: Found = field(default_factory=Found)
    cut: list[str] = field(default_factory=list)
    """What a spreadsheet could not hold."""
    read: int = 0
    """Files of the dataset that were read."""


def export(data_dir: Path, out: Path, wish: Wish, *, full: bool = False, threads: int | None = None) -> Done:
    """Bring the export in `out` up to date with the dataset; `full` makes all of it anew.

    Raises NoDataset, Refused, Damaged (a line that is no record) and OSError; then the export is what it was before.
    """
    refuse_missing(wish.formats)
    if not data_dir.is_dir():
        raise NoDataset(no_folder(data_dir))
    inputs = input_files(data_dir)
    if not inputs:
        raise no_records(data_dir)
    with alone(out):
        old = read_manifest(out)
        formats = chosen_formats(wish, old)
        new = Manifest(versions=versions(formats), options=wish.options(), formats=formats, inputs=inputs)
        if old and (full or not _continues(new, old)):
            gone, old = list(old.files), None
        else:
            gone = []
        if old and (old.formats, old.inputs) == (formats, inputs) and all((out / name).exists() for name in old.files):
            return Done(old)
        surveyed = survey(data_dir, wish)
        with workshop(out) as work:
            job = Job(data_dir, out, work, wish, threads)
            return job.make(new, old, surveyed, gone)


def check(data_dir: Path, out: Path) -> list[str]:
    """What is not as the export's manifest says, a line each; none where all is right. Raises Refused, OSError."""
    if not out.is_dir():
        raise Refused(f"{out} does not exist: name the folder of an export with --to.")
    with alone(out):
        manifest = read_manifest(out)
        if manifest is None:
            raise Refused(f"{out} holds no export: make one with `scrapy export --to {out}`.")
        return differences(out, manifest, input_files(data_dir))


def stories_in(files: Mapping[str, Mapping[str, Any]]) -> int:
    """How many stories the files of an export hold."""
    counts = [file["rows"] for name, file in files.items() if name in (DATABASE, "csv/stories.csv", WORKBOOK)]
    parquet = [file["rows"] for name, file in files.items() if name.startswith("stories/")]
    return counts[0] if counts else sum(parquet)


def refuse_missing(formats: Iterable[str]) -> None:
    """Raises Refused for a format that is not known, or that what writes it is not installed for."""
    for name in formats:
        if name not in FORMATS:
            raise Refused(f"export: format {name!r} is not known. Known: {', '.join(FORMATS)}.")
        if missing_extra(name):
            raise Refused(
                f"export: {name} needs {FORMATS[name]}: install newsstand[{name}], or choose another --format."
            )


def chosen_formats(wish: Wish, old: Manifest | None) -> list[str]:
    """The formats that the folder will hold: those asked for and those in it, so that all are of one dataset."""
    wanted = {*wish.formats, *(old.formats if old else ())}
    refuse_missing(wanted)
    default = {name for name in ("sqlite", "parquet") if not missing_extra(name)}
    return [name for name in FORMATS if name in (wanted or default)]


def survey(data_dir: Path, wish: Wish) -> list[PublicationGaps]:
    """The gaps of the publications that are exported, with those that have none. Raises NoDataset, OSError."""
    with open_dataset(data_dir, wish.index_folder) as index:
        if wish.publication is None and not index.publications():
            return []
        return [accepted(each, wish.silences) for each in gaps_in(index, publication=wish.publication)]


def _continues(new: Manifest, old: Manifest) -> bool:
    """Whether the new export can take over what the old one made."""
    same = all(old.versions.get(name, version) == version for name, version in new.versions.items())
    return (
        same and old.options == new.options and all(new.inputs.get(name) == old.inputs[name] for name in _records(old))
    )


def _records(manifest: Manifest) -> list[str]:
    return [name for name in manifest.inputs if name != RUNS]


@dataclass(frozen=True, slots=True)
class Job:
    """One export at work."""

    data_dir: Path
    out: Path
    work: Path
    wish: Wish
    threads: int | None

    def make(self, new: Manifest, old: Manifest | None, surveyed: list[PublicationGaps], gone: list[str]) -> Done:
        """Write what is new or has changed, and put it in place."""
        done = Done(new)
        known: Facts | None = None
        made = self.work / "made"
        made.mkdir()
        changed = old is None or old.inputs != new.inputs
        todo = [name for name in new.formats if changed or name not in (old.formats if old else ())]
        counts: dict[str, int] = {}
        if old and "parquet" in todo and self._adds_to_parquet(old):
            todo.remove("parquet")
            with self._dataset(["parquet"], done, surveyed, counts, since=old) as dataset:
                write_parquet(dataset, made, self.out, self.threads)
                known = facts(dataset.stage, dataset.gaps, len(dataset.runs))
        if todo:
            with self._dataset(todo, done, surveyed, counts) as dataset:
                self._write(todo, dataset, made, done)
                known = facts(dataset.stage, dataset.gaps, len(dataset.runs))
        kept = (
            {} if old is None else {name: file for name, file in old.files.items() if self._stays(name, todo, changed)}
        )
        data = {**kept, **described(made, counts)}
        assert known
        describe(made, new.formats, data, known, stories_in(data))
        files = described(made, counts)
        new.files.update(sorted({**kept, **files}.items()))
        new.write(made / MANIFEST)
        done.written = sorted(name for name, file in files.items() if not old or old.files.get(name) != file)
        gone += [name for name in (old.files if old else ()) if name not in new.files]
        describe_dataset(self.data_dir)
        publish(self.out, made, [name for name in gone if name not in new.files])
        return done

    def _stays(self, name: str, todo: list[str], changed: bool) -> bool:
        """Whether a file of the old export that was not written now belongs to the new one."""
        format = next((each for each, owns in BELONGS.items() if owns(name)), None)
        if format == "parquet" and format not in todo:
            return name.partition("/")[0] in BY_YEAR or not changed
        return format is not None and format not in todo

    def _adds_to_parquet(self, old: Manifest) -> bool:
        """Whether new files can be added to the Parquet files of the old export."""
        files = {name: file for name, file in old.files.items() if BELONGS["parquet"](name)}
        stories = sum(file["rows"] for name, file in files.items() if name.startswith("stories/"))
        whole = not differences(self.out, replace(old, files=files, inputs={}), {})
        if self.wish.chooses or self.wish.same_story:
            return False  # any story may be the same as a new one: all are read again
        return "parquet" in old.formats and bool(stories) and whole

    @contextmanager
    def _dataset(
        self,
        formats: list[str],
        done: Done,
        surveyed: list[PublicationGaps],
        counts: dict[str, int],
        since: Manifest | None = None,
    ) -> Iterator[Dataset]:
        """The dataset as these formats see it: all of it, or what changed since an earlier export."""
        path = self.work / f"stage-{'new' if since else 'all'}.sqlite"
        needs = Needs.of(formats, self.wish.optional)
        stage = needs.stage(path)
        try:
            names = set(done.manifest.inputs) - set(since.inputs if since else ())
            for read in records(self.data_dir, names, done.found, skip_bad=self.wish.skip_bad):
                add_record(stage, read, needs, self.wish.text)
            if since:
                stage_changes(stage, self.out, self.work, needs)
            wanted = {(each.publication.newsstand, each.publication.id) for each in surveyed}
            stage.choose(
                publications=wanted if self.wish.publication else None, since=self.wish.since, until=self.wish.until
            )
            done.read = max(done.read, len(names))
            gaps = [gap for gap in gap_rows(surveyed) if self._is_inside(gap)]
            yield Dataset(stage, gaps, run_rows(self.data_dir), self.wish.optional, counts)
        finally:
            stage.close()
            for left in self.work.glob(f"{path.stem}.*"):
                left.unlink()

    def _is_inside(self, gap: Row) -> bool:
        first, last = gap["date_start"], gap["date_end"]
        if self.wish.since and (last is None or last < self.wish.since):
            return False
        return not (self.wish.until and (first is None or first > self.wish.until))

    def _write(self, formats: list[str], dataset: Dataset, made: Path, done: Done) -> None:
        if "sqlite" in formats:
            write_sqlite(dataset, made / DATABASE)
            dataset.counts[DATABASE] = dataset.counts["stories"]
        if "parquet" in formats:
            write_parquet(dataset, made, None, self.threads)
        if "csv" in formats:
            write_csv(dataset, made)
        if "xlsx" in formats:
            done.cut += write_xlsx(dataset, made / WORKBOOK)
            dataset.counts[WORKBOOK] = dataset.counts[f"{WORKBOOK}/stories"]
