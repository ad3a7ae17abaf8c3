"""What a line of a story page is, and by what: the table of evidence, the surest first. Pure.

A line is of the kind of the first row whose test holds. Each row has its reason, and an example: a page (plain text, or
HTML where links matter) and the line in it that is of that kind by that row alone. The examples are tests, of a page
whose publication is The Lantern, edition May 03, 2024, headline "Lamps out", whose list tells the standfirst "He
lit eleven lamps" and the author Nora Quill.
"""

from collections.abc import Callable, Sequence
from functools import cache, lru_cache, reduce
from operator import or_

from newsstand.pages import evidence
from newsstand.pages.looks import (
    CREDIT,
    LONG,
    dashed,
    ends_asking,
    is_author,
    is_caseless_name,
    is_name,
    place_alone,
    place_run_in,
)
from newsstand.pages.page import ByPage, ByText, Looks, Page, Recogniser
from newsstand.pages.phrases import Phrases
from newsstand.pages.shapes import Kind
from newsstand.pages.signs import BY_PAGE, Sign, signs_of

WALL = "This story is from the May 03, 2024 edition of The Lantern."
TRATTO = "Tratto dal numero May 03, 2024 di The Lantern."
GOLD = "Abbonati a Magzter GOLD per leggere oltre 9.000 riviste."
STORY = "<p><a href=/stories/news/Harbour-Post/KITES>"
SENTENCES = (
    "Nobody on the pier had seen the lamp go out, and the geese, who had, were asked by nobody at all that night."
)

SHORT = Sign.short
OPEN = Sign.short | Sign.open

