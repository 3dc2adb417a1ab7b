"""Rows of the inputs and of the outcome as small Python objects: reading a numpy record field by field is slow."""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.inputs.inputs import Records


class Row:
    """One record; fields are attributes."""

    def __init__(self, names: tuple[str, ...], values: tuple[Any, ...]) -> None:
        self.__dict__.update(zip(names, values, strict=True))

    def __getattr__(self, name: str) -> Any:  # only met for unknown names; declared so that fields type-check
        raise AttributeError(name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in self.__dict__:
            raise AttributeError(f"a record has no field {name}")
        self.__dict__[name] = value


def rows_of(records: Records) -> list[Row]:
    """Return every record as a :class:`Row` of Python numbers."""
    names = records.dtype.names or ()
    columns = [records[name].tolist() for name in names]
    return [Row(names, values) for values in zip(*columns, strict=True)]


def records_of(rows: list[Row], dtype: np.dtype[np.void]) -> Records:
    """Return rows as records of ``dtype``, the way back from :func:`rows_of`."""
    out = np.zeros(len(rows), dtype=dtype)
    for name in dtype.names or ():
        out[name] = [getattr(row, name) for row in rows]
    return out
