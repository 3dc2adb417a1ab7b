"""Partners' places worked by hand in both engines: the drive there, the queue, the handover, limits and the end of tours."""

from __future__ import annotations

import pytest

from kernels import kinds as k
from kernels.clock import MINUTE_MS
from kernels.crewing import SETTLED_THERE
from kernels.places import LEAVE, STAY
from tests.support.tiny_inputs import PartnerLine, incident, partner, tiny, tour
from tests.twin.reading import Run, account, log, log_at, times, tour_minutes, went

OFFICER = [tour(0, 0, 600)]
NAMES = ("left_for_place", "at_place", "place_taken", "place_over", "closed")


def department(drive: float = 20, handover: float = 15, care: float = 60, limit: float = 240, at_limit: int = STAY,
               officers: int = 1) -> PartnerLine:
    return partner(drive=drive, handover=handover, care=care, give_up=limit, at_limit=at_limit, officers=officers)


def way(out: object, row: int = 0) -> list[float]:
    return [times(out, name)[row] for name in NAMES]  # type: ignore[arg-type]


# Taken there from the scene


def test_the_way_to_a_place(run: Run) -> None:
    # There at 15, half an hour's work; 20 minutes' drive, a bed at once, 15 to hand over, 7 writing up; the bed is busy for 75.
    out = run(tiny(OFFICER, [incident(10, 30, 7, taken_to=0)], [department()], units=[(0, 0, 1)], travel=5))
    assert way(out) == [45, 65, 65, 80, 87]
    assert account(out, 0) == {k.TRAVELLING: 5, k.ON_SCENE: 30, k.CONVEYING: 20, k.AT_PARTNER: 15, k.CLEARING: 7, k.FREE: 523}
    assert [line for line in log(out) if 15 < line[0] < 100] == [
        (45, k.SCENE_ENDED, 0, 0), (45, k.PERSON_CONVEYED, 0, 1), (65, k.AT_THE_PLACE, 0, 0),
        (65, k.PLACE_TOOK, 0, 0), (80, k.HANDED_OVER_THERE, 0, 0), (87, k.CLEARED, 0, 1)]  # fmt: skip
    assert out.incidents[["place", "place_stage", "place_ended", "partner_ended"]].tolist() == [
        (1, k.TAKEN_OVER, k.BY_PARTNER, k.JOB_OPEN)]  # fmt: skip
    assert out.services["busy_ms"].tolist() == [75 * MINUTE_MS]


def test_the_police_wait_behind_the_place_s_own_patients(run: Run) -> None:
    # One bed, taken from 30 to 130 and asked for again at 40 for 50 minutes: the officers, there at 60, wait until 180.
    out = run(tiny(OFFICER, [incident(10, 30, taken_to=0)], [department(handover=10)], units=[(0, 0, 1)],
                   own=[(30, 0, 100), (40, 0, 50)]))  # fmt: skip
    assert way(out) == [40, 60, 180, 190, 190]
    assert account(out, 0) == {k.FREE: 420, k.ON_SCENE: 30, k.CONVEYING: 20, k.AT_PARTNER: 130}


def test_handed_over_at_the_scene_and_then_taken_to_the_place(run: Run) -> None:
    # The crisis team comes at once and takes 25 minutes, the scene 10: held from 20 to 35, then the drive of 20.
    out = run(tiny(OFFICER, [incident(10, 10, partner=0, taken_to=1)], [partner(handover=25, care=5), department()],
                   units=[(0, 0, 1), (0, 1, 1)]))  # fmt: skip
    assert (times(out, "handed_over"), way(out)) == ([35], [35, 55, 55, 70, 70])
    assert account(out, 0) == {k.FREE: 540, k.ON_SCENE: 10, k.HELD: 15, k.CONVEYING: 20, k.AT_PARTNER: 15}
    assert out.incidents[["partner_ended", "place_ended"]].tolist() == [(k.BY_PARTNER, k.BY_PARTNER)]


