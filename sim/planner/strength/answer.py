"""The whole answer on minimum strength: needed, by spreadsheet and by simulation, why they differ, and what each option has."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from sim.measures.window import HOURS_OF_WEEK, Window
from sim.planner.strength.left_out import left_out
from sim.planner.strength.search import Found, find_strength
from sim.planner.strength.spreadsheet import officers_needed
from sim.planner.strength.trial import Floats, Ints
from sim.replication import plan_of, play
from sim.scenario import Scenario
from sim.studies import StudyScenario

REPLICATIONS = (0, 1)
SHORTEST_PATIENCE_H = 1 / 60  # a spreadsheet leaves the dispatcher a minute, however long the drive
TRIALS = 9  # of one search: unlimited officers, the most, the halvings


def trials_of(scenario: Scenario, options: int) -> int:
    """Return how many replications an answer plays, for its progress."""
    return len(REPLICATIONS) * (TRIALS * (1 + len(left_out(scenario))) + options)


def minimum_strength(
    baseline: Scenario, options: Sequence[StudyScenario], told: Callable[[float], None]
) -> dict[str, Any]:
    """Return the answer for a study as plain data: what ``baseline`` asks for, and what each of its ``options`` has.

    Numbers by hour of week are lists of 168, Monday 00h first, one list for each area.  ``told`` hears of each replication, with
    the seconds it took.
    """
    found = find_strength(baseline, REPLICATIONS, told)
    searches = {name: find_strength(other, REPLICATIONS, told) for name, other in left_out(baseline).items()}
    grades, aims = list(baseline.force.grades), [grade.aim for grade in baseline.force.grades.values()]
    spreadsheet, carried = _by_formula(baseline, found)
    return {
        "areas": list(baseline.force.areas),
        "replications": len(REPLICATIONS),
        "days": baseline.run.days,
        "aims": dict(zip(grades, aims, strict=True)),
        "possible": [bool(np.isfinite(spare)) for spare in found.spare],
        "reached": _numbers(found.reached),
        "ceiling": _numbers(found.ceiling),
        "spreadsheet": spreadsheet.tolist(),
        "carried_over": carried.tolist(),
        "simulated": found.officers.tolist(),
        "load": _numbers(found.unlimited.busy[0]),
        "without": {name: int(search.officers.sum()) for name, search in searches.items()},
        "options": {each.id: _there(each.scenario, told) for each in options},
    }


def _by_formula(scenario: Scenario, found: Found) -> tuple[Ints, Ints]:
    """Return the spreadsheet's answer, and the same formula with the load that is really there in each hour; (areas, 168)."""
    officers, handling, drive = found.unlimited.mean_handling()
    top = next(iter(scenario.force.grades.values()))
    rates, load = found.unlimited.attended, found.unlimited.busy[0]
    plain, carried = np.zeros(rates.shape, dtype=np.int64), np.zeros(rates.shape, dtype=np.int64)
    for row, area in enumerate(scenario.force.areas.values()):
        target = top.target_min[area.kind]
        patience = SHORTEST_PATIENCE_H if target is None else max(SHORTEST_PATIENCE_H, target / 60 - drive[row])
        plain[row] = officers_needed(rates[row] * officers[row] * handling[row], patience, handling[row], top.aim)
        carried[row] = officers_needed(load[row], patience, handling[row], top.aim)
    return plain, carried


def _there(scenario: Scenario, told: Callable[[float], None]) -> dict[str, Any]:
    """Return the officers rostered, and those there, of an option, by area and hour of week, means of its replications."""
    plan = plan_of(scenario)
    rostered = available = np.zeros((len(scenario.force.areas), HOURS_OF_WEEK))
    for replication in REPLICATIONS:
        began = time.perf_counter()
        window = Window(scenario, plan.calendar, *play(scenario, replication))
        told(time.perf_counter() - began)
        rostered, available = rostered + _by_area(window, planned=True), available + _by_area(window, planned=False)
    n = len(REPLICATIONS)
    return {"title": scenario.roster.title, "rostered": _numbers(rostered / n), "available": _numbers(available / n)}


def _by_area(window: Window, *, planned: bool) -> Floats:
    """Return officers by area and hour of week: on a tour of the roster, or there in a crew during theirs.

    Who is held over is with a job already, and there for nobody else.
    """
    tours, done = window.tours, window.done
    seconds = window.hours_observed()
    out = np.zeros((len(window.scenario.force.areas), HOURS_OF_WEEK))
    counted = window.own if planned else window.own & (done["crew"] > 0)
    start, end = (tours["start"], tours["end"]) if planned else (done["on"], np.minimum(window.duty_end, tours["end"]))
    for area in range(out.shape[0]):
        chosen = counted & (tours["area"] == area)
        amounts = window.by_hour(start[chosen], end[chosen], np.ones(int(chosen.sum())))
        out[area] = np.divide(amounts, seconds, out=np.zeros(HOURS_OF_WEEK), where=seconds > 0)
    return out


def _numbers(values: Floats) -> list[Any]:
    """Return an array as lists; what has no value is null."""
    return [[None if np.isnan(x) else round(float(x), 4) for x in row] for row in values]
