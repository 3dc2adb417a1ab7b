"""Override words for the threshold in a generated configuration: categories, phases, perception, and what comes of refusals."""

from __future__ import annotations

from tests.twin.words import KINDS, Dice, duration_words

Levels = dict[str, object]

THRESHOLD: dict[str, tuple[object, ...]] = {
    "threshold": ("none", "none", "all_along", "in_phases"),
    "refused": ("resolved", "comes_back", "harm"),
}
_SHARES = {"resolved": (0.0, 0.0), "comes_back": (0.9, 0.1), "harm": (0.1, 0.8)}


def threshold_words(levels: Levels, dice: Dice) -> list[str]:
    """Return every word about it; categories that overlap in their types, and far more that comes back than anywhere."""
    if levels["threshold"] == "none":
        return []
    types = ("main", "quick", "shared") if levels["places"] == "own" else ("concern", "missing", "other")
    back, harm = _SHARES[str(levels["refused"])]
    words = ["threshold=none", "threshold.on=true", f"threshold.perceived={{sensitivity: {_share(dice, 'sensitivity')}, "
             f"specificity: {dice.one_of('specificity', ('0.5', '0.9', '1'))}}}"]  # fmt: skip
    for name, shares in (("first", (0.5, 0.3, 0.0)), ("second", (0.4, 0.0, 0.7))):
        of = ", ".join(f"{kind}: {share}" for kind, share in zip(types, shares, strict=True))
        words.append(f"+threshold.categories.{name}={{title: {name.title()}, types: {{{of}}}, "
                     f"risk: {_share(dice, f'risk {name}')}, "
                     f"duty: {dice.one_of(f'duty {name}', ('0', '0.3'))}}}")
    start = dice.one_of("phase", ("null", "'2026-03-29'", "'2026-06-02'", "'2026-10-25'"))  # often before the study, or behind it
    weeks = 0 if levels["threshold"] == "all_along" else 0.3
    kept = dice.one_of("kept", ("0.7", "1"))
    words.append(f"+threshold.phases.first={{starts: {start}, build_up_weeks: {weeks}, kept: {kept}}}")
    if levels["threshold"] == "all_along":
        words.append("+threshold.phases.second={}")
    after = [duration_words(dice.one_of(f"{what} kind", KINDS), dice.whole(what, 20, 600), levels["ties"])
             for what in ("back after", "harm after")]  # fmt: skip
    words.append(f"threshold.turned_away={{comes_back: {back}, comes_back_at_risk: {min(back, 1 - harm):g}, harm: {harm}, "
                 f"heard_of: 0.7, graver: 0.4, back_after: {after[0]}, harm_after: {after[1]}}}")
    words.append(f"demand.comes_back_most={dice.whole('comes back most', 1, 3)}")
    return words


def _share(dice: Dice, name: str) -> float:
    return (0.1, 0.5, 0.9)[dice.whole(name, 0, 2)]
