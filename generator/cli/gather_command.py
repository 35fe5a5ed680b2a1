"""`kaohe gather`: verify what districts published, remember what was seen, collect the tables."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from generator.cli.output import refuse_problems
from generator.cli.progress import show_progress
from generator.load.root import find_root
from generator.model.problem import escape_text

if TYPE_CHECKING:
    from generator.gather.due import Late
    from generator.gather.fault import Fault

_SHOWN = 20


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
    shown = None if arguments.all else _SHOWN
    print(f"读了 {found.read} 个来源，{found.unchanged} 个没有变化；不符的 {len(found.faults)} 个地区。")
    _list("新见到", [f"{name}：{'、'.join(lines)}" for name, lines in found.added.items()], shown)
    _list("不符", _faults(found.faults), shown, sys.stderr)
    gone = {
        name: tuple(f for f in faults if f not in found.faults.get(name, ())) for name, faults in found.past.items()
    }
    _list("以前不符", _faults(gone), shown)
    _list(f"迟（按 {found.as_of}）", _late(found.late), shown)
    if found.commit:
        print(f"见到的已经记下：提交 {found.commit[:12]}。请推送到别处保存：它就是旁证。")
    else:
        print("没有见到新的内容，没有新的提交。")
    return 1 if found.faults else 0


def _faults(found: Mapping[str, Sequence[Fault]]) -> list[str]:
    return [f"{name}: {fault.code} {fault.sentence}" for name, faults in sorted(found.items()) for fault in faults]


def _late(found: Mapping[str, Sequence[Late]]) -> list[str]:
    return [f"{name}：{'；'.join(one.words for one in late)}" for name, late in sorted(found.items())]


def _list(head: str, lines: Sequence[str], shown: int | None, to: TextIO | None = None) -> None:
    stream = to or sys.stdout
    for line in lines[:shown]:
        print(f"{head}　{escape_text(line, 400)}", file=stream)
    if shown is not None and len(lines) > shown:
        print(f"{head}　……另有 {len(lines) - shown} 项，用 --all 列出", file=stream)
