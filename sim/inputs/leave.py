"""Leave by entitlement: tables made once for a scenario, leave asked for and granted in each replication.

Whole leave years are planned, those that touch the study; the study sees its part of them.  So nothing is pro rata: a short
study has the requests and refusals that fall into it, and an entitlement is always that of a year.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from kernels.draw import STREAM_ABSTRACTION, STREAM_OFFICER, stream_key, uniform
from kernels.kinds import LEAVE
from kernels.leave import (
    GRANTED,
    LEAVE_YEAR,
    MOST_REQUESTS,
    NOT_ASKED,
    REQUEST,
    ask_for_weeks,
    serve,
    short_notice,
    training_and_court,
    year_draws,
)
from sim.calendar import DAYS_PER_YEAR, EPOCH, Calendar, build_calendar
from sim.inputs.availability_plan import SHORT_NOTICE, LeaveBooks
from sim.inputs.rosters import Tours
from sim.inputs.workforce import Seats
from sim.scenario import Entitlement, Scenario

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
HOUR_MS = 3_600_000
WEEK = 7
_WEEKS_OF_A_YEAR = DAYS_PER_YEAR / WEEK

_BUYS, _GIVES, _RECEIVES, _CARRIED = 8, 9, 10, 11  # draws of a seat in a leave year, children of the stream of absence
_PARENT = 7  # trait of an officer


@dataclass(frozen=True, eq=False)
class LeavePlan:
    """What all replications share; days are columns from the first leave year's first day on."""

    settings: Entitlement
    seat_ids: Ints  # (seats,)
    cell: Ints  # (seats,) area x teams + team
    first_day: Ints  # (leave years + 1,) days since 1 January 1970; the last ends them
    duration: Ints  # (seats, days) ms of the tour that begins then, 0 none
    on: Ints  # (cells, days) officers rostered
    room: Ints  # (cells, days) most of them on leave
    entitled: Ints  # (seats,) ms a year
    week_ms: Ints  # (seats,) ms of duty in an average week
    profile: Ints  # (seats,) 1: with children at school
    weights: tuple[Floats, ...]  # for each leave year (2, weeks), mean 1
    training: float  # shares of the tours not on leave fixed ahead
    court: float
    day_ms: int


def plan_leave(
    scenario: Scenario, people: Seats, years: Floats, works: Floats, calendar: Calendar, tours: Tours,
    tours_in: Callable[[Calendar], Tours],
) -> LeavePlan | None:
    """Return the plan of leave, or None where it does not go by entitlement.

    ``years`` (seats,) of service; ``works`` (seats,) the share of tours an officer works; ``tours`` are those of the study,
    extra tours in their places, and ``tours_in`` gives those of ``people`` in another calendar, without.  Leave is asked for
    against the roster as it then stands: an extra tour is a tour like any other, and its week is free as a whole.
    """
    if not scenario.abstraction.by_entitlement:
        return None
    settings, n_teams = scenario.abstraction.entitlement, scenario.roster.teams
    first_day = leave_years(settings.year_starts, calendar.date(-1), calendar.date(calendar.n_days - 1))
    wide = build_calendar(calendar.zone, EPOCH + timedelta(days=int(first_day[0])), 0, int(first_day[-1] - first_day[0]), "none")
    cell = people.area.astype(np.int64) * n_teams + people.team
    duration = _durations(tours_in(wide), len(people), wide.n_days)
    by_roster = duration > 0
    if scenario.bids.on:
        zero = calendar.first_day_number - int(first_day[0])
        duration[:, zero : zero + calendar.n_days] = _durations(tours, len(people), calendar.n_days)
    on, in_team = np.zeros((2, len(scenario.force.areas) * n_teams, wide.n_days), dtype=np.int64)
    np.add.at(on, cell, duration > 0)
    np.add.at(in_team, cell, (duration > 0) & by_roster)
    room = np.minimum(np.maximum(np.floor(settings.most_away_share * on + 1e-9).astype(np.int64), 1), on - settings.least_left)
    room = np.where(in_team > 0, room, on)  # on a rest day of the team there is no strength of it to keep: nothing limits leave
    entitled = np.rint(_days(settings, years) * works * settings.day_hours * HOUR_MS).astype(np.int64)
    weeks = wide.n_days // WEEK
    # Training and court fall on tours not on leave fixed ahead; over the rest they are spread so that they keep their shares.
    ahead = (1.0 - settings.short_notice_share) * entitled.sum() * weeks / _WEEKS_OF_A_YEAR / max(int(duration.sum()), 1)
    worked = max(1.0 - ahead, 1e-12)
    parent = _parents(people.id, scenario.run.seed, settings.school.parents_share)
    return LeavePlan(
        settings, people.id.astype(np.int64), cell, first_day, duration, on, np.maximum(room, 0), entitled,
        duration.sum(axis=1) // max(weeks, 1), parent.astype(np.int64),
        tuple(_wanted(settings, low, high) for low, high in zip(first_day[:-1], first_day[1:], strict=True)),
        scenario.abstraction.training_share / worked, scenario.abstraction.court_share / worked,
        round(settings.day_hours * HOUR_MS),
    )


