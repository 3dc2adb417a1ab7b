"""Files that are either whole or not there: written beside their place, checked, flushed, then moved in one step."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

TEMPORARY = ".part"
_TRIES = 5


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` under `path` so that a reader sees the old file or the new one, never half of either.

    Raises OSError (disk full, no permission) with the old file untouched and nothing left lying about.
    """
    with replacing(path) as temporary:
        temporary.write_bytes(data)
        if temporary.read_bytes() != data:
            raise OSError(f"{path.name} reads back differently from what was written")


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside `path`; on leaving without an error it is flushed and takes the place of `path`."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}{TEMPORARY}")
    try:
        yield temporary
        _flush(temporary)
        _move(temporary, path)
        flush_folder(path.parent)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def sweep_temporaries(folder: Path) -> int:
    """Remove what interrupted writers left in `folder`; returns how many. Call only while holding the folder's lock."""
    left = [path for path in folder.glob(f".*{TEMPORARY}") if path.is_file()]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def file_digest(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def flush_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut, where the system lets a folder be flushed (Windows does not)."""
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def _flush(path: Path) -> None:
    with path.open("r+b") as stream:
        os.fsync(stream.fileno())


def _move(temporary: Path, path: Path) -> None:
    for attempt in range(1, _TRIES + 1):
        try:
            os.replace(temporary, path)
        except PermissionError:
            # On Windows a virus scanner or a viewer may hold the file open for a moment.
            if attempt == _TRIES:
                raise
            time.sleep(0.1 * 2**attempt)
        else:
            return
