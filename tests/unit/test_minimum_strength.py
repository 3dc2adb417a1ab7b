"""Minimum strength: the spreadsheet's formula, tours by the hour, what a trial leaves out, and what is kept in the folder."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest

from sim.cli import main
from sim.configuration import compose
from sim.faults import FaultReport
from sim.planner.strength.left_out import left_out
from sim.planner.strength.search import crew_sizes_by_hour, strength_at
from sim.planner.strength.spreadsheet import officers_needed, share_in_time
from sim.planner.strength.store import best_option, hours_short
from sim.planner.strength.trial import trial_of
from sim.replication import plan_of
from tests.oracle.theory import erlang_c

HOUR_MS = 3_600_000


@pytest.mark.parametrize(("servers", "offered"), [(1, 0.5), (3, 2.4), (20, 15.0), (200, 180.0), (2_000, 1_950.0)])
def test_the_spreadsheet_has_erlangs_formula(servers: int, offered: float) -> None:
    waits = 1.0 - share_in_time(servers, offered, 0.0, 1.0)
    assert waits == pytest.approx(erlang_c(offered, servers), rel=1e-9)
    assert share_in_time(servers, offered, 0.5, 1.0) == pytest.approx(1 - waits * np.exp(-(servers - offered) * 0.5))


def test_an_officer_fewer_would_miss_the_aim() -> None:
    loads = np.array([0.0, 0.3, 4.0, 25.0, 160.0])
    needed = officers_needed(loads, 0.15, 1.4, 0.9)
    assert needed[0] == 0
    for load, officers in zip(loads[1:], needed[1:], strict=True):
        assert share_in_time(int(officers), float(load), 0.15, 1.4) >= 0.9
        assert share_in_time(int(officers) - 1, float(load), 0.15, 1.4) < 0.9


@pytest.mark.parametrize("aim", [0.0, 1.0, 1.2])
def test_an_aim_that_cannot_be_met_is_refused(aim: float) -> None:
    with pytest.raises(ValueError, match="no answer"):
        officers_needed(np.array([3.0]), 0.1, 1.0, aim)


@pytest.mark.parametrize("crewing", ["single", "double", "double_at_night"])
@pytest.mark.parametrize("start", ["2024-03-25", "2024-10-21"])
def test_so_many_are_on_duty_in_every_hour_also_when_the_clocks_change(crewing: str, start: str) -> None:
    scenario = compose([f"crewing={crewing}", f"run.start={start}", "run.days=14", "run.warmup_days=2"])
    wanted = np.random.default_rng(7).integers(1, 9, size=(6, 168)) * 2
    plan = plan_of(trial_of(scenario, wanted))
    tours, calendar = plan.tour_records, plan.calendar
    there = np.zeros((6, calendar.hour_start_ms.size), dtype=np.int64)
    for hour, at in enumerate(calendar.hour_start_ms):
        on = (tours["start"] <= at) & (tours["end"] > at)
        there[:, hour] = np.bincount(tours["area"][on], minlength=6)
    assert np.array_equal(there, wanted[:, calendar.hour_of_week])
    hour = np.searchsorted(calendar.hour_start_ms, tours["start"])
    sizes = crew_sizes_by_hour(scenario)[tours["area"], calendar.hour_of_week[hour]]
    assert np.array_equal(tours["crew_size"], sizes)  # crews are formed as the hour's policy asks
    assert (tours["end"] > tours["start"]).all()
    assert ((tours["start"] % HOUR_MS) == 0).all()


def test_in_a_trial_nobody_helps_and_nobody_is_away() -> None:
    scenario = compose([
        "pools=county", "bids=weekend_peak", "overtime=recall", "mutual_aid=regional", "tour=county", "availability=county",
        "supervision=county", "staffing.cut=0.1", "custody=county", "watches=county",
    ])  # fmt: skip
    trial = trial_of(scenario, np.full((6, 168), 4))
    plan = plan_of(trial)
    assert plan.pools is None
    assert not trial.overtime.fills_gaps
    assert not trial.mutual_aid.on
    assert set(plan.tour_records["absent"].tolist()) == {0}
    assert trial.custody.on  # what takes officers' time at work stays: it is part of the load
    assert trial.watches.on


def test_strength_comes_in_whole_crews_and_never_falls_to_nobody() -> None:
    mean, deviation, crews = np.array([[0.0, 3.2]]), np.array([[0.0, 2.0]]), np.array([[1, 2]])
    assert strength_at(np.array([1.0]), mean, deviation, crews).tolist() == [[1, 6]]
    assert strength_at(np.array([-4.0]), mean, deviation, crews).tolist() == [[1, 2]]


def test_what_a_force_does_not_have_is_not_left_out() -> None:
    assert left_out(compose(["force=bench", "demand=flat", "crewing=single", "partners=none"])) == {}
    assert len(left_out(compose([]))) == 5


def test_leaving_out_several_officers_keeps_the_work() -> None:
    scenario = compose(["partners=none"])
    alone = left_out(scenario)["crews of two, and incidents that want several officers at once"].demand

    def officer_hours(demand: object) -> float:
        types = demand.types.values()  # type: ignore[attr-defined]
        shares = sum(kind.share for kind in types)
        return float(demand.logged_per_year * demand.scale * sum(  # type: ignore[attr-defined]
            kind.share / shares * kind.attended * kind.scene.mean_min
            * sum(n * weight for n, weight in kind.officers.items()) / sum(kind.officers.values()) for kind in types))

    assert officer_hours(alone) == pytest.approx(officer_hours(scenario.demand))
    assert all(dict(kind.officers) == {1: 1.0} for kind in alone.types.values())


WORDS = ["force.officers=60", "demand.logged_per_year=25000", "run.days=14", "run.warmup_days=3", "run.replications=2", "--quiet"]


def test_strength_is_found_kept_and_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["strength", *WORDS, "roster=two_two_two_four,gmp_vsa", f"out={tmp_path}"]
    assert main(words) == 0
    told = capsys.readouterr().out
    kept = json.loads((tmp_path / "minimum_strength.json").read_text(encoding="utf-8"))
    needed = np.array(kept["simulated"])
    assert needed.shape == (6, 168)
    assert needed.min() >= 1
    best = best_option(tmp_path)
    assert best in kept["options"]
    assert "chosen_roster.csv" in told
    for name in kept["options"]:
        with (tmp_path / "gaps.csv").open(encoding="utf-8") as stream:
            rows = [row for row in csv.DictReader(stream) if row["scenario"] == name]
        assert sum(float(row["short"]) for row in rows) == pytest.approx(hours_short(kept, name), abs=0.005 * len(rows) + 0.01)
        assert hours_short(kept, best) <= hours_short(kept, name)
    page = (tmp_path / "dashboard.html").read_text(encoding="utf-8")
    assert "What each roster lacks" in page
    assert "Why a spreadsheet answers otherwise" in page
    assert main(["check", str(tmp_path)]) == 0

    stamp = (tmp_path / "minimum_strength.json").stat().st_mtime_ns
    assert main(words) == 0
    assert (tmp_path / "minimum_strength.json").stat().st_mtime_ns == stamp, "what is stored already was searched for again"
    kept["scenarios"] = dict.fromkeys(kept["scenarios"], "another")
    (tmp_path / "minimum_strength.json").write_text(json.dumps(kept), encoding="utf-8")
    assert main(["report", str(tmp_path)]) == 0
    assert "What each roster lacks" not in (tmp_path / "dashboard.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(("words", "where"), [
    (["roster.strength={city: 3}"], "roster.strength"),
    (["roster=always_on", "abstraction=none", "roster.strength={citty: 3}"], "roster.strength.citty"),
    (["roster=always_on", "abstraction=none", "roster.strength={city: -1}"], "roster.strength.city"),
    (["roster=always_on", "abstraction=none", "roster.strength={city: [1, 2]}"], "roster.strength.city"),
])  # fmt: skip
def test_a_strength_that_makes_no_sense_is_one_report(words: list[str], where: str) -> None:
    with pytest.raises(FaultReport) as caught:
        compose(words)
    assert any(fault.where.startswith(where) or where in fault.where for fault in caught.value.faults), str(caught.value)
