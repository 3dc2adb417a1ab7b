"""Overtime and rest for cases worked by hand: recall, time off and the limits, in minutes, on inputs of a few lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from kernels.clock import DAY_MS, MINUTE_MS
from kernels.records import OVERTIME_RULES
from sim.inputs.inputs import Inputs
from sim.inputs.overtime import laid_out
from sim.inputs.overtime_plan import OvertimePlan
from sim.inputs.tours_of_teams import work_table
from sim.inputs.welfare import overtime_parameters
from sim.scenario import Overtime


def with_duty(
    inputs: Inputs, *, recall: tuple[float, float, int] | None = None, lieu: Sequence[int] = (),
    owed: Mapping[int, float] | None = None,
    spare: int = 0, opted_out: Sequence[int] = (), settings: Mapping[str, Any] | None = None,
) -> Inputs:
    """Return ``inputs`` with books of working time and time off.

    recall: there after so many minutes, for so many, at most so many officers.  lieu: the seats that take time off for overtime.
    owed: minutes of rest days owed to begin with, by seat.  spare: officers beyond the minimum who stay when others have time
    off.  opted_out: seats.  settings: fields of `Overtime`, as a configuration would give them.
    """
    rules = np.zeros(1, dtype=OVERTIME_RULES)
    rules["on"], rules["spare"], rules["lieu"], rules["owed"] = 1, spare, bool(lieu), owed is not None
    if recall:
        rules["recall"], rules["answer_ms"], rules["stay_ms"] = 1, round(recall[0] * MINUTE_MS), round(recall[1] * MINUTE_MS)
        rules["most"] = recall[2]
    days = int(-(-inputs.horizon_ms // DAY_MS)) + 1
    in_lieu = np.zeros((inputs.n_seats, days), dtype=np.int8)
    in_lieu[list(lieu)] = 1
    out = np.isin(np.arange(inputs.n_seats), list(opted_out)).astype(np.int64)
    standing = np.array([round((owed or {}).get(seat, 0) * MINUTE_MS) for seat in range(inputs.n_seats)], dtype=np.int64)
    plan = OvertimePlan(rules, work_table(inputs.tours, inputs.n_seats, days), in_lieu, out, standing)
    if settings is not None:
        inputs = replace(inputs, overtime=overtime_parameters(Overtime.model_validate(dict(settings))))
    return laid_out(inputs, plan)
