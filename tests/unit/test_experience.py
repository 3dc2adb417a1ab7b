"""Service: bands kept, students the newest, cuts that take the newest or the longest serving, recruits of an uplift."""

from __future__ import annotations

import numpy as np
import pytest

from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.experience import service_years
from sim.inputs.workforce import seat_students, seats
from sim.measures.experience import experience_measures
from sim.measures.window import Window
from sim.metrics import METRICS
from sim.replication import plan_of, play
from sim.scenario import Staffing, Tutors
from sim.scenario.capacity import Service
from tests.support.measured import values

SMALL = ("run.days=7", "run.warmup_days=0", "demand.logged_per_year=2000")


def years_of(*words: str) -> tuple[np.ndarray, np.ndarray]:
    """Establishment numbers and service of those a staffing level leaves."""
    scenario = compose(words)
    found = seats(scenario.force, scenario.staffing, scenario.run.seed, scenario.roster.teams)
    return found.id, service_years(found.id, scenario.staffing, scenario.force.officers, scenario.run.seed)


def test_service_is_spread_over_the_bands():
    years = service_years(np.arange(20_000), Staffing(), 20_000, 1)
    bands = np.histogram(years, [0, 2, 5, 10, 15, 20, 30])[0] / 20_000
    assert bands == pytest.approx([0.20, 0.24, 0.20, 0.14, 0.12, 0.10], abs=0.012)
    assert years.min() >= 0 and years.max() < 30
    assert np.median(years[years < 2]) == pytest.approx(1, abs=0.05)  # even inside a band


def test_a_band_nobody_is_in_stays_empty():
    service = Service(officers={0: 1.0, 2: 0.0, 10: 3.0}, longest_years=20.0)
    years = service_years(np.arange(4000), Staffing(service=service), 4000, 1)
    assert (years < 2).mean() == pytest.approx(0.25, abs=0.03)
    assert not ((years >= 2) & (years < 10)).any()


def test_students_are_those_with_least_service():
    ids = np.arange(3000)
    years = service_years(ids, Staffing(), 3000, 7)
    students = seat_students(ids, Tutors(student_share=0.125), 7) == 1
    assert students.mean() == pytest.approx(0.125, abs=0.02)
    assert years[students].max() <= years[~students].min()


@pytest.mark.parametrize("who", ["newest", "longest_serving"])
def test_a_cut_by_service_takes_the_end_of_each_team_and_is_nested_and_even(who):
    ids, years = years_of()
    scenario = compose()
    full = seats(scenario.force, scenario.staffing, scenario.run.seed, 5)
    cell = full.area * 5 + full.team
    before: set[int] = set(ids.tolist())
    for cut in (0.05, 0.1, 0.3):
        left, _ = years_of(f"staffing.cut={cut}", f"staffing.who_goes={who}")
        stays = np.isin(ids, left)
        assert set(left.tolist()) < before
        before = set(left.tolist())
        for one in np.unique(cell):
            here = cell == one
            if (here & ~stays).any() and (here & stays).any():
                gone, kept = years[here & ~stays], years[here & stays]
                assert gone.max() < kept.min() if who == "newest" else gone.min() > kept.max()
        by_chance, _ = years_of(f"staffing.cut={cut}")
        assert np.abs(np.bincount(cell[stays], minlength=30) - np.bincount(cell[by_chance], minlength=30)).max() <= 2


def test_the_mix_left_by_each_kind_of_cut():
    mean = {who: years_of("staffing.cut=0.2", f"staffing.who_goes={who}")[1].mean() for who in
            ("by_chance", "newest", "longest_serving")}  # fmt: skip
    everybody = years_of()[1].mean()
    assert mean["longest_serving"] < mean["by_chance"] - 1 < everybody
    assert mean["newest"] > everybody + 1
    assert (years_of("staffing.cut=0.2", "staffing.who_goes=newest")[1] < 2).mean() < 0.03


def test_an_uplift_of_students_adds_students_in_their_first_year():
    words = ("staffing.uplift=0.2", *SMALL)
    plain, recruits = make_plan(compose(words)), make_plan(compose([*words, "staffing.who_comes=students"]))
    assert (plain.seats.id == recruits.seats.id).all()
    new = recruits.seats.id >= 600
    assert new.sum() == 120
    assert (recruits.answering["seat_student"] == new).all() and not plain.answering["seat_student"].any()
    assert (recruits.availability.service_years[new] < 1).all()
    assert (recruits.availability.service_years[~new] == plain.availability.service_years[~new]).all()
    one, other = draw_inputs(plain, 0), draw_inputs(recruits, 0)
    assert (one.incidents == other.incidents).all() and (one.tours == other.tours).all()


def test_the_mix_as_measured():
    scenario = compose(["staffing.cut=0.1", "availability=county", *SMALL])
    inputs, outcome = play(scenario, 0)
    found = values(experience_measures(Window(scenario, plan_of(scenario).calendar, inputs, outcome)))
    years = service_years(inputs.seat_ids, scenario.staffing, 600, scenario.run.seed)
    assert found == {("experience_mean_years", ""): pytest.approx(years.mean()),
                     ("experience_under_2_share", ""): pytest.approx((years < 2).mean())}
    assert {metric for metric, _ in found} <= set(METRICS)
