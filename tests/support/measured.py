"""A tiny case as the measures see it: run once, its books checked, its whole-period measures by name and group."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sim.calendar import build_calendar
from sim.compiled import run_compiled
from sim.configuration import compose
from sim.inputs.inputs import Inputs
from sim.measures.window import Measure, Window
from sim.outcome import conservation_faults
from sim.scenario import Scenario

YEAR_H = 8766.0
# One area, grades with 15 and 60 minutes in it, two days of fourteen hundred and forty minutes.
BENCH = ("force=bench", "demand=two_grades", "partners=none", "run.days=2", "run.warmup_days=0")


def bench(*words: str) -> Scenario:
    """Return the scenario of tiny cases, changed by ``words``."""
    return compose([*BENCH, *words])


def seen(inputs: Inputs, scenario: Scenario | None = None) -> Window:
    """Return a case run on the compiled engine, through the window of the measures."""
    outcome = run_compiled(inputs)
    assert conservation_faults(inputs, outcome) == []
    return Window(scenario or bench(), build_calendar("Europe/London", date(2026, 1, 5), 0, 2, "ENG"), inputs, outcome)


def values(measures: Iterable[Measure]) -> dict[tuple[str, str], float]:
    """Return the values of the whole-period rows by metric and group."""
    return {(m.metric, m.group): m.value for m in measures if m.hour_of_week == -1}


def counted(measures: Iterable[Measure]) -> dict[tuple[str, str], float]:
    """Return what those values are out of."""
    return {(m.metric, m.group): m.denominator for m in measures if m.hour_of_week == -1}


def a_year(amount: float, days: float = 2.0) -> float:
    """Return what an amount seen in ``days`` comes to in a year."""
    return amount / (days * 24 / YEAR_H)
