"""Showing what an act will do, and asking: on a terminal in words, elsewhere by `--yes`."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from generator.model.problem import UserError, escape_text

if TYPE_CHECKING:
    from generator.acts.plan import Plan, Refusal
    from generator.acts.workspace import Workspace

_LONGEST = 2000  # characters of one line
_YES = ("y", "yes", "是", "确认")


def add_asking(parser: argparse.ArgumentParser) -> None:
    """Declares `--dry-run` and `--yes`."""
    parser.add_argument("--dry-run", action="store_true", help="只显示将要做什么，不写入")
    parser.add_argument("--yes", action="store_true", help="不再询问，直接写入（不在终端里运行时须写明）")


def add_ties(parser: argparse.ArgumentParser) -> None:
    """Declares how a tie on the edge of an outcome is decided."""
    parser.add_argument(
        "--tie",
        metavar="结果=单位,单位",
        action="append",
        default=[],
        help="并列处由人确定的结果；都不确定写 结果=；可以写多次",
    )
    parser.add_argument("--ground", metavar="依据", action="append", default=[], help="确定的依据，与 --tie 一一对应")
    parser.add_argument("--tie-document", metavar="文件", action="append", default=[], help="依据的文件或会议")


def parse_day(text: str) -> date:
    """The day that an argument names."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError("日期应写作 2015-04-10") from None


def finish_before(root: Path) -> None:
    """Finishes a write that was broken off before anything else is done, and says so."""
    from generator.acts.journal import finish_write

    said = finish_write(root)
    if said:
        print(said)


def confirm(plan: Plan, arguments: argparse.Namespace) -> bool:
    """Shows the plan; whether it is to be carried out. UserError where nobody can be asked and `--yes` is missing."""
    for line in plan.preview:
        print(escape_text(line.replace("\n", " "), _LONGEST))
    if arguments.dry_run:
        print("只是预览，没有写入。")
        return False
    if arguments.yes:
        return True
    sys.stdout.flush()
    if not sys.stdin or not sys.stdin.isatty():
        raise UserError("没有写入：这里不能提问。核对以上内容以后，请加 --yes 再运行一次；只看不写用 --dry-run。")
    for question in plan.questions:
        print(f"{escape_text(question, _LONGEST)}（是写 y，否按回车）", end=" ", flush=True)
        if sys.stdin.readline().strip().lower() not in _YES:
            print("没有写入。")
            return False
    return True


def do_act(workspace: Workspace, plan: Plan | Refusal, arguments: argparse.Namespace) -> int:
    """Shows, asks and writes; the exit code: 0 written or only looked at, 1 refused or declined."""
    from generator.acts.plan import Refusal, carry_out

    if isinstance(plan, Refusal):
        return say_refusal(plan)
    if not confirm(plan, arguments):
        return 0 if arguments.dry_run else 1
    carry_out(workspace, plan)
    for write in plan.files:
        print(f"已写入 {write.path}" if write.after is not None else f"已删除 {write.path}")
    for line in plan.afterwards:
        print(line)
    return 0


def say_refusal(refusal: Refusal) -> int:
    """Says why nothing was done; 1."""
    from generator.words.problem_text import format_problem

    for problem in refusal.problems:
        sys.stderr.write(format_problem(problem) + "\n")
    for reason in refusal.reasons:
        print(escape_text(reason, _LONGEST), file=sys.stderr)
    return 1
