"""Posts cut or added by role: who goes, evenly and nested; who is left of each role and what that costs."""

from __future__ import annotations

import numpy as np
import pytest

from sim.configuration import compose
from sim.inputs.build import Plan, draw_inputs, make_plan
from sim.inputs.roles import staffed
from sim.inputs.supervision import rank_trait
from sim.metrics import METRICS
from sim.replication import simulate
from sim.scenario import Scenario
from sim.scenario.roles import posts_changed

SMALL = ("force.officers=240", "demand.logged_per_year=20000", "run.days=7", "run.warmup_days=0")
ALL = ("supervision=county", "casework=county", "pools=county", "front_door=county")


def scenario(by_role: str = "{}", *words: str) -> Scenario:
    return compose([*SMALL, *ALL, f"staffing.by_role={by_role}", *words])


def plan(by_role: str = "{}", *words: str) -> Plan:
    return make_plan(scenario(by_role, *words))


def ids(found: Plan) -> set[int]:
    return set(found.seats.id.tolist())


@pytest.mark.parametrize(("change", "there", "posts"), [
    (-12, 30, -12), (5, 0, 5), ("-10%", 25, -3), ("-10%", 24, -2), ("10%", 25, 3), ("+2.5 %", 100, 3), ("0%", 9, 0),
    ("-100%", 7, -7),
])  # fmt: skip
def test_a_change_in_posts(change: int | str, there: int, posts: int) -> None:
    assert posts_changed(change, there) == posts


def test_without_changes_everybody_is_as_before() -> None:
    one, other = plan(), plan("{constables: 0, sergeants: '0%', pcsos: 0}")
    assert ids(one) == ids(other) == set(range(240))
    assert (one.sergeants == other.sergeants).all()
    asked = compose([*SMALL, *ALL])
    assert staffed(asked) is asked


def test_a_cut_of_sergeants_takes_their_seats_and_nobody_steps_up() -> None:
    before, some, none = plan(), plan("{sergeants: -13}"), plan("{sergeants: '-100%'}")
    ranked = set(before.seats.id[before.sergeants].tolist())
    assert len(ranked) == 30
    gone = ids(before) - ids(some)
    assert len(gone) == 13 and gone <= ranked
    assert set(some.seats.id[some.sergeants].tolist()) == ranked - gone
    assert ids(before) - ids(none) == ranked and not none.sergeants.any()
    # Evenly: of five teams of six areas each loses two or three sergeants, each area two or three.
    cells = [(int(area), int(team)) for area, team in zip(before.seats.area, before.seats.team, strict=True)]
    lost = [cells[seat] for seat in gone]
    assert len(set(lost)) == 13
    assert {sum(team == each for _, team in lost) for each in range(5)} <= {2, 3}
    assert {sum(area == each for area, _ in lost) for each in range(6)} <= {2, 3}


def test_a_general_cut_still_lets_the_next_step_up() -> None:
    found = plan("{}", "staffing.cut=0.2")
    assert int(found.sergeants.sum()) == 30
    trait = rank_trait(found.seats.id, found.scenario.run.seed)
    cell = found.seats.area.astype(int) * 5 + found.seats.team
    assert all(trait[(cell == each) & found.sergeants].max() == trait[cell == each].min() for each in np.unique(cell))


def test_constables_go_by_number_share_and_service_and_larger_cuts_hold_smaller_ones() -> None:
    before = plan()
    ranked = set(before.seats.id[before.sergeants].tolist())
    years = dict(zip(before.seats.id.tolist(), before.availability.service_years.tolist(), strict=True))
    small, large = (ids(before) - ids(plan(f"{{constables: {n}}}")) for n in (-10, -30))
    assert (len(small), len(large)) == (10, 30)
    assert small < large and not large & ranked
    new = ids(before) - ids(plan("{constables: {0: -8}}"))
    assert len(new) == 8 and all(years[seat] < 2 for seat in new)
    old, middle = plan("{constables: {20: '-50%', 5: -6}}"), [seat for seat in years if years[seat] >= 20 and seat not in ranked]
    gone = ids(before) - ids(old)
    assert sum(years[seat] >= 20 for seat in gone) == posts_changed("50%", len(middle))
    assert sum(5 <= years[seat] < 10 for seat in gone) == 6
    newest = ids(before) - ids(plan("{constables: -30}", "staffing.who_goes=newest"))
    assert np.mean([years[seat] for seat in newest]) < np.mean([years[seat] for seat in large]) / 2


