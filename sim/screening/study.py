"""A screening from plan to report: the points go through the study runner and its store, the effects come from what it keeps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from sim.experiments.progress import Mode
from sim.experiments.reading import StoredStudy
from sim.experiments.runner import run_study
from sim.experiments.stability import FIRST_HALF, GRADE, GROWTH_SHARE, SECOND_HALF, judge
from sim.experiments.statistics import Floats
from sim.experiments.store import Store
from sim.experiments.study_run import StudyRun
from sim.metrics import METRICS, WHOLE_PERIOD
from sim.screening.conclusions import MISSING, Judged, judge_conclusion
from sim.screening.plan import ScreenPlan
from sim.screening.points import CONFIGURED, audit_moved, simulate_moved
from sim.studies import StudyScenario

BACKLOGS = (FIRST_HALF, SECOND_HALF, GROWTH_SHARE)


@dataclass(frozen=True)
class Outcomes:
    """What the runs gave. ``values`` (options, points, measures, replications), NaN where there is none; points as the plan
    numbers them, 0 as configured. ``unstable`` (options, points): the option runs away there.
    """

    measures: tuple[str, ...]
    values: Floats
    unstable: npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Conclusion:
    """What the study says of one option in one measure, beside the baseline, judged all over the space."""

    option: StudyScenario
    metric: str
    judged: Judged


def run_screening(
    plan: ScreenPlan, name: str, folder: Path, *, command: str, workers: int | str, progress: Mode, question: str,
    warm_up: Callable[[], object],
) -> StudyRun:
    """Compute every point that is not stored yet. One replication is audited on the second engine."""
    run = plan.options[0].scenario.run
    return run_study(
        name, plan.scenarios, folder, simulate=simulate_moved, workers=workers, replications=run.replications,  # type: ignore[arg-type]
        progress=progress, audit=audit_moved, audit_share=0.0, question=question, command=command, warm_up=warm_up,
        about={"screening": {"walks": len(plan.positions), "factors": len(plan.factors), "seed": plan.seed}}, tables=False,
    )


def outcomes_of(stored: StoredStudy, plan: ScreenPlan, metrics: Sequence[str]) -> Outcomes:
    """Read the measures of every point from a results folder that was checked."""
    names = tuple(metrics or (metric.name for metric in METRICS.values() if metric.headline))
    options = {option.id: place for place, option in enumerate(plan.options)}
    values = np.full((len(options), plan.points + 1, len(names), stored.plan.replications), np.nan)
    unstable = np.zeros(values.shape[:2], dtype=bool)
    store = Store(stored.folder)
    store.load_journal()
    keys = {scenario.id: scenario.keys for scenario in stored.plan.scenarios}
    failed = {failure["key"] for failure in stored.manifest.get("failures", [])}
    for point in plan.scenarios:
        place = options[point.option], point.scenario.point
        values[place], unstable[place] = _measured(store, keys[point.id], failed, names)
    return Outcomes(names, values, unstable)


def _measured(store: Store, keys: Sequence[str], failed: set[str], names: Sequence[str]) -> tuple[Floats, bool]:
    """Values of the measures, shape (measures, replications), and whether the scenario is unstable."""
    found: dict[tuple[str, str], Floats] = {}
    for replication, key in enumerate(keys):
        if key in failed:
            continue
        rows = store.read(key)
        rows = rows.filter(pc.and_(pc.equal(rows["hour_of_week"], WHOLE_PERIOD), _wanted(rows, names)))
        columns = (rows[name].to_pylist() for name in ("metric", "group", "value"))
        for metric, group, value in zip(*columns, strict=True):
            found.setdefault((metric, group), np.full(len(keys), np.nan))[replication] = value
    backlogs = {measure: each for measure, each in found.items() if measure[0] in BACKLOGS}
    empty = np.full(len(keys), np.nan)
    values = np.array([found.get((name, ""), empty) for name in names])
    return values, judge(backlogs, len(keys)).whole.verdict == "unstable"


def _wanted(rows: object, names: Sequence[str]) -> object:
    import pyarrow as pa

    metric, group = rows["metric"], rows["group"]  # type: ignore[index]
    whole = pc.and_(pc.is_in(metric, pa.array([*names, *BACKLOGS])), pc.equal(group, ""))
    return pc.or_(whole, pc.and_(pc.is_in(metric, pa.array(BACKLOGS)), pc.starts_with(group, GRADE)))


def conclusions_of(plan: ScreenPlan, outcomes: Outcomes) -> list[Conclusion]:
    """Judge every option beside the baseline in every measure that both have as configured."""
    places = {option.id: place for place, option in enumerate(plan.options)}
    base = places[plan.baseline.id]
    shape = plan.positions.shape[:2]
    found = []
    for option in plan.options:
        if option.is_baseline:
            continue
        place = places[option.id]
        gaps = outcomes.values[place] - outcomes.values[base]
        unstable = outcomes.unstable[place] | outcomes.unstable[base]
        for number, metric in enumerate(outcomes.measures):
            judged = judge_conclusion(
                plan.positions, gaps[1:, number].reshape(*shape, -1), gaps[CONFIGURED, number],
                unstable[1:].reshape(shape), bool(unstable[CONFIGURED]),
            )
            if judged.configured != MISSING:
                found.append(Conclusion(option, metric, judged))
    return found

