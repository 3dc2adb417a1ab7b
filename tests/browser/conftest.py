"""A headless Chromium for the pages; tests that need it are skipped, with the reason, where there is none."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A browser to open pages in. MUSTER_CHROMIUM names its program where it is not on the path."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install -e '.[test]'")
    program = os.environ.get("MUSTER_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not program or not Path(program).is_file():
        pytest.skip("no Chromium found: install it or set MUSTER_CHROMIUM to its program")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield browser
        browser.close()


@dataclass
class Visit:
    """An open page and everything it said or asked for."""

    page: Any
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)


@pytest.fixture
def visit(chromium: Any) -> Iterator[Any]:
    """Open a file at a width, wait until its charts are drawn, and watch what happens."""
    opened = []

    def open_at(path: Path, width: int = 1280, *, scripts: bool = True) -> Visit:
        context = chromium.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
        opened.append(context)
        found = Visit(context.new_page())
        found.page.on("console", lambda m: found.said.append(f"{m.type}: {m.text}"))
        found.page.on("pageerror", lambda e: found.said.append(f"error: {e}"))
        found.page.on("request", lambda r: found.asked.append(r.url))
        found.page.on("dialog", lambda d: (found.dialogs.append(d.message), d.dismiss()))
        found.page.goto(path.as_uri())
        if scripts:
            found.page.wait_for_selector("html[data-drawn]")
        return found

    yield open_at
    for context in opened:
        context.close()
