"""Swept settings as a chief officer would say them: "10% fewer call-takers", not "front door call takers shortfall 10 %".

A setting without words of its own is named by the end of its key; a planner's study may sweep anything.
"""

from __future__ import annotations

from sim.reports.setting_forms import Config, matched, read, value_at
from sim.reports.settings_of_officers import OF_OFFICERS
from sim.reports.settings_of_work import OF_WORK
from sim.reports.words import plain

_WORDS = OF_WORK | OF_OFFICERS


def level_words(axis: str, text: object, config: Config) -> str:
    """A setting of an axis in our own words; nothing where we have none.

    `text` is the value as stored in the table of scenarios; `config` the composed configuration of that scenario, empty
    where a manifest keeps none.
    """
    value = value_at(config, axis) if "." in axis else None
    value = read(text) if value is None else value
    for pattern, words in _WORDS.items():
        stars = matched(pattern, axis)
        if stars is not None:
            try:
                return words(value, stars, config)
            except (TypeError, ValueError, KeyError, AttributeError):
                return ""  # a value of another kind than the words are for
    return ""


def plain_words(axis: str, text: object) -> str:
    """Any setting in words made of its key and value, for those we have no better ones for."""
    name = axis.split(".")[-1].replace("_", " ")
    value = read(text)
    if isinstance(value, bool):
        owner = " ".join(part.replace("_", " ") for part in axis.split(".")[-2:]) if name == "on" else name
        return f"{owner.removesuffix(' on')} {'on' if value else 'off'}"
    return f"{name} {'none' if value is None else plain(text).replace('_', ' ')}"
