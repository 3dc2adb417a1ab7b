"""Which numbers are screened, how far they are moved, and what rules do to that."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.configuration import compose
from sim.experiments.identity import scenario_digest
from sim.faults import Faults
from sim.ledger import Entry, ledger
from sim.reports.idle import idle_in
from sim.screening.factors import Factor, factors_of, like, moves_at_all
from sim.screening.numbers import CHOSEN, NO_RANGE, OFF, OUTSIDE, REFUSED, VARIED, Number, assumed_numbers, pattern_of
from sim.screening.points import Moved, allowed_factors, changes_at, refusal
from sim.screening.settings import take_settings


def numbers(*words: str, axes: tuple[str, ...] = ()):
    scenario = compose(list(words))
    plain = [scenario.model_dump(mode="json")]
    return assumed_numbers([scenario], axes, lambda key: idle_in(plain, key))


def factors(*words: str, together: str = "alike", reach: float = 1.0) -> dict[str, Factor]:
    return {factor.name: factor for factor in factors_of(numbers(*words)[0], together, reach)}


@pytest.fixture(scope="module")
def county() -> dict[str, Factor]:
    return factors()


def reasons(*words: str, axes: tuple[str, ...] = ()) -> dict[str, str]:
    return {each.key: each.reason for each in numbers(*words, axes=axes)[1]}


def test_every_assumed_number_is_either_screened_or_left_out_with_a_reason() -> None:
    kept, left = numbers()
    found = {number.key for number in kept} | {each.key for each in left}
    plain = compose([]).model_dump(mode="json")
    book = ledger()
    assumed = {key for key in book.numbers(plain) if (entry := book.entry_for(key)) is None or entry.strength == "assumed"}
    assert found == assumed
    assert len(found) == len(kept) + len(left)
    assert all(number.entry.strength == "assumed" for number in kept)


def test_what_is_off_varied_chosen_or_somebody_elses_is_not_moved() -> None:
    found = reasons("force.officers=120", axes=("roster", "partners.shortfall"))
    assert found["custody.file.mean_min"] == OFF
    assert found["strain.weights.unpaid_overtime"] == OFF, "a load that weighs nothing"
    assert found["partners.shortfall"] == VARIED
    assert found["roster.teams"] == VARIED
    assert found["crewing.double_share"] == CHOSEN
    assert found["force.officers"] == OUTSIDE
    assert "custody.file.mean_min" not in reasons("custody=county")
    assert NO_RANGE not in found.values()


def test_settings_that_differ_only_in_a_name_are_one_factor(county: dict[str, Factor]) -> None:
    assert len(county["demand.types.*.scene.mean_min"].members) == 15
    assert len(factors(together="each")) == sum(len(factor.members) for factor in county.values())
    assert pattern_of(("strain", "memory_days")) == "strain.memory_days"
    assert pattern_of(("demand", "types", "theft", "officers", 2)) == "demand.types.*.officers.*"


def test_nothing_is_moved_beyond_its_range(county: dict[str, Factor]) -> None:
    from sim.ledger import numbers_in

    for factor in county.values():
        for position in (0.0, 1 / 3, 1.0):
            values = factor.at(position)
            for number in factor.members:
                moved = numbers_in({"v": _listed(values[number.path])})["v"]
                at_home = numbers_in({"v": _listed(number.value)})["v"]
                low, high = min(number.entry.low, *at_home), max(number.entry.high, *at_home)
                assert all(low - 1e-6 <= value <= high + 1e-6 for value in moved), (number.key, position)
                assert type(values[number.path]) is type(number.value) or isinstance(number.value, tuple | list)


def _listed(value):
    return [_listed(inner) for inner in value] if isinstance(value, list | tuple) else value


def test_ends_middle_and_reach(county: dict[str, Factor]) -> None:
    gain = county["sickness.gain"]
    assert [gain.at(position)["sickness", "gain"] for position in (0, 0.5, 1)] == [-1, 0, 1]
    half = factors("sickness.gain=0.5", reach=0.5)["sickness.gain"]  # from -1 to 1
    assert [half.at(position)["sickness", "gain"] for position in (0, 1)] == [-0.25, 0.75]
    drawn_at = county["sickness.drawn_at"]
    assert [drawn_at.at(position)["sickness", "drawn_at"] for position in (0, 1)] == ["03:00", "09:00"]


def test_weights_are_tilted_and_profiles_made_steeper_because_scaling_them_would_do_nothing(county: dict[str, Factor]) -> None:
    grades = county["demand.types.*.grades.*"]
    theft = ("demand", "types", "theft", "grades")

    def first_share(position: float) -> float:
        values = [value for path, value in grades.at(position).items() if path[:4] == theft]
        return values[0] / sum(values)

    assert first_share(0) > 1.15 * first_share(0.5) > 1.15 * 1.15 * first_share(1) > 0
    monthly = county["demand.monthly"]
    spread = [max(values) - min(values) for position in (0, 0.5, 1) for values in monthly.at(position).values()]
    assert spread[0] < spread[1] < spread[2]
    middle = next(iter(monthly.at(0.5).values()))
    assert middle == pytest.approx(monthly.members[0].value)


def test_a_value_keeps_its_form() -> None:
    assert like(3, 2.6) == 3
    assert isinstance(like(3, 2.6), int)
    assert like("07:00", 23.999) == "23:55"
    assert like("07:00", 6.49) == "06:30"
    assert like(1.0, 1 / 3) == 0.333333


def test_a_point_is_the_scenario_that_its_words_compose_with_the_same_key() -> None:
    base = compose(["run=smoke"])
    moved = Moved(base, ((("sickness", "gain"), 0.25), (("demand", "types", "theft", "officers", 2), 30.0)), 7)
    typed = compose(["run=smoke", "sickness.gain=0.25", "demand.types.theft.officers.2=30"])
    assert scenario_digest(moved) == scenario_digest(typed)
    assert scenario_digest(Moved(base, (), 0)) == scenario_digest(base)


def test_an_end_that_rules_refuse_is_drawn_back_and_the_rule_is_told() -> None:
    """The share attended is a probability; an entry up to 2 would take it beyond 1."""
    base = compose([])
    entry = Entry("demand.types.theft.attended", "probability", 0.2, 2.0, "assumed", "for the test")
    number = Number(("demand", "types", "theft", "attended"), 0.3, entry, "demand.types.theft.attended")
    factor = Factor("attended", (number,), "range")
    (kept,), why, left = allowed_factors([factor], [base])
    top = kept.at(1.0)[number.path]
    assert 0.9 < top <= 1.0
    assert kept.at(0.0)[number.path] == pytest.approx(0.2)
    assert "attended" in why["attended"]
    assert not left
    assert refusal(base, {number.path: 1.5})
    assert not refusal(base, {number.path: 1.0})
    stuck = replace(factor, members=(replace(number, value=1.0, entry=replace(entry, low=1.0)),))
    at_one = compose(["demand.types.theft.attended=1"])
    kept, _, left = allowed_factors([stuck], [at_one])
    assert not kept
    assert [each.reason for each in left] == [REFUSED]


def test_points_of_the_county_are_all_allowed(county: dict[str, Factor]) -> None:
    """Corners of the space: every number at its low, and at its high end, is a county that the rules accept."""
    base, all_of_them = compose([]), list(county.values())
    for end in (0.0, 1.0):
        assert refusal(base, dict(changes_at(all_of_them, [end] * len(all_of_them)))) == ""
    assert all(moves_at_all(factor) for factor in all_of_them)


def test_settings_of_a_screening() -> None:
    faults = Faults()
    words = ["screen.trajectories=6", "run.days=9", "screen.reach=0.5", "screen.metrics=[utilisation]", "screen.together=each"]
    settings, rest = take_settings(words, faults)
    assert not faults
    assert rest == ["run.days=9"]
    assert (settings.trajectories, settings.reach, settings.metrics, settings.together) == (6, 0.5, ("utilisation",), "each")
    assert settings.levels == 4
