"""Wrong settings of trauma, complaints and strain: all of them in one report, with the key and the cure."""

from __future__ import annotations

import pytest

from sim.configuration import compose
from sim.faults import FaultReport

ALL_ON = ["trauma=county", "complaints=county", "strain=demand_control_support"]
WRONG = [
    (["trauma.scenes.violence=1.5"], "trauma.scenes.violence"),
    (["+trauma.scenes.dragons=0.1"], "trauma.scenes.dragons"),
    (["+trauma.cases.dragons=0.1"], "trauma.cases.dragons"),
    (["trauma.defuse=-5"], "trauma.defuse"),
    (["trauma.defuse=600"], "trauma.defuse"),
    (["trauma.defused_after_min=later"], "trauma.defused_after_min"),
    (["trauma=none", "trauma.on=true"], "trauma.on"),
    (["trauma=none", "trauma.on=true", "+trauma.cases.theft=0.1"], "trauma.cases"),  # and nobody works on crimes
    (["trauma=none", "trauma.on=true", "+trauma.cases.theft=0.1", "casework=county", "trauma.defuse=10"], "trauma.defuse"),
    (["trauma.defuse=30", "operations=bare"], "trauma.defuse"),
    (["complaints.per_1000_attended=2000"], "complaints.per_1000_attended"),
    (["complaints=none", "complaints.on=true", "complaints.per_1000_attended=0"], "complaints.on"),
    (["+complaints.by_type.dragons=1"], "complaints.by_type.dragons"),
    (["complaints.open={kind: lognormal, mean_days: -1, cv: 1}"], "complaints.open"),
    (["complaints.history_days=1.5"], "complaints.history_days"),
    (["strain.shrink=2"], "strain.shrink"),
    (["strain.structure=pyramid"], "strain.structure"),
    (["strain.interaction.least=0"], "strain.interaction.least"),
    (["strain.interaction.least=1.2"], "strain.interaction.least"),
    (["strain.interaction.most=0.9"], "strain.interaction.most"),
    (["strain.interaction.slope=-1"], "strain.interaction.slope"),
    (["strain.support.usual_share=35"], "strain.support.usual_share"),
    (["strain.weights.unsupported=0"], "strain.support.on"),
    (["strain.shrink=0"], "strain.support.on"),
    (["strain.outside_work.between_officers=0", "strain.outside_work.between_months=0"], "strain.outside_work.on"),
    (["strain.relief.free_day_memory_days=20"], "strain.relief.free_day_memory_days"),
    (["strain.relief.break_eases=0.9"], "strain.relief.break_eases"),
    (["strain.weights.dread=1"], "strain.weights.dread"),
]


@pytest.mark.parametrize(("words", "key"), WRONG, ids=[" ".join(words) for words, _ in WRONG])
def test_a_wrong_setting_is_named(words: list[str], key: str) -> None:
    with pytest.raises(FaultReport) as caught:
        compose([*ALL_ON, *words])
    assert key in str(caught.value)


def test_several_are_reported_together() -> None:
    words = ["trauma.defuse=-5", "complaints.history_days=1.5", "strain.shrink=2", "strain.relief.break_eases=0.9"]
    with pytest.raises(FaultReport) as caught:
        compose([*ALL_ON, *words])
    assert all(word.partition("=")[0] in str(caught.value) for word in words)


def test_a_demand_without_the_county_s_types_is_told_so() -> None:
    with pytest.raises(FaultReport) as caught:
        compose(["trauma=county", "complaints=county", "demand=two_grades", "force=bench", "partners=none"])
    assert "trauma.scenes" in str(caught.value)
    assert "complaints.by_type" in str(caught.value)
