"""Bytes of a page -> its lines with their links, and what its head says."""

import pytest

from newsstand.pages.document import NotReadable, document

PAGE = """<!doctype html><html lang="de-AT"><head><title>Laterne &amp; Licht</title><base href="/paper/">
<meta property="og:title" content="Lamps"><meta NAME='Description' content="One &quot;two&quot;">
<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Lamps"},{"@type":"Thing"}]}</script>
<script type='application/ld+json'>[{"@type":"Other"}, 7]</script>
<script type="application/ld+json">{broken</script></head>
<body><h1>Lamps <i>out</i></h1><p><a href="one">One</a> and <a href='/two?a=1&amp;b=2'>two</a></p>
<a href="/pic"><img src="a.jpg" alt="A lamp"></a><div>Under it</div><a name=x>No link</a>
<a href="/block"><div>First</div><div>Second</div></a></body></html>"""


def test_lines_carry_their_links() -> None:
    found = document(PAGE.encode(), url="https://example.org/x/y")
    assert found.lines == ["Lamps out", "One and two", "Under it", "No link", "First", "Second"]
    links = [found.links(i) for i in range(len(found.lines))]
    one = "https://example.org/paper/one"
    assert links == [[], [one, "/two?a=1&b=2"], ["/pic"], [], ["/block"], []]
    assert found.all_links() == [one, "/two?a=1&b=2", "/pic", "/block"]
    assert [found.absolute(link) for link in ("one", "/pic")] == [
        "https://example.org/paper/one",
        "https://example.org/pic",
    ]
    front = document(b"<p>Front", url="https://example.org")
    assert front.absolute("/pic") == "https://example.org/pic"


def test_a_link_that_shows_nothing_is_the_next_lines() -> None:
    body = b"<p>One <a href=/1></a></p><a href=/2><i></i></a><a href=/3><img src=p></a>"
    body += b"<p>Two <a href=/4>and</a></p><a href=/5></a>"
    found = document(body)
    assert [(line, found.links(i)) for i, line in enumerate(found.lines)] == [
        ("One", []),
        ("Two and", ["/1", "/2", "/3", "/4"]),
    ]
    assert found.all_links() == ["/1", "/2", "/3", "/4", "/5"]


def test_a_link_that_is_shown_as_a_block_leads_where_it_did() -> None:
    found = document(
        b"<style>.l{display:block}</style><a class=l href=/1>One</a><a style='display: block' href=/2>Two</a>"
    )
    assert [(line, found.links(i)) for i, line in enumerate(found.lines)] == [("One", ["/1"]), ("Two", ["/2"])]


def test_links_that_broken_markup_nests_are_in_order() -> None:
    found = document(b"<a href=/1>One<table><tr><td><a href=/2>Two</a><p>Three</table>Four</a><p><a href=/3>Five")
    assert [(line, found.links(i)) for i, line in enumerate(found.lines)] == [
        ("One", ["/1"]), ("Two", ["/2"]), ("Three", []), ("Four", []), ("Five", ["/3"]),
    ]  # fmt: skip


def test_a_picture_is_of_the_line_it_stands_in() -> None:
    body = b"<h1><img alt='The  logo'> One</h1><p>Two <img alt=x> three</p><img alt=''><h1><img alt=y>&#1;</h1>"
    found = document(body)
    assert found.lines == ["One", "Two three"]
    assert [(picture.alt, picture.line) for picture in found.pictures] == [("The logo", 0), ("x", 1), ("y", 2)]
    assert found.headings == [0]
    found = document("<img alt='\u00a0' src=/1><p>One</p><img alt=x src=/2>".encode())
    assert [(picture.alt, picture.url) for picture in found.pictures if picture.alt] == [("x", "/2")]


