"""Custody on the page: a section of its own where it is on, asked about where it is swept, its settings in words."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.metrics import METRICS
from sim.reports.asked import asked_about
from sim.reports.assumed import in_words
from sim.reports.custody import custody_plans
from sim.reports.names import group_words
from sim.reports.results import Results, read_results
from sim.reports.sections import content
from sim.reports.settings import level_words
from tests.support.fake_results import RECIPES, Recipes, write_fake_results
from tests.support.pages import configured

MEASURES: Recipes = {
    ("custody_hours", ""): (41_000.0, -11_000.0, 0.0, 0.0, 0.0, 200.0, 60.0, 1),
    ("custody_hours_per_arrest", ""): (4.8, -1.3, 0.0, 0.0, 0.0, 0.02, 0.01, 8000),
    ("custody_wait_p90_min", ""): (31.0, 0.0, 0.0, 60.0, 0.0, 2.0, 1.0, 8000),
    ("custody_wait_p90_min", "suite=main"): (30.0, 0.0, 0.0, 80.0, 0.0, 2.0, 1.0, 5000),
    ("custody_wait_p90_min", "suite=coast"): (32.0, 0.0, 0.0, 25.0, 0.0, 2.0, 1.0, 3000),
    ("custody_overtime_hours", ""): (10_000.0, 0.0, 0.0, 0.0, 0.0, 100.0, 1.0, 1),
}


def results(folder: Path, on: bool) -> Results:
    return read_results(write_fake_results(folder, recipes=RECIPES | MEASURES, edit=configured({"custody": {"on": on}})))


def test_what_moved_is_drawn_and_what_did_not_is_named(tmp_path: Path) -> None:
    given = results(tmp_path, on=True)
    found = content(given, custody_plans(given))
    titles = [chart.title for chart in found.charts]
    assert len(titles) == 2
    assert titles[0].startswith("Officer hours after arrests fall most under")
    assert titles[1].startswith("The long wait for a custody desk rises most under")
    assert "main suite" in titles[1]
    assert "overtime with an arrest in hand" in found.quiet


def test_a_page_without_custody_has_no_such_section(tmp_path: Path) -> None:
    given = read_results(write_fake_results(tmp_path, recipes=RECIPES, edit=configured({"custody": {"on": False}})))
    found = content(given, custody_plans(given))
    assert (found.charts, found.quiet) == ((), "")


@pytest.mark.parametrize("axes", [["custody"], ["custody.weekend_shortfall", "roster"], ["custody.file.mean_min"]])
def test_who_sweeps_custody_asks_about_its_measures(axes: list[str]) -> None:
    assert asked_about(axes) == {"custody_hours", "custody_wait_p90_min"}
    assert asked_about(axes) <= set(METRICS)


@pytest.mark.parametrize(
    ("axis", "value", "words"),
    [
        ("custody", "none", "arrests cost nothing after the scene"),
        ("custody", "county", "arrests go to custody"),
        ("custody.on", "false", "arrests cost nothing after the scene"),
        ("custody.weekend_shortfall", "0.5", "50% fewer custody desks at weekends"),
        ("custody.weekend_shortfall", "0", "weekend custody desks as planned"),
        ("custody.shortfall", "0.25", "25% fewer custody desks"),
        ("custody.file.mean_min", "90", "1.5 h to build a file"),
        ("custody.booking_in.mean_min", "40", "40 min to book somebody in"),
        ("custody.escort", "1", "1 officer to custody"),
        ("custody.file_officers", "2", "2 officers build a file"),
    ],
)
def test_settings_in_words(axis: str, value: str, words: str) -> None:
    assert level_words(axis, value, {}) == words


def test_assumptions_and_suites_in_words() -> None:
    assert in_words("custody.suites.*.desks") == ("Custody", "Each suite: desks")
    assert in_words("demand.types.*.arrest") == ("Demand", "Each type of incident: chance of an arrest")
    assert group_words("suite=main") == "Main suite"
