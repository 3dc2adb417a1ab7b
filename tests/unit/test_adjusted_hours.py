"""Adjusted hours: shorter tours at fixed times for some, the rest of the roster's tour lost, and every hour accounted for."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from kernels.clock import HOUR_MS
from sim.calendar import build_calendar
from sim.compiled import run_compiled
from sim.configuration import compose
from sim.faults import FaultReport
from sim.inputs.adjusted import at_adjusted_hours
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.rosters import duty_tours
from sim.inputs.workforce import Seats
from sim.measures.cascade import cascade_measures
from sim.measures.window import Window
from sim.outcome import conservation_faults
from sim.scenario import Roster
from sim.scenario.availability import AdjustedHours

SHIFTS = {"E": {"start": "07:00", "hours": 10}, "N": {"start": "22:00", "hours": 10, "night": True}}
MONDAY = date(2026, 1, 5)


def test_tours_of_a_week_by_hand() -> None:
    """Two earlies, a night on Wednesday, an early on Saturday: 09:15 to 14:45 on the first three, Saturday free; 23.5 h lost."""
    cycle = ["E", "E", "N", "R", "R", "E", "R"]
    plain = {"title": "t", "shifts": SHIFTS, "cycle": cycle, "anchor": MONDAY, "equal_paid_hours": False}
    roster = Roster.model_validate(plain)
    calendar = build_calendar("Europe/London", MONDAY, 0, 7, "ENG")
    people = Seats(np.arange(2, dtype=np.int32), np.zeros(2, np.int16), np.zeros(2, np.int16))
    before = duty_tours(roster, people.team, calendar)
    after, lost = at_adjusted_hours(before, people, np.array([False, True]), AdjustedHours(share=0.5), calendar, 4)
    mine, other = after.seat == 1, after.seat == 0
    assert [f"{calendar.local(int(t)):%a %H:%M}" for t in after.start_ms[mine]] == ["Mon 09:15", "Tue 09:15", "Wed 09:15"]
    assert set((after.end_ms - after.start_ms)[mine] / HOUR_MS) == {5.5}
    assert not after.night[mine].any()
    assert other.sum() == 4 and after.night[other].sum() == 1
    assert (np.diff(after.start_ms) >= 0).all()
    assert ((lost["end"] - lost["start"]) / HOUR_MS).tolist() == [4.5, 4.5, 4.5, 10.0]
    assert set(lost["reason"]) == {4}


WORDS = ("availability=flexible", "force.officers=120", "demand.logged_per_year=20000", "run.days=28", "run.warmup_days=0")


def test_every_hour_of_the_establishment_is_worked_or_lost_for_one_reason() -> None:
    scenario = compose(WORDS)
    plan = make_plan(scenario)
    inputs = draw_inputs(plan, 0)
    outcome = run_compiled(inputs)
    assert conservation_faults(inputs, outcome) == []
    rows = {(m.metric, m.group): m.value for m in cascade_measures(Window(scenario, plan.calendar, inputs, outcome))
            if m.hour_of_week == -1}  # fmt: skip
    lost = rows["cascade_lost", "reason=adjusted_hours"]
    # About a twentieth of those deployable have half an hour in four of five days: 1 - 5.5 / 9.52 x 5 / 7.
    deployed = rows["cascade_strength", ""] * (1 - 0.135)
    assert lost == pytest.approx(0.05 * 0.95 * deployed * (1 - 5.5 / 9.52 * 5 / 7), rel=0.6)
    every = sum(value for (metric, _), value in rows.items() if metric == "cascade_lost")
    assert every == pytest.approx(rows["cascade_establishment", ""] - rows["cascade_productive", ""])


def test_nobody_on_adjusted_hours_leaves_availability_as_it_was() -> None:
    county, none = (make_plan(compose([*WORDS[1:], *words])) for words in
                    (["availability=county"], ["availability=flexible", "availability.adjusted_hours.share=0"]))  # fmt: skip
    assert county.availability.reasons == none.availability.reasons
    assert (county.tour_records == none.tour_records).all()
    some = make_plan(compose(WORDS))
    assert some.availability.reasons[-2:] == ("adjusted_hours", "part_time")
    assert (some.seats.id == county.seats.id).all()


def test_leave_is_for_the_hours_worked() -> None:
    """5.5 of 10 h on five days of seven."""
    roster = compose(["roster=two_two_two_four"]).roster
    assert AdjustedHours(share=0.1).share_of(roster) == pytest.approx(0.55 * 5 / 7)
    assert AdjustedHours(share=0.1, hours=12.0, weekdays=("mon", "tue")).share_of(roster) == pytest.approx(2 / 7)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["roster=always_on", "abstraction=none", "availability.part_time.share=0"], "availability.adjusted_hours.share=0"),
        (["availability.adjusted_hours.hours=15"], "availability.adjusted_hours.hours"),
        (["availability.adjusted_hours.weekdays=[funday]"], "funday"),
    ],
)
def test_slips_are_named(words: list[str], said: str) -> None:
    with pytest.raises(FaultReport) as caught:
        compose([WORDS[0], *words])
    assert said in str(caught.value)
