"""`kaohe import FILE…`: spreadsheets become records."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

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
    from generator.acts.import_act import open_import, plan_import
    from generator.acts.import_answers import read_answers
    from generator.cli.import_output import plan_json, print_plan
    from generator.cli.import_questions import ask_questions, can_ask, list_questions
    from generator.cli.import_writing import write_import

    root = find_root(arguments.directory)
    if not (arguments.dry_run or arguments.json):
        finish_before(root)
    answers = read_answers(Path(arguments.answers)) if arguments.answers else {}
    tree = None
    if arguments.branch:
        from generator.acts.import_branch import main_tree

        tree = main_tree(root)
    session = open_import(root, [Path(file) for file in arguments.files], answers, tree)
    plan = plan_import(session, not arguments.no_mapping)
    while plan.questions and can_ask() and not (arguments.dry_run or arguments.json or arguments.yes):
        given = ask_questions(plan.questions)
        if given is None:
            print("没有写入。")
            return 1
        session.answers |= given
        plan = plan_import(session, not arguments.no_mapping)
    if arguments.json:
        print_json(plan_json(session, plan))
    else:
        print_plan(session, plan)
    if not plan.is_ready:
        if plan.questions and not arguments.json:
            list_questions(plan.questions)
        if not arguments.json:
            print("没有写入。", file=sys.stderr)
        return 1
    return write_import(session, plan, arguments)
