"""``muster roster``: rosters out of Muster and into it, as tables that forces can exchange."""

from __future__ import annotations

import datetime
from pathlib import Path

from sim.commands.options import Options, exactly_one, refuse_paths
from sim.faults import Faults, listed, nearest
from sim.overrides import split_paths

HELP = """muster roster export roster=OPTION out=FILE.csv [from=DATE] [days=N] [overrides]
muster roster import FILE.csv [out=FOLDER]

export writes a pattern as a table (a row for each team and date) with its companion FILE.json: a year of whole cycles from its
anchor, or N days from DATE. import reads such a table, recognises the cycle, its teams and tours, and writes roster.yaml with a
study.yaml to the folder (default: named after the file). A table that does not repeat is said to be none. The two files are
described in sim/planner/rosters/README.md. To hold a roster against the rules: muster check FILE.csv

  muster roster export roster=gmp_vsa out=gmp.csv from=2026-01-05
  muster roster import gmp.csv out=my_roster
"""

VERBS = ("export", "import")
EXAMPLES = {"export": "muster roster export roster=gmp_vsa out=gmp.csv", "import": "muster roster import gmp.csv out=my_roster"}


def run(words: list[str], _: Options) -> int:
    """Export or import one roster."""
    if not words or words[0] not in VERBS:
        faults, like = Faults("the command line"), nearest(words[0], VERBS) if words else None
        asked = f"muster roster {words[0]}" if words else "muster roster"
        cure = EXAMPLES[like] if like else EXAMPLES["export"]
        faults.add(asked, "nothing to do" if not words else "no such verb", listed(VERBS), cure)
        faults.raise_any()
    return _export(words[1:]) if words[0] == "export" else _import(words[1:])


def _export(words: list[str]) -> int:
    from sim.configuration import compose
    from sim.planner.rosters.export import export_roster

    paths, rest = split_paths(words)
    refuse_paths("roster export", paths, ("out",))
    own = {word.partition("=")[0]: word.partition("=")[2] for word in rest if word.startswith(("from=", "days="))}
    faults = Faults("the command line")
    first, days = _date(own.get("from"), faults), _days(own.get("days"), faults)
    rest = [word for word in rest if not word.startswith(("from=", "days="))]
    if not any(word.startswith("roster=") for word in rest):
        faults.add("roster=", "no roster named", "roster=OPTION", EXAMPLES["export"])
    if "out" not in paths:
        faults.add("out=", "no file named", "out=FILE.csv", EXAMPLES["export"])
    faults.raise_any()
    scenario = compose(rest)
    for path in export_roster(scenario.roster, scenario.force.time_zone, Path(paths["out"]), first, days):
        print(path)
    return 0


def _date(text: str | None, faults: Faults) -> datetime.date | None:
    try:
        return None if text is None else datetime.date.fromisoformat(text)
    except ValueError:
        faults.add(f"from={text}", repr(text), "a date, year-month-day", "from=2026-01-05")
        return None


def _days(text: str | None, faults: Faults) -> int | None:
    if text is None or (text.isdecimal() and len(text) < 6):
        return None if text is None else int(text)
    faults.add(f"days={text}", repr(text), "a whole number of days", "days=364")
    return None


def _import(words: list[str]) -> int:
    from sim.planner.rosters.take_over import import_roster

    paths, rest = split_paths(words)
    refuse_paths("roster import", paths, ("out",))
    file = Path(exactly_one("roster import", rest, "one table", EXAMPLES["import"]))
    folder = Path(paths.get("out", file.name.split(".")[0] or "my_roster"))
    taken, written = import_roster(file, folder)
    print("\n".join(taken.words))
    print(f"\nWritten: {listed(str(path) for path in written)}")
    if any(path.name == "study.yaml" for path in written):
        print(f"To run it: muster sweep study={folder}")
    else:
        print(f"The study in {folder} uses it with the line  tables: {{roster: roster.yaml}}")
    return 0
