"""What a replication *is*: the content address under which its result is stored.

Same configuration, same seed, same code: same key. Whatever cannot change a result (how many workers, how many
replications were asked for, how a thing is titled) stays out of the key, so that a study that grows or moves to a
bigger machine finds its earlier work again. Whatever might change a result is in it, the model's sources included, so
that results of two versions of the model can never meet in one table.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import json
import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

RESULT_FORMAT = 1
"""Raised when the stored rows of a replication change their meaning or their columns."""

KEY_DIGITS = 32
# Libraries whose version can move the last bit of a draw, a clock or a holiday. Packages absent here are simply not
# named.
LIBRARIES = ("numpy", "numba", "llvmlite", "scipy", "simpy", "tzdata", "holidays")
# Rooms above `sim/replication.py`, and the rooms that only read or word the configuration: a scenario reaches the key
# resolved, so these cannot change what it gives. Everything else counts, new files included.
# A test holds that no source of the model reads any of them.
_ABOVE = ("cli.py", "__main__.py", "commands", "reports", "experiments", "planner", "screening", "survey", "tracing.py")
_CONFIGURING = ("attribution.py", "bundles.py", "configuration.py", "expansion.py", "holding.py", "overrides.py", "protocol.py",
                "studies.py", "study_form.py", "yaml_strict.py")
_TELLING = ("assumptions.py", "faults.py", "ledger.py", "ledger.yaml", "plain_words.py")
OUTSIDE_THE_MODEL = frozenset((*_ABOVE, *_CONFIGURING, *_TELLING))
_NOT_SOURCES = frozenset({".pyc", ".pyo", ".nbi", ".nbc"})
# Settings of how a study is executed, not of what is simulated.
_EXECUTION = frozenset({"workers", "replications", "audit_share", "audit_days"})


def canonical_json(value: Any) -> str:
    """Render plain data as JSON that depends on nothing but the data: no spaces, numbers in one spelling, no NaN.

    The order of a mapping is *kept*: the grades of a force are ordered, highest first, and sorting them away would
    give two different forces one key. Raises ValueError for NaN or an infinity, TypeError for anything that is not
    plain data.
    """
    return json.dumps(_plain(value), ensure_ascii=True, allow_nan=False, separators=(",", ":"))


def digest(text: str | bytes) -> str:
    """SHA-256 of the text (as UTF-8) or bytes, in hexadecimal."""
    return hashlib.sha256(text.encode() if isinstance(text, str) else text).hexdigest()


def scenario_content(scenario: Any) -> dict[str, Any]:
    """Return the part of a validated scenario that decides its results, as plain data.

    `scenario` is a pydantic model. Left out: titles (text under a key `title`) and, of `run`, what only says how the
    study is executed (workers, replications, the audit).
    """
    content: dict[str, Any] = _without_titles(scenario.model_dump(mode="json"))
    run = content.get("run")
    if isinstance(run, Mapping):
        content["run"] = {key: value for key, value in run.items() if key not in _EXECUTION}
        if run.get("sample", {}).get("settings"):
            from sim.sampling import ranges_of  # here, for this file says of any copy of the model what it is

            content["sampled_within"] = ranges_of(scenario)  # the ledger is no source of the model but for these
    return content


def scenario_digest(scenario: Any) -> str:
    """SHA-256 of a scenario's content: equal for two scenarios that must give the same results."""
    return digest(canonical_json(scenario_content(scenario)))


def replication_key(scenario_hash: str, replication: int, engine: str, code: str, versions: Mapping[str, str]) -> str:
    """Return the content address (32 hexadecimal digits) of one replication of one scenario."""
    parts = {
        "format": RESULT_FORMAT,
        "scenario": scenario_hash,
        "replication": replication,
        "engine": engine,
        "code": code,
        "versions": dict(sorted(versions.items())),
    }
    return digest(canonical_json(parts))[:KEY_DIGITS]


def library_versions(names: Sequence[str] = LIBRARIES) -> dict[str, str]:
    """Return the installed version of each named distribution; those not installed are left out."""
    found = {}
    for name in names:
        try:
            found[name] = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            continue
    return found


@lru_cache(maxsize=1)
def code_identity() -> str:
    """SHA-256 over the sources that can change a result: all of `kernels/` and the model's rooms of `sim/`."""
    running = hashlib.sha256()
    for name, path in model_sources():
        running.update(f"{name}\0".encode())
        # A checkout on Windows may carry other line endings; that is no other model.
        running.update(path.read_bytes().replace(b"\r\n", b"\n"))
        running.update(b"\0")
    return running.hexdigest()


def model_sources() -> Iterator[tuple[str, Path]]:
    """Yield name and path of every source that counts towards the code identity, in a fixed order."""
    for package in ("kernels", "sim"):
        spec = importlib.util.find_spec(package)
        if spec is None or not spec.submodule_search_locations:
            raise RuntimeError(
                f"the package {package} is not installed as a folder, so its code cannot be identified"
            )
        folder = Path(next(iter(spec.submodule_search_locations)))
        inside = sorted((path.relative_to(folder).as_posix(), path) for path in folder.rglob("*") if path.is_file())
        for name, path in inside:
            parts = name.split("/")
            hidden = any(part.startswith((".", "__pycache__")) for part in parts)
            outside = package == "sim" and parts[0] in OUTSIDE_THE_MODEL
            if not hidden and not outside and path.suffix not in _NOT_SOURCES:
                yield f"{package}/{name}", path


def _without_titles(value: Any) -> Any:
    if isinstance(value, Mapping):
        # Only text is a title: an area that a planner happens to call "title" is a mapping and stays.
        return {k: _without_titles(v) for k, v in value.items() if not (k == "title" and isinstance(v, str))}
    if isinstance(value, list | tuple):
        return [_without_titles(item) for item in value]
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, float):
        if not math.isfinite(value):
            raise ValueError(f"{value} cannot be part of a configuration")
        return int(value) if value.is_integer() and abs(value) < 2**53 else value
    if value is None or isinstance(value, str | int | bool):
        return value
    raise TypeError(f"{type(value).__name__} is not plain data")
