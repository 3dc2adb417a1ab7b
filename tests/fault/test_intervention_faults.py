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
    (["interventions.resilience.effect={low: 0.3, central: 0.1, high: 0.2}"], "interventions.resilience.effect"),
]
EVERYTHING = ["sickness=by_kind", "tour=county", "working=county", "safety=county", "interventions=all"]
# The lever, what takes its mechanism away, and the word that mends it.
OFF = [
    ("flu_jabs", ["sickness.season.wave.on=false"], "sickness=by_kind"),
    ("flu_jabs", ["sickness.season.on=false"], "sickness=by_kind"),
    ("occupational_health", ["sickness=feedback", "interventions.flu_jabs.on=false", "interventions.early_return.on=false"],
     "sickness=by_kind"),
    ("early_return", ["sickness.return_to_duty.on=false"], "sickness=by_kind"),
    ("mandatory_breaks", ["tour=none"], "tour=county"),
    ("fewer_hindrances", ["working=none"], "working=county"),
    ("body_worn_video", ["safety=none"], "safety=county"),
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


def test_levers_that_are_off_ask_for_nothing() -> None:
    compose(["sickness=none", "interventions.flu_jabs.reach=0.3"])


def test_all_levers_without_a_mechanism_are_named_at_once() -> None:
    with pytest.raises(FaultReport) as caught:
        compose(["sickness=none", "interventions=all"])
    assert {fault.where for fault in caught.value.faults} == {
        f"interventions.{name}.on" for name in ("flu_jabs", "occupational_health", "early_return", "mandatory_breaks",
                                                "fewer_hindrances", "body_worn_video", "resilience")
    }  # fmt: skip
