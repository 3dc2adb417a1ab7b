"""At work unwell, worked by hand in both engines. Bookkeeping is at 06:00 (minute 360 of a day); tours are 07:00 to 15:00."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from kernels import kinds as k
from kernels import presence as p
from kernels import spells as s
from kernels.draw import combine, uniform
from kernels.exposures import FREE_DAYS
from kernels.safety import SAFETY
from sim.inputs.inputs import Inputs
from sim.inputs.presence_plan import PresencePlan
from sim.outcome import Outcome, conservation_faults
from tests.support.tiny_inputs import FIRST_DAY, incident, partner, tiny, tour
from tests.twin.reading import Run, log, times
from tests.twin.test_hand_worked_exposures import kept
from tests.twin.test_hand_worked_spells import CERTAIN, DAY, daily, told

ALWAYS = (CERTAIN, 0.0, 0.0)


def unwell(
    inputs: Inputs, rates: tuple[float, float, float] = (0.0, 0.0, 0.0), days: float = 2,
    start: dict[int, dict[int, int]] | None = None, chance: float = 0.0, injury: float = 1, **par: float,
) -> Inputs:
    """Tell presence on top of spells, all of ``days``; ``start``: columns by seat; ``chance`` of an assault, ``injury`` days."""
    out = np.zeros(p.INJURY_DAYS + 4)
    out[p.LASTS : p.LASTS + s.N_KINDS], out[p.MOST_ON_LEAVE], out[p.INJURY_DAYS + 1] = 1.0, 7.0, injury
    for name, value in par.items():
        at = getattr(p, name)
        out[at : at + (s.N_KINDS if name in ("THROUGH", "ON_LEAVE", "LASTS") else 1)] = value
    rows = np.zeros((inputs.n_own, p.N_PRESENCE), dtype=np.int64)
    for seat, columns in (start or {}).items():
        for column, value in columns.items():
            rows[seat, column] = value
    plan = PresencePlan(out, rows, np.array([chance]))
    return replace(told(inputs, rates, (days, days, days, 1, 1)), presence=plan)


def presence(out: Outcome, *columns: int) -> list[int]:
    return out.presence[0, list(columns)].tolist()


def test_a_spell_is_worked_through_and_the_books_know_nothing_of_it(run: Run) -> None:
    """Two days from day 0, two from day 2: three tours worked unwell, three mornings fit in the books of sickness."""
    out = run(unwell(tiny(daily(3), horizon=3 * DAY), ALWAYS, THROUGH=1.0))
    assert log(out, k.WORKS_UNWELL, k.FELL_SICK) == [(360, k.WORKS_UNWELL, 0, 2), (2 * DAY + 360, k.WORKS_UNWELL, 0, 2)]
    assert out.tours["reason"].tolist() == [0, 0, 0]
    assert out.tours["unwell"].tolist() == [1, 1, 1]
    assert presence(out, p.THROUGH_SPELLS, p.LEAVE_SPELLS, p.UNWELL_DAYS, p.LEAVE_DAYS) == [2, 0, 3, 0]
    assert out.health[0, [s.SPELLS, s.DAYS, s.FIT_DAYS]].tolist() == [0, 0, 3]
    assert out.seats["sick_days"][0] == 0


@pytest.mark.parametrize(("kind", "cause"), [(s.SHORT, p.PHYSICAL), (s.LONG, p.PHYSICAL), (s.PSYCHOLOGICAL, p.MENTAL)])
def test_spells_are_counted_by_cause_and_last_their_share(run: Run, kind: int, cause: int) -> None:
    rates = tuple(CERTAIN if each == kind else 0.0 for each in range(3))
    out = run(unwell(tiny(daily(1), horizon=DAY), rates, 5, THROUGH=1.0, LASTS=0.5))  # type: ignore[arg-type]
    assert log(out, k.WORKS_UNWELL) == [(360, k.WORKS_UNWELL, 0, 3)]  # half of five, begun days
    assert presence(out, p.THROUGH_SPELLS + cause, p.THROUGH_SPELLS + 1 - cause) == [1, 0]


def test_leave_is_spent_and_as_much_planned_later_is_worked(run: Run) -> None:
    """Three days from the eve: days 0 and 2 miss a tour, day 1 was leave anyway. Of three later days of leave two are worked."""
    absent = [0, k.LEAVE, 0, k.LEAVE, 0, k.LEAVE, k.LEAVE]
    lines = [line._replace(absent=why) for line, why in zip(daily(7), absent, strict=True)]
    out = run(unwell(tiny(lines, horizon=7 * DAY), start={0: {p.LEAVE_TO: FIRST_DAY + 3}}))
    away = k.LEAVE_WHEN_UNWELL
    assert out.tours["reason"].tolist() == [away, k.LEAVE, away, 0, 0, 0, k.LEAVE]
    assert log(out, k.LEAVE_WORKED) == [(day * DAY + 420, k.LEAVE_WORKED, 0, day) for day in (3, 5)]
    assert presence(out, p.OWED, p.LEAVE_DAYS) == [0, 3]
    assert out.seats["sick_days"][0] == 0


def test_a_spell_spent_on_leave_lasts_its_most_and_another_may_fall(run: Run) -> None:
    out = run(unwell(tiny(daily(4), horizon=4 * DAY), ALWAYS, 9, ON_LEAVE=1.0, MOST_ON_LEAVE=2.0))
    assert log(out, k.LEAVE_FOR_SPELL) == [(360, k.LEAVE_FOR_SPELL, 0, 2), (2 * DAY + 360, k.LEAVE_FOR_SPELL, 0, 2)]
    assert presence(out, p.LEAVE_SPELLS, p.LEAVE_DAYS, p.OWED) == [2, 4, 4]


def test_leave_used_up_is_not_worked_by_who_is_sick(run: Run) -> None:
    lines = [line._replace(absent=k.LEAVE) for line in daily(2)]
    out = run(unwell(tiny(lines, horizon=2 * DAY, back_day=[1]), start={0: {p.OWED: 0}}, THROUGH=0.0))
    assert out.tours["reason"].tolist() == [k.LEAVE, k.LEAVE]
    # Away on leave and unwell on day 0 (one tour used up), sick on day 1 and 2, well on day 3, when leave is worked.
    lines = [line._replace(absent=why) for line, why in zip(daily(3), (0, k.LEAVE, k.LEAVE), strict=True)]
    case = unwell(tiny(lines, [incident(500, 30)], horizon=3 * DAY), start={0: {p.LEAVE_TO: FIRST_DAY + 1}})
    assert run(case).tours["reason"].tolist() == [k.LEAVE_WHEN_UNWELL, 0, k.LEAVE]


def test_who_spends_leave_on_it_is_sick_all_the_same_where_both_hold(run: Run) -> None:
    out = run(unwell(tiny(daily(2), horizon=2 * DAY, back_day=[1]), start={0: {p.LEAVE_TO: FIRST_DAY + 2}}))
    assert out.tours["reason"].tolist() == [k.SICK, k.LEAVE_WHEN_UNWELL]
    assert presence(out, p.LEAVE_DAYS, p.OWED) == [1, 1]


def test_a_scene_takes_longer_by_the_mean_slowness_of_those_there(run: Run) -> None:
    """Half as long again for one of a pair: a quarter of 40 minutes. Alone, half; once well, nothing."""
    start = {0: {p.UNWELL_TO: FIRST_DAY + 1}}
    pair = [tour(0, 420, 900, crew_size=2), tour(1, 420, 900, crew_size=2)]
    out = run(unwell(tiny(pair, [incident(500, 40, officers=2)], horizon=DAY), start=start, SLOWER=0.5))
    assert times(out, "ended") == [550]
    assert out.incidents["slower_ms"].tolist() == [10 * 60_000]
    case = tiny(daily(2), [incident(500, 40), incident(DAY + 500, 40)], horizon=2 * DAY)
    assert times(run(unwell(case, start=start, SLOWER=0.5)), "ended") == [560, DAY + 540]


def test_a_tour_begun_well_is_worked_on_slower_from_the_morning_on(run: Run) -> None:
    """A tour from 05:00: the scene begun before 06:00 keeps its length, the next is slower; the tour was not begun unwell."""
    case = tiny([tour(0, 300, 900)], [incident(310, 60), incident(400, 60)], horizon=DAY)
    out = run(unwell(case, ALWAYS, THROUGH=1.0, SLOWER=1.0))
    assert times(out, "ended") == [370, 520]
    assert out.tours["unwell"].tolist() == [0]


def test_strain_slows_up_to_its_most(run: Run) -> None:
    """Strain 0 lies two above the limit: 10 % each, 15 % at most."""
    out = run(unwell(tiny(daily(1), [incident(500, 40)], horizon=DAY), STRAIN_FROM=-2.0, STRAIN_EACH=0.1, STRAIN_MOST=0.15))
    assert times(out, "ended") == [546]


def test_the_injured_finish_their_tour_and_miss_the_next_three(run: Run) -> None:
    inputs = tiny(daily(5), [incident(500, 30), incident(600, 30, grade=1)], horizon=5 * DAY)
    inputs.incidents["kind"][1] = 0
    case = unwell(inputs, chance=1.0, injury=3, INJURIES=1.0, SINGLE_ODDS=1.0, INJURY_SHARE=1.0)
    out = run(case)
    assert log(out, k.INJURED, k.FELL_SICK, k.BACK_WELL) == [
        (500, k.INJURED, 0, 0), (500, k.FELL_SICK, 0, 3), (600, k.INJURED, 0, 1),
        (4 * DAY + 360, k.BACK_WELL, 0, FIRST_DAY + 4)]  # fmt: skip
    assert times(out, "ended") == [530, 630]
    assert out.tours["reason"].tolist() == [0, k.SICK, k.SICK, k.SICK, 0]
    assert out.deployments["injured"].tolist() == [1, 1]
    assert presence(out, p.INJURED_TIMES, p.INJURED_DAYS) == [2, 3]
    assert out.seats["sick_days"][0] == 3
    assert out.health[0, [s.KIND, s.LENGTH, s.FIT_DAYS, s.LONG_TERM_DAYS]].tolist() == [p.INJURY, 3, 2, 1]


def test_the_draw_of_an_injury_is_that_of_the_assault(run: Run) -> None:
    """Two officers in one crew, then in two: places 0 and 1 of the first's seat, place 0 of each seat; neither is alone."""
    for size in (2, 1):
        lines = [tour(0, 420, 900, crew_size=size), tour(1, 420, 900, crew_size=size)]
        inputs = tiny(lines, [incident(500 + 10 * i, 5, officers=2) for i in range(12)], horizon=DAY)
        out = run(unwell(inputs, chance=0.3, INJURIES=1.0, SINGLE_ODDS=1e12, INJURY_SHARE=0.5))
        keys = [np.uint64(combine(np.uint64(key), SAFETY)) for key in inputs.incidents["key"]]
        drawn = [uniform(key, *who) for key in keys for who in ((0, 0), (0, 1) if size == 2 else (1, 0))]
        hurt = sum(u < 0.3 * 0.5 for u in drawn)
        assert out.deployments["injured"].sum() == hurt > 0


