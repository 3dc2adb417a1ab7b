"""`muster fit` end to end: a study folder that runs, holds no record, is the same every time, and tells the truth."""

from __future__ import annotations

import csv
import datetime
import gzip
import shutil

import numpy as np
import pytest

from sim.faults import FaultReport, Faults
from sim.planner.clean import clean_extract
from sim.planner.fit import fit_extract
from sim.planner.mapping_file import load_mapping
from sim.planner.sizing import officers_sent
from sim.scenario.demand import Demand
from sim.scenario.force import Force
from sim.studies import load_study, study_scenarios
from sim.yaml_strict import load_file
from tests.support import synthetic_extract as planted

TODAY = datetime.date(2026, 1, 1)


def fit(folder, extract, *changes):
    path = extract.write(folder / "extract.csv")
    return fit_extract(path, planted.write_mapping(folder / "mapping.yaml", *changes), folder / "out", TODAY)


@pytest.fixture(scope="module")
def clean_fit(tmp_path_factory):
    extract = planted.clean_extract(weeks=16, per_hour=8.0)
    return extract, fit(tmp_path_factory.mktemp("clean"), extract)


@pytest.fixture(scope="module")
def quirky_fit(tmp_path_factory):
    extract = planted.quirky_extract(per_hour=8.0)
    return extract, fit(tmp_path_factory.mktemp("quirky"), extract)


def table(folder, name):
    faults = Faults()
    document = load_file(folder / name, faults)
    assert not faults
    assert document is not None
    return document.data


def test_a_clean_extract_raises_no_false_alarm(clean_fit):
    _, result = clean_fit
    assert result.numbers["findings"] == []
    assert "Nothing: no row was left out" in result.report


@pytest.mark.parametrize("seed", range(20, 26))
def test_other_clean_extracts_raise_none_either(tmp_path, seed):
    mapping = load_mapping(planted.write_mapping(tmp_path / "mapping.yaml"))
    path = planted.clean_extract(seed=seed, weeks=10, per_hour=5.0, day_cv=0.08).write(tmp_path / "extract.csv")
    clean, findings = clean_extract(path, mapping, TODAY)
    assert clean is not None
    assert [item.rule for item in findings.items] == []


def test_the_study_loads_and_every_scenario_composes(clean_fit):
    _, result = clean_fit
    study = load_study(result.folder)
    found = study_scenarios(study)
    assert len(found) == 3 * 3 * 2
    assert found[0].scenario.force.time_zone == "America/New_York"
    assert found[0].scenario.crewing.policy == "single"


def test_fitted_tables_hold_what_was_planted(clean_fit):
    extract, result = clean_fit
    demand = Demand.model_validate(table(result.folder, "demand.yaml"))
    assert demand.logged_per_year == pytest.approx(8.0 * 8766 / 0.8, rel=0.04)
    assert demand.day_to_day_cv == pytest.approx(0.10, abs=0.03)
    assert sum(kind.share for kind in demand.types.values()) == pytest.approx(1.0, abs=1e-4)
    for name, kind in (
        ("disorder", "DISORDER"),
        ("collision", "COLLISION"),
        ("parking", "PARKING"),
        ("alarm", "ALARM"),
    ):
        truth = planted.KINDS[kind]
        fitted = demand.types[name]
        assert fitted.scene.mean == pytest.approx(truth.mean, rel=0.10), name
        assert fitted.attended == 1.0
        assert fitted.officers == {1: 0.6, 2: 0.4}
        assert fitted.scene.kind == truth.family
    rates = sum(kind.share * np.array(demand.weeks[kind.week]) for kind in demand.types.values()).ravel()
    assert rates / rates.mean() == pytest.approx(
        np.array(result.numbers["demand"]["hour_of_week"]) / np.mean(result.numbers["demand"]["hour_of_week"]),
        rel=0.002,
    )
    force = Force.model_validate(table(result.folder, "force.yaml"))
    travel = force.areas["town"].travel
    assert travel.kind == "gamma"
    assert travel.mean == pytest.approx(8.0, rel=0.03)


