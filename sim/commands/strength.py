"""``muster strength``: how many officers are needed, hour by hour of the week."""

from __future__ import annotations

from dataclasses import replace

from sim.commands.options import Options
from sim.commands.study_job import run_and_report
from sim.commands.sweep import study_named

HELP = """muster strength [overrides] [scenario=NAME | study=FOLDER] [out=FOLDER]

Finds the fewest officers, area by area and hour of the week by hour, with whom every grade meets the aim that force.grades sets,
and holds what each roster has there against it. Beside it stands what a spreadsheet with Erlang's formula answers, and why the
two differ. The runs are those of muster run or muster sweep; the page has one section more, and the folder two tables:
minimum_strength.csv, and gaps.csv with every hour in which officers are missing. Where rosters are compared, the one that the
page puts forward is exported beside them.

  muster strength run=smoke
  muster strength "roster=two_two_two_four,gmp_vsa,ottawa" operations=responsive
  muster strength study=my_force

Counted are officers there to be sent. Leave, training, sickness and meal breaks come on top: the page has both.
"""


def run(words: list[str], options: Options) -> int:
    """Run the study that ``words`` name or describe, and find the minimum strength of its baseline."""
    study, out = study_named("strength", words)
    return run_and_report(replace(study, minimum_strength=True), out, " ".join(["muster strength", *words]), options)
