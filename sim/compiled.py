"""The compiled engine seen from Python: arrays in, slices of time, outcome out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

from kernels.casework_records import CRIME_PRACTICE, DESK
from kernels.clock import HOUR_MS
from kernels.compiled import state as s
from kernels.compiled.choosing import MOST_CHOSEN
from kernels.compiled.loop import advance
from kernels.exposures import N_EXPOSURES
from kernels.front_door import N_POOLS
from kernels.front_door_records import POOL_HOUR
from kernels.kinds import N_STATUS
from kernels.records import DEPLOYMENT, PRACTICE, SEAT, SERVICE
from kernels.spells import N_LOADS
from sim.inputs.case_plan import blank_crimes
from sim.inputs.front_plan import blank_callers, blank_fronts
from sim.inputs.inputs import Inputs, Ints, PartnerRules, Records
from sim.inputs.start import blank_protected, blank_tours, rested_start
from sim.outcome import Outcome, empty_accounts, empty_hours, empty_windows

Arrays = dict[str, Any]  # by the names of kernels.compiled.state.FIELDS
# What is not "none" (-1) in the records of an incident and of a crew before anything happened.
WORK_BEGINS = dict.fromkeys(
    ("stage", "partner_stage", "gave_up", "crews_due", "officers_sent", "suspended", "version", "crews_ever", "strength", "there",
     "queued", "grade", "relief", "cover", "fresh", "outage_ms", "slowed_ms", "writing_phase", "cut", "slower_ms",
     "place", "place_stage", "partner_ended", "place_ended", "dropped", "complained", "complaint_ms"), 0)
CREW_BEGINS = dict.fromkeys(
    ("area", "size", "ended", "skills", "counts", "there", "practitioner_until", "tutored", "paired", "pause", "pauses",
     "awaits_relief", "relieves", "pool", "sergeants"), 0)
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
    room = 1
    while True:  # the run is repeatable: once more, with room enough, if there was not
        state = _prepare(inputs, horizon, size, room)
        _run(state, horizon, progress)
        n_events = int(state["control"][s.LOG_N])
        if state["control"][s.FULL]:
            room *= 2
        elif log and n_events > size:
            size = n_events
        else:
            return _outcome(state, log)


def _run(state: Arrays, horizon: int, progress: Callable[[float], None] | None) -> None:
    fields = tuple(state[name] for name in s.FIELDS)
    until = 0
    while until < horizon:
        until = min(horizon, until + SLICE_MS)
        advance(fields, until)
        if state["control"][s.FULL]:
            return
        if state["control"][s.STUCK]:
            raise Stuck(f"the instant {int(state['control'][s.NOW])} ms after the start of the study never ends")
        if progress:
            progress(until / horizon)


def _prepare(inputs: Inputs, horizon: int, log_size: int, room: int) -> Arrays:
    """Return everything the engine holds as a run begins, by the names of its fields; ``room`` times what is usually enough."""
    return {
        "control": _control(inputs, horizon),
        "rules": inputs.rules.record(),
        "hash": np.zeros(1, dtype=np.uint64),
        "log": np.zeros((log_size, 4), dtype=np.int64),
        "heap": np.zeros(room * _heap_size(inputs), dtype=s.EVENT),
        "keys": np.array(
            [inputs.key_travel, inputs.key_sickness, inputs.careers.key, inputs.room.key, inputs.spells.traits], dtype=np.uint64
        ),
        **_incidents(inputs, room),
        **_tours(inputs),
        **_areas(inputs),
        **_seats(inputs),
        **_tables(inputs),
        **_front_door(inputs),
        **_casework(inputs),
        **_exposures(inputs),
        **_spells(inputs),
        **_careers(inputs),
        **_welfare(inputs),
        **_displacement(inputs),
    }


def _incidents(inputs: Inputs, room: int) -> Arrays:
    """Return incidents, what is done about them, and the queues they wait in."""
    queues = (inputs.n_areas, inputs.n_grades)
    return {
        "incidents": inputs.incidents,
        "work": _blank(inputs.incidents.size, s.WORK, **WORK_BEGINS),
        "queue_head": np.full(queues, -1, dtype=np.int64),
        "queue_tail": np.full(queues, -1, dtype=np.int64),
        "cursor": np.full(queues, -1, dtype=np.int64),
        "chosen": np.full(MOST_CHOSEN, -1, dtype=np.int64),
        "deployments": np.zeros(room * (int(inputs.incidents["officers"].sum()) + 64), dtype=DEPLOYMENT),
        "partners": _partners(inputs),
    }


def _tours(inputs: Inputs) -> Arrays:
    """Return tours as planned and as worked, and the crews that begin with them."""
    filled_in = inputs.aid.on or inputs.overtime_plan.recall  # the tours of guests and of recalls, as they come
    tours = inputs.tours.copy() if filled_in else inputs.tours
    return {
        "tours": tours,
        "tour_end_order": np.lexsort((tours["seat"], tours["end"])).astype(np.int64),
        "done": blank_tours(tours.size),
        "crews": _blank(tours.size, s.CREW, **CREW_BEGINS),
        "protected_done": blank_protected(inputs.protected_tours),
        "background": inputs.background,
        "background_next": np.full(inputs.background.size, -1, dtype=np.int64),
    }


def _areas(inputs: Inputs) -> Arrays:
    """Return areas, who is free, out or about to leave in each, and what lies between them."""
    crews = (inputs.n_areas, inputs.n_seats + 1)
    return {
        "areas": np.zeros(inputs.n_areas, dtype=s.AREA),
        "free": np.full(crews, -1, dtype=np.int64),
        "out": np.full(crews, -1, dtype=np.int64),
        "leaving": np.full(inputs.n_seats + 1, -1, dtype=np.int64),
        "free_usual": inputs.free_usual,
        "lenders": inputs.lenders,
        "lend_extra": inputs.lend_extra_ms,
        "suite_of": inputs.suites.of_area if inputs.suites.on else np.full(inputs.n_areas, -1, dtype=np.int64),
    }


def _seats(inputs: Inputs) -> Arrays:
    """Return officers, and what belongs to their seats; a copy where a newcomer changes it."""
    return {
        "officers": _officers(inputs),
        "accounts": empty_accounts(inputs),
        "duty_hours": empty_hours(inputs),
        "seat_skills": inputs.seat_skills.copy() if inputs.careers.on else inputs.seat_skills,
        "seat_student": inputs.seat_student.copy() if inputs.careers.on else inputs.seat_student,
        "seat_area": inputs.seat_area,
        "seat_sergeant": inputs.seat_sergeant,
    }


def _tables(inputs: Inputs) -> Arrays:
    """Return rules and tables that a run only reads; the working time of its tours, which it keeps up, is a copy."""
    return {
        "target": inputs.target_ms,
        "promote": inputs.promote_ms,
        "substitute": inputs.substitute_ms,
        "steps": inputs.steps,
        "aid": inputs.aid.rules,
        "reviews": inputs.aid.reviews,
        "nights": inputs.nights,
        "durations": inputs.durations,
        "travel_row": inputs.travel_row,
        "fatigue": inputs.fatigue,
        "sickness": inputs.sickness,
        "overtime": inputs.overtime,
        "zone_at": inputs.zone_at_ms,
        "zone_offset": inputs.zone_offset_ms,
        "outages": inputs.outages_ms,
        "duty": inputs.overtime_plan.rules,
        "work_ms": inputs.overtime_plan.work_ms.copy(),
        "in_lieu": inputs.overtime_plan.in_lieu,
        "attends": inputs.pools.attends,
        "protected": inputs.protected,
    }


def _welfare(inputs: Inputs) -> Arrays:
    """Return presence while unwell, the control room's people, and interventions."""
    return {
        "presence_par": inputs.presence.par,
        "presence": inputs.presence.rows(inputs.n_seats),
        "assault_chance": inputs.presence.assault_chance,
        "room_par": inputs.room.par,
        "room_sickness": inputs.room.sickness,
        "rooms": inputs.room.rooms(),
        "room_back": inputs.room.back_day.copy(),
        "levers": inputs.levers.rows,
        "reached": inputs.levers.reached_seats(inputs.n_seats),
        "prevention": inputs.prevention.begins(),
        "prevention_par": inputs.prevention.par,
    }


