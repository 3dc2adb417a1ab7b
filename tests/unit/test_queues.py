"""Queues by themselves: their length by hand, until when they are short, which of them run away, and what is tried then."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from sim.configuration import compose
from sim.experiments.stability import growing_queues
from sim.holding import NOTHING, RULES, trials
from sim.measures.queues import Queue, queue_measures, queues, short_until
from sim.measures.window import DAY_MS, Window
from sim.replication import plan_of, play
from sim.studies import find_study, load_study, study_of, study_scenarios, with_words

DAYS = 100


def _window(low: int = 0) -> SimpleNamespace:
    """A period of a hundred days, as far as a queue looks at it."""

    def overlap_ms(start: np.ndarray, end: np.ndarray, first: int, last: int) -> np.ndarray:
        return np.maximum(0, np.minimum(end, last) - np.maximum(start, first))

    return SimpleNamespace(low=low, high=low + DAYS * DAY_MS, overlap_ms=overlap_ms)


def _queue(*stays: tuple[float, float]) -> Queue:
    joined, left = (np.array([stay[side] for stay in stays]) * DAY_MS for side in (0, 1))
    return Queue("queue=test", joined.astype(np.int64), left.astype(np.int64))


def test_a_queue_that_only_grows_was_short_until_its_third_joined() -> None:
    """Two are no queue: one joins every ten days from day 0 on and stays, so the third joins on day 20."""
    queue = _queue(*((day, DAYS) for day in range(0, DAYS, 10)))
    assert short_until(_window(), queue) == 20 * DAY_MS


def test_a_queue_that_comes_back_is_short_until_the_end() -> None:
    """Five wait from day 50 to 60; then nobody does."""
    assert short_until(_window(), _queue(*[(50, 60)] * 5)) == DAYS * DAY_MS


def test_a_queue_that_runs_away_later_was_short_until_then() -> None:
    """Four wait all the time; from day 70 on a fifth and more join, and nobody leaves. Before the period nothing counts."""
    queue = _queue(*[(-5, DAYS)] * 4, (70, DAYS), (75, DAYS), (-30, -20))
    assert short_until(_window(), queue) == 70 * DAY_MS
    assert short_until(_window(), _queue()) == DAYS * DAY_MS


def _measured(first: list[float], second: list[float], growth: float, since: float) -> dict[tuple[str, str], np.ndarray]:
    n = len(first)
    values = {"first_half": first, "second_half": second, "growth_share": [growth] * n, "growth_week": [7.0] * n,
              "short_until_day": [since] * n}  # fmt: skip
    return {(f"queue_{name}", "queue=grade.prompt"): np.array(each) for name, each in values.items()}


def test_queues_that_run_away_are_found_with_their_pace_and_their_day() -> None:
    (found,) = growing_queues(_measured([10, 11, 12], [50, 52, 49], 0.2, 30), 3)
    assert (found.queue, found.ran_away_share, found.per_week, found.since_day) == ("queue=grade.prompt", 1, 7, 30)
    assert growing_queues(_measured([10, 11, 12], [50, 52, 49], 0.01, 30), 3) == ()  # little against what came in
    assert growing_queues(_measured([10, 11, 12], [10.5, 11, 12.2], 0.2, 30), 3) == ()
    assert growing_queues({}, 3) == ()


def test_the_queue_of_a_grade_is_its_backlog() -> None:
    scenario = compose(["run.days=14", "run.warmup_days=3", "force.officers=80", "demand.logged_per_year=60000",
                        "staffing.cut=0.3", "custody=county", "casework=county", "front_door=county"])  # fmt: skip
    inputs, outcome = play(scenario, 0)
    plan = plan_of(scenario)
    window = Window(plan.scenario, plan.calendar, inputs, outcome)
    names = {queue.name for queue in queues(window)}
    assert {"queue=grade.prompt", "queue=area.city", "queue=crimes.response", "queue=desk"} <= names
    assert any(name.startswith("queue=suite.") for name in names)
    rows = {(row.metric, row.group): row.value for row in queue_measures(window)}
    prompt = (window.incidents["grade"] == 1) & (window.practice["logged"] >= 0)
    low, middle = window.low, (window.low + window.high) // 2
    waiting = window.overlap_ms(window.logged_or_end[prompt], window.sent_or_end[prompt], low, middle).sum() / (middle - low)
    assert rows["queue_first_half", "queue=grade.prompt"] == pytest.approx(waiting)
    assert 0 < rows["queue_first_half", "queue=grade.standard"] < rows["queue_second_half", "queue=grade.standard"] + 50


def test_rules_are_tried_that_are_not_in_force() -> None:
    study = study_of(["run=smoke", "operations.dispatch.order=ageing", "staffing.cut=0.1"])
    (scenario,) = study_scenarios(study)
    made = {trial.values["rule"]: trial.scenario for trial in trials(study, scenario)}
    assert set(made) == {rule.name for rule in RULES} - {"ageing"}
    assert made[NOTHING].staffing.cut == made["more_officers_10"].staffing.cut == 0.1
    assert made["more_officers_10"].staffing.uplift == pytest.approx(0.1)
    assert all(service.give_up_min == 30 for service in made["partners"].partners.services.values())
    assert made["cut_short"].operations.cut_short.on


def test_rules_are_tried_on_one_combination_of_a_study_with_bundles() -> None:
    study = with_words(load_study(find_study("does_the_loop_matter")), ["run=smoke"])
    chosen = study_scenarios(study)[-1]
    made = {trial.values["rule"]: trial.scenario for trial in trials(study, chosen)}
    assert made[NOTHING].model_copy(update={"title": ""}) == chosen.scenario.model_copy(update={"title": ""})
    assert made["cut_short"].staffing == chosen.scenario.staffing
