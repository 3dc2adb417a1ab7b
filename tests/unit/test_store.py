"""What is stored is found again or found out: addresses, files, journal, lock, and every kind of damage."""

from __future__ import annotations

import ast
import json
import os
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from sim.experiments import files
from sim.experiments.codec import ConservationError, DamagedFile, decode, encode, passed_checks
from sim.experiments.identity import (
    OUTSIDE_THE_MODEL,
    canonical_json,
    code_identity,
    model_sources,
    replication_key,
    scenario_digest,
)
from sim.experiments.lock import folder_lock
from sim.experiments.store import Store
from sim.faults import FaultReport
from sim.outcome_table import ReplicationTable
from tests.support.small_study import SmallRun, SmallScenario, simulate

KEY, OTHER = "ab" * 16, "cd" * 16


def table(rows: list[tuple[str, str, int, float]], check: dict[str, object] | None = None) -> ReplicationTable:
    metric, group, hour, value = zip(*rows, strict=True) if rows else ((), (), (), ())
    return ReplicationTable(
        list(metric),
        list(group),
        np.array(hour, dtype=np.int16),
        np.array(value, dtype=float),
        np.ones(len(rows)),
        check or {},
    )


def stored(folder: Path, keys: tuple[str, ...] = (KEY,)) -> Store:
    store = Store(folder)
    store.prepare()
    for number, key in enumerate(keys):
        store.commit(key, encode(simulate(SmallScenario(), number), key), {"scenario": "s", "replication": number})
    return store


# --- addresses -------------------------------------------------------------------------------------------------------


def test_what_cannot_change_a_result_is_not_in_the_address() -> None:
    one = SmallScenario(title="a", run=SmallRun(workers=1, replications=3, audit_share=0.0, audit_days=1))
    two = SmallScenario(title="b", run=SmallRun(workers=8, replications=99, audit_share=1.0, audit_days=9))
    assert scenario_digest(one) == scenario_digest(two)


@pytest.mark.parametrize(
    "other",
    [
        SmallScenario(level=0.1),
        SmallScenario(run=SmallRun(seed=8)),
        SmallScenario(engine="simpy"),
        SmallScenario(grades={"prompt": 60.0, "immediate": 15.0}),
    ],  # the same grades in another order of urgency
    ids=["setting", "seed", "engine", "order of grades"],
)
def test_what_can_change_a_result_is_in_the_address(other: SmallScenario) -> None:
    assert scenario_digest(SmallScenario()) != scenario_digest(other)


def test_an_area_called_title_is_no_title() -> None:
    assert scenario_digest(SmallScenario(grades={"title": 15.0})) != scenario_digest(SmallScenario(grades={}))


def test_replication_engine_code_and_libraries_are_in_the_address() -> None:
    def key(**changed: object) -> str:
        parts = {
            "scenario_hash": "a",
            "replication": 0,
            "engine": "compiled",
            "code": "c",
            "versions": {"numpy": "1"},
        }
        return replication_key(**{**parts, **changed})  # type: ignore[arg-type]

    keys = {
        key(),
        key(replication=1),
        key(engine="simpy"),
        key(code="d"),
        key(versions={"numpy": "2"}),
        key(scenario_hash="b"),
    }
    assert len(keys) == 6
    assert all(len(k) == 32 for k in keys)
    assert key(versions={"a": "1", "b": "2"}) == key(versions={"b": "2", "a": "1"})


def test_numbers_have_one_spelling_and_no_infinity() -> None:
    assert (
        canonical_json({"a": 1.0, "b": -0.0, "c": 0.1})
        == canonical_json({"a": 1, "b": 0, "c": 0.1})
        == '{"a":1,"b":0,"c":0.1}'
    )
    for bad in (float("nan"), float("inf")):
        with pytest.raises(ValueError):
            canonical_json({"a": bad})
    with pytest.raises(TypeError):
        canonical_json({"a": object()})