def test_a_partner_done_before_the_scene_is_over_lets_them_drive_at_its_end(run: Run) -> None:
    out = run(tiny(OFFICER, [incident(10, 60, partner=0, taken_to=1)], [partner(handover=25), department()],
                   units=[(0, 0, 1), (0, 1, 1)]))  # fmt: skip
    assert (times(out, "handed_over"), way(out)) == ([35], [70, 90, 90, 105, 105])


# Officers give up waiting at the scene


def test_who_gives_up_waiting_takes_the_person_to_the_place_named(run: Run) -> None:
    # Asked at 20, given up at 80; 20 minutes to the department, where a cubicle is free at 130.
    out = run(tiny(OFFICER, [incident(20, 30, partner=0)], [partner(give_up=60, convey=45, convey_to=1), department()],
                   units=[(130, 1, 1)]))  # fmt: skip
    assert (times(out, "answered"), times(out, "handed_over"), way(out)) == ([80], [-1], [80, 100, 130, 145, 145])
    assert account(out, 0) == {k.FREE: 475, k.ON_SCENE: 30, k.HELD: 30, k.CONVEYING: 20, k.AT_PARTNER: 45}
    assert out.incidents[["partner_stage", "partner_ended", "place_ended"]].tolist() == [
        (k.GIVEN_UP, k.BY_POLICE, k.BY_PARTNER)]  # fmt: skip
    assert log_at(out, 80) == [(k.PARTNER_GIVEN_UP, 0, 0), (k.PERSON_CONVEYED, 0, 1)]


def test_given_up_while_at_work_they_drive_when_it_is_done(run: Run) -> None:
    out = run(tiny(OFFICER, [incident(20, 100, partner=0)], [partner(give_up=60, convey_to=1), department()],
                   units=[(0, 1, 1)]))  # fmt: skip
    assert (times(out, "ended"), way(out)) == ([120], [120, 140, 140, 155, 155])
    assert log(out, k.SCENE_ENDED) == [(120, k.SCENE_ENDED, 0, 0)]


def test_where_they_were_to_go_anyway_comes_before_the_place_named_for_those_who_give_up(run: Run) -> None:
    lines = [partner(give_up=60, convey_to=1), department(drive=20), department(drive=50)]
    out = run(tiny(OFFICER, [incident(20, 30, partner=0, taken_to=2)], lines, units=[(0, 1, 1), (0, 2, 1)]))
    assert way(out) == [80, 130, 130, 145, 145]
    assert out.incidents["place"].tolist() == [3]


def test_two_in_the_queue_of_one_place_and_one_of_them_still_on_the_list_of_the_other_service(run: Run) -> None:
    # Both ask service 0, which has nobody. The first gives up at 80, the second at 85; at the place the first is taken at 110,
    # for 15 + 60, and the second at 185. When service 0 has a unit at 300 nobody waits for it.
    lines = [partner(give_up=60, convey_to=1), department()]
    out = run(tiny([tour(0, 0, 600), tour(1, 0, 600)], [incident(20, 30, partner=0), incident(25, 30, partner=0)], lines,
                   units=[(110, 1, 1), (300, 0, 1)]))  # fmt: skip
    assert (way(out)[2], way(out, 1)[2]) == (110, 185)
    assert log(out, k.PARTNER_CAME) == []


def test_nobody_is_taken_anywhere_whom_a_practitioner_in_the_crew_has_settled(run: Run) -> None:
    line = incident(10, 30, 5, partner=0, triage=SETTLED_THERE, taken_to=1)
    out = run(tiny([tour(0, 0, 600, cars=1)], [line], [partner(), department()], units=[(0, 1, 1)]))
    assert way(out) == [-1, -1, -1, -1, 45]
    assert out.incidents[["partner_stage", "partner_ended"]].tolist() == [(k.NOT_NEEDED, k.JOB_OPEN)]


# Limits


