"""Politeness as a whole in real crawls of a real server on loopback."""

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from time import monotonic

import pytest

from tests.politeness.crawled import crawl

Answer = tuple[int, dict[str, str | None], str | bytes]
"""Status, headers (None: not sent), body."""


class Site:
    """A server whose answers a test sets by path; `asked` lists (seconds, path, User-Agent) in order of arrival."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer | list[Answer]] = {}
        self.asked: list[tuple[float, str, str]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append((monotonic(), self.path, self.headers["User-Agent"]))
                status, headers, text = site.answer(self.path)
                body = text.encode() if isinstance(text, str) else text
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    if value is not None:
                        self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None: ...

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.handle_error = lambda request, client: None  # a client that hung up
        self.url = f"http://127.0.0.1:{self.http.server_port}"

    def answer(self, path: str) -> Answer:
        """The answers of a list in turn, the last of them for ever."""
        given = self.answers.get(path, (404, {}, "") if path.startswith(("/robots", "/.well")) else (200, {}, "a page"))
        if isinstance(given, list):
            return given.pop(0) if len(given) > 1 else given[0]
        return given

    def paths(self) -> list[str]:
        return [path for _, path, _ in self.asked]


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    threading.Thread(target=site.http.serve_forever, args=(0.05,), daemon=True).start()
    yield site
    site.http.shutdown()
    site.http.server_close()


def test_robots_txt_is_asked_first_and_obeyed_at_its_pace(site: Site) -> None:
    more = "# more than any page may have\n" * 200_000  # only the first 500 KiB of it are read
    site.answers["/robots.txt"] = (
        200,
        {},
        f"User-agent: newsstand\nDisallow: /no\nCrawl-delay: 0.3\n{more}Disallow: /",
    )
    run = crawl(site.url, ["/a", "/b", "/no", "/c", "/no/2"], CONTACT="me@lab.example", DOWNLOAD_MAXSIZE=4 << 20)
    assert site.paths()[:2] == ["/robots.txt", "/.well-known/tdmrep.json"]
    assert sorted(site.paths()[2:]) == ["/a", "/b", "/c"]
    assert {agent for _, _, agent in site.asked} == {"newsstand/0.1.0 (+me@lab.example)"}
    times = [at for at, _, _ in site.asked]
    assert all(later - earlier > 0.25 for earlier, later in pairwise(times))
    assert run["stats"]["failed/Forbidden by robots.txt"] == 2
    assert run["stats"]["finish_reason"] == "finished"


def test_a_robots_txt_that_fails_forbids_everything(site: Site) -> None:
    site.answers["/robots.txt"] = (503, {}, "")
    run = crawl(site.url, ["/a", "/b", "/c", "/d"])
    assert set(site.paths()) == {"/robots.txt"}
    assert run["stats"]["finish_reason"] == "robots forbids"


def test_a_crawl_delay_that_no_run_would_live_to_see_ends_it(site: Site) -> None:
    site.answers["/robots.txt"] = (200, {}, "User-agent: *\nCrawl-delay: 1e9\n")
    run = crawl(site.url, ["/a", "/b"])
    assert set(site.paths()) == {"/robots.txt"}
    assert run["stats"]["finish_reason"] == "robots forbids"
    why = "robots.txt asks for 1e+09 s between requests: more than CRAWL_DELAY_MAX (300 s)"
    assert run["stats"]["newsstand/why"] == why
    assert run["log"].count(f"ERROR: {why}") == 1


def test_a_robots_txt_that_is_redirected_to_no_address_forbids_without_a_traceback(site: Site) -> None:
    site.answers["/robots.txt"] = (302, {"Location": "javascript:void(0)"}, "")
    run = crawl(site.url, ["/a"])
    assert set(site.paths()) == {"/robots.txt"}
    assert run["stats"]["finish_reason"] == "robots forbids"
    assert "Traceback" not in run["log"]


def test_a_robots_txt_that_is_not_there_forbids_nothing(site: Site) -> None:
    site.answers["/robots.txt"] = (404, {}, "User-agent: *\nDisallow: /\n")
    assert len(crawl(site.url, ["/a", "/b"])["items"]) == 2


def test_a_site_that_is_down_is_unreachable_in_one_line_without_traceback() -> None:
    run = crawl("http://127.0.0.1:9", ["/a"])
    assert run["stats"]["finish_reason"] == "site unreachable"
    assert "Traceback" not in run["log"]


def test_redirects_lead_nowhere_else(site: Site) -> None:
    elsewhere = Site()
    threading.Thread(target=elsewhere.http.serve_forever, args=(0.05,), daemon=True).start()
    for path, location in {
        "/host": elsewhere.url + "/x",
        "/name": site.url.replace("127.0.0.1", "localhost") + "/x",
        "/metadata": "http://169.254.169.254/latest/meta-data/",
        "/file": "file:///etc/passwd",
        "/slashes": f"//{elsewhere.url.partition('//')[2]}/x",
        "/at": site.url.replace("//", "//user@") + "/x",
    }.items():
        site.answers[path] = (302, {"Location": location}, "")
    site.answers["/refresh"] = (
        200,
        {"Content-Type": "text/html"},
        f'<html><head><meta http-equiv="refresh" content="0;url={elsewhere.url}/x"></head></html>',
    )
    site.answers["/own"] = (302, {"Location": "/x"}, "")
    run = crawl(site.url, ["/host", "/name", "/metadata", "/file", "/slashes", "/at", "/refresh", "/own"])
    elsewhere.http.shutdown()
    elsewhere.http.server_close()
    assert elsewhere.asked == []
    assert [item["url"] for item in run["items"] if item["status"] == 200] == [f"{site.url}/refresh", f"{site.url}/x"]
    assert run["stats"]["failed/not on the newsstand's own host"] == 5


def test_a_name_for_an_address_inside_is_not_connected_to(site: Site) -> None:
    hidden = site.url.replace("127.0.0.1", "127.1")  # not the name of this machine, but it resolves to it
    run = crawl(hidden, ["/a"], CONTACT="me@lab.example", DOWNLOAD_DELAY=0, AUTOTHROTTLE_ENABLED=False)
    assert site.asked == []
    assert run["stats"]["finish_reason"] == "site unreachable"
    assert "127.1 stands for 127.0.0.1, which is not an address of the public internet" in run["log"]


def test_what_unpacks_to_more_than_the_limit_is_dropped(site: Site) -> None:
    site.answers["/bomb"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(33 * 1024 * 1024), 6))
    site.answers["/b"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"a page"))
    run = crawl(site.url, ["/bomb", "/b"], DOWNLOAD_MAXSIZE=32 * 1024 * 1024)
    assert [item["asked"] for item in run["items"]] == ["/b"]


def test_half_a_page_is_asked_for_again_and_fails_in_the_end(site: Site) -> None:
    html, page = {"Content-Type": "text/html"}, "<html><body><p>A page.</p></body></html>"
    unmeasured = {**html, "Content-Length": None, "Connection": "close"}
    site.answers["/whole"] = (200, unmeasured, page)
    site.answers["/cut"] = (200, unmeasured, page[:20])
    site.answers["/once"] = [(200, html, page[:20]), (200, html, page)]
    run = crawl(site.url, ["/whole", "/cut", "/once"])
    assert sorted(item["asked"] for item in run["items"]) == ["/once", "/whole"]
    assert [site.paths().count(path) for path in ("/whole", "/cut", "/once")] == [1, 3, 2]
    assert run["stats"]["failed/Truncated"] == 1


def test_retry_after_holds_the_whole_site(site: Site) -> None:
    site.answers["/a"] = [(429, {"Retry-After": "1"}, ""), (200, {}, "a page")]
    run = crawl(site.url, ["/a", "/b", "/c"], CONCURRENT_REQUESTS=1)
    refused, *rest = [at for at, path, _ in site.asked if path in ("/a", "/b", "/c")]
    assert site.paths().count("/a") == 2
    assert all(at - refused > 0.9 for at in rest)
    assert len(run["items"]) == 3


def test_a_site_that_keeps_refusing_is_left_alone(site: Site) -> None:
    paths = [f"/{number}" for number in range(40)]
    site.answers |= dict.fromkeys(paths, (403, {}, "no"))
    run = crawl(site.url, paths, CONCURRENT_REQUESTS=1)
    assert run["stats"]["finish_reason"] == "blocked"
    assert run["stats"]["newsstand/refused/403"] <= 6
    assert len(site.asked) <= 8


def test_a_site_that_hangs_sends_in_circles_or_says_later_costs_a_few_requests(site: Site) -> None:
    paths = [f"/{number}" for number in range(15)]
    answers: list[tuple[Answer, str, int]] = [
        ((200, {"Content-Length": "9"}, ""), "site unreachable", 11),  # the rest never comes
        ((302, {"Location": "/1/again", "Set-Cookie": "seen=1"}, ""), "blocked", 11),
        ((503, {"Retry-After": "0"}, ""), "site unreachable", 6),
    ]
    for answer, reason, most in answers:
        site.asked.clear()
        site.answers |= dict.fromkeys([*paths, "/1/again"], answer)
        run = crawl(site.url, paths, DOWNLOAD_TIMEOUT=0.2, RETRY_TIMES=1)
        assert run["stats"]["finish_reason"] == reason
        assert 5 <= len([path for path in site.paths() if not path.startswith(("/robots", "/.well"))]) <= most


def test_what_passes_is_tried_again_for_robots_txt_too(site: Site) -> None:
    site.answers["/robots.txt"] = [(522, {}, ""), (200, {}, "")]
    site.answers["/a"] = [(520, {}, ""), (530, {}, ""), (200, {}, "a page")]
    assert len(crawl(site.url, ["/a"])["items"]) == 1


def test_the_sites_tdm_rules_are_read_once_before_its_pages(site: Site) -> None:
    site.answers["/.well-known/tdmrep.json"] = (200, {}, '[{"location": "/a", "tdm-reservation": 1}]')
    site.answers["/b"] = (200, {"X-Robots-Tag": "noai"}, "a page")
    run = crawl(site.url, ["/a", "/b", "/c"])
    assert site.paths()[:2] == ["/robots.txt", "/.well-known/tdmrep.json"]
    assert site.paths().count("/.well-known/tdmrep.json") == 1
    found = {item["asked"]: item["rights"] for item in run["items"]}
    assert found == {"/a": ["tdm-reservation: 1"], "/b": ["noai"], "/c": []}


def test_a_tdmrep_file_that_cannot_be_had_stops_nothing(site: Site) -> None:
    site.answers["/.well-known/tdmrep.json"] = (302, {"Location": "http://169.254.169.254/"}, "")
    run = crawl(site.url, ["/a"])
    assert [item["rights"] for item in run["items"]] == [[]]
