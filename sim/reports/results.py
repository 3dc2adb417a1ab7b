"""A results folder as the pages see it: one manifest and three tables, read and nothing else.

The floor below wrote them; nothing here runs the model or changes a number. What a manifest lacks is simply not shown.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.experiments.plan import RESERVED_COLUMNS
from sim.experiments.statistics import mean_interval
from sim.metrics import FAMILIES, HOURS_OF_WEEK, METRICS, WHOLE_PERIOD, Family, headline_metrics
from sim.metrics.small_groups import counts_officers
from sim.reports.alike import folded
from sim.reports.asked import asked_about
from sim.reports.names import group_words
from sim.reports.options import Comparison, Estimate, Option
from sim.reports.setting_forms import value_at
from sim.reports.settings import level_words, plain_words
from sim.reports.words import counted, plain

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

CONFIDENCE = 0.95
__all__ = ["ATTENDED", "CONFIDENCE", "PRICED", "UNHEARD", "Comparison", "Estimate", "Option", "Results", "UnreadableResults",
           "estimate_of", "read_results"]  # fmt: skip
ATTENDED, UNHEARD = "attended_within_target", "never_heard"
PRICED = (("assaults_expected", "assaults"), ("injury_cost_expected", "injury_cost"))
"""What officers' safety costs: no headline measures of every force, but of one that counts them they are the price. Of each
pair the first that is stored: what is to be expected before what was drawn.
"""


class UnreadableResults(Exception):
    """The folder holds no results a page can be made of; the message says what is missing."""


@dataclass(frozen=True)
class Results:
    """Everything a page may show. Tables are pandas frames with the columns of the data dictionary."""

    folder: Path
    manifest: Mapping[str, Any]
    scenarios: pd.DataFrame
    metrics: pd.DataFrame
    comparisons: pd.DataFrame

    @cached_property
    def axes(self) -> tuple[str, ...]:
        """Names of the swept axes: the columns that really differ between scenarios."""
        columns = [c for c in self.scenarios.columns if c not in RESERVED_COLUMNS]
        return tuple(c for c in columns if self.scenarios[c].astype(str).nunique() > 1)

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """The scenarios in the order of the study."""
        unstable = {str(name) for name in self.manifest.get("unstable") or ()}
        return tuple(
            Option(
                str(row["scenario"]),
                "; ".join(self._settings(row).values()) or plain(row.get("label") or row["scenario"]),
                bool(row.get("baseline", False)),
                {axis: str(row[axis]) for axis in self.axes},
                self._settings(row),
                str(row["scenario"]) not in unstable and row.get("stability") != "unstable",
                _number(row, "ran_away_share"),
                frozenset(filter(None, str(row.get("unstable_grades") or "").split(", "))),
            )
            for row in _records(self.scenarios)
        )

    def _settings(self, row: Mapping[str, Any]) -> dict[str, str]:
        """Words per axis: our own for the settings we know, else the part of the study's label that names it."""
        columns = [c for c in self.scenarios.columns if c not in RESERVED_COLUMNS]
        parts = [part.strip() for part in plain(row.get("label") or "", 400).split(";")]
        told = dict(zip(columns, parts, strict=True)) if len(parts) == len(columns) else {}
        config = self._configs.get(str(row["scenario"]), {})

        def words(axis: str) -> str:
            ours = level_words(axis, row[axis], config)
            # The label names an option by its title; of a setting it only spells the key.
            return ours or (told.get(axis, "") if "." not in axis else "") or plain_words(axis, row[axis])

        return {axis: words(axis) for axis in self.axes}

    @cached_property
    def baseline(self) -> Option:
        """What everything is compared with: the scenario so marked, else the first."""
        return next((o for o in self.options if o.baseline), self.options[0])

    @cached_property
    def folded(self) -> Mapping[str, str]:
        """Scenarios that came out the same as another in every run, each with the one that stands for it."""
        return folded(self.options, self.baseline, self.matrices)

    @cached_property
    def others(self) -> tuple[Option, ...]:
        """Every scenario but the baseline, those that came out the same once."""
        return tuple(o for o in self.options if o.id != self.baseline.id and o.id not in self.folded)

    @property
    def doubts(self) -> frozenset[str]:
        """Swept axes that the study says nobody can choose."""
        return frozenset(str(axis) for axis in self.manifest.get("doubts") or ())

    @property
    def shown(self) -> tuple[Option, ...]:
        """What tables list: the baseline, then the others."""
        return (self.baseline, *self.others)

    @cached_property
    def run(self) -> Mapping[str, Any]:
        """Settings of the run (start, days, warmup_days ...): from the manifest, else from the configuration."""
        stated = self.manifest.get("run")
        if isinstance(stated, Mapping):
            return stated
        return self.configuration.get("run") or {}

    @cached_property
    def _configs(self) -> dict[str, Mapping[str, Any]]:
        listed = [s for s in self.manifest.get("scenarios") or () if isinstance(s, Mapping)]
        return {str(s.get("id")): s["config"] for s in listed if isinstance(s.get("config"), Mapping)}

    def config_of(self, option: Option) -> Mapping[str, Any]:
        """The composed configuration of a scenario where the manifest keeps it, else empty."""
        return self._configs.get(option.id, {})

    @property
    def configuration(self) -> Mapping[str, Any]:
        """That of the baseline."""
        return self.config_of(self.baseline)

    @property
    def configurations(self) -> list[Mapping[str, Any]]:
        """Those of all scenarios."""
        return [self.config_of(option) for option in self.options]

    @property
    def run_words(self) -> str:
        """The length of a run as the end of a phrase, " of 91 days"; nothing where it is not recorded."""
        days = self.run.get("days")
        return f" of {counted(int(days), 'day')}" if isinstance(days, int | float) else ""

    @property
    def failures(self) -> Sequence[Any]:
        """Replications that gave no result."""
        return self.manifest.get("failed") or self.manifest.get("failures") or ()

    @cached_property
    def replications(self) -> int:
        """Largest number of replications of any scenario."""
        counts = self.metrics.groupby("scenario")["replication"].nunique()
        return int(counts.max()) if len(counts) else 0

    @cached_property
    def _compared(self) -> dict[tuple[str, str, str], dict[str, Any]]:
        return {
            (str(r["scenario"]), str(r["metric"]), str(r["group"])): r  # type: ignore[misc]
            for r in _records(self.comparisons)
        }

    @cached_property
    def matrices(self) -> dict[tuple[str, str], np.ndarray]:
        """Every whole-period measure, (metric, group), as values of shape (scenarios, replications); NaN where missing."""
        import numpy as np

        rows = self.metrics[self.metrics["hour_of_week"] == WHOLE_PERIOD]
        numbers, place = self._numbers, self.places
        at = rows["scenario"].map(place).to_numpy(), np.searchsorted(numbers, rows["replication"].to_numpy())
        values = rows["value"].to_numpy(dtype="float64")
        found = {}
        indices: Any = rows.groupby(["metric", "group"], sort=False).indices
        for (metric, group), where in indices.items():
            found[str(metric), str(group)] = matrix = np.full((len(place), len(numbers)), np.nan)
            matrix[at[0][where], at[1][where]] = values[where]
            if counts_officers(str(metric), str(group)):  # hidden in a run: the others alone have no mean to be spoken of
                matrix[np.unique(at[0][where][np.isnan(values[where])])] = np.nan
        return found

    @cached_property
    def _numbers(self) -> np.ndarray:
        """Numbers of the replications, in order."""
        import numpy as np

        return np.sort(self.metrics["replication"].unique())

    @cached_property
    def places(self) -> dict[str, int]:
        """The row of each scenario in `matrices`."""
        return {option.id: i for i, option in enumerate(self.options)}

    def groups(self, metric: str, kind: str = "") -> list[str]:
        """Groups a metric is stored for, such as grade=1, grade=2; only those of one kind when given.

        Grades stand in the order of the force, highest first.
        """
        found = [g for (m, g) in self.matrices if m == metric and g]
        order = {f"grade={name}": place for place, name in enumerate(self.grades)}
        return sorted((g for g in found if not kind or g.partition("=")[0] == kind), key=lambda g: order.get(g, len(order)))

    @cached_property
    def grades(self) -> dict[str, str]:
        """Titles of the force's own grades by name, highest grade first; empty where the manifest keeps none."""
        force = self.configuration.get("force")
        grades = force.get("grades") if isinstance(force, Mapping) else None
        listed = grades.items() if isinstance(grades, Mapping) else ()
        return {str(n): plain(g.get("title") or "") if isinstance(g, Mapping) else "" for n, g in listed}

    def group_title(self, group: str) -> str:
        """A group in words: a grade or a team by the title that was given to it."""
        kind, _, name = group.partition("=")
        return (self.grades.get(name) if kind == "grade" else self._team(name) if kind == "team" else "") or group_words(group)

    def _team(self, name: str) -> str:
        """The title a team of investigators was given; empty where the manifest keeps none."""
        team = value_at(self.configuration, f"casework.teams.{name}")
        return plain(team.get("title") or "") if isinstance(team, Mapping) else ""

    def has(self, metric: str, group: str = "") -> bool:
        """Whether any scenario stores this metric for this group."""
        return (metric, group) in self.matrices

    def kept_up(self, option: Option) -> list[str]:
        """Titles of the grades that an unstable scenario serves all the same, highest first."""
        return [] if option.stable else [self.group_title(g) for g in self.groups("backlog_mean", "grade") if option.has_mean(g)]

    def samples(self, scenario: str, metric: str, group: str = "") -> pd.Series:
        """One value per replication, indexed by replication number, NaN where missing; empty where nothing is stored."""
        import pandas as pd

        values = self.matrices.get((metric, group))
        return pd.Series(dtype="float64") if values is None else pd.Series(values[self.places[scenario]], index=self._numbers)

    def estimate(self, scenario: str, metric: str, group: str = "") -> Estimate:
        """Mean and interval of one scenario, as stored where stored and from the replications otherwise.

        NaN where there is no mean: for a grade whose queue grows without end, and for what counts all grades together then.
        """
        if not self.options[self.places[scenario]].has_mean(group):
            return Estimate(math.nan, math.nan, math.nan, 0)
        row = self._compared.get((scenario, metric, group))
        if row is not None and math.isfinite(_number(row, "mean")) and math.isfinite(_number(row, "low")):
            return Estimate(_number(row, "mean"), _number(row, "low"), _number(row, "high"), int(row.get("n") or 0))
        return estimate_of(self.samples(scenario, metric, group).to_numpy(dtype="float64"))

    def comparison(self, scenario: str, metric: str, group: str = "") -> Comparison | None:
        """The stored paired difference; None for the baseline, where either has no mean, or for a metric not compared."""
        row = self._compared.get((scenario, metric, group))
        settled = self.baseline.has_mean(group) and self.options[self.places[scenario]].has_mean(group)
        if row is None or scenario == self.baseline.id or not settled or not math.isfinite(_number(row, "difference")):
            return None
        family = _number(row, "family_size")
        return Comparison(
            _number(row, "difference"),
            _number(row, "diff_low"),
            _number(row, "diff_high"),
            int(row.get("n") or 0),
            _number(row, "correlation"),
            int(family) if math.isfinite(family) else 0,
            str(row.get("verdict", "")),
        )

    def by_hour(self, scenario: str, metric: str) -> np.ndarray | None:
        """Mean over replications for each hour of the week, shape (168,), NaN where missing; None if not stored."""
        values = self.hour_samples(scenario, metric)
        return None if values is None else values.mean(axis=0)

    def hour_samples(self, scenario: str, metric: str) -> np.ndarray | None:
        """Values by replication and hour of the week, shape (replications, 168)."""
        rows = self.metrics
        rows = rows[(rows["scenario"] == scenario) & (rows["metric"] == metric) & (rows["hour_of_week"] >= 0)]
        if rows.empty:
            return None
        wide = rows.pivot_table(index="replication", columns="hour_of_week", values="value", aggfunc="mean")
        return wide.reindex(columns=range(HOURS_OF_WEEK)).to_numpy(dtype="float64")

    def denominator(self, scenario: str, metric: str, group: str) -> float:
        """Mean stored denominator over replications; NaN where missing."""
        rows = self.metrics
        rows = rows[(rows["scenario"] == scenario) & (rows["metric"] == metric) & (rows["group"] == group)]
        rows = rows[rows["hour_of_week"] == WHOLE_PERIOD]
        return float(rows["denominator"].mean()) if len(rows) else math.nan

    @cached_property
    def headline(self) -> tuple[tuple[str, str], ...]:
        """(metric, group) of the decision table, in page order: the registry's headline measures that are stored, what
        officers' safety costs where that is counted, and what the study asks about by sweeping its mechanism.

        Where some incidents are never heard of they stand beside attendance, which does not count them: losing callers
        would look like serving them better.
        """
        wanted = {m.name for m in headline_metrics() if m.name != UNHEARD} | self.priced | self.asked
        found = [name for name in METRICS if name in wanted and self.has(name)]
        if self.loses_callers:
            found.insert(found.index(ATTENDED) + 1 if ATTENDED in found else 0, UNHEARD)
        found.sort(key=lambda name: list(FAMILIES).index(self.family(name)))  # the registry is in order of subjects
        return tuple((name, "") for name in found)

    @cached_property
    def silencing(self) -> frozenset[tuple[str, str]]:
        """Settings, by axis, that take work away mostly because callers give up."""
        from sim.reports.unheard import silencing_settings

        return silencing_settings(self)

    @cached_property
    def priced(self) -> frozenset[str]:
        """What stands for the price of officers' safety here; empty where nothing of it is counted."""
        first = [next((name for name in pair if self._has_any(name)), "") for pair in PRICED]
        return frozenset(filter(None, first))

    @cached_property
    def asked(self) -> frozenset[str]:
        """Measures of the mechanisms swept here that are stored for the baseline and another scenario."""
        import numpy as np

        names = [name for name in asked_about(self.axes) if self.has(name)]
        known = {name: np.isfinite(self.matrices[name, ""]).any(axis=1) for name in names}
        return frozenset(name for name in names if known[name][self.places[self.baseline.id]] and known[name].sum() > 1)

    @cached_property
    def loses_callers(self) -> bool:
        """Whether in any scenario there are incidents that nobody heard of."""
        return self._has_any(UNHEARD)

    def _has_any(self, metric: str) -> bool:
        values = self.matrices.get((metric, ""))
        return values is not None and bool((values > 0).any())

    def family(self, metric: str) -> Family:
        """Who a headline measure is about: an incident nobody heard of is the public's loss, leave refused the officers'."""
        if metric == UNHEARD:
            return "public"
        family = METRICS[metric].family
        return "officers" if family == "availability" else family

    @cached_property
    def paying(self) -> tuple[Family, ...]:
        """Families that have a headline measure, in page order."""
        return tuple(f for f in FAMILIES if any(self.family(m) == f for m, _ in self.headline))


