"""Rows of the inputs and of the outcome as small Python objects: reading a numpy record field by field is slow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.inputs.inputs import Records


class Row:
    """One record; fields are attributes."""

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...
        def __setattr__(self, name: str, value: Any) -> None: ...

    def __init__(self, names: tuple[str, ...], values: tuple[Any, ...]) -> None:
        self.__dict__.update(zip(names, values, strict=True))


def rows_of(records: Records) -> list[Row]:
    """Return every record as a :class:`Row` of Python numbers."""
    names = records.dtype.names or ()
    columns = [records[name].tolist() for name in names]
    return [Row(names, values) for values in zip(*columns, strict=True)]


def records_of(rows: Sequence[object], dtype: np.dtype[np.void]) -> Records:
    """Return rows as records of ``dtype``, the way back from :func:`rows_of`."""
    out = np.zeros(len(rows), dtype=dtype)
    for name in dtype.names or ():
        out[name] = [getattr(row, name) for row in rows]
    return out
