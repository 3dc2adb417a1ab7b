"""Questions about crimes: which incidents leave one, who is screened out, who has it."""

from __future__ import annotations

import numpy as np
import pytest

from kernels.casework import (
    NOT_SCREENED,
    OUT,
    PILE,
    RESPONSE,
    SCREENED,
    SCREENED_WHEN_LONG,
    is_screened_out,
    leave_crimes,
    who_has_it,
)
from kernels.casework_records import CRIME
from kernels.clock import DAY_MS, MINUTE_MS
from kernels.durations import DETERMINISTIC
from kernels.records import INCIDENT
from tests.support.plain_python import fields

N = 20_000


@pytest.mark.parametrize(
    ("screen", "waiting", "long", "out"),
    [(NOT_SCREENED, 9, 1, False), (SCREENED, 0, 0, True), (SCREENED_WHEN_LONG, 2, 3, False), (SCREENED_WHEN_LONG, 3, 3, True),
     (SCREENED_WHEN_LONG, 0, 0, False)],
)  # fmt: skip
def test_who_is_screened_out(screen: int, waiting: int, long: int, out: bool) -> None:
    assert bool(is_screened_out(screen, waiting, long)) is out


@pytest.mark.parametrize(
    ("to", "cases", "limit", "above", "goes"),
    [(RESPONSE, 0, 0, PILE, RESPONSE), (RESPONSE, 99, 0, PILE, RESPONSE), (RESPONSE, 1, 2, PILE, RESPONSE),
     (RESPONSE, 2, 2, PILE, PILE), (RESPONSE, 2, 2, OUT, OUT), (RESPONSE, 3, 2, 1, 1), (RESPONSE, -1, 2, OUT, PILE),
     (1, -1, 2, OUT, 1), (0, 9, 2, OUT, 0)],
)  # fmt: skip
def test_who_has_it(to: int, cases: int, limit: int, above: int, goes: int) -> None:
    assert who_has_it(to, cases, limit, above) == goes


def left(**others: object) -> np.ndarray:
    """Return the crimes of N incidents of two types; of the first half of them 0.4 leave one, of the others none does."""
    incidents = fields(np.zeros(N, dtype=INCIDENT))
    incidents["key"] = np.arange(N) + 1
    incidents["kind"] = np.arange(N) // (N // 2)
    words = {
        "chance": np.array([0.4, 0.0]), "screened": np.array([0.2, 1.0]), "screened_when_long": np.array([0.5, 1.0]),
        "shares": np.array([[3.0, 4.0], [1.0, 1.0]]), "work_row": np.array([0, 0]), "work_factor": np.array([1.0, 2.5]),
        "deadline_ms": np.array([5 * DAY_MS, 0]), "durations": np.array([[DETERMINISTIC, 60.0, 0.0, 0.0]]), **others,
    }  # fmt: skip
    out = fields(np.zeros(N, dtype=CRIME))
    leave_crimes(incidents, *words.values(), out)
    return out


def test_crimes_are_left_by_the_shares_configured() -> None:
    # Standard errors are below 0.005; shares of what is independent are products.
    crimes = left()
    some = crimes["work_ms"] >= 0
    assert some[: N // 2].mean() == pytest.approx(0.4, abs=0.02)
    assert not some[N // 2 :].any()
    of_it = crimes[some]
    assert (of_it["screen"] == SCREENED).mean() == pytest.approx(0.2, abs=0.025)
    assert (of_it["screen"] == SCREENED_WHEN_LONG).mean() == pytest.approx(0.3, abs=0.03)
    assert (of_it["to"] == RESPONSE).mean() == pytest.approx(0.75, abs=0.03)
    both = (of_it["to"] == RESPONSE) & (of_it["screen"] == NOT_SCREENED)
    assert both.mean() == pytest.approx(0.75 * 0.5, abs=0.03)
    assert set(of_it["deadline_ms"].tolist()) == {5 * DAY_MS}


def test_what_goes_to_a_team_takes_longer() -> None:
    crimes = left()
    crimes = crimes[crimes["work_ms"] >= 0]
    assert set(crimes["work_ms"][crimes["to"] == RESPONSE].tolist()) == {60 * MINUTE_MS}
    assert set(crimes["work_ms"][crimes["to"] == 0].tolist()) == {150 * MINUTE_MS}


def test_a_higher_chance_adds_crimes_and_leaves_the_others() -> None:
    fewer, more = left(), left(chance=np.array([0.6, 0.0]))
    shared = fewer["work_ms"] >= 0
    assert np.array_equal(fewer[shared], more[shared])
    assert (more["work_ms"] >= 0).sum() > shared.sum()
