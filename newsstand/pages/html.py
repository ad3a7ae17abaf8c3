"""HTML parsed and laid out: the text that a browser shows, and where in it links, pictures and headings stand. Pure.

The one door to the HTML parser: turbohtml, whose core is in C. It builds the tree that the HTML standard prescribes, in
linear time and to a bounded depth, and lays its text out; docs/performance.md has what was measured beside it.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import cast

import turbohtml
from turbohtml import Document, Element, Namespace, Node, PlainText, SelectorSyntaxError, Text

from newsstand.pages.elements import BLOCKS, COMMON, FLOW, MARKED, MARKED_AND_BLOCKS, PLAIN, SHOWN_INLINE, UNSEEN
from newsstand.pages.links import EMPTY, SPACES, said
from newsstand.pages.shown import Place, Shown
from newsstand.pages.styles import Look, look_of, look_of_all, looks, rules, styles_for

RARE = f":not({','.join(COMMON)})"
"""Elements that something may have to be done with. The tree tells them in half of the time in which a page's text can
be searched for anything."""
INLINE_BLOCK = f":not({','.join((*FLOW, 'body'))}) > :is({','.join(FLOW)})"
"""Blocks that stand in an inline element."""
OWN_BLOCK = re.compile(r"</[a-zA-Z]+-")
"""The end of an element whose name the page's author made up: the author meant it to be a block."""

LAYOUT = PlainText(images=True)
GAP = "\x1c"
"""Stands in the place of a picture's alternative text: white space that no page can hold."""

MOST_RULES = 200
"""More of a page's own rules are not looked at: each is asked of every element."""
HIDDEN = {Look.NOT, Look.NOT_ITS_TEXT}
DROP_CAP = re.compile(r"drop[-_]?cap")
"""What pages call the class of one, in small letters."""
INITIAL = re.compile(r"[\"'“”„«‘’¿¡—-]?\w[\"'’]?")
"""What stands in a drop cap."""
RAISED = str.maketrans("0123456789+-−–=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789+-−–=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎")
"""Characters that Unicode has above and below the line."""
NUMBER = re.compile(r"[-+−–]?\d+(?:[.,/]\d+)+")
"""What is written with a `^` or `_` instead: powers that these characters do not spell. Ordinals ("5th", "1er") stay as
they are, for people search for them so."""


def shown(page: str) -> Shown:
    """The page as a browser shows it."""
    tree = turbohtml.parse(page, positions=False, scripting=True)
    found = Shown()
    own = looked_at(tree, found)
    if own and OWN_BLOCK.search(page):
        for element in own:
            element.tag = PLAIN
    apply_styles(tree, found.sheets)
    lay_out(tree, found)
    return found


def looked_at(tree: Document, found: Shown) -> list[Element]:
    """Make plain the blocks that the layout would treat as more or less, take out what is no text, and put into `found`
    what elements tell of the page. Returns those whose names the page's author made up."""
    own = []
    for element in tree.select(RARE):
        tag = element.tag
        if act := ACTIONS.get(tag):
            act(element, found)
        elif tag in BLOCKS:
            element.tag = PLAIN
        elif "-" in tag:
            own.append(element)
    return own


def take_out(element: Element, found: Shown) -> None:
    element.decompose()


def make_plain(element: Element, found: Shown) -> None:
    element.tag = PLAIN


def see_dialog(element: Element, found: Shown) -> None:
    """A dialog is shown where it is open."""
    (make_plain if "open" in element.attrs else take_out)(element, found)


def see_button(element: Element, found: Shown) -> None:
    element.attrs["role"] = "button"
    element.tag = PLAIN


def see_preformatted(element: Element, found: Shown) -> None:
    break_lines(element)
    element.tag = PLAIN


def break_lines(element: Element) -> None:
    """Put a `<br>` in the place of each end of a line in preformatted text."""
    for text in [node for node in element.descendants if isinstance(node, Text) and "\n" in node.data]:
        first, *others = text.data.split("\n")
        text.replace_with(Text(first), *(node for line in others for node in (Element("br"), Text(line))))


