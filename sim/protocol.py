"""The protocol of a study: figures it is to be held against and decisions it is to try, fixed in plain data before it runs.

``protocol.yaml`` beside ``study.yaml`` lists *targets* (a published figure or direction, what the model makes of it, how far off
is still right, what of it was an input, what was expected) and *decisions* (a change that is made under every combination of the
other axes, to see where it stays right). It travels in the manifest; pages set what was simulated beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ValidationError, model_validator

from sim.faults import Faults, listed, nearest
from sim.metrics import METRICS
from sim.overrides import value_text
from sim.scenario import Part
from sim.scenario.values import Name, wrong
from sim.yaml_strict import Document, load_file

Words = Annotated[str, Field(min_length=1, max_length=500)]
Sign = Literal["+", "-"]
Place = dict[str, Any]


class Target(Part):
    """A figure, or a direction, that was published or predicted.

    ``where`` names the scenario by the axes that differ from the baseline, ``against`` another whose value is taken off run by
    run, and ``less`` turns the difference into one of differences: the same with these axes besides. The simulated mean is to lie
    ``from`` .. ``to`` (either may be left out), or the difference to have the ``sign``.
    """

    name: Name
    part: Literal["calibration", "held_out"]
    says: Words
    metric: str
    group: str = ""
    where: Place = Field(default_factory=dict)
    against: Place | None = None
    less: Place | None = None
    from_: Annotated[float | None, Field(alias="from")] = None
    to: float | None = None
    sign: Sign | None = None
    published: Words
    source: Words
    input: Words
    expected: Literal["met", "missed", "open"]

    @model_validator(mode="after")
    def _one_question(self) -> Self:
        bounded = self.from_ is not None or self.to is not None
        if bounded == (self.sign is not None):
            raise wrong("both a sign and a range" if bounded else "neither a sign nor a range", "sign, or from and to",
                        'write sign: "+", or from: and to:')  # fmt: skip
        if self.from_ is not None and self.to is not None and self.from_ > self.to:
            raise wrong(f"a range from {self.from_:g} to {self.to:g}", "the lower first", "exchange from and to")
        if self.against is None and (self.sign is not None or self.less is not None):
            raise wrong("no against", "a sign and less are of a difference", "add against: {} for the baseline")
        return self


class Decision(Part):
    """A ``change`` of axes, made under every combination of the others, and which way it should move a metric; ``group`` may
    end in ``=*`` for every group of a kind.

    ``by`` is the axis whose values stand beside each other. ``expected``: it *holds* (the sign is clear everywhere), *fades*
    (somewhere it is not clear) or *turns* (somewhere the other sign is).
    """

    name: Name
    says: Words
    change: Annotated[Place, Field(min_length=1)]
    metric: str
    group: str = ""
    by: str
    sign: Sign
    expected: Literal["holds", "fades", "turns"]
    why: Words


class Protocol(Part):
    """What was fixed beforehand."""

    targets: tuple[Target, ...] = ()
    decisions: tuple[Decision, ...] = ()


_EXAMPLE = "see scenarios/README.md for an example"
_FORMS: dict[str, type[Target] | type[Decision]] = {"targets": Target, "decisions": Decision}
_ALLOWED = {"tuple_type": "a list", "model_type": "key: value lines", "dict_type": "key: value lines", "string_type": "text",
            "float_type": "a number", "finite_number": "a number that can be counted with"}


def read_protocol(file: Path, axes: Mapping[str, Sequence[Any]], faults: Faults) -> Protocol | None:
    """Read a protocol and hold it against the metrics there are and the axes of its study; None where it cannot be used.

    Every fault of it is reported, with its line.
    """
    before = len(faults)
    document = load_file(file, faults)
    if document is None or not isinstance(document.data, dict):
        if len(faults) == before:
            found = "an empty file" if document is None else "no key: value lines"
            faults.add(file.name, found, "targets: or decisions:", _EXAMPLE)
        return None
    data = {key: tuple(value) if isinstance(value, list) else value for key, value in document.data.items()}
    try:
        protocol = Protocol.model_validate(data)
    except ValidationError as error:
        for item in error.errors(include_url=False):
            _report(item, document, faults)
        protocol = None
    entries = {part: _sound(data.get(part), form) for part, form in _FORMS.items()}
    _twice([entry for part in entries.values() for entry in part.values()], file.name, faults)
    for part, sound in entries.items():
        for number, entry in sound.items():
            _known(entry, document.where(part, number), axes, faults)
    return protocol if len(faults) == before else None


def _sound(listed_entries: Any, form: type[Target] | type[Decision]) -> dict[int, Target | Decision]:
    """Return the entries that are of their form, by place: what else is wrong with them is found though others are not."""
    found: dict[int, Target | Decision] = {}
    for number, entry in enumerate(listed_entries if isinstance(listed_entries, tuple) else ()):
        with suppress(ValidationError):
            found[number] = form.model_validate(entry)
    return found


def _report(item: Any, document: Document, faults: Faults) -> None:
    place = [name for name in item["loc"] if name != "[key]"]
    where, key = document.where(*place), ".".join(map(str, place))
    if item["type"] == "muster_value":
        faults.add(where, item["ctx"]["found"], item["ctx"]["allowed"], item["ctx"]["remedy"])
    elif item["type"] == "missing":
        faults.add(where, f"no {place[-1]}", f"every field of {place[0]}", f"add {place[-1]}:")
    elif item["type"] == "extra_forbidden":
        form: type[Part] = Protocol if len(place) == 1 else _FORMS[str(place[0])]
        fields = [field.rstrip("_") for field in form.model_fields]
        like = nearest(str(place[-1]), fields)
        faults.add(where, f"a key called {place[-1]}", listed(fields), f"did you mean {like}" if like else "remove it")
    else:
        faults.add(where, f"{value_text(item['input'])[:80]} for {key}", _allowed(item), _EXAMPLE)


def _allowed(item: Any) -> str:
    """Return in a planner's words what may stand where pydantic found something else."""
    context = item.get("ctx", {})
    if item["type"] == "literal_error":
        return f"one of {context['expected'].replace(' or ', ', ')}"
    if item["type"] in ("string_too_short", "too_short"):
        return "some words" if item["type"] == "string_too_short" else "at least one"
    if item["type"] == "string_too_long":
        return f"at most {context['max_length']} characters"
    return _ALLOWED.get(item["type"], str(item["msg"]).lower())


