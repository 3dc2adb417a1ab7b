"""What officers answer and who answers at all: the item, the score, the response, the calibration; and who is asked."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from sim.compiled import run_compiled
from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.measures.survey import Answers, asked_in, chance_of_answering, cuts_moved, felt, points, survey_measures
from sim.measures.window import Window
from sim.metrics import METRICS
from sim.scenario import Survey
from sim.survey import tables
from sim.survey.analysis import Odds
from sim.survey.study import asked

SMALL = ("force.officers=120", "demand.logged_per_year=24000", "run.days=29", "run.warmup_days=7", "people=county",
         "survey=county", "strain=pressures", "sickness=feedback")
EVEN = np.linspace(0.0005, 0.9995, 1000)  # a thousand officers, one in each thousandth


def settings(*words: str) -> Survey:
    return compose(["people=county", "survey=county", *words]).survey


@cache
def lived(*words: str, replication: int = 0) -> Window:
    plan = make_plan(compose([*SMALL, *words]))
    inputs = draw_inputs(plan, replication)
    return Window(plan.scenario, plan.calendar, inputs, run_compiled(inputs))


def with_words(*words: str) -> Answers:
    """Return the answers of one and the same month to a survey held otherwise."""
    return asked_in(replace(lived(), scenario=compose([*SMALL, *words])), 0)


def test_points_count_the_cuts_reached() -> None:
    cuts = (-1.0, 0.0, 1.0, 2.0)
    assert points(np.array([-1.1, -1.0, 0.5, 1.0, 9.0]), cuts).tolist() == [1, 2, 3, 4, 5]
    assert points(np.array([0.5]), cuts, moved=-0.5).tolist() == [4]


def test_the_stress_item_is_a_cumulative_logit() -> None:
    """With officers alike, at a strain of nought and cuts as shipped, 38.6 % answer very or extremely; a unit more moves the odds
    by e: 0.386 / 0.614 * 2.718 = 1.709, which is 63.1 %.
    """
    item, same = settings().stress, np.zeros(1000)
    for strain, share in ((0.0, 0.386), (1.0, 0.631)):
        job = felt(item, 0.8, same + strain, same, EVEN)
        assert (points(job, item.cuts) >= 4).mean() == pytest.approx(share, abs=0.001)


def test_who_calls_things_stressful_sooner_does() -> None:
    item, same = settings().stress, np.zeros(1000)
    sooner = felt(item, 0.8, same, same + 1, EVEN) - felt(item, 0.8, same, same, EVEN)
    assert sooner == pytest.approx(0.8)


@pytest.mark.parametrize("rate", [0.021, 0.14, 0.342])
@pytest.mark.parametrize("slope", [-1.0, 0.0, 1.0])
def test_the_response_rate_is_met_whatever_the_selection(rate: float, slope: float) -> None:
    strain = np.linspace(-2, 3, 500)
    chance = chance_of_answering(settings(f"survey.response.rate={rate}", f"survey.response.by_strain={slope}"), strain,
                                 np.zeros(500))
    assert chance.mean() == pytest.approx(rate, rel=1e-6)
    rises = np.diff(chance)
    assert (rises * np.sign(slope) > 0).all() if slope else np.ptp(chance) == 0


def test_the_odds_of_answering_are_those_that_are_set() -> None:
    chance = chance_of_answering(settings("survey.response.by_strain=0.7"), np.array([0.0, 1.0]), np.zeros(2))
    odds = chance / (1 - chance)
    assert np.log(odds[1] / odds[0]) == pytest.approx(0.7)


def test_calibration_meets_the_share_among_respondents() -> None:
    survey, job = settings(), np.random.default_rng(1).logistic(size=2000)
    answered = np.arange(2000) % 2 == 0
    moved = cuts_moved(job, answered, survey)
    assert (points(job[answered], survey.stress.cuts, moved) >= 4).mean() == pytest.approx(0.386, abs=0.002)
    assert cuts_moved(job, answered, settings("survey.stress.calibrated=false")) == 0


def test_without_noise_answers_are_exposures() -> None:
    """Often or always is said by exactly those for whom it is so, once answers have no noise and no colour."""
    answers = with_words("survey.answers.noise=0", "survey.answers.coloured=0")
    assert ((answers.says >= 4) == answers.bears).all()
    assert answers.bears.any()
    noisy = with_words("survey.answers.coloured=0")
    assert ((noisy.says >= 4) != noisy.bears).mean() > 0.05


def test_answers_of_one_officer_share_a_colour() -> None:
    plain, coloured = with_words("survey.answers.coloured=0"), with_words("survey.answers.coloured=0.5")
    louder = (coloured.says - plain.says).sum(axis=1)
    assert (louder[coloured.own > 0.2] >= 0).all()
    assert (louder[coloured.own < -0.2] <= 0).all()
    assert louder.any()


def test_the_score_falls_with_strain_and_stays_on_the_scale() -> None:
    """Without spread an officer at strain s scores the norm less 1.5 s; women's norm is half a point lower."""
    words = ("survey.wellbeing.spread=0", "survey.wellbeing.per_own=0")
    found = with_words(*words)
    usual = np.where(found.traits.women, 23.2, 23.7)
    assert found.wellbeing == pytest.approx(usual - 1.5 * found.strain)
    steep = with_words(*words, "survey.wellbeing.per_strain=10")
    assert steep.wellbeing.min() >= 7
    assert steep.wellbeing.max() <= 35
    assert steep.wellbeing.max() == pytest.approx(min(35, (usual - 10 * found.strain).max()))


