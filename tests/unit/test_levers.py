"""Interventions: whom a lever reaches, which breaks it keeps, what it costs, what the ledger says of it."""

from __future__ import annotations

import datetime
import math
from dataclasses import replace

import numpy as np
import pytest

from kernels import levers as k
from kernels.exposures import DAYS, N_EXPOSURES, TRAUMA
from kernels.strain import FIRST_WEIGHT, STRESSORS
from sim.calendar import EPOCH
from sim.configuration import compose, options
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.inputs import Inputs
from sim.inputs.levers import plan_levers
from sim.ledger import ledger
from sim.measures.levers import assault_left, lever_measures
from sim.measures.small_groups import protected
from sim.measures.window import YEAR_MS
from sim.scenario.interventions import LEVERS, Interventions
from tests.support.measured import bench, seen, values
from tests.support.tiny_inputs import FIRST_DAY, incident, tiny, tour

SEATS = np.arange(600, dtype=np.int64)
SMALL = ["force.officers=60", "demand.logged_per_year=20000", "run.days=28", "run.warmup_days=0", "tour=county", "working=county",
         "safety=county", "sickness=by_kind", "trauma=county", "complaints=county", "strain=demand_control_support"]  # fmt: skip


def pulled(name: str, **settings: object) -> Interventions:
    return Interventions.model_validate({name: {"on": True, "effect": {"low": 0.0, "central": 0.5, "high": 1.0}} | settings})


def inputs_of(*words: str, replication: int = 0) -> Inputs:
    return draw_inputs(make_plan(compose([*SMALL, *words])), replication)


# Whom they reach


def test_kernel_and_settings_name_the_levers_alike() -> None:
    assert k.NAMES == LEVERS
    assert len(k.NAMES) == k.N_LEVERS == k.N_ROWS - 2


def test_a_larger_reach_holds_a_smaller_one() -> None:
    def reached(reach: float) -> set[int]:
        plan = plan_levers(pulled("resilience", reach=reach), SEATS, FIRST_DAY, 7)
        return set(np.flatnonzero(plan.reached >> k.RESILIENCE & 1).tolist())

    assert reached(0.0) == set()
    assert reached(0.2) < reached(0.5) < reached(1.0) == set(SEATS.tolist())
    assert len(reached(0.5)) == pytest.approx(300, abs=4 * 12.3)  # four standard errors of a coin tossed 600 times


def test_whom_a_lever_reaches_belongs_to_the_seat_and_to_the_lever() -> None:
    both = Interventions.model_validate({"resilience": {"on": True, "reach": 0.5}, "early_return": {"on": True, "reach": 0.5}})
    whole, part = (plan_levers(both, seats, FIRST_DAY, 7).reached for seats in (SEATS, SEATS[::3]))
    assert np.array_equal(whole[::3], part)
    one, other = (whole >> k.RESILIENCE & 1).astype(bool), (whole >> k.EARLY_RETURN & 1).astype(bool)
    assert 0.15 < (one & other).mean() < 0.35, "one is drawn without the other"
    assert not (whole >> k.FLU_JABS & 1).any()


def test_a_lever_starts_with_the_warm_up_or_on_its_date_and_is_read_as_believed() -> None:
    plan = plan_levers(pulled("resilience", lag_days=30.0), SEATS, FIRST_DAY, 7)
    assert plan.rows[k.RESILIENCE].tolist() == [FIRST_DAY, 30.0, 0.5]
    later = pulled("resilience", starts="2026-03-01")
    assert plan_levers(later, SEATS, FIRST_DAY, 7).rows[k.RESILIENCE, k.FROM_DAY] == (datetime.date(2026, 3, 1) - EPOCH).days
    for reading, effect in (("low", 0.0), ("high", 1.0)):
        read = later.model_copy(update={"effects": reading})
        assert plan_levers(read, SEATS, FIRST_DAY, 7).rows[k.RESILIENCE, k.EFFECT] == effect


def test_a_camera_reaches_the_same_officers_for_complaints_with_an_effect_of_its_own() -> None:
    camera = {"on": True, "reach": 0.5, "starts": "2026-03-01", "lag_days": 9,
              "effect": {"low": -0.1, "central": 0.2, "high": 0.3},
              "complaints": {"low": 0.4, "central": 0.5, "high": 0.6}}  # fmt: skip
    settings = Interventions.model_validate({"body_worn_video": camera})
    for reading, expected in (("low", 0.4), ("central", 0.5), ("high", 0.6)):
        plan = plan_levers(settings.model_copy(update={"effects": reading}), SEATS, FIRST_DAY, 7)
        assert plan.rows[k.RECORDED].tolist() == [*plan.rows[k.BODY_WORN_VIDEO, :2], expected]
    recorded, filmed = plan.reached >> k.RECORDED & 1, plan.reached >> k.BODY_WORN_VIDEO & 1
    assert np.array_equal(recorded, filmed)
    assert 0 < filmed.sum() < SEATS.size
    assert not (plan_levers(pulled("trim"), SEATS, FIRST_DAY, 7).reached >> k.RECORDED).any()


