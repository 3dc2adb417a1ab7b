"""Override words for casework in a generated configuration: which types leave crimes, limits, screening, and teams."""

from __future__ import annotations

from tests.twin.words import KINDS, Dice, duration_words

Levels = dict[str, object]

CASEWORK: dict[str, tuple[object, ...]] = {
    "cases": ("none", "none", "response", "teams"),
    "limit": (0, 1, 3),
    "above": ("pile", "screen_out", "volume"),
    "screening": ("none", "by_type", "long_queue"),
    "scenes": ("whole", "whole", "cut", "come_back"),
}


def casework_words(levels: Levels, dice: Dice) -> list[str]:
    """Return every word about crimes and those who investigate them, and about scenes cut short."""
    return [*_cut_words(levels, dice), *_case_words(levels, dice)]


def _cut_words(levels: Levels, dice: Dice) -> list[str]:
    if levels["scenes"] == "whole":
        return []
    back = 0.0 if levels["scenes"] == "cut" else 0.8
    after = duration_words(dice.one_of("after kind", KINDS), dice.whole("after", 30, 600), levels["ties"])
    return [f"operations.cut_short={{on: true, when_waiting: {dice.whole('cut waiting', 1, 3)}, "
            f"to: {(0.3, 0.75)[dice.whole('to', 0, 1)]}, spared: {dice.whole('spared', 0, 1)}, "
            f"comes_back: {back}, after: {after}}}", f"demand.comes_back_most={dice.whole('comes back most', 1, 3)}"]


def _case_words(levels: Levels, dice: Dice) -> list[str]:
    if levels["cases"] == "none":
        return []
    above = "pile" if levels["above"] == "volume" and levels["cases"] != "teams" else levels["above"]
    words = ["casework=none", "casework.on=true", f"casework.settle_in_min={(0, 5, 60)[dice.whole('settle', 0, 2)]}",
             f"casework.caseload_limit={levels['limit']}", f"casework.above_limit={above}"]
    if levels["screening"] == "long_queue":
        words.append(f"casework.screen_when_waiting={dice.whole('long', 1, 4)}")
    words += [f"+casework.crimes.{name}={_crime(levels, dice, name)}" for name in case_types(levels)]
    if levels["cases"] == "teams":
        words += [f"+casework.teams.{name}={_team(dice, name)}" for name in ("volume", "cyber")]
    return words


def case_types(levels: Levels) -> tuple[str, ...]:
    """Return the types of incident that leave crimes."""
    return ("main", "shared") if levels["places"] == "own" else ("domestic", "theft", "concern", "other")


def _crime(levels: Levels, dice: Dice, name: str) -> str:
    # Whole hours where everything else falls on them too, so that crimes are closed at the instant of a call.
    work = duration_words(dice.one_of(f"work kind {name}", KINDS), dice.whole(f"work {name}", 20, 400), levels["ties"])
    to = "{response: 1}" if levels["cases"] == "response" else (
        f"{{response: {dice.whole(f'stays {name}', 0, 3)}, volume: {dice.whole(f'volume {name}', 0, 2)}, cyber: 1}}")
    screened = {"none": "", "by_type": ", screened_out: 0.3", "long_queue": ", screened_out: 0.1, screened_out_when_long: 0.8"}
    return (f"{{chance: {(0.4, 1.0)[dice.whole(f'leaves {name}', 0, 1)]}, work: {work}, deadline_days: "
            f"{(0.2, 2, 9)[dice.whole(f'due {name}', 0, 2)]}, to: {to}{screened[str(levels['screening'])]}}}")


def _team(dice: Dice, name: str) -> str:
    hours = [(0, 4, 8)[dice.whole(f"hours {name} {day}", 0, 2)] for day in range(7)]
    begins = ("02:00", "06:00", "08:00")[dice.whole(f"begins {name}", 0, 2)]
    return (f"{{title: {name.title()}, investigators: {dice.whole(f'people {name}', 0, 3)}, hours: {hours}, begins: '{begins}', "
            f"productive: {(0.3, 1.0)[dice.whole(f'productive {name}', 0, 1)]}, "
            f"caseload_limit: {dice.whole(f'load {name}', 1, 4)}, work_factor: {(1, 2.5)[dice.whole(f'longer {name}', 0, 1)]}}}")
