"""A report as blocks, said once and shown twice: as plain text for the terminal and as one self-contained page."""

from __future__ import annotations

import html
from dataclasses import dataclass, field

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}"
    "table{border-collapse:collapse;margin:1rem 0;display:block;overflow-x:auto}"
    "caption{text-align:left;font-weight:600}"
    "td,th{border-bottom:1px solid #bbb;padding:.25rem .6rem;text-align:right;vertical-align:top}"
    "td:first-child,th:first-child{text-align:left}h2{margin-top:2rem}@media print{body{margin:0;max-width:none}}"
)


@dataclass(frozen=True)
class Table:
    """A titled table; every cell is text already."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass
class Document:
    """Headings, paragraphs, lists and tables in reading order."""

    title: str
    blocks: list[tuple[str, object]] = field(default_factory=list)

    def heading(self, words: str) -> None:
        """Begin a section."""
        self.blocks.append(("heading", words))

    def say(self, words: str) -> None:
        """Add a paragraph."""
        self.blocks.append(("say", words))

    def items(self, words: list[str]) -> None:
        """Add a list; nothing when it is empty."""
        if words:
            self.blocks.append(("items", list(words)))

    def table(self, title: str, head: list[str], rows: list[list[str]]) -> None:
        """Add a table; nothing when it is empty."""
        if rows:
            self.blocks.append(("table", Table(title, tuple(head), tuple(tuple(row) for row in rows))))

    def text(self) -> str:
        """The document as plain text that also reads as Markdown."""
        out = [f"# {self.title}", ""]
        for kind, block in self.blocks:
            if isinstance(block, Table):
                out += [block.title, "", *_columns(block), ""]
            elif isinstance(block, list):
                out += [*(f"- {item}" for item in block), ""]
            else:
                out += [f"## {block}" if kind == "heading" else str(block), ""]
        return "\n".join(out).rstrip() + "\n"

    def page(self) -> str:
        """The document as one HTML page without scripts or outside links."""
        policy = "default-src 'none'; style-src 'unsafe-inline'"
        out = [
            "<!doctype html>",
            '<html lang="en-GB"><head><meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{html.escape(self.title)}</title><style>{_STYLE}</style></head><body>",
            f"<h1>{html.escape(self.title)}</h1>",
        ]
        for kind, block in self.blocks:
            if isinstance(block, Table):
                out.append(_html_table(block))
            elif isinstance(block, list):
                out += ["<ul>", *(f"<li>{html.escape(item)}</li>" for item in block), "</ul>"]
            else:
                tag = "h2" if kind == "heading" else "p"
                out.append(f"<{tag}>{html.escape(str(block))}</{tag}>")
        return "\n".join([*out, "</body></html>"]) + "\n"


def _columns(table: Table) -> list[str]:
    rows = [tuple(cell.replace("|", "/") for cell in row) for row in (table.head, *table.rows)]
    wide = [max(len(row[place]) for row in rows) for place in range(len(table.head))]
    lines = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(row, wide, strict=True)) + " |" for row in rows]
    return [lines[0], "|" + "|".join("-" * (width + 2) for width in wide) + "|", *lines[1:]]


def _html_table(table: Table) -> str:
    head = "".join(f'<th scope="col">{html.escape(cell)}</th>' for cell in table.head)
    body = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in table.rows)
    caption = f"<caption>{html.escape(table.title)}</caption>"
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
