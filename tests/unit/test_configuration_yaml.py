"""The strict reader: plain data come out as written; everything else is refused with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.faults import Fault, Faults
from sim.yaml_strict import MOST_BYTES, Document, load_file, load_text


def read(text: str) -> tuple[Document | None, list[Fault]]:
    faults = Faults()
    return load_text(text, "x.yaml", faults), list(faults)


def test_words_stay_words() -> None:
    document, faults = read("""
time: 12:30
on: on
answer: no
collar: 00123
octal: 010
hexadecimal: 0x10
grouped: 1_000
date: 2026-01-05
version: 1.2.3
quoted: '7'
""")
    assert not faults
    assert document is not None
    assert document.data == {
        "time": "12:30",
        "on": "on",
        "answer": "no",
        "collar": "00123",
        "octal": "010",
        "hexadecimal": "0x10",
        "grouped": "1_000",
        "date": "2026-01-05",
        "version": "1.2.3",
        "quoted": "7",
    }


def test_numbers_and_the_few_words_that_are_not() -> None:
    document, faults = read("[7, -3, 1.5, .5, 5., 1e3, -2.5E-2, true, False, null, ~, 0]")
    assert not faults
    assert document is not None
    assert document.data == [7, -3, 1.5, 0.5, 5.0, 1000.0, -0.025, True, False, None, None, 0]
    assert [type(value) for value in document.data[:3]] == [int, int, float]


def test_shapes_and_lines() -> None:
    document, faults = read("a:\n  b: [1, 2]\n  c:\n    - x: 1\n    - x: 2\n1: {2: 3}\ne:\n")
    assert not faults
    assert document is not None
    assert document.data == {"a": {"b": [1, 2], "c": [{"x": 1}, {"x": 2}]}, 1: {2: 3}, "e": None}
    assert document.where("a", "c", 1, "x") == "x.yaml line 5"
    assert document.where("a", "b", 7) == "x.yaml line 2"
    assert document.where(1, 2) == "x.yaml line 6"
    assert document.where() == "x.yaml line 1"


@pytest.mark.parametrize(
    ("text", "line", "found"),
    [
        ("a: 1\nb: !!python/object:os.system x", 2, "tag"),
        ("a: 1\nb: !local x", 2, "tag"),
        ("a: !!str 3", 1, "tag"),
        ("a: &x 1", 1, "anchor"),
        ("a: [1, &x {b: 1}]", 1, "anchor"),
        ("a: 1\n<<: {b: 2}", 2, "<<"),
        ("a: ${oc.env:HOME}", 1, "interpolation"),
        ("'${x}': 1", 1, "interpolation"),
        ("a:\n  _target_: x", 2, "_target_"),
        ("_x: 1", 1, "_x"),
        ("a: {b: {hydra: 1}}", 1, "hydra"),
        ("defaults: [a]", 1, "defaults"),
        ("a: 1\nb: 2\na: 3", 3, "again"),
        ("1: a\n'1': b", 2, "again"),
        ("a: 1\n---\nb: 1", 2, "second document"),
        ("? [a]\n: 1", 1, "key that is not a word"),
        ("true: 1", 1, "the key 'true'"),
        ("1.5: 1", 1, "the key '1.5'"),
        ("a: .inf", 1, ".inf"),
        ("a: -.NaN", 1, "NaN"),
        ("a: [1", 2, "cannot be read"),
        ("a: b: c", 1, "cannot be read"),
        ("\ta: 1", 1, "cannot be read"),
        ("a: '\u202egnirts'", 1, "invisible"),
        ('a: "\\u200b"', 1, "invisible"),
        ("# @package _global_\na: 1", 1, "@package"),
        ("[" * 21 + "]" * 21, 1, "levels"),
        ("a: [" + "1," * 100_000 + "]", 1, "100,000 values"),
        ("a: " + "x" * MOST_BYTES, 0, "characters"),
    ],
)
def test_refused_with_line(text: str, line: int, found: str) -> None:
    _, faults = read(text)
    assert [fault for fault in faults if found in fault.found and (not line or fault.where.endswith(f"line {line}"))], (
        faults
    )
    assert all(fault.remedy for fault in faults)


def test_an_alias_bomb_is_refused_at_once() -> None:
    text = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "\n".join(
        f"{c}: &{c} [" + ", ".join([f"*{p}"] * 9) + "]" for p, c in zip("abcdefg", "bcdefgh", strict=True)
    )
    document, faults = read(text)
    assert len(faults) == 8 + 7
    assert document is not None
    assert document.data["b"] == [None] * 9


def test_all_faults_are_collected() -> None:
    _, faults = read("a: &x 1\nb: *x\n_c: ${d}\nb: !t 2\nhydra: {_e: .inf}\n")
    assert [fault.where[-1] for fault in faults] == ["1", "2", "3", "3", "4", "4", "5", "5", "5"]


def test_files(tmp_path: Path) -> None:
    faults = Faults()
    good = tmp_path / "good.yaml"
    good.write_bytes(b"\xef\xbb\xbfa: caf\xc3\xa9\r\nb: 2\r\n")
    document = load_file(good, faults)
    assert document is not None
    assert document.data == {"a": "café", "b": 2}
    assert not faults
    big = tmp_path / "big.yaml"
    big.write_bytes(b"a: " + b"x" * MOST_BYTES)
    (tmp_path / "latin.yaml").write_bytes(b"a: 1\nb: caf\xe9\n")
    (tmp_path / "binary.yaml").write_bytes(b"a: \x00\x01")
    for name in ("big.yaml", "latin.yaml", "missing.yaml", "binary.yaml"):
        assert load_file(tmp_path / name, faults) is None
    assert [fault.where for fault in faults] == ["big.yaml", "latin.yaml line 2", "missing.yaml", "binary.yaml line 1"]
