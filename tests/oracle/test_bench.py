"""The measuring stick itself: intervals cover as often as they say, and what is wrong or vague does not pass."""

from __future__ import annotations

import numpy as np
import pytest

from tests.oracle.bench import COMPILED, CONFIDENCE, Measured, Report, Size, interval, logged, observe
from tests.oracle.controls import work_controls
from tests.oracle.counting import mean_by_hour, present_ms, share_at_level

HOUR = 3_600_000


@pytest.mark.parametrize("controlled", [False, True])
def test_intervals_cover_as_often_as_they_say(controlled: bool, seed: int) -> None:
    random = np.random.default_rng(seed)
    trials, n, missed = 4000, 30, 0
    for _ in range(trials):
        controls = random.normal(size=(n, 2))
        values = 5.0 + controls @ [1.0, -2.0] + random.normal(size=n)
        missed += not interval(values, controls if controlled else None, confidence=0.95).covers(5.0)
    assert missed / trials == pytest.approx(0.05, abs=0.0115)  # 3.3 standard errors


def test_controls_make_intervals_narrower(seed: int) -> None:
    random = np.random.default_rng(seed)
    controls = random.normal(size=(50, 2))
    values = 5.0 + controls @ [1.0, -2.0] + 0.5 * random.normal(size=50)
    assert interval(values, controls).half_width < 0.4 * interval(values).half_width


def test_a_handful_of_replications_is_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        interval(np.arange(9.0))


def test_a_wide_interval_does_not_pass_although_it_covers() -> None:
    values = np.tile([0.5, 1.5], 20)
    with pytest.raises(AssertionError, match="wider than 2 %"):
        Report("case", COMPILED, "").agrees("mean", 1.0, values, 0.02)


def _delayed(measured: Measured) -> tuple[float, ...]:
    return (float((measured.waits_h > 0).mean()), *work_controls(measured, 6.0, 0.1 * 1.03))


def test_work_three_per_cent_longer_than_theory_thinks_is_noticed(seed: int) -> None:
    overrides = ["demand=flat", "force.officers=1", logged(6.0), "demand.types.job.scene.mean_min=6.18"]
    seen = observe(overrides, COMPILED, seed, Size(40, 30), _delayed)
    report = Report("one officer", COMPILED, "load 0.618 for 0.6")
    report.agrees("P(wait) of the load there is", 0.618, seen[:, 0], 0.02, seen[:, 1:])
    with pytest.raises(AssertionError, match="misses the true value"):
        report.agrees("P(wait) of the load there should be", 0.6, seen[:, 0], 0.02, seen[:, 1:])


def test_an_incident_still_open_is_an_error_and_not_left_out(seed: int) -> None:
    overrides = ["demand=flat", "force.officers=1", logged(30.0), "demand.types.job.scene.mean_min=6"]  # three times too much
    with pytest.raises(AssertionError, match="still open"):
        observe(overrides, COMPILED, seed, Size(10, 2), _delayed)


def test_presence_by_hand() -> None:
    start, end = np.array([0, HOUR, 30 * HOUR]), np.array([HOUR // 2, 3 * HOUR, 32 * HOUR])
    assert present_ms(start, end, np.array([0, HOUR, 2 * HOUR, 40 * HOUR])).tolist() == [
        0, HOUR // 2, HOUR // 2 + HOUR, HOUR // 2 + 4 * HOUR]
    by_hour = mean_by_hour(start, end, 0, 48 * HOUR)
    assert by_hour[[0, 1, 2, 3, 6, 7, 8]].tolist() == [0.25, 0.5, 0.5, 0.0, 0.5, 0.5, 0.0]


def test_levels_by_hand() -> None:
    start, end = np.array([0, 10, 20]), np.array([40, 20, 30])
    assert share_at_level(start, end, 0, 40)[:3].tolist() == [0.0, 0.5, 0.5]
    assert share_at_level(start, end, 30, 50)[:3].tolist() == [0.5, 0.5, 0.0]
    assert share_at_level(start, end, 15, 25)[:3].tolist() == [0.0, 0.0, 1.0]


def test_seeds_belong_to_names(seed: int) -> None:
    assert seed == 3764630988
    assert CONFIDENCE == 0.999
