"""Careers as the arrays the engines read: hazards by service, intakes by date, who would take severance, posts on the eve."""

from __future__ import annotations

import datetime
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from kernels import careers as k
from kernels.draw import STREAM_CAREERS, stream_key, uniform
from kernels.spells import NIGHT_AGO, NO_NIGHT
from sim.calendar import DAYS_PER_YEAR, EPOCH, Calendar
from sim.inputs.career_plan import CareerPlan
from sim.inputs.inputs import Floats, Inputs, Ints
from sim.inputs.welfare import length_row, length_table
from sim.scenario.careers import Careers, Recruitment, Severance
from sim.scenario.scenario import Scenario

WEEK = 7
ANY_NUMBER = 1 << 40


def career_parameters(settings: Careers) -> Floats:
    """Return the parameters of `kernels.careers`, shape (LENGTHS + two rows,); none when careers are off."""
    if not settings.on:
        return np.zeros(0)
    recruitment, severance = settings.recruitment, settings.severance
    par = np.zeros(k.LENGTHS)
    par[k.GAIN], par[k.CAP] = settings.leaving.gain, settings.leaving.hazard_cap
    par[k.TRAINING] = round(recruitment.training_weeks * WEEK)
    par[k.TUTORED] = round(recruitment.tutored_weeks * WEEK)
    par[k.REJOIN] = recruitment.rejoiners.share
    par[k.REJOIN_DAYS] = round(recruitment.rejoiners.service_years * DAYS_PER_YEAR)
    par[k.BREAK_RATE] = settings.career_breaks.per_year / DAYS_PER_YEAR
    par[k.FROM_DAYS], par[k.TO_DAYS] = severance.from_years * DAYS_PER_YEAR, severance.to_years * DAYS_PER_YEAR
    par[k.REFILLED] = severance.refilled
    return np.concatenate([par, length_table(length_row(settings.vacancy), length_row(settings.career_breaks.length))])


def hazard_bands(settings: Careers) -> Floats:
    """Return the years from which each band of service begins, and its hazard of leaving per day, (bands, 2)."""
    return np.array([[years, rate / DAYS_PER_YEAR] for years, rate in settings.leaving.per_year.items()], dtype=np.float64)


def intakes(settings: Recruitment, first: datetime.date, start: datetime.date, nights: int) -> tuple[Ints, Ints]:
    """Return the places of each morning and the row of its calendar year, (nights, 2), and what each year has money for.

    ``first``: the first simulated date, ``start``: the first that counts.  The warm-up's share of a year is not taken off its
    budget; joiners of the warm-up are paid from it like others of the year.
    """
    dates = [first + datetime.timedelta(days=night) for night in range(nights)]
    frozen = _after(start, settings.freeze.after_months), _after(start, settings.freeze.after_months + settings.freeze.months)
    most = ANY_NUMBER if settings.places is None else settings.places
    out = np.zeros((nights, 2), dtype=np.int64)
    for night, date in enumerate(dates):
        opens = not settings.every_months or (date.day == 1 and (date.month - 1) % settings.every_months == 0)
        out[night, k.PLACES] = most if opens and not frozen[0] <= date < frozen[1] else 0
        out[night, k.YEAR] = date.year - first.year
    years = int(out[:, k.YEAR].max(initial=0)) + 1
    return out, np.full(years, ANY_NUMBER if settings.per_year is None else settings.per_year, dtype=np.int64)


def _after(start: datetime.date, months: int) -> datetime.date:
    """Return the same day so many months later, the 28th at most where the month has no such day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return datetime.date(year, month + 1, start.day if months == 0 else min(start.day, 28))


def severance_days(settings: Severance, seats: Ints, served: Ints, begins: int, key: np.uint64) -> Ints:
    """Return the day on which each seat's holder would go by severance, (seats,); NEVER for who would not.

    ``served`` (seats,): days of service on the day it ``begins``, of whoever holds the seat at the start of the study.  Whether
    the holder of that day may go is asked on the day: somebody may have left before.
    """
    out = np.full(seats.size, k.NEVER, dtype=np.int64)
    if not settings.share:
        return out
    u = _drawn(key, seats, k.DRAW_SEVERANCE)
    eligible = (served >= settings.from_years * DAYS_PER_YEAR) & (served < settings.to_years * DAYS_PER_YEAR)
    takes = np.flatnonzero((u < settings.share) & eligible)
    if settings.most is not None:
        takes = takes[np.argsort(u[takes], kind="stable")[: settings.most]]
    days = np.floor(_drawn(key, seats[takes], k.DRAW_SEVERANCE_DAY) * settings.weeks * WEEK).astype(np.int64)
    out[takes] = begins + days
    return out


def _drawn(key: np.uint64, seats: npt.NDArray[np.integer], draw: int) -> Floats:
    return np.array([uniform(key, seat, draw) for seat in seats.tolist()], dtype=np.float64)


def posts_at_start(
    settings: Careers, inputs: Inputs, served_years: Floats, first_day: int, par: Floats, key: np.uint64
) -> Ints:
    """Return every post on the eve of the study's ``first_day``, (own seats, N_CAREER) int64.

    Who has served less than training and tutorship take is at that point of them.  Vacant posts are a keyed share.
    """
    seats = inputs.seat_ids[: inputs.n_own]
    out = np.zeros((seats.size, k.N_CAREER), dtype=np.int64)
    out[:, k.JOINED] = first_day - np.floor(served_years * DAYS_PER_YEAR).astype(np.int64)
    for row, joined in zip(out, out[:, k.JOINED].tolist(), strict=True):
        row[k.PHASE], row[k.UNTIL] = k.stage_of(first_day - 1, joined, False, par)
    vacant = _drawn(key, seats, k.DRAW_VACANT) < settings.vacant_at_start
    out[vacant, k.PHASE] = k.LEFT
    out[vacant, k.SINCE] = out[vacant, k.UNTIL] = first_day
    out[:, k.SKILLS], out[:, k.SERGEANT] = inputs.seat_skills[: seats.size], inputs.seat_sergeant[: seats.size]
    return out


def learning_on(settings: Careers, served_years: Floats, first_day: int, day: int) -> npt.NDArray[np.bool_]:
    """Return who is in training or a student on a ``day``, of those who hold the posts as the study begins on ``first_day``."""
    par = career_parameters(settings)
    joined = first_day - np.floor(served_years * DAYS_PER_YEAR).astype(np.int64)
    return np.array([k.stage_of(day, each, False, par)[0] != k.INDEPENDENT for each in joined.tolist()], dtype=np.bool_)


def with_careers(inputs: Inputs, scenario: Scenario, calendar: Calendar) -> Inputs:
    """Return the inputs with the plan of careers, and with those for students at the start who are; unchanged when off."""
    settings = scenario.careers
    if not settings.on:
        return inputs
    key = np.uint64(stream_key(scenario.run.seed, inputs.replication, STREAM_CAREERS))
    par, first_day = career_parameters(settings), calendar.first_day_number
    start = posts_at_start(settings, inputs, inputs.availability.service_years, first_day, par, key)
    begins = (_after(scenario.run.start, settings.severance.after_months) - EPOCH).days
    seats = inputs.seat_ids[: inputs.n_own]
    start[:, k.SEVERANCE_DAY] = severance_days(settings.severance, seats, begins - start[:, k.JOINED], begins, key)
    places, budget = intakes(settings.recruitment, calendar.first_date, scenario.run.start, len(inputs.nights))
    students = start[:, k.PHASE] == k.STUDENT
    student, skills = inputs.seat_student.copy(), inputs.seat_skills.copy()
    student[: seats.size] = students
    skills[: seats.size][students] = 0
    plan = CareerPlan(par, hazard_bands(settings), places, budget, start, key)
    inputs = replace(inputs, careers=plan, seat_student=student, seat_skills=skills)
    return _without_history(inputs, np.flatnonzero(np.isin(start[:, k.PHASE], (k.LEFT, k.IN_TRAINING))), first_day)


def _without_history(inputs: Inputs, seats: Ints, first_day: int) -> Inputs:
    """Return the inputs with nothing from before the study in ``seats`` that nobody has worked in: no spell, no complaint."""
    back, health, hidden = inputs.seat_back_day.copy(), inputs.spells.start.copy(), inputs.presence.start.copy()
    complaints = inputs.exposures.complaints.copy()
    back[seats] = first_day - 1
    if health.size:
        health[seats] = 0
        health[seats, NIGHT_AGO] = NO_NIGHT
    if hidden.size:
        hidden[seats] = 0
    if complaints.size:
        complaints[seats] = 0
    return replace(
        inputs, seat_back_day=back, spells=replace(inputs.spells, start=health),
        presence=replace(inputs.presence, start=hidden), exposures=replace(inputs.exposures, complaints=complaints),
    )  # fmt: skip
