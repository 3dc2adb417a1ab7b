"""Every number about people or the world has a source, a range and a strength; no entry is about nothing."""

from __future__ import annotations

import ast
import copy
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from sim.assumptions import assumptions_of
from sim.configuration import compose, defaults, options
from sim.faults import FaultReport
from sim.ledger import Entry, Ledger, ledger, numbers_in, read_ledger
from sim.scenario import Scenario
from sim.screening.numbers import dotted, leaves
from sim.studies import shipped_studies

ROOT = Path(__file__).resolve().parents[2]
EVERY = [(group, option) for group, names in options().items() for option in names]
BEYOND = {  # studies that leave a range on purpose; each README says so, or the study is about the extreme itself
    ("at_work_unwell", "presence.on_leave.share.psychological"), ("at_work_unwell", "presence.on_leave.most_days"),
    ("does_the_loop_matter", "sickness.gain"), ("vicious_circle", "sickness.gain"), ("wave_of_sickness", "sickness.gain"),
    ("wave_of_sickness", "sickness.season.wave.peak_day"), ("wave_of_sickness", "sickness.season.wave.size"),
    ("displaced_demand", "partners.shortfall"),
    ("neighbours", "demand.monthly"), ("who_goes_first", "demand.scale"),
    ("ambulance_shortfall", "partners.services.ambulance.care.mean_min"),
    ("no_bed", "partners.services.mental_health.taken_to.place_of_safety"),
    ("crisis_team_at_night", "partners.services.mental_health.week"),
    ("social_care_out_of_hours", "partners.services.social_care.week"),
    ("right_skill", "skills.list.taser.share"), ("right_skill", "skills.list.taser.substitute_after_min"),
}  # fmt: skip
IN_CODE = {  # fractions that stand in kernels: no property of people, or constants of a published formula
    "unified.py": "the harmonics of the body clock in the unified model (Ramakrishnan and others 2016)",
    "draw.py": "the inverse of the normal distribution", "gamma.py": "the gamma distribution",
    "abstraction.py": "nothing to divide by", "crewing.py": "rounding", "careers.py": "days of a year",
}  # fmt: skip


@pytest.mark.parametrize(("group", "option"), EVERY)
def test_every_number_has_an_entry_and_lies_in_its_range(group: str, option: str) -> None:
    book = ledger()
    missing, outside = [], []
    for key, values in book.numbers({group: defaults({group: option})[group]}).items():
        entry = book.entry_for(key, f"{group}={option}")
        if entry is None:
            missing.append(key)
        elif f"{group}={option}" not in book.theory and not entry.holds(values):
            outside.append(f"{key}: {min(values)} to {max(values)}, ledger {entry.low} to {entry.high}")
    assert not missing, "numbers without a source:\n" + "\n".join(missing)
    assert not outside, "numbers outside their range:\n" + "\n".join(outside)


def _in_studies() -> Iterator[tuple[str, str, tuple[float, ...]]]:
    """Study, setting and numbers of all that the shipped studies set, sweep or bundle."""
    for name, folder in shipped_studies().items():
        data = yaml.safe_load((folder / "study.yaml").read_text(encoding="utf-8"))
        told = list((data.get("set") or {}).items())
        told += [(key, value) for key, values in (data.get("sweep") or {}).items() for value in values]
        for bundle in (data.get("bundles") or {}).values():
            told += [pair for settings in bundle.values() for pair in settings.items()]
        for key, value in told:
            for found, numbers in ledger().numbers({key.split(".")[0]: _nested(key.split(".")[1:], value)}).items():
                yield name, found, numbers


def _left_open() -> Iterator[str]:
    """Settings that a shipped option leaves at null, where a number may stand; days on which something starts are dates."""
    for group, option in EVERY:
        if group not in ledger().exempt:
            found = (path for path, value in leaves(defaults({group: option})[group], (group,)) if value is None)
            yield from (dotted(path) for path in found if path[-1] != "starts")


def test_numbers_that_options_leave_open_have_entries() -> None:
    missing = {key for key in _left_open() if ledger().entry_for(key) is None}
    assert not missing, "null now, a number without a source tomorrow:\n" + "\n".join(sorted(missing))


