"""`kaohe desk`: the form in the browser, on this machine or behind the login of an intranet."""

from __future__ import annotations

import argparse
import signal
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import NoReturn

from generator.cli.arguments import parse_port


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("--config", metavar="文件", help="配置文件（TOML），放在考核项目之外；由反向代理认人的必须写")
    parser.add_argument("--port", metavar="端口", type=parse_port, default=None, help="本机的端口，默认 8350")
    parser.add_argument("--remote", metavar="名称", default="", help="提案发送到哪个远程仓库，例如 origin")


def run(arguments: argparse.Namespace) -> int:
    """Serves until it is stopped."""
    from dataclasses import replace

    from generator.desk.desk_config import DeskConfig, read_config
    from generator.desk.desk_server import open_desk
    from generator.load.root import find_root

    if arguments.config:
        config = read_config(Path(arguments.config))
    else:
        config = DeskConfig(find_root(arguments.directory))
    if arguments.port is not None:
        config = replace(config, port=arguments.port)
    if arguments.remote:
        config = replace(config, remote=arguments.remote)
    signal.signal(signal.SIGTERM, _stop)
    with open_desk(config) as desk:
        where = "" if config.proxy else "（只有本机能打开；按 Ctrl+C 结束）"
        print(f"网页登记：{desk.address}{where}", flush=True)
        with suppress(KeyboardInterrupt):  # the server itself takes it for its end, unless it comes too early
            desk.run()
        print("网页登记已结束。")
    return 0


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