def test_code_identity_changes_with_the_model_and_only_with_it(tmp_path: Path) -> None:
    for package, names in {
        "sim": ("__init__.py", "metrics.py", "reports/page.py", "reports/__init__.py"),
        "kernels": ("__init__.py",),
    }.items():
        for name in names:
            path = tmp_path / package / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("x = 1\n")

    def identity() -> str:
        # The real module, loaded against a small copy of the two packages.
        source = Path(code_identity.__wrapped__.__code__.co_filename)
        program = (
            "import importlib.util, sys; spec = importlib.util.spec_from_file_location('identity', sys.argv[1]); "
            "m = importlib.util.module_from_spec(spec); spec.loader.exec_module(m); print(m.code_identity())"
        )
        done = subprocess.run(
            [sys.executable, "-c", program, str(source)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
        )
        return done.stdout.strip()

    before = identity()
    (tmp_path / "sim/reports/page.py").write_text("x = 2\n")
    assert identity() == before
    (tmp_path / "sim/metrics.py").write_bytes(b"x = 1\r\n")  # a checkout on Windows
    assert identity() == before
    (tmp_path / "sim/metrics.py").write_text("x = 2\n")
    changed = identity()
    assert changed != before
    (tmp_path / "kernels/new.py").write_text("")
    assert identity() not in (before, changed)


def test_no_source_of_the_model_reads_what_is_left_out_of_the_address() -> None:
    left_out = {f"sim.{name.removesuffix('.py')}" for name in OUTSIDE_THE_MODEL}
    # Faults are only words; the warm-up composes a scenario of its own and keeps nothing of it.
    # Ranges that are sampled within are part of the scenario's own address.
    allowed = {("sim/replication.py", "sim.configuration"), ("sim/sampling.py", "sim.ledger")}
    found = set()
    for name, path in model_sources():
        if path.suffix == ".py":
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                modules += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
                found |= {(name, ".".join(module.split(".")[:2])) for module in modules}
    assert {pair for pair in found if pair[1] in left_out - {"sim.faults"}} <= allowed


# --- one replication as bytes ----------------------------------------------------------------------------------------


def test_rows_come_back_sorted_with_their_checks() -> None:
    data = encode(
        table(
            [("b", "", -1, 2.0), ("a", "x", 5, 3.0), ("a", "x", -1, float("nan"))], {"balance": True, "faults": ""}
        ),
        KEY,
    )
    rows = decode(data, KEY)
    assert rows["metric"].to_pylist() == ["a", "a", "b"]
    assert rows["hour_of_week"].to_pylist() == [-1, 5, -1]
    assert np.isnan(rows["value"].to_pylist()[0])
    assert rows["value"].to_pylist()[1:] == [3.0, 2.0]
    assert passed_checks(rows) == ["balance"]


def test_same_rows_same_bytes_in_any_order() -> None:
    rows = [("a", "", hour, float(hour)) for hour in range(-1, 168)]
    shuffled = random.Random(4).sample(rows, len(rows))
    assert encode(table(rows), KEY) == encode(table(shuffled), KEY)


@pytest.mark.parametrize(
    "check", [{"balance": False}, {"officers": {"minutes": np.False_}}, {"faults": ["seat 3: 1 ms missing"]}]
)
def test_books_that_do_not_balance_are_not_stored(check: dict[str, object]) -> None:
    with pytest.raises(ConservationError, match="do not balance"):
        encode(table([("a", "", -1, 1.0)], check), KEY)


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        ([], "no rows"),
        ([("a", "", -1, float("inf"))], "infinite"),
        ([("a", "", 168, 1.0)], "hour"),
        ([("a", "", -1, 1.0), ("a", "", -1, 2.0)], "twice"),
    ],
)
def test_malformed_tables_are_refused(rows: list[tuple[str, str, int, float]], word: str) -> None:
    with pytest.raises(ValueError, match=word):
        encode(table(rows), KEY)


def test_a_file_under_another_name_is_found_out() -> None:
    data = encode(table([("a", "", -1, 1.0)]), KEY)
    with pytest.raises(DamagedFile, match="another replication"):
        decode(data, OTHER)


