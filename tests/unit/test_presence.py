"""At work unwell: how spells are taken and how long they last hidden, slowness, injuries, rates, how a study begins."""

from __future__ import annotations

import math

import numpy as np
import pytest

from kernels import presence as k
from kernels import spells
from kernels.draw import STREAM_SICKNESS, combine, stream_key, uniform
from kernels.kinds import LEAVE
from kernels.safety import SAFETY, with_odds
from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.presence import presence_parameters
from sim.inputs.spells import spell_parameters

KEY = np.uint64(stream_key(20260105, 0, STREAM_SICKNESS))
BASE = ("sickness=by_kind", "presence=county")
N = 1_500


def _par(*words: str, **changes: float) -> np.ndarray:
    par = presence_parameters(compose([*BASE, *words]))
    for name, value in changes.items():
        par[getattr(k, name)] = value
    return par


def _taken(par: np.ndarray, kind: int = spells.SHORT) -> np.ndarray:
    return np.array([k.how_taken(KEY, seat, 20_000, kind, par) for seat in range(N)])


def test_spells_are_taken_in_the_shares_of_their_kind() -> None:
    par = _par()
    for kind, through, leave in ((spells.SHORT, 0.58, 0.23), (spells.LONG, 0.0, 0.0), (spells.PSYCHOLOGICAL, 0.62, 0.32)):
        taken = _taken(par, kind)
        for how, share in ((k.WORKED_THROUGH, through), (k.SPENT_ON_LEAVE, leave)):
            assert abs(float((taken == how).mean()) - share) <= 3.29 * math.sqrt(share * (1 - share) / N)


def test_either_way_takes_the_same_spells_whatever_the_other_does() -> None:
    both, through = _taken(_par()), _taken(_par("presence.on_leave.on=false"))
    leave = _taken(_par("presence.worked_through.on=false"))
    assert ((both == k.WORKED_THROUGH) == (through == k.WORKED_THROUGH)).all()
    assert ((both == k.SPENT_ON_LEAVE) == (leave == k.SPENT_ON_LEAVE)).all()
    assert (through != k.SPENT_ON_LEAVE).all() and (leave != k.WORKED_THROUGH).all()
    assert (both == k.REPORTED).any()


def test_hidden_days_are_a_share_begun_and_leave_has_an_end() -> None:
    par = _par("presence.lasts={short: 0.5, psychological: 0.2}", "presence.on_leave.most_days=4")
    days = [int(k.hidden_days(k.WORKED_THROUGH, spells.SHORT, np.int64(each), par)) for each in (1, 2, 3, 20)]
    assert days == [1, 1, 2, 10]
    assert int(k.hidden_days(k.SPENT_ON_LEAVE, spells.SHORT, np.int64(20), par)) == 4
    assert int(k.hidden_days(k.SPENT_ON_LEAVE, spells.SHORT, np.int64(3), par)) == 2
    assert int(k.hidden_days(k.WORKED_THROUGH, spells.PSYCHOLOGICAL, np.int64(40), par)) == 8


def test_causes() -> None:
    assert [int(k.cause_of(kind)) for kind in range(3)] == [k.PHYSICAL, k.PHYSICAL, k.MENTAL]


def test_slowness_of_the_unwell_and_of_the_strained() -> None:
    par = _par("presence.strained={on: true, above: 1.0, slower: 1.1, most: 1.25}")
    people = ((False, 1.0), (False, -5.0), (True, 0.0), (False, 2.0), (False, 9.0), (True, 9.0))
    found = [int(k.slowness(*who, par)) for who in people]
    assert found == [0, 0, 150_000, 100_000, 250_000, 400_000]
    assert int(k.slowness(True, 9.0, _par())) == 150_000  # strain slows nobody unless it is told to


def test_work_is_slowed_by_the_mean() -> None:
    hour = np.int64(3_600_000)
    assert int(k.slowed_by(hour, 150_000, 1)) == 540_000
    assert int(k.slowed_by(hour, 150_000, 2)) == 270_000
    assert int(k.slowed_by(hour, 0, 3)) == int(k.slowed_by(hour, 0, 0)) == 0


