"""Inputs of a few lines, for cases worked by hand: all times in minutes since the study began, all durations certain.

    case = tiny(tours=[tour(0, 60, 540)], incidents=[incident(100, scene=30)])

The clock never changes, day 0 is Monday 2026-01-05, nobody tires and nobody falls ill unless the case says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from kernels.clock import DAY_MS, HOUR_MS, MINUTE_MS
from kernels.durations import DETERMINISTIC
from kernels.fatigue import RESTED_RISE_H, RESTED_S
from kernels.overtime import overtime_week
from kernels.records import BACKGROUND, INCIDENT, STEP, TOUR
from kernels.sickness import HAZARD_CAP, LONG_CERTAIN, RATE_PER_DAY, SHORT_SHARE, SPELLS
from kernels.strain import STRAIN_DAYS
from sim.inputs.inputs import SICKNESS_MODELS, Inputs, PartnerRules, Rules
from sim.inputs.welfare import fatigue_parameters, overtime_parameters
from sim.scenario import Fatigue, Overtime

FIRST_DAY = 20_458  # 2026-01-05, a Monday, in days since 1970-01-01
OVERTIME = overtime_parameters(Overtime())  # 30 minutes unpaid, 4 occasions, quarters of an hour, weeks from Monday
HORIZON_MIN = 2 * 24 * 60
QUICK_RETURN_H = 11


class TourLine(NamedTuple):
    seat: int
    start: float
    end: float
    area: int
    team: int
    absent: int
    crew_size: int
    night: int


class IncidentLine(NamedTuple):
    created: float
    scene: float
    clearing: float
    grade: int
    officers: int
    partner: int
    area: int


class PartnerLine(NamedTuple):
    handover: float
    care: float
    give_up: float
    convey: float


def tour(seat: int, start: float, end: float, *, area: int = 0, team: int = 0, absent: int = 0, crew_size: int = 1,
         night: int = 0) -> TourLine:
    return TourLine(seat, start, end, area, team, absent, crew_size, night)


def incident(created: float, scene: float, clearing: float = 0.0, *, grade: int = 0, officers: int = 1, partner: int = -1,
             area: int = 0) -> IncidentLine:
    return IncidentLine(created, scene, clearing, grade, officers, partner, area)


def partner(*, handover: float = 0.0, care: float = 0.0, give_up: float = 600.0, convey: float = 0.0) -> PartnerLine:
    return PartnerLine(handover, care, give_up, convey)


def tiny(
    tours: Sequence[TourLine] = (), incidents: Sequence[IncidentLine] = (), partners: Sequence[PartnerLine] = (),
    units: Sequence[tuple[float, int, int]] = (), own: Sequence[tuple[float, int, float]] = (), *, seats: int | None = None,
    horizon: float = HORIZON_MIN, measure_from: float = 0.0, travel: float = 0.0, wind_down: float = 0.0,
    wind_down_grades: int = 1, ill_days: int | None = None, back_day: Sequence[int] = (), fatigue: bool = False,
) -> Inputs:
    """Return inputs for both engines.

    units: (minute, partner, units from then on); own: (minute, partner, minutes of care), the partners' own jobs.
    travel: minutes to every incident.  ill_days: everybody who is well falls sick every morning at 06:00 for so many days.
    back_day: for each seat the day of the study on which it is back from sickness (0 = the first), default: never sick.
    Incidents and own jobs keep the order given where their times are equal.
    """
    n_seats = seats if seats is not None else 1 + max((line.seat for line in tours), default=-1)
    areas = 1 + max([line.area for line in tours] + [line.area for line in incidents], default=0)
    rows = [travel, *(part for line in partners for part in (line.handover, line.care, line.convey))]
    days = int(-(-horizon // (24 * 60)))
    mornings = np.array([[day * DAY_MS + 6 * HOUR_MS, FIRST_DAY + day] for day in range(days)], dtype=np.int64)
    first_back = [FIRST_DAY + day for day in back_day] or [FIRST_DAY - 1] * n_seats
    model = "independent" if ill_days is not None or back_day else "none"
    n_grades = 1 + max((line.grade for line in incidents), default=0)
    return Inputs(
        horizon_ms=_ms(horizon), measure_from_ms=_ms(measure_from),
        n_grades=n_grades,
        rules=Rules(_ms(wind_down), wind_down_grades, travel > 0, fatigue, SICKNESS_MODELS.index(model),
                    QUICK_RETURN_H * HOUR_MS),
        incidents=_incidents(incidents), logged_in_hour=np.zeros(days * 24, dtype=np.int64), tours=_tours(tours),
        seat_ids=np.arange(n_seats, dtype=np.int64), seat_area=np.zeros(n_seats, dtype=np.int64),
        seat_back_day=np.array(first_back, dtype=np.int64), n_areas=areas,
        seat_skills=np.zeros(n_seats, dtype=np.int64), seat_student=np.zeros(n_seats, dtype=np.int64),
        free_usual=np.ones(areas), lenders=np.full((areas, 1), -1, dtype=np.int64),
        lend_extra_ms=np.zeros((areas, 1), dtype=np.int64), target_ms=np.zeros((n_grades, areas), dtype=np.int64),
        promote_ms=np.full(n_grades, -1, dtype=np.int64), substitute_ms=np.full(1, -1, dtype=np.int64),
        travel_row=np.zeros(areas, dtype=np.int64),
        partners=tuple(PartnerRules(_ms(line.give_up), 1 + 3 * p, 2 + 3 * p, 3 + 3 * p) for p, line in enumerate(partners)),
        steps=_steps(units), background=_own(own), nights=mornings.reshape(-1, 2),
        durations=np.array([[DETERMINISTIC, minutes, 0.0, 0.0] for minutes in rows], dtype=np.float64),
        fatigue=np.tile(_sleep(), (n_seats, 1)), sickness=_sickness(ill_days), overtime=OVERTIME,
        zone_at_ms=np.array([-100 * DAY_MS], dtype=np.int64), zone_offset_ms=np.zeros(1, dtype=np.int64),
        key_travel=np.uint64(1), key_sickness=np.uint64(2),
    )


def _ms(minutes: float) -> int:
    return round(minutes * MINUTE_MS)


def _sleep() -> np.ndarray:
    par = fatigue_parameters(Fatigue(on=True))
    assert par[RESTED_S] > 0
    assert par[RESTED_RISE_H] > 0
    return par


def _sickness(ill_days: int | None) -> np.ndarray:
    par = np.zeros(SPELLS + 8)
    par[STRAIN_DAYS], par[HAZARD_CAP], par[SHORT_SHARE], par[LONG_CERTAIN] = 14.0, 5.0, 1.0, 0.0
    if ill_days is not None:
        par[RATE_PER_DAY] = 1e9  # the daily probability is 1
        par[SPELLS + 1] = float(ill_days)  # a deterministic length
    return par


def _filled(dtype: np.dtype[np.void], lines: Sequence[dict[str, Any]]) -> np.ndarray:
    out = np.zeros(len(lines), dtype=dtype)
    for i, line in enumerate(lines):
        for name, value in line.items():
            out[name][i] = value
    return out


def _tours(lines: Sequence[TourLine]) -> np.ndarray:
    ordered = sorted(lines, key=lambda line: (line.start, line.team, line.area, line.seat))
    return _filled(TOUR, [
        {**line._asdict(), "start": _ms(line.start), "end": _ms(line.end),
         "week": overtime_week(FIRST_DAY + int(line.start // (24 * 60)), OVERTIME)}
        for line in ordered
    ])  # fmt: skip


def _incidents(lines: Sequence[IncidentLine]) -> np.ndarray:
    ordered = sorted(lines, key=lambda line: line.created)
    return _filled(INCIDENT, [
        {"created": _ms(line.created), "key": 1_000 + i, "scene_ms": _ms(line.scene), "clearing_ms": _ms(line.clearing),
         "grade": line.grade, "officers": line.officers, "partner": line.partner, "area": line.area,
         "minimum": line.officers, "patience_ms": -1, "regrade_ms": -1}
        for i, line in enumerate(ordered)
    ])  # fmt: skip


def _steps(lines: Sequence[tuple[float, int, int]]) -> np.ndarray:
    return _filled(STEP, [{"at": _ms(at), "partner": p, "units": n} for at, p, n in sorted(lines)])


def _own(lines: Sequence[tuple[float, int, float]]) -> np.ndarray:
    ordered = sorted(lines, key=lambda line: line[0])
    return _filled(BACKGROUND, [
        {"asked": _ms(at), "key": 2_000 + i, "care_ms": _ms(care), "partner": p} for i, (at, p, care) in enumerate(ordered)
    ])  # fmt: skip
