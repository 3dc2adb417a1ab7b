"""Bundles of a study: an axis whose values are several settings at once, each with a name of its own.

Two decisions, or two ways to reckon strain, seldom differ in one setting only; and not every combination of settings is worth a
run. ``bundles: {decision: {none: {}, cut: {staffing.cut: 0.1}}}`` makes ``decision`` an axis with the values none and cut.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sim.configuration import options
from sim.faults import Faults, listed, nearest
from sim.overrides import Word, value_text
from sim.yaml_strict import Document

Bundles = Mapping[str, Mapping[str, Mapping[str, Any]]]


def words_of(bundles: Bundles, axis: str, value: Any, where: str) -> list[Word]:
    """Return the words one value of a bundle stands for; ``where`` says where it is swept."""
    found = bundles[axis].get(value_text(value), {})
    return [Word(f"{where}{axis}={value_text(value)}: {key}={value_text(inner)}", key, inner) for key, inner in found.items()]


def check_bundles(
    bundles: Bundles, axes: Mapping[str, Sequence[Any]], fixed: Collection[str], document: Document, faults: Faults
) -> None:
    """Report bundles that are not swept, have the name of a setting, lack a value, or set what is set elsewhere too."""
    for name, values in bundles.items():
        where = document.where("bundles", name)
        if name in options() or "." in name:
            faults.add(where, f"a bundle called {name}, as a group or a setting is", "a name of its own", "give it another name")
        if name not in axes:
            faults.add(where, f"the bundle {name}, which is not swept", listed(axes), f"add {name}: [...] under sweep:")
        for value in axes.get(name, ()):
            if value_text(value) not in values:
                like = nearest(value_text(value), values)
                faults.add(document.where("sweep", name), f"{name}: {value_text(value)}", listed(values),
                           f"did you mean {like}" if like else f"add it to the bundle {name}")  # fmt: skip
        for key in sorted({key for settings in values.values() for key in settings}):
            others = [other for other in bundles if other != name and any(key in each for each in bundles[other].values())]
            if key in axes or key in fixed or others:
                faults.add(where, f"{key}, which is set elsewhere too", "each setting in one place", f"remove {key} from one")


def check_titles(titles: Mapping[str, Mapping[str, str]], bundles: Bundles, document: Document, faults: Faults) -> None:
    """Report titles of what is no bundle of the study, or no value of it."""
    for name, values in titles.items():
        if name not in bundles:
            like = nearest(name, bundles)
            found, allowed = f"titles for {name}, which is no bundle", listed(bundles) or "a study with bundles"
            faults.add(document.where("titles", name), found, allowed, f"did you mean {like}" if like else "remove it")
            continue
        for value in (value for value in values if value not in bundles[name]):
            like, known = nearest(value, bundles[name]), listed(bundles[name])
            cure = f"did you mean {like}" if like else "remove it"
            faults.add(document.where("titles", name, value), f"a title for {name}: {value}", known, cure)


def check_doubts(doubts: Sequence[str], axes: Mapping[str, Sequence[Any]], document: Document, faults: Faults) -> None:
    """Report what is said to be in doubt and is not swept."""
    for key in doubts:
        if key not in axes:
            like = nearest(key, axes)
            faults.add(document.where("doubts"), f"{key}, which is not swept", listed(axes) or "a study that sweeps something",
                       f"did you mean {like}" if like else "remove it, or sweep it")  # fmt: skip


def check_words(bundles: Bundles, axes: Mapping[str, Sequence[Any]], words: Sequence[Word], faults: Faults) -> None:
    """Report words on top of a study that ask a bundle for a value it lacks, or set what a bundle sets.

    ``axes`` are those of the study with the words on top.
    """
    inside = {key: name for name, values in bundles.items() for value in axes.get(name, ())
              for key in values.get(value_text(value), {})}  # fmt: skip
    for word in words:
        if word.key in bundles:
            known = bundles[word.key]
            wrong = [value_text(value) for value in axes.get(word.key, ()) if value_text(value) not in known]
            if word.action == "delete":
                faults.add(word.text, "a bundle taken away", "one of its values", f"{word.key}={next(iter(known))}")
            for text in wrong:
                like = nearest(text, known)
                cure = f"did you mean {like}" if like else "name one of them"
                faults.add(word.text, f"{word.key}: {text}", listed(known), cure)
        elif word.key in inside:
            faults.add(word.text, f"{word.key}, which the bundle {inside[word.key]} sets", "each setting in one place",
                       f"change it in the bundle, or name one value: {inside[word.key]}=...")  # fmt: skip
