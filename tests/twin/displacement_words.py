"""Override words for displacement in a generated configuration: what becomes of gaps, who rings again, what is asked next."""

from __future__ import annotations

from tests.twin.places_words import place_names
from tests.twin.words import KINDS, Dice, duration_words

Levels = dict[str, object]

DISPLACEMENT: dict[str, tuple[object, ...]] = {
    "displaced": ("none", "none", "some", "all"),
    "job_patience": ("short", "long"),
    "calls_again": ("no", "no", "yes"),
    "expectation": ("off", "off", "up", "down", "still"),
}


def displacement_words(levels: Levels, dice: Dice) -> list[str]:
    """Return every word about displacement; the services are those that other words made, places among them."""
    if levels["displaced"] == "none":
        return []
    types = ("main", "shared") if levels["places"] == "own" else ("concern", "missing")
    again = str(levels["calls_again"] == "yes").lower()
    words = ["displacement=none", "displacement.on=true", f"displacement.calls_again.on={again}"]
    if levels["scenes"] == "whole":  # otherwise scenes that are cut say it
        words.append(f"demand.comes_back_most={dice.whole('comes back most', 1, 3)}")
    after = duration_words(dice.one_of("again kind", KINDS), dice.whole("again", 20, 900), levels["ties"])
    words += [f"+displacement.calls_again.by_type.{types[0]}=0.3", f"displacement.calls_again.after={after}"]
    services = [*_services(levels), *place_names(levels, dice)]
    words += [f"+displacement.services.{name}={_unmet(levels, dice, name, types)}" for name in services]
    if levels["expectation"] != "off":
        gain = {"up": 3, "down": -2, "still": 0}[str(levels["expectation"])]
        words += ["displacement.expectation.on=true", f"displacement.expectation.gain={gain}",
                  f"displacement.expectation.most={dice.whole('asked most', 1, 4)}",
                  f"displacement.expectation.memory_days={dice.whole('asked memory', 1, 3)}"]  # fmt: skip
    return words


def _services(levels: Levels) -> tuple[str, ...]:
    if levels["places"] == "county":
        return ("ambulance", "mental_health", "social_care")
    return ("ambulance",) if levels["partners"] == "off" or levels["units"] == "one" else ("ambulance", "crisis_team")


def _unmet(levels: Levels, dice: Dice, name: str, types: tuple[str, ...]) -> str:
    # Whole hours where everything else falls on them, so that a job leaves at the instant at which a unit comes free.
    patience = dice.whole(f"waits {name}", 1, 4) * 60 if levels["job_patience"] == "long" else dice.whole(f"waits {name}", 1, 45)
    return f"{{patience_min: {patience}, jobs: {_fate(levels, dice, f'{name} jobs', types)}, "\
           f"requests: {_fate(levels, dice, f'{name} requests', types)}}}"


def _fate(levels: Levels, dice: Dice, name: str, types: tuple[str, ...]) -> str:
    after = duration_words(dice.one_of(f"fate kind {name}", KINDS), dice.whole(f"fate {name}", 10, 600), levels["ties"])
    shares = (0.2, 0.1, 0.4) if levels["displaced"] == "some" else (0.5, 0.5, 0)
    return (f"{{becomes: {{{types[0]}: {shares[0]}, {types[1]}: {shares[1]}}}, lost: {shares[2]}, after: {after}}}")
