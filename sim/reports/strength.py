"""The section "Minimum strength": officers needed hour by hour, what each roster has there, and what a spreadsheet would say.

It stands on the page of a study that asked for it, as long as the answer stored beside the tables is about these scenarios.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sim.metrics import HOURS_OF_WEEK
from sim.reports.charts import Chart, Table
from sim.reports.judging import short_label
from sim.reports.results import Option, Results
from sim.reports.weeks import Week, week_figure
from sim.reports.words import MINUS, capital, counted, hour_name, joined

FILE = "minimum_strength.json"
SHORT_HOUR = 1.0
"""Officers missing in the whole force from which an hour counts as short; less is a matter of whole crews."""
WHAT = (
    "Needed is the fewest officers there to be sent with whom every grade is reached in time as often as its aim asks, out of "
    "what officers who are always free would reach, area by area. Leave, training, sickness and breaks come on top."
)
WHY = (
    "Officer-hours a week that the simulation needs when one thing is left out of it; a positive figure is what the thing costs. "
    "They overlap, so they need not add up."
)


@dataclass(frozen=True)
class Strength:
    """The stored answer; arrays are of (areas, 168), Monday 00h first."""

    data: Mapping[str, Any]

    @cached_property
    def needed(self) -> np.ndarray:
        """Minimum strength found by simulation."""
        return np.array(self.data["simulated"], dtype=float)

    @cached_property
    def spreadsheet(self) -> np.ndarray:
        """What Erlang's formula answers hour by hour."""
        return np.array(self.data["spreadsheet"], dtype=float)

    def there(self, option: Option) -> np.ndarray:
        """Officers there under an option."""
        return np.array(self.data["options"][option.id]["available"], dtype=float)

    def short(self, option: Option) -> np.ndarray:
        """Officers missing in each area and hour; what one area has to spare helps no other."""
        return np.maximum(self.needed - self.there(option), 0.0)


