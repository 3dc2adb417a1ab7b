"""What a metric is: a name, a unit, a definition, what it is out of and which way is good."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Direction = Literal["lower", "higher", "neutral"]
Family = Literal["public", "answering", "officers", "availability", "safety", "money", "partners", "front_door", "demand",
                 "casework", "welfare"]

FAMILIES: dict[Family, str] = {
    "public": "The public",
    "answering": "Who attends",
    "officers": "Officers",
    "welfare": "What officers bear",
    "availability": "Who is there",
    "safety": "Officers' safety",
    "money": "Money",
    "partners": "Partners",
    "front_door": "The front door",
    "demand": "Demand",
    "casework": "Crimes and cases",
}


@dataclass(frozen=True, slots=True)
class Metric:
    """One measure of a replication.

    `direction` says which way is better ("neutral": a change is reported as higher or lower, never as good).
    `decimals` counts digits of the value as shown, so a share of 0.8123 with one decimal reads 81.2 %.
    `headline` marks the measures that the decision table shows; `by_hour` those stored once per hour of the week.
    """

    name: str
    title: str
    unit: str
    definition: str
    denominator: str
    direction: Direction
    family: Family
    decimals: int
    headline: bool = False
    by_hour: bool = False

    @property
    def scale(self) -> float:
        """Factor from the stored value to the value as shown: shares are stored 0 to 1 and shown in per cent."""
        return 100.0 if self.unit == "share" else 1.0

    @property
    def shown_unit(self) -> str:
        """Unit of the value as shown."""
        return "%" if self.unit == "share" else self.unit

    @property
    def difference_unit(self) -> str:
        """Unit of a difference as shown: two percentages differ by percentage points."""
        return "points" if self.unit == "share" else self.unit
