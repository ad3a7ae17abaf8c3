"""What an export says of itself, generated from the columns and the manifest: nothing of it is typed twice.

Data Package v2 (https://datapackage.org), JSON Schema of the records, a codebook, a README that is a Hugging Face card,
Datasette's metadata, recipes, and how to cite.
"""

import json
import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import cache
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any

from newsstand.export.columns import FLAT_TABLES, Column, Kind, columns_of, flat, meaning
from newsstand.export.csv_cells import csv_line
from newsstand.export.parquet import BY_YEAR
from newsstand.export.spreadsheets import write_lines
from newsstand.export.sqlite import stored
from newsstand.export.tables import Row
from newsstand.items import Edition, Publication, Story
from newsstand.text import plural

FIELD_TYPES = {
    Kind.TEXT: "string",
    Kind.INTEGER: "integer",
    Kind.NUMBER: "number",
    Kind.BOOLEAN: "boolean",
    Kind.DAY: "date",
    Kind.TIME: "datetime",
    Kind.TEXTS: "array",
    Kind.ROWS: "array",
}
"""Kind -> type of a field in a Data Package, and of all but SHAPES in JSON Schema."""
SHAPES = {Kind.DAY: "date", Kind.TIME: "date-time"}
"""Kind -> format of a string in JSON Schema."""
RECORDS = {"publication": Publication, "edition": Edition, "story": Story}
"""Type of record -> its class."""
SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
"""Hugging Face's classes of size: fewer rows than this."""
MOST_NAMED = 100
"""Publications that the README names; of more it says how many."""
DATASETTE = {
    "publications": ("name", ["country", "language", "frequency"], "name"),
    "editions": ("label", ["publication", "date_precision", "complete"], "-date_start"),
    "stories": ("headline", ["publication", "language", "access", "section"], "-edition_date_start"),
}
"""Table -> the column that stands for a row, the facets, and the column that it is sorted by."""

DATASETTE_SETTINGS = {"sql_time_limit_ms": 10_000, "facet_time_limit_ms": 2_000, "suggest_facets": False}
"""Of 45 columns most are no facets; to find that out takes seconds for each page of a big export."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the description says beyond the files."""

    publications: list[Row]
    first: str | None
    """First day that an edition covers, and the last."""
    last: str | None
    editions: int
    gaps: Mapping[str, int]
    """Kind of gap -> how many."""
    runs: int


def facts(
    publications: Iterable[Row], cover: tuple[int, str | None, str | None], gaps: Iterable[Row], runs: int
) -> Facts:
    """The facts of an export; `cover`: how many editions it has, and the first and the last day that one covers."""
    editions, first, last = cover
    kinds = Counter(gap["kind"] for gap in gaps if not gap["accepted"])
    return Facts(list(publications), first, last, editions, kinds, runs)


def describe(
    made: Path, formats: list[str], files: Mapping[str, Mapping[str, Any]], known: Facts, stories: int
) -> None:
    """Write the descriptions of an export that consists of `files` into the folder `made`."""
    written: dict[str, Callable[[], str]] = {
        "README.md": lambda: card(files, known, stories),
        "schema.json": schema_text,
        "datapackage.json": lambda: as_json(data_package(files, known)),
        "CITATION.cff": lambda: citation(known, stories),
    }
    if "parquet" in formats:
        written["recipes.sql"] = recipes
    if "sqlite" in formats:
        written["metadata.json"] = lambda: as_json(datasette())
        written["settings.json"] = lambda: as_json(DATASETTE_SETTINGS)
    for name, text in written.items():
        (made / name).write_text(text(), encoding="utf-8")
    write_lines(made / "codebook.csv", map(csv_line, codebook()))


def describe_dataset(data_dir: Path) -> None:
    """Leave in DATA_DIR what says what its files hold: schema.json, and a README.md where there is none.

    Where it cannot be written it stays as it is.
    """
    texts = {"schema.json": schema_text(), "README.md": README}
    for name, text in texts.items():
        path = data_dir / name
        if path.exists() and (name == "README.md" or path.read_text("utf-8") == text):
            continue
        with suppress(OSError):
            part = path.with_name(f"{name}.{os.getpid()}.part")
            part.write_text(text, encoding="utf-8")
            part.replace(path)


