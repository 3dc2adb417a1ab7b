"""Override words for the parts of a generated configuration that are tables: durations, types of incident, partners."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol


class Dice(Protocol):
    def share(self, name: str) -> float: ...
    def whole(self, name: str, low: int, high: int) -> int: ...
    def one_of(self, name: str, options: tuple[str, ...]) -> str: ...


KINDS = ("lognormal", "exponential", "gamma", "weibull", "deterministic", "empirical")
SCENE_MIN = {"short": 20, "medium": 60, "long": 300, "past_the_next_tour": 1_800}


def duration_words(kind: str, mean_min: float, ties: object) -> str:
    """Return a duration as a table; with ties wanted it is a whole number of hours, or nothing at all."""
    if ties == "no_time_at_all":
        return "{kind: deterministic, mean_min: 0}"
    if ties == "whole_hours":
        return f"{{kind: deterministic, mean_min: {60 * max(1, round(mean_min / 60))}}}"
    if kind == "empirical":
        quantiles = ", ".join(f"{share * mean_min:g}" for share in (0, 0.25, 0.5, 0.5, 1.5, 4))
        return f"{{kind: empirical, quantiles_min: [{quantiles}]}}"
    spread = ", cv: 0.8" if kind in ("lognormal", "gamma", "weibull") else ""
    return f"{{kind: {kind}, mean_min: {mean_min:g}{spread}}}"


def type_words(
    levels: dict[str, object], dice: Dice, grades: list[str], week: str, logged_per_year: float, facts: Callable[[str], str]
) -> list[str]:
    """Return demand of three types: the scene that is wanted, a quick one of the other kinds, and one for a partner.

    ``facts`` gives what else is true of a type, by its name.
    """
    weights = {"one": {1: 1}, "two": {1: 1, 2: 1}, "up_to_six": {n: 1 for n in range(1, 7)}}[str(levels["needed"])]
    spread = ", ".join(f"{grade}: {dice.whole(f'weight {grade}', 1, 4)}" for grade in grades)
    ties, minutes = levels["ties"], SCENE_MIN[str(levels["scene"])]
    partners = partner_names(levels)
    chances = ", ".join(f"{name}: {0.9 / len(partners):g}" for name in partners)
    types = {
        "main": (6, str(levels["distribution"]), minutes, ""),
        "quick": (2, dice.one_of("quick kind", KINDS), 10, ""),
        "shared": (4, dice.one_of("shared kind", KINDS), min(minutes, 60), chances),
    }
    words = [f"demand.logged_per_year={logged_per_year}"]
    for name, (share, kind, mean, handed) in types.items():
        clearing = duration_words(dice.one_of(f"clearing {name}", KINDS), 12, ties)
        attended = 0.8 if name == "quick" else 1.0
        words.append(
            f"+demand.types.{name}={{title: {name.title()}, share: {share}, week: {week}, attended: {attended}, "
            f"grades: {{{spread}}}, officers: {{{', '.join(f'{n}: {w}' for n, w in weights.items())}}}, "
            f"scene: {duration_words(kind, mean, ties)}, clearing: {clearing}, partners: {{{handed}}}, {facts(name)}}}"
        )
    return words


def partner_words(levels: dict[str, object], dice: Dice) -> list[str]:
    """Return the partners: the county's, our own with few units, or none."""
    switch, _, shortfall = str(levels["partners"]).partition("=")
    if switch == "off":
        return ["partners=none"] if levels["places"] == "own" else ["partners=county", "partners.on=false"]
    tail = [f"partners.shortfall={shortfall}"]
    if levels["places"] == "county":
        return ["partners=county", *tail]
    words = ["partners=none", "partners.on=true", *tail]
    give_up = {"at_once": 0, "soon": dice.whole("patience", 1, 40), "late": dice.whole("patience", 60, 300)}
    for i, name in enumerate(partner_names(levels)):
        times = {part: duration_words(dice.one_of(f"{part} {i}", KINDS), mean, levels["ties"])
                 for part, mean in (("care", 50), ("handover", 10), ("convey", 40))}
        words.append(
            f"+partners.services.{name}={{title: {name.title()}, week: {_units(str(levels['units']), i)}, "
            f"background_per_hour: {(0.0, 0.4, 1.2)[dice.whole(f'own {i}', 0, 2)]}, background_week: 1, care: {times['care']}, "
            f"handover: {times['handover']}, give_up_min: {give_up[str(levels['give_up'])]}, convey: {times['convey']}}}"
        )
    return words


def partner_names(levels: dict[str, object]) -> list[str]:
    """Return the services of a small force of our own."""
    if str(levels["partners"]) == "off":
        return []
    return ["ambulance"] if levels["units"] == "one" else ["ambulance", "crisis_team"]


def _units(pattern: str, i: int) -> str:
    """Return units by hour: one throughout, hours of none, or several."""
    if pattern == "one":
        return "1"
    day = [0] * 6 + [2] * 6 + [1] * 6 + [0] * 6 if pattern == "gaps" else [3 + i] * 12 + [5] * 12
    return f"[{', '.join(map(str, day))}]"
