"""Reading a force's extract: bytes to columns of text, with nothing guessed silently and every line still known.

Everything is read as text, so that collar 00123 stays 00123 and a division called NA stays NA; only the columns the
mapping names are kept, so that names and free text never enter the memory of the fit.
"""

from __future__ import annotations

import csv
import hashlib
import io
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.planner.findings import Finding, Findings, masked
from sim.planner.mapping import Mapping, nearest

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

LARGEST_FILE = 200 * 2**20
LARGEST_INFLATED = 2**30
LARGEST_RATIO = 100  # inflated / compressed, looked at beyond 50 MB
MOST_COLUMNS = 500
MAPPING_CURE = "correct `columns` in the mapping"
DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_MAGIC = {
    b"PK\x03\x04": "an Excel workbook or a zip file",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook",
    b"PAR1": "a Parquet file",
    b"%PDF": "a PDF",
}


@dataclass(frozen=True)
class RawExtract:
    """Columns of text as they stand in the file. ``frame`` has the mapped columns by their spelling in the file;
    ``lines`` (int64, one per row) are line numbers with the header as line 1, rows counted as Excel shows them.
    """

    frame: pd.DataFrame
    lines: np.ndarray
    file: str
    sha256: str
    encoding: str
    delimiter: str
    rows: int
    blank_rows: int
    header: tuple[str, ...] = ()  # every column name of the file, those not kept included


def read_extract(path: Path, mapping: Mapping, findings: Findings) -> RawExtract | None:
    """Read ``path`` (.csv, .txt or .csv.gz). Faults go to ``findings``; None when the file cannot be read at all."""
    return read_columns(path, mapping.source_columns(), findings)


def read_columns(
    path: Path, wanted: list[str], findings: Findings, optional: tuple[str, ...] = (), cure: str = MAPPING_CURE
) -> RawExtract | None:
    """As `read_extract`, for the columns named; ``optional`` ones may be missing. ``cure`` says what mends a wrong name."""
    data = _bytes(path, findings)
    if data is None:
        return None
    decoded = _decoded(data, findings)
    if decoded is None:
        return None
    text, encoding = decoded
    head = _header(text, wanted, findings, cure)
    if head is None:
        return None
    delimiter, header = head
    kept = _matched(header, [*wanted, *(name for name in optional if name in header)], findings, cure)
    frame, lines, blank = _table(text, delimiter, header, kept, findings)
    digest = hashlib.sha256(data).hexdigest()
    return RawExtract(
        frame, lines, path.name, digest, encoding, DELIMITERS[delimiter], len(frame), blank, tuple(header)
    )


def _stop(findings: Findings, what: str, remedy: str) -> None:
    findings.add(Finding("file", True, what, remedy))


def _bytes(path: Path, findings: Findings) -> bytes | None:
    if not path.is_file():
        near = nearest(path.name, [other.name for other in path.parent.iterdir()]) if path.parent.is_dir() else ""
        _stop(
            findings,
            "the file is not there" if not path.is_dir() else "this is a folder, not a file",
            f"check the name and the folder{': ' + near if near else ''}",
        )
        return None
    if path.stat().st_size > LARGEST_FILE:
        _stop(findings, f"the file is larger than {LARGEST_FILE // 2**20} MB", "export fewer months or fewer columns")
        return None
    try:
        data = path.read_bytes()
    except OSError as error:
        _stop(
            findings,
            f"the file cannot be opened ({error.strerror})",
            "close it in other programs and check that you may read it",
        )
        return None
    if data[:2] == b"\x1f\x8b":
        inflated = _inflated(data, findings)
        if inflated is None:
            return None
        data = inflated
    for magic, kind in _MAGIC.items():
        if data.startswith(magic):
            _stop(findings, f"this is {kind}, not a text file", "open it and save it as CSV UTF-8 (comma delimited)")
            return None
    if not data.strip():
        _stop(findings, "the file is empty", "export it again")
        return None
    return data


def _inflated(data: bytes, findings: Findings) -> bytes | None:
    """Inflate gzip in steps, so that a small file cannot fill the memory."""
    machine, parts, size = zlib.decompressobj(wbits=31), [], 0
    try:
        chunk = machine.decompress(data, 2**24)
        while chunk:
            size += len(chunk)
            if size > LARGEST_INFLATED or (size > 50 * 2**20 and size > LARGEST_RATIO * len(data)):
                _stop(
                    findings,
                    f"the file inflates to more than {size // 2**20} MB from {len(data) / 2**20:.1f} MB",
                    "unpack it yourself and check what is inside",
                )
                return None
            parts.append(chunk)
            chunk = machine.decompress(machine.unconsumed_tail, 2**24)
    except zlib.error:
        parts = []
    if not machine.eof:
        _stop(findings, "the compressed file is damaged or cut short", "copy or export it again")
        return None
    return b"".join(parts)


def _decoded(data: bytes, findings: Findings) -> tuple[str, str] | None:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        tries = [("utf-16", "UTF-16")]
    elif data[:3] == b"\xef\xbb\xbf":
        tries = [("utf-8-sig", "UTF-8 with a byte order mark")]
    else:
        tries = [("utf-8", "UTF-8"), ("cp1252", "Windows-1252")]
    for codec, name in tries:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text, name
    line = data[: max(data.find(b"\0"), 0)].count(b"\n") + 1
    _stop(
        findings,
        f"this is not text in UTF-8 or Windows-1252 (first strange byte near line {line})",
        "save it as CSV UTF-8",
    )
    return None


