"""The manifest: what was asked, of which code, on what kind of machine, and what came of it.

It can be shown to anyone: it holds no absolute path, no user and no host name. Times stand here and in the journal
only, so that everything else in a results folder can be compared byte by byte.
"""

from __future__ import annotations

import getpass
import json
import os
import platform
import re
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sim
from sim.experiments.files import file_digest, write_whole
from sim.experiments.identity import library_versions
from sim.experiments.plan import Plan, StudyScenario
from sim.experiments.tables import Written

MANIFEST_NAME, PLAN_NAME = "manifest.json", "plan.json"
MANIFEST_SCHEMA = 1
_REPORTED = (
    "muster",
    "numpy",
    "numba",
    "llvmlite",
    "scipy",
    "simpy",
    "pandas",
    "pyarrow",
    "plotly",
    "hydra-core",
    "omegaconf",
    "pydantic",
    "holidays",
    "tzdata",
    "rich",
)


def opening(
    plan: Plan,
    scenarios: Sequence[StudyScenario],
    question: str,
    inputs: Mapping[str, str],
    workers: int,
    command: str,
) -> dict[str, Any]:
    """What is known of a study before it runs; `inputs` names input files (no paths) with their SHA-256."""
    return {
        "schema": MANIFEST_SCHEMA,
        "study": plan.study,
        "question": question,
        "started": _now(),
        "finished": None,
        "replications": plan.replications,
        "code": plan.code,
        "commit": _commit(),
        "versions": library_versions(_REPORTED),
        "platform": _platform(),
        "workers": workers,
        "command": impersonal(command),
        "inputs": dict(sorted(inputs.items())),
        "scenarios": [
            {
                "id": planned.id,
                "label": planned.label,
                "axes": planned.axes,
                "baseline": planned.baseline,
                "seed": _seed(each.scenario),
                "engine": str(getattr(each.scenario, "engine", "")),
                "config_hash": planned.config_hash,
                "config": _configuration(each.scenario),
            }
            for planned, each in zip(plan.scenarios, scenarios, strict=True)
        ],
    }


def closing(
    opened: Mapping[str, Any],
    *,
    counts: Mapping[str, int],
    failures: Sequence[Mapping[str, Any]],
    audit: Sequence[Mapping[str, Any]],
    written: Written,
    interrupted: bool,
) -> dict[str, Any]:
    """The manifest of a study that has ended, or was interrupted: `finished` is then still empty."""
    return {
        **opened,
        "finished": None if interrupted else _now(),
        "interrupted": interrupted,
        "counts": dict(counts),
        "failures": [dict(f) for f in failures],
        "audit": [dict(a) for a in audit],
        "checks": [{"name": name, "passed": True} for name in written.checks],
        "tables": written.digests,
        "tables_origin": written.origin,
    }


def recorded(folder: Path) -> Any:
    """The manifest a folder holds now, as plain data; None where there is none that can be read."""
    try:
        return json.loads((folder / MANIFEST_NAME).read_bytes())
    except (OSError, ValueError):
        return None


def write_json(path: Path, data: Any) -> None:
    """Write plain data as readable JSON, whole or not at all."""
    write_whole(path, json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False).encode() + b"\n")


def input_digests(paths: Iterable[Path]) -> dict[str, str]:
    """SHA-256 of input files by file name, for the manifest."""
    return {path.name: file_digest(path) for path in paths}


def impersonal(text: str) -> str:
    """Take out of an error message what tells whose machine it was: folders, the user's and the machine's name."""
    folders = {
        "<folder>": os.getcwd(),
        "<home>": str(Path.home()),
        "<python>": sys.prefix,
        "<temporary>": tempfile.gettempdir(),
        "<program>": str(Path(sim.__file__).parent.parent),
    }
    for word, folder in sorted(folders.items(), key=lambda item: -len(item[1])):
        if len(folder) > 1:
            text = text.replace(folder, word)
    for word, name in (("<user>", _user()), ("<host>", socket.gethostname())):
        if len(name) > 2:
            text = re.sub(rf"\b{re.escape(name)}\b", word, text)
    return text


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


def _configuration(scenario: Any) -> Any:
    """The configuration as plain data; of a scenario that is one point among thousands, what it says of itself."""
    brief = getattr(scenario, "in_brief", None)
    return scenario.model_dump(mode="json") if brief is None else brief()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _seed(scenario: Any) -> int | None:
    return getattr(getattr(scenario, "run", None), "seed", None)


def _platform() -> dict[str, Any]:
    return {
        "system": platform.system(),
        "machine": platform.machine(),
        "python": platform.python_version(),
        "implementation": platform.python_implementation(),
        "cores": os.cpu_count(),
        "threads_per_worker": 1,
    }


def _commit() -> dict[str, Any] | None:
    """Commit of the sources that run, or None: not a checkout, no git, or files of another project's repository."""
    folder = Path(sim.__file__).parent

    def git(*words: str) -> str | None:
        try:
            done = subprocess.run(
                ["git", "-C", str(folder), *words],
                capture_output=True,
                text=True,
                timeout=10,
                check=False,
                env={**os.environ, "GIT_OPTIONAL_LOCKS": "0"},
            )
        except (OSError, subprocess.SubprocessError):
            return None
        return done.stdout.strip() if done.returncode == 0 else None

    # An installed copy may lie inside somebody's repository without belonging to it.
    if git("ls-files", "--error-unmatch", "__init__.py") is None:
        return None
    commit = git("rev-parse", "HEAD")
    return (
        None
        if commit is None
        else {"id": commit, "dirty": bool(git("status", "--porcelain", "--", ".", "../kernels"))}
    )
