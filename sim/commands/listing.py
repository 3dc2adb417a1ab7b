"""``muster list``: what can be chosen."""

from __future__ import annotations

from sim.commands.options import Options
from sim.configuration import default_options, options
from sim.metrics import METRICS
from sim.studies import load_study, shipped_studies

HELP = """muster list

Shows the studies that ship with Muster, the options of every group (the default is marked *), and the measures.
"""


def run(words: list[str], _: Options) -> int:
    """Print studies, options and measures."""
    print("Studies (muster sweep scenario=NAME)")
    for name, folder in shipped_studies().items():
        print(f"  {name:<22}{load_study(folder).question}")
    print("\nOptions (noun=option; * is the default)")
    chosen = default_options()
    for group, names in options().items():
        marked = [f"{name}*" if chosen.get(group) == name else name for name in names]
        print(f"  {group:<22}{', '.join(marked)}")
    print("\nMeasures (muster explain NAME)")
    for metric in METRICS.values():
        print(f"  {metric.name:<26}{metric.title} ({metric.shown_unit})")
    return 0
