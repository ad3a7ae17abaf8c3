"""`scrapy runs`: how each publication fares, by the record of runs."""

import argparse
import json
import sys
from typing import Any

from scrapy.commands import ScrapyCommand
from scrapy.settings import Settings

from newsstand.dataset.opening import dataset_of
from newsstand.dataset.runs import latest_runs
from newsstand.exit_codes import EXIT_CODES, FINISHED, Refused
from newsstand.health.states import State, states
from newsstand.terminal import print_table, printing, refusing


class Command(ScrapyCommand):
    settings: Settings  # Scrapy gives them before it runs the command

    requires_project = True
    requires_crawler_process = False

    def syntax(self) -> str:
        return "[--json]"

    def short_desc(self) -> str:
        return "Show how each publication fares: last healthy run, causes over time"

    def long_desc(self) -> str:
        return (
            "Show how each publication fares by the record of runs: how its last run ended and since when runs end so, "
            "when the last healthy one ended, and how many ended with which cause."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        super().add_options(parser)
        parser.add_argument("--json", action="store_true", help="as one JSON object")

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        with refusing(self):
            if args:
                raise Refused(f"runs: {args[0]!r} is not known. The folder is named by -s DATA_DIR=...")
            with dataset_of(self.settings) as index:
                names = {(one.newsstand, one.id): one.name for one in index.publications()}
                found = states(latest_runs(index.data_dir))
            rows = [as_object(*key, names.get(key), state) for key, state in sorted(found.items())]
            with printing(self, "runs"):
                if opts.json:
                    sys.stdout.write(json.dumps({"publications": rows}, ensure_ascii=False, indent=1) + "\n")
                else:
                    print_table(["publication", "state", "since", "last healthy", "runs"], [row(one) for one in rows])


def as_object(newsstand: str, publication: str, name: str | None, state: State) -> dict[str, Any]:
    return {
        "newsstand": newsstand,
        "publication_id": publication,
        "publication": name,
        "cause": None if state.cause == FINISHED else state.cause,
        "since": state.since,
        "last_healthy": state.last_healthy,
        "runs": state.causes.total(),
        "causes": {cause: count for cause, count in state.causes.most_common() if cause != FINISHED},
    }


def row(one: dict[str, Any]) -> list[str]:
    cause = one["cause"]
    state = f"{cause} ({EXIT_CODES[cause]})" if cause in EXIT_CODES else cause or "ok"
    causes = "".join(f", {count} {cause}" for cause, count in one["causes"].items())
    healthy = (one["last_healthy"] or "never")[:10]
    return [one["publication"] or one["publication_id"], state, one["since"][:10], healthy, f"{one['runs']}{causes}"]
