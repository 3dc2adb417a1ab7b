"""From words to a scenario: Hydra composes the options, our own pass applies and checks the settings, pydantic
validates.

Everything wrong is reported together in one `FaultReport`. Nothing is executed: `instantiate` is not used,
interpolation is refused, and a planner's own tables enter as plain data.
"""

from __future__ import annotations

import copy
import functools
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sim.faults import Faults
from sim.overrides import Overrides, Setting, Word, parse, read_choices, read_settings, split_paths, value_text
from sim.plain_words import Sources, validate
from sim.scenario import Part, Scenario
from sim.schema import at

__all__ = [
    "canonical_json",
    "compose",
    "compose_into",
    "config_folder",
    "default_options",
    "defaults",
    "options",
    "scenario_hash",
    "split_paths",
]

# What a replication's outcome does not depend on: how many there are, who runs them, which are audited, and labels.
NOT_HASHED = {("run", "workers"), ("run", "replications"), ("run", "audit_share"), ("run", "audit_days")}


def config_folder() -> Path:
    """The folder of option files, wherever the package ``conf`` is installed."""
    import conf

    return Path(conf.__file__).resolve().parent


@functools.cache
def options() -> Mapping[str, tuple[str, ...]]:
    """The options of every group, in alphabetical order."""
    folder = config_folder()
    groups = sorted(path for path in folder.iterdir() if path.is_dir() and any(path.glob("*.yaml")))
    return {group.name: tuple(sorted(path.stem for path in group.glob("*.yaml"))) for group in groups}


def _hydra(config_name: str) -> dict[str, Any]:
    """Compose one primary file by Hydra: the table of contents, or a single option. Plain data, with Hydra's own
    part.
    """
    from hydra import compose as hydra_compose
    from hydra import initialize_config_dir
    from hydra.core.global_hydra import GlobalHydra
    from omegaconf import OmegaConf

    # Hydra keeps one global configuration; where a caller has one of their own it is put back.
    held = GlobalHydra.instance().hydra
    GlobalHydra.instance().clear()
    try:
        with initialize_config_dir(str(config_folder()), version_base="1.3", job_name="muster"):
            composed = hydra_compose(config_name=config_name, return_hydra_config=True)
            chosen = OmegaConf.to_container(composed.hydra.runtime.choices)
    finally:
        GlobalHydra.instance().hydra = held
    own = OmegaConf.masked_copy(composed, [str(key) for key in composed if key != "hydra"])
    return {"choices": chosen, "plain": OmegaConf.to_container(own, resolve=True)}


@functools.cache
def _contents() -> dict[str, Any]:
    return _hydra("config")


@functools.cache
def _option(group: str, option: str) -> Any:
    # One file at a time: composing everything anew for each combination of a sweep would take longer than running some.
    return _hydra(f"{group}/{option}")["plain"][group]


def default_options() -> dict[str, str]:
    """The option that ``conf/config.yaml`` names for each group."""
    return {group: option for group, option in _contents()["choices"].items() if group in options()}


def defaults(choices: Mapping[str, str] | None = None) -> dict[str, Any]:
    """The plain configuration of the options chosen (the default option elsewhere), before any setting; a fresh
    copy.
    """
    return copy.deepcopy(_composed(choices or {}))


def _composed(choices: Mapping[str, str]) -> dict[str, Any]:
    """As `defaults`, but shared: not to be changed."""
    return {**_contents()["plain"], **{group: _option(group, option) for group, option in choices.items()}}


def compose(overrides: Sequence[str] = (), *, tables: Mapping[str, Mapping[str, Any]] | None = None) -> Scenario:
    """Return the validated, frozen scenario that ``overrides`` ask for.

    overrides: Hydra words such as ``roster=gmp_vsa``, ``staffing.cut=0.1``, ``+force.areas.port={...}``,
    ``~demand.types.theft``. tables: whole groups as plain data (from `sim.yaml_strict`), in the place of an option.
    Raises FaultReport with every fault found.
    """
    faults = Faults()
    scenario = compose_into(parse(overrides, faults), tables or {}, faults)
    faults.raise_any()
    assert scenario is not None  # no scenario without a fault
    return scenario


def compose_into(
    words: Sequence[Word], tables: Mapping[str, Mapping[str, Any]], faults: Faults, lines: Sources | None = None
) -> Scenario | None:
    """As `compose`, from words already read and into a collection of faults; None where any was found.

    ``lines`` says where in a planner's files a key stands, for reports.
    """
    before = len(faults)
    known = options()
    asked, left = read_choices(words, known, faults)
    own = _own_tables(tables, asked, faults)
    base = _composed(asked.choices)
    read_settings(asked, left, known, {**base, **own}, faults)
    if len(faults) == before:
        quick = _from_known_parts(asked, own, base)
        if quick is not None:
            return quick
    scenario = validate(_plain(asked, own, base, faults), base, {**(lines or {}), **_sources(asked, own)}, faults)
    return scenario if len(faults) == before else None


def _own_tables(tables: Mapping[str, Mapping[str, Any]], asked: Overrides, faults: Faults) -> dict[str, Any]:
    own = {}
    for group, table in tables.items():
        if group not in options():
            faults.add(
                f"tables.{group}", f"no group called {group}", "one of " + ", ".join(options()), "rename or remove it"
            )
        elif not isinstance(table, Mapping):
            faults.add(
                f"tables.{group}",
                f"{type(table).__name__} where a table is wanted",
                "key: value lines",
                f"see conf/{group}/",
            )
        elif group in asked.choices:
            choice = f"{group}={asked.choices[group]}"
            faults.add(
                choice,
                f"both an option and a table of your own for {group}",
                "one of the two",
                f"remove {choice}, or the table {group}",
            )
        else:
            own[group] = table
    return own


