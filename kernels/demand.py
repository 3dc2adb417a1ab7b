"""Who calls, when and for what: keyed draws of a replication's incidents and of the partners' own work.

Demand is drawn cell by cell; a cell is one elapsed local hour x type x area.  The count of a cell is a Poisson quantile of
the cell's own uniform number, and the k-th incident of a cell is keyed by cell and k.  More demand therefore adds incidents
and leaves every other incident exactly as it was.
"""

from __future__ import annotations

import numpy as np

from kernels._jit import jit
from kernels.clock import HOUR_MS
from kernels.crewing import NO_TRIAGE, SETTLED_THERE, WORTH_A_TRY
from kernels.draw import choose, combine, normal_quantile, poisson_quantile, uniform
from kernels.durations import duration_ms

# Draw numbers of an incident, never renumbered; the count of a cell uses the cell's own address.
WHEN, ATTENDED, GRADE, OFFICERS, PARTNER, SCENE, CLEARING_TIME, HANDOVER, CARE, CONVEY = range(10)
VULNERABLE, RISKY, NEEDS, PATIENCE, NEW_INFORMATION, NEW_INFORMATION_AFTER, TRIAGE = range(10, 17)


@jit
def day_factors(key, day_numbers, cv):
    """Return a factor of mean 1 for every date (lognormal, coefficient of variation ``cv``), keyed by absolute date."""
    factors = np.ones(day_numbers.shape[0])
    if cv > 0.0:
        variance = np.log(1.0 + cv * cv)
        for i in range(day_numbers.shape[0]):
            z = normal_quantile(uniform(key, day_numbers[i], 0))
            factors[i] = np.exp(np.sqrt(variance) * z - 0.5 * variance)
    return factors


@jit
def cell_address(hour_number, kind_code, area_code):
    """Return the address of a cell: absolute local hour number, code of the type's name, code of the area's name."""
    return combine(combine(np.uint64(hour_number), kind_code), area_code)


@jit
def cell_counts(key, hour_numbers, hour_of_week, hour_factor, rates, kind_codes, area_share, area_codes):
    """Return incidents logged per cell, shape (hours, types, areas), int32.

    ``hour_numbers`` (hours,) absolute number of each elapsed local hour; ``hour_of_week`` (hours,) the row of ``rates`` it
    takes; ``hour_factor`` (hours,) season x day factor; ``rates`` (types, 168) incidents an hour in the whole force.
    """
    n_hours = hour_numbers.shape[0]
    n_kinds = rates.shape[0]
    n_areas = area_share.shape[0]
    counts = np.zeros((n_hours, n_kinds, n_areas), dtype=np.int32)
    for h in range(n_hours):
        for k in range(n_kinds):
            rate = rates[k, hour_of_week[h]] * hour_factor[h]
            for a in range(n_areas):
                address = cell_address(hour_numbers[h], kind_codes[k], area_codes[a])
                counts[h, k, a] = poisson_quantile(uniform(key, address, 0), rate * area_share[a])
    return counts


@jit
def _describe(incident, grade_weights, officer_weights, partner_weights, scene_row, clearing_row, clearing_on, durations):
    me, k = incident.key, incident.kind
    incident.grade = choose(uniform(me, GRADE, 0), grade_weights[k])
    incident.officers = 1 + choose(uniform(me, OFFICERS, 0), officer_weights[k])
    partner = choose(uniform(me, PARTNER, 0), partner_weights[k])
    incident.partner = partner if partner < partner_weights.shape[1] - 1 else -1
    incident.scene_ms = duration_ms(durations, scene_row[k], me, SCENE, 0)
    incident.clearing_ms = duration_ms(durations, clearing_row[k], me, CLEARING_TIME, 0) if clearing_on else 0


@jit
def describe(incidents, grade_weights, officer_weights, partner_weights, scene_row, clearing_row, clearing_on, durations):
    """Write into ``incidents`` (INCIDENT records with key, kind and area) what `fill_incidents` draws for those of the plan."""
    for i in range(incidents.shape[0]):
        _describe(incidents[i], grade_weights, officer_weights, partner_weights, scene_row, clearing_row, clearing_on, durations)


@jit
def fill_incidents(key, counts, hour_start, hour_numbers, kind_codes, area_codes, attended, grade_weights, officer_weights,
                   partner_weights, scene_row, clearing_row, clearing_on, durations, out):
    """Write every incident that is attended into ``out`` (INCIDENT records); return how many, in cell order.

    ``attended`` (types,) probability; ``grade_weights`` (types, grades), ``officer_weights`` (types, 6) and
    ``partner_weights`` (types, partners + 1, last = no partner) rising sums; ``scene_row`` and ``clearing_row`` (types,) rows of
    ``durations``.
    """
    n = 0
    for h in range(counts.shape[0]):
        for k in range(counts.shape[1]):
            for a in range(counts.shape[2]):
                if counts[h, k, a] == 0:
                    continue
                cell = combine(key, cell_address(hour_numbers[h], kind_codes[k], area_codes[a]))
                for ordinal in range(counts[h, k, a]):
                    me = combine(cell, ordinal)
                    if uniform(me, ATTENDED, 0) >= attended[k]:
                        continue
                    out[n].created = hour_start[h] + np.int64(uniform(me, WHEN, 0) * HOUR_MS)
                    out[n].key = me
                    out[n].kind = k
                    out[n].area = a
                    _describe(
                        out[n], grade_weights, officer_weights, partner_weights, scene_row, clearing_row, clearing_on, durations
                    )
                    n += 1
    return n