def _twice(entries: Sequence[Target | Decision], file: str, faults: Faults) -> None:
    names = [entry.name for entry in entries]
    for name in sorted({name for name in names if names.count(name) > 1}):
        faults.add(file, f"the name {name} more than once", "each name once", "give one of them another name")


def _known(entry: Target | Decision, where: str, axes: Mapping[str, Sequence[Any]], faults: Faults) -> None:
    if entry.metric not in METRICS:
        like = nearest(entry.metric, METRICS)
        faults.add(where, f"no metric called {entry.metric}", "a metric of muster list",
                   f"did you mean {like}" if like else "muster explain shows what each means")  # fmt: skip
    if isinstance(entry, Decision):
        places = [entry.change]
        if entry.by not in axes or entry.by in entry.change:
            others = listed([axis for axis in axes if axis not in entry.change])
            faults.add(where, f"by: {entry.by}", f"an axis that does not change: {others}", "name a swept key")
    else:
        places = [entry.where, entry.against or {}, entry.less or {}]
    for key, value in (pair for place in places for pair in place.items()):
        texts = [value_text(each) for each in axes.get(key, ())]
        if key not in axes:
            like = nearest(key, axes)
            faults.add(where, f"{key}, which is not swept", listed(axes) or "a study that sweeps something",
                       f"did you mean {like}" if like else "remove it, or add it to the sweep")  # fmt: skip
        elif value_text(value) not in texts:
            faults.add(where, f"{key}: {value_text(value)}, which is not swept", f"one of {listed(texts)}",
                       f"add {value_text(value)} to the sweep")  # fmt: skip
