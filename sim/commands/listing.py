"""``muster list``: what can be chosen."""

from __future__ import annotations

from collections.abc import Mapping

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
    print(_columns({name: load_study(folder).question for name, folder in shipped_studies().items()}))
    print("\nOptions (noun=option; * is the default)")
    chosen = default_options()
    marked = {group: [f"{name}*" if chosen.get(group) == name else name for name in names] for group, names in options().items()}
    print(_columns({group: ", ".join(names) for group, names in marked.items()}))
    print("\nMeasures (muster explain NAME)")
    print(_columns({metric.name: f"{metric.title} ({metric.shown_unit})" for metric in METRICS.values()}))
    return 0


def _columns(rows: Mapping[str, str]) -> str:
    """Names and what they stand for, as two columns: the first as wide as its longest name."""
    width = max(map(len, rows), default=0) + 2
    return "\n".join(f"  {name:<{width}}{words}" for name, words in rows.items())
