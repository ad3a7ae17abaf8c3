"""Which line of a stage DuckDB refuses: one that names a key twice, which msgspec reads. Looked for only then."""

import json
from pathlib import Path
from typing import Any

TWICE = ""
"""The key under which another is noted that stands there twice."""


def first_odd(staged: Path) -> str:
    """Which line names a key twice, as "stories/….jsonl:12 has two of 'headline'": DuckDB refuses such a one."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        names = [name for name, _ in pairs]
        return dict(pairs) | {TWICE: next((name for name in names if names.count(name) > 1), None)}

    with staged.open("rb") as lines:
        for line in lines:
            story = json.loads(line, object_pairs_hook=once)
            twice = [each[TWICE] for each in (story, *(story.get("related") or ())) if each[TWICE]]
            if twice:
                return f"{story['file']}:{story['line']} has two of {twice[0]!r}"
    return "a story is no record to DuckDB"
