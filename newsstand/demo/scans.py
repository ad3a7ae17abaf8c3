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


@cache
def answers() -> dict[str, str]:
    """Path -> what stands there: JSON but for `ocr.txt`."""
    said = answers_of(paper(), BASE)
    return {path: one if isinstance(one, str) else json.dumps(one, indent=1) for path, one in said.items()}


def answers_of(said: dict[str, Any], base: str) -> dict[str, Any]:
    """Path -> what an archive says of a newspaper like `paper`, its links on `base`: objects, and the texts of pages; a
    page whose text is None has none."""
    here = f"/lccn/{said['lccn']}"
    title = {"name": said["name"], "url": f"{base}{here}.json"}
    issues = [(f"{here}/{one['date']}/ed-{one['edition']}", one) for one in said["issue"]]
    found: dict[str, Any] = {
        "/newspapers.json": {"newspapers": [{"lccn": said["lccn"], "title": said["name"], "url": title["url"]}]},
        f"{here}.json": {
            **title,
            "lccn": said["lccn"],
            "publisher": said["publisher"],
            "place_of_publication": said["place"],
            "issues": [{"date_issued": one["date"], "url": f"{base}{path}.json"} for path, one in reversed(issues)],
        },
    }
    for path, issue in issues:
        pages = [f"{path}/seq-{number}" for number, _ in enumerate(issue["pages"], start=1)]
        found[f"{path}.json"] = {
            "title": title,
            "date_issued": issue["date"],
            "edition": issue["edition"],
            "volume": issue["volume"],
            "number": issue["number"],
            "pages": [{"sequence": number, "url": f"{base}{page}.json"} for number, page in enumerate(pages, start=1)],
        }
        texts = zip(pages, issue["pages"], strict=True)
        found |= {f"{page}/ocr.txt": text.lstrip() for page, text in texts if text is not None}
    return found
