"""Mutual aid worked by hand in both engines: asked for on the hour, there in time, gone again, and returned."""

from __future__ import annotations

from typing import Any

from kernels import kinds as k
from sim.scenario import MutualAid
from tests.support.tiny_inputs import TourLine, incident, tiny, tour
from tests.twin.reading import Run, account, log, log_at, times, tour_minutes, went

DAY = 24 * 60
ABSENT = [tour(0, 0, 900, absent=k.LEAVE)]  # a force of one, who is not there


def aid(**others: Any) -> MutualAid:
    """Return aid of two officers, an hour away, for two hours, owed from half a day after they left."""
    words: dict[str, Any] = {"officers": 2, "trigger_waiting": 2, "trigger_grades": 1, "mobilise_h": 1, "stay_h": 2,
                             "return_ratio": 1, "return_after_days": 0.5, "return_officers": 1}  # fmt: skip
    return MutualAid(on=True, **{**words, **others})


def test_asked_for_on_the_hour_there_an_hour_later_and_gone_after_two(run: Run) -> None:
    # Two wait from 10 and 20: asked for at 60, there at 120 in a pair.  Call 0 to 150, call 1 to 180; at 240 they go home.
    out = run(tiny(ABSENT, [incident(10, 30), incident(20, 30)], aid=aid(), horizon=300))
    assert log(out, k.AID_ASKED, k.AID_CAME, k.AID_LEFT) == [
        (60, k.AID_ASKED, 0, 2), (120, k.AID_CAME, 0, 0), (240, k.AID_LEFT, 0, 2)]  # fmt: skip
    assert log_at(out, 120)[:5] == [
        (k.AID_CAME, 0, 0), (k.BOOKED_ON, 1, 1), (k.BOOKED_ON, 2, 2), (k.CREW_FORMED, 1, 2), (k.CREW_SENT, 0, 1)]  # fmt: skip
    assert times(out, "sent") == [120, 150]
    assert log_at(out, 240) == [(k.BOOKED_OFF, 1, 1), (k.BOOKED_OFF, 2, 2), (k.AID_LEFT, 0, 2)]
    assert account(out, 1) == account(out, 2) == {k.FREE: 60, k.ON_SCENE: 60}


def test_what_comes_in_on_the_hour_counts_even_what_is_answered_then(run: Run) -> None:
    # The review comes after the arrivals of its instant and before dispatch: at 60 two want a crew, of whom one gets it at once.
    lines = [tour(0, 0, 900)]
    assert log(run(tiny(lines, [incident(60, 30), incident(60, 30)], aid=aid(), horizon=100)), k.AID_ASKED) == [
        (60, k.AID_ASKED, 0, 2)]  # fmt: skip
    assert log(run(tiny(lines, [incident(61, 30), incident(61, 30)], aid=aid(), horizon=100)), k.AID_ASKED) == []


def test_only_the_highest_grades_count(run: Run) -> None:
    calls = [incident(10, 30), incident(20, 30, grade=1)]
    assert log(run(tiny(ABSENT, calls, aid=aid())), k.AID_ASKED) == []
    assert log(run(tiny(ABSENT, calls, aid=aid(trigger_grades=2), horizon=100)), k.AID_ASKED) == [(60, k.AID_ASKED, 0, 2)]


def test_waiting_is_counted_in_all_areas_and_help_goes_where_most_waits(run: Run) -> None:
    # One waits in area 0, two in area 1.  Three of a lower grade are no reason to ask, but they too count as waiting.
    lines = [tour(0, 0, 900, absent=k.LEAVE), tour(1, 0, 900, absent=k.LEAVE, area=1, team=1)]
    calls = [incident(10, 30), incident(11, 30, area=1), incident(12, 30, area=1)]
    out = run(tiny(lines, calls, aid=aid(trigger_waiting=3), horizon=200))
    assert log(out, k.AID_CAME) == [(120, k.AID_CAME, 0, 1)]
    equal = [incident(10, 30, area=1), incident(11, 30)]  # of equals the first area
    assert log(run(tiny(lines, equal, aid=aid(), horizon=200)), k.AID_CAME) == [(120, k.AID_CAME, 0, 0)]
    lower = [incident(10, 30), incident(11, 30), *(incident(12, 30, grade=1, area=1) for _ in range(3))]
    assert log(run(tiny(lines, lower, aid=aid(), horizon=200)), k.AID_CAME) == [(120, k.AID_CAME, 0, 1)]


