"""Override words for surges and changing demand in a generated configuration: who is taken, what grows, what is added where."""

from __future__ import annotations

from tests.twin.words import Dice

Levels = dict[str, object]

CHANGE: dict[str, tuple[object, ...]] = {
    "surge": ("none", "none", "detached", "each_day", "both"),
    "changing": ("none", "none", "growth", "sources", "all"),
}


def change_words(levels: Levels, dice: Dice, words: list[str]) -> list[str]:
    """Return the words; ``words`` are those of the configuration so far, which say whether there are investigators."""
    return _surges(levels, dice, "casework=county" in words) + _change(levels, dice)


def _surges(levels: Levels, dice: Dice, casework: bool) -> list[str]:
    if levels["surge"] == "none" or levels["roster"] == "always_on":
        return []
    out, heads = ["surges=none", "surges.on=true"], dice.whole("surge heads", 1, 12)
    spared = dice.one_of("surge spares", ("[]", "[students]", "[students, sergeants]"))
    if levels["surge"] in ("detached", "both"):
        out.append(f"+surges.list.murder={{title: Murder, reason: enquiry, days: {dice.whole('surge days', 2, 4)}, "
                   f"officers: {heads}, leaves_out: {spared}, tapers: {{1: 0.{dice.whole('taper', 0, 9)}}}}}")  # fmt: skip
        if casework and dice.whole("surge investigators", 0, 1):
            out.append("surges.list.murder.investigators={volume: 3}")
    if levels["surge"] in ("each_day", "both"):
        hours = dice.one_of("surge hours", ("null", '{start: "10:00", end: "14:00"}', '{start: "20:00", end: "03:00"}'))
        reason = dice.one_of("surge reason", ("public_order", "event"))
        out.append(f"+surges.list.crowd={{title: Crowd, reason: {reason}, days: 1, takes: each_day, officers: {heads}, "
                   f"again_after_days: 2, times: 2, leaves_out: {spared}, between: {hours}}}")  # fmt: skip
    return out


def _change(levels: Levels, dice: Dice) -> list[str]:
    if levels["changing"] == "none":
        return []
    own = levels["places"] == "own"
    kind, area = ("main", "area_0") if own else ("domestic", "city")
    out = ["change=none", "change.on=true"]
    if levels["changing"] in ("growth", "all"):
        growth = dice.whole("growth", -3, 6) / 10
        out += [f"change.trend.types={{{kind}: {growth}}}", f"change.trend.years_on={dice.whole('years', 0, 3)}",
                "change.trend.vulnerable=0.3", f"change.bank_holidays={{{kind}: 2}}",
                f"change.seasons={{{kind}: [2, 1, 1, 0.5, 1, 2, 1, 1, 1, 1, 1, 3]}}"]  # fmt: skip
        if str(levels["partners"]) != "off":
            out.append("change.partners={ambulance: [0, 1, 1, 2, 1, 3, 1, 1, 1, 0.5, 1, 4]}")
    if levels["changing"] in ("sources", "all"):
        out += ["+change.events.match={title: Match, weekdays: [sat, sun, mon, tue], "
                f"from_hour: {dice.whole('kick off', 0, 23)}, hours: {dice.whole('hours', 1, 30)}, "
                f"adds: {{{kind}: {dice.whole('added', 1, 40)}}}}}",
                f"+change.estates.new={{title: New homes, area: {area}, homes: {dice.whole('homes', 0, 900)}, "
                "incidents_per_home: 5}"]  # fmt: skip
    return out
