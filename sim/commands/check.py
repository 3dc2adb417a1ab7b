"""``muster check``: is a study folder or a results folder as it should be?"""

from __future__ import annotations

from pathlib import Path

from sim.commands.options import Options, exactly_one
from sim.faults import FaultReport, Faults, nearest

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

        found = check_results(folder)
        if found:
            raise FaultReport(found, f"the results in {folder}")
        print(f"{folder}: the results are whole and unchanged.")
        return 0
    if not folder.exists():
        faults = Faults("the command line")
        like = nearest(folder.name, [path.name for path in folder.parent.glob("*") if path.is_dir()])
        cure = f"did you mean {folder.parent / like}" if like else "check the spelling and the folder you are in"
        faults.add(str(folder), "a folder that does not exist", "a study folder or a results folder", cure)
        faults.raise_any()
    scenarios = study_scenarios(load_study(folder))
    print(f"{folder}: the study is sound; {len(scenarios)} scenarios:")
    for scenario in scenarios:
        print(f"  {scenario.label}{' (baseline)' if scenario.is_baseline else ''}")
    return 0
