"""The form of an exchanged roster: the columns of its table, and the companion file that says what the table cannot.

The companion's JSON Schema (``roster.schema.json``, beside this file) is made from the models here; a test holds them equal.
"""

from __future__ import annotations

import json
import re
import zoneinfo
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationError, model_validator

from sim.faults import Faults, nearest
from sim.scenario.roster_variants import Month, Weekday
from sim.scenario.values import NAME_PATTERN, Day, Part, Positive, Problem, Row, Title, clock_minutes, refuse, wrong
from sim.yaml_strict import MOST_BYTES, Document, load_text

FORMAT = "muster-roster/1"
NEEDED = ("date", "team", "kind", "shift", "start", "end", "ends_next_day")
OPTIONAL = ("seat", "note")
COLUMNS = ("date", "team", "seat", "kind", "shift", "start", "end", "ends_next_day", "note")
WORKED = ("duty", "training", "court")
OFF = ("rest", "leave", "absent")
KINDS = (*WORKED, *OFF)
TEAM = r"[A-Za-z0-9][A-Za-z0-9_-]{0,11}"
CODE = r"[A-Z][A-Z0-9]{0,3}"
SCHEMA_FILE = Path(__file__).with_name("roster.schema.json")


def _zone(value: str) -> str:
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        like = nearest(value, zoneinfo.available_timezones())
        cure = f"did you mean {like}?" if like else "write Europe/London"
        raise wrong(repr(value), "a name from the time zone database", cure) from None
    return value


Team = Annotated[str, Field(pattern=f"^{TEAM}$")]
Code = Annotated[str, Field(pattern=f"^{CODE}$")]
VariantName = Annotated[str, Field(pattern=f"^{NAME_PATTERN}$")]
Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]


class ShiftForm(Part):
    """One kind of tour."""

    start: Clock = Field(description="local start, HH:MM")
    end: Clock = Field(description="local end, HH:MM")
    ends_next_day: bool = Field(description="whether the end is on the day after the start")
    night: bool = Field(description="whether the force counts it as a night")
    title: Title | None = Field(None, description="what the force calls it")

    @property
    def minutes(self) -> int:
        """Length on the clock, in minutes."""
        return clock_minutes(self.end) + 1440 * self.ends_next_day - clock_minutes(self.start)

    @model_validator(mode="after")
    def _length(self) -> ShiftForm:
        if not 0 < self.minutes <= 1440:
            found = f"{self.start} to {self.end}, ends_next_day {str(self.ends_next_day).lower()}"
            cure = "set ends_next_day to true" if self.minutes <= 0 else "set ends_next_day to false, or split the tour"
            refuse([Problem("end", found, "an end after the start, at most a day later", cure)])
        return self


class CycleForm(Part):
    """The cycle, where there is one: the first team stands at its first day on ``anchor``."""

    anchor: Day = Field(description="date on which the first team begins the cycle")
    days: Annotated[int, Field(ge=1, le=400)] = Field(description="days until it repeats")
    team_offset_days: Annotated[int, Field(ge=0, le=366)] = Field(description="days each team is ahead of the one before it")
    team_offsets: Annotated[tuple[Annotated[int, Field(ge=0, le=399)], ...], Field(max_length=366), Row] | None = Field(
        None, description="days each team is ahead of the first day of the cycle, where teams are not evenly spaced"
    )


class VariantForm(Part):
    """Tours worked instead of others on some dates. A table with turns has two seats: 1 never has the turn, 2 always."""

    weekdays: Annotated[tuple[Weekday, ...], Field(max_length=7), Row] = Field((), description="the tour begins on; none: all")
    months: Annotated[tuple[Month, ...], Field(max_length=12), Row] = Field((), description="1 to 12; none: all")
    instead: Annotated[dict[Code, Code], Field(min_length=1, max_length=50)] = Field(
        description="by the tour of the cycle, the tour worked instead"
    )
    share: Annotated[float, Field(gt=0, le=1)] = Field(1.0, description="of the officers of a team, who take turns by the week")


class PaidHours(Part):
    """How a comparison brings the roster to the same paid hours as others."""

    equalised: bool = Field(description="whether comparisons equalise it")
    per_week: Annotated[Positive, Field(le=168)] = Field(description="paid hours a week to bring it to")
    by: Literal["tour_length", "rest_days"] = Field(description="longer or shorter tours, or extra rest days")