def _nested(names: list[str], value: object) -> object:
    for name in reversed(names):
        value = {name: value}
    return value


def test_numbers_of_studies_have_entries_and_leave_ranges_only_where_they_mean_to() -> None:
    book, missing, outside = ledger(), [], set()
    for study, key, numbers in _in_studies():
        entry = book.entry_for(key)
        if entry is None:
            missing.append(f"{study}: {key}")
        elif not entry.holds(numbers):
            outside.add((study, key))
    assert not missing, "numbers of studies without a source:\n" + "\n".join(missing)
    assert outside == BEYOND


@pytest.mark.parametrize("path", sorted((ROOT / "kernels").glob("*.py")), ids=lambda path: path.name)
def test_no_fraction_about_people_hides_in_a_kernel(path: Path) -> None:
    """Kernels are given what they reckon with; a fraction written in one is arithmetic or a published constant, and listed."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, float)}
    fractions = {value for value in found if not value.is_integer() and value != 0.5}
    assert bool(fractions) == (path.name in IN_CODE), f"{path.name}: {sorted(fractions)}"


def test_no_entry_is_about_nothing() -> None:
    book = ledger()
    keys = [key for group, option in EVERY for key in book.numbers({group: defaults({group: option})[group]})]
    keys += [key for _, key, _ in _in_studies()] + list(_left_open())
    idle = [entry.key for entry in book.entries if not any(entry.fits(key) for key in keys)]
    assert not idle, "entries that match no setting:\n" + "\n".join(idle)


def test_no_plain_entry_hides_behind_another() -> None:
    """An entry that never counts for a shipped number is at least a fallback for names a planner chooses."""
    book = ledger()
    keys = [key for group, option in EVERY for key in book.numbers({group: defaults({group: option})[group]})]
    keys += [key for _, key, _ in _in_studies()] + list(_left_open())
    counting = {entry.key for key in keys if (entry := book.entry_for(key))}
    assert all("*" in entry.key for entry in book.entries if entry.key not in counting)


def test_what_is_exempt_and_what_is_theory() -> None:
    book = ledger()
    assert set(book.exempt) == {"run", "engine", "title"}
    assert all(tuple(option.split("=")) in EVERY for option in book.theory)
    assert not {"force=county", "demand=county", "sickness=feedback", "partners=county", "fatigue=three_process"} & set(
        book.theory
    )


def test_ranges_of_the_ledger_are_allowed_by_the_models() -> None:
    """Sensitivity studies sample from low to high: both ends must be valid settings, taken one at a time."""
    book = ledger()
    broken = []
    for key, values in book.numbers(defaults({"sickness": "feedback"})).items():
        entry = book.entry_for(key)
        if entry is None or len(values) > 1 or entry.unit == "clock hour":
            continue
        for bound in (entry.low, entry.high):
            try:
                compose(["sickness=feedback", f"{key}={int(bound) if float(bound).is_integer() else bound}"])
            except FaultReport as report:
                if not key.startswith(("roster.teams", "roster.offset_days")):  # only whole rosters make sense
                    broken.append(f"{key}={bound}: {report.faults[0].found}")
    assert not broken, "\n".join(broken)


def test_ranges_of_every_option_are_allowed_by_its_model() -> None:
    """Each end by itself is a value the setting may have, whatever option holds it; rules between settings may refuse it."""
    book, broken, tried = ledger(), [], set()
    for group, option in EVERY:
        model, plain = Scenario.model_fields[group].annotation, defaults({group: option})[group]
        if f"{group}={option}" in book.theory:
            continue
        for key, values in book.numbers({group: plain}).items():
            entry = book.entry_for(key)
            if entry is None or len(values) > 1 or entry.unit == "clock hour" or key in tried:
                continue
            tried.add(key)
            for bound in (entry.low, entry.high):
                changed = copy.deepcopy(plain)
                place, name = _place(changed, key.split(".")[1:])
                place[name] = int(bound) if float(bound).is_integer() else bound
                try:
                    model.model_validate(changed)  # type: ignore[union-attr]
                except ValidationError as error:
                    broken += [f"{key}={bound}: {each['msg']}" for each in error.errors() if each["type"] != "muster_rules"]
    assert not broken, "\n".join(broken)


def _place(table: Any, names: list[str]) -> tuple[Any, Any]:
    """The innermost table of a dotted key, and the name in it; names of years or hours are whole numbers."""
    for depth, text in enumerate(names):
        name = text if text in table else int(text)
        if depth == len(names) - 1:
            return table, name
        table = table[name]
    raise AssertionError("a key without names")


def test_strengths_follow_the_evidence() -> None:
    """Numbers recalled from memory are called neither published nor derived; what is published names no assumption."""
    for entry in ledger().entries:
        if entry.strength != "assumed":
            assert not [words for words in ("memory", "judgement", "No source", "not found") if words in entry.source], entry.key
        if entry.strength == "published":
            assert "assumed" not in entry.source, entry.key
        assert entry.unit
        assert math.isfinite(entry.low)
        assert math.isfinite(entry.high)


def test_the_most_special_entry_counts() -> None:
    def entry(key: str) -> Entry:
        return Entry(key, "min", 0, 1, "assumed", key)

    book = Ledger((entry("a.*.c"), entry("a.b.*"), entry("a.b.c"), entry("a.*"), entry("*.b.d")), (), ())
    assert [
        found.key if (found := book.entry_for(key)) else None
        for key in ("a.b.c", "a.b.x", "a.x.c", "a.x", "q.b.d", "q", "a.x.y.z")
    ] == ["a.b.c", "a.b.*", "a.*.c", "a.*", "*.b.d", None, None]


def test_an_entry_about_one_option_counts_for_its_numbers_alone() -> None:
    """Weights worked out by a rule do not carry the sources of weights by odds ratio, and keep to a range."""
    def row(*words: str) -> dict[str, Any]:
        told = assumptions_of([compose([word]) for word in words])
        return next(each for each in told if each["key"] == "strain.weights.overtime")

    equal, odds, both = row("strain=equal"), row("strain=pressures"), row("strain=equal", "strain=pressures")
    assert equal["source"].startswith("Assumed: every stressor weighs the same")
    assert "1.37" not in equal["source"]
    assert (odds["low"], odds["high"]) == (0.0, 0.63)
    assert odds["source"].startswith("ln 1.37")
    assert both["source"] == f"{odds['source']}; with strain=equal: {equal['source']}"
    assert [each["strength"] for each in (equal, odds, both)] == ["assumed"] * 3
    assert "strain=equal" not in ledger().theory
    options_told = {entry.option for entry in ledger().entries} - {""}
    assert all(tuple(option.split("=")) in EVERY for option in options_told)


def test_numbers_in() -> None:
    plain = {"a": {"b": 1, "c": True, "d": "text", "e": [[1, 2], [3]], "f": "07:30", 2: 0.5, "g": None, "h": []}}
    assert numbers_in(plain) == {"a.b": (1.0,), "a.e": (1.0, 2.0, 3.0), "a.f": (7.5,), "a.2": (0.5,)}


def test_a_broken_ledger_is_reported_whole(tmp_path: Path) -> None:
    good = '{key: "a", unit: min, low: 1, high: 2, strength: assumed, source: "none found"}'
    rows = [
        good,
        good,
        good.replace('"a"', '"b"').replace("low: 1", "low: 3"),
        good.replace('"a"', '"c"').replace("assumed", "sure"),
        good.replace('"a"', '"d"').replace('"none found"', '""'),
        "{key: e}",
        good.replace('"a"', '"f"').replace("high: 2", "high: many"),
    ]
    path = tmp_path / "ledger.yaml"
    path.write_text("entries:\n" + "".join(f"  - {row}\n" for row in rows))
    with pytest.raises(FaultReport) as caught:
        read_ledger(path)
    assert [fault.where for fault in caught.value.faults] == [f"ledger.yaml line {line}" for line in (3, 4, 5, 6, 7, 8)]
