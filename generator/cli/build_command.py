"""`kaohe build`: the whole output into one folder."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.cli.output import refuse_problems
from generator.cli.progress import show_progress
from generator.load.root import find_root
from generator.read.program import open_own_templates


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("--out", metavar="目录", help="写入的文件夹，默认为项目下的 site")
    parser.add_argument("--at", metavar="版本", help="用 git 的某个版本的数据，而不是当前文件")
    parser.add_argument(
        "--audience",
        metavar="对象",
        choices=("public", "internal", "proposal"),
        default="public",
        help="public 公开版（默认），internal 内部版：含未发布的数据和内部备注，"
        "proposal 审核用的预览：含草稿，不含内部备注",
    )
    parser.add_argument(
        "--templates",
        metavar="目录",
        help="自己的模板，与程序的 templates/ 同样摆放，有的用它、没有的用程序的；项目里的模板不写明就不用",
    )
    parser.add_argument(
        "--strict-fonts", action="store_true", help="缺少公文标准所用的字体或者有字印不出时不生成，返回 1"
    )


def run(arguments: argparse.Namespace) -> int:
    """Builds; 1 where data or texts have errors, or fonts are missing that were asked for."""
    from generator.acts.build_act import build

    root = find_root(arguments.directory)
    out = Path(arguments.out) if arguments.out else root / "site"
    folders = open_own_templates(arguments.templates)
    say, done = show_progress()
    built = build(root, out, arguments.at, arguments.audience, folders, arguments.strict_fonts, say)
    done()
    if refuse_problems(built.problems):
        return 1
    for words in built.remarks:
        print(f"{words}。", file=sys.stdout if built.files else sys.stderr)
    if not built.files:
        print("字体不全，按 --strict-fonts 的要求没有生成。", file=sys.stderr)
        return 1
    print(f"已生成 {built.files} 个文件：{out}")
    print(f"要收回：删除 {out}，以后随时可以重新生成。")
    return 0
