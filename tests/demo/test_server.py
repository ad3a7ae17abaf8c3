"""The sample newsstand's server: every link resolves, every fault shows, and nothing is left of it afterwards."""

import json
import re
import socket
import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException, HTTPResponse, IncompleteRead, RemoteDisconnected
from time import monotonic, sleep
from urllib.parse import urljoin, urlsplit

import pytest

from newsstand.demo.content import sample
from tests.faults import BadFault, Fault, FaultyServer, robots_delay, robots_forbid

STORY = "/en/stories/newspaper/The-Harbour-Courier/TIDE-TABLES"
TITLE = sample().titles[0]


@pytest.fixture
def server() -> Iterator[FaultyServer]:
    with FaultyServer() as running:
        yield running


@pytest.fixture
def client(server: FaultyServer) -> Iterator[HTTPConnection]:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=5)
    yield connection
    connection.close()


def get(client: HTTPConnection, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
    client.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = client.getresponse()
    return response, response.read()


def post(client: HTTPConnection, path: str, body: str) -> tuple[int, str]:
    client.request("POST", path, body=body)
    response = client.getresponse()
    return response.status, response.read().decode()


def test_every_link_of_every_page_resolves(client: HTTPConnection) -> None:
    found, new = {"/"}, ["/"]
    while new:
        path = new.pop()
        response, page = get(client, path)
        assert response.status == 200, path
        if response.headers["Content-Type"].startswith("text/html"):
            links = {urljoin(path, link) for link in re.findall(r'(?:href|src)="([^"#]+)"', page.decode())}
            assert not [link for link in links if urlsplit(link).netloc]
            new += sorted(links - found)
            found |= links
    stories = {path.rpartition("/")[2] for path in found if re.search(r"/(?:stories|articles?)/", path)}
    assert len(stories) == len({place.story.slug for place in sample().places()})


def test_requests_are_listed_in_order_with_what_they_carried(server: FaultyServer, client: HTTPConnection) -> None:
    get(client, f"{STORY}?page=1", User_Agent="a reader")
    client.request("HEAD", "/robots.txt")
    client.getresponse().read()
    assert [(r.method, r.path) for r in server.requests] == [("GET", f"{STORY}?page=1"), ("HEAD", "/robots.txt")]
    assert server.requests[0].headers["User-Agent"] == "a reader"
    server.requests.clear()
    get(client, "/")
    assert len(server.requests) == 1


def test_one_connection_serves_many_pages(server: FaultyServer, client: HTTPConnection) -> None:
    get(client, "/")
    kept = client.sock
    get(client, STORY)
    assert client.sock is kept


def test_an_unchanged_page_is_not_sent_again(server: FaultyServer, client: HTTPConnection) -> None:
    response, page = get(client, STORY)
    etag, modified = response.headers["ETag"], response.headers["Last-Modified"]
    again, nothing = get(client, STORY, If_None_Match=f'"other", {etag}')
    assert (again.status, nothing, again.headers["ETag"]) == (304, b"", etag)
    server.content = sample().with_text("TIDE-TABLES", "There is no tide today.")
    changed, other = get(client, STORY, If_None_Match=etag)
    assert changed.status == 200
    assert b"There is no tide today." in other
    assert changed.headers["ETag"] != etag
    assert changed.headers["Last-Modified"] != modified
    assert page != other


def test_content_changes_between_requests(server: FaultyServer, client: HTTPConnection) -> None:
    assert b"August 13, 2026" in get(client, sample().publication("The Harbour Courier").path)[1]
    server.content = sample().without("The Harbour Courier")
    assert b"August 13, 2026" not in get(client, sample().publication("The Harbour Courier").path)[1]
    assert get(client, STORY)[0].headers["Location"] == "/"


@pytest.mark.parametrize("status", [403, 404, 410, 429, 500, 503])
def test_a_status_on_request(server: FaultyServer, client: HTTPConnection, status: int) -> None:
    server.faults[STORY] = Fault(status=status)
    assert get(client, STORY)[0].status == status
    assert get(client, TITLE)[0].status == 200
    del server.faults[STORY]
    assert get(client, STORY)[0].status == 200


def test_too_many_requests_and_then_no_more(server: FaultyServer, client: HTTPConnection) -> None:
    server.faults[STORY] = Fault(status=429, retry_after="3", times=2)
    answers = [get(client, STORY)[0] for _ in range(3)]
    assert [(a.status, a.headers["Retry-After"]) for a in answers] == [(429, "3"), (429, "3"), (200, None)]


def test_a_body_shorter_than_it_says(server: FaultyServer, client: HTTPConnection) -> None:
    server.faults[STORY] = Fault(kind="truncated")
    with pytest.raises(IncompleteRead):
        get(client, STORY)


def test_a_connection_closed_without_a_word(server: FaultyServer, client: HTTPConnection) -> None:
    server.faults[STORY] = Fault(kind="dropped")
    with pytest.raises(RemoteDisconnected):
        get(client, STORY)


@pytest.mark.parametrize(
    ("fault", "location"),
    [
        (Fault(kind="front page"), "/"),
        (Fault(kind="redirect", location="http://169.254.169.254/"), "http://169.254.169.254/"),
    ],
)
def test_sent_elsewhere(server: FaultyServer, client: HTTPConnection, fault: Fault, location: str) -> None:
    server.faults[STORY] = fault
    response, _ = get(client, STORY)
    assert (response.status, response.headers["Location"]) == (302, location)


@pytest.mark.parametrize("status", [200, 403])
def test_a_challenge_page(server: FaultyServer, client: HTTPConnection, status: int) -> None:
    server.faults[STORY] = Fault(kind="challenge", status=status)
    response, page = get(client, STORY)
    assert response.status == status
    assert b"Checking your browser" in page


def test_a_slow_answer_does_not_hold_up_others_nor_the_end(server: FaultyServer) -> None:
    server.faults[STORY] = Fault(kind="slow", seconds=60)
    waiting = HTTPConnection("127.0.0.1", server.port)
    waiting.request("GET", STORY)
    other = HTTPConnection("127.0.0.1", server.port, timeout=5)
    assert get(other, TITLE)[0].status == 200
    server.stop()  # would take a minute if it waited
    waiting.close()
    other.close()


def test_another_page_or_other_headers(server: FaultyServer, client: HTTPConnection) -> None:
    server.faults[STORY] = Fault(kind="body", body="<p>…</p>", headers={"X-Test": "1"})
    server.faults[TITLE] = Fault(kind="headers", headers={"tdm-reservation": "1"})
    response, page = get(client, STORY)
    assert (response.status, page.decode(), response.headers["X-Test"]) == (200, "<p>…</p>", "1")
    response, page = get(client, TITLE)
    assert response.headers["tdm-reservation"] == "1"
    assert b"<h1>" in page


def test_robots_rules_on_request(server: FaultyServer, client: HTTPConnection) -> None:
    assert b"Disallow: /login" in get(client, "/robots.txt")[1]
    server.faults["/robots.txt"] = robots_forbid()
    assert b"Disallow: /\n" in get(client, "/robots.txt")[1]
    server.faults["/robots.txt"] = robots_delay(0.5)
    assert b"Crawl-delay: 0.5\n" in get(client, "/robots.txt")[1]
    server.faults["/robots.txt"] = Fault(status=500)
    assert get(client, "/robots.txt")[0].status == 500


def test_a_fault_of_many_paths(server: FaultyServer, client: HTTPConnection) -> None:
    server.faults[r"/en/stories/.*"] = Fault(status=500, times=1)
    other = STORY.replace("TIDE-TABLES", "SEVEN-SISTERS-ONE-VIOLIN-NO-QUARREL")
    assert [get(client, path)[0].status for path in (STORY, other, STORY, other)] == [500, 500, 200, 200]


def test_random_failures_are_the_same_for_the_same_seed() -> None:
    def failures(seed: int) -> list[int]:
        with FaultyServer(faults={r"/.*": Fault(status=503, rate=0.3, seed=seed)}) as server:
            client = HTTPConnection("127.0.0.1", server.port, timeout=5)
            found = [get(client, f"{STORY}?n={n}")[0].status for n in range(100)]
            client.close()
        return found

    assert failures(1) == failures(1) != failures(2)
    assert 15 <= failures(1).count(503) <= 45


def test_faults_by_request(server: FaultyServer, client: HTTPConnection) -> None:
    wanted = {"path": STORY, "kind": "status", "status": 410}
    assert post(client, "/__faults__", json.dumps(wanted)) == (200, json.dumps([STORY]))
    assert get(client, STORY)[0].status == 410
    assert post(client, "/__faults__", "") == (200, "[]")
    assert get(client, STORY)[0].status == 200
    assert [request.method for request in server.requests] == ["GET", "GET"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("{", "JSON"),
        ("[1]", "JSON object"),
        ('{"kind": "slow"}', "path"),
        ('{"path": "/x", "kind": "sulk"}', "unknown kind of fault 'sulk'"),
        ('{"path": "/x", "color": 1}', "unknown in a fault: color"),
        ('{"path": "(", "kind": "slow"}', "neither a path nor a regular expression"),
        ('{"path": "/x", "kind": "status", "status": 200}', "status from 300 to 599"),
    ],
)
def test_a_fault_that_cannot_be_is_refused(client: HTTPConnection, body: str, said: str) -> None:
    status, message = post(client, "/__faults__", body)
    assert status == 400
    assert said in message


