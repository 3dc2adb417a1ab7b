"""The one Plotly template of every chart: colours, type, grid. Registered as "muster".

Blue, orange and greys after Okabe and Ito: told apart by every kind of colour vision, and of clearly different
lightness, so a greyscale print keeps them apart. Marker shape and dash always repeat what colour says.
"""

from __future__ import annotations

from typing import Final

NAME: Final = "muster"

INK: Final = "#1b2733"
QUIET: Final = "#56616d"
GRID: Final = "#dfe4e9"
ZERO: Final = "#3c4650"
GOOD: Final = "#00568c"
BAD: Final = "#e08a00"
OPEN: Final = "#6b7580"
SUPPLY: Final = "#00568c"
DEMAND: Final = "#c46a00"
FONT: Final = "Segoe UI, Helvetica Neue, Arial, sans-serif"

TONES: Final[dict[str, str]] = {
    "good": GOOD,
    "bad": BAD,
    "plain": INK,
    "open": OPEN,
    "base": INK,
    "unstable": INK,
}
"""Colour of each verdict's tone; what it means is always told by word and shape as well."""


def register() -> str:
    """Put the template into Plotly's registry (once) and return its name."""
    import plotly.graph_objects as go
    import plotly.io as pio

    if NAME not in pio.templates:
        axis = {
            "gridcolor": GRID,
            "gridwidth": 1,
            "zeroline": False,
            "showline": False,
            "ticks": "",
            "tickfont": {"size": 12, "color": QUIET},
            "title": {"font": {"size": 12, "color": QUIET}},
            "automargin": False,
            "fixedrange": True,
        }
        pio.templates[NAME] = go.layout.Template(
            layout={
                "font": {"family": FONT, "size": 13, "color": INK},
                "paper_bgcolor": "#ffffff",
                "plot_bgcolor": "#ffffff",
                "colorway": [GOOD, BAD, INK, OPEN],
                "xaxis": axis,
                "yaxis": axis,
                "showlegend": False,
                "dragmode": False,
                "hovermode": "closest",
                "hoverlabel": {"bgcolor": "#ffffff", "bordercolor": QUIET, "font": {"size": 13, "color": INK}},
                "annotationdefaults": {
                    "showarrow": False,
                    "xanchor": "left",
                    "align": "left",
                    "font": {"size": 12, "color": INK},
                },
                "separators": ".,",
            },
            data={"scatter": [go.Scatter(line={"width": 2}, marker={"size": 10})]},
        )
    return NAME


def config() -> dict[str, object]:
    """Plotly's options for every chart. No mode bar: its newer buttons can send a chart to an outside service."""
    return {
        "displayModeBar": False,
        "displaylogo": False,
        "responsive": True,
        "scrollZoom": False,
        "doubleClick": False,
        "showTips": False,
        "locale": "en",
    }
