"""Generated front doors: levers drawn by number and never changed, the rest of the force small; the engines must agree.

In half of the cases everything that is planned falls on whole minutes and what is drawn during the run is certain, so that
rings, answers, hang-ups, the end of calls, appointments, chases and crews meet at the same instants.
"""

from __future__ import annotations

import dataclasses

import pytest

from kernels import kinds
from kernels.clock import MINUTE_MS
from sim.compiled import run_compiled
from sim.configuration import compose, options
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.inputs import Inputs
from sim.outcome import conservation_faults
from sim.reference.force import run_reference
from sim.twins import compare_outcomes
from tests.twin.configurations import Dice

CASES = 24
FRONT_KINDS = set(range(kinds.RANG, kinds.GAVE_UP_RINGING + 1))


def _words(number: int) -> list[str]:
    dice = Dice(number)
    ties = number % 2 == 0

    def minutes(name: str, *means: float) -> str:
        mean = means[dice.whole(name, 0, len(means) - 1)]
        return f"{{kind: {'deterministic' if ties or mean == 0 else 'exponential'}, mean_min: {mean}}}"

    def share(name: str) -> float:
        return (0.0, 0.3, 1.0)[dice.whole(name, 0, 2)]

    return [
        "front_door=county", "force.officers=60", "demand.logged_per_year=30000", "run.days=3", "run.warmup_days=1",
        f"run.seed={number}", f"front_door.call_takers.week={dice.whole('people', 0, 3)}",
        f"front_door.desk.week={dice.whole('desk', 0, 2)}",
        f"front_door.call_takers.shortfall={(0, 0.4)[dice.whole('short', 0, 1)]}",
        f"front_door.unlogged_share={(0, 0.5, 0.8)[dice.whole('unlogged', 0, 2)]}",
        f"front_door.line_999.patience={minutes('patience', 0, 1, 5)}",
        f"front_door.line_101.patience={minutes('wait', 0, 2, 30)}",
        f"front_door.line_999.rings_again={(0, 0.5, 0.95)[dice.whole('again', 0, 2)]}", "front_door.line_101.rings_again=0.7",
        f"front_door.rings_again_after={minutes('after', 1, 10)}", f"front_door.search_min={dice.whole('search', 0, 3)}",
        f"front_door.desk.work={minutes('work', 0, 20, 90)}", f"front_door.comes_back_after={minutes('back', 0, 60, 600)}",
        f"front_door.strip.share={{immediate: {share('si')}, prompt: {share('sp')}, standard: {share('ss')}}}",
        f"front_door.strip.comes_back={share('sb')}", f"front_door.settled.phone.comes_back={share('pb')}",
        f"front_door.appointments.share={{standard: {share('as')}}}",
        f"front_door.appointments.within_days={(0.1, 2)[dice.whole('wd', 0, 1)]}",
        f"front_door.appointments.notice_min={(0, 120)[dice.whole('n', 0, 1)]}",
        f"front_door.appointments.places={(0.0, 0.5, 4)[dice.whole('places', 0, 2)]}",
        f"front_door.chasing.on={str(dice.whole('chase', 0, 2) > 0).lower()}", f"front_door.chasing.share={share('cs')}",
        f"front_door.chasing.after_min={{immediate: 5, prompt: {(2, 20)[dice.whole('cp', 0, 1)]}, standard: 60}}",
        f"partners={('none', 'county')[dice.whole('partners', 0, 1)]}",
        f"operations={dice.one_of('operations', options()['operations'])}",
        f"threshold={('none', 'right_care')[dice.whole('threshold', 0, 1)]}",
    ]  # fmt: skip


def _on_the_minute(inputs: Inputs) -> Inputs:
    incidents, calls, decided = inputs.incidents.copy(), inputs.front.calls.copy(), inputs.front.decided.copy()
    for records, names in ((incidents, ("created", "scene_ms")), (calls, ("handling_ms",)), (decided, ("returns_ms", "desk_ms"))):
        for name in names:
            records[name] -= (records[name] % MINUTE_MS) * (records[name] > 0)
    calls["rings"] -= (calls["rings"] % MINUTE_MS) * (calls["rings"] > 0)
    return dataclasses.replace(inputs, incidents=incidents, front=dataclasses.replace(inputs.front, calls=calls, decided=decided))


def _inputs(number: int) -> Inputs:
    inputs = draw_inputs(make_plan(compose(_words(number))), number % 3)
    return _on_the_minute(inputs) if number % 2 == 0 else inputs


@pytest.mark.parametrize("number", range(CASES))
def test_engines_agree_on_a_generated_front_door(number: int) -> None:
    inputs = _inputs(number)
    compiled, reference = run_compiled(inputs, log=True), run_reference(inputs, log=True)
    verdict = compare_outcomes(inputs, compiled, reference)
    assert verdict.word == "identical", f"{verdict.detail}\n{' '.join(map(repr, _words(number)))}"
    assert conservation_faults(inputs, compiled) == []
    assert conservation_faults(inputs, reference) == []


def test_the_generated_front_doors_meet_everything_that_can_happen() -> None:
    seen: set[int] = set()
    for number in range(CASES):
        seen.update(run_compiled(_inputs(number), log=True).log[:, 1].tolist())
    assert seen >= FRONT_KINDS


def test_a_front_door_that_is_off_leaves_no_trace() -> None:
    words = ["force.officers=60", "demand.logged_per_year=20000", "run.days=2", "run.warmup_days=1"]
    inputs = draw_inputs(make_plan(compose([*words, "front_door=none"])), 0)
    levers = [f"front_door.{lever}" for lever in ("unlogged_share=0.5", "call_takers.week=9", "chasing.share=1", "search_min=9")]
    pulled = draw_inputs(make_plan(compose([*words, "front_door=none", *levers])), 0)
    for out in (run_compiled(inputs, log=True), run_reference(inputs, log=True)):
        assert (out.calls.size, out.fronts.size, out.pool_hours.size) == (0, 0, 0)
        assert not FRONT_KINDS & set(out.log[:, 1].tolist())
        assert out.trajectory == run_compiled(pulled).trajectory


def test_incidents_are_the_same_whether_or_not_somebody_has_to_get_through() -> None:
    """Common random numbers: the door adds the incidents nobody is sent to, and changes none of the others."""
    words = ["force.officers=60", "demand.logged_per_year=20000", "run.days=2", "run.warmup_days=1"]
    off = draw_inputs(make_plan(compose([*words, "front_door=none"])), 0).incidents
    on = draw_inputs(make_plan(compose([*words, "front_door=county"])), 0).incidents
    shared = on[[key in set(off["key"].tolist()) for key in on["key"].tolist()]]
    assert shared.size == off.size < on.size
    assert all((shared[name] == off[name]).all() for name in off.dtype.names or () if name != "by_phone")
