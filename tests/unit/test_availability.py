"""From establishment to officers deployed: shares kept, vacancies even and nested, part-timers' tours spread over the year."""

from __future__ import annotations

import numpy as np
import pytest

from sim.configuration import compose
from sim.inputs.availability import IN_RESPONSE, Standing, deployed, standing, worked
from sim.inputs.availability_plan import VACANT
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.rosters import duty_tours
from sim.inputs.workforce import Seats, seats
from sim.scenario import Availability, Scenario

SMALL = ("run.days=70", "run.warmup_days=0", "demand.logged_per_year=2000")


def posts_of(scenario: Scenario) -> tuple[Seats, tuple[int, int]]:
    posts = seats(scenario.force, scenario.staffing, scenario.run.seed, scenario.roster.teams)
    return posts, (len(scenario.force.areas), scenario.roster.teams)


def stand(*words: str) -> tuple[Seats, Standing]:
    scenario = compose(["availability=county", *words])
    posts, shape = posts_of(scenario)
    return posts, standing(posts, shape, scenario.availability, scenario.run.seed)


def ids(posts: Seats, rows: np.ndarray) -> set[int]:
    return set(posts.id[rows].tolist())


def test_shares_are_shares_of_strength():
    posts, found = stand("force.officers=20000", "availability.vacancies=0.1")
    assert int((found.reason == VACANT).sum()) == 2000
    strength = 18_000
    wanted = {"recuperative": 0.045, "adjusted": 0.035, "parental": 0.02, "investigation": 0.01, "initial_training": 0.025}
    for index, reason in enumerate(found.reasons[1:-1], start=1):
        n, p = int((found.reason == index).sum()), wanted.pop(reason)
        assert abs(n - p * strength) < 4 * (strength * p * (1 - p)) ** 0.5, reason
    assert not wanted
    there = int(found.in_response.sum())
    assert abs(int(found.part_time.sum()) - 0.05 * there) < 4 * (0.05 * 0.95 * there) ** 0.5
    assert not found.part_time[~found.in_response].any()


def test_more_vacancies_keep_those_there_were_and_are_spread_evenly():
    posts, few = stand("availability.vacancies=0.05")
    _, many = stand("availability.vacancies=0.15")
    assert ids(posts, few.reason == VACANT) < ids(posts, many.reason == VACANT)
    by_team = np.bincount(posts.team[many.reason == VACANT], minlength=5)
    assert by_team.tolist() == [18] * 5
    by_area = np.bincount(posts.area[many.reason == VACANT], minlength=6)
    assert np.abs(by_area - 0.15 * np.bincount(posts.area, minlength=6)).max() <= 1.25


def test_a_larger_share_keeps_everybody_a_smaller_one_took():
    posts, small = stand("availability.vacancies=0", "availability.not_deployable.adjusted.share=0.02")
    _, large = stand("availability.vacancies=0", "availability.not_deployable.adjusted.share=0.2")
    adjusted = small.reasons.index("adjusted")
    assert ids(posts, small.reason == adjusted) < ids(posts, large.reason == adjusted)
    before = small.reasons.index("recuperative")  # named earlier, so untouched
    assert ids(posts, small.reason == before) == ids(posts, large.reason == before)
    assert ids(posts, ~small.in_response) < ids(posts, ~large.in_response)


def test_a_reason_of_ones_own_moves_none_of_those_before_it():
    _, shipped = stand()
    _, more = stand("+availability.not_deployable.seconded={title: Seconded, share: 0.1}")
    own = more.reasons.index("seconded")
    kept = more.reason != own
    shipped_names = np.array([*shipped.reasons, ""])[shipped.reason]
    more_names = np.array([*more.reasons, ""])[more.reason]
    assert (shipped_names[kept] == more_names[kept]).all()
    assert set(shipped_names[~kept]) == {""}


def test_a_cut_leaves_the_standing_of_those_who_stay():
    posts, full = stand("availability.vacancies=0")
    fewer, cut = stand("availability.vacancies=0", "staffing.cut=0.2")
    rows = np.searchsorted(posts.id, fewer.id)
    assert (full.reason[rows] == cut.reason).all()
    assert (full.part_time[rows] == cut.part_time).all()


def test_switched_off_everybody_is_there_and_nothing_is_copied():
    scenario = compose(["availability=county", "availability.on=false"])
    posts, shape = posts_of(scenario)
    found = standing(posts, shape, scenario.availability, 1)
    assert found.in_response.all() and not found.part_time.any()
    plan = make_plan(compose(SMALL))
    tours = plan.tours
    assert deployed(posts, found) is posts
    kept, lost = worked(plan.seats, standing(plan.seats, shape, Availability(on=False), 1), tours, 0.6, 1)
    assert kept is tours and lost.size == 0


