"""The section "What came from what": what a study asks to be attributed, made from stored results, in words and tables.

It attributes the model, not the world, and says so. Each request is made at every level of the settings it is repeated at, so
that what holds only with the loop from strain to sickness stands beside what is left without it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sim.attribution import GAIN, Attribution
from sim.experiments import attribution as sharing
from sim.experiments.attribution import DIRECT, INDIRECT, TOGETHER, TOTAL, Attributed, Game, Share, attribute, games_of
from sim.experiments.plan import RESERVED_COLUMNS
from sim.experiments.statistics import Floats
from sim.metrics import METRICS, Metric
from sim.metrics.small_groups import PARTS_OF_THE_FORCE
from sim.reports.charts import Table
from sim.reports.judging import weighed
from sim.reports.phrases import moves, phrase, phrase_in, title_in
from sim.reports.protection import hidden_groups
from sim.reports.results import Option, Results
from sim.reports.setting_forms import value_at
from sim.reports.words import SAME, TOO_CLOSE, capital, change, counted, decimals_for, interval, joined, known, plain, size_of

_OF_INCIDENTS = ("public", "answering", "partners", "front_door", "demand")
"""Families whose figures by area are of incidents and not of officers."""
THE_MODEL = (
    "This shares out what the model does between its own settings. It is no evidence of what causes what in the world: another "
    "model, or other assumptions, would share out otherwise."
)
HOW = (
    "A share is what a change moves, averaged over every order in which the changes could be made one after the other (Shapley "
    "value), worked out in each run. Shares add up exactly to the whole."
)
NOT_CASH = (
    "Pounds say what the time is worth. No budget shrinks by them: hours that come free are there for other work."
)


@dataclass(frozen=True, slots=True)
class Made:
    """A request with what was attributed; `changed` groups games by the values players change to, level by level."""

    request: Attribution
    found: tuple[Attributed, ...]

    @property
    def changed(self) -> list[list[Attributed]]:
        """Attributions that stand together: of one set of changes, every measure and level."""
        out: dict[tuple[str, ...], list[Attributed]] = {}
        for each in self.found:
            out.setdefault(tuple(each.game.changed.values()), []).append(each)
        return list(out.values())


class Stored:
    """The stored runs as attribution asks for them."""

    def __init__(self, results: Results) -> None:
        self._results = results
        self._hidden: dict[str, frozenset[str]] = {}

    def values(self, scenario: str, metric: str, group: str) -> Floats:
        """Values of every replication; all NaN where the measure is not stored, or would be of a small group of officers."""
        found = None if self._is_small(metric, group) else self._results.matrices.get((metric, group))
        return np.full(self._results.replications, np.nan) if found is None else found[self._results.places[scenario]]

    def _is_small(self, metric: str, group: str) -> bool:
        kind = group.partition("=")[0]
        if kind not in PARTS_OF_THE_FORCE or METRICS[metric].family in _OF_INCIDENTS:
            return False
        if kind not in self._hidden:
            self._hidden[kind] = hidden_groups(self._results, kind)
        return group in self._hidden[kind]

    def has_mean(self, scenario: str, group: str) -> bool:
        """Whether the scenario has a mean of this group."""
        return self._results.options[self._results.places[scenario]].has_mean(group)

    def groups(self, metric: str, kind: str) -> Sequence[str]:
        """Groups of a kind."""
        return self._results.groups(metric, kind)

    def own_groups(self, game: Game, player: str) -> Sequence[str]:
        """Groups of the partners whose capacity this player changes."""
        return [f"partner={name}" for name in partners_of(self._results, game, player)]


def requests_of(results: Results) -> list[Attribution]:
    """Return what the manifest asks for; nothing of another form."""
    listed = results.manifest.get("attribute")
    out = []
    for data in listed if isinstance(listed, list) else ():
        try:
            out.append(Attribution.model_validate_json(json.dumps(data)))
        except ValueError:
            continue
    return out


def made(results: Results) -> list[Made]:
    """Make every attribution that is asked for."""
    codes = codes_of(results)
    return [Made(request, tuple(attribute(request, games_of(request, codes, results.baseline.id), Stored(results))))
            for request in requests_of(results)]  # fmt: skip


def codes_of(results: Results) -> dict[str, dict[str, str]]:
    """Every scenario's value of every axis, those of one value included, as text."""
    axes = [axis for axis in results.scenarios.columns if axis not in RESERVED_COLUMNS]
    return {str(row["scenario"]): {str(axis): str(row[axis]) for axis in axes} for row in results.scenarios.to_dict("records")}


