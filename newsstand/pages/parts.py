"""The parts of a story page, as patterns over its shape: what is a paywall block, a list, an opening. Pure.

A row is tried where those above it have not matched. Each has its reason, and an example of the shape it is for: the
examples are tests. Patterns are in the names of kinds (shapes.py).
"""

import re
from typing import NamedTuple

from newsstand.pages.shapes import shape


class Part(NamedTuple):
    name: str
    pattern: re.Pattern[str]
    reason: str
    example: str
    """A shape, in names of kinds, in which this row alone finds what `finds` says."""
    finds: str
    """What it finds there: the kinds that the match consumes."""
    given: str = ""
    """What the page must have besides, for some."""


def part(name: str, pattern: str, reason: str, example: str, finds: str, given: str = "") -> Part:
    return Part(name, shape(pattern), reason, example, finds, given)


STARTS = "[offer offer_like sign_in furniture question sign_in_like press]"
PAID = "offer | offer_like"
NAMED = f"attribution | [attribution_like dated_like] (?= any? ({PAID}) )"
OWN = f"({PAID} | sign_in | furniture | question any | sign_in_like press? | attribution_like | {NAMED})"
"""A line of a block, or two that are one."""

LISTED_WITHIN = 2
"""Lines between an attribution in words of no table and the first listed title, or, in plain text, the first reading
time: so far below a block patterns look."""
WALLS = (
    part("block with an attribution",
         f"(?<! {STARTS}) publication? ({PAID} | sign_in | question any | furniture | sign_in_like press?)* ({NAMED})"
         f"{OWN}*",
         "pages print the edition, the offer and the sign-in line below the text, once or twice",
         "paragraph publication attribution offer sign_in more", "publication attribution offer sign_in"),
    part("block with an offer", f"[attribution_like dated_like]? ({PAID}) {OWN}*",
         "some pages have no attribution", "paragraph offer_like sign_in_like listed", "offer_like sign_in_like"),
    part("block of a sign-in line", "(sign_in | question any) (sign_in | furniture)*",
         "and some print how to sign in alone", "paragraph question words listed", "question words"),
    part("attribution alone", "publication? (attribution_like{2} | attribution_like (?= $ | more | naming"
         " | heading_like | again | publication | foot"
         f" | [^paragraph placed]{{0,{LISTED_WITHIN}}} [listed time_mark time] ))",
         "in words of no table, it is one where it stands twice, or nothing but a list or a footer follows",
         "paragraph attribution_like naming listed", "attribution_like"),
)  # fmt: skip
"""The block below the preview: of the rows that match anywhere the first counts, at its first match."""

