"""A front door of a few lines, for cases worked by hand: minutes throughout, all times certain.

    case = with_front(tiny(tours, [incident(10, scene=30)]), [call(10, 5, incident=0)], people=[(0, TAKERS, 1)])

An incident somebody rings about is created when its caller first rings.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from kernels.clock import MINUTE_MS
from kernels.durations import DETERMINISTIC
from kernels.front_door import ATTEND, LINE_101
from kernels.front_door_records import CALL, DIARY, FRONT, FRONT_RULES, STAFF
from sim.inputs.front_plan import FrontPlan
from sim.inputs.inputs import Inputs

NEVER = 100_000.0  # minutes


class CallLine(NamedTuple):
    rings: float
    handling: float
    incident: int
    channel: int


class Decision(NamedTuple):
    disposition: int = ATTEND
    returns: float | None = None  # minutes after it is settled
    desk: float = 0.0
    chases: float | None = None  # the chaser's minutes of handling


def call(rings: float, handling: float, *, incident: int = -1, line: int = LINE_101) -> CallLine:
    return CallLine(rings, handling, incident, line)


def with_front(
    inputs: Inputs, calls: Sequence[CallLine], people: Sequence[tuple[float, int, int]], *,
    decisions: Mapping[int, Decision] | None = None, patience: tuple[float, float] = (NEVER, NEVER), again: float | None = None,
    diary: Sequence[tuple[float, int, int]] = (), notice: float = 0.0, within: float = NEVER, chase_every: float | None = None,
) -> Inputs:
    """Return ``inputs`` with callers and those who answer them.

    people: (minute, pool, people from then on).  patience: on 999, on 101.  again: everybody who hangs up rings again after so
    long.  diary: (minute, area, places), in order of (area, minute).  chase_every: between two chases, and after the log.
    """
    decisions = decisions or {}
    n = inputs.durations.shape[0]
    rows = np.array([[DETERMINISTIC, minutes, 0.0, 0.0] for minutes in (*patience, again or 0.0, chase_every or 0.0)])
    incidents = inputs.incidents.copy()
    for line in calls:
        if line.incident >= 0:
            assert incidents["created"][line.incident] == _ms(line.rings)
            incidents["by_phone"][line.incident] = 1
    callers = np.zeros(len(calls), dtype=CALL)
    for c, line in enumerate(sorted(calls, key=lambda line: line.rings)):
        callers[c] = (_ms(line.rings), 3_000 + c, _ms(line.handling), line.incident, line.channel, 0)
    decided, chasers = _decided(incidents.size, callers, decisions)
    rules = np.zeros(1, dtype=FRONT_RULES)
    rules["patience_999_row"], rules["patience_101_row"], rules["again_row"] = n, n + 1, n + 2
    rules["again_999"] = rules["again_101"] = 0.0 if again is None else 1.0
    rules["notice_ms"], rules["within_ms"] = _ms(notice), _ms(within)
    front = FrontPlan(
        on=True, calls=np.concatenate([callers, chasers]), n_planned=callers.size, decided=decided,
        staff=np.array([(_ms(at), pool, number) for at, pool, number in sorted(people)], dtype=STAFF),
        diary=np.array([(_ms(at), area, places) for at, area, places in diary], dtype=DIARY),
        chase_row=np.full(inputs.n_grades, -1 if chase_every is None else n + 3, dtype=np.int64), rules=rules,
    )
    return replace(inputs, incidents=incidents, durations=np.vstack([inputs.durations, rows]), front=front)


def _decided(n: int, callers: np.ndarray, decisions: Mapping[int, Decision]) -> tuple[np.ndarray, np.ndarray]:
    decided = np.zeros(n, dtype=FRONT)
    decided["call"] = decided["chaser"] = decided["returns_ms"] = -1
    chasers: list[tuple[int, int, int, int, int, int]] = []
    for c, i in enumerate(callers["incident"].tolist()):
        if i < 0:
            continue
        decision = decisions.get(i, Decision())
        decided["call"][i] = c
        decided["disposition"][i] = decision.disposition
        decided["desk_ms"][i] = _ms(decision.desk)
        if decision.returns is not None:
            decided["returns_ms"][i] = _ms(decision.returns)
        if decision.chases is not None:
            decided["chaser"][i] = callers.size + len(chasers)
            chasers.append((-1, 4_000 + i, _ms(decision.chases), i, LINE_101, 1))
    return decided, np.array(chasers, dtype=CALL)


def _ms(minutes: float) -> int:
    return round(minutes * MINUTE_MS)
