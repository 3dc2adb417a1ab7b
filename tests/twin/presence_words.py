"""Override words for being unwell at work, injuries and the people of the control room in a generated configuration."""

from __future__ import annotations

from tests.twin.words import Dice

Levels = dict[str, object]

PRESENCE: dict[str, tuple[object, ...]] = {
    "worked_through": (True, False, True),
    "on_leave": ("off", "most", "some"),
    "beside_absence": (False, True),
    "strained": (False, True),
    "injured": (True, False, True),
    "room": ("off", "on", "strained"),
}


def presence_words(levels: Levels, dice: Dice) -> list[str]:
    """Return every word about it; where sickness is not told by kind no spell can be hidden, and no injury keeps anybody off."""
    words = _room(levels, dice)
    model = str(levels["sickness"]).partition("=")[0]
    if model != "none" and levels["strained"]:
        words.append(f"presence.strained={{on: true, above: {dice.whole('above', -2, 1)}, slower: 1.3, most: 2}}")
    if not _by_kind(levels, model):
        return words
    hidden = {"worked_through": "0.4" if levels["worked_through"] else "", "on_leave": _leave(levels)}
    for name, share in hidden.items():
        if share:
            words += [f"presence.{name}.on=true",
                      f"presence.{name}.share={{short: {share}, long: {share}, psychological: {share}}}"]  # fmt: skip
    if hidden["worked_through"]:
        words.append("presence.worked_through.slower=1.5")
    if any(hidden.values()):
        words += [f"presence.beside_absence={str(levels['beside_absence']).lower()}",
                  f"presence.lasts={{short: 0.{dice.whole('lasts', 2, 9)}, psychological: 0.7}}",
                  f"presence.on_leave.most_days={1 if levels['on_leave'] == 'most' else dice.whole('most', 1, 4)}"]  # fmt: skip
    if levels["injured"]:  # far more assaults than anywhere, or a few days would see no injury
        words += ["safety=county", "safety.single_odds=40", "safety.injury_share=1", "safety.injuries_absent=true",
                  "safety.injury_spell={kind: exponential, mean_days: 2}"]  # fmt: skip
        if levels["places"] == "own":
            words.append("demand.types.main.assaults_per_1000=100")
    return words


def _by_kind(levels: Levels, model: str) -> bool:
    if model == "none":
        return False
    told = levels["psychological"] or levels["season"] != "off" or levels["return_to_duty"] != "off"
    return bool(told or (model == "feedback" and levels["worked"]))


def _leave(levels: Levels) -> str:
    """Leave is spent where some is planned."""
    if levels["on_leave"] == "off" or levels["roster"] == "always_on" or levels["abstraction"] == "none":
        return ""
    return {"most": "0.55", "some": "0.2"}[str(levels["on_leave"])]


def _room(levels: Levels, dice: Dice) -> list[str]:
    if levels["room"] == "off" or levels["calls"] == "off":
        return []
    words = ["control_room=county", "control_room.short_per_year=60", "control_room.short={kind: exponential, mean_days: 2}",
             f"control_room.employed_per_place={dice.whole('employed', 1, 3)}"]  # fmt: skip
    strained = ["control_room.gain=3", "control_room.busy_usual=0.2", "control_room.memory_days=1"]
    return words + strained * (levels["room"] == "strained")