README = """# newsstand

`publications/`, `editions/` and `stories/` hold one JSON object on each line, `runs.jsonl` a line for each run; a file
that ends in `.jsonl` or `.jsonl.gz` is complete. `schema.json` says what the records hold. What comes again under the
same `newsstand` and `id` is a later revision. `scrapy export` makes files for analysis, `scrapy gaps` says what is
missing. The texts belong to their publishers; what these reserve stands in `rights`.
"""


def as_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def recipes() -> str:
    """The recipes of docs/analysis.md, for DuckDB."""
    return package_files("newsstand.export").joinpath("recipes.sql").read_text("utf-8")


def codebook() -> list[list[str]]:
    """A row for each column of each table, the first with the names."""
    rows = [["table", "column", "type", "meaning"]]
    for table, columns in FLAT_TABLES.items():
        rows += [[table, column.name, column.kind.value, column.meaning] for column in columns]
    return rows


def record_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the records as they stand in the JSON Lines files."""
    found = {name: _schema_of(name, kind) for name, kind in RECORDS.items()}
    refs = [{"$ref": f"#/$defs/{name}"} for name in found]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "oneOf": refs, "$defs": found}


def _schema_of(name: str, kind: type) -> dict[str, Any]:
    known = {column.name: column for column in columns_of(kind)}
    rules: dict[str, Any] = {}
    for field in fields(kind):
        column = known.get(field.name) or Column(field.name, Kind.TEXT, meaning(kind, field.name))
        rules[field.name] = _rule(column, may_be_null=field.default is None)
    rules["type"] = {"const": name}
    return {"type": "object", "additionalProperties": False, "properties": rules, "required": list(rules)}


def _rule(column: Column, *, may_be_null: bool = True) -> dict[str, Any]:
    """What the value of a field must be."""
    kind = FIELD_TYPES[column.kind]
    rule: dict[str, Any] = {"type": kind}
    if column.kind in SHAPES:
        rule = {"type": "string", "format": SHAPES[column.kind]}
    elif column.kind is Kind.TEXTS:
        rule["items"] = {"type": "string"}
    elif column.kind is Kind.ROWS:
        parts = {part.name: _rule(part) for part in column.parts}
        rule["items"] = {"type": "object", "additionalProperties": False, "properties": parts}
    if may_be_null:
        rule["type"] = ["null", rule["type"]]
    return rule | ({"description": column.meaning} if column.meaning else {})


@cache
def schema_text() -> str:
    """`record_schema` as a file."""
    return as_json(record_schema())


def data_package(files: Mapping[str, Mapping[str, Any]], known: Facts) -> dict[str, Any]:
    """The descriptor: the CSV tables with their schemas, and the other files as files.

    Named as files, since a validator else reads Parquet as a table, and gives up at the first list in a row.
    """
    resources = []
    for name in sorted(files):
        file = files[name]
        path = Path(name)
        resource = {
            "name": f"{name.removesuffix(path.suffix)}{path.suffix.replace('.', '-')}".replace("/", "-").lower(),
            "type": "file",
            "path": name,
            "format": path.suffix[1:],
            "bytes": file["bytes"],
            "hash": f"sha256:{file['sha256']}",
        }
        if name.startswith("csv/"):
            resource |= {"name": path.stem, "type": "table", "encoding": "utf-8-sig", "mediatype": "text/csv"}
            resource["schema"] = table_schema(FLAT_TABLES[path.stem])
        resources.append(resource)
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "newsstand",
        "title": title(known),
        "resources": resources,
    }


def table_schema(columns: Iterable[Column]) -> dict[str, Any]:
    """Table Schema of a CSV: null is an empty cell."""
    found: list[dict[str, Any]] = []
    for column in flat(columns):
        field = {"name": column.name, "type": FIELD_TYPES[column.kind], "description": column.meaning}
        if column.kind is Kind.TIME:
            field["format"] = "any"
        found.append(field)
    return {"fields": found, "missingValues": [""]}


def datasette() -> dict[str, Any]:
    """Datasette's metadata: what columns mean, how tables are sorted, what can be searched."""
    tables: dict[str, Any] = {}
    for table in FLAT_TABLES:
        tables[table] = {"columns": {column.name: column.meaning for column in stored(table)}}
    for table, (label, facets, order) in DATASETTE.items():
        sort = {"sort_desc": order[1:]} if order.startswith("-") else {"sort": order}
        tables[table] |= {"label_column": label, "facets": facets, **sort}
    tables["stories"] |= {"fts_table": "stories_fts", "fts_pk": "rowid"}
    tables["stories_fts"] = {"hidden": True}
    return {"title": "newsstand", "databases": {"newsstand": {"tables": tables}}}


