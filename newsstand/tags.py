"""HTML cut at its tags: the text that a browser shows, with marks where lines end and links and pictures stand. Pure.

The one module that knows HTML. It builds no tree: a page is split once at all its tags, and only what hides an element
needs to know where that element ends. So it costs little more than the bare parse of the fastest tree builder, and
takes linear time on any input (tree builders are quadratic in depth). Tests hold it against lexbor; docs/performance.md
has the figures.
"""

import html
import re
from dataclasses import dataclass, field

BREAK, LINK, PICTURE, HEADING = "\x01", "\x02", "\x03", "\x04"
"""Marks in the text: control characters, which no page may hold and no character reference may name."""

INLINE = [
    "a", "abbr", "acronym", "area", "b", "base", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "embed",
    "em", "font", "i", "input", "ins", "kbd", "label", "link", "mark", "meta", "nobr", "output", "param", "picture",
    "q", "rb", "rp", "rt", "ruby", "s", "samp", "small", "source", "span", "strike", "strong", "sub", "sup", "time",
    "track", "tt", "u", "var", "wbr",
]  # fmt: skip
BLOCKS = [
    "address", "article", "aside", "blockquote", "body", "br", "button", "caption", "center", "col", "colgroup",
    "dd", "details", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset",
    "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav",
    "ol", "p", "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
]  # fmt: skip
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
LOOKED_AT = UNSEEN | {"img", "meta", "base"}
"""Elements that are no text of the page, and say or hide something."""
for name in [*LOOKED_AT, "html", "dialog"]:
    MARKS.pop(name, None)
"""Name of a tag -> what stands in its place. A tag that is not here is a block: its author meant it to be one."""

RAW = re.compile(r"<(?:[sS](?:[cC][rR][iI][pP][tT]|[tT][yY][lL][eE])(?=[\s/>])|[!?])")
RAW_END = {name: re.compile(rf"</{name}(?=[\s/>])", re.I) for name in ("script", "style")}
JSON_LD = re.compile(r"""type\s*=\s*["']?application/ld\+json""", re.I)
HIDING_RULE = re.compile(r"(?:^|[{},;\s])[.#]([\w-]+)\s*\{[^{}]*?(?:display\s*:\s*none|visibility\s*:\s*hidden)")
AT_RULE = re.compile(r"@[^{};@]*+\{(?:[^{}]*+\{[^{}]*+\})*+[^{}]*+\}")
NAME = re.compile(r"/?[a-zA-Z][^\s/>]*")
CAREFUL = re.compile(
    r"""<(/?[a-zA-Z](?:[^<>"'=]++|=\s*+(?:"[^"]{0,20000}+"|'[^']{0,20000}+'|(?=[^"'\s]))|["']){0,300}+)>"""
    r"""|<(/?[a-zA-Z][^<>]{0,20000}+)(?:>|(?=<)|$)"""
)
"""A tag in any page: quoted attributes may hold anything; then tags whose quotes or ends are missing."""
ATTRIBUTE = re.compile(r"""([^\s"'<>/=]{1,64})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
HREF = re.compile(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.I)
ALT = re.compile(r"""\salt\s*=\s*(?:"([^"]+)"|'([^']+)'|([^\s"'>]+))""", re.I)
HIDDEN = re.compile(
    r"""\shidden(?:\s*=\s*(?:"(?:hidden|true)?"|'(?:hidden|true)?'|hidden|true))?(?=[\s/]|$)"""
    r"""|\sstyle\s*=\s*["'][^"']*?(?:display\s*:\s*none|visibility\s*:\s*hidden)""",
    re.I,
)
SHOWN_AS_BLOCK = re.compile(r"""\sstyle\s*=\s*["'][^"']*?display\s*:\s*(?:block|flex|grid|table|list-item)""", re.I)
MAX_LOOKED_AHEAD = 100_000
"""Tags of a page looked through, in all, for the ends of inline elements that a style shows as blocks."""