@pytest.mark.parametrize("roster", [(), ("roster.equalise_by=rest_days", "roster.paid_hours_per_week=36")])
def test_part_timers_work_their_share_spread_over_the_year(roster):
    scenario = compose(["availability=county", "availability.part_time={share: 0.9, works: 0.6}", "run.days=364", *roster])
    plan = make_plan(scenario)
    posts, shape = posts_of(scenario)
    found = standing(posts, shape, scenario.availability, scenario.run.seed)
    part = found.part_time[found.in_response]
    everything = duty_tours(scenario.roster, posts.team, plan.calendar, posts.id, scenario.run.seed)
    rostered = np.bincount(everything.seat, minlength=len(posts))[found.in_response]
    works = np.bincount(plan.tours.seat, minlength=len(plan.seats))
    assert (works[~part] == rostered[~part]).all()
    assert np.abs(works[part] - 0.6 * rostered[part]).max() < (3 if not roster else 20)
    assert abs(works[part].sum() / rostered[part].sum() - 0.6) < 0.005
    first_half = plan.tours.date_index < plan.calendar.n_days // 2
    halves = np.bincount(plan.tours.seat[first_half], minlength=len(plan.seats))[part] / works[part]
    assert halves.min() > 0.42 and halves.max() < 0.58


def test_tours_lost_and_tours_worked_are_the_tours_of_all_posts():
    scenario = compose(["availability=county", "staffing.cut=0.1", *SMALL])
    plan = make_plan(scenario)
    posts, _ = posts_of(scenario)
    everything = duty_tours(scenario.roster, posts.team, plan.calendar, posts.id, scenario.run.seed)
    lost = plan.availability.lost
    assert len(plan.tours) + lost.size == len(everything)
    assert (lost["end"] - lost["start"]).sum() + (plan.tours.end_ms - plan.tours.start_ms).sum() == (
        everything.end_ms - everything.start_ms).sum()
    assert plan.availability.posts_without == len(posts) - len(plan.seats)
    assert set(plan.tours.seat.tolist()) <= set(range(len(plan.seats)))
    assert IN_RESPONSE not in lost["reason"]


def test_who_is_deployed_is_the_same_in_every_replication_and_keeps_every_trait():
    scenario = compose(["availability=county", "skills=county", "crewing=tutored", *SMALL])
    plan, everybody = make_plan(scenario), make_plan(compose(["skills=county", "crewing=tutored", *SMALL]))
    rows = np.searchsorted(everybody.seats.id, plan.seats.id)
    for trait in ("seat_skills", "seat_student"):
        assert (plan.answering[trait] == everybody.answering[trait][rows]).all()
    assert (plan.fatigue == everybody.fatigue[rows]).all()
    assert (draw_inputs(plan, 0).seat_ids == draw_inputs(plan, 1).seat_ids).all()


def test_every_seed_has_a_plan():
    for seed in range(12):
        plan = make_plan(compose(["availability=county", "abstraction=entitlement", "abstraction.entitlement.least_left=0",
                                  f"run.seed={seed}", "force.officers=60", *SMALL]))
        assert 30 < len(plan.seats) < 58
        assert draw_inputs(plan, 1).tours.size == len(plan.tours)


def test_nobody_to_deploy_is_a_force_without_officers():
    scenario = compose(["availability=county", "force.officers=3", "availability.vacancies=0.95", *SMALL])
    plan = make_plan(scenario)
    assert len(plan.seats) == 0 and len(plan.tours) == 0 and plan.availability.posts_without == 3


@pytest.mark.parametrize("seed", range(12))
def test_a_vacant_post_without_a_tour_in_a_short_study_takes_nobody_s_place(seed):
    # Two days, few hours: whoever is vacant may have no tour at all, and the rows of the others move up all the same.
    words = ["force=bench", "demand=flat", "force.officers=12", "availability=county", "availability.vacancies=0.1",
             "run.warmup_days=0", "run.days=1", "roster.paid_hours_per_week=15", "roster.equalise_by=rest_days",
             f"run.seed={seed}"]  # fmt: skip
    scenario = compose(words)
    inputs = draw_inputs(make_plan(scenario), 0)
    posts, shape = posts_of(scenario)
    there = deployed(posts, standing(posts, shape, scenario.availability, seed))
    assert len(there) < 12
    assert inputs.tours["seat"].max(initial=-1) < len(there)
    assert (there.team[inputs.tours["seat"]] == inputs.tours["team"]).all()
