"""``muster report``: the page of stored results, made anew without simulating."""

from __future__ import annotations

from pathlib import Path

from sim.commands.options import Options, exactly_one
from sim.commands.study_job import report

HELP = """muster report RESULTS

Checks a results folder, rebuilds its page and prints the finding. Nothing is simulated.

  muster report results/first_look
"""


def run(words: list[str], _: Options) -> int:
    """Rebuild the page of one results folder."""
    from sim.experiments.reading import read_study

    folder = Path(exactly_one("report", words, "one results folder", "muster report results/first_look"))
    read_study(folder)
    print(report(folder))
    return 0
