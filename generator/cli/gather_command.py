"""`kaohe gather`: verify what districts published, remember what was seen, collect the tables."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from generator.cli.gather_output import print_report
from generator.cli.output import refuse_problems
from generator.cli.progress import show_progress
from generator.load.root import find_root


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("--full", action="store_true", help="每个来源都重新读，不只是有变化的")
    parser.add_argument("--workers", type=int, default=0, metavar="个数", help="用几个进程，默认为处理器的个数")
    parser.add_argument(
        "--scheduler", default="", metavar="地址", help="由 Dask 的调度程序分给各台机器；本机的，或 tls:// 开头的"
    )
    parser.add_argument(
        "--as-of", type=date.fromisoformat, metavar="日期", help="按哪一天看迟没迟，默认为各来源中最晚的日期"
    )
    parser.add_argument("--all", action="store_true", help="逐项列出，不省略")


def run(arguments: argparse.Namespace) -> int:
    """Gathers; 1 where a source is not as it should be, or the index's own data have errors."""
    from generator.acts.gather_act import gather

    root = Path(find_root(arguments.directory))
    say, done = show_progress()
    try:
        found = gather(root, arguments.full, arguments.workers, arguments.scheduler, arguments.as_of, say)
    finally:
        done()
    if refuse_problems(found.problems):
        return 1
    print_report(found, arguments.all)
    return 1 if found.faults else 0
