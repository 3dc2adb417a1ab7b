"""Results made up for the tests of pages, and the page made of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sim.reports import build_dashboard
from tests.support.fake_results import write_fake_results


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of results."""
    return write_fake_results(tmp_path_factory.mktemp("results"))


@pytest.fixture(scope="module")
def page(folder: Path) -> str:
    """Return the page of these results."""
    return build_dashboard(folder).read_text(encoding="utf-8")
