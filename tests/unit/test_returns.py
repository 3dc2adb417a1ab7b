"""The plan of incidents that may come of others: parents, links, parts of it, and another order."""

from __future__ import annotations

import numpy as np

from kernels.kinds import CUT_SHORT, UNSERVED
from kernels.records import INCIDENT, RETURN
from sim.inputs.aid_plan import NEVER_MS
from sim.inputs.return_plan import ReturnPlan, first_rows, in_order, reordered
from sim.inputs.returns import Drawn, draw_returns


def _listed(*rows: tuple[int, int, int]) -> np.ndarray:
    out = np.zeros(len(rows), dtype=RETURN)
    out["parent"], out["after_ms"], out["cause"] = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    return out


def _incidents(*keys: int, created: int = 0) -> np.ndarray:
    out = np.zeros(len(keys), dtype=INCIDENT)
    out["key"], out["created"] = keys, created
    return out


def test_links_lead_from_a_parent_to_all_that_may_come_of_it() -> None:
    plan = ReturnPlan(3, _listed((1, 5, CUT_SHORT), (0, 6, UNSERVED), (1, 7, 9), (3, 8, CUT_SHORT)))
    incidents, jobs, listed = plan.linked(7, 2)
    assert incidents.tolist() == [-1, 0, -1, 3, -1, -1, -1]
    assert jobs.tolist() == [1, -1]
    assert listed["next"].tolist() == [2, -1, -1, -1]
    assert plan.is_of(CUT_SHORT, 7).tolist() == [False, False, False, True, False, False, True]


def test_a_first_part_keeps_what_comes_of_it_and_of_that() -> None:
    listed = _listed(
        (0, 7, CUT_SHORT), (1, 8, CUT_SHORT), (3, 9, CUT_SHORT), (0, 1, UNSERVED), (1, 2, UNSERVED), (4, 3, CUT_SHORT),
        (6, 4, CUT_SHORT), (8, 5, CUT_SHORT),
    )  # fmt: skip
    plan, rows = first_rows(ReturnPlan(4, listed), 1, 1)
    assert rows.tolist() == [0, 4, 7, 9]  # of the first incident, of the first job, and what comes of what came of the incident
    assert plan.first == 1
    assert plan.listed["parent"].tolist() == [0, 0, 1]
    assert plan.listed["after_ms"].tolist() == [7, 1, 3]
    assert first_rows(ReturnPlan(), 2, 0)[1].tolist() == [0, 1]


def test_another_order_of_the_incidents_keeps_the_parents_and_what_sleeps_as_it_stood() -> None:
    """Three planned, two asleep with keys the other way round, and one more that came in between."""
    incidents = np.concatenate([_incidents(30, 10, 20), _incidents(9, 8, created=NEVER_MS), _incidents(15)])
    plan = ReturnPlan(3, _listed((0, 7, CUT_SHORT), (2, 8, CUT_SHORT)))
    order = in_order(incidents, plan)
    assert incidents["key"][order].tolist() == [10, 15, 20, 30, 9, 8]
    moved = reordered(plan, order)
    assert (moved.first, moved.listed["parent"].tolist(), moved.listed["after_ms"].tolist()) == (4, [3, 2], [7, 8])


def _twice(parents: np.ndarray) -> Drawn:
    """One may come of each whose key is odd: with its key and ten more."""
    places = np.flatnonzero(parents["key"] % 2 == 1)
    again = parents[places].copy()
    again["key"] += 10
    return Drawn(again, _listed(*((place, 1, CUT_SHORT) for place in places.tolist())))


def test_a_matter_comes_back_as_often_as_is_said() -> None:
    incidents, once = draw_returns(_incidents(1, 2, 3), [_twice], None, 1)
    assert (incidents["key"].tolist(), once.listed["parent"].tolist()) == ([1, 2, 3, 11, 13], [0, 2])
    assert (incidents["created"][3:] == NEVER_MS).all()
    incidents, thrice = draw_returns(_incidents(1, 2, 3), [_twice], None, 3)
    assert incidents["key"].tolist() == [1, 2, 3, 11, 13, 21, 23, 31, 33]
    assert thrice.listed["parent"].tolist() == [0, 2, 3, 4, 5, 6]


def test_what_comes_of_partners_jobs_stands_first_and_may_come_back_too() -> None:
    of_jobs = Drawn(_incidents(5), _listed((4, 1, UNSERVED)))
    incidents, plan = draw_returns(_incidents(1, 2), [_twice], of_jobs, 1)
    assert incidents["key"].tolist() == [1, 2, 5, 11, 15]
    assert plan.listed["parent"].tolist() == [4, 0, 2]
    assert plan.of_jobs.tolist() == [True, False, False]


def test_nothing_drawn_leaves_no_trace() -> None:
    incidents = _incidents(2, 4)
    same, plan = draw_returns(incidents, [_twice], None, 3)
    assert same is incidents
    assert not plan.on


def test_of_what_nobody_is_ever_sent_to_nothing_comes() -> None:
    """The first is settled without officers: only what comes of the third, and of that, is drawn."""
    sent_to = np.array([False, True, True])
    incidents, plan = draw_returns(_incidents(1, 2, 3), [_twice], None, 2, sent_to)
    assert incidents["key"].tolist() == [1, 2, 3, 13, 23]
    assert plan.listed["parent"].tolist() == [2, 3]
    of_jobs = Drawn(_incidents(5), _listed((4, 1, UNSERVED)))
    incidents, plan = draw_returns(_incidents(1, 2, 3), [_twice], of_jobs, 1, sent_to)
    assert incidents["key"].tolist() == [1, 2, 3, 5, 13, 15]
    assert plan.listed["parent"].tolist() == [4, 2, 3]
