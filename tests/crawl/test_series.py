"""`scrapy follow`: whole runs over what a configuration names, one after another."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from scrapy.settings import Settings

from newsstand.arguments import ArgumentError
from newsstand.commands.follow import Command, chosen
from newsstand.config import read_config
from newsstand.crawl.series import LONGEST_ARGUMENT, Result, Series, Unit, Wanted, exit_code, hopeless, units, worst
from newsstand.dataset.locks import Locks
from newsstand.dataset.runs import read_runs
from newsstand.demo.content import sample
from newsstand.exit_codes import EXIT_CODES, Problem
from newsstand.politeness import MissingContact
from tests.command import ROOT, SCRAPY, Ran, crawl, environment, records, scrapy
from tests.faults import Fault, FaultyServer, robots_delay
from tests.terminal import on_terminal

COURIER, POTTER, SOFRA = (
    sample().publication(name).path for name in ("The Harbour Courier", "The Potter's Edition", "Sofra Magazine")
)

Follow = Callable[..., Ran]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def follow(tmp_path: Path) -> Follow:
    """Runs `scrapy follow OPTIONS` with the configuration given; its data_dir is that of `data`."""

    def run(config: str, *options: str) -> Ran:
        file = tmp_path / "newsstand.toml"
        file.write_text(f'data_dir = "data"\n{config}', encoding="utf-8")
        return scrapy("follow", *options, NEWSSTAND_CONFIG=str(file))

    return run


def entry(server: FaultyServer, *publications: str, **more: str) -> str:
    rows = "".join(f"{name} = {value}\n" for name, value in more.items())
    return f'[[follow]]\nsite = "{server.url}"\npublication = {list(publications)}\n{rows}'


def outcomes(ran: Ran) -> list[str]:
    """The rows of the summary, white space told as two spaces."""
    return [re.sub(" {2,}", "  ", row.rstrip()) for row in ran.out.splitlines()[2:-1]]


def test_what_the_file_names_is_crawled_in_its_order_with_its_arguments(follow: Follow, data: Path) -> None:
    with FaultyServer() as server:
        config = entry(server, COURIER, editions='"latest"') + entry(server, SOFRA, since="2026-08-01")
        ran = follow(config)
        assert ran.code == 0, ran.err
        asked = [request.path for request in server.requests]
    assert outcomes(ran) == [
        "The Harbour Courier  1  8  2026-08-13  ok",
        "Sofra Magazine  1  6  2026-08-15  ok",
    ]
    assert ran.out.splitlines()[-1] == f"The data is in {data}"
    assert asked.index(COURIER) < asked.index(SOFRA)
    assert [run["arguments"] for run in read_runs(data)] == [
        {"site": server.url, "publication": COURIER, "editions": "latest"},
        {"site": server.url, "publication": SOFRA, "since": "2026-08-01"},
    ]
    assert re.findall(r"^\d of \d: .*", ran.err, re.M) == ["1 of 2: The Harbour Courier", "2 of 2: Sofra Magazine"]


def test_arguments_and_settings_given_win_over_the_file(follow: Follow, data: Path, tmp_path: Path) -> None:
    with FaultyServer() as server:
        config = entry(server, COURIER, editions="1")
        ran = follow(config, "-a", "editions=2", "-s", f"DATA_DIR={tmp_path}/other", "--logfile", str(tmp_path / "log"))
    assert ran.code == 0, ran.err
    assert len(records(tmp_path / "other", "editions")) == 2
    assert not data.exists()
    assert "INFO" not in ran.err
    assert (tmp_path / "log").exists()


def test_the_exit_code_is_that_of_the_worst_and_somebody_is_told_once(follow: Follow, tmp_path: Path) -> None:
    told = tmp_path / "told"
    with FaultyServer(faults={COURIER: Fault(status=404)}) as server:
        ran = follow(f'notify = "cat >> {told}"\n' + entry(server, COURIER, POTTER, editions="1"))
    assert ran.code == EXIT_CODES["publication not read"]
    courier, potter = outcomes(ran)
    assert courier == f"The Harbour Courier  0  0  -  publication not read ({ran.code})"
    assert potter == "The Potter's Edition  1  6  2026-08-31  ok"
    report = told.read_text("utf-8").splitlines()
    assert report[0] == f"newsstand: publication not read (exit code {ran.code})"
    assert f"  The Harbour Courier: publication not read: http 404: {server.url}{COURIER}" in report
    assert len([line for line in report if line.startswith("newsstand: ")]) == 1


def test_ctrl_c_ends_the_crawl_under_way_in_order_and_begins_no_other(data: Path, tmp_path: Path) -> None:
    file, sent = tmp_path / "newsstand.toml", []

    def stop(process: int, screen: list[str]) -> None:
        if not sent and re.search(r"[1-9] of \d+ stories", "\n".join(screen)):
            sent.append(process)
            os.kill(process, signal.SIGINT)

    with FaultyServer() as server:
        file.write_text(f'data_dir = "data"\n{entry(server, COURIER)}{entry(server, SOFRA, editions="2")}')
        ran = on_terminal(
            "follow",
            "-s",
            "DOWNLOAD_DELAY=0.5",
            "-s",
            "CONCURRENT_REQUESTS=1",
            during=stop,
            columns=160,
            NEWSSTAND_CONFIG=str(file),
        )
        assert SOFRA not in [request.path for request in server.requests]
    assert sent
    assert ran.code == EXIT_CODES["stopped early"]
    first, problem, log, _, _, courier, sofra, _, end = ran.last.shown()
    assert first == "1 of 2: The Harbour Courier"
    assert problem == "stopped early: the run was stopped before its end: shutdown"
    assert log.startswith(f"The log is in {data}/logs/")
    assert courier.endswith("stopped early (15)")
    assert sofra.endswith("not asked: stopped early")
    assert end == ""
    assert ran.last.cursor
    (run,) = read_runs(data)
    assert run["reason"] == "stopped early"
    assert not list(data.rglob("*.part"))


def test_one_at_a_time_over_a_dataset(follow: Follow, data: Path) -> None:
    with FaultyServer() as server, Locks(data, "20260101T000000Z-00000000") as locks:
        locks.acquire("", f"scrapy follow of {server.url}")
        ran = follow(entry(server, COURIER))
        assert not server.requests
    assert ran.code == EXIT_CODES["locked"]
    assert ran.err.startswith(f"locked: scrapy follow of {server.url} is locked by run 20260101T000000Z")


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("", "names nothing to follow. Give it a [[follow]] entry: scrapy catalogue NAME --toml prints one."),
        ("[[follow]]\nspider = 'nowhere'", "[[follow]] number 1: spider 'nowhere' is not known. Known: "),
        ("[[follow]]\nspider = 'demo'\n[[follow]]", "[[follow]] number 2: magzter: argument 'publication' is missing"),
        (
            "[[follow]]\nspider = 'demo'\nsince = 2025-02-01\nuntil = 2025-01-01",
            "[[follow]] number 1: demo: argument 'since' (2025-02-01) is after 'until' (2025-01-01). Swap them.",
        ),
        (
            f"[[follow]]\nspider = 'demo'\n[[follow]]\nspider = 'demo'\npublication = '{COURIER}'",
            f"[[follow]] number 2: publication {COURIER} is named before. Name it once.",
        ),
        ("[[follow]]\npublication = '/SG/A/B/C'", "needs a contact"),
    ],
)
def test_what_cannot_be_followed_is_refused_by_file_and_place(config: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "newsstand.toml"
    file.write_text(config, encoding="utf-8")
    command = Command()
    command.settings = Settings({"SPIDER_MODULES": ["newsstand.spiders"], **read_config(file, {})})
    with pytest.raises((ArgumentError, MissingContact)) as refused:
        command.wanted({})
    assert message in str(refused.value)


def test_nothing_is_begun_where_something_cannot_be_followed(follow: Follow, data: Path) -> None:
    ran = follow("[[follow]]\nspider = 'demo'\n[[follow]]\n")
    (line,) = ran.err.splitlines()
    assert (ran.code, ran.out) == (2, "")
    assert "newsstand.toml: [[follow]] number 2: magzter: argument 'publication' is missing" in line
    assert not data.exists()


def wanted(name: str = "C", site: str = "https://a.example", **arguments: str) -> Wanted:
    return Wanted(
        spider="magzter", site=site, publication_id=f"publication:{name}", path=f"/SG/A/{name}/News", name=name,
        arguments=arguments,
    )  # fmt: skip


def test_publications_of_a_site_with_the_same_arguments_are_one_crawl() -> None:
    there = {"site": "https://b.example"}
    found = units([wanted("A"), wanted("B", **there), wanted("C", editions="2"), wanted("D,E"), wanted("F", **there)])
    assert [(one.host, one.arguments, one.name) for one in found] == [
        ("a.example", {"publication": "/SG/A/A/News,/SG/A/D%2CE/News"}, "A and 1 other of a.example"),
        ("b.example", {"publication": "/SG/A/B/News,/SG/A/F/News"}, "B and 1 other of b.example"),
        ("a.example", {"publication": "/SG/A/C/News", "editions": "2"}, "C"),
    ]


def test_no_crawl_is_given_more_than_an_argument_takes() -> None:
    many = [wanted(f"{number:01000}") for number in range(250)]
    found = units(many)
    assert [one for unit in found for one in unit.publications] == many
    assert [len(one.arguments["publication"]) <= LONGEST_ARGUMENT for one in found] == [True] * 3


def test_a_problem_of_one_publication_is_not_the_others() -> None:
    of_all, of_b = Problem("blocked", "…"), Problem("publication not read", "…", "publication:B")
    both = Unit(publications=(wanted("A"), wanted("B")))
    one = Result(both, 16, [of_b])
    assert (one.problem_of("publication:A"), one.problem_of("publication:B")) == (None, of_b)
    assert Result(both, 13, [of_all, of_b]).problem_of("publication:A") == of_all


TWO_SITES = """
[[follow]]
spider = 'demo'
site = 'http://127.0.0.1:1'
publication = ['/GB/A/The-Bee/News', '/GB/A/The-Fly/News']
[[follow]]
spider = 'demo'
site = 'http://127.0.0.1:2'
publication = '/GB/A/The-Owl/News'
since = 2026-01-01
"""


def test_what_would_be_crawled_is_listed_and_nothing_is_asked_or_written(follow: Follow, data: Path) -> None:
    sites = follow(TWO_SITES, "--list")
    assert (sites.code, sites.out, sites.err) == (0, "http://127.0.0.1:1\nhttp://127.0.0.1:2\n", "")
    plan = follow(TWO_SITES, "--dry-run", "--only", "the fly", "--only", "/GB/A/The-Owl/News")
    assert [re.split(" {2,}", line.strip()) for line in plan.out.splitlines()[2:]] == [
        ["http://127.0.0.1:1", "The Fly", "/GB/A/The-Fly/News", "editions=5"],
        ["http://127.0.0.1:2", "The Owl", "/GB/A/The-Owl/News", "since=2026-01-01"],
    ]
    assert not data.exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (
            ["--site", "http://c"],
            "--site 'http://c' is not followed. Followed: http://127.0.0.1:1, http://127.0.0.1:2.",
        ),
        (["--only", "The Be"], "--only 'The Be' is not followed. scrapy follow --dry-run prints what is."),
        (["--site", "http://127.0.0.1:2/", "--only", "The Bee"], "--site and --only have no publication in common."),
    ],
)
def test_a_name_that_is_not_followed_is_refused(options: list[str], message: str, tmp_path: Path) -> None:
    file = tmp_path / "newsstand.toml"
    file.write_text(TWO_SITES, encoding="utf-8")
    command = Command()
    command.settings = Settings({"SPIDER_MODULES": ["newsstand.spiders"], **read_config(file, {})})
    sites = [value for name, value in zip(options[::2], options[1::2], strict=True) if name == "--site"]
    only = [value for name, value in zip(options[::2], options[1::2], strict=True) if name == "--only"]
    with pytest.raises(ArgumentError) as refused:
        chosen(command.wanted({}), sites, only)
    assert message in str(refused.value)


def unit(site: str = "https://a.example", **arguments: str) -> Unit:
    return Unit(publications=(wanted(site=site, **arguments),))


def result(cause: str | None, code: int | None = 1, site: str = "https://a.example") -> Result:
    return Result(unit(site), code, [Problem(cause, "…")] if cause else [])


@pytest.mark.parametrize(
    ("causes", "code"),
    [
        ([], 0),
        ([None, None], 0),
        (["locked", "blocked", None], EXIT_CODES["blocked"]),
        (["stopped early", "callback error"], EXIT_CODES["callback error"]),
        (["callback error", "not started"], 2),
    ],
)
def test_the_worst_is_by_the_order_of_the_exit_codes(causes: list[str | None], code: int) -> None:
    results = [result(cause) for cause in causes]
    assert exit_code(results) == code
    found = worst(results)
    assert (found is None) == (code == 0)


@pytest.mark.parametrize(
    ("before", "why"),
    [
        ([], None),
        ([result("site unreachable")], None),
        ([result("site unreachable"), result("site unreachable", site="https://b.example")], None),
        ([result("site unreachable"), result(None), result("site unreachable")], None),
        ([result("site unreachable"), result("site unreachable", site="http://www.a.example")], "site unreachable"),
        ([result("blocked", site="https://b.example")], None),
        ([result("blocked"), result(None)], "blocked"),
        ([result("feed not written", site="https://b.example")], "feed not written"),
    ],
)
def test_what_is_hopeless_is_not_asked_for(before: list[Result], why: str | None) -> None:
    assert hopeless(unit(), before) == why


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        (30, Problem("locked", "see above")),
        (2, Problem("not started", "see above")),
        (-9, Problem("stopped early", "the crawl was killed by SIGKILL")),
        (1, Problem("callback error", "the crawl ended with exit code 1: see above")),
    ],
)
def test_a_crawl_that_left_no_record_is_told_of_by_its_exit_code(code: int, problem: Problem, data: Path) -> None:
    assert Series(data, [], print).unexplained(code) == problem


def test_a_crawl_delay_goes_on_between_two_crawls_of_a_host(data: Path) -> None:
    series = Series(data, [], print)
    with FaultyServer(faults={"/robots.txt": robots_delay(0.5)}) as server:
        nothing = Unit(publications=(replace(wanted("C", server.url), arguments={"site": server.url}),))
        assert series.crawl(nothing).cause == "publication not read"
        began, until = time.monotonic(), series.not_before[nothing.host]
    assert 0 < until - began <= 0.5
    series.wait_for("another.example")
    assert time.monotonic() < until
    series.wait_for(nothing.host)
    assert time.monotonic() >= until


def test_a_killed_follow_takes_its_crawl_along_and_no_second_crawl_asks_the_host_meanwhile(
    data: Path, tmp_path: Path
) -> None:
    with FaultyServer(faults={"/robots.txt": robots_delay(5)}) as server:
        file = tmp_path / "newsstand.toml"
        file.write_text(f'data_dir = "data"\n{entry(server, COURIER)}')
        following = subprocess.Popen(
            [SCRAPY, "follow", "--nolog"],
            env=environment(NEWSSTAND_CONFIG=str(file)),
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        while not server.requests and following.poll() is None:
            time.sleep(0.01)
        beside = crawl("demo", data, site=server.url, publication=SOFRA)
        assert beside.code == EXIT_CODES["locked"]
        assert f"{server.url.partition('//')[2]} is locked by run" in beside.err
        following.kill()
        following.wait()
        until = time.monotonic() + 60
        while not (runs := list(read_runs(data))) and time.monotonic() < until:
            time.sleep(0.05)
        assert [run["exit_code"] != 0 for run in runs] == [True]  # it ended in order, before its time
        assert SOFRA not in [request.path for request in server.requests]