def test_an_odd_guest_is_a_crew_of_one_and_who_needs_no_time_is_there_at_once(run: Run) -> None:
    # Three guests who need no time to come: at 60, in the next round of that instant.
    out = run(tiny(ABSENT, [incident(10, 30), incident(20, 30)], aid=aid(officers=3, mobilise_h=0), horizon=100))
    assert log(out, k.CREW_FORMED) == [(60, k.CREW_FORMED, 1, 2), (60, k.CREW_FORMED, 3, -1)]
    assert went(out) == [(60, 0, 3), (60, 1, 1)]


def test_nobody_else_is_asked_for_while_help_is_on_its_way_or_here(run: Run) -> None:
    # Six wait from 10 on.  Asked for at 60, here from 120 to 240; they leave before the review of that instant, and are asked for
    # again.  One call takes them to 250, ten minutes over; at 300 they are back, and so on every three hours until, with one
    # call left, too little waits.
    out = run(tiny(ABSENT, [incident(10, 130) for _ in range(6)], aid=aid(), horizon=DAY))
    assert log(out, k.AID_ASKED, k.AID_CAME, k.AID_LEFT)[:6] == [
        (60, k.AID_ASKED, 0, 2), (120, k.AID_CAME, 0, 0), (240, k.AID_LEFT, 0, 2),
        (240, k.AID_ASKED, 1, 2), (300, k.AID_CAME, 1, 0), (420, k.AID_LEFT, 1, 2)]  # fmt: skip
    assert times(out, "sent") == [120, 300, 480, 660, 840, -1]
    assert account(out, 1, over=1) == {k.ON_SCENE: 5 * 10}


def test_a_guest_at_work_when_the_stay_ends_is_held_over_and_misses_the_next(run: Run) -> None:
    # At work from 120 to 330, beyond the end of the stay at 240; asked for again at 240, two would be there at 300, but both are
    # still at work: nobody comes, and nobody leaves at 420.  The third request, of 420, brings them at 480.
    calls = [incident(10, 210), incident(20, 30), incident(30, 30)]
    out = run(tiny(ABSENT, calls, aid=aid(), horizon=700))
    assert log(out, k.HELD_OVER, k.BOOKED_OFF)[:4] == [
        (240, k.HELD_OVER, 1, 1), (240, k.HELD_OVER, 2, 2), (330, k.BOOKED_OFF, 1, 1), (330, k.BOOKED_OFF, 2, 2)]  # fmt: skip
    assert log(out, k.AID_CAME, k.AID_LEFT) == [
        (120, k.AID_CAME, 0, 0), (240, k.AID_LEFT, 0, 2), (300, k.AID_CAME, 1, 0), (420, k.AID_LEFT, 1, 0),
        (480, k.AID_CAME, 2, 0), (600, k.AID_LEFT, 2, 2)]  # fmt: skip
    assert tour_minutes(out, "on")[1:7] == [120, 120, -1, -1, 480, 480]
    assert account(out, 1, over=1) == {k.ON_SCENE: 90}


def test_guests_who_hand_back_their_work_leave_on_time(run: Run) -> None:
    out = run(tiny(ABSENT, [incident(10, 210), incident(20, 30)], aid=aid(), rules={"hand_back": True}, horizon=299))
    assert log_at(out, 240)[:4] == [
        (k.SUSPENDED, 0, k.HANDED_BACK), (k.BOOKED_OFF, 1, 1), (k.BOOKED_OFF, 2, 2), (k.AID_LEFT, 0, 2)]  # fmt: skip


def test_guests_hold_none_of_the_skills(run: Run) -> None:
    out = run(tiny(ABSENT, [incident(10, 30, needs=1), incident(20, 30)], aid=aid(), horizon=300))
    assert times(out, "sent") == [-1, 120]


# The debt

OWED = [incident(10, 30), incident(20, 30)]  # answered at 120 and 150; the two guests leave at 240 and 240 minutes are owed


def _days(*starts: float, length: float = 100, seats: int = 1) -> list[TourLine]:
    """Return the tours of seats 1, 2, ... (seat 0 is never there) that begin at ``starts``."""
    return [tour(seat, start, start + length, team=1) for start in starts for seat in range(1, seats + 1)]


def test_hours_are_returned_from_the_day_they_are_due_until_they_are_paid(run: Run) -> None:
    # Owed: 2 x 120 = 240 minutes, due at 240 + 720 = 960.  Tours of 100 minutes: those of 300 and 859 come before it, those of
    # 960, 1200 and 1400 pay 100 each, the last one more than the 40 that are left; that of 1600 is worked as usual.
    out = run(tiny([*ABSENT, *_days(300, 859, 960, 1200, 1400, 1600)], OWED, aid=aid()))
    assert log(out, k.AID_RETURNED) == [
        (960, k.AID_RETURNED, 1, 3), (1200, k.AID_RETURNED, 1, 4), (1400, k.AID_RETURNED, 1, 5)]  # fmt: skip
    assert out.tours["reason"].tolist()[:7] == [k.LEAVE, 0, 0, k.REPAYING, k.REPAYING, k.REPAYING, 0]
    assert account(out, 1) == {k.FREE: 300, k.AWAY: 300}


