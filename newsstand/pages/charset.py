"""Bytes of a page -> its text, by the rules that browsers read old pages by. Pure.

The rules are those of the WHATWG Encoding Standard (https://encoding.spec.whatwg.org/): what a label names, and what a
charset's bytes are. w3lib, Scrapy's own, knows most labels; the tables below hold what it lacks.
"""

import codecs
import re

from w3lib.encoding import read_bom, resolve_encoding

from newsstand.text import C1

WINDOWS = ("cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258")
CHARSETS = frozenset({
    "utf-8", "utf-16-le", "utf-16-be", "gb18030", "big5hkscs", "euc_jp", "iso2022_jp", "cp932", "cp949", "koi8-r",
    "koi8-u", "cp866", "cp874", "mac-roman", "mac-cyrillic", "hz", "iso2022_kr", *WINDOWS,
    "iso8859-2", "iso8859-3", "iso8859-4", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-8", "iso8859-10",
    "iso8859-13", "iso8859-14", "iso8859-15", "iso8859-16",
})  # fmt: skip
"""The charsets of the standard by Python's names, and two of 7 bits that old mails and pages came in. Python knows many
more codecs; what no browser reads ("undefined", "hex", "idna", "utf-7") is no charset of a page."""
LABELS = {
    **dict.fromkeys(("unicode-1-1-utf-8", "unicode11utf8", "unicode20utf8", "x-unicode20utf8"), "utf-8"),
    **dict.fromkeys(("unicode", "csunicode", "ucs-2", "iso-10646-ucs-2", "unicodefeff", "utf-16"), "utf-16-le"),
    "unicodefffe": "utf-16-be",
    **dict.fromkeys(("csiso88596e", "csiso88596i", "iso-8859-6-e", "iso-8859-6-i"), "iso8859-6"),
    "sun_eu_greek": "iso8859-7",
    **dict.fromkeys(("csiso88598e", "csiso88598i", "iso-8859-8-e", "iso-8859-8-i", "logical", "visual"), "iso8859-8"),
    "csisolatin9": "iso8859-15",
    **dict.fromkeys(("koi", "koi8"), "koi8-r"),
    "koi8-ru": "koi8-u",
    **dict.fromkeys(("csmacintosh", "mac", "x-mac-roman"), "mac-roman"),
    **dict.fromkeys(("x-mac-cyrillic", "x-mac-ukrainian"), "mac-cyrillic"),
    "dos-874": "cp874",
    **{f"x-{name}": name for name in WINDOWS},
    **dict.fromkeys(("csgb2312", "gb_2312", "x-gbk"), "gb18030"),
    **dict.fromkeys(("cn-big5", "x-x-big5"), "big5hkscs"),
    **dict.fromkeys(("cseucpkdfmtjapanese", "x-euc-jp"), "euc_jp"),
    **dict.fromkeys(
        ("cseuckr", "csksc56011987", "iso-ir-149", "ks_c_5601-1989", "ksc_5601", "windows-949"), "cp949"
    ),
}  # fmt: skip
"""Labels of the standard that w3lib does not know, or takes for another charset."""
NUMBERED = re.compile(r"iso8859(\d{1,2})")
"""And those that leave out the hyphen: "iso88592"."""
SEVEN_BIT = frozenset({"iso2022_jp", "iso2022_kr", "hz"})
"""Charsets whose bytes are all ASCII: they alone are believed before UTF-8."""
OF_LANGUAGES = {
    "ar": "cp1256", "bg": "cp1251", "cs": "cp1250", "el": "iso8859-7", "et": "cp1257", "fa": "cp1256", "he": "cp1255",
    "hr": "cp1250", "hu": "iso8859-2", "ja": "cp932", "ko": "cp949", "ku": "cp1254", "lt": "cp1257", "lv": "cp1257",
    "mk": "cp1251", "pl": "iso8859-2", "ru": "cp1251", "sk": "cp1250", "sl": "iso8859-2", "sr": "cp1251", "th": "cp874",
    "tr": "cp1254", "uk": "cp1251", "vi": "cp1258", "zh": "gb18030", "zh-tw": "big5hkscs", "zh-hk": "big5hkscs",
}  # fmt: skip
"""`<html lang>` -> the charset of a page that names none (https://html.spec.whatwg.org/, "determining the character
encoding", step 9: there by the user's language)."""
WESTERN = "cp1252"
"""And of all other languages."""

