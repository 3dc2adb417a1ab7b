"""Strain by demands, control and support: what the structure promises, for every history of a grid and many drawn ones."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest

from kernels import exposures as e
from kernels import strain as k
from kernels.clock import HOUR_MS
from sim.configuration import compose
from sim.inputs.build import make_plan
from sim.inputs.welfare import sickness_parameters

NAMES = [name for name, *_ in k.STRESSORS]
# What the options overload and pressures weighed each stressor before `shrink` was a setting, to the last digit.
HALVED = {
    "overload": {"workload": 0.2, "overtime": 0.157, "nights": 0.139, "fatigue": 0.297},
    "pressures": {
        "workload": 0.2, "overtime": 0.157, "nights": 0.139, "fatigue": 0.297, "unpaid_overtime": 0.2, "too_few_officers": 0.2,
        "conflicting_demands": 0.2, "rushed_work": 0.05, "single_crewing": 0.2, "neglected_tasks": 0.02, "time_pressure": 0.02,
        "missed_deadlines": 0.02, "refused_leave": 0.4, "quick_returns": 0.032, "hindrance": 0.2, "missed_breaks": 0.05,
    },
}  # fmt: skip


def parameters(*words: str) -> np.ndarray:
    scenario = compose(list(words))
    return sickness_parameters(scenario.sickness, scenario.strain)


SHIPPED = parameters("strain=demand_control_support")


def weights(par: np.ndarray) -> dict[str, float]:
    return dict(zip(NAMES, par[k.FIRST_WEIGHT : k.FIRST_WEIGHT + k.N_STRESSORS].tolist(), strict=True))


def lived(history: np.ndarray, par: np.ndarray) -> list[tuple[float, float, float]]:
    """Return strain and its two levels after every day of a history, (days, N_EXPOSURES)."""
    state, out = (0.0, 0.0, 0.0), []
    for day in history:
        state = k.strain_day(*state, day, par)
        out.append(state)
    return out


def drawn_history(dice: np.random.Generator, days: int = 12) -> np.ndarray:
    """Return days off and days on duty with anything from nothing to a whole tour of everything."""
    out = np.zeros((days, e.N_EXPOSURES), dtype=np.int64)
    for day in out:
        day[e.DAYS], day[e.OUTSIDE] = 1, dice.integers(-1500, 1500)
        day[e.FREE_DAYS] = dice.random() < 0.4
        if not day[e.FREE_DAYS]:
            day[e.DUTY], day[e.TOURS], day[e.ATTENDED] = dice.integers(1, 12 * HOUR_MS), 1, dice.integers(0, 6)
        for _, exposure, against in k.STRESSORS:
            if against == e.DUTY:
                day[exposure] = int(day[e.DUTY] * dice.choice([0.0, dice.random(), 1.0]))
            elif exposure != e.OUTSIDE:
                day[exposure] = dice.integers(0, 3)
        day[e.BREAKS_HAD] = dice.integers(0, 2)
    return out


def drawn_parameters(dice: np.random.Generator) -> np.ndarray:
    par = np.zeros(k.N_STRAIN)
    par[k.STRAIN_DAYS] = dice.uniform(2, 40)
    par[k.FIRST_REFERENCE : k.FIRST_WEIGHT] = dice.uniform(0, 1, k.N_STRESSORS)
    par[k.FIRST_WEIGHT : k.STRUCTURE] = dice.uniform(0, 1, k.N_STRESSORS) * dice.integers(0, 2, k.N_STRESSORS)
    par[k.STRUCTURE], par[k.SLOPE] = dice.integers(0, 2), dice.choice([0.0, 0.5, 10.0])
    par[k.LEAST], par[k.MOST] = dice.uniform(0.1, 1), dice.uniform(1, 5)
    par[k.FREE_DAY_MEMORY] = dice.choice([0.0, par[k.STRAIN_DAYS] * dice.random() + 0.01])
    par[k.BREAK_EASES] = dice.choice([0.0, 0.3])
    return par


def test_less_of_anything_harmful_never_means_more_strain_that_day_or_later() -> None:
    """Every stressor, on the first, a middle and the last day, in drawn lives under drawn parameters of both structures."""
    dice = np.random.default_rng(7)
    for _ in range(150):
        history, par = drawn_history(dice), drawn_parameters(dice)
        before = lived(history, par)
        for _, exposure, against in k.STRESSORS:
            assert exposure != against
            for day in (0, 5, 11):
                less = history.copy()
                less[day, exposure] -= max(1, less[day, exposure] // 2) if less[day, exposure] > 0 or exposure == e.OUTSIDE else 0
                after = lived(less, par)
                for was, now in zip(before, after, strict=True):
                    assert all(b <= a + 1e-12 * max(1.0, abs(a)) for a, b in zip(was, now, strict=True))


@pytest.mark.parametrize(("demands", "control", "support"), list(itertools.product((-1, 0, 1, 3), (-2, 0, 2), (-2, 0, 2))))
def test_on_a_grid_more_of_any_dimension_never_eases(demands: int, control: int, support: int) -> None:
    """Excesses of workload, hindrance and single crewing in hours of ten on duty, five of each usual; one hour more of each."""
    par = SHIPPED.copy()
    for name in NAMES:
        par[k.FIRST_REFERENCE + NAMES.index(name)] = 0.5 if name in ("workload", "hindrance", "single_crewing") else 0.0
    day = np.zeros(e.N_EXPOSURES, dtype=np.int64)
    day[e.DUTY] = 10 * HOUR_MS
    for exposure, hours in ((e.BUSY, demands), (e.HINDERED, control), (e.ALONE, support)):
        day[exposure] = (5 + hours) * HOUR_MS
    start = lived(np.array([day, day]), par)[-1][0]
    for exposure in (e.BUSY, e.HINDERED, e.ALONE):
        more = day.copy()
        more[exposure] += HOUR_MS
        assert lived(np.array([more, day]), par)[-1][0] > start
        assert lived(np.array([day, more]), par)[-1][0] > start


def test_demands_weigh_more_where_control_and_support_are_low_and_less_where_they_are_good() -> None:
    par = SHIPPED.copy()
    assert k.demands_factor(0.0, 0.0, par) == 1.0
    assert k.demands_factor(0.4, 0.2, par) == pytest.approx(1.3)
    assert k.demands_factor(-0.2, -0.2, par) == pytest.approx(0.8)
    assert (k.demands_factor(9.0, 9.0, par), k.demands_factor(-9.0, 0.0, par)) == (1.5, 0.67)


def test_a_light_day_is_as_light_whatever_goes_with_it() -> None:
    """Two hours with work in hand below the usual 6.2 of ten: 0.2 x 2 / 8 less, whether support is good or bad."""
    day = np.zeros(e.N_EXPOSURES, dtype=np.int64)
    day[e.DUTY], day[e.BUSY] = 10 * HOUR_MS, int(4.2 * HOUR_MS)
    par = np.zeros(k.N_STRAIN)
    par[: k.N_STRAIN] = SHIPPED[: k.N_STRAIN]
    par[k.FIRST_WEIGHT : k.STRUCTURE] = 0.0
    par[k.FIRST_WEIGHT] = 0.2
    found = [k.strain_day(0.0, level, level, day, par)[0] for level in (-3.0, 0.0, 3.0)]
    assert found == pytest.approx([-0.05] * 3)


def test_levels_have_the_memory_of_strain() -> None:
    par = SHIPPED.copy()
    _, control, support = k.strain_day(0.3, 1.0, -2.0, np.zeros(e.N_EXPOSURES, dtype=np.int64), par)
    assert (control, support) == pytest.approx((math.exp(-1 / 14), -2 * math.exp(-1 / 14)))


def test_relief_is_of_what_is_above_nought_only() -> None:
    par, day = SHIPPED.copy(), np.zeros(e.N_EXPOSURES, dtype=np.int64)
    day[e.FREE_DAYS] = 1
    assert k.faded(1.0, day, par) == pytest.approx(math.exp(-1 / 10))
    assert k.faded(-1.0, day, par) == pytest.approx(-math.exp(-1 / 14))
    day[e.FREE_DAYS], day[e.BREAKS_HAD] = 0, 2
    assert k.faded(1.0, day, par) == pytest.approx(math.exp(-1 / 14) * 0.995**2)
    assert k.faded(-1.0, day, par) == pytest.approx(-math.exp(-1 / 14))


def test_without_structure_and_relief_strain_is_the_sum_it_was() -> None:
    """Bit by bit: what new stressors weigh nothing, and what is off, leave no trace."""
    dice, par = np.random.default_rng(11), parameters("strain=pressures")
    for day in drawn_history(dice, 200):
        x = dice.normal()
        excess = 0.0
        for number in range(16):
            _, exposure, against = k.STRESSORS[number]
            unit = float(k.TOUR_MS) if against == e.DUTY else 1.0
            excess += par[k.FIRST_WEIGHT + number] * ((day[exposure] - par[k.FIRST_REFERENCE + number] * day[against]) / unit)
        assert k.strain_day(x, 0.0, 0.0, day, par) == (x * math.exp(-1.0 / 14.0) + excess, 0.0, 0.0)


def test_equal_histories_are_equal_and_officers_can_change_places() -> None:
    dice = np.random.default_rng(13)
    histories = [drawn_history(dice) for _ in range(8)]
    found = [lived(history, SHIPPED) for history in histories]
    order = dice.permutation(8)
    assert [lived(histories[i].copy(), SHIPPED) for i in order] == [found[i] for i in order]


@pytest.mark.parametrize("option", HALVED)
def test_shrunk_weights_are_the_halved_ones_they_were(option: str) -> None:
    expected = dict.fromkeys(NAMES, 0.0) | HALVED[option]
    assert weights(parameters(f"strain={option}")) == expected


def test_shrink_multiplies_every_weight() -> None:
    whole, half = (weights(parameters("strain=demand_control_support", f"strain.shrink={share}")) for share in (1, 0.5))
    assert all(half[name] == 0.5 * whole[name] > 0 for name in NAMES)


def test_what_is_not_reckoned_weighs_nothing() -> None:
    words = ["strain=demand_control_support", "sickness=feedback", "force.officers=60", "run=smoke"]
    none = {"trauma", "undefused", "secondary_trauma", "complaints"}
    found = weights(make_plan(compose(words)).sickness)
    assert {name for name, weight in found.items() if not weight} == none
    found = weights(make_plan(compose([*words, "trauma=county", "complaints=county"])).sickness)
    assert {name for name, weight in found.items() if not weight} == {"secondary_trauma"}


def test_equal_weighs_a_standard_deviation_of_each_alike() -> None:
    """As measured in the county with everything on (conf/strain/equal.yaml says how), to two digits."""
    spread = {"workload": 1.541, "overtime": 0.696, "nights": 0.985, "missed_deadlines": 54.473, "complaints": 7.258,
              "trauma": 0.292, "outside_work": 23.355}  # fmt: skip
    equal = compose(["strain=equal"]).strain.weights
    assert [getattr(equal, name) * sd for name, sd in spread.items()] == pytest.approx([0.52] * len(spread), rel=0.03)


def test_every_stressor_has_one_dimension_and_every_dimension_a_stressor() -> None:
    assert len(k.DIMENSION) == k.N_STRESSORS == len(k.UNITS) == len(k.COUNTED)
    assert set(k.DIMENSION) == set(range(len(k.DIMENSIONS)))
    named = {name for names in k._OTHERS.values() for name in names}
    assert named < set(NAMES)
