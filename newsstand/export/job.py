"""One export at work: which files are written, from what, and how they get in place."""

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from newsstand.dataset.listing import Listing
from newsstand.export.describe import Facts, describe, describe_dataset, facts
from newsstand.export.export import Done, Wish
from newsstand.export.folder import MANIFEST, publish
from newsstand.export.gaps_and_runs import GapsAndRuns, gap_rows, gaps_and_runs
from newsstand.export.manifest import Manifest, described, differences
from newsstand.export.parquet import BY_YEAR, facts_of, stage_changes, write_parquet
from newsstand.export.source import records
from newsstand.export.spreadsheets import write_csv, write_xlsx
from newsstand.export.sqlite import write_sqlite
from newsstand.export.tables import Dataset, Needs, Row, add_records

DATABASE = "newsstand.sqlite"
WORKBOOK = "newsstand.xlsx"
BELONGS: dict[str, Callable[[str], bool]] = {
    "sqlite": lambda name: name == DATABASE,
    "parquet": lambda name: name.endswith(".parquet"),
    "csv": lambda name: name.startswith("csv/"),
    "xlsx": lambda name: name == WORKBOOK,
}
"""Whether a file of an export belongs to a format. Those that belong to none describe the others."""


def gaps_and_runs_of(data_dir: Path, wish: Wish, found: Listing) -> GapsAndRuns:
    """The gaps and runs of what is exported, of the files found in the dataset's folders. Raises NoDataset, OSError."""
    return gaps_and_runs(
        data_dir,
        publication=wish.publication,
        silences=wish.silences,
        index_folder=wish.index_folder,
        found=found,
    )


def stories_in(files: Mapping[str, Mapping[str, Any]]) -> int:
    """How many stories the files of an export hold."""
    counts = [file["rows"] for name, file in files.items() if name in (DATABASE, "csv/stories.csv", WORKBOOK)]
    parquet = [file["rows"] for name, file in files.items() if name.startswith("stories/")]
    return counts[0] if counts else sum(parquet)


@dataclass(frozen=True, slots=True)
class Job:
    """One export at work."""

    data_dir: Path
    out: Path
    work: Path
    wish: Wish
    threads: int
    """Of DuckDB. Two take a fifth more time of the processor than one, and Python works alone for most of an export."""

    def make(self, new: Manifest, old: Manifest | None, surveyed: GapsAndRuns, gone: list[str]) -> Done:
        """Write what is new or has changed, and put it in place. `gone`: files that an export of other options had."""
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
                known = facts(*facts_of(made), dataset.gaps, len(dataset.runs))
        if todo:
            with self._dataset(todo, done, surveyed, counts) as dataset:
                self._write(todo, dataset, made, done)
                stage = dataset.stage
                known = facts(stage.rows("publications"), stage.editions_cover(), dataset.gaps, len(dataset.runs))
        assert known
        before = old.files if old else {}
        kept = {name: file for name, file in before.items() if self._stays(name, todo, changed)}
        data = {**kept, **described(made, counts)}
        describe(made, new.formats, data, known, stories_in(data))
        files = {**data, **described(made, counts, besides=data)}
        new.files.update(sorted(files.items()))
        new.write(made / MANIFEST)
        done.written = sorted(name for name, file in files.items() if before.get(name) != file)
        describe_dataset(self.data_dir)
        publish(self.out, made, [name for name in (*gone, *before) if name not in new.files])
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
        surveyed: GapsAndRuns,
        counts: dict[str, int],
        since: Manifest | None = None,
    ) -> Iterator[Dataset]:
        """The dataset as these formats see it: all of it, or what changed since an earlier export."""
        path = self.work / f"stage-{'new' if since else 'all'}.sqlite"
        needs = Needs.of(formats, self.wish.optional)
        stage = needs.stage(path)
        try:
            inputs = done.manifest.inputs
            names: Collection[str] = inputs if since is None else inputs.keys() - since.inputs.keys()
            reads = records(self.data_dir, names, done.found, rows=needs.lines, skip_bad=self.wish.skip_bad)
            add_records(stage, reads, needs, self.wish.text)
            if since:
                stage_changes(stage, self.out, self.work, needs)
            wanted = {(each.publication.newsstand, each.publication.id) for each in surveyed.publications}
            stage.choose(
                publications=wanted if self.wish.publication else None, since=self.wish.since, until=self.wish.until
            )
            done.read = max(done.read, len(names))
            gaps = [gap for gap in gap_rows(surveyed.publications) if self._is_inside(gap)]
            yield Dataset(stage, gaps, surveyed.runs, self.wish.optional, counts)
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