def test_the_force_is_sized_by_the_stated_rule(clean_fit):
    _, result = clean_fit
    rates = planted._kind_rates(planted.planted_week(8.0)).sum(axis=1)
    scene = np.array([kind.mean for kind in planted.KINDS.values()])
    hours = (rates * (8.0 + scene + 10.0)).sum() * 365.25 / 7 / 60 * 1.4 / 0.8
    size = result.numbers["force"]
    assert size["busy_hours"] == pytest.approx(hours, rel=0.06)
    assert size["officers"] == int(np.ceil(size["busy_hours"] / (1430 * 0.625)))
    assert size["low"] < size["officers"] < size["high"]


def test_the_simulated_force_is_as_busy_as_the_rule_says(clean_fit):
    from sim.replication import simulate

    _, result = clean_fit
    study = load_study(result.folder, ["run.days=28", "run.warmup_days=14", "run.replications=1"])
    measures = simulate(study_scenarios(study)[0].scenario, 0)
    whole = (
        (np.asarray(measures.metric) == "utilisation")
        & (np.asarray(measures.group) == "")
        & (measures.hour_of_week == -1)
    )
    assert measures.value[whole] == pytest.approx([0.625], abs=0.05)


def test_whole_crews_go():
    weights = {1: 0.5, 2: 0.3, 3: 0.2}
    assert officers_sent(weights, "single", 0.25) == pytest.approx(1.7)
    assert officers_sent(weights, "double", 0.25) == pytest.approx(0.8 * 2 + 0.2 * 4)
    assert officers_sent(weights, "double_at_night", 0.25) == pytest.approx(0.75 * 1.7 + 0.25 * 2.4)


def test_the_same_inputs_give_the_same_bytes(clean_fit, tmp_path):
    extract, result = clean_fit
    again = fit(tmp_path, extract)
    assert sorted(path.name for path in result.files) == sorted(path.name for path in again.files)
    for path in result.files:
        assert path.read_bytes() == (again.folder / path.name).read_bytes(), path.name


def test_no_record_leaves_with_the_results(quirky_fit):
    extract, result = quirky_fit
    frame = extract.frame
    stamps = {stamp for column in ("created", "arrived", "first_cleared") for stamp in frame[column] if stamp}
    for path in result.files:
        text = path.read_text(encoding="utf-8")
        shown = {line for line in text.splitlines() for stamp in [line[:19]] if stamp in stamps}
        assert not shown, path.name
        if path.name not in ("faults.csv", "fit_report.md", "fit_report.html"):
            assert not any(stamp in text for stamp in stamps), path.name


def test_quirks_are_found_named_and_counted(quirky_fit):
    extract, result = quirky_fit
    numbers, frame = result.numbers, extract.frame
    rules = {item["rule"]: item for item in numbers["findings"]}
    assert numbers["level_change"]["file"]["day"] == "2025-10-05"
    assert numbers["level_change"]["used"] is None
    assert "2025-11-27" in numbers["odd_days"]
    assert {"level_change", "clocks_back", "negative_interval", "missing_time", "unusual_days"} <= set(rules)
    used = frame[(frame["extract"] == "full") & (frame["officer_initiated"] == "0") & (frame["priority"] != "8")]
    negative = ((used["first_cleared"] < used["arrived"]) & (used["first_cleared"] != "")).sum()
    assert numbers["intervals"]["negative arrived to first_cleared"] == pytest.approx(
        negative, abs=3
    )  # abs: the repeated hour
    assert numbers["missing"]["arrived"] == pytest.approx((used["arrived"] == "").mean(), rel=1e-5)
    assert numbers["rows"]["used"] == len(used)
    assert numbers["durations"]["travel"]["town"]["chosen"] == "empirical", "8 % of arrivals are instant"
    assert numbers["demand"]["per_hour_seen"] == pytest.approx(8.0 * 0.8 * 0.95, rel=0.06)


def test_observed_waits_are_kept_for_validation_only(clean_fit):
    extract, result = clean_fit
    with (result.folder / "observed.csv").open(encoding="utf-8", newline="") as handle:
        rows = {(row["metric"], row["group"]): row for row in csv.DictReader(handle)}
    created = np.array(extract.frame["created"], "datetime64[s]")
    arrived = np.array(extract.frame["arrived"], "datetime64[s]")
    minutes = (arrived - created).astype(float) / 60
    assert float(rows["wait_p50_min", ""]["value"]) == pytest.approx(np.median(minutes), rel=0.001)
    urgent = minutes[(extract.frame["priority"] == "1").to_numpy()]
    assert int(rows["wait_p90_min", "grade=immediate"]["n"]) == len(urgent)
    assert float(rows["attended_within_target", "grade=immediate"]["value"]) == pytest.approx(
        (urgent <= 15).mean(), rel=0.001
    )
    assert all(int(row["n"]) >= 10 for row in rows.values())


