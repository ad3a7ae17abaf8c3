"""Check the subject of a commit message: python -m tests.commit_subject FILE. Exit code 1 with a line that says why."""

import re
import sys
from pathlib import Path

LONGEST = 72
"""Characters: what git and its hosts show of a subject without cutting it."""
SUBJECT = re.compile(r"[a-z_]+: \S.*[^.\s]")


def fault(message: str) -> str | None:
    """What is wrong with the first line of a commit message; None where nothing is."""
    subject = message.partition("\n")[0]
    if subject.startswith(("Merge ", "Revert ", "fixup! ", "squash! ")):
        return None
    if len(subject) > LONGEST:
        return f"the subject has {len(subject)} characters. Give at most {LONGEST}: {subject!r}"
    if not SUBJECT.fullmatch(subject):
        return (
            f"the subject is {subject!r}. Give a room, a colon and what is so now: 'pages: read a header in two lines'"
        )
    return None


if __name__ == "__main__":
    if found := fault(Path(sys.argv[1]).read_text(encoding="utf-8")):
        sys.exit(found)
