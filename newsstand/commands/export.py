"""`scrapy export`: the dataset as SQLite, Parquet, CSV and XLSX."""

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings

from newsstand.exit_codes import EXIT_CODES, USAGE, Refused
from newsstand.terminal import one_line, print_table, printing, size

if TYPE_CHECKING:
    from newsstand.export.export import Done, Wish

DIFFERS = 1
"""Exit code of --check where the export is not what its manifest says, or the dataset has changed since."""
NAMED = 5
"""Damaged lines that are named; of more it says how many."""


class Command(ScrapyCommand):
    settings: Settings  # Scrapy gives them before it runs the command

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[--to DIR] [--format NAME,…] [options]"

    def short_desc(self) -> str:
        return "Export the dataset for analysis: SQLite, Parquet, CSV, XLSX"

    def long_desc(self) -> str:
        return (
            "Bring a folder of files for analysis up to date with the dataset (docs/analysis.md). Formats that "
            "the folder holds are brought up to date too. Exit code 0: done; 1: --check found a difference; 2: refused "
            "or a damaged line, and the folder is as it was."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        from newsstand.export.manifest import FORMATS

        super().add_options(parser)
        parser.add_argument("--to", metavar="DIR", default="export", help="the folder (default: export)")
        parser.add_argument("--format", metavar="NAME,…", help=f"{', '.join(FORMATS)} (default: sqlite, and parquet "
            "where newsstand[parquet] is installed)")  # fmt: skip
        parser.add_argument("--publication", metavar="NAME_OR_ID", help="of one publication only")
        parser.add_argument("--since", metavar="DAY", help="editions that reach this day or a later one: 2025-01-31")
        parser.add_argument("--until", metavar="DAY", help="editions that begin on this day or an earlier one")
        parser.add_argument("--text", choices=("keep", "none"), help="keep all texts, or none (default: those that no "
            "publisher reserves)")  # fmt: skip
        parser.add_argument("--teasers", action="store_true", help="a table of teasers too (Parquet always has them)")
        parser.add_argument("--same-story", action="store_true", help="a table of stories whose text several "
            "publications have, in whole or in part; every text is read each time")  # fmt: skip
        parser.add_argument("--skip-bad", action="store_true", help="pass over lines that are damaged")
        parser.add_argument("--full", action="store_true", help="make everything anew")
        parser.add_argument("--check", action="store_true", help="say whether the export is whole and up to date")
        parser.add_argument("--json", action="store_true", help="what was done, as one JSON object")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        from newsstand.export.export import check, export
        from newsstand.export.inputs import Damaged

        data_dir, out = Path(self.settings["DATA_DIR"]), Path(opts.to)
        try:
            if args:
                raise Refused(f"export: {args[0]!r} is not known. Name a folder with --to.")
            if opts.check:
                self._say_differences(check(data_dir, out), opts)
                return
            done = export(data_dir, out, wish(opts, self.settings), full=opts.full)
        except Refused as error:
            self._refuse(str(error), USAGE)
        except Damaged as error:
            self._refuse(f"{error}. Nothing was exported; --skip-bad passes over such lines.", USAGE)
        except OSError as error:
            self._refuse(f"{error}. {out} is as it was.", EXIT_CODES["feed not written"])
        else:
            with printing(self, "export"):
                say(done, out, as_json=opts.json)

    def _refuse(self, message: str, code: int) -> None:
        sys.stderr.write(f"{one_line(message)}\n")
        self.exitcode = code

    def _say_differences(self, found: list[str], opts: argparse.Namespace) -> None:
        self.exitcode = DIFFERS if found else 0
        with printing(self, "export"):
            if opts.json:
                sys.stdout.write(json.dumps({"to": opts.to, "differences": found}, ensure_ascii=False, indent=1) + "\n")
            else:
                sys.stdout.write("".join(f"{one_line(line)}\n" for line in found or [f"{opts.to} is right"]))


def wish(opts: argparse.Namespace, settings: Settings) -> "Wish":
    """What the options ask for. Raises Refused, OSError."""
    from newsstand.dataset.database import index_folder
    from newsstand.export.export import Wish
    from newsstand.gaps.silence import Silence

    return Wish(
        formats=tuple(name.strip() for name in opts.format.split(",")) if opts.format else (),
        publication=opts.publication,
        since=read_day("--since", opts.since),
        until=read_day("--until", opts.until),
        text=opts.text,
        teasers=opts.teasers,
        same_story=opts.same_story,
        skip_bad=opts.skip_bad,
        silences=tuple(Silence.of(settings.getlist("SILENCE"))),
        index_folder=index_folder(settings),
    )


def read_day(option: str, text: str | None) -> str | None:
    try:
        return date.fromisoformat(text).isoformat() if text else None
    except ValueError as error:
        raise Refused(f"export: {option} {text!r} is no day. Write it as 2025-01-31.") from error


def as_object(done: "Done", out: Path) -> dict[str, Any]:
    return {
        "to": str(out),
        "formats": done.manifest.formats,
        "files_read": done.read,
        "written": done.written,
        "damaged": done.found.damaged,
        "unknown_keys": {table: sorted(keys) for table, keys in sorted(done.found.unknown.items())},
        "cut": done.cut,
    }


def say(done: "Done", out: Path, *, as_json: bool) -> None:
    if as_json:
        sys.stdout.write(json.dumps(as_object(done, out), ensure_ascii=False, indent=1) + "\n")
        return
    for line in warnings(done):
        sys.stderr.write(f"{one_line(line)}\n")
    if done.written:
        files = [(name, done.manifest.files[name]) for name in done.written]
        rows = [[name, f"{file['rows']:,}" if "rows" in file else "", size(file["bytes"])] for name, file in files]
        print_table(["file", "#rows", "#size"], rows)
    else:
        sys.stdout.write("Nothing is new\n")
    sys.stdout.write(f"The export is in {out}\n")


def warnings(done: "Done") -> list[str]:
    """What a user should know of an export that was made."""
    lines = [f"passed over: {line}" for line in done.found.damaged[:NAMED]]
    if len(done.found.damaged) > NAMED:
        lines.append(f"passed over: {len(done.found.damaged) - NAMED:,} lines more")
    for table, keys in sorted(done.found.unknown.items()):
        lines.append(f"{table}: keys that no column takes, left out: {', '.join(sorted(keys))}")
    return lines + done.cut
