"""Override words for how a generated force answers: the front door, dispatch, help, crews, skills, mutual aid.

A switch is only thrown where there is something for it to work on: no help without neighbours, no promotion with one grade.
"""

from __future__ import annotations

from tests.twin.words import Dice, duration_words, partner_names

Levels = dict[str, object]

ANSWERING: dict[str, tuple[object, ...]] = {
    "first": ("strict", "ageing", "earliest_target"),
    "staged": (True, False),
    "minimum": ("all", "one", "two"),
    "surplus": ("off", 0.0, 0.5),
    "reserve": (0, 1, 2),
    "preempt": ("off", "travelling", "on_scene", "all"),
    "interrupted": ("resume", "restart"),
    "tour_end": ("hold_over", "hand_back", "hand_over"),
    "tour_end_stays": (0, 1),
    "help": ("off", "at_once", "later"),
    "thinning": (True, False),
    "promotion": (True, False),
    "news": (True, False),
    "patience": ("off", "at_once", "some"),
    "skills": ("none", "lapse", "never_lapse"),
    "split": (0, 1, 3),
    "re_form": (True, False),
    "double_share": (0.0, 0.6),
    "students": ("none", "count", "do_not_count"),
    "cars": (0, 1),
    "joint": ("alone", "joined", "pooled"),
    "cars_stay": (True, False),
    "aid": ("off", "quick", "slow"),
    "briefing": (0, 30),
    "breaks": ("off", "protected", "movable"),
    "calls": ("off", "on", "few_takers", "nobody"),
    "returns": ("seldom", "often"),
}


def grades_of(levels: Levels) -> list[str]:
    """Return the grades of the force, highest first."""
    if levels["places"] == "county":
        return ["immediate", "prompt", "standard"]
    return ["immediate", "prompt", "later_2", "later_3"][: int(str(levels["grades"]))]


def _yes(value: object) -> str:
    return str(bool(value)).lower()


def answering_words(levels: Levels, dice: Dice) -> list[str]:
    """Return every word about how the force answers."""
    return [*_dispatch(levels, dice), *_neighbours(levels, dice), *_waiting(levels, dice), *_crews(levels, dice),
            *_skills(levels, dice), *_aid(levels, dice), *_tour(levels, dice), *_front_door(levels, dice)]


def _dispatch(levels: Levels, dice: Dice) -> list[str]:
    n = len(grades_of(levels))
    words = [
        f"operations.dispatch.order={levels['first']}", f"operations.dispatch.ageing_min={dice.whole('ageing', 1, 90)}",
        f"operations.dispatch.staged={_yes(levels['staged'])}",
        f"operations.dispatch.begin_anyway_min={dice.whole('begin', 0, 30)}",
        f"operations.interrupted={levels['interrupted']}", f"operations.tour_end={levels['tour_end']}",
        f"operations.tour_end_stays={levels['tour_end_stays']}",
        f"operations.reserve.crews={levels['reserve']}", f"operations.reserve.grades={dice.whole('reserved', 1, n)}",
    ]
    if levels["surplus"] != "off" and _has_minimum(levels):
        words += ["operations.surplus.on=true", f"operations.surplus.after_share={levels['surplus']}"]
    if levels["preempt"] != "off":
        stages = "travelling, on_scene, clearing" if levels["preempt"] == "all" else levels["preempt"]
        words += [f"operations.preemption.grades={dice.whole('preempting', 1, n)}", f"operations.preemption.from=[{stages}]"]
    if levels["travel"]:
        words += [f"operations.thinning.on={_yes(levels['thinning'])}",
                  f"operations.thinning.most={1 + 2 * dice.share('thin'):.3f}"]
    return words


def _has_minimum(levels: Levels) -> bool:
    return levels["places"] == "county" or levels["minimum"] != "all"


def _has_neighbours(levels: Levels) -> bool:
    return levels["help"] != "off" and (levels["areas"] != 1 or levels["places"] == "county")


