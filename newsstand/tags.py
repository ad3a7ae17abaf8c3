"""HTML cut at its tags: the text that a browser shows, with marks where lines end and links and pictures stand. Pure.

The one module that knows HTML. It builds no tree: a page is cut once, at every `<`, and only what hides an element needs
to know where that element ends. So it costs less than the bare parse of the fastest tree builder and takes linear time on
any input (tree builders are quadratic in depth). Tests hold it against lexbor; docs/performance.md has the figures.
"""

import html
import re
from dataclasses import dataclass, field

BREAK, LINK, PICTURE, HEADING = "\x01", "\x02", "\x03", "\x04"
"""Marks in the text: control characters, which no page may hold and no character reference may name."""

INLINE = ("a abbr acronym area b base bdi bdo big cite code data del dfn embed em font i input ins kbd label link mark meta "
          "nobr output param picture q rb rp rt ruby s samp small source span strike strong sub sup time track tt u var "
          "wbr").split()  # fmt: skip
BLOCKS = ("address article aside blockquote body br button caption center col colgroup dd details dir div dl dt "
          "fieldset figcaption figure footer form frameset h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav "
          "ol p pre search section summary table tbody td tfoot th thead tr ul").split()  # fmt: skip
RAW_TEXT = {"iframe", "noembed", "noframes", "textarea", "title", "xmp"}
UNSEEN = RAW_TEXT | {"audio", "canvas", "datalist", "math", "noscript", "object", "select", "svg", "template", "video"}
"""Elements whose content is no text of the page. Scripts, styles and comments are cut out before."""
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
PARAGRAPH_ENDS = set(BLOCKS) - {"br", "button", "caption", "col", "colgroup", "td", "th", "tr"} | {"h1"}
ENDED_BY = {
    "p": PARAGRAPH_ENDS, "li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "option": {"option"},
    "tr": {"tr", "tbody"}, "td": {"td", "th", "tr"}, "th": {"td", "th", "tr"},
}  # fmt: skip
"""Elements whose end tag may be left out -> the tags that end them."""

MARKS = dict.fromkeys(INLINE, "") | dict.fromkeys(BLOCKS, BREAK)
MARKS |= {"/" + name: mark for name, mark in MARKS.items()}
MARKS |= {"": "", "h1": BREAK + HEADING, "/h1": BREAK}
"""Name of a tag -> what stands in its place. A tag that is not here is a block: its author meant it to be one."""

