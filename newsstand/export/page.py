"""The coverage page: one HTML file that needs nothing else. The one door to jinja2, which escapes every name."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

from jinja2 import Environment, StrictUndefined

from newsstand.dataset.listing import look
from newsstand.export.coverage import Coverage, coverage
from newsstand.export.gaps_and_runs import gaps_and_runs
from newsstand.export.inputs import Found, input_files
from newsstand.export.source import records
from newsstand.export.tables import Needs, add_records
from newsstand.gaps.silence import Silence

TEMPLATE = "coverage.html.j2"


def coverage_of(
    data_dir: Path, found: Found, silences: Sequence[Silence] = (), index_folder: Path | None = None
) -> Coverage:
    """What a dataset holds and lacks; damaged lines are passed over and named in `found`.

    `index_folder`: where the dataset's index is, if not in DATA_DIR. Raises NoDataset, OSError.
    """
    there = look(data_dir)
    inputs = input_files(data_dir, there)
    surveyed = gaps_and_runs(data_dir, silences=silences, index_folder=index_folder, found=there)
    with TemporaryDirectory(prefix="newsstand-") as work:
        needs = Needs()
        stage = needs.stage(Path(work) / "stage.sqlite")
        try:
            add_records(stage, records(data_dir, inputs, found, rows=needs.lines, skip_bad=True), needs)
            stage.choose()
            return coverage(stage, surveyed.publications, list(surveyed.runs))
        finally:
            stage.close()


def render(found: Coverage) -> str:
    """The page: no script, nothing from elsewhere, the same for the same dataset."""
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined)
    template = files("newsstand.export").joinpath(TEMPLATE).read_text("utf-8")
    return environment.from_string(template).render(c=found)