def test_page_checksums_alone_find_flipped_bits_in_values() -> None:
    """The journal's SHA-256 is the first guard; the file must also defend itself where only it was copied."""
    data, silent = encode(simulate(SmallScenario(), 0), KEY), 0
    truth = decode(data, KEY)
    draw = random.Random(12)
    for _ in range(150):
        flipped = bytearray(data)
        flipped[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
        try:
            # NaN equals NaN here: compare the bits.
            same = encode_again(decode(bytes(flipped), KEY)) == encode_again(truth)
        except DamagedFile:
            continue
        silent += not same
    assert silent == 0


def encode_again(rows: object) -> list[bytes]:
    return [np.asarray(column.to_pylist()).tobytes() for column in rows.columns]  # type: ignore[attr-defined]


# --- the folder ------------------------------------------------------------------------------------------------------


def test_committed_replications_are_found(tmp_path: Path) -> None:
    stored(tmp_path, (KEY, OTHER))
    again = Store(tmp_path)
    assert again.inventory([KEY, OTHER]).stored == {KEY, OTHER}
    assert again.read(KEY).equals(decode(encode(simulate(SmallScenario(), 0), KEY), KEY))


def test_every_flip_truncation_and_swap_is_detected(tmp_path: Path) -> None:
    store, draw = stored(tmp_path, (KEY, OTHER)), random.Random(99)
    path, data = tmp_path / f"replications/{KEY}.parquet", (tmp_path / f"replications/{KEY}.parquet").read_bytes()
    damages = [data[:size] for size in (0, 1, len(data) // 2, len(data) - 1)]
    damages += [(tmp_path / f"replications/{OTHER}.parquet").read_bytes(), b"not parquet", data + b"\0"]
    for _ in range(300):
        flipped = bytearray(data)
        flipped[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
        damages.append(bytes(flipped))
    for damage in damages:
        path.write_bytes(damage)
        found = store.inventory([KEY, OTHER])
        assert found.stored == {OTHER}
        assert set(found.damaged) == {KEY}
        with pytest.raises(DamagedFile):
            store.read(KEY)
    path.unlink()
    assert store.inventory([KEY]).damaged == {KEY: "the file is gone"}


def test_a_file_without_its_journal_line_does_not_count(tmp_path: Path) -> None:
    store = stored(tmp_path, (KEY, OTHER))
    lines = store.journal.path.read_bytes().splitlines(keepends=True)
    store.journal.path.write_bytes(lines[0])
    found = Store(tmp_path).inventory([KEY, OTHER])
    assert found.stored == {KEY}
    assert found.unvouched == (OTHER,)


@pytest.mark.parametrize(
    "tail", [b'{"event":"done","key":"ab', b"\0\0\0\0", b"[1, 2]\n", b"\xff\xfe garbage\n", b"{}\n"]
)
def test_a_torn_or_garbled_journal_tail_is_survived(tmp_path: Path, tail: bytes) -> None:
    store = stored(tmp_path)
    with store.journal.path.open("ab") as stream:
        stream.write(tail)
    again = Store(tmp_path)
    again.prepare()
    again.commit(OTHER, encode(simulate(SmallScenario(), 1), OTHER), {})
    assert Store(tmp_path).inventory([KEY, OTHER]).stored == {KEY, OTHER}


def test_foreign_and_unused_files_are_told_apart_and_left_alone(tmp_path: Path) -> None:
    store = stored(tmp_path, (KEY, OTHER))
    (tmp_path / "replications/notes.txt").write_text("mine")
    found = store.inventory([KEY])
    assert (found.foreign, found.unused) == (("notes.txt",), 1)
    assert (tmp_path / "replications/notes.txt").read_text() == "mine"


def test_what_interrupted_writers_left_is_swept(tmp_path: Path) -> None:
    store = stored(tmp_path)
    (tmp_path / f"replications/.{OTHER}.parquet.123.part").write_bytes(b"half")
    assert store.prepare() == 1
    assert sorted(path.name for path in store.replications.iterdir()) == [f"{KEY}.parquet"]


def test_a_key_cannot_leave_the_folder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no key"):
        stored(tmp_path, ("../../escaped",))


def test_a_failed_write_leaves_the_old_file_and_no_litter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    files.write_whole(path, b"old")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError, match="No space"):
        files.write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_held_open_elsewhere_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, tries = os.replace, []

    def busy_twice(source: Path, target: Path) -> None:
        tries.append(source)
        if len(tries) < 3:
            raise PermissionError("in use by another program")
        real(source, target)

    monkeypatch.setattr(os, "replace", busy_twice)
    files.write_whole(tmp_path / "file", b"new")
    assert (tmp_path / "file").read_bytes() == b"new"
    assert len(tries) == 3


# --- the lock --------------------------------------------------------------------------------------------------------

HOLD = (
    "import sys, time; from pathlib import Path; from sim.experiments.lock import folder_lock\n"
    "with folder_lock(Path(sys.argv[1])):\n print('held', flush=True); time.sleep(60)"
)


def test_a_second_runner_is_refused_and_a_dead_one_holds_nothing(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", HOLD, str(tmp_path)], stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(FaultReport, match=f"process {holder.pid}"), folder_lock(tmp_path):
            pass
        holder.kill()
    with folder_lock(tmp_path):
        assert json.loads((tmp_path / ".lock").read_text()) == {"pid": os.getpid()}


@pytest.mark.parametrize("left", [b"", b"garbage", b'{"pid": 1}'])
def test_a_lock_file_left_behind_holds_nothing(tmp_path: Path, left: bytes) -> None:
    (tmp_path / ".lock").write_bytes(left)
    with folder_lock(tmp_path), pytest.raises(FaultReport, match="one runner at a time"), folder_lock(tmp_path):
        pass