def _clean_name(name: str) -> str:
    return " ".join(name.replace("\xa0", " ").split())


def _header(text: str, wanted: list[str], findings: Findings, cure: str) -> tuple[str, list[str]] | None:
    """The delimiter under which the first line shows most of the wanted columns, and that line's names."""
    csv.field_size_limit(2**20)
    plain = {_clean_name(name) for name in wanted}
    best: tuple[int, int, str, list[str]] = (-1, 0, ",", [])
    for delimiter in DELIMITERS:
        try:
            names = next(csv.reader(io.StringIO(text[: 2**20], newline=""), delimiter=delimiter))
        except (csv.Error, StopIteration):
            continue
        score = (len(plain & {_clean_name(name) for name in names}), len(names))
        if score > best[:2]:
            best = (*score, delimiter, names)
    delimiter, names = best[2], [_clean_name(name) for name in best[3]]
    if not any(names):
        _stop(
            findings,
            "the first line is blank",
            "the first line must hold the column names; delete what stands above them",
        )
        return None
    if len(names) > MOST_COLUMNS:
        _stop(findings, f"{len(names)} columns", f"export at most {MOST_COLUMNS} columns")
        return None
    if best[0] == 0:
        first = masked(best[3][0])
        _stop(
            findings,
            f'none of the columns wanted is in the first line (it begins "{first}")',
            f"the first line must hold the column names; delete titles above them, or {cure}",
        )
        return None
    return delimiter, names


def _matched(header: list[str], wanted: list[str], findings: Findings, cure: str) -> dict[str, int]:
    """Wanted column -> its place in the file; missing and repeated ones become findings."""
    kept: dict[str, int] = {}
    for name in wanted:
        places = [place for place, other in enumerate(header) if other == _clean_name(name)]
        if not places:
            guess = nearest(name, [other for other in header if other])
            findings.add(
                Finding(
                    "missing_column",
                    True,
                    f'there is no column "{name}"',
                    guess or f"{cure}, or export it",
                    name,
                    f"one of {', '.join(masked(other) for other in header if other)}"[:400],
                    (1,),
                )
            )
        elif len(places) > 1:
            findings.add(
                Finding(
                    "repeated_column",
                    True,
                    f"{len(places)} columns have this name",
                    "rename or delete one of them",
                    name,
                    "each name once",
                    (1,),
                )
            )
        else:
            kept[name] = places[0]
    return kept


def _table(
    text: str, delimiter: str, header: list[str], kept: dict[str, int], findings: Findings
) -> tuple[Any, Any, int]:
    """Rows as text columns, their line numbers, and how many blank rows were skipped.

    Rows with a wrong number of cells cannot be trusted in any column: they are listed and left out.
    """
    import numpy as np
    import pandas as pd
    import pyarrow as pa
    from pyarrow import csv as arrow

    ragged: list[tuple[int, int]] = []  # (row number, cells; 0 cells = a quotation mark that swallowed further rows)

    def strange(row: Any) -> str:
        ragged.append((row.number, 0 if "\n" in row.text else row.actual_columns))
        return "skip"

    inside = [f"c{place}" for place in range(len(header))]
    try:
        table = arrow.read_csv(
            io.BytesIO(text.encode("utf-8")),
            # One thread: only then does the reader know the number of a faulty row.
            read_options=arrow.ReadOptions(
                column_names=inside, use_threads=False, skip_rows_after_names=0, block_size=2**26
            ),
            parse_options=arrow.ParseOptions(
                delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=strange
            ),
            convert_options=arrow.ConvertOptions(
                column_types={name: pa.string() for name in inside},
                strings_can_be_null=False,
                include_columns=[inside[place] for place in kept.values()] or inside[:1],
            ),
        )
    except pa.ArrowInvalid:
        _stop(
            findings,
            "the rows cannot be told apart (an unclosed quotation mark?)",
            "open it in Excel and save it as CSV UTF-8 again",
        )
        return pd.DataFrame(), np.zeros(0, np.int64), 0
    skipped = np.array([number for number, _ in ragged], np.int64)
    lines = np.setdiff1d(np.arange(1, table.num_rows + len(skipped) + 1), skipped, assume_unique=True)[1:]
    columns = [
        pd.Series(table.column(inside[place]).to_pandas().iloc[1:].to_numpy(object), dtype="str")
        for place in kept.values()
    ]
    frame = pd.DataFrame(dict(zip(kept, columns, strict=True)), index=range(len(lines)))
    for name in frame:
        frame[name] = frame[name].str.replace("\xa0", " ").str.strip()
    empty = (frame == "").all(axis=1).to_numpy() if len(frame.columns) else np.zeros(len(frame), bool)
    for cells in sorted({count for _, count in ragged}):
        what = (
            f"{cells} cells where the first line has {len(header)}"
            if cells
            else "a quotation mark that opens here swallows the rows after it"
        )
        findings.add(
            Finding(
                "ragged_rows",
                True,
                what,
                "a delimiter, line break or quotation mark inside a text: quote that text or remove the mark, or "
                "export again",
                allowed=f"{len(header)} cells",
                lines=tuple(number for number, count in ragged if count == cells),
            )
        )
    return frame[~empty].reset_index(drop=True), lines[~empty], int(empty.sum())
