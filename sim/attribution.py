"""What a study asks to be attributed: which swept settings share out a difference, in which measures, at which levels of others.

``attribute:`` in ``study.yaml`` lists requests in plain data; they travel in the manifest, and pages and tables are made from
what was stored. Nothing is attributed that a study does not ask for: an axis of several values leaves open which change is
meant, what is asked for decides how far intervals are corrected, and for two axes of two values the shares are the effects that
every page shows already.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import Field, ValidationError

from sim.faults import Faults, listed, nearest
from sim.metrics import METRICS
from sim.overrides import value_text
from sim.scenario import Part
from sim.scenario.values import Name
from sim.yaml_strict import Document

GAIN = "sickness.gain"
"""The gain of the loop: contested even in sign, so whatever is attributed is attributed at each gain that is swept."""
MOST_PLAYERS = 6
BILL = ("officer_hours_spent", "officer_time_cost")
"""What a bill is made out in where it names no measures: officer hours, and what they are worth."""


class Measured(Part):
    """A metric and a group of it; ``area=*`` is every group of a kind."""

    metric: str
    group: str = ""


class Attribution(Part):
    """Share out what ``players`` move when all of them change from the baseline's value.

    ``players`` are swept settings (all that are not in ``by`` where none is named), ``to`` the value each changes to (where it
    has none there: every other value in turn). It is done at every value of the settings in ``by``; what is neither stays at the
    baseline's value. A ``bill`` turns the sign round, for a baseline that is the run as it is and changes that restore a partner:
    what it comes to is what the shortfalls cost, and officer hours are split into those held for the partner and all others.
    """

    name: Name
    says: Annotated[str, Field(min_length=1, max_length=300)]
    players: list[str] = Field(default_factory=list)
    to: dict[str, Any] = Field(default_factory=dict)
    by: list[str] = Field(default_factory=list)
    metrics: list[str | Measured] = Field(default_factory=list)
    bill: bool = False

    @property
    def measures(self) -> tuple[Measured, ...]:
        """What it is done in."""
        asked: Sequence[str | Measured] = self.metrics or (BILL if self.bill else ())
        return tuple(Measured(metric=each) if isinstance(each, str) else each for each in asked)

    def of(self, axes: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return players and levels among the axes of a study: a swept gain of the loop is a level unless it is a player."""
        levels = list(self.by)
        if GAIN in axes and GAIN not in (*self.players, *levels):
            levels.append(GAIN)
        players = self.players or [axis for axis in axes if axis not in levels]
        return tuple(players), tuple(levels)


def read_attributions(
    entries: Sequence[Any], document: Document, axes: Mapping[str, Sequence[Any]], baseline: Mapping[str, Any], faults: Faults
) -> tuple[Attribution, ...]:
    """Read what ``attribute:`` lists and hold it against metrics and axes. Every fault is reported, with its line."""
    found = []
    for number, entry in enumerate(entries):
        try:
            read = Attribution.model_validate(entry)
        except ValidationError as error:
            for item in error.errors(include_url=False):
                _report(item, document, number, faults)
            continue
        found.append(read)
        _known(read, document.where("attribute", number), axes, baseline, faults)
    names = [each.name for each in found]
    for name in sorted({name for name in names if names.count(name) > 1}):
        where = document.where("attribute")
        faults.add(where, f"the name {name} more than once", "each name once", "give one of them another name")
    return tuple(found)


_EXAMPLE = 'attribute: [{name: all, says: "Cut and shortfall", metrics: [attended_within_target]}]'


def _report(item: Any, document: Document, number: int, faults: Faults) -> None:
    place = [name for name in item["loc"] if name not in ("[key]", "str", "Measured")]
    where = document.where("attribute", number, *place)
    if item["type"] == "missing":
        faults.add(where, f"no {place[-1]}", "name, says and metrics", f"add {place[-1]}:")
    elif item["type"] == "extra_forbidden":
        fields = list(Attribution.model_fields) if len(place) == 1 else list(Measured.model_fields)
        like = nearest(str(place[-1]), fields)
        faults.add(where, f"a key called {place[-1]}", listed(fields), f"did you mean {like}" if like else "remove it")
    elif not place:
        faults.add(where, f"{value_text(item['input'])[:80]} as an entry of attribute", "key: value lines", _EXAMPLE)
    else:
        faults.add(where, f"{value_text(item['input'])[:80]} for {'.'.join(map(str, place))}", "as in this line", _EXAMPLE)


def _known(
    entry: Attribution, where: str, axes: Mapping[str, Sequence[Any]], baseline: Mapping[str, Any], faults: Faults
) -> None:
    if not entry.measures:
        faults.add(where, "no metrics", "at least one metric of muster list", "add metrics: [attended_within_target]")
    for measured in entry.measures:
        if measured.metric not in METRICS:
            like = nearest(measured.metric, METRICS)
            faults.add(where, f"no metric called {measured.metric}", "a metric of muster list",
                       f"did you mean {like}" if like else "muster explain shows what each means")  # fmt: skip
    players, levels = entry.of(list(axes))
    for axis in dict.fromkeys((*players, *levels, *entry.to)):
        if axis not in axes:
            like = nearest(axis, axes)
            faults.add(where, f"{axis}, which is not swept", listed(axes) or "a study that sweeps something",
                       f"did you mean {like}" if like else "remove it, or add it to the sweep")  # fmt: skip
    for axis in players:
        if axis in levels:
            faults.add(where, f"{axis} both a player and in by", "one of the two", f"remove {axis} from one")
        elif axis in axes and len(axes[axis]) < 2:
            faults.add(where, f"{axis}, which has one value", "players with two or more", "sweep another value, or remove it")
    if not 2 <= len(players) <= MOST_PLAYERS:
        faults.add(where, f"{len(players)} players", f"2 to {MOST_PLAYERS} settings that change", "name them: players: [a, b]")
    for axis, value in entry.to.items():
        _value(entry, where, axis, value, players, axes, baseline, faults)


def _value(
    entry: Attribution, where: str, axis: str, value: Any, players: Sequence[str], axes: Mapping[str, Sequence[Any]],
    baseline: Mapping[str, Any], faults: Faults,
) -> None:  # fmt: skip
    texts = [value_text(each) for each in axes.get(axis, ())]
    start = value_text(baseline.get(axis))
    if axis in axes and axis not in players:
        faults.add(where, f"to: {axis}, which is no player", listed(players), f"add {axis} to players, or remove it")
    elif axis in axes and value_text(value) not in texts:
        faults.add(where, f"{axis}: {value_text(value)}, which is not swept", f"one of {listed(texts)}",
                   f"add {value_text(value)} to the sweep")  # fmt: skip
    elif axis in axes and value_text(value) == start:
        others = [text for text in texts if text != start]
        faults.add(where, f"{axis} to {start}, where the baseline has it", f"one of {listed(others)}", "name another value")