def test_new_posts_are_dealt_where_the_force_is_shortest() -> None:
    found = plan("{constables: 5, sergeants: 6}")
    assert ids(found) == set(range(251))
    assert int(found.sergeants.sum()) == 36
    assert found.availability.role_posts["sergeants"] == 36 and found.availability.role_posts["constables"] == 215
    areas = np.bincount(found.seats.area, minlength=6) - np.bincount(plan().seats.area, minlength=6)
    assert areas.sum() == 11 and areas.min() >= 0


def test_heads_of_teams_pools_and_the_control_room() -> None:
    asked = scenario("{investigators: -20, pcsos: '-50%', specials: 10, call_takers: '-10%', desk: '25%'}")
    left = staffed(asked)
    assert {name: team.investigators for name, team in left.casework.teams.items()} == {"volume": 38, "cyber": 6, "child": 22}
    assert {name: pool.heads for name, pool in left.pools.list.items()} == {"specials": 100, "pcsos": 30, "volunteers": 24}
    assert left.front_door.call_takers.week[0][0] == pytest.approx(0.9 * asked.front_door.call_takers.week[0][0])
    assert left.front_door.desk.week[0][9] == pytest.approx(10)
    assert staffed(left) == left, "asked twice nothing more is cut"
    one = staffed(scenario("{volume: -5, child: 2}"))
    assert [team.investigators for team in one.casework.teams.values()] == [45, 8, 30]


def test_the_engine_is_given_the_heads_that_are_left() -> None:
    inputs = draw_inputs(plan("{investigators: -20, pcsos: -12, constables: -20}"), 0)
    assert inputs.casework.n_investigators == 66
    assert inputs.pools.heads.tolist() == [90, 48, 24]
    assert inputs.n_own == 220


def test_posts_service_and_cost_as_measured() -> None:
    cost = ("staffing.cost={constables: 100, sergeants: 200, investigators: 10, specials: 1, pcsos: 2, volunteers: 0, desk: 0, "
            "call_takers: 0}")
    table = simulate(scenario("{sergeants: -10, constables: {0: -5}, pcsos: -10}", cost), 0)
    assert table.check["conserved"], table.check["faults"]
    found = {(m, g): v for m, g, v in zip(table.metric, table.group, table.value, strict=True)}
    assert found["role_posts", "role=constables"] == 205 and found["role_posts", "role=sergeants"] == 20
    assert found["role_posts", "role=pcsos"] == 50 and found["role_posts", "role=volume"] == 50
    assert found["role_posts", "role=call_takers"] == pytest.approx(78.7, abs=0.1)
    assert found["post_cost", ""] == pytest.approx(20500 + 4000 + 860 + 90 + 100)
    assert found["post_cost", "role=child"] == 280
    shares = {g: v for (m, g), v in found.items() if m == "service_share"}
    assert set(shares) == {f"service={band}" for band in ("0_to_2", "2_to_5", "5_to_10", "10_to_15", "15_to_20", "20_on")}
    assert sum(shares.values()) == pytest.approx(1)
    assert shares["service=0_to_2"] == pytest.approx(found["experience_under_2_share", ""])
    assert {m for m, _ in found if m in ("role_posts", "post_cost", "service_share")} <= set(METRICS)


def test_a_role_without_a_cost_leaves_the_sum_open() -> None:
    scene = compose([*SMALL, "pools=county", "~staffing.cost.pcsos"])
    table = simulate(scene, 0)
    found = {(m, g): v for m, g, v in zip(table.metric, table.group, table.value, strict=True)}
    assert np.isnan(found["post_cost", ""]) and ("post_cost", "role=pcsos") not in found
    assert found["post_cost", "role=specials"] == 90 * 1500
