"""`kaohe impact --base REV`: what the files as they lie here do to scores, ranks and outcomes."""

from __future__ import annotations

import argparse

from generator.cli.comparison_output import add_form, print_comparison
from generator.load.root import find_root


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("--base", metavar="版本", default="HEAD", help="与这个版本比较，默认为最近一次提交")
    add_form(parser)


def run(arguments: argparse.Namespace) -> int:
    """Prints the effect; 0 whether or not anything moves."""
    from generator.acts.compare_act import find_impact

    print_comparison(find_impact(find_root(arguments.directory), arguments.base), arguments)
    return 0
