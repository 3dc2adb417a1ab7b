"""Override words for protected time in a generated configuration: sergeants, their own work, desk time, who may call out."""

from __future__ import annotations

from tests.twin.casework_words import case_types
from tests.twin.words import Dice

Levels = dict[str, object]

PROTECTED: dict[str, tuple[object, ...]] = {
    "sergeants": ("none", "one", "span"),
    "own_work": ("none", "a_little", "per_head", "all_day"),
    "desk": ("none", "an_hour", "all_day"),
    "sergeants_go": ("last", "like_others"),
    "time_called_out": (0, 1, 9),  # by no grade, the highest, all
    "time_keep": (0, 1),
}


def protected_words(levels: Levels, dice: Dice) -> list[str]:
    """Return every word about sergeants and protected time; where tours never end there is none of it."""
    return [*_sergeants(levels, dice), *_desk(levels, dice)]


def _sergeants(levels: Levels, dice: Dice) -> list[str]:
    if levels["sergeants"] == "none":
        return []
    words = ["supervision=county", f"supervision.last_to_be_sent={str(levels['sergeants_go'] == 'last').lower()}"]
    if levels["sergeants"] == "span":
        words.append(f"supervision.span={dice.whole('span', 1, 4)}")
    if levels["own_work"] == "none" or levels["roster"] == "always_on":
        return words
    minutes = {"a_little": dice.whole("own work", 10, 60), "per_head": 0, "all_day": 600}[str(levels["own_work"])]
    words += _time("supervision.own_work", minutes, levels, dice)
    if levels["own_work"] == "per_head":
        words.append(f"supervision.own_work.per_officer_min={dice.whole('per officer', 1, 30)}")
        if levels["cases"] != "none":
            words.append(f"supervision.own_work.per_crime_min={dice.whole('per crime', 0, 15)}")
    return words


def _desk(levels: Levels, dice: Dice) -> list[str]:
    if levels["desk"] == "none" or levels["roster"] == "always_on" or not _carried(levels, dice):
        return []
    return _time("casework.desk", {"an_hour": 60, "all_day": 600}[str(levels["desk"])], levels, dice)


def _carried(levels: Levels, dice: Dice) -> bool:
    """Return whether officers carry crimes at all: beside teams their share of each type may be nothing."""
    return levels["cases"] == "response" or (
        levels["cases"] == "teams" and any(dice.whole(f"stays {name}", 0, 3) for name in case_types(levels)))


def _time(key: str, minutes: int, levels: Levels, dice: Dice) -> list[str]:
    begins = dice.whole(f"{key} from", 0, 2)
    latest = begins + (3, 8, 20)[dice.whole(f"{key} latest", 0, 2)]
    grades = {0: 0, 1: 1, 9: int(levels["grades"]) if levels["places"] == "own" else 3}[int(levels["time_called_out"])]  # type: ignore[call-overload]
    return [f"{key}.minutes={minutes}", f"{key}.from_h={begins}", f"{key}.latest_h={latest}",
            f"{key}.called_out_by={grades}", f"{key}.keep={levels['time_keep']}"]  # fmt: skip
