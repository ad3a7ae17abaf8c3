"""The headline of a story page, its headers, and where the story begins. Pure."""

from newsstand.pages.header import Header, find_headers, only_bar
from newsstand.pages.metadata import word
from newsstand.pages.opening import DEEPEST, ENDS_SENTENCE, dashed, is_name, is_paragraph, place_alone
from newsstand.pages.phrases import Attribution, alike, alike_any
from newsstand.pages.sheet import LONG, Sheet


def story_headers(sheet: Sheet, attribution: Attribution | None) -> list[Header]:
    """What reads as a header, the likeliest first: one that names the publication, else the first above the text."""
    names = [*sheet.names, *([attribution.publication] if attribution and attribution.publication else [])]
    found = find_headers(
        sheet.lines[: sheet.headed_until],
        sheet.words,
        names=names,
        label=(attribution and attribution.label) or sheet.label,
        is_publication=sheet.is_publication,
    )
    named = [header for header in found if alike_any(header.publication, names)]
    others = [header for header in found if header not in named]
    if others:
        long = next((i for i, line in enumerate(sheet.lines) if len(line) > LONG), len(sheet.lines))
        others = [header for header in others if header.first < long]
    spelt = [header for header in others if sheet.is_publication(header.publication, header.first)]
    if found := named + spelt + [header for header in others if header not in spelt]:
        return found
    alone = only_bar(sheet.lines, sheet.words, sheet.declared_language())
    return [alone] if alone else []


def title_line(sheet: Sheet, header: Header | None) -> int | None:
    """Index of the headline: the line above the header, or without one the first that the head or the list name."""
    known = [name for name in (sheet.hint_headline, word(sheet.meta.get("headline"))) if name]
    if header:
        near = range(header.first - 1, max(-1, header.first - 5), -1)
        for name in [*known, *(sheet.lines[i] for i in sheet.document.headings)]:
            for i in near:
                if alike(sheet.lines[i], name):
                    return i
        for i in near:
            if any(alike(sheet.lines[i], text) for text in sheet.lines[header.last + 1 : header.last + 1 + DEEPEST]):
                return i
        for i in near:
            if not sheet.is_furniture(i) and sheet.words.reading_time(sheet.lines[i]) is None:
                return i
        return next(
            (i for i in range(header.last + 1, min(header.last + 3, len(sheet.lines))) for name in known
             if alike(sheet.lines[i], name)), None)  # fmt: skip
    for name in known:
        for i, line in enumerate(sheet.lines):
            if (line == name or len(line) < 400) and alike(line, name):
                return i
    if og := sheet.document.meta.get("og:title"):
        for i, line in enumerate(sheet.lines):
            if line == og:
                return i
    if len(sheet.document.headings) == 1 and sheet.document.headings[0] + 1 < len(sheet.lines):
        return sheet.document.headings[0]
    start = story_start(sheet)
    found = repeated(sheet, start)
    return found if found is not None else over_byline(sheet, start)


def over_byline(sheet: Sheet, start: int) -> int | None:
    """Index of the line that the story begins with, where an author stands next or next but one: as newer pages print
    one (`- Name`), or above a paragraph."""
    near = sheet.lines[start : start + 4]
    if not near or len(near[0]) > LONG or dashed(near[0]) or place_alone(near[0]):
        return None
    for i in range(1, min(3, len(near))):
        if dashed(near[i]) or (is_name(near[i]) and i + 1 < len(near) and is_paragraph(near[i + 1])):
            return start
    return None


def repeated(sheet: Sheet, start: int) -> int | None:
    """Index of the first short line from `start` that is printed again after a standfirst and a byline at most, or is
    the alternative text of a picture there: a headline."""
    for picture in sheet.document.pictures:
        if start <= picture.line <= start + DEEPEST:
            for i in range(max(0, picture.line - 4), picture.line):
                if alike(sheet.lines[i], picture.alt):
                    return i
    for i in range(start, min(start + 40, len(sheet.lines))):
        line = sheet.lines[i]
        if len(line) > 200 or sheet.words.may_be_own(line):
            return None
        for k in range(i + 1 if i == start else i + 2, min(i + 5, len(sheet.lines))):
            if alike(line, sheet.lines[k]) and not any(sheet.words.may_be_own(text) for text in sheet.lines[i:k]):
                return i
    return None


def start_without_header(sheet: Sheet, title: int | None) -> int:
    """Where the story begins: below its headline, else below what stands above the first long line and is none of
    it."""
    if title is None:
        return story_start(sheet)
    for i in range(title + 1, min(title + 3, len(sheet.lines))):
        if alike(sheet.lines[i], sheet.lines[title]) and (i == title + 1 or sheet.document.links(i - 1)):
            return i + 1
    return title + 1


def story_start(sheet: Sheet) -> int:
    """Where the story begins on a page without a header: below the furniture and the short links above its text."""
    start = 0
    for i in range(sheet.headed_until):
        line = sheet.lines[i]
        if sheet.is_furniture(i) or (len(line) < 60 and sheet.document.links(i)):
            start = i + 1
        elif len(line) > LONG or (is_paragraph(line) and i + 1 < sheet.headed_until and tells(sheet, i + 1)):
            break
    return start


def tells(sheet: Sheet, i: int) -> bool:
    """Whether line `i` goes on with a text: a sentence that leads nowhere."""
    line = sheet.lines[i]
    return len(line) > 40 and ENDS_SENTENCE.search(line) is not None and not sheet.document.links(i)