def _neighbours(levels: Levels, dice: Dice) -> list[str]:
    n = int(str(levels["areas"]))
    county = levels["places"] == "county"
    if not _has_neighbours(levels):
        return []
    words = []
    for a in range(0 if county else n):
        ways = ", ".join(f"area_{b}: " + str(dice.whole(f"way {a} {b}", 0, 15)) for b in _order(a, n, dice))
        words.append(f"force.areas.area_{a}.neighbours={{{ways}}}")
    wait = 0 if levels["help"] == "at_once" else dice.whole("help after", 1, 40)
    return [*words, "operations.help.on=true", f"operations.help.grades={dice.whole('helped', 1, len(grades_of(levels)))}",
            f"operations.help.after_min={wait}", f"operations.help.keep={dice.whole('keep', 0, 1)}"]


def _order(a: int, n: int, dice: Dice) -> list[int]:
    others = [b for b in range(n) if b != a]
    return others[::-1] if dice.share(f"order {a}") < 0.5 else others


def _waiting(levels: Levels, dice: Dice) -> list[str]:
    grades, words = grades_of(levels), []
    if levels["promotion"] and len(grades) > 1:
        words.append("operations.regrading.promotion=true")
        words += [f"force.grades.{grade}.promote_after_min={dice.whole(f'promote {grade}', 1, 60)}" for grade in grades[1:]]
    words.append(f"operations.regrading.new_information={_yes(levels['news'])}")
    words.append(f"operations.patience={_yes(levels['patience'] != 'off')}")
    if levels["places"] == "own":
        words.append(f"demand.new_information_after={duration_words('exponential', 15, levels['ties'])}")
    return words


def fact_words(levels: Levels, dice: Dice, name: str) -> str:
    """Return what the types of an own force say for the switches: minimum, patience, new information, skills, as YAML."""
    patience = "{kind: deterministic, mean_min: 0}" if levels["patience"] == "at_once" else (
        f"{{kind: exponential, mean_min: {dice.whole(f'patience {name}', 5, 120)}}}")
    facts = [f"patience: {patience}", "new_information: 0.3", "vulnerable: 0.3"]
    if levels["minimum"] != "all":
        facts.append(f"minimum: {1 if levels['minimum'] == 'one' or levels['needed'] == 'one' else 2}")
    if levels["skills"] != "none":
        facts.append("needs: {taser: 0.3, dog: 0.1}")
    return ", ".join(facts)


def _crews(levels: Levels, dice: Dice) -> list[str]:
    words = [f"crewing.split_when_waiting={levels['split']}", f"crewing.re_form={_yes(levels['re_form'])}",
             f"crewing.double_share={levels['double_share']}"]
    thin = levels["areas"] == 3 and levels["staffing"] in ("cut", "both")  # nobody to go with in the smallest teams
    if levels["students"] != "none" and levels["officers"] == "many" and not thin and levels["careers"] == "off":
        words += ["crewing.tutors.student_share=0.3", f"crewing.tutors.students_count={_yes(levels['students'] == 'count')}"]
    return words + _practitioners(levels)


def _practitioners(levels: Levels) -> list[str]:
    """Return the words of a triage car, of a joint team, or of one whose people its services lack meanwhile."""
    if not levels["cars"] or levels["partners"] == "off":
        return []
    names = ["mental_health", "social_care"] if levels["places"] == "county" else partner_names(levels)
    words = ["crewing.triage_car.cars=1", f"crewing.triage_car.partner={names[0]}", "crewing.triage_car.settles=0.7",
             "crewing.triage_car.from='06:00'", "crewing.triage_car.to='15:30'"]
    if levels["joint"] != "alone":
        words += [f"+crewing.triage_car.joined_by.{name}=0.5" for name in names[1:]]
    few = levels["places"] == "own" and levels["units"] != "several"
    heads = int((1 if few else 3) * (1 - float(str(levels["partners"]).partition("=")[2])))
    if levels["joint"] == "pooled" and heads:
        words += [f"+crewing.triage_car.seconded.{name}={heads}" for name in names]
    if levels["cars_stay"] and _has_neighbours(levels):
        words.append("crewing.triage_car.kept_in_area=true")
    return words


def _skills(levels: Levels, dice: Dice) -> list[str]:
    if levels["skills"] == "none":
        return ["skills=none"]
    if levels["places"] == "county":
        return ["skills=county"]
    after = "null" if levels["skills"] == "never_lapse" else dice.whole("substitute", 0, 40)
    return ["skills=none", "skills.on=true",
            f"+skills.list.taser={{title: Taser, share: 0.5, substitute_after_min: {after}}}",
            "+skills.list.dog={title: Dog handler, share: 0.2, substitute_after_min: 10}"]


