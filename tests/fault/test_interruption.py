"""Studies that are interrupted, killed or starved: nothing stored is lost, nothing half-written is believed."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.experiments.interruption import Stop
from sim.experiments.reading import check_results
from sim.experiments.store import Store
from tests.support.small_study import contents, run_small, small_scenarios

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS, REPLICATIONS = 4, 6
pytestmark = pytest.mark.skipif(os.name == "nt", reason="sends POSIX signals; how Windows stops a study is untested")


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Contents of the folder when the study runs in peace."""
    out = tmp_path_factory.mktemp("reference")
    run_small(out, small_scenarios(SCENARIOS), replications=REPLICATIONS)
    return contents(out)


@pytest.fixture
def seen(tmp_path: Path) -> Path:
    folder = tmp_path / "traces"
    folder.mkdir()
    return folder


def start(out: Path, seen: Path, *words: str, workers: int = 2, pause: float = 0.05) -> subprocess.Popen[str]:
    """Run the small study in a process group of its own, as a terminal would."""
    sizes = ["--scenarios", str(SCENARIOS), "--replications", str(REPLICATIONS)]
    command = [
        sys.executable,
        "-m",
        "tests.support.small_study",
        str(out),
        *sizes,
        "--workers",
        str(workers),
        "--pause",
        str(pause),
        "--traces",
        str(seen),
        *words,
    ]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True
    )


def wait_for(condition: object, seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.01)


def committed(out: Path) -> list[str]:
    """Keys in the order they were committed; a key that was committed twice is there twice."""
    return [entry["key"] for entry in Store(out).journal.entries() if entry["event"] == "done"]


def workers_of(seen: Path) -> set[int]:
    return {int(path.name.split("-")[3]) for path in seen.iterdir()}


def alive(pids: set[int]) -> set[int]:
    def is_alive(pid: int) -> bool:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        status = Path(f"/proc/{pid}/stat")
        return not (status.exists() and ") Z " in status.read_text())

    return {pid for pid in pids if is_alive(pid)}


def resume(out: Path, seen: Path) -> None:
    with start(out, seen, pause=0.0) as process:
        output, _ = process.communicate(timeout=120)
    assert process.returncode == 0, output


def test_ctrl_c_flushes_says_how_to_go_on_and_leaves_no_orphans(
    tmp_path: Path, seen: Path, reference: dict[str, str]
) -> None:
    out = tmp_path / "out"
    with start(out, seen, pause=0.3) as process:
        wait_for(lambda: len(committed(out)) >= 3)
        pressed = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)
        output, _ = process.communicate(timeout=20)
    assert process.returncode == 130
    assert time.monotonic() - pressed < 10
    assert "run the same command again: muster sweep scenario=small" in output
    assert "Traceback" not in output
    wait_for(lambda: not alive(workers_of(seen)), 5)
    before = committed(out)
    assert 3 <= len(before) < SCENARIOS * REPLICATIONS
    # What was under way when the key was pressed was finished and kept.
    assert len(before) == len(list(seen.iterdir()))
    found = Store(out).inventory(before)
    assert found.stored == set(before)
    assert not list((out / "replications").glob(".*"))
    assert json.loads((out / "manifest.json").read_text())["interrupted"] is True
    assert any("not finished" in fault.found for fault in check_results(out))
    resume(out, seen)
    assert max(Counter(committed(out)).values()) == 1
    assert contents(out) == reference
    assert check_results(out) == ()


@pytest.mark.parametrize("workers", [1, 2])
def test_a_second_ctrl_c_stops_at_once(tmp_path: Path, seen: Path, workers: int) -> None:
    out = tmp_path / "out"
    with start(out, seen, workers=workers, pause=30.0) as process:
        wait_for(lambda: len(list(seen.iterdir())) == workers)
        os.killpg(process.pid, signal.SIGINT)
        time.sleep(0.5)
        assert process.poll() is None  # the first press waits for what is under way
        pressed = time.monotonic()
        os.killpg(process.pid, signal.SIGINT)
        output, _ = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "Traceback" not in output
    assert time.monotonic() - pressed < 2
    wait_for(lambda: not alive(workers_of(seen)), 5)
    assert committed(out) == []


