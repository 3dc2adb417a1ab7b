"""The workforce: which seats exist, where each belongs, and which stay when the establishment is cut or grows.

An officer is a seat of the establishment.  Area, team and service belong to the seat, whatever the staffing level, and
seats leave in one order: a 20 % cut takes everyone a 10 % cut takes, and two staffing levels share all they have in
common.  The keys use the study seed only, so the force is the same people in every replication.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kernels.draw import STREAM_OFFICER, STREAM_STAFFING, combine, stream_key, uniform
from sim.inputs.codes import code_of
from sim.inputs.experience import STUDENT, service_years
from sim.scenario import Force, Skills, Staffing, Tutors

Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_WHO_GOES = 0  # draw of a seat: its place among the seats of its area and team
_TIE = 1  # draw of an area's team: its place among equals; 2 and 3 are those of vacancies (sim.inputs.availability)
_HOLDS = 4  # trait of an officer; 0 to 2 are those of sleep (sim.inputs.welfare), 5 and above of availability


@dataclass(frozen=True, eq=False)
class Seats:
    """The seats that exist at one staffing level, ordered by id; all arrays have shape (n_seats,)."""

    id: npt.NDArray[np.int32]  # establishment number; uplift seats count on from the establishment
    area: npt.NDArray[np.int16]  # index in the order of force.areas
    team: npt.NDArray[np.int16]  # 0 .. n_teams - 1

    def __len__(self) -> int:
        return int(self.id.size)


def seats(force: Force, staffing: Staffing, seed: int, n_teams: int) -> Seats:
    """Return the seats of ``force`` at a staffing level, dealt to ``n_teams`` teams (of the roster).

    The cut removes its share of the establishment, evenly over areas and teams; within an area's team those leave whom
    ``staffing.who_goes`` names, chance where it names nobody.  The uplift adds its share where areas and teams are
    shortest.  Head counts round half up.  Raises ``ValueError`` for no teams.
    """
    if n_teams < 1:
        raise ValueError(f"a roster needs at least one team, not {n_teams}")
    shares = np.array([area.officer_share for area in force.areas.values()])
    shares = shares / shares.sum()
    area, team = _establishment(force.officers, shares, n_teams)
    leaving = even_order(area * n_teams + team, (shares.size, n_teams), _who_goes(force, staffing, seed),
                         chances(seed, shares.size * n_teams, _TIE), heads(force.officers, staffing.cut))
    stay = np.ones(force.officers, dtype=np.bool_)
    stay[leaving] = False
    more_area, more_team = shortest_places(area, team, shares, n_teams, heads(force.officers, staffing.uplift))
    return Seats(
        id=np.concatenate([np.flatnonzero(stay), force.officers + np.arange(more_area.size)]).astype(np.int32),
        area=np.concatenate([area[stay], more_area]).astype(np.int16),
        team=np.concatenate([team[stay], more_team]).astype(np.int16),
    )


def largest_remainder(total: int, shares: npt.NDArray[np.float64]) -> Counts:
    """Return whole numbers that sum to ``total`` and stay within one of ``total`` x ``shares`` (which sum to 1).

    Ties go to the first.
    """
    exact = total * shares
    whole = np.floor(exact + 1e-9).astype(np.int64)
    left = np.argsort(-(exact - whole), kind="stable")[: total - int(whole.sum())]
    whole[left] += 1
    return whole


def heads(officers: int, share: float) -> int:
    """Return a share of the officers as a head count, a half rounded up."""
    # The small addition keeps 0.15 x 30 = 4.499999... at the 4.5 a reader would round up.
    return math.floor(officers * share + 0.5 + 1e-9)


def _establishment(officers: int, shares: npt.NDArray[np.float64], n_teams: int) -> tuple[Counts, Counts]:
    """Return area and team of each establishment number: areas in blocks, teams dealt round without a break.

    Dealing on from one area to the next keeps teams within one officer of each other in every area and in the whole
    force.
    """
    area = np.repeat(np.arange(shares.size), largest_remainder(officers, shares))
    return area, np.arange(officers) % n_teams


def chances(seed: int, n: int, draw: int) -> Floats:
    """Return one keyed number in (0, 1) of the staffing stream for each of the seats, or cells, numbered 0 to ``n`` - 1."""
    key = np.uint64(stream_key(seed, 0, STREAM_STAFFING))  # numba refuses the larger half of all keys as a plain int
    return np.array([uniform(key, number, draw) for number in range(n)], dtype=np.float64)


def _who_goes(force: Force, staffing: Staffing, seed: int) -> Floats:
    """Return the order in which the seats of an area's team leave, the lowest number first; (establishment,)."""
    if staffing.who_goes == "by_chance":
        return chances(seed, force.officers, _WHO_GOES)
    years = service_years(np.arange(force.officers), staffing, force.officers, seed)
    return years if staffing.who_goes == "newest" else -years


