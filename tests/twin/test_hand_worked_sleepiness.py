"""What tours leave in an officer under the unified model of fatigue, worked by hand in both engines."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from kernels.clock import HOUR_MS
from kernels.fatigue import RESTED_RISE_H
from kernels.unified import RESTED_DEBT, RESTED_PRESSURE
from sim.inputs.inputs import Inputs
from sim.inputs.welfare import fatigue_parameters
from sim.scenario.fatigue import Fatigue
from tests.support.tiny_inputs import TourLine, incident, tiny, tour
from tests.twin.reading import Run

PAR = fatigue_parameters(Fatigue(on=True, reckoned_by="unified"))
RESTED = float(PAR[RESTED_PRESSURE]), float(PAR[RESTED_DEBT])
UP_ON_THE_EVE = float(PAR[RESTED_RISE_H]) - 24.0


def by_debt(tours: list[TourLine], *calls: object) -> Inputs:
    inputs = tiny(tours, calls, fatigue=True, horizon=4 * 1440)  # type: ignore[arg-type]
    return replace(inputs, fatigue=np.tile(PAR, (inputs.n_seats, 1)))


def awake(s: float, debt: float, hours: float) -> tuple[float, float]:
    kept = math.exp(-hours / 97.44)
    return 24.12 - (24.12 - s) * math.exp(-hours / 40), debt * kept + 24.12 * (1 - kept)


def asleep(s: float, debt: float, hours: float) -> tuple[float, float]:
    slow, fast = math.exp(-hours / 97.44), math.exp(-hours)
    return (s * fast - 48.24 * (1 - fast) + (debt + 48.24) * 97.44 / 96.44 * (slow - fast), debt * slow - 48.24 * (1 - slow))


def score(s: float, clock_hour: float) -> float:
    w = 2 * math.pi * (clock_hour + 2.02) / 24
    size = (0.97, 0.22, 0.07, 0.03, 0.0001)
    return min(9.0, max(1.0, 3.06 + 0.342 * (s + 4.13 * sum(a * math.sin((i + 1) * w) for i, a in enumerate(size)))))


def read(s: float, up_since: float, on: float, off: float) -> list[float]:
    """The KSS in the middle of every whole half-hour of a tour, hours since the study began."""
    return [score(awake(s, 0.0, on + 0.25 + k / 2 - up_since)[0], on + 0.25 + k / 2) for k in range(round(2 * (off - on)))]


def test_two_early_tours(run: Run) -> None:
    """07:00 to 17:00 twice: up at 05:15, so in bed at 22:15 (45 minutes early), seven hours of sleep."""
    out = run(by_debt([tour(0, 420, 1020), tour(0, 1860, 2460)]))
    first = asleep(*awake(*RESTED, -1.75 - UP_ON_THE_EVE), 7.0)
    second = asleep(*awake(*first, 17.0), 7.0)
    assert out.tours["slept_ms"].tolist() == [7 * HOUR_MS] * 2
    assert out.tours["debt"].tolist() == pytest.approx([first[1], second[1]], abs=1e-9)
    assert RESTED[1] < first[1] < second[1]
    for row, (s, up_since, on) in enumerate(((first[0], 5.25, 7.0), (second[0], 29.25, 31.0))):
        values = read(s, up_since, on, on + 10)
        assert out.tours["kss_minutes"][row] == pytest.approx(30 * sum(values), rel=1e-12)
        assert out.tours["kss_worst"][row] == pytest.approx(max(values), rel=1e-12)
        assert out.tours["crash_minutes"][row] == pytest.approx(30 * sum(min(5.0, 1.72 ** (v - 5)) for v in values), rel=1e-12)
    seat = out.seats[0]
    assert (seat["pressure"], seat["debt"]) == pytest.approx(second, abs=1e-9)
    assert seat["woke_at"] == round(29.25 * HOUR_MS)


def test_being_held_over_shortens_the_night_and_adds_to_debt(run: Run) -> None:
    """Held over to 24:00: home and in bed at 01:45 and up at 05:15 again, three and a half hours of sleep."""
    out = run(by_debt([tour(0, 420, 1020), tour(0, 1860, 2460)], incident(1000, 440)))
    first = asleep(*awake(*RESTED, -1.75 - UP_ON_THE_EVE), 7.0)
    second = asleep(*awake(*first, 20.5), 3.5)
    assert out.tours["slept_ms"].tolist() == [7 * HOUR_MS, 3.5 * HOUR_MS]
    assert out.tours["debt"].tolist() == pytest.approx([first[1], second[1]], abs=1e-9)
    values = read(first[0], 5.25, 7.0, 24.0)
    assert out.tours["kss_minutes"][0] == pytest.approx(30 * sum(values), rel=1e-12)
    assert out.tours["sleepy_ms"][0] == sum(v >= 7 for v in values) * HOUR_MS // 2


def test_the_other_model_keeps_no_debt(run: Run) -> None:
    out = run(tiny([tour(0, 420, 1020), tour(0, 1860, 2460)], fatigue=True, horizon=4 * 1440))
    assert out.tours["debt"].tolist() == [0.0, 0.0]
    assert (out.seats[0]["pressure"], out.seats[0]["debt"]) == (0.0, 0.0)
    assert out.tours["crash_minutes"].min() > 0


def test_without_fatigue_nothing_is_reckoned(run: Run) -> None:
    out = run(tiny([tour(0, 420, 1020)]))
    assert out.tours["crash_minutes"].tolist() == [0.0]
