"""Override words for partners' places in a generated configuration: who is taken there, beds, limits, how many stay."""

from __future__ import annotations

from tests.twin.words import KINDS, Dice, duration_words, partner_names

Levels = dict[str, object]

PLACES: dict[str, tuple[object, ...]] = {
    "taken": ("off", "some", "most"),
    "beds": ("one", "gaps", "none", "several"),
    "at_scene": ("convey", "to_place", "leave", "stay", "to_place"),
    "at_place": ("stay", "leave", "leave_soon"),
    "with_person": (1, 2, 3),
}
GAPS = [1] * 5 + [0] * 7 + [2] * 6 + [0] * 3 + [1] * 3
BEDS = {"one": "1", "gaps": f"[{', '.join(map(str, GAPS))}]", "none": "0", "several": "4"}


def places_words(levels: Levels, dice: Dice) -> list[str]:
    """Return every word about places; none where partners are off."""
    if not place_names(levels, dice):
        return []
    own = levels["places"] == "own"
    services = partner_names(levels) if own else ["ambulance", "mental_health", "social_care"]
    places = place_names(levels, dice)
    words = [_place(name, levels, dice) for name in places]
    share = {"some": 0.3, "most": 1.0}[str(levels["taken"])] / len(places)
    taken = "{" + ", ".join(f"{name}: {share:g}" for name in places) + "}"
    for i, name in enumerate(services):
        policy = str(levels["at_scene"]) if i == dice.whole("policy of", 0, 1) else "convey"
        if policy in ("leave", "stay"):
            words.append(f"+partners.services.{name}.at_limit={policy}")
        if policy == "to_place":
            words.append(f"+partners.services.{name}.convey_to={places[-1]}")
        if i == dice.whole("taken on by", 0, 1):
            words.append(f"+partners.services.{name}.taken_to={taken}")
    types = ("main", "quick") if own else ("concern", "violence", "other")
    each = 0.5 / (1 + len(places)) * (1 if levels["taken"] == "most" else 0.4)
    needs = ", ".join(f"{name}: {each:g}" for name in [services[0], *places])
    return [*words, *(f"+partners.needs.{kind}={{{needs}}}" for kind in types)]


def place_names(levels: Levels, dice: Dice) -> list[str]:
    """Return the places there are."""
    if levels["taken"] == "off" or levels["partners"] == "off":
        return []
    return ["department", "suite"][: 1 + dice.whole("two places", 0, 1)]


def _place(name: str, levels: Levels, dice: Dice) -> str:
    times = {part: duration_words(dice.one_of(f"{part} {name}", KINDS), mean, levels["ties"])
             for part, mean in (("care", 80), ("handover", 15), ("drive", 20))}
    limit = 20 if levels["at_place"] == "leave_soon" else dice.whole("limit", 60, 400)
    policy = str(levels["at_place"]).removesuffix("_soon")
    return (f"+partners.services.{name}={{title: {name.title()}, where: place, week: {BEDS[str(levels['beds'])]}, "
            f"background_per_hour: {(0.0, 0.3, 1.0)[dice.whole(f'others {name}', 0, 2)]}, background_week: 1, "
            f"care: {times['care']}, handover: {times['handover']}, drive: {times['drive']}, officers: {levels['with_person']}, "
            f"give_up_min: {limit}, at_limit: {policy}}}")  # fmt: skip
