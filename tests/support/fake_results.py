"""A made-up results folder in the form the experiments floor writes, for tests of pages only.

The numbers come from simple formulas with a draw shared between scenarios per replication (so pairs correlate, as
common random numbers make them); they are no simulation and prove nothing about the model.
"""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats

from sim.metrics import METRICS

OFFICERS, DAYS = 600, 91
OFFICER_YEARS = OFFICERS * DAYS / 365.25

Manifest = dict[str, Any]
Recipes = dict[tuple[str, str], tuple[float, float, float, float, float, float, float, float]]
Axes = dict[str, dict[str, str]]
"""Three swept settings, two values each with their labels, the baseline's first."""

# metric, group: (baseline value, effect of the other roster, of the cut, of the shortfall, of cut and shortfall
#                 together, spread shared by all scenarios, spread of one's own, denominator)
RECIPES: Recipes = {
    ("attended_within_target", ""): (0.842, 0.021, -0.058, -0.024, -0.012, 0.008, 0.002, 24000),
    ("attended_within_target", "grade=1"): (0.871, 0.015, -0.041, -0.018, -0.009, 0.008, 0.002, 6200),
    ("attended_within_target", "grade=2"): (0.822, 0.026, -0.066, -0.029, -0.014, 0.009, 0.003, 13100),
    ("attended_within_target", "grade=3"): (0.853, 0.019, -0.06, -0.021, -0.01, 0.012, 0.004, 4700),
    ("wait_p50_min", ""): (17.2, -0.9, 2.4, 0.9, 0.5, 0.5, 0.1, 24000),
    ("wait_p50_min", "grade=1"): (8.1, -0.1, 0.5, 0.2, 0.1, 0.1, 0.05, 6200),
    ("wait_p50_min", "grade=2"): (24.0, -1.5, 4.1, 1.4, 0.8, 0.8, 0.2, 13100),
    ("wait_p90_min", ""): (88.0, -6.1, 24.0, 8.5, 6.0, 5.0, 1.2, 24000),
    ("wait_p90_min", "grade=1"): (16.9, -0.4, 1.9, 0.8, 0.4, 0.3, 0.1, 6200),
    ("wait_p90_min", "grade=2"): (78.0, -5.0, 21.0, 7.0, 5.0, 4.0, 1.0, 13100),
    ("backlog_mean", ""): (14.1, -1.2, 6.1, 2.2, 1.6, 1.3, 0.3, 1),
    ("open_at_end", ""): (31, -2, 11, 5, 3, 6, 3, 1),
    ("utilisation", ""): (0.641, -0.004, 0.058, 0.022, 0.003, 0.006, 0.001, 190000),
    ("officers_on_duty", ""): (96.1, 0.1, -9.5, -0.2, -0.1, 0.4, 0.1, 1),
    ("kss7_hours", ""): (118.0, 14.0, 6.0, 1.5, 0.4, 1.6, 0.8, OFFICER_YEARS),
    ("kss7_hours", "area=north"): (117.0, 14.0, 6.0, 1.5, 0.4, 1.6, 0.8, 300 * DAYS / 365.25),
    ("kss7_hours", "area=south"): (76543.0, 14.0, 6.0, 1.5, 0.4, 1.6, 0.8, 292 * DAYS / 365.25),
    ("kss7_hours", "area=isles"): (98765.0, 14.0, 6.0, 1.5, 0.4, 1.6, 0.8, 8 * DAYS / 365.25),
    ("kss_mean", ""): (4.62, 0.12, 0.05, 0.01, 0.0, 0.01, 0.01, 190000),
    ("overtime_paid_hours", ""): (41.0, -4.0, 9.0, 4.1, 1.0, 1.0, 0.4, OFFICER_YEARS),
    ("overtime_unpaid_hours", ""): (22.0, -0.4, 3.8, 1.6, 0.3, 0.4, 0.2, OFFICER_YEARS),
    ("sickness_share", ""): (0.0471, 0.0003, 0.0034, 0.0011, 0.0004, 0.0018, 0.0007, 230000),
    ("sick_days", ""): (10.2, 0.1, 0.8, 0.3, 0.1, 0.4, 0.2, OFFICER_YEARS),
    ("single_crewed_share", ""): (0.312, 0.004, 0.047, 0.012, 0.002, 0.004, 0.002, 190000),
    ("sleep_before_duty_h", ""): (6.61, -0.14, -0.05, -0.02, 0.0, 0.01, 0.005, 26000),
    ("quick_returns", ""): (3.1, 2.6, 0.7, 0.2, 0.1, 0.1, 0.1, OFFICER_YEARS),
    ("officer_hours_held", ""): (38400, 120, -400, 14600, 300, 700, 200, 1),
    ("officer_hours_held", "partner=ambulance"): (16900, 60, -200, 6900, 100, 400, 120, 1),
    ("officer_hours_held", "partner=mental_health"): (15100, 40, -150, 6100, 150, 350, 120, 1),
    ("officer_hours_held", "partner=social_care"): (6400, 20, -50, 1600, 50, 200, 80, 1),
    ("partner_wait_p50_min", ""): (48, 0.2, -0.5, 31, 0.2, 2, 0.6, 5100),
    ("partner_wait_p90_min", ""): (171, 0.8, -1.1, 92, 1.0, 6, 2, 5100),
    ("partner_gave_up_share", ""): (0.082, 0.001, -0.002, 0.071, 0.0, 0.004, 0.002, 5100),
    ("partner_utilisation", ""): (0.71, 0.0, 0.0, 0.12, 0.0, 0.01, 0.002, 8000),
    ("incidents_logged", ""): (204000, 0, 0, 0, 0, 900, 0, 1),
    ("incidents_attended", ""): (98400, 180, -900, -400, -100, 500, 100, 1),
}
# What a force with a front door and with safety measures stores besides; the third setting is then fewer call-takers.
FRONT_DOOR: Recipes = {
    ("calls_999_in_time", ""): (0.92, 0.0, 0.0, -0.11, 0.0, 0.01, 0.003, 9000),
    ("calls_in_time", "line=999"): (0.92, 0.0, 0.0, -0.11, 0.0, 0.01, 0.003, 9000),
    ("calls_in_time", "line=101"): (0.95, 0.0, 0.0, -0.09, 0.0, 0.01, 0.003, 30000),
    ("never_heard", ""): (1200.0, 0.0, 0.0, 2400.0, 0.0, 60.0, 20.0, 1),
    ("control_room_busy", "pool=call_takers"): (0.65, 0.0, 0.0, 0.08, 0.0, 0.004, 0.002, 5000),
    ("settled_without", ""): (0.53, 0.0, 0.0, 0.0, 0.0, 0.004, 0.0, 30000),
    ("helped_share", ""): (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 9000),
    ("suspended_share", ""): (0.01, 0.29, 0.0, 0.0, 0.0, 0.001, 0.0005, 9000),
    ("assaults_per_1000_attended", "crew=single"): (2.1, 0.9, 0.0, 0.0, 0.0, 0.05, 0.02, 9000),
    ("assaults_per_1000_attended", "crew=double"): (3.4, 0.0, 0.0, 0.0, 0.0, 0.05, 0.02, 9000),
    ("standard_kept", "grade=1"): (1.0, 0.0, -1.0, 0.0, 0.0, 0.0, 0.0, 6200),
    ("standard_kept", "grade=2"): (1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 13100),
}
AXES: Axes = {
    "roster": {"two_two_two_four": "2-2-2-4 roster", "gmp_vsa": "five-week variable roster"},
    "staffing.cut": {"0": "staffing cut 0 %", "0.1": "staffing cut 10 %"},
    "partners.shortfall": {"0": "partners shortfall 0 %", "0.25": "partners shortfall 25 %"},
}


