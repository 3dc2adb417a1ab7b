"""``muster sweep``: every combination, compared with a baseline."""

from __future__ import annotations

from sim.commands.options import Options, refuse_paths
from sim.commands.study_job import run_and_report
from sim.faults import Faults
from sim.overrides import split_paths
from sim.studies import Study, find_study, load_study, study_of

HELP = """muster sweep [overrides with several values] [scenario=NAME | study=FOLDER] [out=FOLDER]

Runs every combination and compares each with the baseline. Interrupt it whenever you like: the same command goes on from
there. Quote words with commas or brackets.

  muster sweep scenario=first_look
  muster sweep "roster=two_two_two_four,six_on_three_off" "staffing.cut=range(0,0.2,0.05)"
  muster sweep study=my_force "partners.shortfall=0,0.25"

scenario=NAME takes a study that ships with Muster (`muster list`), study=FOLDER one of your own; words after it change it.
"""


def run(words: list[str], options: Options) -> int:
    """Run the study that ``words`` name or describe."""
    study, out = study_named("sweep", words)
    return run_and_report(study, out, " ".join(["muster sweep", *words]), options)


def study_named(verb: str, words: list[str]) -> tuple[Study, str | None]:
    """Return the study that ``words`` name or describe, and the folder asked for."""
    paths, overrides = split_paths(words)
    refuse_paths(verb, paths, ("out", "scenario", "study"))
    if "scenario" in paths and "study" in paths:
        faults = Faults("the command line")
        faults.add("scenario= and study=", "both", "one of them", "leave one out")
        faults.raise_any()
    if "study" in paths:
        study = load_study(paths["study"], overrides)
    elif "scenario" in paths:
        study = load_study(find_study(paths["scenario"]), overrides)
    else:
        study = study_of(overrides, verb)
    return study, paths.get("out")
