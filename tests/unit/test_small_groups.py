"""No figure about fewer than ten officers, and nobody named or ranked: measures, tables and pages of a run with it all on."""

from __future__ import annotations

import json
import math
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from sim.cli import main
from sim.configuration import compose
from sim.experiments.tables import TABLE_NAMES
from sim.measures.front_door import POOLS
from sim.measures.small_groups import OF_OFFICERS, _small_groups, protected
from sim.measures.window import Window, whole
from sim.metrics import METRICS, SMALLEST_GROUP
from sim.metrics.small_groups import COUNTED, LEAST_FOR_A_TENTH, counts_officers, hidden
from sim.outcome_table import ReplicationTable
from sim.replication import plan_of, play, simulate
from sim.reports.results import read_results
from sim.reports.tables import group_tables
from sim.scenario import Scenario
from sim.scenario.interventions import LEVERS
from tests.support.fake_results import write_fake_results
from tests.support.measured import bench, seen
from tests.support.tiny_inputs import tiny, tour

ALL_ON = ["run.days=57", "run.warmup_days=1", "operations=responsive", "tour=county", "working=county", "safety=county",
          "sickness=by_kind", "strain=demand_control_support", "trauma=county", "complaints=county", "fatigue=unified",
          "people=county", "survey=county", "casework=county",
          "supervision=county", "abstraction=entitlement", "abstraction.entitlement.least_left=0", "overtime=recall",
          "watches=county", "custody=county",
          "availability=county", "availability.not_deployable.recuperative.share=0", "interventions=all",
          "availability.not_deployable.initial_training.share=0", "availability.vacancies=0", "careers=county",
          "displacement=county", "displacement.expectation.on=true", "partners.shortfall=0.4",
          "presence=county", "trauma=county", "complaints=county", "front_door=county", "control_room=county",
          "threshold=right_care",
          "surges=murder_enquiry", "change=county",
          "demand.logged_per_year=24000", "force.officers=70"]  # fmt: skip
# What groups are made of. A kind of group that is new must be put here, and protected where it is of officers.
NOT_OF_OFFICERS = {"grade", "kind", "vulnerable", "partner", "line", "way", "suite", "crew", "helpers", "watch", "cause",
                   "overtime", "reason", "use", "pressure", "role", "spell", "duty", "entry", "skill", "shift", "lever",
                   "hour", "under", "weeks", "year", "dimension", "queue", "type", "quarter", "category", "source"}  # fmt: skip
OF_SOME_OFFICERS = {"area", "team", "pool", "days", "service", "who"}


@cache
def small_force() -> tuple[Scenario, Window, ReplicationTable]:
    scenario = compose(ALL_ON)
    inputs, outcome = play(scenario, 0)
    plan = plan_of(scenario)
    return scenario, Window(plan.scenario, plan.calendar, inputs, outcome), simulate(scenario, 0)


def rows() -> list[tuple[str, str, float, float]]:
    table = small_force()[2]
    of_period = np.array(table.hour_of_week) == -1
    return [(m, g, float(v), float(d)) for m, g, v, d, whole_ in
            zip(table.metric, table.group, table.value, table.denominator, of_period, strict=True) if whole_]  # fmt: skip


def test_every_kind_of_group_is_known() -> None:
    kinds = {group.partition("=")[0] for _, group, _, _ in rows() if group}
    assert kinds <= NOT_OF_OFFICERS | OF_SOME_OFFICERS
    assert kinds | {"days"} >= OF_SOME_OFFICERS, "a run with everything on has them all; days are of a year"


