"""`kaohe timeline`: every unit's score after every change."""

from __future__ import annotations

import argparse
import sys

from generator.cli.arguments import parse_year
from generator.cli.line import add_line, find_tip, unread_branch
from generator.cli.output import print_json
from generator.load.root import find_root
from generator.model.place import lies_in
from generator.read.unit_lookup import find_unit


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declares the arguments."""
    parser.add_argument("year", metavar="年度", type=parse_year, help="如 2015")
    parser.add_argument("--unit", metavar="单位", default="", help="只看一个单位，写编号、全称、简称或别名")
    add_line(parser)
    parser.add_argument("--json", action="store_true", help="输出 JSON")


def run(arguments: argparse.Namespace) -> int:
    """Prints the movements, oldest first."""
    from generator.git.condition import find_gaps, inspect_repository
    from generator.git.git_tree import GitTree
    from generator.git.repository import open_repository
    from generator.history.mainline import read_changes
    from generator.history.series import read_timeline
    from generator.public.periods import visible_corpus
    from generator.public.shown_history import office_timeline
    from generator.read.corpus_reader import read_corpus
    from generator.words.history_text import timeline_json, timeline_text

    repository = open_repository(find_root(arguments.directory))
    tip = find_tip(repository, arguments.at)
    if note := unread_branch(repository, arguments.at):
        print(f"{note}\n", file=sys.stderr if arguments.json else sys.stdout)
    timeline = office_timeline(read_timeline(repository, read_changes(repository, tip), arguments.year))
    gaps = find_gaps(inspect_repository(repository))
    corpus, _ = read_corpus(GitTree(repository, tip), wanted=lambda path: lies_in(path, "unit"))
    moved = {movement.unit for moment in timeline.moments for movement in moment.movements}
    unit = arguments.unit
    if unit and unit not in moved:
        unit = find_unit(corpus.units.values(), unit)
    if arguments.json:
        print_json(timeline_json(timeline, gaps, unit))
    else:
        sys.stdout.write(timeline_text(timeline, visible_corpus(corpus, "internal"), unit, gaps))
    return 0
