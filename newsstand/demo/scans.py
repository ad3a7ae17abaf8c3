"""The sample's scanned newspaper: what a library's archive of the kind of Open ONI answers, as JSON and plain text."""

import json
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

BASE = "https://scans.newsstand.example"
"""The links of such an archive carry the address that its software was set up for, whoever asks."""


@cache
def paper() -> dict[str, Any]:
    """The newspaper: `lccn`, `name`, `publisher`, `place`, and its `issue`s, newest first."""
    return tomllib.loads(files("newsstand.demo").joinpath("scans.toml").read_text("utf-8"))


def title_path() -> str:
    return f"/lccn/{paper()['lccn']}"


def issue_path(issue: dict[str, Any]) -> str:
    return f"{title_path()}/{issue['date']}/ed-{issue['edition']}"


@cache
def answers() -> dict[str, str]:
    """Path -> what stands there: JSON but for `ocr.txt`."""
    said = paper()
    title = {"name": said["name"], "url": f"{BASE}{title_path()}.json"}
    found: dict[str, Any] = {
        "/newspapers.json": {"newspapers": [{"lccn": said["lccn"], "title": said["name"], "url": title["url"]}]},
        f"{title_path()}.json": {
            **title,
            "lccn": said["lccn"],
            "publisher": said["publisher"],
            "place_of_publication": said["place"],
            "issues": [
                {"date_issued": one["date"], "url": f"{BASE}{issue_path(one)}.json"} for one in reversed(said["issue"])
            ],
        },
    }
    texts: dict[str, str] = {}
    for issue in said["issue"]:
        pages = [f"{issue_path(issue)}/seq-{number}" for number, _ in enumerate(issue["pages"], start=1)]
        found[f"{issue_path(issue)}.json"] = {
            "title": title,
            "date_issued": issue["date"],
            "edition": issue["edition"],
            "volume": issue["volume"],
            "number": issue["number"],
            "pages": [{"sequence": number, "url": f"{BASE}{page}.json"} for number, page in enumerate(pages, start=1)],
        }
        texts |= {f"{page}/ocr.txt": text.lstrip() for page, text in zip(pages, issue["pages"], strict=True)}
    return {path: json.dumps(value, indent=1) for path, value in found.items()} | texts