def test_no_area_or_team_of_few_officers_is_told_of() -> None:
    _, window, _ = small_force()
    heads = np.bincount(window.inputs.seat_area[: window.inputs.n_own])
    names = [f"area={name}" for name in window.scenario.force.areas]
    small = {name for name, n in zip(names, heads, strict=True) if n < SMALLEST_GROUP}
    assert 0 < len(small) < len(names), "the force is so small that the test sees something"
    told = [(m, g) for m, g, v, _ in rows() if g in small and METRICS[m].family in OF_OFFICERS and math.isfinite(v)]
    assert told == []
    assert any(g in set(names) - small and METRICS[m].family in OF_OFFICERS and math.isfinite(v) for m, g, v, _ in rows())
    assert any(g in small and METRICS[m].family == "public" and math.isfinite(v) for m, g, v, _ in rows()), "incidents are nobody"


def test_no_breakdown_of_all_officers_has_a_cell_of_few() -> None:
    cells = [(m, g, v, n) for m, g, v, n in rows() if g.startswith(("service=", "days="))]
    assert any(math.isnan(v) for _, _, v, _ in cells), "so small a force has some"
    assert [c for c in cells if math.isfinite(c[2]) and 0 < round(c[2] * c[3]) < SMALLEST_GROUP] == []


def test_classes_of_sick_days_of_few_officers_are_not_told() -> None:
    """Of 100 officers 60, 30, 6 and 4: the last two are small and together enough; of 300 none is small."""
    window = seen(tiny([tour(0, 0, 480)]), bench())
    for n, told in ((100, [True, True, False, False]), (300, [True] * 4)):
        shares = (0.6, 0.3, 0.06, 0.04)
        classes = [whole("sick_days_class_share", share, n, f"days={place}") for place, share in enumerate(shares)]
        assert [math.isfinite(row.value) for row in protected(window, classes)] == told


def test_teams_of_few_investigators_have_no_caseload_and_no_trauma() -> None:
    heads = {f"team={name}": team.investigators for name, team in small_force()[1].scenario.casework.teams.items()}
    assert any(0 < n < SMALLEST_GROUP for n in heads.values())
    for metric in ("cases_per_investigator", "distressing_hours"):
        told = {g: v for m, g, v, _ in rows() if m == metric and g in heads}
        assert set(told) == set(heads)
        assert {g for g, v in told.items() if math.isnan(v)} == {g for g, n in heads.items() if 0 < n < SMALLEST_GROUP}
        assert any(math.isfinite(v) for v in told.values())


def test_pools_of_few_in_the_control_room_are_not_told_of() -> None:
    """Nine at the desk: neither their sickness nor their strain; how busy they are is the room's, not theirs."""
    window = small_force()[1]
    told = {(m, g) for m, g, v, _ in rows() if math.isfinite(v)}
    rooms = window.outcome.rooms.copy()
    rooms["employed"][list(POOLS.values()).index("pool=desk")] = 9
    few = Window(window.scenario, window.calendar, window.inputs, replace(window.outcome, rooms=rooms))
    for metric, kept in (("staff_sick_share", False), ("staff_strain", False), ("control_room_busy", True)):
        assert (metric, "pool=desk") in told
        both = protected(few, [whole(metric, 0.5, 9.0, group) for group in POOLS.values()])
        assert {row.group: math.isfinite(row.value) for row in both} == {"pool=call_takers": True, "pool=desk": kept}


def test_what_a_lever_costs_does_not_give_away_how_few_it_reaches() -> None:
    """Prices are known: nine reached are told neither by the cost of their lever nor by what all cost."""
    for few, told in ((9, False), (10, True)):
        window = seen(tiny([tour(seat, 0, 480) for seat in range(30)]), bench())
        reached = np.full(30, 1 << LEVERS.index("debriefs"), dtype=np.int64)
        reached[:few] |= 1 << LEVERS.index("trim")
        levers = replace(window.inputs.levers, reached=reached)
        window = replace(window, inputs=replace(window.inputs, levers=levers))
        rows_ = [whole(metric, 9.0, 1.0, group) for metric in ("officers_reached", "interventions_cost")
                 for group in ("lever=trim", "lever=debriefs")]  # fmt: skip
        found = protected(window, [*rows_, whole("interventions_cost", 9.0, 1.0)])
        assert [math.isfinite(row.value) for row in found] == [told, True, told, True, told]
    assert counts_officers("interventions_cost", "")
    assert counts_officers("officers_reached", "lever=trim")


