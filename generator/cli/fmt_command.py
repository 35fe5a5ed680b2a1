"""`kaohe fmt`: data files in their canonical form, their meaning unchanged."""

from __future__ import annotations

import argparse
import sys

from generator.cli.asking import finish_before
from generator.load.root import find_root


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("paths", metavar="文件", nargs="*", help="只整理这些文件或文件夹（默认整理全部数据）")
    about = "中文里的半角标点、直引号和不配对的括号也改好；已经发布过的文字不改"
    parser.add_argument("--punctuation", action="store_true", help=about)
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--check", action="store_true", help="只检查，不写入；有文件需要整理时返回 1")
    how.add_argument("--dry-run", action="store_true", help="只显示将要整理哪些文件，不写入")


def run(arguments: argparse.Namespace) -> int:
    """Writes the files in their canonical form; 1 where some cannot be read, or with `--check` are not canonical."""
    from generator.acts.fmt_act import carry_out_format, plan_format
    from generator.acts.undo import tell_undo_of
    from generator.words.problem_list import list_problems

    root = find_root(arguments.directory)
    only_looks = arguments.check or arguments.dry_run
    if not only_looks:
        finish_before(root)
    plan = plan_format(root, arguments.paths, arguments.punctuation)
    for text in list_problems(plan.problems, lambda problem: None):
        sys.stderr.write(text)
    for words in plan.refusals:
        print(words, file=sys.stderr)
    undo = tell_undo_of(root, plan.writes)
    if not only_looks:
        carry_out_format(root, plan)
    for write in plan.writes:
        print(f"{'需要整理' if only_looks else '已整理'} {write.path}")
    left = len({problem.place.file for problem in plan.problems}) + len(plan.refusals)
    done = "需要整理" if only_looks else "整理了"
    rest = f"，{left} 个有问题，没有改动" if left else ""
    print(f"查看了 {plan.looked} 个文件，{done} {len(plan.writes)} 个{rest}。")
    if arguments.dry_run:
        print("只是预览，没有写入。")
    if undo and not only_looks:
        print(undo)
    return 1 if left or (arguments.check and plan.writes) else 0
