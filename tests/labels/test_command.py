"""`scrapy label`, as its users run it, and the functions under it."""

import io
import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsstand.commands.label import NotLabels, given, lines, print_meanings, read_hints
from tests.command import ROOT, SCRAPY, environment, scrapy

KEYS = ["label", "date", "date_start", "date_end", "date_precision", "volume", "issue_number", "reason"]


def test_labels_as_arguments_are_printed_one_object_each_in_their_order() -> None:
    labels = (
        "Vol 12 Issue 8 August 2026",
        "Juli/August 2026",
        "Area 51 12 August 2022",
        "",
        "--",
        "-",
        "--12 May 2024",
    )
    ran = scrapy("label", "--language", "de,en", "--publication", "Area 51", *labels)
    assert ran.code == 0
    assert ran.err == ""
    first, second, named, third, dash, dashed = ran.records()
    assert list(first) == KEYS
    assert first == {
        "label": "Vol 12 Issue 8 August 2026",
        "date": "2026-08",
        "date_start": "2026-08-01",
        "date_end": "2026-08-31",
        "date_precision": "month",
        "volume": "12",
        "issue_number": "8",
        "reason": None,
    }
    assert second["date"] == "2026-07/2026-08"
    assert named["date"] == "2022-08-12"
    assert third == dict.fromkeys(KEYS) | {"label": "", "reason": "no date"}
    assert (dash["date"], dashed["date"]) == (None, "2024-05-12")


def test_without_arguments_standard_input_is_read_whatever_the_locale() -> None:
    ran = scrapy("label", "--date-order", "DMY", stdin="\ufeff03/04/2026\r\n\n२ नवंबर २०२४\n2024年8月号", LC_ALL="C")
    assert ran.code == 0
    assert [record["label"] for record in ran.records()] == ["03/04/2026", "", "२ नवंबर २०२४", "2024年8月号"]
    assert [record["date"] for record in ran.records()] == ["2026-04-03", None, "2024-11-02", "2024-08"]
    assert "२ नवंबर २०२४" in ran.out


def test_what_cannot_be_meant_is_one_line_and_exit_code_2() -> None:
    ran = scrapy("label", "--language", "xx", "May 2024")
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("label: --language 'xx' is not known. Known in full: en, de,")
    assert ran.err.count("\n") == 1


def test_an_order_or_an_option_that_is_not_known_is_named() -> None:
    with pytest.raises(NotLabels, match=r"^--date-order 'DYM' is not known\. Known: DMY, MDY, YMD, MY\.$"):
        read_hints(None, "DYM", None)
    with pytest.raises(NotLabels, match=r"^option '--lange' is not known\. Known: --language,"):
        given(["--lange", "de", "May 2024"])


def test_a_reader_that_has_enough_ends_it_quietly(tmp_path: Path) -> None:
    labels = tmp_path / "labels.txt"
    labels.write_text("November 02, 2024\n" * 5000, "utf-8")
    with (
        labels.open("rb") as source,
        subprocess.Popen(
            [SCRAPY, "label"],
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            env=environment(),
        ) as command,
    ):
        assert command.stdout
        assert command.stderr
        command.stdout.close()
        assert command.stderr.read() == b""
        assert command.wait(timeout=60) == 0


def printed(labels: list[str], **hints: object) -> list[dict[str, object]]:
    out = io.BytesIO()
    print_meanings(labels, out, **hints)
    return [json.loads(line) for line in out.getvalue().decode().splitlines()]


def test_labels_are_printed_as_they_come() -> None:
    out = io.BytesIO()
    seen: list[int] = []

    def slow() -> Iterator[str]:
        for label in ("May 2024", "June 2024"):
            seen.append(out.getvalue().count(b"\n"))
            yield label

    print_meanings(slow(), out, flush=True)
    assert seen == [0, 1]


def test_hints_reach_the_reader() -> None:
    (ambiguous,) = printed(["03/04/2026"])
    (german,) = printed(["03/04/2026"], **read_hints("de", None, None))
    (american,) = printed(["03/04/2026"], **read_hints("de", "MDY", None))
    assert [ambiguous["reason"], german["date"], american["date"]] == ["ambiguous order", "2026-04-03", "2026-03-04"]


def test_a_line_that_is_not_utf_8_has_no_date_and_costs_no_other_line() -> None:
    garbled: list[int] = []
    read = printed(list(lines(io.BytesIO(b"May 2024\nAo\xfbt 2024\nJune 2024\n\xff\n"), garbled)))
    assert [record["date"] for record in read] == ["2024-05", None, "2024-06", None]
    assert read[1]["label"] == "Ao\ufffdt 2024"
    assert read[1]["reason"] == "unknown form"
    assert garbled == [2, 4]


def test_lines_that_are_not_utf_8_are_counted_at_the_end_and_exit_with_1() -> None:
    with subprocess.Popen(
        [SCRAPY, "label"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=environment(),
    ) as command:
        out, err = command.communicate(b"May 2024\nAo\xfbt 2024\nJune 2024\n", timeout=60)
    assert [json.loads(line)["date"] for line in out.splitlines()] == ["2024-05", None, "2024-06"]
    assert err.startswith(b"label: line 2 is not UTF-8 and without a date.")
    assert command.returncode == 1


def test_an_argument_that_is_not_utf_8_is_named() -> None:
    with pytest.raises(NotLabels, match=r"b'Ao\\xfbt 2024' is not UTF-8"):
        given(["Ao\udcfbt 2024"])


def test_the_order_may_be_given_in_lower_case() -> None:
    assert read_hints(None, "dmy", None)["date_order"] == "DMY"


@pytest.mark.parametrize("value", ["", "de,,en", "english", "de en"])
def test_a_language_that_is_no_code_is_refused(value: str) -> None:
    with pytest.raises(NotLabels, match="is not known"):
        read_hints(value, None, None)


def test_an_explanation_names_tokens_shape_and_rules() -> None:
    (record,) = printed(["24(2) March 1990"], explain=True)
    assert [token["kind"] for token in record["tokens"]] == [  # type: ignore[attr-defined]
        "small", "opening", "small", "closing", "month", "year",
    ]  # fmt: skip
    assert record["shape"] == "small opening small closing month year"
    assert record["rules"] == ["volume(issue), date", "month year"]
    assert (record["date"], record["volume"], record["issue_number"]) == ("1990-03", "24", "2")


def test_an_explanation_of_no_date_has_its_reason() -> None:
    (record,) = printed(["Xyzzy 5 Mei 2024"], explain=True, **read_hints("id", None, None))
    assert (record["date"], record["reason"], record["shape"]) == (None, "ambiguous", "unknown small month year")