SHORT = "[sentence asking]+ (?: [paragraph placed] | [furniture foot]* $)"
"""Text that goes on, or ends, with a short paragraph."""
CARD = "[^listed paragraph placed picture]"
ABOVE = "[words name naming name_like lead_in furniture]"
MOST_LISTED = 20
"""Titles in a box; more are a list."""
BOXES = (
    part("box of titles",
         f"{ABOVE}{{0,2}} (?: (?: publication{{0,2}} listed){{2,{MOST_LISTED}}}"
         f" | (?: listed publication){{2,{MOST_LISTED}}}) furniture?"
         f" (?= [words name name_like asking]? [paragraph placed] | {SHORT} )",
         "linked titles in a row, with a heading or none, and the text goes on below",
         "paragraph words listed listed paragraph", "words listed listed"),
    part("box of titles and a line each",
         f"{ABOVE}{{0,2}} (listed (?! publication ) {CARD}){{2,{MOST_LISTED}}} furniture? (?= [paragraph placed] )",
         "the same with a teaser or a reading time each",
         "paragraph listed words listed words paragraph", "listed words listed words"),
    part("box of titles and two lines each",
         f"{ABOVE}{{0,2}} (listed {CARD}{{2}}){{2,{MOST_LISTED}}} furniture? (?= [paragraph placed] )",
         "the same with both", "paragraph listed words time listed words time paragraph",
         "listed words time listed words time"),
)  # fmt: skip
"""Links to other stories between paragraphs: they neither end the text nor belong to it."""
HEADING = "[words name name_like naming asking lead_in heading_like more]"
LINE = "[^listed paragraph placed picture sentence]"
MOST_ABOVE = 3
MOST_A_CARD = 6
"""Lines above the first title, and below each but for a sentence."""
ELEMENTS = (
    part("element of a title under a heading", f"{HEADING} listed (time_mark | time)*",
         "a linked title alone may be a subhead, but not with a heading in an element of both",
         "words listed", "words listed", "any text"),
    part("element of titles",
         f"{LINE}{{0,{MOST_ABOVE}}} (listed sentence? {LINE}{{0,{MOST_A_CARD}}}){{2,{MOST_LISTED}}}",
         "and of the site's own cards: each has one sentence, texts have more",
         "more publication listed sentence time words listed", "more publication listed sentence time words listed"),
    part("element of a heading and a form", "(?<= [paragraph placed] ) [words asking lead_in] furniture+",
         "what it asks for is no text, nor are links to other sites",
         "paragraph words furniture", "words furniture"),
)  # fmt: skip
"""The shapes of elements that are boxes as a whole, where text goes on below."""
GOES_ON = {
    "": shape("furniture* (any? | [sentence asking]*) [paragraph placed]"),
    "any text": shape(f"furniture* (any? [paragraph placed] | {SHORT})"),
}
"""What stands below such an element, by what its row asks for: a subhead at most, and text."""
APART = "aside, figure, li:only-child, a:has(img)"
"""Elements in which a linked title is no subhead."""
LONE = shape(f"(?<! listed) listed (?= furniture* ([words name name_like asking]? [paragraph placed] | {SHORT}) )")
"""A title that is a box where it stands in one of these."""
CARD_LAST = shape(f"{HEADING}? listed [sentence asking]")
"""An element that is a list of one story, with a heading or none, where nothing but a footer is below."""
MAY_BE_LAST = shape("(?<! listed) listed [sentence asking] [furniture foot]* $")
"""Without it there is no such element."""
MAY_BOX = shape("listed | [words asking lead_in] furniture")
"""Without it there is no box."""

CLOSINGS = (
    part("what is sold at the end", "^ [^price]* [^price pitch] (pitch{1,2} price*) furniture* $",
         "a banner names it, or how much of it there is", "paragraph pitch", "paragraph pitch"),
    part("price at the end", "^ [^price]+ (price+) furniture* $", "no text ends with a price, but a list of prices",
         "paragraph price price", "paragraph price price"),
)  # fmt: skip
"""What stands below the last paragraph and is none of the story: group 1."""

FOOT = "foot{3,}"
FOOTER = shape(FOOT)
"""Links of the newsstand's own in a row, as plain text has them."""
HEAD = "( (?<= [paragraph placed] ) [words name name_like asking] | naming | heading_like )?"
"""The heading of a list in words of no table: no story ends with one."""
TITLE = "[^paragraph placed sentence lead_in byline_like]"
"""A listed title where no link tells: some end with a question."""
ENDS = (
    part("heading of the list", "publication* more", "the words of the table",
         "paragraph publication more listed", "publication more"),
    part("first listed story",
         f"{HEAD} publication{{0,2}} listed (?= [^paragraph]{{0,8}} [listed time time_mark]"
         " | [^paragraph sentence asking]* $ ) | [naming heading_like] publication{0,2} listed (?= [^paragraph]* $ )",
         "titles that are links, with the publication and a heading above: one alone is a list where no text follows",
         "paragraph words publication listed words time_mark time", "words publication listed"),
    part("first listed publication",
         f"(?<= any any any ) {HEAD} (publication publication | again again) any any? time_mark",
         "where no link tells, the publication is printed twice above a title",
         "paragraph paragraph paragraph again again words sentence time_mark", "again again words sentence time_mark"),
    part("first title printed twice", f"(?<= any any ) {HEAD} {TITLE} publication {TITLE} any? time_mark",
         "the older cards print it above the publication and below",
         "paragraph paragraph naming words publication words sentence time_mark",
         "naming words publication words sentence time_mark"),
    part("first listed title", f"(?<= any any ) {HEAD} {TITLE} any time_mark",
         "else a title and a teaser stand above the first reading time",
         "paragraph paragraph naming words sentence time_mark", "naming words sentence time_mark"),
    part("first listed title alone", f"(?<= any any ) {HEAD} any time_mark",
         "or a title alone, where a sentence is above it",
         "paragraph paragraph sentence words time_mark", "words time_mark"),
    part("heading of no list", "(?<= any ) [naming heading_like] (?= [furniture foot]* $ )",
         "in a language of whose headings none is known, no list has to stand below one",
         "paragraph naming furniture", "naming", "unknown headings"),
    part("comments", "(?<= any ) comments", "readers write below the text", "paragraph comments name", "comments"),
    part("footer", f"(?<= any ) ( {FOOT} | foot ([^paragraph placed foot]{{0,3}} foot)* $ )",
         "links of the newsstand's own in a row",
         "paragraph foot foot foot words", "foot foot foot"),
)  # fmt: skip
"""Where the text of a page without a block ends: at the heading, else at the match that begins first."""