def test_pools_of_few_people_are_not_told_of() -> None:
    """Of 4, 12 and 30 the first is small and the second would be reckoned from the total; of 4 and 3 nothing is told."""
    for heads, told in (((4, 12, 30), [True, False, False, True]), ((10, 12, 30), [True] * 4), ((4, 3), [False] * 3),
                        ((4, 6), [True, False, False])):  # fmt: skip
        window = seen(tiny([tour(0, 0, 480)]), bench())
        names = tuple(f"pool_{place}" for place in range(len(heads)))
        plan = replace(window.inputs.pools, names=names, heads=np.array(heads, dtype=np.int64))
        window = replace(window, inputs=replace(window.inputs, pools=plan))
        found = protected(window, [whole("pool_utilisation", 0.5, 1.0, g) for g in ("", *(f"helpers={n}" for n in names))])
        assert [math.isfinite(row.value) for row in found] == told, heads


def test_what_befell_few_officers_is_not_told() -> None:
    """Nine of 300, or all but nine, would be shown by a share as well as by a list; none and all are nobody in particular."""
    window = seen(tiny([tour(0, 0, 480)]), bench())
    counts = {0: True, 9: False, 10: True, 290: True, 291: False, 300: True}
    for metric in COUNTED:
        for count, told in counts.items():
            (row,) = protected(window, [whole(metric, count / 300, 300)])
            assert math.isfinite(row.value) is told, (metric, count)


def test_a_cell_is_not_told_under_another_name() -> None:
    """Officers with less than two years are the first band of service as well."""
    under, band = "experience_under_2_share", "service_share"
    told = {(m, g): v for m, g, v, _ in rows()}
    assert told[under, ""] == told[band, "service=0_to_2"]
    found = protected(small_force()[1], [whole(under, 0.03, 300), whole(band, 0.03, 300, "service=0_to_2"),
                                         whole(band, 0.37, 300, "service=2_to_5"), whole(band, 0.6, 300, "service=5_on")])
    assert [math.isfinite(row.value) for row in found] == [False, False, False, True]


def test_a_tenth_of_a_small_force_is_not_told_of() -> None:
    assert small_force()[1].inputs.n_own < LEAST_FOR_A_TENTH
    assert not {"strain_worst_tenth", "sick_days_of_worst_tenth"} & {m for m, *_ in rows()}
    assert "strain_mean" in {m for m, *_ in rows()}


def test_a_measure_hidden_in_some_runs_has_no_mean_of_the_others(tmp_path: Path) -> None:
    """Hidden where few were counted, the runs in which many were would be the only ones left."""
    def edit(metrics: pd.DataFrame) -> pd.DataFrame:
        first = metrics[(metrics["metric"] == "attended_within_target") & (metrics["group"] == "")]
        share = first.assign(metric="sick_days_class_share", group="days=20_or_more")
        share.loc[share["replication"] == 0, "value"] = math.nan
        gap = first.assign(metric="kss_mean", group="")
        gap.loc[gap["replication"] == 0, "value"] = math.nan
        return pd.concat([metrics[metrics["metric"] != "kss_mean"], share, gap])

    results = read_results(write_fake_results(tmp_path))
    results = replace(results, metrics=edit(results.metrics))
    name = results.baseline.id
    assert results.samples(name, "sick_days_class_share", "days=20_or_more").isna().all()
    assert results.samples(name, "kss_mean").notna().sum() == results.replications - 1, "others are missing where they are"


def test_respondents_are_enough_or_not_told_of() -> None:
    periods = small_force()[1].inputs.exposures.n_whole
    told = [(v, n) for m, g, v, n in rows() if g == "who=respondents"]
    assert told
    assert all(math.isnan(v) for v, n in told if n < SMALLEST_GROUP * periods)