def _aid(levels: Levels, dice: Dice) -> list[str]:
    if levels["aid"] == "off":
        return ["mutual_aid=none"]
    mobilise, stay = (0, 3) if levels["aid"] == "quick" else (dice.whole("mobilise", 1, 4), dice.whole("stay", 4, 12))
    return ["mutual_aid=regional", f"mutual_aid.officers={dice.whole('guests', 1, 6)}",
            f"mutual_aid.trigger_waiting={dice.whole('trigger', 1, 5)}",
            f"mutual_aid.trigger_grades={dice.whole('counted', 1, len(grades_of(levels)))}",
            f"mutual_aid.mobilise_h={mobilise}", f"mutual_aid.stay_h={stay}",
            f"mutual_aid.return_ratio={2 * dice.share('ratio'):.2f}", f"mutual_aid.return_after_days={dice.whole('after', 0, 1)}",
            f"mutual_aid.return_officers={dice.whole('back', 1, 3)}"]


def _tour(levels: Levels, dice: Dice) -> list[str]:
    if levels["roster"] == "always_on":
        return ["tour=none"]
    n = len(grades_of(levels))
    words = [f"tour.briefing.minutes={levels['briefing']}", f"tour.briefing.called_out_by={dice.whole('called out', 0, n)}"]
    if levels["breaks"] == "off":
        return words
    called_out, keep = (0, 0) if levels["breaks"] == "protected" else (dice.whole("eaters", 1, n), dice.whole("ready", 0, 2))
    return [*words, "tour.meal_break.on=true", f"tour.meal_break.from_share={dice.share('from') * 0.5:.2f}",
            f"tour.meal_break.until_share={0.5 + dice.share('until') * 0.5:.2f}", f"tour.meal_break.keep={keep}",
            f"tour.meal_break.called_out_by={called_out}", f"tour.meal_break.counts_from={dice.share('counts'):.2f}"]


def _front_door(levels: Levels, dice: Dice) -> list[str]:
    if levels["calls"] == "off":
        return ["front_door=none"]
    takers = {"on": 4, "few_takers": 1, "nobody": "[0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 2, 2, 2, 2, 2, 2]"}
    grades, often = grades_of(levels), levels["returns"] == "often"
    last, back = grades[-1], 0.5 if often else 0.1
    shorter = "deterministic" if levels["ties"] == "whole_hours" else dice.one_of("handling", ("exponential", "lognormal"))
    handling = f"{{kind: {shorter}, mean_min: {dice.whole('handling', 1, 20)}{', cv: 0.8' if shorter == 'lognormal' else ''}}}"
    words = [
        "front_door=none", "front_door.on=true", "front_door.unlogged_share=0.3", "front_door.unlogged_on_999=0.2",
        f"front_door.on_999={{{', '.join(f'{grade}: {0.8 / (1 + k):g}' for k, grade in enumerate(grades))}}}",
        f"front_door.handling={handling}", f"front_door.unlogged_handling={handling}", "front_door.search_min=1",
        f"front_door.passed_on_after_min={{{grades[0]}: {dice.whole('told', 0, 8)}}}",
        f"front_door.line_101={{answered_within_s: 60, patience: {handling}, rings_again: {0.9 if often else 0.3}}}",
        f"front_door.rings_again_after={handling}", f"front_door.call_takers.week={takers[str(levels['calls'])]}",
        f"front_door.desk={{week: {1 if often else 0}, work: {handling}}}",
        "front_door.settled={" + ", ".join(f"{way}: {{weight: 1, comes_back: {back}}}" for way in
                                           ("phone", "signposted", "desk", "no_attendance")) + "}",
        "front_door.comes_back_after={kind: exponential, mean_min: 300}",
        f"front_door.strip={{share: {{{last}: 0.2}}, comes_back: {back}}}",
        f"front_door.appointments={{share: {{{last}: 0.3}}, notice_min: {dice.whole('notice', 0, 120)}, within_days: 1, "
        "places: 1}",
        f"front_door.chasing={{on: true, share: 0.6, after_min: {{{last}: 20}}, handling: {handling}}}",
    ]
    if len(grades) > 1:
        words.append(f"front_door.redefine={{up: {{{last}: 0.5}}, down: {{{grades[0]}: 0.2}}}}")
    return words
