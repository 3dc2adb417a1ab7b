"""The attributions of a study as a table of its results folder, made with the page from the same stored runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sim.experiments.codec import WRITE_OPTIONS
from sim.experiments.comparison import LEVEL
from sim.experiments.files import replacing
from sim.experiments.tables import ATTRIBUTIONS
from sim.reports.attribution import Made, made
from sim.reports.results import read_results

PURE = "together"
"""Component of what settings do only together; `part` names them."""
COLUMNS = ("attribution", "at", "changed", "metric", "group", "part", "component", "n", "n_missing", "mean", "low", "high",
           "standard_error", "alone", "last", "verdict", "family_size", "level", "why")  # fmt: skip


def write_attributions(folder: Path) -> Path | None:
    """Write tables/attributions.parquet; where nothing is asked for, take away one that stands there and return None."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    results, path = read_results(folder), folder / "tables" / ATTRIBUTIONS
    if not results.manifest.get("attribute"):
        path.unlink(missing_ok=True)
        return None
    kinds = dict.fromkeys(COLUMNS, pa.float64()) | dict.fromkeys((*COLUMNS[:7], "verdict", "why"), pa.string())
    kinds |= dict.fromkeys(("n", "n_missing", "family_size"), pa.int32())
    rows = [row for each in made(results) for row in _rows(each)]
    with replacing(path) as temporary:
        pq.write_table(pa.Table.from_pylist(rows, schema=pa.schema(list(kinds.items()))), temporary, **WRITE_OPTIONS)
    return path


def _rows(each: Made) -> Iterator[dict[str, Any]]:
    for one in each.found:
        shared = {
            "attribution": each.request.name,
            "at": ",".join(f"{axis}={code}" for axis, code in one.game.level.items()),
            "changed": ",".join(f"{axis}={code}" for axis, code in one.game.changed.items()),
            "metric": one.metric,
            "group": one.group,
            "family_size": one.family_size,
            "level": LEVEL,
            "why": one.why,
        }
        if one.why:
            yield {**shared, "part": "", "component": "", "n": 0, "n_missing": 0, "verdict": ""}
        for players, value in one.pure.items():
            yield {**shared, "part": "+".join(players), "component": PURE, "mean": value, "verdict": ""}
        for share in one.shares:
            found = share.found
            yield {
                **shared, "part": share.player, "component": share.component, "n": found.n, "n_missing": found.n_missing,
                "mean": found.mean, "low": found.low, "high": found.high, "standard_error": found.standard_error,
                "alone": share.alone, "last": share.last, "verdict": share.verdict,
            }  # fmt: skip
