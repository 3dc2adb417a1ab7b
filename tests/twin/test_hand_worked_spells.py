"""Sickness by kind, worked by hand in both engines. Bookkeeping is at 06:00 (minute 360 of a day); tours are 07:00 to 15:00."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from kernels import kinds as k
from kernels import spells as s
from sim.inputs.inputs import SICKNESS_MODELS, Inputs
from sim.inputs.spell_plan import SpellPlan
from sim.outcome import Outcome, conservation_faults
from tests.support.tiny_inputs import FIRST_DAY, TourLine, incident, tiny, tour
from tests.twin.reading import Run, account, log

DAY = 24 * 60
CERTAIN = 1e9  # spells a day: the chance is 1


def told(
    inputs: Inputs, rates: tuple[float, float, float] = (0.0, 0.0, 0.0), days: tuple[float, ...] = (1, 1, 1, 1, 1),
    start: dict[int, int] | None = None, season: float = 1.0, frailty: tuple[float, ...] = (), **par: float,
) -> Inputs:
    """Tell spells by kind: ``rates`` a day and ``days`` of short, long, psychological spells, recuperative and restricted duty.

    ``start``: columns of everybody's row of health on the eve.  ``par``: other parameters by name.
    """
    out = np.zeros(s.LENGTHS + s.N_ROWS * 4)
    out[s.RATES : s.RATES + s.N_KINDS] = rates
    settings = {"CAP": 5.0, "MEMORY_DAYS": 28.0, "WEEK_HOURS": 1_000.0, "OVER_DAYS": 2.0, "MOST_DAYS": 3_650.0} | par
    for name, value in settings.items():
        out[getattr(s, name)] = value
    out[s.LENGTHS + 1 :: 4] = days  # deterministic lengths
    health = np.zeros((inputs.n_own, s.N_HEALTH), dtype=np.int64)
    health[:, s.NIGHT_AGO] = s.NO_NIGHT
    for column, value in (start or {}).items():
        health[:, column] = value
    rules = replace(inputs.rules, sickness_model=SICKNESS_MODELS.index("feedback"))
    plan = SpellPlan(out, np.full(len(inputs.nights), season), health, frailty=np.array(frailty))
    return replace(inputs, rules=rules, spells=plan)


def daily(days: int) -> list[TourLine]:
    return [tour(0, day * DAY + 420, day * DAY + 900) for day in range(days)]


def health(out: Outcome, *columns: int) -> list[int]:
    return out.health[0, list(columns)].tolist()


def test_a_spell_says_of_which_kind_it_is(run: Run) -> None:
    for kind in range(s.N_KINDS):
        rates = tuple(CERTAIN if each == kind else 0.0 for each in range(3))
        out = run(told(tiny(daily(3), horizon=3 * DAY), rates, (1, 2, 3, 1, 1)))  # type: ignore[arg-type]
        first = log(out, k.FELL_SICK, k.SPELL_KIND)[:2]
        assert first == [(360, k.FELL_SICK, 0, kind + 1), (360, k.SPELL_KIND, 0, kind)]
        assert health(out, s.DAYS + kind) == [3]
        assert out.seats["sick_days"][0] == 3
        assert out.tours["reason"].tolist() == [k.SICK] * 3


def test_long_psychological_spells_are_long_term(run: Run) -> None:
    # The third day of a spell is beyond two: day 2; day 3 begins the second spell.
    out = run(told(tiny(daily(4), horizon=4 * DAY), (0.0, 0.0, CERTAIN), (1, 1, 3, 1, 1)))
    assert health(out, s.SPELLS + s.PSYCHOLOGICAL, s.LONG_TERM_DAYS, s.FIT_DAYS) == [2, 1, 0]


def test_back_from_a_long_spell_recuperative_then_restricted_duty(run: Run) -> None:
    """Back on day 1, recuperative duty to day 3, restricted to day 4: tours of days 0 to 4 are lost to three reasons."""
    start = {s.KIND: s.LONG, s.LENGTH: 30, s.RECUPERATIVE_TO: FIRST_DAY + 3, s.FIT_DAY: FIRST_DAY + 4}
    inputs = told(tiny(daily(5), [incident(day * DAY + 500, 30) for day in range(5)], horizon=5 * DAY, back_day=[1]), start=start)
    out = run(inputs)
    assert out.tours["reason"].tolist() == [k.SICK, k.RECUPERATIVE, k.RECUPERATIVE, k.RESTRICTED, 0]
    assert log(out, k.BACK_WELL, k.DUTY_AFTER) == [
        (DAY + 360, k.BACK_WELL, 0, FIRST_DAY + 1), (DAY + 360, k.DUTY_AFTER, 0, k.RECUPERATIVE),
        (3 * DAY + 360, k.DUTY_AFTER, 0, k.RESTRICTED), (4 * DAY + 360, k.DUTY_AFTER, 0, 0)]  # fmt: skip
    assert health(out, s.DAYS + s.LONG, s.LONG_TERM_DAYS, s.RECUPERATIVE_DAYS, s.RESTRICTED_DAYS, s.FIT_DAYS) == [1, 1, 2, 1, 1]
    assert account(out, 0)[k.AWAY] == 4 * 480
    assert out.incidents["sent"].tolist()[:4] != [500] * 4
    assert conservation_faults(inputs, out) == []


def test_duty_begins_where_the_spell_drawn_ends(run: Run) -> None:
    """Sick on day 0 for three days with certainty, saved one of four: two days of duty and one more; then sick again at once."""
    inputs = tiny(daily(2), horizon=2 * DAY)
    out = run(told(inputs, (0.0, CERTAIN, 0.0), (1, 4, 1, 2, 1), DUTY_AFTER=1.0, EARLY_SHARE=0.5, EARLY_DUTY=1.0))
    assert log(out, k.FELL_SICK) == [(360, k.FELL_SICK, 0, 3)]
    assert health(out, s.LENGTH, s.RECUPERATIVE_TO, s.FIT_DAY) == [3, FIRST_DAY + 6, FIRST_DAY + 6]


def test_sickness_goes_before_duty_after_it_and_planned_absence_before_both(run: Run) -> None:
    start = {s.RECUPERATIVE_TO: FIRST_DAY + 9, s.FIT_DAY: FIRST_DAY + 9, s.STAGE: k.RECUPERATIVE}
    lines = [tour(0, 420, 900, absent=k.LEAVE), tour(0, DAY + 420, DAY + 900)]
    out = run(told(tiny(lines, horizon=2 * DAY), (CERTAIN, 0.0, 0.0), start=start))
    assert out.tours["reason"].tolist() == [k.LEAVE, k.SICK]
    assert health(out, s.RECUPERATIVE_DAYS, s.DAYS) == [0, 2]


def test_duty_holds_before_the_first_morning(run: Run) -> None:
    start = {s.RECUPERATIVE_TO: FIRST_DAY, s.FIT_DAY: FIRST_DAY, s.STAGE: k.RECUPERATIVE}
    out = run(told(tiny([tour(0, 300, 350), tour(0, 420, 900)], horizon=DAY), start=start))
    assert out.tours["reason"].tolist() == [k.RECUPERATIVE, 0]
    assert log(out, k.DUTY_AFTER) == [(360, k.DUTY_AFTER, 0, 0)]


def test_what_was_worked_is_counted_on_the_morning_after(run: Run) -> None:
    """Two tours, a quick return between them, one of them a night: over before the morning of day 1, a day old on day 2."""
    inputs = told(tiny([tour(0, 420, 900, night=1), tour(0, 1_380, 1_700)], horizon=3 * DAY))
    out = run(inputs)
    fade = float(s.faded(1.0, 0.0, inputs.spells.par))
    assert fade == pytest.approx(0.96492, abs=1e-5)
    assert health(out, s.NIGHT_AGO) == [1]
    assert out.loads[0].tolist() == pytest.approx([fade, (480 + 320) / 60 * fade])


@pytest.mark.parametrize(("season", "sick"), [(0.0, 0), (1.0, 1)])
def test_the_season_is_of_the_night_and_of_short_spells(run: Run, season: float, sick: int) -> None:
    out = run(told(tiny(daily(1), horizon=DAY), (CERTAIN, 0.0, 0.0), season=season))
    assert health(out, s.SPELLS) == [sick]
    out = run(told(tiny(daily(1), horizon=DAY), (0.0, CERTAIN, 0.0), season=0.0))
    assert health(out, s.SPELLS + s.LONG) == [1]


def test_frailty_is_an_officers_own_and_of_every_kind(run: Run) -> None:
    """Seat 0 is never sick, seat 1 is as likely as the rate says, which is certain; nobody else is told apart."""
    for kind in range(s.N_KINDS):
        rates = tuple(CERTAIN if each == kind else 0.0 for each in range(3))
        lines = [tour(seat, 420, 900) for seat in range(2)]
        out = run(told(tiny(lines, horizon=DAY, seats=2), rates, frailty=(0.0, 1.0)))  # type: ignore[arg-type]
        assert out.health[:, s.SPELLS + kind].tolist() == [0, 1]
        assert out.tours["reason"].tolist() == [0, k.SICK]


def test_days_of_the_warm_up_are_forgotten_and_the_duty_goes_on(run: Run) -> None:
    start = {s.RECUPERATIVE_TO: FIRST_DAY + 9, s.FIT_DAY: FIRST_DAY + 9, s.STAGE: k.RECUPERATIVE}
    inputs = told(tiny(daily(3), horizon=3 * DAY, measure_from=DAY), start=start)
    out = run(inputs)
    assert health(out, s.RECUPERATIVE_DAYS, s.STAGE) == [2, k.RECUPERATIVE]
    assert conservation_faults(inputs, out) == []


def test_books_that_do_not_balance_are_found(run: Run) -> None:
    inputs = told(tiny(daily(2), horizon=2 * DAY))
    out = run(inputs)
    broken: dict[str, Any] = {"health": out.health.copy()}
    broken["health"][0, s.FIT_DAYS] += 1
    assert any("mornings" in fault for fault in conservation_faults(inputs, replace(out, **broken)))
    broken["health"][0, [s.FIT_DAYS, s.DAYS]] += (-2, 1)
    assert any("by kind" in fault for fault in conservation_faults(inputs, replace(out, **broken)))


