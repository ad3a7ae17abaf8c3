"""The same story in other papers: whole, with a line of an agency, cut, and changed; and texts that only look alike."""

import json
import random
from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from newsstand.demo.content import sample
from newsstand.export.shingles import RUN, WORD, WORDS, fewest, is_unspaced, shingles
from newsstand.export.source import Read
from newsstand.export.stage import Stage
from newsstand.export.tables import Needs, add_records
from tests.export.sample import story

NEEDS = Needs(shingles=True)
FORMULA = "Letters to the editor may be sent to the address on page two and should be no longer than two hundred words."
WANTED = {"same": 1.0, "prefixed": 1.0, "cut to 60 %": 1.0, "cut to 35 %": 0.9, "8 % changed": 0.9}
"""Kind of copy -> the share of them that must be found."""


def base() -> list[tuple[str, str]]:
    """(language, text) of three of the sample's stories at a time: as long as what a newspaper shows."""
    found = []
    for publication in sample().publications:
        stories = {one.slug: one for edition in publication.editions for one in edition.stories}
        texts = ["\n\n".join(one.paragraphs) for one in stories.values()]
        found += [(publication.language, "\n\n".join(texts[at : at + 3])) for at in range(0, len(texts) - 2, 3)]
    return found


def copies(language: str, text: str, chance: random.Random) -> dict[str, str]:
    parts = list(text) if is_unspaced(language) else text.split()
    space = "" if is_unspaced(language) else " "
    changed = [part if chance.random() > 0.08 else part[::-1] + "x" for part in parts]
    return {
        "same": text,
        "prefixed": f"(AGENCY) – {text} Additional reporting by our staff.",
        "cut to 60 %": space.join(parts[: len(parts) * 60 // 100]),
        "cut to 35 %": space.join(parts[: len(parts) * 35 // 100]),
        "8 % changed": space.join(changed),
    }


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return NEEDS.stage(tmp_path / "stage.sqlite")


def add(stage: Stage, name: str, paper: str, text: str | None, language: str = "en", withdrawn: bool = False) -> None:
    record = replace(story(name, 1, 1, "2025-01-01", text=text, language=language), publication_id=paper)
    record.withdrawn = withdrawn
    read = Read("stories", record, json.dumps(asdict(record)).encode(), "stories/x.jsonl", 1)
    add_records(stage, [read], NEEDS)


def pairs(stage: Stage) -> list[tuple[str, str]]:
    stage.choose()
    found = [
        (row["a"].removeprefix("story:stories/"), row["b"].removeprefix("story:stories/"))
        for row in stage.same_stories()
    ]
    stage.close()
    return found


def test_copies_are_found_and_nothing_else(stage: Stage) -> None:
    chance = random.Random(7)
    texts = base()
    for number, (language, text) in enumerate(texts):
        add(stage, f"{number}/base", "base", f"{text}\n\n{FORMULA}" if number % 2 else text, language)
        for kind, copy in copies(language, text, chance).items():
            add(stage, f"{number}/{kind}", kind, copy, language)
    found = pairs(stage)
    assert [pair for pair in found if pair[0].split("/")[0] != pair[1].split("/")[0]] == []
    of_base = [
        {each.partition("/")[2] for each in pair} - {"base"} for pair in found if any("/base" in each for each in pair)
    ]
    counts = Counter(kind for kinds in of_base for kind in kinds)
    shares = {kind: counts[kind] / len(texts) for kind in WANTED}
    assert {kind: shares[kind] >= least for kind, least in WANTED.items()} == dict.fromkeys(WANTED, True), shares


TEXT = " ".join(f"word{number}" for number in range(60))
ALIKE = [
    ("of one publication", ("a", "p", TEXT), ("b", "p", TEXT), []),
    ("of two", ("a", "p", TEXT), ("b", "q", TEXT), [("a", "b")]),
    ("a formula at the end of both", ("a", "p", f"{TEXT} {FORMULA}"), ("b", "q", f"{TEXT[::-1]} {FORMULA}"), []),
    (
        "too short to say",
        ("a", "p", "It rained all day in the harbour."),
        ("b", "q", "It rained all day in the harbour."),
        [],
    ),
    ("no text", ("a", "p", None), ("b", "q", None), []),
]


@pytest.mark.parametrize(("one", "other", "wanted"), [case[1:] for case in ALIKE], ids=[case[0] for case in ALIKE])
def test_what_makes_two_texts_the_same_story(
    one: tuple[str, str, str], other: tuple[str, str, str], wanted: list[tuple[str, str]], stage: Stage
) -> None:
    add(stage, *one)
    add(stage, *other)
    assert pairs(stage) == wanted


def test_what_is_withdrawn_is_nobodys_story(stage: Stage) -> None:
    add(stage, "a", "p", TEXT)
    add(stage, "b", "q", TEXT, withdrawn=True)
    assert pairs(stage) == []


def test_shingles_are_runs_of_words() -> None:
    assert len(shingles(TEXT, "en")) == 60 - RUN + 1
    assert shingles("One, two: THREE four!", "en") == shingles("one two three four", None)
    assert len(shingles("灯台は海を照らす。", "ja")) == 3
    assert shingles("too short", "en") == set()
    assert fewest("en") == WORDS - RUN + 1
    assert len(WORD.findall(FORMULA)) < WORDS
