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
