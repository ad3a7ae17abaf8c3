"""`make fuzz`: each target for some minutes with inputs that are new each time. What fails is printed, once a kind.

python -m tests.fuzz [--minutes MINUTES] [--first SEED] [TARGET …]
"""

import argparse
import random
import sys
import time
import traceback
from importlib import import_module

TARGETS = ("pages", "urls", "labels", "data", "toml")


def kind_of(error: BaseException) -> str:
    """What went wrong, and where: failures of one kind are told of once."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = next((frame for frame in reversed(frames) if "/newsstand/" in frame.filename), frames[-1])
    last = str(error).strip().rpartition("\n")[2][:150]
    return f"{type(error).__name__} in {ours.filename}:{ours.lineno}" + (
        f": {last}" if "Traceback" in str(error) else ""
    )


def run(target: str, seconds: float, first: int) -> int:
    """Attempts of a target for so long; returns how many kinds of failure there were."""
    attempt = import_module(f"tests.fuzz.{target}").attempt
    kinds: set[str] = set()
    seed, end = first, time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            attempt(random.Random(seed))
        except Exception as error:  # noqa: BLE001 whatever escapes is what is looked for
            if (kind := kind_of(error)) not in kinds:
                kinds.add(kind)
                sys.stdout.write(f"{target}, seed {seed}: {kind}\n{''.join(traceback.format_exception(error))}\n")
                sys.stdout.flush()
        seed += 1
    sys.stdout.write(f"{target}: {seed - first:,} attempts from seed {first}, {len(kinds)} kinds of failure\n")
    sys.stdout.flush()
    return len(kinds)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--minutes", type=float, default=10, help="for each target")
    parser.add_argument("--first", type=int, default=random.randrange(10**9), help="the first seed")
    given = parser.parse_args()
    if unknown := set(given.targets).difference(TARGETS):
        parser.error(f"{', '.join(sorted(unknown))}: no such target. There are {', '.join(TARGETS)}.")
    sys.exit(sum(run(target, given.minutes * 60, given.first) for target in given.targets or TARGETS) > 0)


if __name__ == "__main__":
    main()