def even_order(cell: Counts, shape: tuple[int, int], first: Floats, tie: Floats, leavers: int) -> Counts:
    """Return the rows of the first ``leavers`` seats to leave, in order.

    ``cell`` (n,) is each seat's area x teams + team, ``shape`` the numbers of areas and teams.  Each step takes from the
    area, team and area's team that so far gave least for their size, so every beginning of the order is an even cut.
    ``first`` (n,) says who goes within an area's team, the lowest first; ``tie`` (cells,) in (0, 1) breaks ties between them.
    """
    n_teams = shape[1]
    size = np.bincount(cell, minlength=shape[0] * n_teams)
    begins = np.cumsum(size) - size  # where each cell begins in ``order``
    order = np.lexsort((first, cell))
    tie = 1e-6 * tie.reshape(shape)

    size, begins = size.reshape(shape), begins.reshape(shape)
    share = size / max(cell.size, 1)
    gone, taken = np.zeros_like(size), np.empty(leavers, dtype=np.int64)
    for step in range(leavers):
        owed = share * (step + 1) - gone
        score = owed + owed.sum(axis=1, keepdims=True) + owed.sum(axis=0, keepdims=True) + tie
        score[gone >= size] = -np.inf
        row, column = divmod(int(score.argmax()), n_teams)
        taken[step] = order[begins[row, column] + gone[row, column]]
        gone[row, column] += 1
    return taken


def shortest_places(
    area: Counts, team: Counts, shares: npt.NDArray[np.float64], n_teams: int, more: int
) -> tuple[Counts, Counts]:
    """Return area and team of ``more`` seats beyond the establishment, each dealt where the force is then shortest.

    Seats are dealt one by one, so the seats of a small uplift are the first seats of a larger one.
    """
    have = np.zeros((shares.size, n_teams), dtype=np.int64)
    np.add.at(have, (area, team), 1)
    areas, teams = np.empty(more, dtype=np.int64), np.empty(more, dtype=np.int64)
    for step in range(more):
        shortest = int(np.argmax(shares * (area.size + step + 1) - have.sum(axis=1)))
        # The fewest in the area; among equals the fewest in the force; then the first.
        place = int(np.lexsort((have.sum(axis=0), have[shortest]))[0])
        have[shortest, place] += 1
        areas[step], teams[step] = shortest, place
    return areas, teams


def seat_students(seat_ids: Counts, tutors: Tutors, seed: int, students_from: int | None = None) -> Counts:
    """Return 1 for every seat held by an officer not yet independent; (seats,) int64.

    It is a keyed draw of the seat, the same that gives the seat its service: students are those who have least.  Seats
    numbered ``students_from`` or above (of an uplift) are students all.
    """
    key = _officers(seed)
    students = np.array([uniform(key, int(seat), STUDENT) < tutors.student_share for seat in seat_ids], dtype=np.int64)
    if students_from is not None:
        students[np.asarray(seat_ids) >= students_from] = 1
    return students


def seat_skills(seat_ids: Counts, students: Counts, skills: Skills, seed: int) -> Counts:
    """Return the skills every seat holds, bit k for the k-th of ``skills.list``; (seats,) int64, 0 with skills switched off.

    Each skill is drawn by itself, keyed by seat and by the skill's name; students hold none.
    """
    held = np.zeros(len(seat_ids), dtype=np.int64)
    for bit, (name, skill) in enumerate(skills.list.items() if skills.on else ()):
        key = combine(_officers(seed), code_of(name))
        holds = [uniform(np.uint64(key), int(seat), _HOLDS) < skill.share for seat in seat_ids]
        held |= np.where(np.array(holds, dtype=np.bool_) & (students == 0), 1 << bit, 0)
    return held


def _officers(seed: int) -> np.uint64:
    return np.uint64(stream_key(seed, 0, STREAM_OFFICER))
