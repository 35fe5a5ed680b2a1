"""Carrying out an import that was shown, and saying how it is taken back."""

from __future__ import annotations

import argparse
import sys

from generator.acts.import_act import ImportPlan, carry_out_import
from generator.acts.import_session import ImportSession
from generator.acts.undo import tell_undo_branch, tell_undo_of
from generator.cli.progress import show_progress
from generator.model.problem import UserError

_LISTED = 20  # files that are named
_YES = ("y", "yes", "是", "确认")


def write_import(session: ImportSession, plan: ImportPlan, arguments: argparse.Namespace) -> int:
    """Writes what the plan says, if a person agrees; the exit code."""
    say = sys.stderr if arguments.json else sys.stdout
    if not plan.writes:
        known = plan.actions or plan.ballots
        print("没有要写入的：表里的记录都已经有了。" if known else "表里没有要登记的行。", file=say)
        return 0
    if arguments.dry_run:
        print("只是预览，没有写入。", file=say)
        return 0
    if not arguments.yes and not _agrees(plan, arguments):
        print("没有写入。", file=say)
        return 1
    if arguments.branch:
        from generator.acts.import_branch import propose_import

        made = propose_import(session, plan, arguments.branch)
        print(f"已写成分支 {made.branch} 上的一次提交 {made.commit[:10]}，{len(made.paths)} 个文件。", file=say)
        print(tell_undo_branch(made.branch), file=say)
        return 0
    tell, done = show_progress()
    try:
        carry_out_import(session, plan, tell)
    finally:
        done()
    for write in plan.writes[:_LISTED]:
        print(f"已写入 {write.path}", file=say)
    if len(plan.writes) > _LISTED:
        print(f"……共写入 {len(plan.writes)} 个文件。", file=say)
    print(tell_undo_of(session.root, plan.writes), file=say)
    folders = sorted({"/".join(write.path.split("/")[:2]) for write in plan.writes})
    print(f"接下来：kaohe check，然后 git add {' '.join(folders)} && git commit", file=say)
    return 0


def _agrees(plan: ImportPlan, arguments: argparse.Namespace) -> bool:
    sys.stdout.flush()
    if arguments.json or not sys.stdin or not sys.stdin.isatty():
        raise UserError("没有写入：这里不能提问。核对以上内容以后，请加 --yes 再运行一次；只看不写用 --dry-run。")
    print(f"写入这 {len(plan.writes)} 个文件？（是写 y，否按回车）", end=" ", flush=True)
    return sys.stdin.readline().strip().lower() in _YES
