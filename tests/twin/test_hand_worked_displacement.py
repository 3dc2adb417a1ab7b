"""What partners leave undone, worked by hand in both engines, times in minutes since the study began."""

from __future__ import annotations

import numpy as np
import pytest

from kernels import kinds as k
from kernels.kinds import CALLED_AGAIN, PARTNER_GAP, PLACE_GAP, UNSERVED
from kernels.places import LEAVE, STAY
from sim.outcome_displacement import displacement_faults, jobs_undone, people_left, requests_undone
from tests.support.tiny_gaps import comes, gap, with_gaps
from tests.support.tiny_inputs import PartnerLine, incident, partner, tiny, tour
from tests.twin.reading import Run, log, times

OFFICER = [tour(0, 0, 600)]


def _minutes(values: np.ndarray) -> list[float]:
    return [value / 60_000 if value >= 0 else -1 for value in values.tolist()]


def test_a_job_that_waits_too_long_leaves_and_comes_to_the_police(run: Run) -> None:
    # One unit, taken by the first job from 10 to 110.  The second, asked for at 20, leaves at 80 and is an incident at 110; the
    # third, asked for at 60, is taken at 110.
    case = with_gaps(tiny(OFFICER, [], [partner()], units=[(0, 0, 1)], own=[(10, 0, 100), (20, 0, 30), (60, 0, 30)]),
                     [gap(60)], [comes(1, UNSERVED, 30)])  # fmt: skip
    out = run(case)
    assert log(out, k.BACKGROUND_TAKEN, k.JOB_LEFT, k.CAME_AGAIN) == [
        (10, k.BACKGROUND_TAKEN, 0, 0), (80, k.JOB_LEFT, 1, 0), (110, k.CAME_AGAIN, 0, 1),
        (110, k.BACKGROUND_TAKEN, 2, 0)]  # fmt: skip
    assert (_minutes(out.jobs["taken"]), _minutes(out.jobs["left"])) == ([10, -1, 110], [-1, 80, -1])
    assert (times(out, "logged"), times(out, "closed")) == ([110], [115])
    book = jobs_undone(case, out.jobs, out.levels)
    assert (book.parent.tolist(), book.row.tolist(), _minutes(book.comes)) == ([1], [0], [110])


def test_a_job_that_has_left_is_passed_over_and_one_behind_it_is_not(run: Run) -> None:
    # No unit until 100: the job of 10 has left at 70, that of 50 is taken.
    out = run(with_gaps(tiny([], [], [partner()], units=[(100, 0, 1)], own=[(10, 0, 30), (50, 0, 30)]), [gap(60)]))
    assert log(out, k.BACKGROUND_TAKEN, k.JOB_LEFT) == [(70, k.JOB_LEFT, 0, 0), (100, k.BACKGROUND_TAKEN, 1, 0)]


def test_a_unit_free_at_the_very_moment_of_leaving_comes_too_late(run: Run) -> None:
    # Both at 80: coming free and leaving are releases, units are given out afterwards.
    out = run(with_gaps(tiny([], [], [partner()], units=[(0, 0, 1)], own=[(0, 0, 80), (20, 0, 30)]), [gap(60)]))
    assert _minutes(out.jobs["left"]) == [-1, 80]
    assert out.services["busy"].tolist() == [0]


def test_without_patience_jobs_wait_for_ever(run: Run) -> None:
    out = run(with_gaps(tiny([], [], [partner()], own=[(20, 0, 30)]), [gap(None)]))
    assert log(out, k.JOB_LEFT) == []
    assert _minutes(out.jobs["left"]) == [-1]


@pytest.mark.parametrize(("luck", "chance", "logged"), [(0.3, 0.4, 110), (0.4, 0.4, -1), (0.3, 0.2, -1)])
def test_it_comes_where_its_luck_is_below_the_chance(run: Run, luck: float, chance: float, logged: float) -> None:
    case = with_gaps(tiny(OFFICER, [], [partner()], own=[(20, 0, 30)]), [gap(60, of_jobs=chance)],
                     [comes(0, UNSERVED, 30, luck=luck)])  # fmt: skip
    out = run(case)
    assert times(out, "logged") == [logged]
    book = jobs_undone(case, out.jobs, out.levels)
    assert book.displaced.tolist() == [logged >= 0]
    assert (book.displaced.astype(int) + book.resolved + book.lost).tolist() == [1]


