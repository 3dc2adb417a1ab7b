"""`muster fit`: an extract and its mapping in, a study folder and an honest report out."""

from __future__ import annotations

import datetime
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.faults import Fault, FaultReport
from sim.planner.call_types import fit_officers, group_types
from sim.planner.clean import clean_extract
from sim.planner.demand_fit import fit_demand
from sim.planner.durations_fit import fit_durations
from sim.planner.findings import Finding, Findings
from sim.planner.guard import check_folder, digests, refuse_changed
from sim.planner.mapping import Mapping
from sim.planner.mapping_file import load_mapping
from sim.planner.observed import observe, observed_csv
from sim.planner.report import fit_document, fit_numbers
from sim.planner.sizing import size_force
from sim.planner.write_study import demand_table, force_table, study_table, yaml_text


@dataclass(frozen=True)
class FitResult:
    """Where the study is, its files, the report as text, and the figures of fit.json."""

    folder: Path
    files: tuple[Path, ...]
    report: str
    numbers: dict[str, Any]


def fit_extract(extract: Path, mapping: Path, out: Path, today: datetime.date | None = None) -> FitResult:
    """Fit ``extract`` (.csv, .txt or .csv.gz) by ``mapping`` (strict YAML) and write a study folder to ``out``.

    Writes study.yaml, demand.yaml, force.yaml, observed.csv, fit.json, fit_report.md, fit_report.html and faults.csv;
    none holds a record of the extract (faults.csv names lines and shows masked values). The same inputs give the same
    bytes. Raises `FaultReport` with everything that must be mended; then only faults.csv is written. Files in ``out``
    that somebody has changed since the last fit, and results, are never written over: that is a fault too. ``today``
    decides which dates lie in the future (default: the machine's date).
    """
    rules = load_mapping(mapping)
    check_folder(out)
    clean, findings = clean_extract(extract, rules, today)
    if clean is None:
        _stop(out, findings, extract)
    assert clean is not None
    groups = group_types(clean.frame["type"], rules)
    unknown = sorted(set(rules.types.partners) - set(groups.names))
    if unknown:
        raise FaultReport(
            [
                Fault(
                    f"{mapping.name}: types.partners.{name}",
                    "no such group",
                    f"one of {', '.join(groups.names)}",
                    "use a group's name, or give it under types.groups",
                )
                for name in unknown
            ],
            mapping.name,
        )
    officers = fit_officers(groups, rules, [mapping.parent, extract.parent])
    demand = fit_demand(clean, rules, groups)
    start = "dispatched" if "dispatched" in clean.frame else "created"
    try:
        durations = fit_durations(clean.frame, groups, list(rules.areas), rules.longest_hours, start)
    except ValueError as error:
        findings.add(
            Finding(
                "too_few_intervals",
                True,
                f"times at the scene or of travel cannot be fitted: {error}",
                "check columns.arrived and columns.cleared, or export more weeks",
            )
        )
        _stop(out, findings, extract)
    size = size_force(demand, durations, officers, rules)
    force, notes = force_table(demand, durations, size, rules)
    tables = {
        "demand.yaml": demand_table(demand, durations, officers, rules),
        "force.yaml": force,
        "study.yaml": study_table(rules, bool(rules.types.partners)),
    }
    observed = observe(clean, rules)
    document = fit_document(rules, clean, groups, demand, durations, officers, size, notes, observed)
    numbers = fit_numbers(rules, clean, demand, durations, officers, size)
    texts = {name: yaml_text(table, _comments(name, rules, clean.raw.file, notes)) for name, table in tables.items()}
    texts["observed.csv"] = observed_csv(observed)
    texts["fit_report.md"] = document.text()
    texts["fit_report.html"] = document.page()
    numbers["written"] = digests(texts)
    texts["fit.json"] = json.dumps(numbers, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    refuse_changed(out, texts)
    files = _write(out, texts)
    findings.write_csv(out / "faults.csv", extract.name)
    return FitResult(out, (*files, out / "faults.csv"), texts["fit_report.md"], numbers)


def _comments(name: str, mapping: Mapping, file: str, notes: list[str]) -> list[str]:
    first = (
        f"Written by muster fit from {file}: {mapping.title}.\nFitted figures and assumptions; fit_report.md says how."
    )
    return [first, *notes] if name == "force.yaml" else [first]


def _stop(out: Path, findings: Findings, extract: Path) -> None:
    report = findings.report(extract.name or str(extract))
    try:
        out.mkdir(parents=True, exist_ok=True)
        findings.write_csv(out / "faults.csv", extract.name)
    except OSError:
        pass  # the report itself matters more than its copy
    raise report


def _write(out: Path, texts: dict[str, str]) -> list[Path]:
    """Write each file beside its place and move it there, so that no half-written file ever stands under its name."""
    out.mkdir(parents=True, exist_ok=True)
    files = []
    for name, text in texts.items():
        part = out / f".{name}.part"
        part.write_text(text, encoding="utf-8", newline="\n")
        os.replace(part, out / name)
        files.append(out / name)
    return files
