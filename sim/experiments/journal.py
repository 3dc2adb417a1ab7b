"""The journal of a results folder: one line of JSON per thing that happened, in the order it happened.

A replication counts as stored when its line is here *and* its file still has the SHA-256 the line names. The last
line may be torn by a crash; it is then cut off, and its replication simply runs again.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

JOURNAL_NAME = "journal.jsonl"


class Journal:
    """Append-only; every line is flushed to the disk before `append` returns."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / JOURNAL_NAME
        self.unreadable = 0

    def entries(self) -> Iterator[dict[str, Any]]:
        """Yield every readable line, oldest first; `unreadable` counts the others."""
        self.unreadable = 0
        if not self.path.exists():
            return
        with self.path.open("rb") as stream:
            for line in stream:
                entry = _parsed(line)
                if entry is None:
                    self.unreadable += 1
                else:
                    yield entry

    def append(self, entry: dict[str, Any]) -> None:
        """Add one line. Raises OSError when it cannot be written."""
        line = json.dumps(entry, ensure_ascii=True, separators=(",", ":")).encode() + b"\n"
        with self.path.open("ab") as stream:
            stream.write(line)
            stream.flush()
            os.fsync(stream.fileno())

    def mend(self) -> bool:
        """Cut off a last line left without its end; returns whether there was one. Needs the folder's lock."""
        if not self.path.exists():
            return False
        data = self.path.read_bytes()
        whole = data.rfind(b"\n") + 1
        if whole == len(data):
            return False
        os.truncate(self.path, whole)
        return True


def _parsed(line: bytes) -> dict[str, Any] | None:
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    return entry if isinstance(entry, dict) and isinstance(entry.get("event"), str) else None