@dataclass(slots=True)
class Cut:
    """A page cut at its tags."""

    text: str = ""
    """What the page shows: BREAK between lines, a LINK where a link begins, a PICTURE where one with a text stands, a
    HEADING where an `<h1>` begins. White space as written."""
    links: list[str] = field(default_factory=list)
    """The tag of each LINK: `target` reads it. Most are a page's navigation, which nobody asks for."""
    pictures: list[tuple[str, str]] = field(default_factory=list)
    """(alternative text, tag) of each PICTURE: `source` reads the tag."""
    language: str | None = None
    title: str | None = None
    base: str | None = None
    meta: dict[str, str] = field(default_factory=dict)
    json_ld: list[str] = field(default_factory=list)
    hidden_names: set[str] = field(default_factory=set)
    """Classes and ids that a style of the page hides."""


@dataclass(slots=True)
class Tags:
    """The tags of a page in order, as written, and the text after each. An empty tag stands for nothing."""

    tags: list[str]
    texts: list[str]
    marks: list[str | None]
    """What stands in the place of each; None of those that have attributes, until they are looked at."""
    looked_ahead: int = 0


def cut(page: str) -> Cut:
    """The page, cut."""
    for mark in (BREAK, LINK, PICTURE, HEADING):
        if mark in page:
            page = page.replace(mark, "")
    found = Cut()
    page = without_scripts(page, found)
    if (cuts := quick_split(page)) and fill(cuts, found, careful=False):
        return found
    found = Cut(json_ld=found.json_ld, hidden_names=found.hidden_names)
    fill(careful_split(page), found, careful=True)
    return found


def quick_split(page: str) -> Tags | None:
    """The tags of a page without scripts and comments; None where an attribute, or text, shows that it holds `<` or
    `>`.

    The first tag is empty: it stands before the text that no tag precedes.
    """
    if page.count("<") != page.count(">"):
        return None
    parts = page.replace(">", "<").split("<")
    texts = parts[::2]
    if '="' in "".join(texts):
        return None
    tags = parts[1::2]
    mark_of = MARKS.get
    return Tags(["", *tags], texts, ["", *[mark_of(tag) for tag in tags]])


def careful_split(page: str) -> Tags:
    """The tags of any page; a `<` that begins none is text, one whose `>` is missing is dropped."""
    parts = CAREFUL.split(page)
    tags = ["", *(one or other for one, other in zip(parts[1::3], parts[2::3], strict=True))]
    return Tags(tags, parts[::3], [MARKS.get(tag) for tag in tags])


def fill(cuts: Tags, found: Cut, *, careful: bool) -> bool:
    """Put into `found` what the tags of its page say. False where not `careful` and a tag shows that it was cut in
    two."""
    tags, marks, known = cuts.tags, cuts.marks, dict[str, str]()
    link = found.links.append
    for i in [i for i, mark in enumerate(marks) if mark is None]:
        tag = tags[i]
        if (mark := known.get(tag)) is not None:
            marks[i] = mark
        elif not careful and (tag.count('"') & 1 or ("='" in tag and tag.count("'") & 1)):
            return False
        elif tag[:2] == "a " and "idden" not in tag and "none" not in tag and not found.hidden_names:
            link(tag)  # most tags of most pages: a link that nothing hides
            marks[i] = LINK
        elif tag:  # not within one before it
            if NAME.match(tag) is None:
                return False
            place(i, cuts, found, known)
    out: list[str | None] = [""] * (2 * len(marks))
    out[::2] = marks
    out[1::2] = cuts.texts
    found.text = "".join(out)  # type: ignore[arg-type]  # no mark is None now
    if "&" in found.text:
        found.text = html.unescape(found.text)
    return True


def without_scripts(page: str, found: Cut) -> str:
    """The page without comments, scripts and styles, whose content is not HTML.

    JSON-LD is put aside, and so are the names of the classes and ids that a style hides on every screen.
    """
    kept: list[str] = []
    position = 0
    while start := RAW.search(page, position):
        kept.append(page[position : start.start()])
        position = len(page)
        if start[0] in ("<!", "<?"):
            position = end_of_comment(page, start.end())
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


def end_of_comment(page: str, begin: int) -> int:
    """Where the comment, or the declaration, ends whose content begins at `begin`."""
    if not page.startswith("--", begin):
        return page.find(">", begin) + 1 or len(page)
    if page.startswith(">", begin + 2):
        return begin + 3
    return page.find("-->", begin) + 3 if page.find("-->", begin) >= 0 else len(page)


