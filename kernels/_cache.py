"""Where compiled kernels are kept between runs.

Numba decides whether a cached kernel is still good by looking at the kernel's own file only: a change in another file that
it calls goes unnoticed and the old machine code runs.  So the cache folder is named after a hash of *all* kernel sources,
and any edit anywhere in this package starts a fresh folder.

A read-only home or install is normal on a managed machine; then a folder under the system's temporary directory serves.
Everybody may write there, and a cached kernel is machine code that runs with the rights of whoever loads it; so that folder
is open to its owner alone, and one that somebody else made first is passed over.
"""

from __future__ import annotations

import contextlib
import getpass
import hashlib
import os
import stat
import tempfile
from importlib.metadata import version
from pathlib import Path

import numba

SOURCES = Path(__file__).parent


def kernel_hash() -> str:
    """Return 16 hexadecimal digits that change whenever any kernel source, numba, llvmlite or numpy changes."""
    import numpy

    versions = f"numba {numba.__version__} llvmlite {version('llvmlite')} numpy {numpy.__version__}"
    digest = hashlib.sha256(versions.encode())
    for source in sorted(SOURCES.rglob("*.py")):
        digest.update(source.relative_to(SOURCES).as_posix().encode())
        # Line endings are normalised so that a checkout on Windows finds what a checkout elsewhere would call the same.
        digest.update(source.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]


def _own_folders() -> list[Path]:
    """Return the folders to try first: what MUSTER_CACHE names, then the one in the home directory."""
    named = os.environ.get("MUSTER_CACHE")
    folders = [Path(named)] if named else []
    with contextlib.suppress(RuntimeError):  # no home directory: a service account
        folders.append(Path.home() / ".cache" / "muster")
    return folders


def _shared_fallback() -> Path:
    return Path(tempfile.gettempdir()) / f"muster-{_user()}"


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "user"


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _private(folder: Path) -> bool:
    """Make a folder only its owner may enter; say whether it is a folder, no link, ours, and nobody else writes there."""
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        found = folder.lstat()  # not stat: somebody's link into a folder of ours would look like our own
        if not stat.S_ISDIR(found.st_mode):
            return False
        if not hasattr(os, "getuid"):  # Windows: every user has a temporary directory of his own
            return True
        return found.st_uid == os.getuid() and not found.st_mode & 0o022
    except OSError:
        return False


def point_numba_at_cache() -> Path | None:
    """Set numba's cache folder to the first writable candidate; called before the first kernel is decorated.

    Returns the folder, or None where nothing is writable (kernels are then compiled in every process).
    """
    name = f"kernels-{kernel_hash()}"
    fallback = _shared_fallback()
    for base in [*_own_folders(), fallback]:
        folder = base / name
        if (base != fallback or _private(base)) and _writable(folder):
            numba.config.CACHE_DIR = str(folder)
            return folder
    return None
