"""How the elements of HTML are shown, where the parser's layout takes them for something else. Pure."""

UNSEEN = {
    "audio", "canvas", "datalist", "iframe", "label", "math", "noembed", "noframes", "noscript", "object", "select",
    "svg", "rp", "rt", "rtc", "template", "textarea", "video", "xmp",
}  # fmt: skip
"""Elements whose content is no text of the page, the readings over words among them; the layout leaves out scripts,
styles and the head by itself."""
BLOCKS = {
    "blockquote", "button", "caption", "center", "dialog", "dir", "fieldset", "form", "hgroup", "legend", "listing",
    "marquee", "menu", "ol", "pre", "search", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
"""Blocks that the layout takes for inline elements, indents, numbers or draws as a grid: here each ends a line, and
is no more than that."""
FLOW = (
    "div", "p", "li", "section", "h3", "h2", "h4", "figure", "article", "header", "footer", "nav", "h1", "dd", "dt",
    "dl", "aside", "main", "address", "details", "figcaption", "h5", "h6", "hr", "summary",
)  # fmt: skip
"""The blocks that the layout knows as such, the most frequent first."""
COMMON = (
    "a", "div", "li", "p", "span", "h3", "img", "b", "br", "h2", "i", "em", "strong", "path", "h1", "section", "figure",
    "article", "h4",
)  # fmt: skip
"""Most elements of most pages, the most frequent first: each is laid out as it is."""
SHOWN_INLINE = {
    "abbr", "b", "cite", "em", "font", "i", "mark", "q", "s", "small", "span", "strong", "time", "u",
}  # fmt: skip
"""Elements that styles show as blocks at times."""
PLAIN = "div"
MARKED = {
    **{f"{tag}#role=button": ["button"] for tag in ("a", "div", "span")},
    "a": ["link"],
    "h1": ["heading"],
    "figcaption": ["caption"],
    "#itemprop=articleBody": ["body"],
    "img#alt": ["picture"],
}
"""Element -> what its place in the laid-out text is called."""
MARKED_AND_BLOCKS = MARKED | {tag: ["block", *MARKED.get(tag, ())] for tag in FLOW if tag != "li"}
