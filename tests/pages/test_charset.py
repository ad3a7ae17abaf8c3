"""Bytes of old pages -> the text that a browser shows."""

import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsstand.pages.charset import CHARSETS, LABELS, NotText, charset_named, charset_of_header, text_of

WEST = "“Ein Café“ – l’œuvre à 5 €…"
RUSSIAN = "Лампа на причале горит до утра"
JAPANESE = "灯台の郵便受けは毎朝六時に開く"
CHINESE = "港务处说，渡轮从明天起照常开出"
TAIWAN = "港務處說，渡輪從明天起照常開出"
KOREAN = "등대의 우편함은 아침 여섯 시에 열린다"
GREEK = "Ο φάρος ανάβει στις έξι"
HEBREW = "המגדלור נדלק בשש"
ARABIC = "تضاء المنارة في السادسة"
TURKISH = "Fener saat altıda ışığını yakar, değil mi"
POLISH = "Latarnia zapala się o szóstej, jak żółw"
THAI = "ประภาคารเปิดไฟตอนหกโมง"
BALTIC = "Švyturys įsižiebia šeštą valandą"

META = '<meta charset="{}">'
PRAGMA = "<META content='text/html; charset={}' http-equiv=Content-Type>"
XML = '<?xml version="1.0" encoding="{}"?>'

LEGACY = [
    # (label, how it is declared, the codec that wrote the page, its text)
    ("iso-8859-1", META, "cp1252", WEST),
    ("ISO-8859-1", PRAGMA, "cp1252", WEST),
    ("latin1", "header", "cp1252", WEST),
    ("us-ascii", META, "cp1252", WEST),
    ("x-cp1252", PRAGMA, "cp1252", WEST),
    ("iso88591", "header", "cp1252", WEST),
    ("iso-8859-15", META, "iso8859-15", "l'œuvre à 5 €"),
    ("csisolatin9", META, "iso8859-15", "l'œuvre à 5 €"),
    ("macintosh", META, "mac_roman", "“l’œuvre” à 5"),
    ("x-mac-cyrillic", META, "mac_cyrillic", RUSSIAN),
    ("windows-1251", PRAGMA, "cp1251", f"«{RUSSIAN}» – 5 €"),
    ("koi8-r", "header", "koi8-r", RUSSIAN),
    ("koi8", META, "koi8-r", RUSSIAN),
    ("koi8-ru", META, "koi8-u", "Ґанок і їжак"),
    ("ibm866", META, "cp866", RUSSIAN),
    ("iso-8859-5", XML, "iso8859-5", RUSSIAN),
    ("gb2312", META, "gbk", f"镕{CHINESE}"),
    ("gb_2312", "header", "gbk", f"镕{CHINESE}"),
    ("gbk", PRAGMA, "gb18030", f"{CHINESE}𠮷"),
    ("hz-gb-2312", META, "hz", CHINESE),
    ("big5", META, "big5", TAIWAN),
    ("x-x-big5", "header", "big5", TAIWAN),
    ("x-sjis", META, "cp932", f"①髙{JAPANESE}"),
    ("shift_jis", XML, "cp932", f"①髙{JAPANESE}"),
    ("euc-jp", META, "euc_jp", JAPANESE),
    ("x-euc-jp", PRAGMA, "euc_jp", JAPANESE),
    ("iso-2022-jp", META, "iso2022_jp", JAPANESE),
    ("iso-2022-jp", "header", "iso2022_jp", JAPANESE),
    ("euc-kr", META, "cp949", f"똠{KOREAN}"),
    ("ks_c_5601-1987", PRAGMA, "cp949", f"똠{KOREAN}"),
    ("windows-949", "header", "cp949", f"똠{KOREAN}"),
    ("iso-8859-7", META, "iso8859-7", GREEK),
    ("windows-1253", META, "cp1253", f"“{GREEK}”"),
    ("iso-8859-8-i", META, "iso8859-8", HEBREW),
    ("windows-1255", META, "cp1255", HEBREW),
    ("windows-1256", META, "cp1256", ARABIC),
    ("iso-8859-9", META, "cp1254", f"“{TURKISH}” 5 €"),
    ("iso-8859-2", META, "iso8859-2", POLISH),
    ("windows-1250", PRAGMA, "cp1250", f"„{POLISH}”"),
    ("tis-620", META, "cp874", f"“{THAI}”"),
    ("windows-1257", META, "cp1257", BALTIC),
]


