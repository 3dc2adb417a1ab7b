"""The reference engine: a police force as SimPy processes, one for every open incident and every officer on duty."""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass

import numpy as np
import simpy

from kernels.crewing import pairs
from kernels.durations import duration_ms
from kernels.kinds import ARRIVAL, CALLED_AGAIN, FREE, N_STATUS, OFF, PARTNER_DAY, REPAYING, TOUR_ON
from kernels.records import DEPLOYMENT, DONE, PRACTICE, SEAT, SERVICE
from kernels.travel import thinned
from sim.inputs.inputs import Inputs
from sim.inputs.start import blank_practice, blank_tours, rested_start
from sim.outcome import N_ROWS, Outcome
from sim.reference.aid import MutualAid
from sim.reference.area import Area
from sim.reference.careers import Careers
from sim.reference.casework import Casework
from sim.reference.control_room import ControlRoom
from sim.reference.crew import Crew
from sim.reference.custody import Suite
from sim.reference.dispatcher import Dispatcher
from sim.reference.displacement import Displacement
from sim.reference.front_door import FrontDoor
from sim.reference.hours import DutyHours
from sim.reference.incident import Incident
from sim.reference.journal import Journal
from sim.reference.levers import Levers
from sim.reference.moment import Moments
from sim.reference.night import NightShift
from sim.reference.officer import Officer
from sim.reference.partner import Partner
from sim.reference.pauses import TeamDay
from sim.reference.places import Place
from sim.reference.presence import Presence
from sim.reference.prevention import Prevention
from sim.reference.protected import ProtectedTime
from sim.reference.recall import Recall
from sim.reference.records import records_of, rows_of
from sim.reference.returns import Returns
from sim.reference.threshold import turned_away
from sim.reference.time_off import TimeOff
from sim.reference.told import Told

BACKGROUND_KEY = 1 << 40  # at one instant a partner's own jobs come after its changes of units
SLICES = 20
SELDOM = (50_000, 20, 100)  # thresholds of the garbage collector while a run lasts


@dataclass
class Deployment:
    """One crew sent to one incident; as ``kernels.records.DEPLOYMENT``."""

    sent: int
    incident: int
    tour: int
    skills: int
    officers: int
    home: int
    arrived: int = -1
    left: int = -1
    sergeants: int = 0
    injured: int = 0


