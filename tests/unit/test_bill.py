"""What a bill is made out in, by hand; and bills on a page: parts that add up, and partners by name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from kernels.kinds import SICK
from sim.configuration import compose
from sim.experiments.attribution import DIRECT, INDIRECT, TOTAL
from sim.measures.bill import bill_measures
from sim.reports.attribution import made
from sim.reports.bill import bill_tables, bill_title
from sim.reports.page import render
from sim.reports.results import Results, read_results
from tests.support.fake_results import RECIPES, Axes, Recipes, write_fake_results
from tests.support.measured import a_year, bench, seen, values
from tests.support.pages import words_of
from tests.support.tiny_inputs import incident, tiny, tour

AMBULANCE, MENTAL = "partners.services.ambulance.shortfall", "partners.services.mental_health.shortfall"
SHORT: Axes = {
    AMBULANCE: {"0.25": "ambulance short", "0": "ambulance whole"},
    MENTAL: {"0.25": "mental health short", "0": "mental health whole"},
    "sickness.gain": {"0.5": "gain 0.5", "0": "gain 0"},
}
# Restoring the ambulance service gives back 3,000 hours, 2,000 of them held for it; mental health 9,000 and 9,500: it has queues
# of its own that officers are then free to wait in.
OF_BILLS: Recipes = {
    ("officer_hours_spent", ""): (400_000.0, -3_000.0, -9_000.0, 0.0, 0.0, 900.0, 40.0, 1),
    ("officer_time_cost", ""): (6_000_000.0, -45_000.0, -135_000.0, 0.0, 0.0, 9_000.0, 400.0, 1),
    ("officer_hours_held", "partner=ambulance"): (16_900.0, -2_000.0, 0.0, 0.0, 0.0, 400.0, 20.0, 1),
    ("officer_hours_held", "partner=mental_health"): (15_100.0, 0.0, -9_500.0, 0.0, 0.0, 350.0, 20.0, 1),
}
REQUEST = {"name": "bill", "says": "What shortfalls cost", "bill": True}


def test_hours_busy_sick_and_what_they_are_worth() -> None:
    # One is at an incident from 470 to 540, ten minutes in the roster's time and sixty beyond it; the other is sick for 480 of
    # the 960 rostered minutes. A constable costs 30,520 pounds a year, two cost 61,040, and 490 of 960 minutes their share of it.
    inputs = tiny([tour(0, 0, 480), tour(1, 0, 480, absent=SICK)], [incident(470, 70)], seats=2)
    found = values(bill_measures(seen(inputs)))
    assert found["officer_hours_busy", ""] == pytest.approx(a_year(70 / 60))
    assert found["officer_hours_sick", ""] == pytest.approx(a_year(8))
    assert found["officer_hours_spent", ""] == pytest.approx(a_year(8 + 70 / 60))
    assert found["officer_time_cost", ""] == pytest.approx(61_040 * 490 / 960)


def test_without_a_price_there_are_no_pounds() -> None:
    found = values(bill_measures(seen(tiny([tour(0, 0, 480)], []), bench("~staffing.cost.constables"))))
    assert ("officer_time_cost", "") not in found
    assert found["officer_hours_spent", ""] == 0


def billed(folder: Path, request: dict[str, Any] = REQUEST) -> Results:
    def configured(manifest: dict[str, Any]) -> None:
        manifest["attribute"] = [request]
        for scenario in manifest["scenarios"]:
            words = [f"{axis}={code}" for axis, code in scenario["axes"].items() if axis.startswith("partners")]
            scenario["config"] = compose(words).model_dump(mode="json")

    return read_results(write_fake_results(folder, edit=configured, recipes=RECIPES | OF_BILLS, axes=SHORT))


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Results:
    return billed(tmp_path_factory.mktemp("bill"))


def test_bills_add_up_to_the_bill_of_all(results: Results) -> None:
    found = [each for each in made(results)[0].found if each.metric == "officer_hours_spent"]
    assert [dict(each.game.level) for each in found] == [{"sickness.gain": "0.5"}, {"sickness.gain": "0"}]
    for each in found:
        parts = [each.share(player).found.mean for player in (AMBULANCE, MENTAL)]
        assert sum(parts) == pytest.approx(each.share(TOTAL).found.mean, rel=1e-12)
        assert parts == pytest.approx([3_000, 9_000], abs=100), "what a shortfall costs is above nought"
        base, restored = (results.samples(each.game.corners[c], "officer_hours_spent").to_numpy() for c in (0, 3))
        assert each.share(TOTAL).found.mean == pytest.approx(np.mean(base - restored))


def test_hours_are_those_held_for_the_partner_and_all_others(results: Results) -> None:
    each = next(one for one in made(results)[0].found if one.metric == "officer_hours_spent")
    for player, direct in ((AMBULANCE, 2_000), (MENTAL, 9_500)):
        held, other = (each.share(player, component).found.mean for component in (DIRECT, INDIRECT))
        assert held == pytest.approx(direct, abs=60)
        assert held + other == pytest.approx(each.share(player).found.mean, rel=1e-12)
    pounds = next(one for one in made(results)[0].found if one.metric == "officer_time_cost")
    assert {share.component for share in pounds.shares} == {""}


def test_the_page_bills_partners_by_name(results: Results) -> None:
    ((title, note, table),) = bill_tables(results, made(results))
    assert title == "The bill, partner by partner"
    assert "in the model" in note
    assert [row[0] for row in table.rows] == ["Ambulance service", "Mental-health crisis team", "All of them"] * 2
    assert table.heads[1] == "At"
    told = bill_title(results, made(results)[0].changed[0])
    assert told.startswith("What shortfalls cost: 1")
    assert "officer hours a year, worth £1" in told
    assert told.index("Mental-health crisis team") < told.index("Ambulance service"), "the largest first"
    page = words_of(render(results, "", ""))
    assert "No budget shrinks by them" in page
    assert "Held for it" in page


def test_a_replication_without_a_value_is_left_out_of_all_shares(tmp_path: Path) -> None:
    folder = billed(tmp_path).folder
    path = folder / "tables" / "metrics.parquet"
    table = pd.read_parquet(path)
    missing = (table["metric"] == "officer_hours_spent") & (table["replication"] == 3)
    missing &= table["scenario"].str.contains(f"{MENTAL}=0,")
    table.loc[missing, "value"] = np.nan
    table.to_parquet(path)
    each = next(one for one in made(read_results(folder))[0].found if one.metric == "officer_hours_spent")
    counted = {(share.found.n, share.found.n_missing) for share in each.shares if share.component != DIRECT}
    assert counted == {(9, 1)}
    assert sum(each.share(p).found.mean for p in (AMBULANCE, MENTAL)) == pytest.approx(each.share(TOTAL).found.mean, rel=1e-12)
