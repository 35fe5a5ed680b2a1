"""Kills one process of a pool that reads sources, at a random moment."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from generator.gather import pool


class Killer:
    """Kills one process of the first pool that has any, at some moment of the first `within` seconds of its life."""

    def __init__(self, chance: random.Random, within: float) -> None:
        self.chance = chance
        self.moment = chance.uniform(0, within)
        self.killed: list[int] = []
        self._pools: list[Any] = []
        self._ended = threading.Event()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Kills while whatever is done in it goes on; `killed` says afterwards whether there was anybody to kill."""
        real = pool._executor

        def watched(workers: int) -> Any:
            made = real(workers)
            self._pools.append(made)
            return made

        thread = threading.Thread(target=self._run)
        thread.start()
        try:
            with patch.object(pool, "_executor", watched):
                yield
        finally:
            self._ended.set()
            thread.join()

    def _run(self) -> None:
        while not self._ended.is_set() and not self._living():
            time.sleep(0.001)
        self._ended.wait(self.moment)
        if not self._ended.is_set() and (living := self._living()):
            victim = self.chance.choice(living)
            os.kill(victim.pid, signal.SIGKILL)
            self.killed.append(victim.pid)

    def _living(self) -> list[Any]:
        processes = list((self._pools[0]._processes or {}).values()) if self._pools else []
        return [process for process in processes if process.is_alive()]