def move_off_line(element: Element, look: Look) -> None:
    """Write what stands above or below the line as such: "10⁶", "H₂O"."""
    table, sign = (RAISED, "^") if look is Look.RAISED else (LOWERED, "_")
    text = element.text.strip()
    if text and all(ord(character) in table for character in text):
        for node in [node for node in element.descendants if isinstance(node, Text)]:
            node.replace_with(Text(node.data.translate(table)))
    elif NUMBER.fullmatch(text):
        element.insert_before(Text(sign))


def apply_styles(tree: Document, sheets: list[str]) -> None:
    """Show elements as an attribute, a style of their own or one of the page's style sheets says."""
    for element in tree.select(":is([hidden],[style])"):
        if element.attr("hidden") in ("", "hidden", "true"):
            element.decompose()
        elif look := look_of(said(element, "style")):
            show(element, look)
    if any(map(rules, sheets)):
        attributes = frozenset(cast("list[str]", tree.xpath("//*/@class")))
        for selectors, look in looks(tuple(sheets), attributes)[:MOST_RULES]:
            for element in chosen(tree, selectors):
                if element.tag in ("html", "body"):  # scripts show these when they have loaded
                    continue
                if look not in HIDDEN:
                    show(element, look)
                elif settled := look_in_all(element, sheets):
                    show(element, settled)
        if not DROP_CAP.search(" ".join(attributes).lower()):
            return
    for element in tree.select("[class*=drop i]"):
        if DROP_CAP.search(said(element, "class").lower()):
            put_to_its_word(element)


def look_in_all(element: Element, sheets: Sequence[str]) -> Look | None:
    """How all rules together show an element that one of them hides: `.tab.open` shows what `.tab` does not."""
    may_be = styles_for(tuple(sheets), said(element, "class"))
    styles = [(weight, style) for weight, selector, style in may_be if matches(element, selector)]
    return look_of_all(styles, said(element, "style"))


def matches(element: Element, selector: str) -> bool:
    try:
        return element.matches(selector.strip())
    except SelectorSyntaxError:
        return False


def show(element: Element, look: Look) -> None:
    """Take an element out or change it, so that the layout shows it as a style says."""
    if look is Look.NOT:
        element.decompose()
    elif look is Look.NOT_ITS_TEXT:
        if not any("style" in inner.attrs or "class" in inner.attrs for inner in element.find_all(True)):
            element.decompose()
    elif look is Look.FADED:
        if stands_among_seen(element):
            element.decompose()
    elif look in (Look.RAISED, Look.LOWERED):
        move_off_line(element, look)
    elif look is Look.INITIAL or not make_block(element):
        put_to_its_word(element)


def stands_among_seen(element: Element) -> bool:
    """Whether text, or an element like it that no style hides, stands before and after an element: a script that fades
    in a text fades in all of its parts. Of style sheets nobody knows: a class hides there, and another shows again."""
    sides = (element.previous_siblings, element.next_siblings)
    around = [next((node for node in side if not isinstance(node, Text) or node.data.strip()), None) for side in sides]
    return "style" in element.attrs and all(is_seen_as(node, element) for node in around)


def is_seen_as(node: Node | None, element: Element) -> bool:
    if not isinstance(node, Element):
        return isinstance(node, Text)
    return (node.tag, node.attr("class")) == (element.tag, element.attr("class")) and "style" not in node.attrs


def make_block(element: Element) -> bool:
    """Make an inline element that is shown as a block such; False of one that is a drop cap."""
    if element.tag in SHOWN_INLINE and begins_word(element):
        return False
    if element.tag == "a":
        element.wrap(Element(PLAIN))
    elif element.tag in SHOWN_INLINE:
        element.tag = PLAIN
    return True


def begins_word(element: Element) -> bool:
    """Whether an element holds the first letter of a word that goes on after it."""
    after = element.next_sibling
    return isinstance(after, Text) and after.data[:1].isalpha() and INITIAL.fullmatch(element.text.strip()) is not None


def put_to_its_word(element: Element) -> None:
    """Put a drop cap, which a page makes a block of its own, before the word that it begins."""
    if INITIAL.fullmatch(element.text.strip()) is None:
        return
    for node in [node for node in element.descendants if isinstance(node, Text) and "\n" in node.data]:
        node.replace_with(Text(node.data.strip()))  # a line of the source; browsers show no space at a float's edges
    after = element.next_sibling
    if isinstance(after, Text) and not after.data.strip() and isinstance(after.next_sibling, Element):
        after = after.next_sibling
    if isinstance(after, Element) and after.tag in ("p", PLAIN) and after.text.strip()[:1].isalpha():
        after.insert(0, element)
    if not isinstance(after, Element) or element.parent is after:
        element.tag = "span"


