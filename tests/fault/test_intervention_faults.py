"""Wrong settings of interventions, and levers whose mechanism is off: named, with the cure."""

from __future__ import annotations

import pytest

from sim.configuration import compose
from sim.faults import FaultReport

WRONG = [
    (["interventions.flu_jabs.reach=1.2"], "interventions.flu_jabs.reach"),
    (["interventions.flu_jabs.effect.central=-2"], "interventions.flu_jabs.effect.central"),
    (["interventions.flu_jabs.lag_days=-1"], "interventions.flu_jabs.lag_days"),
    (["interventions.flu_jabs.starts=soon"], "interventions.flu_jabs.starts"),
    (["interventions.flu_jabs.per_officer=-5"], "interventions.flu_jabs.per_officer"),
    (["interventions.effects=best"], "interventions.effects"),
    (["interventions.prayer.on=true"], "interventions.prayer"),
    (["interventions.body_worn_video.complaints.low=-0.1"], "interventions.body_worn_video.complaints.low"),
    (["interventions.body_worn_video.complaints={low: 0.3, central: 0.1, high: 0.2}"],
     "interventions.body_worn_video.complaints"),
    (["interventions.trim.complaints.low=0"], "interventions.trim.complaints"),
    (["interventions.debriefs.effect.low=-1.5"], "interventions.debriefs.effect.low"),
    (["interventions.resilience.effect={low: 0.3, central: 0.1, high: 0.2}"], "interventions.resilience.effect"),
]  # fmt: skip
EVERYTHING = ["sickness=by_kind", "tour=county", "working=county", "safety=county", "trauma=county", "complaints=county",
              "strain=demand_control_support", "interventions=all"]  # fmt: skip
# The lever, what takes its mechanism away, and the word that mends it.
OFF = [
    ("flu_jabs", ["sickness.season.wave.on=false"], "sickness=by_kind"),
    ("flu_jabs", ["sickness.season.on=false"], "sickness=by_kind"),
    ("occupational_health", ["sickness=feedback", "interventions.flu_jabs.on=false", "interventions.early_return.on=false"],
     "sickness=by_kind"),
    ("early_return", ["sickness.return_to_duty.on=false"], "sickness=by_kind"),
    ("mandatory_breaks", ["tour=none"], "tour=county"),
    ("fewer_hindrances", ["working=none"], "working=county"),
    ("body_worn_video", ["safety=none", "complaints=none"], "safety=county complaints=county"),
    ("supervisor_support", ["strain.support.on=false"], "strain=demand_control_support"),
    ("supervisor_support", ["strain=pressures"], "strain=demand_control_support"),
    ("supervisor_support", ["sickness=none"], "sickness=by_kind"),
    ("trim", ["trauma=none"], "trauma=county"),
    ("trim", ["strain=pressures"], "strain=demand_control_support"),
    ("trim", ["strain.weights.trauma=0"], "strain=demand_control_support"),
    ("trim", ["sickness=none", "trauma=none"], "trauma=county sickness=by_kind"),
    ("debriefs", ["trauma=none"], "trauma=county"),
    ("debriefs", ["trauma.defused_after_min=0"], "trauma=county"),
    ("debriefs", ["strain.weights.undefused=0"], "strain=demand_control_support"),
    ("debriefs", ["sickness=none"], "sickness=by_kind"),
    ("resilience", ["sickness.model=independent", "sickness.worked.on=false"], "sickness=by_kind"),
]  # fmt: skip


def test_everything_can_be_tried_at_once() -> None:
    assert compose(EVERYTHING).interventions.on


@pytest.mark.parametrize(("words", "key"), WRONG, ids=[" ".join(words) for words, _ in WRONG])
def test_a_wrong_setting_is_named(words: list[str], key: str) -> None:
    with pytest.raises(FaultReport) as caught:
        compose([*EVERYTHING, *words])
    assert key in str(caught.value)


@pytest.mark.parametrize(("name", "words", "cure"), OFF, ids=[f"{name} {' '.join(words)}" for name, words, _ in OFF])
def test_a_lever_without_its_mechanism_says_what_to_switch_on(name: str, words: list[str], cure: str) -> None:
    with pytest.raises(FaultReport) as caught:
        compose([*EVERYTHING, *words])
    about = [fault for fault in caught.value.faults if fault.where == f"interventions.{name}.on"]
    assert len(about) == 1
    assert cure in str(caught.value)
    assert f"interventions.{name}.on=false" in str(caught.value)


@pytest.mark.parametrize("words", [["safety=none"], ["complaints=none"]])
def test_a_camera_needs_one_of_the_two_things_it_acts_on(words: list[str]) -> None:
    assert compose([*EVERYTHING, *words]).interventions.body_worn_video.on


def test_levers_that_are_off_ask_for_nothing() -> None:
    compose(["sickness=none", "interventions.flu_jabs.reach=0.3"])


def test_all_levers_without_a_mechanism_are_named_at_once() -> None:
    with pytest.raises(FaultReport) as caught:
        compose(["sickness=none", "interventions=all"])
    assert {fault.where for fault in caught.value.faults} == {
        f"interventions.{name}.on" for name in ("flu_jabs", "occupational_health", "early_return", "mandatory_breaks",
                                                "fewer_hindrances", "body_worn_video", "resilience", "supervisor_support",
                                                "trim", "debriefs")
    }  # fmt: skip
