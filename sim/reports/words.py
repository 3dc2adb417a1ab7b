"""How the pages speak: numbers with units, intervals, verdicts, and labels made safe to print anywhere."""

from __future__ import annotations

import math
import textwrap
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from sim.metrics import Metric

MINUS = "\u2212"
NARROW_SPACE = "\u202f"
TOO_CLOSE = "too close to call"
HARDLY = "hardly changes"
COUNTED = "counted differently"
EASED, RELIEVED = "better, fewer heard", "eased by lost calls"
"""A verdict, and what a family with no better one gets: less work because callers gave up is no gain."""
SAME, UNCHANGED = "the same", "unchanged"
TINY = ", tiny"
TINY_SHARE_OF_BASELINE, TINY_POINTS = 0.01, 0.001
COUNTS = frozenset({"incidents", "officers", "crews", "calls", "strain", "pressures"})
"""Units that the phrase of a measure has already named."""
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict as shown: a word, a printable sign, and a marker shape. Colour only repeats what shape and word say."""

    word: str
    sign: str
    shape: str
    tone: str


VERDICTS: dict[str, Verdict] = {
    "better": Verdict("better", "\u2714", "circle", "good"),
    "worse": Verdict("worse", "\u2718", "diamond", "bad"),
    "better, tiny": Verdict("better, tiny", "=", "square-open", "open"),
    "worse, tiny": Verdict("worse, tiny", "=", "square-open", "open"),
    "higher, tiny": Verdict("higher, tiny", "=", "square-open", "open"),
    "lower, tiny": Verdict("lower, tiny", "=", "square-open", "open"),
    EASED: Verdict(EASED, "\u25b3", "triangle-up-open", "plain"),
    "counted higher": Verdict("counted higher", "\u2191", "triangle-up", "plain"),
    "counted lower": Verdict("counted lower", "\u2193", "triangle-down", "plain"),
    "counted higher, tiny": Verdict("counted higher, tiny", "=", "square-open", "open"),
    "counted lower, tiny": Verdict("counted lower, tiny", "=", "square-open", "open"),
    "higher": Verdict("higher", "\u2191", "triangle-up", "plain"),
    "lower": Verdict("lower", "\u2193", "triangle-down", "plain"),
    TOO_CLOSE: Verdict(TOO_CLOSE, "\u2248", "circle-open", "open"),
    SAME: Verdict(SAME, "=", "square-open", "open"),
    "baseline": Verdict("baseline", "\u25a0", "square", "base"),
    "unstable": Verdict("unstable", "\u26a0", "x-thin", "unstable"),
    "not compared": Verdict("not compared", "", "circle-open", "open"),
    "none": Verdict("", "", "circle-open", "open"),
}


def plain(text: object, limit: int = 160) -> str:
    """A label as one line of visible characters: control and direction-changing characters dropped, long ones cut.

    Text from a study folder reaches the page only through here. It is not yet HTML-safe: templates escape it.
    """
    visible = (" " if c.isspace() else c for c in str(text) if c.isspace() or unicodedata.category(c)[0] != "C")
    line = " ".join("".join(visible).split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "\u2026"


def chart_text(text: object, limit: int = 160) -> str:
    """A label for Plotly, which reads tags, entities and $formulas$ in its text: all are made literal."""
    escaped = plain(text, limit).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return escaped.replace("$", "&#36;")


def wrap(text: str, width: int, lines: int = 3) -> str:
    """Chart text in lines of about equal length, at most `width` characters where words allow, joined by <br>.

    `text` must not be escaped yet. What does not fit into `lines` is cut.
    """
    whole = plain(text)
    parts = textwrap.wrap(whole, width) or [""]
    narrower = width
    while narrower > 8 and len(textwrap.wrap(whole, narrower - 1)) <= len(parts):
        narrower -= 1
    rows = textwrap.wrap(whole, narrower, max_lines=lines, placeholder="\u2026") or [""]
    return "<br>".join(chart_text(row) for row in rows)


def known(value: float | None) -> bool:
    """Whether a number is there and finite."""
    return value is not None and math.isfinite(value)


def figure(metric: Metric, value: float | None, signed: bool = False, decimals: int | None = None) -> str:
    """The bare digits of a stored value as shown, without unit; a dash where there is none."""
    if value is None or not math.isfinite(value):
        return "\u2013"
    digits = metric.decimals if decimals is None else decimals
    text = f"{abs(value) * metric.scale:,.{digits}f}"
    nothing = not any(c in "123456789" for c in text)
    sign = "" if nothing else MINUS if value < 0 else "+" if signed else ""
    return sign + text


def with_unit(digits: str, unit: str) -> str:
    """Digits and unit as British readers write them: 81.2% but 14.3 min, and pounds before the digits."""
    if unit.startswith("pounds"):
        sign = digits[:1] if digits[:1] in (MINUS, "+") else ""
        return f"{sign}\u00a3{digits.removeprefix(sign)}{unit.removeprefix('pounds')}"
    return f"{digits}%" if unit == "%" else f"{digits}{NARROW_SPACE}{unit}"


def possible(metric: Metric) -> tuple[float, float]:
    """Smallest and largest value a measure can take, in stored units."""
    # A backlog can shrink, and grow by more than came in; money can be saved; strain is lighter than usual below 0.
    if metric.unit == "strain" or metric.name in ("backlog_growth_share", "sleep_debt", "careers_net_pounds"):
        return -math.inf, math.inf
    if metric.unit == "share":
        return 0.0, 1.0
    return (1.0, 9.0) if metric.name == "kss_mean" else (0.0, math.inf)


def within(metric: Metric, low: float, high: float, base: float | None = None) -> tuple[float, float]:
    """An interval cut to what is possible, NaN where it holds all of that; with `base`, one of a change from there.

    A change from an unknown baseline (`base` NaN) is at most the whole range of the measure either way.
    """
    least, most = possible(metric)
    if base is not None:
        span = most - least
        least, most = (least - base, most - base) if known(base) else (-span, span)
    if low <= least and high >= most and math.isfinite(most - least):
        return math.nan, math.nan
    return max(low, least), min(high, most)


def decimals_for(metric: Metric, *values: float | None) -> int:
    """Decimals that show values which all lie on one side of zero as other than zero: up to two more than usual."""
    told = [v for v in values if v is not None and known(v)]
    if not told or not (all(v > 0 for v in told) or all(v < 0 for v in told)):
        return metric.decimals
    smallest = min(abs(v) for v in told) * metric.scale
    return next((d for d in range(metric.decimals, metric.decimals + 2) if round(smallest, d) > 0), metric.decimals + 2)


def level(metric: Metric, value: float | None) -> str:
    """A stored value with its unit: 81.2%, 14.3 min."""
    digits = figure(metric, value)
    return digits if digits == "\u2013" else with_unit(digits, metric.shown_unit)


def change(metric: Metric, value: float | None, signed: bool = True, decimals: int | None = None) -> str:
    """A difference with its unit: +2.1 points."""
    digits = figure(metric, value, signed=signed, decimals=decimals)
    return digits if digits == "\u2013" else with_unit(digits, metric.difference_unit)


def interval(
    metric: Metric,
    low: float | None,
    high: float | None,
    signed: bool = False,
    base: float = math.nan,
    decimals: int | None = None,
) -> str:
    """An interval without unit, such as 1.2 to 3.4, cut to what is possible; words where there is none or none of use.

    `signed`: of a difference, from the level `base` where that is known.
    """
    if low is None or high is None or not (known(low) and known(high)):
        return "no interval"
    digits = (decimals_for(metric, low, high) if signed else metric.decimals) if decimals is None else decimals
    low, high = within(metric, low, high, base if signed else None)
    if not known(low):
        return "no useful interval"
    return f"{figure(metric, low, signed, digits)} to {figure(metric, high, signed, digits)}"


def amount(metric: Metric, value: float | None) -> str:
    """A value inside a sentence whose phrase has said what is counted: the unit only where it adds something."""
    return figure(metric, value) if metric.unit in COUNTS else level(metric, value)


def size_of(metric: Metric, value: float, low: float | None, high: float | None) -> str:
    """A difference in running text without its sign, the verb says the way: 2.1 points (1.2 to 3.0); one that is certain has
    no interval: 30 (in every run).
    """
    counts = metric.difference_unit in COUNTS  # the phrase has said what is counted
    told = low is not None and high is not None and known(low) and known(high)
    digits = decimals_for(metric, value, low, high) if told else decimals_for(metric, value)
    size = figure(metric, abs(value), decimals=digits) if counts else change(metric, abs(value), False, digits)
    if low is None or high is None or not told:
        return size
    if low == high != 0:
        return f"{size} (in every run)"
    low, high = within(metric, low, high, math.nan)
    if not known(low):
        return f"{size} (no useful interval)"
    ends = sorted((abs(low), abs(high))) if low * high >= 0 else [low, high]
    return f"{size} ({figure(metric, ends[0], decimals=digits)} to {figure(metric, ends[1], decimals=digits)})"


def is_tiny(metric: Metric, difference: float, baseline: float) -> bool:
    """Whether a difference, however sure, is too small to weigh: under 1% of the baseline's value.

    Shares of the whole need a finer rule, as 1% of 84% is most of a point: for them it is at most a tenth of a point.
    """
    limit = TINY_SHARE_OF_BASELINE * abs(baseline)
    return abs(difference) < (min(limit, TINY_POINTS) if metric.unit == "share" else limit)


def standing(verdicts: Sequence[str]) -> str:
    """What a family's verdicts amount to: gains, pays, mixed, eased by lost calls, counted differently, unchanged, hardly
    changes, too close to call.

    No score, no weights. A verdict that ends in ", tiny" is sure but too small to weigh; what is better because callers gave
    up is no gain.
    """
    good, bad = "better" in verdicts, "worse" in verdicts
    if good and bad:
        return "mixed"
    if good or bad:
        return "gains" if good else "pays"
    if EASED in verdicts:
        return RELIEVED
    if any(v.startswith("counted") and not v.endswith(TINY) for v in verdicts):
        return COUNTED
    if verdicts and all(v == SAME for v in verdicts):
        return UNCHANGED
    return HARDLY if any(v.endswith(TINY) for v in verdicts) else TOO_CLOSE


def joined(parts: Sequence[str], last: str = "and") -> str:
    """A list in running text: a, b and c."""
    items = list(parts)
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}" if items else ""


def chained(clauses: Sequence[tuple[str, str]]) -> str:
    """Verbs with what follows them, each verb said once: falls by 1 here but rises by 2 there and by 3 elsewhere."""
    text, last = "", ""
    for verb, rest in clauses:
        start = f"{' but' if last else ''} {verb}" if verb != last else " and"
        text, last = f"{text}{start} {rest}", verb
    return text.strip()


def capital(text: str) -> str:
    """First letter upper case, the rest untouched."""
    return text[:1].upper() + text[1:]


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """1 run, 10 runs."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def hour_name(hour_of_week: int) -> str:
    """Friday 22:00 for hour 118 of a week that starts on Monday at midnight."""
    return f"{DAYS[hour_of_week // 24]} {hour_of_week % 24:02d}:00"
