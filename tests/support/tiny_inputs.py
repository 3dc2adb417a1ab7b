"""Inputs of a few lines, for cases worked by hand: all times in minutes since the study began, all durations certain.

    case = tiny(tours=[tour(0, 60, 540)], incidents=[incident(100, scene=30)])

The clock never changes, day 0 is Monday 2026-01-05, nobody tires and nobody falls ill unless the case says so; every rule of
how the force answers is off until ``rules`` throws it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from kernels.clock import DAY_MS, HOUR_MS, MINUTE_MS
from kernels.crewing import NO_TRIAGE
from kernels.durations import DETERMINISTIC
from kernels.fatigue import RESTED_RISE_H, RESTED_S
from kernels.kinds import PAY, ROSTERED_TOUR
from kernels.overtime import overtime_week
from kernels.places import CONVEY
from kernels.records import BACKGROUND, INCIDENT, STEP, TOUR
from kernels.sickness import HAZARD_CAP, LONG_CERTAIN, RATE_PER_DAY, SHORT_SHARE, SPELLS
from kernels.strain import STRAIN_DAYS
from sim.inputs.inputs import SICKNESS_MODELS, Inputs, PartnerRules, Rules
from sim.inputs.mutual_aid import with_guests
from sim.inputs.pools_plan import PoolPlan
from sim.inputs.suites import Suites
from sim.inputs.welfare import fatigue_parameters, overtime_parameters
from sim.scenario import Fatigue, MutualAid, Overtime

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
    cars: int
    cars_until: float
    briefed: float
    break_from: float
    break_until: float
    break_ms: float
    minimum: int
    kind: int
    reward: int
    pool: int
    told_before: float
    told_after: float
    helped: int
    break_kept: int


class IncidentLine(NamedTuple):
    created: float
    scene: float
    clearing: float
    grade: int
    officers: int
    partner: int
    area: int
    minimum: int
    patience: float | None
    regrade: float | None
    needs: int
    triage: int
    vulnerable: int
    arrest: tuple[float, float, float] | None
    watch: int
    systems: float
    kind: int
    taken_to: int


class PartnerLine(NamedTuple):
    handover: float
    care: float
    give_up: float
    convey: float
    place: float | None
    officers: int
    at_limit: int
    convey_to: int


def tour(seat: int, start: float, end: float, *, area: int = 0, team: int = 0, absent: int = 0, crew_size: int = 1,
         night: int = 0, cars: int = 0, cars_until: float | None = None, briefing: float = 0.0,
         meal: tuple[float, float, float] = (0, 0, 0), minimum: int = 0, kind: int = ROSTERED_TOUR,
         reward: int = PAY, pool: int = 0, told_before: float = 0.0, told_after: float = 0.0, helped: int = 0,
         kept: bool = False) -> TourLine:
    """Return a tour; ``cars``: so many of the crews formed when it begins carry a practitioner, until it ends or ``cars_until``.

    ``briefing``: minutes it begins with.  ``meal``: the break is due from, is lost when not begun by, and lasts, in minutes.
    ``minimum``: fewer of the team there is a gap.  ``kind`` and ``reward``: of `kernels.kinds`.  ``pool``: 0 an officer's, 1 the
    first pool's.  ``told_before``, ``told_after``: minutes of the tour before the roster's start and after its end, told
    beforehand.  ``helped``: officers its team lacks whom others make up for in part.  ``kept``: nobody breaks its meal break off.
    """
    return TourLine(seat, start, end, area, team, absent, crew_size, night, cars, end if cars_until is None else cars_until,
                    start + briefing, *meal, minimum, kind, reward, pool, told_before, told_after, helped, int(kept))


def incident(created: float, scene: float, clearing: float = 0.0, *, grade: int = 0, officers: int = 1, partner: int = -1,
             area: int = 0, minimum: int | None = None, patience: float | None = None, regrade: float | None = None,
             needs: int = 0, triage: int = NO_TRIAGE, vulnerable: bool = False,
             arrest: tuple[float, float, float] | None = None, watch: int = 0, systems: float = 0.0,
             kind: int = 0, taken_to: int = -1) -> IncidentLine:
    """Return an incident; left out, all ``officers`` are the minimum, patience has no end and no news comes.

    ``needs``: skills, one bit each.  ``triage``: what a practitioner can do, of `kernels.crewing`.  ``arrest``: minutes of the
    drive to custody, of booking-in and of building the file; None: nobody is arrested.  ``watch``: 1 + the kind of watch it is.
    ``systems``: minutes lost to slow systems.  ``taken_to``: the place to which somebody is taken after the scene.
    """
    least = officers if minimum is None else minimum
    return IncidentLine(created, scene, clearing, grade, officers, partner, area, least, patience, regrade, needs,
                        triage, int(vulnerable), arrest, watch, systems, kind, 1 + taken_to)


def partner(*, handover: float = 0.0, care: float = 0.0, give_up: float = 600.0, convey: float = 0.0,
            drive: float | None = None, officers: int = 1, at_limit: int = CONVEY, convey_to: int = -1) -> PartnerLine:
    """Return a partner; with a ``drive``, in minutes, it is a place, where so many ``officers`` wait with whom they bring."""
    return PartnerLine(handover, care, give_up, convey, drive, officers, at_limit, convey_to)


def tiny(
    tours: Sequence[TourLine] = (), incidents: Sequence[IncidentLine] = (), partners: Sequence[PartnerLine] = (),
    units: Sequence[tuple[float, int, int]] = (), own: Sequence[tuple[float, int, float]] = (), *, seats: int | None = None,
    horizon: float = HORIZON_MIN, measure_from: float = 0.0, travel: float | Sequence[float] = 0.0, wind_down: float = 0.0,
    wind_down_grades: int = 1, ill_days: int | None = None, back_day: Sequence[int] = (), fatigue: bool = False,
    rules: Mapping[str, Any] | None = None, seat_area: Sequence[int] = (), skills: Sequence[int] = (),
    students: Sequence[int] = (), lenders: Mapping[int, Sequence[tuple[int, float]]] | None = None,
    free_usual: Sequence[float] = (), target: Sequence[float | Sequence[float]] = (), promote: Sequence[float | None] = (),
    substitute: Sequence[float | None] = (), aid: MutualAid | None = None, outages: Sequence[tuple[float, float]] = (),
    pools: Sequence[int] = (),
    attends: Mapping[tuple[int, int], Sequence[int]] | None = None,
) -> Inputs:
    """Return inputs for both engines.

    units: (minute, partner, units from then on); own: (minute, partner, minutes of care), the partners' own jobs.
    travel: minutes to every incident, or to those of each area.  ill_days: everybody who is well falls sick every morning at
    06:00 for so many days.  back_day: for each seat the day of the study on which it is back from sickness (0 = the first),
    default: never sick.  Incidents and own jobs keep the order given where their times are equal.
    rules: fields of `Rules`; one that is a time is named without its ``_ms`` and given in minutes.
    seat_area: area of each seat.  skills: of each seat, one bit each.  students: the seats of those who go with a tutor.
    lenders: for an area, who helps it in the order of asking and how many minutes longer they drive.
    free_usual: crews, by area.  target: minutes by grade, or by grade and area.  promote: minutes by grade.
    substitute: minutes by skill.  None: never.  aid: mutual aid, reviewed on every full hour.
    With an arrest among the incidents there is a custody suite, in the row behind the partners; unless ``rules`` say otherwise
    two officers go there and one builds the file.  outages: when the systems are down, from and to.
    pools: heads of each pool; their seats are the last.  attends: pools that may attend, by grade and kind of incident.
    """
    n_seats = seats if seats is not None else 1 + max((line.seat for line in tours), default=-1)
    lenders = lenders or {}
    places = [line.area for line in tours] + [line.area for line in incidents] + [*seat_area, *_places(lenders)]
    areas = 1 + max(places, default=0)
    drives = [float(travel)] * areas if isinstance(travel, int | float) else list(travel)
    rows = [*drives, *(part for line in partners for part in (line.handover, line.care, line.convey, line.place or 0.0))]
    days = int(-(-horizon // (24 * 60)))
    mornings = np.array([[day * DAY_MS + 6 * HOUR_MS, FIRST_DAY + day] for day in range(days)], dtype=np.int64)
    first_back = [FIRST_DAY + day for day in back_day] or [FIRST_DAY - 1] * n_seats
    model = "independent" if ill_days is not None or back_day else "none"
    n_grades = max(1 + max((line.grade for line in incidents), default=0), len(target), len(promote))
    helping, extra = _lenders(lenders, areas)
    custody = any(line.arrest for line in incidents)
    suites = Suites(np.full(areas, len(partners), dtype=np.int64), len(partners), ("suite",)) if custody else Suites()
    inputs = Inputs(
        horizon_ms=_ms(horizon), measure_from_ms=_ms(measure_from),
        n_grades=n_grades,
        rules=Rules(_ms(wind_down), wind_down_grades, max(drives) > 0, fatigue, SICKNESS_MODELS.index(model),
                    QUICK_RETURN_H * HOUR_MS, **({"escort": 2, "file_officers": 1} if custody else {}) | _rules(rules or {})),
        incidents=_incidents(incidents), logged_in_hour=np.zeros(days * 24, dtype=np.int64), tours=_tours(tours),
        seat_ids=np.arange(n_seats, dtype=np.int64), seat_area=np.array(seat_area or [0] * n_seats, dtype=np.int64),
        seat_back_day=np.array(first_back, dtype=np.int64), n_areas=areas,
        seat_skills=np.array(skills or [0] * n_seats, dtype=np.int64),
        seat_student=np.isin(np.arange(n_seats), list(students)).astype(np.int64),
        free_usual=np.array(free_usual or [1.0] * areas, dtype=np.float64), lenders=helping, lend_extra_ms=extra,
        target_ms=_targets(target, n_grades, areas), promote_ms=_or_never(promote, n_grades),
        substitute_ms=_or_never(substitute, max(1, len(substitute))), travel_row=np.arange(areas, dtype=np.int64),
        partners=tuple(PartnerRules(_ms(line.give_up), *(areas + 4 * p + part for part in range(3)), line.place is not None,
                                    areas + 4 * p + 3, line.officers, line.at_limit, line.convey_to)
                       for p, line in enumerate(partners)) + (PartnerRules(0, 0, 0, 0),) * custody,
        steps=_steps(units), background=_own(own), nights=mornings.reshape(-1, 2),
        durations=np.array([[DETERMINISTIC, minutes, 0.0, 0.0] for minutes in rows], dtype=np.float64),
        fatigue=np.tile(_sleep(), (n_seats, 1)), sickness=_sickness(ill_days), overtime=OVERTIME,
        zone_at_ms=np.array([-100 * DAY_MS], dtype=np.int64), zone_offset_ms=np.zeros(1, dtype=np.int64),
        key_travel=np.uint64(1), key_sickness=np.uint64(2), suites=suites,
        outages_ms=np.array([[_ms(at) for at in line] for line in outages], dtype=np.int64).reshape(-1, 2),
        pools=_pools(pools, attends or {}, n_grades, 1 + max((line.kind for line in incidents), default=0)),
    )  # fmt: skip
    hours = np.arange(0, inputs.horizon_ms, HOUR_MS, dtype=np.int64)
    return with_guests(inputs, aid, hours) if aid else inputs


def _ms(minutes: float) -> int:
    return round(minutes * MINUTE_MS)


def _rules(words: Mapping[str, Any]) -> dict[str, Any]:
    known = Rules.__dataclass_fields__
    return dict((f"{name}_ms", _ms(value)) if f"{name}_ms" in known else (name, value) for name, value in words.items())


def _or_never(minutes: Sequence[float | None], n: int) -> np.ndarray:
    out = np.full(n, -1, dtype=np.int64)
    out[: len(minutes)] = [-1 if each is None else _ms(each) for each in minutes]
    return out


def _targets(minutes: Sequence[float | Sequence[float]], n_grades: int, areas: int) -> np.ndarray:
    out = np.zeros((n_grades, areas), dtype=np.int64)
    for grade, each in enumerate(minutes):
        out[grade] = _ms(each) if isinstance(each, int | float) else [_ms(minute) for minute in each]
    return out


def _pools(heads: Sequence[int], attends: Mapping[tuple[int, int], Sequence[int]], n_grades: int, kinds: int) -> PoolPlan:
    mask = np.ones((n_grades, kinds), dtype=np.int64)
    for (grade, kind), pools in attends.items():
        mask[grade, kind] += sum(1 << pool for pool in pools)
    return PoolPlan(tuple(f"pool_{n}" for n in range(1, len(heads) + 1)), np.array(heads, dtype=np.int64), mask)


def _places(lenders: Mapping[int, Sequence[tuple[int, float]]]) -> list[int]:
    return [*lenders, *(lender for line in lenders.values() for lender, _ in line)]


def _lenders(lines: Mapping[int, Sequence[tuple[int, float]]], areas: int) -> tuple[np.ndarray, np.ndarray]:
    most = max([len(line) for line in lines.values()], default=1)
    helping, extra = np.full((areas, most), -1, dtype=np.int64), np.zeros((areas, most), dtype=np.int64)
    for area, line in lines.items():
        helping[area, : len(line)] = [lender for lender, _ in line]
        extra[area, : len(line)] = [_ms(minutes) for _, minutes in line]
    return helping, extra


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
        {**line._asdict(), "start": _ms(line.start), "end": _ms(line.end), "cars_until": _ms(line.cars_until),
         "briefed": _ms(line.briefed), "break_from": _ms(line.break_from), "break_until": _ms(line.break_until),
         "break_ms": _ms(line.break_ms), "told_before": _ms(line.told_before), "told_after": _ms(line.told_after),
         "day": 1 + int(line.start // (24 * 60)), "next": -1,
         "week": overtime_week(FIRST_DAY + int(line.start // (24 * 60)), OVERTIME)}
        for line in ordered
    ])  # fmt: skip


def _incidents(lines: Sequence[IncidentLine]) -> np.ndarray:
    ordered = sorted(lines, key=lambda line: line.created)
    return _filled(INCIDENT, [
        {"created": _ms(line.created), "key": 1_000 + i, "scene_ms": _ms(line.scene), "clearing_ms": _ms(line.clearing),
         "grade": line.grade, "officers": line.officers, "partner": line.partner, "area": line.area,
         "minimum": line.minimum, "patience_ms": -1 if line.patience is None else _ms(line.patience),
         "regrade_ms": -1 if line.regrade is None else _ms(line.regrade), "needs": line.needs, "triage": line.triage,
         "vulnerable": line.vulnerable, **_arrest(line.arrest), "watch": line.watch, "systems_ms": _ms(line.systems),
         "kind": line.kind, "taken_to": line.taken_to}
        for i, line in enumerate(ordered)
    ])  # fmt: skip


def _arrest(minutes: tuple[float, float, float] | None) -> dict[str, int]:
    if minutes is None:
        return {}
    return {"arrest": 1, **dict(zip(("to_suite_ms", "booking_ms", "file_ms"), map(_ms, minutes), strict=True))}


def _steps(lines: Sequence[tuple[float, int, int]]) -> np.ndarray:
    return _filled(STEP, [{"at": _ms(at), "partner": p, "units": n} for at, p, n in sorted(lines)])


def _own(lines: Sequence[tuple[float, int, float]]) -> np.ndarray:
    ordered = sorted(lines, key=lambda line: line[0])
    return _filled(BACKGROUND, [
        {"asked": _ms(at), "key": 2_000 + i, "care_ms": _ms(care), "partner": p} for i, (at, p, care) in enumerate(ordered)
    ])  # fmt: skip
