"""Running a study and saying what came of it: the one path behind ``run`` and ``sweep``."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal

from sim.commands.holding import try_rules
from sim.commands.options import RESULTS, Options
from sim.faults import Faults
from sim.studies import Study, StudyScenario, study_scenarios

FEW_DAYS = 1_000  # simulated days that one process deals with in about the time that workers take to start
MOST_REPLICATIONS = 200_000
DISAGREE = 1  # an audit found the engines apart: that is a fault of Muster, not of the study


def run_and_report(study: Study, out: str | None, command: str, options: Options) -> int:
    """Run every replication that is not stored yet, build the page, print the finding; return the exit status."""
    # Heavy modules are imported when their turn comes, so that a wrong word is answered at once.
    from sim.experiments.runner import run_study
    from sim.experiments.study_run import INTERRUPTED
    from sim.replication import audit_replication, simulate, warm_up
    from sim.sampling import refuse_what_cannot_be_sampled

    scenarios = study_scenarios(study)
    first = scenarios[0].scenario
    if options.show_configuration:
        print(configuration_text(scenarios))
        return 0
    folder = Path(out) if out else RESULTS / study.name
    refuse_endless(scenarios)
    refuse_what_cannot_be_sampled(each.scenario for each in scenarios)
    refuse_unwritable(folder)
    done = run_study(
        study.name, scenarios, folder, simulate=simulate, workers=workers_for(scenarios),
        replications=first.run.replications, progress="quiet" if options.quiet else "auto", audit=audit_replication,
        question=study.question, inputs=input_files(study), about=about(study, scenarios), command=command, warm_up=warm_up,
    )
    lines, stopped = done.in_words(), False
    if not done.interrupted and done.stored_before + done.ran > len(done.failures):
        if study.minimum_strength:
            find_strength(folder, scenarios, options)
        stopped = try_rules(folder, study, scenarios, command, options)
        print(report(folder))
        if study.minimum_strength:
            print(export_chosen(folder, scenarios))
    doubtful = [verdict for verdict in done.audit if verdict.get("verdict") not in ("identical", "error")]
    lines += [f"THE ENGINES DISAGREE, do not use these results: {verdict}" for verdict in doubtful]
    print("\n".join(lines), file=sys.stderr)
    return DISAGREE if doubtful else INTERRUPTED if stopped else done.exit_status


def find_strength(folder: Path, scenarios: Sequence[StudyScenario], options: Options) -> None:
    """Find the minimum strength of the study's baseline and keep it in the results folder."""
    from sim.experiments.progress import progress_for
    from sim.planner.strength.store import find_and_store

    find_and_store(folder, scenarios, progress_for("quiet" if options.quiet else "auto"))


def export_chosen(folder: Path, scenarios: Sequence[StudyScenario]) -> str:
    """Export the roster that leaves the fewest officer-hours short; return in words where it is."""
    from sim.planner.rosters.export import export_roster
    from sim.planner.strength.store import CHOSEN, GAPS, best_option

    name = best_option(folder)
    chosen = next(each for each in scenarios if each.id == name)
    if chosen.scenario.roster.always_on:
        return f"Hours with too few officers: {folder / GAPS}"
    table = folder / CHOSEN
    for old in (table, table.with_suffix(".json")):
        old.unlink(missing_ok=True)
    export_roster(chosen.scenario.roster, chosen.scenario.force.time_zone, table)
    title = chosen.scenario.roster.title
    return f"The roster with the smallest gaps, {title}: {table}\nHours with too few officers: {folder / GAPS}"


def refuse_endless(scenarios: Sequence[StudyScenario]) -> None:
    """Raise a FaultReport for a study that nobody will live to see the end of."""
    each = scenarios[0].scenario.run
    total = len(scenarios) * each.replications
    if total > MOST_REPLICATIONS:
        faults = Faults("the study")
        faults.add(
            "run.replications",
            f"{len(scenarios)} scenarios x {each.replications} replications = {total} runs",
            f"at most {MOST_REPLICATIONS} runs in one study",
            "sweep fewer values, or fewer replications; a folder can be grown later",
        )
        faults.raise_any()


