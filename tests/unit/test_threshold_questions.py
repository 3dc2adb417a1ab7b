"""Questions about the threshold: who is turned away and since when, what is perceived, what comes of it; and calls made again."""

from __future__ import annotations

import numpy as np
import pytest

from kernels import threshold as t
from kernels.durations import DETERMINISTIC
from kernels.records import INCIDENT
from tests.support.plain_python import fields

MANY = 4_000
HOURS = 3_600_000
NINETY_NINE_NINE = 3.29


def incidents(n: int = MANY, kinds: int = 2) -> np.ndarray:
    out = np.zeros(n, dtype=INCIDENT)
    out["key"], out["kind"], out["grade"] = np.arange(n, dtype=np.uint64) * 1_000_003 + 17, np.arange(n) % kinds, 1
    out["patience_ms"] = 5 * HOURS
    return out


CATEGORIES = np.array([[0.5, 0.5, 1.0], [0.0, 0.25, 1.0]])  # half of type 0 in the first, a quarter of type 1 in the second


def table(**columns: float) -> np.ndarray:
    out = np.zeros((2, t.N_COLUMNS))
    out[:, t.KEPT], out[:, t.FROM_AGENCIES] = 1.0, 0.75
    for name, value in columns.items():
        out[:, getattr(t, name)] = value
    return out


def shares(**given: float) -> np.ndarray:
    out = np.zeros(t.N_SHARES)
    out[t.SENSITIVITY] = out[t.SPECIFICITY] = out[t.HEARD] = 1.0
    for name, value in given.items():
        out[getattr(t, name)] = value
    return out


def put(rows: np.ndarray, of: np.ndarray, given: np.ndarray) -> np.ndarray:
    t.put_to_the_test(fields(rows), CATEGORIES, of, given)
    return rows


def within(share: float, expected: float, n: int) -> bool:
    return abs(share - expected) < NINETY_NINE_NINE * (expected * (1 - expected) / n) ** 0.5


@pytest.mark.parametrize(("tested_as", "since", "now", "away"), [
    (0, 0, 10, False), (1, -1, 10, False), (1, 0, 0, True), (1, 10, 9, False), (1, 10, 10, True), (2, 10, 11, True)])
def test_turned_away_from_a_moment_on(tested_as: int, since: int, now: int, away: bool) -> None:
    assert t.is_turned_away(tested_as, since, now) == away


def test_what_is_kept_to_builds_up_evenly() -> None:
    assert [t.turned_from(u, 1_000.0, 100.0, 0.8) for u in (0.2, 0.4, 0.79, 0.8, 0.9)] == [1_025, 1_050, 1_099, -1, -1]
    assert t.turned_from(0.4, 1_000.0, 0.0, 0.5) == 1_000
    assert t.turned_from(0.1, -500.0, 100.0, 1.0) == 0, "a policy of before the study holds from its beginning"
    assert t.turned_from(0.0001, 0.0, 0.0, 0.0) == -1, "no phase"


def test_a_fuller_an_earlier_or_a_quicker_policy_only_adds_refusals() -> None:
    usual = (1_000.0, 400.0, 0.6)
    for u in np.linspace(0.01, 0.99, 50):
        since = t.turned_from(u, *usual)
        for more in ((1_000.0, 400.0, 0.9), (500.0, 400.0, 0.6), (1_000.0, 100.0, 0.6)):
            sooner = t.turned_from(u, *more)
            assert since < 0 or 0 <= sooner <= since


def test_what_is_perceived() -> None:
    assert [t.is_perceived(u, True, 0.9, 0.8) for u in (0.89, 0.9)] == [True, False]
    assert [t.is_perceived(u, False, 0.9, 0.75) for u in (0.24, 0.25)] == [True, False]


def test_what_comes_of_a_call_by_whether_the_risk_is_real() -> None:
    given = shares(BACK=0.2, BACK_AT_RISK=0.5, HARM=0.1, HEARD=0.6)
    assert [t.what_comes(u, 0.5, False, given) for u in (0.05, 0.19, 0.2, 0.9)] == [
        t.COMES_BACK, t.COMES_BACK, t.RESOLVED, t.RESOLVED]  # fmt: skip
    assert [t.what_comes(u, 0.5, True, given) for u in (0.05, 0.1, 0.59, 0.6)] == [
        t.HARM_HEARD_OF, t.COMES_BACK, t.COMES_BACK, t.RESOLVED]  # fmt: skip
    assert t.what_comes(0.05, 0.6, True, given) == t.HARM_UNHEARD_OF