def test_a_fault_that_cannot_be_raises() -> None:
    with pytest.raises(BadFault, match="there are status, truncated"):
        Fault(kind="sulk")  # type: ignore[arg-type]


def test_other_posts_are_refused(client: HTTPConnection) -> None:
    assert post(client, "/anything", "x")[0] == 405


def test_nothing_is_left_after_the_block() -> None:
    before = threading.active_count()
    with FaultyServer() as server:
        port = server.port
        client = HTTPConnection("127.0.0.1", port, timeout=5)
        get(client, "/")
    with pytest.raises((HTTPException, OSError)):
        get(client, "/")
    client.close()
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port), timeout=5)
    deadline = monotonic() + 5
    while threading.active_count() > before and monotonic() < deadline:
        sleep(0.01)
    assert threading.active_count() == before
    with FaultyServer(port=port) as again:
        assert again.url == f"http://127.0.0.1:{port}"


def test_a_taken_port_is_named() -> None:
    with FaultyServer() as server, pytest.raises(OSError, match=f"cannot serve on port {server.port}"):
        FaultyServer(port=server.port).start()


def test_pages_kept_are_few_however_many_are_served(server: FaultyServer, client: HTTPConnection) -> None:
    for number in range(450):
        get(client, f"/images/{number}.svg")
    assert len(server.pages) <= 400
