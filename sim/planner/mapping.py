"""The mapping file: which column of a force's extract means what, and which rules to read it by.

A mapping holds descriptions of columns and a planner's decisions, never records. It is strict YAML (`sim.yaml_strict`);
README.md in this folder explains every key. All faults of a mapping are reported at once.
"""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Iterable
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, field_validator, model_validator

from sim import faults
from sim.scenario.duration import Duration
from sim.scenario.values import (
    Day,
    Name,
    Part,
    Positive,
    Probability,
    Problem,
    Row,
    Title,
    Weight,
    WholeKeys,
    refuse,
    wrong,
)

STAGES = ("created", "queued", "dispatched", "arrived", "cleared", "closed")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
# Rules that stop the fit unless the planner names them under `accepted`; then the rows are left out and counted.
ACCEPTABLE = (
    "ragged_rows",
    "missing_created",
    "missing_grade",
    "unreadable_time",
    "unknown_grade",
    "unknown_area",
    "clocks_forward",
    "clocks_back",
    "duplicate_id",
    "stray_date",
    "negative_interval",
    "long_interval",
    "missing_time",
    "gap_days",
    "level_change",
    "unusual_days",
    "unusual_weeks",
    "day_or_month",
    "twelve_hour_clock",
    "times_lost",
    "repeated_rows",
)


def _text(value: Any) -> Any:
    # A planner writes `keep: [6, 8]` as well as `keep: ["6", "8"]`; extracts are text, so both mean the text.
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _format(value: str) -> str:
    # A format that cannot carry a time there and back loses the day, the hour or the minute of every incident.
    sample = datetime.datetime(2025, 12, 31, 23, 59, tzinfo=datetime.UTC)
    try:
        kept = datetime.datetime.strptime(sample.strftime(value), value).replace(tzinfo=sample.tzinfo) == sample
    except ValueError:
        kept = False
    if not kept:
        raise wrong(
            f"the format {value!r}",
            "a strptime format with year, month, day, hour and minute",
            'write for example "%d/%m/%Y %H:%M" for 31/12/2025 23:59',
        )
    return value


def nearest(word: str, known: Iterable[str]) -> str:
    """A "did you mean" for a misspelt word, or nothing."""
    guess = faults.nearest(word, known)
    return f"did you mean {guess}?" if guess else ""


def _zone(value: str) -> str:
    try:
        zoneinfo.ZoneInfo(value)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        known = zoneinfo.available_timezones()
        raise wrong(
            repr(value), "a name from the time zone database", nearest(value, known) or "write for example Europe/London"
        ) from None
    return value


def _rules(value: tuple[str, ...]) -> tuple[str, ...]:
    refuse(
        Problem(
            "accepted",
            repr(rule),
            "the name of a rule as the report prints it",
            nearest(rule, ACCEPTABLE) or "copy the name from the report",
        )
        for rule in value
        if rule not in ACCEPTABLE
    )
    return value


def _repeats(where: str, lists: dict[str, Any]) -> list[Problem]:
    seen: dict[str, str] = {}
    found = []
    for name, values in lists.items():
        for value in values:
            if value in seen:
                found.append(
                    Problem(
                        where,
                        f"{value!r} under both {seen[value]} and {name}",
                        "each value in one place",
                        f"remove it from {seen[value]} or {name}",
                    )
                )
            seen[value] = name
    return found


def _separate_grades(value: dict[str, GradeMap]) -> dict[str, GradeMap]:
    refuse(_repeats("grades", {name: grade.values for name, grade in value.items()}))
    return value


def _separate_areas(value: dict[str, AreaMap]) -> dict[str, AreaMap]:
    refuse(_repeats("areas", {name: area.values for name, area in value.items()}))
    return value


def _separate_groups(value: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    refuse(_repeats("types.groups", value))
    return value


Text = Annotated[str, BeforeValidator(_text)]
Texts = Annotated[tuple[Text, ...], Row]
Lines = Annotated[tuple[str, ...], Row]
Days = Annotated[tuple[Day, ...], Row]
Shares = Annotated[tuple[Annotated[float, Field(ge=0, le=0.95)], ...], Row]


class Columns(Part):
    """Names of the extract's columns, spelt as in its first line; the optional ones may be left out."""

    created: str
    arrived: str
    cleared: str
    grade: str
    type: str
    incident: str | None = None
    queued: str | None = None
    dispatched: str | None = None
    closed: str | None = None
    area: str | None = None

    def stages(self) -> dict[str, str]:
        """The time columns that are mapped, in the order an incident lives through them: stage -> column."""
        return {stage: column for stage in STAGES if (column := getattr(self, stage)) is not None}

    def wanted(self) -> list[str]:
        """Every column the mapping names."""
        return [column for column in self.model_dump().values() if column is not None]


class Use(Part):
    """Which rows to fit: those whose value is in ``keep``, or those whose value is not in ``leave_out``."""

    column: str
    keep: Texts | None = None
    leave_out: Texts | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.keep is None) == (self.leave_out is None):
            refuse(
                [
                    Problem(
                        "use",
                        "both or neither of keep and leave_out",
                        "exactly one of them",
                        "write {column: extract, keep: [full]} or {column: priority, leave_out: [6, 8]}",
                    )
                ]
            )
        return self


class GradeMap(Part):
    """A grade of the model: the extract's values that mean it, and its promise in minutes."""

    title: Title
    values: Annotated[Texts, Field(min_length=1)]
    target_min: dict[Literal["urban", "rural"], Positive]

    @field_validator("target_min", mode="after")
    @classmethod
    def _both(cls, value: dict[str, float]) -> dict[str, float]:
        if len(value) != 2:
            raise wrong("one target", "targets for urban and rural", "write {urban: 15, rural: 20}")
        return value


