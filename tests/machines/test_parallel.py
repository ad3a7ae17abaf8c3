"""contrib/parallel: sites side by side, a killed crawl made up for."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.command import ROOT
from tests.machines.world import LONGEST, world


@pytest.mark.skipif(not shutil.which("parallel"), reason="GNU parallel is not installed here")
def test_a_killed_crawl_is_made_up_for_and_nothing_is_there_twice(tmp_path: Path) -> None:
    with world(tmp_path, sites=3, stories=12) as sites:
        crawl = subprocess.Popen(
            ["bash", ROOT / "contrib/parallel/crawl.sh", "-j", "2"],
            env=sites.environment,
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        sites.kill_one()
        _, err = crawl.communicate(timeout=LONGEST)
        assert crawl.returncode == 0, err
        sites.check()
    log = (tmp_path / "follow.log").read_text().splitlines()[1:]
    assert sorted(line.split()[-1].strip("'") for line in log) == sorted(site.url for site in sites.sites)