def test_at_the_limit_of_a_place_the_officers_leave(run: Run) -> None:
    # No bed: there at 60, the limit of 100 minutes is over at 160.
    out = run(tiny(OFFICER, [incident(10, 30, 5, taken_to=0)], [department(limit=100, at_limit=LEAVE)]))
    assert way(out) == [40, 60, -1, 160, 165]
    assert log(out, k.LEFT_WAITING) == [(160, k.LEFT_WAITING, 0, 0)]
    assert out.incidents[["place_stage", "place_ended"]].tolist() == [(k.LEFT_UNMET, k.LEFT)]


def test_a_bed_before_the_limit_keeps_them_for_the_handover_beyond_it(run: Run) -> None:
    out = run(tiny(OFFICER, [incident(10, 30, taken_to=0)], [department(limit=100, at_limit=LEAVE)], units=[(155, 0, 1)]))
    assert way(out) == [40, 60, 155, 170, 170]
    assert log(out, k.LEFT_WAITING) == []


def test_a_bed_at_the_very_limit_comes_too_late(run: Run) -> None:
    # The bed is free again at 160, when the limit is over: both are releases, and beds are given out afterwards.
    out = run(tiny(OFFICER, [incident(10, 30, taken_to=0)], [department(limit=100, at_limit=LEAVE)], units=[(0, 0, 1)],
                   own=[(0, 0, 160)]))  # fmt: skip
    assert out.incidents["place_ended"].tolist() == [k.LEFT]


def test_who_stays_waits_for_as_long_as_it_takes(run: Run) -> None:
    out = run(tiny(OFFICER, [incident(10, 30, taken_to=0)], [department(limit=100, at_limit=STAY)], units=[(700, 0, 1)]))
    assert way(out) == [40, 60, 700, 715, 715]
    assert account(out, 0, over=1) == {k.AT_PARTNER: 115}


@pytest.mark.parametrize(("scene", "leaves"), [(30, 80), (100, 120)])
def test_officers_leave_a_scene_at_the_limit_once_their_own_work_is_done(run: Run, scene: float, leaves: float) -> None:
    lines = [incident(20, scene, 5, partner=0)]
    out = run(tiny(OFFICER, lines, [partner(give_up=60, at_limit=LEAVE)], units=[(90, 0, 1)]))
    assert times(out, "closed") == [leaves + 5]
    assert log(out, k.LEFT_WAITING) == [(80, k.LEFT_WAITING, 0, 0)]
    assert log(out, k.PARTNER_CAME, k.HANDED_OVER, k.PARTNER_GIVEN_UP) == []
    assert out.incidents[["partner_stage", "partner_ended", "gave_up"]].tolist() == [(k.LEFT_UNMET, k.LEFT, 0)]


def test_who_left_takes_nobody_to_a_place(run: Run) -> None:
    out = run(tiny(OFFICER, [incident(20, 30, partner=0, taken_to=1)], [partner(give_up=60, at_limit=LEAVE), department()],
                   units=[(0, 1, 1)]))  # fmt: skip
    assert way(out) == [-1, -1, -1, -1, 80]


def test_officers_stay_at_a_scene_until_the_partner_comes(run: Run) -> None:
    lines = [partner(give_up=60, at_limit=STAY, handover=10)]
    out = run(tiny(OFFICER, [incident(20, 30, partner=0)], lines, units=[(300, 0, 1)]))
    assert (times(out, "answered"), times(out, "closed")) == ([300], [310])
    assert out.incidents[["partner_ended", "gave_up"]].tolist() == [(k.BY_PARTNER, 0)]


# Who goes, and the end of tours


def test_so_many_go_along_and_the_others_are_free(run: Run) -> None:
    # One officer stays with the person: officer 1, sent last, is free at 40.
    out = run(tiny([tour(0, 0, 600), tour(1, 0, 600)], [incident(10, 30, officers=2, taken_to=0)], [department()],
                   units=[(0, 0, 1)]))  # fmt: skip
    assert log_at(out, 40) == [(k.SCENE_ENDED, 0, 0), (k.CREW_LEFT, 0, 1), (k.PERSON_CONVEYED, 0, 1)]
    assert account(out, 1) == {k.ON_SCENE: 30, k.FREE: 570}