class Force:
    """Everything that lives: areas, officers, partners, the night shift; and the processes that bring the plan to them."""

    def __init__(self, inputs: Inputs, log: bool) -> None:
        self.inputs = inputs
        self.env = simpy.Environment()
        self.moments = Moments(self.env, self._dispatch)
        self.journal = Journal(self.moments, log)
        self.incidents = rows_of(inputs.incidents)
        self.returns = Returns(self)
        self.displacement = Displacement(self)
        self.practice = rows_of(blank_practice(inputs.incidents.size))
        self.background = rows_of(inputs.background)
        self.done = rows_of(blank_tours(inputs.tours.size))
        self.tour_end = inputs.tours["end"].tolist()
        self.tour_week = inputs.tours["week"].tolist()
        self.tour_night = inputs.tours["night"].tolist()
        self.tour_kind = inputs.tours["kind"].tolist()
        self.tour_next = inputs.tours["next"].tolist()
        self.rested_start = rested_start(inputs)
        self.complaint_to = inputs.exposures.complaint_to(inputs.n_seats)
        self.has_breaks = bool((inputs.tours["break_ms"] > 0).any())
        self.keeps_breaks = bool(inputs.tours["break_kept"].any())
        self.deployments: list[Deployment] = []
        self.areas = [Area(self, area, inputs.n_grades) for area in range(inputs.n_areas)]
        self.dispatcher = Dispatcher(self)
        services = len(inputs.partners) - len(inputs.suites.names)
        self.partners = [
            (Place if rules.place else Partner)(self, p, rules) for p, rules in enumerate(inputs.partners[:services])
        ]
        self.suites = [Suite(self, p, rules) for p, rules in enumerate(inputs.partners[services:], services)]
        self.casework = Casework(self)
        self.careers = Careers(self)
        self.hours = DutyHours(inputs.horizon_ms)
        self.services = [*self.partners, *self.suites]  # everybody with a queue, by row
        self.officers = [Officer(self, seat) for seat in range(inputs.n_seats)]
        self.presence = Presence(self)
        self.night_shift = NightShift(self)
        self.levers = Levers(self)
        self.front_door = FrontDoor(self)
        self.control_room = ControlRoom(self)
        self.aid = MutualAid(self)
        self.time_off = TimeOff(self)
        self.recall = Recall(self)
        self.prevention = Prevention(self)
        self.protected = ProtectedTime(self)
        self.told = Told(self)
        for process in (self._arrivals(), self._musters(), self._partners_units(), self._partners_own_work()):
            self.env.process(process)

    @property
    def now(self) -> int:
        """Milliseconds since the study began."""
        return self.moments.now

    def _dispatch(self) -> None:
        """Let the front door, and every area and partner that was touched, give out what they have free, in this order."""
        if self.front_door.touched:
            self.front_door.dispatch()
        self.dispatcher.serve()
        for partner in self.services:
            if partner.touched:
                partner.dispatch()

    # The plan arrives

    def _arrivals(self) -> Generator[simpy.Event, None, None]:
        for row, incident in enumerate(self.incidents):
            yield self.moments.planned(incident.created, ARRIVAL, row)
            if not incident.by_phone and not self.prevention.prevents(row):
                self.take_call(row)

    def take_call(self, row: int) -> None:
        """Somebody asks for officers: the dispatcher learns of it, unless it is turned away."""
        if not turned_away(self, row):
            self.log_incident(row)

    def log_incident(self, row: int) -> None:
        """The dispatcher learns of an incident."""
        Incident(self, row).log()
        self.returns.of_incident(row, CALLED_AGAIN)

    def _musters(self) -> Generator[simpy.Event, None, None]:
        """Each team books on in each area: who is there, and which crews they form."""
        tours = self.inputs.tours
        teams = [tours[name].tolist() for name in ("start", "team", "area", "end")]
        same = list(zip(*teams, strict=True))[: self.inputs.n_own_tours]
        first = 0
        while first < len(same):
            last = first
            while last < len(same) and same[last] == same[first]:
                last += 1
            yield self.moments.planned(same[first][0], TOUR_ON, first)
            self._muster(range(first, last), same[first][2])
            first = last

    def _muster(self, tours: range, area: int) -> None:
        seats = self.inputs.tours["seat"]
        present: list[Officer] = []
        repaying = 0
        why_away = self._why_away(tours)
        for tour in tours:
            officer = self.officers[int(seats[tour])]
            officer.next_tour = self.tour_next[tour]
            reason = why_away[tour]
            if not reason and self.aid.is_repaid_by(officer, tour, repaying):
                repaying += 1
                reason = REPAYING
            self.presence.begins(officer, tour, reason)
            officer.begin(tour, reason)
            if officer.status == FREE and officer.tour == tour and officer.carried_as is None:
                present.append(officer)
        crews = list(self._crews(present, area, tours[0]))
        for crew in crews:
            crew.formed()
            if not crew.pool:
                self.areas[area].on_duty += crew.size
        TeamDay(self, tours, self.areas[area], crews)
        self.areas[area].touch()
        self.recall.fill(tours[0], sum(not officer.is_student for officer in present))

    def _why_away(self, tours: range) -> dict[int, int]:
        """Return for each tour of a team why its officer is not there, 0 when he is: the plan, sickness, then time off."""
        plan = self.inputs.tours
        there: dict[int, Officer] = {}
        reasons: dict[int, int] = {}
        for tour in tours:
            officer = self.officers[int(plan["seat"][tour])]
            planned = int(plan["absent"][tour])
            planned = 0 if self.presence.has_used_up(officer, planned) else planned
            reasons[tour] = self.careers.why_gone(officer) or planned or self.night_shift.why_not_fit(officer)
            if not reasons[tour] and officer.tour is None and not officer.is_student:
                there[tour] = officer
        return reasons | self.time_off.grant(there, int(plan["minimum"][tours[0]]))

    def _crews(self, present: list[Officer], area: int, tour: int) -> Iterator[Crew]:
        """Yield the crews of a team: students with tutors first, then pairs as far as the policy wants them, then the rest."""
        pool = int(self.inputs.tours["pool"][tour])
        if pool:
            yield from self._crews_of_pool(present, area, tour, pool)
            return
        size, cars = int(self.inputs.tours["crew_size"][tour]), int(self.inputs.tours["cars"][tour])
        end = self.tour_end[tour]
        officers = [officer for officer in present if not officer.is_student]
        for student in (officer for officer in present if officer.is_student):
            if officers:
                yield Crew(self, [officers.pop(0), student], area, end, tutored=True)
        paired = 2 * int(pairs(len(officers), size, self.inputs.rules.double_share))
        formed = [officers[i : i + 2] for i in range(0, paired, 2)] + [[officer] for officer in officers[paired:]]
        for number, crew in enumerate(formed):
            until = int(self.inputs.tours["cars_until"][tour]) if number < cars else 0
            yield Crew(self, crew, area, end, paired=size == 2 or len(crew) == 2, practitioner_until=until)

    def suite_of(self, area: int) -> Suite:
        """Return the custody suite to which an area's arrests go."""
        return self.suites[int(self.inputs.suites.of_area[area]) - self.inputs.suites.first]

    def _crews_of_pool(self, present: list[Officer], area: int, tour: int, pool: int) -> Iterator[Crew]:
        """Yield the crews of specials, PCSOs or volunteers: one by one, or in pairs; who has no partner then stays in."""
        size = int(self.inputs.tours["crew_size"][tour])
        for first in range(0, len(present) - size + 1, size):
            yield Crew(self, present[first : first + size], area, self.tour_end[tour], pool=pool)

    # Crews on the road

    def deploy(self, crew: Crew, incident: Incident) -> Deployment:
        """Return a new record of a crew sent."""
        tour = crew.officers[0].tour
        assert tour is not None
        self.deployments.append(
            Deployment(self.now, incident.row, tour, crew.skills, crew.size, crew.area.number, sergeants=crew.sergeants)
        )
        return self.deployments[-1]

    def drive_ms(self, crew: Crew, incident: Incident, ordinal: int) -> int:
        """Return how long a crew drives; fewer free crews in its area mean a longer way, neighbours come from further off."""
        inputs, there, home = self.inputs, incident.area.number, crew.area.number
        if not inputs.rules.travel_on:
            return 0
        row = inputs.travel_row[there]
        drive = int(duration_ms(inputs.durations, row, inputs.key_travel, np.uint64(incident.key), ordinal))
        if inputs.rules.thinning_on:
            drive = int(thinned(drive, inputs.free_usual[home], crew.area.ready, inputs.rules.thinning_most))
        if home != there:
            drive += int(inputs.lend_extra_ms[there, inputs.lenders[there].tolist().index(home)])
        return drive

    def _partners_units(self) -> Generator[simpy.Event, None, None]:
        for row, (at, partner, units) in enumerate(self.inputs.steps.tolist()):
            yield self.moments.planned(at, PARTNER_DAY, row)
            self.services[partner].change_units(units)

    def _partners_own_work(self) -> Generator[simpy.Event, None, None]:
        for row, job in enumerate(self.background):
            yield self.moments.planned(job.asked, PARTNER_DAY, BACKGROUND_KEY + row)
            self.services[job.partner].background_job(row)

    # The end

    def close(self) -> Outcome:
        """Book the time of what is still under way and return the outcome."""
        self.moments.now = int(self.env.now)
        for officer in self.officers:
            if officer.status != OFF:
                officer.settle()
        for partner in self.services:
            partner.settle()
        casework = self.casework.close()
        health, loads = self.night_shift.sick_list.close()
        careers, career_days, student_ms = self.careers.close()
        jobs, levels = self.displacement.close()
        trajectory, log = self.journal.close()
        return Outcome(
            engine="simpy",
            incidents=records_of(self.practice, PRACTICE),
            tours=records_of(self.done, DONE),
            accounts=np.array([officer.accounts for officer in self.officers], dtype=np.int64).reshape(-1, N_ROWS, N_STATUS),
            seats=_seats(self.officers),
            services=_services(self.services),
            deployments=records_of(self.deployments, DEPLOYMENT),
            trajectory=trajectory,
            n_events=self.journal.n_events,
            **self.front_door.close(),
            **casework,
            protected=self.protected.close(),
            hours=self.hours.close(),
            exposures=self.night_shift.exposures,
            strains=self.night_shift.strains,
            health=health,
            loads=loads,
            careers=careers,
            career_days=career_days,
            student_ms=student_ms,
            presence=self.presence.close(),
            rooms=self.control_room.close(),
            jobs=jobs,
            levels=levels,
            log=log,
        )


