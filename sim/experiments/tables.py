"""The tidy tables of a study, written from its stored replications in one fixed order.

Same replications, same bytes: whatever the number of workers, the order of completion or the interruptions on the way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from sim.experiments.codec import SCHEMA, WRITE_OPTIONS, passed_checks
from sim.experiments.comparison import LEVEL, NOT_JUDGED, Comparison, Measure, compare
from sim.experiments.files import file_digest, replacing
from sim.experiments.identity import canonical_json, digest
from sim.experiments.plan import Plan, PlannedScenario
from sim.experiments.stability import Judged, growing_queues, judge
from sim.experiments.statistics import Direction, Floats
from sim.experiments.store import Store
from sim.metrics import WHOLE_PERIOD
from sim.metrics.small_groups import counts_officers

TABLE_NAMES = ("scenarios", "metrics", "comparisons", "queues")
ATTRIBUTIONS = "attributions.parquet"
"""Made with the page from these, where a study asks for it; goes when they go."""
QUEUES_SCHEMA = pa.schema(
    [
        ("scenario", pa.string()),
        ("queue", pa.string()),
        ("ran_away_share", pa.float64()),
        ("per_week", pa.float64()),
        ("since_day", pa.float64()),
    ]
)
METRICS_SCHEMA = pa.schema([("scenario", pa.string()), ("replication", pa.int32()), *SCHEMA])
COMPARISONS_SCHEMA = pa.schema(
    [
        ("scenario", pa.string()),
        ("metric", pa.string()),
        ("group", pa.string()),
        ("n", pa.int32()),
        ("mean", pa.float64()),
        ("low", pa.float64()),
        ("high", pa.float64()),
        ("baseline_mean", pa.float64()),
        ("difference", pa.float64()),
        ("diff_low", pa.float64()),
        ("diff_high", pa.float64()),
        ("correlation", pa.float64()),
        ("family_size", pa.int32()),
        ("verdict", pa.string()),
        ("n_pairs", pa.int32()),
        ("n_missing", pa.int32()),
        ("standard_error", pa.float64()),
        ("p_value", pa.float64()),
        ("p_holm", pa.float64()),
        ("pairing_is_idle", pa.bool_()),
        ("level", pa.float64()),
        ("family", pa.string()),
    ]
)


@dataclass(frozen=True)
class Judging:
    """What a comparison needs to know of the metrics: the better direction of each, and those of the decision table."""

    directions: Mapping[str, Direction]
    headline: frozenset[str]
    level: float = LEVEL


@dataclass(frozen=True)
class Written:
    """The tables on disk: SHA-256 of each file by table name, and the checks every replication behind them passed.

    `origin` is a digest of all they were made from and with: equal origins, equal tables.
    """

    digests: dict[str, str]
    checks: tuple[str, ...]
    origin: str


NOT_WRITTEN = Written({}, (), "")


def registry_judging(level: float = LEVEL) -> Judging:
    """The judging that the registry of metrics (`sim.metrics`) prescribes."""
    from sim.metrics import METRICS

    return Judging(
        {m.name: m.direction for m in METRICS.values()},
        frozenset(m.name for m in METRICS.values() if m.headline),
        level,
    )


def write_tables(store: Store, plan: Plan, stored: frozenset[str], judging: Judging) -> Written:
    """Write all tables of a study from its `stored` keys.

    Replications without a result are left out of the metrics and counted in the scenarios. Raises DamagedFile if a
    replication changed on disk since it was checked, OSError where the disk refuses.
    """
    whole_period: dict[str, dict[Measure, Floats]] = {}
    checks: Counter[str] = Counter()
    with (
        replacing(_path(store, "metrics")) as path,
        pq.ParquetWriter(path, METRICS_SCHEMA, **WRITE_OPTIONS) as writer,
    ):
        # One row group for each scenario: memory holds one scenario at a time, and a reader can fetch one alone.
        for scenario in plan.scenarios:
            rows = _rows_of(store, scenario, stored, checks)
            whole_period[scenario.id] = _whole_period(rows, plan.replications)
            writer.write_table(rows)
    judged = {name: judge(measures, plan.replications) for name, measures in whole_period.items()}
    _write(_path(store, "scenarios"), _scenarios_table(plan, stored, judged))
    grown = [{"scenario": s.id, **asdict(queue)} for s in plan.scenarios
             for queue in growing_queues(whole_period[s.id], plan.replications)]  # fmt: skip
    _write(_path(store, "queues"), pa.Table.from_pylist(grown, schema=QUEUES_SCHEMA))
    unstable = {name: found.unstable_grades for name, found in judged.items()}
    comparisons = compare(whole_period, plan.baseline, judging.directions, judging.headline, judging.level, unstable)
    _write(_path(store, "comparisons"), _comparisons_table(comparisons))
    behind = sum(key in stored for scenario in plan.scenarios for key in scenario.keys)
    passed = tuple(sorted(name for name, times in checks.items() if times == behind))
    return Written(_digests(store), passed, origin_of(plan, stored, judging))


def origin_of(plan: Plan, stored: frozenset[str], judging: Judging) -> str:
    """Digest of everything that decides the tables' bytes: the plan, what is stored of it, the judging, the program."""
    sources = [file_digest(path) for path in sorted(Path(__file__).parent.glob("*.py"))]
    judged = [dict(sorted(judging.directions.items())), sorted(judging.headline), judging.level]
    present = [task.key in stored for task in plan.tasks]
    return digest(canonical_json([plan.to_data(), present, judged, sources, pa.__version__]))


