"""What a self-contained page is made of: its scripts, each named by its hash in the page's policy, and data that cannot run."""

from __future__ import annotations

import base64
import hashlib
import json
from importlib.resources import files
from typing import Any


def plain_figure(figure: dict[str, Any]) -> dict[str, Any]:
    """A figure checked by Plotly and with the template spelt out, as plain data."""
    import plotly.graph_objects as go

    return dict(json.loads(go.Figure(figure).to_json()))


def json_for_script(data: Any) -> str:
    """JSON that stays inside its script element whatever the text in it: no <, > or & is left as such."""
    text = json.dumps(data, ensure_ascii=True, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def plotly_script() -> str:
    """Plotly's own script as installed, with the line ends the browser will hash."""
    from plotly.offline import get_plotlyjs

    return str(get_plotlyjs()).replace("\r\n", "\n").replace("\r", "\n")


def resource(name: str) -> str:
    """A file of the templates, with the line ends the browser will hash."""
    text = (files("sim.reports") / "templates" / name).read_text(encoding="utf-8")
    return text.replace("\r\n", "\n")


def source_hash(script: str) -> str:
    """How the page's Content-Security-Policy names a script."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode('utf-8')).digest()).decode()}'"