@jit
def add_facts(incidents, minimum, vulnerable, risk, needs, skill_codes, patience_row, new_information, new_information_row,
              triage_settles, durations):
    """Write into ``incidents`` (INCIDENT records) what is true of each besides what `fill_incidents` drew.

    ``minimum`` (types,) officers with whom the work begins, if so many are wanted; ``vulnerable``, ``risk`` and
    ``new_information`` (types,) and ``needs`` (types, skills) probabilities; ``skill_codes`` (skills,) codes of their names;
    ``patience_row`` (types,) and ``new_information_row`` rows of ``durations``, -1 for none.  A risky incident wants two
    officers, and begins with no fewer.  ``triage_settles`` (partners,) the share that a practitioner of each in the car settles
    of what it is needed for, -1 where none rides along: worth sending where the partner is needed; what is settled, shows there.
    """
    for i in range(incidents.shape[0]):
        me = incidents[i].key
        k = incidents[i].kind
        risky = uniform(me, RISKY, 0) < risk[k]
        wanted = max(2, incidents[i].officers) if risky else incidents[i].officers
        least = min(minimum[k], wanted)
        incidents[i].officers = wanted
        incidents[i].minimum = max(2, least) if risky else least
        incidents[i].vulnerable = 1 if uniform(me, VULNERABLE, 0) < vulnerable[k] else 0
        bits = 0
        for skill in range(skill_codes.shape[0]):
            if uniform(combine(me, skill_codes[skill]), NEEDS, 0) < needs[k, skill]:
                bits |= 1 << skill
        incidents[i].needs = bits
        incidents[i].patience_ms = -1
        if patience_row[k] >= 0:
            incidents[i].patience_ms = duration_ms(durations, patience_row[k], me, PATIENCE, 0)
        incidents[i].regrade_ms = -1
        if uniform(me, NEW_INFORMATION, 0) < new_information[k]:
            incidents[i].regrade_ms = duration_ms(durations, new_information_row, me, NEW_INFORMATION_AFTER, 0)
        incidents[i].triage = NO_TRIAGE
        partner = incidents[i].partner
        if partner >= 0 and triage_settles[partner] >= 0:
            incidents[i].triage = SETTLED_THERE if uniform(me, TRIAGE, 0) < triage_settles[partner] else WORTH_A_TRY


@jit
def background_counts(key, hour_numbers, hour_of_week, rates, codes):
    """Return the partners' own jobs per elapsed hour, shape (hours, partners), int32; ``rates`` (partners, 168) an hour."""
    counts = np.zeros((hour_numbers.shape[0], rates.shape[0]), dtype=np.int32)
    for h in range(counts.shape[0]):
        for p in range(counts.shape[1]):
            address = combine(np.uint64(hour_numbers[h]), codes[p])
            counts[h, p] = poisson_quantile(uniform(key, address, 0), rates[p, hour_of_week[h]])
    return counts


@jit
def fill_background(key, counts, hour_start, hour_numbers, codes, care_row, durations, out):
    """Write the partners' own jobs into ``out`` (BACKGROUND records), in cell order."""
    n = 0
    for h in range(counts.shape[0]):
        for p in range(counts.shape[1]):
            cell = combine(key, combine(np.uint64(hour_numbers[h]), codes[p]))
            for ordinal in range(counts[h, p]):
                me = combine(cell, ordinal)
                out[n].asked = hour_start[h] + np.int64(uniform(me, WHEN, 0) * HOUR_MS)
                out[n].key = me
                out[n].partner = p
                out[n].care_ms = duration_ms(durations, care_row[p], me, CARE, 0)
                n += 1


@jit
def units_on_duty(key, day_numbers, hour_of_week, units, codes):
    """Return whole units of each partner in every elapsed hour, shape (hours, partners), int32.

    ``day_numbers`` (hours,) is the date of each hour.  A fraction of a unit is there on that fraction of dates, by a keyed draw
    for the date: drawn hour by hour a unit would be gone for an hour at a time, and finish its work in the gaps.  Fewer units
    never add one anywhere.
    """
    out = np.zeros((day_numbers.shape[0], units.shape[0]), dtype=np.int32)
    for h in range(out.shape[0]):
        for p in range(out.shape[1]):
            u = uniform(key, combine(np.uint64(day_numbers[h]), codes[p]), 0)
            out[h, p] = int(units[p, hour_of_week[h]] + u)
    return out
