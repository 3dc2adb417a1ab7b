"""Override words for trauma, complaints and strain by demands, control and support in a generated configuration."""

from __future__ import annotations

from tests.twin.casework_words import case_types
from tests.twin.words import Dice

Levels = dict[str, object]

STRAIN: dict[str, tuple[object, ...]] = {
    "trauma": ("none", "none", "scenes", "scenes", "cases", "defused"),
    "complaints": ("none", "some", "all"),
    "structure": ("additive", "additive", "demand_control_support"),
    "support": (False, True),
    "outside_work": (False, True),
    "relief": (False, True, False),
}


def strain_words(levels: Levels, dice: Dice) -> list[str]:
    """Return every word about them; far more of each than anywhere, or a few days would hold none."""
    words = _trauma(levels, dice) + _complaints(levels, dice)
    if levels["structure"] == "demand_control_support":
        words += ["strain=pressures", "strain.structure=demand_control_support",
                  f"strain.interaction.slope={dice.whole('slope', 0, 10)}", "strain.interaction.most=3"]  # fmt: skip
    if levels["support"]:
        words += ["strain.support.on=true", "strain.weights.unsupported=1.5",
                  f"strain.support.usual_share={(0.0, 0.35, 1.0)[dice.whole('usual', 0, 2)]}"]  # fmt: skip
    if levels["outside_work"]:
        words += ["strain.outside_work.on=true", "strain.weights.outside_work=0.8"]
    if levels["relief"]:
        words += ["strain.relief.on=true", "strain.relief.free_day_memory_days=0.5", "strain.relief.break_eases=0.3"]
        if not any(word.startswith("strain.memory_days") for word in words):
            words += ["strain.memory_days=7"]
    return words


def _trauma(levels: Levels, dice: Dice) -> list[str]:
    chosen = levels["trauma"]
    if chosen == "none":
        return []
    scenes = ("main", "quick") if levels["places"] == "own" else ("domestic", "theft", "concern")
    words = ["trauma=none", "trauma.on=true", f"trauma.defused_after_min={dice.whole('defused after', 5, 240)}",
             "strain.weights.trauma=0.9", "strain.weights.undefused=1.7", "strain.weights.secondary_trauma=2"]  # fmt: skip
    words += [f"+trauma.scenes.{name}={(0.4, 1.0)[dice.whole(f'traumatic {name}', 0, 1)]}" for name in scenes]
    if chosen == "cases":
        words += [f"+trauma.cases.{name}=0.7" for name in case_types(levels)]
    if chosen == "defused" and levels["clearing"]:
        words.append(f"trauma.defuse={60 if levels['ties'] == 'whole_hours' else dice.whole('defuse', 1, 90)}")
    return words


def _complaints(levels: Levels, dice: Dice) -> list[str]:
    if levels["complaints"] == "none":
        return []
    often = 1_000 if levels["complaints"] == "all" else 150
    length = f"{{kind: exponential, mean_days: {dice.whole('open', 1, 3)}}}"
    return ["complaints=none", "complaints.on=true", f"complaints.per_1000_attended={often}", f"complaints.open={length}",
            "complaints.history_days=5", "strain.weights.complaints=0.5"]  # fmt: skip