def test_who_worked_too_few_tours_is_not_asked() -> None:
    everybody, some = with_words("pressures.least_tours=1"), with_words("pressures.least_tours=14")
    assert some.not_asked > everybody.not_asked
    assert len(some) + some.not_asked == len(everybody) + everybody.not_asked == 120


def test_what_one_is_not_asked_moves_nobodys_answer() -> None:
    """Officers' draws are their own: those asked in both answer the same."""
    every, some = with_words("pressures.least_tours=1"), with_words("pressures.least_tours=14")
    kept = np.isin(every.own, some.own)
    assert kept.sum() == len(some) < len(every)
    assert (every.says[kept] == some.says).all()
    assert (every.job[kept] == some.job).all()


def test_each_replication_is_a_force_of_its_own() -> None:
    one, other = asked_in(lived(), 0), asked_in(lived(replication=1), 0)
    assert not np.isin(one.own, other.own).any()
    assert (asked_in(lived(), 0).says == one.says).all()


def test_measures_of_the_survey_by_hand() -> None:
    window = replace(lived(), scenario=compose([*SMALL, "survey.response.rate=0.4"]))
    answers = asked_in(window, 0)
    found = {(row.metric, row.group): row for row in survey_measures(window)}
    stressed = answers.job >= window.scenario.survey.stress.cuts[2]
    assert found["survey_stressed_share", "who=officers"].value == pytest.approx(stressed.mean())
    assert found["survey_stressed_share", "who=respondents"].value == pytest.approx(stressed[answers.responds].mean())
    assert found["survey_wellbeing_mean", "who=officers"].value == pytest.approx(answers.wellbeing.mean())
    assert found["survey_low_wellbeing_share", "who=officers"].value == pytest.approx((answers.wellbeing <= 19.5).mean())
    assert found["survey_stressed_share", "who=respondents"].denominator == answers.responds.sum()
    assert {metric for metric, _ in found} <= set(METRICS)
    assert not list(survey_measures(replace(lived(), scenario=compose(["run.days=29"]))))