RECOGNISERS: tuple[Recogniser, ...] = (
    ByPage(Kind.furniture, "button element", "what is to be pressed is no text", Looks.LINKS, Sign.pressed,
           ("<p>Lamps</p><button>Listen to it</button>", "Listen to it")),
    ByText(Kind.furniture, "button phrase", "the table has it as a button", SHORT | Sign.button,
           ("Try GOLD - Free", "Try GOLD - Free"), Phrases.button),
    ByText(Kind.furniture, "banner phrase", "the table has it as a banner", SHORT | Sign.banner,
           ("Go Unlimited with Magzter GOLD", "Go Unlimited with Magzter GOLD"), Phrases.banner),
    ByText(Kind.furniture, "aside phrase", "advertisements stand between paragraphs", SHORT | Sign.aside,
           ("Publicité", "Publicité"), Phrases.aside),
    ByPage(Kind.furniture, "tool bar phrase", "buttons that change how a page is shown", Looks.NEIGHBOURS,
           SHORT | Sign.toolbar, ("Lamps\n-\n+\nChange font size", "-"), evidence.is_in_toolbar),
    ByText(Kind.furniture, "title of the page", "text copies have it as a line", 0,
           ("Lamps | The Lantern - News - Read this story on Magzter.com",
            "Lamps | The Lantern - News - Read this story on Magzter.com"), Phrases.is_page_title),
    ByPage(Kind.furniture, "brand above a count or a price", "a banner in words of no table", Looks.NEIGHBOURS,
           SHORT | Sign.branded, ("Abbonati a Magzter\n$149.99", "Abbonati a Magzter"), evidence.opens_banner),
    ByPage(Kind.furniture, "count below the brand", "a banner's second line", Looks.NEIGHBOURS, SHORT | Sign.counted,
           ("Abbonati a Magzter\nOltre 9.000 riviste", "Oltre 9.000 riviste"), evidence.is_under_brand),
    ByPage(Kind.furniture, "price under a banner", "a banner names its price on lines of their own", Looks.NEIGHBOURS,
           SHORT | Sign.price, ("Go Unlimited with Magzter GOLD\n$149.99\n$74.99/Year", "$74.99/Year"),
           evidence.is_under_furniture),
    ByText(Kind.price, "price alone", "a banner ends with it, a text does not", SHORT | Sign.price,
           ("Lamps\n74,99 €/Anno", "74,99 €/Anno")),
    ByPage(Kind.pitch, "count above a price", "a banner has it, and a list of prices may", Looks.NEIGHBOURS,
           OPEN | Sign.counted, ("Oltre 9.000 riviste a soli\n$149.99", "Oltre 9.000 riviste a soli"),
           evidence.is_over_price),
    ByPage(Kind.furniture, "link to another site", "short ones share the story; authors' are none", Looks.LINKS,
           Sign.narrow | Sign.filled,
           ("<p>Lamps</p><p><a href=https://social.example/share>Tell friends</a></p>", "Tell friends"),
           evidence.leads_off),
    ByPage(Kind.listed, "link to another story", "a listed title is a link as a whole", Looks.LINKS, Sign.filled,
           (f"<p>Lamps</p>{STORY}Kite season opens</a></p>", "Kite season opens"), evidence.is_title),
    ByPage(Kind.listed, "number and link to another story", "so are the titles of a numbered list", Looks.LINKS,
           SHORT | Sign.linked,
           ("<p>Lamps</p><li><b>1</b><a href=/stories/news/Harbour-Post/KITES>Kite season opens</a></li>",
            "1Kite season opens"), evidence.is_numbered_title),
    ByPage(Kind.furniture, "label and link to another story", "it sends readers elsewhere", Looks.LINKS,
           SHORT | Sign.linked,
           ("<p>Lamps</p><p>Also read: <a href=/stories/news/Harbour-Post/KITES>Kite season opens</a></p>",
            "Also read: Kite season opens"), evidence.is_labelled_title),
    ByPage(Kind.attribution, "attribution phrase", "the table has it, and its names fit the page", Looks.NAMES,
           Sign.attribution, (WALL, WALL), evidence.is_attribution),
    ByText(Kind.offer, "offer phrase", "the table has its beginning", Sign.offer,
           ("Continue reading your story on the app", "Continue reading your story on the app"), Phrases.offer),
    ByText(Kind.sign_in, "sign-in phrase", "the table has it", SHORT | Sign.sign_in,
           ("Allerede abonnent ? Logg på", "Allerede abonnent ? Logg på"), Phrases.sign_in),
    ByPage(Kind.question, "sign-in phrase on two lines", "the half to press stands on the next line", Looks.NEIGHBOURS,
           SHORT | Sign.sign_in, ("Déjà abonné ?\nSe connecter", "Déjà abonné ?"), evidence.splits_sign_in),
    ByPage(Kind.more, "list heading phrase", "the table has it, with this page's publication", Looks.NAMES,
           SHORT | Sign.heads, ("FLERE HISTORIER FRA THE LANTERNSe alle", "FLERE HISTORIER FRA THE LANTERNSe alle"),
           evidence.heads_list),
    ByPage(Kind.comments, "comments phrase", "readers write below a story, never above", Looks.NEIGHBOURS,
           SHORT | Sign.comments, ("Lamps\n12 Kommentare", "12 Kommentare"), lambda page, i: i > 0),
    ByText(Kind.time_mark, "mark of a reading time", "an icon's alternative text", SHORT | Sign.read_time,
           ("time to read\n2 mins", "time to read"), Phrases.is_time_mark),
    ByText(Kind.time, "reading time", "a number, and a word of the table for minutes", SHORT | Sign.read_time,
           ("4 mins  |", "4 mins |"), Phrases.reading_time),
    ByText(Kind.foot, "copyright notice", "it closes a page", Sign.notice,
           ("© 2026 A newsstand", "© 2026 A newsstand")),
    ByPage(Kind.headline, "the story's headline", "page, head or list have it", Looks.NAMES, Sign.headline,
           ("LAMPS OUT!", "LAMPS OUT!")),
    ByPage(Kind.publication, "the page's publication", "by its name", Looks.NAMES, SHORT | Sign.publication,
           ("the lantern", "the lantern")),
    ByPage(Kind.publication, "link to a publication", "the page's own, or that of a listed story", Looks.LINKS,
           SHORT | Sign.linked,
           ("<p>Lamps</p><p><a href=/IE/Wick/Old-Post/Newspaper>the old post</a></p>", "the old post"),
           Page.leads_to_title),
    ByPage(Kind.offer_like, "brand, and a count or a question below", "an offer in words of no table", Looks.NEIGHBOURS,
           Sign.sells, (GOLD, GOLD), evidence.offers),
    ByPage(Kind.offer_like, "brand below an attribution", "the same", Looks.NEIGHBOURS, Sign.sells | Sign.below,
           (f"{TRATTO}\nAbbonati a Magzter GOLD.", "Abbonati a Magzter GOLD."), evidence.is_below),
    ByPage(Kind.offer_like, "count or question below an attribution", "the same, without the brand", Looks.NEIGHBOURS,
           Sign.below, (f"{TRATTO}\nAbbonati per leggere 9.000 riviste.", "Abbonati per leggere 9.000 riviste."),
           lambda page, i: evidence.offers(page, i) and evidence.is_below(page, i) and page.inferred(i) is None),
    ByPage(Kind.attribution_like, "publication and this edition's label", "an attribution in words of no table",
           Looks.NAMES, Sign.inferred, (TRATTO, TRATTO), evidence.has_own_label),
    ByPage(Kind.dated_like, "publication and a label", "an attribution or a paragraph: its surroundings tell",
           Looks.NAMES, Sign.inferred,
           ("The Lantern was sold on June 2, 2024.", "The Lantern was sold on June 2, 2024."),
           lambda page, i: page.inferred(i) is not None),
    ByPage(Kind.publication, "publication over a listed title", "its slug stands in the title's link", Looks.LINKS,
           OPEN | Sign.over, (f"<p>Harbour Post</p>{STORY}Kite season opens</a></p>", "Harbour Post"),
           evidence.heads_card),
    ByPage(Kind.standfirst, "the list's standfirst", "the list shows it, whole or cut short", Looks.NAMES,
           Sign.standfirst, ("He lit eleven lamps", "He lit eleven lamps")),
    ByText(Kind.byline, "dash and name", "newer pages print an author after a dash, or the dash alone",
           SHORT | Sign.dash_first, ("- Tom Wick", "- Tom Wick"), lambda words, text: dashed(text)),
    ByText(Kind.byline_like, "dash, a few words and a full stop", "some authors end so below a header, and talk does",
           SHORT | Sign.dash_first, ("- agencies.", "- agencies."), lambda words, text: CREDIT.fullmatch(text)),
    ByPage(Kind.author, "the head's author", "JSON-LD names it", Looks.NAMES, SHORT | Sign.author,
           ("By Nora Quill", "By Nora Quill"), lambda page, i: is_author(page.lines[i], page.known.author)),
    ByText(Kind.place, "place and dash", "a dateline alone on its line", SHORT | Sign.dash_last,
           ("NEW DELHI —", "NEW DELHI —"), lambda words, text: place_alone(text)),
    ByPage(Kind.sign_in_like, "question below an offer", "a sign-in line in words of no table", Looks.NEIGHBOURS,
           SHORT | Sign.asks, (f"{GOLD}\nSei già abbonato? Accedi", "Sei già abbonato? Accedi"),
           evidence.is_unknown_sign_in),
    ByPage(Kind.press, "link below such a question", "its second half", Looks.NEIGHBOURS, OPEN | Sign.narrow,
           (f"<p>{GOLD}</p><p>Sei già abbonato?</p><p><a href=/login>Accedi</a></p>", "Accedi"), evidence.is_press),
    ByPage(Kind.foot, "short link of the newsstand's own", "navigation", Looks.LINKS,
           OPEN | Sign.narrow | Sign.linked,
           ("<p>Lamps</p><p><a href=/privacy>Privacy policy</a></p>", "Privacy policy"), evidence.is_foot),
    ByPage(Kind.foot, "footer phrase", "the table has it: plain text shows no links", Looks.LINKS, OPEN | Sign.narrow,
           ("Lamps\nPrivacy policy", "Privacy policy"), evidence.is_plain_foot),
    ByText(Kind.placed, "place run in", "a paragraph that begins with a dateline", 0,
           ("SEOUL - Fans queued.", "SEOUL - Fans queued."), lambda words, text: place_run_in(text)),
    ByText(Kind.paragraph, "long, with an end to the sentence", "text", Sign.paragraph, (SENTENCES, SENTENCES)),
    ByText(Kind.pitch, "product, and no end to the sentence", "a banner names what the newsstand sells",
           OPEN | Sign.sells, ("Senza limiti con Magzter GOLD", "Senza limiti con Magzter GOLD")),
    ByPage(Kind.again, "printed twice", "a listed publication is, in its logo and below it", Looks.NEIGHBOURS, SHORT,
           ("harbour post\nharbour post", "harbour post"), evidence.is_again),
    ByPage(Kind.heading_like, "the publication in capitals, or a button glued on", "so headings print it", Looks.NAMES,
           OPEN | Sign.named, ("Altri articoli di THE LANTERN\nKites", "Altri articoli di THE LANTERN"),
           evidence.shouts),
    ByPage(Kind.naming, "short, with the publication", "it may head the list", Looks.NAMES, SHORT | Sign.named,
           ("Altri articoli di The Lantern", "Altri articoli di The Lantern")),
    ByPage(Kind.furniture, "button of a tool bar", "two stand above a minus and a plus, and one below, in any language",
           Looks.NEIGHBOURS, OPEN | Sign.narrow, ("Traduci\nCondividi\n-\n+\nDimensione", "Traduci"), evidence.is_tool),
    ByText(Kind.name, "a few words with capitals", "a person's name looks so", SHORT,
           ("Odile d'Erquy", "Odile d'Erquy"), lambda words, text: is_name(text)),
    ByText(Kind.name_like, "two or three words without capitals", "a name where one is due", SHORT,
           ("ज्योति लालदा", "ज्योति लालदा"), lambda words, text: is_caseless_name(text)),
    ByText(Kind.asking, "a question or an exclamation", "titles end so, and text", SHORT | Sign.ended,
           ("Who moved the buoy?", "Who moved the buoy?"), lambda words, text: ends_asking(text)),
    ByText(Kind.lead_in, "a colon at the end", "boxes have such headings, and texts such lines", SHORT | Sign.ended,
           ("Read more:", "Read more:"), lambda words, text: text.endswith((":", "："))),
    ByText(Kind.sentence, "an end to the sentence", "text, or a teaser", SHORT | Sign.ended,
           ("They fly.", "They fly.")),
    ByText(Kind.words, "any other line", "a heading, a standfirst, a title", 0,
           ("the lamp is low", "the lamp is low")),
)  # fmt: skip
"""The order matters: a row is asked where those above it have not said yes."""


