"""From an exchanged table to a roster that a study can use: the option as plain data, and a study folder for it."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import ValidationError

from sim.faults import FaultReport, Faults, listed
from sim.planner.rosters.cycle import REST_CODE, Pattern, recognise
from sim.planner.rosters.export import clock, write_new
from sim.planner.rosters.form import Companion
from sim.planner.rosters.lines import night_tours
from sim.planner.rosters.rules import rule_book
from sim.planner.rosters.table import RosterTable, read_roster
from sim.planner.write_study import yaml_text
from sim.scenario import REST, Roster
from sim.scenario.roster import equalising_problems

PAID_HOURS = 40.0


@dataclass(frozen=True)
class TakenOver:
    """The roster, and in words what was recognised and what had to be decided."""

    roster: Roster
    plain: dict[str, Any]
    words: tuple[str, ...]


def import_roster(path: Path, out: Path) -> tuple[TakenOver, list[Path]]:
    """Read ``path``, recognise its cycle, write ``roster.yaml`` (and ``study.yaml``, where none is there) to the folder ``out``.

    Raises one `FaultReport` with everything that stands against it; then nothing is written.
    """
    table = read_roster(path)
    taken = take_over(table)
    comment = f"Written by muster roster import from {path.name}.\n" + "\n".join(taken.words)
    texts = {out / "roster.yaml": yaml_text(taken.plain, [comment])}
    if not (out / "study.yaml").exists():
        texts[out / "study.yaml"] = yaml_text(
            _study(out, taken.roster), ["Written by muster roster import: edit it, it is yours."]
        )
    return taken, write_new(texts)


def take_over(table: RosterTable) -> TakenOver:
    """The roster of a table, recognised from its rows; what rows cannot say comes from the companion or is decided and said."""
    faults = Faults(table.file)
    pattern = recognise(table, faults)
    faults.raise_any()
    assert pattern is not None
    words: list[str] = []
    teams, offset, first_place, offsets = _placed_singly(pattern, table, faults) or _spacing(pattern, table, faults, words)
    faults.raise_any()
    letters = _letters(pattern, words)
    anchor, cycle = _anchored(pattern, table, first_place)
    plain: dict[str, Any] = {
        "title": _title(table),
        "always_on": False,
        "shifts": _shifts(pattern, table, letters, words),
        "cycle": [letters.get(code, REST) for code in cycle],
        "teams": teams,
        "offset_days": offset,
        "anchor": anchor.isoformat(),
    }
    if offsets:
        plain["offsets"] = list(offsets)
    if table.companion is not None and table.companion.variants:
        plain["variants"] = _variants(table.companion, letters)
    plain |= _paid(plain, table, words)
    roster = _validated(plain, table.file)
    spaced = f"{listed(map(str, roster.offsets))} days ahead" if roster.offsets else f"{offset} days apart"
    weekly, tours = roster.pattern_hours_per_week, roster.tours_per_cycle
    words.insert(
        0,
        f"A cycle of {len(cycle)} days, {teams} teams {spaced}, {tours} tours and {len(cycle) - tours} rest days, "
        f"{weekly:.4g} hours a week.",
    )
    return TakenOver(roster, plain, tuple(words))


def _title(table: RosterTable) -> str:
    return table.companion.title if table.companion else Path(table.file).name.split(".")[0].replace("_", " ")[:200] or "roster"


Spacing = tuple[int, int, int, tuple[int, ...]]
"""Teams, days between one and the next, place of the first on the first date; days each is ahead, where they are uneven."""


def _spacing(pattern: Pattern, table: RosterTable, faults: Faults, words: list[str]) -> Spacing:
    """How teams follow each other; they are put in order where the table has another, and placed one by one where uneven."""
    length, places = len(pattern.cycle), pattern.places
    stated = table.companion.cycle if table.companion else None
    offset = (places[1] - places[0]) % length if len(places) > 1 else 0
    if stated is not None:
        if all(_same(pattern, place, places[0] + number * stated.team_offset_days) for number, place in enumerate(places)):
            return len(places), stated.team_offset_days, places[0], ()
        faults.add(
            table.file,
            f"teams at days {listed(map(str, places))} of the cycle on the first date",
            f"teams {stated.team_offset_days} days apart, as the companion states",
            "correct the rows, or cycle.team_offset_days",
        )
        return 0, 0, 0, ()
    if all((place - places[0] - number * offset) % length == 0 for number, place in enumerate(places)) and _even(
        len(places), offset, length
    ):
        return len(places), offset, places[0], ()
    distinct = sorted(set(places))
    step = length // len(distinct)
    gaps = {b - a for a, b in zip(distinct, [*distinct[1:], distinct[0] + length], strict=True)}
    often = {places.count(place) for place in distinct}
    if gaps != {step} or len(often) > 1:
        offsets = tuple((place - places[0]) % length for place in places)
        words.append(f"Teams are not evenly spaced: they stand {listed(map(str, offsets))} days ahead of the first.")
        return len(places), 0, places[0], offsets
    order = [team for _, team in sorted(zip(places, pattern.teams, strict=True))]
    words.append(f"Teams in the order of their places: {listed(order[:: len(places) // len(distinct)])} and on.")
    return len(places), step % length, distinct[0], ()


def _placed_singly(pattern: Pattern, table: RosterTable, faults: Faults) -> Spacing | None:
    """How teams stand where the companion places them one by one."""
    stated = table.companion.cycle if table.companion else None
    if stated is None or stated.team_offsets is None:
        return None
    ahead, places = stated.team_offsets, pattern.places
    first = places[0] - ahead[0]
    if not all(_same(pattern, place, first + days) for place, days in zip(places, ahead, strict=True)):
        said = f"teams {listed(map(str, ahead))} days ahead, as the companion states"
        faults.add(table.file, f"teams at days {listed(map(str, places))} of the cycle on the first date", said,
                   "correct the rows, or cycle.team_offsets")  # fmt: skip
    return len(places), 0, first, ahead


def _variants(companion: Companion, letters: dict[str, str]) -> dict[str, Any]:
    """The variants of a companion in the letters of the option."""
    return {
        name: {
            "weekdays": list(form.weekdays),
            "months": list(form.months),
            "instead": {letters.get(code, code): letters.get(other, other) for code, other in form.instead.items()},
            "share": form.share,
        }
        for name, form in (companion.variants or {}).items()
    }


def _even(teams: int, offset: int, length: int) -> bool:
    around = length // math.gcd(length, offset) if offset else 1
    return teams * offset % length == 0 and teams % around == 0


def _same(pattern: Pattern, place: int, other: int) -> bool:
    """Whether two places of the cycle are one: its word goes on alike from both."""
    word = np.array(pattern.cycle)
    return bool((np.roll(word, -place) == np.roll(word, -other)).all())


def _anchored(pattern: Pattern, table: RosterTable, place: int) -> tuple[datetime.date, list[str]]:
    """The anchor, and the cycle turned so that the first team begins it there."""
    first = table.calendar.first_date
    stated = table.companion.cycle if table.companion else None
    anchor = stated.anchor if stated is not None else first
    turn = (place + (anchor - first).days) % len(pattern.cycle)
    return anchor, [*pattern.cycle[turn:], *pattern.cycle[:turn]]


def _letters(pattern: Pattern, words: list[str]) -> dict[str, str]:
    """A letter for each code: its own where it is one, else the next that is free."""
    codes = [code for code in pattern.forms if code != REST_CODE]
    letters = {code: code for code in codes if len(code) == 1 and code != REST}
    free = [letter for letter in "ABCDEFGHIJKLMNOPQSTUVWXYZ" if letter not in letters]
    for code in codes:
        if code not in letters and free:
            wanted = code[0] if code[0] in free else free[0]
            letters[code] = wanted
            free.remove(wanted)
            words.append(f"Tour {code} is called {wanted} here.")
    return letters


def _shifts(pattern: Pattern, table: RosterTable, letters: dict[str, str], words: list[str]) -> dict[str, Any]:
    begin, end = (np.array([form[which] for form in pattern.forms.values()], np.int64) for which in (0, 1))
    night = rule_book().night
    guessed = dict(zip(pattern.forms, night_tours(begin, end, night).tolist(), strict=True))
    shifts = {}
    for code, (start, stop) in pattern.forms.items():
        told = table.companion.shifts[code].night if table.companion else guessed[code]
        shifts[letters[code]] = {"start": clock(start), "hours": (stop - start) / 60, "night": bool(told)}
    if table.companion is None:
        named = listed(letters[code] for code in guessed if guessed[code])
        words.append(f"Nights, by {night.hours:g} h or more between {night.from_} and {night.to}: {named}.")
    return shifts


def _paid(plain: dict[str, Any], table: RosterTable, words: list[str]) -> dict[str, Any]:
    """How paid hours are equalised: as the companion says, else rest days given where the pattern pays more than 40 h."""
    told = table.companion.paid_hours if table.companion else None
    if told is not None:
        return {"equal_paid_hours": told.equalised, "paid_hours_per_week": told.per_week, "equalise_by": told.by}
    drawn = _validated({**plain, "equal_paid_hours": False}, table.file)
    by = "rest_days" if drawn.pattern_hours_per_week >= PAID_HOURS else "tour_length"
    paid = {"equal_paid_hours": True, "paid_hours_per_week": PAID_HOURS, "equalise_by": by}
    if equalising_problems(_validated({**plain, **paid}, table.file)):
        words.append("Paid hours are kept as drawn: they cannot be brought to 40 a week without tours that run into each other.")
        return {**paid, "equal_paid_hours": False}
    words.append(
        f"Compared at {PAID_HOURS:g} paid hours a week, by {by.replace('_', ' ')}; roster.yaml says so and can be changed."
    )
    return paid


def _validated(plain: dict[str, Any], file: str) -> Roster:
    try:
        return Roster.model_validate(plain)
    except ValidationError as error:
        faults = Faults(file)
        for item in error.errors(include_url=False):
            for problem in (item.get("ctx") or {}).get("problems", ()):
                faults.add(f"{file}: the pattern", problem["found"], problem["allowed"], "correct the table")
        if not faults:
            faults.add(
                file, "a pattern that no roster can hold", "1 to 366 teams, at most 25 tours, cycles of 400 days", "cut it down"
            )
        raise FaultReport(faults, file) from error


def _study(out: Path, roster: Roster) -> dict[str, Any]:
    name = "".join(letter if letter.isalnum() else "_" for letter in out.resolve().name.lower()).strip("_")[:60] or "my_roster"
    return {
        "study": name if name.isascii() else "my_roster",
        "question": f"What does a tenth fewer officers do under {roster.title}?"[:2000],
        "seed_row": "C2, C10, M3",
        "set": {"run.replications": 10},
        "sweep": {"staffing.cut": [0, 0.1]},
        "baseline": {"staffing.cut": 0},
        "tables": {"roster": "roster.yaml"},
    }
