"""Read a results folder, having checked all of it: reports are never built on half a study or on damaged files."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from sim.experiments.files import file_digest
from sim.experiments.manifest import MANIFEST_NAME, MANIFEST_SCHEMA, PLAN_NAME
from sim.experiments.plan import Plan
from sim.experiments.store import REPLICATIONS, TABLES, Store
from sim.experiments.tables import TABLE_NAMES
from sim.faults import Fault, FaultReport, Faults

_AGAIN = "run the study again: only what is missing or damaged is computed"


@dataclass(frozen=True)
class StoredStudy:
    """A finished study on disk, checked."""

    folder: Path
    manifest: dict[str, Any]
    plan: Plan

    def table(self, name: str, scenario: str | None = None) -> pa.Table:
        """Return the table "scenarios", "metrics" or "comparisons", or one scenario's rows of it."""
        if name not in TABLE_NAMES:
            raise ValueError(f"there is no table {name!r}; there are {', '.join(TABLE_NAMES)}")
        only = None if scenario is None else [("scenario", "==", scenario)]
        # ParquetFile semantics, not a data set: the folder's name must not add columns.
        return pq.read_table(
            self.folder / TABLES / f"{name}.parquet", filters=only, partitioning=None, page_checksum_verification=True
        )


def read_study(folder: Path | str) -> StoredStudy:
    """Open a results folder. Raises one FaultReport with everything that is wrong with it."""
    folder = Path(folder)
    faults = Faults("the results folder")
    manifest, plan = _manifest(folder, faults), _plan(folder, faults)
    if manifest is not None and plan is not None:
        _check_agreement(manifest, plan, faults)
        _check_replications(Store(folder), manifest, plan, faults)
        _check_tables(folder, manifest, faults)
    if manifest is None or plan is None or faults:
        raise FaultReport(faults, faults.subject)
    return StoredStudy(folder, manifest, plan)


def check_results(folder: Path | str) -> tuple[Fault, ...]:
    """Return everything that is wrong with a results folder; empty when it is sound."""
    try:
        read_study(folder)
    except FaultReport as report:
        return report.faults
    return ()


def _json(path: Path, faults: Faults) -> Any:
    try:
        return json.loads(path.read_bytes())
    except FileNotFoundError:
        faults.add(path.name, "no such file", "a results folder has one", "check the path; if it is right, " + _AGAIN)
    except OSError as error:
        faults.add(
            path.name,
            f"it cannot be opened ({type(error).__name__})",
            "a readable file",
            "check who may read the folder",
        )
    except ValueError:
        faults.add(path.name, "damaged JSON", "the file as Muster wrote it", _AGAIN)
    return None


def _manifest(folder: Path, faults: Faults) -> dict[str, Any] | None:
    data = _json(folder / MANIFEST_NAME, faults)
    if data is None:
        return None
    if not isinstance(data, dict) or data.get("schema") != MANIFEST_SCHEMA:
        faults.add(MANIFEST_NAME, "a manifest of another version, or none", f"version {MANIFEST_SCHEMA}", _AGAIN)
        return None
    if data.get("finished") is None:
        faults.add(
            MANIFEST_NAME, "a study that was not finished", "a finished study", str(data.get("command", "")) or _AGAIN
        )
    return data


def _plan(folder: Path, faults: Faults) -> Plan | None:
    data = _json(folder / PLAN_NAME, faults)
    if data is None:
        return None
    try:
        return Plan.from_data(data)
    except ValueError as error:
        faults.add(PLAN_NAME, str(error), "the file as Muster wrote it", _AGAIN)
        return None


def _check_agreement(manifest: dict[str, Any], plan: Plan, faults: Faults) -> None:
    listed = {s.get("id"): s.get("config_hash") for s in manifest.get("scenarios", []) if isinstance(s, dict)}
    planned = {s.id: s.config_hash for s in plan.scenarios}
    if manifest.get("study") != plan.study or manifest.get("code") != plan.code or listed != planned:
        faults.add(
            MANIFEST_NAME,
            "another study, scenario or version of the model than in plan.json",
            "both from one run",
            _AGAIN,
        )


def _check_replications(store: Store, manifest: dict[str, Any], plan: Plan, faults: Faults) -> None:
    names = {task.key: f"{task.scenario}, replication {task.replication}" for task in plan.tasks}
    failed = {f.get("key") for f in manifest.get("failures", []) if isinstance(f, dict)}
    found = store.inventory(list(names))
    for key, name in names.items():
        if key in found.stored or key in failed:
            continue
        where = f"{REPLICATIONS}/{key}.parquet ({name})"
        if key in found.damaged:
            faults.add(where, found.damaged[key], "the file as it was stored", _AGAIN)
        else:
            faults.add(
                where,
                "not stored" if key not in found.unvouched else "a file the journal does not vouch for",
                "every planned replication",
                _AGAIN,
            )
    for name in found.foreign:
        faults.add(
            f"{REPLICATIONS}/{name}", "a file that is no replication", "replications only", "move it elsewhere"
        )


def _check_tables(folder: Path, manifest: dict[str, Any], faults: Faults) -> None:
    recorded = manifest.get("tables")
    if recorded == {} and "screening" in manifest:
        return  # a screening writes tables of its own
    for name in TABLE_NAMES:
        path = folder / TABLES / f"{name}.parquet"
        expected = recorded.get(name) if isinstance(recorded, dict) else None
        if not path.is_file():
            faults.add(f"{TABLES}/{path.name}", "no such file", "a finished study has one", _AGAIN)
        elif file_digest(path) != expected:
            faults.add(
                f"{TABLES}/{path.name}",
                "its bytes are not those that were written",
                "the file as Muster wrote it",
                _AGAIN,
            )