def test_a_request_given_up_comes_back_though_officers_conveyed(run: Run) -> None:
    # No unit.  Asked at 20, given up at 80, conveyed to 125; the same person again at 80 + 200 = 280, whom the partner is asked
    # for once more: given up at 340 and conveyed to 385, and now nothing more is drawn.
    case = with_gaps(tiny(OFFICER, [incident(20, 30, partner=0)], [partner(give_up=60, convey=45)]), [gap()],
                     [comes(0, PARTNER_GAP, 200, scene=10, partner=0)])  # fmt: skip
    out = run(case)
    assert log(out, k.CAME_AGAIN) == [(280, k.CAME_AGAIN, 1, 0)]
    assert (times(out, "answered"), times(out, "closed")) == ([80, 340], [125, 385])
    book = requests_undone(case, out.incidents, out.levels)
    assert (book.parent.tolist(), book.row.tolist()) == ([0, 1], [1, -1])


def test_a_request_that_is_met_leaves_nothing_behind(run: Run) -> None:
    out = run(with_gaps(tiny(OFFICER, [incident(20, 30, partner=0)], [partner(handover=10)], units=[(0, 0, 1)]), [gap()],
                        [comes(0, PARTNER_GAP, 200)]))  # fmt: skip
    assert times(out, "logged") == [20, -1]


def test_a_caller_rings_again_whatever_was_done(run: Run) -> None:
    # Nobody is on duty: the first is never attended, and its caller rings again 90 minutes after it was logged all the same.
    out = run(with_gaps(tiny([], [incident(20, 30)], [partner()]), [gap()], [comes(0, CALLED_AGAIN, 90)]))
    assert times(out, "logged") == [20, 110]


def test_what_is_asked_grows_with_what_is_filled(run: Run) -> None:
    # Gain 2, most 4, memory of 2 days.  Before the first morning (06:00, 360) one job leaves at 80, and what comes of it at 90
    # is closed at 95; one request is given up at 160: 2 of 2 gaps are filled, and the level goes half of the way from 1 to 3,
    # to 2.  A job that leaves at 800 with luck 0.7 at a chance of 0.4 comes then: 0.8.  By the second morning, 1 800, 1 of 1 is
    # filled: from 2 to 2.5.
    case = with_gaps(
        tiny([tour(0, 0, 2_000)], [incident(100, 30, partner=0)], [partner(give_up=60)], own=[(20, 0, 30), (740, 0, 30)]),
        [gap(60, of_jobs=0.4)], [comes(0, UNSERVED, 10), comes(1, UNSERVED, 10, luck=0.7)], loop=(2, 4, 2),
    )  # fmt: skip
    out = run(case)
    assert times(out, "logged") == [100, 90, 810]
    assert out.levels.tolist() == [2.0, 2.5]
    assert log(out, k.EXPECTED) == [(360, k.EXPECTED, 20_458, 2_000_000), (1_800, k.EXPECTED, 20_459, 2_500_000)]


def test_what_comes_of_requests_fills_a_gap_and_a_caller_who_rings_again_does_not(run: Run) -> None:
    # Gain 2, memory of a day.  The first request is given up at 30; what comes of it at 50 is closed at 55, and its caller rings
    # again at 80, closed at 85.  Three jobs leave at 100, 105 and 110: 2 of 4 gaps are filled, and the level is 1 + 2 x 0.5 = 2.
    # So the chance of a request is 0.8 when the second is given up at 410, and what comes of it has luck 0.7.  2 against 1: all.
    case = with_gaps(
        tiny([tour(0, 0, 2_000)], [incident(20, 5, partner=0), incident(400, 5, partner=0)], [partner(give_up=10)],
             own=[(40, 0, 30), (45, 0, 30), (50, 0, 30)]),
        [gap(60, of_requests=0.4)],
        [comes(0, PARTNER_GAP, 20), comes(0, CALLED_AGAIN, 60), comes(1, PARTNER_GAP, 20, luck=0.7)], loop=(2, 4, 1),
    )  # fmt: skip
    out = run(case)
    assert times(out, "logged") == [20, 400, 50, 80, 430]
    assert out.levels.tolist() == [2.0, 3.0]


def test_what_is_asked_falls_back_and_never_below_nothing(run: Run) -> None:
    # Gain -4: one job leaves and is filled before the first morning, so the goal is 0 and, with a memory of a day, so is the
    # level; nothing comes of the job that leaves at 800; no gap is filled by the second morning, and the level is 1 again.
    case = with_gaps(tiny([tour(0, 0, 2_000)], [], [partner()], own=[(20, 0, 30), (740, 0, 30)]), [gap(60)],
                     [comes(0, UNSERVED, 10), comes(1, UNSERVED, 10)], loop=(-4, 4, 1))  # fmt: skip
    out = run(case)
    assert times(out, "logged") == [90, -1]
    assert out.levels.tolist() == [0.0, 1.0]


