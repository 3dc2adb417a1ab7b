"""Keyed random numbers: every draw has an address, none has a place in a queue.

A draw is a function of (study seed, replication, stream, entity, draw number).  Because no draw depends on what was drawn
before it, two scenarios that share a seed share every draw they have in common (common random numbers), and results do not
depend on the order of events, the number of workers or a resumption.

The hash is SplitMix64's finaliser (Steele, Lea and Flood, 2014, "Fast splittable pseudorandom number generators") applied to
an address.  All samples are made by inversion: one uniform number per quantity, monotone, so that a longer mean moves every
draw the same way.
"""

from __future__ import annotations

import math

import numpy as np

from kernels._jit import jit

# Streams: one per purpose.  Numbers are never reused or renumbered, for stored results refer to them.
STREAM_DEMAND = 1
STREAM_DAY = 2
STREAM_TRAVEL = 3
STREAM_PARTNER = 4
STREAM_SICKNESS = 5
STREAM_ABSTRACTION = 6
STREAM_STAFFING = 7
STREAM_BACKGROUND = 8
STREAM_CAPACITY = 9
STREAM_ROSTER = 10
STREAM_OFFICER = 11
STREAM_FRONT_DOOR = 12
STREAM_WATCH = 43
STREAM_SYSTEMS = 44
STREAM_OVERTIME = 53
STREAM_POOLS = 73
STREAM_OUTSIDE = 124
STREAM_COMPLAINT = 125
STREAM_CONTROL_ROOM = 133
STREAM_CAREERS = 144
STREAM_SURGE = 157
STREAM_CHANGE = 158

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_DRAW = np.uint64(0xD1342543DE82EF95)
_S30 = np.uint64(30)
_S27 = np.uint64(27)
_S31 = np.uint64(31)
_S12 = np.uint64(12)
_ONE = np.uint64(1)


@jit
def mix(value):
    """Scramble 64 bits (SplitMix64 finaliser); uint64 in, uint64 out."""
    z = np.uint64(value)
    z = (z ^ (z >> _S30)) * _MIX_1
    z = (z ^ (z >> _S27)) * _MIX_2
    return z ^ (z >> _S31)


@jit
def combine(key, part):
    """Return the key of a child: a new address below ``key`` (uint64) for the integer ``part``."""
    return mix(np.uint64(key) + (np.uint64(part) + _ONE) * _GOLDEN)


@jit
def stream_key(seed, replication, stream):
    """Return the uint64 key of one stream of one replication of one study."""
    return combine(combine(mix(np.uint64(seed)), replication), stream)


@jit
def uniform(key, entity, draw):
    """Return the uniform number in the open interval (0, 1) at an address; 52 bits, centred, never 0 or 1."""
    z = mix(combine(key, entity) + (np.uint64(draw) + _ONE) * _DRAW)
    return (float(z >> _S12) + 0.5) * 2.220446049250313e-16  # 2**-52


@jit
def normal_quantile(u):
    """Return the standard normal quantile of ``u`` in (0, 1).

    Algorithm AS 241 (Wichura, 1988, Applied Statistics 37:477), double precision variant, relative error about 1e-16.
    """
    q = u - 0.5
    if abs(q) <= 0.425:
        r = 0.180625 - q * q
        top = ((((((2509.0809287301226727 * r + 33430.575583588128105) * r + 67265.770927008700853) * r
                  + 45921.953931549871457) * r + 13731.693765509461125) * r + 1971.5909503065514427) * r
               + 133.14166789178437745) * r + 3.387132872796366608
        low = ((((((5226.495278852545925 * r + 28729.085735721942674) * r + 39307.89580009271061) * r
                  + 21213.794301586595867) * r + 5394.1960214247511077) * r + 687.1870074920579083) * r
               + 42.313330701600911252) * r + 1.0
        return q * top / low
    r = math.sqrt(-math.log(u if q < 0.0 else 1.0 - u))
    if r <= 5.0:
        r -= 1.6
        top = ((((((7.7454501427834140764e-4 * r + 0.0227238449892691845833) * r + 0.24178072517745061177) * r
                  + 1.27045825245236838258) * r + 3.64784832476320460504) * r + 5.7694972214606914055) * r
               + 4.6303378461565452959) * r + 1.42343711074968357734
        low = ((((((1.05075007164441684324e-9 * r + 5.475938084995344946e-4) * r + 0.0151986665636164571966) * r
                  + 0.14810397642748007459) * r + 0.68976733498510000455) * r + 1.6763848301838038494) * r
               + 2.05319162663775882187) * r + 1.0
    else:
        r -= 5.0
        top = ((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 0.0012426609473880784386) * r
                  + 0.026532189526576123093) * r + 0.29656057182850489123) * r + 1.7848265399172913358) * r
               + 5.4637849111641143699) * r + 6.6579046435011037772
        low = ((((((2.04426310338993978564e-15 * r + 1.4215117583164458887e-7) * r + 1.8463183175100546818e-5) * r
                  + 7.868691311456132591e-4) * r + 0.0148753612908506148525) * r + 0.13692988092273580531) * r
               + 0.59983220655588793769) * r + 1.0
    return -top / low if q < 0.0 else top / low


@jit
def poisson_quantile(u, mean):
    """Return the smallest count whose Poisson distribution function reaches ``u``; exact for means up to about 1e6.

    The search starts at the mode, where the probability neither underflows nor needs many steps to leave.
    """
    if mean <= 0.0:
        return 0
    mode = int(mean)
    at_mode = math.exp(mode * math.log(mean) - mean - math.lgamma(mode + 1.0))
    below, p, k = 0.0, at_mode, mode  # below becomes P(count < mode)
    while k > 0 and p > 1e-19:
        p *= k / mean
        k -= 1
        below += p
    if u > below:
        k, p, total = mode, at_mode, below + at_mode
        while u > total and p > 1e-19:
            k += 1
            p *= mean / k
            total += p
        return k
    k, p, total = mode, at_mode, below
    while k > 0 and u <= total:
        p *= k / mean
        k -= 1
        total -= p
    return k if u > total else 0


@jit
def choose(u, cumulative):
    """Return the index of the first entry of ``cumulative`` (rising weights, last = total) above ``u`` x total."""
    target = u * cumulative[-1]
    for i in range(cumulative.shape[0]):
        if target < cumulative[i]:
            return i
    return cumulative.shape[0] - 1
