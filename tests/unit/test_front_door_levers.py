"""What the levers of the front door do to a small county: each in the direction it should, the rest left alone."""

from __future__ import annotations

from functools import cache

import pytest

from sim.compiled import run_compiled
from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.measures import measure
from sim.replication import plan_of

SMALL = ("front_door=county", "run.days=21", "run.warmup_days=7", "fatigue=none", "sickness=none")


@cache
def found(*words: str) -> dict[tuple[str, str], float]:
    """Return the measures of the whole period of one replication."""
    scenario = compose([*SMALL, *words])
    plan = plan_of(scenario)
    inputs = draw_inputs(plan, 0)
    table = measure(scenario, plan.calendar, inputs, run_compiled(inputs))
    assert table.check["conserved"], table.check["faults"]
    rows = zip(table.metric, table.group, table.hour_of_week.tolist(), table.value.tolist(), strict=True)
    return {(metric, group): value for metric, group, hour, value in rows if hour < 0}


def test_the_county_is_strained_but_stable() -> None:
    base = found()
    assert 0.85 <= base["calls_999_in_time", ""] <= 0.92
    assert 0.6 <= base["control_room_busy", "pool=call_takers"] <= 0.75
    assert 0.7 <= base["control_room_busy", "pool=desk"] <= 0.9
    assert base["settled_without", ""] == pytest.approx(0.53, abs=0.02)
    assert base["diary_full", ""] < 0.05


def test_fewer_call_takers_answer_later_and_lose_more() -> None:
    full, short = found(), found("front_door.call_takers.shortfall=0.2")
    assert short["calls_999_in_time", ""] < full["calls_999_in_time", ""] - 0.1
    assert short["call_wait_mean_s", "line=101"] > 2 * full["call_wait_mean_s", "line=101"]
    assert short["callers_lost", ""] > full["callers_lost", ""]
    assert short["never_heard", ""] > full["never_heard", ""]
    assert short["control_room_strained_hours", "pool=call_takers"] > full["control_room_strained_hours", "pool=call_takers"]
    assert short["calls", ""] == full["calls", ""]


def test_one_platform_saves_the_searching() -> None:
    searching, spared = found(), found("front_door.search_min=0")
    assert spared["control_room_busy", "pool=call_takers"] < searching["control_room_busy", "pool=call_takers"] - 0.05
    assert spared["calls_999_in_time", ""] > searching["calls_999_in_time", ""]


def test_stripping_sends_fewer_and_some_come_back() -> None:
    base = found()
    stripped = found("front_door.strip.share.standard=0.4", "front_door.strip.share.prompt=0.2")
    all_back = found("front_door.strip.share.standard=0.4", "front_door.strip.share.prompt=0.2", "front_door.strip.comes_back=1",
                     "front_door.comes_back_after.mean_min=120")  # fmt: skip
    assert stripped["incidents_attended", ""] < 0.9 * base["incidents_attended", ""]
    assert stripped["settled_without", ""] > base["settled_without", ""] + 0.05
    assert all_back["incidents_attended", ""] == pytest.approx(base["incidents_attended", ""], rel=0.02)
    assert all_back["settled_came_back", ""] > stripped["settled_came_back", ""]


def test_people_chase_more_where_officers_take_longer() -> None:
    base, fewer = found(), found("staffing.cut=0.25")
    assert fewer["chase_calls", ""] > 1.3 * base["chase_calls", ""]
    assert found("front_door.chasing.on=false")["chase_calls", ""] == 0


def test_redefining_moves_incidents_between_grades() -> None:
    def by_grade(*words: str) -> list[int]:
        incidents = draw_inputs(make_plan(compose([*SMALL, *words])), 0).incidents
        return [int((incidents["grade"] == grade).sum()) for grade in range(3)]

    as_is, down = by_grade(), by_grade("front_door.redefine.down.prompt=0.5")
    assert down[0] == as_is[0]
    assert down[1] < 0.7 * as_is[1]
    assert sum(down) == sum(as_is)


def test_a_closed_desk_leaves_its_work_undone() -> None:
    assert found("front_door.desk.week=0")["settled_without", "way=desk"] == 0
    assert found("front_door.desk.shortfall=0.3")["desk_backlog_mean", ""] > 2 * found()["desk_backlog_mean", ""]


def test_a_smaller_diary_fills_up() -> None:
    assert found("front_door.appointments.places=0")["diary_full", ""] == 1
    small = found("front_door.appointments.places=0.5")
    assert small["diary_full", ""] > 0.1
    assert small["appointment_delay_p50_h", ""] > found()["appointment_delay_p50_h", ""]


def test_patience_alone_changes_no_call() -> None:
    """Common random numbers: who rings, and for how long the call will take, does not depend on how long callers wait."""
    draws = [draw_inputs(make_plan(compose([*SMALL, f"front_door.line_101.patience.mean_min={mean}"])), 0) for mean in (2, 20)]
    assert (draws[0].front.calls == draws[1].front.calls).all()
