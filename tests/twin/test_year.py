"""A whole year of the county force on both engines: the same fingerprint, the same records, the books balanced."""

import pytest

from sim.compiled import run_compiled
from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.outcome import conservation_faults
from sim.reference.force import run_reference
from sim.twins import compare_outcomes


@pytest.mark.deep
@pytest.mark.parametrize("roster", ["two_two_two_four", "four_on_four_off"])
def test_a_year_of_the_county(roster):
    words = [f"roster={roster}", "sickness=feedback", "partners.shortfall=0.25", "run.days=365", "run.warmup_days=0"]
    inputs = draw_inputs(make_plan(compose(words)), 0)
    compiled, reference = run_compiled(inputs), run_reference(inputs)
    verdict = compare_outcomes(inputs, compiled, reference)
    assert verdict.word == "identical", verdict.detail
    assert compiled.n_events > 2_000_000
    assert conservation_faults(inputs, compiled) == []
    assert conservation_faults(inputs, reference) == []
