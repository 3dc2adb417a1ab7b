"""Hydra's sweep grammar, enumerated: decimals, globs, order, and the study a sweep becomes."""

from __future__ import annotations

import pytest

from sim.configuration import compose, options, scenario_hash
from sim.expansion import expand
from sim.faults import FaultReport
from sim.studies import find_study, load_study, shipped_studies, study_of, study_scenarios, with_words


@pytest.mark.parametrize(
    ("word", "values"),
    [
        ("staffing.cut=range(0,0.2,0.05)", ["0", "0.05", "0.1", "0.15"]),
        ("staffing.cut=range(0,0.3,0.1)", ["0", "0.1", "0.2"]),
        ("staffing.cut=range(0,0.25,0.1)", ["0", "0.1", "0.2"]),
        ("sickness.gain=range(-1,1.5,0.5)", ["-1", "-0.5", "0", "0.5", "1"]),
        ("force.officers=range(600,500,-50)", ["600", "550"]),
        ("run.seed=range(3)", ["0", "1", "2"]),
        ("staffing.cut=0,0.10,1e-1,0.0", ["0", "0.1"]),
        ("staffing.cut=choice(0.1,0.2)", ["0.1", "0.2"]),
        ("staffing.cut=sort(0.2,0,0.1)", ["0", "0.1", "0.2"]),
        ("crewing=glob(double*)", ["double", "double_at_night", "double_split"]),
        ("crewing=glob(*,exclude=*_*)", ["double", "single", "tutored"]),
        ("fatigue.bedtime=22:30,23:00", ["22:30", "23:00"]),
        ("title='a, b',c", ["a, b", "c"]),
        ("demand.types.theft.officers={1: 1},{2: 1}", ["{1: 1}", "{2: 1}"]),
    ],
)
def test_values_of_one_word(word: str, values: list[str]) -> None:
    sweep = expand([word])
    assert list(sweep.axes.values()) == [values]
    assert [next(iter(one.values())) for one in sweep.combinations] == values


def test_glob_star_is_every_option() -> None:
    assert expand(["roster=glob(*)"]).axes["roster"] == list(options()["roster"])


def test_combinations_turn_the_last_axis_fastest() -> None:
    sweep = expand(["staffing.cut=0,0.1", "run.days=28", "roster=gmp_vsa,always_on"])
    assert sweep.fixed == ["run.days=28"]
    assert sweep.overrides() == [
        ["run.days=28", "staffing.cut=0", "roster=gmp_vsa"],
        ["run.days=28", "staffing.cut=0", "roster=always_on"],
        ["run.days=28", "staffing.cut=0.1", "roster=gmp_vsa"],
        ["run.days=28", "staffing.cut=0.1", "roster=always_on"],
    ]


def test_without_a_swept_word_there_is_one_scenario() -> None:
    assert expand(["run.days=28"]).overrides() == [["run.days=28"]]
    (only,) = study_scenarios(study_of(["run.days=28"]))
    assert only.is_baseline
    assert only.id == "single"
    assert only.scenario.run.days == 28


@pytest.mark.parametrize(
    "words",
    [
        ["staffing.cut=range(0,0.2,0.05)", "title='a, b',c"],
        ["fatigue.bedtime='22:30','23:00'"],
        ["demand.types.theft.officers={1: 1},{2: 1}", "title=x"],
        ["demand.types.theft.scene={kind: gamma, cv: 1.5},{cv: 0.9}"],
        ["demand.monthly=[1,1,1,1,1,1,1,1,1,1,1,1],[2,1,1,1,1,1,1,1,1,1,1,1]"],
    ],
)
def test_words_of_a_sweep_compose_to_the_scenarios_of_its_study(words: list[str]) -> None:
    """Two ways to the same scenarios: through text and Hydra's parser again, and through the study's plain values."""
    by_text = [scenario_hash(compose(one)) for one in expand(words).overrides()]
    assert by_text == [scenario_hash(one.scenario) for one in study_scenarios(study_of(words))]


