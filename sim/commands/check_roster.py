"""``muster check`` of a roster: a table that forces exchange, or an option, held against the rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sim.commands.options import Options, exactly_one, refuse_paths
from sim.faults import Faults
from sim.overrides import split_paths

if TYPE_CHECKING:
    from sim.planner.rosters.table import RosterTable

EXAMPLE = "muster check roster.csv"
BROKEN = 3  # with --strict: the check is done, and the roster has not passed


def is_roster(words: list[str]) -> bool:
    """Whether these words name a roster: a file that is no study, or roster=OPTION."""
    named = [word for word in words if "=" not in word or Path(word).exists()]
    if any(word.startswith("roster=") for word in words):
        return True
    return any(Path(word).suffix.lower() in (".csv", ".gz", ".txt") or _other_file(Path(word)) for word in named)


def _other_file(path: Path) -> bool:
    return path.is_file() and path.suffix.lower() not in (".yaml", ".yml")


def run(words: list[str], options: Options) -> int:
    """Check one roster; 0 when it is done, whatever was found, 3 with --strict where something was."""
    from sim.planner.rosters.check import check_roster
    from sim.planner.rosters.export import write_new
    from sim.planner.rosters.rules import choose, rule_book
    from sim.planner.rosters.verdict import as_csv, in_words

    paths, rest = split_paths(words)
    refuse_paths("check", paths, ("out",))
    faults = Faults("the command line")
    ours = [word for word in rest if word.partition("=")[0].split(".")[0] == "roster" and not Path(word).exists()]
    limits = {
        word.partition("=")[0]: word.partition("=")[2]
        for word in rest
        if "=" in word and word not in ours and not Path(word).exists()
    }
    names = [name for name in limits.pop("rules", "").split(",") if name]
    book = choose(rule_book(), names, limits, faults)
    files = [word for word in rest if word not in ours and word.partition("=")[0] not in (*limits, "rules")]
    if ours and files:
        faults.add(" ".join([*ours, *files]), "an option and a file", "one of the two", "check one after the other")
    faults.raise_any()
    table = _option(ours) if ours else _file(exactly_one("check", files, "one roster, study or results folder", EXAMPLE))
    verdict = check_roster(table, book)
    print(in_words(table, book, verdict))
    if "out" in paths:
        write_new({Path(paths["out"]): as_csv(book, verdict)})
        print(f"\nEvery breach: {paths['out']}")
    return BROKEN if options.strict and verdict.breaches else 0


def _file(word: str) -> RosterTable:
    from sim.planner.rosters.table import read_roster

    return read_roster(Path(word))


def _option(words: list[str]) -> RosterTable:
    """The table that an option comes to, as drawn: a year or more of whole cycles."""
    import tempfile

    from sim.configuration import compose
    from sim.planner.rosters.export import export_roster
    from sim.planner.rosters.table import read_roster

    scenario = compose(words)
    option = next((word.partition("=")[2] for word in words if word.startswith("roster=")), "roster")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / f"{option}.csv"
        export_roster(scenario.roster, scenario.force.time_zone, place)
        return read_roster(place)
