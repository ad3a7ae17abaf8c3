"""What is hidden, off the page or off the line, and which letters begin a word."""

import pytest

from newsstand.pages.document import html_document
from newsstand.pages.styles import Look, look_of, looks


@pytest.mark.parametrize(
    ("style", "look"),
    [
        ("display:none", Look.NOT),
        (" DISPLAY : None !important ; color:red", Look.NOT),
        ("visibility:hidden", Look.NOT),
        ("text-indent:-9999px", Look.NOT),
        ("text-indent:-999em; overflow:hidden", Look.NOT),
        ("text-indent:-40px", None),
        ("position:absolute;left:-9999px", Look.NOT),
        ("position: fixed; top: -10000px", Look.NOT),
        ("margin-left:-1000rem", Look.NOT),
        ("margin-left:-120px;position:relative", None),
        ("left:-1.2.3px", None),
        ("position:absolute;clip:rect(0,0,0,0)", Look.NOT),
        ("position:absolute!important;clip:rect(1px 1px 1px 1px)", Look.NOT),
        ("clip:rect(0,0,0,0)", None),
        ("position:absolute;clip:rect(0,9px,9px,0)", None),
        ("clip-path:inset(50%)", Look.NOT),
        ("clip-path: inset(100%); x", Look.NOT),
        ("clip-path:circle(0)", Look.NOT),
        ("clip-path:circle(40%)", None),
        ("width:1px;height:1px;overflow:hidden", Look.NOT),
        ("width:0;height:0;overflow:hidden", Look.NOT),
        ("height:0;overflow:hidden;padding-bottom:56%", None),
        ("width:10px;height:1px;overflow:hidden", None),
        ("font-size:0", Look.NOT_ITS_TEXT),
        ("font-size:0px", Look.NOT_ITS_TEXT),
        ("font-size:0.8em", None),
        ("color:transparent", Look.NOT_ITS_TEXT),
        ("color:rgba(0,0,0,0)", Look.NOT_ITS_TEXT),
        ("color:rgb(0 0 0 / 0%)", Look.NOT_ITS_TEXT),
        ("color:#ffffff00", Look.NOT_ITS_TEXT),
        ("color:#fff0", Look.NOT_ITS_TEXT),
        ("color:rgba(0,0,0,.8)", None),
        ("color:#000", None),
        ("color:transparent;background-clip:text", None),
        ("background:transparent", None),
        ("display:flex", Look.BLOCK),
        ("display:inline-block", None),
        ("float:left;font-size:3em;display:block", Look.INITIAL),
        ("vertical-align:super", Look.RAISED),
        ("vertical-align:sub;font-size:smaller", Look.LOWERED),
        ("height:0;overflow:hidden", Look.NOT),
        ("overflow:hidden;max-height:0px", Look.NOT),
        ("max-width:0;overflow:clip", Look.NOT),
        ("max-height:0", None),
        ("max-height:0.5em;overflow:hidden", None),
        ("max-height:0;overflow:hidden;transition:max-height .2s", None),  # opens where it is pressed
        ("max-height:0;overflow:hidden;-webkit-transition:all 1s", None),
        ("height:0;overflow:hidden;min-height:40px", None),
        ("transform:translateX(-9999px)", Look.NOT),
        ("transform: translate(0, -200vh)", Look.NOT),
        ("transform:rotate(9deg) translate3d(-999em,0,0)", Look.NOT),
        ("transform:translateX(-50%)", None),
        ("transform:translate(-50px,-40px)", None),
        ("transform:scale(0)", Look.NOT),
        ("transform:scaleY( 0.0 )", Look.NOT),
        ("transform:scale3d(0, 1, 1)", Look.NOT),
        ("transform:scale(0.5)", None),
        ("transform:scale(0);animation:grow 1s", None),
        ("position:fixed;left:-200vw", Look.NOT),
        ("position:fixed;left:-100vw", Look.NOT),
        ("left:-60vw", None),
        ("opacity:0", Look.FADED),
        ("opacity:0.0", Look.FADED),
        ("opacity:0.4", None),
        ("opacity:0;transition:opacity 1s", None),
        ("opacity:0;transform:translateY(20px)", None),
        ("opacity:0;display:block", Look.BLOCK),
        ("", None),
        (";;:;a:b:c", None),
    ],
)
def test_a_style_says_how_an_element_looks(style: str, look: Look | None) -> None:
    assert look_of(style) is look


def test_the_rules_of_a_sheet_that_hold_on_every_screen() -> None:
    sheet = ".a{color:red}.b,p .c{text-indent:-9999px}/*.d{display:none}*/@media print{.e{display:none}} .f{float:left}"
    assert looks((sheet,), frozenset("bc")) == [(".b,p .c", Look.NOT)]
    assert looks((sheet,), frozenset("x")) == []
    assert looks((sheet + " " * 300_000,), frozenset("bc")) == []


@pytest.mark.parametrize(
    "selector", [".f:hover", "input:checked ~ p", "[data-x] p", ".a + p", ":not(.b) p", "p::before"]
)
def test_a_rule_of_selectors_that_are_more_than_names_is_not_half_read(selector: str) -> None:
    assert looks((f"{selector}{{display:none}} p{{display:block}}",), frozenset("abc")) == [(" p", Look.BLOCK)]


