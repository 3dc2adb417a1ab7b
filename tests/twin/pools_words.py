"""Override words for pools of specials, PCSOs and volunteers, and for variants of the roster, in a generated configuration."""

from __future__ import annotations

from tests.twin.words import Dice

Levels = dict[str, object]

POOLS: dict[str, tuple[object, ...]] = {
    "pools": ("none", "none", "pairs", "alone", "both"),
    "pools_attend": ("everything", "low_grades"),
    "bids": ("off", "off", "filled", "open"),
    "variants": ("none", "none", "later", "turns"),
}


def pools_words(levels: Levels, dice: Dice) -> list[str]:
    """Return every word about pools, and about tours that begin later than the pattern says."""
    return [*_pools(levels, dice), *_variants(levels, dice), *_bids(levels)]


def _pools(levels: Levels, dice: Dice) -> list[str]:
    if levels["pools"] == "none":
        return ["pools=none"]
    county = levels["places"] == "county"
    types = "[antisocial_behaviour, theft, domestic, other]" if county else "[main, shared]"
    grades = ["immediate"] if levels["grades"] == 1 and not county else ["immediate", "prompt"]
    if levels["pools_attend"] == "low_grades":
        grades = grades[-1:]
    words = ["pools=county", "~pools.list.volunteers"]
    if levels["pools"] != "both":
        words.append(f"~pools.list.{'pcsos' if levels['pools'] == 'pairs' else 'specials'}")
    for name in ("specials", "pcsos"):
        if levels["pools"] in ("both", "pairs" if name == "specials" else "alone"):
            letter = "V" if name == "specials" else "E"
            words += [
                f"pools.list.{name}.heads={dice.whole(f'{name} heads', 1, 9)}",
                f"pools.list.{name}.weeks=[[{', '.join([letter] * 7)}]]",
                f"pools.list.{name}.turn_out={dice.one_of(f'{name} come', ('0.5', '0.9', '1'))}",
                f"pools.list.{name}.types={types}", f"pools.list.{name}.grades=[{', '.join(grades)}]",
            ]  # fmt: skip
    return words


def _bids(levels: Levels) -> list[str]:
    """Extra tours on every second day, where there are tours."""
    if levels["bids"] == "off" or levels["roster"] == "always_on":
        return []
    days = "[mon, wed, fri, sun]"
    return ["bids=weekend_peak", f"bids.weekdays={days}", "bids.gives=[tue, thu, sat, mon]", "bids.posts_share=0.2",
            "bids.opt_in=0.5", f"bids.mandated={str(levels['bids'] == 'filled').lower()}", "bids.rest_h=2"]  # fmt: skip


def _variants(levels: Levels, dice: Dice) -> list[str]:
    """A tour of eight hours begun an hour later than its letter says, on all dates or by some in turns."""
    roster = str(levels["roster"])
    if levels["variants"] == "none" or roster == "always_on" or levels["hours"] == "longest":
        return []
    letter, start = {"four_on_four_off": ("D", "08:00")}.get(roster, ("E", "08:00"))
    share = "1" if levels["variants"] == "later" else f"{dice.whole('turns', 1, 9) / 10}"
    # As long as the tour it stands for, or it would pay other hours.
    hours = {"two_two_two_four": 10, "gmp_vsa": 9.5, "six_on_three_off": 8, "four_on_four_off": 12}[roster]
    return [
        f"+roster.shifts.X={{start: '{start}', hours: {hours}}}",
        f"+roster.variants.later={{instead: {{{letter}: X}}, share: {share}}}",
    ]
