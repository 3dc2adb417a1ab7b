"""``muster check``: is a study folder or a results folder as it should be?"""

from __future__ import annotations

from pathlib import Path

from sim.commands.options import Options, exactly_one
from sim.faults import FaultReport

HELP = """muster check FOLDER

Checks a study folder (study.yaml and its tables) or a results folder, and says what to do about each fault.

  muster check my_force
  muster check results/first_look
"""


def run(words: list[str], _: Options) -> int:
    """Check one folder."""
    from sim.studies import load_study, study_scenarios

    folder = Path(exactly_one("check", words, "one folder", "muster check results/first_look"))
    if (folder / "manifest.json").exists() or (folder / "plan.json").exists():
        from sim.experiments.reading import check_results

        faults = check_results(folder)
        if faults:
            raise FaultReport(faults, f"the results in {folder}")
        print(f"{folder}: the results are whole and unchanged.")
        return 0
    scenarios = study_scenarios(load_study(folder))
    print(f"{folder}: the study is sound; {len(scenarios)} scenarios:")
    for scenario in scenarios:
        print(f"  {scenario.label}{' (baseline)' if scenario.is_baseline else ''}")
    return 0
