"""Is a table a cycle that teams walk through? Finds its length, each team's place in it, and the tours it is made of."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.faults import Faults, listed
from sim.planner.rosters.export import clock
from sim.planner.rosters.table import RosterTable
from sim.planner.rosters.variants import as_drawn

LONGEST_CYCLE = 400
REST_CODE = ""


@dataclass(frozen=True)
class Pattern:
    """``cycle``: code of the tour on each of its days ("" for rest), from the first date of the table for the first team.

    ``places``: where in the cycle each team stands on the first date; ``teams`` are in the same order. ``forms``: start
    and end in minutes after midnight, by code.
    """

    cycle: tuple[str, ...]
    places: tuple[int, ...]
    teams: tuple[str, ...]
    forms: dict[str, tuple[int, int]]


def recognise(table: RosterTable, faults: Faults) -> Pattern | None:
    """The pattern of a table; None, with what stands against it in ``faults``, where there is none."""
    forms = _forms(table, faults)
    codes = _codes(as_drawn(table, faults), faults)
    if codes is None or faults:
        return None
    names, numbers = np.unique(codes, return_inverse=True)
    lines = numbers.reshape(codes.shape)
    stated = table.companion.cycle.days if table.companion is not None and table.companion.cycle is not None else None
    found = _places(lines, stated, faults, table.file)
    if found is None:
        return None
    length, places = found
    cycle = tuple(str(names[number]) for number in lines[0, :length])
    return Pattern(cycle, places, table.teams, forms)


def _codes(table: RosterTable, faults: Faults) -> np.ndarray | None:
    """Code of each team's tour on each date, (teams, days); a pattern knows duty and rest, whole teams and every date."""
    rows = table.rows
    other = rows[~rows["kind"].isin(["duty", "rest"])]
    for kind, held in other.groupby("kind"):
        faults.add(
            f"{table.file}, line {held['line'].min()}",
            f"{len(held)} rows of {kind}",
            "duty and rest alone: a pattern is the plan before anybody is away",
            "export the pattern without it; leave, training and court are set by abstraction=",
        )
    grid = np.full((len(table.teams), table.days), "?", dtype=object)
    where = {team: number for number, team in enumerate(table.teams)}
    for (team, seat), held in rows.groupby(["team", "seat"], sort=False):
        line = np.full(table.days, "?", dtype=object)
        line[held["day"].to_numpy()] = held["shift"].to_numpy(object)
        if (line == "?").any():
            day = table.calendar.date(int(np.argmax(line == "?")))
            who = f"team {team}" + (f" seat {seat}" if seat else "")
            faults.add(
                f"{table.file}: {who}", f"no row on {day}", "a row for every date of the table", "fill the gap, as rest or duty"
            )
        number = where[str(team)]
        if (grid[number] != "?").any() and (grid[number] != line).any():
            day = table.calendar.date(int(np.argmax(grid[number] != line)))
            faults.add(
                f"{table.file}: team {team}",
                f"seats that do not work alike: seat {seat} differs on {day}",
                "all seats of a team on the same tours",
                "give the seat a team of its own, or correct its row",
            )
        else:
            grid[number] = line
    return None if faults else grid.astype(str)


def _forms(table: RosterTable, faults: Faults) -> dict[str, tuple[int, int]]:
    """Start and end of each tour; a fault where one code has several, or others than the companion gives it."""
    forms: dict[str, tuple[int, int]] = {}
    duty = table.rows[table.rows["kind"] == "duty"]
    if table.companion is not None:
        for code, form in table.companion.shifts.items():
            begin = int(form.start[:2]) * 60 + int(form.start[3:])
            forms[code] = (begin, begin + form.minutes)
    counted = duty.groupby(["shift", "start", "end"], sort=False)["line"].agg(["size", "min"]).reset_index()
    for name, held in counted.sort_values("size", ascending=False, kind="stable").groupby("shift", sort=False):
        code = str(name)
        usual = forms.setdefault(code, (int(held["start"].iloc[0]), int(held["end"].iloc[0])))
        for row in held.itertuples():
            if (row.start, row.end) != usual:
                faults.add(
                    f"{table.file}, line {row.min}",
                    f"tour {code} from {clock(int(str(row.start)))} to {clock(int(str(row.end)))}",
                    f"{clock(usual[0])} to {clock(usual[1])}, as {code} is elsewhere",
                    "give the tour a code of its own, or correct its times",
                )
    return forms


def _places(lines: np.ndarray, stated: int | None, faults: Faults, file: str) -> tuple[int, tuple[int, ...]] | None:
    """Length of the shortest cycle (or the one stated) and each team's place in it on the first date."""
    days = lines.shape[1]
    for length in [stated] if stated else range(1, min(days, LONGEST_CYCLE) + 1):
        if length > days or (lines[:, length:] != lines[:, :-length]).any():
            continue
        places = [_place(lines[0, :length], line[:length]) for line in lines]
        whole = [place for place in places if place is not None]
        # A table of one length holds the cycle only if some team shows how it goes on behind its end.
        if len(whole) == len(places) and (stated or days >= 2 * length or any(whole)):
            return length, tuple(whole)
    _no_cycle(lines, stated, faults, file)
    return None


def _place(word: np.ndarray, line: np.ndarray) -> int | None:
    """How many days ``line`` is ahead of ``word``, or None where it is no part of the same cycle."""
    for ahead in range(len(word)):
        if (np.roll(word, -ahead) == line).all():
            return ahead
    return None


def _no_cycle(lines: np.ndarray, stated: int | None, faults: Faults, file: str) -> None:
    days = lines.shape[1]
    if stated and stated > days:
        faults.add(
            file,
            f"{days} days, fewer than the cycle of {stated} days that the companion states",
            "at least one cycle",
            f"export {2 * stated} days",
        )
    elif stated:
        faults.add(
            file,
            f"no cycle of {stated} days, though the companion states one",
            "every team on the same cycle, each at its own place, without exception",
            "correct the rows that differ, or cycle.days in the companion",
        )
    else:
        alone = [str(number + 1) for number, line in enumerate(lines) if not _repeats(line)]
        which = (
            f"; on their own, lines {listed(alone, 8)} do not repeat either"
            if alone
            else "; each line repeats, but not as parts of one cycle"
        )
        faults.add(
            file,
            f"no cycle in {days} days{which}",
            f"teams that walk through one cycle of at most {LONGEST_CYCLE} days, seen twice over",
            "export more days; a roster that does not repeat can be checked (muster check), not taken over as a pattern",
        )


def _repeats(line: np.ndarray) -> bool:
    return any((line[length:] == line[:-length]).all() for length in range(1, len(line) // 2 + 1))