class Companion(Part):
    """What stands beside the table: ``NAME.json`` for ``NAME.csv``. It names no person."""

    format: Literal["muster-roster/1"] = Field(description="which version of the format this is")
    title: Title = Field(description="name of the roster")
    time_zone: Annotated[str, AfterValidator(_zone)] = Field(description="zone of all dates and times, such as Europe/London")
    teams: Annotated[tuple[Team, ...], Field(min_length=1, max_length=366), Row] = Field(
        description="codes of the teams, first to last"
    )
    shifts: Annotated[dict[Code, ShiftForm], Field(max_length=100)] = Field(description="the tours by their code")
    variants: Annotated[dict[VariantName, VariantForm], Field(max_length=50)] | None = Field(
        None, description="by name; of two that meet on one date the first counts"
    )
    cycle: CycleForm | None = Field(None, description="left out where the roster does not repeat")
    paid_hours: PaidHours | None = Field(None, description="for comparisons; left out where nothing is agreed")
    notes: Annotated[tuple[Title, ...], Field(max_length=50), Row] = Field((), description="lines for a reader")

    @model_validator(mode="after")
    def _rules(self) -> Companion:
        found = []
        if len(set(self.teams)) < len(self.teams):
            found.append(Problem("teams", "a team twice", "each team once", "remove one of the two"))
        if "R" in self.shifts:
            allowed = "any code but R, which means rest day to many readers"
            found.append(Problem("shifts.R", "a tour called R", allowed, "rename the tour"))
        refuse([*found, *self._unknown_tours(), *self._offsets()])
        return self

    def _unknown_tours(self) -> list[Problem]:
        return [
            Problem(f"variants.{name}.instead", f"the tour {one}", "tours under shifts", f"add shifts.{one}, or correct the code")
            for name, code, other in _swaps(self)
            for one in (code, other)
            if one not in self.shifts
        ]

    def _offsets(self) -> list[Problem]:
        cycle = self.cycle
        if cycle is None or cycle.team_offsets is None:
            return []
        found = []
        if len(cycle.team_offsets) != len(self.teams):
            said = f"{len(cycle.team_offsets)} places for {len(self.teams)} teams"
            found.append(Problem("cycle.team_offsets", said, "one for each team", "correct the list"))
        if cycle.team_offset_days:
            said = f"{cycle.team_offset_days}, beside team_offsets"
            found.append(Problem("cycle.team_offset_days", said, "one of the two", "write 0, or take team_offsets out"))
        return found


def _swaps(companion: Companion) -> list[tuple[str, str, str]]:
    return [(name, code, other) for name, form in (companion.variants or {}).items() for code, other in form.instead.items()]


def companion_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of the companion file."""
    body = Companion.model_json_schema(mode="validation")
    body.pop("title", None)
    for table in (body, *body["$defs"].values()):
        for entry in table["properties"].values():
            if "patternProperties" in entry:
                entry["additionalProperties"] = False  # no other codes: pydantic refuses them, the schema should too
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Muster roster, companion file", **body}


def companion_path(table: Path) -> Path:
    """Where the companion of a table stands: the same name, ending in .json."""
    name = table.name.removesuffix(".gz")
    return table.with_name(Path(name).stem + ".json")


def read_companion(path: Path, faults: Faults) -> Companion | None:
    """Read and check a companion file; None where it cannot be used. Every fault names the line."""
    document = _document(path, faults)
    if document is None:
        return None
    try:
        return Companion.model_validate(document.data)
    except ValidationError as error:
        for item in error.errors(include_url=False):
            _fault(item, document, faults)
    return None


def _document(path: Path, faults: Faults) -> Document | None:
    name, cure = path.name, "export it again, or correct it by sim/planner/rosters/README.md"
    try:
        content = path.read_bytes()[: MOST_BYTES + 1]
        text = content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        faults.add(name, "a file that cannot be read as text", "JSON in UTF-8", cure)
        return None
    try:
        json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        faults.add(f"{name} line {error.lineno}", f"no JSON: {error.msg}", "JSON", cure)
        return None
    except (RecursionError, ValueError) as error:
        found = "brackets within brackets without end" if isinstance(error, RecursionError) else str(error)
        faults.add(name, found, "a small table of names and values", cure)
        return None
    # JSON is YAML, and the strict reader of planners' YAML knows lines, keys written twice and sizes.
    return load_text(re.sub(r"^[\t ]+", lambda found: found[0].expandtabs(), text, flags=re.M), name, faults)


def _no_number(word: str) -> float:
    raise ValueError(f"{word}, which is no number")


def _fault(item: Any, document: Document, faults: Faults) -> None:
    key = tuple(part for part in item["loc"] if part != "[key]")
    dotted = ".".join(str(part) for part in key)
    where = f"{document.where(*key)}: {dotted}" if dotted else document.where()
    context = item.get("ctx") or {}
    if "problems" in context:
        for problem in context["problems"]:
            inner = ".".join(part for part in (dotted, problem["key"]) if part)
            place = f"{document.where(*inner.split('.'))}: {inner}"
            faults.add(place, problem["found"], problem["allowed"], problem["remedy"])
    elif item["type"] == "muster_value":
        faults.add(where, context["found"], context["allowed"], context["remedy"] or "correct it")
    elif item["type"] == "missing":
        faults.add(where, "missing", f"{key[-1]} is needed", f"add {key[-1]}; sim/planner/rosters/README.md shows one")
    elif item["type"] == "extra_forbidden":
        faults.add(where, "an unknown name", "the names of the format", _like(str(key[-1])))
    else:
        shown = json.dumps(item["input"], default=str)[:60]
        faults.add(where, shown, item["msg"].replace("Input should", "it should"), f"correct {dotted or 'it'}")


def _like(word: str) -> str:
    known = {name for part in (Companion, ShiftForm, CycleForm, VariantForm, PaidHours) for name in part.model_fields}
    like = nearest(word, known)
    return f"did you mean {like}? Otherwise remove it" if like else "remove it; a remark goes under notes"
