"""The comparison itself: it names the first event that differs, keeps floats apart, and the audit uses it."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest

import sim.twins
from kernels import kinds as k
from kernels.kinds import names
from kernels.trajectory import fold_all
from sim.compiled import run_compiled
from sim.configuration import compose
from sim.inputs.build import draw_inputs, make_plan
from sim.inputs.inputs import Inputs
from sim.outcome import Outcome, conservation_faults
from sim.reference.force import run_reference
from sim.twins import audit, compare_outcomes, event_words, local_time
from tests.support.tiny_inputs import incident, tiny, tour

SMALL = ("force=bench", "force.officers=8", "demand=flat", "roster=two_two_two_four", "partners=none",
         "run.days=6", "run.warmup_days=2", "run.audit_days=3")  # fmt: skip


@pytest.fixture(scope="module")
def case() -> tuple[Inputs, Outcome, Outcome]:
    inputs = tiny([tour(0, 420, 600), tour(1, 420, 600)], [incident(430, 30), incident(440, 30)])
    return inputs, run_compiled(inputs, log=True), run_reference(inputs, log=True)


def _with_log(outcome: Outcome, log: np.ndarray) -> Outcome:
    trajectory = int(fold_all(np.uint64(0), log))
    return dataclasses.replace(outcome, log=log, n_events=len(log), trajectory=trajectory)


def test_the_same_is_identical(case: tuple[Inputs, Outcome, Outcome]) -> None:
    inputs, compiled, reference = case
    verdict = compare_outcomes(inputs, compiled, reference)
    assert (verdict.identical, verdict.first_difference, verdict.float_differences) == (True, "", ())
    assert (verdict.word, verdict.detail) == ("identical", "")


def test_the_first_event_that_differs_is_named_with_the_one_before(case: tuple[Inputs, Outcome, Outcome]) -> None:
    # Events: measuring, two bookings on, two crews formed, then at 07:10 logged, sent (seat 0), there, started.
    inputs, compiled, reference = case
    log = reference.log.copy()
    assert log[6].tolist() == [430 * 60_000, 2, 0, 0]
    log[6, 3] = 1
    log[9, 3] = 7
    verdict = compare_outcomes(inputs, compiled, _with_log(reference, log))
    assert not verdict.identical
    assert verdict.first_difference == (
        "event 7: after Mon 2026-01-05 07:10:00.000 logged (incident 0, area 0), the same in both, "
        "compiled has Mon 2026-01-05 07:10:00.000 crew sent (incident 0, seat 0) "
        "but simpy has Mon 2026-01-05 07:10:00.000 crew sent (incident 0, seat 1) "
        f"(compiled had {compiled.n_events} events, simpy {compiled.n_events})")  # fmt: skip


def test_an_event_missing_at_the_end_or_differing_at_the_start(case: tuple[Inputs, Outcome, Outcome]) -> None:
    inputs, compiled, reference = case
    shorter = compare_outcomes(inputs, compiled, _with_log(reference, reference.log[:-1])).first_difference
    assert shorter.startswith(f"event {compiled.n_events}: after ")
    assert "simpy has no further event" in shorter
    other = compare_outcomes(inputs, compiled, _with_log(reference, reference.log[1:])).first_difference
    assert other.startswith("event 1: from the very first event compiled has ")


def test_without_logs_it_says_that_they_are_missing(case: tuple[Inputs, Outcome, Outcome]) -> None:
    inputs, _, _ = case
    a, b = run_compiled(inputs), run_reference(inputs)
    assert compare_outcomes(inputs, a, b).word == "identical"
    verdict = compare_outcomes(inputs, a, dataclasses.replace(b, trajectory=b.trajectory ^ 1))
    assert not verdict.identical
    assert "logs" in verdict.first_difference


@pytest.mark.parametrize(("record", "field"), [("incidents", "closed"), ("tours", "overtime_paid"), ("seats", "sick_days")])
def test_whole_numbers_in_records_must_agree(case: tuple[Inputs, Outcome, Outcome], record: str, field: str) -> None:
    inputs, compiled, reference = case
    changed = getattr(reference, record).copy()
    changed[field][1] += 5
    verdict = compare_outcomes(inputs, compiled, dataclasses.replace(reference, **{record: changed}))
    assert not verdict.identical
    assert verdict.first_difference.startswith(f"{record}.{field} differs in 1 of 2 (row 1: compiled ")


def test_time_accounts_must_agree(case: tuple[Inputs, Outcome, Outcome]) -> None:
    inputs, compiled, reference = case
    accounts = reference.accounts.copy()
    accounts[1, 0, 3] += 1
    verdict = compare_outcomes(inputs, compiled, dataclasses.replace(reference, accounts=accounts))
    assert "seat 1 rostered in status 3" in verdict.first_difference


def test_hours_must_agree(case: tuple[Inputs, Outcome, Outcome]) -> None:
    inputs, compiled, reference = case
    hours = reference.hours.copy()
    hours[8, 1] += 1
    verdict = compare_outcomes(inputs, compiled, dataclasses.replace(reference, hours=hours))
    assert not verdict.identical
    assert verdict.first_difference.startswith("hours differ in 1 places (hour 8 in status 1: compiled ")
    short = compare_outcomes(inputs, compiled, dataclasses.replace(reference, hours=hours[:-1]))
    assert "hours: shape" in short.first_difference


def test_hours_that_do_not_balance_are_told(case: tuple[Inputs, Outcome, Outcome]) -> None:
    inputs, compiled, _ = case
    moved, more = compiled.hours.copy(), compiled.hours.copy()
    moved[7, k.FREE] -= 1
    moved[8, k.FREE] += 1
    more[9, k.ON_SCENE] += 1
    faults = conservation_faults(inputs, dataclasses.replace(compiled, hours=moved))
    assert faults == ["hour 7: tours ask for 7200000 ms, 7199999 ms are booked (so in 2 hours)"]
    first, second = conservation_faults(inputs, dataclasses.replace(compiled, hours=more))
    assert first.startswith("status 3: ")
    assert second.startswith("hour 9: tours ask for 7200000 ms, 7200001 ms are booked")


def test_records_of_another_length(case: tuple[Inputs, Outcome, Outcome]) -> None:
    inputs, compiled, reference = case
    verdict = compare_outcomes(inputs, compiled, dataclasses.replace(reference, tours=reference.tours[:1]))
    assert verdict.first_difference == "tours: compiled has 2 records, simpy 1"


def test_floats_are_told_apart_to_the_last_bit(case: tuple[Inputs, Outcome, Outcome]) -> None:
    inputs, compiled, reference = case
    seats = reference.seats.copy()
    seats["strain"][0] = np.nextafter(seats["strain"][0], 1.0)
    verdict = compare_outcomes(inputs, compiled, dataclasses.replace(reference, seats=seats))
    assert verdict.identical  # events and whole numbers
    assert verdict.word == "floats differ"
    assert len(verdict.float_differences) == 1
    assert verdict.float_differences[0].startswith("seats.strain differs in 1 of 2")


def test_a_number_that_is_none_equals_itself(case: tuple[Inputs, Outcome, Outcome]) -> None:
    inputs, compiled, reference = case
    pair = []
    for outcome in (compiled, reference):
        seats = outcome.seats.copy()
        seats["strain"][0] = np.nan
        pair.append(dataclasses.replace(outcome, seats=seats))
    assert compare_outcomes(inputs, *pair).word == "identical"


def test_every_kind_of_event_has_words() -> None:
    for kind, name in names().items():
        said = event_words(np.array([0, kind, 4, 9]))
        assert said.startswith(name)
        assert name == "measuring" or ("4" in said and "9" in said)
    assert "unknown kind 1001" in event_words(np.array([0, 1_001, 1, 2]))


def test_local_time_knows_the_date_and_the_clock_change() -> None:
    inputs = draw_inputs(make_plan(compose([*SMALL, "run.start=2026-03-29", "run.warmup_days=0"])), 0)
    assert local_time(inputs, 0) == "Sun 2026-03-29 00:00:00.000"
    assert local_time(inputs, 2 * 3_600_000 + 5) == "Sun 2026-03-29 03:00:00.005"
    warmed = draw_inputs(make_plan(compose([*SMALL, "run.start=2026-03-29", "run.warmup_days=2"])), 0)
    assert local_time(warmed, 0) == "Fri 2026-03-27 00:00:00.000"


# The audit


def test_an_audit_runs_the_warm_up_and_the_first_days_on_both_engines() -> None:
    scenario = compose(SMALL)
    told = audit(scenario, 1)
    assert told["verdict"] == "identical"
    assert (told["detail"], told["days"]) == ("", 3)
    inputs = draw_inputs(make_plan(scenario), 1)
    prefix = run_compiled(inputs, (2 + 3) * 86_400_000)
    assert (told["events"], told["trajectory"]) == (prefix.n_events, f"{prefix.trajectory:016x}")
    assert json.loads(json.dumps(told)) == told
    assert audit(scenario, 2)["trajectory"] != told["trajectory"]


def test_an_audit_is_no_longer_than_the_study() -> None:
    told = audit(compose(SMALL), 0, days=1_000)
    assert told["days"] == 6
    assert told["verdict"] == "identical"
    assert audit(compose(SMALL), 0, days=1)["events"] < told["events"]


def test_an_audit_of_no_days_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        audit(compose(SMALL), 0, days=0)


def test_an_audit_that_fails_names_the_event(monkeypatch: pytest.MonkeyPatch) -> None:
    # The compiled engine is given ten minutes more of wind-down than the reference.
    def other(inputs: Inputs, until: int | None = None, *, log: bool = False) -> Outcome:
        rules = dataclasses.replace(inputs.rules, wind_down_ms=8 * 3_600_000, wind_down_grades=0)
        return run_compiled(dataclasses.replace(inputs, rules=rules), until, log=log)

    monkeypatch.setattr(sim.twins, "run_compiled", other)
    told = audit(compose(SMALL), 0)
    assert told["verdict"] == "different"
    assert told["detail"].startswith("event ")
    assert "simpy has" in told["detail"]