@pytest.mark.parametrize("write", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "semicolon", "gzip", "crlf", "blank"])
def test_the_same_extract_in_other_clothes(tmp_path, write):
    frame = planted.clean_extract(weeks=3).frame
    frame.loc[5, "source"] = "Café"
    text = frame.to_csv(index=False, sep=";" if write == "semicolon" else ",", lineterminator="\n")
    data = text.encode("utf-8")
    if write in ("utf-8-sig", "cp1252", "utf-16"):
        data = text.encode(write)
    elif write == "gzip":
        data = gzip.compress(data)
    elif write == "crlf":
        data = text.replace("\n", "\r\n").encode()
    elif write == "blank":
        data = (text.replace("created", " created\xa0", 1) + "\n\n,,,,,,,,,,,\n").encode()
    path = tmp_path / ("extract.csv.gz" if write == "gzip" else "extract.csv")
    path.write_bytes(data)
    clean, findings = clean_extract(path, load_mapping(planted.write_mapping(tmp_path / "mapping.yaml")), TODAY)
    assert findings.items == []
    assert clean is not None
    assert clean.counts["used"] == len(frame)
    assert clean.raw.lines[-1] == len(frame) + 1
    names = {"utf-8-sig": "UTF-8 with a byte order mark", "cp1252": "Windows-1252", "utf-16": "UTF-16"}
    assert clean.raw.encoding == names.get(write, "UTF-8")
    assert clean.raw.delimiter == ("semicolon" if write == "semicolon" else "comma")
    assert clean.raw.blank_rows == (3 if write == "blank" else 0)


def test_text_stays_text(tmp_path):
    frame = planted.clean_extract(weeks=3).frame
    frame["problem"] = np.where(
        frame["problem"] == "ALARM", "NA", np.where(frame["problem"] == "PARKING", "00123", frame["problem"])
    )
    path = tmp_path / "extract.csv"
    frame.to_csv(path, index=False)
    clean, _ = clean_extract(path, load_mapping(planted.write_mapping(tmp_path / "mapping.yaml")), TODAY)
    assert {"NA", "00123"} <= set(clean.frame["type"])


def test_intervals_are_elapsed_not_wall_clock(tmp_path):
    """Created 01:50 summer time, there at 01:10 winter time the same night: 20 minutes, not minus 40."""
    frame = planted.quirky_extract(weeks=8).frame
    frame = frame[frame["extract"] == "full"].reset_index(drop=True)
    place = frame.index[frame["created"] > "2025-11-02 00:30:00"][0]
    stamps = {
        "created": "01:50:00",
        "queued": "01:50:00",
        "dispatched": "01:52:00",
        "arrived": "01:10:00",
        "first_cleared": "01:40:00",
    }
    for column, clock in stamps.items():
        frame.loc[place, column] = f"2025-11-02 {clock}"
    frame.loc[place, ["closed", "priority", "officer_initiated"]] = ["2025-11-02 03:00:00", "1", "0"]
    path = tmp_path / "extract.csv"
    frame.to_csv(path, index=False)
    clean, _ = clean_extract(path, load_mapping(planted.write_mapping(tmp_path / "mapping.yaml")), TODAY)
    row = clean.frame[clean.frame["line"] == place + 2].iloc[0]
    assert (row["arrived"] - row["created"]).total_seconds() == 20 * 60
    assert (row["cleared"] - row["arrived"]).total_seconds() == 30 * 60
    assert (row["closed"] - row["cleared"]).total_seconds() == 80 * 60