RAW = re.compile(r"<(?:[sS](?:[cC][rR][iI][pP][tT]|[tT][yY][lL][eE])(?=[\s/>])|!--)")
RAW_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.I) for name in ("script", "style")}
JSON_LD = re.compile(r"""type\s*=\s*["']?application/ld\+json""", re.I)
HIDING_RULE = re.compile(r"(?:^|[{},;\s])[.#]([\w-]+)\s*\{[^{}]*?(?:display\s*:\s*none|visibility\s*:\s*hidden)")
AT_RULE = re.compile(r"@[^{};@]*+\{(?:[^{}]*+\{[^{}]*+\})*+[^{}]*+\}")
NAME = re.compile(r"/?[a-zA-Z][^\s/>]*")
STRICT_TAG = re.compile(r"""/?[a-zA-Z](?:[^>"'=]++|=\s*+(?:"[^"]*+"|'[^']*+'|(?=[^"'\s]))|["'])*+>""")
ATTRIBUTE = re.compile(r"""([^\s"'<>/=]{1,64})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
HREF = re.compile(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)
PLAIN_HREF = re.compile(r' href="([^"]*)"')
HIDDEN = re.compile(
    r"""\shidden(?:\s*=\s*(?:"(?:hidden|true)?"|'(?:hidden|true)?'|hidden|true))?(?=[\s/]|$)"""
    r"""|\sstyle\s*=\s*["'][^"']*?(?:display\s*:\s*none|visibility\s*:\s*hidden)""",
    re.I,
)
SHOWN_AS_BLOCK = re.compile(r"""\sstyle\s*=\s*["'][^"']*?display\s*:\s*(?:block|flex|grid|table|list-item)""", re.I)
MAX_JOINED = 40
"""Pieces that a tag with `<` in a quoted attribute is put together from."""
MAX_TAG = 100_000
MAX_LOOKED_AHEAD = 100_000
"""Pieces of a page looked through, in all, for the ends of such tags and of inline elements that a style shows as blocks."""


@dataclass(slots=True)
class Cut:
    """A page cut at its tags."""

    text: str = ""
    """What the page shows: BREAK between lines, a LINK where a link begins, a PICTURE where one with a text stands, a
    HEADING where an `<h1>` begins. White space as written."""
    links: list[str] = field(default_factory=list)
    """The tag of each LINK: `target` reads it. Most are a page's navigation, which nobody asks for."""
    pictures: list[tuple[str, str]] = field(default_factory=list)
    """(alternative text, URL as written) of each PICTURE."""
    language: str | None = None
    title: str | None = None
    base: str | None = None
    meta: dict[str, str] = field(default_factory=dict)
    json_ld: list[str] = field(default_factory=list)
    hidden_names: set[str] = field(default_factory=set)
    """Classes and ids that a style of the page hides."""
    looked_ahead: int = 0


def cut(page: str) -> Cut:
    """The page, cut."""
    found = Cut()
    for mark in (BREAK, LINK, PICTURE, HEADING):
        page = page.replace(mark, "")
    pieces = without_scripts(page, found).split("<")
    pieces[0] = ">" + pieces[0]
    marks = MARKS.copy()
    out: list[str] = []
    add = out.append
    link = found.links.append
    for i, piece in enumerate(pieces):
        tag, closed, text = piece.partition(">")
        mark: str | None = marks.get(tag)
        if mark is None:
            if tag[:2] != "a " or not closed or "'" in tag or tag.count('"') & 1 or "hidden" in tag or "none" in tag:
                mark, text = place_of(pieces, i, found, marks)
            else:  # most tags of most pages: a link that nothing hides
                link(tag)
                mark = LINK
        if mark:
            add(mark)
        if text:
            add(text)
    found.text = "".join(out)
    if "&" in found.text:
        found.text = html.unescape(found.text)
    return found


def target(tag: str) -> str:
    """The target of a link's tag, as written; "" of one that has none."""
    found = PLAIN_HREF.search(tag) or HREF.search(tag)
    return html.unescape(next((value for value in found.groups() if value), "")) if found else ""


def without_scripts(page: str, found: Cut) -> str:
    """The page without comments, scripts and styles, whose content is not HTML.

    JSON-LD is put aside, and so are the names of the classes and ids that a style hides on every screen.
    """
    kept: list[str] = []
    position = 0
    while start := RAW.search(page, position):
        kept.append(page[position : start.start()])
        position = len(page)
        if start[0] == "<!--":
            end = start.end() if page.startswith(">", start.end()) else page.find("-->", start.end() - 2)
            if end >= 0:
                position = page.index(">", end) + 1
            continue
        content = page.find(">", start.end()) + 1
        close = RAW_END[start[0][1:].lower()].search(page, content) if content else None
        if close is None:
            continue
        position = page.find(">", close.end()) + 1 or len(page)
        if start[0][2] in "cC":
            if JSON_LD.search(page, start.end(), content):
                found.json_ld.append(page[content : close.start()])
        elif "none" in (rules := page[content : close.start()]) or "hidden" in rules:
            found.hidden_names |= set(HIDING_RULE.findall(AT_RULE.sub("", rules)))
    kept.append(page[position:])
    return "".join(kept)


def place_of(pieces: list[str], i: int, found: Cut, marks: dict[str, str]) -> tuple[str, str]:
    """(what stands in the place of the tag that begins `pieces[i]`, the text after it).

    Pieces after `i` that belong to the tag, or to an element that is not seen, are emptied. `marks` learns a tag that
    stands for the same wherever it is.
    """
    tag, closed, text = pieces[i].partition(">")
    if not closed or "'" in tag or tag.count('"') & 1:
        tag, text = whole_tag(pieces, i, found)
    first = tag[:1]
    if not (first.isalpha() or first == "/") or not first.isascii():
        return ("", text) if first in ("!", "?") else ("<" + pieces[i], "")
    named = NAME.match(tag)
    if named is None:  # "</ 3>": a comment to browsers
        return "", text
    name = named[0].lower()
    if first == "/":
        marks[tag] = MARKS.get(name, BREAK)
        return marks[tag], text
    if name in UNSEEN or is_hidden(name, tag, found):
        if name in VOID:
            return "", text
        if name == "title" and found.title is None:
            found.title = html.unescape(text)
        return "", without_element(pieces, i, name)
    if name == "a":
        if "=" not in tag:
            return "", text
        found.links.append(tag)
        return LINK, text
    if name == "img":
        values = attributes(tag)
        if not values.get("alt"):
            return "", text
        found.pictures.append((values["alt"], values.get("src") or values.get("data-src") or ""))
        return PICTURE, text
    if name == "meta":
        values = attributes(tag)
        key = values.get("property") or values.get("name") or values.get("http-equiv")
        if key and values.get("content"):
            found.meta.setdefault(key.lower(), values["content"])
        return "", text
    if name == "html":
        found.language = found.language or attributes(tag).get("lang")
    elif name == "base":
        found.base = found.base or attributes(tag).get("href")
    mark = MARKS.get(name, BREAK)
    if not mark and "display" in tag and SHOWN_AS_BLOCK.search(tag):
        return shown_as_block(pieces, i, name, found), text
    marks[tag] = mark
    return mark, text


def whole_tag(pieces: list[str], i: int, found: Cut) -> tuple[str, str]:
    """(tag, text after it) of a piece; of more pieces where a quoted attribute holds `<` or `>`. Those are emptied."""
    tag, closed, text = pieces[i].partition(">")
    if closed and '"' not in tag and "'" not in tag:
        return tag, text
    if not tag[:1].isalpha() and tag[:1] != "/":
        return tag, text
    piece = pieces[i]
    if whole := STRICT_TAG.match(piece):
        return whole[0][:-1], piece[whole.end() :]
    for j in range(i + 1, min(i + MAX_JOINED, len(pieces))):
        found.looked_ahead += 1
        if len(piece) > MAX_TAG or found.looked_ahead > MAX_LOOKED_AHEAD:
            break
        piece += "<" + pieces[j]
        if whole := STRICT_TAG.match(piece):
            pieces[i + 1 : j + 1] = [""] * (j - i)
            return whole[0][:-1], piece[whole.end() :]
    return tag, text


def attributes(tag: str) -> dict[str, str]:
    """Attributes of a tag that have a value, names in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for name, double, single, bare in ATTRIBUTE.findall(tag):
        found.setdefault(name.lower(), html.unescape(double or single or bare).strip())
    return found


def is_hidden(name: str, tag: str, found: Cut) -> bool:
    """Whether a browser does not show the element: `hidden`, a style that says so, or a dialog that is not open."""
    if ("idden" in tag or "none" in tag or "HIDDEN" in tag) and HIDDEN.search(tag):
        return True
    if name == "dialog":
        return not re.search(r"\sopen(?=[\s=/]|$)", tag, re.I)
    if found.hidden_names and ("class" in tag or "id" in tag):
        values = attributes(tag)
        return not found.hidden_names.isdisjoint([values.get("id", ""), *values.get("class", "").split()])
    return False


def without_element(pieces: list[str], i: int, name: str) -> str:
    """Empty the pieces of the element that begins at `pieces[i]`; the text after its end tag, "" where another tag ends it."""
    end, own = end_of(pieces, i, name)
    pieces[i + 1 : end] = [""] * (end - i - 1)
    if not own:
        return ""
    text = pieces[end].partition(">")[2]
    pieces[end] = ""
    return text


def end_of(pieces: list[str], i: int, name: str, limit: int | None = None) -> tuple[int, bool]:
    """(index of the piece that ends the element which begins at `i`, whether that is its own end tag)."""
    last = len(pieces) if limit is None else min(len(pieces), i + limit)
    if name in RAW_TEXT:
        end = "/" + name
        return next(((j, True) for j in range(i + 1, last) if pieces[j][: len(end)].lower() == end), (last, False))
    inside = [name]
    count = {name: 1}
    for j in range(i + 1, last):
        named = NAME.match(pieces[j])
        if named is None:
            continue
        tag = named[0].lower()
        if tag[0] != "/":
            while inside and tag in ENDED_BY.get(inside[-1], ()):
                count[inside.pop()] -= 1
            if not inside:
                return j, False
            if tag not in VOID and not pieces[j].partition(">")[0].endswith("/"):
                inside.append(tag)
                count[tag] = count.get(tag, 0) + 1
        elif count.get(tag[1:]):
            while (ended := inside.pop()) != tag[1:]:
                count[ended] -= 1
            count[ended] -= 1
            if not inside:
                return j, True
        elif MARKS.get(tag) and tag != "/p":
            return j, False
    return last, False


def shown_as_block(pieces: list[str], i: int, name: str, found: Cut) -> str:
    """The mark of an inline element that its style shows as a block; its end tag becomes a block's."""
    if found.looked_ahead < MAX_LOOKED_AHEAD:
        end, own = end_of(pieces, i, name, limit=2_000)
        found.looked_ahead += end - i
        if own:
            pieces[end] = "/div>" + pieces[end].partition(">")[2]
    return BREAK
