"""``muster explain``: what a measure or a setting means, its unit, its range and where it comes from."""

from __future__ import annotations

from sim.commands.options import Options, exactly_one
from sim.configuration import defaults, options
from sim.faults import Faults, listed, nearest
from sim.ledger import ledger, numbers_in
from sim.metrics import METRICS

HELP = """muster explain NAME

Says what a measure, a group of options, a setting or a rule for rosters means.

  muster explain attended_within_target
  muster explain roster
  muster explain partners.shortfall
  muster explain careers.leaving
  muster explain rest_between_tours
"""


def run(words: list[str], _: Options) -> int:
    """Print the meaning of one name."""
    from sim.planner.rosters.rules import rule_book
    from sim.planner.rosters.verdict import rule_in_words

    name = exactly_one("explain", words, "the name of a measure, a group or a setting", "muster explain utilisation")
    settings, book = numbers_in(defaults()), rule_book()
    if name in METRICS:
        print(_metric(name))
    elif name in book.rules:
        print(rule_in_words(name, book))
    elif name in options():
        print(f"{name}: a group of options\n  choose with {name}=OPTION; options: {', '.join(options()[name])}")
        for key in (key for key in settings if key.startswith(f"{name}.")):
            print(f"  {key} = {_values(settings[key])}")
    elif any(key == name or key.startswith(f"{name}.") for key in settings):
        for key in (key for key in settings if key == name or key.startswith(f"{name}.")):
            print(_setting(key, settings[key]))
    elif elsewhere := _in_other_options(name):
        for key, (option, numbers) in elsewhere.items():
            print(_setting(key, numbers, option))
    else:
        known = [*METRICS, *options(), *settings, *book.rules]
        faults, like = Faults("the command line"), nearest(name, known)
        cure = f"did you mean {like}?" if like else "muster list shows what there is"
        faults.add(f"muster explain {name}", "no measure, group or setting of that name", listed([*METRICS][:8]) + " ...", cure)
        faults.raise_any()
    return 0


def _metric(name: str) -> str:
    metric = METRICS[name]
    return (
        f"{metric.name}: {metric.title} ({metric.shown_unit})\n  {metric.definition}\n  out of: {metric.denominator}\n"
        f"  better: {metric.direction}; family: {metric.family}"
    )


def _in_other_options(name: str) -> dict[str, tuple[str, tuple[float, ...]]]:
    """Settings of that name, or below it, that only other options than the defaults have: the first option, and its numbers."""
    group = name.partition(".")[0]
    found: dict[str, tuple[str, tuple[float, ...]]] = {}
    for option in options().get(group, ()):
        for key, numbers in numbers_in({group: defaults({group: option})[group]}).items():
            if key == name or key.startswith(f"{name}."):
                found.setdefault(key, (f"{group}={option}", numbers))
    return found


def _setting(key: str, numbers: tuple[float, ...], option: str = "") -> str:
    entry = ledger().entry_for(key, option)
    lines = [f"{key} = {_values(numbers)}{f' with {option}' if option else ''}"]
    if entry:
        lines.append(f"  {entry.unit}, plausible from {entry.low:g} to {entry.high:g}; {entry.strength}: {entry.source}")
    return "\n".join(lines)


def _values(numbers: tuple[float, ...]) -> str:
    if len(numbers) == 1:
        return f"{numbers[0]:g}"
    return f"{len(numbers)} values from {min(numbers):g} to {max(numbers):g}"
