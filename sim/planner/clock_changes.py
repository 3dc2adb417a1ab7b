"""Local times to instants over the nights when clocks change, by the planner's choice and never by a silent guess."""

from __future__ import annotations

import zoneinfo
from typing import TYPE_CHECKING

from sim.planner.extract import RawExtract
from sim.planner.findings import Finding, Findings
from sim.planner.mapping import Mapping

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

_WHAT = {
    "clocks_forward": "local times that do not exist, because clocks went forward over them",
    "clocks_back": "local times that happened twice, because clocks went back over them",
}
_CHOICES = {
    "clocks_forward": "shift_forward or leave_out",
    "clocks_back": "first, second, in_order or leave_out",
}
_DONE = {
    "shift_forward": "taken as the first instant after the gap",
    "first": "taken as the first of the two",
    "second": "taken as the second of the two",
    "in_order": "taken as the first of the two, or the second where an earlier stage is later than the first",
    "leave_out": "the rows are left out",
}


def localised(
    wall: dict[str, pd.Series],
    good: np.ndarray,
    used: np.ndarray,
    raw: RawExtract,
    mapping: Mapping,
    findings: Findings,
) -> pd.DataFrame:
    """UTC instants of naive local times by stage. Rows the policy refuses or leaves out become False in ``good``;
    only ``used`` rows are reported, all columns of a change in one finding.
    """
    import numpy as np
    import pandas as pd

    zone = zoneinfo.ZoneInfo(mapping.time_zone)
    utc: dict[str, pd.Series] = {}
    seen: dict[str, dict[str, np.ndarray]] = {"clocks_forward": {}, "clocks_back": {}}
    last = pd.Series(pd.NaT, index=raw.frame.index, dtype="datetime64[us, UTC]")
    for stage, naive in wall.items():
        # Summer time first: of an hour that happens twice, the earlier instant.
        first, second = _instants(naive, zone, True, "NaT"), _instants(naive, zone, False, "NaT")
        absent = (first.isna() & naive.notna()).to_numpy()
        twice = (first != second).to_numpy() & first.notna().to_numpy()
        if absent.any():
            first = first.where(~absent, _instants(naive, zone, True, "shift_forward"))
        if mapping.clocks_back in ("second", "in_order"):
            later = twice if mapping.clocks_back == "second" else twice & (first < last).to_numpy()
            first = first.where(~later, second)
        column = mapping.columns.stages()[stage]
        seen["clocks_forward"][column] = absent & used & good
        seen["clocks_back"][column] = twice & used & good
        utc[stage] = first
        last = first.where(first.notna(), last)
    for rule, policy in (("clocks_forward", mapping.clocks_forward), ("clocks_back", mapping.clocks_back)):
        rows = np.logical_or.reduce(list(seen[rule].values()))
        if rows.any():
            _report(rule, policy, seen[rule], rows, raw, findings)
        if policy in ("refuse", "leave_out"):
            good &= ~rows
    return pd.DataFrame(utc)


def _instants(naive: pd.Series, zone: zoneinfo.ZoneInfo, summer: bool, absent: str) -> pd.Series:
    import numpy as np

    marked = naive.dt.tz_localize(zone, ambiguous=np.full(len(naive), summer), nonexistent=absent)
    return marked.dt.tz_convert("UTC").dt.as_unit("us")


def _report(
    rule: str, policy: str, columns: dict[str, np.ndarray], rows: np.ndarray, raw: RawExtract, findings: Findings
) -> None:
    counts = {column: int(where.sum()) for column, where in columns.items() if where.any()}
    first = int(rows.argmax())
    column = next(column for column, where in columns.items() if where[first])
    named = ", ".join(f"{name} {count}" for name, count in counts.items())
    findings.add(
        Finding(
            rule,
            policy == "refuse",
            f"{_WHAT[rule]} (rows by column: {named})",
            _DONE.get(policy, f"set {rule} in the mapping to {_CHOICES[rule]}"),
            column,
            lines=tuple(int(line) for line in raw.lines[rows]),
            values=(raw.frame[column].iloc[first],),
        )
    )
