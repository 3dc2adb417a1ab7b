"""The report of a fit: what was read, what was left out, what was estimated, how well it fits and what it cannot
tell.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np

from sim.planner.call_types import Groups, OfficersFit
from sim.planner.clean import CleanExtract
from sim.planner.demand_fit import DemandFit
from sim.planner.document import Document
from sim.planner.durations_fit import QQ_AT, DurationFit, DurationFits
from sim.planner.findings import Findings
from sim.planner.mapping import Mapping
from sim.planner.observed import Observation
from sim.planner.sizing import Size

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

ALWAYS_TRUE = [
    "An incident log shows demand that was recorded: calls abandoned, refused or never logged are invisible, and "
    "what was attended was "
    "limited by the officers there were.",
    "Waits in the extract are a result of the staffing of its time. They are kept in observed.csv to hold the "
    "model against; they are not "
    "an input.",
    "Months are flat: this many weeks cannot tell the seasons. Set `monthly` in demand.yaml if you know them.",
    "Time at the scene is of the first unit recorded, per incident; the model gives it to every officer sent.",
    "Linked logs, re-opened incidents and units that joined later are not visible; check totals against your own "
    "statistics.",
    "Past incidents carry past decisions on where to look and what to record: this is a workload model, never a "
    "forecast of crime.",
]


def fit_document(
    mapping: Mapping,
    clean: CleanExtract,
    groups: Groups,
    demand: DemandFit,
    durations: DurationFits,
    officers: OfficersFit,
    size: Size,
    force_notes: list[str],
    observed: list[Observation],
) -> Document:
    """The whole report as a document."""
    doc = Document(f"Fit of {mapping.title}")
    _read(doc, clean)
    _findings(doc, clean.findings, clean.raw.file)
    _demand(doc, mapping, clean, demand)
    _types(doc, groups, demand, durations, officers, mapping)
    _durations(doc, durations)
    doc.heading("The force that is assumed")
    doc.items(
        [
            *force_notes,
            f"over the stated range of completeness: {size.low} to {size.high} officers",
            "partner services: none of this can be read from an extract; probabilities are the mapping's "
            "assumption, capacities those of "
            "the example county. Put your partners' own in a partners table before trusting the shortfall axis.",
        ]
    )
    _observed(doc, observed, mapping)
    doc.heading("What an extract cannot tell")
    doc.items([*ALWAYS_TRUE, *mapping.notes])
    return doc


def _read(doc: Document, clean: CleanExtract) -> None:
    raw, window = clean.raw, clean.window
    doc.heading("What was read")
    doc.say(
        f"{raw.file}: {raw.rows:,} rows, {raw.encoding}, {raw.delimiter}-separated, every value read as text"
        + (f"; {raw.blank_rows} blank rows skipped" if raw.blank_rows else "")
        + f". SHA-256 {raw.sha256[:16]}..."
    )
    doc.say(
        f"Fitted on {window.weeks} whole weeks, {window.first:%A %d %B %Y} to {window.last:%A %d %B %Y}"
        + (f", less {', '.join(f'{day:%d %B %Y}' for day in window.left_out)}" if window.left_out else "")
        + f": {len(window.days)} days, {window.exposure.sum():,.0f} elapsed hours."
    )
    doc.table("From rows in the file to rows used", ["step", "rows"], [[k, f"{v:,}"] for k, v in clean.counts.items()])
    doc.table(
        "Share of used rows without a value", ["column", "missing"], [[k, f"{v:.1%}"] for k, v in clean.missing.items()]
    )


def _findings(doc: Document, findings: Findings, file: str) -> None:
    doc.heading("What was noticed")
    shown, left = findings.capped(findings.items)
    if not shown:
        doc.say("Nothing: no row was left out and no rule was broken.")
    for accepted, words in (
        (False, "Not yet accepted (name the rule under `accepted` in the mapping once you have looked):"),
        (True, "Accepted in the mapping:"),
    ):
        lines = [f"[{item.rule}] {item.sentence(file)}" for item in shown if item.accepted == accepted]
        if lines:
            doc.say(words)
            doc.items(lines)
    doc.items([f"{kinds} more kinds of {rule} in faults.csv" for rule, kinds in left.items()])


def _demand(doc: Document, mapping: Mapping, clean: CleanExtract, demand: DemandFit) -> None:
    week, days, share = demand.week, demand.days, mapping.completeness
    doc.heading("How much, and when")
    seen = float((week.rate * clean.window.exposure).sum() / clean.window.exposure.sum())
    doc.say(
        f"{seen:.2f} incidents an hour in the extract. Scaled up by {demand.scale_up:.3f} (believed "
        f"{share.share:.0%} complete, range "
        f"{share.low:.0%} to {share.high:.0%}: {share.why}): {demand.per_year:,.0f} logged a year, "
        f"{demand.per_year * share.share / share.high:,.0f} to {demand.per_year * share.share / share.low:,.0f} "
        f"over that range."
    )
    low, high = int(week.rate.argmin()), int(week.rate.argmax())
    doc.say(
        f"Quietest hour {_hour(low)} with {week.rate[low]:.2f} an hour, busiest {_hour(high)} with "
        f"{week.rate[high]:.2f}. Each hour of the "
        f"week is shrunk towards its kind of day (Monday to Thursday share a shape, each at its level; "
        f"neighbouring hours 1/4, 1/2, 1/4); "
        f"the reading itself keeps {week.kept:.0%} of the weight, as much as its scatter beyond chance asks for."
    )
    doc.say(
        f"Days vary beyond chance by {days.without_odd:.1%} (cv, day_to_day_cv in demand.yaml; {days.cv:.1%} with "
        f"the days named above). "
        f"Variance / mean of daily counts around the week's shape: {days.dispersion:.2f} over {days.days} days."
    )
    table = week.rate.reshape(7, 24)
    doc.table(
        "Incidents an hour as seen (before scaling up)",
        ["day", *(f"{hour:02d}" for hour in range(24))],
        [[name, *(f"{value:.1f}" for value in table[day])] for day, name in enumerate(DAYS)],
    )


def _hour(place: int) -> str:
    return f"{DAYS[place // 24]} {place % 24:02d}:00"


def _types(
    doc: Document, groups: Groups, demand: DemandFit, durations: DurationFits, officers: OfficersFit, mapping: Mapping
) -> None:
    doc.heading("What kinds")
    rows = []
    for code, name in enumerate(groups.names):
        counts = demand.grades[code]
        mix = " ".join(f"{g} {w:.0%}" for g, w in zip(mapping.grades, counts / counts.sum(), strict=True))
        scene = durations.scene[name]
        kinds = len(groups.members[name])
        rows.append(
            [
                name,
                f"{counts.sum():,.0f}",
                str(kinds),
                f"{demand.rates[code].sum() / demand.rates.sum():.1%}",
                mix,
                f"{demand.attended[code]:.0%}",
                f"{officers.mean(name):.2f}",
                f"{scene.model_mean:.0f}",
            ]
        )
    doc.table(
        "Groups of call types",
        ["group", "rows", "call types", "share", "grades", "attended", "officers", "scene, mean min"],
        rows,
    )
    means = (
        "no row means not attended"
        if mapping.no_arrival_means == "not_attended"
        else "no arrival time means it was not recorded, so attended"
    )
    doc.say(
        f"Officers needed: {officers.source}; {officers.matched:.0%} of rows found in the table. Attended: {means}."
    )


def _durations(doc: Document, durations: DurationFits) -> None:
    doc.heading("How long")
    rows = [
        *((f"scene: {n}", f) for n, f in durations.scene.items()),
        ("scene: all together", durations.scene_all),
        *((f"travel: {n}", f) for n, f in durations.travel.items()),
    ]
    doc.say(
        "A family is used when its curve stays within the stated distance of the data and its mean within 10 %; "
        "otherwise the data's own "
        "quantiles are, at least ten rows apart, with the data's mean."
    )
    doc.table(
        "Chosen distributions (minutes)",
        ["what", "n", "zeros", "left out", "mean seen", "mean in model", "chosen", "why"],
        [
            [name, f"{f.n:,}", str(f.zeros), f"{f.left_out:,}", f"{f.mean:.1f}", f"{f.model_mean:.1f}", f.chosen, f.why]
            for name, f in rows
        ],
    )
    doc.table(
        "Distance between curve and data (0 = the same)",
        ["what", "limit", "lognormal", "gamma", "weibull", "exponential"],
        [
            [
                name,
                f"{f.limit:.3f}",
                *(_distance(f, family) for family in ("lognormal", "gamma", "weibull", "exponential")),
            ]
            for name, f in rows
        ],
    )
    doc.table(
        "Quantiles of the data / of the most likely family (minutes)",
        ["what", *(f"{q:.0%}" for q in QQ_AT)],
        [
            [name, *(f"{a:.1f} / {b:.1f}" for a, b in zip(f.observed, f.families[0].quantiles, strict=True))]
            for name, f in rows
            if f.observed and f.families and not f.pooled
        ],
    )


def _distance(fit: DurationFit, family: str) -> str:
    found = [f"{item.ks:.3f} (mean {item.mean:.0f})" for item in fit.families if item.family == family]
    return found[0] if found else "-"


def _observed(doc: Document, observed: list[Observation], mapping: Mapping) -> None:
    doc.heading("What was seen of outcomes (for validation, not input)")
    by = {(item.metric, item.group): item for item in observed}
    rows = []
    for group in ["", *(f"grade={name}" for name in mapping.grades)]:
        cells = [by.get((metric, group)) for metric in ("wait_p50_min", "wait_p90_min", "attended_within_target")]
        if cells[0] is not None:
            rows.append(
                [
                    group or "all",
                    f"{cells[0].n:,}",
                    *(f"{c.value:.1f}" if c else "-" for c in cells[:2]),
                    f"{cells[2].value:.1%}" if cells[2] else "-",
                ]
            )
    doc.table(
        "Created to first officer there", ["grade", "n", "median, min", "90th percentile, min", "within target"], rows
    )


def fit_numbers(
    mapping: Mapping, clean: CleanExtract, demand: DemandFit, durations: DurationFits, officers: OfficersFit, size: Size
) -> dict[str, Any]:
    """The figures of a fit as plain data (fit.json): counts, rates, goodness of fit; no record of the extract."""
    window = clean.window
    return {
        "schema": 1,
        "source": {
            "file": clean.raw.file,
            "sha256": clean.raw.sha256,
            "encoding": clean.raw.encoding,
            "delimiter": clean.raw.delimiter,
        },
        "window": {
            "first": str(window.first),
            "last": str(window.last),
            "weeks": window.weeks,
            "days": len(window.days),
            "left_out": [str(day) for day in window.left_out],
            "elapsed_hours": float(window.exposure.sum()),
        },
        "rows": clean.counts,
        "missing": _rounded(clean.missing),
        "intervals": clean.intervals,
        "odd_days": _rounded(clean.odd_days),
        "level_change": {name: asdict(found) if found is not None else None for name, found in clean.level.items()},
        "findings": [
            {"rule": f.rule, "accepted": f.accepted, "column": f.column, "rows": f.count, "what": f.what}
            for f in clean.findings.items
        ],
        "demand": {
            "per_hour_seen": _figure(demand.week.rate @ window.exposure / window.exposure.sum()),
            "scale_up": _figure(demand.scale_up),
            "per_year": _figure(demand.per_year),
            "hour_of_week": [_figure(value) for value in demand.week.rate],
            "hour_of_week_unsmoothed": [_figure(value) for value in demand.week.raw],
            "weight_of_readings": _figure(demand.week.kept),
            "day_to_day_cv": _figure(demand.days.without_odd),
            "day_to_day_cv_all_days": _figure(demand.days.cv),
            "dispersion": _figure(demand.days.dispersion),
            "types": {
                name: {
                    "rows": int(demand.grades[code].sum()),
                    "grades": [int(v) for v in demand.grades[code]],
                    "attended": _figure(demand.attended[code]),
                    "officers": officers.mean(name),
                }
                for code, name in enumerate(demand.types)
            },
        },
        "durations": {
            "scene": {name: _duration(f) for name, f in durations.scene.items()},
            "scene_all": _duration(durations.scene_all),
            "travel": {name: _duration(f) for name, f in durations.travel.items()},
        },
        "officers_table_matched": _figure(officers.matched),
        "force": asdict(size),
        "completeness": mapping.completeness.model_dump(),
    }


def _figure(value: Any) -> float:
    return float(f"{float(value):.6g}")


def _rounded(table: dict[str, float]) -> dict[str, float]:
    return {key: _figure(value) for key, value in table.items()}


def _duration(fit: DurationFit) -> dict[str, Any]:
    shown = fit.n >= 10
    return {
        "n": fit.n,
        "zeros": fit.zeros,
        "left_out": fit.left_out,
        "mean": _figure(fit.mean) if shown and np.isfinite(fit.mean) else None,
        "model_mean": _figure(fit.model_mean),
        "chosen": fit.chosen,
        "why": fit.why,
        "pooled": fit.pooled,
        "limit": _figure(fit.limit),
        "observed_quantiles": dict(zip(map(str, QQ_AT), map(_figure, fit.observed), strict=False)),
        "families": {
            f.family: {
                "aic": _figure(f.aic),
                "ks": _figure(f.ks),
                "mean": _figure(f.mean),
                "cv": _figure(f.cv),
                "quantiles": [_figure(q) for q in f.quantiles],
            }
            for f in fit.families
        },
    }
