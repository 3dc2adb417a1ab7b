"""Careers measured: mornings counted by hand, years of the run, and a cascade that accounts for every post."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from kernels import careers as c
from kernels.clock import DAY_MS
from kernels.kinds import CAREER_BREAK, LEAVE, POST_EMPTY, POST_SEVERED, RECRUIT_TRAINING, SICK
from sim.calendar import build_calendar
from sim.configuration import compose
from sim.measures.careers import career_measures
from sim.measures.officers import officer_measures
from sim.measures.overtime import worked_by_day
from sim.measures.presence import _leave as presence_leave
from sim.replication import simulate
from sim.scenario import Scenario
from tests.support.measured import seen, values
from tests.support.tiny_inputs import tiny, tour

SCENARIO = compose(["careers=county"])


def mornings(rows: list[dict[int, int]]) -> np.ndarray:
    out = np.zeros((len(rows), c.N_DAILY), dtype=np.int64)
    for day, row in zip(out, rows, strict=True):
        for column, value in row.items():
            day[column] = value
    return out


def window(days: np.ndarray, scenario: Scenario = SCENARIO, groups: tuple[tuple[str, int, int], ...] = ()) -> Any:
    """Return what the measures look through: mornings at 06:00, of which the first belongs to the warm-up."""
    at = np.arange(len(days)) * DAY_MS + DAY_MS // 4
    nights = np.column_stack([at, np.arange(len(days))])
    nobody = {name: np.zeros(0, dtype=np.int64) for name in ("start", "end", "kind", "reason", "told_before", "told_after")}
    return SimpleNamespace(
        inputs=SimpleNamespace(careers=SimpleNamespace(on=True), nights=nights, n_own=10), scenario=scenario, low=DAY_MS,
        high=len(days) * DAY_MS, outcome=SimpleNamespace(career_days=days), year_groups=list(groups), tours=nobody, done=nobody,
        by_officers=np.zeros(0, dtype=np.bool_), held=np.zeros(0, dtype=np.bool_), overlap_ms=lambda *_: np.zeros(0),
    )  # fmt: skip


def test_mornings_by_hand() -> None:
    """Ten posts. The first morning is of the warm-up; on the second one of the second band and one by severance leave."""
    days = mornings([
        {c.INDEPENDENT: 10, c.LEAVERS: 9, c.HOLDERS: 10},
        {c.INDEPENDENT: 6, c.STUDENT: 1, c.LEFT: 1, c.SEVERED: 1, c.ON_BREAK: 1, c.SEVERANCES: 1, c.LEAVERS + 1: 1, c.HOLDERS: 5,
         c.HOLDERS + 1: 3, c.SERVED_DAYS: 7 * 3652, c.NEW: 2},
        {c.INDEPENDENT: 6, c.STUDENT: 1, c.IN_TRAINING: 1, c.SEVERED: 1, c.ON_BREAK: 1, c.JOINED_TODAY: 1, c.HOLDERS: 6,
         c.HOLDERS + 1: 3, c.SERVED_DAYS: 7 * 3653, c.NEW: 2},
    ])  # fmt: skip
    found, years = values(career_measures(window(days))), 2 / 365.25
    assert found["leavers", ""] == pytest.approx(2 / years)
    assert found["severed", ""] == pytest.approx(1 / years)
    assert found["joiners", ""] == pytest.approx(1 / years)
    assert found["leavers_share", ""] == pytest.approx(2 / (17 / 365.25))
    assert found["leavers_share", "service=0_to_2"] == 0.0
    assert found["leavers_share", "service=2_to_5"] == pytest.approx(1 / (6 / 365.25))
    assert found["posts_empty_share", ""] == 3 / 20
    assert found["posts_in_training_share", ""] == 1 / 20
    assert found["posts_on_break_share", ""] == 2 / 20
    assert found["posts_with_student_share", ""] == 2 / 20
    assert found["posts_independent_share", ""] == 12 / 20
    assert found["service_in_run_years", ""] == pytest.approx(3652.5 / 365.25)
    assert found["new_in_run_share", ""] == 4 / 14
    # One recruit of 12 900 pounds, one severance of 35 000, five post-days unpaid at 30 520 a year.
    assert found["joining_pounds", ""] == pytest.approx(12_900 / years)
    assert found["severance_pounds", ""] == pytest.approx(35_000 / years)
    saved = 5 / 365.25 * 30_520
    assert found["unpaid_posts_pounds", ""] == pytest.approx(saved / years)
    assert found["careers_net_pounds", ""] == pytest.approx((12_900 + 35_000 - saved) / years)


def test_years_of_the_run_have_their_own_mornings() -> None:
    later = [{c.INDEPENDENT: 10 - n, c.LEFT: n, c.HOLDERS: 10 - n} for n in (1, 3)]
    days = mornings([{c.INDEPENDENT: 10, c.HOLDERS: 10}, *later])
    groups = (("year=1", DAY_MS, 2 * DAY_MS), ("year=2", 2 * DAY_MS, 3 * DAY_MS))
    found = values(career_measures(window(days, groups=groups)))
    assert found["posts_empty_share", "year=1"] == 0.1
    assert found["posts_empty_share", "year=2"] == 0.3
    assert found["posts_empty_share", ""] == 0.2


def test_off_there_is_nothing() -> None:
    look = window(mornings([{}]))
    look.inputs.careers.on = False
    assert values(career_measures(look)) == {}


def test_the_cascade_accounts_for_every_post() -> None:
    """Whoever left, is in training, on a break or a student is lost once, and what is left is what officers did."""
    table = simulate(compose([
        "force.officers=120", "demand.logged_per_year=60000", "run.days=20", "run.warmup_days=10", "careers=county",
        "careers.leaving.per_year={0: 3, 2: 3, 5: 2, 10: 2, 15: 2}", "careers.vacancy.mean_days=5",
        "careers.recruitment.every_months=0",
        "careers.recruitment.training_weeks=1", "careers.recruitment.tutored_weeks=1", "careers.severance.share=0.5",
        "careers.severance.weeks=1", "careers.career_breaks={per_year: 3, length: {kind: exponential, mean_days: 4}}",
    ]), 0)  # fmt: skip
    assert table.check["conserved"], table.check["faults"]
    rows = zip(table.metric, table.group, table.hour_of_week, table.value, strict=True)
    found = {(metric, group): value for metric, group, hour, value in rows if hour < 0}
    lost = {group.partition("=")[2]: value for (metric, group), value in found.items() if metric == "cascade_lost"}
    for reason in ("left", "severance", "in_training", "career_break", "student"):
        assert lost[reason] > 0, reason
    steps = [found[f"cascade_{step}", ""] for step in ("establishment", "strength", "deployable")]
    assert steps[0] - steps[1] == pytest.approx(lost["left"] + lost["severance"] + lost["vacant"])
    others = ("in_training", "career_break", "student", "part_time")
    assert steps[1] - steps[2] == pytest.approx(sum(lost[reason] for reason in others))
    spent = sum(value for (metric, _), value in found.items() if metric == "productive_spent")
    assert spent == pytest.approx(found["cascade_productive", ""])


def test_an_empty_post_is_neither_sick_nor_worked() -> None:
    """Ten tours of eight hours: one lost to sickness, four nobody's, two of which were planned as leave.

    Sickness is a sixth of the six that somebody held; leave planned in an empty post was not worked; its dates do not count
    towards the average week.
    """
    lines = [tour(0, day * 1440 + 420, day * 1440 + 900, absent=LEAVE if day in (6, 7) else 0) for day in range(10)]
    calendar = build_calendar("Europe/London", date(2026, 1, 5), 0, 10, "ENG")
    case = replace(seen(tiny(lines, horizon=10 * 1440)), calendar=calendar)
    case.outcome.tours["reason"] = [0, SICK, 0, 0, 0, 0, POST_EMPTY, RECRUIT_TRAINING, CAREER_BREAK, POST_SEVERED]
    case.outcome.tours["on"][6:] = -1
    shares = {row.metric: row.value for row in officer_measures(case)}
    assert shares["sickness_share"] == pytest.approx(1 / 6)
    leave = {row.metric: row.value for row in presence_leave(case)}
    assert leave["leave_worked"] == 0
    _, counted = worked_by_day(case)
    assert counted[0].sum() == counted.shape[1] - 5
