"""``muster compare``: paired differences between two stored scenarios."""

from __future__ import annotations

from pathlib import Path

from sim.commands.options import Options, refuse_paths
from sim.faults import Faults, listed
from sim.metrics import METRICS
from sim.overrides import split_paths

HELP = """muster compare A B [out=RESULTS]

Prints the headline measures of two stored scenarios side by side: replications are paired by number, intervals corrected for
the number of lines. A and B are scenario names as `muster check` and the page show them, or their numbers (1 is the first).

  muster compare 1 3 out=results/first_look
"""


def run(words: list[str], _: Options) -> int:
    """Print the paired differences of two scenarios of one results folder."""
    from sim.experiments.reading import read_study

    paths, names = split_paths(words)
    refuse_paths("compare", paths, ("out",))
    folder = Path(paths.get("out", Path("results") / "sweep"))
    stored = read_study(folder)
    known = [scenario.id for scenario in stored.plan.scenarios]
    chosen = [_scenario(name, known) for name in names]
    faults = Faults("the command line")
    for name, found in zip(names, chosen, strict=True):
        if found is None:
            faults.add(name, "no such scenario in " + str(folder), listed(known), f"write a number from 1 to {len(known)}")
    if len(names) != 2:
        asked = f"muster compare {' '.join(names)}"
        faults.add(asked, f"{len(names)} scenarios", "two", "muster compare 1 2 out=results/first_look")
    faults.raise_any()
    first, second = (str(name) for name in chosen)
    print(_comparison(stored, first, second))
    return 0


def _scenario(name: str, known: list[str]) -> str | None:
    if name in known:
        return name
    if name.isdecimal() and 1 <= int(name) <= len(known):
        return known[int(name) - 1]
    return None


def _comparison(stored: object, first: str, second: str) -> str:
    from sim.experiments.statistics import paired_difference, verdict

    values = {name: _headlines(stored, name) for name in (first, second)}
    shared = [metric for metric in values[first] if metric in values[second]]
    lines = [f"A: {first}", f"B: {second}", f"B minus A, intervals corrected for {len(shared)} lines", ""]
    for name in shared:
        metric = METRICS[name]
        both = sorted(values[first][name].keys() & values[second][name].keys())
        a, b = ([values[scenario][name][replication] for replication in both] for scenario in (first, second))
        gap = paired_difference(b, a, comparisons=len(shared))
        said = verdict(gap.low, gap.high, metric.direction)
        middle, low, high = (
            f"{value * metric.scale:+.{metric.decimals + 1}f}" for value in (gap.difference, gap.low, gap.high)
        )
        lines.append(f"{metric.title:<34}{middle + '  (' + low + ' to ' + high + ')':<34}{metric.difference_unit:<24}{said}")
    return "\n".join(lines)


def _headlines(stored: object, scenario: str) -> dict[str, dict[int, float]]:
    table = stored.table("metrics", scenario)  # type: ignore[attr-defined]
    out: dict[str, dict[int, float]] = {}
    for row in table.to_pylist():
        metric = METRICS.get(row["metric"])
        if metric and metric.headline and row["group"] == "" and row["hour_of_week"] == -1:
            out.setdefault(row["metric"], {})[row["replication"]] = row["value"]
    return out
