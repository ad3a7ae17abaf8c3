"""What a newsstand prints around a story of our own, generation by generation and in many interface languages."""

# ruff: noqa: E501 - lines of pages are whole, as printed

from dataclasses import dataclass, field, replace

from newsstand.pages import ListedStory
from newsstand.spiders.magzter import MagzterSpider
from tests.markup import Block

SITE = MagzterSpider.site
URL = "https://www.magzter.com"
STORY_URL = f"{URL}/stories/newspaper/The-Lantern/LAMPLIGHTER-RETIRES"
TITLE_LINK = "/IE/Wick-Press-Ltd./The-Lantern/Newspaper"

ATTRIBUTIONS = {
    "en": "This story is from the {E} edition of {P}.",
    "de": "Diese Geschichte stammt aus der {E}-Ausgabe von {P}.",
    "fr": "Cette histoire est tirée de l'édition {E} de {P}.",
    "es": "Esta historia es de la edición {E} de {P}.",
    "nb": "Denne historien er fra {E}-utgaven av {P}.",
    "tr": "Bu hikaye {P} dergisinin {E} sayısından alınmıştır.",
    "ar": "هذه القصة مأخوذة من طبعة {E} من {P}.",
    "ja": "この記事は {P} の {E} 版に掲載されています。",
    # not in the phrase table: worded by us
    "nl": "Dit artikel komt uit de {E}-uitgave van {P}.",
    "hi": "यह कहानी {P} के {E} अंक से है।",
    "it": "Questo articolo è tratto dal numero {E} di {P}.",
    "pt": "Este artigo pertence à edição {E} da {P}.",
    "pl": "Ten artykuł pochodzi z wydania {E} czasopisma {P}.",
    "sv": "Den här artikeln är hämtad ur {E}-numret av {P}.",
    "ko": "이 기사는 {P}의 {E}호에 실렸습니다.",
}
OFFERS = {
    "en": "Start your 7-day Magzter GOLD free trial to access thousands of curated premium stories, and 9,000+ magazines and newspapers.",
    "de": "Starten Sie Ihre 7-tägige kostenlose Testversion von Magzter GOLD, um auf Tausende kuratierte Premium-Storys sowie über 8.000 Zeitschriften und Zeitungen zuzugreifen.",
    "fr": "Abonnez-vous à Magzter GOLD pour accéder à des milliers d'histoires premium sélectionnées et à plus de 9 000 magazines et journaux.",
    "es": "Comience su prueba gratuita de Magzter GOLD de 7 días para acceder a miles de historias premium seleccionadas y a más de 9,000 revistas y periódicos.",
    "nb": "Abonner på Magzter GOLD for å få tilgang til tusenvis av kuraterte premiumhistorier og over 9000 magasiner og aviser.",
    "tr": "Subscribe to Magzter GOLD to access thousands of curated premium stories, and 10,000+ magazines and newspapers.",
    "ar": "اشترك في Magzter GOLD للوصول إلى آلاف القصص المتميزة المنسقة، وأكثر من 9000 مجلة وصحيفة.",
    "ja": "7 日間の Magzter GOLD 無料トライアルを開始して、何千もの厳選されたプレミアム ストーリー、9,000 以上の雑誌や新聞にアクセスしてください。",
    "nl": "Probeer Magzter GOLD een week gratis en lees duizenden verhalen uit meer dan 9.000 bladen.",
    "hi": "हज़ारों चुनिंदा कहानियाँ और 9,000 से ज़्यादा पत्रिकाएँ पढ़ने के लिए Magzter GOLD लें।",
    "it": "Abbonati a Magzter GOLD per leggere migliaia di articoli scelti e oltre 9.000 riviste e giornali.",
    "pt": "Assine o Magzter GOLD para ler milhares de artigos escolhidos e mais de 9.000 revistas e jornais.",
    "pl": "Wykup Magzter GOLD, aby czytać tysiące wybranych artykułów oraz ponad 9 000 czasopism i gazet.",
    "sv": "Prenumerera på Magzter GOLD för att läsa tusentals utvalda artiklar och över 9 000 tidningar.",
    "ko": "Magzter GOLD를 구독하면 수천 개의 엄선된 기사와 9,000개 이상의 잡지와 신문을 읽을 수 있습니다.",
}  # fmt: skip
SIGN_INS = {
    "en": "Already a subscriber? Sign In",
    "de": "Bereits Abonnent? Anmelden",
    "fr": "Déjà abonné? Se connecter",
    "es": "Ya eres suscriptor? Conectar",
    "nb": "Allerede abonnent? Logg på",
    "tr": "Already a subscriber? Giriş Yap",
    "ar": "هل أنت مشترك بالفعل؟ تسجيل الدخول",
    "ja": "すでに購読者ですか? サインイン",
    "nl": "Bent u al abonnee? Inloggen",
    "hi": "पहले से सदस्य हैं? साइन इन",
    "it": "Sei già abbonato? Accedi",
    "pt": "Já é assinante? Entrar",
    "pl": "Masz już subskrypcję? Zaloguj się",
    "sv": "Är du redan prenumerant? Logga in",
    "ko": "이미 구독자이신가요? 로그인",
}
HEADINGS = {
    "en": "MORE STORIES FROM {P}",
    "de": "WEITERE ARTIKEL AUS {P}",
    "fr": "PLUS D'HISTOIRES DE {P}",
    "nb": "FLERE HISTORIER FRA {P}",
    "ar": "المزيد من القصص من {P}",
    "ja": "{P} からのその他のストーリー",
    "hi": "{P} से और कहानियाँ",
    "nl": "Meer verhalen uit {P}",
    "it": "Altri articoli di {P}",
    "pt": "Mais artigos da {P}",
    "pl": "Więcej artykułów z {P}",
    "sv": "Fler artiklar från {P}",
    "ko": "{P}의 다른 기사",
}
KNOWN = ("en", "de", "fr", "es", "nb", "tr", "ar", "ja")
UNKNOWN = ("nl", "hi", "it", "pt", "pl", "sv", "ko")

