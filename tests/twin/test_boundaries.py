"""At the edges both engines still agree: no people, no time, no end, slices, prefixes, and instants that seem endless."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

import numpy as np
import pytest

import sim.compiled
from kernels import kinds as k
from kernels.clock import DAY_MS, MINUTE_MS
from kernels.records import BACKGROUND
from sim.compiled import Stuck, run_compiled
from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.inputs import Inputs
from sim.outcome import Outcome, conservation_faults
from sim.reference.force import run_reference
from sim.reference.moment import EndlessInstant
from sim.twins import compare_outcomes
from tests.support.tiny_inputs import IncidentLine, incident, partner, tiny, tour
from tests.twin.configurations import configuration, inputs_of

SOME = (1, 34, 100)  # configurations with work in hand at most instants
SMALL = ("force=bench", "force.officers=12", "demand=flat", "roster=two_two_two_four", "crewing=double_at_night",
         "operations=standard", "sickness=feedback", "sickness.short_per_year=60", "partners=none", "run.days=3",
         "run.warmup_days=1")  # fmt: skip
Engine = Callable[..., Outcome]
ENGINES = pytest.mark.parametrize("engine", [run_compiled, run_reference], ids=["compiled", "simpy"])


def _agree(inputs: Inputs, until: int | None = None) -> Outcome:
    pair = run_compiled(inputs, until, log=True), run_reference(inputs, until, log=True)
    verdict = compare_outcomes(inputs, *pair)
    assert verdict.word == "identical", verdict.detail
    return pair[0]


def _same(inputs: Inputs, a: Outcome, b: Outcome) -> None:
    verdict = compare_outcomes(inputs, a, b)
    assert verdict.word == "identical", verdict.detail


# Forces with nobody, nothing to do, or nobody there


@pytest.mark.parametrize("changes", [
    ["force.officers=0"], ["force.officers=0", "roster=always_on", "abstraction=none"], ["demand.scale=0"], ["force.officers=1"],
    ["staffing.cut=0.95"], ["abstraction=planned", "abstraction.leave_weeks_share=0.95", "abstraction.training_share=0",
                            "abstraction.court_share=0"],
    ["demand.types.job.scene={kind: deterministic, mean_min: 0}", "operations=bare"],
    ["demand.types.job.scene={kind: deterministic, mean_min: 100000}"],
    ["demand.types.job.officers={1: 0, 6: 1}"],
    ["sickness.short={kind: deterministic, mean_days: 4}", "sickness.gain=5", "sickness.hazard_cap=100"],
    ["roster=always_on", "abstraction=none", "roster.strength={bench: [3,0,0,1,2,2,0,4,4,4,3,3,2,2,2,2,3,4,4,4,4,3,3,3]}"],
    ["run.days=1", "run.warmup_days=0"]], ids=lambda changes: changes[0])  # fmt: skip
def test_degenerate_forces(changes: Sequence[str]) -> None:
    inputs = draw_inputs(make_plan(compose([*SMALL, *changes])), 0)
    outcome = _agree(inputs)
    assert conservation_faults(inputs, outcome) == []
    for records in (outcome.tours, outcome.seats):
        for name in records.dtype.names or ():
            assert np.isfinite(records[name].astype(float)).all(), name


@pytest.mark.parametrize("start", ["2026-03-27", "2026-10-23"])
def test_clock_change_nights_are_nine_or_eleven_hours_in_both(start: str) -> None:
    words = [*SMALL, f"run.start={start}", "roster.equal_paid_hours=false", "run.warmup_days=0", "force.officers=60"]
    inputs = draw_inputs(make_plan(compose(words)), 0)
    lengths = set(((inputs.tours["end"] - inputs.tours["start"])[inputs.tours["start"] > 0] // MINUTE_MS).tolist())
    assert lengths == {600, 540 if "-03-" in start else 660}
    _agree(inputs)


# Slices, prefixes and progress


@pytest.mark.parametrize("number", SOME)
@pytest.mark.parametrize("slice_ms", [7_777_777, 3_600_000, 86_400_000])
def test_a_run_by_slices_is_the_run_in_one_go(number: int, slice_ms: int, monkeypatch: pytest.MonkeyPatch) -> None:
    inputs = inputs_of(configuration(number))
    whole = run_compiled(inputs, log=True)
    monkeypatch.setattr(sim.compiled, "SLICE_MS", slice_ms)
    _same(inputs, whole, run_compiled(inputs, log=True))


@pytest.mark.parametrize("slices", [1, 3, 1_000])
def test_the_reference_by_slices_too(slices: int, monkeypatch: pytest.MonkeyPatch) -> None:
    inputs = inputs_of(configuration(SOME[0]))
    whole = run_reference(inputs, log=True)
    monkeypatch.setattr("sim.reference.force.SLICES", slices)
    _same(inputs, whole, run_reference(inputs, log=True))


@pytest.mark.parametrize("number", SOME)
@pytest.mark.parametrize("days", [1, 2])
def test_a_prefix_is_the_beginning_of_the_whole(number: int, days: int) -> None:
    inputs = inputs_of(configuration(number))
    prefix, whole = _agree(inputs, days * DAY_MS), run_compiled(inputs, log=True)
    assert 0 < prefix.n_events < whole.n_events
    assert (prefix.log == whole.log[: prefix.n_events]).all()
    assert (whole.log[prefix.n_events :, 0] >= days * DAY_MS).all()


@pytest.mark.parametrize("until", [1, 60_000, 10**15])
def test_prefixes_of_a_millisecond_and_beyond_the_end(until: int) -> None:
    inputs = inputs_of(configuration(SOME[1]))
    outcome = _agree(inputs, until)
    if until > inputs.horizon_ms:
        _same(inputs, outcome, run_compiled(inputs, log=True))
    else:
        assert int(outcome.log[:, 0].max(initial=0)) < until


@ENGINES
def test_keeping_the_log_changes_nothing(engine: Engine) -> None:
    inputs = inputs_of(configuration(SOME[0]))
    kept, plain = engine(inputs, log=True), engine(inputs)
    assert len(kept.log) == kept.n_events == plain.n_events > 0
    assert len(plain.log) == 0
    _same(inputs, kept, plain)


def test_a_log_larger_than_the_room_first_made_for_it() -> None:
    own = np.zeros(50_000, dtype=BACKGROUND)  # asked and taken: more than 65 536 events
    own["asked"], own["key"], own["care_ms"] = np.arange(50_000) * 1_000, np.arange(50_000) + 1, 10
    inputs = dataclasses.replace(tiny([], partners=[partner()], units=[(0, 0, 3)]), background=own)
    outcome = _agree(inputs)
    assert outcome.n_events == 150_000 + 2
    assert len(outcome.log) == outcome.n_events


@ENGINES
def test_progress_rises_to_one(engine: Engine) -> None:
    told: list[float] = []
    engine(inputs_of(configuration(SOME[0])), progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


@ENGINES
def test_inputs_are_left_as_they_were(engine: Engine) -> None:
    inputs = inputs_of(configuration(SOME[0]))
    arrays = {name: value.copy() for name, value in vars(inputs).items() if isinstance(value, np.ndarray)}
    engine(inputs)
    for name, before in arrays.items():
        assert (getattr(inputs, name) == before).all(), name


# Instants


def _no_time_at_all(calls: int, others: Sequence[IncidentLine] = ()) -> Inputs:
    return tiny([tour(0, 0, 600)], [incident(10, 0) for _ in range(calls)] + list(others), [partner(give_up=0)])


def test_an_instant_may_hold_much_work() -> None:
    # Each call takes two rounds of its instant: there, then done and cleared at once.
    outcome = _agree(_no_time_at_all(499))
    assert (outcome.incidents["closed"] == 10 * MINUTE_MS).all()


@ENGINES
def test_an_instant_that_seems_endless_is_refused(engine: Engine) -> None:
    with pytest.raises((Stuck, EndlessInstant), match="600000 ms"):
        engine(_no_time_at_all(600))


@ENGINES
def test_the_last_round_allowed_is_the_same_in_both(engine: Engine) -> None:
    # 497 calls of two rounds and two of three (their partner is given up at once): the last work is due in round 1 000,
    # one more than the thousand rounds there are (0 to 999).
    inputs = _no_time_at_all(497, [incident(10, 0, partner=0), incident(10, 0, partner=0)])
    with pytest.raises((Stuck, EndlessInstant)):
        engine(inputs)


def test_a_thousand_arrivals_at_one_instant() -> None:
    calls = [incident(10, 1, officers=1 + i % 3, grade=i % 4) for i in range(1_000)]
    outcome = _agree(tiny([tour(seat, 0, 600) for seat in range(40)], calls))
    closed = outcome.incidents["stage"] == k.CLOSED
    assert closed.all()


def test_more_waits_for_a_partner_than_anything_else() -> None:
    # Every incident has a patience that runs long after it is over, so the heap holds more than officers and units.
    lines = [incident(10 + i / 10, 0.01, partner=i % 2) for i in range(400)]
    inputs = tiny([tour(seat, 0, 2_880) for seat in range(30)], lines, [partner(give_up=500), partner(give_up=0, convey=1)],
                  units=[(0, 0, 50)])  # fmt: skip
    _agree(inputs)
