"""`kaohe withdraw`: takes a publication back, leaving its trace."""

from __future__ import annotations

import argparse

from generator.cli.asking import add_asking, do_act, finish_before, parse_day
from generator.load.root import find_root


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("id", metavar="编号", help="被撤回的发布的编号，如 2015-q1")
    parser.add_argument(
        "--reason", metavar="理由", required=True, help="撤回的理由，如 误将尚未复核的扣分计入；将公开"
    )
    parser.add_argument("--date", metavar="日期", type=parse_day, help="撤回日期；默认为今天")
    parser.add_argument("--document", metavar="文号", default="", help="发文字号")
    add_asking(parser)


def run(arguments: argparse.Namespace) -> int:
    """Writes the record of the withdrawal; 1 where something forbids it."""
    from generator.acts.withdraw_act import WithdrawRequest, plan_withdrawal
    from generator.acts.workspace import open_workspace

    root = find_root(arguments.directory)
    finish_before(root)
    workspace = open_workspace(root)
    request = WithdrawRequest(arguments.id, arguments.reason, arguments.date, arguments.document)
    return do_act(workspace, plan_withdrawal(workspace, request), arguments)
