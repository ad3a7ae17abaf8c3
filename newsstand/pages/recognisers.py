"""What a line of a story page is, and by what: the table of evidence, the surest first. Pure.

A line is of the kind of the first row whose test holds. Each row has its reason, and an example: a page (plain text, or
HTML where links matter) and the line in it that is of that kind by that row alone. The examples are tests, of a page
whose publication is The Lantern, edition May 03, 2024, headline "Lamps out", whose list tells the standfirst "He
lit eleven lamps" and the author Nora Quill.
"""

from collections.abc import Callable, Sequence
from functools import cache

from newsstand.pages import signs
from newsstand.pages.looks import (
    LONG,
    dashed,
    ends_asking,
    ends_sentence,
    is_author,
    is_caseless_name,
    is_description,
    is_name,
    is_paragraph,
    place_alone,
    place_run_in,
)
from newsstand.pages.page import Page, Recogniser, Test, When
from newsstand.pages.shapes import Kind

WALL = "This story is from the May 03, 2024 edition of The Lantern."
GOLD = "Abbonati a Magzter GOLD per leggere oltre 9.000 riviste."
STORY = "<p><a href=/stories/news/Harbour-Post/KITES>"
SENTENCES = (
    "Nobody on the pier had seen the lamp go out, and the geese, who had, were asked by nobody at all that night."
)

