"""From answers to tables: prevalence, links, groups and what single forces would be told; aggregates only, nobody in them.

Figures are rounded to what is shown, so that no count can be reckoned from one. Those of everybody stand beside those of
respondents only where who did not answer are none, or enough not to be spoken of.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from sim.measures.survey import OFTEN, VERY, Answers, cuts_moved, points
from sim.metrics.small_groups import hidden, rounded, share_shown
from sim.scenario import Survey
from sim.survey import published
from sim.survey.analysis import adjusted_odds, correlation, is_kept

Flags = npt.NDArray[np.bool_]
Row = dict[str, Any]

OUTCOMES = {"stress": "job very or extremely stressful", "wellbeing": "low wellbeing score"}
ADJUSTED_FOR = ("sex", "age", "service", "rank", "role")
_AGES = ((0, 30, "under 30"), (30, 40, "30 to 39"), (40, 50, "40 to 49"), (50, 200, "50 and over"))
_NOT_TOLD: Row = {"r": None, "p": None, "kept": False}
_SERVICE = ((0, 2, "under 2 years"), (2, 5, "2 to 4 years"), (5, 10, "5 to 9 years"), (10, 20, "10 to 19 years"),
            (20, 200, "20 years and over"))


@dataclass(frozen=True, eq=False)
class Sample:
    """The answers of all replications together, each of which is a force of its own; ``moved`` calibrates the stress item."""

    survey: Survey
    forces: tuple[Answers, ...]

    @cached_property
    def moved(self) -> float:
        """By how much the cuts of the stress item were moved."""
        return cuts_moved(self.all("job"), self.responds, self.survey)

    @cached_property
    def responds(self) -> Flags:
        """Who answers."""
        return self.all("responds")

    @cached_property
    def says(self) -> npt.NDArray[np.int64]:
        """Answers about each pressure, (officers, pressures)."""
        return self.all("says")

    @cached_property
    def job(self) -> npt.NDArray[np.int64]:
        """Answers about the job, 1 to 5."""
        return points(self.all("job"), self.survey.stress.cuts, self.moved)

    @cached_property
    def others(self) -> npt.NDArray[np.float64]:
        """What odds ratios are adjusted for, one column each; of roles all but the commonest."""
        role = self.trait("role")
        usual = int(np.bincount(role).argmax())
        roles = [role == place for place in range(len(self.forces[0].traits.roles)) if place != usual]
        columns = [self.trait("women"), self.trait("age"), self.trait("service"), self.trait("sergeants"), *roles]
        return np.column_stack(columns).astype(np.float64)

    def outcome(self, name: str) -> tuple[npt.NDArray[Any], Flags]:
        """Return an outcome as it is correlated, and as it is or is not there."""
        if name == "stress":
            return self.job, self.job >= VERY
        score = self.all("wellbeing")
        return score, score <= self.survey.wellbeing.low_to

    @property
    def least(self) -> int:
        """How many officers are the fewest that are told of."""
        return self.survey.protection.smallest_group

    @cached_property
    def tells_of_all(self) -> bool:
        """Whether figures of everybody may be shown: else they would be, less those of respondents, figures of a few."""
        silent = int((~self.responds).sum())
        return silent == 0 or silent >= self.least

    def shown(self, those: Flags) -> float | None:
        """Return the share of respondents who are among ``those``, nothing where a small number would show."""
        return _rounded(share_shown(int(those.sum()), those.size, self.least))

    def of_all(self, those: Flags) -> float | None:
        """Return the share of everybody asked who are among ``those``, nothing where a small number would show."""
        return self.shown(those) if self.tells_of_all else None

    def mean_of_all(self, values: npt.NDArray[Any]) -> float | None:
        """Return the mean of everybody asked, nothing where it would give a few away."""
        return _mean(values) if self.tells_of_all else None

    def all(self, name: str) -> npt.NDArray[Any]:
        """Return one column of the answers, all forces one after the other."""
        return np.concatenate([getattr(force, name) for force in self.forces])

    def trait(self, name: str) -> npt.NDArray[Any]:
        """Return one trait of everybody asked."""
        return np.concatenate([getattr(force.traits, name) for force in self.forces])


def prevalence(sample: Sample) -> list[Row]:
    """Return for each pressure who says it is frequent, of respondents and of all, and for whom it is so, all as shares."""
    bears, rows = sample.all("bears"), []
    for column, name in enumerate(sample.forces[0].pressures):
        says = sample.says[:, column] >= OFTEN
        rows.append({"pressure": name, "respondents_say": sample.shown(says[sample.responds]),
                     "all_would_say": sample.of_all(says), "all_bear": sample.of_all(bears[:, column]),
                     "published": published.prevalence_of(name)})
    return rows


def welfare(sample: Sample) -> list[Row]:
    """Return stress at work and outside it and wellbeing, of respondents and of all."""
    answered = sample.responds
    outside = points(sample.all("outside"), sample.survey.outside.cuts) >= VERY
    score, low = sample.outcome("wellbeing")
    stressed = sample.outcome("stress")[1]
    rows = [
        ("job very or extremely stressful", "share", stressed, published.STRESSED),
        ("life outside work very or extremely stressful", "share", outside, published.OUTSIDE),
        ("wellbeing score (SWEMWBS-equivalent mapping), mean", "points", score, published.WELLBEING),
        ("low wellbeing score", "share", low, published.LOW_WELLBEING),
    ]
    return [{"figure": title, "unit": unit, "published": said,
             "all": sample.of_all(values) if unit == "share" else sample.mean_of_all(values),
             "respondents": sample.shown(values[answered]) if unit == "share" else _mean(values[answered])}
            for title, unit, values, said in rows]


def strain(sample: Sample) -> Row:
    """Return the mean strain of respondents and of all."""
    values = sample.all("strain")
    return {"respondents": _mean(values[sample.responds]), "all": sample.mean_of_all(values)}


def stress_points(sample: Sample) -> list[Row]:
    """Return the shares of the five answers about the job."""
    names = ("not at all", "mildly", "moderately", "very", "extremely")
    whose = {"respondents": sample.job[sample.responds], "all": sample.job}
    rows: list[Row] = [{"answer": name} for name in names]
    for who, answers in whose.items():
        counts = np.bincount(answers, minlength=len(names) + 1)[1:].tolist()
        for row, count, hides in zip(rows, counts, hidden(counts, sample.least), strict=True):
            told = not hides and (who == "respondents" or sample.tells_of_all)
            row[who] = _rounded(count / answers.size) if told else None
    return rows


def links(sample: Sample) -> list[Row]:
    """Return every pressure with every outcome: correlation, whether it is kept, and then its adjusted odds ratio.

    ``respondents`` is what a survey would find, ``all`` the same analysis with everybody's answers.
    """
    rows = []
    for outcome in OUTCOMES:
        value, present = sample.outcome(outcome)
        for column, name in enumerate(sample.forces[0].pressures):
            row: Row = {"pressure": name, "outcome": outcome}
            for who, these in (("respondents", sample.responds), ("all", np.ones(present.size, dtype=np.bool_))):
                told = who == "respondents" or sample.tells_of_all
                row[who] = _link(sample, sample.says[these, column], value[these], present[these], these) if told else _NOT_TOLD
            rows.append({**row, "published": published.odds_of(name, outcome)})
    return rows


def groups(sample: Sample) -> list[Row]:
    """Return respondents' stress and wellbeing by sex, age, service, rank and role; small groups hidden, counts rounded."""
    rows = []
    stressed, score = sample.outcome("stress")[1], sample.all("wellbeing")
    for by, parts in _breakdowns(sample):
        members = [these & sample.responds for _, these in parts]
        hides = hidden([int(these.sum()) for these in members], sample.least)
        for (group, _), these, hide in zip(parts, members, hides, strict=True):
            if not these.any():
                continue
            share = sample.shown(stressed[these])
            shown = {"respondents": rounded(int(these.sum())), "stressed": None if share is None else round(share, 2),
                     "wellbeing": round(float(score[these].mean()), 1)}
            rows.append({"by": by, "group": group, **(dict.fromkeys(shown) if hide else shown), "hidden": hide})
    return rows


