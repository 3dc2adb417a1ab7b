"""Override words for sickness by kind in a generated configuration."""

from __future__ import annotations

from tests.twin.words import Dice

Levels = dict[str, object]

SICKNESS: dict[str, tuple[object, ...]] = {
    "psychological": (False, True, True),
    "season": ("off", "months", "wave"),
    "worked": (False, True, True),
    "return_to_duty": ("off", "short", "long", "early"),
    "gains": ("one", "each"),
    "frailty": (0, 0, 1.5),
}


def sickness_words(levels: Levels, dice: Dice) -> list[str]:
    """Return every word about kinds of spells; where nobody falls sick there is nothing to say."""
    model = str(levels["sickness"]).partition("=")[0]
    if model == "none":
        return []
    words = _kinds(levels, dice) + _season(levels) + _duty(levels, dice)
    words += [f"sickness.frailty={levels['frailty']}"] * bool(levels["frailty"])
    if model == "feedback" and levels["worked"]:
        words += ["sickness.worked.on=true", f"sickness.worked.after_night={dice.whole('after night', 1, 9)}",
                  "sickness.worked.quick_return=2", "sickness.worked.long_weeks=3",
                  f"sickness.worked.long_weeks_h={dice.whole('long weeks', 1, 30)}",
                  f"sickness.worked.memory_days={dice.whole('spell memory', 1, 9)}"]  # fmt: skip
    return words


def _kinds(levels: Levels, dice: Dice) -> list[str]:
    words = []
    if levels["psychological"]:
        words += ["sickness.psychological.on=true", "sickness.psychological.per_year=30",
                  "sickness.psychological.spell={kind: exponential, mean_days: 3}"]  # fmt: skip
    if levels["gains"] == "each":
        words += [f"sickness.gains.{name}={dice.whole(name, -2, 3)}" for name in ("short", "long", "psychological")]
    return words


def _season(levels: Levels) -> list[str]:
    if levels["season"] == "off":
        return []
    words = ["sickness.season.on=true", "sickness.season.months=[3, 2, 1, 0.5, 0.4, 0.3, 0.3, 0.4, 1, 2, 2, 3]"]
    return words + ["sickness.season.wave={on: true, peak_day: 150, weeks: 40, size: 4}"] * (levels["season"] == "wave")


def _duty(levels: Levels, dice: Dice) -> list[str]:
    """Spells of more than a day are long-term here, or a few days would see nobody back."""
    if levels["return_to_duty"] == "off":
        return []
    mean = 30 if levels["return_to_duty"] == "long" else 1
    words = ["sickness.return_to_duty.on=true", "sickness.long_spell_over_days=1", "sickness.return_to_duty.restricted_share=0.5",
             f"sickness.return_to_duty.recuperative={{kind: lognormal, mean_days: {mean}, cv: 0.5}}",
             f"sickness.return_to_duty.restricted={{kind: deterministic, mean_days: {mean}}}",
             f"sickness.return_to_duty.decided_after_days={dice.whole('decided', 2, 9)}",
             f"sickness.return_to_duty.decision_takes_days={dice.whole('takes', 0, 2)}"]  # fmt: skip
    if levels["there"] != "all":  # or officers back from sickness would be lost twice
        words.append("availability.not_deployable.recuperative.share=0")
    return words + ["sickness.return_to_duty.early={share: 0.5, duty_per_day: 2}"] * (levels["return_to_duty"] == "early")
