"""`kaohe redact`: takes a text out of everything that leaves, and says what still holds it."""

from __future__ import annotations

import argparse

from generator.cli.asking import add_asking, do_act, finish_before, parse_day
from generator.load.root import find_root, path_inside
from generator.model.place import spoken_path


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    example = spoken_path("deduction", "2015", "…", "…")
    parser.add_argument(
        "file",
        metavar="文件",
        help=f"数据文件，如 {example}；提交说明写 commit:提交编号",
    )
    parser.add_argument(
        "fields",
        metavar="字段",
        nargs="*",
        default=(),
        help="要遮盖的文字，如 reason、evidence/title、reply/text、appeal/grounds；提交说明不写字段",
    )
    parser.add_argument(
        "--reason",
        metavar="原因",
        required=True,
        help="遮盖的原因，如 事由里写有来电人的联系方式；将公开，不写被遮盖的内容",
    )
    parser.add_argument("--date", metavar="日期", type=parse_day, help="决定遮盖的日期；默认为今天")
    add_asking(parser)


def run(arguments: argparse.Namespace) -> int:
    """Writes the record of the redaction and masks the texts in the file; 1 where something forbids it."""
    from generator.acts.redact_act import RedactRequest, plan_redaction
    from generator.acts.workspace import open_workspace

    root = find_root(arguments.directory)
    finish_before(root)
    workspace = open_workspace(root)
    is_commit = arguments.file.startswith("commit:")
    file = arguments.file if is_commit else path_inside(root, arguments.file)
    request = RedactRequest(file, tuple(arguments.fields), arguments.reason, arguments.date)
    return do_act(workspace, plan_redaction(workspace, request), arguments)
