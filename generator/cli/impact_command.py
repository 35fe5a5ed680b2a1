"""`kaohe impact --base REV`: what the files as they lie here do to scores, ranks and outcomes."""

from __future__ import annotations

import argparse

from generator.cli.diff_command import add_form, print_comparison
from generator.load.project import find_root, published_commits


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("--base", metavar="版本", default="HEAD", help="与这个版本比较，默认为最近一次提交")
    add_form(parser)


def run(arguments: argparse.Namespace) -> int:
    """Prints the effect; 0 whether or not anything moves."""
    from generator.compare.comparison import compare_files
    from generator.git.masks import disk_tree
    from generator.git.repository import open_repository
    from generator.git.revision import resolve_revision

    root = find_root(arguments.directory)
    repository = open_repository(root)
    base = resolve_revision(repository, arguments.base, published_commits(root))
    print_comparison(compare_files(repository, base, disk_tree(root)), arguments)
    return 0
