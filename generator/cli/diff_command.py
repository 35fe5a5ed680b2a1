"""`kaohe diff A B`: two versions compared by meaning, with the cause of every movement."""

from __future__ import annotations

import argparse
import sys

from generator.cli.comparison_output import add_form, print_comparison, text_form
from generator.load.root import find_root


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    what = "提交编号、标签、分支、日期（如 2015-06-30）或发布的编号"
    parser.add_argument("old", metavar="版本甲", help=f"较早的版本：{what}")
    parser.add_argument("new", metavar="版本乙", help=f"较晚的版本：{what}")
    add_form(parser)


def run(arguments: argparse.Namespace) -> int:
    """Prints the comparison; 0 whether or not anything differs."""
    from generator.acts.compare_act import compare_versions, compared_text

    root, form = find_root(arguments.directory), text_form(arguments)
    if form is None:
        print_comparison(compare_versions(root, arguments.old, arguments.new), arguments)
    else:
        sys.stdout.write(compared_text(root, arguments.old, arguments.new, form))
    return 0
