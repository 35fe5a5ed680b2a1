"""`kaohe publish`: freezes a quarter or a year as a record, and later sets its tag."""

from __future__ import annotations

import argparse

from generator.cli.asking import add_asking, add_ties, confirm, do_act, finish_before, parse_day, say_refusal
from generator.load.root import find_root
from generator.model.publication import PUBLICATION_FORM


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("id", metavar="编号", help=f"{PUBLICATION_FORM}；如 2015-q1。种类和时段由编号决定")
    parser.add_argument("--at", metavar="版本", default="", help="冻结主分支的这个版本；默认为检出的提交")
    parser.add_argument("--date", metavar="日期", type=parse_day, help="发布日期，如 2015-04-10；默认为今天")
    parser.add_argument("--issued", metavar="日期", type=parse_day, help="成文日期；不写即发布日期")
    parser.add_argument("--document", metavar="文号", help="发文字号，如 某考办〔2015〕3号")
    parser.add_argument("--title", metavar="标题", help="标题；默认按种类和时段写出")
    add_ties(parser)
    parser.add_argument("--tag", action="store_true", help="记录已进入主分支后，给它加上标签；配置了密钥时签名")
    add_asking(parser)


def run(arguments: argparse.Namespace) -> int:
    """Writes the record of the publication, or sets its tag; 1 where something forbids it."""
    root = find_root(arguments.directory)
    if arguments.tag:
        return _tag(arguments)
    from generator.acts.publish_act import PublishRequest, plan_publication
    from generator.acts.tie_choices import parse_ties
    from generator.acts.workspace import open_workspace

    finish_before(root)
    ties = parse_ties(arguments.tie, arguments.ground, arguments.tie_document)
    workspace = open_workspace(root)
    request = PublishRequest(
        arguments.id, arguments.at, arguments.date, arguments.issued, arguments.document, arguments.title, ties
    )
    return do_act(workspace, plan_publication(workspace, request), arguments)


def _tag(arguments: argparse.Namespace) -> int:
    from generator.acts.plan import Refusal
    from generator.acts.tag_act import carry_out_tag, plan_tag

    plan = plan_tag(find_root(arguments.directory), arguments.id)
    if isinstance(plan, Refusal):
        return say_refusal(plan)
    if not confirm(plan.shown, arguments):
        return 0 if arguments.dry_run else 1
    print(carry_out_tag(plan))
    for line in plan.shown.afterwards:
        print(line)
    return 0