def _exposures(inputs: Inputs) -> Arrays:
    plan, (exposures, strains) = inputs.exposures, empty_windows(inputs)
    return {
        "exposed": np.zeros((inputs.n_seats, N_EXPOSURES), dtype=np.int64), "exposures": exposures, "strains": strains,
        "windows": plan.windows, "needed": plan.needed, "refused": plan.refused,
        "exposure_rules": plan.rules, "outside": plan.outside, "outside_block": plan.outside_block,
    }


def _spells(inputs: Inputs) -> Arrays:
    plan = inputs.spells
    health = plan.health(inputs.n_seats)
    return {
        "spells": plan.par, "season": plan.season, "usual": plan.usual, "frailty": plan.frailties(inputs.n_seats),
        "health": health, "loads": np.zeros((len(health), N_LOADS)),
    }


def _careers(inputs: Inputs) -> Arrays:
    plan = inputs.careers
    return {
        "careers": plan.start.copy(), "career_par": plan.par, "career_bands": plan.bands, "career_days": plan.blank_days(),
        "intake": plan.intake, "recruit_budget": plan.budget.copy(),
        "student_ms": np.zeros((len(plan.start), N_STATUS), dtype=np.int64),
    }


def _displacement(inputs: Inputs) -> Arrays:
    plan = inputs.displacement
    return {
        "gaps": plan.gaps, "jobs": plan.jobs(inputs.background.size), "expectation": plan.expectation.copy(),
        "levels": plan.levels(len(inputs.nights)),
    }


