"""`scrapy coverage`: a page that shows what the dataset holds and lacks."""

import argparse
import sys
from pathlib import Path

from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings

from newsstand.exit_codes import EXIT_CODES, USAGE, Refused
from newsstand.terminal import one_line


class Command(ScrapyCommand):
    settings: Settings  # Scrapy gives them before it runs the command

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[--to FILE]"

    def short_desc(self) -> str:
        return "Draw what the dataset holds and lacks, as one HTML page"

    def long_desc(self) -> str:
        return "Write one HTML page, without scripts, of every publication, month and edition that is here or missing."

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--to", metavar="FILE", default="coverage.html", help="the file (default: coverage.html)")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        # Here, as Scrapy imports the modules of all commands before it runs any of them.
        from newsstand.dataset.database import index_folder
        from newsstand.export.inputs import Damaged, Found
        from newsstand.export.page import coverage_of, render
        from newsstand.gaps.silence import Silence

        data_dir, path = Path(self.settings["DATA_DIR"]), Path(opts.to)
        found, silences = Found(), Silence.of(self.settings.getlist("SILENCE"))
        try:
            if args:
                raise Refused(f"coverage: {args[0]!r} is not known. Name a file with --to.")
            page = render(coverage_of(data_dir, found, silences, index_folder(self.settings)))
        except (Refused, Damaged, OSError) as error:
            sys.stderr.write(f"{one_line(str(error))}\n")
            self.exitcode = USAGE
            return
        for line in found.damaged:
            sys.stderr.write(f"passed over: {one_line(line)}\n")
        try:
            write_whole(path, page)
        except OSError as error:
            sys.stderr.write(f"coverage: {one_line(str(error))}: name another file with --to.\n")
            self.exitcode = EXIT_CODES["feed not written"]
            return
        sys.stdout.write(f"The page is in {path}\n")


def write_whole(path: Path, text: str) -> None:
    """Write a file that is whole or as it was. Raises OSError."""
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