def place(i: int, cuts: Tags, found: Cut, known: dict[str, str]) -> None:
    """Set what stands in the place of tag `i`, and empty what belongs to an element that is not seen.

    `known` learns a tag that stands for the same wherever it is.
    """
    tag = cuts.tags[i]
    named = NAME.match(tag)
    assert named is not None, tag
    name = named[0].lower()
    mark = MARKS.get(name, BREAK)
    cuts.marks[i] = "" if name in LOOKED_AT else mark
    if name[0] == "/":
        known[tag] = mark
    elif name in UNSEEN or is_hidden(name, tag, found):
        if name == "title" and found.title is None:
            found.title = html.unescape(cuts.texts[i])
        cuts.marks[i] = ""
        if name not in VOID:
            empty(i, name, cuts)
    elif name == "a":
        found.links.append(tag)
        cuts.marks[i] = LINK
    elif name == "img":
        if alt := ALT.search(tag):
            found.pictures.append((html.unescape(alt[1] or alt[2] or alt[3]), tag))
            cuts.marks[i] = PICTURE
    elif name == "meta":
        values = values_of(tag)
        key = values.get("property") or values.get("name") or values.get("http-equiv")
        if key and values.get("content"):
            found.meta.setdefault(key.lower(), values["content"])
    elif name == "html":
        found.language = found.language or values_of(tag).get("lang")
    elif name == "base":
        found.base = found.base or values_of(tag).get("href")
    elif name == "dialog":
        cuts.marks[i] = BREAK
    elif not mark and "isplay" in tag.lower() and SHOWN_AS_BLOCK.search(tag):
        cuts.marks[i] = BREAK
        show_as_block(i, name, cuts)
    else:
        known[tag] = mark


def values_of(tag: str) -> dict[str, str]:
    """Attributes that have a value, names in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for name, double, single, bare in ATTRIBUTE.findall(tag):
        found.setdefault(name.lower(), html.unescape(double or single or bare).strip())
    return found


def target(tag: str) -> str:
    """The target of a link, as written; "" of one that has none."""
    found = HREF.search(tag)
    return html.unescape(found[1] or found[2] or found[3] or "") if found else ""


def source(tag: str) -> str:
    """The URL of a picture, as written; "" of one that has none."""
    values = values_of(tag)
    return values.get("src") or values.get("data-src") or ""


def is_hidden(name: str, tag: str, found: Cut) -> bool:
    """Whether a browser does not show the element: `hidden`, a style that says so, or a dialog that is not open."""
    if any(sign in tag for sign in ("idden", "none", "IDDEN", "NONE")) and HIDDEN.search(tag):
        return True
    if name == "dialog":
        return not re.search(r"\sopen(?=[\s=/]|$)", tag, re.I)
    if found.hidden_names:
        values = values_of(tag)
        return not found.hidden_names.isdisjoint([values.get("id", ""), *values.get("class", "").split()])
    return False


def empty(i: int, name: str, cuts: Tags) -> None:
    """Empty the element that tag `i` begins, to its end tag or to the tag that ends it."""
    end, own = end_of(i, name, cuts)
    cuts.texts[i:end] = [""] * (end - i)
    last = end + 1 if own else end
    cuts.tags[i:last] = [""] * (last - i)
    cuts.marks[i:last] = [""] * (last - i)


def end_of(i: int, name: str, cuts: Tags, limit: int | None = None) -> tuple[int, bool]:
    """(index of the tag that ends the element which tag `i` begins, whether it is its own end tag)."""
    tags = cuts.tags
    last = len(tags) if limit is None else min(len(tags), i + limit)
    if name in RAW_TEXT:
        end = "/" + name
        return next(((j, True) for j in range(i + 1, last) if tags[j][: len(end)].lower() == end), (last, False))
    inside = [name]
    count = {name: 1}
    for j in range(i + 1, last):
        if (named := NAME.match(tags[j])) is None:
            continue
        tag = named[0].lower()
        if tag[0] != "/":
            while inside and tag in ENDED_BY.get(inside[-1], ()):
                count[inside.pop()] -= 1
            if not inside:
                return j, False
            if tag not in VOID and not tags[j].endswith("/"):
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


def show_as_block(i: int, name: str, cuts: Tags) -> None:
    """Make the end tag of an inline element that its style shows as a block a block's."""
    if cuts.looked_ahead < MAX_LOOKED_AHEAD:
        end, own = end_of(i, name, cuts, limit=2_000)
        cuts.looked_ahead += end - i
        if own:
            cuts.marks[end] = BREAK