def refuse_unwritable(folder: Path) -> None:
    """Raise a FaultReport, before anything runs, for a place where no results folder can be made."""
    place = folder
    while not place.exists() and place != place.parent:
        place = place.parent
    try:
        if folder.exists() and not folder.is_dir():
            return  # a file: the runner says so in its own words
        with tempfile.TemporaryFile(dir=place):
            return
    except OSError as error:
        faults = Faults("the study")
        faults.add(f"out={folder}", f"nothing can be written there ({error.strerror or error})", "a folder you may write to",
                   "out=results/NAME, or leave out= away")
        faults.raise_any()


def refuse_file(folder: Path, subject: str) -> None:
    """Raise a FaultReport where a file stands in the place of the folder for results."""
    if folder.is_file():
        faults = Faults(subject)
        faults.add(f"out={folder}", "a file", "a folder", "choose another name")
        faults.raise_any()


def workers_for(scenarios: Sequence[StudyScenario]) -> int | Literal["auto"]:
    """Return the workers to use: as configured, but none are started for work that is done before they would be up."""
    run = scenarios[0].scenario.run
    days = sum(each.scenario.run.replications * (each.scenario.run.days + each.scenario.run.warmup_days) for each in scenarios)
    return 1 if run.workers == "auto" and days <= FEW_DAYS else run.workers


def report(folder: Path) -> str:
    """Build the page of a results folder, and its attributions; return the finding in words with the page's place."""
    from sim.reports import build_dashboard, finding_in_words
    from sim.reports.attribution_export import write_attributions

    write_attributions(folder)
    page = build_dashboard(folder)
    return f"{finding_in_words(folder)}\n\nThe page: {page}"


def configuration_text(scenarios: Sequence[StudyScenario]) -> str:
    """Return the composed configuration of every scenario as YAML, the way ``--cfg job`` shows it."""
    import yaml

    parts = []
    for scenario in scenarios:
        text = yaml.safe_dump(scenario.scenario.model_dump(mode="json"), sort_keys=False, default_flow_style=None, width=120)
        parts.append(f"# {scenario.label}\n{text}")
    return "---\n".join(parts)


def input_files(study: Study) -> dict[str, str]:
    """Return the planner's own files with their SHA-256, by name."""
    if study.folder is None or not (study.tables or study.protocol):
        return {}
    from sim.experiments.manifest import input_digests

    return input_digests(sorted(study.folder.glob("*.yaml")))


def about(study: Study, scenarios: Sequence[StudyScenario]) -> dict[str, Any]:
    """Return what pages tell about a study beyond its numbers: paid hours, assumptions, bank holidays."""
    from sim.assumptions import assumptions_of
    from sim.inputs.rosters import paid_hours
    from sim.replication import plan_of

    rosters = {scenario.scenario.roster.title: scenario.scenario.roster for scenario in scenarios}
    first = scenarios[0].scenario
    calendar = plan_of(first).calendar
    return {
        "seed_row": study.seed_row,
        **({"protocol": study.protocol.model_dump(mode="json")} if study.protocol else {}),
        **({"doubts": list(study.doubts)} if study.doubts else {}),
        **({"attribute": [each.model_dump(mode="json") for each in study.attribute]} if study.attribute else {}),
        "seed": first.run.seed,
        "engine": first.engine,
        "run": first.run.model_dump(mode="json"),
        "paid_hours": [
            {"roster": title, "words": paid_hours(roster).how}
            for title, roster in rosters.items()
            if not roster.always_on
        ],
        "assumptions": assumptions_of([scenario.scenario for scenario in scenarios]),
        "bank_holidays": {
            "source": calendar.holiday_source,
            "days": [f"{holiday.day.isoformat()} {holiday.name}" for holiday in calendar.bank_holidays],
        },
    }