def test_who_is_alone_is_injured_sooner(run: Run) -> None:
    lines = [tour(0, 420, 900)]
    inputs = tiny(lines, [incident(500 + 10 * i, 5) for i in range(6)], horizon=DAY)
    out = run(unwell(inputs, chance=0.01, INJURIES=1.0, SINGLE_ODDS=1e12, INJURY_SHARE=1.0))
    assert out.deployments["injured"].sum() == 6


def _joined(first_scene: float) -> Inputs:
    """Ten minutes' drive. Seat 0 works from 490 on; seat 1, there at 510, begins at 512; seat 0, sent at 505, is there at 515."""
    lines = [tour(0, 420, 900), tour(1, 420, 900)]
    return tiny(lines, [incident(480, first_scene), incident(500, 40, officers=2)], horizon=DAY, travel=10,
                rules={"staged": True, "begin_anyway_ms": 2 * 60_000})  # fmt: skip


def test_a_second_crew_that_joins_is_not_alone(run: Run) -> None:
    out = run(unwell(_joined(15), chance=0.01, INJURIES=1.0, SINGLE_ODDS=1e12, INJURY_SHARE=1.0))
    assert (out.deployments["arrived"] // 60_000).tolist() == [490, 510, 515]
    assert out.deployments["injured"].tolist() == [1, 1, 0]


def test_who_is_still_driving_slows_nobody(run: Run) -> None:
    """Seat 0 is unwell: ten minutes become fifteen, and the scene that begins while it drives keeps its forty."""
    out = run(unwell(_joined(10), start={0: {p.UNWELL_TO: FIRST_DAY + 1}}, SLOWER=0.5))
    assert times(out, "ended") == [505, 552]
    assert (out.deployments["arrived"] // 60_000).tolist() == [490, 510, 515]


def test_officers_take_a_person_there_once_their_slower_work_is_done(run: Run) -> None:
    """40 minutes become 60; given up on the partner after 50 they drive for 20 from then: 580, not 570."""
    inputs = tiny([tour(0, 420, 900)], [incident(500, 40, partner=0)], [partner(give_up=50, convey=20)], horizon=DAY)
    out = run(unwell(inputs, start={0: {p.UNWELL_TO: FIRST_DAY + 1}}, SLOWER=0.5))
    assert times(out, "ended") == [560]
    assert times(out, "closed") == [580]


def test_who_relieves_others_runs_no_risk(run: Run) -> None:
    """The tour of seat 0 ends at 600, its work at 700: seat 1 takes over. All who run a risk are injured."""
    lines = [tour(0, 420, 600), tour(1, 560, 1_000)]
    inputs = tiny(lines, [incident(500, 200)], horizon=DAY, rules={"hand_over": True})
    out = run(unwell(inputs, chance=1.0, INJURIES=1.0, SINGLE_ODDS=1.0, INJURY_SHARE=1.0))
    assert out.deployments["injured"].tolist() == [1, 0]


def test_what_happened_in_the_warm_up_is_forgotten_and_what_stands_goes_on(run: Run) -> None:
    lines = [line._replace(absent=why) for line, why in zip(daily(4), (0, 0, 0, k.LEAVE), strict=True)]
    inputs = tiny(lines, horizon=4 * DAY, measure_from=2 * DAY)
    out = run(unwell(inputs, start={0: {p.LEAVE_TO: FIRST_DAY + 2}}))
    assert out.tours["reason"].tolist() == [k.LEAVE_WHEN_UNWELL, k.LEAVE_WHEN_UNWELL, 0, 0]
    assert presence(out, p.LEAVE_DAYS, p.OWED) == [0, 1]


def test_books_that_do_not_balance_are_found(run: Run) -> None:
    inputs = unwell(tiny(daily(2), horizon=2 * DAY), start={0: {p.LEAVE_TO: FIRST_DAY + 1}})
    out = run(inputs)
    for column, more, words in (
        (p.OWED, 1, "leave owed"), (p.UNWELL_DAYS, 3, "more days"), (p.INJURED_TIMES, 1, "went off injured"),
    ):  # fmt: skip
        rows = out.presence.copy()
        rows[0, column] += more
        assert any(words in fault for fault in conservation_faults(inputs, replace(out, presence=rows)))


@pytest.mark.parametrize("column", [p.UNWELL_TO, p.LEAVE_TO])
@pytest.mark.parametrize(("to", "free"), [(0, 1), (1, 0)])
def test_a_rest_day_spent_unwell_is_no_free_day(run: Run, column: int, to: int, free: int) -> None:
    """The kept day is day 0; the hidden spell is over with the day before it, or with it."""
    inputs = kept(unwell(tiny([], seats=1, horizon=2 * DAY), start={0: {column: FIRST_DAY + to}}))
    assert run(inputs).exposures[0, 0, FREE_DAYS] == free
