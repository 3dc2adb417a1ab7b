"""``muster fit``: a call-for-service extract becomes a study."""

from __future__ import annotations

from pathlib import Path

from sim.commands.options import Options, exactly_one
from sim.faults import Faults
from sim.overrides import split_paths

HELP = """muster fit EXTRACT mapping=MAPPING.yaml [out=FOLDER]

Reads an extract (.csv, .csv.gz), says in plain words what is wrong with it, fits demand and durations, and writes a study
that `muster sweep study=FOLDER` runs. The mapping says which column is which; sim/planner/README.md shows how.

  muster fit calls.csv mapping=calls_mapping.yaml out=my_force
"""


def run(words: list[str], _: Options) -> int:
    """Fit one extract and print the report."""
    from sim.planner.fit import fit_extract

    mapping = [word for word in words if word.startswith("mapping=")]
    paths, rest = split_paths([word for word in words if word not in mapping])
    extract = exactly_one("fit", rest, "one extract", "muster fit calls.csv mapping=calls_mapping.yaml out=my_force")
    if len(mapping) != 1:
        faults = Faults("the command line")
        cure = "add mapping=FILE.yaml; sim/planner/README.md shows one"
        faults.add("mapping=", f"{len(mapping)} mappings", "one mapping file", cure)
        faults.raise_any()
    out = Path(paths.get("out", Path("studies") / Path(extract).name.split(".")[0]))
    result = fit_extract(Path(extract), Path(mapping[0].partition("=")[2]), out)
    print(result.report)
    print(f"\nThe study: {result.folder}\nTo run it: muster sweep study={result.folder}")
    return 0
