"""Wrong settings of being unwell at work, injuries and the control room: all in one report, with the key and the cure, exit 2."""

from __future__ import annotations

import pytest

from sim.configuration import compose
from sim.faults import FaultReport

BASE = ["sickness=by_kind", "presence=county"]
WRONG = [
    (["presence.worked_through.share.short=1.2"], "presence.worked_through.share.short"),
    (["presence.worked_through.slower=0.5"], "presence.worked_through.slower"),
    (["presence.on_leave.share.short=0.9"], "presence.on_leave.share.short"),
    (["presence.on_leave.most_days=0"], "presence.on_leave.most_days"),
    (["presence.lasts.short=0"], "presence.lasts.short"),
    (["presence.lasts.mild=0.4"], "presence.lasts.mild"),
    (["presence.strained={on: true, slower: 1.0, most: 1.2}"], "presence.strained.slower"),
    (["sickness=feedback"], "presence.worked_through.on"),
    (["sickness=none"], "presence.on_leave.on"),
    (["abstraction=none"], "presence.on_leave.on"),
    (["presence=none", "presence.strained={on: true, slower: 1.1, most: 1.2}", "sickness=none"], "presence.strained.on"),
    (["safety=county", "safety.injuries_absent=true", "sickness=feedback"], "safety.injuries_absent"),
    (["safety.injuries_absent=true"], "safety.injuries_absent"),
    (["safety=county", "safety.injury_spell.mean_days=-1"], "safety.injury_spell"),
    (["control_room=county"], "control_room.on"),
    (["front_door=county", "control_room=county", "control_room.busy_usual=0"], "control_room.busy_usual"),
    (["front_door=county", "control_room=county", "control_room.short_per_year=99"], "control_room.short_per_year"),
    (["front_door=county", "control_room=county", "control_room.employed_per_place=0.5"], "control_room.employed_per_place"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "key"), WRONG, ids=[" ".join(words) for words, _ in WRONG])
def test_a_wrong_setting_is_named(words: list[str], key: str) -> None:
    with pytest.raises(FaultReport) as caught:
        compose([*BASE, *words])
    assert key in str(caught.value)


def test_several_are_reported_together() -> None:
    words = ["presence.worked_through.slower=9", "control_room.gain=50", "safety.injury_spell.kind=guess"]
    with pytest.raises(FaultReport) as caught:
        compose([*BASE, *words])
    assert all(word.partition("=")[0].removesuffix(".kind") in str(caught.value) for word in words)


def test_what_is_shipped_goes_together() -> None:
    words = ["safety=county", "safety.injuries_absent=true", "front_door=county", "control_room=county"]
    assert compose([*BASE, *words]).presence.hides
    assert not compose().presence.on