def test_with_none_there_is_no_plan() -> None:
    assert not inputs_of().levers.on
    assert not inputs_of().tours["break_kept"].any()


# What they change of the inputs


def test_breaks_are_kept_of_officers_reached_in_the_share_believed() -> None:
    inputs = inputs_of("interventions=mandatory_breaks", "interventions.mandatory_breaks.reach=0.5",
                       "interventions.mandatory_breaks.lag_days=14")  # fmt: skip
    own = inputs.tours[: inputs.n_own_tours]
    reached = (inputs.levers.reached[own["seat"]] >> k.MANDATORY_BREAKS & 1).astype(bool)
    kept, day = own["break_kept"] == 1, own["day"]
    assert not kept[~reached].any()
    full = reached & (day > 15)
    assert kept[full].mean() == pytest.approx(0.8, abs=4 * 0.4 / np.sqrt(full.sum()))
    early = reached & (day <= 15)
    assert 0 < kept[early].mean() < 0.6
    assert np.array_equal(inputs.tours["break_kept"], inputs_of(
        "interventions=mandatory_breaks", "interventions.mandatory_breaks.reach=0.5",
        "interventions.mandatory_breaks.lag_days=14").tours["break_kept"])  # fmt: skip


def test_nothing_else_of_the_inputs_is_moved() -> None:
    plain, tried = inputs_of(), inputs_of("interventions=all")
    for name in ("incidents", "seat_back_day", "fatigue", "sickness"):
        assert np.array_equal(getattr(plain, name), getattr(tried, name)), name
    assert np.array_equal(plain.spells.season, tried.spells.season)
    assert all(np.array_equal(plain.tours[name], tried.tours[name]) for name in plain.tours.dtype.names if name != "break_kept")


# What they cost


def test_pounds_for_officers_reached_from_the_start_on() -> None:
    inputs = tiny([tour(seat, 0, 480) for seat in range(3)])
    rows = np.zeros((k.N_LEVERS, k.N_COLUMNS))
    rows[k.RESILIENCE], rows[k.EARLY_RETURN] = (FIRST_DAY - 9, 0, 0.1), (FIRST_DAY + 1, 0, 0.1)
    reached = np.array([1 << k.RESILIENCE, (1 << k.RESILIENCE) | (1 << k.EARLY_RETURN), 0], dtype=np.int64)
    inputs = replace(inputs, levers=replace(inputs.levers, rows=rows, reached=reached))
    settings = {"resilience": {"on": True, "per_officer": 100.0, "per_year": 7.0},
                "early_return": {"on": True, "per_officer": 30.0}}  # fmt: skip
    scenario = bench().model_copy(update={"interventions": Interventions.model_validate(settings)})
    found = values(lever_measures(seen(inputs, scenario)))
    assert found["officers_reached", "lever=resilience"] == 2
    assert found["interventions_cost", "lever=resilience"] == pytest.approx(207.0)
    assert found["interventions_cost", "lever=early_return"] == pytest.approx(15.0), "the second day of two"
    assert found["interventions_cost", ""] == pytest.approx(222.0)
    assert ("officers_reached", "lever=flu_jabs") not in found
    assert YEAR_MS == 8766 * 3_600_000


def test_nothing_is_paid_where_nothing_is_tried() -> None:
    assert list(lever_measures(seen(tiny([tour(0, 0, 480)])))) == []


