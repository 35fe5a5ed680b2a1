"""`kaohe timeline`: every unit's score after every change."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from generator.cli.arguments import parse_year
from generator.cli.line import add_line, find_tip, print_unread
from generator.cli.output import print_pieces
from generator.load.root import find_root
from generator.words.json_text import indented_json

if TYPE_CHECKING:
    from generator.git.repository import Repository

INNER = "\n  "


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("year", metavar="年度", type=parse_year, help="如 2015")
    parser.add_argument("--unit", metavar="单位", default="", help="只看一个单位，写编号、全称、简称或别名")
    add_line(parser)
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(arguments: argparse.Namespace) -> int:
    """Prints the movements, oldest first."""
    from generator.git.repository import open_repository

    repository = open_repository(find_root(arguments.directory))
    tip = find_tip(repository, arguments.at)
    print_unread(arguments, repository)
    if arguments.json and not arguments.unit:
        _print_all(repository, tip, arguments.year)
    else:
        from generator.cli.timeline_selection import print_selected_timeline

        print_selected_timeline(arguments, repository, tip)
    return 0


def _print_all(repository: Repository, tip: str, year: int) -> None:
    """Prints the whole series as JSON, most of it as it was kept."""
    from generator.acts.timeline_act import timeline_pieces
    from generator.git.condition import gaps_of

    with timeline_pieces(repository.root, repository, tip, year) as told:
        gaps = indented_json([gap.kind for gap in gaps_of(repository)], line=INNER)
        sys.stdout.write(f'{{{INNER}"commits": {told.commits},{INNER}"gaps": {gaps},{INNER}"moments": ')
        print_pieces(told.moments, INNER, f',{INNER}"year": {year}\n}}\n')
