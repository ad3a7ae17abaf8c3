"""`scrapy dataset`: the shape of the dataset."""

import argparse
import json
import sys
from typing import Any

from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings

from newsstand.dataset.index import Index
from newsstand.dataset.opening import dataset_of
from newsstand.exit_codes import Refused
from newsstand.gaps.in_dataset import survey
from newsstand.terminal import print_table, printing, refusing, size
from newsstand.text import plural

SUMMED = ("editions", "stories", "revisions", "withdrawn", "gaps", "bytes")


class Command(ScrapyCommand):
    settings: Settings  # Scrapy gives them before it runs the command

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[--json]"

    def short_desc(self) -> str:
        return "Show what the dataset holds"

    def long_desc(self) -> str:
        return (
            "Show the dataset's shape: publications, editions, stories, revisions, gaps, bytes, first and last dates."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="as one JSON object")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        with refusing(self):
            if args:
                raise Refused(f"dataset: {args[0]!r} is not known. The folder is named by -s DATA_DIR=...")
            with dataset_of(self.settings) as index:
                found = shape(index)
            with printing(self, "dataset"):
                if opts.json:
                    sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=1) + "\n")
                else:
                    print_shape(found)


def shape(index: Index) -> dict[str, Any]:
    """The whole, and a row for each publication. `revisions` counts what came after a story's first record."""
    found, _ = survey(index)
    gaps = {(each.publication.newsstand, each.publication.id): len(each.gaps.gaps) for each in found}
    rows = [
        {
            "newsstand": amount["newsstand"],
            "publication_id": amount["publication_id"] or None,
            "publication": amount["name"],
            "editions": amount["editions"],
            "stories": amount["stories"],
            "revisions": amount["story_records"] - amount["stories"],
            "withdrawn": amount["withdrawn"],
            "gaps": gaps.get((amount["newsstand"], amount["publication_id"]), 0),
            "bytes": amount["bytes"],
            "first": amount["first"],
            "last": amount["last"],
        }
        for amount in index.amounts()
    ]
    return {
        "data_dir": str(index.data_dir),
        "publications": len(gaps),
        **{name: sum(row[name] for row in rows) for name in SUMMED},
        "first": min((row["first"] for row in rows if row["first"]), default=None),
        "last": max((row["last"] for row in rows if row["last"]), default=None),
        "by_publication": rows,
    }


def print_shape(found: dict[str, Any]) -> None:
    columns = ["newsstand", "publication", *(f"#{name}" for name in SUMMED), "first", "last"]
    rows = [
        [row["newsstand"], row["publication"] or row["publication_id"] or "(not said)", *numbers(row)]
        for row in found["by_publication"]
    ]
    whole = plural(found["publications"], "publication")
    print_table(columns, [*rows, ["", whole, *numbers(found)]])
    sys.stdout.write(f"The data is in {found['data_dir']}\n")


def numbers(row: dict[str, Any]) -> list[str]:
    counts = [size(row[name]) if name == "bytes" else f"{row[name]:,}" for name in SUMMED]
    return [*counts, row["first"] or "-", row["last"] or "-"]
