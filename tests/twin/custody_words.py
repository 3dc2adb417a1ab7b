"""Override words for what an arrest takes in a generated configuration: who is arrested, suites and desks, escort, file."""

from __future__ import annotations

from tests.twin.words import KINDS, Dice, duration_words

Levels = dict[str, object]

CUSTODY: dict[str, tuple[object, ...]] = {
    "arrests": ("off", "off", "some", "all"),
    "suites": ("one", "one", "two"),
    "desks": ("one", "gaps", "several"),
    "escort": (1, 2, 3),
    "file": ("none", "usual"),
}


def custody_words(levels: Levels, dice: Dice) -> list[str]:
    """Return every word about custody."""
    if levels["arrests"] == "off":
        return ["custody=none"]
    ties, own = levels["ties"], levels["places"] == "own"
    chance = 0.9 if levels["arrests"] == "all" else 0.3
    types = ("main", "quick", "shared") if own else ("domestic", "violence", "theft", "other", "suspicious")
    words = [
        "custody=county", f"custody.escort={levels['escort']}",
        f"custody.file_officers={dice.whole('file officers', 1, int(str(levels['escort'])))}",
        f"custody.weekend_shortfall={dice.whole('weekend', 0, 1) / 2}",
        *(f"demand.types.{name}.arrest={chance if name != 'quick' else 0.1}" for name in types),
    ]
    times = {"booking_in": 45, "file": 90, "travel.urban": 15, "travel.rural": 30}
    if levels["file"] == "none":
        times["file"] = 0
    for name, mean in times.items():
        kind = dice.one_of(f"custody {name}", KINDS)
        words.append(f"custody.{name}={duration_words(kind, mean, ties) if mean else '{kind: deterministic, mean_min: 0}'}")
    own_time = duration_words(dice.one_of("detainees", KINDS), 40, ties)
    rate = (0.0, 0.3, 1.0)[dice.whole("others", 0, 2)]
    words += [f"custody.suites.main.desks={_desks(str(levels['desks']))}", f"custody.suites.main.background_per_hour={rate}",
              f"custody.suites.main.background_booking_in={own_time}"]
    if own or levels["suites"] == "one":
        words.append("~custody.suites.coast")
    if own and levels["suites"] == "two":
        words.append("+custody.suites.other={title: Other, areas: [area_0], desks: 1, background_per_hour: 0.2, "
                     f"background_booking_in: {own_time}}}")  # fmt: skip
    return words


def _desks(pattern: str) -> str:
    """Return desks by hour: one throughout, hours of none, or several."""
    if pattern == "gaps":
        return f"[{', '.join(map(str, [1] * 4 + [0] * 5 + [2] * 6 + [0] * 3 + [1] * 6))}]"
    return "1" if pattern == "one" else "4"