def _sources(asked: Overrides, own: Mapping[str, Any]) -> dict[tuple[str, ...], str]:
    """Which word or table brought each key, for reports."""
    return {(group,): f"your table {group}" for group in own} | {
        setting.key: setting.word for setting in asked.settings
    }


def _plain(asked: Overrides, own: Mapping[str, Any], base: Mapping[str, Any], faults: Faults) -> dict[str, Any]:
    plain: dict[str, Any] = copy.deepcopy({**base, **own})
    for setting in asked.settings:
        _apply(plain, setting, faults)
    cleaned: dict[str, Any] = _clean(plain)
    return cleaned


# Parts already validated, by what made them: a sweep of thousands validates (and holds in memory) each part once.
_KNOWN_PARTS: dict[tuple[Any, ...], tuple[Any, Any]] = {}
_MOST_KNOWN_PARTS = 4096


def _from_known_parts(asked: Overrides, own: Mapping[str, Any], base: Mapping[str, Any]) -> Scenario | None:
    """Assemble a scenario from parts validated before; None where anything is wrong (the caller then says what)."""
    faults = Faults()
    parts: dict[str, Any] = {}
    for name in Scenario.model_fields:
        settings = tuple(
            (s.key, value_text(s.value), type(s.value), s.remove) for s in asked.settings if s.key[0] == name
        )
        made_of = (name, asked.choices.get(name), id(own.get(name)), settings)
        table, part = _KNOWN_PARTS.get(made_of, (None, None))
        if part is None or table is not own.get(name):
            alone = Overrides(settings=[s for s in asked.settings if s.key[0] == name])
            part = _plain(alone, {}, {name: own.get(name, base[name])}, faults)[name]
            kind = Scenario.model_fields[name].annotation
            if isinstance(kind, type) and issubclass(kind, Part):
                try:
                    part = kind.model_validate(part)
                except ValidationError:
                    return None
                if len(_KNOWN_PARTS) >= _MOST_KNOWN_PARTS:
                    _KNOWN_PARTS.clear()
                _KNOWN_PARTS[made_of] = (own.get(name), part)  # holding the table keeps its id from being used again
        parts[name] = part
    try:
        return None if faults else Scenario.model_validate(parts)
    except ValidationError:
        return None


def _apply(plain: dict[str, Any], setting: Setting, faults: Faults) -> None:
    *parents, last = setting.key
    holder = plain
    for name in parents:
        try:
            holder = at(holder, [name])
        except (KeyError, TypeError):
            holder = holder.setdefault(name, {}) if isinstance(holder, dict) else None
        if not isinstance(holder, dict):
            faults.add(setting.word, f"{name} holds a plain value", "a table", "set the whole of it")
            return
    held = next((key for key in holder if str(key) == last), last)
    if setting.remove:
        holder.pop(held, None)
    else:
        holder[held] = _merged(holder.get(held), setting.value)


def _merged(old: Any, new: Any) -> Any:
    """As Hydra does it: a table given as a value changes the entries it names and leaves the others."""
    if not (isinstance(old, dict) and isinstance(new, dict)):
        return new
    by_text = {str(key): key for key in old}
    merged = dict(old)
    for key, value in new.items():
        held = by_text.get(str(key), key)
        merged[held] = _merged(old.get(held), value)
    return merged


def _clean(value: Any) -> Any:
    """Numbers as a person would write them, so that 0.15000000000000002 and 0.15 are one scenario with one outcome."""
    if isinstance(value, float):
        return canonical_number(value)
    if isinstance(value, Mapping):
        return {key: _clean(inner) for key, inner in value.items()}
    return [_clean(inner) for inner in value] if isinstance(value, list | tuple) else value


def canonical_number(value: float) -> float:
    """The double nearest to 15 significant digits; minus zero is zero. Infinities and NaN pass (validation refuses
    them).
    """
    return float(f"{value:.15g}") + 0.0


def scenario_hash(scenario: Scenario) -> str:
    """SHA-256 (hexadecimal) of everything an outcome depends on; equal for 1 and 1.0, and for any title or worker
    count.
    """
    return hashlib.sha256(canonical_json(scenario).encode("utf-8")).hexdigest()


def canonical_json(scenario: Scenario) -> str:
    """The text that is hashed: keys of parts sorted, tables kept in their order (the order of grades and areas means
    something).
    """
    return json.dumps(
        _hashable(scenario, ()), sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False
    )


def _hashable(value: Any, key: tuple[str, ...]) -> Any:
    if isinstance(value, Part):
        names = [name for name in type(value).model_fields if name != "title" and (*key, name) not in NOT_HASHED]
        return {name: _hashable(getattr(value, name), (*key, name)) for name in names}
    if isinstance(value, Mapping):
        return [[str(name), _hashable(inner, (*key, str(name)))] for name, inner in value.items()]
    if isinstance(value, list | tuple):
        return [_hashable(inner, key) for inner in value]
    if isinstance(value, float):
        number = canonical_number(value)
        return int(number) if number.is_integer() and abs(number) < 2**53 else number
    return value if isinstance(value, bool | int | str) or value is None else str(value)