def _front_door(inputs: Inputs) -> Arrays:
    front = inputs.front
    pages = np.zeros(inputs.n_areas, dtype=s.PAGE)
    areas = np.arange(inputs.n_areas)
    pages["first"], pages["end"] = (np.searchsorted(front.diary["area"], areas, side) for side in ("left", "right"))
    queues = np.zeros(N_POOLS + 1, dtype=s.FRONT_QUEUE)
    queues["head"] = queues["tail"] = -1
    return {
        "calls": front.calls, "callers": blank_callers(front.calls.size), "links": np.zeros(front.calls.size, dtype=s.LINK),
        "front": front.decided, "fronts": blank_fronts(front.decided.size),
        "desk_behind": np.full(front.decided.size, -1, dtype=np.int64), "staff": front.staff, "diary": front.diary,
        "diary_taken": np.zeros(front.diary.size, dtype=np.int64), "diary_pages": pages, "front_queues": queues,
        "pools": np.zeros(N_POOLS, dtype=s.POOL), "chase_row": front.chase_row,
        "pass_on": front.pass_on_ms, "front_rules": front.rules,
        "pool_hours": np.zeros(N_POOLS * (-(-inputs.horizon_ms // HOUR_MS) if front.on else 0), dtype=POOL_HOUR),
    }


def _casework(inputs: Inputs) -> Arrays:
    plan = inputs.casework
    desks = np.zeros(inputs.n_seats + plan.n_investigators if plan.on else 0, dtype=s.DESK_STATE)
    desks["head"] = desks["from_at"] = -1
    queues = np.zeros(inputs.n_areas + plan.teams.size, dtype=s.FRONT_QUEUE)
    queues["head"] = queues["tail"] = -1
    cases = np.zeros(plan.crimes.size, dtype=s.CASE)
    blank = blank_crimes(plan.crimes.size)
    for name in CRIME_PRACTICE.names or ():
        cases[name] = blank[name]
    return {
        "crimes": plan.crimes, "cases": cases, "desks": desks, "case_queues": queues, "teams": plan.teams,
        **_returns(inputs),
        "work_days": plan.days, "case_rules": plan.rules,
    }


def _returns(inputs: Inputs) -> Arrays:
    of_incident, of_job, listed = inputs.returns.linked(inputs.incidents.size, inputs.background.size)
    return {"follows": of_incident, "job_follows": of_job, "returns": listed}


def _control(inputs: Inputs, horizon: int) -> Ints:
    control = np.zeros(s.N_CONTROL, dtype=np.int64)
    control[s.NOW] = -1
    control[s.HORIZON] = horizon
    control[s.MEASURE_FROM] = inputs.measure_from_ms
    control[s.N_CALLS] = inputs.front.n_planned
    control[s.N_OWN] = inputs.n_own
    control[s.FIRST_GUEST] = inputs.first_guest
    control[s.N_OWN_TOURS] = inputs.n_own_tours
    control[s.FIRST_GUEST_TOUR] = inputs.first_guest_tour
    control[s.NEXT_RECALL] = inputs.overtime_plan.first_recall
    control[s.TODAY] = (inputs.nights[0, 1] if inputs.nights.size else 0) - 1
    return control


def _heap_size(inputs: Inputs) -> int:
    """Return room for what may be under way: events of crews, of waits for a partner, of its units, of waiting incidents.

    Plans that were broken off stay in the heap until their time; where that is too much, the run is begun anew with more room.
    """
    units = 0
    for partner in range(len(inputs.partners)):
        units += int(inputs.steps["units"][inputs.steps["partner"] == partner].max(initial=0))
    waits = int((inputs.incidents["partner"] >= 0).sum() + inputs.incidents["arrest"].sum())
    waits += 2 * int(((inputs.incidents["taken_to"] > 0) | (inputs.incidents["partner"] >= 0)).sum()) * any(
        rules.place for rules in inputs.partners)
    return 6 * inputs.n_seats + 2 * waits + 2 * units + inputs.incidents.size + 64


def _blank(n: int, dtype: np.dtype[np.void], **others: int) -> Records:
    """Return records in which every field means "none" (-1) but those named."""
    one = np.zeros(1, dtype=dtype)
    for name in dtype.names or ():
        one[name] = others.get(name, -1)
    return np.repeat(one, n)


def _officers(inputs: Inputs) -> Records:
    out = np.zeros(inputs.n_seats, dtype=s.OFFICER)
    out["id"] = inputs.seat_ids
    out["tour"] = out["crew"] = out["occasion_week"] = -1
    out["back_day"] = inputs.seat_back_day
    out["shaken_at"], out["complaint_to"] = -1, inputs.exposures.complaint_to(inputs.n_seats)
    rested = rested_start(inputs)
    for name in rested.dtype.names or ():
        out[name] = rested[name]
    plan, own = inputs.overtime_plan, slice(inputs.n_own)
    if plan.on:
        out["owed_ms"][own], out["opted_out"][own] = plan.owed_ms, plan.opted_out
        out["next_tour"][own] = plan.next_tour
    return out


def _partners(inputs: Inputs) -> Records:
    out = np.zeros(len(inputs.partners), dtype=s.PARTNER)
    out["head"] = out["tail"] = -1
    for p, rules in enumerate(inputs.partners):
        for name in PartnerRules.__dataclass_fields__:
            out[name][p] = getattr(rules, name)
    return out


def _outcome(state: Arrays, log: bool) -> Outcome:
    return Outcome(
        engine="compiled",
        incidents=_copy(state["work"], PRACTICE),
        tours=state["done"],
        accounts=state["accounts"],
        seats=_copy(state["officers"], SEAT),
        services=_copy(state["partners"], SERVICE),
        trajectory=int(state["hash"][0]),
        n_events=int(state["control"][s.LOG_N]),
        deployments=state["deployments"][: int(state["control"][s.N_DEPLOYMENTS])].copy(),
        calls=state["callers"],
        fronts=state["fronts"],
        pool_hours=state["pool_hours"],
        crimes=_copy(state["cases"], CRIME_PRACTICE),
        desks=_copy(state["desks"], DESK),
        protected=state["protected_done"],
        hours=state["duty_hours"],
        exposures=state["exposures"],
        strains=state["strains"],
        health=state["health"],
        loads=state["loads"],
        careers=state["careers"],
        career_days=state["career_days"],
        student_ms=state["student_ms"],
        presence=state["presence"],
        rooms=state["rooms"],
        jobs=state["jobs"],
        levels=state["levels"],
        log=state["log"][: int(state["control"][s.LOG_N])].copy(),  # a view would keep the room there was for more
    )


def _copy(source: Records, dtype: np.dtype[np.void]) -> Records:
    """Return the fields of ``dtype`` of one-dimensional ``source``: where its records begin with them, in one piece."""
    out = np.zeros(source.shape, dtype=dtype)
    names = dtype.names or ()
    if all(source.dtype.fields[name] == dtype.fields[name] for name in names):  # type: ignore[index]
        end = max(dtype.fields[name][1] + dtype.fields[name][0].itemsize for name in names)  # type: ignore[index]
        _bytes(out)[:, :end] = _bytes(source)[:, :end]
        return out
    for name in names:
        out[name] = source[name]
    return out


def _bytes(records: Records) -> npt.NDArray[np.uint8]:
    return records.view(np.uint8).reshape(records.size, records.dtype.itemsize)
