"""`python -m newsstand.demo`: the sample newsstand served by hand, until it is interrupted."""

import argparse
import contextlib
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from newsstand.demo.content import Newsstand
from newsstand.demo.scans import title_path
from newsstand.demo.server import DemoServer


def main(arguments: Sequence[str] | None = None, content: Newsstand | None = None) -> int:
    """Serve `content` (None: the sample) until a signal comes; the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m newsstand.demo", description="Serve the sample newsstand on loopback."
    )
    parser.add_argument("--port", type=int, default=0, help="a free one by default")
    parser.add_argument("--log", type=Path, metavar="FILE", help="write a line per request to FILE")
    options = parser.parse_args(arguments)
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    with contextlib.ExitStack() as stack:
        try:
            log = stack.enter_context(options.log.open("w", encoding="utf-8")) if options.log else None
            server = stack.enter_context(DemoServer(content, port=options.port, log=log, keep_requests=False))
        except (OSError, OverflowError, ValueError) as error:
            sys.stderr.write(f"newsstand.demo: {error}\n")
            return 2
        sys.stdout.write(f"{server.url}\n")
        sys.stdout.writelines(f"{server.url}{path}\n" for path in [*server.content.titles, title_path()])
        sys.stdout.flush()
        stopped.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main())
