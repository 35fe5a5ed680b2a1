"""The same lots read by Dask on several machines: an optional dependency, imported when it is asked for.

A scheduler runs the code of whoever reaches it, so it is one of this machine, or one that asks for a certificate.
Every worker must see the sources and the folder of the index under the same paths.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlsplit

from generator.gather.lots import Lot, read_lot
from generator.gather.pool import killed
from generator.gather.read_source import SourceReading
from generator.model.problem import UserError

_LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class DaskPool:
    """Reads with the workers of the scheduler at `address`."""

    def __init__(self, address: str) -> None:
        self.address = _checked(address)

    def read(self, lots: Sequence[Lot], expected: Any) -> Iterator[list[SourceReading]]:
        """The readings of each lot; a lot that killed its workers is read again source by source."""
        from distributed import Client
        from distributed.scheduler import KilledWorker

        try:
            client = Client(self.address, timeout="10s", set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, TimeoutError):
            raise UserError(f"连不上 Dask 的调度程序 {self.address}。请核对地址，或不写 --scheduler。") from None
        with client:
            futures = [client.submit(read_lot, lot.tasks, expected, pure=False) for lot in lots]
            for lot, future in zip(lots, futures, strict=True):
                try:
                    yield future.result()
                except KilledWorker:
                    yield [self._read_alone(client, Lot((task,)), expected) for task in lot.tasks]

    def _read_alone(self, client: Any, lot: Lot, expected: Any) -> SourceReading:
        from distributed.scheduler import KilledWorker

        try:
            found: list[SourceReading] = client.submit(read_lot, lot.tasks, expected, pure=False).result()
            return found[0]
        except KilledWorker:
            return killed(lot.tasks[0])


def _checked(address: str) -> str:
    try:
        import distributed  # noqa: F401
    except ImportError:
        raise UserError(
            "没有安装 dask.distributed。请安装 requirements/index.txt 里的包，或不写 --scheduler。"
        ) from None
    parts = urlsplit(address if "://" in address else f"tcp://{address}")
    if parts.scheme == "tls" or parts.hostname in _LOOPBACK:
        return address
    raise UserError(
        f"{address} 既不在本机，也不是 tls:// 开头：谁能连上调度程序，谁就能在各台机器上运行程序。请用 TLS。"
    )
