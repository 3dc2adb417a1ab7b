"""From a validated scenario to the inputs of its replications: a plan made once, draws made for each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import numpy.typing as npt

from kernels.draw import STREAM_OFFICER, STREAM_SICKNESS, STREAM_TRAVEL, stream_key
from kernels.overtime import overtime_week
from kernels.records import TOUR
from kernels.sickness import sickness_history
from sim.calendar import Calendar, build_calendar
from sim.inputs.abstraction import planned_absence
from sim.inputs.adjusted import at_adjusted_hours
from sim.inputs.answering import AnsweringTables, answering_tables, crew_sizes, rules_of, triage_cars, triage_until
from sim.inputs.availability import ADJUSTED_HOURS, deployed, standing, worked
from sim.inputs.availability_plan import AvailabilityPlan
from sim.inputs.bid_books import BidBooks
from sim.inputs.bids import with_bids
from sim.inputs.by_hour import hourly_tours
from sim.inputs.careers import with_careers
from sim.inputs.casework import CaseworkPlan, draw_casework, plan_casework
from sim.inputs.complaints import draw_complaints
from sim.inputs.custody import CustodyPlan, draw_custody, plan_custody, with_suites
from sim.inputs.cut_short import after_row, draw_cut_short
from sim.inputs.demand import DemandPlan, draw_incidents, plan_demand
from sim.inputs.displacement import (
    Describing,
    Displaced,
    draw_calls_again,
    draw_gaps,
    draw_left_there,
    draw_unserved,
    plan_displacement,
)
from sim.inputs.displacement_plan import DisplacementPlan
from sim.inputs.durations import DurationTable
from sim.inputs.experience import service_years
from sim.inputs.exposures import plan_exposures
from sim.inputs.failure import FailurePlan, failure_causes, not_again, plan_failure
from sim.inputs.front_door import FrontDoorPlan, draw_front_door, plan_front_door, reported
from sim.inputs.inputs import SICKNESS_MODELS, Floats, Inputs, Ints, Records
from sim.inputs.leave import LeavePlan, draw_leave, plan_leave
from sim.inputs.levers import with_levers
from sim.inputs.mutual_aid import with_guests
from sim.inputs.overtime import with_overtime
from sim.inputs.partners import PartnerPlan, draw_partners, plan_partners
from sim.inputs.pauses import plan_pauses
from sim.inputs.places import PlacePlan, draw_places, plan_places
from sim.inputs.pools import PoolTables, plan_pools, with_pools
from sim.inputs.presence import presence_plan
from sim.inputs.presence_plan import PresencePlan
from sim.inputs.prevention import draw_repeat_places, plan_prevention
from sim.inputs.protected import protected_time
from sim.inputs.returns import Cause, Drawn, draw_returns, may_be_sent_to, nobody_rings
from sim.inputs.roles import Officers, heads_left, officers_by_role, staffed
from sim.inputs.room import room_plan
from sim.inputs.rosters import Tours, duty_tours
from sim.inputs.spell_plan import SpellPlan
from sim.inputs.spells import plan_spells
from sim.inputs.supervision import sergeants
from sim.inputs.surges import Ranks, with_surges
from sim.inputs.threshold import ThresholdPlan, draw_turned_away, plan_threshold, put_all_to_the_test
from sim.inputs.trauma import draw_trauma
from sim.inputs.watches import WatchPlan, plan_watches, with_watches
from sim.inputs.welfare import officer_fatigue_parameters, overtime_parameters, sickness_parameters, weight_of
from sim.inputs.workforce import Seats, seats
from sim.inputs.working import WorkingPlan, draw_outages, draw_working, plan_working
from sim.scenario import Scenario


@dataclass(frozen=True)
class Plan:
    """What all replications of a scenario share."""

    scenario: Scenario
    calendar: Calendar
    seats: Seats  # those who can be deployed
    tours: Tours
    tour_order: Ints  # rows of ``tours`` in order of (start, team, area, end, seat)
    tour_records: Records
    demand: DemandPlan
    partners: PartnerPlan
    durations: Floats
    travel_row: Ints
    fatigue: Floats
    sickness: Floats
    overtime: Ints
    answering: AnsweringTables
    front_door: FrontDoorPlan | None
    availability: AvailabilityPlan
    leave: LeavePlan | None
    custody: CustodyPlan | None
    watches: WatchPlan | None
    working: WorkingPlan
    casework: CaseworkPlan | None
    cut_short_row: int
    displaced: Displaced | None
    pools: PoolTables | None
    bids: BidBooks
    sergeants: npt.NDArray[np.bool_]  # which seats are theirs
    places: PlacePlan | None
    threshold: ThresholdPlan | None
    failure: FailurePlan


@dataclass(frozen=True, eq=False)
class _People:
    """Those who can be deployed, their tours and leave, and what the rest of the establishment would have worked."""

    seats: Seats
    tours: Tours
    availability: AvailabilityPlan
    leave: LeavePlan | None
    bids: BidBooks
    officers: Officers


def make_plan(scenario: Scenario) -> Plan:
    """Return the plan of a scenario: calendar, seats, tours, rates and tables."""
    scenario = staffed(scenario)
    run, force = scenario.run, scenario.force
    calendar = build_calendar(force.time_zone, run.start, run.warmup_days, run.days, force.subdivision)
    workforce = _people(scenario, calendar)
    people, tours = workforce.seats, workforce.tours
    table = DurationTable()
    demand = plan_demand(scenario, calendar, table)
    services = plan_partners(scenario, calendar, table)
    front_door = plan_front_door(scenario, demand, table)
    watches, working = plan_watches(scenario, demand, table), plan_working(scenario, table)
    casework = plan_casework(scenario, calendar, table)
    again, failure = after_row(scenario.operations.cut_short, table), plan_failure(scenario, table)
    threshold = plan_threshold(scenario, calendar, table)
    travel_row = np.array([table.row(area.travel) for area in force.areas.values()], dtype=np.int64)
    partners, custody = with_suites(services, scenario, table), plan_custody(scenario, table, len(services.rules))
    displaced = plan_displacement(scenario, len(partners.rules), table)
    overtime = overtime_parameters(scenario.overtime)
    order = np.lexsort((tours.seat, tours.end_ms, people.area[tours.seat], people.team[tours.seat], tours.start_ms))
    return Plan(
        scenario, calendar, people, tours, order, _tour_records(scenario, calendar, people, tours, order, overtime),
        reported(demand, front_door), partners, table.table(), travel_row, _fatigue(scenario, people), _sickness(scenario),
        overtime, answering_tables(scenario, people.id.astype(np.int64)), front_door, workforce.availability, workforce.leave,
        custody, watches, working, casework, again, displaced,
        plan_pools(scenario, calendar, lambda days: _weeks_of(days, overtime)), workforce.bids,
        sergeants(people, scenario.supervision, run.seed, workforce.officers.sergeants), plan_places(scenario),
        threshold, failure,
    )


def _people(scenario: Scenario, calendar: Calendar) -> _People:
    """Follow the establishment down to those who can be deployed."""
    force, roster, seed = scenario.force, scenario.roster, scenario.run.seed
    officers = officers_by_role(seats(force, scenario.staffing, seed, roster.teams), scenario)
    posts = officers.posts
    stand = standing(posts, (len(force.areas), roster.teams), scenario.availability, seed)
    people, works = deployed(posts, stand), scenario.availability.part_time.works
    adjusted = stand.adjusted[stand.in_response]

    def tours_in(there: Calendar) -> tuple[Tours, Records]:
        if roster.strength:
            planned = hourly_tours(scenario, posts.area, there)
        else:
            planned = duty_tours(roster, posts.team, there, posts.id, seed)
        tours, lost = worked(posts, stand, planned, works, seed)
        if not adjusted.any():
            return tours, lost
        why = stand.reasons.index(ADJUSTED_HOURS)
        tours, more = at_adjusted_hours(tours, people, adjusted, scenario.availability.adjusted_hours, there, why)
        return tours, np.concatenate([lost, more])

    tours, lost = tours_in(calendar)
    tours, books = with_bids(tours, people, force, scenario.bids, calendar, seed)
    years = service_years(people.id, scenario.staffing, force.officers, seed)
    shares = np.where(stand.part_time[stand.in_response], works, 1.0)
    shares = np.where(adjusted, scenario.availability.adjusted_hours.share_of(roster), shares)
    leave = plan_leave(scenario, people, years, shares, calendar, tours, lambda there: tours_in(there)[0])
    heads = heads_left(scenario, officers)
    availability = AvailabilityPlan(len(posts) - len(people), stand.reasons, lost, years, role_posts=heads)
    return _People(people, tours, availability, leave, books, officers)


def _fatigue(scenario: Scenario, people: Seats) -> Floats:
    """Return the fatigue parameters of every seat; traits belong to the seat, so replications share them."""
    key = np.uint64(stream_key(scenario.run.seed, 0, STREAM_OFFICER))
    return officer_fatigue_parameters(scenario.fatigue, people.id.astype(np.int64), key)


def _sickness(scenario: Scenario) -> Floats:
    parameters = sickness_parameters(scenario.sickness, scenario.strain)
    for stressor, reckoned in (  # what is not reckoned must not count as a rest from it either
        ("fatigue", scenario.fatigue.on), ("trauma", scenario.trauma.on), ("undefused", scenario.trauma.on),
        ("secondary_trauma", scenario.trauma.on and scenario.casework.on), ("complaints", scenario.complaints.on),
        ("unsupported", scenario.strain.support.on), ("outside_work", scenario.strain.outside_work.on),
    ):
        if not reckoned:
            parameters[weight_of(stressor)] = 0.0
    return parameters


def _tour_records(
    scenario: Scenario, calendar: Calendar, people: Seats, tours: Tours, order: Ints, overtime: Ints
) -> Records:
    out = np.zeros(order.size, dtype=TOUR)
    seat = tours.seat[order]
    out["start"], out["end"], out["seat"] = tours.start_ms[order], tours.end_ms[order], seat
    out["area"], out["team"], out["night"] = people.area[seat], people.team[seat], tours.night[order]
    out["day"], out["next"] = tours.date_index[order] + 1, -1
    days = tours.date_index[order].astype(np.int64) + calendar.first_day_number
    out["week"] = _weeks_of(days, overtime)
    wall_ms = calendar.wall_ms(out["start"])
    out["crew_size"] = crew_sizes(scenario, people.area[seat].astype(np.int64), wall_ms)
    out["cars"] = triage_cars(scenario, people.area[seat].astype(np.int64), wall_ms)
    out["cars_until"] = triage_until(scenario, calendar, wall_ms)
    plan_pauses(out, scenario.tour, scenario.working.briefing_min(scenario.tour))
    return out


def _weeks_of(days: Ints, overtime: Ints) -> Ints:
    return _by_value(days, lambda day: overtime_week(day, overtime)) if days.size else days


def _by_value(values: Ints, answer: object) -> Ints:
    """Ask a question once for each different value."""
    different, place = np.unique(values, return_inverse=True)
    return np.array([answer(value) for value in different])[place]  # type: ignore[operator]


def draw_inputs(plan: Plan, replication: int) -> Inputs:
    """Return the inputs of one replication (0, 1, ...) of a plan."""
    scenario, calendar, seed = plan.scenario, plan.calendar, plan.scenario.run.seed
    incidents, logged, logged_apart = draw_incidents(plan.demand, plan.durations, seed, replication)
    suites = draw_custody(plan.custody, incidents, plan.durations)
    draw_places(plan.places, incidents)
    draw_working(plan.working, plan.durations, incidents)
    front = draw_front_door(plan.front_door, incidents, plan.durations, seed, replication)
    steps, background = draw_partners(plan.partners, plan.durations, seed, replication)
    of_jobs = _of_jobs(plan, background)
    draw_repeat_places(scenario, incidents)
    sent_to = may_be_sent_to(front) if front.on else None
    incidents, returns = draw_returns(incidents, _causes(plan), of_jobs, scenario.demand.comes_back_most, sent_to)
    put_all_to_the_test(plan.threshold, incidents, returns)
    draw_trauma(scenario, incidents)
    draw_complaints(scenario, incidents)
    if front.on and returns.on:
        front = replace(front, decided=nobody_rings(front, incidents.size))
    casework = draw_casework(plan.casework, incidents, plan.durations)
    not_again(returns, incidents, casework.crimes)
    tours = plan.tour_records.copy()
    absent, availability = _absence(plan, replication)
    ranks = Ranks(plan.sergeants, plan.answering["seat_student"] == 1, plan.availability.service_years)
    absent = with_surges(absent, scenario, plan.tours, plan.seats, ranks, calendar, replication)
    tours["absent"] = absent[plan.tour_order]
    first_day = calendar.first_day_number
    key_sickness = np.uint64(stream_key(seed, replication, STREAM_SICKNESS))
    seat_ids = plan.seats.id.astype(np.int64)
    mornings = calendar.daily_ms(scenario.sickness.drawn_at)
    by_kind, back_day, presence = _sick_at_start(plan, seat_ids, mornings.size, key_sickness)
    inputs = Inputs(
        horizon_ms=calendar.horizon_ms, measure_from_ms=calendar.measure_from_ms, n_grades=len(scenario.force.grades),
        rules=rules_of(scenario),
        incidents=incidents, logged_in_hour=logged, logged_apart=logged_apart, tours=tours, seat_ids=seat_ids,
        seat_area=plan.seats.area.astype(np.int64), seat_back_day=back_day, n_areas=len(scenario.force.areas),
        **plan.answering,
        travel_row=plan.travel_row, partners=plan.partners.rules, steps=steps, background=background,
        nights=np.column_stack([mornings, np.arange(mornings.size) + first_day]).astype(np.int64),
        durations=plan.durations, fatigue=plan.fatigue, sickness=plan.sickness, overtime=plan.overtime,
        zone_at_ms=calendar.zone_at_ms.astype(np.int64), zone_offset_ms=calendar.zone_offset_ms.astype(np.int64),
        key_travel=np.uint64(stream_key(seed, replication, STREAM_TRAVEL)), key_sickness=key_sickness, front=front,
        replication=replication,
        availability=availability, bids=plan.bids, sergeants=plan.sergeants,
        suites=suites, casework=casework, returns=returns,
        displacement=plan.displaced.plan if plan.displaced else DisplacementPlan(),
        protected=protected_time(scenario), spells=by_kind, presence=presence,
        room=room_plan(scenario, plan.front_door, first_day, replication),
        prevention=plan_prevention(scenario),
        outages_ms=draw_outages(plan.working, plan.demand, plan.durations, seed, replication),
    )
    inputs = with_watches(inputs, plan.watches, seed, replication)
    inputs = with_pools(inputs, plan.pools, seed, replication)
    inputs = with_overtime(inputs, scenario, calendar, replication)
    inputs = replace(inputs, exposures=plan_exposures(inputs, scenario))
    inputs = with_careers(inputs, scenario, calendar)
    return with_levers(with_guests(inputs, scenario.mutual_aid, plan.calendar.hour_start_ms), scenario)


def _causes(plan: Plan) -> list[Cause]:
    """Return for what an incident may come of another: each draws what comes of the incidents it is given."""
    causes: list[Cause] = []
    cut = plan.scenario.operations.cut_short
    if cut.on:
        causes.append(partial(draw_cut_short, cut, plan.demand, plan.cut_short_row, plan.durations))
    if plan.displaced:
        causes.append(partial(draw_gaps, plan.displaced, _describing(plan)))
        causes.append(partial(draw_left_there, plan.displaced, plan.partners.rules, _describing(plan)))
        if plan.displaced.again.any():
            causes.append(partial(draw_calls_again, plan.displaced, _describing(plan)))
    if plan.threshold is not None:
        causes.append(partial(draw_turned_away, plan.threshold, plan.demand, plan.durations))
    causes += failure_causes(plan.failure, plan.demand, plan.working, plan.durations)
    return causes


def _of_jobs(plan: Plan, jobs: Records) -> Drawn | None:
    """Return what may come of the partners' own jobs; nothing where what they leave undone is gone."""
    return draw_unserved(plan.displaced, _describing(plan), jobs) if plan.displaced else None


