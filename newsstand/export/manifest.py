"""What an export was made of and consists of: its `manifest.json`, the same bytes for the same dataset and options."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from sqlite3 import sqlite_version
from typing import Any

from newsstand.export.folder import MANIFEST

FORMATS = {"sqlite": None, "parquet": "duckdb", "csv": None, "xlsx": "xlsxwriter"}
"""Format -> the package that writes it, where that is an extra: `pip install newsstand[FORMAT]`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    versions: dict[str, str]
    """Of what wrote the files: newsstand and SQLite, and the packages of the formats."""
    options: dict[str, Any]
    formats: list[str]
    inputs: dict[str, int] = field(default_factory=dict)
    """The files of the dataset, name under DATA_DIR -> bytes."""
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The files of the export: `bytes`, `sha256`, and `rows` where it has rows."""

    def write(self, path: Path) -> None:
        """Write it piece by piece: the names of all files of the dataset may be megabytes."""
        values = {each.name: getattr(self, each.name) for each in fields(self)}
        with path.open("w", encoding="utf-8") as file:
            json.dump(values, file, ensure_ascii=False, indent=1)
            file.write("\n")


def read_manifest(out: Path) -> Manifest | None:
    """The manifest of the export in a folder; None where there is none that can be read."""
    try:
        return Manifest(**json.loads((out / MANIFEST).read_text("utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def versions(formats: list[str]) -> dict[str, str]:
    """Of what writes these formats. Another version of any of them may write other bytes."""
    packages = {"newsstand", *(FORMATS[name] or "newsstand" for name in formats)}
    found = {name: version(name) for name in sorted(packages)}
    return found | ({"sqlite": sqlite_version} if "sqlite" in formats else {})


def missing_extra(name: str) -> bool:
    """Whether a format cannot be written, as what writes it is not installed."""
    package = FORMATS[name]
    try:
        return package is not None and not version(package)
    except PackageNotFoundError:
        return True


def described(made: Path, counts: Mapping[str, int], besides: Collection[str] = ()) -> dict[str, dict[str, Any]]:
    """Every file under a folder but the manifest, and those of `besides`, as a manifest has it."""
    found = {}
    for path in sorted(made.rglob("*")):
        name = path.relative_to(made).as_posix()
        if path.is_file() and name != MANIFEST and name not in besides:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            rows = {"rows": counts[name]} if name in counts else {}
            found[name] = {"bytes": path.stat().st_size, "sha256": digest, **rows}
    return found


def differences(out: Path, manifest: Manifest, inputs: Mapping[str, int]) -> list[str]:
    """What is not as the manifest says, a line each: files of the export, and files of the dataset since then."""
    found = []
    for name, file in manifest.files.items():
        path = out / name
        if not path.is_file():
            found.append(f"{name} is missing")
        elif path.stat().st_size != file["bytes"] or _digest(path) != file["sha256"]:
            found.append(f"{name} is not what was exported")
    new = sum(name not in manifest.inputs for name in inputs)
    other = sum(inputs.get(name) != size for name, size in manifest.inputs.items())
    if new or other:
        found.append(f"the dataset has changed since: {new:,} new files, {other:,} that are gone or have changed")
    return found


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
