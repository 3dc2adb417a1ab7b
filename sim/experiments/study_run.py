"""What became of a study, for the command line to print and to exit with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sim.experiments.manifest import impersonal

DONE, PARTLY_FAILED, INTERRUPTED = 0, 3, 130


@dataclass(frozen=True)
class Failure:
    """A replication that gave no result, and the command that brings the error back."""

    key: str
    scenario: str
    replication: int
    state: str
    error: str
    message: str
    where: str
    attempts: int
    repeat: str

    def to_data(self) -> dict[str, Any]:
        """Plain data for the journal and the manifest, without anything that tells whose machine it was."""
        return {**asdict(self), "repeat": impersonal(self.repeat)}

    def in_words(self) -> str:
        """One sentence for the user."""
        return f"{self.state}: {self.scenario}, replication {self.replication}: {self.error}: {self.message}"


@dataclass(frozen=True)
class StudyRun:
    """A study after `run_study`: `replications` were planned, `stored_before` of them found, `ran` computed now.

    `repaired` counts stored ones that were damaged and had to run again. `audit` has one entry for each audited
    replication with at least `scenario`, `replication` and `verdict`.
    """

    study: str
    folder: Path
    replications: int
    stored_before: int
    ran: int
    repaired: int
    failures: tuple[Failure, ...]
    audit: tuple[Mapping[str, Any], ...]
    interrupted: bool
    command: str

    @property
    def exit_status(self) -> int:
        """0 done, 3 finished with some replications failed, 130 interrupted and resumable."""
        if self.interrupted:
            return INTERRUPTED
        return PARTLY_FAILED if self.failures else DONE

    def in_words(self) -> list[str]:
        """The end of a study in sentences, most important last."""
        lines = [
            f"{self.study}: {self.stored_before + self.ran} of {self.replications} replications are stored "
            f"({self.stored_before} from before, {self.ran} new)."
        ]
        if self.repaired:
            lines.append(f"{self.repaired} stored replication(s) were damaged and were marked to run again.")
        if self.failures:
            scenarios = len({failure.scenario for failure in self.failures})
            lines.append(
                f"{len(self.failures)} replication(s) of {scenarios} scenario(s) failed; the others stand. "
                f"To see the error again: {self.failures[0].repeat}"
            )
        if self.interrupted:
            lines.append(
                f"Interrupted. Nothing stored is lost; to go on from here, run the same command again: {self.command}"
            )
        return lines