def test_twice_the_hours_lent(run: Run) -> None:
    out = run(tiny([*ABSENT, *_days(960, 1200, 1400, 1600, 1800, 2000)], OWED, aid=aid(return_ratio=2)))
    assert len(log(out, k.AID_RETURNED)) == 5  # 480 minutes in hundreds
    assert log(run(tiny([*ABSENT, *_days(960, 1200)], OWED, aid=aid(return_ratio=0))), k.AID_RETURNED) == []


def test_so_many_of_a_team_at_once(run: Run) -> None:
    # Three book on at 960: two may go, the third works.  40 minutes are left, for the first of those who book on at 1200.
    out = run(tiny([*ABSENT, *_days(960, 1200, seats=3)], OWED, aid=aid(return_officers=2)))
    assert log(out, k.AID_RETURNED) == [
        (960, k.AID_RETURNED, 1, 1), (960, k.AID_RETURNED, 2, 2), (1200, k.AID_RETURNED, 1, 4)]  # fmt: skip
    assert log_at(out, 960)[:6] == [
        (k.AID_RETURNED, 1, 1), (k.ABSENT, 1, k.REPAYING), (k.AID_RETURNED, 2, 2), (k.ABSENT, 2, k.REPAYING),
        (k.BOOKED_ON, 3, 3), (k.CREW_FORMED, 3, -1)]  # fmt: skip


def test_every_team_and_area_sends_its_own(run: Run) -> None:
    # One at once, of each team and area that books on.
    lines = [tour(1, 960, 1000, team=1), tour(2, 960, 1000, team=2), tour(3, 960, 1000, team=2, area=1)]
    out = run(tiny([*ABSENT, *lines], OWED, aid=aid()))
    assert [seat for *_, seat, _ in log(out, k.AID_RETURNED)] == [1, 2, 3]


def test_who_is_away_or_a_student_or_still_at_work_does_not_go(run: Run) -> None:
    # Seat 1 is on leave, seat 2 a student, seat 3 still at work from a tour that began at 900; seat 4 goes.
    lines = [tour(1, 960, 1060, team=1, absent=k.TRAINING), tour(2, 960, 1060, team=1), tour(3, 960, 1060, team=1),
             tour(4, 960, 1060, team=1), tour(3, 850, 950, team=1)]  # fmt: skip
    out = run(tiny([*ABSENT, *lines], [*OWED, incident(900, 90)], students=[2], aid=aid()))
    assert [seat for *_, seat, _ in log(out, k.AID_RETURNED)] == [4]
    assert log(out, k.CARRIED) == [(960, k.CARRIED, 3, 4)]


def test_nothing_is_owed_for_those_who_did_not_come(run: Run) -> None:
    # As above the second request finds both still at work and the third brings them until 600: owed is twice 240 and not three
    # times, in tours of 100 minutes five.
    calls = [incident(10, 210), incident(20, 30), incident(30, 30)]
    out = run(tiny([*ABSENT, *_days(*range(1210, 2200, 110))], calls, aid=aid()))
    assert [at for at, *_ in log(out, k.AID_RETURNED)] == [1210, 1320, 1430, 1540, 1650]


def test_help_that_comes_again_does_not_put_off_what_is_owed(run: Run) -> None:
    # As above: owed from 240 on and due at 240 + 720 = 960, whatever else was lent until 600.
    calls = [incident(10, 210), incident(20, 30), incident(30, 30)]
    out = run(tiny([*ABSENT, *_days(*range(740, 2200, 110))], calls, aid=aid()))
    assert [at for at, *_ in log(out, k.AID_RETURNED)] == [960, 1070, 1180, 1290, 1400]


def test_what_is_lent_after_all_was_returned_is_due_in_its_own_time(run: Run) -> None:
    # The 240 minutes owed from 240 on are returned in the tours of 960, 1070 and 1180; what is lent again until 1440 is due at
    # 1440 + 720 = 2160.
    calls = [*OWED, incident(1210, 30), incident(1220, 30)]
    out = run(tiny([*ABSENT, *_days(960, 1070, 1180, 2110, 2220)], calls, aid=aid()))
    assert [at for at, *_ in log(out, k.AID_LEFT)] == [240, 1440]
    assert [at for at, *_ in log(out, k.AID_RETURNED)] == [960, 1070, 1180, 2220]