def write_fake_results(
    folder: Path,
    *,
    replications: int = 10,
    seed: int = 7,
    edit: Callable[[Manifest], None] | None = None,
    label: Callable[[str], str] = str,
    only_baseline: bool = False,
    recipes: Recipes = RECIPES,
    axes: Axes = AXES,
) -> Path:
    """Write the folder and return it. `edit` changes the manifest, `label` the scenario labels, before storing.

    Effects of the first, second and third axis are the recipes' effects of roster, cut and shortfall.
    """
    (folder / "tables").mkdir(parents=True, exist_ok=True)
    scenarios = _scenarios(label, axes)
    if only_baseline:
        scenarios = scenarios[:1]
    metrics = pd.DataFrame(_rows(scenarios, replications, np.random.default_rng(seed), recipes))
    pd.DataFrame(scenarios).drop(columns="moved").to_parquet(folder / "tables" / "scenarios.parquet")
    metrics.astype({"hour_of_week": "int16"}).to_parquet(folder / "tables" / "metrics.parquet")
    pd.DataFrame(_comparisons(scenarios, metrics)).to_parquet(folder / "tables" / "comparisons.parquet")
    manifest = _manifest(scenarios, replications, axes)
    if edit:
        edit(manifest)
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def without_effects(recipes: Recipes = RECIPES) -> Recipes:
    """The same measures, moved by nothing."""
    return {key: (base, 0.0, 0.0, 0.0, 0.0, wide, own, den) for key, (base, *_, wide, own, den) in recipes.items()}


