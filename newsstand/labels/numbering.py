"""Volume and issue numbers of a label, taken out of its tokens. Pure."""

from dataclasses import dataclass

from newsstand.labels.tokens import ROMAN, Token

NUMBERS = "DnNYouI"


@dataclass(frozen=True, slots=True)
class Numbering:
    tokens: list[Token]
    """The label without its numbers: one "s" stands where each was."""
    volume: str | None = None
    issue: str | None = None
    other: list[Token] | None = None
    """The label with the number after "Issue" left as part of a date, where both readings are open."""
    edition: bool = False
    """`other` is there, and its word rather introduces a date: "Edition 12 August 2026"."""
    unsure: bool = False
    """A number is there, but which one is not clear: "No. 2024/3"."""


def numbering(tokens: list[Token]) -> Numbering:
    """The numbers that "Vol. 12", "Issue 8", "No. 7/8", "#141", "12. Ausgabe" give."""
    volume = issue = other = None
    edition = unsure = False
    rest: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        start, end = at, at + 1
        if token.kind == "v" and volume is None:
            start = after_signs(tokens, at + 1)
            printed, end = printed_number(tokens, start)
            if printed and not (tokens[start].kind == "Y"):
                volume = printed
                if issue is None and (inner := in_brackets(tokens, end)):
                    issue, end = inner, end + 3
                rest.append(Token("s", 0, token.printed, False))
                at = end
                continue
        elif token.kind in "i#e" and issue is None:
            start = after_signs(tokens, at + 1)
            weak = token.kind != "#" and all(one.kind != "#" for one in tokens[at:start])
            printed, end = printed_number(tokens, start)
            if printed and not skipped(tokens, at, start, end, weak):
                following = tokens[end : end + 1]
                if following and following[0].kind == "Y" and tokens[start].kind == "Y":
                    printed = None
                elif weak and tokens[start].kind == "Y" and at > 0 and is_word(tokens[at - 1]):
                    # "Swimsuit Issue 2024": the year, or the number of a magazine of that name?
                    unsure, printed = True, None
                elif joined_on(tokens, start, end):
                    unsure = not weak
                    printed = None
            else:
                printed = None
            if printed:
                issue = printed
                if weak and volume is None and tokens[end - 1].kind in "Do" and tokens[end : end + 1]:
                    if tokens[end].kind not in ",|~(:":
                        other = [*rest, token, *tokens[start:]]
                        edition = token.kind == "e"
                if in_brackets(tokens, end):
                    end += 3
                if (
                    tokens[end : end + 1]
                    and tokens[end].kind in "-/."
                    and tokens[end + 1 : end + 2]
                    and tokens[end + 1].kind in "YM"
                ):
                    end += 1
                rest.append(Token("s", 0, token.printed, False))
                at = end
                continue
        elif ordinal_before(tokens, at) and issue is None:
            word = at + (2 if tokens[at + 1].kind == "." else 1)
            if token.kind in "ou" and tokens[word].kind in "es":
                # "2nd edition", "10th anniversary": how many there were, not which number this has.
                pass
            elif tokens[word].kind == "v":
                volume = token.printed
            else:
                issue = token.printed
            rest.append(Token("s", 0, token.printed, False))
            at = word + 1
            continue
        rest.append(token)
        at += 1
    return Numbering(rest, volume, issue, other, edition, unsure)


def is_word(token: Token) -> bool:
    return token.printed[0].isalnum()


def after_signs(tokens: list[Token], at: int) -> int:
    """The first place from `at` on that is neither sign nor another word for a number: "Issue No.: 12"."""
    while at < len(tokens) and (tokens[at].kind in ".:'#" or (tokens[at].kind in "-~" and tokens[at].printed in "-–")):
        at += 1
    return at


def printed_number(tokens: list[Token], at: int) -> tuple[str | None, int]:
    """(number as printed, the place after it): "12", "XII", "12A", "7/8", "17.123"; (None, at) where none stands."""
    if at >= len(tokens):
        return None, at
    token = tokens[at]
    if token.kind not in NUMBERS:
        if token.printed.isupper() and ROMAN.fullmatch(token.printed):
            return token.printed, at + 1
        return None, at
    if token.kind == "N" and not token.printed.isdigit():
        return None, at
    following = tokens[at + 1 : at + 3]
    if len(following) == 2:
        sign, second = following
        if sign.kind in ".,'" and sign.glued and second.glued and second.printed.isdigit() and len(second.printed) == 3:
            return token.printed + sign.printed + second.printed, at + 3
        if sign.kind in "-/&~" and second.value == token.value + 1 and second.kind in "DnN" and token.kind in "DnN":
            return token.printed + "".join(" " * (not one.glued) + one.printed for one in following), at + 3
    return token.printed, at + 1


def in_brackets(tokens: list[Token], at: int) -> str | None:
    """The number of "(3)" at that place."""
    inner = tokens[at : at + 3]
    if [token.kind for token in inner[::2]] == ["(", ")"] and inner[1].kind in "DnN":
        return inner[1].printed
    return None


def joined_on(tokens: list[Token], start: int, end: int) -> bool:
    """Whether the number is tied to another that is not its year: "7-13 August", "2024/3", "24 567", "12/26"."""
    if end >= len(tokens):
        return False
    following = tokens[end]
    if following.kind == "N" and following.printed.isdigit():
        return True
    if following.kind in "-/.&~" and end + 1 < len(tokens):
        second = tokens[end + 1]
        if tokens[start].kind == "Y":
            return second.kind in "DnNo"
        return second.kind in "DnNo" and (
            following.kind != "~" or second.kind == "o" or following.glued or second.glued
        )
    return False


def skipped(tokens: list[Token], at: int, start: int, end: int, weak: bool) -> bool:
    """Whether the number after a word for an issue is part of a date: the year of "Edition 2024", "Issue 2024 August"."""
    if tokens[start].kind == "I" and weak:
        return True
    if tokens[start].kind != "Y" or not weak:
        return False
    if tokens[at].kind == "e" or (at > 0 and tokens[at - 1].kind == "s"):
        return True
    rest = tokens[:at] + tokens[end:]
    return any(token.kind in "MS" for token in rest) and not any(token.kind == "Y" for token in rest)


def ordinal_before(tokens: list[Token], at: int) -> bool:
    """Whether "123. Sayı", "12th issue", "12. Jahrgang" starts at that place: at the start, or after a word."""
    token = tokens[at]
    if token.kind not in "DnNou" or not token.printed.isdigit() or (at > 0 and tokens[at - 1].kind not in "sx,|~"):
        return False
    dotted = token.kind in "ou"
    word = at + 1
    if word < len(tokens) and tokens[word].kind == ".":
        dotted, word = True, word + 1
    if not dotted or word >= len(tokens) or tokens[word].kind not in ("ie#vs" if token.kind in "ou" else "ie#v"):
        return False
    return not (word + 1 < len(tokens) and tokens[word + 1].kind in "DnNo")