@pytest.mark.parametrize(("label", "how", "codec", "text"), LEGACY)
def test_an_old_page_is_read_in_the_charset_that_it_names(label: str, how: str, codec: str, text: str) -> None:
    told = how.format(label) if how != "header" else ""
    page = f"{told}<html><head><title>Lamps</title></head><body><p>{text}</p></body></html>"
    header = charset_of_header(f"text/html; charset={label}") if how == "header" else None
    assert text_of(page.encode(codec), header) == page


@pytest.mark.parametrize(
    ("body", "declared", "text"),
    [
        pytest.param(f"<p>{WEST}".encode(), "iso-8859-1", f"<p>{WEST}", id="UTF-8, whatever the header says"),
        pytest.param(f"<meta charset=gbk>{WEST}".encode(), None, f"<meta charset=gbk>{WEST}", id="and the page"),
        pytest.param(WEST.encode("utf-8-sig"), "gbk", WEST, id="mark of UTF-8"),
        pytest.param(WEST.encode("utf-16"), "gbk", WEST, id="mark of UTF-16"),
        pytest.param(codecs.BOM_UTF16_BE + WEST.encode("utf-16-be"), None, WEST, id="and the other"),
        pytest.param(WEST.encode("utf-16-le"), "utf-16", WEST, id="UTF-16 by the header alone"),
        pytest.param(WEST.encode("cp1252"), None, WEST, id="a page that names none"),
        pytest.param(WEST.encode("cp1252"), "utf-8", WEST, id="or UTF-8, and is not at all"),
        pytest.param(WEST.encode("cp1252"), "undefined", WEST, id="or no charset"),
        pytest.param(WEST.encode("cp1252"), "utf-7", WEST, id="or one that no browser reads"),
        pytest.param(WEST.encode() + b"\x93", "utf-8", WEST + "\ufffd", id="one wrong byte in UTF-8 is seen"),
        pytest.param(RUSSIAN.encode("koi8-r"), "koi8-r", RUSSIAN, id="the header"),
        pytest.param(
            f"<meta charset=cp1251>{RUSSIAN}".encode("koi8-r"),
            "koi8-r",
            f"<meta charset=cp1251>{RUSSIAN}",
            id="counts before the page",
        ),
        pytest.param(
            b"<!-- <meta charset=gbk> --><meta charset=cp1251>\xcb\xe0",
            None,
            "<!-- <meta charset=gbk> --><meta charset=cp1251>Ла",
            id="a comment names no charset",
        ),
        pytest.param(
            b"<meta charset=none><meta charset=cp1251>\xcb\xe0",
            None,
            "<meta charset=none><meta charset=cp1251>Ла",
            id="the first that is one",
        ),
        pytest.param(
            b"<meta name=x content='charset=gbk'><meta charset=cp1251>\xcb\xe0",
            None,
            "<meta name=x content='charset=gbk'><meta charset=cp1251>Ла",
            id="a description names none",
        ),
        pytest.param(
            b"<body><meta charset=cp1251>caf\xe9", None, "<body><meta charset=cp1251>café", id="nor does the body"
        ),
        pytest.param(b"<meta charset=utf-16>caf\xe9.", None, "<meta charset=utf-16>café.", id="and UTF-16 is none"),
        pytest.param(
            f"<html lang=ru>{RUSSIAN}".encode("cp1251"), None, f"<html lang=ru>{RUSSIAN}", id="by the language"
        ),
        pytest.param(
            f'<html class=x lang="zh-TW">{TAIWAN}'.encode("big5"), None, f'<html class=x lang="zh-TW">{TAIWAN}',
            id="by the language and the country",
        ),
        pytest.param(WEST.encode()[:-1], None, WEST[:-1], id="a character torn at the end"),
        pytest.param(b"\xef\xbb\xbf" + WEST.encode()[:-1], None, WEST[:-1], id="and behind a byte order mark"),
        pytest.param("café".encode("cp1252"), None, "café", id="a last letter that is not torn"),
        pytest.param(b"\x93One\x94 \x80 5", "iso-8859-2", "“One” € 5", id="quotes and euro sign where it has controls"),
        pytest.param(b"\x805", "gb2312", "€5", id="the euro sign of GBK"),
        pytest.param(b"a\x81b", "cp1252", "a\x81b", id="a byte that only browsers know"),
        pytest.param(b"\x81\xff<p>", "euc-kr", "\ufffd\ufffd<p>", id="half a character takes nothing along"),
        pytest.param(b"\xd2\xff5", "windows-1253", "\ufffd\ufffd5", id="and one that they do not know"),
        pytest.param(b"\xad\xa1\xfc\xe2", "euc-jp", "①髙", id="makers' characters in EUC-JP"),
        pytest.param(b"\xad\xdf\xad\xe0\xad\xe2", "euc-jp", "㍻〝№", id="to the end of their rows"),
        pytest.param(b"\x1b$B-!|b\x1b(B.\x1b(I1\x1b(J.", "iso-2022-jp", "①髙.ｱ.", id="and in ISO-2022-JP"),
        pytest.param(b"\x1b$Bcaf\x1b(B \xc3\xa9", "iso-2022-jp", "\x1b$Bcaf\x1b(B é", id="no 7 bits: UTF-8"),
        pytest.param(b"<p>One\0 lamp</p>" + b"x" * 99, None, "<p>One\0 lamp</p>" + "x" * 99, id="one NUL"),
    ],
)  # fmt: skip
def test_which_charset_counts(body: bytes, declared: str | None, text: str) -> None:
    assert text_of(body, declared) == text


