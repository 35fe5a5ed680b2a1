"""`kaohe serve`: the site in the browser of this machine, kept up with the files while they are being written."""

from __future__ import annotations

import argparse
import errno
import os
import signal
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

from generator.load.project import find_root
from generator.model.problem import UserError
from generator.read.program import open_own_templates

if TYPE_CHECKING:
    from generator.site.preview import Preview

_PAUSE = 0.4  # seconds between two looks at the files


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("--port", metavar="端口", type=_port, default=8000, help="本机的端口，默认 8000")
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
    from generator.site.preview import Preview
    from generator.site.server import LOOPBACK, open_server

    signal.signal(signal.SIGTERM, _stop)
    with TemporaryDirectory(prefix="kaohe-serve-") as work:
        preview = Preview(root, Path(work), arguments.audience, folders)
        try:
            server = open_server(preview, arguments.port)
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            raise UserError(f"端口 {arguments.port} 正被占用。请用 --port 另选一个，例如 --port 8001。") from None
        with server:
            Thread(target=server.serve_forever, daemon=True).start()
            print(f"预览：http://{LOOPBACK}:{server.server_address[1]}/（只有本机能打开；按 Ctrl+C 结束）")
            try:
                while True:
                    _look(preview)
                    time.sleep(_PAUSE)
            except KeyboardInterrupt:
                print("预览已结束。")
            finally:
                server.shutdown()
    return 0


def _look(preview: Preview) -> None:
    """Builds anew where a file has changed, and says what came of it."""
    start = time.monotonic()
    if not preview.refresh(_explain):
        return
    condition = preview.condition
    if condition.holds:
        print(f"网页已更新（{time.monotonic() - start:.1f} 秒）。")
    elif condition.fault:
        print(f"没有更新：{condition.fault}", file=sys.stderr)
    else:
        from generator.words.problem_text import format_problem

        for problem in condition.problems[:5]:
            sys.stderr.write(format_problem(problem, preview.lines(problem)) + "\n")
        print(f"没有更新：数据有 {len(condition.problems)} 处问题。全部见 kaohe check。", file=sys.stderr)
    sys.stdout.flush()
    sys.stderr.flush()


def _explain(error: BaseException) -> str:
    if os.environ.get("KAOHE_DEBUG"):
        import traceback

        traceback.print_exception(error)
    return f"程序自身出错（{type(error).__name__}）。请设 KAOHE_DEBUG=1 再运行一次，并把输出交给维护人员。"


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6 and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"“{text}”不是端口：应是 1 到 65535 之间的整数")
    return int(text)
