"""Sample paths without a list of events: when each incident starts and ends, worked out job by job in whole ms."""

from __future__ import annotations

import heapq

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]


def first_come(arrivals: Ints, services: Ints, c: int) -> Ints:
    """Return when each job starts with ``c`` servers, first come first served; arrivals in order."""
    if c == 1:  # Lindley 1952, Proc. Camb. Phil. Soc. 48:277, written as a running maximum
        before = np.concatenate([[0], np.cumsum(services)[:-1]])
        return before + np.maximum.accumulate(arrivals - before)
    free = [0] * c
    starts = np.empty_like(arrivals)
    for job, (arrival, service) in enumerate(zip(arrivals.tolist(), services.tolist(), strict=True)):
        start = max(arrival, free[0])
        heapq.heapreplace(free, start + service)
        starts[job] = start
    return starts


def by_rank(arrivals: Ints, services: Ints, ranks: Ints) -> Ints:
    """Return when each job starts with one server that takes the least rank of those there, ties by arrival."""
    comes, lasts, order = arrivals.tolist(), services.tolist(), ranks.tolist()
    queue: list[tuple[int, int]] = []
    starts = np.empty_like(arrivals)
    now, job = 0, 0
    while job < len(comes) or queue:
        if not queue:
            now = max(now, comes[job])
        while job < len(comes) and comes[job] <= now:
            heapq.heappush(queue, (order[job], job))
            job += 1
        taken = heapq.heappop(queue)[1]
        starts[taken] = now
        now += lasts[taken]
    return starts


def interrupted(
    calls: Ints, lasts: Ints, arrivals: Ints, services: Ints, *, anew: bool
) -> tuple[Ints, Ints, Ints]:
    """Return when each job first starts, when it ends, and how often it is interrupted, with one server that goes to every
    urgent call (``calls``, for ``lasts``) at once; work is resumed, or begun ``anew`` and as long again.

    A call at the very moment a job ends interrupts nothing.
    """
    comes, times = [*calls.tolist(), np.iinfo(np.int64).max], [*lasts.tolist(), 0]
    starts, ends, breaks = np.empty_like(arrivals), np.empty_like(arrivals), np.zeros_like(arrivals)
    now, call = 0, 0
    for job, (arrival, service) in enumerate(zip(arrivals.tolist(), services.tolist(), strict=True)):
        while comes[call] <= max(now, arrival):
            now, call = max(now, comes[call]) + times[call], call + 1
        now = starts[job] = max(now, arrival)
        rest = service
        while comes[call] - now < rest:
            rest = service if anew else rest - (comes[call] - now)
            now = comes[call]
            breaks[job] += 1
            while comes[call] <= now:
                now, call = now + times[call], call + 1
        now = ends[job] = now + rest
    return starts, ends, breaks


def one_by_one(arrivals: Ints, services: Ints, needs: Ints, c: int) -> tuple[Ints, Ints]:
    """Return when each job gets the first of the servers it needs and when it has them all and starts, first come first
    served; every server is sent as it comes free, and all leave together.
    """
    free = np.zeros(c, dtype=np.int64)
    first, starts = np.empty_like(arrivals), np.empty_like(arrivals)
    before = 0
    for job in range(arrivals.size):
        free.sort()
        open_to_it = max(int(arrivals[job]), before)
        first[job], starts[job] = (max(open_to_it, int(free[k])) for k in (0, needs[job] - 1))
        before = int(starts[job])
        free[: needs[job]] = before + services[job]
    return first, starts


def kept_back(arrivals: Ints, services: Ints, urgent: npt.NDArray[np.bool_], c: int, reserve: int) -> Ints:
    """Return when each job starts with ``c`` servers if the urgent go first and the others only while more than ``reserve``
    servers are free; first come first served within either.
    """
    comes, lasts, first = arrivals.tolist(), services.tolist(), urgent.tolist()
    waiting: dict[bool, list[int]] = {True: [], False: []}  # heaps of job numbers, which are in order of arrival
    ends: list[int] = []
    starts = np.empty_like(arrivals)
    now, job = 0, 0
    while job < len(comes) or waiting[True] or waiting[False]:
        now = min(ends[0] if ends else comes[job], comes[job] if job < len(comes) else ends[0])
        while ends and ends[0] <= now:
            heapq.heappop(ends)
        while job < len(comes) and comes[job] <= now:
            heapq.heappush(waiting[first[job]], job)
            job += 1
        for grade, spare in ((True, 0), (False, reserve)):
            while waiting[grade] and c - len(ends) > spare:
                started = heapq.heappop(waiting[grade])
                starts[started] = now
                heapq.heappush(ends, now + lasts[started])
    return starts


def answered_by(arrivals: Ints, services: Ints, area: Ints, servers: tuple[int, int], keep: int) -> Ints:
    """Return which of two areas answers each job, -1 neither: its own while somebody is free there, else the other while more
    than ``keep`` are free there, else the job is lost.
    """
    out: tuple[list[int], list[int]] = ([], [])  # when those who are out come back
    chosen = np.full(arrivals.size, -1)
    for job, (now, lasts, own) in enumerate(zip(arrivals.tolist(), services.tolist(), area.tolist(), strict=True)):
        for back in out:
            while back and back[0] <= now:
                heapq.heappop(back)
        for home, least in ((own, 0), (1 - own, keep)):
            if servers[home] - len(out[home]) > least:
                chosen[job] = home
                heapq.heappush(out[home], now + lasts)
                break
    return chosen


def shifts(
    arrivals: Ints, services: Ints, changes: list[tuple[int, int]], *, handed_back: bool
) -> tuple[Ints, Ints]:
    """Return when somebody is first sent to each job and when it ends, first come first served, if at each of ``changes``
    (moment, servers from then on) everybody goes home and others come: the work under way is ``handed_back`` to the newcomers, or
    those who go stay with it.
    """
    comes, lasts = arrivals.tolist(), services.tolist()
    starts, ends = np.empty_like(arrivals), np.empty_like(arrivals)
    there: list[list[int]] = []  # job, work left; in order of arrival, without those held over
    now, job, servers = 0, 0, 0
    to_come = [*changes, (np.iinfo(np.int64).max, 0)]
    change = 0
    while job < len(comes) or there:
        done = min((rest for _, rest in there[:servers]), default=np.iinfo(np.int64).max - now) + now
        then = min(done, to_come[change][0], comes[job] if job < len(comes) else done)
        for under_way in there[:servers]:
            under_way[1] -= then - now
            if under_way[1] == 0:
                ends[under_way[0]] = then
        there = [waiting for waiting in there if waiting[1] > 0]
        now = then
        if to_come[change][0] == now:
            if not handed_back:
                for held, rest in there[:servers]:
                    ends[held] = now + rest
                there = there[servers:]
            servers, change = to_come[change][1], change + 1
        while job < len(comes) and comes[job] == now:
            starts[job] = -1
            there.append([job, lasts[job]])
            job += 1
        for begun, _ in there[:servers]:
            if starts[begun] < 0:
                starts[begun] = now
    return starts, ends