@pytest.mark.parametrize(
    ("link", "leads_to"),
    [
        ("../../c", "https://example.org/c"),
        ("c", "https://example.org/a/b/c"),
        ("./c", "https://example.org/a/b/c"),
        (" ../c ", "https://example.org/a/c"),
        ("?page=2", "https://example.org/a/b/x?page=2"),
        ("/d/../c", "https://example.org/c"),
        ("/c", "/c"),
        ("//example.com/c", "//example.com/c"),
        ("https://example.com/c", "https://example.com/c"),
        ("#top", "#top"),
        ("mailto:us@example.org", "mailto:us@example.org"),
        ("http-errors", "https://example.org/a/b/http-errors"),
    ],
)
def test_a_relative_link_is_resolved(link: str, leads_to: str) -> None:
    body = f'<p><a href="{link}">One</a></p>'.encode()
    assert document(body, url="https://example.org/a/b/x").links(0) == [leads_to]


@pytest.mark.parametrize(
    ("link", "leads_to"), [("../../c/d", "/c/d"), ("/c/d", "/c/d"), ("mailto:us@example.org", "mailto:us@example.org")]
)
def test_up_from_a_page_whose_url_is_not_known_is_the_root(link: str, leads_to: str) -> None:
    assert document(f'<p><a href="{link}">One</a></p>'.encode()).links(0) == [leads_to]


def test_the_base_changes_where_links_lead_and_not_what_the_page_is() -> None:
    found = document(b'<base href="/c/"><p><a href="../d">One</a>', url="https://example.org/a/b")
    assert (found.url, found.links(0)) == ("https://example.org/a/b", ["https://example.org/d"])


def test_pictures_are_no_lines_but_known() -> None:
    found = document(PAGE.encode())
    assert [(picture.alt, picture.url, found.lines[picture.line]) for picture in found.pictures] == [
        ("A lamp", "a.jpg", "Under it")
    ]


def test_the_head_is_read() -> None:
    found = document(PAGE.encode())
    assert (found.language, found.title, found.headings) == ("de-AT", "Laterne & Licht", [0])
    assert found.meta == {"og:title": "Lamps", "description": 'One "two"'}
    assert [item["@type"] for item in found.json_ld] == ["NewsArticle", "Thing", "Other"]
    assert document(b"<html lang=de><svg><html lang=fr></svg><p>Eins").language == "de"


def test_plain_text_is_a_line_a_line() -> None:
    found = document("One\n\n  two\u00a0 three \r\nfour < five".encode())
    assert found.lines == ["One", "two three", "four < five"]
    assert [found.links(i) for i in range(3)] == [[], [], []]


@pytest.mark.parametrize(
    ("body", "encoding", "text"),
    [
        ("Pêche d'été".encode(), None, "Pêche d'été"),
        ("Pêche d'été".encode(), "latin-1", "Pêche d'été"),
        (b"\xef\xbb\xbfOne", None, "One"),
        ("Pêche d'été".encode("cp1252"), "cp1252", "Pêche d'été"),
        ("Pêche d'été".encode("cp1252"), "nonsense-8", "Pêche d'été"),
        ("<meta charset=cp1251><p>Лампа".encode("cp1251"), None, "Лампа"),
        ("<meta charset=shift_jis><p>灯台の灯り".encode("shift_jis"), None, "灯台の灯り"),
        ("One lamp".encode("utf-16"), None, "One lamp"),
        ("Pêche d'été".encode()[:-1], None, "Pêche d'ét"),
        ("tirÃ©e de l'Ã©dition".encode(), None, "tirée de l'édition"),
        ("soft\u00adhyphen\u200b".encode(), None, "softhyphen"),
    ],
)
def test_any_charset_gives_the_text(body: bytes, encoding: str | None, text: str) -> None:
    assert document(body, encoding=encoding).lines == [text]


def test_a_link_that_is_no_url_is_left_as_written() -> None:
    found = document(b'<a href="http://[">x</a>', url="https://example.org/")
    assert found.absolute(found.links(0)[0]) == "http://["


def test_nothing_is_refused_by_name() -> None:
    with pytest.raises(NotReadable, match="empty page"):
        document(b" \n")


def test_control_characters_and_direction_marks_are_no_part_of_a_line() -> None:
    page = document("<h1>Pa\x1b[31m&#27;[2Jper &#x202e;X\x07</h1><p>\u202d31 red</p>".encode())
    assert page.lines == ["Pa[31m[2Jper X", "31 red"]
