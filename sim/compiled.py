"""The compiled engine seen from Python: arrays in, slices of time, outcome out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from kernels.compiled import state as s
from kernels.compiled.loop import advance
from kernels.records import PRACTICE, SEAT, SERVICE
from sim.inputs.inputs import Inputs, Ints, Records
from sim.inputs.start import blank_tours, rested_start
from sim.outcome import Outcome, empty_accounts

Arrays = dict[str, Any]  # by the names of kernels.compiled.state.FIELDS
SLICE_MS = 28 * 86_400_000  # between two slices Ctrl-C and progress are served


class Stuck(RuntimeError):
    """An instant that never ends: work kept creating work for the same instant."""


def run_compiled(
    inputs: Inputs, until_ms: int | None = None, *, log: bool = False, progress: Callable[[float], None] | None = None
) -> Outcome:
    """Run the compiled engine to the horizon, or as if the horizon were ``until_ms``; return the outcome.

    ``log`` keeps every event.  ``progress`` is called with the share done after each slice.  Raises :class:`Stuck`.
    """
    horizon = inputs.horizon_ms if until_ms is None else min(until_ms, inputs.horizon_ms)
    size = 1 << 16 if log else 0
    while True:
        state = _prepare(inputs, horizon, size)
        _run(state, horizon, progress)
        n_events = int(state["control"][s.LOG_N])
        if not log or n_events <= size:
            return _outcome(inputs, state, log)
        size = n_events  # the run is repeatable: once more, with room for every event


def _run(state: Arrays, horizon: int, progress: Callable[[float], None] | None) -> None:
    fields = tuple(state[name] for name in s.FIELDS)
    until = 0
    while until < horizon:
        until = min(horizon, until + SLICE_MS)
        advance(fields, until)
        if state["control"][s.STUCK]:
            raise Stuck(f"the instant {int(state['control'][s.NOW])} ms after the start of the study never ends")
        if progress:
            progress(until / horizon)


def _prepare(inputs: Inputs, horizon: int, log_size: int) -> Arrays:
    n = inputs.incidents.size
    tours = inputs.tours
    return {
        "control": _control(inputs, horizon),
        "hash": np.zeros(1, dtype=np.uint64),
        "log": np.zeros((log_size, 4), dtype=np.int64),
        "heap": np.zeros(_heap_size(inputs), dtype=s.EVENT),
        "incidents": inputs.incidents,
        "work": _blank(n, s.WORK, stage=0, partner_stage=0, gave_up=0, crews_due=0, officers_sent=0),
        "queue_head": np.full((inputs.n_areas, inputs.n_grades), -1, dtype=np.int64),
        "queue_tail": np.full((inputs.n_areas, inputs.n_grades), -1, dtype=np.int64),
        "tours": tours,
        "tour_end_order": np.lexsort((tours["seat"], tours["end"])).astype(np.int64),
        "done": blank_tours(tours.size),
        "crews": _blank(tours.size, s.CREW, area=0, size=0, ended=0),
        "officers": _officers(inputs),
        "accounts": empty_accounts(inputs),
        "areas": np.zeros(inputs.n_areas, dtype=s.AREA),
        "free": np.full((inputs.n_areas, inputs.n_seats + 1), -1, dtype=np.int64),
        "partners": _partners(inputs),
        "steps": inputs.steps,
        "background": inputs.background,
        "background_next": np.full(inputs.background.size, -1, dtype=np.int64),
        "nights": inputs.nights,
        "durations": inputs.durations,
        "travel_row": inputs.travel_row,
        "fatigue": inputs.fatigue,
        "sickness": inputs.sickness,
        "overtime": inputs.overtime,
        "zone_at": inputs.zone_at_ms,
        "zone_offset": inputs.zone_offset_ms,
        "keys": np.array([inputs.key_travel, inputs.key_sickness], dtype=np.uint64),
    }


def _control(inputs: Inputs, horizon: int) -> Ints:
    control = np.zeros(s.N_CONTROL, dtype=np.int64)
    control[s.NOW] = -1
    control[s.HORIZON] = horizon
    control[s.MEASURE_FROM] = inputs.measure_from_ms
    control[s.TODAY] = (inputs.nights[0, 1] if inputs.nights.size else 0) - 1
    control[s.WIND_DOWN_MS] = inputs.rules.wind_down_ms
    control[s.WIND_DOWN_GRADES] = inputs.rules.wind_down_grades
    control[s.TRAVEL_ON] = inputs.rules.travel_on
    control[s.FATIGUE_ON] = inputs.rules.fatigue_on
    control[s.SICKNESS_MODEL] = inputs.rules.sickness_model
    control[s.QUICK_MS] = inputs.rules.quick_return_ms
    return control


def _heap_size(inputs: Inputs) -> int:
    """The most that can be under way: two events a crew, every wait for a partner, every unit, and a slot in hand."""
    units = 0
    for partner in range(len(inputs.partners)):
        units += int(inputs.steps["units"][inputs.steps["partner"] == partner].max(initial=0))
    return 2 * inputs.n_seats + 2 * int((inputs.incidents["partner"] >= 0).sum()) + 2 * units + 64


def _blank(n: int, dtype: np.dtype[np.void], **others: int) -> Records:
    """Return records in which every field means "none" (-1) but those named."""
    out = np.zeros(n, dtype=dtype)
    for name in dtype.names or ():
        out[name] = others.get(name, -1)
    return out


def _officers(inputs: Inputs) -> Records:
    out = np.zeros(inputs.n_seats, dtype=s.OFFICER)
    out["id"] = inputs.seat_ids
    out["tour"] = out["crew"] = out["occasion_week"] = -1
    out["back_day"] = inputs.seat_back_day
    rested = rested_start(inputs)
    for name in rested.dtype.names or ():
        out[name] = rested[name]
    return out


def _partners(inputs: Inputs) -> Records:
    out = np.zeros(len(inputs.partners), dtype=s.PARTNER)
    out["head"] = out["tail"] = -1
    for p, rules in enumerate(inputs.partners):
        for name in ("give_up_ms", "handover_row", "care_row", "convey_row"):
            out[name][p] = getattr(rules, name)
    return out


def _outcome(inputs: Inputs, state: Arrays, log: bool) -> Outcome:
    return Outcome(
        engine="compiled",
        incidents=_copy(state["work"], PRACTICE),
        tours=state["done"],
        accounts=state["accounts"],
        seats=_copy(state["officers"], SEAT),
        services=_copy(state["partners"], SERVICE),
        trajectory=int(state["hash"][0]),
        n_events=int(state["control"][s.LOG_N]),
        log=state["log"][: int(state["control"][s.LOG_N])] if log else state["log"],
    )


def _copy(source: Records, dtype: np.dtype[np.void]) -> Records:
    out = np.zeros(source.shape, dtype=dtype)
    for name in dtype.names or ():
        out[name] = source[name]
    return out