CARDS = (
    ListedStory(headline="Tide table found in a cello", description="It was right about Thursday", url=f"{URL}/stories/art/The-Lantern/TIDE-TABLE",
                publication="The Lantern", edition_label="September 11, 2024", reading_minutes=3),
    ListedStory(headline="Kite season opens", description="Maritime", url=f"{URL}/stories/art/The-Lantern/KITE-SEASON-OPENS",
                publication="The Lantern", edition_label=None, reading_minutes=1),
    ListedStory(headline="What the ferryman owes", description="SEOUL - A ledger of eighty years", url=f"{URL}/stories/news/Harbour-Post/1754305741915",
                publication="Harbour Post", edition_label="July/August 2022", reading_minutes=10),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Printed:
    """A story page to print. What is None is not printed."""

    generation: str = "G2"
    language: str = "en"
    publication: str = "The Lantern"
    label: str = "May 03, 2024"
    headline: str = "The last lamplighter retires"
    description: str | None = "He lit eleven lamps a night for forty years"
    byline: str | None = "NORA QUILL"
    paragraphs: tuple[str, ...] = (
        "On Friday at dusk Tom Wick lit the lamp at the end of the pier for the last time, and nobody clapped.",
        "He does not like clapping. It startles the geese, he says, and the geese were here first.",
    )
    header: bool = True
    attribution: bool = True
    offer: bool = True
    heading: bool = True
    repeated: bool = True
    """Whether the picture, whose alternative text is the headline, stands above the text."""
    cards: tuple[ListedStory, ...] = CARDS
    minutes: str = "{N} mins  |"
    extra: dict[str, str] = field(default_factory=dict)


def blocks(story: Printed) -> list[Block]:
    """The blocks of the story's page, in the order of its generation."""
    newest = story.generation == "G3"
    out: list[Block] = []
    if newest:
        out.append(Block("Try GOLD - Free"))
    out.append(Block(story.headline))
    if story.header:
        out += header(story)
    if story.description:
        out.append(Block(story.description))
    if newest:
        out.append(Block(f"- {story.byline}" if story.byline else "-"))
    elif story.byline:
        out.append(Block(story.byline))
    if story.repeated:
        out.append(Block(story.headline, picture="/img/lamp.jpg"))
    out += [Block(paragraph) for paragraph in story.paragraphs]
    for copy in range(2 if story.generation == "G2" else 1):
        if story.attribution:
            out.append(Block(filled(ATTRIBUTIONS[story.language], story)))
        if story.offer:
            sign_in = SIGN_INS[story.language]
            out.append(Block(OFFERS[story.language]))
            out.append(Block(sign_in.replace("?", " ?") if copy == 0 and story.generation == "G2" else sign_in))
    if story.heading and story.language in HEADINGS:
        name = story.publication if newest else story.publication.upper()
        out.append(Block(HEADINGS[story.language].replace("{P}", name)))
    for card in story.cards:
        out += card_blocks(card, story)
    return out


def header(story: Printed) -> list[Block]:
    name, label = story.publication, story.label
    if story.language == "ar":
        return [Block(label), Block(f"|{name}", link=TITLE_LINK)]
    if story.generation != "G3":
        return [Block(f"{name}|{label}")]
    return [Block(name, link=TITLE_LINK), Block("|"), Block(label)]


def card_blocks(card: ListedStory, story: Printed) -> list[Block]:
    newest = story.generation == "G3"
    out: list[Block] = []
    if newest and card.publication:
        out += [Block(card.publication, picture="/logo.png"), Block(card.publication)]
    out.append(Block(card.headline or "", link=card.url))
    if card.description:
        out.append(Block(card.description))
    out.append(Block("time to read" if newest else "time-read"))
    out.append(Block("{N} mins".replace("{N}", str(card.reading_minutes)) if newest else minutes(card, story)))
    if card.edition_label:
        out.append(Block(card.edition_label))
    return out


def minutes(card: ListedStory, story: Printed) -> str:
    return story.minutes.replace("{N}", "10+" if card.reading_minutes == 10 else str(card.reading_minutes))


def filled(phrase: str, story: Printed) -> str:
    return phrase.replace("{P}", story.publication).replace("{E}", story.label)


def cards(story: Printed, *, links: bool = True) -> list[ListedStory]:
    """The cards as reading gives them: only G3 pages print the publication, only HTML has links."""
    return [
        replace(
            card,
            publication=card.publication if story.generation == "G3" else None,
            url=card.url if links else None,
        )
        for card in story.cards
    ]