def estimate_of(values: np.ndarray) -> Estimate:
    """Mean and interval over replications; `values` shape (n,), NaN = missing."""
    found = mean_interval(values, CONFIDENCE)
    return Estimate(found.mean, found.low, found.high, found.n)


def read_results(folder: Path) -> Results:
    """Read a results folder. Raises UnreadableResults naming what is missing and how to make it."""
    import pandas as pd

    folder = Path(folder)
    tables = folder / "tables"
    missing = [p for p in (folder / "manifest.json", tables / "scenarios.parquet", tables / "metrics.parquet") if not p.is_file()]
    if missing:
        names = ", ".join(p.relative_to(folder).as_posix() for p in missing)
        raise UnreadableResults(f"{folder} holds no finished results: {names} missing. Run the sweep again to finish it.")
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    scenarios = pd.read_parquet(tables / "scenarios.parquet")
    metrics = pd.read_parquet(tables / "metrics.parquet")
    compared = tables / "comparisons.parquet"
    comparisons = pd.read_parquet(compared) if compared.is_file() else pd.DataFrame(columns=["scenario", "metric", "group"])
    if scenarios.empty:
        raise UnreadableResults(f"{folder} lists no scenario, so there is nothing to show.")
    for table in (metrics, comparisons):
        table["group"] = table["group"].fillna("").astype(str)
    metrics = metrics[metrics["metric"].isin(list(METRICS))]
    return Results(folder, manifest, scenarios, metrics, comparisons)


def _records(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(k): v for k, v in row.items()} for row in table.to_dict("records")]


def _number(row: Mapping[str, Any], key: str) -> float:
    value = row.get(key)
    return float(value) if isinstance(value, int | float) else math.nan


def known_means(results: Results, *metrics: str) -> tuple[float, ...] | None:
    """The means of whole-force measures in the first option that has them all; None where no option has."""
    for option in results.options if all(results.has(metric) for metric in metrics) else ():
        means = tuple(results.estimate(option.id, metric).mean for metric in metrics)
        if all(math.isfinite(mean) for mean in means):
            return means
    return None