def partners_of(results: Results, game: Game, player: str) -> list[str]:
    """Partners whose missing capacity differs between the game's beginning and that player's change alone."""
    before, after = (_missing(results, game.corners[place]) for place in (0, 1 << game.players.index(player)))
    return [name for name, share in before.items() if after.get(name) != share]


def _missing(results: Results, scenario: str) -> dict[str, float]:
    config = results.config_of(results.options[results.places[scenario]]) if scenario else {}
    services, general = value_at(config, "partners.services"), value_at(config, "partners.shortfall")
    if not isinstance(services, Mapping):
        return {}
    own = {str(name): value_at(config, f"partners.services.{name}.shortfall") for name in services}
    return {name: float((general if share is None else share) or 0.0) for name, share in own.items()}


# Words


def in_words(results: Results, axis: str, code: str) -> str:
    """An axis value as the rest of the page says it."""
    return next((o.settings[axis] for o in results.options if o.codes.get(axis) == code), f"{axis} {code}")


def player_words(results: Results, each: Attributed, player: str) -> str:
    """What a player is called: the change it makes; in a bill, the partner that is short."""
    if each.request.bill and (names := partners_of(results, each.game, player)):
        return joined([plain(value_at(results.configuration, f"partners.services.{name}.title") or name) for name in names])
    return in_words(results, player, each.game.changed[player])


def level_words(results: Results, game: Game) -> str:
    """The level a game is made at, in words; "" where there is one."""
    return "; ".join(in_words(results, axis, code) for axis, code in game.level.items() if axis in results.axes)


def part_words(results: Results, each: Attributed, share: Share) -> str:
    """A part of an attribution in words."""
    if share.player == TOTAL:
        return "All of it" if each.request.bill else "All changes together"
    if share.player == TOGETHER:
        return "of this, beyond the sum of each alone"
    words = player_words(results, each, share.player)
    return {DIRECT: f"{words}: held for it", INDIRECT: f"{words}: all other time"}.get(share.component, words)


def verdict_of(results: Results, each: Attributed, share: Share) -> str:
    """A share's verdict as the page shows it."""
    if share.found.low == share.found.high == 0:
        return SAME
    if each.request.bill:
        return share.verdict  # a bill is small or large as itself, not beside all that officers do
    return weighed(results, METRICS[each.metric], share.verdict, share.found.mean, each.group)


def is_sure(share: Share) -> bool:
    """Whether the interval leaves out 0."""
    return share.verdict != TOO_CLOSE


def sized(metric: Metric, value: float) -> str:
    """A share in a title: with its sign and unit."""
    return change(metric, value, decimals=decimals_for(metric, value))


def title(results: Results, alike: Sequence[Attributed]) -> str:
    """The finding of one set of changes in its first measure: the whole, then sure shares by size, then the others."""
    each = next((one for one in alike if not one.why and not one.group), None)
    if each is None:
        return ""
    metric, total = METRICS[each.metric], each.share(TOTAL)
    players = sorted((each.share(player) for player in each.game.players), key=lambda one: -abs(one.found.mean))
    sure = [f"{player_words(results, each, one.player)} {sized(metric, one.found.mean)}" for one in players if is_sure(one)]
    open_ = [player_words(results, each, one.player) for one in players if not is_sure(one)]
    what = capital(plain(each.request.says)).rstrip(".")
    size = size_of(metric, total.found.mean, total.found.low, total.found.high)
    told = f"All changes together: {phrase(metric)} {moves(metric, total.found.mean)} by {size}"
    if each.request.bill:
        told = f"{what}: {phrase(metric)} {sized(metric, total.found.mean)}"
    if not is_sure(total):
        told += ", too close to call"
    parts = [joined(sure)] if sure else []
    parts += [f"too close to call: {joined(open_)}"] if open_ else []
    return f"{told}. Of this: {'; '.join(parts)}"