def _scenarios(label: Callable[[str], str], axes: Axes) -> list[dict[str, Any]]:
    out = []
    for codes in itertools.product(*axes.values()):
        values = dict(zip(axes, codes, strict=True))
        moved = tuple(code != next(iter(axes[axis])) for axis, code in values.items())
        words = "; ".join(axes[axis][code] for axis, code in values.items())
        out.append(
            {
                "scenario": ",".join(f"{a}={v}" for a, v in values.items()),
                "label": label(words),
                **values,
                "baseline": not any(moved),
                "config_hash": f"{len(out):064x}",
                "moved": moved,
            }
        )
    return out


def _rows(scenarios: list[dict[str, Any]], replications: int, rng: np.random.Generator, recipes: Recipes) -> list[dict[str, Any]]:
    rows = []
    shared = {key: rng.normal(size=replications) for key in recipes}
    for scenario in scenarios:
        a, b, c = scenario["moved"]
        for (metric, group), (base, roster, cut, short, both, wide, own, denominator) in recipes.items():
            middle = base + a * roster + b * cut + c * short + (b and c) * both
            values = middle + wide * shared[metric, group] + own * rng.normal(size=replications)
            rows += [_row(scenario, r, metric, group, -1, max(0.0, v), denominator) for r, v in enumerate(values)]
        for r in range(replications):
            weeks = _week(a, b, c, rng) | (_call_takers(c, rng) if ("never_heard", "") in recipes else {})
            for metric, by_hour in weeks.items():
                rows += [_row(scenario, r, metric, "", h, v, DAYS / 7) for h, v in enumerate(by_hour)]
    return rows


def _row(scenario: dict[str, Any], r: int, metric: str, group: str, hour: int, value: float, den: float) -> dict[str, Any]:
    return {
        "scenario": scenario["scenario"],
        "replication": r,
        "metric": metric,
        "group": group,
        "hour_of_week": hour,
        "value": float(value),
        "denominator": float(den),
    }


def _week(roster: bool, cut: bool, short: bool, rng: np.random.Generator) -> dict[str, np.ndarray]:
    hour = np.arange(168)
    late = np.exp(-(((hour % 24) - 20.5) ** 2) / 22.0) + 0.9 * np.exp(-(((hour % 24) - 14) ** 2) / 16.0)
    weekend = np.where((hour >= 24 * 4 + 17) & (hour < 24 * 6 + 4), 1.25, 1.0)
    demand = (26 + 58 * late) * weekend * (1.12 if short else 1.0) * rng.normal(1, 0.02, 168)
    clock = hour % 24
    three = np.select([clock < 7, clock < 14, clock < 17, clock < 22, clock < 24], [76, 88, 132, 112, 118])
    matched = np.select([clock < 3, clock < 7, clock < 14, clock < 22, clock < 24], [92, 60, 96, 124, 120])
    supply = (matched if roster else three) * (0.9 if cut else 1.0) * rng.normal(1, 0.005, 168)
    busy = np.minimum(demand, supply * 0.93)
    return {
        "supply_officers": supply,
        "demand_officers": demand,
        "busy_officers": busy,
        "waiting_incidents": np.maximum(1.0, (demand - supply) * 0.9 + 8),
    }


def _call_takers(short: bool, rng: np.random.Generator) -> dict[str, np.ndarray]:
    clock = np.arange(168) % 24
    there = np.select([clock < 7, clock < 15, clock < 24], [8.0, 14.0, 20.0]) * (0.8 if short else 1.0)
    return {
        "call_takers_by_hour": there,
        "call_takers_busy_by_hour": there * 0.7 * (1.2 if short else 1.0) * rng.normal(1, 0.02, 168),
    }


