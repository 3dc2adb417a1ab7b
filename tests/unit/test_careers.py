"""Careers: what the kernels answer, and the arrays made of a configuration."""

from __future__ import annotations

import datetime
import math

import numpy as np
import pytest

from kernels import careers as c
from kernels import kinds as k
from kernels import spells as s
from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.careers import career_parameters, hazard_bands, intakes, severance_days
from sim.inputs.inputs import Inputs
from sim.scenario.careers import Careers, Recruitment, Severance

KEY = np.uint64(20260105)
DAY = 20_458
MANY = 6_000


def settings(**parts: object) -> Careers:
    return Careers.model_validate({"on": True, "leaving": {"per_year": {0: 0.1}}} | parts)


def par(**parts: object) -> np.ndarray:
    return career_parameters(settings(**parts))


def share_leaving(strain: float, gain: float, per_year: float = 30.0) -> float:
    """Return the share of many officers who leave on one day."""
    bands = np.array([[0.0, per_year / c.DAYS_PER_YEAR]])
    parameters = par(leaving={"per_year": {0: 0.1}, "gain": gain, "hazard_cap": 4.0})
    return sum(c.leaves(KEY, seat, DAY, 400, strain, parameters, bands) for seat in range(MANY)) / MANY


def test_leaving_is_exponential_in_the_hazard_and_strain() -> None:
    """A hazard of 30 a year is 0.0788 a day; strain 1 at gain 0.5 multiplies by 1.65, at -0.5 divides; 4 is the cap."""
    rate = 30.0 / 365.25
    half = math.exp(0.5)
    for strain, gain, factor in ((0, 0.5, 1.0), (1, 0, 1.0), (1, 0.5, half), (1, -0.5, 1 / half), (9, 1, 4.0)):
        expected = -math.expm1(-rate * factor)
        spread = 3.5 * math.sqrt(expected * (1 - expected) / MANY)
        assert share_leaving(strain, gain) == pytest.approx(expected, abs=spread), (strain, gain)


def test_more_strain_keeps_everybody_who_left_leaving() -> None:
    bands, parameters = np.array([[0.0, 0.05]]), par(leaving={"per_year": {0: 0.1}, "gain": 0.5})
    left = [{seat for seat in range(2_000) if c.leaves(KEY, seat, DAY, 400, strain, parameters, bands)} for strain in (0.0, 1.0)]
    assert left[0] < left[1]


def test_band_of_service() -> None:
    bands = hazard_bands(settings(leaving={"per_year": {0: 0.1, 2: 0.05, 10: 0.5}}))
    assert bands[:, 1].tolist() == [0.1 / 365.25, 0.05 / 365.25, 0.5 / 365.25]
    years = (-1.0, 0.0, 1.99, 2.0, 9.99, 10.0, 40.0)
    assert [c.band_of(year * 365.25, bands) for year in years] == [0, 0, 0, 1, 1, 2, 2]


def test_days_are_begun_and_at_least_one() -> None:
    for mean, expected in ((0.0, 1), (1.0, 1), (1.2, 2), (30.0, 30)):
        parameters = par(vacancy={"kind": "deterministic", "mean_days": mean})
        assert c.vacant_days(KEY, 3, DAY, parameters) == expected
    breaks = par(career_breaks={"per_year": 100.0, "length": {"kind": "deterministic", "mean_days": 2.5}})
    found = [int(c.break_days(KEY, seat, DAY, breaks)) for seat in range(2_000)]
    assert set(found) == {0, 3}
    assert sum(map(bool, found)) / 2_000 == pytest.approx(-math.expm1(-100 / 365.25), abs=0.035)


def test_draws_of_leaving_and_of_breaks_are_apart() -> None:
    """With the same chance of either, one officer in so many does both on one day, not every one who does the one."""
    parameters = par(career_breaks={"per_year": 100.0})
    bands = np.array([[0.0, 100.0 / 365.25]])
    breaks = np.array([c.break_days(KEY, seat, DAY, parameters) > 0 for seat in range(2_000)])
    left = np.array([c.leaves(KEY, seat, DAY, 0, 0.0, parameters, bands) for seat in range(2_000)])
    assert (breaks & left).mean() == pytest.approx(breaks.mean() * left.mean(), abs=0.02)


def test_who_joins_learns_and_who_comes_back_does_not() -> None:
    parameters = par(recruitment={"training_weeks": 2, "tutored_weeks": 1})
    stages = {day: c.stage_of(DAY + day, DAY, False, parameters) for day in (0, 13, 14, 20, 21)}
    trained, taught = (c.IN_TRAINING, DAY + 14), (c.STUDENT, DAY + 21)
    assert stages == {0: trained, 13: trained, 14: taught, 20: taught,
                      21: (c.INDEPENDENT, c.NEVER)}  # fmt: skip
    assert c.stage_of(DAY, DAY, True, parameters) == (c.INDEPENDENT, c.NEVER)


def test_reason_of_every_phase() -> None:
    reasons = [c.gone_as(phase) for phase in range(c.N_PHASES)]
    assert reasons == [0, 0, k.POST_EMPTY, k.RECRUIT_TRAINING, k.CAREER_BREAK, k.POST_SEVERED]
    assert [c.is_held(phase) for phase in range(c.N_PHASES)] == [True, True, False, True, True, False]


def test_severance_is_for_service_from_and_below() -> None:
    parameters = par(severance={"from_years": 20, "to_years": 25, "share": 0.5})
    assert [bool(c.is_eligible(years * 365.25, parameters)) for years in (19.9, 20, 24.9, 25)] == [False, True, True, False]