@pytest.mark.parametrize("alone", [False, True])
def test_an_injury_is_the_assault_that_injures(alone: bool) -> None:
    par, chance = _par("safety=county", SINGLE_ODDS=20.0, INJURY_SHARE=0.4), 0.3
    key = np.uint64(combine(np.uint64(77), SAFETY))
    p = (with_odds(chance, 20.0) if alone else chance) * 0.4
    for seat in range(400):
        assert bool(k.is_injured(np.uint64(77), seat, 1, 1, chance, alone, 1.0, par)) == (uniform(key, seat, 9) < p)


def test_days_off_after_an_injury_have_their_mean() -> None:
    par = presence_parameters(compose(["sickness=by_kind", "safety=county", "safety.injuries_absent=true",
                                       "safety.injury_spell={kind: exponential, mean_days: 10}"]))  # fmt: skip
    days = np.array([k.injury_days(np.uint64(5), seat, 0, par) for seat in range(N)])
    mean = 1 / -math.expm1(-0.1)  # an exponential length in days begun
    assert days.min() == 1
    assert abs(days.mean() - mean) <= 3.29 * days.std() / math.sqrt(N)


def test_beside_absence_the_rates_of_reported_spells_stay() -> None:
    sickness, settings = compose(BASE).sickness, compose(BASE).presence
    beside, within = spell_parameters(sickness, settings), spell_parameters(sickness)
    assert beside[spells.RATES + spells.SHORT] * (1 - 0.81) == pytest.approx(within[spells.RATES + spells.SHORT])
    assert beside[spells.RATES + spells.LONG] == within[spells.RATES + spells.LONG]
    assert beside[spells.RATES + spells.PSYCHOLOGICAL] * (1 - 0.94) == pytest.approx(within[spells.RATES + spells.PSYCHOLOGICAL])
    assert (spell_parameters(sickness, compose([*BASE, "presence.beside_absence=false"]).presence) == within).all()


def _history(par: np.ndarray, n: int = 300, days: int = 120) -> tuple[np.ndarray, np.ndarray]:
    seats, season = np.arange(n, dtype=np.int64), np.ones(days)
    of_spells = spell_parameters(compose(["sickness=by_kind"]).sickness)
    of_spells[spells.RATES] = 0.05
    hidden = k.presence_history(seats, np.ones(n), 20_000, season, KEY, of_spells, par)
    return hidden, spells.spell_history(seats, np.ones(n), 20_000, season, KEY, of_spells)


def test_a_past_in_which_all_is_reported_is_that_of_spells() -> None:
    par = _par()
    par[k.THROUGH : k.LASTS] = 0.0
    with_presence, without = _history(par)
    assert (with_presence[:, :5] == without).all()
    assert (with_presence[:, 5:7] == 20_000 - 120).all()


def test_a_past_in_which_all_is_hidden_reports_nothing_and_spells_do_not_overlap() -> None:
    """Everybody's last spell ends when the same spell, reported, would have: no other falls while one lasts."""
    words = [f"presence.lasts.{name}=1" for name in spells.NAMES]
    par = _par(*words)
    par[k.THROUGH : k.THROUGH + 3], par[k.ON_LEAVE : k.ON_LEAVE + 3] = 1.0, 0.0
    hidden, reported = _history(par)
    assert (hidden[:, 0] == 20_000 - 120).all()
    assert (hidden[:, 5] == reported[:, 0]).all()


def test_a_study_begins_with_the_usual_share_unwell() -> None:
    inputs = draw_inputs(make_plan(compose([*BASE, "run=smoke"])), 0)
    rows, first = inputs.presence.start, int(inputs.nights[0, 1])
    for column in (k.UNWELL_TO, k.LEAVE_TO):
        assert 0.002 < float((rows[:, column] > first).mean()) < 0.2
    assert (rows[:, k.OWED :] == 0).all()
    assert (inputs.tours["absent"] == LEAVE).any()


def test_off_nothing_is_told() -> None:
    inputs = draw_inputs(make_plan(compose(["sickness=by_kind", "run=smoke"])), 0)
    assert not inputs.presence.on and not inputs.room.on
    assert inputs.presence.rows(9).shape == (0, k.N_PRESENCE)
