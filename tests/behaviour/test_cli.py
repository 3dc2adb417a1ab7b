"""The command line as a newcomer meets it."""

import json
import re

import pytest

from sim.cli import VERBS, main

TINY = ["force.officers=60", "demand.logged_per_year=30000", "run=smoke", "run.days=3", "run.warmup_days=1", "run.workers=1"]


def spoken(capsys, *words):
    status = main(list(words))
    captured = capsys.readouterr()
    return status, captured.out, captured.err


def test_help_is_ten_lines_with_three_examples(capsys):
    status, out, _ = spoken(capsys, "--help")
    assert status == 0
    assert len(out.splitlines()) <= 12
    assert sum(line.startswith("  muster ") for line in out.splitlines()) == 3
    assert spoken(capsys)[1] == out


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help(verb, capsys):
    status, out, _ = spoken(capsys, verb, "--help")
    assert status == 0
    assert out.startswith(f"muster {verb}")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["rnu"], "did you mean muster run?"),
        (["run", "--quite"], "did you mean --quiet?"),
        (["run", "roster=a,b", "study=x"], "does not take study="),
        (["run", "staffing.cut=0,0.1"], "muster sweep"),
        (["sweep", "scenario=frist_look"], "first_look"),
        (["sweep", "scenario=first_look", "study=x"], "one of them"),
        (["explain", "utilization"], "utilisation"),
        (["explain"], "muster explain"),
        (["fit", "calls.csv"], "mapping="),
        (["report"], "muster report"),
        (["trace", "incident=x"], "whole number"),
        (["trace", "incident=1", "officer=1"], "one of them"),
        (["check", "no_such_folder"], "no_such_folder"),
        (["sweep", "staffing.cut=range(0,0.9,0.001)", "run.replications=10000"], "9000000 runs"),
        (["run", "run=smoke", "out=/proc/no_folder"], "out=/proc/no_folder"),
        (["trace", "days=0"], "days=7"),
    ],
)
def test_a_wrong_word_is_answered_in_plain_words(words, said, capsys):
    status, out, err = spoken(capsys, *words)
    assert status == 2
    assert said in err
    assert "Traceback" not in out + err


def test_one_scenario_from_words_to_page(tmp_path, capsys):
    folder = tmp_path / "run"
    status, out, err = spoken(capsys, "run", *TINY, f"out={folder}", "--quiet")
    assert status == 0, err
    assert re.search(r"^ *Attendance within target: \d+\.\d% \(", out, flags=re.M), "the headline values, in words and figures"
    assert re.search(r"^ *Paid overtime: \d+\.\d h per officer a year", out, flags=re.M)
    assert (folder / "dashboard.html").stat().st_size > 1_000_000
    manifest = json.loads((folder / "manifest.json").read_text())
    assert [row["verdict"] for row in manifest["audit"]] == ["identical"] * len(manifest["audit"])
    assert manifest["audit"]
    assert manifest["assumptions"]
    assert manifest["paid_hours"]
    assert str(tmp_path) not in json.dumps(manifest)

    assert spoken(capsys, "check", str(folder))[0] == 0
    before = (folder / "dashboard.html").read_bytes()
    assert spoken(capsys, "report", str(folder))[0] == 0
    assert (folder / "dashboard.html").read_bytes() == before
    status, _, err = spoken(capsys, "run", *TINY, f"out={folder}", "--quiet")
    assert status == 0
    assert "0 new" in err


def test_two_scenarios_compared(tmp_path, capsys):
    folder = tmp_path / "sweep"
    status, _, err = spoken(capsys, "run", "-m", *TINY, "staffing.cut=0,0.3", f"out={folder}", "--quiet")
    assert status == 0, err
    status, out, _ = spoken(capsys, "compare", "1", "2", f"out={folder}")
    assert status == 0
    assert "Attended within target" in out
    status, _, err = spoken(capsys, "compare", "1", "9", f"out={folder}")
    assert status == 2
    assert "1 to 2" in err


def test_both_engines_tell_the_same_life(capsys):
    lives = {}
    for engine in ("compiled", "simpy"):
        status, out, _ = spoken(capsys, "trace", *TINY, f"engine={engine}", "incident=3")
        assert status == 0
        lives[engine] = out.splitlines()[1:]
        assert lives[engine][0].endswith("logged")
        assert "cleared" in lives[engine][-1]
    assert lives["compiled"] == lives["simpy"]


def test_watches_and_lost_time_are_told_like_any_other_life(capsys):
    kind = "{title: Cordon, per_year: 9000, grade: prompt, length: {kind: deterministic, mean_min: 700}}"
    slow = "working.systems.lost_per_job={kind: deterministic, mean_min: 7}"
    words = ["watches.on=true", f"+watches.kinds.cordon={kind}", "working.on=true", slow, "roster=panama"]
    lives = [spoken(capsys, "trace", *TINY, *words, f"incident={row}")[1] for row in range(12)]
    assert any(life.startswith("Watch") and "Cordon" in life and "a watch is asked for" in life for life in lives)
    assert any("relief is asked for" in life and "is relieved" in life for life in lives)
    assert any(life.startswith("Incident") and "slow systems take their time" in life for life in lives)


def test_an_officers_days_are_told(capsys):
    status, out, _ = spoken(capsys, "trace", *TINY, "officer=5", "days=4", "abstraction=none")
    assert status == 0
    assert out.count("books on") >= 1
    assert "sent to incident" in out


def test_the_composed_configuration_is_shown(capsys):
    status, out, _ = spoken(capsys, "run", "--cfg", "job", "staffing.cut=0.07")
    assert status == 0
    assert "cut: 0.07" in out


def test_list_and_explain_know_what_there_is(capsys):
    _, out, _ = spoken(capsys, "list")
    assert "first_look" in out
    assert "two_two_two_four*" in out
    assert "hour" in spoken(capsys, "explain", "kss7_hours")[1]
    assert "assumed" in spoken(capsys, "explain", "partners.shortfall")[1]
    assert "options" in spoken(capsys, "explain", "roster")[1]
    off = spoken(capsys, "explain", "careers.leaving.gain")[1]
    assert "with careers=county" in off, "what only an option that is not chosen has is explained too"
    assert "assumed" in off
