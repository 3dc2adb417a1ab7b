"""One runner per results folder, by a lock that the operating system lets go when its holder dies.

Nothing has to be cleaned up after a crash or a power cut: a lock file left behind, empty or full of nonsense, holds
nothing.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
from collections.abc import Iterator
from pathlib import Path

from sim.faults import Fault, FaultReport

LOCK_NAME = ".lock"
# Windows locks bytes against reading too, so the byte that stands for the folder lies far behind the note of who
# holds it.
_LOCK_BYTE = 1 << 20
_HELD = {errno.EACCES, errno.EAGAIN, errno.EDEADLK, errno.EWOULDBLOCK}


@contextlib.contextmanager
def folder_lock(folder: Path) -> Iterator[None]:
    """Hold `folder` for this process. Raises FaultReport when another process holds it, or its drive cannot lock."""
    path = folder / LOCK_NAME
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            _lock(handle)
        except OSError as error:
            raise FaultReport([_refusal(path, folder, error)]) from error
        os.ftruncate(handle, 0)
        os.write(handle, json.dumps({"pid": os.getpid()}).encode())
        yield
        os.ftruncate(handle, 0)
    finally:
        # The file stays: removing it would let two later runners lock two different files of one name.
        os.close(handle)


def _lock(handle: int) -> None:
    if os.name == "nt":
        import msvcrt

        os.lseek(handle, _LOCK_BYTE, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        os.lseek(handle, 0, os.SEEK_SET)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _refusal(path: Path, folder: Path, error: OSError) -> Fault:
    if error.errno not in _HELD:
        return Fault(
            f"the results folder {folder.name}",
            "a drive that cannot lock files",
            "a drive that can",
            "choose a folder on this computer with out=PATH",
        )
    try:
        holder = f"process {int(json.loads(path.read_text())['pid'])}"
    except (OSError, ValueError, KeyError, TypeError):
        holder = "another process"
    return Fault(
        f"the results folder {folder.name}",
        f"{holder} already working in it",
        "one runner at a time",
        "wait for it to finish, stop it, or choose another folder with out=PATH",
    )
