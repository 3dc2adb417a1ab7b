"""Questions about systems, and ways of working as they meet a replication's incidents."""

from __future__ import annotations

import numpy as np
import pytest

from kernels.clock import MINUTE_MS
from kernels.durations import DETERMINISTIC
from kernels.records import INCIDENT
from kernels.systems import add_working, wait_for_systems, writes_until
from tests.support.plain_python import fields

DOWN = np.array([[100, 160], [300, 310], [400, 1_000]], dtype=np.int64)
NEVER = np.zeros((0, 2), dtype=np.int64)


@pytest.mark.parametrize(
    ("now", "wait"),
    [(0, 0), (99, 0), (100, 60), (101, 59), (159, 1), (160, 0), (161, 0), (300, 10), (400, 200), (900, 100), (1_000, 0),
     (5_000, 0)],
)  # fmt: skip
def test_writing_waits_for_the_end_of_an_outage_or_for_paper(now: int, wait: int) -> None:
    assert wait_for_systems(DOWN, now, 200) == wait


def test_without_outages_nobody_waits() -> None:
    assert wait_for_systems(NEVER, 100, 60) == 0
    assert writes_until(NEVER, 100, 60) == 160


@pytest.mark.parametrize(
    ("now", "left", "until"),
    [(0, 50, 50), (0, 100, 100), (0, 101, 100), (100, 10, 110), (160, 200, 300), (160, 140, 300), (160, 139, 299),
     (500, 900, 1_400)],
)  # fmt: skip
def test_writing_goes_on_until_it_is_done_or_the_next_outage_begins(now: int, left: int, until: int) -> None:
    # From 500 on it is written on paper: the outage of 400 stops nobody any more.
    assert writes_until(DOWN, now, left) == until


def jobs(*minutes: float) -> np.ndarray:
    out = np.zeros(len(minutes), dtype=INCIDENT)
    out["key"], out["clearing_ms"] = np.arange(1, len(minutes) + 1), np.array(minutes) * MINUTE_MS
    return fields(out)


ROWS = np.array([[DETERMINISTIC, 7.0, 0.0, 0.0]])


def worked(of: np.ndarray, trip: int = 0, mobile: float = 0.0, lean: int = 0, slow: int = -1) -> tuple[list[float], list[float]]:
    add_working(of, trip * MINUTE_MS, mobile, lean * MINUTE_MS, slow, ROWS)
    return (of["clearing_ms"] / MINUTE_MS).tolist(), (of["systems_ms"] / MINUTE_MS).tolist()


def test_each_job_gets_its_trip_its_saving_and_what_systems_cost() -> None:
    assert worked(jobs(10, 3, 0), trip=5) == ([15, 8, 0], [0, 0, 0])
    assert worked(jobs(10, 3, 0), lean=4) == ([6, 0, 0], [0, 0, 0])
    assert worked(jobs(10, 3, 0), trip=5, lean=4) == ([11, 4, 0], [0, 0, 0])
    assert worked(jobs(10, 3, 0), slow=0) == ([10, 3, 0], [7, 7, 0])


def test_jobs_written_up_at_the_scene_are_spared_the_trip() -> None:
    many = [10.0] * 4_000
    assert worked(jobs(*many), trip=5, mobile=1.0)[0] == many
    some = np.array(worked(jobs(*many), trip=5, mobile=0.3)[0]) == 10
    more = np.array(worked(jobs(*many), trip=5, mobile=0.6)[0]) == 10
    assert some.mean() == pytest.approx(0.3, abs=0.03)
    assert more[some].all()  # whoever was spared it with a smaller share is with a larger
    assert more.mean() == pytest.approx(0.6, abs=0.03)