def test_sigterm_is_a_polite_request_too(tmp_path: Path, seen: Path) -> None:
    out = tmp_path / "out"
    with start(out, seen, workers=1, pause=0.2) as process:
        wait_for(lambda: len(committed(out)) >= 1)
        process.terminate()
        process.communicate(timeout=20)
    assert process.returncode == 130
    assert len(committed(out)) == len(list(seen.iterdir()))


def test_work_that_outlasts_the_grace_period_is_abandoned() -> None:
    with Stop(grace=0.2) as stop:
        os.kill(os.getpid(), signal.SIGINT)
        assert stop.requested
        assert not stop.expired
        started = time.monotonic()
        with pytest.raises(KeyboardInterrupt), stop.interruptible():
            time.sleep(10)
        assert stop.expired
        assert time.monotonic() - started < 2
    with Stop() as fresh:
        assert not fresh.requested


def kill_and_resume(out: Path, seen: Path, instants: Iterator[float], times: int) -> None:
    """Kill the whole study with no warning, again and again, then let it finish."""
    for _ in range(times):
        before = len(committed(out))
        with start(out, seen, pause=0.02) as process:
            # Count from the first sign of work, so that kills fall into the work and not only into the start of Python.
            wait_for(
                lambda before=before, process=process: len(committed(out)) > before or process.poll() is not None
            )
            time.sleep(next(instants))
            process.kill()
            process.communicate(timeout=20)
        wait_for(lambda: not alive(workers_of(seen)), 10)
        keys = committed(out)
        assert Store(out).inventory(keys).stored == set(keys)
    resume(out, seen)


def test_killed_at_any_instant_nothing_stored_is_lost_or_repeated(
    tmp_path: Path, seen: Path, reference: dict[str, str]
) -> None:
    out, draw = tmp_path / "out", random.Random("killed at any instant")
    kill_and_resume(out, seen, iter(lambda: draw.uniform(0.0, 0.1), None), times=3)
    assert Counter(committed(out)).most_common(1)[0][1] == 1
    assert contents(out) == reference
    assert check_results(out) == ()
    # Each kill costs at most what the two workers had under way, and a file not yet in the journal.
    assert len(list(seen.iterdir())) <= SCENARIOS * REPLICATIONS + 3 * 3


@pytest.mark.deep
def test_fifty_kills(tmp_path: Path, reference: dict[str, str]) -> None:
    draw = random.Random("fifty kills")
    for round_ in range(10):
        out, seen = tmp_path / f"out{round_}", tmp_path / f"traces{round_}"
        seen.mkdir()
        kill_and_resume(out, seen, iter(lambda: draw.uniform(0.0, 0.15), None), times=5)
        assert Counter(committed(out)).most_common(1)[0][1] == 1
        assert contents(out) == reference
        assert check_results(out) == ()


def test_workers_killed_at_random_do_not_stop_a_study(tmp_path: Path, seen: Path, reference: dict[str, str]) -> None:
    out, draw = tmp_path / "out", random.Random("workers killed at random")
    killed: set[int] = set()
    with start(out, seen, pause=0.15) as process:
        while len(killed) < 4 and process.poll() is None:
            living = alive(workers_of(seen)) - killed
            if living:
                victim = draw.choice(sorted(living))
                killed.add(victim)
                os.kill(victim, signal.SIGKILL)
            time.sleep(0.4)
        output, _ = process.communicate(timeout=60)
    assert process.returncode == 0, output
    assert len(killed) == 4
    assert contents(out) == reference


@pytest.mark.parametrize("bytes_allowed", [1000, 9000])
def test_a_full_disk_is_told_in_words_and_costs_nothing_stored(
    tmp_path: Path, seen: Path, reference: dict[str, str], bytes_allowed: int
) -> None:
    """A limit on file size stands in for the full disk: below a replication's size, and where the journal grows past
    it."""
    out = tmp_path / "out"
    with start(out, seen, "--largest-file", str(bytes_allowed), pause=0.0) as process:
        output, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    assert re.search(
        "StorageError: the results folder cannot be written .*File too large", output
    )
    wait_for(lambda: not alive(workers_of(seen)), 5)
    keys = committed(out)
    assert Store(out).inventory(keys).stored == set(keys)
    resume(out, seen)
    assert max(Counter(committed(out)).values()) == 1
    assert contents(out) == reference
