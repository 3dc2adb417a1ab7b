"""What every fault test asks of a report: one report, everything planted named in it, each with its cure."""

from __future__ import annotations

from typing import Any

import pytest

from sim.cli import WRONG_INPUT, main
from sim.configuration import compose
from sim.faults import Fault, FaultReport

# Each planted fault: text that must stand in its ``where``, in its ``found`` and in its ``remedy``.
Planted = list[tuple[str, str, str]]
Capsys = pytest.CaptureFixture[str]


def report_of(call: Any, *arguments: Any, **named: Any) -> tuple[Fault, ...]:
    with pytest.raises(FaultReport) as caught:
        call(*arguments, **named)
    text = str(caught.value)
    assert "Traceback" not in text
    assert "pydantic" not in text
    assert "omegaconf" not in text.lower()
    assert text.count("mend it:") == len(caught.value.faults), "every fault says how to mend it"
    assert len(set(caught.value.faults)) == len(caught.value.faults)
    return caught.value.faults


def assert_named(faults: tuple[Fault, ...], planted: Planted) -> None:
    for where, found, remedy in planted:
        matching = [f for f in faults if where in f.where and found in f.found and remedy in f.remedy]
        assert matching, f"{where}: no fault with {found!r} and cure {remedy!r} among\n" + "\n".join(map(str, faults))


def assert_all_are_listed(slips: dict[str, tuple[list[str], Planted]], together: list[str], capsys: Capsys) -> None:
    """Slips that do not contradict each other are all named in one report, with nothing else, and the command counts them."""
    words = list(dict.fromkeys(word for name in together for word in slips[name][0]))
    planted = [fault for name in together for fault in slips[name][1]]
    faults = report_of(compose, words)
    assert_named(faults, planted)
    assert len(faults) == len(planted)
    assert main(["run", "--cfg", "job", *words]) == WRONG_INPUT
    assert f"{len(planted)} faults in " in capsys.readouterr().err


def assert_slip_is_named(words: list[str], planted: Planted, capsys: Capsys) -> None:
    """The slips in ``words`` are named with their cures, nothing else is, and the command stops with exit 2 and says so once."""
    faults = report_of(compose, words)
    assert_named(faults, planted)
    assert len(faults) == len(planted), "an echo of the slip:\n" + "\n".join(map(str, faults))
    assert main(["run", "--cfg", "job", *words]) == WRONG_INPUT
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("nothing was run") == 1
    assert all(cure in said.err for _, _, cure in planted)
