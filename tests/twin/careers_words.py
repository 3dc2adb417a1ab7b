"""Override words for careers in a generated configuration: days stand for what takes months."""

from __future__ import annotations

from tests.twin.words import Dice

Levels = dict[str, object]

CAREERS: dict[str, tuple[object, ...]] = {
    "careers": ("off", "off", "leavers", "breaks", "severance"),
    "learning": ("none", "training", "tutored", "both"),
    "intake": ("any_day", "few_places", "little_money", "by_date"),
    "leaving_gain": (-1, 0, 2),
}
DAY_IN_WEEKS = 0.142857


def careers_words(levels: Levels, dice: Dice) -> list[str]:
    """Return every word about careers: leavers in all of them, breaks and severance in some."""
    if levels["careers"] == "off":
        return []
    words = ["careers=county", "careers.leaving.per_year={0: 90, 2: 60, 5: 90, 10: 60, 15: 90, 20: 60, 25: 90, 30: 90}",
             f"careers.vacancy={{kind: deterministic, mean_days: {dice.whole('vacancy', 0, 2)}}}", "careers.vacant_at_start=0.3",
             "careers.recruitment.rejoiners={share: 0.4, service_years: 3}"]  # fmt: skip
    if levels["careers"] == "breaks":
        words += ["careers.career_breaks={per_year: 90, length: {kind: exponential, mean_days: 1.5}}"]
    if levels["careers"] == "severance":
        words += ["careers.severance={share: 0.8, weeks: 1, from_years: 3, to_years: 20}",
                  f"careers.severance.refilled={'true' if dice.whole('refilled', 0, 1) else 'false'}"]  # fmt: skip
        words += [f"careers.severance.most={dice.whole('most', 1, 4)}"] * dice.whole("limited", 0, 1)
    if levels["sickness"] != "none":
        words.append(f"careers.leaving.gain={levels['leaving_gain']}")
    return words + _learning(levels) + _intake(levels, dice)


def _learning(levels: Levels) -> list[str]:
    trained, tutored = levels["learning"] in ("training", "both"), levels["learning"] in ("tutored", "both")
    # few in each of many areas, and of nine teams in three
    thin = levels["places"] == "county" or (levels["roster"] == "six_on_three_off" and levels["areas"] == 3)
    tutored = tutored and levels["officers"] == "many" and not thin  # somebody has to tutor them
    return [f"careers.recruitment.training_weeks={DAY_IN_WEEKS if trained else 0}",
            f"careers.recruitment.tutored_weeks={DAY_IN_WEEKS * 2 if tutored else 0}"]  # fmt: skip


def _intake(levels: Levels, dice: Dice) -> list[str]:
    every = {"by_date": 1}.get(str(levels["intake"]), 0)
    words = [f"careers.recruitment.every_months={every}", "careers.recruitment.places=null"]
    if levels["intake"] == "few_places":
        words[-1] = f"careers.recruitment.places={dice.whole('places', 0, 2)}"
    if levels["intake"] == "little_money":
        words.append(f"careers.recruitment.per_year={dice.whole('money', 0, 4)}")
    return words
