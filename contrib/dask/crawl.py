"""Crawl what newsstand.toml follows on the workers of a Dask cluster, a site a task: crawl.py ADDRESS_OF_SCHEDULER."""

import subprocess
import sys
import time

from distributed import Client, as_completed

AGAIN = {14, 15, 30, 143}
"""Exit codes after which another try may help: site unreachable, stopped early, locked; ended by SIGTERM."""
PAUSE = 10
"""Seconds before it: the crawl of a worker that was killed ends in order and lets go of its site."""


def follow(site: str) -> int:
    """The exit code of a site's crawl, which ends when this worker dies. Raises where it is to be tried again."""
    code = subprocess.call(["setpriv", "--pdeathsig", "TERM", "newsstand", "follow", "--site", site])
    if code in AGAIN or code < 0:
        time.sleep(PAUSE)
        raise RuntimeError(f"{site}: exit code {code}")
    return code


if __name__ == "__main__":
    sites = subprocess.run(["newsstand", "follow", "--list"], check=True, capture_output=True, text=True).stdout.split()
    codes = []
    with Client(sys.argv[1]) as client:
        for done in as_completed(client.map(follow, sites, retries=3, pure=False)):
            codes.append(1 if done.status == "error" else done.result())
    sys.exit(max(codes, default=0))
