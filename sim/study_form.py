"""The form of a study on disk: ``study.yaml`` and the tables beside it, read strictly and checked for shape."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError

from sim.faults import Faults, listed, nearest
from sim.scenario import Part
from sim.scenario.values import Name
from sim.yaml_strict import Document, load_file

_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}\.ya?ml")
_EXAMPLES = {
    "study": "study: first_look",
    "question": 'question: "Which roster keeps the promise?"',
    "choose": "choose: {force: county}",
    "set": "set: {run.replications: 10}",
    "sweep": "sweep: {staffing.cut: [0, 0.1]}",
    "baseline": "baseline: {staffing.cut: 0}",
    "tables": "tables: {demand: demand.yaml}",
    "seed_row": 'seed_row: "C2, C10"',
    "minimum_strength": "minimum_strength: true",
    "protocol": "protocol: protocol.yaml",
    "bundles": "bundles: {decision: {none: {}, cut: {staffing.cut: 0.1}}}",
    "titles": 'titles: {decision: {cut: "A tenth fewer officers"}}',
    "doubts": "doubts: [sickness.gain]",
    "attribute": 'attribute: [{name: all, says: "Cut and shortfall", metrics: [attended_within_target]}]',
}


AxisTitle = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[^;\n]*$")]
"""What a page calls a value of a bundle: labels hold several, with semicolons between them."""


class StudyForm(Part):
    """What ``study.yaml`` may hold; see ``scenarios/README.md``."""

    study: Name
    question: Annotated[str, Field(min_length=1, max_length=2000)]
    seed_row: Annotated[str, Field(max_length=500)] = ""
    choose: dict[str, str] = Field(default_factory=dict)
    set: dict[str, Any] = Field(default_factory=dict)
    sweep: dict[str, Annotated[list[Any], Field(min_length=1)]] = Field(default_factory=dict)
    baseline: dict[str, Any] = Field(default_factory=dict)
    tables: dict[str, str] = Field(default_factory=dict)
    minimum_strength: bool = False
    protocol: str | None = None
    bundles: dict[Name, dict[Name, dict[str, Any]]] = Field(default_factory=dict)
    titles: dict[Name, dict[Name, AxisTitle]] = Field(default_factory=dict)
    doubts: list[str] = Field(default_factory=list)
    attribute: list[Any] = Field(default_factory=list)


def read_form(file: Path, faults: Faults) -> tuple[StudyForm | None, Document | None]:
    """Read and check ``study.yaml``. Broken parts are reported and left out, so that the rest can be checked as
    well.
    """
    document = load_file(file, faults)
    if document is None:
        if not faults:
            faults.add(file.name, "an empty file", "a study", _EXAMPLES["study"])
        return None, None
    if not isinstance(document.data, dict):
        faults.add(document.where(), "no key: value lines", "a study", _EXAMPLES["study"])
        return None, None
    data = dict(document.data)
    try:
        return StudyForm.model_validate(data), document
    except ValidationError as error:
        for item in error.errors(include_url=False):
            _report(item, document, faults)
            head, *rest = item["loc"]
            if rest and isinstance(data.get(head), dict):
                data[head] = {key: value for key, value in data[head].items() if key != rest[0]}
            else:
                data.pop(head, None)
    data = {"study": file.resolve().parent.name.lower(), "question": "?", **data}
    try:
        return StudyForm.model_validate(data), document
    except ValidationError:
        return None, document


def _report(item: Any, document: Document, faults: Faults) -> None:
    head, *rest = item["loc"]
    where = document.where(*(name for name in item["loc"] if name != "[key]"))
    allowed = f"keys: {', '.join(StudyForm.model_fields)}"
    if item["type"] == "extra_forbidden":
        like = nearest(str(head), StudyForm.model_fields)
        faults.add(
            where,
            f"a key called {head}",
            allowed,
            f"did you mean {like}" if like else "remove it; settings go under set",
        )
    elif item["type"] == "missing":
        faults.add(where, f"no {head}", allowed, f"add the line {_EXAMPLES[str(head)]}")
    elif item["type"] == "muster_value":
        faults.add(where, item["ctx"]["found"], item["ctx"]["allowed"], item["ctx"]["remedy"])
    elif item["type"] in ("string_too_long", "string_too_short"):
        size, most = len(item["input"]), item["ctx"].get("max_length")
        if most:
            faults.add(where, f"{head} is too long: {size:,} characters", f"at most {most:,} characters", "shorten it")
        else:
            faults.add(where, f"{head} is empty", "some words", _EXAMPLES[str(head)])
    elif item["type"] == "too_short":
        faults.add(where, f"nothing for {'.'.join(map(str, item['loc']))}", "at least one value", _EXAMPLES[str(head)])
    elif head == "sweep" and rest:
        value = item["input"]
        faults.add(where, f"{value!r} for {rest[0]}", "a list of values", f"write {rest[0]}: [{value}]")
    else:
        faults.add(
            where, f"{item['input']!r} for {'.'.join(map(str, item['loc']))}", "as in this line", _EXAMPLES[str(head)]
        )


def read_tables(
    form: StudyForm, folder: Path, document: Document, faults: Faults
) -> tuple[dict[str, Any], dict[tuple[str, ...], str]]:
    """Read the tables a study names. Returns them by group, and where in which file each key stands."""
    tables: dict[str, Any] = {}
    lines: dict[tuple[str, ...], str] = {}
    for group, name in form.tables.items():
        path = file_beside(name, folder, document.where("tables", group), group, faults)
        if path is not None:
            before = len(faults)
            table = load_file(path, faults)
            if table is not None and isinstance(table.data, dict):
                tables[group] = table.data
                lines |= {(group, *key): f"{name} line {line}" for key, line in table.lines.items()}
            elif table is not None or len(faults) == before:
                found = "an empty file" if table is None else "no key: value lines"
                faults.add(
                    name, found, f"the settings of {group}, as in the option files", f"see conf/{group}"
                )
    return tables, lines


def file_beside(name: str, folder: Path, where: str, key: str, faults: Faults) -> Path | None:
    """Return the file of this name in a study's own folder; None, and a fault, for anything else."""
    path = folder / name
    if not _FILE.fullmatch(name) or ".." in name:
        faults.add(where, f"the file {name!r}", "a file name ending in .yaml, beside study.yaml", f"{key}: {key}.yaml")
    elif path.is_symlink():
        faults.add(where, f"{name}, a link to elsewhere", "a file in the study's own folder", "copy the file here")
    elif not path.is_file():
        present = [entry.name for entry in folder.glob("*.yaml") if entry.name != "study.yaml" and entry.is_file()]
        like = nearest(name, present)
        faults.add(where, f"no file {name}", f"files here: {listed(present)}", f"did you mean {like}" if like else f"add {name}")
    else:
        return path
    return None
