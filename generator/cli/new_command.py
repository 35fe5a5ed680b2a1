"""`kaohe new`: records one thing, asked for on a terminal, given by flags elsewhere."""

from __future__ import annotations

import argparse

from generator.acts.record_kinds import ENTRY, KINDS
from generator.cli.new_correction import CORRECTION, add_correction, run_correction
from generator.cli.new_entry import add_entry_flags
from generator.cli.new_form import add_flags
from generator.cli.new_record import record
from generator.cli.questions import can_ask, choose
from generator.load.root import find_root
from generator.model.problem import UserError

_KINDS = {
    **{name: kind.title for name, kind in KINDS.items()},
    ENTRY.name: ENTRY.title,
    CORRECTION: "更正已发布的结果",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares a sub-command for each kind of record."""
    listed = "、".join(f"{name} {title}" for name, title in _KINDS.items())
    kinds = parser.add_subparsers(metavar="种类", dest="what", help=f"记录什么：{listed}")
    for name, title in _KINDS.items():
        one = kinds.add_parser(name, description=f"{title}。缺少的在终端里逐项提问；每一项都有选项。")
        one.add_argument("-C", dest="directory", default=argparse.SUPPRESS, metavar="目录", help="项目所在的文件夹")
        if name == CORRECTION:
            add_correction(one)
            continue
        if name == ENTRY.name:
            add_entry_flags(one)
        else:
            add_flags(one, KINDS[name])
        if name == ENTRY.name or (not KINDS[name].part and name != "unit"):
            about = "记录的编号，即文件名；默认按日期和单位编"
            one.add_argument("--name", dest="file_name", default="", metavar="文件名", help=about)
        one.add_argument("--branch", default="", metavar="分支", help="不写进工作目录，作为新分支上的一个提交")
        one.add_argument("--message", default="", metavar="说明", help="与 --branch 同用：提交说明")
        one.add_argument("--dry-run", action="store_true", help="只显示将写什么、对得分的影响，不写入")
        one.add_argument("--yes", action="store_true", help="不再询问是否写入")


def run(arguments: argparse.Namespace) -> int:
    """Records it; 1 where something is wrong or a person says no."""
    root = find_root(arguments.directory)
    kind = arguments.what or ""
    if not kind and not can_ask():
        raise UserError(f"缺少种类。可以写：{'、'.join(_KINDS)}，例如 kaohe new deduction。")
    if not kind:
        kind = choose("记录什么", _KINDS)
    if kind == CORRECTION:
        return run_correction(root, arguments)
    return record(root, ENTRY if kind == ENTRY.name else KINDS[kind], arguments)
