"""A search index of newspapers as the Deutsches Zeitungsportal has one, as far as its spider asks it: in memory."""

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

MOST = 2
"""Issues that an answer has at most, whatever was asked for: the list goes on."""
ZDB = "2900001-7"
NEWSPAPER = {
    "id": ZDB,
    "title": ["Der Fährbote : Blatt für Stadt und Hafen"],
    "language": ["ger"],
    "frequency": "täglich",
    "location": ["Niederau", "Oberau"],
    "hasLoadedIssues": True,
}
MORNING, EVENING, SUNDAY = "AAAA2222MORGEN", "BBBB3333ABEND", "CCCC4444SONNTAG"
RIGHTS = "http://creativecommons.org/publicdomain/mark/1.0/"
PICTURE = "0b6e3c1e-7d4e-4b53-9b55-0f4d2f8d3a11"


def issue(id: str, day: str) -> dict[str, Any]:
    return {
        "id": id,
        "type": "issue",
        "zdb_id": ZDB,
        "paper_title": "Der Fährbote",
        "publication_date": f"{day}T12:00:00Z",
        "license": RIGHTS,
    }


def page(of: str, name: str, number: int, text: str | None) -> dict[str, Any]:
    said = {
        "id": f"{of}-{name}",
        "type": "page",
        "pagename": name,
        "pagenumber": number,
        "paper_title": "Der Fährbote",
        "language": ["ger"],
        "thumbnail": PICTURE,
    }
    return said if text is None else said | {"plainpagefulltext": [text]}


DOCUMENTS = (
    issue(MORNING, "1912-03-04"),
    page(MORNING, "FILE_0010_DDB_FULLTEXT", 1, "Die Fähre fährt wieder.\n\nDer Preis bleibt bei zehn Pfennig."),
    page(MORNING, "FILE_0002_DDB_FULLTEXT", 2, "Anzeigen. Ein Kahn ist zu verkaufen, wenig gebraucht."),
    page(MORNING, "FILE_0003_DDB_FULLTEXT", 3, None),
    issue(EVENING, "1912-03-04"),
    page(EVENING, "uuid-77-_DDB_FULLTEXT", 1, "Am Abend stand die Fähre wieder still."),
    issue(SUNDAY, "1912-03-10"),
    page(SUNDAY, "p1", 1, "Sonntag: Konzert am Hafen."),
)


class Index(dict[str, Any]):
    """Path with query -> the answer; None of another path. It is asked as a mapping, so that a server can have it."""

    def get(self, target: str, default: Any = None) -> Any:
        parts = urlsplit(target)
        said = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/search/index/newspaper/select":
            found = [NEWSPAPER] if said["q"] in (f"id:{ZDB}", "hasLoadedIssues:true") else []
        elif parts.path == "/search/index/newspaper-issues/select":
            found = [one for one in DOCUMENTS if wanted(one, said["q"])]
        else:
            return default
        return answer(found, said)


def wanted(document: dict[str, Any], query: str) -> bool:
    """Whether a query is about a document: the three that the spider has; any other raises."""
    if found := re.fullmatch(r"type:issue AND zdb_id:(\S+)", query):
        return document["type"] == "issue" and document["zdb_id"] == found[1]
    if found := re.fullmatch(r"id:(\w+)\*", query):
        return str(document["id"]).startswith(found[1])
    found = re.fullmatch(r'id:(\w+) OR id:"([^"]+)"', query)
    assert found, query
    return document["id"] in found.groups()


def answer(found: list[dict[str, Any]], said: dict[str, str]) -> dict[str, Any]:
    """As Solr pages a result: its mark of the last page is the one that the page was asked with."""
    assert said["sort"] == "id asc"
    assert said["wt"] == "json"
    found = sorted(found, key=lambda one: str(one["id"]))
    mark = said["cursorMark"]
    start = 0 if mark == "*" else int(mark.removeprefix("Ao/"))
    rows = found[start : start + (MOST if said["q"].startswith("type:issue") else int(said["rows"]))]
    fields = said["fl"].split(",") if "fl" in said else None
    docs = [{name: value for name, value in one.items() if not fields or name in fields} for one in rows]
    following = f"Ao/{start + len(rows)}" if rows else mark
    return {"response": {"numFound": len(found), "docs": docs}, "nextCursorMark": following}
