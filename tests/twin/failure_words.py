"""Override words for failure demand and complaints' work in a generated configuration."""

from __future__ import annotations

from tests.twin.words import KINDS, Dice, duration_words

Levels = dict[str, object]

FAILURE: dict[str, tuple[object, ...]] = {
    "failure_demand": ("none", "none", "all", "late", "abandoned"),
    "likelier": (False, True),
    "complaint_work": ("none", "officers", "both"),
    "prevention": ("none", "some", "much", "much"),
}


def failure_words(levels: Levels, dice: Dice, others: list[str]) -> list[str]:
    """Return every word about them; far more comes back than anywhere, and sooner, or a few days would hold none.

    ``others``: the words about everything else.
    """
    words = _work(levels, dice, others) + _prevention(levels, dice, others)
    if levels["complaints"] != "none" and levels["likelier"]:
        words += [f"complaints.late_times={dice.whole('late times', 1, 6)}",
                  f"complaints.rushed_times={dice.whole('rushed times', 1, 6)}"]  # fmt: skip
    chosen = levels["failure_demand"]
    if chosen == "none":
        return words
    after = duration_words(dice.one_of("failure after", KINDS), dice.whole("failure after", 10, 600), levels["ties"])
    words += ["failure_demand=county", f"failure_demand.after={after}",
              f"failure_demand.escalates={(0.0, 0.5, 1.0)[dice.whole('escalates', 0, 2)]}",
              f"failure_demand.late.worst_at={(0.1, 1, 5)[dice.whole('worst at', 0, 2)]}",
              f"failure_demand.late.comes_back={1.0 if chosen != 'abandoned' else 0.0}",
              f"failure_demand.abandoned={0.9 if chosen != 'late' else 0.0}"]  # fmt: skip
    if chosen == "all":
        work = duration_words(dice.one_of("rework", KINDS), dice.whole("rework", 5, 90), levels["ties"])
        words += ["failure_demand.broken_off=0.9", "failure_demand.writing_dropped=0.9", f"failure_demand.rework={work}"]
    else:
        words += ["failure_demand.broken_off=0", "failure_demand.writing_dropped=0.05"]
    if levels["scenes"] == "whole":
        words.append(f"demand.comes_back_most={dice.whole('fails most', 1, 3)}")
    return words


def _work(levels: Levels, dice: Dice, others: list[str]) -> list[str]:
    chosen = levels["complaint_work"]
    if levels["complaints"] == "none" or levels["roster"] == "always_on" or chosen == "none":
        return []
    ranked = chosen == "both" and any(word.startswith("supervision=") and word != "supervision=none" for word in others)
    hours = (0.2, 1, 5)[dice.whole("looked into", 0, 2)] if ranked else 0
    words = [f"complaints.handling={{sergeant_h: {hours}, officer_h: {(0.1, 0.5, 3)[dice.whole('answered', 0, 2)]}, "
             f"most_in_tour_min: {(5, 60, 300)[dice.whole('in a tour', 0, 2)]}}}"]  # fmt: skip
    if any(word.startswith("supervision.own_work") for word in others):
        return words
    return [*words, f"supervision.own_work.from_h={(0, 0.5, 2)[dice.whole('answered from', 0, 2)]}",
            f"supervision.own_work.keep={dice.whole('answered while', 0, 1)}"]  # fmt: skip


def _prevention(levels: Levels, dice: Dice, others: list[str]) -> list[str]:
    if levels["prevention"] == "none" or levels["roster"] == "always_on" or "front_door.on=true" in others:
        return []
    minutes = dice.whole("repeat places", 5, 60) if levels["prevention"] == "some" else 300
    return ["prevention=none", "prevention.on=true", f"prevention.minutes_in_tour={minutes}", "prevention.by_type={}",
            f"prevention.repeat_share={(0.6, 1.0)[dice.whole('repeated', 0, 1)]}", "prevention.most=0.9",
            f"prevention.half_at_h={(0.2, 5)[dice.whole('half at', 0, 1)]}",
            "prevention.lag_days=0",
            f"prevention.lasts_days={dice.whole('lasts', 1, 5)}"]  # fmt: skip