def _describing(plan: Plan) -> Describing:
    return Describing(plan.demand, plan.durations, plan.custody, plan.working, plan.places)


def _sick_at_start(plan: Plan, seat_ids: Ints, days: int, key: np.uint64) -> tuple[SpellPlan, Ints, PresencePlan]:
    """Return the plan of spells by kind, the day each officer is back from what he had before, and what is unwell at work."""
    settings, scenario, first_day = plan.scenario.sickness, plan.scenario, plan.calendar.first_day_number
    model = SICKNESS_MODELS.index(settings.model)
    if model and settings.by_kind:
        traits = np.uint64(stream_key(scenario.run.seed, 0, STREAM_OFFICER))
        return plan_spells(scenario, seat_ids, first_day, days, key, traits)
    back_day = np.full(seat_ids.size, first_day - 1, dtype=np.int64)
    if model:
        back_day = sickness_history(seat_ids, first_day, settings.history_days, key, plan.sickness)
    return SpellPlan(), back_day, presence_plan(scenario, seat_ids.size, None)


def _absence(plan: Plan, replication: int) -> tuple[npt.NDArray[np.int8], AvailabilityPlan]:
    """Return the planned absence of each tour, and the plan's availability with the books of leave where there are any."""
    scenario, calendar, seed = plan.scenario, plan.calendar, plan.scenario.run.seed
    if plan.leave is None:
        return planned_absence(plan.tours, plan.seats, scenario.abstraction, calendar, seed, replication), plan.availability
    kind, books = draw_leave(plan.leave, seed, replication)
    day = plan.tours.date_index + (calendar.first_day_number - int(plan.leave.first_day[0]))
    return kind[plan.tours.seat, day], replace(plan.availability, leave=books)
