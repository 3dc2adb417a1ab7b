"""After a study in which something runs away: try the rules that might hold it, and keep what came of it beside the study."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sim.commands.options import Options
from sim.studies import Study, StudyScenario


def try_rules(folder: Path, study: Study, scenarios: Sequence[StudyScenario], command: str, options: Options) -> bool:
    """Run the trials of those scenarios that run away, nearest to the edge first; return whether it was interrupted.

    They are a study of their own, in ``folder``/holding: resumable, and read by the page.
    """
    from sim.experiments.runner import run_study
    from sim.holding import FOLDER, RUNS, trials
    from sim.replication import simulate

    chosen = {scenario.id: scenario for scenario in scenarios}
    tried = [trial for name in running_away(folder) for trial in trials(study, chosen[name])]
    if not tried:
        return False
    if not options.quiet:
        print("Something runs away: trying what would hold it.", flush=True)
    done = run_study(
        f"{study.name}-holding"[:64], tried, folder / FOLDER, simulate=simulate, workers=scenarios[0].scenario.run.workers,
        replications=RUNS, progress="quiet" if options.quiet else "auto", command=command,
        question="Which rule holds a queue that grows without end?",
    )
    return done.interrupted


def running_away(folder: Path) -> list[str]:
    """Return the scenarios for which rules are tried: unstable ones, those of which fewest replications ran away first."""
    import pyarrow.parquet as pq

    from sim.holding import MOST_TRIED

    rows: list[dict[str, Any]] = pq.read_table(folder / "tables" / "scenarios.parquet").to_pylist()
    away = [row for row in rows if row["stability"] == "unstable" and math.isfinite(row["ran_away_share"])]
    return [row["scenario"] for row in sorted(away, key=lambda row: row["ran_away_share"])[:MOST_TRIED]]
