"""A workbook as it stands in its file: rows, typed days, and no text that a spreadsheet would run."""

import zipfile
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from newsstand.export.export import Wish, export
from tests.export.sample import HARMFUL, NIGHTS, write_night

pytest.importorskip("xlsxwriter")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
NUMBER = "n"
FIRST = date(1899, 12, 30)
"""The day that Excel counts from, for every day since March 1900."""
Cell = tuple[str, str | None, str]
"""(type, style, what it holds)"""


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Cell]]]:
    """Name of a sheet -> its rows, column -> cell."""
    folder = tmp_path_factory.mktemp("xlsx")
    for night in range(len(NIGHTS)):
        write_night(folder / "data", night)
    export(folder / "data", folder / "out", Wish(formats=("xlsx",)))
    with zipfile.ZipFile(folder / "out" / "newsstand.xlsx") as book:
        assert not [name for name in book.namelist() if "externalLink" in name or "vba" in name]
        workbook = ElementTree.fromstring(book.read("xl/workbook.xml"))
        names = [sheet.attrib["name"] for sheet in workbook.iter(f"{MAIN}sheet")]
        return {
            name: rows(book.read(f"xl/worksheets/sheet{number}.xml"), shared(book))
            for number, name in enumerate(names, 1)
        }


def shared(book: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    return ["".join(each.itertext()) for each in ElementTree.fromstring(book.read("xl/sharedStrings.xml"))]


def rows(sheet: bytes, strings: list[str]) -> list[dict[str, Cell]]:
    tree = ElementTree.fromstring(sheet)
    assert not list(tree.iter(f"{MAIN}f")), "no cell has a formula"
    assert not list(tree.iter(f"{MAIN}hyperlink"))
    table = []
    for row in tree.iter(f"{MAIN}row"):
        cells: dict[str, Cell] = {}
        for each in row:
            kind, text = each.attrib.get("t", NUMBER), "".join(each.itertext())
            place = each.attrib["r"].rstrip("0123456789")
            cells[place] = (kind, each.attrib.get("s"), strings[int(text)] if kind == "s" else text)
        table.append(cells)
    names = {place: held for place, (_, _, held) in table[0].items()}
    return [{names[place]: cell for place, cell in cells.items()} for cells in table[1:]]


def test_each_table_has_a_sheet_with_its_rows(sheets: dict[str, list[dict[str, Cell]]]) -> None:
    assert len(sheets["stories"]) == 5
    assert sheets["publications"]
    assert sheets["editions"]


def test_a_day_is_a_day_of_excel(sheets: dict[str, list[dict[str, Cell]]]) -> None:
    days = {}
    for story in sheets["stories"]:
        if "edition_date_start" in story:
            kind, style, held = story["edition_date_start"]
            assert (kind, style is not None) == (NUMBER, True), "a number, shown as a day"
            days[story["headline"][2]] = str(FIRST + timedelta(days=int(held)))
    assert days == {"Another": "2024-12-31", "b": "2025-01-02", "c": "2025-01-02", "old": "1969-12-31"}


def test_a_text_that_begins_with_a_sign_is_a_text(sheets: dict[str, list[dict[str, Cell]]]) -> None:
    held = [cell for table in sheets.values() for row in table for cell in row.values() if cell[2].startswith("=")]
    assert HARMFUL in [text for _, _, text in held]
    assert {kind for kind, _, _ in held} <= {"s", "inlineStr", "str"}
