"""Wrong settings of sickness by kind: all of them in one report, with the key and the cure, exit 2."""

from __future__ import annotations

import pytest

from sim.configuration import compose
from sim.faults import FaultReport

WRONG = [
    (["sickness.psychological.per_year=-1"], "sickness.psychological.per_year"),
    (["sickness.psychological.spell.kind=guess"], "sickness.psychological.spell"),
    (["sickness.gains.short=9"], "sickness.gains.short"),
    (["sickness.frailty=-0.5"], "sickness.frailty"),
    (["sickness=none", "sickness.frailty=1"], "sickness.frailty"),
    (["sickness.gains.mild=1"], "sickness.gains.mild"),
    (["sickness.season.months=[1, 1, 1]"], "sickness.season.months"),
    (["sickness.season.months=[0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"], "sickness.season.months"),
    (["sickness.season.wave.peak_day=0"], "sickness.season.wave.peak_day"),
    (["sickness.season.wave.weeks=99"], "sickness.season.wave.weeks"),
    (["sickness.worked.after_night=0"], "sickness.worked.after_night"),
    (["sickness.worked.after_night_days=1.5"], "sickness.worked.after_night_days"),
    (["sickness.worked.memory_days=0"], "sickness.worked.memory_days"),
    (["sickness.worked.quick_return=nan"], "sickness.worked.quick_return"),
    (["sickness.return_to_duty.restricted_share=1.2"], "sickness.return_to_duty.restricted_share"),
    (["sickness.return_to_duty.early.share=0.95"], "sickness.return_to_duty.early.share"),
    (["sickness.return_to_duty.recuperative={kind: lognormal, mean_days: -3, cv: 1}"], "sickness.return_to_duty.recuperative"),
    (["sickness.return_to_duty.decided_after_days=10", "sickness.return_to_duty.decision_takes_days=10"],
     "sickness.return_to_duty.decided_after_days"),
    (["sickness.psychological.per_year=20"], "sickness.short_per_year"),  # more than 300 days a year, all kinds together
    (["sickness.model=independent"], "sickness.worked.on"),
    (["sickness.model=none"], "sickness.return_to_duty.on"),
    (["availability=county"], "availability.not_deployable.recuperative.share"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "key"), WRONG, ids=[" ".join(words) for words, _ in WRONG])
def test_a_wrong_setting_is_named(words: list[str], key: str) -> None:
    with pytest.raises(FaultReport) as caught:
        compose(["sickness=by_kind", *words])
    assert key in str(caught.value)


def test_several_are_reported_together() -> None:
    words = ["sickness.worked.memory_days=0", "sickness.season.months=[1]", "sickness.return_to_duty.restricted_share=2"]
    with pytest.raises(FaultReport) as caught:
        compose(["sickness=by_kind", *words])
    assert all(word.partition("=")[0] in str(caught.value) for word in words)


def test_officers_back_from_sickness_are_not_lost_twice() -> None:
    words = ["sickness=by_kind", "availability=county"]
    assert compose([*words, "availability.not_deployable.recuperative.share=0"]).availability.on
    assert compose([*words, "sickness.return_to_duty.on=false"]).availability.on


@pytest.mark.parametrize("part", ["psychological", "season", "return_to_duty"])
def test_parts_go_with_sickness_at_one_rate_too(part: str) -> None:
    assert compose(["sickness=independent", f"sickness.{part}.on=true"]).sickness.by_kind
    assert not compose(["sickness=independent"]).sickness.by_kind