def test_what_may_be_filled() -> None:
    for refilled, phase, until, expected in (
        (False, c.LEFT, DAY, True), (False, c.LEFT, DAY + 1, False), (False, c.SEVERED, DAY, False), (True, c.SEVERED, DAY, True),
        (True, c.STUDENT, DAY, False),
    ):  # fmt: skip
        assert bool(c.may_be_filled(phase, until, DAY, par(severance={"refilled": refilled}))) is expected


def test_intakes_fall_on_the_first_of_months_outside_a_freeze() -> None:
    recruitment = Recruitment(every_months=3, places=7, per_year=20, freeze={"after_months": 6, "months": 3})
    first, start = datetime.date(2026, 3, 1), datetime.date(2026, 4, 1)
    table, budget = intakes(recruitment, first, start, 500)
    opens = {first + datetime.timedelta(days=int(night)) for night in np.flatnonzero(table[:, c.PLACES])}
    assert opens == {datetime.date(2026, 4, 1), datetime.date(2026, 7, 1), datetime.date(2027, 1, 1), datetime.date(2027, 4, 1),
                     datetime.date(2027, 7, 1)}  # fmt: skip
    assert table[:, c.PLACES].max() == 7
    assert table[306, c.YEAR] == 1  # 1 January 2027
    assert budget.tolist() == [20, 20]


def test_severance_takes_a_share_and_at_most_so_many() -> None:
    seats, served = np.arange(1_000), np.where(np.arange(1_000) < 500, 8_000, 1_000)
    few, many = (severance_days(Severance(share=share, weeks=2), seats, served, DAY, KEY) for share in (0.2, 0.6))
    assert set(np.flatnonzero(few > 0)) < set(np.flatnonzero(many > 0))
    assert (many[500:] == c.NEVER).all()
    assert 0.5 < (many[:500] > 0).mean() < 0.7
    assert many[many > 0].min() >= DAY
    assert many.max() < DAY + 14
    some = severance_days(Severance(share=0.6, weeks=2, most=12), seats, served, DAY, KEY)
    assert (some > 0).sum() == 12
    assert set(np.flatnonzero(some > 0)) < set(np.flatnonzero(many > 0))


def small(*words: str) -> Inputs:
    return draw_inputs(make_plan(compose(["force.officers=120", "demand.logged_per_year=20000", "run.days=2", "run.warmup_days=1",
                                          "careers=county", *words])), 0)  # fmt: skip


def test_the_start_follows_service() -> None:
    inputs = small("careers.vacant_at_start=0")
    served = inputs.availability.service_years * 365.25
    phase = inputs.careers.start[:, c.PHASE]
    trained, taught = 24 * 7, 44 * 7
    expected = np.where(served < trained, c.IN_TRAINING, np.where(served < taught, c.STUDENT, c.INDEPENDENT))
    near = np.minimum(abs(served - trained), abs(served - taught)) < 2
    assert (phase == expected)[~near].all()
    assert {c.IN_TRAINING, c.STUDENT} <= set(phase.tolist())
    assert (inputs.seat_student == (phase == c.STUDENT)).all()


def test_a_larger_share_vacant_keeps_the_smaller() -> None:
    few, many = (small(f"careers.vacant_at_start={share}").careers.start[:, c.PHASE] == c.LEFT for share in (0.1, 0.3))
    assert few.sum() > 0
    assert (few <= many).all()
    assert many.sum() > few.sum()


def test_nothing_else_is_drawn_otherwise() -> None:
    """Careers move no draw of anybody else: incidents, absences and the sickness of who is there are as without them."""
    words = ["force.officers=120", "demand.logged_per_year=20000", "run.days=2", "run.warmup_days=1"]
    without, with_them = draw_inputs(make_plan(compose(words)), 0), small()
    assert np.array_equal(without.incidents, with_them.incidents)
    assert np.array_equal(without.tours, with_them.tours)
    there = np.isin(with_them.careers.start[:, c.PHASE], (c.INDEPENDENT, c.STUDENT))
    assert np.array_equal(without.seat_back_day[there], with_them.seat_back_day[there])
    assert not without.careers.on
    assert without.careers.blank_days().shape == (0, c.N_DAILY)


def test_a_post_that_nobody_works_in_at_the_start_has_no_history() -> None:
    """Empty posts and recruits in training: not sick, on no duty after sickness, not unwell, under no complaint."""
    words = ("sickness=by_kind", "sickness.short_per_year=6", "sickness.long_per_year=1", "presence=county", "complaints=county",
             "complaints.per_1000_attended=200", "careers.vacant_at_start=0.3")  # fmt: skip
    inputs = small(*words)
    nobody = np.isin(inputs.careers.start[:, c.PHASE], (c.LEFT, c.IN_TRAINING))
    first_day = int(inputs.nights[0, 1])
    assert nobody.sum() > 20
    assert (inputs.seat_back_day[nobody] < first_day).all()
    assert (inputs.seat_back_day[~nobody] > first_day).any()
    health, hidden = inputs.spells.start, inputs.presence.start
    assert (health[nobody, s.NIGHT_AGO] == s.NO_NIGHT).all()
    assert not np.delete(health[nobody], s.NIGHT_AGO, axis=1).any()
    assert health[~nobody, s.STAGE].any()
    assert not hidden[nobody].any()
    assert hidden[~nobody].any()
    assert not inputs.exposures.complaints[nobody].any()
    assert inputs.exposures.complaints[~nobody].any()