def leading(each: Attributed) -> list[Share]:
    """The largest share, and those whose intervals reach as far as its own begins; none where the largest is not sure."""
    shares = sorted((each.share(player) for player in each.game.players), key=lambda share: -abs(share.found.mean))
    if not is_sure(shares[0]):
        return []
    least = min(abs(shares[0].found.low), abs(shares[0].found.high))
    return [shares[0], *(one for one in shares[1:] if not max(abs(one.found.low), abs(one.found.high)) < least)]


def _named(results: Results, each: Attributed, shares: Sequence[Share]) -> str:
    """Shares in words, each with its size."""
    metric = METRICS[each.metric]
    return joined([f"{player_words(results, each, share.player)} ({sized(metric, share.found.mean)})" for share in shares])


def beside(results: Results, alike: Sequence[Attributed]) -> str:
    """Of the other measures of a set of changes that surely move: by how much, and what has the largest share."""
    first = next((one for one in alike if not one.why and not one.group), None)
    told = []
    for each in alike:
        if first is None or each.why or each.group or each.metric == first.metric or each.game != first.game:
            continue
        metric, total, most = METRICS[each.metric], each.share(TOTAL), leading(each)
        if is_sure(total) and most:
            size = size_of(metric, total.found.mean, None, None)
            which = "the largest share from" if len(most) == 1 else "the largest shares, too close to rank, from"
            told.append(f"{phrase(metric)} {moves(metric, total.found.mean)} by {size}, {which} {_named(results, each, most)}")
    return capital("; ".join(told))


def lines(results: Results, found: Sequence[Made]) -> tuple[str, ...]:
    """What the section is, whether the levels agree, how much is interaction, and what could not be attributed."""
    if not found:
        return ()
    told = [THE_MODEL]
    for each in found:
        for alike in each.changed:
            said = [*_levels(results, alike), *_interaction(results, alike)]
            under = _under(results, each, alike[0].game)
            told += [f"{under}{line[:1].lower()}{line[1:]}" for line in said] if under else said
        told += _refused(results, each)
    if any(each.request.bill for each in found):
        told.append(NOT_CASH)
    return tuple(dict.fromkeys(told))


def _under(results: Results, each: Made, game: Game) -> str:
    """Where a request makes several sets of changes, what this one has that others have not, to begin a sentence with."""
    seen = [dict(alike[0].game.changed) for alike in each.changed]
    own = [axis for axis in game.players if len({changed[axis] for changed in seen}) > 1]
    return f"With {joined([in_words(results, axis, game.changed[axis]) for axis in own])}: " if own else ""


def _levels(results: Results, alike: Sequence[Attributed]) -> list[str]:
    """In the first measure, the largest sure share at each level, and whether it is the same."""
    first = [one for one in alike if not one.why and not one.group and one.metric == alike[0].metric]
    if len(first) < 2:
        return []
    metric = METRICS[first[0].metric]
    first_of_all, told = [], []
    for one in first:
        most = leading(one)
        first_of_all.append(most[0].player if len(most) == 1 else "")
        words = _named(results, one, most) + (", too close to rank," if len(most) > 1 else "") if most else "none that is sure"
        told.append(f"{words} with {level_words(results, one.game)}")
    same = len(set(first_of_all)) == 1 and first_of_all[0]
    end = "which is largest does not hang on the loop" if set(first[0].game.level) == {GAIN} else "it is the same at each level"
    return [f"Largest share of the change in {phrase(metric)}: {'; '.join(told)}. "
            f"{capital(end) if same else 'It is not the same, or not sure, at every level'}."]  # fmt: skip


