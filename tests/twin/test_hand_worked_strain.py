"""Trauma, complaints, support and life outside, worked by hand in both engines.

The day kept runs from 06:00 (minute 360) to 06:00 (1,800).
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from kernels import kinds as k
from kernels import strain as s
from kernels.exposures import BY_SERGEANTS, BY_SETTING
from kernels.kinds import LEAVE, TRAINING
from kernels.records import EXPOSURE_RULES
from sim.inputs.inputs import SICKNESS_MODELS, Inputs
from tests.support.tiny_cases import crime, team, with_crimes
from tests.support.tiny_inputs import FIRST_DAY, incident, partner, tiny, tour
from tests.twin.reading import Run, log
from tests.twin.test_hand_worked_exposures import CALLED_AWAY, day, duty, kept

DAY = 24 * 60


def told(inputs: Inputs, *, traumatic: tuple[int, ...] = (), distressing: tuple[int, ...] = (),
         complaints: dict[int, tuple[int, float]] | None = None, within: float = 60, **plan: Any) -> Inputs:
    """Keep the second day; these rows of incidents are traumatic or leave distressing crimes, and bring complaints.

    ``complaints``: days open, and the uniform number that says who.  ``within``: minutes to defuse in.  ``led_by``, ``led_share``
    and fields of the plan of exposures.
    """
    inputs = kept(inputs)
    incidents = inputs.incidents.copy()
    incidents["traumatic"][list(traumatic)], incidents["distressing"][list(distressing)] = 1, 1
    for row, (days, u) in (complaints or {}).items():
        incidents["complaint_days"][row], incidents["complaint_of"][row] = days, u
    rules = np.zeros(1, dtype=EXPOSURE_RULES)
    rules["defused_ms"] = round(within * 60_000)
    for name in ("led_by", "led_share"):
        rules[name] = plan.pop(name, 0)
    return replace(inputs, incidents=incidents, exposures=replace(inputs.exposures, rules=rules, **plan))


def brought(out: Any, *names: str, seat: int = 0) -> list[float]:
    return [day(out, seat).get(name, 0) for name in names]


# Trauma


def test_everybody_who_comes_meets_it(run: Run) -> None:
    # Two wanted: a pair, and nobody else; the other incident is nothing special.
    calls = [incident(410, 20, officers=2), incident(500, 20)]
    out = run(told(tiny(duty(0, 1, size=2), calls), traumatic=(0,)))
    assert brought(out, "trauma") == brought(out, "trauma", seat=1) == [1]
    assert log(out, k.TRAUMATIC_SCENE) == [(410, k.TRAUMATIC_SCENE, 0, 0)]


def test_who_turns_back_on_the_way_does_not(run: Run) -> None:
    # Ten minutes' drive; called away after five.
    calls = [incident(410, 100, grade=1), incident(415, 20)]
    out = run(told(tiny(duty(0), calls, rules=CALLED_AWAY, travel=10), traumatic=(0,)))
    # Afterwards it goes back, and comes.
    assert [at for at, *_ in log(out, k.TRAUMATIC_SCENE)] == [455]
    assert brought(out, "trauma", "undefused") == [1, 0]


@pytest.mark.parametrize(("next_call", "undefused"), [(469, 1), (470, 0), (900, 0)])
def test_time_to_defuse_begins_as_the_scene_is_left(run: Run, next_call: float, undefused: int) -> None:
    # On scene from 410 to 430, writing it up to 440; sent on at the next call; forty minutes to defuse.
    calls = [incident(410, 20, 10), incident(next_call, 10)]
    out = run(told(tiny(duty(0), calls), traumatic=(0,), within=40))
    assert brought(out, "trauma", "undefused") == [1, undefused]
    assert log(out, k.UNDEFUSED) == [(next_call, k.UNDEFUSED, 1, 0)] * undefused


def test_only_the_next_deployment_counts(run: Run) -> None:
    calls = [incident(410, 20), incident(435, 5), incident(445, 5)]
    assert brought(run(told(tiny(duty(0), calls), traumatic=(0,))), "undefused") == [1]


def test_called_away_from_the_scene_is_no_time_at_all(run: Run) -> None:
    # Called away at 450; back at 470 from an ordinary scene, and there to the end.
    calls = [incident(410, 100, grade=1), incident(450, 20)]
    out = run(told(tiny(duty(0), calls, rules=CALLED_AWAY), traumatic=(0,)))
    assert log(out, k.UNDEFUSED) == [(450, k.UNDEFUSED, 1, 0)]
    assert brought(out, "trauma", "undefused") == [2, 1]


def test_held_for_a_partner_is_still_the_scene(run: Run) -> None:
    # The work is over at 430, the partner has a unit at 500; sent on at 530, half an hour after leaving.
    calls = [incident(410, 20, partner=0), incident(530, 10)]
    out = run(told(tiny(duty(0), calls, [partner()], [(500, 0, 1)]), traumatic=(0,), within=31))
    assert brought(out, "undefused") == [1]


def test_who_leaves_early_has_left_then(run: Run) -> None:
    # Surplus crews leave half-way, at 460; one is sent on at 500.  The other, there to 510, is sent nowhere.
    rules = {"surplus_on": True, "surplus_after": 0.5}
    calls = [incident(410, 100, officers=2, minimum=1), incident(500, 10)]
    out = run(told(tiny(duty(0, 1), calls, rules=rules), traumatic=(0,), within=41))
    assert log(out, k.UNDEFUSED) == [(500, k.UNDEFUSED, 1, 1)]


def test_a_scene_of_the_last_tour_is_long_ago(run: Run) -> None:
    # Left at 430 as the tour ends; sent on at 900.
    tours = [tour(0, 400, 430), tour(0, 880, 1_000)]
    out = run(told(tiny(tours, [incident(410, 20), incident(900, 10)]), traumatic=(0,)))
    assert brought(out, "trauma", "undefused") == [1, 0]


def test_work_on_distressing_crimes(run: Run) -> None:
    # Free from 430 on, and at the desk at once: 60 minutes on the first crime, which is not, then 100 on the second, which is.
    calls = [incident(410, 10), incident(420, 10)]
    inputs = with_crimes(tiny(duty(0), calls), {0: crime(60, 0.5), 1: crime(100, 2)})
    out = run(told(inputs, distressing=(1,)))
    assert brought(out, "secondary") == [100 * 60_000]
    assert out.desks["distressing_ms"].tolist() == [100 * 60_000]


def test_investigators_have_their_hours_too(run: Run) -> None:
    # 08:00 to 16:00 of the second day: an hour for cases, on the crime left on the first.
    inputs = with_crimes(tiny(duty(0), [incident(410, 10)]), {0: crime(300, 9, to=0)}, [team(minutes=(0, 60))])
    out = run(told(inputs, distressing=(0,)))
    assert out.desks["distressing_ms"].tolist() == [0, 60 * 60_000]
    assert brought(out, "secondary") == [0]


# Complaints


@pytest.mark.parametrize(("u", "seat"), [(0.0, 0), (0.49, 0), (0.5, 1), (0.99, 1)])
def test_a_complaint_is_about_one_of_those_there(run: Run, u: float, seat: int) -> None:
    out = run(told(tiny(duty(0, 1, size=2), [incident(410, 20, officers=2)]), complaints={0: (1, u)}))
    assert log(out, k.COMPLAINED_ABOUT) == [(430, k.COMPLAINED_ABOUT, 0, seat)]
    assert brought(out, "under_complaint", seat=seat) == [1]
    assert brought(out, "under_complaint", seat=1 - seat) == [0]
    assert log(out, k.COMPLAINT_OVER) == [(1_800, k.COMPLAINT_OVER, seat, FIRST_DAY + 1)]


def test_several_complaints_are_over_with_the_last(run: Run) -> None:
    # Two days from the first day, one day from the same: over on the third morning; nothing is open on the day after.
    calls = [incident(410, 20), incident(500, 20)]
    out = run(told(tiny(duty(0), calls, horizon=4 * DAY), complaints={0: (2, 0.3), 1: (1, 0.3)}))
    assert log(out, k.COMPLAINT_OVER) == [(2 * DAY + 360, k.COMPLAINT_OVER, 0, FIRST_DAY + 2)]
    assert out.seats["complaint_to"].tolist() == [FIRST_DAY + 2]


def test_before_the_hour_of_bookkeeping_it_is_still_the_day_before(run: Run) -> None:
    # At 01:00 of the second day it is the first day's complaint: over that very morning.
    tours = [tour(0, DAY, DAY + 200)]
    out = run(told(tiny(tours, [incident(DAY + 40, 20)]), complaints={0: (1, 0.0)}))
    assert log(out, k.COMPLAINT_OVER) == [(1_800, k.COMPLAINT_OVER, 0, FIRST_DAY + 1)]


def test_nobody_complains_about_what_nobody_attended(run: Run) -> None:
    out = run(told(tiny(duty(0, until=420), [incident(800, 20)]), complaints={0: (5, 0.5)}))
    assert log(out, k.COMPLAINED_ABOUT) == []
    assert out.seats["complaint_to"].tolist() == [0]


def test_one_from_before_the_study_is_open_until_its_day(run: Run) -> None:
    inputs = told(tiny(duty(0, 1)))
    before = replace(inputs.exposures, complaints=np.array([FIRST_DAY + 1, 0], dtype=np.int64))
    out = run(replace(inputs, exposures=before))
    assert [brought(out, "under_complaint", seat=seat) for seat in (0, 1)] == [[1], [0]]


# Support


def led(inputs: Inputs, sergeant: int, share: float = 0.25) -> Inputs:
    inputs = told(inputs, led_by=BY_SERGEANTS, led_share=share)
    return replace(inputs, sergeants=np.arange(inputs.n_own) == sergeant)


def test_a_sergeant_who_is_out_leads_nobody(run: Run) -> None:
    # Both on from 400 to 1,000; the sergeant, seat 1, comes free last and is sent at 500 for 100 minutes.
    calls = [incident(410, 200), incident(500, 100)]
    out = run(led(tiny(duty(0, 1), calls), 1))
    assert brought(out, "unled") == [100 * 60_000]
    # His own support is as set: three quarters of 600 minutes without.
    assert brought(out, "unled", seat=1) == [450 * 60_000]


def test_whose_sergeant_goes_home_earlier_is_without(run: Run) -> None:
    tours = [*duty(0), tour(1, 450, 800)]
    assert brought(run(led(tiny(tours), 1)), "unled") == [(600 - 350) * 60_000]


def test_a_sergeant_of_another_area_is_none(run: Run) -> None:
    tours = [tour(0, 400, 1_000), tour(1, 400, 1_000, area=1)]
    assert brought(run(led(tiny(tours, seat_area=[0, 1]), 1)), "unled") == [600 * 60_000]


def test_of_two_sergeants_one_is_enough(run: Run) -> None:
    # One out from 500 to 600, the other from 550 to 650: without from 550 to 600.
    calls = [incident(420, 400), incident(500, 100), incident(550, 100)]
    inputs = led(tiny(duty(0, 1, 2), calls), 1)
    out = run(replace(inputs, sergeants=np.array([False, True, True])))
    assert brought(out, "unled") == [50 * 60_000]


def test_where_nobody_is_a_sergeant_support_is_as_set(run: Run) -> None:
    out = run(told(tiny(duty(0, 1)), led_by=BY_SETTING, led_share=0.4))
    assert brought(out, "unled") == brought(out, "unled", seat=1) == [360 * 60_000]


# The days themselves


@pytest.mark.parametrize(("absent", "elsewhere", "free"), [(LEAVE, 0, 1), (TRAINING, 600, 0), (0, 0, 0)])
def test_free_days(run: Run, absent: int, elsewhere: float, free: int) -> None:
    out = run(told(tiny([tour(0, 400, 1_000, absent=absent)])))
    assert brought(out, "elsewhere", "free_days") == [elsewhere * 60_000, free]


def test_a_rest_day_is_free_unless_the_officer_is_sick(run: Run) -> None:
    # Two rest days; the second officer is back on the third day.
    out = run(told(tiny([], seats=2, back_day=(0, 3), horizon=2 * DAY)))
    assert [brought(out, "free_days", seat=seat) for seat in (0, 1)] == [[1], [0]]


def test_a_break_had_is_counted(run: Run) -> None:
    out = run(told(tiny([tour(0, 400, 1_000, meal=(500, 600, 30))])))
    assert brought(out, "breaks_had", "breaks_missed") == [1, 0]


def test_life_outside(run: Run) -> None:
    # The night that closes the kept day is the second; its block is the first of officer 0.
    levels = np.array([[700, -5], [-1200, 9]])
    out = run(told(tiny(duty(0, 1)), outside=levels, outside_block=np.array([1, 0, 1])))
    assert [brought(out, "outside", seat=seat) for seat in (0, 1)] == [[700], [-1200]]


def test_strain_by_demands_control_and_support(run: Run) -> None:
    """One day: 130 of 600 minutes on duty with work in hand against none usual, held for 70 of them, alone all along.

    Weights 0.8, 0.4 and 0.4 per 8 hours: demands 0.8 x 130/480 = 0.21667, low control 0.4 x 70/480 = 0.05833, low support
    0.4 x 600/480 = 0.5.  The factor is 1 + 2 x 0.55833 = 2.11667, below the most, 3.
    """
    inputs = told(tiny(duty(0), [incident(410, 60, partner=0)], [partner(handover=0)], [(540, 0, 1)]))
    par = inputs.sickness.copy()
    names = [name for name, *_ in s.STRESSORS]
    for name, weight in (("workload", 0.8), ("hindrance", 0.4), ("single_crewing", 0.4)):
        par[s.FIRST_WEIGHT + names.index(name)] = weight
    par[s.STRUCTURE], par[s.SLOPE], par[s.LEAST], par[s.MOST] = s.BY_DIMENSION, 2.0, 0.5, 3.0
    rules = replace(inputs.rules, sickness_model=SICKNESS_MODELS.index("independent"))
    out = run(replace(inputs, sickness=par, rules=rules))
    demands, control, support = 0.8 * 130 / 480, 0.4 * 70 / 480, 0.4 * 600 / 480
    expected = demands * (1 + 2 * (control + support)) + control + support
    assert out.strains[0, 0] == pytest.approx(expected, rel=1e-12)
    assert out.seats["low_control"][0] == pytest.approx(control)
    assert out.seats["low_support"][0] == pytest.approx(support)
    assert math.isclose(expected, 0.2166667 * 2.1166667 + 0.5583333, rel_tol=1e-6)
