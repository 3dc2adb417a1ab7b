"""Measures of sickness by kind, of ill health nobody reports and of injuries, from books written by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from kernels import presence as p
from kernels import spells as s
from kernels.kinds import LEAVE, LEAVE_WHEN_UNWELL
from sim.calendar import build_calendar
from sim.inputs.presence_plan import PresencePlan
from sim.inputs.spell_plan import SpellPlan
from sim.measures.presence import presence_measures
from sim.measures.safety import safety_measures
from sim.measures.sickness import sickness_measures
from sim.measures.window import Window
from sim.metrics import METRICS
from tests.support.measured import a_year, bench, counted, seen, values
from tests.support.tiny_inputs import TourLine, incident, tiny, tour

HIDDEN = ("sickness=by_kind", "presence=county")
COUNTED = ("sickness=by_kind", "safety=county", "demand.types.urgent.assaults_per_1000=1")
INJURED = (*COUNTED, "safety.injuries_absent=true")


def _case(
    health: Mapping[int, Sequence[int]] | None = None, presence: Mapping[int, Sequence[int]] | None = None, n: int = 2,
    words: Sequence[str] = ("sickness=by_kind",), lines: Sequence[TourLine] = (),
) -> Window:
    """``n`` officers over two days, with these columns in their books of health and of presence."""
    scenario = bench(*words)
    case = seen(tiny(lines or [tour(seat, 420, 900) for seat in range(n)], [incident(500, 60)], seats=n))
    books = {}
    for name, width, columns in (("health", s.N_HEALTH, health), ("presence", p.N_PRESENCE, presence)):
        books[name] = np.zeros((n, width), dtype=np.int64)
        for column, found in (columns or {}).items():
            books[name][:, column] = found
    plan = PresencePlan()
    if scenario.presence.on or scenario.safety.injuries_absent:
        par = np.zeros(p.INJURY_DAYS + 4)
        par[p.INJURIES] = scenario.safety.injuries_absent
        plan = PresencePlan(par)
    inputs = replace(case.inputs, spells=SpellPlan(np.ones(40)), presence=plan)
    return Window(scenario, case.calendar, inputs, replace(case.outcome, **books))


def test_spells_and_days_are_by_kind_and_officer_year() -> None:
    case = _case({s.SPELLS: [1, 0], s.SPELLS + s.PSYCHOLOGICAL: [0, 2], s.DAYS: [1, 0], s.DAYS + s.LONG: [1, 0],
                  s.DAYS + s.PSYCHOLOGICAL: [0, 2]})  # fmt: skip
    found = values(sickness_measures(case))
    assert found["sickness_spells", "spell=short"] == pytest.approx(a_year(1 / 2))
    assert found["sickness_spells", "spell=psychological"] == pytest.approx(a_year(2 / 2))
    assert found["sickness_spells", "spell=long"] == 0.0
    assert found["sickness_days", "spell=long"] == pytest.approx(a_year(1 / 2))
    assert found["psychological_share", ""] == pytest.approx(2 / 4)
    assert ("sickness_days", "spell=injury") not in found


def test_long_term_and_office_duty_are_shares_of_all_days() -> None:
    """Five days of either officer: three sick, one of them long-term; two on recuperative, one on restricted duty; four fit."""
    case = _case({s.DAYS + s.LONG: [3, 0], s.LONG_TERM_DAYS: [1, 0], s.RECUPERATIVE_DAYS: [2, 0], s.RESTRICTED_DAYS: [0, 1],
                  s.FIT_DAYS: [0, 4]})  # fmt: skip
    found = values(sickness_measures(case))
    assert found["long_term_sick_share", ""] == pytest.approx(1 / 10)
    assert found["office_duty_share", "duty=recuperative"] == pytest.approx(2 / 10)
    assert found["office_duty_share", "duty=restricted"] == pytest.approx(1 / 10)
    off = _case({s.FIT_DAYS: [5, 5]}, words=("sickness=by_kind", "sickness.return_to_duty.on=false"))
    assert ("office_duty_share", "duty=recuperative") not in values(sickness_measures(off))


def test_the_worst_tenth_is_told_of_a_hundred_officers_or_more() -> None:
    """Ten of a hundred bear 5 days each, fifty others one: half of all. Of 99 nothing is said."""
    days = [5] * 10 + [1] * 50 + [0] * 40
    assert values(sickness_measures(_case({s.DAYS: days}, n=100)))["sick_days_of_worst_tenth", ""] == pytest.approx(0.5)
    assert ("sick_days_of_worst_tenth", "") not in values(sickness_measures(_case({s.DAYS: days[:99]}, n=99)))


@pytest.mark.parametrize(("days", "told"), [(364, False), (365, True), (372, True), (373, False)])
def test_classes_of_days_are_of_one_year(days: int, told: bool) -> None:
    sick = np.array([0, 1, 5, 6, 19, 20, 60, 0])
    found = values(sickness_measures(_case({s.DAYS: sick, s.FIT_DAYS: days - sick}, n=8)))
    shares = [found.get(("sick_days_class_share", f"days={name}")) for name in ("none", "1_to_5", "6_to_19", "20_or_more")]
    assert shares == ([2 / 8] * 4 if told else [None] * 4)


def test_days_of_injuries_are_a_kind_and_count_among_all() -> None:
    case = _case({s.DAYS + s.PSYCHOLOGICAL: [3, 0], s.FIT_DAYS: [0, 4]}, {p.INJURED_TIMES: [0, 2], p.INJURED_DAYS: [0, 1]},
                 words=INJURED)  # fmt: skip
    found, of = values(sickness_measures(case)), counted(sickness_measures(case))
    assert found["sickness_spells", "spell=injury"] == pytest.approx(a_year(2 / 2))
    assert found["sickness_days", "spell=injury"] == pytest.approx(a_year(1 / 2))
    assert found["psychological_share", ""] == pytest.approx(3 / 4)
    assert of["long_term_sick_share", ""] == 8


def test_where_it_is_not_told_by_kind_nothing_is_said() -> None:
    case = seen(tiny([tour(0, 420, 900)]))
    assert list(sickness_measures(case)) == []
    assert list(presence_measures(case)) == []


# Ill health that nobody reports


def test_hidden_days_and_spells_are_counted_beside_the_sick_days() -> None:
    case = _case(presence={p.THROUGH_SPELLS: [2, 0], p.THROUGH_SPELLS + p.MENTAL: [0, 1], p.LEAVE_SPELLS: [1, 0],
                           p.UNWELL_DAYS: [2, 1], p.LEAVE_DAYS: [1, 0]}, words=HIDDEN)  # fmt: skip
    case.outcome.seats["sick_days"][:] = [0, 4]
    found = values(presence_measures(case))
    assert found["worked_through_spells", "cause=physical"] == pytest.approx(a_year(2 / 2))
    assert found["worked_through_spells", "cause=psychological"] == pytest.approx(a_year(1 / 2))
    assert found["leave_spells", "cause=physical"] == pytest.approx(a_year(1 / 2))
    assert found["hidden_sick_days", "way=worked_through"] == pytest.approx(a_year(3 / 2))
    assert found["ill_days", ""] == pytest.approx(a_year(8 / 2))
    assert found["hidden_share", ""] == pytest.approx(4 / 8)
    assert ("worked_unwell_share", "cause=physical") not in found  # two days are no year
    assert {name for name, _ in found} <= set(METRICS)


def test_at_least_once_is_said_of_one_year() -> None:
    case = _case(presence={p.THROUGH_SPELLS: [2, 0, 0, 1], p.LEAVE_SPELLS + p.MENTAL: [0, 0, 3, 0]}, n=4, words=HIDDEN)
    year = build_calendar("Europe/London", date(2026, 1, 5), 0, 366, "ENG")
    nights = np.column_stack([year.daily_ms("06:00"), np.arange(366)])
    inputs = replace(case.inputs, nights=nights, horizon_ms=year.horizon_ms)
    found = values(presence_measures(Window(case.scenario, year, inputs, case.outcome)))
    assert found["worked_unwell_share", "cause=physical"] == 0.5
    assert found["worked_unwell_share", "cause=psychological"] == 0.0
    assert found["leave_unwell_share", "cause=psychological"] == 0.25


def test_tours_and_leave_are_read_from_practice() -> None:
    """Of four tours one was worked unwell, one missed on leave used up, one planned as leave worked, one planned leave taken."""
    lines = [tour(0, 420, 900), tour(1, 420, 900), tour(0, 1_860, 2_340, absent=LEAVE), tour(1, 1_860, 2_340, absent=LEAVE)]
    case = _case(presence={p.OWED: [0, 1]}, words=HIDDEN, lines=lines)
    case.outcome.tours["unwell"][:] = [1, 0, 0, 0]
    case.outcome.tours["reason"][:] = [0, LEAVE_WHEN_UNWELL, 0, LEAVE]
    found = values(presence_measures(case))
    assert found["tours_worked_unwell", ""] == pytest.approx(a_year(1 / 2))
    assert found["leave_used_up", ""] == pytest.approx(a_year(1 / 2))
    assert found["leave_worked", ""] == pytest.approx(a_year(1 / 2))
    assert found["leave_used_up_standing", ""] == 0.5


def test_slower_work_is_told_in_hours_of_those_at_it() -> None:
    case = _case(words=HIDDEN)
    case.outcome.incidents["slower_ms"][:] = 1_800_000
    sent = int(case.outcome.incidents["officers_sent"][0])
    assert sent > 0
    assert values(presence_measures(case))["slower_hours", ""] == pytest.approx(a_year(0.5 * sent / 2))


# Injuries


def test_injuries_that_keep_officers_off_are_those_that_happened() -> None:
    case = _case(presence={p.INJURED_DAYS: [0, 7]}, words=INJURED)
    case.outcome.deployments["injured"][0] = 1
    found = values(safety_measures(case))
    assert found["injuries", ""] == pytest.approx(a_year(1))
    assert found["assaults", ""] >= found["injuries", ""]
    assert found["injury_days", ""] == pytest.approx(a_year(7))
    assert found["injury_cost", ""] == pytest.approx(a_year(2_500))
    assert ("injury_days", "crew=single") not in found


def test_injuries_that_are_only_counted_cost_what_is_set() -> None:
    case = _case(words=COUNTED)
    case.outcome.deployments["injured"][0] = 1  # not asked
    found = values(safety_measures(case))
    assert found["injury_days", ""] == pytest.approx(5 * found["injuries", ""])
    assert ("injury_days", "crew=single") in found