def _interaction(results: Results, alike: Sequence[Attributed]) -> list[str]:
    """What changes do together beyond the sum of each alone, in the first measure and level."""
    each = next((one for one in alike if not one.why and not one.group), None)
    if each is None:
        return []
    metric, beyond = METRICS[each.metric], each.share(TOGETHER)
    if not is_sure(beyond):
        return [f"In {phrase(metric)}, what the changes do together beyond the sum of what each does alone is too close to call."]
    size = change(metric, beyond.found.mean, decimals=decimals_for(metric, beyond.found.mean))
    ends = interval(metric, beyond.found.low, beyond.found.high, signed=True)
    told = (f"In {phrase(metric)}, {size} ({ends}) of the whole comes from changes acting together, beyond the sum of what each "
            "does alone; the shares hold it in equal parts.")  # fmt: skip
    most, value = max(each.pure.items(), key=lambda pair: abs(pair[1]))
    if len(each.pure) > 1:
        told += f" Most of it: {joined([player_words(results, each, player) for player in most])} ({sized(metric, value)})."
    return [told]


def _refused(results: Results, each: Made) -> list[str]:
    """What was asked for and cannot be given."""
    out = []
    if not each.found:
        out.append(f"Not attributed, {plain(each.request.says)}: a setting that is to change was not run with another value.")
    absent = [one for one in each.found if one.why == sharing.NOT_RUN]
    if absent:
        runs = counted(len({one.game.corners for one in absent}), "set of changes", "sets of changes")
        out.append(f"Not attributed, {plain(each.request.says)}, {runs}: not every combination of them was run.")
    away = [one for one in each.found if one.why == sharing.RUNS_AWAY]
    if away:
        names = sorted({in_full(results, name) for one in away for name in one.where})
        why = "where queues grow without end and there is no mean"
        out.append(f"Not attributed, {plain(each.request.says)}, {why}: {'; '.join(names)}.")
    missing = dict.fromkeys(phrase_in(METRICS[one.metric], one.group) for one in each.found if one.why == sharing.NO_VALUE)
    if missing:
        why = "some scenario has no value, or it would be about fewer than ten officers"
        out.append(f"Not attributed: {joined(list(missing))}; {why}.")
    return out


def in_full(results: Results, scenario: str) -> str:
    """A scenario by its settings."""
    option: Option = results.options[results.places[scenario]]
    return joined(list(option.settings.values())) or option.label


# Tables


HEADS = ("Measure", "At", "What", "Share", "Interval", "Verdict", "Changed alone", "Changed last", "Runs")


def share_table(results: Results, found: Sequence[Attributed]) -> Table:
    """Every part of every attribution given, in figures."""
    rows: list[tuple[str, ...]] = []
    for each in found:
        rows += [*(_row(results, each, share) for share in each.shares), *_pure_rows(results, each)]
    heads, at = HEADS, [row[1] for row in rows]
    if not any(at):
        return Table(tuple(h for h in heads if h != "At"), tuple((*row[:1], *row[2:]) for row in rows))
    return Table(heads, tuple(rows))


def _pure_rows(results: Results, each: Attributed) -> list[tuple[str, ...]]:
    """What settings do only together, by the settings it takes: means, of which the interval stands with their sum."""
    if len(each.pure) < 2:
        return []
    metric, out = METRICS[each.metric], []
    for players, value in each.pure.items():
        words = capital(joined([player_words(results, each, player) for player in players]))
        size = change(metric, value, decimals=decimals_for(metric, value))
        out.append((*_about(results, each), f"{words}: only together", size, *["\u2013"] * 4, str(each.shares[0].found.n)))
    return out


def _about(results: Results, each: Attributed) -> tuple[str, str]:
    """The measure with its group, and the level."""
    metric = METRICS[each.metric]
    group = results.group_title(each.group) if each.group.startswith("grade=") else ""
    return f"{metric.title}, {group}" if group else title_in(metric, each.group), level_words(results, each.game)


def _row(results: Results, each: Attributed, share: Share) -> tuple[str, ...]:
    metric, found = METRICS[each.metric], share.found
    digits = decimals_for(metric, found.mean, found.low, found.high) if known(found.low) else decimals_for(metric, found.mean)
    return (
        *_about(results, each),
        capital(part_words(results, each, share)),
        change(metric, found.mean, decimals=digits),
        interval(metric, found.low, found.high, signed=True, decimals=digits),
        verdict_of(results, each, share),
        change(metric, share.alone, decimals=digits),
        change(metric, share.last, decimals=digits),
        str(found.n),
    )