def leave_years(starts: str, first: date, last: date) -> Ints:
    """Return the Mondays, days since 1 January 1970, on which the leave years from ``first`` to ``last`` begin and the last ends.

    A leave year begins on the first Monday from the day ``starts`` ("MM-DD") on.
    """
    month, day = int(starts[:2]), int(starts[3:])

    def begins(year: int) -> date:
        named = date(year, month, day)
        return named + timedelta(days=-named.weekday() % WEEK)

    at = first.year - (begins(first.year) > first)
    found = [begins(at)]
    while found[-1] <= last:
        at += 1
        found.append(begins(at))
    return np.array([(monday - EPOCH).days for monday in found], dtype=np.int64)


def _durations(tours: Tours, n_seats: int, n_days: int) -> Ints:
    out = np.zeros((n_seats, n_days), dtype=np.int64)
    inside = tours.date_index >= 0
    out[tours.seat[inside], tours.date_index[inside]] = (tours.end_ms - tours.start_ms)[inside]
    return out


def _days(settings: Entitlement, years: Floats) -> Floats:
    """Return the days a year that officers of so many years' service are entitled to."""
    bands, days = np.array([*settings.days]), np.array([*settings.days.values()], dtype=np.float64)
    return days[np.searchsorted(bands, years, side="right") - 1]


