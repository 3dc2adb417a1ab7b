"""The command line: find the verb, let it work, answer errors in plain words.

Exit status: 0 done; 2 the input or configuration is wrong and nothing ran; 3 finished with some replications failed; 130
interrupted, and the same command goes on; 1 anything unexpected.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from types import ModuleType

from sim.commands.options import Options
from sim.faults import FaultReport, Faults, listed, nearest

DONE, UNEXPECTED, WRONG_INPUT, INTERRUPTED = 0, 1, 2, 130

VERBS = {
    "run": "run",
    "sweep": "sweep",
    "strength": "strength",
    "list": "listing",
    "explain": "explain",
    "fit": "fit",
    "compare": "compare",
    "report": "report",
    "trace": "trace",
    "survey": "survey",
    "screen": "screen",
    "check": "check",
    "roster": "roster",
}

HELP = """muster: what a roster, a staffing cut or a partner shortfall does to the public's wait and to the officers who work it.

  muster run run=smoke                              one scenario, a summary and a page, in seconds
  muster sweep scenario=first_look                  rosters x cuts x partner shortfall, compared
  muster sweep "roster=gmp_vsa,six_on_three_off" "staffing.cut=0,0.1"

Verbs: run, sweep, strength, screen, list, explain, fit, compare, report, trace, survey, check, roster. `muster VERB --help`
says more of each; `muster list` shows what can be chosen. Words after a verb are noun=option or noun.key=value.
Switches: --quiet no progress, --debug tracebacks, --cfg job shows the composed configuration, -m is sweep.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in words
    try:
        return _serve(words)
    except FaultReport as error:  # the user's to mend, so no traceback even with --debug
        print(error, file=sys.stderr)
        return WRONG_INPUT
    except KeyboardInterrupt:
        print("Interrupted.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone: nothing is wrong here
        sys.stderr.close()
        return DONE
    except Exception as error:
        if debug:
            raise
        print(f"Something unexpected went wrong: {type(error).__name__}: {error}", file=sys.stderr)
        print("The same command with --debug shows where.", file=sys.stderr)
        return UNEXPECTED


def _serve(words: list[str]) -> int:
    switches, words = _take_switches(words)
    if not words or words[0] in ("help", "-h", "--help"):
        print(HELP, end="")
        return DONE
    verb = _verb(words[0], "multirun" in switches)
    if "strict" in switches and words[0] != "check":
        faults = Faults("the command line")
        faults.add("--strict", f"muster {words[0]} does not take it", "muster check ROSTER --strict", "leave it out")
        faults.raise_any()
    if "help" in switches:
        print(verb.HELP, end="")
        return DONE
    options = Options(
        quiet="quiet" in switches, debug="debug" in switches, show_configuration="configuration" in switches,
        strict="strict" in switches,
    )
    return int(verb.run(words[1:], options))


def _take_switches(words: list[str]) -> tuple[set[str], list[str]]:
    """Take the switches out of the words; ``--cfg job``, ``-c job``, ``-m`` and ``--multirun`` are Hydra users' habits."""
    names = {
        "--quiet": "quiet", "-q": "quiet", "--debug": "debug", "-m": "multirun", "--multirun": "multirun",
        "--help": "help", "-h": "help", "--cfg": "configuration", "-c": "configuration", "--strict": "strict",
    }
    switches: set[str] = set()
    rest: list[str] = []
    faults = Faults("the command line")
    for i, word in enumerate(words):
        if word in names and not (i == 0 and word in ("-h", "--help")):
            switches.add(names[word])
        elif word in ("job", "all") and i and words[i - 1] in ("--cfg", "-c"):
            continue
        elif word.startswith("-") and i and not word.lstrip("-")[:1].isdigit():
            like = nearest(word, names)
            faults.add(word, "no such switch", listed(names), f"did you mean {like}?" if like else "muster --help shows all")
        else:
            rest.append(word)
    faults.raise_any()
    return switches, rest


def _verb(name: str, multirun: bool) -> ModuleType:
    if name not in VERBS:
        faults, like = Faults("the command line"), nearest(name, VERBS)
        cure = f"did you mean muster {like}?" if like else "muster --help shows what each does"
        faults.add(f"muster {name}", "no such verb", listed(VERBS), cure)
        faults.raise_any()
    if multirun and name == "run":
        name = "sweep"
    return importlib.import_module(f"sim.commands.{VERBS[name]}")


if __name__ == "__main__":
    sys.exit(main())
