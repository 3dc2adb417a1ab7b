"""The survey's files: the report as data, three tables for a spreadsheet, and the page."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.experiments.files import write_whole

REPORT, PAGE = "survey.json", "survey.html"
TABLES = ("prevalence", "links", "groups")
_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_survey(folder: Path, report: Mapping[str, Any], page: str) -> None:
    """Write the files of a survey; those of an earlier one that this has no figures for go. OSError as writing raises."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in TABLES:
        place = folder / f"{name}.csv"
        if name in report:
            write_whole(place, _text(report[name]))
        else:
            place.unlink(missing_ok=True)
    write_whole(folder / REPORT, json.dumps(report, indent=1, allow_nan=False).encode())
    write_whole(folder / PAGE, page.encode())


def _text(rows: list[dict[str, Any]]) -> bytes:
    flat = [_flat(row) for row in rows]
    heads = list(dict.fromkeys(key for row in flat for key in row))
    out = io.StringIO()
    writer = csv.DictWriter(out, heads, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(flat)
    return out.getvalue().encode()


def _flat(row: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    """Return a row with what lies in tables of its own beside the rest, named ``table.key``; no text begins a formula."""
    found: dict[str, Any] = {}
    for key, value in row.items():
        if isinstance(value, Mapping):
            found |= _flat(value, f"{before}{key}.")
        else:
            text = isinstance(value, str) and value.startswith(_AS_FORMULA)
            found[f"{before}{key}"] = f"'{value}" if text else value
    return found
