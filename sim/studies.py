"""Studies: a question, what is fixed, what is swept, and the scenario everything is compared with.

The same form serves the studies that ship with the package and a planner's own folder: ``study.yaml`` in strict
YAML, with whole groups as plain tables beside it. A sweep typed on the command line becomes a study too, so that one
path leads to the runner.
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NoReturn

from sim.attribution import Attribution, read_attributions
from sim.bundles import Bundles, check_bundles, check_doubts, check_titles, check_words, words_of
from sim.configuration import compose_into, default_options, defaults, options
from sim.expansion import axes_of, check_size
from sim.faults import Faults, listed, nearest
from sim.overrides import Word, parse, read_choices, value_text
from sim.protocol import Protocol, read_protocol
from sim.scenario import Scenario
from sim.schema import allowed_at, at
from sim.study_form import StudyForm, file_beside, read_form, read_tables

__all__ = [
    "Study",
    "StudyScenario",
    "find_study",
    "load_study",
    "shipped_studies",
    "study_of",
    "study_scenarios",
    "with_words",
]


@dataclass(frozen=True)
class Study:
    """``fixed`` holds for every scenario; ``axes`` are swept, the last turning fastest; ``baseline`` names one value
    of each.

    ``tables`` are whole groups as plain data; ``lines`` says where in the planner's files a key stands.  With
    ``minimum_strength`` the officers needed by hour of the week are found too, and every scenario is held against them. The
    ``protocol`` is what was fixed before the runs; ``bundles`` are axes whose values are several settings, and ``titles``
    what their values are called; ``doubts`` are axes nobody can choose: they ask what if. ``attribute`` says between which axes
    differences are shared out.
    """

    name: str
    question: str = ""
    seed_row: str = ""
    fixed: tuple[Word, ...] = ()
    axes: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    baseline: Mapping[str, Any] = field(default_factory=dict)
    tables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    lines: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    folder: Path | None = None
    minimum_strength: bool = False
    protocol: Protocol | None = None
    bundles: Bundles = field(default_factory=dict)
    titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    doubts: tuple[str, ...] = ()
    attribute: tuple[Attribution, ...] = ()


@dataclass(frozen=True)
class StudyScenario:
    """One combination: ``id`` and ``label`` name it, ``values`` are the axes as text, ``scenario`` is ready to run."""

    id: str
    label: str
    values: Mapping[str, str]
    scenario: Scenario
    is_baseline: bool


def shipped_studies() -> dict[str, Path]:
    """The studies that ship with the package: name -> folder."""
    import scenarios

    root = Path(scenarios.__file__).resolve().parent
    return {path.parent.name: path.parent for path in sorted(root.glob("*/study.yaml"))}


def find_study(name: str) -> Path:
    """The folder of a shipped study; FaultReport with the nearest name otherwise."""
    shipped = shipped_studies()
    if name not in shipped:
        faults, like = Faults("the command line"), nearest(name, shipped)
        cure = f"did you mean scenario={like}" if like else "a folder of your own is given with study=PATH"
        faults.add(f"scenario={name}", f"no study called {name}", listed(shipped), cure)
        faults.raise_any()
    return shipped[name]


def load_study(path: str | Path, words: Sequence[str] = ()) -> Study:
    """Read a study folder (or its study.yaml), put ``words`` on top, and check every scenario of it.

    Raises one FaultReport with every fault of the form, the tables and all combinations.
    """
    folder = Path(path)
    file = folder / "study.yaml" if folder.suffix not in (".yaml", ".yml") else folder
    faults = Faults(f"the study {file.resolve().parent.name or file}")
    if not file.parent.exists():
        _no_folder(file.parent, faults)
    form, document = read_form(file, faults)
    if form is not None and document is not None:
        tables, lines = read_tables(form, file.parent, document, faults)
        study = _from_form(form, document, tables, lines, file.parent, faults)
        study = _with_words(study, parse(words, faults), faults)
        for _ in _scenarios(study, faults):
            pass
        faults.raise_any()
        return study
    faults.raise_any()
    raise AssertionError("a study without a form has a fault")


def _no_folder(folder: Path, faults: Faults) -> NoReturn:
    """Say that a folder does not exist, and which was meant, if one was."""
    shipped = shipped_studies()
    like = nearest(folder.name, [path.parent.name for path in folder.parent.glob("*/study.yaml")])
    if folder.name in shipped:
        cure = f"a study that ships with Muster is named without a path: scenario={folder.name}"
    elif like:
        cure = f"did you mean {folder.parent / like}"
    else:
        cure = "check the spelling and the folder you are in; scenarios/README.md shows how to write a study"
    faults.add(str(folder), "a folder that does not exist", "a folder with a study.yaml", cure)
    faults.raise_any()
    raise AssertionError("a fault was just added")


def study_of(words: Sequence[str], name: str = "sweep") -> Study:
    """The study that overrides with several values describe. Baseline: what the options give, else the first value
    of each.
    """
    faults = Faults()
    study = _with_words(Study(name), parse(words, faults), faults)
    faults.raise_any()
    return study


def with_words(study: Study, words: Sequence[str]) -> Study:
    """A study with overrides on top: one value fixes (or replaces) a key, several sweep it. Raises FaultReport."""
    faults = Faults(f"the study {study.name}")
    changed = _with_words(study, parse(words, faults), faults)
    faults.raise_any()
    return changed


def study_scenarios(study: Study) -> list[StudyScenario]:
    """Every combination, composed and validated; the faults of all of them in one FaultReport."""
    faults = Faults(f"the study {study.name}")
    found = list(_scenarios(study, faults))
    faults.raise_any()
    return found


def _scenarios(study: Study, faults: Faults) -> Iterator[StudyScenario]:
    check_size(study.axes, faults)
    if faults and any("combinations" in fault.found for fault in faults):
        return
    baseline = {key: value_text(value) for key, value in study.baseline.items()}
    for combination in itertools.product(*study.axes.values()):
        values = dict(zip(study.axes, combination, strict=True))
        words = [word for key, value in values.items() for word in _words(study, key, value)]
        scenario = compose_into([*study.fixed, *words], study.tables, faults, study.lines)
        if scenario is not None:
            texts = {key: value_text(value) for key, value in values.items()}
            told = [_in_words(study, key, value) for key, value in values.items()]
            label = "; ".join(told) or scenario.title
            name = ",".join(f"{key}={text}" for key, text in texts.items()) or "single"
            titled = scenario.model_copy(update={"title": label[:200]})
            yield StudyScenario(name, label, texts, titled, texts == baseline)


def _source(study: Study, key: str, value: Any) -> str:
    line = study.lines.get(("sweep", *key.split(".")))
    return f"{line}: {key}={value_text(value)}" if line else f"{key}={value_text(value)}"


def _words(study: Study, key: str, value: Any) -> list[Word]:
    """The words an axis value stands for: several where the axis is a bundle."""
    if key not in study.bundles:
        return [Word(_source(study, key, value), key, value)]
    line = study.lines.get(("sweep", key))
    return words_of(study.bundles, key, value, f"{line}: " if line else "")


def _in_words(study: Study, key: str, value: Any) -> str:
    """An axis value as a chief officer would say it: the title of an option, a share in per cent, the name in a bundle."""
    if key in study.bundles:
        return study.titles.get(key, {}).get(value_text(value)) or f"{key} {value_text(value)}".replace("_", " ")
    if key in options():
        plain = defaults({key: str(value)}).get(key, {}) if value in options()[key] else {}
        return str(plain.get("title") or f"{key} {value}".replace("_", " "))
    words = key.replace(".", " ").replace("_", " ")
    share = allowed_at(key.split(".")) in ("a number from 0 to 0.95", "a number from 0 to 1")
    return (
        f"{words} {100 * value:.6g} %" if share and isinstance(value, int | float) else f"{words} {value_text(value)}"
    )


def _from_form(
    form: StudyForm,
    document: Any,
    tables: Mapping[str, Any],
    lines: Mapping[tuple[str, ...], str],
    folder: Path,
    faults: Faults,
) -> Study:
    fixed = [
        Word(f"{document.where(part, key)}: {key}={value_text(value)}", key, value)
        for part, pairs in (("choose", form.choose), ("set", form.set))
        for key, value in pairs.items()
    ]
    for word in fixed:
        if word.key in form.sweep:
            faults.add(
                word.text, f"{word.key} both fixed and swept", "one of the two", f"remove {word.key} from choose or set"
            )
    for key in [*form.choose, *form.sweep]:
        if key in tables:
            faults.add(
                document.where("tables", key),
                f"{key} both a table and chosen",
                "one of the two",
                f"remove {key} from one",
            )
    for key in form.choose:
        if key not in options():
            like = nearest(key, options())
            faults.add(
                document.where("choose", key),
                f"no group called {key}",
                listed(options()),
                f"did you mean {like}" if like else "settings go under set",
            )
    where = dict(lines)
    for key in form.sweep:
        where[("sweep", *key.split("."))] = document.where("sweep", key)
    axes = {key: _distinct(values) for key, values in form.sweep.items()}
    groups = [word for word in fixed if word.key not in form.choose or word.key in options()]
    study = Study(form.study, form.question, form.seed_row, tuple(groups), axes, {}, tables, where, folder, form.minimum_strength)
    check_bundles(form.bundles, axes, {word.key for word in fixed}, document, faults)
    check_titles(form.titles, form.bundles, document, faults)
    check_doubts(form.doubts, axes, document, faults)
    protocol = None
    if form.protocol is not None:
        file = file_beside(form.protocol, folder, document.where("protocol"), "protocol", faults)
        protocol = read_protocol(file, axes, faults) if file is not None else None
    baseline = _baseline(form, axes, document, faults)
    asked = read_attributions(form.attribute, document, axes, baseline, faults)
    return replace(study, baseline=baseline, protocol=protocol, bundles=form.bundles, attribute=asked,
                   titles=form.titles, doubts=tuple(form.doubts))  # fmt: skip


def _distinct(values: Sequence[Any]) -> tuple[Any, ...]:
    return tuple({value_text(value): value for value in values}.values())


def _baseline(form: StudyForm, axes: Mapping[str, tuple[Any, ...]], document: Any, faults: Faults) -> dict[str, Any]:
    chosen: dict[str, Any] = {}
    if axes and not form.baseline:
        first = ", ".join(f"{key}: {value_text(values[0])}" for key, values in axes.items() if values)
        faults.add(
            document.where("baseline"),
            "a sweep without baseline:",
            "baseline: with one value of every swept key; all else is compared with it",
            f"add the line baseline: {{{first}}}",
        )
        return chosen
    for key, values in axes.items():
        texts = {value_text(value): value for value in values}
        if key not in form.baseline:
            faults.add(
                document.where("baseline"),
                f"no value for {key}",
                f"one of {listed(texts)}",
                f"add {key}: {next(iter(texts))} under baseline:",
            )
        elif value_text(form.baseline[key]) not in texts:
            given = value_text(form.baseline[key])
            faults.add(
                document.where("baseline", key),
                f"{key}: {given}, which is not swept",
                f"one of {listed(texts)}",
                f"write {key}: {nearest(given, texts) or next(iter(texts))}, or add {given} to the sweep",
            )
        else:
            chosen[key] = texts[value_text(form.baseline[key])]
    for key in form.baseline:
        if key not in axes:
            like = nearest(key, axes)
            faults.add(
                document.where("baseline", key),
                f"{key}, which is not swept",
                listed(axes),
                f"did you mean {like}" if like else "remove it, or put it under set",
            )
    return chosen


def _with_words(study: Study, words: Sequence[Word], faults: Faults) -> Study:
    """Words win over the study: an axis named again is replaced; a fixed word named again is dropped."""
    if not words:
        return study
    named = {word.key for word in words}
    new_axes = axes_of(words, faults)
    for key in new_axes:
        if any(word.key == key and word.sweep is None for word in words):
            faults.add(key, f"{key} both fixed and swept", "one of the two", f"give {key} once")
    single = {word.key: word for word in words if word.sweep is None and word.action != "delete"}
    axes = {key: (single[key].value,) if key in single else values for key, values in study.axes.items()}
    axes |= {key: tuple(values) for key, values in new_axes.items()}
    axes = {key: values for key, values in axes.items() if values}
    check_words(study.bundles, axes, words, faults)
    kept = [word for word in study.fixed if word.key not in named]
    fixed = (*kept, *(word for word in words if word.sweep is None and word.key not in axes))
    tables = {group: table for group, table in study.tables.items() if group not in named}
    lines = {key: line for key, line in study.lines.items() if ".".join(key[1:]) not in named}
    base = _base_of(fixed, tables)
    baseline = {key: _default_value(key, values, study.baseline, base) for key, values in axes.items()}
    return replace(study, fixed=fixed, axes=axes, baseline=baseline, tables=tables, lines=lines)


def _base_of(fixed: Sequence[Word], tables: Mapping[str, Any]) -> dict[str, Any]:
    """The plain configuration fixed words give (their faults are reported when the scenarios are composed)."""
    asked, left = read_choices(fixed, options(), Faults())
    base = {**defaults(asked.choices), **tables}
    groups = {group: option for group, option in {**default_options(), **asked.choices}.items() if group not in tables}
    return {**base, **groups, **{word.key: word.value for word in left}, "_plain": base}


def _default_value(key: str, values: Sequence[Any], before: Mapping[str, Any], base: Mapping[str, Any]) -> Any:
    """The study's own baseline value where it is still there, else what the options give, else the first value."""
    texts = {value_text(value): value for value in values}
    candidates = [before[key]] if key in before else []
    if key in base:
        candidates.append(base[key])
    else:
        with contextlib.suppress(KeyError, TypeError):
            candidates.append(at(base["_plain"], key.split(".")))
    for candidate in candidates:
        if value_text(candidate) in texts:
            return texts[value_text(candidate)]
    return values[0]
