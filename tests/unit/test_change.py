"""Changing demand: growth, seasons, events, new homes; how much they add, on which dates, and that all else is as it was."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

import numpy as np
import pytest

from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.change import factors
from sim.inputs.inputs import Inputs, Records
from sim.measures.sources import source_measures
from sim.measures.window import Window
from sim.replication import plan_of, play
from sim.scenario.change import Estate, Event, Trend
from tests.support.measured import values

SMALL = ("force.officers=60", "demand.logged_per_year=60000", "demand.day_to_day_cv=0.2", "run.days=21", "run.warmup_days=7",
         "run.start=2026-03-16")  # fmt: skip
ON = ("change=none", "change.on=true")
MATCH = ("+change.events.match={title: Match, weekdays: [sat], every_weeks: 2, since: 2026-03-14, from_hour: 12, hours: 8, "
         "areas: [city, vale], adds: {violence: %g, other: 6}}")  # fmt: skip
ESTATE = "+change.estates.new={title: New homes, area: moors, homes: %d, incidents_per_home: 2%s}"
YEAR_H = 8766.0


@cache
def inputs(*words: str) -> Inputs:
    return draw_inputs(make_plan(compose([*SMALL, *words])), 0)


def same(one: Records, other: Records) -> bool:
    """Whether records are the same in every field."""
    return one.size == other.size and all(np.array_equal(one[name], other[name]) for name in one.dtype.names)


def own(found: Records) -> Records:
    """The incidents of the force's own demand."""
    return found[found["source"] == 0]


def mean_of(words: tuple[str, ...], replications: int = 40) -> float:
    """Incidents logged in a replication, averaged."""
    plan = make_plan(compose([*SMALL, *words]))
    return float(np.mean([draw_inputs(plan, number).logged_in_hour.sum() for number in range(replications)]))


# Everybody else's incidents


@pytest.mark.parametrize("words", [(MATCH % 9,), (ESTATE % (4000, ""),), (MATCH % 9, ESTATE % (4000, ""))])
def test_events_and_homes_add_incidents_and_leave_all_others_alone(words: tuple[str, ...]) -> None:
    plain, more = inputs(), inputs(*ON, *words)
    assert same(plain.incidents, own(more.incidents))
    assert more.incidents.size > plain.incidents.size
    assert np.array_equal(more.logged_in_hour - more.logged_apart.sum(axis=0), plain.logged_in_hour)
    for name in ("tours", "background", "steps"):
        assert same(getattr(plain, name), getattr(more, name)), name


def test_more_homes_keep_the_incidents_of_fewer() -> None:
    few, many = (inputs(*ON, ESTATE % (homes, "")).incidents for homes in (2000, 6000))
    kept = np.isin(many["key"], few["key"])
    assert same(few, many[kept])
    assert (many["source"][~kept] == 1).all()
    assert set(many["area"][many["source"] == 1].tolist()) == {4}


def test_an_estate_has_draws_of_its_own_beside_another() -> None:
    other = "+change.estates.other={title: Other, area: moors, homes: 4000, incidents_per_home: 2}"
    both = inputs(*ON, ESTATE % (4000, ""), other).incidents
    alone = inputs(*ON, other).incidents
    assert np.array_equal(both["key"][both["source"] == 2], alone["key"][alone["source"] == 1])


def test_growth_only_adds_and_only_to_its_type() -> None:
    plain, grown = inputs().incidents, inputs(*ON, "change.trend.types={concern: 0.2}", "change.trend.years_on=3").incidents
    kept = np.isin(grown["key"], plain["key"])
    assert same(plain, grown[kept])
    concern = list(compose().demand.types).index("concern")
    assert set(grown["kind"][~kept].tolist()) == {concern}


def test_a_growth_of_nought_changes_nothing() -> None:
    quiet = inputs(*ON, "change.trend.types={concern: 0.2}", "change.trend.from=2030-01-01")
    assert same(inputs().incidents, quiet.incidents), "the run ends before growth begins"


def test_growth_of_vulnerability_only_adds_vulnerable() -> None:
    plain, more = inputs().incidents, inputs(*ON, "change.trend.vulnerable=0.1", "change.trend.years_on=5").incidents
    assert np.array_equal(plain["key"], more["key"])
    assert (more["vulnerable"] >= plain["vulnerable"]).all()
    years = 5 + (date(2026, 3, 23) - date(2026, 1, 1)).days / 365.25
    assert more["vulnerable"].sum() / plain["vulnerable"].sum() == pytest.approx(1.1**years, rel=0.12)
    for name in plain.dtype.names:
        assert name == "vulnerable" or np.array_equal(plain[name], more[name]), name


# How much, and when


def test_growth_is_compounded_from_its_date_day_by_day() -> None:
    trend = Trend.model_validate({"from": "2024-01-01", "types": {"a": 0.1}, "years_on": 2.0})
    assert trend.years(date(2023, 6, 1)) == 2
    assert trend.years(date(2024, 12, 31)) == pytest.approx(2 + 365 / 365.25), "2024 is a leap year"
    assert trend.years(date(2028, 1, 1)) == pytest.approx(2 + 4)


