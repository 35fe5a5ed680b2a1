"""Lots read by a pool of processes. A worker that is killed loses nothing; a source that kills its worker is named.

When a worker dies, nobody knows which of the lots under way it was reading. All of them are read again, each source
by itself by one worker: if it dies there, the source was the cause, twice to be sure, for a machine short of memory
kills as well.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Protocol

from generator.gather.fault import SourceFault
from generator.gather.lots import Lot, read_lot
from generator.gather.read_source import SourceReading, SourceTask

_TRIES = 2
# What a pool says in which a worker has died; while it closes, `submit` may find its pipe closed already.
_DEATH = (BrokenProcessPool, OSError)


class LotReader(Protocol):
    """Something that reads lots, in whatever order; every source of every lot comes back once."""

    def read(self, lots: Sequence[Lot], expected: Any) -> Iterator[list[SourceReading]]:
        """The readings of one lot after the other, as they are done."""
        ...


class HerePool:
    """Reads in this process: for one worker, and for few sources, where a pool costs more than it saves."""

    def read(self, lots: Sequence[Lot], expected: Any) -> Iterator[list[SourceReading]]:
        """The readings of each lot in order."""
        for lot in lots:
            yield read_lot(lot.tasks, expected)


class ProcessPool:
    """Reads with so many processes, which are begun anew: nothing of this process is in them."""

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def read(self, lots: Sequence[Lot], expected: Any) -> Iterator[list[SourceReading]]:
        """The readings of each lot as it is done; after a death, those of the lots under way source by source."""
        waiting = list(reversed(lots))
        while waiting:
            suspects: list[Lot] = []
            yield from self._read_until_death(waiting, expected, suspects)
            yield from _read_alone([task for lot in suspects for task in lot.tasks], expected)

    def _read_until_death(
        self, waiting: list[Lot], expected: Any, suspects: list[Lot]
    ) -> Iterator[list[SourceReading]]:
        """Takes lots from `waiting` until it is empty or a worker dies; those under way then go to `suspects`."""
        with _executor(min(self.workers, len(waiting))) as pool:
            running: dict[Future[Any], Lot] = {}
            while (waiting or running) and not suspects:
                while waiting and len(running) < 2 * self.workers and not suspects:
                    lot = waiting.pop()
                    try:
                        running[pool.submit(read_lot, lot.tasks, expected)] = lot
                    except _DEATH:
                        suspects.append(lot)
                done, _ = wait(running, return_when=FIRST_COMPLETED) if running else ((), ())
                for future in sorted(done, key=lambda one: running[one].tasks[0].district):
                    lot = running.pop(future)
                    try:
                        yield future.result()
                    except _DEATH:
                        suspects.append(lot)
            for future, lot in running.items():
                try:
                    yield future.result()
                except _DEATH:
                    suspects.append(lot)


def _read_alone(tasks: Sequence[SourceTask], expected: Any) -> Iterator[list[SourceReading]]:
    """The reading of each source by one worker; another is begun when it dies."""
    waiting, deaths = list(tasks), 0
    while waiting:
        with _executor(1) as pool:
            while waiting and deaths < _TRIES:
                try:
                    yield pool.submit(read_lot, (waiting[0],), expected).result()
                except _DEATH:
                    deaths += 1
                    break
                waiting.pop(0)
                deaths = 0
        if deaths == _TRIES:
            yield [killed(waiting.pop(0))]
            deaths = 0


def killed(task: SourceTask) -> SourceReading:
    """What is said of a source that ended whoever read it."""
    words = "读这个来源的进程两次被终止（多半是内存不够，或者内容异常），没有读完；其他地区不受影响。"
    return SourceReading(task.district, None, (SourceFault("KH929", "", words),))


def _executor(workers: int) -> ProcessPoolExecutor:
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(["generator.gather.preload"])
    return ProcessPoolExecutor(workers, mp_context=context)
