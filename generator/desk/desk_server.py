"""Serving the desk: waitress on an address of this machine, with limits on size and time."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from socket import AF_INET, AF_INET6, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, socket
from typing import Any

from generator.desk.desk_config import DeskConfig
from generator.model.lazy_dataclass import dataclass
from generator.model.problem import UserError

_LONGEST_HEAD = 16 * 1024  # bytes of the head of a request
_THREADS = 6


@dataclass(frozen=True, slots=True)
class DeskServer:
    """A desk that listens. `address` is where it is opened, with the key of this run where it needs one."""

    address: str
    server: Any

    def run(self) -> None:
        """Answers requests until it is closed."""
        self.server.run()


@contextmanager
def open_desk(config: DeskConfig) -> Iterator[DeskServer]:
    """A desk that listens while the block lasts; port 0 takes any that is free.

    Raises UserError where the packages that it needs are missing, the port is taken, or the data cannot be read.
    """
    try:
        # That requests wait for a moment is nobody's concern; the logger would say so on the terminal.
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)
        from waitress.server import create_server

        from generator.desk.desk_app import make_app
    except ImportError:
        raise UserError("没有安装网页登记所需的软件包。请运行 pip install '安装包.whl[desk]'。") from None
    listening = _listen(config)
    try:
        port = listening.getsockname()[1]
        app, desk = make_app(config, port)
        desk.state.main()  # what is wrong with the data is said now, and the first page comes at once
        largest = max(section.most_bytes for section in desk.sections)
        server = create_server(
            app, sockets=[listening], threads=_THREADS, ident="", clear_untrusted_proxy_headers=True,
            max_request_body_size=2 * largest, max_request_header_size=_LONGEST_HEAD, channel_timeout=60,
            connection_limit=100,
        )  # fmt: skip
    except BaseException:
        listening.close()
        raise
    address = config.url or f"http://{config.host}:{port}"
    try:
        yield DeskServer(f"{address}/" if config.proxy else f"{address}/?key={desk.guard.key}", server)
    finally:
        server.close()


def _listen(config: DeskConfig) -> socket:
    host = config.host.strip("[]")
    found = socket(AF_INET6 if ":" in host else AF_INET, SOCK_STREAM)
    found.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
    try:
        found.bind((host, config.port))
    except OSError:
        found.close()
        raise UserError(f"端口 {config.port} 正被占用，或者不是本机的地址。请另选一个。") from None
    return found
