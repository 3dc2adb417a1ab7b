"""Override words for what takes officers' time besides incidents in a generated configuration: watches, trips, systems."""

from __future__ import annotations

from tests.twin.answering_words import grades_of
from tests.twin.words import Dice, duration_words

Levels = dict[str, object]

WORKING: dict[str, tuple[object, ...]] = {
    "watches": ("off", "off", "few", "many"),
    "watch_length": ("short", "hours", "days"),
    "watch_splits": (True, False),
    "systems": ("off", "slow", "down", "both"),
    "paper": ("soon", "late"),
    "levers": ("none", "trips", "mobile", "lean"),
    "self_briefing": (True, False),
}


def working_words(levels: Levels, dice: Dice) -> list[str]:
    """Return every word about watches and ways of working."""
    return [*_watches(levels, dice), *_working(levels, dice)]


def _watches(levels: Levels, dice: Dice) -> list[str]:
    if levels["watches"] == "off":
        return ["watches=none"]
    grades = grades_of(levels)
    minutes = {"short": 60, "hours": 420, "days": 2_000}[str(levels["watch_length"])]
    a_day = 2 if levels["watches"] == "few" else 9
    words = ["watches=none", "watches.on=true", f"watches.split_pairs={str(levels['watch_splits']).lower()}"]
    for name, officers in (("guard", 1), ("bed", dice.whole("watchers", 2, 4))):
        kind = dice.one_of(f"length {name}", ("lognormal", "exponential", "deterministic"))
        grade, least = grades[dice.whole(f"rank {name}", 0, len(grades) - 1)], dice.whole(f"least {name}", 1, officers)
        rate = f"per_year: {365 * a_day}" if name == "guard" else f"per_1000_attended: {dice.whole('per thousand', 10, 80)}"
        words.append(
            f"+watches.kinds.{name}={{title: {name.title()}, {rate}, week: even, officers: {officers}, "
            f"minimum: {least}, grade: {grade}, length: {duration_words(kind, minutes, levels['ties'])}}}"
        )
    return words


def _working(levels: Levels, dice: Dice) -> list[str]:
    words = []
    if levels["self_briefing"] and levels["briefing"] and levels["roster"] != "always_on":
        words.append(f"working.self_briefing_min={dice.whole('by oneself', 0, 40)}")
    if levels["clearing"]:
        words += [*_systems(levels, dice), *_levers(levels, dice)]
    return ["working=none", "working.on=true", *words] if words else ["working=none"]


def _systems(levels: Levels, dice: Dice) -> list[str]:
    words = []
    if levels["systems"] in ("slow", "both"):
        kind = dice.one_of("slow", ("lognormal", "exponential"))
        words.append(f"working.systems.lost_per_job={duration_words(kind, dice.whole('lost', 2, 20), levels['ties'])}")
    if levels["systems"] in ("down", "both"):
        length = duration_words("exponential", dice.whole("down", 20, 240), levels["ties"])
        paper = dice.whole("paper", 1, 30) if levels["paper"] == "soon" else 300
        words.append(f"working.systems.outages={{per_year: 1500, length: {length}, paper_after_min: {paper}}}")
    return words


def _levers(levels: Levels, dice: Dice) -> list[str]:
    if levels["levers"] == "none":
        return []
    if levels["levers"] == "lean":
        return [f"working.lean_min_per_job={dice.whole('lean', 1, 30)}"]
    share = 0.0 if levels["levers"] == "trips" else round(dice.share("at the scene"), 2)
    return [f"working.return_to_base_min={dice.whole('trip', 1, 40)}", f"working.mobile_share={share}"]