def test_repeats_strays_and_gaps_are_warnings(tmp_path):
    frame = planted.clean_extract(weeks=10).frame
    frame.loc[50, "id"] = frame.loc[40, "id"]
    frame.loc[60, "created"] = "2015" + frame.loc[60, "created"][4:]
    frame.loc[61, "created"] = "2031" + frame.loc[61, "created"][4:]
    gap = frame["created"].str.startswith(("2025-07-21", "2025-07-22"))
    frame = frame[~gap]
    path = tmp_path / "extract.csv"
    frame.to_csv(path, index=False)
    clean, findings = clean_extract(path, load_mapping(planted.write_mapping(tmp_path / "mapping.yaml")), TODAY)
    assert clean is not None
    by_rule = {item.rule: item for item in findings.items}
    assert by_rule["duplicate_id"].lines == (52,)
    assert sorted(line for item in findings.items if item.rule == "stray_date" for line in item.lines) == [62, 63]
    assert "21 July 2025, 22 July 2025" in by_rule["gap_days"].what
    assert clean.counts["repeated"] == 1
    assert clean.counts["date far off"] == 2


def test_out_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "out").write_text("x", encoding="utf-8")
    with pytest.raises(FaultReport, match="is a file"):
        fit(tmp_path, planted.clean_extract(weeks=3))


@pytest.fixture
def fitted(clean_fit, tmp_path):
    """A copy of a fitted folder, and a call that fits the same extract into it again."""
    extract, result = clean_fit
    shutil.copytree(result.folder, tmp_path / "out")
    return tmp_path / "out", lambda *changes: fit(tmp_path, extract, *changes)


def test_a_second_fit_writes_over_its_own_files(fitted):
    folder, again = fitted
    again(("low: {title: Four", "low: {title: Slow"))
    assert "Slow" in (folder / "force.yaml").read_text(encoding="utf-8")
    again()
    assert "Four" in (folder / "force.yaml").read_text(encoding="utf-8")


def test_a_file_the_planner_changed_is_never_written_over(fitted):
    folder, again = fitted
    edited = {}
    for name in ("force.yaml", "study.yaml"):
        path = folder / name
        path.write_text(path.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
        edited[name] = path.read_bytes()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(FaultReport) as caught:
        again(("low: {title: Four", "low: {title: Slow"))
    (fault,) = caught.value.faults
    assert "study.yaml" in fault.found
    assert "force.yaml" in fault.found
    assert "demand.yaml" not in fault.found
    assert "another out=" in fault.remedy
    assert "delete" in fault.remedy
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    for name in edited:
        (folder / name).unlink()
    again()


def test_a_study_without_a_record_is_somebodys_work(fitted):
    folder, again = fitted
    (folder / "fit.json").write_text("[]", encoding="utf-8")
    again()  # every file already holds what would be written
    (folder / "fit.json").unlink()
    (folder / "demand.yaml").write_text("title: by hand\n", encoding="utf-8")
    with pytest.raises(FaultReport, match="demand.yaml"):
        again()


def test_windows_line_ends_are_no_change(fitted):
    folder, again = fitted
    path = folder / "force.yaml"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    again(("low: {title: Four", "low: {title: Slow"))


@pytest.mark.parametrize("name", ["manifest.json", "plan.json"])
def test_a_folder_of_results_is_refused(tmp_path, name):
    out = tmp_path / "out"
    out.mkdir()
    (out / name).write_text("{}", encoding="utf-8")
    with pytest.raises(FaultReport, match="a folder of results"):
        fit(tmp_path, planted.clean_extract(weeks=3))
    assert [path.name for path in out.iterdir()] == [name]


@pytest.mark.parametrize(
    ("words", "found", "remedy"),
    [
        (["calls.csv", "mapping=m.yaml", "ouy=f6"], "does not take ouy=", "did you mean out=f6"),
        (["calls.csv", "maping=m.yaml"], "does not take maping=", "did you mean mapping=m.yaml"),
        (["calls.csv", "mapping=m.yaml", "study=f6"], "does not take study=", "leave study= out"),
        (["calls.csv", "mapping="], "0 mappings", "add mapping="),
        (["", "mapping=m.yaml"], "an empty word", "muster fit calls.csv"),
    ],
)
def test_wrong_words_after_fit(words, found, remedy):
    from sim.commands.fit import run
    from sim.commands.options import Options

    with pytest.raises(FaultReport) as caught:
        run(words, Options())
    assert any(found in fault.found and remedy in fault.remedy for fault in caught.value.faults), str(caught.value)