RECOGNISERS = (
    Recogniser(Kind.furniture, "button element", "what is to be pressed is no text", When.ALL, signs.is_button_element,
               ("<p>Lamps</p><button>Listen to it</button>", "Listen to it")),
    Recogniser(Kind.furniture, "button phrase", "the table has it as a button", When.SHORT,
               lambda page, i: page.words.button(page.lines[i]) is not None,
               ("Try GOLD - Free", "Try GOLD - Free"), begins="button"),
    Recogniser(Kind.furniture, "banner phrase", "the table has it as a banner", When.SHORT,
               lambda page, i: page.words.banner(page.lines[i]),
               ("Go Unlimited with Magzter GOLD", "Go Unlimited with Magzter GOLD"), begins="banner"),
    Recogniser(Kind.furniture, "aside phrase", "advertisements stand between paragraphs", When.SHORT,
               lambda page, i: page.words.aside(page.lines[i]), ("Publicité", "Publicité"), begins="aside"),
    Recogniser(Kind.furniture, "tool bar phrase", "buttons that change how a page is shown", When.SHORT,
               signs.is_in_toolbar,
               ("Lamps\n-\n+\nChange font size", "-"), begins="toolbar"),
    Recogniser(Kind.furniture, "title of the page", "text copies have it as a line", When.ALL,
               lambda page, i: page.words.is_page_title(page.lines[i]),
               ("Lamps | The Lantern - News - Read this story on Magzter.com",
                "Lamps | The Lantern - News - Read this story on Magzter.com")),
    Recogniser(Kind.furniture, "price under a banner", "a banner names its price on lines of their own", When.SHORT,
               signs.is_price, ("Go Unlimited with Magzter GOLD\n$149.99\n$74.99/Year", "$74.99/Year")),
    Recogniser(Kind.furniture, "link to another site", "short ones share the story; authors' are none", When.LINKED,
               signs.leads_off,
               ("<p>Lamps</p><p><a href=https://social.example/share>Tell friends</a></p>", "Tell friends")),
    Recogniser(Kind.listed, "link to another story", "a listed title is a link as a whole", When.LINKED, signs.is_title,
               (f"<p>Lamps</p>{STORY}Kite season opens</a></p>", "Kite season opens")),
    Recogniser(Kind.attribution, "attribution phrase", "the table has it, and its names fit the page", When.ALL,
               signs.is_attribution, (WALL, WALL), begins="attribution"),
    Recogniser(Kind.offer, "offer phrase", "the table has its beginning", When.ALL,
               lambda page, i: page.words.offer(page.lines[i]) is not None,
               ("Continue reading your story on the app", "Continue reading your story on the app"), begins="offer"),
    Recogniser(Kind.sign_in, "sign-in phrase", "the table has it", When.SHORT,
               lambda page, i: page.words.sign_in(page.lines[i]) is not None,
               ("Allerede abonnent ? Logg på", "Allerede abonnent ? Logg på"), begins="sign_in"),
    Recogniser(Kind.question, "sign-in phrase on two lines", "the half to press stands on the next line",
               When.SHORT, signs.splits_sign_in, ("Déjà abonné ?\nSe connecter", "Déjà abonné ?"), begins="sign_in"),
    Recogniser(Kind.more, "list heading phrase", "the table has it, with this page's publication", When.SHORT,
               signs.heads_list,
               ("FLERE HISTORIER FRA THE LANTERNSe alle", "FLERE HISTORIER FRA THE LANTERNSe alle")),
    Recogniser(Kind.comments, "comments phrase", "readers write below a story, never above", When.SHORT,
               lambda page, i: i > 0 and page.words.heads_comments(page.lines[i]),
               ("Lamps\n12 Kommentare", "12 Kommentare")),
    Recogniser(Kind.time_mark, "mark of a reading time", "an icon's alternative text", When.SHORT,
               lambda page, i: page.words.is_time_mark(page.lines[i]),
               ("time to read\n2 mins", "time to read"), begins="read_time"),
    Recogniser(Kind.time, "reading time", "a number, and a word of the table for minutes", When.SHORT,
               lambda page, i: page.words.reading_time(page.lines[i]) is not None,
               ("4 mins  |", "4 mins |"), begins="read_time"),
    Recogniser(Kind.foot, "copyright notice", "it closes a page", When.ALL,
               lambda page, i: page.lines[i].startswith("©"), ("© 2026 A newsstand", "© 2026 A newsstand")),
    Recogniser(Kind.headline, "the story's headline", "page, head or list have it", When.ALL,
               signs.is_headline, ("LAMPS OUT!", "LAMPS OUT!")),
    Recogniser(Kind.publication, "the page's publication", "by its name, or as a link to a publication", When.SHORT,
               signs.is_publication, ("the lantern", "the lantern")),
    Recogniser(Kind.offer_like, "brand and count, or what stands around", "an offer in words of no table", When.ALL,
               signs.is_unknown_offer, (GOLD, GOLD)),
    Recogniser(Kind.attribution_like, "publication and this edition's label", "an attribution in words of no table",
               When.ALL, signs.has_own_label, ("Tratto dal numero May 03, 2024 di The Lantern.",
                                         "Tratto dal numero May 03, 2024 di The Lantern.")),
    Recogniser(Kind.dated_like, "publication and a label", "an attribution or a paragraph: its surroundings tell",
               When.ALL, lambda page, i: page.inferred(i) is not None,
               ("The Lantern was sold on June 2, 2024.", "The Lantern was sold on June 2, 2024.")),
    Recogniser(Kind.publication, "publication over a listed title", "its slug stands in the title's link", When.SHORT,
               signs.heads_card, (f"<p>Harbour Post</p>{STORY}Kite season opens</a></p>", "Harbour Post")),
    Recogniser(Kind.standfirst, "the list's standfirst", "the list shows it, whole or cut short", When.ALL,
               lambda page, i: is_description(page.lines[i], page.known.description),
               ("He lit eleven lamps", "He lit eleven lamps")),
    Recogniser(Kind.byline, "dash and name", "newer pages print an author after a dash, or the dash alone", When.SHORT,
               lambda page, i: dashed(page.lines[i]), ("- Tom Wick", "- Tom Wick")),
    Recogniser(Kind.author, "the head's author", "JSON-LD names it", When.SHORT,
               lambda page, i: is_author(page.lines[i], page.known.author), ("By Nora Quill", "By Nora Quill")),
    Recogniser(Kind.place, "place and dash", "a dateline alone on its line", When.SHORT,
               lambda page, i: place_alone(page.lines[i]) is not None, ("NEW DELHI —", "NEW DELHI —")),
    Recogniser(Kind.sign_in_like, "question below an offer", "a sign-in line in words of no table", When.SHORT,
               signs.is_unknown_sign_in, (f"{GOLD}\nSei già abbonato? Accedi", "Sei già abbonato? Accedi")),
    Recogniser(Kind.press, "link below such a question", "its second half", When.SHORT, signs.is_press,
               (f"<p>{GOLD}</p><p>Sei già abbonato?</p><p><a href=/login>Accedi</a></p>", "Accedi")),
    Recogniser(Kind.foot, "short link of the newsstand's own", "navigation; in plain text by its words", When.SHORT,
               signs.is_foot, ("<p>Lamps</p><p><a href=/privacy>Privacy policy</a></p>", "Privacy policy")),
    Recogniser(Kind.placed, "place run in", "a paragraph that begins with a dateline", When.ALL,
               lambda page, i: place_run_in(page.lines[i]) is not None,
               ("SEOUL - Fans queued.", "SEOUL - Fans queued.")),
    Recogniser(Kind.paragraph, "long, with an end to the sentence", "text", When.ALL,
               lambda page, i: is_paragraph(page.lines[i]) or len(page.lines[i]) > LONG, (SENTENCES, SENTENCES)),
    Recogniser(Kind.again, "printed twice", "a listed publication is, in its logo and below it", When.SHORT,
               signs.is_again,
               ("harbour post\nharbour post", "harbour post")),
    Recogniser(Kind.heading_like, "the publication in capitals, or a button glued on", "so headings print it",
               When.SHORT, signs.shouts, ("Altri articoli di THE LANTERN\nKites", "Altri articoli di THE LANTERN")),
    Recogniser(Kind.naming, "short, with the publication", "it may head the list", When.SHORT,
               lambda page, i: page.names_publication(i),
               ("Altri articoli di The Lantern", "Altri articoli di The Lantern")),
    Recogniser(Kind.name, "a few words with capitals", "a person's name looks so", When.SHORT,
               lambda page, i: is_name(page.lines[i]), ("Odile d'Erquy", "Odile d'Erquy")),
    Recogniser(Kind.name_like, "two or three words without capitals", "a name where one is due", When.SHORT,
               lambda page, i: is_caseless_name(page.lines[i]), ("ज्योति लालदा", "ज्योति लालदा")),
    Recogniser(Kind.asking, "a question or an exclamation", "titles end so, and text", When.SHORT,
               lambda page, i: ends_asking(page.lines[i]), ("Who moved the buoy?", "Who moved the buoy?")),
    Recogniser(Kind.sentence, "an end to the sentence", "text, or a teaser", When.SHORT,
               lambda page, i: ends_sentence(page.lines[i]), ("They fly.", "They fly.")),
    Recogniser(Kind.words, "any other line", "a heading, a standfirst, a title", When.ALL,
               lambda page, i: True, ("the lamp is low", "the lamp is low")),
)  # fmt: skip
"""The order matters: a row is asked where those above it have not said yes."""


def rows_for(rows: Sequence[Recogniser]) -> Callable[[Page, int], Recogniser]:
    """What says by which of the rows a line is of its kind; cheap looks at the line choose the rows to ask."""

    @cache
    def asked(is_link: bool, is_short: bool, begins: frozenset[str]) -> list[tuple[Test, Recogniser]]:
        held = {When.ALL: True, When.LINKED: is_link, When.SHORT: is_short}
        return [(row.test, row) for row in rows if held[row.when] and (not row.begins or row.begins in begins)]

    def recognised(page: Page, i: int) -> Recogniser:
        text = page.lines[i]
        for test, row in asked(page.filling(i) is not None, len(text) <= LONG, page.words.begins(text)):
            if test(page, i):
                return row
        raise LookupError(f"no row of the table takes line {text!r}")

    return recognised


recognised = rows_for(RECOGNISERS)
"""By which row of the table a line is of its kind."""
