"""What interventions ease of strain, with exposures held fixed: more of a lever never means more strain."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernels import exposures as e
from kernels import levers as lv
from kernels import strain as k
from kernels.clock import HOUR_MS
from tests.unit.test_strain_structure import SHIPPED, drawn_history, drawn_parameters

NAMES = [name for name, *_ in k.STRESSORS]
EXPOSURES = {name: exposure for name, exposure, _ in k.STRESSORS}
FIXED = settings(derandomize=True, max_examples=80, deadline=None, database=None)
effects = st.tuples(*[st.floats(-1.0, 1.0)] * 3)


def lived(history: np.ndarray, par: np.ndarray, taken: tuple[float, ...], lag: float = 0.0) -> list[tuple[float, float, float]]:
    """Return strain and its two levels after every day, with support, trauma care and debriefs taking so much away."""
    rows = np.zeros((lv.N_ROWS, lv.N_COLUMNS))
    rows[[lv.SUPERVISOR_SUPPORT, lv.TRIM, lv.DEBRIEFS], lv.EFFECT] = taken
    rows[:, lv.LAG_DAYS] = lag
    state, out = (0.0, 0.0, 0.0), []
    for day, exposed in enumerate(history):
        state = k.strain_day(*state, exposed, par, lv.strain_left((1 << lv.N_ROWS) - 1, day, rows))
        out.append(state)
    return out


@FIXED
@given(st.integers(0, 10_000), effects, st.integers(0, 2), st.floats(0.0, 2.0), st.sampled_from([0.0, 5.0]))
def test_more_of_a_lever_never_means_more_strain(
    seed: int, taken: tuple[float, ...], which: int, more: float, lag: float
) -> None:
    """That day or later, in either structure, on days heavier and lighter than usual, from harm to all taken away."""
    dice = np.random.default_rng(seed)
    history, par = drawn_history(dice), drawn_parameters(dice)
    further = tuple(min(1.0, x + more) if i == which else x for i, x in enumerate(taken))
    for was, now in zip(lived(history, par, taken, lag), lived(history, par, further, lag), strict=True):
        assert all(b <= a + 1e-12 * max(1.0, abs(a)) for a, b in zip(was, now, strict=True))


@FIXED
@given(st.integers(0, 10_000))
def test_nothing_taken_is_nothing_changed_to_the_last_bit(seed: int) -> None:
    dice = np.random.default_rng(seed)
    history, par = drawn_history(dice), drawn_parameters(dice)
    state, plain = (0.0, 0.0, 0.0), []
    for day in history:
        state = k.strain_day(*state, day, par)
        plain.append(state)
    assert lived(history, par, (0.0, 0.0, 0.0)) == plain


@pytest.mark.parametrize(("stressor", "which"), [("unsupported", 0), ("trauma", 1), ("undefused", 2)])
def test_a_lever_eases_its_stressor_and_no_other(stressor: str, which: int) -> None:
    """All taken away it is as if the exposure had not been; the other levers leave it alone, and this one leaves all others."""
    history = drawn_history(np.random.default_rng(3))
    history[:, EXPOSURES[stressor]] = [i % 3 * HOUR_MS if stressor == "unsupported" else i % 3 for i in range(len(history))]
    spared = history.copy()
    spared[:, EXPOSURES[stressor]] = 0
    par = SHIPPED.copy()
    assert par[k.FIRST_WEIGHT + NAMES.index(stressor)] > 0
    mine = tuple(float(i == which) for i in range(3))
    none = (0.0, 0.0, 0.0)
    assert lived(history, par, mine) == lived(spared, par, none) != lived(history, par, none)
    others = tuple(1.0 - x for x in mine)
    eased = [NAMES.index(name) for name in k.EASED[1:] if name != stressor]
    par[[k.FIRST_WEIGHT + each for each in eased]] = 0.0
    assert lived(history, par, others) == lived(history, par, none)


def test_what_is_usual_is_not_eased() -> None:
    """Half of 360 minutes without support count, of 300 that are usual in ten hours: 120 below, of 480 a tour."""
    par = np.zeros(k.N_STRAIN)
    par[k.STRAIN_DAYS] = 14.0
    par[k.FIRST_WEIGHT + NAMES.index("unsupported")], par[k.FIRST_REFERENCE + NAMES.index("unsupported")] = 0.8, 0.5
    day = np.zeros(e.N_EXPOSURES, dtype=np.int64)
    day[e.DUTY], day[e.UNLED] = 10 * HOUR_MS, 6 * HOUR_MS
    assert k.strain_step(1.0, day, par) == pytest.approx(math.exp(-1 / 14) + 0.8 * 60 / 480)
    assert k.strain_step(1.0, day, par, (1.0, 0.5, 1.0, 1.0)) == pytest.approx(math.exp(-1 / 14) - 0.8 * 120 / 480)
