"""Wrong settings of careers: all of them in one report, with the key and the cure."""

from __future__ import annotations

import pytest

from sim.configuration import compose
from sim.faults import FaultReport
from tests.support.fault_reports import report_of

BANDS = (0, 2, 5, 10, 15, 20, 25, 30)  # of the county; an override changes those it names
WRONG = [
    (["careers.leaving.per_year={1: 0.1}"], "careers.leaving.per_year"),  # behind the others: not rising
    (["careers.leaving.per_year={0: 0.1, 5: -1}"], "careers.leaving.per_year"),
    (["careers.leaving.per_year={0: 0.1, half: 0.1}"], "careers.leaving.per_year"),
    (["careers.leaving.per_year={" + ", ".join(f"{year}: 0.1" for year in range(13)) + "}"], "careers.leaving.per_year"),
    (["careers.leaving.gain=9"], "careers.leaving.gain"),
    (["careers.leaving.hazard_cap=0.5"], "careers.leaving.hazard_cap"),
    (["careers.vacancy.mean_days=-1"], "careers.vacancy.mean_days"),
    (["careers.vacant_at_start=1"], "careers.vacant_at_start"),
    (["careers.recruitment.every_months=13"], "careers.recruitment.every_months"),
    (["careers.recruitment.places=-1"], "careers.recruitment.places"),
    (["careers.recruitment.per_year=1.5"], "careers.recruitment.per_year"),
    (["careers.recruitment.freeze.months=-1"], "careers.recruitment.freeze.months"),
    (["careers.recruitment.rejoiners.share=2"], "careers.recruitment.rejoiners.share"),
    (["careers.recruitment.training_weeks=-1"], "careers.recruitment.training_weeks"),
    (["careers.career_breaks.length.kind=long"], "careers.career_breaks.length"),
    (["careers.severance.from_years=30", "careers.severance.to_years=20"], "careers.severance.to_years"),
    (["careers.severance.weeks=0"], "careers.severance.weeks"),
    (["careers.retirement=1"], "careers.retirement"),
    (["sickness=none", "careers.leaving.gain=0.5"], "careers.leaving.gain"),
    (["crewing=tutored"], "crewing.tutors.student_share"),
    (["availability=county"], "availability.not_deployable.initial_training.share"),
    (["availability=county"], "availability.vacancies"),
    (["force.officers=10"], "careers.recruitment.tutored_weeks"),
    ([f"careers.leaving.per_year={{{', '.join(f'{band}: 0' for band in BANDS)}}}", "careers.career_breaks.per_year=0",
      "careers.vacant_at_start=0"], "careers.on"),
]  # fmt: skip


@pytest.mark.parametrize(("words", "key"), WRONG, ids=[f"{key} {number}" for number, (_, key) in enumerate(WRONG)])
def test_a_wrong_setting_is_named(words: list[str], key: str) -> None:
    assert key in " ".join(fault.where for fault in report_of(compose, ["careers=county", *words]))


def test_several_are_reported_together() -> None:
    words = ["careers.leaving.gain=9", "careers.recruitment.places=-1", "careers.severance.weeks=0", "careers.vacant_at_start=2"]
    with pytest.raises(FaultReport) as caught:
        compose(["careers=county", *words])
    assert all(word.partition("=")[0] in str(caught.value) for word in words)


def test_what_is_lost_once_is_no_fault() -> None:
    words = ["careers=county", "availability=county", "availability.vacancies=0",
             "availability.not_deployable.initial_training.share=0"]  # fmt: skip
    assert compose(words).careers.on
    assert compose(["careers=none", "availability=county", "crewing=tutored"]).careers.on is False