def test_factors_of_growth_season_and_bank_holidays_multiply() -> None:
    scenario = compose([*SMALL, *ON, "change.trend={from: 2025-04-03, types: {theft: 0.5}}", "change.bank_holidays={theft: 3}",
                        "change.seasons={theft: [1, 1, 2, 4, 1, 1, 1, 1, 1, 1, 1, 1]}"])  # fmt: skip
    plan = make_plan(scenario)
    found = factors(scenario, plan.calendar)
    theft = list(scenario.demand.types).index("theft")
    assert (np.delete(found, theft, axis=1) == 1).all()
    by_date = {plan.calendar.date(day): value for day, value in enumerate(found[:, theft])}
    level = 16 / 12  # the months' mean
    assert by_date[date(2026, 3, 31)] == pytest.approx(1.5 ** (362 / 365.25) * 2 / level)
    assert by_date[date(2026, 4, 3)] == pytest.approx(1.5 ** (365 / 365.25) * 4 / level * 3), "Good Friday"


def test_as_many_as_the_season_says_on_average() -> None:
    """March twice the usual of a year in which it is the only month that differs: 2 / (13 / 12) times as many."""
    words = ("run.days=14", "change.on=true", "change.seasons={other: [1, 1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1]}")
    plain, more = mean_of(("run.days=14",)), mean_of(words)
    share = 160 / sum(kind.share for kind in compose().demand.types.values())
    assert more / plain == pytest.approx(1 + share * (24 / 13 - 1), rel=0.01)


def test_an_estate_asks_for_what_its_homes_bring() -> None:
    """4,000 homes at 2 incidents a year over four weeks: 8,000 x 28 / 365.25 on an even year; the season of the months on top."""
    words = (*ON, ESTATE % (4000, ""), "demand.monthly=[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]", "demand.bank_holidays_like=none")
    plan = make_plan(compose([*SMALL, *words]))
    logged = [draw_inputs(plan, number).logged_apart.sum() for number in range(40)]
    wanted = 8000 * (28 * 24 - 1) / YEAR_H  # the clocks go forward in it
    assert np.mean(logged) == pytest.approx(wanted, abs=4 * np.std(logged) / 40**0.5)
    assert np.std(logged) / 40**0.5 < 0.02 * wanted


def test_an_estate_with_a_mix_of_its_own_has_no_other_types() -> None:
    found = inputs(*ON, ESTATE % (4000, ", mix: {concern: 3, theft: 1}")).incidents
    kinds = list(compose().demand.types)
    theirs = found["kind"][found["source"] == 1]
    assert set(theirs.tolist()) == {kinds.index("concern"), kinds.index("theft")}


@pytest.mark.parametrize(("months", "on", "share"), [
    (0, date(2028, 2, 28), 0), (0, date(2028, 2, 29), 1), (12, date(2028, 2, 28), 0), (12, date(2028, 2, 29), 1 / 366.25),
    (12, date(2028, 2, 29) + timedelta(days=182), 183 / 366.25), (12, date(2029, 3, 1), 1),
])  # fmt: skip
def test_homes_are_lived_in_little_by_little(months: float, on: date, share: float) -> None:
    estate = Estate(title="New", area="a", homes=1, starts=date(2028, 2, 29), months=months, incidents_per_home=1.0)
    assert estate.lived_in(on) == pytest.approx(share)


def test_nobody_calls_from_homes_before_they_are_lived_in() -> None:
    found = inputs(*ON, ESTATE % (9000, ", starts: 2026-03-20, months: 1"))
    calendar = make_plan(compose([*SMALL])).calendar
    first = found.incidents["created"][found.incidents["source"] == 1].min()
    assert calendar.local(int(first)).date() >= date(2026, 3, 20)
    by_day = np.bincount(calendar.date_index, weights=found.logged_apart[0])
    assert by_day[: (date(2026, 3, 20) - calendar.first_date).days].sum() == 0
    assert by_day[-7:].sum() > 2 * by_day[11:18].sum() > 0


def test_an_event_adds_so_many_in_its_hours_in_its_areas() -> None:
    plan = make_plan(compose([*SMALL, *ON, MATCH % 40]))
    calendar, found = plan.calendar, [draw_inputs(plan, number) for number in range(30)]
    when = [calendar.local(int(at)) for one in found for at in one.incidents["created"][one.incidents["source"] == 1]]
    assert {at.date() for at in when} == {date(2026, 3, 14), date(2026, 3, 28)}
    assert {at.hour for at in when} == set(range(12, 20))
    assert {int(area) for one in found for area in one.incidents["area"][one.incidents["source"] == 1]} == {0, 3}
    logged = [one.logged_apart.sum() for one in found]
    assert np.mean(logged) == pytest.approx(2 * 46, rel=0.1)


