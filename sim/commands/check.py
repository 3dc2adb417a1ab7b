"""``muster check``: is a study folder, a results folder or a roster as it should be?"""

from __future__ import annotations

from pathlib import Path

from sim.commands.options import Options, exactly_one
from sim.faults import FaultReport, Faults, nearest

HELP = """muster check FOLDER
muster check ROSTER.csv | roster=OPTION [rules=SET,...] [RULE=LIMIT ...] [out=BREACHES.csv] [--strict]

Checks a study folder (study.yaml and its tables) or a results folder, and says what to do about each fault. Holds a roster
(a table as sim/planner/rosters/README.md describes it, or an option as drawn) against working time, police regulations, the
agreement of Greater Manchester and the Federation's guidance, and lists every breach with date, team or seat, and source.

  muster check my_force
  muster check results/first_look
  muster check roster.csv rules=working_time,police_regulations out=breaches.csv
  muster check roster=gmp_vsa gmp_duty_days=6

rules= chooses sets (working_time, police_regulations, gmp, federation) or single rules; RULE=LIMIT sets a limit of your own.
The exit status is 0 when the check is done, whatever it found, and 2 when the file is faulty; --strict makes any breach a 3.
"""


def run(words: list[str], options: Options) -> int:
    """Check one folder or one roster."""
    from sim.commands import check_roster
    from sim.studies import load_study, study_scenarios

    if check_roster.is_roster(words):
        return check_roster.run(words, options)
    folder = Path(exactly_one("check", words, "one folder", "muster check results/first_look"))
    if (folder / "manifest.json").exists() or (folder / "plan.json").exists():
        from sim.experiments.reading import check_results

        found = check_results(folder)
        if not found and (folder / "screen.json").exists():
            from sim.screening.store import check_screening

            found = tuple(check_screening(folder))
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
