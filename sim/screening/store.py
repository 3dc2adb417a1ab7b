"""The files of a screening: three tidy tables beside the replications, and the report that the page is made of."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sim.experiments.codec import WRITE_OPTIONS
from sim.experiments.files import file_digest, replacing, write_whole
from sim.experiments.identity import canonical_json, digest
from sim.experiments.store import TABLES
from sim.faults import Fault, Faults
from sim.screening.conclusions import CLOSE, DOWN, MISSING, UNSTABLE, UP
from sim.screening.effects import moved_factor
from sim.screening.factors import Factor
from sim.screening.plan import ScreenPlan, ends_in_words
from sim.screening.points import CONFIGURED
from sim.screening.settings import ScreenSettings
from sim.screening.study import Conclusion, Outcomes

REPORT, PAGE = "screen.json", "screen.html"
NAMES = ("effects", "verdicts", "points")
FORMAT = 1
AGAIN = "run the screening again: stored replications are kept"


def remove_screening(folder: Path) -> None:
    """Take away what will no longer be true once other points are run."""
    for path in (*(folder / TABLES / f"{name}.parquet" for name in NAMES), folder / REPORT, folder / PAGE):
        path.unlink(missing_ok=True)


def write_screening(
    folder: Path, plan: ScreenPlan, settings: ScreenSettings, outcomes: Outcomes, found: Sequence[Conclusion],
    about: dict[str, Any],
) -> dict[str, Any]:
    """Write the tables and the report of a screening, and return the report. ``about`` are further facts for the page."""
    (folder / TABLES).mkdir(parents=True, exist_ok=True)
    digests = {}
    for name, table in (("effects", effects_table(plan, found)), ("verdicts", verdicts_table(plan, found)),
                        ("points", points_table(plan, outcomes))):
        with replacing(folder / TABLES / f"{name}.parquet") as place:
            pq.write_table(table, place, **WRITE_OPTIONS)
        digests[name] = file_digest(folder / TABLES / f"{name}.parquet")
    report = report_of(plan, settings, outcomes, found) | about | {"tables": digests}
    report["digest"] = _digest(report)
    write_whole(folder / REPORT, json.dumps(report, indent=1, allow_nan=False, ensure_ascii=False).encode() + b"\n")
    return report


def check_screening(folder: Path) -> list[Fault]:
    """Return what is wrong with the report and tables of a screening; its replications are checked as any study's."""
    faults = Faults("the results folder")
    try:
        report = json.loads((folder / REPORT).read_bytes())
        digests, sound = dict(report["tables"]), report.pop("digest") == _digest(report)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        faults.add(REPORT, "missing or damaged", "the report as Muster wrote it", AGAIN)
        return list(faults)
    if not sound:
        faults.add(REPORT, "not what was written", "the report as Muster wrote it", AGAIN)
    for name in NAMES:
        path = folder / TABLES / f"{name}.parquet"
        if not path.is_file() or file_digest(path) != digests.get(name):
            faults.add(f"{TABLES}/{path.name}", "not the bytes that were written", "the file as Muster wrote it", AGAIN)
    return list(faults)


def _digest(report: dict[str, Any]) -> str:
    """Digest of a report without its own digest, the same however it is laid out."""
    return digest(canonical_json(report))


def effects_table(plan: ScreenPlan, found: Sequence[Conclusion]) -> pa.Table:
    """One row for each conclusion and factor; effects in the measure's unit for the whole range of the factor."""
    rows = []
    for one in found:
        each = one.judged.effects
        for place, factor in enumerate(plan.factors):
            rows.append({
                "scenario": one.option.id, "metric": one.metric, "factor": factor.name,
                "mu": _known(each.mu[place]), "mu_star": _known(each.mu_star[place]), "sigma": _known(each.sigma[place]),
                "steps": int(each.n[place]), "noise": _known(each.noise[place]), "floor": _known(each.floor[place]),
                "changes": int(one.judged.flips[place]), "reversals": int(one.judged.reversals[place]),
                "runs_away": int(one.judged.into_instability[place]), "hangs_on": bool(one.judged.hangs_on[place]),
            })
    text, number, whole = pa.string(), pa.float64(), pa.int32()
    types = [text, text, text, *[number] * 3, whole, number, number, whole, whole, whole, pa.bool_()]
    names = ("scenario", "metric", "factor", "mu", "mu_star", "sigma", "steps", "noise", "floor", "changes", "reversals",
             "runs_away", "hangs_on")
    return pa.Table.from_pylist(rows, schema=pa.schema(list(zip(names, types, strict=True))))


def verdicts_table(plan: ScreenPlan, found: Sequence[Conclusion]) -> pa.Table:
    """One row for each conclusion and point, 0 as configured."""
    parts = []
    for one in found:
        judged = one.judged
        state = np.concatenate([[judged.configured], judged.state.reshape(-1)])
        difference = np.concatenate([[judged.configured_difference], judged.difference.reshape(-1)])
        error = np.concatenate([[judged.configured_error], judged.error.reshape(-1)])
        parts.append(pa.table({
            "scenario": pa.array([one.option.id] * len(state)),
            "metric": pa.array([one.metric] * len(state)),
            "point": pa.array(np.arange(len(state)), pa.int32()),
            "difference": pa.array(difference, from_pandas=True),
            "standard_error": pa.array(error, from_pandas=True),
            "state": pa.array(state.tolist()),
            "sure": pa.array([False, *judged.sure.reshape(-1).tolist()]),
        }))
    return pa.concat_tables(parts).combine_chunks()


