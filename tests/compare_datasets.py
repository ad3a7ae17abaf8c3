"""Compare two DATA_DIRs record by record: python -m tests.compare_datasets ONE OTHER.

What a run says of itself (when, which run, which port served the demo) is set aside. Prints each difference; exit
code 1 where there is one.
"""

import json
import re
import sys
from pathlib import Path
from typing import Any

SET_ASIDE = {"fetched_at", "run", "run_id"}
LOOPBACK = re.compile(r"http://127\.0\.0\.1:\d+")


def records(data_dir: Path) -> list[str]:
    """Every record under `data_dir` as sorted canonical JSON, without the fields that differ from run to run."""
    lines = []
    for path in sorted(data_dir.glob("*/**/*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            record: dict[str, Any] = json.loads(LOOPBACK.sub("http://demo", line))
            kept = {key: value for key, value in record.items() if key not in SET_ASIDE}
            lines.append(json.dumps(kept, ensure_ascii=False, sort_keys=True))
    return sorted(lines)


def differences(one: Path, other: Path) -> list[str]:
    a, b = records(one), records(other)
    gone, added = set(a) - set(b), set(b) - set(a)
    counted = [f"{len(a)} records against {len(b)}"] if len(a) != len(b) else []
    return [*counted, *(f"- {line}" for line in sorted(gone)), *(f"+ {line}" for line in sorted(added))]


if __name__ == "__main__":
    found = differences(Path(sys.argv[1]), Path(sys.argv[2]))
    print("\n".join(found) or f"the same {len(records(Path(sys.argv[1])))} records")  # noqa: T201 a command prints
    sys.exit(bool(found))