FIRST = "[^headline picture]"
"""A standfirst, which may be as long as a paragraph: the text begins at the second one."""
TOP = "[^headline picture paragraph placed]"
TEXT = "[^place placed picture]"
OPENINGS = (
    part("opening above the headline again", f"({FIRST}? {TOP}{{0,5}}?) headline (?! {TOP}{{0,4}} headline )",
         "the picture's alternative text is the headline, below standfirst and author",
         "words name headline paragraph", "words name headline"),
    part("opening above the picture", f"({FIRST}? {TOP}{{0,3}}) picture",
         "the same, where the alternative text is no line", "words name picture paragraph", "words name picture"),
    part("opening above a dateline", f"({TEXT} {TOP}{{0,2}}?) (?= [place placed] )",
         "a text begins with its dateline", "words words placed paragraph", "words words", "headline or header"),
    part("opening down to the dashed author", f"({FIRST}? {TOP}{{0,2}}? byline)", "newer pages print the author last",
         "words sentence byline paragraph", "words sentence byline", "headline or header"),
    part("opening down to what may be a dashed author", f"({FIRST}? {TOP}? byline_like)",
         "the same, where a full stop ends it", "words byline_like paragraph", "words byline_like", "newer header"),
    part("nothing but an opening above a paywall",
         "( [^paragraph placed place]? [name author name_like] | standfirst ) $",
         "a story of which nothing is shown", "sentence name", "sentence name", "paywall"),
    part("standfirst that the list tells", "( [name author]? standfirst [name name_like author]? ) (?= any )",
         "with the author above or below it", "standfirst name paragraph", "standfirst name"),
    part("author that the head tells", "(any{0,2} author) (?= any )", "JSON-LD has it", "words author paragraph",
         "words author"),
    part("standfirst and name", "([^paragraph placed place] (name | name_like (?= [paragraph placed] ))) (?= any )",
         "a name below one line is the author's", "name name paragraph", "name name", "headline or header"),
    part("paragraph and name", "([paragraph placed] (name | name_like (?= [paragraph placed] ))) (?= any )",
         "below a header that line may be long, or begin with a place", "placed name paragraph", "placed name",
         "header"),
    part("name first", "(name) (?= any )", "some pages have an author and no standfirst: those that print no dash"
         " before authors", "name paragraph", "name", "headline or older header"),
    part("first line below the header", "([^place]) (?= any )",
         "no page was seen whose text begins right below its header: the standfirst does",
         "paragraph paragraph", "paragraph", "header"),
)  # fmt: skip
"""The lines between header and text, where they begin; group 1 is the opening without the headline."""

HEADED_WITHIN = 12
"""Lines below the block of which one is the list's heading."""
LIST_HEADS = (
    part("heading of the list", f"[^listed more]{{0,{HEADED_WITHIN - 1}}}? more",
         "it stands a few lines below the block",
         "furniture words more listed", "furniture words more"),
    part("heading in words of no table", "heading_like | naming (?= publication{0,2} listed | again | publication"
         " | any publication any any? [time_mark time]"
         " | any any [time_mark time] | [words name asking] [sentence lead_in] [words name asking] )",
         "a line with the publication above a listed story", "naming listed", "naming"),
)  # fmt: skip
"""Above the list of other stories."""