def chosen(tree: Document, selectors: str) -> list[Element]:
    try:
        return list(tree.select(selectors.strip()))
    except SelectorSyntaxError:
        return []  # as browsers do with a rule that they cannot read


def tell(element: Element, found: Shown) -> None:
    found.telling.setdefault(element.tag, []).append(element)


def tell_title(element: Element, found: Shown) -> None:
    """The first counts that is none of a drawing's."""
    if found.title is None and element.namespace is Namespace.HTML:
        found.title = element.text
    element.decompose()


ACTIONS: dict[str, Callable[[Element, Shown], None]] = {
    **dict.fromkeys(UNSEEN, take_out),
    "dialog": see_dialog,
    "button": see_button,
    "pre": see_preformatted,
    "sup": lambda element, found: move_off_line(element, Look.RAISED),
    "sub": lambda element, found: move_off_line(element, Look.LOWERED),
    "style": lambda element, found: found.sheets.append(element.text),
    "title": tell_title,
    **dict.fromkeys(("html", "meta", "link", "base", "script"), tell),
}
"""What is done with an element before the tree is laid out."""


def lay_out(tree: Document, found: Shown) -> None:
    """Fill the text of `found` and what stands in it from the tree, of which only what is seen is left."""
    links = tree.find_all("a")
    # Most pages have a link that shows nothing. To look for one costs less than to lay such a page out twice.
    found_empty = any(map(shows_nothing, chain(tree.select("a:empty"), tree.select("a:has(*)"))))
    if found_empty or not laid_out(tree, found, MARKED_AND_BLOCKS) or len(found.link_starts) < len(links):
        prepare(tree, links)
        laid_out(tree, found, MARKED)
    found.blocks = partial(blocks, tree)
    if len(found.link_starts) == len(links):
        found.links = links
    else:  # a page is nested so deep that the layout gave up on its marks
        found.link_starts = found.link_ends = ()
    if pictures := found.of_kind("picture"):
        found.images = tree.find_all("img")
        found.text = without(pictures, found.text)


def laid_out(tree: Document, found: Shown, marked: Mapping[str, Sequence[str]]) -> bool:
    """Put the text of a tree into `found`, and where in it the elements of `marked` stand. Returns whether each marked
    block ends a line."""
    found.text, places = tree.to_annotated_text(marked, LAYOUT)
    found.printed = found.text
    starts, ends, block_ends, found.places = [], [], [], []
    for place in places:
        start, end, kind = place
        if kind == "link":
            starts.append(start)
            ends.append(end)
        elif kind == "block":
            block_ends.append(end)
        else:
            found.places.append(place)
    if starts != sorted(starts):  # broken markup nests links, and the inner one is closed first
        starts, ends = map(list, zip(*sorted(zip(starts, ends, strict=True)), strict=True))
    found.link_starts, found.link_ends = starts, ends
    return {"\n"}.issuperset(map((found.text + "\n").__getitem__, block_ends))


def blocks(tree: Document) -> list[Place]:
    """Where in the laid-out text of a tree its blocks stand: few pages are asked, and laying out again is cheap."""
    return [place for place in tree.to_annotated_text(MARKED_AND_BLOCKS, LAYOUT)[1] if place[2] == "block"]


def shows_nothing(link: Element) -> bool:
    return not link.text.strip(SPACES) and not any(said(image, "alt").strip(SPACES) for image in link.find_all("img"))


def prepare(tree: Document, links: list[Element]) -> None:
    """Mend what the layout cannot tell: it gives no place to a link that shows no text, around a picture say, and goes
    on in the line of a block that stands in an inline element."""
    for link in links:
        if not link.text.strip():
            link.append(Text(EMPTY))
    for block in tree.select(INLINE_BLOCK):
        block.insert_after(Element("br"))


def without(pictures: list[tuple[int, int]], text: str) -> str:
    """`text` with GAPs, as many as there are characters, in the places of pictures."""
    kept: list[str] = []
    position = 0
    for start, end in pictures:
        kept += text[position:start], GAP * (end - start)
        position = end
    return "".join([*kept, text[position:]])
