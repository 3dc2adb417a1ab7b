"""Seeds from names, and the table of what was found (``pytest -v``)."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import pytest

from tests.oracle.bench import REPORTS, Report


@pytest.fixture
def seed(request: pytest.FixtureRequest) -> int:
    """Return a seed that belongs to the test's name and never changes while the name does not."""
    return zlib.crc32(f"{request.path.stem}::{request.node.name}".encode())


@pytest.fixture
def report(request: pytest.FixtureRequest) -> Callable[[str, str], Report]:
    """Return a maker of reports that appear in the table at the end."""

    def open_report(engine: str, load: str) -> Report:
        case = f"{request.path.stem.removeprefix('test_')}: {request.node.originalname}"
        REPORTS.append(Report(case, engine, load))
        return REPORTS[-1]

    return open_report


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    if not REPORTS or terminalreporter.verbosity < 1:
        return
    terminalreporter.section("theory against simulation, 99.9 % intervals")
    for report in REPORTS:
        for what, truth, found, seconds in report.rows:
            width = 100 * found.half_width / abs(truth)
            terminalreporter.write_line(
                f"{report.case} | {report.engine} | {report.load} | {what} | theory {truth:.6g} | "
                f"simulated {found.mean:.6g} | +- {width:.2f} % | {seconds:.1f} s"
            )
