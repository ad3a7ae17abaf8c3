"""`scrapy gaps`: what the dataset lacks, from the data alone."""

import argparse
import json
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings

from newsstand.dataset.files import has_writer
from newsstand.dataset.opening import MISSING, dataset_of, line_of
from newsstand.exit_codes import Refused
from newsstand.gaps.in_dataset import PublicationGaps, accepted, survey
from newsstand.gaps.missing import Gap
from newsstand.gaps.silence import Silence
from newsstand.terminal import print_table, printing, refusing
from newsstand.text import plural

GAPS = 1
"""Exit code where something is missing."""


class Command(ScrapyCommand):
    settings: Settings  # Scrapy gives them before it runs the command

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[--publication NAME_OR_ID] [--until DAY] [--json]"

    def short_desc(self) -> str:
        return "List editions and stories that are missing"

    def long_desc(self) -> str:
        return (
            "List what the dataset lacks: editions whose stories are not all there, editions that the newsstand listed "
            "and nobody collected, and editions that no list has shown although issue numbers or the publication's own "
            "frequency say that there should be one. Exit code 0: nothing is missing; 1: there are gaps."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--publication", metavar="NAME_OR_ID", help="of one publication only")
        parser.add_argument("--until", metavar="DAY", help="also editions due up to this day: 2025-01-31")
        parser.add_argument("--check", action="store_true", help="read and hash every file, and name what was changed")
        parser.add_argument("--json", action="store_true", help="as one JSON object")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        with refusing(self):
            if args:
                raise Refused(f"gaps: {args[0]!r} is not known. Name a publication with --publication.")
            until = read_day(opts.until)
            with dataset_of(self.settings) as index:
                found, wrong = survey(index, publication=opts.publication, until=until, hashed=opts.check)
                parts = [index.data_dir / name for name in index.parts]
                unfinished = [part for part in parts if not has_writer(part)]
            silences = Silence.of(self.settings.getlist("SILENCE"))
            found = [accepted(one, silences) for one in found]
            self.exitcode = GAPS if unfinished or any(open_gaps(each) for each in found) else 0
            if not self.exitcode and not opts.check:
                wrong = [one for one in wrong if not one.endswith(MISSING)]  # lost, and all of it is there again
            if wrong:
                sys.stderr.write(line_of(wrong) + "\n")
            if unfinished:
                sys.stderr.write(unfinished_line(unfinished) + "\n")
            with printing(self, "gaps"):
                if opts.json:
                    sys.stdout.write(json.dumps(as_object(found), ensure_ascii=False, indent=1) + "\n")
                else:
                    print_gaps(found)


def unfinished_line(parts: list[Path]) -> str:
    more = f" and {len(parts) - 1:,} more" if len(parts) > 1 else ""
    return f"Not in the dataset yet: {parts[0]}{more}. A run was killed; the next one completes it"


def read_day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise Refused(f"gaps: --until {text!r} is no day. Write it as 2025-01-31.") from error


def as_object(found: list[PublicationGaps]) -> dict[str, Any]:
    return {
        "gaps": sum(len(open_gaps(each)) for each in found),
        "publications": [
            {
                "newsstand": each.publication.newsstand,
                "publication_id": each.publication.id,
                "publication": each.publication.name,
                "frequency": str(each.gaps.frequency) if each.gaps.frequency else None,
                "gaps": [asdict(gap) for gap in each.gaps.gaps],
            }
            for each in found
        ],
    }


def open_gaps(found: PublicationGaps) -> list[Gap]:
    """The gaps that the user has not accepted."""
    return [gap for gap in found.gaps.gaps if gap.accepted is None]


def print_gaps(found: list[PublicationGaps]) -> None:
    rows = [row(each, gap) for each in found for gap in each.gaps.gaps]
    if rows:
        print_table(["publication", "what", "edition", "#stories", "why"], rows)
    whole = sum(not open_gaps(each) for each in found)
    count = sum(len(open_gaps(each)) for each in found)
    taken = f" and {len(rows) - count} accepted" if len(rows) > count else ""
    sys.stdout.write(f"{plural(count, 'gap')}{taken}; nothing missing of {whole} of {len(found)} publications\n")


def row(found: PublicationGaps, gap: Gap) -> list[str]:
    stories = "" if gap.stories_listed is None else f"{gap.stories_held or 0} of {gap.stories_listed}"
    return [found.publication.name or found.publication.id, gap.kind, edition(gap), stories, why(found, gap)]


def edition(gap: Gap) -> str:
    """The label, or what is known of an edition that no list has shown."""
    if gap.label:
        return gap.label
    days = " to ".join(dict.fromkeys(day for day in (gap.date_start, gap.date_end) if day))
    number = gap.issue_number and f"no. {gap.issue_number}" + (f" of volume {gap.volume}" if gap.volume else "")
    return ", ".join(part for part in (days, number) if part) or gap.edition_id or ""


def why(found: PublicationGaps, gap: Gap) -> str:
    if gap.accepted:
        return f"accepted: {gap.accepted}"
    if gap.kind == "never listed":
        evidence = "the numbers around it" if gap.issue_number else f"appears {found.gaps.frequency}"
        return f"{evidence}; after {gap.after}" if gap.after else evidence
    return ", ".join(f"{cause} ({count})" if count > 1 else cause for cause, count in sorted(gap.causes.items()))
