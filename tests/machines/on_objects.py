"""contrib/objects: a dataset to an object store and back. `make machines` runs it."""

import subprocess
import sys
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer

from tests.command import ROOT, crawl, scrapy
from tests.faults import FaultyServer

COPY = ROOT / "contrib/objects/copy_dataset.py"


def copy(source: str | Path, target: str | Path) -> None:
    done = subprocess.run([sys.executable, COPY, source, target], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_dataset_that_was_pushed_and_pulled_is_the_same_and_is_gone_on_with(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    try:
        host, port = server.get_host_and_port()
        for name, value in {
            "AWS_ENDPOINT_URL": f"http://{host}:{port}",
            "AWS_ACCESS_KEY_ID": "x",
            "AWS_SECRET_ACCESS_KEY": "x",
            "AWS_DEFAULT_REGION": "us-east-1",
        }.items():
            monkeypatch.setenv(name, value)
        subprocess.run(
            [sys.executable, "-c", "import s3fs; s3fs.S3FileSystem().mkdir('newsstand')"], check=True, timeout=60
        )
        with FaultyServer() as site:
            first, second = site.content.titles[:2]
            home, away = tmp_path / "home", tmp_path / "away"
            assert crawl("demo", home, site=site.url, publication=first, editions="all").code == 0
            copy(home, "s3://newsstand/data")
            copy("s3://newsstand/data", away)
            assert crawl("demo", away, site=site.url, publication=second).code == 0
            copy(away, "s3://newsstand/data")
            copy("s3://newsstand/data", home)
            asked = len(site.requests)
            assert crawl("demo", home, site=site.url, publication=f"{first},{second}").code == 0
            assert not [one for one in site.requests[asked:] if "/stories/" in one.path]
        tables = [scrapy("dataset", "-s", f"DATA_DIR={one}").out for one in (home, away)]
        assert tables[0].replace(str(home), "") == tables[1].replace(str(away), "")
    finally:
        server.stop()