def test_what_is_given_up_at_the_moment_of_bookkeeping_is_asked_at_the_level_before(run: Run) -> None:
    # As above, and at the first morning itself, 06:00, officers give up waiting at once: after the bookkeeping, at the level
    # before it.
    case = with_gaps(tiny([tour(0, 0, 2_000)], [incident(360, 5, partner=0)], [partner(give_up=0)], own=[(20, 0, 30)]), [gap(60)],
                     [comes(0, UNSERVED, 10), comes(0, PARTNER_GAP, 10)], loop=(-4, 4, 1))  # fmt: skip
    out = run(case)
    assert (times(out, "answered"), times(out, "logged")) == ([360, -1, -1], [360, 90, 370])
    assert out.levels.tolist()[0] == 0.0


def test_of_two_asked_for_at_one_moment_the_one_that_finds_no_unit_leaves(run: Run) -> None:
    out = run(with_gaps(tiny([], [], [partner()], units=[(0, 0, 1)], own=[(20, 0, 100), (20, 0, 30)]), [gap(60)]))
    assert (_minutes(out.jobs["taken"]), _minutes(out.jobs["left"])) == ([20, -1], [-1, 80])


def test_a_request_that_officers_leave_is_a_gap_that_nobody_fills(run: Run) -> None:
    # Asked at 20, done at 50; at the limit, 80, they leave, and the matter comes at 480.  By the first morning, 360, one gap and
    # none filled: the level stays at 1.
    case = with_gaps(
        tiny([tour(0, 0, 2_000)], [incident(20, 30, partner=0)], [partner(give_up=60, at_limit=LEAVE)]), [gap()],
        [comes(0, PARTNER_GAP, 400)], loop=(2, 4, 1),
    )  # fmt: skip
    out = run(case)
    assert log(out, k.LEFT_WAITING, k.CAME_AGAIN) == [(80, k.LEFT_WAITING, 0, 0), (480, k.CAME_AGAIN, 1, 0)]
    assert out.levels[0] == 1.0
    book = requests_undone(case, out.incidents, out.levels)
    assert (book.parent.tolist(), book.row.tolist(), _minutes(book.at)) == ([0], [1], [80])


def test_a_request_given_up_is_a_gap_though_the_person_is_taken_to_a_place(run: Run) -> None:
    # Given up at 80; 20 minutes to the department, where a bed is free and the handover takes 15: 115.  It comes again at 280.
    place = partner(drive=20, handover=15, care=60, at_limit=STAY, officers=1)
    out = run(with_gaps(
        tiny(OFFICER, [incident(20, 30, partner=0)], [partner(give_up=60, convey_to=1), place], units=[(0, 1, 1)]),
        [gap(), gap()], [comes(0, PARTNER_GAP, 200)],
    ))  # fmt: skip
    assert (times(out, "logged"), times(out, "place_over")) == ([20, 280], [115, -1])


# Whom officers leave at a place


def _department(*, at_limit: int = LEAVE) -> PartnerLine:
    """Twenty minutes away; the limit is an hour of waiting, and one officer stays with the person."""
    return partner(drive=20, handover=15, care=60, give_up=60, at_limit=at_limit, officers=1)


def test_somebody_left_at_a_place_is_a_gap_that_nobody_fills(run: Run) -> None:
    # Done at 50, there at 70, no bed: left at 130, and reported missing at 530.  By the first morning, 360, one gap and none
    # filled: the level stays at 1.  Found at 535, on a day without gaps: it stays at 1.
    case = with_gaps(tiny([tour(0, 0, 2_000)], [incident(20, 30, taken_to=0)], [_department()]), [gap()],
                     [comes(0, PLACE_GAP, 400)], loop=(2, 4, 2))  # fmt: skip
    out = run(case)
    assert log(out, k.AT_THE_PLACE, k.LEFT_WAITING, k.CAME_AGAIN) == [
        (70, k.AT_THE_PLACE, 0, 0), (130, k.LEFT_WAITING, 0, 0), (530, k.CAME_AGAIN, 1, 0)]  # fmt: skip
    assert (times(out, "logged"), times(out, "closed")) == ([20, 530], [130, 535])
    assert out.levels.tolist() == [1.0, 1.0]
    book = people_left(case, out.incidents, out.levels)
    assert (book.parent.tolist(), book.partner.tolist(), book.row.tolist()) == ([0], [0], [1])
    assert (_minutes(book.at), _minutes(book.comes)) == ([130], [530])
    assert requests_undone(case, out.incidents, out.levels).parent.size == 0
    assert list(displacement_faults(case, out.incidents, out.jobs, out.levels, out.services)) == []


def test_what_comes_of_somebody_left_at_a_place_fills_the_gap_once_it_is_closed(run: Run) -> None:
    # As above, but found 50 minutes later: logged at 180, closed at 185.  By 360 one gap of one is filled: half of the way to 3.
    case = with_gaps(tiny([tour(0, 0, 2_000)], [incident(20, 30, taken_to=0)], [_department()]), [gap()],
                     [comes(0, PLACE_GAP, 50)], loop=(2, 4, 2))  # fmt: skip
    out = run(case)
    assert times(out, "closed") == [130, 185]
    assert out.levels[0] == 2.0


