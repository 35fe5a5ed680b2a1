"""`kaohe import FILE…`: spreadsheets become records."""

from __future__ import annotations

import argparse
import sys

from generator.cli.asking import finish_before
from generator.cli.output import print_json
from generator.load.root import find_root


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument(
        "files", metavar="文件", nargs="+", help="表格：xlsx、xls、et、ods、csv，或办公系统导出的 .xls"
    )
    parser.add_argument("--dry-run", action="store_true", help="只显示将要写入什么、得分怎样变化，不写入")
    parser.add_argument("--yes", action="store_true", help="不再确认，直接写入（不在终端里运行时须写明）")
    parser.add_argument("--answers", metavar="文件", help="问题的回答：每行“问题编号: 回答”，YAML 或 JSON")
    parser.add_argument("--no-mapping", action="store_true", help="不用以前记下的表格读法，这次的也不记")
    parser.add_argument("--branch", metavar="分支", help="写成这个新分支上的一次提交，不动工作区")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出")


def run(arguments: argparse.Namespace) -> int:
    """Shows what would be written, asks, and writes it; 1 where something is wrong, open or declined."""
    from generator.cli.import_output import plan_json, print_plan
    from generator.cli.import_questions import list_questions
    from generator.cli.import_rounds import plan_in_rounds
    from generator.cli.import_writing import write_import
    from generator.model.collector import without_collector

    root = find_root(arguments.directory)
    if not (arguments.dry_run or arguments.json):
        finish_before(root)
    with without_collector():
        session, plan = plan_in_rounds(root, arguments)
    if plan is None:
        print("没有写入。")
        return 1
    if arguments.json:
        print_json(plan_json(session, plan))
    else:
        print_plan(session, plan)
    if plan.is_ready:
        return write_import(session, plan, arguments)
    if not arguments.json:
        if plan.questions:
            list_questions(plan.questions)
        print("没有写入。", file=sys.stderr)
    return 1
