"""Datasets of different sites, copied together, are one dataset."""

import shutil
from pathlib import Path

from tests.command import crawl, scrapy
from tests.faults import FaultyServer


def told(data: Path) -> list[str]:
    """What the commands say of a dataset, its own path aside."""
    return [scrapy(name, "-s", f"DATA_DIR={data}").out.replace(str(data), "DATA") for name in ("dataset", "gaps")]


def test_two_folders_copied_into_one_are_as_if_crawled_there(tmp_path: Path) -> None:
    one, other, both, copied = (tmp_path / name for name in ("one", "other", "both", "copied"))
    with FaultyServer() as server:
        first, second = server.content.titles[:2]
        for folder, publication in ((one, first), (other, second), (both, first), (both, second)):
            assert crawl("demo", folder, site=server.url, publication=publication).code == 0
        for folder in (one, other):
            shutil.copytree(folder, copied, dirs_exist_ok=True, ignore=shutil.ignore_patterns("index.sqlite*", "locks"))
        runs = [(folder / "runs.jsonl").read_bytes() for folder in (one, other)]
        (copied / "runs.jsonl").write_bytes(b"".join(runs))
        assert told(copied) == told(both)
        asked = len(server.requests)
        assert crawl("demo", copied, site=server.url, publication=f"{first},{second}").code == 0
        assert not [request for request in server.requests[asked:] if "/stories/" in request.path]
