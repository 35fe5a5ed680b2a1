"""`kaohe new correction`: the act `kaohe correct`, asked for; on a branch together with what it is about."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.cli.asking import add_asking, add_ties, confirm, do_act, finish_before, parse_day, say_refusal
from generator.cli.questions import ask, can_ask, choose
from generator.model.problem import UserError

CORRECTION = "correction"


def add_correction(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("publication", metavar="发布", nargs="?", default="", help="被更正的发布的编号，如 2015-q1")
    parser.add_argument("--all", action="store_true", help="一次更正有变化的全部发布，原因相同")
    parser.add_argument("--reason", metavar="原因", default="", help="更正的原因；将写入更正公告")
    parser.add_argument("--date", metavar="日期", type=parse_day, help="更正日期；默认为今天")
    parser.add_argument("--document", metavar="文号", default="", help="发文字号")
    parser.add_argument("--branch", default="", metavar="分支", help="连同它所更正的改动，作为新分支上的一个提交")
    add_ties(parser)
    add_asking(parser)


def run_correction(root: Path, arguments: argparse.Namespace) -> int:
    """Writes the records of the corrections; 1 where nothing has changed or something forbids it."""
    from generator.acts.correct_act import CorrectRequest, list_correctable, plan_correction
    from generator.acts.plan import Refusal
    from generator.acts.propose_work import propose_plan
    from generator.acts.record_words import tell_proposed
    from generator.acts.tie_choices import parse_ties
    from generator.acts.workspace import open_workspace

    finish_before(root)
    workspace = open_workspace(root)
    known = list_correctable(workspace)
    publication, reason = getattr(arguments, "publication", ""), getattr(arguments, "reason", "")
    for_all = getattr(arguments, "all", False)
    missing = ["发布的编号（写在 correction 后面）"] if not (publication or for_all) else []
    missing += ["原因（--reason）"] if not reason else []
    if missing and not can_ask():
        raise UserError(f"缺少{'、'.join(missing)}。这里不能提问，请写明。没有写入。")
    if not (publication or for_all):
        if not known:
            raise UserError("主分支上还没有发布，没有可以更正的。")
        publication = choose("更正哪一次发布", {name: name for name in known})
    reason = reason or ask("更正的原因，将写入更正公告", needed=True)
    ties = parse_ties(*(getattr(arguments, name, []) for name in ("tie", "ground", "tie_document")))
    request = CorrectRequest(
        publication, reason, getattr(arguments, "date", None), getattr(arguments, "document", ""), ties=ties
    )
    plan = plan_correction(workspace, request)
    if not getattr(arguments, "branch", ""):
        return do_act(workspace, plan, arguments)
    if isinstance(plan, Refusal):
        return say_refusal(plan)
    if not confirm(plan, arguments):
        return 0 if arguments.dry_run else 1
    for line in tell_proposed(propose_plan(workspace, plan, f"更正 {publication or '各次发布'}", arguments.branch)):
        print(line)
    return 0
