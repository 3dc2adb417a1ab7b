"""The page of surges and changing demand: which weeks are drawn, what is said, and nothing where all of it is off."""

from __future__ import annotations

from types import SimpleNamespace
from typing import cast

import pytest

from sim.configuration import compose
from sim.reports.changes import change_plans
from sim.reports.results import Results
from sim.reports.settings import level_words


def results(**groups: list[str]) -> Results:
    def listed(metric: str, kind: str) -> list[str]:
        return groups.get(f"{metric}_{kind}", [])

    return cast(Results, SimpleNamespace(groups=listed, group_title=str.title))


@pytest.mark.parametrize(("n", "drawn"), [(2, [0, 1]), (8, [0, 1, 2, 3]), (13, [0, 4, 8, 12])])
def test_of_many_weeks_some_are_drawn(n: int, drawn: list[int]) -> None:
    weeks = [f"weeks={first:02d}" for first in range(n)]
    plan = change_plans(results(in_target_in_weeks_weeks=weeks))[2]
    assert [place for place, wanted in enumerate(plan.wanted) if wanted.drawn] == drawn
    assert [wanted.group for wanted in plan.wanted] == weeks
    assert plan.only_on


def test_each_source_is_told_by_hours_incidents_and_officers() -> None:
    wanted = change_plans(results(source_hours_source=["source=new_homes"]))[1].wanted
    assert [(each.metric, each.drawn) for each in wanted] == [
        ("source_hours", True), ("source_logged", False), ("source_attended", False), ("source_officers", False)]  # fmt: skip


@pytest.mark.parametrize(("axis", "value", "said"), [
    ("surges", "none", "no surge"), ("surges", "murder_enquiry", "a murder enquiry"),
    ("surges.list.murder.officers", "0", "murder enquiry: nobody taken"),
    ("surges.list.murder.officers", "20", "murder enquiry: 20 officers taken"),
    ("surges.list.murder.days", "28", "murder enquiry of 28 days"),
    ("surges.list.murder.leaves_out", "[]", "murder enquiry of anybody"),
    ("surges.list.murder.leaves_out", "[students, sergeants]", "murder enquiry without students and sergeants"),
    ("surges.list.murder.sergeants", "null", "murder enquiry: sergeants as it falls"),
    ("surges.list.murder.sergeants", "0", "murder enquiry: no sergeants"),
    ("change", "new_estate", "an estate of new homes"), ("change.estates.garden_village.homes", "0", "no new homes"),
    ("change.estates.garden_village.homes", "5000", "5,000 new homes"), ("change.trend.years_on", "0", "no growth yet"),
    ("change.trend.years_on", "5", "5 years of growth on"),
])  # fmt: skip
def test_swept_settings_in_words(axis: str, value: str, said: str) -> None:
    words = ["surges=murder_enquiry", "change=new_estate"]
    plain = compose([*words, f"{axis}={value}"] if "." in axis else words).model_dump(mode="json")
    assert level_words(axis, value, plain) == said