def test_a_camera_goes_with_the_first_officer_of_a_crew_from_its_day_on() -> None:
    """Half of the chance for seat 1 from 06:00 of the second day; the crew of seat 0 keeps all of it."""
    lines = [tour(seat, at, at + 480, area=seat) for seat in (0, 1) for at in (0, 1_440)]
    calls = [incident(at, 30, area=area) for area in (0, 1) for at in (10, 1_500, 1_830)]
    inputs = tiny(lines, calls, seat_area=[0, 1])
    rows = np.zeros((k.N_LEVERS, k.N_COLUMNS))
    rows[k.BODY_WORN_VIDEO] = FIRST_DAY + 1, 0, 0.5
    plan = replace(inputs.levers, rows=rows, reached=np.array([0, 1 << k.BODY_WORN_VIDEO], dtype=np.int64))
    levers = Interventions.model_validate({"body_worn_video": {"on": True}})
    window = seen(replace(inputs, levers=plan), bench().model_copy(update={"interventions": levers}))
    crews = zip(window.sent["tour"].tolist(), window.sent["sent"].tolist(), assault_left(window), strict=True)
    seats = {(int(inputs.tours["seat"][row]), at // 60_000): share for row, at, share in crews}
    assert seats == {(0, 10): 1.0, (0, 1_500): 1.0, (0, 1_830): 1.0, (1, 10): 1.0, (1, 1_500): 1.0, (1, 1_830): 0.5}
    assert assault_left(seen(inputs)).tolist() == [1.0] * 6


def test_strain_eased_is_what_is_met_by_whom_a_lever_reaches_at_its_strength() -> None:
    """Three officers meet 2, 1 and 3 traumatic scenes in the first 28 days, the first two reached; nothing later.

    Weight 0.5 and effect 0.4, in full only after 27 days: on the 28 days that close it is 0, 1/27, ... 1 of it, half on average.
    So 0.5 x 0.4 x 0.5 x 3 scenes, over three officers' 56 days.
    """
    inputs, days = inputs_of("run.days=57", "force.officers=12"), 28
    assert inputs.exposures.n_whole == 2
    exposed = np.zeros((inputs.n_own, 2, N_EXPOSURES), dtype=np.int64)
    exposed[:3, :, DAYS], exposed[:3, 0, TRAUMA] = days, (2, 1, 3)
    sickness = inputs.sickness.copy()
    sickness[FIRST_WEIGHT + [name for name, *_ in STRESSORS].index("trauma")] = 0.5
    first = int(inputs.nights[inputs.exposures.windows == 0, 1][0]) - 1
    rows, reached = np.zeros((k.N_ROWS, k.N_COLUMNS)), np.zeros(inputs.n_own, dtype=np.int64)
    rows[k.TRIM], reached[:2] = (first, 27, 0.4), 1 << k.TRIM
    window = seen(tiny([tour(0, 0, 480)]))
    inputs = replace(inputs, sickness=sickness, levers=replace(inputs.levers, rows=rows, reached=reached))
    window = replace(window, inputs=inputs, outcome=replace(window.outcome, exposures=exposed),
                     scenario=bench().model_copy(update={"interventions": pulled("trim")}))  # fmt: skip
    found = values(lever_measures(window))
    assert found["strain_eased", "lever=trim"] == pytest.approx(0.5 * 0.4 * 0.5 * 3 / (3 * 2))
    assert ("strain_eased", "lever=debriefs") not in found
    assert math.isnan(values(protected(window, lever_measures(window)))["strain_eased", "lever=trim"]), "of two officers"
    reached[:10] = 1 << k.TRIM
    assert values(protected(window, lever_measures(window)))["strain_eased", "lever=trim"] > 0


# What ships


@pytest.mark.parametrize("name", LEVERS)
def test_the_ledger_holds_the_range_that_is_swept(name: str) -> None:
    assert name in options()["interventions"]
    entry = ledger().entry_for(f"interventions.{name}.effect.central")
    effect = compose([*SMALL, f"interventions={name}"]).interventions.lever(name).effect
    assert entry is not None
    assert (entry.low, entry.high) == (effect.low, effect.high)
    if name == "body_worn_video":
        video = compose([*SMALL, "interventions=body_worn_video"]).interventions.body_worn_video.complaints
        its = ledger().entry_for("interventions.body_worn_video.complaints.central")
        assert its is not None
        assert (its.low, its.high, its.strength) == (video.low, video.high, "assumed")
    assert entry.strength == ("derived" if name == "flu_jabs" else "assumed"), "nothing else has a published effect"


def test_a_jab_saves_about_the_tenth_of_a_day_that_trials_found() -> None:
    """What influenza adds to short spells as shipped, in days an officer and winter, times the effect believed."""
    sickness = compose(["sickness=by_kind"]).sickness
    inputs = draw_inputs(make_plan(compose([*SMALL, "run.start=2026-09-01", "run.days=242"])), 0)
    added = float((inputs.spells.season - inputs.spells.usual).sum()) / 365.25 * sickness.short_per_year
    days = added * 3.7  # a mean of 3.2 days, counted in days begun
    assert days == pytest.approx(0.33, abs=0.06)
    effect = compose([*SMALL, "interventions=flu_jabs"]).interventions.flu_jabs.effect
    assert effect.central * days == pytest.approx(0.1, abs=0.02)
    assert effect.high * days < 0.2, "within the trials' interval, 0.19 at most"
