"""Who gains and who pays: what each family of headline measures gets out of one option, or out of one change on its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.metrics import METRICS, Family
from sim.reports import effects as adding
from sim.reports.focus import Focus, size
from sim.reports.judging import effect_verdict, headline_verdicts
from sim.reports.phrases import moves, phrase, title_in
from sim.reports.results import UNHEARD, Option, Results
from sim.reports.standards import standard_moved
from sim.reports.unheard import more_unheard
from sim.reports.words import (
    COUNTED,
    EASED,
    HARDLY,
    RELIEVED,
    SAME,
    TINY,
    TOO_CLOSE,
    UNCHANGED,
    capital,
    change,
    decimals_for,
    figure,
    joined,
    size_of,
    standing,
)

SHORT_NAMES: dict[Family, str] = {
    "public": "Public",
    "answering": "Who attends",
    "officers": "Officers",
    "welfare": "What officers bear",
    "availability": "Who is there",
    "safety": "Safety",
    "money": "Budget",
    "partners": "Hours held for partners",  # the headline measure is police hours, not what partners get
    "front_door": "Front door",
    "demand": "Demand",
    "casework": "Crimes",
}
_STANDINGS: dict[tuple[Family, str], str] = {("partners", "gains"): "fewer hours", ("partners", "pays"): "more hours"}
"""Where "gains" would be said of the wrong people."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one family gets out of one change: gains, pays, mixed or too close to call, and the measure that says so."""

    family: Family
    standing: str
    words: str

    @property
    def shown(self) -> str:
        """The standing in words."""
        return _STANDINGS.get((self.family, self.standing), self.standing)


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One change, what it does to each family, and what else it moves most."""

    title: str
    shares: tuple[Share, ...]
    beside: str = ""


def difference_words(results: Results, option: Option, name: str) -> str:
    """A headline measure's difference from the baseline as a clause: attendance within target falls by 2.1 points."""
    metric, found = METRICS[name], results.comparison(option.id, name)
    if found is None:
        return phrase(metric)
    return f"{phrase(metric)} {moves(metric, found.difference)} by {size_of(metric, found.difference, found.low, found.high)}"


def family_share(results: Results, option: Option, family: Family) -> Share:
    """What a family gets out of an option."""
    verdicts = headline_verdicts(results, option, family)
    clear = [n for n, v in verdicts.items() if v in ("better", "worse")]
    eased = [n for n, v in verdicts.items() if v == EASED]
    counted = [n for n, v in verdicts.items() if v.startswith("counted") and not v.endswith(TINY)]
    close = [_too_close(results, option, n) for n, v in verdicts.items() if v == TOO_CLOSE]
    tiny = [difference_words(results, option, n) for n, v in verdicts.items() if v.endswith(TINY)]
    same = [phrase(METRICS[n]) for n, v in verdicts.items() if v == SAME]
    words = [capital(joined([difference_words(results, option, n) for n in clear])) + "."] if clear else []
    if eased:
        told = joined([difference_words(results, option, n) for n in eased])
        words.append(f"No gain, for it comes from calls that were lost: {told}.")
    elif "better" in verdicts.values() and family != "front_door" and UNHEARD not in verdicts:
        words += _partly_silence(results, option)
    if counted:
        words.append(f"Only counted differently: {joined([difference_words(results, option, n) for n in counted])}.")
    if tiny:
        words.append(f"Sure but tiny: {joined(tiny)}.")
    if close:
        # Where nothing else was found the standing beside it has said "too close to call" already.
        words.append(f"{capital(joined(close))}: too close to call." if words else f"Looked at: {joined(close)}.")
    if same:
        words.append(f"{capital(joined(same))}: the same in every run.")
    return Share(family, standing(list(verdicts.values())), " ".join(words) or "No headline measure can be compared.")


def _too_close(results: Results, option: Option, name: str) -> str:
    """A measure that cannot be told apart; of a price the amount all the same."""
    return difference_words(results, option, name) if name in results.priced else phrase(METRICS[name])


def _partly_silence(results: Results, option: Option) -> list[str]:
    """That some of a gain comes from incidents nobody heard of, where more of them are lost."""
    lost = more_unheard(results, ((option.id, results.baseline.id),))
    return [f"Part of it is silence: {figure(METRICS[UNHEARD], lost)} more incidents a year are never heard of."] if lost else []


def ledger(results: Results, focus: Focus) -> tuple[LedgerRow, ...]:
    """Who gains and who pays for each swept setting, from its main effects on all headline measures."""
    found = adding.effects(results, results.headline)
    rows: dict[adding.Change, list[adding.Effect]] = {}
    for effect in found:
        rows.setdefault(effect.change, []).append(effect)
    return tuple(
        LedgerRow(
            each.words,
            tuple(_ledger_share(results, [e for e in row if results.family(e.metric) == f], f) for f in results.paying),
            "; ".join(_short(e) for e in focus.of(each)),
        )
        for each, row in rows.items()
    )


_WEIGHTY = {
    HARDLY: ("better, tiny", "worse, tiny", "counted higher, tiny", "counted lower, tiny"),
    COUNTED: ("counted higher", "counted lower"),
    RELIEVED: (EASED,),
}
"""The verdicts that make these standings; all others are made by what is better or worse."""


def _ledger_share(results: Results, found: Sequence[adding.Effect], family: Family) -> Share:
    """The standing, and the first measure that clearly moves each way (the tiny ones only where nothing else moves): of those
    that the study asks about the one moved most, before all others.
    """
    found = sorted(found, key=lambda e: -size(results, e) if e.metric in results.asked else 0.0)
    verdicts = {e.metric: effect_verdict(results, e) for e in found}
    kind = standing(list(verdicts.values()))
    wanted = [v for v in verdicts.values() if v in _WEIGHTY.get(kind, ("better", "worse"))]
    shown = [next(e for e in found if verdicts[e.metric] == v) for v in dict.fromkeys(wanted)]
    words = [_short(e) for e in shown]
    if family == "public" and found and (told := standard_moved(results, found[0].change.axis, found[0].change.pairs)):
        kind, words = (COUNTED if kind == UNCHANGED else kind), [*words, told]
    return Share(family, kind, "; ".join(words))


def _short(effect: adding.Effect) -> str:
    metric = METRICS[effect.metric]
    title = title_in(metric, effect.group)
    return f"{title[:1].lower() + title[1:]} {change(metric, effect.mean, decimals=decimals_for(metric, effect.mean))}"
