"""`kaohe correct`: writes why published figures or words changed, and from what to what."""

from __future__ import annotations

import argparse

from generator.cli.asking import add_asking, add_ties, do_act, finish_before, parse_day
from generator.load.root import find_root
from generator.model.place import spoken_path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("publication", metavar="发布", nargs="?", help="被更正的发布的编号，如 2015-q1")
    which.add_argument("--all", action="store_true", help="一次更正有变化的全部发布，原因相同")
    parser.add_argument(
        "--reason", metavar="原因", required=True, help="更正的原因，如 复核后撤销一条扣分；将写入更正公告"
    )
    parser.add_argument(
        "--words",
        metavar=("文件", "字段"),
        nargs=2,
        action="append",
        default=[],
        help=f"只更正这处文字，如 {spoken_path('deduction', '2015', '…', '…')} reason；默认为改动过的全部",
    )
    about = "涉及的数据文件；默认为发布（或上次更正）以来改动过的"
    parser.add_argument("--records", metavar="文件", nargs="+", default=[], help=about)
    parser.add_argument("--date", metavar="日期", type=parse_day, help="更正日期；默认为今天")
    parser.add_argument("--document", metavar="文号", default="", help="发文字号")
    add_ties(parser)
    add_asking(parser)


def run(arguments: argparse.Namespace) -> int:
    """Writes the records of the corrections; 1 where nothing has changed or something forbids it."""
    from generator.acts.correct_act import CorrectRequest, plan_correction
    from generator.acts.tie_choices import parse_ties
    from generator.acts.workspace import open_workspace
    from generator.model.publication import CorrectedWords

    root = find_root(arguments.directory)
    finish_before(root)
    ties = parse_ties(arguments.tie, arguments.ground, arguments.tie_document)
    workspace = open_workspace(root)
    request = CorrectRequest(
        arguments.publication or "",
        arguments.reason,
        arguments.date,
        arguments.document,
        tuple(arguments.records),
        tuple(CorrectedWords(file, field) for file, field in arguments.words),
        ties,
    )
    return do_act(workspace, plan_correction(workspace, request), arguments)