def _wanted(settings: Entitlement, low: int, high: int) -> Floats:
    """Return how much each week of a leave year is wanted, (2, weeks), mean 1: without and with children at school."""
    mondays = [EPOCH + timedelta(days=day) for day in range(int(low), int(high), WEEK)]
    plain = np.array([settings.monthly[(monday + timedelta(days=3)).month - 1] for monday in mondays], dtype=np.float64)
    off = [sum(_on_holiday(settings, monday + timedelta(days=k)) for k in range(WEEK)) for monday in mondays]
    parents = plain * np.where(np.array(off) > WEEK // 2, settings.school.weight, 1.0)
    return np.stack([plain / plain.mean(), parents / parents.mean()])


def _on_holiday(settings: Entitlement, day: date) -> bool:
    text = f"{day:%m-%d}"
    spans = settings.school.holidays
    return any(first <= text <= last if first <= last else text >= first or text <= last for first, last in spans)


def _parents(ids: npt.NDArray[np.integer], seed: int, share: float) -> npt.NDArray[np.bool_]:
    key = np.uint64(stream_key(seed, 0, STREAM_OFFICER))
    return np.array([uniform(key, int(seat), _PARENT) < share for seat in ids], dtype=np.bool_)


def _draws(plan: LeavePlan, key: np.uint64, purpose: int, year: int) -> Floats:
    out = np.empty(plan.seat_ids.size)
    year_draws(key, purpose, year, plan.seat_ids, out)
    return out


def draw_leave(plan: LeavePlan, seed: int, replication: int) -> tuple[npt.NDArray[np.int8], LeaveBooks]:
    """Return why tours are not worked, (seats, days) int8 reasons of ``kernels.kinds``, and the books of leave.

    Weeks are asked for and granted first; training and court fall on other tours; then single tours go at short notice.
    """
    settings, n = plan.settings, plan.seat_ids.size
    key = np.uint64(stream_key(seed, replication, STREAM_ABSTRACTION))
    kind, asked = np.zeros(plan.duration.shape, dtype=np.int8), np.zeros(plan.duration.shape, dtype=np.int8)
    away, zero = np.zeros_like(plan.on), int(plan.first_day[0])
    books, requests, carried = [], [], np.zeros(n, dtype=np.int64)
    for number, (first, end) in enumerate(zip(plan.first_day[:-1].tolist(), plan.first_day[1:].tolist(), strict=True)):
        year = (EPOCH + timedelta(days=first)).year
        if number == 0:  # what stands over from before the first year planned is drawn
            carried = np.floor(_draws(plan, key, _CARRIED, year) * settings.carry_most_days * plan.day_ms).astype(np.int64)
        book = _opened(plan, key, year, carried)
        books.append(book)
        balance = book["entitled"] + book["carried_in"] + book["bought"] + book["received"] - book["given"]
        ahead = np.rint((1.0 - settings.short_notice_share) * balance).astype(np.int64)
        refused, columns = np.zeros(n, dtype=np.int64), slice(first - zero, end - zero)
        requests.append(_weeks(plan, key, year, number, ahead, refused, away, kind))
        training_and_court(key, plan.seat_ids, first, plan.duration[:, columns], plan.training, plan.court, kind[:, columns])
        taken = _on_leave(plan, kind, columns)
        if settings.short_notice_share > 0:
            short_notice(
                key, plan.seat_ids, zero, first - zero, end - zero, plan.duration, plan.cell, plan.room, plan.on,
                settings.least_left, plan.weights[number], plan.profile, away, balance - taken - refused, kind, asked,
            )  # fmt: skip
        book["taken"] = _on_leave(plan, kind, columns)
        book["at_short_notice"] = book["taken"] - taken
        left = balance - book["taken"]
        book["carried_out"] = carried = np.minimum(left, round(settings.carry_most_days * plan.day_ms))
        book["lost"] = left - carried
    seat, column = np.nonzero(asked != NOT_ASKED)
    single = np.zeros(seat.size, dtype=SHORT_NOTICE)
    single["seat"], single["day"], single["granted"] = seat, column + zero, asked[seat, column] == GRANTED
    return kind, LeaveBooks(np.concatenate(books), plan.first_day, np.concatenate(requests), single, plan.day_ms)


def _opened(plan: LeavePlan, key: np.uint64, year: int, carried: Ints) -> npt.NDArray[np.void]:
    """Return the year's books as they open: what everybody may take, bought and shared leave included."""
    settings, n = plan.settings, plan.seat_ids.size
    book = np.zeros(n, dtype=LEAVE_YEAR)
    book["seat"], book["year"] = np.arange(n), year
    book["entitled"], book["carried_in"] = plan.entitled, carried
    book["bought"][_draws(plan, key, _BUYS, year) < settings.bought.share] = round(settings.bought.days * plan.day_ms)
    gives = _draws(plan, key, _GIVES, year) < settings.shared.givers
    receives = np.flatnonzero(~gives & (_draws(plan, key, _RECEIVES, year) < settings.shared.receivers))
    if receives.size:
        book["given"][gives] = np.minimum(round(settings.shared.days * plan.day_ms), plan.entitled + carried)[gives]
        each, over = divmod(int(book["given"].sum()), receives.size)
        book["received"][receives] = each + (np.arange(receives.size) < over)
    return book


def _weeks(
    plan: LeavePlan, key: np.uint64, year: int, number: int, ahead: Ints, refused: Ints, away: Ints, kind: npt.NDArray[np.int8]
) -> npt.NDArray[np.void]:
    """Let everybody ask for weeks and serve them in the order of the draw; return the requests."""
    requests = np.zeros(plan.seat_ids.size * MOST_REQUESTS, dtype=REQUEST)
    turn = np.zeros(requests.size)
    made = ask_for_weeks(key, year, int(plan.first_day[number]), plan.seat_ids, ahead, plan.week_ms, plan.settings.first_weeks,
                         plan.weights[number], plan.profile, requests, turn)
    serve(requests, np.argsort(turn[:made], kind="stable"), int(plan.first_day[0]), plan.duration, plan.cell, plan.room, away,
          ahead, refused, kind)
    return requests[:made]


def _on_leave(plan: LeavePlan, kind: npt.NDArray[np.int8], columns: slice) -> Ints:
    """Return the ms of tours on leave of each officer."""
    return np.where(kind[:, columns] == LEAVE, plan.duration[:, columns], 0).sum(axis=1)