HEAD = 4096
"""Bytes of a page in which it may say its charset; the standard asks for 1024, old pages put scripts first."""
TOLD = re.compile(
    rb"<!--.*?(?:-->|\Z)|<meta(?=[\s/])([^>]*)|<\?xml\s[^>]*?encoding\s*=\s*[\"']([^\"'>]+)|<body[\s>]", re.I | re.S
)
"""What may say it: attributes of `<meta>`, or the XML declaration; comments are passed over, `<body>` ends it."""
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([^\s\"'/>;]+)", re.I)
PARAMETER = re.compile(r";\s*charset\s*=\s*[\"']?([^\s\"';,]+)", re.I)
LANGUAGE = re.compile(rb"<html(?=\s)[^>]*?\slang\s*=\s*[\"']?([\w-]+)", re.I)
TEXT_FOR_A_CONTROL = 50
"""Bytes of text for each control character: what has more of these is no text, a page may hold a stray one."""
CONTROLS = b"\0\1\2\3\4\5\6\7\b"


class NotText(ValueError):
    """The bytes are no text: the message says what they are."""


def charset_named(label: str | None) -> str | None:
    """The codec of the charset that a label names to a browser; None where it names none ("undefined", "utf-7")."""
    if not label:
        return None
    name = label.strip(" \t\n\f\r\"'").lower()
    if number := NUMBERED.fullmatch(name):
        name = f"iso-8859-{number[1]}"
    found = LABELS.get(name) or resolve_encoding(name)
    return found if found in CHARSETS else None


def charset_of_header(content_type: str | None) -> str | None:
    """The codec that a Content-Type header names; None where it names no charset."""
    found = PARAMETER.search(content_type or "")
    return charset_named(found[1]) if found else None


def charset_of_page(body: bytes) -> str | None:
    """The codec that a page's XML declaration or first `<meta>` with a known charset names."""
    for told in TOLD.finditer(body[:HEAD]):
        attributes, declared = told.groups()
        if attributes is not None:
            if b"content" in (lower := attributes.lower()) and b"http-equiv" not in lower:
                continue
            found = CHARSET.search(attributes)
            declared = found[1] if found else None
        elif declared is None and told[0].lower().startswith(b"<body"):
            return None
        if declared and (charset := charset_named(declared.decode("ascii", "replace"))):
            # What can be read as ASCII so far is in none of these.
            return {"utf-16-le": "utf-8", "utf-16-be": "utf-8"}.get(charset, charset)
    return None


def text_of(body: bytes, declared: str | None = None) -> str:
    """The text of a page's bytes.

    declared: the charset's label as the transport gave it; None where it gave none.
    Valid UTF-8 is UTF-8 whatever is declared: other charsets hardly ever look like it. Then the byte order mark counts,
    the transport, the page itself, and the language it is in. Bytes that the charset does not have are U+FFFD.
    Raises NotText for bytes that are none.
    """
    mark, _ = read_bom(body)
    if mark not in (None, "utf-8"):
        return body.decode(mark, "replace").removeprefix("\ufeff")
    charset = charset_named(declared)
    if charset in ("utf-16-le", "utf-16-be") and b"\0" in body[:HEAD]:
        return body.decode(charset, "replace")
    head = body[:HEAD]
    if controls(head) * TEXT_FOR_A_CONTROL > len(head):
        raise NotText("binary")
    if (b"\x1b" in body or (b"~" in body and b"~{" in body)) and body.isascii():
        seven = charset or charset_of_page(body)
        if seven in SEVEN_BIT:
            return decoded(body, seven)
    try:
        return body.decode().removeprefix("\ufeff")  # at two thirds of what "utf-8-sig" takes
    except UnicodeDecodeError as error:
        torn = error.reason == "unexpected end of data"
        charset = charset or charset_of_page(body)
        if torn and (charset == "utf-8" or not body[: error.start].isascii()):  # the end of a page that was cut off
            return body[: error.start].decode("utf-8-sig")
    return decoded(body, charset or "utf-8")


def controls(text: bytes) -> int:
    return len(text) - len(text.translate(None, CONTROLS))


def decoded(body: bytes, charset: str) -> str:
    """The text of bytes that are not UTF-8, in the charset that is declared for them, "utf-8" where none is."""
    if charset == "utf-8":
        text = body.decode("utf-8-sig", "replace")
        if is_mostly_right(text):
            return text
        charset = charset_of_language(body)
    if charset == "iso2022_jp":
        return jis_as_euc(body).decode("euc_jp", "browser")
    text = body.decode(charset, "browser")
    return text.translate(C1) if charset.startswith("iso8859") else text


def is_mostly_right(text: str) -> bool:
    """Whether most characters of a text that are not ASCII were valid UTF-8."""
    return text.count("\ufffd") * 2 < sum(not character.isascii() for character in text)


def charset_of_language(body: bytes) -> str:
    found = LANGUAGE.search(body[:HEAD])
    language = found[1].decode().lower() if found else ""
    return OF_LANGUAGES.get(language) or OF_LANGUAGES.get(language.partition("-")[0], WESTERN)


TO_TWO_BYTES = re.compile(rb"\x1b\$[@B]([\x21-\x7e]*)|\x1b\(I([\x21-\x5f]*)|\x1b\([BJ]")
"""In ISO-2022-JP: what is written in kanji, in half-width kana; and the return to ASCII."""
HIGH = bytes(byte | 0x80 for byte in range(256))


def jis_as_euc(body: bytes) -> bytes:
    """ISO-2022-JP as EUC-JP, in which the same characters have their high bits set."""

    def high(found: re.Match[bytes]) -> bytes:
        kanji, kana = found.groups()
        if kanji is not None:
            return kanji.translate(HIGH)
        return b"".join(b"\x8e" + bytes([byte | 0x80]) for byte in kana or b"")

    return TO_TWO_BYTES.sub(high, body)


def as_browsers(error: UnicodeError) -> tuple[str, int]:
    """What the standard has for bytes that Python's codec of that charset does not."""
    assert isinstance(error, UnicodeDecodeError)
    at, charset = error.start, error.encoding.replace("-", "_")
    byte = error.object[at]
    if charset in ("gb18030", "gbk") and byte == 0x80:
        return "€", at + 1
    if charset == "euc_jp" and (found := japanese(error.object[at : at + 2])):
        return found, at + 2
    if byte < 0xA0 and charset in SINGLE_BYTE:
        return chr(byte), at + 1
    return "\ufffd", at + 1


SINGLE_BYTE = {*WINDOWS, "cp874", "charmap"}


def japanese(pair: bytes) -> str | None:
    """Characters of makers' rows that Python's EUC-JP lacks ("①", "髙"): by their place in Shift_JIS, which has
    them."""
    if len(pair) < 2 or min(pair) < 0xA1:
        return None
    row, cell = pair[0] - 0xA0, pair[1] - 0xA0
    lead = (row - 1) // 2 + (0x81 if row < 63 else 0xC1)
    trail = cell + 0x9E if row % 2 == 0 else cell + 0x3F + (cell >= 64)
    try:
        return bytes([lead, trail]).decode("cp932")
    except UnicodeDecodeError:
        return None


codecs.register_error("browser", as_browsers)
