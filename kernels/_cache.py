"""Where compiled kernels are kept between runs.

Numba decides whether a cached kernel is still good by looking at the kernel's own file only: a change in another file that
it calls goes unnoticed and the old machine code runs.  So the cache folder is named after a hash of *all* kernel sources,
and any edit anywhere in this package starts a fresh folder.

A read-only home or install is normal on a managed machine; then a folder under the system's temporary directory serves.
"""

from __future__ import annotations

import contextlib
import getpass
import hashlib
import os
import tempfile
from pathlib import Path

import numba


def kernel_hash() -> str:
    """Return 16 hexadecimal digits that change whenever any kernel source, numba or numpy changes."""
    import numpy

    digest = hashlib.sha256(f"numba {numba.__version__} numpy {numpy.__version__}".encode())
    folder = Path(__file__).parent
    for source in sorted(folder.rglob("*.py")):
        digest.update(source.relative_to(folder).as_posix().encode())
        # Line endings are normalised so that a checkout on Windows finds what a checkout elsewhere would call the same.
        digest.update(source.read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:16]


def _candidates() -> list[Path]:
    named = os.environ.get("MUSTER_CACHE")
    folders = [Path(named)] if named else []
    with contextlib.suppress(RuntimeError):  # no home directory: a service account
        folders.append(Path.home() / ".cache" / "muster")
    folders.append(Path(tempfile.gettempdir()) / f"muster-{_user()}")
    return folders


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


def point_numba_at_cache() -> Path | None:
    """Set numba's cache folder to the first writable candidate; called before the first kernel is decorated.

    Returns the folder, or None where nothing is writable (kernels are then compiled in every process).
    """
    for base in _candidates():
        folder = base / f"kernels-{kernel_hash()}"
        if _writable(folder):
            numba.config.CACHE_DIR = str(folder)
            return folder
    return None
