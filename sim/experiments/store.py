"""The results folder of one study: replications under their content address, and the journal that vouches for them."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from sim.experiments.codec import DamagedFile, decode
from sim.experiments.files import file_digest, sweep_temporaries, write_whole
from sim.experiments.identity import KEY_DIGITS, digest
from sim.experiments.journal import Journal

_KEY = re.compile(rf"[0-9a-f]{{{KEY_DIGITS}}}")
REPLICATIONS, TABLES = "replications", "tables"


@dataclass(frozen=True)
class Inventory:
    """What a folder holds of the keys asked for: `damaged` says what is wrong, `foreign` names unknown files."""

    stored: frozenset[str]
    damaged: dict[str, str] = field(default_factory=dict)
    unvouched: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    unused: int = 0


class Store:
    """Files of one results folder. Only one process at a time may write (see `sim.experiments.lock`); any may read."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)
        self.replications = self.folder / REPLICATIONS
        self.tables = self.folder / TABLES
        self.journal = Journal(self.folder)
        self._digests: dict[str, str] = {}
        self._audits: dict[str, dict[str, Any]] = {}

    def prepare(self) -> int:
        """Make the folders, remove what interrupted writers left; returns how many such files there were."""
        for folder in (self.folder, self.replications, self.tables):
            folder.mkdir(parents=True, exist_ok=True)
        self.journal.mend()
        return sum(sweep_temporaries(folder) for folder in (self.folder, self.replications, self.tables))

    def load_journal(self) -> None:
        """Read which files the journal vouches for; the latest line about a key counts."""
        self._digests, self._audits = {}, {}
        for entry in self.journal.entries():
            key = entry.get("key")
            if not isinstance(key, str) or not _KEY.fullmatch(key):
                continue
            if entry["event"] == "done":
                self._digests[key] = str(entry.get("sha256"))
            elif entry["event"] == "audit" and isinstance(entry.get("verdict"), dict):
                self._audits[key] = entry["verdict"]

    def inventory(self, keys: Collection[str]) -> Inventory:
        """Check every file asked for against the journal, byte for byte (by SHA-256)."""
        self.load_journal()
        present = {path.name for path in self.replications.glob("*") if not path.name.startswith(".")}
        names = {f"{key}.parquet": key for key in keys}
        stored, damaged, unvouched = set(), {}, []
        for name, key in names.items():
            expected = self._digests.get(key)
            if expected is None:
                if name in present:
                    unvouched.append(key)
            elif name not in present:
                damaged[key] = "the file is gone"
            elif file_digest(self.replications / name) != expected:
                damaged[key] = "its bytes are not those that were stored"
            else:
                stored.add(key)
        others = present - set(names)
        foreign = tuple(sorted(name for name in others if not _KEY.fullmatch(name.removesuffix(".parquet"))))
        return Inventory(frozenset(stored), damaged, tuple(unvouched), foreign, len(others) - len(foreign))

    def commit(self, key: str, data: bytes, about: Mapping[str, Any]) -> None:
        """Store one replication: its file first, whole and flushed, then the journal line that makes it count.

        `about` goes into the journal line (scenario, replication, attempts, seconds). Raises OSError where the disk
        refuses.
        """
        sha256 = digest(data)
        write_whole(self._path(key), data)
        self.journal.append({"event": "done", "key": key, "sha256": sha256, "bytes": len(data), **about})
        self._digests[key] = sha256

    def record_failure(self, key: str, about: Mapping[str, Any]) -> None:
        """Note in the journal that a replication gave no result, and why."""
        self.journal.append({"event": "failed", "key": key, **about})

    def record_audit(self, key: str, verdict: Mapping[str, Any], about: Mapping[str, Any]) -> None:
        """Note the verdict of an audited replication, so that a resumed study need not audit it again."""
        self.journal.append({"event": "audit", "key": key, "verdict": dict(verdict), **about})
        self._audits[key] = dict(verdict)

    def audit_of(self, key: str) -> dict[str, Any] | None:
        """Return the stored verdict on a replication, if it was audited before."""
        return self._audits.get(key)

    def read(self, key: str) -> pa.Table:
        """Return the rows of a stored replication. Raises DamagedFile unless the file is exactly what was committed."""
        try:
            data = self._path(key).read_bytes()
        except OSError as error:
            raise DamagedFile("the file cannot be opened") from error
        if self._digests.get(key) != digest(data):
            raise DamagedFile("its bytes are not those that were stored")
        return decode(data, key)

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError(f"{key!r} is no key")
        return self.replications / f"{key}.parquet"
