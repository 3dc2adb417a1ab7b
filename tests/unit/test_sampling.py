"""Doubt about inputs: sets of values from the ledger's ranges, one for each replication, the same for every option."""

from __future__ import annotations

import numpy as np
import pytest

from sim.configuration import compose
from sim.faults import FaultReport
from sim.ledger import ledger
from sim.sampling import refuse_what_cannot_be_sampled, sampled, set_of
from sim.scenario import Scenario

SETTINGS = "sickness.short_per_year, strain.memory_days, fatigue.commute_h, sickness.history_days"
SETS = 10


def doubtful(*words: str, settings: str = SETTINGS) -> Scenario:
    return compose([f"run.sample={{sets: {SETS}, settings: [{settings}]}}", *words])


def test_each_part_of_a_range_is_used_once() -> None:
    scenario = doubtful()
    for setting in SETTINGS.split(", "):
        entry = ledger().entry_for(setting)
        assert entry is not None
        values = np.array([set_of(scenario, number)[setting] for number in range(SETS)])
        part = (values - entry.low) / (entry.high - entry.low) * SETS
        assert sorted(np.floor(part).astype(int).tolist()) == list(range(SETS))


def test_settings_are_drawn_apart() -> None:
    values = np.array([list(set_of(doubtful(), number).values()) for number in range(SETS)])
    assert len({tuple(np.argsort(column)) for column in values.T}) == values.shape[1], "two settings move together"


def test_a_replication_takes_its_set_and_the_sets_come_round() -> None:
    scenario = doubtful()
    first, again = sampled(scenario, 3), sampled(scenario, 3 + SETS)
    assert first == again
    assert first.sickness.short_per_year == set_of(scenario, 3)["sickness.short_per_year"]
    assert first.sickness.history_days == round(set_of(scenario, 3)["sickness.history_days"])
    assert first != sampled(scenario, 4)


def test_options_and_more_settings_leave_a_set_as_it_is() -> None:
    one, other = doubtful(), doubtful("staffing.cut=0.1", "sickness=by_kind", settings=f"{SETTINGS}, sickness.frailty")
    for setting in SETTINGS.split(", "):
        assert set_of(one, 5)[setting] == set_of(other, 5)[setting]
    assert set_of(one, 5) != set_of(doubtful("run.seed=7"), 5)


def test_without_a_sample_a_scenario_is_itself() -> None:
    plain = compose([])
    assert sampled(plain, 4) is plain


@pytest.mark.parametrize(
    ("settings", "told"),
    [("sickness.shorts", "no setting"), ("sickness.season.months", "no single number"), ("run.days", "no range"),
     ("sickness", "no single number"), ("sickness.psychological.on", "no single number")],
)  # fmt: skip
def test_what_cannot_be_sampled_is_named(settings: str, told: str) -> None:
    with pytest.raises(FaultReport) as caught:
        refuse_what_cannot_be_sampled([doubtful(settings=f"strain.memory_days, {settings}")])
    assert told in str(caught.value)
    assert "strain.memory_days" not in str(caught.value)
    refuse_what_cannot_be_sampled([doubtful()])


@pytest.mark.parametrize("sample", ["{sets: 3, settings: []}", "{sets: 0, settings: [sickness.gain]}", "{sets: -1, settings: []}",
                                    "{sets: 2, settings: [sickness.gain, sickness.gain]}"])  # fmt: skip
def test_half_a_sample_is_a_fault(sample: str) -> None:
    with pytest.raises(FaultReport) as caught:
        compose([f"run.sample={sample}"])
    assert "run.sample" in str(caught.value)


def test_a_setting_that_is_swept_is_not_sampled() -> None:
    """The sample would take the place of what is swept, and scenarios that differ would come out alike."""
    with pytest.raises(FaultReport) as caught:
        refuse_what_cannot_be_sampled([doubtful("sickness.gain=0", settings="sickness.gain"),
                                       doubtful("sickness.gain=1", settings="sickness.gain")])  # fmt: skip
    assert "in which alone scenarios differ" in str(caught.value)


def test_a_setting_may_differ_with_the_option_it_belongs_to() -> None:
    """Where something else differs too, a sample still leaves two scenarios: what each has of its own."""
    options = [doubtful(f"sickness={option}", settings="sickness.short_per_year") for option in ("by_kind", "feedback")]
    assert options[0].sickness.short_per_year != options[1].sickness.short_per_year
    refuse_what_cannot_be_sampled(options)


def test_sets_that_do_not_go_together_are_found_before_the_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def with_set(scenario: Scenario, number: int) -> Scenario:
        tried.append(number)
        if number in (1, 3):
            raise ValueError(f"set {number} breaks a rule")
        return scenario

    monkeypatch.setattr("sim.sampling._with_set", with_set)
    with pytest.raises(FaultReport) as caught:
        refuse_what_cannot_be_sampled([doubtful("run.replications=3"), doubtful("run.replications=3", "staffing.cut=0.1")])
    assert "set 1 breaks a rule" in str(caught.value)
    assert tried == [0, 0, 1, 1, 2, 2], "three replications take three of the ten sets"
