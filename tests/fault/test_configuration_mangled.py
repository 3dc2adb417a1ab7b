"""Mangled input of every kind gives a scenario or a report in plain words, and never anything else."""

from __future__ import annotations

import copy
import random
from typing import Any

import pytest
import yaml

from sim.configuration import compose, defaults
from sim.faults import FaultReport, Faults
from sim.yaml_strict import load_text

CHARACTERS = "abc.=,{}[]()'\"~+@$:\\/ 01-%*&!|>#?\n\t\x00é\u202e"
WEIRD: list[Any] = [
    None, True, -1, 0, 1e308, float("nan"), "x", "${a}", "12:30", 750, [], [1], {}, {"a": 1}, [[1]], 2**70, "",
    {1: 2}, {"kind": "lognormal"}, {True: 1}, {None: 2}, {1.5: 2},
]  # fmt: skip
VALUES = ["1", "x", "null", "{a: 1}", "[1,2]", "nan", "-inf", "1e999", "range(1,3)", "'", "{", "1,2", "true", "glob(*)"]


def keys_of(data: Any, key: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    entries = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return ([key] if key else []) + [deeper for name, inner in entries for deeper in keys_of(inner, (*key, name))]


def assert_plain(report: FaultReport) -> None:
    for fault in report.faults:
        assert fault.where
        assert fault.remedy, fault
        for jargon in ("Annotated", "function-", "Input should", "pydantic", "Traceback"):
            assert jargon not in str(fault), fault


def outcome(words: list[str], tables: dict[str, Any] | None = None) -> int:
    try:
        compose(words, tables=tables)
    except FaultReport as report:
        assert_plain(report)
        return len(report.faults)
    return 0


@pytest.mark.parametrize("group", [name for name, part in defaults().items() if isinstance(part, dict)])
def test_mangled_tables(group: str) -> None:
    chance, good = random.Random(f"mangled {group}"), defaults()[group]
    keys, faults = keys_of(good), 0
    for _ in range(25):
        table = copy.deepcopy(good)
        for _ in range(chance.randint(1, 4)):
            key, holder = chance.choice(keys), table
            try:
                for name in key[:-1]:
                    holder = holder[name]
                if chance.random() < 0.8:
                    holder[key[-1]] = copy.deepcopy(chance.choice(WEIRD))
                else:
                    del holder[key[-1]]
            except (KeyError, IndexError, TypeError):
                continue  # an earlier slip took this place away
        faults += outcome([], {group: table})
    assert faults > 20, "the slips must have been noticed"


def test_mangled_words() -> None:
    chance = random.Random("mangled words")
    keys = [".".join(map(str, key)) for key in keys_of(defaults())]
    faults = 0
    for _ in range(150):
        word = (
            chance.choice(["", "+", "++", "~"])
            + chance.choice(keys)
            + chance.choice(["=", "", "=="])
            + chance.choice(VALUES)
        )
        letters = list(chance.choice(keys) + "=1")
        letters[chance.randrange(len(letters))] = chance.choice(CHARACTERS)
        garbage = "".join(chance.choice(CHARACTERS) for _ in range(chance.randint(0, 12)))
        faults += outcome([word, "".join(letters), garbage])
    assert faults > 250


def test_mangled_files() -> None:
    chance, refused = random.Random("mangled files"), 0
    text = yaml.safe_dump(defaults()["force"])
    for _ in range(300):
        letters = list(text)
        for _ in range(chance.randint(1, 6)):
            letters[chance.randrange(len(letters))] = chance.choice(CHARACTERS)
        faults = Faults()
        document = load_text("".join(letters), "mangled.yaml", faults)
        assert document is not None or faults
        assert all(fault.where.startswith("mangled.yaml") and fault.remedy for fault in faults)
        refused += bool(faults)
    assert refused > 100
