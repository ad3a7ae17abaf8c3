"""Commands as forks of one process that has imported everything: of a run's two seconds, more than one went to imports.

`Forked` is what a test holds; `python -m tests.forked FD` is that process, which lives as long as its test process.
What a command does after its imports is what it does when a user types it: a fork has its own environment, folder,
arguments, streams and reactor, and ends as an interpreter ends.
"""

import atexit
import contextlib
import gc
import importlib
import json
import os
import pkgutil
import random
import select
import signal
import socket
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import IO

ROOT = Path(__file__).parent.parent
SETTINGS = "newsstand.settings"
"""The one module that reads the environment as it is imported: each command imports it itself."""
USED = (
    *("scrapy.cmdline", "scrapy.core.downloader.handlers.http11", "scrapy.core.scheduler", "scrapy.logformatter"),
    *("scrapy.extensions.closespider", "scrapy.extensions.corestats", "scrapy.extensions.logcount", "scrapy.squeues"),
    *(
        "scrapy.extensions.logstats",
        "scrapy.extensions.remote_control",
        "scrapy.extensions.memusage",
        "scrapy.extensions.spiderstate",
    ),
    *("scrapy.downloadermiddlewares.cookies", "scrapy.downloadermiddlewares.defaultheaders", "scrapy.spiderloader"),
    *("scrapy.downloadermiddlewares.downloadtimeout", "scrapy.downloadermiddlewares.httpauth", "scrapy.pqueues"),
    *("scrapy.downloadermiddlewares.httpproxy", "scrapy.downloadermiddlewares.stats", "scrapy.dupefilters"),
    *("scrapy.spidermiddlewares.depth", "scrapy.spidermiddlewares.referer", "scrapy.spidermiddlewares.start"),
    *("scrapy.spidermiddlewares.urllength", "twisted.internet.asyncioreactor"),
)
"""What a crawl imports while it runs."""
PAGE = ROOT / "tests" / "newsstands" / "magzter" / "story-en-g3-header-on-three-lines" / "page.html"


class Forked:
    """A command that runs, like a `subprocess.Popen` of it: `scrapy`, or another function of a module."""

    def __init__(
        self,
        arguments: list[str],
        env: dict[str, str],
        stdin: IO[bytes],
        stdout: IO[bytes],
        stderr: IO[bytes],
        program: str = "scrapy.cmdline:execute",
    ) -> None:
        self.connection, theirs = socket.socketpair()
        streams = [one.fileno() for one in (stdin, stdout, stderr)]
        socket.send_fds(server(), [b"!"], [theirs.fileno(), *streams])
        theirs.close()
        self.connection.sendall(json.dumps([program, arguments, env]).encode())
        self.connection.shutdown(socket.SHUT_WR)
        self.answers = self.connection.makefile("r")
        self.pid = int(self.answers.readline())
        self.returncode: int | None = None

    def wait(self, timeout: float) -> int:
        """The exit code, or minus the signal that killed it. Raises TimeoutError."""
        if self.returncode is None:
            self.connection.settimeout(timeout)
            self.returncode = int(self.answers.readline())
            self.connection.close()
        return self.returncode

    def runs(self) -> bool:
        """Whether it has not ended yet."""
        return self.returncode is None and not select.select([self.connection], [], [], 0)[0]

    def kill(self) -> None:
        """SIGKILL; nothing to one that has ended."""
        if self.runs():
            with contextlib.suppress(ProcessLookupError):  # it ended just now
                os.kill(self.pid, signal.SIGKILL)


@cache
def server() -> socket.socket:
    """The process that commands are forked from: one for each process of tests."""
    ours, theirs = socket.socketpair()
    own = {name: value for name, value in os.environ.items() if not name.startswith("NEWSSTAND_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.forked", str(theirs.fileno())],
        cwd=ROOT,
        env=own,
        pass_fds=[theirs.fileno()],
        stdin=subprocess.DEVNULL,
    )
    theirs.close()

    def end() -> None:
        ours.close()
        process.wait()

    atexit.register(end)
    return ours


# In the process that commands are forked from


def serve(control: socket.socket) -> Callable[[], None] | None:
    """What a fork is to run; None in the process itself, once nobody can ask for more."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        word, fds, _, _ = socket.recv_fds(control, 1, 4)
        if not word:
            return None
        if os.fork() == 0:
            control.close()
            return watched(socket.socket(fileno=fds[0]), fds[1:])
        for fd in fds:
            os.close(fd)


def watched(connection: socket.socket, streams: list[int]) -> Callable[[], None]:
    """In a fork of its own for each command: fork that, and tell its id and its end."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with connection.makefile("r") as asked:
        program, arguments, env = json.load(asked)
    pid = os.fork()
    if pid == 0:
        connection.close()
        return lambda: run(program, arguments, env, streams)
    connection.sendall(f"{pid}\n".encode())
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    connection.sendall(f"{code}\n".encode())
    os._exit(0)


def run(program: str, arguments: list[str], env: dict[str, str], streams: list[int]) -> None:
    for number, fd in enumerate(streams):
        os.dup2(fd, number)
        os.close(fd)
    os.environ.clear()
    os.environ.update(env)
    time.tzset()
    random.seed()
    sys.argv = ["scrapy", *arguments]
    sys.path.insert(0, str(ROOT))  # as for `scrapy` in a project
    module, function = program.split(":")
    code = 1
    try:
        getattr(importlib.import_module(module), function)()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
        if isinstance(end.code, str):
            sys.stderr.write(f"{end.code}\n")
    except BaseException:  # noqa: BLE001 as an interpreter does
        traceback.print_exc()
    finally:
        ended(code)


def ended(code: int) -> None:
    """End as an interpreter does, but for taking apart what was imported: that would copy all memory of the fork."""
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(code)


def prepare() -> None:
    """Import what commands import, and read a page once: tables and models are loaded by it."""
    for name in USED:
        importlib.import_module(name)
    for module in pkgutil.walk_packages([str(ROOT / "newsstand")], "newsstand."):
        if module.name not in (SETTINGS, "newsstand.__main__") and "template" not in module.name:
            importlib.import_module(module.name)
    with Path(os.devnull).open("w") as nowhere, contextlib.redirect_stdout(nowhere), contextlib.suppress(SystemExit):
        importlib.import_module("scrapy.cmdline").execute(["scrapy", "extract", "--spider", "magzter", str(PAGE)])
    sys.modules.pop(SETTINGS)
    gc.freeze()
    sys.path.remove(str(ROOT))  # `python -m` put it there
    assert "twisted.internet.reactor" not in sys.modules


if __name__ == "__main__":
    prepare()
    if command := serve(socket.socket(fileno=int(sys.argv[1]))):
        command()
