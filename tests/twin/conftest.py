"""Both engines under one name, for cases that must come out alike in each."""

from __future__ import annotations

import pytest

from sim.compiled import run_compiled
from sim.inputs.inputs import Inputs
from sim.outcome import Outcome, conservation_faults
from sim.reference.force import run_reference
from tests.twin.reading import Run


@pytest.fixture(params=[run_compiled, run_reference], ids=["compiled", "simpy"])
def run(request: pytest.FixtureRequest) -> Run:
    """Return one engine; every run keeps its log and must conserve incidents and time."""

    def kept(inputs: Inputs) -> Outcome:
        outcome = request.param(inputs, log=True)
        assert conservation_faults(inputs, outcome) == []
        return outcome

    return kept