def lines(html: str) -> list[str]:
    return list(html_document(html).lines)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>10<sup>6</sup> or 100<sup>-2</sup></p>", ["10⁶ or 100⁻²"]),
        ("<p>H<sub>2</sub>O and 2<sup>n</sup></p>", ["H₂O and 2ⁿ"]),
        ("<p>10<sup>2.5</sup>, x<sub>1,5</sub></p>", ["10^2.5, x_1,5"]),
        ("<p>May 5<sup>th</sup>, 1<sup>er</sup></p>", ["May 5th, 1er"]),
        ("<p>it says<sup><a href='#1'>1</a></sup> so<sup>[2]</sup></p>", ["it says¹ so[2]"]),
        ("<p>10<span style='vertical-align:super'>6</span></p>", ["10⁶"]),
        ("<p>a<sup></sup><sub> </sub>b</p>", ["a b"]),
        ("<p><ruby>石油<rp>(</rp><rt>せきゆ</rt><rp>)</rp></ruby>の<ruby>船<rt>ふね</ruby></p>", ["石油の船"]),
        ("<p><span class=dropcap>T</span>he ferry</p>", ["The ferry"]),
        ("<p><span class=dropcap>A</span> ferry</p>", ["A ferry"] ),
        ("<p><span class='x dropCap'>“T</span>he ferry</p>", ["“The ferry"]),
        ("<p><span class=dropcap>\n  T\n</span>he ferry</p>", ["The ferry"]),
        ("<p><span style='float:left;font-size:3em'><b>A</b>\n</span> ferry</p>", ["A ferry"]),
        ("<p><span class=dropcap>A </span>ferry</p>", ["A ferry"]),
        ("<div class=drop_cap>\n\tT\n</div><p>he ferry</p>", ["The ferry"]),
        ("<div class=drop_cap>T</div><p>he ferry</p>", ["The ferry"]),
        ("<div class=dropcap>T</div>\n<p><b>he</b> ferry</p>", ["The ferry"]),
        ("<style>.f{float:left;font-size:4em;display:block}</style><p><b class=f>T</b>he ferry</p>", ["The ferry"]),
        ("<p><span style='float:left;font-size:52px'>T</span>he ferry</p>", ["The ferry"]),
        ("<p><span style='display:block'>T</span>he ferry</p>", ["The ferry"]),
        ("<p><span style='display:block'>Top</span>he ferry</p>", ["Top", "he ferry"]),
        ("<p class=dropcap>The ferry</p><p>left</p>", ["The ferry", "left"]),
        ("<p class=dropcap>T</p><ul><li>one</ul>", ["T", "one"]),
        ("<p class=dropdown>T</p><p>he</p>", ["T", "he"]),
        ("<style>.h{position:absolute;left:-9999px}</style><p class=h>one</p>two", ["two"]),
        ("<a href=/ style='text-indent:-9999px;display:block'>one</a>two", ["two"]),
        ("<p style='font-size:0'>one</p>two", ["two"]),
        ("<div style='font-size:0'><b style='font-size:16px'>one</b></div>two", ["one", "two"]),
        ("<style>.z{font-size:0}.n{font-size:1rem}</style><div class=z><p class=n>one</div>two", ["one", "two"]),
        ("<p>one<span style='color:transparent'>,</span> two</p>", ["one two"]),
        ("<p>one<p style='opacity:0'>two<p>three", ["one", "three"]),
        ("<p>one <i style='opacity:0'>two</i> three", ["one three"]),
        ("<p>one<p class=a style='opacity:0'>two<p>three", ["one", "two", "three"]),
        ("<h1>one</h1><p style='opacity:0'>two<p>three", ["one", "two", "three"]),
        ("<p>one<p style='opacity:0'>two", ["one", "two"]),
        ("<p>one<p style='opacity:0'>two<p style='opacity:0'>three<p>four", ["one", "two", "three", "four"]),
        ("<p>one<div style='opacity:0'><p>two<p>three</div><p>four", ["one", "two", "three", "four"]),
        ("<style>.a{opacity:0}</style><p>one<p class=a>two<p>three", ["one", "two", "three"]),
        ("<style>.a{height:0;overflow:hidden}</style><p>one<p class=a>two<p>three", ["one", "three"]),
        ("<h1 style='color:transparent;-webkit-background-clip:text'>one</h1>", ["one"]),
        ("<style>.t{display:none}.t.on{display:block}</style><p class=t>one<p class='t on'>two", ["two"]),
        ("<style>.t.on{display:block}.t{display:none}</style><p class=t>one<p class='t on'>two", ["two"]),
        ("<style>.on{display:block}.t{display:none}</style><p class='t on'>one<p>two", ["two"]),
        ("<style>.t{display:none}.on{display:inline}</style><p class='t on'>one<p>two", ["one", "two"]),
        ("<style>.t{display:none}div .t{display:flex}</style><div><p class=t>one</div><p class=t>two", ["one"]),
        ("<style>p.t{display:none}#a{display:block}</style><p class=t id=a>one<p class=t>two", ["one"]),
        ("<style>.t{display:none!important}.t.on{display:block}</style><p class='t on'>one<p>two", ["two"]),
        ("<style>.t{display:none}</style><p class=t style='display:block'>one<p class=t>two", ["one"]),
        ("<style>.t{display:none ! IMPORTANT}</style><p class=t style='display:block'>one<p>two", ["two"]),
        ("<style>.t{height:0;overflow:hidden}.on{height:auto}</style><p class='t on'>one<p class=t>two", ["one"]),
        ("<style>.t{font-size:0}.on{font-size:1em}</style><p class='t on'>one<p class=t>two", ["one"]),
    ],
)  # fmt: skip
def test_lines_are_what_is_seen(html: str, expected: list[str]) -> None:
    assert lines(html) == expected
