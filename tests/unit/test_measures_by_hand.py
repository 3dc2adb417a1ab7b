"""Measures of cases worked by hand: what counts, where it counts, and what cannot be given."""

import math

import numpy as np
import pytest

from sim.configuration import compose
from sim.measures.clocks import clock_measures
from sim.measures.hours import hour_measures
from sim.measures.officers import officer_measures
from sim.measures.partners import partner_measures
from sim.measures.public import public_measures
from sim.outcome import committed_ms
from sim.replication import play
from tests.support.measured import YEAR_H, seen, values
from tests.support.tiny_inputs import incident, partner, tiny, tour


def per_year(hours, seats, days):
    return hours / (seats * days * 24 / YEAR_H)


def test_overtime_counts_where_the_tour_ends():
    # Held over from 480 to 540, measuring from 500: the tour began before, ended after, and counts whole: 60 minutes, of
    # which 30 go unpaid.  The second tour is still held over at the horizon and is not counted yet.
    tours, work = [tour(0, 0, 480), tour(0, 1440, 1920)], [incident(470, 70), incident(1900, 400)]
    inputs = tiny(tours, work, horizon=2000, measure_from=500)
    found = values(officer_measures(seen(inputs)))
    days = (2000 - 500) / 1440
    assert found["overtime_paid_hours", ""] == pytest.approx(per_year(0.5, 1, days))
    assert found["overtime_unpaid_hours", ""] == pytest.approx(per_year(0.5, 1, days))


def test_a_tour_that_begins_during_work_is_a_quick_return():
    # Work from 450 to 700 runs into the tour that begins at 600.
    inputs = tiny([tour(0, 0, 480), tour(0, 600, 1080)], [incident(450, 250)])
    found = values(officer_measures(seen(inputs)))
    assert found["quick_returns", ""] == pytest.approx(1 / (2 * 24 / YEAR_H))


def test_sleepiness_of_officers_who_never_went_home_cannot_be_given():
    found = values(officer_measures(seen(tiny([tour(0, 0, 10_000)], fatigue=True))))
    assert math.isnan(found["kss7_hours", ""])
    assert math.isnan(found["sleep_before_duty_h", ""])


def test_a_spell_of_work_counts_once_with_its_whole_length():
    # 0 to 480, and 600 to 1080 begun at work (work 450 to 700): one spell of 700 minutes, nothing else.
    inputs = tiny([tour(0, 0, 480), tour(0, 600, 1080)], [incident(450, 250)], fatigue=True)
    case = seen(inputs)
    rows = [m for m in officer_measures(case) if m.metric == "kss_mean"]
    assert rows[0].denominator == pytest.approx(700)
    assert 1 <= rows[0].value <= 9


def test_only_incidents_whose_target_has_run_out_are_judged():
    # Target 15 minutes: met at once, met late, met at once, never reached; one in the last ten minutes could still fail.
    lines = [incident(10, 20), incident(12, 30), incident(100, 5000), incident(200, 10), incident(1994, 1, area=0)]
    inputs = tiny([tour(0, 0, 1440), tour(0, 1440, 2880)], lines, horizon=2000)
    case = seen(inputs)
    rows = {m.group: m for m in clock_measures(case) if m.metric == "attended_within_target"}
    assert rows[""].denominator == 4
    # Created at 10, 12 (reached at 30), 100, and 200, which waits behind 5000 minutes of work.
    assert rows[""].value == pytest.approx(2 / 4)


def test_growth_of_the_backlog_is_a_share_of_what_came_in():
    # Nobody on duty: everything that comes in stays.  Halves of 1440 minutes: of those created between the middles, all stay.
    inputs = tiny([], [incident(10 * i, 5) for i in range(280)], seats=1)
    found = values(public_measures(seen(inputs)))
    assert found["backlog_growth_share", ""] == pytest.approx(1.0, abs=0.03)
    assert found["backlog_mean", ""] == pytest.approx(sum(2880 - 10 * i for i in range(280)) / 2880)


def test_a_wait_for_a_partner_ends_when_officers_are_relieved():
    scenario = compose(["force=bench", "demand=flat", "run.days=2", "run.warmup_days=0"])
    services = [partner(handover=15, care=5), partner(), partner()]  # as many as the county has
    inputs = tiny([tour(0, 0, 1440)], [incident(10, 20, partner=0)], services, [(40, 0, 1)])
    found = values(partner_measures(seen(inputs, scenario)))
    assert found["partner_wait_p50_min", ""] == pytest.approx(45)  # asked at 10, a unit at 40, relieved at 55
    assert found["officer_hours_held", ""] == pytest.approx((55 - 30) / 60 / (48 / YEAR_H))


def test_supply_by_hour_holds_officers_carried_into_a_tour():
    inputs = tiny([tour(0, 0, 480), tour(0, 600, 1080)], [incident(450, 250)])
    supply = {m.hour_of_week: m.value for m in hour_measures(seen(inputs)) if m.metric == "supply_officers"}
    assert supply[9] == pytest.approx(1.0)  # held over
    assert supply[10] == pytest.approx(1.0)  # in the next tour, at the same work
    assert supply[12] == 0.0  # resting since 11:40


def test_incidents_and_officers_agree_on_the_time_taken():
    inputs, outcome = play(compose(["run=smoke", "run.days=4", "run.warmup_days=2", "force.officers=90", "demand.scale=0.2"]), 0)
    assert committed_ms(inputs, outcome) == outcome.accounts[:, :, 2:6].sum() > 0


@pytest.mark.parametrize(("units", "shortfall"), [(1, 0.25), (1, 0.5), (2, 0.25)])
def test_a_short_partner_does_not_work_through_its_absences(units, shortfall):
    # Demand far beyond capacity: what is done is what the capacity meant allows, and a little for jobs under way at a change.
    words = ["run.days=200", "run.warmup_days=0", "force.officers=20", "demand.logged_per_year=2000",
             f"partners.shortfall={shortfall}"]
    words += [f"partners.services.mental_health.{word}" for word in (
        f"week={units}", "background_per_hour=10", "care.kind=deterministic", "care.mean_min=90")]
    inputs, outcome = play(compose(words), 0)
    meant = units * (1 - shortfall) * inputs.horizon_ms
    place = list(compose(words).partners.services).index("mental_health")
    assert 0.93 < outcome.services["busy_ms"][place] / meant < 1.08
    assert np.isin(inputs.steps["units"][inputs.steps["partner"] == place], (0, 1, 2)).all()
