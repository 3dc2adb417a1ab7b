"""Planners' files: YAML as plain data and nothing else.

No tags, anchors, aliases, merges or interpolation, no key that a configuration framework would act on, no duplicate
keys, and sizes that cannot exhaust a machine. Plain words stay words: ``12:30``, ``on``, ``no`` and ``010`` are text
here (YAML 1.1 makes them 750, true, false and 8); only true, false, null and decimal numbers are anything else. All
faults come with line numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from sim.faults import Faults, printable

MOST_BYTES = 1_000_000
MOST_DEPTH = 20
MOST_NODES = 100_000

_WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)?(\.[0-9]+|(?<=[0-9])\.)?([eE][-+]?[0-9]{1,3})?")
_WORDS = {"null": None, "~": None, "": None, "true": True, "false": False}
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # only its parser is used; the C one is ten times faster
_FORBIDDEN_KEYS = ("defaults", "hydra")


@dataclass
class Document:
    """Plain data and, for each key from the top, the line it stands on (first line is 1; names are text)."""

    name: str
    data: Any = None
    lines: dict[tuple[str, ...], int] = field(default_factory=dict)

    def where(self, *key: Any) -> str:
        """``study.yaml line 12`` for the key, or for the nearest key above it."""
        names = tuple(str(name) for name in key)
        for depth in range(len(names), -1, -1):
            if names[:depth] in self.lines:
                return f"{self.name} line {self.lines[names[:depth]]}"
        return self.name


def load_file(path: Path, faults: Faults) -> Document | None:
    """Read one file; None where nothing usable was found. Every fault names the file and the line."""
    name = path.name or str(path)  # "." and "" have no name of their own
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            faults.add(
                name, f"{size:,} bytes", f"at most {MOST_BYTES:,} bytes", "data belong in CSV or Parquet beside it"
            )
            return None
        content = path.read_bytes()
    except OSError as error:
        faults.add(
            name,
            f"a file that cannot be read ({error.strerror})",
            "a readable file",
            f"check that {name} is there",
        )
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        faults.add(
            f"{name} line {line}", "bytes that are not UTF-8", "text in UTF-8", "save the file with encoding UTF-8"
        )
        return None
    return load_text(text, name, faults)


def load_text(text: str, name: str, faults: Faults) -> Document | None:
    """As `load_file`, from text (the size cap included)."""
    if len(text) > MOST_BYTES:
        faults.add(
            name, f"{len(text):,} characters", f"at most {MOST_BYTES:,}", "data belong in CSV or Parquet beside it"
        )
        return None
    for number, row in enumerate(text.splitlines(), start=1):
        if re.match(r"\s*#\s*@package", row):
            faults.add(f"{name} line {number}", "@package", "plain data", "remove the line")
    reader = _Reader(name, faults)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if not reader.take(event):
                break
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or "a character that YAML does not allow"
        faults.add(
            f"{name} line {line}",
            f"YAML that cannot be read: {problem}",
            "indented key: value lines",
            "check colons, indentation with spaces, brackets and quotes near this line",
        )
        return None
    except RecursionError:
        faults.add(name, "brackets within brackets without end", f"at most {MOST_DEPTH} levels", "remove levels")
        return None
    return reader.document if reader.complete else None


class _Reader:
    """Builds plain data from YAML events, one open container on the stack for each level."""

    def __init__(self, name: str, faults: Faults) -> None:
        self.document = Document(name)
        self.faults = faults
        self.complete = False
        self._stack: list[_Open] = []
        self._nodes = 0
        self._documents = 0

    def fault(self, event: Any, found: str, allowed: str, remedy: str) -> None:
        self.faults.add(f"{self.document.name} line {event.start_mark.line + 1}", found, allowed, remedy)

    def take(self, event: Any) -> bool:
        """Use one event; False to stop reading (the fault is kept)."""
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                self.fault(
                    event, "a second document (---)", "one document in a file", "remove the line --- or split the file"
                )
                return False
        elif isinstance(event, yaml.NodeEvent):
            return self._node(event)
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._place(self._stack.pop().value)
        return True

    def _node(self, event: Any) -> bool:
        self._nodes += 1
        if self._nodes > MOST_NODES:
            self.fault(
                event, f"more than {MOST_NODES:,} values", f"at most {MOST_NODES:,}", "data belong in CSV or Parquet"
            )
            return False
        if event.anchor is not None:
            kind = "an alias (*)" if isinstance(event, yaml.AliasEvent) else "an anchor (&)"
            self.fault(event, f"{kind} {printable(event.anchor, 40)}", "plain data", "write the value out")
        if getattr(event, "tag", None) is not None:
            self.fault(event, f"a tag {printable(event.tag, 60)}", "plain data", "remove the word that starts with !")
        if isinstance(event, yaml.CollectionStartEvent):
            if len(self._stack) >= MOST_DEPTH:
                self.fault(event, "too many levels", f"at most {MOST_DEPTH} levels", "remove levels")
                return False
            if self._stack and self._stack[-1].wants_key:
                self.fault(event, "a key that is not a word", "words and whole numbers as keys", "write a word")
            self._line(event)
            self._stack.append(_Open({} if isinstance(event, yaml.MappingStartEvent) else [], self._here()))
        elif isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        else:
            self._place(None)
        return True

    def _scalar(self, event: Any) -> None:
        plain = not event.style and event.tag is None
        value = self._resolved(event) if plain else event.value
        if isinstance(value, str):
            self._check_text(event, value)
        top = self._stack[-1] if self._stack else None
        if top is None or not top.wants_key:
            self._line(event)
            self._place(value)
            return
        if isinstance(value, bool) or not isinstance(value, str | int):
            self.fault(
                event,
                f"the key {event.value!r}",
                "words and whole numbers as keys",
                f'put it in quotes: "{event.value}"',
            )
            value = str(event.value)
        text = str(value)
        if text.startswith("_") or text in _FORBIDDEN_KEYS or (plain and text == "<<"):
            self.fault(
                event, f"the key {printable(text, 60)}", "keys of the study; none that a framework acts on", "remove it"
            )
            top.key = _REFUSED
            return
        if text in top.keys:
            self.fault(event, f"the key {printable(text, 60)} again", "each key once", "remove one of the two")
        top.keys.add(text)
        top.key = value
        self.document.lines[(*top.path, text)] = event.start_mark.line + 1

    def _resolved(self, event: Any) -> Any:
        text = event.value
        lower = text.lower()
        if lower in _WORDS:
            return _WORDS[lower]
        if _WHOLE.fullmatch(text):
            return int(text)
        if any(c.isdigit() for c in text) and _NUMBER.fullmatch(text):
            return float(text)
        if lower.lstrip("+-") in (".inf", ".nan"):
            self.fault(event, text, "a number that can be counted with", "write a finite number")
        return text

    def _check_text(self, event: Any, text: str) -> None:
        if "${" in text:
            self.fault(event, "an interpolation, ${...}", "plain values", "write the value itself")
        if any(not (c.isprintable() or c in "\n\t") for c in text):
            shown = printable(text, 60)
            self.fault(event, f"an invisible character in {shown}", "characters that can be seen", "retype the text")

    def _here(self) -> tuple[str, ...]:
        if not self._stack:
            return ()
        top = self._stack[-1]
        return (*top.path, str(len(top.value) if isinstance(top.value, list) else "?" if top.key is _REFUSED else top.key))

    def _line(self, event: Any) -> None:
        self.document.lines.setdefault(self._here(), event.start_mark.line + 1)

    def _place(self, value: Any) -> None:
        if not self._stack:
            self.document.data = value
            self.complete = True
            return
        top = self._stack[-1]
        if isinstance(top.value, list):
            top.value.append(value)
        elif top.wants_key:
            top.key = _REFUSED  # it was no word; the fault is kept
        elif top.key is _REFUSED:
            top.key = _NO_KEY
        else:
            top.value.setdefault(top.key, value)
            top.key = _NO_KEY


_NO_KEY = object()
_REFUSED = object()  # its value is read so that its own faults are found, and dropped so that the key is named once


@dataclass
class _Open:
    """A list or table still being read."""

    value: Any
    path: tuple[str, ...]
    key: Any = _NO_KEY
    keys: set[str] = field(default_factory=set)

    @property
    def wants_key(self) -> bool:
        return isinstance(self.value, dict) and self.key is _NO_KEY