def test_one_small_group_alone_would_be_reckoned_from_the_rest() -> None:
    assert hidden([30, 4, 12, 20], 10) == [False, True, True, False]
    assert hidden([30, 4, 8, 20], 10) == [False, True, True, False]
    assert hidden([30, 0, 12], 10) == [False, False, False]
    assert hidden([4], 10) == [True]


def test_a_team_of_nine_is_hidden_and_of_ten_is_not() -> None:
    for n, told in ((9, False), (10, True)):
        inputs = tiny([tour(seat, 0, 480, team=seat >= 12) for seat in range(12 + n)])
        window = seen(inputs, bench())
        row = whole("cascade_available", 1.0, 1.0, "team=2")
        assert (("", "team=2") in _small_groups(window)) is not told
        assert math.isfinite(protected(window, [row])[0].value) is told


# What a run leaves behind


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sweep with everything on, and its page."""
    out = tmp_path_factory.mktemp("everything_on") / "study"
    words = [*ALL_ON, "run.days=29", "run.replications=2", "staffing.cut=0,0.1", "run.workers=1", "run.audit_days=1"]
    assert main(["sweep", "--quiet", *words, f"out={out}"]) == 0
    return out


PERSON = re.compile(r"\b(?:seat|officer|constable|sergeant)\s*(?:no\.?|number|id|#)?\s*\d+\b(?!\s*%)", re.IGNORECASE)


def test_no_table_has_a_column_or_group_of_single_officers(folder: Path) -> None:
    for name in TABLE_NAMES:
        table = pd.read_parquet(folder / "tables" / f"{name}.parquet")
        assert not {"seat", "officer", "rank", "seat_id", "number"} & set(table.columns)
        if "group" in table:
            kinds = {str(group).partition("=")[0] for group in table["group"].dropna() if group}
            assert kinds <= NOT_OF_OFFICERS | OF_SOME_OFFICERS
    for path in (folder / "replications").glob("*.parquet"):
        assert set(pd.read_parquet(path).columns) == {"metric", "group", "hour_of_week", "value", "denominator"}


def test_the_stored_tables_tell_of_no_small_group(folder: Path) -> None:
    table = pd.read_parquet(folder / "tables" / "metrics.parquet")
    cells = table[table["group"].fillna("").str.startswith(("service=", "days="))]
    assert len(cells)
    counts = (cells["value"] * cells["denominator"]).round()
    assert ((counts == 0) | (counts >= SMALLEST_GROUP) | counts.isna()).all()
    compared = pd.read_parquet(folder / "tables" / "comparisons.parquet")
    gone = {(m, g) for m, g, v, _ in rows() if g and math.isnan(v) and g.startswith("area=")}
    same = compared[[(m, g) in gone for m, g in zip(compared["metric"], compared["group"], strict=True)]]
    assert len(same)
    assert same["mean"].isna().all()


def test_the_page_names_and_ranks_nobody(folder: Path) -> None:
    page = (folder / "dashboard.html").read_text(encoding="utf-8")
    text = re.sub(r"<script.*?</script>", " ", page, flags=re.DOTALL)
    text = re.sub(r"<[^>]+>", "|", text)  # what stands in two cells is no one sentence
    assert PERSON.findall(text) == []
    data = re.search(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', page, flags=re.DOTALL)
    assert data is None or PERSON.findall(json.dumps(json.loads(data[1]))) == []


def test_nothing_is_called_withheld_that_is_of_no_group_of_officers(folder: Path) -> None:
    """Custody suites, watches or short sleep are no small groups, though nobody counts their officers."""
    results = read_results(folder)
    assert results.groups("short_sleep_share", "under")
    assert {title for title, _ in group_tables(results)} <= {"Officers by area", "Officers by team"}


def test_the_manifest_names_nobody(folder: Path) -> None:
    assert PERSON.findall((folder / "manifest.json").read_text(encoding="utf-8")) == []
