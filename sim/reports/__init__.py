"""Pages made of stored results. This floor reads tables and a manifest; it never runs the model."""

from __future__ import annotations

from pathlib import Path


def build_dashboard(results_folder: Path, out: Path | None = None, *, shared_script: bool = False) -> Path:
    """Write the page a decision is made on and return its path; see `sim.reports.page.build_dashboard`."""
    from sim.reports.page import build_dashboard as build

    return build(results_folder, out, shared_script=shared_script)


def finding_in_words(results_folder: Path) -> str:
    """The finding as plain text for a terminal; see `sim.reports.finding.finding_in_words`."""
    from sim.reports.finding import finding_in_words as words

    return words(results_folder)


__all__ = ["build_dashboard", "finding_in_words"]