@pytest.mark.parametrize(("bed", "logged"), [(129, -1), (130, 180), (131, 180)])
def test_a_bed_at_the_very_limit_comes_too_late_and_one_before_it_in_time(run: Run, bed: float, logged: float) -> None:
    case = with_gaps(tiny(OFFICER, [incident(20, 30, taken_to=0)], [_department()], units=[(bed, 0, 1)]), [gap()],
                     [comes(0, PLACE_GAP, 50)])  # fmt: skip
    assert times(run(case), "logged") == [20, logged]


def test_who_may_not_leave_a_place_leaves_no_gap(run: Run) -> None:
    # A bed at 300, over at 315.
    case = with_gaps(tiny(OFFICER, [incident(20, 30, taken_to=0)], [_department(at_limit=STAY)], units=[(300, 0, 1)]), [gap()],
                     [comes(0, PLACE_GAP, 50)])  # fmt: skip
    out = run(case)
    assert (times(out, "logged"), times(out, "place_over")) == ([20, -1], [315, -1])


@pytest.mark.parametrize(("of_scene", "of_place", "logged"), [
    (1.0, 1.0, [20, 280, 370]), (1.0, 0.4, [20, 280, -1]), (0.4, 1.0, [20, -1, 370]), (0.4, 0.4, [20, -1, -1]),
])  # fmt: skip
def test_one_person_may_leave_a_gap_at_the_scene_and_one_at_the_place(
    run: Run, of_scene: float, of_place: float, logged: list[float]
) -> None:
    # No unit at either.  Given up at 80 and driven: there at 100, left at 160.  Each comes with its own partner's chance, against
    # a luck of 0.5: of the scene at 80 + 200, of the place at 160 + 210.
    case = with_gaps(
        tiny([tour(0, 0, 2_000)], [incident(20, 30, partner=0)], [partner(give_up=60, convey_to=1), _department()]),
        [gap(of_requests=of_scene), gap(of_requests=of_place)],
        [comes(0, PARTNER_GAP, 200, luck=0.5), comes(0, PLACE_GAP, 210, luck=0.5)], loop=(2, 4, 1),
    )  # fmt: skip
    out = run(case)
    assert times(out, "logged") == logged
    # By 360 two gaps: one conveyed, and what came at 280 was closed at 285: all filled; or one of two: 1 + 2 x 0.5.
    assert out.levels[0] == (3.0 if of_scene == 1.0 else 2.0)
    books = [read(case, out.incidents, out.levels) for read in (requests_undone, people_left)]
    assert [(book.partner.tolist(), _minutes(book.at)) for book in books] == [([0], [80]), ([1], [160])]
    assert [book.displaced.tolist() for book in books] == [[logged[1] > 0], [logged[2] > 0]]
    assert list(displacement_faults(case, out.incidents, out.jobs, out.levels, out.services)) == []


def test_who_came_back_from_a_place_may_be_left_at_one_again(run: Run) -> None:
    # Left at 160 as above; back at 260, given up at 320 and there at 340, left at 400; back at 550, and nothing more is drawn.
    case = with_gaps(
        tiny([tour(0, 0, 2_000)], [incident(20, 30, partner=0)], [partner(give_up=60, convey_to=1), _department()]),
        [gap(of_requests=0), gap()], [comes(0, PLACE_GAP, 100, scene=10, partner=0), comes(1, PLACE_GAP, 150)],
    )  # fmt: skip
    out = run(case)
    assert (times(out, "logged"), times(out, "place_over")) == ([20, 260, 550], [160, 400, -1])
    assert people_left(case, out.incidents, out.levels).row.tolist() == [1, 2]


def test_a_place_s_own_people_leave_its_queue_and_let_the_police_in(run: Run) -> None:
    # Its own come at 10, to leave at 70, and at 30, to leave at 90; the officers at 70.  The bed of 80 is for the second of its
    # own, until 95; then the officers' turn: handed over at 110.
    case = with_gaps(tiny(OFFICER, [incident(20, 30, taken_to=0)], [_department()], units=[(80, 0, 1)],
                          own=[(10, 0, 15), (30, 0, 15)]), [gap(60)], [comes(0, PLACE_GAP, 50)])  # fmt: skip
    out = run(case)
    assert (_minutes(out.jobs["taken"]), _minutes(out.jobs["left"])) == ([-1, 80], [70, -1])
    assert (times(out, "place_taken"), times(out, "place_over")) == ([95, -1], [110, -1])
