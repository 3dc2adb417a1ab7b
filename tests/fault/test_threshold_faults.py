"""Wrong settings of the threshold: all in one report, with the key and the cure, exit 2."""

from __future__ import annotations

import pytest

from sim.cli import main
from sim.configuration import compose
from sim.faults import FaultReport

BASE = ["threshold=right_care"]
WRONG = [
    (["threshold.categories={}", "threshold=none", "threshold.on=true"], "threshold.categories"),
    (["threshold.categories.walk_outs.risk=1.2"], "threshold.categories.walk_outs.risk"),
    (["threshold.categories.walk_outs.from_agencies=-0.1"], "threshold.categories.walk_outs.from_agencies"),
    (["+threshold.categories.walk_outs.types.abseits=0.1"], "threshold.categories.walk_outs.types.abseits"),
    (["threshold.categories.transport.types.concern=0.5"], "threshold.categories.welfare_checks.types.concern"),
    (["+threshold.phases.fire={}"], "threshold.phases.fire"),
    (["threshold.phases.transport.starts=soon"], "threshold.phases.transport.starts"),
    (["threshold.phases.transport.build_up_weeks=-1"], "threshold.phases.transport.build_up_weeks"),
    (["threshold.phases.transport.kept=2"], "threshold.phases.transport.kept"),
    (["threshold.perceived.sensitivity=1.01"], "threshold.perceived.sensitivity"),
    (["threshold.turned_away.harm=0.6"], "threshold.turned_away.comes_back_at_risk"),
    (["threshold.turned_away.back_after.mean_min=-3"], "threshold.turned_away.back_after"),
    (["demand=flat", "force=bench"], "threshold.categories.welfare_checks.types.concern"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "key"), WRONG, ids=[" ".join(words) for words, _ in WRONG])
def test_a_wrong_setting_is_named(words: list[str], key: str) -> None:
    with pytest.raises(FaultReport) as caught:
        compose([*BASE, *words])
    assert key in str(caught.value)


def test_several_are_reported_together_and_nothing_is_run(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["threshold.perceived.sensitivity=7", "threshold.categories.walk_outs.risk=9", "threshold.phases.transport.kept=2"]
    assert main(["run", *BASE, *words]) == 2
    told = capsys.readouterr()
    assert all(word.partition("=")[0] in told.err + told.out for word in words)
    assert "Traceback" not in told.err


def test_what_is_shipped_goes_together() -> None:
    assert compose([*BASE, "front_door=county"]).threshold.on
    assert not compose().threshold.on
