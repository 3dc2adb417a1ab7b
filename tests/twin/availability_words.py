"""Override words for who is there in a generated configuration: vacancies, part-timers, leave by entitlement, service."""

from __future__ import annotations

from tests.twin.words import Dice

Levels = dict[str, object]

AVAILABILITY: dict[str, tuple[object, ...]] = {
    "there": ("all", "all", "county", "few"),
    "part_time": (0.0, 0.4),
    "leave": ("as_it_is", "as_it_is", "entitlement", "refused"),
    "who_goes": ("by_chance", "newest", "longest_serving"),
    "who_comes": ("officers", "students"),
}


def availability_words(levels: Levels, dice: Dice) -> list[str]:
    """Return every word about who of the establishment is there."""
    return [*_there(levels, dice), *_leave(levels, dice), *_service(levels)]


def _there(levels: Levels, dice: Dice) -> list[str]:
    if levels["there"] == "all":
        return ["availability=none"]
    part = 0.0 if levels["roster"] == "always_on" else levels["part_time"]
    words = ["availability=county", f"availability.part_time={{share: {part}, works: {0.3 + 0.6 * dice.share('works'):.2f}}}"]
    if levels["careers"] != "off":  # who is vacant or in training goes by careers then
        words += ["availability.vacancies=0", "availability.not_deployable.initial_training.share=0"]
    elif levels["there"] == "few":
        words += [f"availability.vacancies={dice.whole('vacant', 0, 4) / 10}", "availability.not_deployable.adjusted.share=0.3"]
    return words


def _leave(levels: Levels, dice: Dice) -> list[str]:
    """Leave by entitlement takes the place of a share of tours where there are tours and no heavier abstraction."""
    if levels["leave"] == "as_it_is" or levels["roster"] == "always_on" or levels["abstraction"] == "heavy":
        return []
    name = "abstraction.entitlement"
    words = [
        "abstraction.on=true", "abstraction.leave_weeks_share=0", f"{name}.on=true",
        f"{name}.year_starts='{dice.one_of('leave year', ('04-01', '01-01', '06-01', '10-25'))}'",
        f"{name}.short_notice_share={dice.one_of('short notice', ('0', '0.3', '1'))}",
    ]
    if levels["leave"] == "refused":
        words += [f"{name}.most_away_share=0.1", f"{name}.days={{0: 60, 2: 60, 10: 60, 15: 60, 20: 60}}",
                  f"{name}.bought={{share: 0.3, days: 10}}", f"{name}.shared={{givers: 0.4, days: 5, receivers: 0.3}}"]
    return words


def _service(levels: Levels) -> list[str]:
    words = [f"staffing.who_goes={levels['who_goes']}"]
    # Recruits need somebody to tutor them: teams of two or more in an area.
    if levels["who_comes"] == "students" and levels["officers"] == "many" and levels["staffing"] == "uplift":
        words.append("staffing.who_comes=students")
    return words
