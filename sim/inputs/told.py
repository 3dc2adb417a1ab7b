"""Planned overtime of a replication: tours that are longer than the roster's, because their officers are told beforehand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kernels import told as k
from kernels.draw import combine
from kernels.kinds import CANCELLED_REST_DAY
from sim.calendar import DAY_MS, Calendar, clock_ms
from sim.inputs.answering import crew_sizes
from sim.inputs.inputs import Inputs, Ints, Records
from sim.inputs.pauses import plan_pauses
from sim.inputs.tours_of_teams import first_of_teams, in_order, work_table
from sim.scenario import Scenario
from sim.scenario.overtime_told import Peak, Planned
from sim.scenario.roster_variants import WEEKDAYS

HOUR_MS = 3_600_000
_NO_TEAM = -1


@dataclass(frozen=True)
class Shortages:
    """Hours in which officers are wanted, (n,) each, in order of time."""

    start: Ints
    end: Ints
    area: Ints
    day: Ints  # the local date they begin, as in TOUR
    wanted: Ints
    group: Ints  # the team that is short, -1 for a peak

    def in_order(self) -> Shortages:
        """Return them by start; of equal starts the gaps of teams come before peaks."""
        order = np.argsort(self.start, kind="stable")
        return Shortages(*(getattr(self, name)[order] for name in self.__dataclass_fields__))


def with_told(
    tours: Records, inputs: Inputs, scenario: Scenario, calendar: Calendar, opted_out: Ints, key: np.uint64
) -> Records:
    """Return the tours, in the order of the inputs, with some of them longer to fill gaps and peaks.

    ``opted_out`` (seats,) 1: not bound by the average week.  ``key``: of the draws that settle whose turn it is.
    """
    settings, n_seats, n_days = scenario.overtime.planned, inputs.n_seats, calendar.n_days + 1
    first = first_of_teams(tours)
    group_of = np.repeat(np.arange(first.size), np.diff(np.append(first, tours.size)))
    seat, day = tours["seat"].astype(np.int64), tours["day"].astype(np.int64)
    asked = (inputs.seat_student == 0) & (np.arange(n_seats) < inputs.n_own)  # neither students nor people of pools
    here = (tours["absent"] == 0) & asked[seat]
    present = np.bincount(group_of, weights=here, minlength=first.size).astype(np.int64)
    short = _shortages(settings, tours[first], present, inputs.n_areas, calendar)
    tables = {name: np.zeros((n_seats, n_days), dtype=np.int64) for name in ("on", "off", "given")}
    tables["on"][seat, day], tables["off"][seat, day] = tours["start"], tours["end"]
    extra = tours["kind"] >= CANCELLED_REST_DAY
    tables["given"][seat[extra], day[extra]] = (tours["end"] - tours["start"])[extra]
    planned = np.full((n_seats, n_days), -1, dtype=np.int64)
    planned[seat, day] = np.arange(tours.size)
    told = np.zeros((2 * int(short.wanted.sum()), 4), dtype=np.int64)
    n = k.tell(
        short.start, short.end, short.area, short.day, short.wanted, planned, (here & ~extra).astype(np.int64), group_of,
        tours["minimum"][first].astype(np.int64), tables["on"], tables["off"], work_table(tours, n_seats, n_days),
        tables["given"], np.array([combine(key, each) for each in inputs.seat_ids.tolist()], dtype=np.uint64),
        calendar.first_day_number - 1, inputs.seat_area, opted_out, seat, day, inputs.overtime, _may(settings), told,
    )  # fmt: skip
    return in_order(_longer(tours, told[:n], short, group_of, scenario, calendar))


def _may(settings: Planned) -> Ints:
    out = np.zeros(k.N_MAY, dtype=np.int64)
    out[k.LEAST_MS], out[k.MOST_MS] = round(settings.least_h * HOUR_MS), round(settings.most_h * HOUR_MS)
    out[k.LONGEST_DAY_MS], out[k.LATELY_DAYS] = round(settings.longest_day_h * HOUR_MS), settings.lately_days
    out[k.STAY_ON], out[k.BEGIN_EARLY] = settings.stay_on, settings.begin_early
    return out


def _shortages(settings: Planned, lead: Records, present: Ints, n_areas: int, calendar: Calendar) -> Shortages:
    """Return the gaps that the plan shows, for the whole tour of each team, and the hours of the peak."""
    missing = np.minimum(lead["minimum"] - lead["helped"] - present, settings.most)
    gaps = np.flatnonzero((missing > 0) & (lead["day"] >= 1)) if settings.gaps else np.zeros(0, dtype=np.int64)
    peak = _peak(settings.peak, n_areas, calendar)
    columns = [lead[name][gaps].astype(np.int64) for name in ("start", "end", "area", "day")]
    own = [*columns, missing[gaps].astype(np.int64), gaps]
    others = (getattr(peak, name) for name in peak.__dataclass_fields__)
    return Shortages(*(np.concatenate(pair) for pair in zip(own, others, strict=True))).in_order()


def _peak(peak: Peak, n_areas: int, calendar: Calendar) -> Shortages:
    days = np.arange(calendar.n_days if peak.officers else 0, dtype=np.int64)
    wanted = np.array([day in peak.weekdays for day in WEEKDAYS])[(calendar.first_date.weekday() + days) % 7]
    days = np.repeat(days[wanted], n_areas)
    start, end = clock_ms(peak.start), clock_ms(peak.end)
    end += DAY_MS if end <= start else 0
    area = np.tile(np.arange(n_areas, dtype=np.int64), days.size // n_areas)
    return Shortages(
        calendar.instants(days * DAY_MS + start), calendar.instants(days * DAY_MS + end), area, days + 1,
        np.full(days.size, peak.officers, dtype=np.int64), np.full(days.size, _NO_TEAM, dtype=np.int64),
    )  # fmt: skip


def _longer(
    tours: Records, told: Ints, short: Shortages, group_of: Ints, scenario: Scenario, calendar: Calendar
) -> Records:
    """Return the tours with those ``told`` made longer, crewed at the hour they begin and with pauses for their length."""
    out, (rows, item, missing, ms) = tours.copy(), told.T
    group = short.group[item]
    longer = tours[rows]
    longer["told_before"], longer["told_after"] = np.maximum(0, -ms), np.maximum(0, ms)
    longer["start"] -= longer["told_before"]
    longer["end"] += longer["told_after"]
    longer["for_start"] = np.where(group >= 0, short.start[item], -1)
    longer["for_end"] = np.where(group >= 0, short.end[item], -1)
    longer["for_team"] = np.where(group >= 0, tours["team"][first_of_teams(tours)[group]], -1) if rows.size else -1
    longer["crew_size"] = crew_sizes(scenario, longer["area"].astype(np.int64), calendar.wall_ms(longer["start"]))
    longer["cars"] = 0  # those who begin and end with the team have them
    plan_pauses(longer, scenario.tour, scenario.working.briefing_min(scenario.tour))
    out[rows] = longer
    slots = np.unique(np.column_stack([group, missing])[group >= 0], axis=0)
    helped = np.bincount(slots[:, 0], minlength=int(group_of.max(initial=-1)) + 1)
    _share_minimum(out, rows, group_of, helped)
    return out


def _share_minimum(tours: Records, rows: Ints, group_of: Ints, helped: Ints) -> None:
    """Share the minimum of teams of which some, ``rows``, begin or end apart from the others, and note who is made up for.

    Those who are told are counted on, every one of them; the others of the team owe the rest of the minimum.
    """
    moved = np.zeros(tours.size, dtype=np.bool_)
    moved[rows] = True
    apart = np.column_stack([group_of[rows], tours["start"][rows], tours["end"][rows]])
    _, part, size = np.unique(apart, axis=0, return_inverse=True, return_counts=True)
    away = np.bincount(group_of[rows], minlength=helped.size)
    others = np.bincount(group_of[~moved], minlength=helped.size) > 0
    rest = tours["minimum"][~moved] - away[group_of[~moved]]
    whole = np.zeros(helped.size, dtype=np.int64)
    np.maximum.at(whole, group_of, tours["minimum"].astype(np.int64))
    tours["minimum"][~moved], tours["helped"][~moved] = rest, (tours["helped"][~moved] + helped[group_of[~moved]])
    tours["minimum"][rows] = size[part.ravel()]
    # Nobody begins and ends as the roster has it: those who are told owe it all.
    for group in np.flatnonzero(~others & (away > 0)):
        one = rows[group_of[rows] == group]
        same = one[(tours["start"][one] == tours["start"][one[0]]) & (tours["end"][one] == tours["end"][one[0]])]
        tours["minimum"][same] += whole[group] - away[group]
        tours["helped"][same] = helped[group]
