"""A screening in words: conclusions, the assumptions they hang on, and what was not looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sim.metrics import METRICS
from sim.reports.assumed import in_words
from sim.reports.words import TOO_CLOSE, VERDICTS, capital, change, counted, decimals_for, joined, plain

Row = Mapping[str, Any]
MOST_NAMED = 4
SEVERAL_AWAY = 0.25
LEAST_STEPS = 2
_MOVES = {
    "tilt": "proportions tilted by half, from those named first to those named last",
    "steepness": "profile flatter or steeper by half",
}


def verdict_of(metric: str, state: str) -> str:
    """The verdict that a state is for a measure: better, worse, higher, lower, too close to call, unstable."""
    if state == "close":
        return TOO_CLOSE
    if state not in ("up", "down"):
        return "unstable" if state == "unstable" else "not compared"
    direction = METRICS[metric].direction
    if direction == "neutral":
        return "higher" if state == "up" else "lower"
    return "better" if (state == "up") == (direction == "higher") else "worse"


def conclusion_name(row: Row) -> str:
    """What a conclusion is about: the option and the measure."""
    return f"{capital(plain(row['label'], 120))}: {METRICS[row['metric']].title.lower()}"


def configured_words(row: Row) -> str:
    """The conclusion as configured: verdict and difference."""
    metric, verdict = METRICS[row["metric"]], verdict_of(row["metric"], row["configured"])
    size = change(metric, row["difference"], decimals=decimals_for(metric, row["difference"]))
    told = row["difference"] is not None and verdict != "unstable"
    return f"{VERDICTS[verdict].sign} {verdict}" + (f", {size}" if told else "")


def everywhere_words(row: Row) -> str:
    """How the conclusion fares at the points of the screening."""
    points = row["points"]
    total = sum(points.values())
    if row["configured"] == "close":
        clear = points["up"] + points["down"]
        parts = [f"clear in {clear} of {total}"]
    else:
        parts = [f"the same in {points.get(row['configured'], 0)} of {total} points", f"too close in {points['close']}"]
        other = {"up": "down", "down": "up"}.get(row["configured"])
        if other and points[other]:
            parts.append(f"the other way in {points[other]} (surely in {row['reversed']})")
    if points["unstable"]:
        parts.append(f"no average in {points['unstable']}")
    if points["missing"]:
        parts.append(f"not run in {points['missing']}")
    return "; ".join(parts)


def factor_name(name: str) -> str:
    """An assumption in plain words: each type of incident: time at the scene, mean (demand)."""
    about, what = in_words(name)
    return f"{what} ({about[:1].lower()}{about[1:]})"


def range_words(factor: Row) -> str:
    """Where a factor was moved, and from where."""
    unit = f" {factor['unit']}" if factor["unit"] not in ("-",) else ""
    if factor["move"] in ("tilt", "steepness"):
        return f"{_MOVES[factor['move']]}; configured {factor['configured']}"
    if " to " in factor["low"] + factor["high"]:  # several numbers, or a profile, that move together
        ends = f"{factor['low']}{unit} at the lowest, {factor['high']}{unit} at the highest"
    else:
        ends = f"{factor['low']} to {factor['high']}{unit}"
    head = "whole profile scaled: " if factor["move"] == "scale" else ""
    return f"{head}{ends}; configured {factor['configured']}" + ("; narrowed by a rule" if factor["narrowed"] else "")


def source_words(factor: Row) -> str:
    """Strength and source of an assumption."""
    more = f" (and {factor['more_sources']} more for single entries)" if factor["more_sources"] else ""
    return f"{factor['strength']}: {plain(factor['source'], 300)}{more}"


def hanging_words(link: Row) -> str:
    """How firmly a conclusion hangs on an assumption."""
    words = f"{link['changes']} of {counted(link['steps'], 'step')} changed it"
    return words + (f", {link['reversals']} turned it round" if link["reversals"] else "")


def clear_ones(report: Row) -> list[Row]:
    """Conclusions that are clear as configured, those that hang on most first."""
    found = [row for row in report["conclusions"] if row["configured"] in ("up", "down")]
    return sorted(found, key=lambda row: (-row["reversed"], -len(row["hangs_on"])))


def unclear_ones(report: Row) -> list[Row]:
    """Conclusions that are too close to call as configured, or that have no average there."""
    return [row for row in report["conclusions"] if row["configured"] not in ("up", "down")]


def answer(report: Row) -> str:
    """The finding in one sentence."""
    clear = clear_ones(report)
    if not clear:
        return "As configured, no conclusion is clear in runs this short: there is nothing that could hang on an assumption."
    hang = [row for row in clear if row["hangs_on"]]
    turned = [row for row in clear if row["reversed"]]
    words = f"Of {counted(len(clear), 'conclusion')} that are clear as configured, "
    if not hang:
        return words + "none was changed by moving one assumed number alone."
    words += f"{len(hang)} {'hangs' if len(hang) == 1 else 'hang'} on assumed numbers"
    words += f" and {len(turned)} {'turns' if len(turned) == 1 else 'turn'} round somewhere" if turned else "; none turns round"
    return f"{words}. Most hang on {_quoted([name for name, _ in leading(report)[:3]])}."


def leading(report: Row) -> list[tuple[str, int]]:
    """Assumptions by how many clear conclusions hang on them, most first."""
    times = Counter(link["factor"] for row in clear_ones(report) for link in row["hangs_on"])
    return [(factor_name(name), number) for name, number in times.most_common()]


def warnings(report: Row) -> list[str]:
    """What a reader has to know before anything else."""
    found = []
    if report["unstable_points"] > SEVERAL_AWAY * report["points"]:
        found.append(
            f"At {report['unstable_points']} of {report['points']} points some option runs away, so that there is no average to "
            "compare: the ranges, all moved at once, lead far from a force that can keep up. "
            f"screen.reach={report['settings']['reach'] / 2:g} stays nearer.")
    if report["steps"]["with_effect"] < LEAST_STEPS * len(report["factors"]):
        found.append("Few steps count: a number had less than two of them on average. Take more walks (screen.trajectories) "
                     "before a conclusion is said to hang on nothing.")
    return found


def sentences(report: Row) -> list[str]:
    """What was done, in whole sentences."""
    run, settings = report["run"], report["settings"]
    left = "; ".join(f"{number} {reason}" for reason, number in report["left_out"].items())
    lines = [
        f"{report['screened']} of {report['assumed']} assumed numbers were moved, as {len(report['factors'])} factors"
        + (f" ({left})." if left else "."),
        f"{settings['trajectories']} walks, {report['points']} points, {len(report['options'])} options, {run['replications']} "
        f"replications of {run['days']} days after {run['warmup_days']}; the same incidents everywhere (common random numbers)."
        + (f" Only {settings['reach']:.0%} of each range was walked." if settings["reach"] < 1 else ""),
        f"{report['steps']['with_effect']} of {report['steps']['taken']} steps (the middle over all conclusions) have an effect: "
        "both ends were run, and baseline and option keep up there.",
        "A conclusion hangs on a number when the number's effect stands above the noise of simulation and a step in it alone "
        "made the conclusion too close to call, clear, or turned it round.",
    ]
    if report["refused"]:
        refused = counted(report["refused"], "point")
        lines.append(f"{refused} could not be run, because rules of scenarios refuse the combination.")
    away = [f"{'the baseline' if one['baseline'] else plain(one['option'])} at {one['points']}" for one in report["unstable"]]
    if report["unstable_points"]:
        lines.append(f"Queues grow without end for {joined(away)} of {report['points']} points; no average is taken there.")
    quiet = report["nothing_at_all"]
    if quiet:
        lines.append(f"{counted(len(quiet), 'factor')} changed nothing at all in any conclusion.")
    return lines


def caveats(report: Row) -> list[str]:
    """What a screening does not say."""
    return [
        "Screening finds what matters; it gives no share of variance and no probability. How often a conclusion holds counts "
        "points of a grid over the ranges, it is not how likely the conclusion is.",
        "A number counts by its range in the ledger: one guessed too narrow looks harmless.",
        f"Runs are {report['run']['days']} days long. What builds up over months (sickness, leave, careers) shows less than in a "
        "year.",
        "Steps with an end at which an option runs away have no effect; they are counted, and what leads there has a table "
        "of its own.",
        "Numbers that are alike move together; that one type of incident alone differs is not tried (screen.together=each).",
        "Published and derived numbers, structure and choices are held as they are.",
        "Noise is judged from few replications of the same synthetic officers. A conclusion that is near the edge as configured "
        "may hang on many numbers: lengthen the runs first.",
    ]


def terminal_words(report: Row) -> str:
    """The finding for a terminal."""
    lines = [answer(report), *warnings(report)]
    for row in clear_ones(report)[:12]:
        names = [factor_name(link["factor"]) for link in row["hangs_on"][:MOST_NAMED]]
        hangs = f"hangs on {_quoted(names)}" if names else "hangs on nothing that was moved"
        lines.append(f"- {conclusion_name(row)} ({configured_words(row)}): {hangs}")
    return "\n".join(lines)


def _quoted(names: Sequence[str]) -> str:
    return joined([f"\u201c{name}\u201d" for name in names])


def by_name(report: Row) -> dict[str, Row]:
    """Factors by name."""
    return {factor["name"]: factor for factor in report["factors"]}


def most_hanging(report: Row, most: int) -> Sequence[Row]:
    """The conclusions to draw: clear ones that hang on most, then the others."""
    rows = [row for row in clear_ones(report) if row["above_noise"]] or list(report["conclusions"])
    return rows[:most]
