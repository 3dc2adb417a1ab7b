"""The bill of partners' shortfalls: what each costs in officer hours, held for it and otherwise, and what that time is worth."""

from __future__ import annotations

from collections.abc import Sequence

from sim.experiments.attribution import DIRECT, INDIRECT, SPLIT, TOTAL, Attributed, Share
from sim.metrics import METRICS
from sim.reports.attribution import Made, beside, level_words, made, player_words, title, verdict_of
from sim.reports.charts import Table
from sim.reports.results import Results
from sim.reports.words import TOO_CLOSE, VERDICTS, capital, figure

COST = "officer_time_cost"
NOTE = (
    "Officer hours that a year with the shortfalls takes and a year without them does not, in the model, run by run; shared out "
    "so that the bills of all partners add up to the bill of all. Held for it: waiting for that very partner, handing over to "
    "it, or conveying the person in its place. All other time: every other hour busy, and hours lost to sickness. "
    "Restored alone: what comes back when that partner alone is made whole and the others stay short. "
    "In brackets: 95% intervals; \u2248: too close to call."
)


def bill_title(results: Results, alike: Sequence[Attributed]) -> str:
    """Hours and pounds of all partners, then each one's hours, sure ones with their size."""
    found = {each.metric: each for each in reversed(alike) if not each.why and not each.group}
    hours, pounds = found.get(SPLIT), found.get(COST)
    if hours is None:
        return ""
    metric, total = METRICS[SPLIT], hours.share(TOTAL)
    worth = f", worth \u00a3{figure(METRICS[COST], pounds.share(TOTAL).found.mean)}" if pounds is not None else ""
    told = f"{hours.request.says.rstrip('.')}: {figure(metric, total.found.mean)} officer hours a year{worth}"
    players = sorted((hours.share(player) for player in hours.game.players), key=lambda share: -abs(share.found.mean))
    parts = [
        f"{player_words(results, hours, share.player)} {figure(metric, share.found.mean)}"
        if share.verdict in ("higher", "lower")
        else f"{player_words(results, hours, share.player)} too close to call"
        for share in players
    ]
    return f"{told}. {capital('; '.join(parts))}"


def heading(results: Results, alike: Sequence[Attributed]) -> str:
    """The finding of one set of changes, of whatever kind."""
    request = alike[0].request if alike else None
    return (bill_title(results, alike) if request is not None and request.bill else "") or title(results, alike)


def findings(results: Results) -> list[str]:
    """Every set of changes in a sentence, in the order asked for; of changes that are no bill a second, on the other measures."""
    out = []
    for each in made(results):
        for alike in each.changed:
            others = "" if each.request.bill else beside(results, alike)
            out += [f"{told}." for told in (heading(results, alike), others) if told]
    return out


def bill_tables(results: Results, found: Sequence[Made]) -> list[tuple[str, str, Table]]:
    """Return (title, note, table) of every bill."""
    out = []
    for one in found:
        bills = [each for each in one.found if one.request.bill and each.metric == SPLIT and not each.group and not each.why]
        if bills:
            out.append(("The bill, partner by partner", NOTE, _table(results, one, bills)))
    return out


def _table(results: Results, whole: Made, bills: Sequence[Attributed]) -> Table:
    levels = len({tuple(each.game.level.items()) for each in bills}) > 1
    heads = ("Short", *(["At"] if levels else []), "Officer hours a year", "Held for it", "All other time", "Restored alone",
             "Worth, \u00a3 a year")  # fmt: skip
    rows = []
    for each in bills:
        worth = next((one for one in whole.found if one.metric == COST and one.game == each.game and not one.why), None)
        at = [level_words(results, each.game)] if levels else []
        for name in (*each.game.players, TOTAL):
            pounds = _cell(results, worth, name) if worth else "\u2013"
            rows.append((_name(results, each, name), *at, *_cells(results, each, name), pounds))
    return Table(heads, tuple(rows))


def _name(results: Results, each: Attributed, name: str) -> str:
    return "All of them" if name == TOTAL else capital(player_words(results, each, name))


def _cells(results: Results, each: Attributed, name: str) -> tuple[str, str, str, str]:
    """Hours, their two parts and what restoring alone brings."""
    metric, share = METRICS[SPLIT], each.share(name)
    parts = [_component(results, each, name, component) for component in (DIRECT, INDIRECT)]
    return _cell(results, each, name), parts[0], parts[1], "\u2013" if name == TOTAL else figure(metric, share.alone)


def _component(results: Results, each: Attributed, name: str, component: str) -> str:
    """A component of one player; of all, their sum."""
    mine = [share for share in each.shares if share.component == component and name in (share.player, TOTAL)]
    if not mine:
        return "\u2013"
    if name == TOTAL:
        return figure(METRICS[SPLIT], sum(share.found.mean for share in mine))
    return _told(results, each, mine[0])


def _cell(results: Results, each: Attributed, name: str) -> str:
    return _told(results, each, each.share(name))


def _told(results: Results, each: Attributed, share: Share) -> str:
    metric, found = METRICS[each.metric], share.found
    low, high = (figure(metric, end) for end in (found.low, found.high))
    sign = f"{VERDICTS[TOO_CLOSE].sign} " if verdict_of(results, each, share) == TOO_CLOSE else ""
    return f"{sign}{figure(metric, found.mean)} ({low} to {high})"
