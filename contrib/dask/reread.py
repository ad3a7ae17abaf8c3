"""Read web archives on the workers of a Dask cluster, a file a task: reread.py SCHEDULER SPIDER FOLDER FILE..."""

import os
import subprocess
import sys
from pathlib import Path

from distributed import Client, as_completed


def read(archive: str, spider: str, folder: str) -> int:
    """The exit code of `newsstand extract`; the records of an archive are in a file of its name, or it is not there."""
    whole = Path(folder) / f"{Path(archive).name}.jsonl"
    part = whole.with_suffix(f".{os.getpid()}.part")
    with part.open("wb") as file:
        code = subprocess.call(
            ["setpriv", "--pdeathsig", "KILL", "newsstand", "extract", "--spider", spider, archive], stdout=file
        )
    part.replace(whole)
    return code


if __name__ == "__main__":
    address, spider, folder, *archives = sys.argv[1:]
    codes = []
    with Client(address) as client:
        for done in as_completed(client.map(read, archives, spider=spider, folder=folder, retries=3, pure=False)):
            codes.append(1 if done.status == "error" else done.result())
    for part in Path(folder).glob("*.part"):  # of workers that were killed
        part.unlink()
    sys.exit(max(codes, default=0))
