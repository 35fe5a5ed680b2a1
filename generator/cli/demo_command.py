"""`kaohe demo`: a sample district as a git repository with a history."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

DEFAULTS = {"units": 60, "years": 1, "deductions": 400, "seed": 41}
LIMITS = {"units": (1, 2000), "years": (1, 20), "deductions": (0, 1_000_000), "seed": (0, 999_999_999)}
_WORDS = {
    "units": ("单位数", "被考核单位的个数"),
    "years": ("年数", "从2015年起的年数"),
    "deductions": ("条数", "扣分记录的总条数"),
    "seed": ("种子", "同样的种子总是生成同样的项目"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("folder", metavar="目录", help="生成到这个文件夹；它应不存在，或是空的")
    for name, (kind, words) in _WORDS.items():
        default = DEFAULTS[name]
        parser.add_argument(
            f"--{name}", metavar=kind, type=_whole(*LIMITS[name]), default=default, help=f"{words}，默认 {default}"
        )


def run(arguments: argparse.Namespace) -> int:
    """Makes the district and says what to do with it."""
    from generator.demo.demo_project import make_demo
    from generator.demo.district import Options

    folder = Path(arguments.directory) / arguments.folder
    options = Options(arguments.units, arguments.years, arguments.deductions, arguments.seed)
    made = make_demo(folder, options)
    print(
        f"演示项目已生成：{folder}\n"
        f"{options.units} 个被考核单位，{options.years} 个年度，{made.deductions} 条扣分记录，"
        f"{made.publications} 次发布，{made.commits} 个提交。\n"
        f"全部是演示数据，不反映任何单位的真实情况。\n"
        f"要收回：删除 {folder}，没有动别的地方。\n"
        f"查看：kaohe score {made.last_year} -C {folder}；生成网站：kaohe build -C {folder}"
    )
    return 0


def _whole(low: int, high: int) -> Callable[[str], int]:
    """A reader of whole numbers within bounds."""

    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit() and len(text) < 10 and low <= int(text) <= high):
            raise argparse.ArgumentTypeError(f"“{text}”不是 {low} 到 {high} 之间的整数")
        return int(text)

    return read
