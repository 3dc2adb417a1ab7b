"""Minimum strength kept in a results folder: the answer as data, and two tables a planner can open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from sim.experiments.files import write_whole
from sim.experiments.identity import canonical_json, code_identity, digest, scenario_digest
from sim.experiments.progress import Progress
from sim.planner.strength.answer import minimum_strength, trials_of
from sim.studies import StudyScenario

FILE = "minimum_strength.json"
TABLE, GAPS, CHOSEN = "minimum_strength.csv", "gaps.csv", "chosen_roster.csv"
FORMAT = 3  # raised when the search or what is stored changes
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def find_and_store(folder: Path, scenarios: Sequence[StudyScenario], progress: Progress) -> Path:
    """Write the minimum strength of a study's baseline, held against every scenario; what is stored already stands.

    Returns the path of the answer.  OSError where the folder cannot be written.
    """
    path, key = folder / FILE, _key(scenarios)
    if _stored_key(path) == key:
        return path
    baseline = next(each.scenario for each in scenarios if each.is_baseline)
    progress.start("minimum strength", {"trial": trials_of(baseline, len(scenarios))}, 1)
    try:
        answer = minimum_strength(baseline, scenarios, lambda seconds: progress.advance("trial", seconds))
    finally:
        progress.finish()
    hashes = {each.id: scenario_digest(each.scenario) for each in scenarios}
    write_whole(folder / TABLE, _text(_needed_rows(answer)))
    write_whole(folder / GAPS, _text(_gap_rows(answer)))
    write_whole(path, json.dumps({"key": key, "scenarios": hashes, **answer}, indent=0).encode())
    return path


def best_option(folder: Path) -> str:
    """Return the id of the scenario that leaves the fewest officer-hours of a week short of the stored minimum strength."""
    answer = json.loads((folder / FILE).read_bytes())
    return min(answer["options"], key=lambda name: hours_short(answer, name))


def hours_short(answer: Mapping[str, Any], option: str) -> float:
    """Return the officer-hours of a week by which an option stays below the minimum strength, each area by itself."""
    there, needed = np.array(answer["options"][option]["available"]), np.array(answer["simulated"])
    return float(np.maximum(needed - there, 0.0).sum())


def _key(scenarios: Sequence[StudyScenario]) -> str:
    """What the answer depends on."""
    parts = [[each.id, each.is_baseline, scenario_digest(each.scenario)] for each in scenarios]
    return digest(canonical_json({"format": FORMAT, "scenarios": parts, "code": code_identity()}))


def _stored_key(path: Path) -> str:
    try:
        return str(json.loads(path.read_bytes())["key"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _text(rows: Sequence[Sequence[Any]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def _hours() -> list[tuple[int, str, str]]:
    return [(hour, DAYS[hour // 24], f"{hour % 24:02d}:00") for hour in range(168)]


def _needed_rows(answer: Mapping[str, Any]) -> list[list[Any]]:
    """Return area, day, hour, officers busy if nobody waited, officers needed by spreadsheet and by simulation."""
    rows: list[list[Any]] = [["area", "day", "hour", "busy_officers", "spreadsheet", "minimum_strength"]]
    for row, area in enumerate(answer["areas"]):
        columns = answer["load"][row], answer["spreadsheet"][row], answer["simulated"][row]
        rows += [[area, day, clock, *(round(column[hour], 2) for column in columns)] for hour, day, clock in _hours()]
    return rows


def _gap_rows(answer: Mapping[str, Any]) -> list[list[Any]]:
    """Return every hour of the week in which an option has fewer officers there than the minimum strength, area by area."""
    rows: list[list[Any]] = [["scenario", "area", "day", "hour", "officers_there", "minimum_strength", "short"]]
    for name, option in answer["options"].items():
        for row, area in enumerate(answer["areas"]):
            for hour, day, clock in _hours():
                there, needed = option["available"][row][hour], answer["simulated"][row][hour]
                if there < needed:
                    rows.append([name, area, day, clock, round(there, 2), needed, round(needed - there, 2)])
    return rows