class TestStudyOfWords:
    def test_baseline_is_what_the_options_give(self) -> None:
        study = study_of(["roster=gmp_vsa,two_two_two_four", "staffing.cut=0.1,0", "force.officers=500,550"])
        assert dict(study.baseline) == {"roster": "two_two_two_four", "staffing.cut": 0, "force.officers": 500}
        (baseline,) = [one for one in study_scenarios(study) if one.is_baseline]
        assert baseline.id == "roster=two_two_two_four,staffing.cut=0,force.officers=500"

    def test_baseline_follows_the_options_chosen(self) -> None:
        assert study_of(["sickness=feedback", "sickness.gain=0,0.5"]).baseline == {"sickness.gain": 0.5}

    def test_labels_are_words(self) -> None:
        first = study_scenarios(study_of(["roster=gmp_vsa,six_on_three_off", "staffing.cut=0.125,0"]))[0]
        assert first.label == "Five-week variable pattern; staffing cut 12.5 %"
        assert first.scenario.title == first.label
        assert dict(first.values) == {"roster": "gmp_vsa", "staffing.cut": "0.125"}


class TestShippedStudies:
    @pytest.mark.parametrize("name", shipped_studies())
    def test_each_is_whole(self, name: str) -> None:
        study = load_study(find_study(name))
        assert study.name == name
        assert study.question
        assert study.seed_row
        scenarios = study_scenarios(study)
        assert sum(one.is_baseline for one in scenarios) == 1
        assert (
            len({one.id for one in scenarios})
            == len({scenario_hash(one.scenario) for one in scenarios})
            == len(scenarios)
        )

    def test_first_look(self) -> None:
        scenarios = study_scenarios(load_study(find_study("first_look")))
        assert len(scenarios) == 8
        assert scenarios[0].id == "roster=two_two_two_four,staffing.cut=0,partners.shortfall=0"
        assert scenarios[0].is_baseline
        last = scenarios[-1].scenario
        assert (last.roster.title, last.staffing.cut, last.partners.shortfall) == (
            "6 on, 3 off, eight hours",
            0.1,
            0.25,
        )
        assert last.sickness.model == "feedback"
        assert last.run.replications == 10

    def test_words_go_on_top(self) -> None:
        study = with_words(
            load_study(find_study("first_look")),
            [
                "staffing.cut=0.05",
                "partners.shortfall=0,0.5",
                "run=smoke",
                "run.replications=2",
                "crewing=single,double",
            ],
        )
        assert {key: list(values) for key, values in study.axes.items()} == {
            "roster": ["two_two_two_four", "six_on_three_off"],
            "staffing.cut": [0.05],
            "partners.shortfall": [0, 0.5],
            "crewing": ["single", "double"],
        }
        assert study.baseline["staffing.cut"] == 0.05
        assert study.baseline["partners.shortfall"] == 0
        scenarios = study_scenarios(study)
        assert len(scenarios) == 8
        assert {(one.scenario.run.days, one.scenario.run.replications) for one in scenarios} == {(28, 2)}
        assert sum(one.is_baseline for one in scenarios) == 1

    def test_words_on_top_are_checked(self) -> None:
        with pytest.raises(FaultReport, match="run.dayz"):
            load_study(find_study("first_look"), ["run.dayz=3"])


def test_thousands_of_scenarios_share_their_parts() -> None:
    scenarios = study_scenarios(study_of(["staffing.cut=range(0,0.5,0.01)", "partners.shortfall=range(0,0.5,0.05)"]))
    assert len(scenarios) == 500
    assert len({id(one.scenario.demand) for one in scenarios}) == 1


def test_sweeps_shown_in_the_readme_of_conf_compose() -> None:
    import re

    from sim.configuration import config_folder

    words = re.findall(r'`"([a-z_.]+=(?:range|glob)\([^`]*\))"`', (config_folder() / "README.md").read_text(encoding="utf-8"))
    assert len(words) >= 2
    for word in words:
        assert len(study_scenarios(study_of([word]))) > 1, word