def read_strength(results: Results) -> Strength | None:
    """Return the answer of this study; None where there is none, or where it is about other scenarios than the tables."""
    try:
        data = json.loads((results.folder / FILE).read_bytes())
        known = set(data["options"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    hashes = dict(zip(results.scenarios["scenario"], results.scenarios.get("config_hash", ()), strict=False))
    return Strength(data) if known == set(hashes) and data.get("scenarios") == hashes else None


def strength_chart(results: Results, found: Strength | None) -> Chart | None:
    """Officers there against officers needed through the week, for the baseline and the option with the smallest gaps."""
    if found is None:
        return None
    best = min(results.shown, key=lambda option: float(found.short(option).sum()))
    shown = dict.fromkeys((results.baseline.id, best.id))
    needed, weeks, spoken = found.needed.sum(axis=0), [], []
    for option in (o for o in results.shown if o.id in shown):
        there, short = found.there(option).sum(axis=0), found.short(option).sum(axis=0)
        hours, worst = int((short >= SHORT_HOUR).sum()), int(np.argmax(short))
        name = capital(short_label(results, option))
        words = f"{name}: short in {counted(hours, 'hour')} of 168"
        if hours:
            words += f", most on {hour_name(worst)} ({short[worst]:.0f} officers)"
        weeks.append(Week(words, there, needed, np.zeros(HOURS_OF_WEEK), ("officers there", "officers needed"), steps=True))
        spoken.append(f"{words}.")
    title = _title(results, found, best)
    formula = found.spreadsheet.sum(axis=0)
    rows = [
        (hour_name(h), f"{needed[h]:.0f}", f"{formula[h]:.0f}", *(f"{week.supply[h]:.1f}" for week in weeks))
        for h in range(HOURS_OF_WEEK)
    ]
    columns = ("Hour", "needed", "spreadsheet", *(week.title.partition(":")[0] for week in weeks))
    figure, narrow = week_figure(weeks)
    note = f"{WHAT} Found in {found.data['replications']} runs of {found.data['days']} days."
    alternative = f"{title}. {' '.join(spoken)} The table below the chart has every hour."
    return Chart(title, note, alternative, figure, narrow, Table(columns, tuple(rows)))


def _title(results: Results, found: Strength, best: Option) -> str:
    needed = found.needed.sum(axis=0)
    low, high = int(np.argmin(needed)), int(np.argmax(needed))
    first = f"The force needs {needed[low]:.0f} ({hour_name(low)}) to {needed[high]:.0f} officers ({hour_name(high)})"
    base, least = float(found.short(results.baseline).sum()), float(found.short(best).sum())
    if not results.others:
        return f"{first}; {base:,.0f} officer-hours a week are missing"
    if best.id == results.baseline.id:
        return f"{first}; the baseline is {base:,.0f} officer-hours a week short, less than any other option"
    name = short_label(results, best)
    return f"{first}; \u201c{name}\u201d is {least:,.0f} officer-hours a week short, the baseline {base:,.0f}"


def strength_tables(results: Results, found: Strength | None) -> list[tuple[str, Table]]:
    """What each option lacks; needed by area, beside the spreadsheet; why the two differ."""
    if found is None:
        return []
    return [
        ("What each roster lacks", _by_option(results, found)),
        ("Needed by area, officer-hours a week", _by_area(results, found)),
        ("Why a spreadsheet answers otherwise", _why(found)),
    ]


def _by_option(results: Results, found: Strength) -> Table:
    heads = ("Option", "Short, officer-hours a week", "Hours of the week short", "Most short", "To spare, officer-hours a week",
             "Posts rostered for each officer there")
    rows = []
    for option in results.shown:
        short, there = found.short(option), found.there(option)
        force, worst = short.sum(axis=0), int(np.argmax(short.sum(axis=0)))
        rostered = np.array(found.data["options"][option.id]["rostered"], dtype=float).sum()
        most = f"{hour_name(worst)}, {force[worst]:.0f} officers" if force[worst] >= SHORT_HOUR else "never"
        rows.append((capital(short_label(results, option)), f"{short.sum():,.0f}", f"{int((force >= SHORT_HOUR).sum())}", most,
                     f"{np.maximum(there - found.needed, 0).sum():,.0f}", f"{rostered / max(there.sum(), 1e-9):.2f}"))
    return Table(heads, tuple(rows))


def _by_area(results: Results, found: Strength) -> Table:
    in_time = [f"{title or name} in time" for name, title in results.grades.items()]
    heads = ("Area", "Busy if nobody waited", "Needed", "Spreadsheet", "Difference", *in_time)
    rows = []
    for row, area in enumerate(found.data["areas"]):
        needed, formula = found.needed[row].sum(), found.spreadsheet[row].sum()
        reached = [_share(value) for value in found.data["reached"][row]]
        name = results.group_title(f"area={area}") + ("" if found.data["possible"][row] else " (no number is enough)")
        busy = sum(found.data["load"][row])
        rows.append((name, f"{busy:,.0f}", f"{needed:,.0f}", f"{formula:,.0f}", _signed(needed - formula), *reached))
    return Table(heads, tuple(rows))


def _why(found: Strength) -> Table:
    needed = found.needed.sum()
    carried = np.array(found.data["carried_over"], dtype=float).sum()
    rows = [
        ("Spreadsheet: Erlang's formula, hour by hour", f"{found.spreadsheet.sum():,.0f}", ""),
        ("The same with the work really there in each hour, carried over from earlier ones", f"{carried:,.0f}",
         _signed(carried - found.spreadsheet.sum())),
        ("Simulation", f"{needed:,.0f}", _signed(needed - found.spreadsheet.sum())),
    ]  # fmt: skip
    for name, hours in found.data["without"].items():
        rows.append((f"Simulation without {name}", f"{hours:,.0f}", _signed(hours - needed)))
    return Table(("Way of reckoning", "Officer-hours a week", "Difference"), tuple(rows))


def strength_words(results: Results, found: Strength | None) -> list[str]:
    """Whole sentences: how far the spreadsheet is off, and what of it weighs most."""
    if found is None:
        return []
    needed, formula = found.needed.sum(), found.spreadsheet.sum()
    off = f"{abs(needed / formula - 1):.0%} {'more' if needed > formula else 'fewer'}" if formula else "more"
    weight = sorted(((needed - hours, name) for name, hours in found.data["without"].items()), reverse=True)
    because = [f"{name} ({hours:,.0f} officer-hours a week)" for hours, name in weight[:2] if hours > 0.01 * needed]
    words = [f"The simulation needs {off} officer-hours than a spreadsheet with Erlang's formula."]
    if because:
        words.append(f"What a spreadsheet leaves out and weighs most: {joined(because)}.")
    return words


def _share(value: Any) -> str:
    return "\u2013" if value is None else f"{value:.1%}"


def _signed(hours: float) -> str:
    return f"{hours:+,.0f}".replace("-", MINUS)

