"""`kaohe verify`: what was published is still what it was, or what is not."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.cli.output import print_json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument(
        "--against",
        metavar="旁证",
        action="append",
        default=[],
        help="先前存在别处的记录：kaohe verify --json 的输出、网站的 manifest.json、git bundle、"
        "网站文件夹或归档包；可以写多次",
    )
    parser.add_argument(
        "--rebuild", action="store_true", help="把 --against 的网站按其清单所记的提交重新生成，逐文件比较"
    )
    parser.add_argument("--templates", metavar="目录", help="重新生成时用的自己的模板；归档包带有模板的，用包里的")
    parser.add_argument("--confidential", metavar="目录", help="保密仓库所在的文件夹：把保密登记簿的统计数复算一遍")
    parser.add_argument("--all", action="store_true", help="逐项列出，不合并、不省略")
    parser.add_argument("--json", action="store_true", help="输出 JSON；存到别处，就是以后核验的旁证")


def run(arguments: argparse.Namespace) -> int:
    """Prints the findings; 1 where anything is not as it should be, or nothing could be verified."""
    from generator.acts.verify_act import verified_json, verify
    from generator.words.verification_text import verification_text

    paths = [Path(given) for given in arguments.against]
    found = verify(arguments.directory, paths, arguments.rebuild, arguments.templates, arguments.confidential)
    if arguments.json:
        print_json(verified_json(found))
    else:
        sys.stdout.write(verification_text(found.head, found.findings, found.main, whole=arguments.all))
    return 0 if found.holds else 1
