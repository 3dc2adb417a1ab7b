"""Careers worked by hand in both engines. Bookkeeping is at 06:00 (minute 360 of a day); tours are 07:00 to 15:00.

Chances are 0 or 1 throughout: a hazard of 1e9 a day is certain, one of 0 never comes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from kernels import careers as c
from kernels import exposures as e
from kernels import kinds as k
from kernels import presence as p
from kernels import spells as s
from kernels.records import EXPOSURE_RULES
from kernels.strain import FIRST_WEIGHT
from sim.inputs.career_plan import CareerPlan
from sim.inputs.exposure_plan import ExposurePlan
from sim.inputs.inputs import SICKNESS_MODELS, Inputs
from sim.outcome import conservation_faults
from tests.support.tiny_cases import crime, of_crimes, with_crimes
from tests.support.tiny_inputs import FIRST_DAY, TourLine, incident, tiny, tour
from tests.twin.reading import Run, account, log
from tests.twin.test_hand_worked_presence import unwell
from tests.twin.test_hand_worked_spells import told

DAY = 24 * 60
CERTAIN = 1e9
MANY = 1 << 40
YEAR = c.DAYS_PER_YEAR


def lived(
    inputs: Inputs, *, bands: Sequence[tuple[float, float]] = ((0, 0.0),), vacancy: float = 1, length: float = 1,
    places: int = MANY, opens: Sequence[int] | None = None, budget: int = MANY, served: Sequence[float] = (),
    severance: Sequence[int] = (),
    start: Sequence[tuple[int, int]] = (), **par: float,
) -> Inputs:  # fmt: skip
    """Give everybody a career.

    ``bands``: (years, hazard a day). ``vacancy``, ``length`` of a break: days. ``opens``: days of the study with an intake of
    ``places``; left out, all. ``served``: years of each seat at the start, 3 left out. ``severance``: its day for each seat, -1
    none. ``start``: (phase, day of the study until which it lasts) of each seat. ``par``: other parameters by name.
    """
    out = np.zeros(c.LENGTHS + 2 * 4)
    for name, value in ({"CAP": 5.0, "TO_DAYS": 1e9} | par).items():
        out[getattr(c, name)] = value
    out[c.LENGTHS + 1], out[c.LENGTHS + 5] = vacancy, length  # deterministic
    posts = np.zeros((inputs.n_own, c.N_CAREER), dtype=np.int64)
    years = [*served, *[3.0] * (inputs.n_own - len(served))]
    posts[:, c.JOINED] = [FIRST_DAY - round(each * YEAR) for each in years]
    posts[:, c.UNTIL] = c.NEVER
    posts[:, c.SEVERANCE_DAY] = c.NEVER
    posts[:, c.SKILLS] = inputs.seat_skills[: inputs.n_own]
    for seat, (phase, day) in enumerate(start):
        posts[seat, c.PHASE], posts[seat, c.UNTIL] = phase, FIRST_DAY + day
        if phase == c.LEFT:
            posts[seat, c.SINCE] = FIRST_DAY
        if phase in (c.IN_TRAINING, c.STUDENT):
            gone = out[c.TRAINING] + (out[c.TUTORED] if phase == c.STUDENT else 0)
            posts[seat, c.JOINED] = FIRST_DAY + day - gone
    for seat, day in enumerate(severance):
        posts[seat, c.SEVERANCE_DAY] = FIRST_DAY + day if day >= 0 else c.NEVER
    intake = np.zeros((len(inputs.nights), 2), dtype=np.int64)
    intake[list(range(len(intake)) if opens is None else opens), c.PLACES] = places
    plan = CareerPlan(out, np.array(bands, dtype=np.float64), intake, np.array([budget], dtype=np.int64), posts)
    students = posts[:, c.PHASE] == c.STUDENT
    flags, skills = inputs.seat_student.copy(), inputs.seat_skills.copy()
    flags[: inputs.n_own], skills[: inputs.n_own][students] = students, 0
    return replace(inputs, careers=plan, seat_student=flags, seat_skills=skills)


def daily(days: int, *seats: int) -> list[TourLine]:
    return [tour(seat, day * DAY + 420, day * DAY + 900) for day in range(days) for seat in seats or (0,)]


def test_who_leaves_is_gone_until_somebody_is_trained_and_taught(run: Run) -> None:
    """Leaves on day 0; the post may be filled after 2 days, a recruit joins on day 2, is in training to day 3, student to day 5.

    Nobody with three years of service stays; the recruit's band has no hazard. The student has no tutor and stays in.
    """
    inputs = lived(tiny(daily(7), [incident(day * DAY + 500, 30) for day in range(7)], horizon=7 * DAY),
                   bands=((0, 0.0), (2, CERTAIN)), vacancy=2, TRAINING=1, TUTORED=2)  # fmt: skip
    out = run(inputs)
    assert log(out, k.OFFICER_LEFT, k.OFFICER_JOINED, k.TRAINED, k.INDEPENDENT_NOW) == [
        (360, k.OFFICER_LEFT, 0, 0), (2 * DAY + 360, k.OFFICER_JOINED, 0, 0),
        (3 * DAY + 360, k.TRAINED, 0, FIRST_DAY + 3), (5 * DAY + 360, k.INDEPENDENT_NOW, 0, FIRST_DAY + 5)]  # fmt: skip
    assert out.tours["reason"].tolist() == [k.POST_EMPTY] * 2 + [k.RECRUIT_TRAINING] + [0] * 4
    assert out.tours["student"].tolist() == [0, 0, 0, 1, 1, 0, 0]
    assert account(out, 0)[k.AWAY] == 3 * 480
    assert out.student_ms[0, k.FREE] == 2 * 480 * 60_000
    assert out.careers[0, [c.PERSONS, c.GONE_DAYS, c.PHASE, c.JOINED]].tolist() == [1, 3, c.INDEPENDENT, FIRST_DAY + 2]
    phases = out.career_days[:, : c.N_PHASES].argmax(axis=1).tolist()
    assert phases == [c.LEFT, c.LEFT, c.IN_TRAINING, c.STUDENT, c.STUDENT, c.INDEPENDENT, c.INDEPENDENT]
    assert out.career_days[:, c.LEAVERS + 1].tolist() == [1, 0, 0, 0, 0, 0, 0]
    assert out.career_days[:, c.JOINED_TODAY].tolist() == [0, 0, 1, 0, 0, 0, 0]
    # The incidents of days 5 and 6 are the independent officer's; those before waited.
    assert sorted(out.deployments["sent"].tolist())[0] == (5 * DAY + 420) * 60_000
    assert conservation_faults(inputs, out) == []


def test_a_student_goes_out_with_a_tutor(run: Run) -> None:
    """Seat 1 is a student to day 1: on day 0 a crew of two, whose student counts for nothing in the cascade; then two crews."""
    inputs = lived(tiny(daily(2, 0, 1), horizon=2 * DAY), start=((c.INDEPENDENT, 0), (c.STUDENT, 1)), TUTORED=1)
    out = run(inputs)
    assert log(out, k.CREW_FORMED) == [
        (420, k.CREW_FORMED, 0, 1), (DAY + 420, k.CREW_FORMED, 0, -1), (DAY + 420, k.CREW_FORMED, 1, -1)]  # fmt: skip
    assert out.hours[:, k.FREE].sum() == 3 * 480 * 60_000
    assert out.student_ms[1].sum() == 480 * 60_000
    assert conservation_faults(inputs, out) == []


def test_a_student_has_not_the_skills_of_the_post(run: Run) -> None:
    """The only holder of a skill is a student to day 1: an incident that needs it waits until then."""
    case = tiny(daily(2, 0, 1), [incident(500, 30, needs=1)], horizon=2 * DAY, skills=[0, 1])
    out = run(lived(case, start=((c.INDEPENDENT, 0), (c.STUDENT, 1)), TUTORED=1))
    assert out.deployments["sent"].tolist() == [(DAY + 420) * 60_000]
    assert out.deployments["skills"].tolist() == [1]


def test_places_go_to_the_posts_that_have_been_empty_for_longest(run: Run) -> None:
    """Seats 2, 0 and 1 fall vacant on days 0, 1 and 1; one place on day 3 and two on day 4."""
    inputs = lived(tiny(daily(5, 0, 1, 2), horizon=5 * DAY), severance=(1, 1, 0), REFILLED=1, opens=(3, 4), places=1)
    out = run(inputs)
    assert log(out, k.OFFICER_LEFT) == [
        (360, k.OFFICER_LEFT, 2, 1), (DAY + 360, k.OFFICER_LEFT, 0, 1), (DAY + 360, k.OFFICER_LEFT, 1, 1)]  # fmt: skip
    assert log(out, k.OFFICER_JOINED) == [(3 * DAY + 360, k.OFFICER_JOINED, 2, 0), (4 * DAY + 360, k.OFFICER_JOINED, 0, 0)]
    assert out.career_days[:, c.SEVERED].tolist() == [1, 3, 3, 2, 1]
    assert conservation_faults(inputs, out) == []


def test_money_for_two_a_year(run: Run) -> None:
    inputs = lived(tiny(daily(3, 0, 1, 2), horizon=3 * DAY), start=((c.LEFT, 0),) * 3, budget=2)
    out = run(inputs)
    assert log(out, k.OFFICER_JOINED) == [(360, k.OFFICER_JOINED, 0, 0), (360, k.OFFICER_JOINED, 1, 0)]
    assert out.tours["reason"].tolist() == [0, 0, k.POST_EMPTY] * 3


def test_severance_leaves_the_post_empty_and_asks_for_service(run: Run) -> None:
    """Both are down for day 1; only who has served ten years may go."""
    inputs = lived(tiny(daily(3, 0, 1), horizon=3 * DAY), served=(12, 9), severance=(1, 1), FROM_DAYS=10 * YEAR)
    out = run(inputs)
    assert log(out, k.OFFICER_LEFT) == [(DAY + 360, k.OFFICER_LEFT, 0, 1)]
    assert out.tours["reason"].tolist() == [0, 0, k.POST_SEVERED, 0, k.POST_SEVERED, 0]
    assert out.career_days[:, c.SEVERANCES].tolist() == [0, 1, 0]


def test_nobody_goes_by_severance_while_on_a_break(run: Run) -> None:
    out = run(lived(tiny(daily(3), horizon=3 * DAY), start=((c.ON_BREAK, 2),), severance=(1,)))
    assert log(out, k.OFFICER_LEFT) == []
    assert out.tours["reason"].tolist() == [k.CAREER_BREAK, k.CAREER_BREAK, 0]


def test_a_career_break_ends_on_its_day(run: Run) -> None:
    """Everybody independent takes a break of two days whenever back: gone on days 0 and 1, back and gone again on day 2."""
    inputs = lived(tiny(daily(3), horizon=3 * DAY), BREAK_RATE=CERTAIN, length=2)
    out = run(inputs)
    assert log(out, k.BREAK_TAKEN, k.BACK_FROM_BREAK) == [
        (360, k.BREAK_TAKEN, 0, 2), (2 * DAY + 360, k.BACK_FROM_BREAK, 0, FIRST_DAY + 2),
        (2 * DAY + 360, k.BREAK_TAKEN, 0, 2)]  # fmt: skip
    assert out.tours["reason"].tolist() == [k.CAREER_BREAK] * 3
    assert out.careers[0, [c.PERSONS, c.JOINED]].tolist() == [0, FIRST_DAY - round(3 * YEAR)]


def test_who_has_served_before_needs_no_training(run: Run) -> None:
    inputs = lived(tiny(daily(2), horizon=2 * DAY), start=((c.LEFT, 0),), REJOIN=1.0, REJOIN_DAYS=1000, TRAINING=50, TUTORED=50)
    out = run(inputs)
    assert log(out, k.OFFICER_JOINED) == [(360, k.OFFICER_JOINED, 0, 1)]
    assert out.tours["on"].tolist() == [420 * 60_000, (DAY + 420) * 60_000]
    assert out.careers[0, c.JOINED] == FIRST_DAY - 1000
    assert out.career_days[:, c.REJOINED].tolist() == [1, 0]


def test_leaving_takes_effect_at_the_next_tour_not_yet_begun(run: Run) -> None:
    """A night tour from 22:00 to 07:00: who leaves at 06:00 finishes it."""
    night = [tour(0, 22 * 60, DAY + 420, night=1), tour(0, DAY + 22 * 60, 2 * DAY + 420, night=1)]
    out = run(lived(tiny(night, horizon=3 * DAY), severance=(1,)))
    assert out.tours["reason"].tolist() == [0, k.POST_SEVERED]
    assert out.tours["off"].tolist() == [(DAY + 420) * 60_000, -1]


def test_a_new_officer_is_not_sick(run: Run) -> None:
    """Sick to day 9, leaves on day 0: whoever joins on day 1 is well, and nobody is sick meanwhile."""
    case = tiny(daily(3), horizon=3 * DAY, back_day=[9])
    rules = replace(case.rules, sickness_model=SICKNESS_MODELS.index("independent"))
    inputs = lived(replace(case, rules=rules), severance=(0,), REFILLED=1)
    out = run(inputs)
    assert out.tours["reason"].tolist() == [k.POST_SEVERED, 0, 0]
    assert out.seats["sick_days"].tolist() == [0]
    assert log(out, k.BACK_WELL) == []


def test_strain_leaves_with_the_officer(run: Run) -> None:
    """An hour at an incident on day 0 leaves strain with who stays, and none in a post that changed hands on day 1."""
    case = tiny(daily(3, 0, 1), [incident(420, 60, officers=2)], horizon=3 * DAY)
    sickness = case.sickness.copy()
    sickness[FIRST_WEIGHT] = 8.0  # workload: one for each hour
    rules = replace(case.rules, sickness_model=SICKNESS_MODELS.index("independent"))
    out = run(lived(replace(case, rules=rules, sickness=sickness), severance=(-1, 1), REFILLED=1))
    stays, joined = out.seats["strain"].tolist()
    assert stays > 0.5
    assert joined == 0.0


def test_nobody_takes_a_break_while_sick(run: Run) -> None:
    case = tiny(daily(3), horizon=3 * DAY, back_day=[2])
    rules = replace(case.rules, sickness_model=SICKNESS_MODELS.index("independent"))
    out = run(lived(replace(case, rules=rules), BREAK_RATE=CERTAIN, length=9))
    assert log(out, k.BREAK_TAKEN) == [(2 * DAY + 360, k.BREAK_TAKEN, 0, 9)]
    assert out.tours["reason"].tolist() == [k.SICK, k.SICK, k.CAREER_BREAK]


def test_planned_leave_of_an_empty_post_is_nobodys(run: Run) -> None:
    lines = [tour(0, day * DAY + 420, day * DAY + 900, absent=k.LEAVE) for day in range(2)]
    out = run(lived(tiny(lines, horizon=2 * DAY), severance=(1,)))
    assert out.tours["reason"].tolist() == [k.LEAVE, k.POST_SEVERED]


def test_crimes_of_who_left_go_to_the_pile_and_on(run: Run) -> None:
    """Seat 0 carries a crime of 600 minutes from 450 on, works on it to 900 and from 06:00 of day 1 on is gone: seat 1 has it.

    Seat 1 has a tour on day 1 only, and does the other 150 minutes from 420 on.
    """
    lines = [tour(0, 420, 900), tour(0, DAY + 420, DAY + 900), tour(1, DAY + 420, DAY + 900)]
    case = with_crimes(tiny(lines, [incident(420, 30)], horizon=2 * DAY), {0: crime(600)})
    inputs = lived(case, severance=(1,))
    out = run(inputs)
    assert log(out, k.CRIME_CARRIED, k.CRIME_QUEUED, k.CRIME_CLOSED) == [
        (450, k.CRIME_CARRIED, 0, 0), (DAY + 360, k.CRIME_QUEUED, 0, 0), (DAY + 360, k.CRIME_CARRIED, 0, 1),
        (DAY + 900, k.CRIME_CLOSED, 0, 1)]  # fmt: skip
    assert out.desks["worked_ms"].tolist() == [450 * 60_000, 150 * 60_000]
    assert of_crimes(out, "closed") == [DAY + 570]
    assert conservation_faults(inputs, out) == []


def test_the_warm_up_counts_no_days(run: Run) -> None:
    inputs = lived(tiny(daily(4), horizon=4 * DAY, measure_from=2 * DAY), start=((c.STUDENT, 1),), severance=(1,), TUTORED=1)
    out = run(inputs)
    assert out.careers[0, c.GONE_DAYS] == 2
    assert out.student_ms.sum() == 0
    assert conservation_faults(inputs, out) == []


def every_day_kept(inputs: Inputs, **plan: Any) -> Inputs:
    """Keep every day but that before the first morning, as one window; fields of the plan of exposures."""
    windows = np.zeros(len(inputs.nights), dtype=np.int64)
    windows[0] = -1
    return replace(inputs, exposures=ExposurePlan(windows, **plan))


def test_a_post_that_is_empty_or_held_in_training_lives_no_day(run: Run) -> None:
    """Two days are closed. Seat 0 leaves on day 1, seat 1 is in training to day 2, seat 2 stays: of one day, of none, of both.

    Life outside and a request refused each day are of whoever lives it.
    """
    nights = 3
    inputs = every_day_kept(
        tiny([], seats=3, horizon=nights * DAY), refused=np.ones((3, nights), dtype=np.int64),
        outside=np.full((3, 1), 700), outside_block=np.zeros(nights, dtype=np.int64),
    )  # fmt: skip
    inputs = lived(inputs, severance=(1,), start=((c.INDEPENDENT, 0), (c.IN_TRAINING, 2)), TRAINING=5)
    out = run(inputs)
    found = out.exposures[:, 0][:, [e.DAYS, e.FREE_DAYS, e.OUTSIDE, e.REFUSED]]
    assert found.tolist() == [[1, 1, 700, 1], [0, 0, 0, 0], [2, 2, 1400, 2]]
    assert conservation_faults(inputs, out) == []


def test_a_career_break_is_lived_but_no_leave_is_refused_on_it(run: Run) -> None:
    inputs = lived(every_day_kept(tiny([], seats=1, horizon=3 * DAY), refused=np.ones((1, 3), dtype=np.int64)),
                   start=((c.ON_BREAK, 9),))  # fmt: skip
    out = run(inputs)
    assert out.exposures[0, 0, [e.DAYS, e.FREE_DAYS, e.REFUSED]].tolist() == [2, 2, 0]
    assert conservation_faults(inputs, out) == []


def _worn(inputs: Inputs) -> Inputs:
    """An hour at an incident leaves a strain of 1."""
    sickness = inputs.sickness.copy()
    sickness[FIRST_WEIGHT] = 8.0
    return replace(inputs, sickness=sickness)


def test_what_who_left_worked_last_is_not_borne_by_who_joins(run: Run) -> None:
    """The leaver of day 1 finishes his night at 07:00, with an hour at an incident from 06:00 on: day 1 of an empty post.

    Whoever joins on day 2 has no strain of it and worked no night; the hour itself stays counted.
    """
    night = [tour(0, 22 * 60, DAY + 420, night=1)]
    case = told(tiny(night, [incident(DAY + 360, 60)], horizon=3 * DAY))
    inputs = lived(_worn(every_day_kept(case)), severance=(1,), REFILLED=1, REJOIN=1.0, REJOIN_DAYS=1000)
    out = run(inputs)
    assert log(out, k.OFFICER_LEFT, k.OFFICER_JOINED) == [
        (DAY + 360, k.OFFICER_LEFT, 0, 1), (2 * DAY + 360, k.OFFICER_JOINED, 0, 1)]  # fmt: skip
    assert out.seats["strain"].tolist() == [0.0]
    assert out.health[0, s.NIGHT_AGO] == s.NO_NIGHT
    assert out.loads[0].tolist() == [0.0, 0.0]
    assert out.exposures[0, 0, [e.BUSY, e.NIGHTS, e.DAYS]].tolist() == [60 * 60_000, 1, 1]
    assert conservation_faults(inputs, out) == []


def test_strain_is_kept_as_it_was_when_somebody_left(run: Run) -> None:
    """An hour of work on day 0 is a strain of 1 on the morning of day 1; on that of day 2 the officer leaves."""
    case = told(tiny(daily(1), [incident(420, 60)], horizon=3 * DAY))
    out = run(lived(_worn(every_day_kept(case)), severance=(2,)))
    assert out.strains.tolist() == [[1.0]]
    assert out.seats["strain"].tolist() == [0.0]


def test_who_joins_is_as_frail_as_he_is(run: Run) -> None:
    """Who held the post could not fall sick; who joins on day 1 is like the others, for whom it is certain."""
    case = told(tiny(daily(2), horizon=2 * DAY), (CERTAIN, 0.0, 0.0), frailty=(0.0,))
    out = run(lived(case, severance=(0,), REFILLED=1, REJOIN=1.0))
    assert log(out, k.FELL_SICK) == [(DAY + 360, k.FELL_SICK, 0, 1)]
    assert out.tours["reason"].tolist() == [k.POST_SEVERED, k.SICK]


def test_a_scene_that_was_left_is_not_borne_by_who_joins(run: Run) -> None:
    """The leaver of day 1 left a traumatic scene at 07:00 of it; whoever joins on day 2 is sent on within the days to defuse."""
    tours = [tour(0, 22 * 60, DAY + 420, night=1), tour(0, 2 * DAY + 420, 2 * DAY + 900)]
    case = tiny(tours, [incident(DAY + 360, 60), incident(2 * DAY + 500, 10)], horizon=3 * DAY)
    incidents, rules = case.incidents.copy(), np.zeros(1, dtype=EXPOSURE_RULES)
    incidents["traumatic"][0], rules["defused_ms"] = 1, 3 * DAY * 60_000
    case = every_day_kept(replace(case, incidents=incidents), rules=rules)
    out = run(lived(case, severance=(1,), REFILLED=1, REJOIN=1.0, REJOIN_DAYS=1000))
    assert log(out, k.TRAUMATIC_SCENE, k.UNDEFUSED) == [(DAY + 360, k.TRAUMATIC_SCENE, 0, 0)]
    assert [seat for _, _, _, seat in log(out, k.CREW_SENT)] == [0, 0]


def test_leave_that_who_left_had_used_up_is_not_worked_by_who_joins(run: Run) -> None:
    """A tour missed unwell on day 0 is to be worked in planned leave; the officer leaves on day 1, and another joins on day 2."""
    lines = [*daily(2), tour(0, 2 * DAY + 420, 2 * DAY + 900, absent=k.LEAVE)]
    case = unwell(tiny(lines, horizon=3 * DAY), start={0: {p.LEAVE_TO: FIRST_DAY + 1}})
    inputs = lived(case, severance=(1,), REFILLED=1, REJOIN=1.0)
    out = run(inputs)
    assert out.tours["reason"].tolist() == [k.LEAVE_WHEN_UNWELL, k.POST_SEVERED, k.LEAVE]
    assert out.presence[0, [p.OWED, p.NEVER_WORKED]].tolist() == [0, 1]
    assert conservation_faults(inputs, out) == []