def _comparisons(scenarios: list[dict[str, Any]], metrics: pd.DataFrame) -> list[dict[str, Any]]:
    whole = metrics[metrics["hour_of_week"] == -1]
    base_id = next(s["scenario"] for s in scenarios if s["baseline"])
    family = max(1, (len(scenarios) - 1) * sum(m.headline for m in METRICS.values()))
    out = []
    for (metric, group), part in whole.groupby(["metric", "group"]):
        wide = part.pivot(index="replication", columns="scenario", values="value")
        n = len(wide)
        for scenario in (s["scenario"] for s in scenarios):
            level, difference = wide[scenario], wide[scenario] - wide[base_id]
            half = _half(difference, 1 - 0.05 / family)
            row = {
                "scenario": scenario,
                "metric": metric,
                "group": group,
                "n": n,
                "mean": level.mean(),
                "low": level.mean() - _half(level, 0.95),
                "high": level.mean() + _half(level, 0.95),
                "baseline_mean": wide[base_id].mean(),
                "difference": math.nan,
                "diff_low": math.nan,
                "diff_high": math.nan,
                "correlation": math.nan,
                "family_size": family,
                "verdict": "",
            }
            if scenario != base_id:
                low, high = difference.mean() - half, difference.mean() + half
                row |= {
                    "difference": difference.mean(),
                    "diff_low": low,
                    "diff_high": high,
                    "correlation": level.corr(wide[base_id]),
                    "verdict": _verdict(METRICS[str(metric)].direction, low, high),
                }
            out.append(row)
    return out


def _half(values: pd.Series, confidence: float) -> float:
    if len(values) < 2:
        return math.nan
    return float(stats.t.ppf(0.5 + confidence / 2, len(values) - 1) * values.std(ddof=1) / math.sqrt(len(values)))


def _verdict(direction: str, low: float, high: float) -> str:
    if not (low > 0 or high < 0):
        return "too close to call"
    if direction == "neutral":
        return "higher" if low > 0 else "lower"
    return "better" if (low > 0) == (direction == "higher") else "worse"


def _manifest(scenarios: list[dict[str, Any]], replications: int, axes: Axes) -> Manifest:
    return {
        "study": "first_look",
        "question": "What do a different roster, a 10% cut and a 25% partner shortfall do to the public's wait and to "
        "the officers who work it?",
        "seed_row": "C2, C10, D1",
        "scenarios": [
            {
                "id": s["scenario"],
                "label": s["label"],
                "axes": {a: s[a] for a in axes},
                "baseline": s["baseline"],
                "config": {},
            }
            for s in scenarios
        ],
        "paid_hours": [
            {"roster": "two_two_two_four", "words": "10-hour tours set to 9.3 h for 40 paid hours a week"},
            {"roster": "gmp_vsa", "words": "tours of 8 h 20 min for 40 paid hours a week"},
        ],
        "assumptions": [
            {
                "key": "sickness.gain",
                "title": "Gain of strain on sickness",
                "value": 0.5,
                "unit": "",
                "low": -0.3,
                "high": 1.5,
                "strength": "assumed",
                "source": "swept through zero; the evidence is contested",
            },
            {
                "key": "fatigue.kss_threshold",
                "title": "Sleepy from",
                "value": 7,
                "unit": "KSS",
                "low": 6,
                "high": 8,
                "strength": "published",
                "source": "Three-Process Model, published parameters",
            },
            {
                "key": "partners.services.ambulance.give_up_min",
                "title": "Officers give up on an ambulance after",
                "value": 120,
                "unit": "min",
                "low": 60,
                "high": 240,
                "strength": "derived",
                "source": "Hampshire 2015",
            },
        ],
        "versions": {"python": "3.11.7", "muster": "0.1.0", "numba": "0.68.1"},
        "seed": 2026,
        "engine": "compiled",
        "run": {"start": "2026-01-05", "days": DAYS, "warmup_days": 28, "replications": replications},
        "audit": [
            {"scenario": scenarios[0]["scenario"], "replication": r, "days": 7, "verdict": "identical", "detail": ""}
            for r in (0, 3)
        ],
        "checks": [
            {"name": "incidents in = closed + open + cancelled", "passed": True},
            {"name": "officers' time accounts balance", "passed": True},
        ],
        "code": {"commit": "0123abcd", "dirty": False, "identity": "f" * 16},
        "inputs": {"bank_holidays": ["2026-04-03", "2026-04-06"]},
        "unstable": [],
        "failed": [],
    }
