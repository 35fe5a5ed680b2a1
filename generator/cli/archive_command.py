"""`kaohe archive`: one publication as a bag that an archive can keep, check and build again."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.cli.asking import add_asking, confirm, say_refusal
from generator.load.root import find_root
from generator.proof.archive_metadata import RETENTIONS, SECRECY
from generator.read.program import open_own_templates


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("id", metavar="编号", help="发布的编号，如 2015-q1")
    parser.add_argument(
        "--audience",
        metavar="对象",
        choices=tuple(SECRECY),
        default="internal",
        help="internal 内部归档（默认）：含全部历史；public 公开归档：只含已公开的记录",
    )
    parser.add_argument(
        "--retention", metavar="期限", choices=RETENTIONS, default="永久", help="保管期限：永久（默认）、30年、10年"
    )
    parser.add_argument("--templates", metavar="目录", help="生成网站时用的自己的模板，一并归档")
    parser.add_argument("--out", metavar="目录", help="归档包的文件夹，默认为项目下的 build/archive/编号-对象")
    add_asking(parser)


def run(arguments: argparse.Namespace) -> int:
    """Packs the bag; 1 where the publication does not hold."""
    from generator.acts.archive_act import Unproved, carry_out_archive, plan_archive
    from generator.acts.plan import Refusal
    from generator.words.verification_text import verification_text

    root = find_root(arguments.directory)
    out = Path(arguments.out) if arguments.out else None
    templates = open_own_templates(arguments.templates)
    plan = plan_archive(root, arguments.id, arguments.audience, arguments.retention, out, templates)
    if isinstance(plan, Refusal):
        return say_refusal(plan)
    if isinstance(plan, Unproved):
        sys.stderr.write(verification_text(plan.head, plan.findings))
        print("核验有不符之处，没有归档。", file=sys.stderr)
        return 1
    if not confirm(plan.shown, arguments):
        return 0 if arguments.dry_run else 1
    mark = carry_out_archive(plan)
    print(f"已归档：{plan.out}")
    print(f"归档包的指纹（tagmanifest-sha512.txt 的 SHA-256）：{mark}")
    print("请把指纹登记在别处，例如移交清册；以后凭它就能证明归档包没有变动。")
    for line in plan.shown.afterwards:
        print(line)
    return 0