def still_good(store: Store, recorded: Any, origin: str) -> Written | None:
    """Return the tables on disk if they are what writing them again would give; `recorded` is the manifest's data."""
    if not isinstance(recorded, Mapping) or recorded.get("tables_origin") != origin:
        return None
    try:
        digests = _digests(store)
    except OSError:
        return None
    names = tuple(str(check["name"]) for check in recorded.get("checks", ()))
    return Written(digests, names, origin) if digests == recorded.get("tables") else None


def _digests(store: Store) -> dict[str, str]:
    return {name: file_digest(_path(store, name)) for name in TABLE_NAMES}


def remove_tables(store: Store) -> None:
    """Take away tables that no longer tell what the folder holds."""
    for name in TABLE_NAMES:
        _path(store, name).unlink(missing_ok=True)
    (store.tables / ATTRIBUTIONS).unlink(missing_ok=True)


def _path(store: Store, name: str) -> Path:
    return store.tables / f"{name}.parquet"


def _write(path: Path, table: pa.Table) -> None:
    with replacing(path) as temporary:
        pq.write_table(table, temporary, **WRITE_OPTIONS)


def _rows_of(store: Store, scenario: PlannedScenario, stored: frozenset[str], checks: Counter[str]) -> pa.Table:
    parts = []
    for replication, key in enumerate(scenario.keys):
        if key in stored:
            rows = store.read(key)
            # A replication that failed a check is never stored, so being named here means having passed.
            checks.update(passed_checks(rows))
            labels = [
                pa.repeat(pa.scalar(scenario.id), len(rows)),
                pa.repeat(pa.scalar(replication, pa.int32()), len(rows)),
            ]
            parts.append(pa.table([*labels, *rows.columns], schema=METRICS_SCHEMA))
    return pa.concat_tables(parts).combine_chunks() if parts else METRICS_SCHEMA.empty_table()


def _whole_period(rows: pa.Table, replications: int) -> dict[Measure, Floats]:
    """Values of every whole-period measure, shape (replications,), NaN where a replication has none."""
    kept = rows.filter(pc.equal(rows["hour_of_week"], WHOLE_PERIOD))
    values: dict[Measure, Floats] = {}
    columns = (kept[name].to_pylist() for name in ("metric", "group", "replication", "value"))
    hidden: set[Measure] = set()
    for metric, group, replication, value in zip(*columns, strict=True):
        values.setdefault((metric, group), np.full(replications, np.nan))[replication] = value
        if np.isnan(value) and counts_officers(metric, group):
            hidden.add((metric, group))
    # Hidden where few were counted: the others alone have no mean that could be spoken of.
    return values | {measure: np.full(replications, np.nan) for measure in hidden}


def _scenarios_table(plan: Plan, stored: frozenset[str], judged: Mapping[str, Judged]) -> pa.Table:
    scenarios = plan.scenarios
    axes = list(dict.fromkeys(axis for scenario in scenarios for axis in scenario.axes))
    columns: dict[str, Any] = {
        "scenario": [s.id for s in scenarios],
        "label": [s.label for s in scenarios],
        **{axis: pa.array([s.axes.get(axis) for s in scenarios], pa.string()) for axis in axes},
        "baseline": [s.baseline for s in scenarios],
        "config_hash": [s.config_hash for s in scenarios],
        "replications_planned": pa.array([plan.replications] * len(scenarios), pa.int32()),
        "replications_done": pa.array([sum(key in stored for key in s.keys) for s in scenarios], pa.int32()),
        "stability": [judged[s.id].whole.verdict for s in scenarios],
        "ran_away_share": pa.array([judged[s.id].whole.ran_away_share for s in scenarios], pa.float64()),
        "unstable_grades": [", ".join(judged[s.id].unstable_grades) for s in scenarios],
    }
    return pa.table(columns)


def _comparisons_table(rows: Iterable[Comparison]) -> pa.Table:
    return pa.Table.from_pylist(list(_comparison_rows(rows)), schema=COMPARISONS_SCHEMA)


def _comparison_rows(rows: Iterable[Comparison]) -> Iterator[dict[str, Any]]:
    for row in rows:
        compared = row.verdict not in NOT_JUDGED
        yield {
            "scenario": row.scenario,
            "metric": row.metric,
            "group": row.group,
            "n": row.own.n,
            "mean": row.own.mean,
            "low": row.own.low,
            "high": row.own.high,
            "baseline_mean": row.baseline_mean,
            "difference": row.gap.difference,
            "diff_low": row.gap.low,
            "diff_high": row.gap.high,
            "correlation": row.gap.correlation,
            "family_size": row.family_size,
            "verdict": row.verdict,
            "n_pairs": row.gap.n,
            "n_missing": row.gap.n_missing if compared else row.own.n_missing,
            "standard_error": row.gap.standard_error,
            "p_value": row.gap.p_value,
            "p_holm": row.p_holm,
            "pairing_is_idle": row.gap.pairing_is_idle,
            "level": row.level,
            "family": row.family,
        }
