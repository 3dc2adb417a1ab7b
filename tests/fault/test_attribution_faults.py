"""Broken requests to attribute: every fault in one report, with its line and in plain words, before anything runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.cli import main
from sim.faults import FaultReport
from sim.studies import load_study, study_scenarios

STUDY = """study: mine
question: "What comes from what?"
set: {run.days: 2, run.replications: 2}
sweep: {staffing.cut: [0, 0.1], partners.shortfall: [0, 0.25], sickness.gain: [0.5, 0]}
baseline: {staffing.cut: 0, partners.shortfall: 0, sickness.gain: 0.5}
attribute:
"""
SOUND = '  - {name: one, says: "Cut and shortfall", metrics: [attended_within_target]}\n'


def read(folder: Path, *entries: str, study: str = STUDY, words: tuple[str, ...] = ()) -> str:
    """Return the report on a study folder, empty where it is sound."""
    (folder / "study.yaml").write_text(study + "".join(entries), encoding="utf-8")
    try:
        study_scenarios(load_study(folder, list(words)))
    except FaultReport as report:
        return str(report)
    return ""


def entry(**fields: str) -> str:
    given = {"name": "one", "says": "x", "metrics": "[sick_days]"} | fields
    return "  - {" + ", ".join(f"{key}: {value}" for key, value in given.items()) + "}\n"


def test_the_pattern_is_sound(tmp_path: Path) -> None:
    assert read(tmp_path, SOUND) == ""
    study = load_study(tmp_path)
    (asked,) = study.attribute
    assert asked.of(list(study.axes)) == (("staffing.cut", "partners.shortfall"), ("sickness.gain",))


def test_a_swept_gain_is_a_level_whatever_is_said_unless_it_is_a_player(tmp_path: Path) -> None:
    first = entry(players="[staffing.cut, partners.shortfall]")
    assert read(tmp_path, first, entry(name="two", players="[staffing.cut, sickness.gain]", by="[partners.shortfall]")) == ""
    one, two = load_study(tmp_path).attribute
    axes = ["staffing.cut", "partners.shortfall", "sickness.gain"]
    assert one.of(axes)[1] == ("sickness.gain",)
    assert two.of(axes) == (("staffing.cut", "sickness.gain"), ("partners.shortfall",))


def test_a_bill_needs_no_metrics_and_groups_may_be_asked_for(tmp_path: Path) -> None:
    assert read(tmp_path, '  - {name: bill, says: "x", bill: true}\n',
                entry(metrics='[{metric: sick_days, group: "area=*"}, sick_days]')) == ""  # fmt: skip
    bill, groups = load_study(tmp_path).attribute
    assert [each.metric for each in bill.measures] == ["officer_hours_spent", "officer_time_cost"]
    assert [each.group for each in groups.measures] == ["area=*", ""]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("  - {says: x, metrics: [sick_days]}\n", "no name"),
        ("  - {name: one, metrics: [sick_days]}\n", "no says"),
        ("  - {name: one, says: x}\n", "no metrics"),
        ("  - one\n", "as an entry of attribute"),
        ("  - [one]\n", "as an entry of attribute"),
        (entry(name="A!"), "for name"),
        (entry(says='""'), "for says"),
        (entry(bill="maybe"), "maybe for bill"),
        (entry(player="[staffing.cut]"), "did you mean players"),
        (entry(metrics="[{metric: sick_days, groups: x}]"), "did you mean group"),
        (entry(metrics="[sick_dais]"), "did you mean sick_days"),
        (entry(metrics="[3]"), "for metrics"),
        (entry(metrics="sick_days"), "for metrics"),
        (entry(players="[staffing.cut, partners.shortfal]"), "did you mean partners.shortfall"),
        (entry(players="[staffing.cut]"), "1 players"),
        (entry(players="[staffing.cut, partners.shortfall]", by="[staffing.cut]"), "both a player and in by"),
        (entry(by="[roster]"), "roster, which is not swept"),
        (entry(to="{staffing.cut: 0.2}"), "staffing.cut: 0.2, which is not swept"),
        (entry(to="{staffing.cut: 0}"), "where the baseline has it"),
        (entry(to="{sickness.gain: 0}"), "to: sickness.gain, which is no player"),
        (entry(to="{roster: gmp_vsa}"), "roster, which is not swept"),
        (SOUND + SOUND, "the name one more than once"),
        ("  - !!python/object:os.system {}\n", "a tag"),
        ("  - &a {name: one, says: x, metrics: [sick_days]}\n  - *a\n", "an alias"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, lines: str, said: str) -> None:
    report = read(tmp_path, lines)
    assert said in report
    assert "study.yaml line" in report


def test_every_fault_is_in_one_report(tmp_path: Path) -> None:
    report = read(tmp_path, entry(metrics="[sick_dais]", to="{staffing.cut: 0.2}"), entry(name="two", by="[rooster]"))
    assert report.startswith("3 faults in the study")
    assert "line 7" in report
    assert "line 8" in report


def test_a_player_of_one_value_is_refused(tmp_path: Path) -> None:
    study = STUDY.replace("partners.shortfall: [0, 0.25]", "partners.shortfall: [0]")
    assert "partners.shortfall, which has one value" in read(tmp_path, SOUND, study=study)


@pytest.mark.parametrize("form", ["attribute: all\n", "attribute: {name: one}\n"])
def test_no_list_is_refused(tmp_path: Path, form: str) -> None:
    assert "attribute" in read(tmp_path, study=STUDY.replace("attribute:\n", form))


def test_the_command_says_so_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    read(tmp_path, entry(metrics="[sick_dais]"))
    assert main(["sweep", f"study={tmp_path}"]) == 2
    assert "did you mean sick_days" in capsys.readouterr().err


def test_words_may_take_a_change_away(tmp_path: Path) -> None:
    """A sweep cut short on the command line is still a study; its page says that nothing can be attributed."""
    assert read(tmp_path, SOUND, words=("partners.shortfall=0",)) == ""
