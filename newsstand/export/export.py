"""An export: whether there is anything to do, and for whom.

What does it (newsstand/export/job.py) is imported where there is: on most nights of most datasets nothing is new.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from newsstand.dataset.listing import look
from newsstand.dataset.runs import RUNS
from newsstand.exit_codes import Refused
from newsstand.export.folder import alone, workshop
from newsstand.export.inputs import OPTIONAL, Found, Text, input_files
from newsstand.export.manifest import FORMATS, Manifest, differences, missing_extra, read_manifest, versions

if TYPE_CHECKING:
    from newsstand.gaps.silence import Silence


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
    silences: "tuple[Silence, ...]" = ()
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


def export(data_dir: Path, out: Path, wish: Wish, *, full: bool = False, threads: int = 1) -> Done:
    """Bring the export in `out` up to date with the dataset; `full` makes all of it anew.

    Raises NoDataset, Refused, Damaged (a line that is no record) and OSError; then the export is what it was before.
    """
    refuse_missing(wish.formats)
    found = look(data_dir)
    inputs = input_files(data_dir, found)
    if not inputs:
        raise _nothing_in(data_dir)
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
        from newsstand.export.job import Job, gaps_and_runs_of  # noqa: PLC0415  # it takes longer to import than to find nothing new

        surveyed = gaps_and_runs_of(data_dir, wish, found)
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


def _nothing_in(data_dir: Path) -> Refused:
    """What to raise for a folder without a dataset."""
    from newsstand.dataset.opening import NoDataset, no_folder, no_records  # noqa: PLC0415  # as the job, above

    return no_records(data_dir) if data_dir.is_dir() else NoDataset(no_folder(data_dir))


def _continues(new: Manifest, old: Manifest) -> bool:
    """Whether the new export can take over what the old one made."""
    same = all(old.versions.get(name, version) == version for name, version in new.versions.items())
    return (
        same and old.options == new.options and all(new.inputs.get(name) == old.inputs[name] for name in _records(old))
    )


def _records(manifest: Manifest) -> list[str]:
    return [name for name in manifest.inputs if name != RUNS]
