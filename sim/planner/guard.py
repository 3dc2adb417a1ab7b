"""What `muster fit` may not write over: a planner's edits, a study of other origin, and results.

fit.json keeps the SHA-256 of every file as it was written. A file that still has it is fit's own and may be written
again; any other is somebody's work.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from sim.faults import Fault, FaultReport, listed

RECORD = "fit.json"
RESULTS = ("manifest.json", "plan.json")


def check_folder(out: Path) -> None:
    """Raise `FaultReport` where ``out`` is a file or a folder of results."""
    if out.exists() and not out.is_dir():
        raise FaultReport(
            [Fault(f"out={out}", f"{out.name} is a file", "a folder, new or existing", "choose another name")], "out="
        )
    held = [name for name in RESULTS if (out / name).exists()]
    if held:
        fault = Fault(
            f"out={out}",
            f"a folder of results ({listed(held)})",
            "a folder for the study alone",
            "choose another out=; results lie in results/ and are never written over by a fit",
        )
        raise FaultReport([fault], "out=")


def digests(texts: Mapping[str, str]) -> dict[str, str]:
    """SHA-256 (hexadecimal) of each text by file name, for fit.json."""
    return {name: _digest(text.encode("utf-8")) for name, text in texts.items()}


def refuse_changed(out: Path, texts: Mapping[str, str]) -> None:
    """Raise one `FaultReport` that names every file in ``out`` that ``texts`` would replace and that is not as fit
    wrote it last. A file that already holds the new text is no loss.
    """
    written, fresh = _written(out / RECORD), digests(texts)
    changed = []
    for name in texts:
        path = out / name
        if name == RECORD or not (path.exists() or path.is_symlink()):
            continue
        if not path.is_file() or _digest(path.read_bytes()) not in (written.get(name), fresh[name]):
            changed.append(name)
    if changed:
        fault = Fault(
            f"out={out}",
            f"files that are not as muster fit wrote them: {listed(changed)}",
            "files that muster fit wrote and nobody changed",
            f"choose another out=, or rename or delete {listed(changed)}",
        )
        raise FaultReport([fault], "out=")


def _digest(content: bytes) -> str:
    # An editor or a version control that turns line ends into Windows' has changed no figure.
    return hashlib.sha256(content.replace(b"\r\n", b"\n")).hexdigest()


def _written(record: Path) -> dict[str, str]:
    """What the last fit kept about its files; nothing where there was none or its record cannot be read."""
    try:
        held = json.loads(record.read_text(encoding="utf-8"))["written"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return {}
    return {str(name): str(digest) for name, digest in held.items()} if isinstance(held, dict) else {}
