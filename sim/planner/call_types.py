"""Many call types to few: the planner's groups, the commonest on their own, the rest together; and the officers each
needs.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from sim.faults import Fault, FaultReport
from sim.planner.mapping import Mapping, nearest
from sim.scenario.values import DEVICE_NAMES

if TYPE_CHECKING:
    import pandas as pd

MOST_OFFICERS = 6
# Middle of each band of counts in a published officers table; a table without bands weighs its rows alike.
_BANDS = {"10-25": 17.0, "26-50": 38.0, "51-100": 75.0, ">100": 150.0}


@dataclass(frozen=True)
class Groups:
    """Names of the groups (largest first, `other` last), titles, rows of each call type in each, and each row's group
    number.
    """

    names: tuple[str, ...]
    labels: dict[str, str]
    members: dict[str, dict[str, int]]
    codes: np.ndarray


def plain_name(text: str) -> str:
    """A call type as a name of the model: small letters, digits and underscores."""
    name = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")[:60] or "blank"
    return f"{name}_1" if name in DEVICE_NAMES else name


def group_types(types: pd.Series, mapping: Mapping) -> Groups:
    """Put every row's call type in a group (see `mapping.Types`). Call types that differ only in spelling of case or
    punctuation become one.
    """
    rules = mapping.types
    counts = types.value_counts()
    counts = counts.sort_index().sort_values(ascending=False, kind="stable")
    listed = {value: name for name, values in rules.groups.items() for value in values}
    target: dict[str, str] = {}
    sizes: dict[str, int] = {}
    for value in counts.index:
        if value in listed:
            target[value] = listed[value]
    free = [value for value in counts.index if value not in target and value != ""]
    for value in free:
        sizes[plain_name(value)] = sizes.get(plain_name(value), 0) + int(counts[value])
    reserved = {rules.other, *rules.groups}
    big = sorted((n for n in sizes if sizes[n] >= rules.at_least and n not in reserved), key=lambda n: (-sizes[n], n))[
        : rules.keep
    ]
    for value in free:
        target[value] = plain_name(value) if plain_name(value) in big else rules.other
    target.setdefault("", rules.other)
    rows = types.map(target)
    order = rows.value_counts()
    names = sorted((n for n in order.index if n != rules.other), key=lambda n: (-int(order[n]), n))
    names += [rules.other] if rules.other in order.index else []
    members: dict[str, dict[str, int]] = {name: {} for name in names}
    for value, count in counts.items():
        members[target[str(value)]][str(value)] = int(count)
    labels = {name: _title(name, members[name], name in big) for name in names}
    codes = rows.map({name: place for place, name in enumerate(names)}).to_numpy("int64")
    return Groups(tuple(names), labels, members, codes)


def _title(name: str, members: dict[str, int], single: bool) -> str:
    return next(iter(members)).capitalize()[:200] if single else name.replace("_", " ").capitalize()


@dataclass(frozen=True)
class OfficersFit:
    """Weights of 1..6 officers per group; ``matched`` is the share of rows whose call type the table knows."""

    weights: dict[str, dict[int, float]]
    matched: float
    source: str

    def mean(self, name: str) -> float:
        """Mean officers a group needs."""
        total = sum(self.weights[name].values())
        return sum(n * w for n, w in self.weights[name].items()) / total


def fit_officers(groups: Groups, mapping: Mapping, folders: list[Path]) -> OfficersFit:
    """Officers needed by group: the table's distribution where the call type matches, the stated assumption elsewhere.

    The table is looked for in ``folders`` in turn. Raises `FaultReport` when it is missing or lacks a column.
    """
    rules = mapping.officers
    table = _read_table(mapping, folders) if rules.table is not None else {}
    plain = {plain_name(name): row for name, row in table.items()}
    lacking = sorted({name for name in rules.matches.values() if plain_name(name) not in plain}) if table else []
    if lacking:
        raise FaultReport(
            [
                Fault(
                    f"officers.matches: {name}",
                    "not in the table",
                    "a call type as the table spells it",
                    nearest(name, table) or "correct it",
                )
                for name in lacking
            ]
        )
    total = sum(rules.otherwise.values())
    assumed = np.array([rules.otherwise.get(n, 0.0) / total for n in range(1, MOST_OFFICERS + 1)])
    weights, known, rows = {}, 0, 0
    for name in groups.names:
        mix = np.zeros(MOST_OFFICERS)
        for value, count in groups.members[name].items():
            found = plain.get(plain_name(rules.matches.get(value, value)))
            mix += count * (found if found is not None else assumed)
            known += count if found is not None else 0
            rows += count
        mix /= mix.sum()
        weights[name] = {n + 1: round(float(w), 4) for n, w in enumerate(mix) if round(float(w), 4) > 0}
    source = f"{rules.table} by call type, else the mapping's assumption" if table else "the mapping's assumption"
    return OfficersFit(weights, known / max(rows, 1), source)


def _read_table(mapping: Mapping, folders: list[Path]) -> dict[str, np.ndarray]:
    rules = mapping.officers
    name = str(rules.table)
    if Path(name).name != name:
        raise FaultReport(
            [
                Fault(
                    "officers.table",
                    name,
                    "a file name without folders",
                    "put the table beside the mapping or the extract",
                )
            ]
        )
    path = next((folder / name for folder in folders if (folder / name).is_file()), None)
    if path is None:
        raise FaultReport(
            [
                Fault(
                    "officers.table",
                    f"{name} is not there",
                    "a CSV beside the mapping file or beside the extract",
                    "put it there, or remove officers.table to use the assumption for all",
                )
            ]
        )
    with path.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle)
        columns = [rules.type_column, rules.mean_column, rules.two_plus_column]
        lacking = [column for column in columns if column not in (reader.fieldnames or [])]
        if lacking:
            raise FaultReport(
                [
                    Fault(
                        f"{name}, line 1",
                        f'no column "{column}"',
                        f"one of {', '.join(reader.fieldnames or [])}",
                        nearest(column, reader.fieldnames or []) or "correct officers in the mapping",
                    )
                    for column in lacking
                ]
            )
        sums: dict[str, np.ndarray] = {}
        wrong: list[Fault] = []
        for line, row in enumerate(reader, start=2):
            try:
                mean, two_plus = float(row[rules.mean_column]), float(row[rules.two_plus_column])
                if not (1 <= mean <= MOST_OFFICERS and 0 <= two_plus <= 1):
                    raise ValueError
            except (TypeError, ValueError):
                wrong.append(
                    Fault(
                        f"{name}, line {line}",
                        "a mean or share that is no sensible number",
                        f"a mean from 1 to {MOST_OFFICERS} and a share from 0 to 1",
                        "correct the row",
                    )
                )
                continue
            weight = _BANDS.get(str(row.get("n_band", "")), 1.0)
            key = row[rules.type_column]
            sums[key] = sums.get(key, np.zeros(MOST_OFFICERS)) + weight * _officers(mean, two_plus)
    if wrong:
        raise FaultReport(wrong)
    return {key: mix / mix.sum() for key, mix in sums.items()}


def _officers(mean: float, two_plus: float) -> np.ndarray:
    """Weights of 1..6 officers with the given mean and share of two or more: the rest splits between the two whole
    numbers around the mean of those that need more than one.
    """
    mix = np.zeros(MOST_OFFICERS)
    mix[0] = 1 - two_plus
    if two_plus > 0:
        several = min(max((mean - mix[0]) / two_plus, 2.0), float(MOST_OFFICERS))
        low = min(int(several), MOST_OFFICERS - 1)
        mix[low - 1] += two_plus * (low + 1 - several)
        mix[low] += two_plus * (several - low)
    return mix
