"""Small roster tables for tests: a clean one of four days on and three off, and edits of single days."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path

FIRST = datetime.date(2026, 1, 5)  # a Monday; the clocks go forward on day 83
DAYS = 182
HEADER = "date,team,seat,kind,shift,start,end,ends_next_day,note"


def day(number: int) -> str:
    return (FIRST + datetime.timedelta(days=number)).isoformat()


def cells(words: str) -> str:
    """``"E 09:00 17:00"``, ``"N 22:00 06:00+"`` (ends next day), ``"training 09:00 17:00"``, ``"rest"`` as cells of a row."""
    kind, *times = words.split()
    if not times:
        return f"{kind},,,,"
    code, kind = ("", kind) if kind in ("training", "court") else (kind, "duty")
    return f"{kind},{code},{times[0]},{times[1].rstrip('+')},{'yes' if times[1].endswith('+') else 'no'}"


def rows(edits: Mapping[int, str | None], team: str = "A", seat: str = "", days: int = DAYS) -> list[str]:
    """One line: days 0 to 3 of every week from 09:00 to 17:00, then three rest days; ``edits`` by day, None for no row."""
    usual = {number: "E 09:00 17:00" if number % 7 < 4 else "rest" for number in range(days)} | dict(edits)
    return [f"{day(number)},{team},{seat},{cells(words)}," for number, words in sorted(usual.items()) if words is not None]


def table(*lines: list[str], header: str = HEADER) -> str:
    return "\n".join([header, *(row for line in lines for row in line)]) + "\n"


def written(folder: Path, text: str | bytes, name: str = "roster.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
