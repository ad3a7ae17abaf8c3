"""HTML laid out: what is seen, where lines end. Held against another browser-grade parser on markup of any shape."""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from newsstand.pages import elements
from newsstand.pages.document import html_document
from newsstand.pages.html import ACTIONS, UNSEEN
from tests.markup import STYLES, page
from tests.printed import Printed, blocks


def lines(html: str) -> list[str]:
    return list(html_document(html).lines)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>one<p>two", ["one", "two"]),
        ("<div>one<div>two</div>three</div>", ["one", "two", "three"]),
        ("one<br>two<br/>three<BR />four", ["one", "two", "three", "four"]),
        ("<p>o<b>n</b>e <i>t</i>wo</p>", ["one two"]),
        ("<p>one\n   two\t three&nbsp;four</p>", ["one two three four"]),
        ("<table><tr><td>one<td>two<tr><td>three</table>", ["one", "two", "three"]),
        ("<dl><dt>one<dd>two</dl>", ["one", "two"]),
        ("<ul><li>one<li>two</ul>three", ["one", "two", "three"]),
        ("<p>one</p>two<p>three</p>", ["one", "two", "three"]),
        ("<x-line>one</x-line><x-line>two</x-line>", ["one", "two"]),
        ("<p>1 < 2 && 3 > 2</p>", ["1 < 2 && 3 > 2"]),
        ("<p>a &lt;b&gt; c &amp;amp; d</p>", ["a <b> c &amp; d"]),
        ("<p>I <3 lamps</p>", ["I <3 lamps"]),
        ('<p title="a > b < c">one</p>', ["one"]),
        ("<p title='a > b < c'>one</p>", ["one"]),
        ('<p title="a > <p>b</p>">one</p>', ["one"]),
        ("<p title=it's>one</p><p>it's</p>", ["one", "it's"]),
        ("<P CLASS=x>one</P><DIV>two</DIV>", ["one", "two"]),
        ("<p>one<script>'<p>two</p>'</script>three</p>", ["onethree"]),
        ("<p>one</p><SCRIPT>if (a<b) {'</p>'}</SCRIPT ><p>two</p>", ["one", "two"]),
        ("<p>one<!-- <p>two</p> -->three</p>", ["onethree"]),
        ("<p>one<!-->two</p>", ["onetwo"]),
        ("<!doctype html><?xml version='1'?><p>one</p>", ["one"]),
        ("<p>one</p><p hidden>two<p>three", ["one", "three"]),
        ("<p>one</p><p hidden>two<b>x</b></p>three", ["one", "three"]),
        ('<div hidden="">two<div>x</div>y</div>three', ["three"]),
        ('<div hidden="until-found">one</div>', ["one"]),
        ('<div style="color:red; DISPLAY : none">two</div>three', ["three"]),
        ("<span style='visibility:hidden'>two</span>three", ["three"]),
        ("<ul><li hidden>one<li>two</ul>", ["two"]),
        ("<div><div hidden>one</div></div>two", ["two"]),
        ("<div><section hidden>one</div>two", ["two"]),
        (
            "<style>.a, .b{color:red} .gone { display: none }</style><p class='x gone'>one</p><p class=a>two</p>",
            ["two"],
        ),
        ("<style>p, .a,#b {display:none}</style><p>one</p><i class=a>two</i><b id=b>three</b>four", ["four"]),
        ("<style>.a .b{visibility:hidden}</style><p class=b>one</p><div class=a><p class=b>two</p></div>", ["one"]),
        ("<style>/*.a{display:none}*/ .b::before{display:none} <!-- .c{display:none</style><p class=a>one", ["one"]),
        ("<style>body{visibility:hidden}.x{color:red}</style><p class=x>one", ["one"]),
        ("<style>.l{display:block}</style><span class=l>one <b>x</b></span><span class=l>two</span>", ["one x", "two"]),
        ("<style>.l{display:block;}</style><a class=l>one</a><a class=l>two</a>three", ["one", "two", "three"]),
        ("<style>@media print { .x { display:none } }</style><p class=x>one</p>", ["one"]),
        ("<template><p>one</p><template>x</template>y</template><p>two</p>", ["two"]),
        ("<svg><title>one</title><path d='M0'/></svg>two", ["two"]),
        ("<select><option>one<option>two</select>three", ["three"]),
        ("<textarea><p>one</textarea>two", ["two"]),
        ("<iframe><p>one</iframe>two", ["two"]),
        ("<dialog>one</dialog><dialog open>two</dialog>", ["two"]),
        ("<title>one</title><body>two", ["two"]),
        ("<span style='display:block'>one <b>x</b></span><span>two</span>", ["one x", "two"]),
        ("<a href=/x><h3>one</h3>two <b>x</b></a> three", ["one", "two x three"]),
        ("<b>one<div>two</div>three</b>four", ["one", "two", "threefour"]),
        ("<span><b><table><tr><td>one</table></b>two</span>", ["one", "two"]),
        ("<ul>one<li>two</li><div>three</div><a href=/x>four</a></ul>", ["one", "two", "three", "four"]),
        ("<ol start=5><li>one<li>two</ol>", ["one", "two"]),
        ("<blockquote>one<pre>two  three</pre></blockquote>", ["one", "two three"]),
        ("<button>one</button><form>two<center>three</center></form>", ["one", "two", "three"]),
        ("<head><noscript><div>one</div></noscript></head><p>two", ["two"]),
        ("<p>one\x01two\x02three</p>", ["onetwothree"]),
        ("<p>&#1;one&#xFDD0;</p>", ["one"]),
        ("<div", []),
        ("", []),
        ("<p>one</p><div hidden>never closed <p>x</p>", ["one"]),
    ],
)
def test_lines_are_what_a_browser_shows(html: str, expected: list[str]) -> None:
    assert lines(html) == expected