class AreaMap(Part):
    """An area of the model; ``values`` are the extract's names for it (needed when columns.area is given)."""

    kind: Literal["urban", "rural"]
    values: Texts = ()


class Types(Part):
    """How the extract's many call types become few: named ``groups`` first, then the ``keep`` commonest with at least
    ``at_least`` rows, the rest together as ``other``. ``partners`` (by group) are assumptions: an extract cannot
    tell.
    """

    keep: Annotated[int, Field(ge=1, le=100)] = 12
    at_least: Annotated[int, Field(ge=10)] = 100
    other: Name = "other"
    groups: Annotated[dict[Name, Annotated[Texts, Field(min_length=1)]], AfterValidator(_separate_groups)] = Field(
        default_factory=dict
    )
    partners: dict[Name, dict[Name, Probability]] = Field(default_factory=dict)


class Officers(Part):
    """How many officers a call type needs: a table by call type, the names that match, and an assumption for the
    rest.
    """

    otherwise: Annotated[dict[Annotated[int, Field(ge=1, le=6)], Weight], WholeKeys] = Field(
        default_factory=lambda: {1: 0.5, 2: 0.5}
    )
    table: str | None = None
    type_column: str = "problem"
    mean_column: str = "mean_officers_required"
    two_plus_column: str = "share_two_plus"
    matches: dict[Text, Text] = Field(default_factory=dict)


class Completeness(Part):
    """The share of incidents believed present; rates are divided by ``share``, the range is printed beside the
    result.
    """

    share: Annotated[float, Field(gt=0, le=1)] = 1.0
    low: Annotated[float, Field(gt=0, le=1)] = 1.0
    high: Annotated[float, Field(gt=0, le=1)] = 1.0
    why: str = "not stated"

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if not self.low <= self.share <= self.high:
            refuse(
                [
                    Problem(
                        "completeness",
                        f"low {self.low}, share {self.share}, high {self.high}",
                        "low <= share <= high",
                        "put them in order",
                    )
                ]
            )
        return self


class Sizing(Part):
    """An extract holds no roster, so the establishment follows from the work: busy hours / (duty hours x utilisation).
    ``duty_hours_per_officer``: rostered, present hours a year (40 h x 52.18 weeks, less 30 %
    planned absence and 2 % sickness as in the shipped county).
    """

    title: Title
    utilisation: Annotated[float, Field(ge=0.3, le=0.9)] = 0.625
    duty_hours_per_officer: Annotated[float, Field(ge=500, le=2500)] = 1430.0


class StudyPlan(Part):
    """The sweep that is prepared in study.yaml: rosters x cuts x partner shortfalls; the first of each is the
    baseline.
    """

    name: Name
    question: Title
    crewing: Literal["single", "double", "double_at_night"] = "double_at_night"
    rosters: Annotated[tuple[Name, ...], Row, Field(min_length=1)] = (
        "two_two_two_four",
        "six_on_three_off",
        "four_on_four_off",
    )
    cuts: Annotated[Shares, Field(min_length=1)] = (0.0, 0.05, 0.1)
    partner_shortfalls: Annotated[Shares, Field(min_length=1)] = (0.0, 0.25)


class Mapping(Part):
    """A whole mapping file. See README.md in this folder for what each key means, with examples."""

    title: Title
    columns: Columns
    timestamps: Annotated[str, AfterValidator(_format)]
    time_zone: Annotated[str, AfterValidator(_zone)]
    grades: Annotated[dict[Name, GradeMap], Field(min_length=1, max_length=9), AfterValidator(_separate_grades)]
    force: Sizing
    study: StudyPlan
    clocks_forward: Literal["refuse", "shift_forward", "leave_out"] = "refuse"
    clocks_back: Literal["refuse", "first", "second", "in_order", "leave_out"] = "refuse"
    week_starts: Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] = "monday"
    use: Annotated[tuple[Use, ...], Row] = ()
    leave_out_days: Days = ()
    areas: Annotated[dict[Name, AreaMap], Field(min_length=1), AfterValidator(_separate_areas)] = Field(
        default_factory=lambda: {"whole": AreaMap(kind="urban")}
    )
    types: Types = Types()
    officers: Officers = Officers()
    completeness: Completeness = Completeness()
    no_arrival_means: Literal["not_recorded", "not_attended"] = "not_recorded"
    clearing: Duration = Duration(kind="deterministic", mean_min=0.0)
    longest_hours: Annotated[float, Field(gt=0, le=72)] = 12.0
    accepted: Annotated[Lines, AfterValidator(_rules)] = ()
    notes: Lines = ()

    @model_validator(mode="after")
    def _agree(self) -> Self:
        # Only rules that span keys stand here: pydantic looks at them when every key by itself is right.
        found = []
        if self.columns.area is None and len(self.areas) > 1:
            found.append(
                Problem(
                    "areas",
                    f"{len(self.areas)} areas without columns.area",
                    "one area, or a column that tells them",
                    "add columns.area or leave one area",
                )
            )
        if self.columns.area is not None and not all(area.values for area in self.areas.values()):
            found.append(
                Problem(
                    "areas",
                    "an area without values",
                    "the extract's names for every area",
                    "add values: [...] to each area",
                )
            )
        refuse(found)
        return self

    def source_columns(self) -> list[str]:
        """Every column of the extract the fit needs, each once, in the order of the mapping."""
        return list(dict.fromkeys([*self.columns.wanted(), *(rule.column for rule in self.use)]))
