"""``muster run``: one scenario."""

from __future__ import annotations

from sim.commands.options import Options, refuse_paths
from sim.commands.study_job import run_and_report
from sim.faults import Faults
from sim.overrides import split_paths
from sim.studies import study_of

HELP = """muster run [overrides] [out=FOLDER]

Runs one scenario: its replications, a summary in plain words and a page. Choose options with noun=option, change single
values with noun.key=value; `muster list` shows what there is, `muster explain WORD` what it means.

  muster run run=smoke
  muster run roster=gmp_vsa staffing.cut=0.1 run.replications=20
  muster run "force.officers=450" crewing=single out=results/smaller

Results go to results/run unless out= names a folder; what is stored there already is not computed again.
"""


def run(words: list[str], options: Options) -> int:
    """Run the one scenario that ``words`` describe."""
    paths, overrides = split_paths(words)
    refuse_paths("run", paths, ("out",))
    study = study_of(overrides, name="run")
    if study.axes:
        faults = Faults("the command line")
        for key, values in study.axes.items():
            faults.add(
                key, f"{len(values)} values", "one value", f"muster sweep {' '.join(words)} compares them; or keep one value"
            )
        faults.raise_any()
    return run_and_report(study, paths.get("out"), " ".join(["muster run", *words]), options)