def _seats(officers: list[Officer]) -> np.ndarray:
    out = np.zeros(len(officers), dtype=SEAT)
    for name in SEAT.names or ():
        out[name] = [getattr(officer, name) for officer in officers]
    return out


def _services(partners: list[Partner]) -> np.ndarray:
    out = np.zeros(len(partners), dtype=SERVICE)
    for name in SERVICE.names or ():
        out[name] = [getattr(partner, name) for partner in partners]
    return out


def run_reference(
    inputs: Inputs, until_ms: int | None = None, *, log: bool = False, progress: Callable[[float], None] | None = None
) -> Outcome:
    """Run the reference engine to the horizon, or as if the horizon were ``until_ms``; return the outcome.

    ``log`` keeps every event.  ``progress`` is called with the share done now and then.
    """
    horizon = inputs.horizon_ms if until_ms is None else min(until_ms, inputs.horizon_ms)
    force = Force(inputs, log)
    # Looking for garbage takes a quarter of the time: what is there now stays to the end, and little of what comes is garbage.
    often = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(*SELDOM)
    try:
        for part in range(1, SLICES + 1):
            until = horizon * part // SLICES
            if until > force.env.now:
                force.env.run(until=until)
            if progress:
                progress(part / SLICES)
    finally:
        gc.set_threshold(*often)
        gc.unfreeze()
    return force.close()
