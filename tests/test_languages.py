"""Which language a text is written in: sure, or None."""

import pytest

from newsstand import languages
from newsstand.languages import language_code, story_language

SENTENCES = {
    "en": "The council will vote on the new harbour bridge next week, after two years of argument about its cost.",
    "de": "Der Stadtrat stimmt nächste Woche über die neue Hafenbrücke ab, nach zwei Jahren Streit über die Kosten.",
    "fr": "Le conseil votera la semaine prochaine sur le nouveau pont du port, après deux ans de débats sur son coût.",
    "es": "El ayuntamiento votará la próxima semana sobre el nuevo puente del puerto tras dos años de discusiones.",
    "nl": "De gemeenteraad stemt volgende week over de nieuwe havenbrug, na twee jaar ruzie over de kosten.",
    "nb": "Kommunestyret skal stemme om den nye havnebroen neste uke, etter to år med krangel om kostnadene.",
    "da": "Byrådet stemmer i næste uge om den nye havnebro efter to års strid om prisen.",
    "sv": "Kommunfullmäktige röstar nästa vecka om den nya hamnbron efter två års gräl om kostnaden.",
    "tr": "Belediye meclisi, iki yıllık tartışmanın ardından gelecek hafta yeni liman köprüsünü oylayacak.",
    "pl": "Rada miasta w przyszłym tygodniu zagłosuje nad nowym mostem portowym po dwóch latach sporów.",
    "ar": "سيصوت المجلس الأسبوع المقبل على جسر الميناء الجديد بعد عامين من الجدل حول تكلفته.",
    "hi": "परिषद अगले सप्ताह नए बंदरगाह पुल पर मतदान करेगी, लागत को लेकर दो साल की बहस के बाद।",
    "mr": "परिषद पुढील आठवड्यात नवीन बंदर पुलावर मतदान करणार आहे.",
    "ta": "நகர சபை அடுத்த வாரம் புதிய துறைமுக பாலம் குறித்து வாக்களிக்கும்.",
    "ja": "市議会は来週、費用をめぐる二年間の議論の末に、新しい港の橋について採決する。",
    "ko": "시의회는 비용을 둘러싼 2년간의 논쟁 끝에 다음 주 새 항구 다리에 대해 표결한다.",
    "zh": "市议会将在下周就新港口大桥进行投票，此前就费用争论了两年。",
    "ru": "Городской совет на следующей неделе проголосует за новый мост в порту после двух лет споров.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_one_sentence_is_enough(language: str) -> None:
    assert story_language(SENTENCES[language]) == language


ENDS = {
    "sure": ("The ferry was late again on Monday, and the council blames the tide. " * 6, [121]),
    "a quotation": (f'"{SENTENCES["en"]}" {SENTENCES["es"]}', [121, 208]),
    "Nordic": (SENTENCES["nb"] * 4, [121, 240]),
}


@pytest.mark.parametrize(("text", "looked_at"), ENDS.values(), ids=ENDS)
def test_its_two_ends_decide_where_they_are_sure(text: str, looked_at: list[int], monkeypatch) -> None:
    asked: list[int] = []
    guesses = languages.guesses
    monkeypatch.setattr(languages, "guesses", lambda part: asked.append(len(part)) or guesses(part))
    story_language(text)
    assert asked == looked_at


@pytest.mark.parametrize("text", ["", "   \n", "12 34 56", "WASHINGTON", "$149.99", "OK", "xkcd qwrt zzz vvv bbb nnn"])
def test_too_little_to_tell_is_none(text: str) -> None:
    assert story_language(text) is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Regnet stanset kampen tredje dag på rad, sier dommeren etter en våt uke.", "nb"),
        ("Regnen stoppede kampen for tredje dag i træk, siger dommeren efter en våd uge.", "da"),
        ("Regnet stoppade matchen för tredje dagen i rad, säger domaren efter en blöt vecka.", "sv"),
    ],
)
def test_nordic_languages_are_told_apart_by_their_words(text: str, language: str) -> None:
    assert story_language(text) == language


def test_an_english_text_that_quotes_chinese_is_english() -> None:
    assert (
        story_language("The sign above the door of the old tea house reads 茶館, and nobody has painted it since.")
        == "en"
    )


def test_paragraphs_in_capitals_and_line_ends_change_nothing() -> None:
    assert story_language("HARBOUR BRIDGE VOTE DELAYED\n\nAGAIN AS COUNCILLORS ARGUE\nABOUT ITS COST") == "en"


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("ger", "de"),
        ("deu", "de"),
        ("eng", "en"),
        ("Fre", "fr"),
        ("fra", "fr"),
        ("nob", "nb"),
        ("spa", "es"),
        ("und", None),
    ],
)
def test_codes_of_three_letters_are_those_of_library_catalogues(printed: str, code: str | None) -> None:
    assert language_code(printed) == code