def planted_force(seed: int, slope: float, n: int = 1500) -> Answers:
    """Return a force in which one pressure of two drives strain."""
    draw, base = np.random.default_rng(seed), asked_in(lived(), 0)
    people = draw.integers(0, len(base), n)
    bears = draw.random((n, 2)) < 0.4
    traits = base.traits
    own = draw.normal(size=n)
    strain = slope * bears[:, 0]
    return replace(
        base, traits=type(traits)(traits.women[people], traits.age[people], traits.service[people], traits.sergeants[people],
                                  traits.role[people], traits.roles),
        pressures=("workload", "long_hours"), says=np.where(bears, 5, 1), bears=bears, strain=strain, own=own,
        job=strain + draw.logistic(size=n), outside=draw.logistic(size=n), wellbeing=np.clip(23 - 2 * strain + own, 7, 35),
        responds=draw.random(n) < 0.5,
    )  # fmt: skip


def test_the_whole_analysis_finds_the_planted_link_and_no_other() -> None:
    """A cumulative logit with a step of 1.5 for workload: its odds ratio is 4.48, whatever the cut."""
    sample = tables.Sample(settings(), tuple(planted_force(seed, 1.5) for seed in range(4)))
    found = {(row["pressure"], row["outcome"]): row for row in tables.links(sample)}
    assert {key for key, row in found.items() if row["all"]["kept"]} == {("workload", "stress"), ("workload", "wellbeing")}
    for who in ("respondents", "all"):
        link = found["workload", "stress"][who]
        assert link["low"] < np.exp(1.5) < link["high"]
        assert link["low"] > 3
    assert "odds" not in found["long_hours", "stress"]["all"]
    assert sample.job[sample.responds].size == sample.responds.sum()
    assert (sample.job[sample.responds] >= 4).mean() == pytest.approx(0.386, abs=0.002)


def test_odds_are_adjusted_for_everything_known_of_an_officer(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sex, age, service, rank and two of three roles reach the regression, those of respondents and those of all."""
    given = []
    monkeypatch.setattr(tables, "adjusted_odds", lambda _, __, others, *___: given.append(others) or Odds(why_not="asked"))
    sample = tables.Sample(settings(), (planted_force(1, 1.5),))
    tables.links(sample)
    assert [others.shape[1] for others in given] == [6] * len(given)
    assert (given[0] == sample.others[sample.responds]).all()
    assert (given[1] == sample.others).all()
    assert (sample.others[:, 1] == sample.trait("age")).all()


def test_officers_are_asked_as_the_last_whole_window_ends() -> None:
    window = lived("run.days=57")
    assert (asked(compose([*SMALL, "run.days=57"]), 0).strain == asked_in(window, 1).strain).all()
    assert not np.array_equal(asked_in(window, 0).strain, asked_in(window, 1).strain)


def test_groups_below_ten_show_nothing() -> None:
    force = planted_force(1, 1.0)
    few = np.flatnonzero(force.traits.women & force.responds)
    force.responds[few[7:]] = False  # seven women answer
    force.responds[np.flatnonzero(~force.traits.women)[:300]] = True
    rows = tables.groups(tables.Sample(settings(), (force,)))
    by_sex = [row for row in rows if row["by"] == "sex"]
    assert [row["hidden"] for row in by_sex] == [True, True]
    assert all(row[key] is None for row in by_sex for key in ("respondents", "stressed", "wellbeing"))
    shown = [row for row in rows if not row["hidden"]]
    assert shown
    assert all(row["respondents"] % 5 == 0 and row["respondents"] >= 10 for row in shown)


def test_forces_are_told_only_above_a_hundred_respondents() -> None:
    """One force with exactly a hundred respondents is told nothing; with one more it is."""
    big, small = planted_force(1, 1.0), planted_force(2, 1.0)
    small.responds[:] = np.arange(len(small)) < 100
    told = tables.forces(tables.Sample(settings(), (big, small)))
    assert (told["forces"], told["reported"]) == (2, 1)
    small.responds[100] = True
    assert tables.forces(tables.Sample(settings(), (big, small)))["reported"] == 2
    small.responds[:] = False
    assert tables.forces(tables.Sample(settings(), (small,)))["rows"] == []
