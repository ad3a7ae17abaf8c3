"""`scrapy index`: the state of the index, and building it anew."""

import argparse
import sys

from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings

from newsstand.dataset.index import Index
from newsstand.dataset.opening import dataset_of, line_of, not_as_left
from newsstand.exit_codes import Refused
from newsstand.terminal import printing, refusing, size


class Command(ScrapyCommand):
    settings: Settings  # Scrapy gives them before it runs the command

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[rebuild]"

    def short_desc(self) -> str:
        return "Show the index of the dataset, or build it anew"

    def long_desc(self) -> str:
        return (
            "Say what the index of the dataset's files holds. `rebuild` makes it anew from the files; it "
            "can be deleted at any time, and comes back the same."
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        with refusing(self):
            if args not in ([], ["rebuild"]):
                raise Refused(f"index: {' '.join(args)!r} is not known. Known: rebuild.")
            with dataset_of(self.settings) as index:
                if args:
                    index.rebuild()
                said = state(index)
            with printing(self, "index"):
                sys.stdout.write(said + "\n")


def state(index: Index) -> str:
    files, amounts = index.files(), index.amounts()
    editions, stories = (sum(amount[name] for amount in amounts) for name in ("editions", "stories"))
    lines, length = sum(lines for _, _, lines, _ in files), sum(length for _, length, _, _ in files)
    parts = index.parts
    said = [
        f"{index.path}",
        f"knows: publications {len(index.publications()):,}, editions {editions:,}, stories {stories:,}",
        f"from: files {len(files):,}, lines {lines:,}, {size(length)}",
    ]
    if parts:
        said.append(
            f"files not complete: {len(parts):,} (a run writes them, or was killed: the next run salvages them)"
        )
    if wrong := not_as_left(index):
        said.append(line_of(wrong))
    return "\n".join(said)
