"""``muster fit``: a call-for-service extract becomes a study."""

from __future__ import annotations

from pathlib import Path

from sim.commands.options import Options, exactly_one, refuse_paths
from sim.faults import Faults, nearest
from sim.overrides import split_paths

HELP = """muster fit EXTRACT mapping=MAPPING.yaml [out=FOLDER]

Reads an extract (.csv, .csv.gz), says in plain words what is wrong with it, fits demand and durations, and writes a study
that `muster sweep study=FOLDER` runs. The mapping says which column is which; sim/planner/README.md shows how.

  muster fit calls.csv mapping=calls_mapping.yaml out=my_force

Without out= the study goes to studies/<extract>, here studies/calls. What you have changed there is never written over: fit
says which files, and you choose another out= or put them aside. Results are named after the study's name in the mapping.
"""

EXAMPLE = "muster fit calls.csv mapping=calls_mapping.yaml out=my_force"
TAKES = ("mapping", "out")


def run(words: list[str], _: Options) -> int:
    """Fit one extract and print the report."""
    from sim.planner.fit import fit_extract

    mapping = [word for word in words if word.startswith("mapping=")]
    paths, rest = split_paths([word for word in words if word not in mapping])
    refuse_paths("fit", paths, ("out",))
    faults = Faults("the command line")
    for word in [word for word in rest if "=" in word and not Path(word).exists()]:
        rest.remove(word)
        name, value = word.split("=", 1)
        like = nearest(name, TAKES)
        cure = f"did you mean {like}={value}" if like else "leave it out; what is fitted is said in the mapping"
        faults.add(word, f"muster fit does not take {name}=", "mapping= and out=", cure)
    faults.raise_any()
    extract = exactly_one("fit", rest, "one extract", EXAMPLE)
    if not extract:
        faults.add("muster fit ''", "an empty word for the extract", "one extract", EXAMPLE)
    if len(mapping) != 1 or mapping == ["mapping="]:
        cure = "add mapping=FILE.yaml; sim/planner/README.md shows one"
        faults.add("mapping=", f"{len([word for word in mapping if word != 'mapping='])} mappings", "one mapping file", cure)
    faults.raise_any()
    out = Path(paths.get("out", Path("studies") / Path(extract).name.split(".")[0]))
    result = fit_extract(Path(extract), Path(mapping[0].partition("=")[2]), out)
    print(result.report)
    print(f"\nThe study: {result.folder}\nTo run it: muster sweep study={result.folder}")
    return 0