@pytest.mark.parametrize("body", [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", bytes(256) * 20, "One".encode("utf-16-le") * 20])
def test_bytes_that_are_no_text_are_refused(body: bytes) -> None:
    with pytest.raises(NotText, match="binary"):
        text_of(body)


@pytest.mark.parametrize(
    "label",
    ["undefined", "hex", "base64", "rot13", "idna", "punycode", "unicode_escape", "utf-7", "cp037", "zlib", "", "é",
     "a\0b", "none", "x" * 1000, "../utf-8", "charset", "mbcs", "raw_unicode_escape"],
)  # fmt: skip
def test_a_name_that_is_no_text_charset_names_none(label: str) -> None:
    assert charset_named(label) is None
    assert charset_of_header(f"text/html; charset={label}") is None


@pytest.mark.parametrize("name", sorted(CHARSETS))
def test_what_is_kept_of_a_charset_names_it_again(name: str) -> None:
    assert charset_named(name) == codecs.lookup(name).name == name


@pytest.mark.parametrize("label", sorted(LABELS))
def test_a_label_names_a_charset(label: str) -> None:
    assert charset_named(f" {label.upper()}\n") == LABELS[label]
    assert LABELS[label] in CHARSETS


@pytest.mark.parametrize(
    ("header", "charset"),
    [
        ("text/html; charset=gb2312", "gb18030"),
        ("text/html;charset='utf-8'", "utf-8"),
        ('text/html; Charset = "x-sjis"; x=y', "cp932"),
        ("text/html; charset=utf-8, text/html", "utf-8"),
        ("text/html; charset=", None),
        ("charset=utf-8", None),
        ("", None),
        (None, None),
    ],
)
def test_the_charset_of_a_header(header: str | None, charset: str | None) -> None:
    assert charset_of_header(header) == charset


@given(st.binary(max_size=60), st.sampled_from([None, *sorted(CHARSETS)]))
def test_no_bytes_break_a_charset(body: bytes, declared: str | None) -> None:
    with suppress(NotText):
        assert text_of(b"<p>" + b"x" * 500 + body, declared)