def points_table(plan: ScreenPlan, outcomes: Outcomes) -> pa.Table:
    """One row for each point of the walks: which factor the step to it moved, every factor's position, why it was not run."""
    walks, points, factors = plan.positions.shape
    moved = np.concatenate([np.full((walks, 1), -1), moved_factor(plan.positions)], axis=1).reshape(-1)
    numbers = np.arange(1, walks * points + 1)
    away = {number: [option.id for place, option in enumerate(plan.options) if outcomes.unstable[place, number]]
            for number in numbers}
    columns: dict[str, Any] = {
        "point": pa.array(numbers, pa.int32()),
        "walk": pa.array(np.repeat(np.arange(walks), points), pa.int32()),
        "moved": pa.array([None if place < 0 else plan.factors[place].name for place in moved], pa.string()),
        "refused": pa.array([plan.refused.get(int(number), "") for number in numbers]),
        "unstable": pa.array(["; ".join(away[number]) for number in numbers]),
    }
    flat = plan.positions.reshape(-1, factors)
    return pa.table(columns | {factor.name: pa.array(flat[:, place]) for place, factor in enumerate(plan.factors)})


def report_of(
    plan: ScreenPlan, settings: ScreenSettings, outcomes: Outcomes, found: Sequence[Conclusion]
) -> dict[str, Any]:
    """The screening as plain data for the page: what was moved, what was not and why, and what each conclusion hangs on."""
    run = plan.options[0].scenario.run
    unstable = outcomes.unstable[:, CONFIGURED + 1 :]
    return {
        "format": FORMAT,
        "baseline": plan.baseline.label,
        "options": [option.label for option in plan.options],
        "settings": {**settings.model_dump(mode="json"), "seed": plan.seed},
        "run": {"days": run.days, "warmup_days": run.warmup_days, "replications": run.replications, "seed": run.seed,
                "start": run.start.isoformat()},
        "points": plan.points,
        "assumed": plan.numbers + len(plan.left_out),
        "screened": plan.numbers,
        "left_out": plan.left_by_reason(),
        "not_screened": [{"key": each.key, "reason": each.reason} for each in plan.left_out],
        "factors": [_factor(factor, plan) for factor in plan.factors],
        "refused": len(plan.refused),
        "refusals": [{"rule": rule, "points": times} for rule, times in Counter(plan.refused.values()).most_common()],
        "unstable": [{"option": differing(option.label, plan.baseline.label), "baseline": option.is_baseline,
                      "points": int(unstable[place].sum())} for place, option in enumerate(plan.options)],
        "steps": {"taken": plan.positions.shape[0] * len(plan.factors),
                  "with_effect": int(np.median([one.judged.effects.n.sum() for one in found])) if found else 0},
        "unstable_points": int(unstable.any(axis=0).sum()),
        "into_instability": _runaways(found, plan.factors),
        "conclusions": [_conclusion(one, plan.factors, plan.baseline.label) for one in found],
        "nothing_at_all": [factor.name for place, factor in enumerate(plan.factors) if _idle(found, place)],
    }


def _factor(factor: Factor, plan: ScreenPlan) -> dict[str, Any]:
    configured, low, high = ends_in_words(factor)
    sources = list(dict.fromkeys(number.entry.source for number in factor.members))
    return {
        "name": factor.name, "members": len(factor.members), "move": factor.move, "unit": factor.members[0].entry.unit,
        "configured": configured, "low": low, "high": high, "strength": "assumed", "source": sources[0],
        "more_sources": len(sources) - 1, "narrowed": plan.narrowed.get(factor.name, ""),
    }


def differing(label: str, baseline: str) -> str:
    """What a label says that the baseline's does not."""
    same = baseline.split("; ")
    return "; ".join(part for part in label.split("; ") if part not in same) or label


def _conclusion(one: Conclusion, factors: Sequence[Factor], baseline: str) -> dict[str, Any]:
    judged, short = one.judged, differing(one.option.label, baseline)
    each = judged.effects
    hanging = [place for place in range(len(factors)) if judged.hangs_on[place]]
    hanging.sort(key=lambda place: (-judged.reversals[place], -judged.flips[place], -each.mu_star[place]))
    return {
        "scenario": one.option.id, "label": short, "metric": one.metric, "configured": judged.configured,
        "difference": _known(judged.configured_difference), "standard_error": _known(judged.configured_error),
        "points": {state: judged.count(state) for state in (UP, DOWN, CLOSE, UNSTABLE, MISSING)},
        "reversed": judged.reversed_at,
        "hangs_on": [{"factor": factors[place].name, "changes": int(judged.flips[place]),
                      "reversals": int(judged.reversals[place]), "steps": int(each.n[place]), "mu": _known(each.mu[place]),
                      "mu_star": _known(each.mu_star[place])}
                     for place in hanging],
        "above_noise": int((each.mu_star > each.floor).sum()),
        "floor": _known(float(np.nanmedian(each.floor))) if np.isfinite(each.floor).any() else None,
    }


def _runaways(found: Sequence[Conclusion], factors: Sequence[Factor]) -> list[dict[str, Any]]:
    """Factors of which a step alone led into instability or out of it, in any option, most often first."""
    if not found:
        return []
    most = np.max([one.judged.into_instability for one in found], axis=0)
    order = sorted(np.flatnonzero(most).tolist(), key=lambda place: -int(most[place]))
    return [{"factor": factors[place].name, "steps": int(most[place])} for place in order]


def _idle(found: Sequence[Conclusion], place: int) -> bool:
    """Whether a factor changed nothing at all, in any step, of any conclusion."""
    return all(one.judged.effects.n[place] > 0 and one.judged.effects.mu_star[place] == 0 for one in found)


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
