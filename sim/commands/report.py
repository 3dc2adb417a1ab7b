"""``muster report``: the page of stored results, made anew without simulating."""

from __future__ import annotations

from pathlib import Path

from sim.commands.options import Options, exactly_one
from sim.commands.study_job import report
from sim.faults import FaultReport

HELP = """muster report RESULTS

Checks the results folder of a study or a screening, rebuilds its page and prints the finding. Nothing is simulated.

  muster report results/first_look
"""


def run(words: list[str], _: Options) -> int:
    """Rebuild the page of one results folder."""
    from sim.experiments.reading import read_study

    folder = Path(exactly_one("report", words, "one results folder", "muster report results/first_look"))
    stored = read_study(folder)
    print(_screening(folder) if "screening" in stored.manifest else report(folder))
    return 0


def _screening(folder: Path) -> str:
    """Build the page of a screening and return its finding with the page's place."""
    import json

    from sim.reports.screen import build_screen_page, finding_in_words
    from sim.screening.store import REPORT, check_screening

    if found := check_screening(folder):
        raise FaultReport(found, f"the screening in {folder}")
    page = build_screen_page(folder)
    return f"{finding_in_words(json.loads((folder / REPORT).read_bytes()))}\n\nThe page: {page}"