def rows_for(rows: Sequence[Recogniser]) -> Callable[[Page, int], Recogniser]:
    """What says by which of the rows a line is of its kind.

    Its words are looked at once: their signs, and the first row of text that takes them, which lines that come again on
    every page keep. Then the rows of the page that stand above that one are asked, where the line has their signs.
    """

    @cache
    def by_text(signs: int) -> list[tuple[int, ByText]]:
        return [(n, row) for n, row in enumerate(rows) if isinstance(row, ByText) and row.signs & signs == row.signs]

    def look(text: str, words: Phrases) -> tuple[int, int]:
        """(which row takes a text by its words, its signs)."""
        signs = signs_of(text, words)
        for n, row in by_text(signs):
            if row.test is None or row.test(words, text):
                return n, signs
        return len(rows), signs

    look_again = lru_cache(maxsize=4096)(look)

    @cache
    def matter(until: int, signs: int) -> int:
        """Which signs of the page matter to the rows above `until` that a line with these signs may be asked."""
        return reduce(or_, (row.signs for row in by_page(until, signs | BY_PAGE)), 0) & BY_PAGE

    @cache
    def by_page(until: int, signs: int) -> list[ByPage]:
        return [row for row in rows[:until] if isinstance(row, ByPage) and row.signs & signs == row.signs]

    def recognised(page: Page, i: int) -> Recogniser:
        text = page.lines[i]
        until, signs = (look_again if len(text) <= LONG else look)(text, page.words)
        for row in by_page(until, signs | page.signs(i, matter(until, signs))):
            if row.test is None or row.test(page, i):
                return row
        return rows[until]

    return recognised


recognised = rows_for(RECOGNISERS)
"""By which row of the table a line is of its kind."""