def title(known: Facts) -> str:
    period = f", {known.first} to {known.last}" if known.first else ""
    return f"Stories of {plural(len(known.publications), 'publication')} as digital newsstands show them{period}"


def citation(known: Facts, stories: int) -> str:
    """A Citation File Format file; who collected the dataset is for them to fill in."""
    return f"""cff-version: 1.2.0
type: dataset
message: Copy this file, name who collected the dataset, and cite it so. The texts belong to their publishers.
title: {json.dumps(title(known), ensure_ascii=False)}
abstract: {json.dumps(f"{plural(known.editions, 'edition')}, {stories:,} stories", ensure_ascii=False)}
authors:
  - name: Whoever collected it with newsstand
"""


def front_matter(files: Mapping[str, Mapping[str, Any]], known: Facts, stories: int) -> str:
    """The head of a Hugging Face card. Names from sites are written as JSON, which YAML takes in.

    Each table that has rows is a configuration: one without is nothing that `datasets` can load.
    """
    languages = sorted({each["language"] for each in known.publications if each["language"]})
    size = next((name for most, name in SIZES if stories < most), "1M<n<10M")
    head = ["---", "pretty_name: newsstand", "license: other", f"language: {json.dumps(languages)}"]
    head += [f"size_categories: [{size}]", "tags: [news, newspapers, magazines]"]
    tables = [table for table in ("stories", *FLAT_TABLES) if any(file["rows"] for file in _parquet(table, files))]
    head += ["configs:"] if tables else []
    for table in dict.fromkeys(tables):
        path = f"{table}/*.parquet" if table in BY_YEAR else f"{table}.parquet"
        head += [f"- config_name: {table}", f"  data_files: {json.dumps(path)}"]
        head += ["  default: true"] if table == "stories" else []
    return "\n".join([*head, "---"])


def _parquet(table: str, files: Mapping[str, Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """The Parquet files of a table."""
    for name, file in files.items():
        if name == f"{table}.parquet" or (name.startswith(f"{table}/") and name.endswith(".parquet")):
            yield file


def card(files: Mapping[str, Mapping[str, Any]], known: Facts, stories: int) -> str:
    """The README: what this is, how it was collected, whose it is, what is missing, and every column."""
    missing = [f"- {kind}: {count:,}" for kind, count in sorted(known.gaps.items())]
    named = [
        f"- {escaped(each['name'] or each['id'])}"
        + "".join(f", {escaped(each[name])}" for name in ("country", "language", "frequency") if each[name])
        for each in known.publications[:MOST_NAMED]
    ]
    more = len(known.publications) - len(named)
    tables = []
    for table, columns in FLAT_TABLES.items():
        lines = [f"| `{column.name}` | {column.kind.value} | {escaped(column.meaning)} |" for column in columns]
        tables.append("\n".join([f"### {table}", "", "| column | type | meaning |", "|---|---|---|", *lines]))
    parts = [
        front_matter(files, known, stories),
        f"# newsstand\n\n{title(known)}: {plural(known.editions, 'edition')}, {stories:,} stories.",
        "## Publications\n\n" + "\n".join([*named, *([f"- and {more:,} more"] if more > 0 else [])]),
        "## How it was collected\n\n"
        f"By newsstand, in {plural(known.runs, 'run')} (table `runs`), from the pages that digital newsstands show to "
        "everyone: what stands before a paywall and nothing behind it. The text of an article is therefore a sample; "
        'how long it is depends on the newsstand (`access`). Where `granularity` is "page" a row is a whole page of a '
        "scanned newspaper: it has no headline, and its text is what a machine read off the scan, with its errors. "
        "Every record names the file and the line that it comes from.",
        "## Rights\n\nThe texts belong to their publishers; what allows use of them stands in the column `license`. "
        "What a page reserves stands in the column `rights`; texts "
        "for which text and data mining is reserved are left out unless the export was told to keep them "
        "(`manifest.json`, `options`).",
        "## What is missing\n\n" + ("\n".join(missing) if missing else "Nothing that is known of.") + "\n\nThe table "
        "`gaps` names each. Where editions are missing, shares and counts need a denominator: editions that are there.",
        "## Tables",
        *tables,
    ]
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """A name as Markdown shows it, whatever it holds."""
    return "".join(f"&#{ord(sign)};" if sign in "<>&|`*_[]\\" else sign for sign in " ".join(text.split()))
