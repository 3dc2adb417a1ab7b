"""Override words for overtime and rest in a generated configuration: rest days, longer tours, recall, time off, days owed."""

from __future__ import annotations

from tests.twin.words import Dice

Levels = dict[str, object]

OVERTIME: dict[str, tuple[object, ...]] = {
    "rest_days": ("off", "cancelled", "cancelled", "re_rostered"),
    "recall": ("off", "off", "hour", "at_once"),
    "lieu": (0, 0, 0.5, 1),
    "owed": (0, 0, 0, 4),
    "limits": ("loose", "loose", "as_shipped"),
    "told": ("off", "stay", "early", "both", "peak"),
    "told_first": (False, True),
    "notice": ("one", "one", "by_cause"),
}


def overtime_words(levels: Levels, dice: Dice) -> list[str]:
    """Return every word about duty beyond the roster; nothing of it with a roster that is always on."""
    on = [levels[name] for name in ("rest_days", "recall", "lieu", "owed", "told")]
    if levels["roster"] == "always_on" or not any(level not in ("off", 0) for level in on):
        return []
    most = 10 if not levels["lieu"] and not levels["owed"] else 5  # above it nobody can be spared for a day off
    lowest = 1
    if levels["owed"] and levels["rest_days"] != "off":
        lowest = most = 10  # or hardly any rest day would ever be cancelled for a day owed
    words = [f"overtime.minimum.share={dice.whole('minimum', lowest, most) / 10}",
             f"overtime.minimum.least={dice.whole('least', 0, 2)}", f"overtime.minimum.spare={dice.whole('spare', 0, 1)}"]
    return [*words, *_rest_days(levels, dice), *_recall(levels, dice), *_time_off(levels), *_limits(levels, dice),
            *_told(levels, dice)]


def _rest_days(levels: Levels, dice: Dice) -> list[str]:
    if levels["rest_days"] == "off":
        return []
    notice = dice.whole("notice", 0, 14) if levels["rest_days"] == "cancelled" else dice.whole("notice", 15, 30)
    back = 0.8 if levels["owed"] else 0
    causes = {name: dice.one_of(f"notice of {name}", ("5", "20")) for name in ("leave", "training", "court", "posts")}
    told = levels["notice"] == "by_cause"
    by_cause = [f"overtime.rest_days.notice.{name}={days}" for name, days in causes.items() if told]
    return ["overtime.rest_days.on=true", f"overtime.rest_days.notice_days={notice}", *by_cause,
            f"overtime.rest_days.most={dice.whole('extra', 1, 6)}", f"overtime.rest_days.given_back_share={back}"]


def _recall(levels: Levels, dice: Dice) -> list[str]:
    if levels["recall"] == "off":
        return []
    answer = 0 if levels["recall"] == "at_once" else dice.whole("answer", 15, 180)
    return ["overtime.recall.on=true", f"overtime.recall.answer_min={answer}",
            f"overtime.recall.stay_h={dice.one_of('stay', ('1', '4', '8.5'))}",
            f"overtime.recall.most={dice.whole('recalls', 1, 4)}"]


def _time_off(levels: Levels) -> list[str]:
    lieu, owed = levels["lieu"], levels["owed"]
    rates = "overtime.rates={casual: 4, recall: 4, rest_day: 4, public_holiday: 2}"  # a few days are enough for a tour's worth
    return [*([f"overtime.lieu={{on: true, share: {lieu}}}", rates, "overtime.least_paid_h=12",
               *(["overtime.unpaid_first_min=0"] if levels["overtime"] == "regulations" else [])] if lieu else []),
            *([f"overtime.bank={{on: true, opening_days: {owed}, day_hours: 10}}"] if owed else [])]


def _limits(levels: Levels, dice: Dice) -> list[str]:
    if levels["limits"] == "as_shipped":
        return []
    return [f"overtime.limits={{rest_h: {dice.one_of('rest', ('0', '5', '11'))}, week_h: {dice.one_of('week', ('60', '168'))}, "
            f"longest_run: {dice.whole('run', 3, 12)}, opted_out_share: 0.5}}"]


def _told(levels: Levels, dice: Dice) -> list[str]:
    """Nearly every tour has room to be made longer, so that it is crewed, broken off and held over with hours at both ends."""
    told = levels["told"]
    if told == "off":
        return []
    first = levels["told_first"] and levels["rest_days"] != "off"
    words = ["overtime.planned.on=true", f"overtime.planned.stay_on={str(told != 'early').lower()}",
             f"overtime.planned.begin_early={str(told != 'stay').lower()}",
             f"overtime.planned.least_h={dice.one_of('least_h', ('0.5', '2'))}",
             f"overtime.planned.most_h={dice.one_of('most_h', ('2.2', '4', '6'))}", "overtime.planned.longest_day_h=24",
             f"overtime.planned.most={dice.whole('told most', 1, 6)}", f"overtime.planned.before_rest_days={str(first).lower()}"]
    if told == "peak":
        days = "[mon, tue, wed, thu, fri, sat, sun]"
        words.append(f"overtime.planned.peak={{weekdays: {days}, start: '13:00', end: '01:30', officers: 2}}")
    return words
