"""``python -m benchmarks [--quick] [--json FILE]``: the side-by-side tables, every figure with its range."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from benchmarks.memory import peak_megabytes
from benchmarks.years import QUICK_DAYS, YEAR_DAYS, side_by_side


def main() -> None:
    """Measure, print, and write the figures where asked."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_DAYS} days instead of a year")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    arguments = parser.parse_args()
    days = QUICK_DAYS if arguments.quick else YEAR_DAYS
    timings, facts = side_by_side(days, turns=5, reference_turns=3 if arguments.quick else 1)
    facts["peak memory of a replication, MB"] = peak_megabytes(days)
    print(f"County force, {days} days, sickness feedback on; seconds, median (least - most) of the turns")
    for timing in timings:
        print(f"  {timing.name:<34}{timing.median:9.3f}  ({min(timing.seconds):.3f} - {max(timing.seconds):.3f})")
    for name, value in facts.items():
        print(f"  {name:<34}{value:12,.1f}")
    if arguments.json:
        figures = {"days": days, "facts": facts, "seconds": {timing.name: timing.seconds for timing in timings}}
        arguments.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
