"""Wrong settings of pressures and strain: all of them in one report, with the key and the cure, exit 2."""

from __future__ import annotations

import pytest

from sim.configuration import compose
from sim.faults import FaultReport

WRONG = [
    ("pressures.enough_share=1.2", "pressures.enough_share"),
    ("pressures.enough_share=-0.1", "pressures.enough_share"),
    ("pressures.least_tours=0", "pressures.least_tours"),
    ("pressures.least_tours=2.5", "pressures.least_tours"),
    ("pressures.frequent.workload=70", "pressures.frequent.workload"),
    ("pressures.frequent.unpaid_overtime=0", "pressures.frequent.unpaid_overtime"),
    ("pressures.frequent.long_hours=often", "pressures.frequent.long_hours"),
    ("pressures.frequent.boredom=1", "pressures.frequent.boredom"),
    ("strain.memory_days=0", "strain.memory_days"),
    ("strain.references.workload=-0.5", "strain.references.workload"),
    ("strain.weights.single_crewing=nan", "strain.weights.single_crewing"),
    ("strain.weights.single_crewing=99", "strain.weights.single_crewing"),
    ("strain.weight.single_crewing=0.1", "strain.weight"),
    ("sickness.weights.workload=0.2", "sickness.weights"),
]


@pytest.mark.parametrize(("word", "key"), WRONG, ids=[word for word, _ in WRONG])
def test_a_wrong_setting_is_named(word: str, key: str) -> None:
    with pytest.raises(FaultReport) as caught:
        compose([word])
    assert key in str(caught.value)


def test_several_are_reported_together() -> None:
    words = ["pressures.enough_share=1.2", "strain.memory_days=0", "pressures.frequent.workload=70"]
    with pytest.raises(FaultReport) as caught:
        compose(words)
    assert all(word.partition("=")[0] in str(caught.value) for word in words)