def forces(sample: Sample) -> Row:
    """Return what single forces would be told, as the middle and the range over replications; nothing where too few answer."""
    least = sample.survey.protection.least_respondents
    reported = [force for force in sample.forces if int(force.responds.sum()) > least]
    told: Row = {"forces": len(sample.forces), "reported": len(reported), "more_respondents_than": least, "rows": []}
    if not reported:
        return told
    cuts = sample.survey.stress.cuts
    stressed = [points(force.job, cuts, sample.moved)[force.responds] >= VERY for force in reported]
    figures: dict[str, list[float | None]] = {
        "job very or extremely stressful": [sample.shown(these) for these in stressed],
        "wellbeing score, mean": [_mean(f.wellbeing[f.responds]) for f in reported],
    }
    for column, name in enumerate(sample.forces[0].pressures):
        figures[name] = [sample.shown(f.says[f.responds, column] >= OFTEN) for f in reported]
    told["rows"] = [_range(name, each) for name, each in figures.items()]
    return told


def _range(name: str, each: list[float | None]) -> Row:
    """Return the middle and the range; nothing where a small number would show in any force."""
    known = [value for value in each if value is not None]
    if len(known) < len(each):
        return {"figure": name, "middle": None, "lowest": None, "highest": None}
    return {"figure": name, "middle": float(np.median(known)), "lowest": min(known), "highest": max(known)}


def _link(sample: Sample, says: npt.NDArray[Any], value: npt.NDArray[Any], present: Flags, these: Flags) -> Row:
    rule = sample.survey.analysis
    r, p = correlation(says, value)
    kept = is_kept(r, p, rule.p_below, rule.r_from)
    found: Row = {"r": _rounded(_known(r)), "p": float(f"{p:.3g}") if np.isfinite(p) else None, "kept": kept}
    if kept:
        odds = adjusted_odds(present, says >= OFTEN, sample.others[these], sample.least, rule.confidence)
        ends = {"odds": odds.ratio, "low": odds.low, "high": odds.high}
        found |= {name: _rounded(_known(end)) for name, end in ends.items()} | {"why_not": odds.why_not}
    return found


def _breakdowns(sample: Sample) -> list[tuple[str, list[tuple[str, Flags]]]]:
    women, age, years = sample.trait("women"), sample.trait("age"), sample.trait("service")
    sergeants, role = sample.trait("sergeants"), sample.trait("role")
    return [
        ("sex", [("men", ~women), ("women", women)]),
        ("age", [(name, (age >= low) & (age < high)) for low, high, name in _AGES]),
        ("service", [(name, (years >= low) & (years < high)) for low, high, name in _SERVICE]),
        ("rank", [("constables", ~sergeants), ("sergeants", sergeants)]),
        ("role", [(name, role == place) for place, name in enumerate(sample.forces[0].traits.roles)]),
    ]


def _mean(values: npt.NDArray[Any]) -> float:
    """Return the mean of what is never empty here: tables are made of more than a hundred respondents."""
    return round(float(values.mean()), 2)


def _rounded(value: float | None) -> float | None:
    """Return a share, a correlation or a ratio to three places."""
    return None if value is None else round(value, 3)


def _known(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None