@pytest.mark.parametrize(("rule", "days"), [
    ({"dates": ["2028-02-29"]}, ["2028-02-29"]),
    ({"yearly": ["02-29", "03-01"]}, ["2028-02-29", "2028-03-01"]),
    ({"weekdays": ["tue"], "since": "2028-02-23"}, ["2028-02-29", "2028-03-07"]),
    ({"weekdays": ["tue"], "every_weeks": 2, "since": "2028-02-23"}, ["2028-02-29"]),
    ({"weekdays": ["mon", "sun"], "every_weeks": 2, "since": "2028-02-27"}, ["2028-02-27", "2028-02-28"]),
    ({"weekdays": ["sat"], "until": "2028-02-26"}, ["2028-02-26"]),
    ({"weekdays": ["sat"], "dates": ["2028-03-01"], "until": "2028-02-26"}, ["2028-02-26", "2028-03-01"]),
])  # fmt: skip
def test_on_which_days_an_event_falls(rule: dict[str, object], days: list[str]) -> None:
    event = Event.model_validate({"title": "E", "from_hour": 0, "hours": 1, "adds": {"a": 1.0}, **rule})
    span = [date(2028, 2, 25) + timedelta(days=n) for n in range(12)]
    assert [str(day) for day in span if event.falls_on(day)] == days


def test_a_night_that_begins_before_the_first_date_lasts_into_it_and_one_of_a_clock_change_is_as_long_as_it_is() -> None:
    night = "+change.events.night={title: Night, dates: [2026-03-08, 2026-03-28], from_hour: 22, hours: 6, adds: {other: 60}}"
    plan = make_plan(compose([*SMALL, *ON, night]))
    found = np.mean([draw_inputs(plan, number).logged_apart[0] for number in range(60)], axis=0)
    assert plan.calendar.first_date == date(2026, 3, 9)
    assert found[:5] == pytest.approx([10, 10, 10, 10, 0], rel=0.15), "the first two of its hours were before the run"
    change = plan.calendar.date_start_ms[(date(2026, 3, 29) - plan.calendar.first_date).days]
    around = np.abs(plan.calendar.hour_start_ms - change) <= 5 * 3_600_000
    assert found[around].sum() == pytest.approx(50, rel=0.1), "five hours elapse of six on the clock"


def test_partners_have_seasons_too() -> None:
    plain = inputs("demand.logged_per_year=0")
    ambulance = list(compose().partners.services).index("ambulance")
    more = inputs("demand.logged_per_year=0", *ON, "change.partners={ambulance: [1, 1, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1]}")
    others = plain.background["partner"] != ambulance
    assert same(plain.background[others], more.background[more.background["partner"] != ambulance])
    kept = np.isin(more.background["key"], plain.background["key"])
    assert same(plain.background, more.background[kept])
    ratio = (more.background["partner"] == ambulance).sum() / (~others).sum()
    assert ratio == pytest.approx(2 / (14 / 12), rel=0.05)


# What the measures say


def test_measures_of_what_is_added() -> None:
    scenario = compose([*SMALL, *ON, MATCH % 9, ESTATE % (4000, "")])
    given, outcome = play(scenario, 0)
    planned = plan_of(scenario)
    window = Window(planned.scenario, planned.calendar, given, outcome)
    found = values(source_measures(window))
    mine = (given.incidents["source"] == 2) & (given.incidents["created"] >= window.low)
    measured = planned.calendar.hour_start_ms >= window.low
    assert found["source_logged", "source=new"] == pytest.approx(given.logged_apart[1][measured].sum() / window.years)
    attended = (mine & (outcome.incidents["arrived"] >= 0)).sum()
    assert found["source_attended", "source=new"] == pytest.approx(attended / window.years)
    rows = mine[outcome.deployments["incident"]]
    left = np.where(outcome.deployments["left"] >= 0, outcome.deployments["left"], window.high)
    hours = ((left - outcome.deployments["sent"]) * outcome.deployments["officers"])[rows].sum() / 3_600_000
    assert found["source_hours", "source=new"] == pytest.approx(hours / window.years)
    assert found["source_hours", "source=match"] > 0


def test_nothing_is_said_without_change() -> None:
    scenario = compose([*SMALL])
    given, outcome = play(scenario, 0)
    planned = plan_of(scenario)
    assert list(source_measures(Window(planned.scenario, planned.calendar, given, outcome))) == []


def test_a_spreadsheet_s_even_year_has_no_seasons_events_or_bank_holidays() -> None:
    from sim.planner.strength.left_out import left_out

    scenario = compose(["change=county"])
    even = left_out(scenario)["days and months busier than others"]
    assert not (even.change.seasons or even.change.bank_holidays or even.change.events)
    assert even.change.trend == scenario.change.trend
    plan = make_plan(even.model_copy(update={"run": compose([*SMALL]).run}))
    assert plan.demand.change.sources == ()