def test_officers_at_a_place_are_relieved_there(run: Run) -> None:
    # The tour is over at 100, at the place since 60: officer 1 of the next tour is sent, drives 10 and takes the place at 110.
    out = run(tiny([tour(0, 0, 100), tour(1, 100, 400)], [incident(0, 30, taken_to=0)], [department()], units=[(200, 0, 1)],
                   travel=10, rules={"hand_over": True}))  # fmt: skip
    assert way(out) == [40, 60, 200, 215, 215]
    assert log(out, k.RELIEVED) == [(110, k.RELIEVED, 0, 0)]
    assert account(out, 0, over=1) == {k.AT_PARTNER: 10}
    assert account(out, 1) == {k.TRAVELLING: 10, k.AT_PARTNER: 105, k.FREE: 185}


def test_whose_tour_ends_on_the_way_asks_to_be_relieved_there(run: Run) -> None:
    out = run(tiny([tour(0, 0, 50), tour(1, 50, 400)], [incident(0, 30, taken_to=0)], [department()], units=[(200, 0, 1)],
                   travel=10, rules={"hand_over": True}))  # fmt: skip
    assert log(out, k.RELIEF_ASKED, k.RELIEVED) == [(60, k.RELIEF_ASKED, 0, 0), (70, k.RELIEVED, 0, 0)]
    assert account(out, 0, over=1) == {k.CONVEYING: 10, k.AT_PARTNER: 10}


def test_relief_on_its_way_when_the_person_is_handed_over_turns_back(run: Run) -> None:
    out = run(tiny([tour(0, 0, 100), tour(1, 100, 400)], [incident(0, 30, taken_to=0)], [department()], units=[(90, 0, 1)],
                   travel=10, rules={"hand_over": True}))  # fmt: skip
    assert way(out)[3] == 105
    assert log(out, k.CREW_LEFT) == [(105, k.CREW_LEFT, 0, 1)]
    assert tour_minutes(out, "off")[0] == 105


@pytest.mark.parametrize("begun", [20, 45])
def test_nobody_with_a_person_in_care_is_called_away_or_hands_back(run: Run, begun: float) -> None:
    # The urgent call at 20 (at the scene) or 45 (on the way) finds nobody to take: officer 0 is free at 75, and takes it then.
    calls = [incident(10, 30, grade=1, taken_to=0), incident(begun, 5)]
    out = run(tiny([tour(0, 0, 70), tour(1, 75, 400)], calls, [department()],
                   units=[(0, 0, 1)], rules={"hand_back": True, "preempt_grades": 1, "preempt_on_scene": True}))  # fmt: skip
    assert log(out, k.SUSPENDED) == []
    assert went(out) == [(10, 0, 0), (75, 1, 1)]
    assert account(out, 0, over=1) == {k.AT_PARTNER: 5}


def test_both_units_of_one_person_come_free_at_one_instant(run: Run) -> None:
    # The crisis team takes 25 + 50 minutes from 10 on, the bed 15 + 15 from 55 on: both are free again at 85.
    out = run(tiny(OFFICER, [incident(10, 10, partner=0, taken_to=1)], [partner(handover=25, care=50), department(care=15)],
                   units=[(0, 0, 1), (0, 1, 1)]))  # fmt: skip
    assert log_at(out, 85) == [(k.UNIT_FREE, 0, 0), (k.UNIT_FREE, 1, 0)]


def test_a_run_that_ends_while_they_wait(run: Run) -> None:
    out = run(tiny(OFFICER, [incident(10, 30, taken_to=0)], [department()], horizon=75))
    assert way(out) == [40, 60, -1, -1, -1]
    assert account(out, 0) == {k.FREE: 10, k.ON_SCENE: 30, k.CONVEYING: 20, k.AT_PARTNER: 15}
    assert out.incidents["place_ended"].tolist() == [k.JOB_OPEN]
