"""Override words for interventions in a generated configuration: those whose mechanism is on, with a large effect."""

from __future__ import annotations

from tests.twin.words import Dice

Levels = dict[str, object]

LEVERS: dict[str, tuple[object, ...]] = {
    "interventions": ("none", "some", "all"),
    "lever_start": ("at_once", "later", "slowly"),
}


def levers_words(levels: Levels, dice: Dice, words: list[str]) -> list[str]:
    """Return the words; ``words`` are those of the configuration so far, which say what is on."""
    if levels["interventions"] == "none":
        return []
    said, possible = set(words), []
    if "sickness.season.wave={on: true, peak_day: 150, weeks: 40, size: 4}" in said:
        possible.append("flu_jabs")
    if any(word.startswith("sickness.") and word.endswith(".on=true") for word in said):
        possible.append("occupational_health")
    if "sickness.return_to_duty.on=true" in said:
        possible.append("early_return")
    if "sickness=feedback" in said:
        possible.append("resilience")
    if "tour.meal_break.on=true" in said:
        possible.append("mandatory_breaks")
    if any(word.startswith("working.systems.lost_per_job=") and "mean_min: 0}" not in word for word in said):
        possible.append("fewer_hindrances")
    reckoned = "sickness=none" not in said
    if "strain.support.on=true" in said and reckoned:
        possible.append("supervisor_support")
    if any(word.startswith("+trauma.scenes.") for word in said) and reckoned:
        possible += ["trim", "debriefs"]
    if "complaints.on=true" in said:
        possible.append("body_worn_video")
    out = []
    for place, name in enumerate(possible):
        if levels["interventions"] == "some" and dice.whole(f"lever {name}", 0, 1) == 0 and place:
            continue
        out += [f"interventions.{name}.on=true", f"interventions.{name}.reach={dice.whole('reach', 3, 10) / 10}",
                f"interventions.{name}.effect={{low: 0, central: 0.7, high: 1}}"]  # fmt: skip
        if name == "body_worn_video":
            out.append(f"interventions.{name}.complaints={{low: 0, central: {dice.whole('recorded', 3, 10) / 10}, high: 1}}")
            out.append(f"interventions.{name}.shorter={{low: 0, central: {dice.whole('footage', 0, 10) / 10}, high: 1}}")
        if levels["lever_start"] == "slowly":
            out.append(f"interventions.{name}.lag_days={dice.whole('lag', 1, 6)}")
        else:
            out.append(f"interventions.{name}.lag_days=0")
    return out
