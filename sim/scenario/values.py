"""The kinds of value a configuration may hold, and the base class every part of a scenario shares.

Everything here refuses rather than guesses: no silent conversion of text to numbers, no unknown keys, no infinities.
Three friendly exceptions, because they lose nothing: ``28.0`` for a whole number, a list where a fixed row is kept,
and a single number (or one day of 24) where a week of 168 is wanted.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, NoReturn

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

NAME_PATTERN = r"[a-z0-9][a-z0-9_-]{0,63}"
_NAME = re.compile(NAME_PATTERN)
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9])")
# Windows refuses files of these names whatever their suffix, and names become folders and files in the results.
DEVICE_NAMES = frozenset(["con", "prn", "aux", "nul", *(f"{p}{n}" for p in ("com", "lpt") for n in range(10))])


class Part(BaseModel):
    """Base of every part of a scenario: frozen, strict, no unknown keys, finite numbers only.

    A setting that Python keeps for itself (``from``) is a field with an underscore behind it and the setting's name as its
    alias; written out it has the setting's name again.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False, serialize_by_alias=True)


class FrozenDict(dict):  # type: ignore[type-arg]
    """A dictionary that cannot be changed, so that a validated scenario stays what was validated (it still pickles)."""

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError("a scenario is frozen: compose a new one instead of changing this one")

    __setitem__ = __delitem__ = update = pop = popitem = clear = setdefault = __ior__ = _refuse  # type: ignore[assignment]

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(frozenset(self.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        return (FrozenDict, (dict(self),))


class Problem(dict):  # type: ignore[type-arg]
    """One broken rule inside a part: ``key`` (dotted, relative to the part), ``found``, ``allowed``, ``remedy``.

    ``about`` names the parts of the scenario that a rule between parts looks at, where the key does not say it all.
    """

    def __init__(self, key: str, found: str, allowed: str, remedy: str, about: tuple[str, ...] = ()) -> None:
        super().__init__(key=key, found=found, allowed=allowed, remedy=remedy, about=about)


def refuse(problems: Iterable[Problem]) -> None:
    """Raise all broken rules of one part together, so that a reader mends them in one go; silent when there are
    none.
    """
    listed = [dict(problem) for problem in problems]
    if listed:
        words = "; ".join(f"{p['key']}: {p['found']}; {p['allowed']}" for p in listed)
        raise PydanticCustomError("muster_rules", "{words}", {"words": words, "problems": listed})


def wrong(found: str, allowed: str, remedy: str = "") -> PydanticCustomError:
    """One wrong value in plain words (to be raised from a validator); an empty remedy leaves it to the reporter."""
    return PydanticCustomError(
        "muster_value", "{found}; {allowed}", {"found": found, "allowed": allowed, "remedy": remedy}
    )


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _row(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _whole_keys(value: Any) -> Any:
    if not isinstance(value, Mapping):
        return value
    return {int(k) if isinstance(k, str) and k.isascii() and k.isdigit() else k: v for k, v in value.items()}


def _clock(value: Any) -> Any:
    if isinstance(value, int | float) and not isinstance(value, bool):
        # YAML 1.1 reads an unquoted 12:30 as base-60 digits: 750.
        guess = f"{int(value) // 60:02d}:{int(value) % 60:02d}" if 0 <= value < 1440 else "07:00"
        raise wrong(f"the number {value}", 'a time of day in quotes, "HH:MM"', f'put it in quotes: "{guess}"')
    if not isinstance(value, str) or not _CLOCK.fullmatch(value):
        padded = f"0{value}" if isinstance(value, str) and _CLOCK.fullmatch(f"0{value}") else "07:00"
        raise wrong(repr(value), 'a time of day from "00:00" to "23:59"', f'write it as "{padded}"')
    return value


def _date(value: Any) -> Any:
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            pass
    raise wrong(repr(value), "a calendar date, year-month-day", "write it as 2026-01-05")


def _name(value: Any) -> Any:
    if not isinstance(value, str) or not _NAME.fullmatch(value):
        plain = re.sub(r"[^a-z0-9_-]+", "_", str(value).lower()).strip("_-")[:64]
        raise wrong(
            f"the name {value!r}",
            "1 to 64 small letters, digits, _ or -, starting with a letter or digit",
            f"call it {plain}" if plain else "",
        )
    if value in DEVICE_NAMES:
        raise wrong(f"the name {value!r}", "any name but those Windows keeps for devices", f"call it {value}_1")
    return value


def _printable(value: Any) -> Any:
    if isinstance(value, str) and not value.isprintable():
        raise wrong(repr(value), "text on one line without control characters", "retype it")
    return value


def _week(value: Any) -> Any:
    """Expand one number, or one day of 24, to seven days (Monday first) of 24 hours."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = [value] * 24
    if not isinstance(value, list | tuple):
        raise wrong(repr(value), "7 days (Monday first) of 24 numbers, one day of 24, or one number")
    if len(value) == 24 and not any(isinstance(hour, list | tuple) for hour in value):
        value = [value] * 7
    if len(value) != 7:
        raise wrong(f"{len(value)} rows", "7 days (Monday first) of 24 numbers, one day of 24, or one number")
    for day, row in enumerate(value):
        if not isinstance(row, list | tuple) or len(row) != 24:
            size = f"{len(row)} numbers" if isinstance(row, list | tuple) else repr(row)
            raise wrong(f"{size} in row {day + 1}", "24 numbers in every row, midnight first")
    return tuple(tuple(row) for row in value)


def frozen(value: dict[Any, Any]) -> FrozenDict:
    """Used as ``AfterValidator(frozen)`` wherever a part holds a dictionary."""
    return FrozenDict(value)


Name = Annotated[str, BeforeValidator(_name)]
Title = Annotated[str, Field(min_length=1, max_length=200), BeforeValidator(_printable)]
Whole = Annotated[int, BeforeValidator(_whole)]
ClockTime = Annotated[str, BeforeValidator(_clock)]
Day = Annotated[datetime.date, BeforeValidator(_date)]
Weight = Annotated[float, Field(ge=0)]
Probability = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[float, Field(gt=0)]
Minutes = Annotated[float, Field(ge=0, le=527_040)]  # at most a leap year
Week = Annotated[tuple[tuple[Weight, ...], ...], BeforeValidator(_week)]
Row = BeforeValidator(_row)
WholeKeys = BeforeValidator(_whole_keys)
Frozen = AfterValidator(frozen)


def clock_minutes(clock: str) -> int:
    """Minutes after local midnight of a validated ``"HH:MM"``."""
    return int(clock[:2]) * 60 + int(clock[3:])


def by_name(names: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """Turn holder -> names into name -> holders, so that what many holders share is reported once."""
    turned: dict[str, list[str]] = {}
    for holder, used in names.items():
        for name in used:
            turned.setdefault(name, []).append(holder)
    return turned


def some(names: list[str]) -> str:
    """A few names for a sentence: ``a, b, c, d and 3 more``."""
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")
