"""Casework as a queue: cases of a team are first come first served in working time, crimes of an officer in desk time.

With a limit of one case each, investigators are servers and the working days of a team are its clock: the starts are those of
Lindley (one) and of Kiefer and Wolfowitz (several).  With one deadline for all, an officer's crimes are first come first served
in the time between calls, which the record of crews sent gives: a queue whose server is interrupted and resumes.
"""

from __future__ import annotations

import numpy as np
import pytest

from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.inputs import Inputs, Ints
from sim.outcome import Outcome
from sim.replication import engine_named
from tests.oracle.bench import BARE, logged
from tests.oracle.paths import first_come

HOUR_MS = 3_600_000
# Investigators, minutes of work and hours a day by weekday; nearly 90 % of the time is taken, or more than there is.
TEAMS = {
    "one investigator, load 0.9": (1, "{kind: exponential, mean_min: 108}", [8] * 7),
    "one investigator, work always the same, on weekdays only": (1, "{kind: deterministic, mean_min: 74}", [8, 8, 8, 8, 8, 0, 0]),
    "one investigator, load 1.2": (1, "{kind: exponential, mean_min: 144}", [8] * 7),
    "work that takes exactly a day": (4, "{kind: deterministic, mean_min: 480}", [8] * 7),
    "three investigators, lognormal work": (3, "{kind: lognormal, mean_min: 300, cv: 1.5}", [8, 4, 8, 0, 8, 9, 8]),
}


def played(engine: str, seed: int, days: int, *words: str) -> tuple[Inputs, Outcome]:
    """Return a run in which every incident leaves a crime."""
    scenario = compose([*BARE, "demand=flat", "casework.on=true", f"run.days={days}", "run.warmup_days=0",
                        f"run.seed={seed}", *words])  # fmt: skip
    inputs = draw_inputs(make_plan(scenario), 0)
    return inputs, engine_named(engine)(inputs)


@pytest.mark.parametrize("engine", ["compiled", "simpy"])
@pytest.mark.parametrize("case", TEAMS)
def test_a_team_is_first_come_first_served_in_working_time(case: str, engine: str, seed: int) -> None:
    investigators, work, hours = TEAMS[case]
    inputs, outcome = played(
        engine, seed, 120, "force.officers=3", logged(4 / 24),
        f"+casework.crimes.job={{chance: 1, work: {work}, deadline_days: 30, to: {{team: 1}}}}",
        f"+casework.teams.team={{title: Team, investigators: {investigators}, hours: {hours}, caseload_limit: 1}}",
    )  # fmt: skip
    days, crimes = inputs.casework.days, outcome.crimes
    came = np.flatnonzero(crimes["opened"] >= 0)
    came = came[np.argsort(crimes["opened"][came], kind="stable")]
    assert came.size > 350
    # A day's minutes lie behind one another in working time; who comes in the morning or later is there for the next day.
    ends_at = np.cumsum(days["minutes_ms"])
    begins_at = ends_at - days["minutes_ms"]
    first_day = np.searchsorted(days["began"], crimes["opened"][came], side="right")
    there = first_day < days.size
    came, first_day = came[there], first_day[there]
    starts = first_come(begins_at[first_day], inputs.casework.crimes["work_ms"][came], investigators)
    ends = starts + inputs.casework.crimes["work_ms"][came]
    _same_days(crimes["taken"][came], starts, ends_at, days["began"], "right")
    _same_days(crimes["closed"][came], ends, ends_at, days["at"], "left")


def _same_days(found: Ints, at: Ints, ends_at: Ints, of_day: Ints, side: str) -> None:
    """A start at the end of a day is one of the next; an end at the end of a day is one of that day."""
    day = np.searchsorted(ends_at, at, side=side)  # type: ignore[call-overload]
    expected = np.where(day < of_day.size, of_day[np.minimum(day, of_day.size - 1)], -1)
    np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("engine", ["compiled", "simpy"])
@pytest.mark.parametrize(("settle_min", "work_min"), [(0, 30), (10, 25), (45, 5)])
def test_an_officers_crimes_are_first_come_first_served_between_calls(
    settle_min: int, work_min: int, engine: str, seed: int
) -> None:
    """Three officers, each at work for half of the time: 30 minutes of every hour, less what settling in takes."""
    inputs, outcome = played(
        engine, seed, 30, "force.officers=3", logged(3.0), f"casework.settle_in_min={settle_min}",
        f"+casework.crimes.job={{chance: 0.8, work: {{kind: exponential, mean_min: {work_min}}}, deadline_days: 30, "
        "to: {response: 1}}",
    )  # fmt: skip
    crimes, sent = outcome.crimes, outcome.deployments
    seats = inputs.tours["seat"][sent["tour"]]
    for seat in range(inputs.n_seats):
        of_seat = sent[seats == seat]
        gone = np.append(of_seat["sent"], inputs.horizon_ms)
        back = np.append(0, np.where(of_seat["left"] >= 0, of_seat["left"], inputs.horizon_ms))
        at_desk = np.minimum(back + settle_min * 60_000, gone)
        desk_time = np.append(0, np.cumsum(gone - at_desk))  # at the end of each stretch
        mine = np.flatnonzero(crimes["holder"] == seat)
        mine = mine[np.argsort(crimes["opened"][mine], kind="stable")]
        work = inputs.casework.crimes["work_ms"][mine]
        assert mine.size > 350
        arrivals = desk_time[np.searchsorted(gone, crimes["opened"][mine], side="right")]
        ends = first_come(arrivals, work, 1) + work
        stretch = np.searchsorted(desk_time, ends, side="left") - 1
        done = stretch < gone.size
        stretch = np.minimum(stretch, gone.size - 1)
        expected = np.where(done, at_desk[stretch] + ends - desk_time[stretch], -1)
        np.testing.assert_array_equal(crimes["closed"][mine], expected)
        assert 0.4 * desk_time[-1] < outcome.desks["worked_ms"][seat] <= desk_time[-1]
