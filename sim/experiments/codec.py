"""One replication as bytes and back: a small Parquet file that says what it is and proves that it is whole.

The bytes depend on the rows and the key only: no times, no machine, no order of work. Page checksums are written and
verified; the key stands inside the file, so a file under a wrong name is found out.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from sim.experiments.identity import RESULT_FORMAT, canonical_json
from sim.outcome_table import ReplicationTable

SCHEMA = pa.schema(
    [
        ("metric", pa.string()),
        ("group", pa.string()),
        ("hour_of_week", pa.int16()),
        ("value", pa.float64()),
        ("denominator", pa.float64()),
    ]
)
WRITE_OPTIONS: dict[str, Any] = {"compression": "zstd", "write_page_checksum": True, "version": "2.6"}
_ABOUT = b"muster"


class DamagedFile(Exception):
    """A stored file that is not what it claims to be; the message says why in plain words."""


class ConservationError(Exception):
    """A replication whose books do not balance: incidents or officers' time were lost or invented."""


def encode(table: ReplicationTable, key: str) -> bytes:
    """Return the Parquet file of one replication, rows sorted by metric, group and hour of the week.

    Raises ConservationError where a check of the replication failed and ValueError where the table is malformed:
    columns of unequal length, no rows, an infinite value, a row given twice, an hour outside -1..167.
    """
    unbalanced = sorted(_failed_checks(table.check))
    if unbalanced:
        told = [value for value in table.check.values() if isinstance(value, str) and value]
        raise ConservationError(f"the replication's books do not balance: {'; '.join([*unbalanced, *told])}")
    columns = _sorted_columns(table)
    about = canonical_json(
        {"format": RESULT_FORMAT, "key": key, "check": json.dumps(table.check, sort_keys=True, default=str)}
    )
    arrow = pa.table(columns, schema=SCHEMA.with_metadata({_ABOUT: about.encode()}))
    buffer = io.BytesIO()
    pq.write_table(arrow, buffer, **WRITE_OPTIONS)
    data = buffer.getvalue()
    decode(data, key)
    return data


def decode(data: bytes, key: str) -> pa.Table:
    """Return the rows of a stored replication (columns of `SCHEMA`). Raises DamagedFile where anything is amiss."""
    try:
        # Not read_table: it brings in pandas, in every worker, and takes twice as long for a file this small.
        table = pq.ParquetFile(pa.BufferReader(data), page_checksum_verification=True).read(use_threads=False)
        about = json.loads((table.schema.metadata or {}).get(_ABOUT, b"{}"))
    except (pa.ArrowException, OSError, ValueError) as error:
        raise DamagedFile(f"it cannot be read as Parquet ({_first_line(error)})") from error
    if about.get("key") != key:
        raise DamagedFile(f"it holds another replication (key {about.get('key', 'missing')})")
    if not table.schema.equals(SCHEMA) or table.num_rows == 0:
        raise DamagedFile("its columns are not those of a replication, or it has no rows")
    return table


def passed_checks(table: pa.Table) -> list[str]:
    """Return the names of the checks that a stored replication passed, from the table that `decode` returned."""
    check = json.loads(json.loads(table.schema.metadata[_ABOUT])["check"])
    return [name for name, value in check.items() if value is True]


def _sorted_columns(table: ReplicationTable) -> dict[str, Any]:
    # Object arrays: numpy would pad every name to the longest and drop trailing NULs.
    metric, group = (np.array([str(name) for name in names], dtype=object) for names in (table.metric, table.group))
    hour = np.asarray(table.hour_of_week, dtype=np.int16)
    value, denominator = (np.asarray(column, dtype=np.float64) for column in (table.value, table.denominator))
    if len({len(metric), len(group), len(hour), len(value), len(denominator)}) != 1 or len(metric) == 0:
        raise ValueError("the replication's table has no rows, or columns of unequal length")
    if np.isinf(value).any() or np.isinf(denominator).any():
        raise ValueError(f"infinite value of {metric[np.isinf(value) | np.isinf(denominator)][0]}")
    if hour.min() < -1 or hour.max() > 167:
        raise ValueError("an hour of the week outside -1..167")
    order = sorted(range(len(metric)), key=lambda i: (metric[i], group[i], hour[i]))
    rows = [(metric[i], group[i], hour[i]) for i in order]
    for before, after in zip(rows, rows[1:], strict=False):
        if before == after:
            raise ValueError(f"the row {after[0]} {after[1]!r} hour {after[2]} is given twice")
    return {
        "metric": metric[order],
        "group": group[order],
        "hour_of_week": hour[order],
        "value": value[order],
        "denominator": denominator[order],
    }


def _failed_checks(check: Mapping[str, Any], prefix: str = "") -> list[str]:
    failed = []
    for name, value in check.items():
        if isinstance(value, Mapping):
            failed += _failed_checks(value, f"{prefix}{name}.")
        elif isinstance(value, bool | np.bool_) and not value:
            failed.append(f"{prefix}{name}")
        elif isinstance(value, list | tuple):
            failed += [f"{prefix}{name}: {fault}" for fault in value]
    return failed


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