def test_categories_and_facts_have_their_shares() -> None:
    rows = put(incidents(), table(REAL_RISK=0.3, DUTY_OF_CARE=0.1), shares(SENSITIVITY=0.9, SPECIFICITY=0.8))
    first, second = rows[rows["kind"] == 0], rows[rows["kind"] == 1]
    assert set(first["tested"].tolist()) == {0, 1}
    assert set(second["tested"].tolist()) == {0, 2}
    assert within((first["tested"] == 1).mean(), 0.5, first.size)
    assert within((second["tested"] == 2).mean(), 0.25, second.size)
    mine = rows[rows["tested"] > 0]
    known, risk = mine["known"], (mine["known"] & t.RISK) != 0
    assert within(((known & t.AGENCY) != 0).mean(), 0.75, mine.size)
    assert within(risk.mean(), 0.3, mine.size)
    assert within(((known & t.DUTY) != 0).mean(), 0.1, mine.size)
    assert within(((known & t.SEEN) != 0)[risk].mean(), 0.9, int(risk.sum()))
    assert within(((known & t.SEEN) != 0)[~risk].mean(), 0.2, int((~risk).sum()))
    away = mine["turned_from_ms"] >= 0
    assert np.array_equal(away, (known & (t.SEEN | t.DUTY)) == 0), "the test: a risk perceived, or a duty owed"
    assert not rows[rows["tested"] == 0]["known"].any()


def test_with_full_sensitivity_nobody_at_risk_is_refused() -> None:
    rows = put(incidents(), table(REAL_RISK=0.5), shares(SPECIFICITY=0.3))
    away = rows["turned_from_ms"] >= 0
    assert away.any()
    assert not (rows["known"][away & (rows["tested"] > 0)] & t.RISK).any()


def test_a_higher_threshold_never_attends_more() -> None:
    """Fewer real risks perceived and fewer calls taken for one: whoever was refused is refused still."""
    lenient = put(incidents(), table(REAL_RISK=0.4, DUTY_OF_CARE=0.1), shares(SENSITIVITY=0.95, SPECIFICITY=0.5))
    strict = put(incidents(), table(REAL_RISK=0.4, DUTY_OF_CARE=0.1), shares(SENSITIVITY=0.7, SPECIFICITY=0.9))
    refused = [(rows["tested"] > 0) & (rows["turned_from_ms"] >= 0) for rows in (lenient, strict)]
    assert (refused[1] >= refused[0]).all()
    assert refused[1].sum() > refused[0].sum() > 0


def _again(harm: bool, **given: float) -> tuple[np.ndarray, np.ndarray]:
    rows = put(incidents(400), table(DUTY_OF_CARE=0.3), shares(**given))
    out = rows[rows["tested"] > 0].copy()
    lengths = np.array([[DETERMINISTIC, minutes, 0.0, 0.0] for minutes in (90.0, 30.0, 7.0)])
    after = np.zeros(out.size, dtype=np.int64)
    same = (np.array([1, 1]), np.array([2, 2]), True, 60_000, lengths)
    if harm:
        t.come_to_harm(fields(out), 0, *same, after)
    else:
        t.come_back(fields(out), 0, *same, table(DUTY_OF_CARE=0.3), shares(**given), after)
    assert (after == 90 * 60_000).all()
    assert (out["scene_ms"] == 30 * 60_000).all()
    assert (out["clearing_ms"] == 8 * 60_000).all()
    parents = rows[rows["tested"] > 0]
    assert not np.isin(out["key"], parents["key"]).any()
    assert np.unique(out["key"]).size == out.size
    return parents, out


def test_what_comes_back_is_the_same_matter_judged_anew() -> None:
    parents, out = _again(False, SPECIFICITY=0.5)
    kept = t.AGENCY | t.RISK | t.DUTY
    assert np.array_equal(out["known"] & kept, parents["known"] & kept)
    assert (out["known"] & t.TOLD_BEFORE).all()
    assert np.array_equal(out["tested"], parents["tested"])
    assert ((out["known"] & t.SEEN) > (parents["known"] & t.SEEN)).any(), "perceived anew"
    assert ((out["known"] & t.SEEN) < (parents["known"] & t.SEEN)).any()
    assert (out["grade"] == 1).all()
    before = out.copy()
    t.put_to_the_test(fields(out), CATEGORIES, table(), shares())
    assert np.array_equal(out, before), "what was said of it stands"


def test_a_share_of_what_comes_back_is_graver_and_at_risk() -> None:
    _, out = _again(False, GRAVER_SHARE=1.0)
    assert (out["grade"] == 0).all()
    assert (out["known"] & t.RISK).all()
    assert (out["known"] & t.SEEN).all(), "with full sensitivity it is seen"
    assert (out["turned_from_ms"] == -1).all()
    some = _again(False, GRAVER_SHARE=0.5)[1]["grade"]
    assert 0 < (some == 0).sum() < some.size


def test_harm_is_an_incident_of_the_highest_grade_that_nobody_tests() -> None:
    _, out = _again(True)
    assert not out["grade"].any()
    assert not out["tested"].any()
    assert (out["patience_ms"] == -1).all()
    t.put_to_the_test(fields(out), CATEGORIES, table(), shares())
    assert not out["tested"].any()
