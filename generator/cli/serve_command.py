"""`kaohe serve`: the site in the browser of this machine, kept up with the files while they are being written."""

from __future__ import annotations

import argparse
import signal
from types import FrameType
from typing import NoReturn

from generator.cli.arguments import parse_port
from generator.load.root import find_root
from generator.read.program import open_own_templates


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("--port", metavar="端口", type=parse_port, default=8000, help="本机的端口，默认 8000")
    parser.add_argument(
        "--audience",
        metavar="对象",
        choices=("public", "internal"),
        default="internal",
        help="internal 内部版（默认）：看得到还没有发布的；public 公开版：公众会看到的",
    )
    parser.add_argument("--templates", metavar="目录", help="自己的模板，见 kaohe build --help")


def run(arguments: argparse.Namespace) -> int:
    """Serves until it is stopped."""
    root = find_root(arguments.directory)
    folders = open_own_templates(arguments.templates)
    from generator.acts.serve_act import look_often, serve
    from generator.cli.preview_output import look_again

    signal.signal(signal.SIGTERM, _stop)
    with serve(root, arguments.port, arguments.audience, folders) as (preview, url):
        print(f"预览：{url}（只有本机能打开；按 Ctrl+C 结束）")
        try:
            look_often(preview, lambda: look_again(preview))
        except KeyboardInterrupt:
            print("预览已结束。")
    return 0


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt
