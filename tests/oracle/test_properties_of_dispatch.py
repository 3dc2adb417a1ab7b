"""What must hold whatever the numbers: who came first goes first, more officers never mean longer waits, names do not matter."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kernels.kinds import CANCELLED
from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.inputs import Inputs, Records
from sim.replication import engine_named
from tests.oracle.bench import BARE, COMPILED, logged, one_run

ENGINES = ["compiled", "simpy"]
DAYS = ["run.start=2026-06-01", "run.days=4", "run.warmup_days=0"]
CAREFULLY = settings(
    max_examples=40, derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _area(demand: int, officers: int, travel: float, neighbours: str) -> str:
    return (
        f"{{kind: urban, demand_share: {demand}, officer_share: {officers}, free_usual: 2, "
        f"travel: {{kind: exponential, mean_min: {travel}}}, neighbours: {neighbours}}}"
    )


TWO_AREAS = [f"+force.areas.east={_area(3, 2, 9, '{west: 5}')}", f"+force.areas.west={_area(2, 2, 14, '{east: 7}')}",
             "~force.areas.bench"]
SHIFTS = [
    "roster.always_on=false", "roster.cycle=[D,D,N,R]", "roster.teams=4", "roster.offset_days=1",
    "roster.shifts={D: {start: '07:00', hours: 12, night: false}, N: {start: '19:00', hours: 12, night: true}}",
]
KINDS_OF_WORK = ["exponential", "lognormal", "deterministic"]
EXPONENTIAL = ["demand.types.urgent.scene.mean_min=25", "demand.types.routine.scene.mean_min=40"]
WHAT = {
    "reserve": st.sampled_from([0, 1, 2]), "preemption": st.sampled_from([0, 1]), "staged": st.booleans(), "help": st.booleans(),
    "hand_back": st.booleans(), "restart": st.booleans(), "patience": st.booleans(), "thinning": st.booleans(),
    "double": st.booleans(), "pairs": st.booleans(), "shifts": st.booleans(),
    "wind_down": st.sampled_from([0, 45]), "seed": st.integers(0, 10_000),
}  # fmt: skip
HABITS = st.fixed_dictionaries(WHAT)
NO_HABIT: dict[str, object] = dict.fromkeys(WHAT, 0)


def _overrides(habits: dict[str, object], order: str) -> list[str]:
    """Return two areas and two grades with travel, and the habits given."""
    yes = {key: "true" if value else "false" for key, value in habits.items()}
    patience = [f"demand.types.{name}.patience={{kind: exponential, mean_min: 300}}" for name in ("urgent", "routine")]
    return [
        *BARE, *DAYS, *TWO_AREAS, *(SHIFTS if habits["shifts"] else []), "demand=two_grades", *EXPONENTIAL, logged(5.0),
        f"force.officers={24 if habits['shifts'] else 7}", f"run.seed={habits['seed']}", "operations.travel=true",
        f"operations.dispatch={{order: {order}, ageing_min: 45, staged: {yes['staged']}}}",
        f"operations.reserve={{crews: {habits['reserve']}, grades: 1}}",
        f"operations.preemption={{grades: {habits['preemption']}, from: [travelling, on_scene]}}",
        f"operations.help={{on: {yes['help']}, grades: 2, after_min: 10, keep: 0}}", f"operations.thinning.on={yes['thinning']}",
        f"operations.tour_end={'hand_back' if habits['hand_back'] else 'hold_over'}",
        f"operations.interrupted={'restart' if habits['restart'] else 'resume'}",
        f"operations.wind_down_min={habits['wind_down']}", *(patience if habits["patience"] else []),
        *(["demand.types.routine.officers={1: 2, 2: 1, 3: 1}"] if habits["pairs"] else []),
        f"operations.patience={yes['patience']}", f"crewing={'double' if habits['double'] else 'single'}",
    ]


def _inputs(overrides: list[str]) -> Inputs:
    return draw_inputs(make_plan(compose(overrides)), 0)


def _waited(inputs: Inputs, practice: Records) -> np.ndarray:
    """Return when each incident stopped waiting for its first crew; the horizon where it never did."""
    sent = np.where(practice["sent"] >= 0, practice["sent"], inputs.horizon_ms)
    return np.where(practice["stage"] == CANCELLED, practice["closed"], sent)


@CAREFULLY
@given(HABITS)
def test_first_come_goes_first_within_a_grade_of_an_area(habits: dict[str, object]) -> None:
    """Nobody is sent later than somebody who came after and is still to be answered; callers who gave up do not count."""
    inputs = _inputs(_overrides(habits, "strict"))
    plan, practice = inputs.incidents, engine_named("compiled")(inputs).incidents
    assert plan.size > 200
    until = _waited(inputs, practice)
    for area in (0, 1):
        for grade in (0, 1):
            mine = (plan["area"] == area) & (plan["grade"] == grade) & (practice["stage"] != CANCELLED)
            assert (np.diff(until[mine]) >= 0).all(), f"area {area}, grade {grade}"


@CAREFULLY
@given(st.integers(1, 8), st.floats(0.3, 1.4), st.sampled_from(KINDS_OF_WORK), st.integers(0, 10_000))
def test_one_officer_more_makes_nobody_wait_longer(officers: int, load: float, kind: str, seed: int) -> None:
    """First come first served, one officer each, work that belongs to the incident: each starts no later."""
    cv = ", cv: 1.3" if kind == "lognormal" else ""
    demand = ["demand=hourly", logged(4.0 * load * officers), f"demand.types.job.scene={{kind: {kind}, mean_min: 15{cv}}}"]
    sent = []
    for more in (0, 1):
        inputs, outcome = one_run([*demand, f"force.officers={officers + more}"], COMPILED, seed, 4)
        sent.append(_waited(inputs, outcome.incidents))
    assert (sent[1] <= sent[0]).all()


def _renamed_areas(inputs: Inputs) -> Inputs:
    """Return the same force with its two areas numbered the other way round."""
    other = np.array([1, 0])
    incidents, tours = inputs.incidents.copy(), inputs.tours.copy()
    incidents["area"], tours["area"] = other[incidents["area"]], other[tours["area"]]
    return replace(
        inputs, incidents=incidents, tours=_in_order(tours), seat_area=other[inputs.seat_area],
        travel_row=inputs.travel_row[other],
        free_usual=inputs.free_usual[other], lend_extra_ms=inputs.lend_extra_ms[other], target_ms=inputs.target_ms[:, other],
        lenders=np.where(inputs.lenders >= 0, other[inputs.lenders], -1)[other],
    )


def _renamed_officers(inputs: Inputs, order: np.ndarray) -> Inputs:
    """Return the same force with officer ``k`` on seat ``order[k]``, tours and all."""
    tours = inputs.tours.copy()
    tours["seat"] = order[tours["seat"]]
    back = np.argsort(order)
    per_seat = {name: getattr(inputs, name)[back] for name in ("seat_area", "seat_back_day", "seat_skills", "seat_student")}
    return replace(inputs, tours=_in_order(tours), **per_seat)


def _in_order(tours: Records) -> Records:
    return tours[np.lexsort((tours["seat"], tours["area"], tours["team"], tours["start"]))]


def test_the_tours_stand_in_the_order_that_is_taken_for_granted_here() -> None:
    inputs = _inputs(_overrides(NO_HABIT | {"shifts": True}, "strict"))
    np.testing.assert_array_equal(inputs.tours, _in_order(inputs.tours))


@CAREFULLY
@given(HABITS, st.sampled_from(["strict", "ageing", "earliest_target"]), st.sampled_from(ENGINES))
def test_the_numbers_that_areas_bear_change_nothing(habits: dict[str, object], order: str, engine: str) -> None:
    inputs = _inputs(_overrides(habits, order))
    one, other = (engine_named(engine)(given_).incidents for given_ in (inputs, _renamed_areas(inputs)))
    np.testing.assert_array_equal(one, other)


@CAREFULLY
@given(HABITS, st.sampled_from(["strict", "ageing", "earliest_target"]), st.sampled_from(ENGINES))
def test_the_numbers_that_officers_bear_change_nothing(habits: dict[str, object], order: str, engine: str) -> None:
    inputs = _inputs(_overrides(habits, order))
    seats = np.random.default_rng(int(str(habits["seed"]))).permutation(inputs.n_seats)
    one, other = (engine_named(engine)(given_).incidents for given_ in (inputs, _renamed_officers(inputs, seats)))
    np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_renaming_is_no_idle_one(engine: str) -> None:
    """The officers of the other numbering really do other work."""
    inputs = _inputs(_overrides(NO_HABIT, "strict"))
    renamed = _renamed_officers(inputs, np.arange(inputs.n_seats)[::-1])
    one, other = (engine_named(engine)(given_).accounts for given_ in (inputs, renamed))
    assert (one != other).any()