INLINE = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img",
    "ins", "kbd", "label", "mark", "meta", "nobr", "output", "q", "rb", "rp", "rt", "ruby", "s", "samp", "small",
    "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
]  # fmt: skip
BLOCKS = [
    "address", "article", "aside", "blockquote", "center", "dir", "div", "dl", "figcaption", "figure", "footer",
    "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "main", "menu", "nav", "ol", "p", "pre", "search", "section",
    "ul", "x-line",
]  # fmt: skip
"""Blocks that may stand anywhere in a body."""


def seen_by_lexbor(html: str) -> list[str]:
    """The lines by way of a tree."""
    tree = LexborHTMLParser(html)
    assert tree.root is not None
    tree.strip_tags(["script", "style", "head", *UNSEEN])
    for node in tree.css('[hidden],[style*="display:none"],dialog:not([open]),.gone,#away'):
        node.decompose()
    for node in tree.css("[style*='display: block']"):
        node.insert_before("\x01")
        node.insert_after("\x01")
    text = tree.root.html or ""
    text = re.sub(rf"</?(?:{'|'.join(INLINE)})(?: [^>]*)?>", "", re.sub(r"<!--.*?-->", "", text, flags=re.S))
    text = re.sub(r"<[^>]*>", "\x01", text)
    text = text.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    return [line for piece in text.split("\x01") if (line := " ".join(piece.split()))]


@pytest.mark.parametrize("style", STYLES)
def test_a_tree_builder_sees_the_same_lines(style: str) -> None:
    for seed in range(5):
        html = page(blocks(Printed()), style, seed=seed, links=30)
        assert lines(html) == seen_by_lexbor(html)


TAGS = [*BLOCKS, "b", "span", "em"]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.integers(0, 10**9))
def test_a_tree_builder_sees_the_same_lines_in_well_formed_markup(seed: int) -> None:
    r = random.Random(seed)

    def tree(depth: int) -> str:
        out = []
        for _ in range(r.randrange(1, 4)):
            tag = r.choice(TAGS if depth else ["b", "span"])
            attribute = r.choice(["", "", ' class="x y"', " hidden", ' style="display:none"', ' title="1 > 0"'])
            inner = tree(depth - 1) if depth else r.choice(["one", " two ", "three &amp; four", ""])
            if tag in ("p", "h2", "h3", "h4", "h5", "h6"):
                inner = "text"
            out.append(f"<{tag}{attribute}>{inner}</{tag}>{r.choice(['', ' ', 'tail'])}")
        return "".join(out)

    html = f"<!DOCTYPE html><html><body><div>{tree(4)}</div></body></html>"
    assert lines(html) == seen_by_lexbor(html)


@pytest.mark.parametrize("depth", [498, 499, 500, 501, 502, 503])
def test_a_table_in_a_template_nested_too_deeply_raises_nothing(depth: int) -> None:
    """At the parser's limit of 512 an element may stand right below the document."""
    assert lines(f"<i><table><td>{'<e>' * depth}<template><tr><td><table><td></tr><a><td>") == []


def test_no_element_with_which_something_is_done_is_passed_over_as_common() -> None:
    assert not {*ACTIONS, *elements.BLOCKS}.intersection(elements.COMMON)
