"""What the extract shows of outcomes: waits by grade and the like, kept as percentiles to hold simulated waits against.

Waits are a result of the model, never an input: they are set aside here so that simulated can be held against observed.
Only groups of ten or more are written, tail percentiles only where at least three rows lie beyond them.
"""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.calendar import DAYS_PER_YEAR
from sim.planner.clean import CleanExtract
from sim.planner.mapping import Mapping
from sim.planner.row_rules import minutes_between

FEWEST = 10
BEYOND = 3
PERCENTILES = (10, 25, 50, 75, 90, 95)
# Intervals whose percentiles are kept, by stage; the first is the wait the metrics speak of.
INTERVALS = (("created", "arrived"), ("created", "dispatched"), ("dispatched", "arrived"), ("arrived", "cleared"))


@dataclass(frozen=True)
class Observation:
    """One number seen in the extract. ``metric`` is a name of the metrics registry where there is one; ``n`` rows
    behind it.
    """

    metric: str
    group: str
    n: int
    value: float
    unit: str


def observe(clean: CleanExtract, mapping: Mapping) -> list[Observation]:
    """Percentiles of each interval over all rows ("") and by grade ("grade=..."), shares within target, counts per
    year.
    """
    frame = clean.frame
    found: list[Observation] = []
    grades = frame["grade"].to_numpy()
    groups: list[tuple[str, np.ndarray]] = [("", np.ones(len(frame), bool))]
    groups += [(f"grade={name}", grades == name) for name in mapping.grades]
    target = _targets(frame, mapping)
    for start, end in INTERVALS:
        if start not in frame or end not in frame:
            continue
        minutes = minutes_between(frame, start, end)
        with np.errstate(invalid="ignore"):
            fine = (minutes >= 0) & (minutes <= 24 * 60)
        for group, rows in groups:
            data = minutes[rows & fine]
            if len(data) < FEWEST:
                continue
            for percent in PERCENTILES:
                if min(percent, 100 - percent) / 100 * len(data) >= BEYOND:
                    found.append(
                        Observation(
                            _metric(start, end, percent), group, len(data), float(np.percentile(data, percent)), "min"
                        )
                    )
            if (start, end) == INTERVALS[0]:
                within = float((data <= target[rows & fine]).mean())
                found.append(Observation("attended_within_target", group, len(data), within, "share"))
    years = clean.window.exposure.sum() / (DAYS_PER_YEAR * 24)
    for group, rows in groups:
        if rows.sum() >= FEWEST:
            found.append(
                Observation("incidents_in_extract", group, int(rows.sum()), float(rows.sum() / years), "per year")
            )
    return found


def _targets(frame: Any, mapping: Mapping) -> np.ndarray:
    kinds = frame["area"].map({name: area.kind for name, area in mapping.areas.items()})
    return np.array([mapping.grades[grade].target_min[kind] for grade, kind in zip(frame["grade"], kinds, strict=True)])


def _metric(start: str, end: str, percent: int) -> str:
    return f"wait_p{percent}_min" if (start, end) == INTERVALS[0] else f"{start}_to_{end}_p{percent}_min"


def observed_csv(found: list[Observation]) -> str:
    """The observations as CSV text; values to 4 significant digits."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["metric", "group", "n", "value", "unit"])
    for item in found:
        if math.isfinite(item.value):
            writer.writerow([item.metric, item.group, item.n, f"{item.value:.4g}", item.unit])
    return text.getvalue()
