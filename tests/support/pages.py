"""What the tests of pages share: stored comparisons rewritten to a purpose, and what a reader sees of a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd

from sim.reports.finding import Finding, find
from sim.reports.results import Option, Results
from sim.reports.tables import DecisionTable, decision_table
from tests.support.fake_results import Recipes

ATTENDED = "attended_within_target"
_STEPS = (("establishment", 600.0, -30.0), ("strength", 582.0, -29.0), ("deployable", 508.5, -25.5), ("rostered", 508.5, -25.5),
          ("available", 347.0, -17.0), ("productive", 347.0, -17.0))  # fmt: skip
_LOST = {"vacant": 18.0, "recuperative": 48.5, "part_time": 25.0, "leave": 71.0, "training": 46.0, "court": 35.0, "sick": 9.5,
         "repaying": 0.0}  # fmt: skip
CASCADE: Recipes = {
    **{(f"cascade_{name}", ""): (base, 0.0, cut, 0.0, 0.0, 0.0, 0.0, 80.0) for name, base, cut in _STEPS},
    **{(f"cascade_{name}", f"team={team}"): (base / 2, 0.0, cut / 2, 0.0, 0.0, 0.0, 0.0, 80.0)
       for name, base, cut in _STEPS for team in (1, 2)},
    **{("cascade_lost", f"reason={name}"): (size, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 80.0) for name, size in _LOST.items()},
    ("rostered_at_a_time", ""): (121.0, 0.0, -6.0, 0.0, 0.0, 0.0, 0.0, 1.0),
    ("available_at_a_time", ""): (82.6, 0.0, -4.0, 0.0, 0.0, 0.0, 0.0, 1.0),
    ("productive_at_a_time", ""): (82.6, 0.0, -4.0, 0.0, 0.0, 0.0, 0.0, 1.0),
    ("productive_share", ""): (0.578, 0.0, 0.002, 0.0, 0.0, 0.0, 0.0, 1.0),
}  # fmt: skip
"""What a force stores of who is there; the second setting is a cut."""


def with_duty(folder: Path) -> Path:
    """Add the tours of all posts and the officers there by hour of the week, half as many on average as posts."""
    path = folder / "tables" / "metrics.parquet"
    table = pd.read_parquet(path)
    hours = table[table["metric"] == "supply_officers"]
    posts = hours.assign(metric="duty_establishment", value=100.0)
    night = hours["hour_of_week"] % 24 < 12
    cut = hours["scenario"].str.contains("staffing.cut=0.1") * 5.0
    there = hours.assign(metric="duty_productive", value=night.map({True: 40.0, False: 60.0}) - cut)
    pd.concat([table, posts, there]).to_parquet(path)
    return folder


def rewritten(folder: Path, change: Callable[[pd.DataFrame], pd.DataFrame]) -> Path:
    """Change the stored comparisons of a folder."""
    path = folder / "tables" / "comparisons.parquet"
    change(pd.read_parquet(path)).to_parquet(path)
    return folder


def judged(folder: Path, verdicts: dict[str, str]) -> Path:
    """Give every option the same verdict on each named headline metric, too close to call on the others."""

    def change(table: pd.DataFrame) -> pd.DataFrame:
        compared = table["difference"].notna()
        table.loc[compared, "verdict"] = [verdicts.get(m, "too close to call") for m in table.loc[compared, "metric"]]
        return table

    return rewritten(folder, change)


def with_differences(folder: Path, metric: str, verdict: str, difference: float) -> Path:
    """Give every option the same stored difference on a measure, with a bound a fifth away on either side."""

    def edit(table: pd.DataFrame) -> pd.DataFrame:
        mine = (table["metric"] == metric) & table["difference"].notna()
        low, high = sorted((difference * 0.8, difference * 1.2))
        table.loc[mine, ["difference", "diff_low", "diff_high"]] = difference, low, high
        table.loc[mine, "verdict"] = verdict
        return table

    return rewritten(folder, edit)


def configured(config: dict[str, Any]) -> Callable[[dict[str, Any]], None]:
    """An edit of a manifest that gives every scenario this composed configuration."""

    def edit(manifest: dict[str, Any]) -> None:
        for scenario in manifest["scenarios"]:
            scenario["config"] = config

    return edit


def decided(results: Results) -> tuple[Finding, DecisionTable]:
    """The finding and the decision table of the same results."""
    finding = find(results)
    return finding, decision_table(results, finding)


def words_of(page: str) -> str:
    """What a reader sees of a page: no scripts, styles or chart data."""
    return re.sub(r"<(script|style).*?</\1>", "", page, flags=re.S)


def option_with(results: Results, settings: dict[str, str]) -> Option:
    """The option that differs from the baseline in these settings only."""
    wanted = {**results.baseline.codes, **settings}
    return next(o for o in results.options if dict(o.codes) == wanted)


def changed(
    recipes: Recipes, metric: str, group: str = "", *, roster: float = 0.0, cut: float = 0.0, short: float = 0.0
) -> Recipes:
    """The recipes with other effects of one measure."""
    base, _, _, _, _, wide, own, den = recipes[metric, group]
    return recipes | {(metric, group): (base, roster, cut, short, 0.0, wide, own, den)}


def exactly_alike(recipes: Recipes) -> Recipes:
    """The recipes without any spread of an option's own: what has no effect is the same in every run."""
    return {key: (*row[:6], 0.0, row[7]) for key, row in recipes.items()}
