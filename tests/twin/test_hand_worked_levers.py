"""Interventions worked by hand in both engines: whom they reach, from when on, and what they take away."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kernels import kinds as k
from kernels import levers as lv
from kernels import spells as s
from kernels.exposures import BY_SETTING
from kernels.strain import BY_DIMENSION, FIRST_REFERENCE, FIRST_WEIGHT, STRESSORS, STRUCTURE
from sim.inputs.inputs import SICKNESS_MODELS, Inputs
from sim.inputs.lever_plan import LeverPlan
from sim.inputs.spell_plan import SpellPlan
from tests.support.tiny_inputs import FIRST_DAY, incident, tiny, tour
from tests.twin.reading import Run, account, log, log_at, times, went
from tests.twin.test_hand_worked_exposures import duty
from tests.twin.test_hand_worked_strain import told

DAY = 24 * 60
NAMES = [name for name, *_ in STRESSORS]
MEAL = (200, 400, 60)  # due at 200, lost when not begun by 400, an hour
CERTAIN = 1e9


def pulled(inputs: Inputs, lever: int, effect: float, *seats: int, starts: int = 0, lag: float = 0.0) -> Inputs:
    """Pull one lever for ``seats``, from the day ``starts`` of the study on (0 = the first)."""
    rows = np.zeros((lv.N_ROWS, lv.N_COLUMNS))
    rows[lever] = FIRST_DAY + starts, lag, effect
    reached = np.zeros(inputs.n_own, dtype=np.int64)
    reached[list(seats)] = 1 << lever
    return replace(inputs, levers=LeverPlan(rows, reached))


def falling_sick(inputs: Inputs, kind: int, days: float, **par: float) -> Inputs:
    """Everybody well falls sick every morning, of one kind, for so many days; 28 days and fewer are short of long-term."""
    out = np.zeros(s.LENGTHS + s.N_ROWS * 4)
    out[s.RATES + kind] = CERTAIN
    usual = {"CAP": 5.0, "MEMORY_DAYS": 28.0, "WEEK_HOURS": 1_000.0, "OVER_DAYS": 28.0, "MOST_DAYS": 3_650.0}
    for name, value in (usual | par).items():
        out[getattr(s, name)] = value
    out[s.LENGTHS + 1 :: 4] = days
    rules = replace(inputs.rules, sickness_model=SICKNESS_MODELS.index("feedback"))
    start = np.zeros((inputs.n_own, s.N_HEALTH), dtype=np.int64)
    return replace(inputs, rules=rules, spells=SpellPlan(out, np.ones(len(inputs.nights)), start))


def first_spells(run: Run, inputs: Inputs) -> list[tuple[int, int]]:
    """Return the seat and the days of every spell of the first morning."""
    return [(seat, days) for at, _, seat, days in log(run(inputs), k.FELL_SICK) if at == 360]


TWO = [tour(0, 420, 900), tour(1, 420, 900)]


def test_treatment_shortens_spells_of_whom_it_reaches(run: Run) -> None:
    """A quarter of 40 days; seat 0 is not reached. Short spells stay as they are."""
    for kind, left in ((s.PSYCHOLOGICAL, 30), (s.LONG, 30), (s.SHORT, 40)):
        inputs = pulled(falling_sick(tiny(TWO, horizon=DAY), kind, 40), lv.TREATMENT, 0.25, 1)
        assert first_spells(run, inputs) == [(0, 40), (1, left)]


def test_treatment_brings_the_decision_forward(run: Run) -> None:
    """Decided after 100 days and 60 more; a quarter of the 60 is taken off, of a spell of 400 days more than is left."""
    inputs = falling_sick(tiny(TWO, horizon=DAY), s.LONG, 400, MOST_DAYS=160.0, DECISION_DAYS=60.0)
    assert first_spells(run, pulled(inputs, lv.TREATMENT, 0.25, 1)) == [(0, 160), (1, 145)]


def test_early_return_saves_of_what_lies_beyond_four_weeks_and_gives_duty_back(run: Run) -> None:
    """40 days are 12 beyond 28: half of them saved; where the settings save half already, half of the other half: 9."""
    for share, left in ((0.0, 34), (0.5, 31)):
        inputs = falling_sick(tiny(TWO, horizon=DAY), s.LONG, 40, EARLY_SHARE=share, EARLY_DUTY=1.0, DUTY_AFTER=1.0)
        out = run(pulled(inputs, lv.EARLY_RETURN, 0.5, 1))
        assert [days for _, _, _, days in log(out, k.FELL_SICK)] == [34 if share else 40, left]
        # recuperative duty of 40 days as drawn, and a day for each day saved, after the spell
        assert out.health[1, s.RECUPERATIVE_TO] == FIRST_DAY + left + 40 + (40 - left)


@pytest.mark.parametrize(("starts", "lag", "days"), [(0, 0, 20), (1, 0, 40), (0, 4, 40), (-1, 4, 35), (-2, 4, 30), (-9, 4, 20)])
def test_a_lever_gains_strength_evenly_from_its_start(run: Run, starts: int, lag: float, days: int) -> None:
    inputs = falling_sick(tiny([tour(0, 420, 900)], horizon=DAY), s.LONG, 40)
    assert first_spells(run, pulled(inputs, lv.TREATMENT, 0.5, 0, starts=starts, lag=lag)) == [(0, days)]


@pytest.mark.parametrize(("effect", "sick"), [(0.0, 2), (1.0, 1)])
def test_a_jab_takes_away_what_influenza_adds(run: Run, effect: float, sick: int) -> None:
    """All of the season is influenza here: with full effect whom it reaches stays well."""
    inputs = falling_sick(tiny(TWO, horizon=DAY), s.SHORT, 1)
    spells = replace(inputs.spells, usual=np.zeros(len(inputs.nights)))
    assert len(first_spells(run, pulled(replace(inputs, spells=spells), lv.FLU_JABS, effect, 1))) == sick


def test_resilience_keeps_strain_from_making_sick(run: Run) -> None:
    """A night leaves a strain of 1, which multiplies next to nothing until it is certain; not for who does not feel it."""
    lines = [tour(seat, 0, 300, night=1) for seat in (0, 1)]
    inputs = falling_sick(tiny(lines, horizon=DAY), s.SHORT, 1, CAP=1e12)
    inputs.spells.par[s.RATES], inputs.spells.par[s.GAINS] = 1e-9, 30.0
    inputs.sickness[FIRST_WEIGHT + NAMES.index("nights")] = 1.0
    out = run(pulled(inputs, lv.RESILIENCE, 1.0, 1))
    assert out.seats["strain"].tolist() == [1.0, 1.0]
    assert [seat for _, _, seat, _ in log(out, k.FELL_SICK)] == [0]


def test_slow_systems_spare_whom_the_lever_reaches(run: Run) -> None:
    """Slow for 8 minutes after writing up at 50; of them a quarter is saved by who is reached, all of them by full effect."""
    lines = [tour(0, 0, 480), tour(1, 0, 480, area=1)]
    jobs = [incident(10, 30, 10, systems=8), incident(10, 30, 10, systems=8, area=1)]
    base = tiny(lines, jobs, seat_area=[0, 1], horizon=DAY)
    assert times(run(pulled(base, lv.FEWER_HINDRANCES, 0.25, 1, starts=-1)), "closed") == [58, 56]
    out = run(pulled(base, lv.FEWER_HINDRANCES, 1.0, 1, starts=-1))
    assert times(out, "closed") == [58, 50]
    assert k.LOST_TO_SYSTEMS not in account(out, 1)


def test_the_first_sent_of_two_writes_it_up(run: Run) -> None:
    """Two crews are there; only who was sent first is reached and spared the 8 minutes, so that it closes at 50 and not at 58."""
    lines = [tour(0, 0, 480), tour(1, 0, 480)]
    base = tiny(lines, [incident(10, 30, 10, officers=2, systems=8)], horizon=DAY)
    out = run(pulled(base, lv.FEWER_HINDRANCES, 1.0, 0, starts=-1))
    assert [seat for _, _, seat in went(out)] == [0, 1], "seat 0 goes first"
    assert times(out, "closed") == [50]
    assert times(run(pulled(base, lv.FEWER_HINDRANCES, 1.0, 1, starts=-1)), "closed") == [58]


# What feeds strain, of the day kept: from 06:00 of the first day to 06:00 of the second


def strained(inputs: Inputs, stressor: str, weight: float, usual: float = 0.0) -> Inputs:
    """Strain is fed by one stressor, at such a weight, beyond what is usual."""
    par = inputs.sickness.copy()
    par[FIRST_WEIGHT + NAMES.index(stressor)], par[FIRST_REFERENCE + NAMES.index(stressor)] = weight, usual
    return replace(inputs, sickness=par, rules=replace(inputs.rules, sickness_model=SICKNESS_MODELS.index("independent")))


def kept_strain(run: Run, inputs: Inputs) -> list[float]:
    """Return the strain of every officer at the end of the day kept."""
    return [float(x) for x in run(inputs).strains[:, 0]]


@pytest.mark.parametrize(("starts", "lag", "effect", "left"), [
    (0, 0, 0.25, 0.75), (-1, 4, 0.4, 0.9), (1, 0, 0.25, 1.0), (0, 0, 1.0, 0.0)])  # fmt: skip
def test_a_scene_stays_less_with_who_is_looked_after(run: Run, starts: int, lag: float, effect: float, left: float) -> None:
    """Two meet one traumatic scene, worth a strain of 1; the lever counts by the day of the scene, not by the morning after."""
    inputs = told(tiny(duty(0, 1, size=2), [incident(410, 20, officers=2)]), traumatic=(0,))
    inputs = strained(inputs, "trauma", 1.0)
    assert kept_strain(run, pulled(inputs, lv.TRIM, effect, 1, starts=starts, lag=lag)) == pytest.approx([1.0, left])


@pytest.mark.parametrize(("effect", "left"), [(0.5, 1.0), (-0.5, 3.0)])
def test_a_debrief_eases_having_been_sent_on_too_soon_or_does_harm(run: Run, effect: float, left: float) -> None:
    """At the scene to 430, sent on at 469, within 40 minutes: worth 2. What the scene itself does is not its business."""
    calls = [incident(410, 20, 10), incident(469, 10)]
    inputs = told(tiny(duty(0), calls), traumatic=(0,), within=40)
    assert kept_strain(run, pulled(strained(inputs, "undefused", 2.0), lv.DEBRIEFS, effect, 0)) == pytest.approx([left])
    assert kept_strain(run, pulled(strained(inputs, "trauma", 2.0), lv.DEBRIEFS, effect, 0)) == pytest.approx([2.0])


@pytest.mark.parametrize("structure", [0, BY_DIMENSION])
def test_support_by_supervisors_counts_as_duty_with_support(run: Run, structure: int) -> None:
    """Of 600 minutes 360 without support, 300 are usual: 0.8 x 60 / 480 too much.

    Where half of the 360 count it is 0.8 x 120 / 480 below the usual, and support is that much better.
    """
    inputs = strained(told(tiny(duty(0, 1)), led_by=BY_SETTING, led_share=0.4), "unsupported", 0.8, usual=0.5)
    inputs.sickness[STRUCTURE] = structure
    out = run(pulled(inputs, lv.SUPERVISOR_SUPPORT, 0.5, 1))
    assert out.strains[:, 0].tolist() == pytest.approx([0.1, -0.2])
    assert out.seats["low_support"].tolist() == pytest.approx([0.1, -0.2] if structure else [0.0, 0.0])
    assert out.exposures[:, 0, 0].tolist() == [600 * 60_000] * 2, "what is counted stays as it is"


@pytest.mark.parametrize(("u", "effect", "starts", "made"), [
    (0.75, 0.5, 0, [1]), (0.75, 0.51, 0, []), (0.25, 1.0, 0, [0]), (0.99, 1.0, 0, []), (0.5, 0.01, 0, []), (0.75, 1.0, 1, [1]),
])  # fmt: skip
def test_a_camera_keeps_some_from_complaining(run: Run, u: float, effect: float, starts: int, made: list[int]) -> None:
    """Of two there seat 1 wears one. Below a half seat 0 is meant; from there on seat 1, from 0.75 on beyond half of its part."""
    inputs = told(tiny(duty(0, 1, size=2), [incident(410, 20, officers=2)]), complaints={0: (1, u)})
    inputs = pulled(inputs, lv.RECORDED, effect, 1, starts=starts)
    out = run(inputs)
    assert [seat for *_, seat in log(out, k.COMPLAINED_ABOUT)] == made
    assert (out.seats["complaint_to"] > 0).nonzero()[0].tolist() == made


def test_a_camera_has_its_own_effect_on_complaints(run: Run) -> None:
    """What it takes off assaults keeps nobody from complaining."""
    inputs = told(tiny(duty(0), [incident(410, 20)]), complaints={0: (1, 0.1)})
    out = run(pulled(inputs, lv.BODY_WORN_VIDEO, 1.0, 0))
    assert [seat for *_, seat in log(out, k.COMPLAINED_ABOUT)] == [0]


# Meal breaks that are kept


def test_nobody_breaks_off_a_break_that_is_kept(run: Run) -> None:
    """Grade 0 breaks into breaks; into that of officer 1 it does not, so the call of 230 waits until 260."""
    rules = {"break_grades": 1, "break_counts": 0.9}
    for kept, sent in ((False, 230), (True, 260)):
        inputs = tiny([tour(0, 0, 600, meal=MEAL, kept=kept)], [incident(230, 10)], rules=rules)
        out = run(pulled(inputs, lv.MANDATORY_BREAKS, 1.0, 0))
        assert went(out) == [(sent, 0, 0)]
        assert out.tours["break_stage"].tolist() == [k.BREAK_HAD]
        assert out.tours["breaks_broken"].tolist() == [0 if kept else 1]


def test_a_break_that_is_kept_comes_before_work_that_waits(run: Run) -> None:
    """Free at 230, with the call of 200 waiting: who is to keep the break eats first and goes at 290."""
    jobs = [incident(190, 40, grade=1), incident(200, 20, grade=1)]
    inputs = pulled(tiny([tour(0, 0, 600, meal=MEAL, kept=True)], jobs, rules={"break_grades": 1}), lv.MANDATORY_BREAKS, 1.0, 0)
    out = run(inputs)
    assert log(out, k.BREAK_BEGUN) == [(230, k.BREAK_BEGUN, 0, 0)]
    assert went(out)[1] == (290, 1, 0)


def test_but_not_before_what_may_break_into_others_breaks(run: Run) -> None:
    jobs = [incident(190, 40, grade=1), incident(200, 20, grade=0)]
    inputs = pulled(tiny([tour(0, 0, 600, meal=MEAL, kept=True)], jobs, rules={"break_grades": 1}), lv.MANDATORY_BREAKS, 1.0, 0)
    out = run(inputs)
    assert went(out)[1] == (230, 1, 0)
    assert log(out, k.BREAK_BEGUN) == [(250, k.BREAK_BEGUN, 0, 0)]


def test_all_who_keep_theirs_eat_at_once_whoever_stays_ready(run: Run) -> None:
    """One is to stay ready: of three officers the two who keep their break eat at 200, then nobody else may."""
    lines = [tour(0, 0, 600, meal=MEAL), tour(1, 0, 600, meal=MEAL, kept=True), tour(2, 0, 600, meal=MEAL, kept=True)]
    inputs = pulled(tiny(lines, rules={"break_keep": 1, "break_grades": 1}), lv.MANDATORY_BREAKS, 1.0, 1, 2)
    out = run(inputs)
    assert log(out, k.BREAK_BEGUN) == [(200, k.BREAK_BEGUN, 1, 1), (200, k.BREAK_BEGUN, 2, 2), (260, k.BREAK_BEGUN, 0, 0)]


def test_a_pair_keeps_the_break_of_either(run: Run) -> None:
    lines = [tour(0, 0, 600, meal=MEAL, crew_size=2), tour(1, 0, 600, meal=MEAL, crew_size=2, kept=True)]
    inputs = pulled(tiny(lines, [incident(230, 10)], rules={"break_grades": 1}), lv.MANDATORY_BREAKS, 1.0, 1)
    out = run(inputs)
    assert log_at(out, 230) == [(230, k.LOGGED, 0, 0)] or went(out) == [(260, 0, 0)]
    assert account(out, 0)[k.ON_BREAK] == account(out, 1)[k.ON_BREAK] == 60
