"""`kaohe draft indicators [YEAR]`: drafts of deductions for targets that were missed, for a clerk to sign."""

from __future__ import annotations

import argparse
from collections.abc import Iterable

from generator.cli.arguments import parse_year
from generator.cli.asking import finish_before
from generator.load.root import find_root
from generator.model.problem import escape_text

_LONGEST = 2000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("what", metavar="什么", choices=["indicators"], help="indicators 未达到的目标指标")
    parser.add_argument("year", metavar="年度", nargs="?", type=parse_year, help="只要这一年的；不写为全部")
    parser.add_argument("--branch", default="", metavar="分支", help="不写进工作目录，作为新分支上的一个提交")
    parser.add_argument("--dry-run", action="store_true", help="只显示，不写入")


def run(arguments: argparse.Namespace) -> int:
    """Writes the drafts; 1 where one of them is no valid record."""
    from generator.acts.draft_act import draft_indicators, tell_faults, tell_missed, write_missed
    from generator.acts.record_act import draft_records
    from generator.acts.record_source import MAIN, open_source
    from generator.acts.record_words import tell_drafts

    root = find_root(arguments.directory)
    finish_before(root)
    source = open_source(root, MAIN if arguments.branch else "")
    missed = draft_indicators(source, arguments.year)
    _say(tell_missed(missed))
    forms = [one.form for one in missed if one.form is not None]
    if not forms:
        return 0
    drafts = draft_records(source, forms)
    if not drafts.is_sound:
        _say(tell_faults(drafts))
        return 1
    _say(tell_drafts(drafts))
    _say(["只是预览，没有写入。"] if arguments.dry_run else write_missed(drafts, arguments.branch))
    return 0


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        print(escape_text(line, _LONGEST))
