"""The time series of a year as text, or that of one unit."""

from __future__ import annotations

import argparse
import sys

from generator.cli.output import print_json
from generator.git.condition import gaps_of
from generator.git.git_tree import GitTree
from generator.git.repository import Repository
from generator.history.mainline import read_changes
from generator.history.series import read_timeline
from generator.model.place import lies_in
from generator.public.periods import visible_corpus
from generator.public.shown_timeline import office_timeline
from generator.read.corpus_reader import read_corpus
from generator.read.unit_lookup import find_unit
from generator.words.history_text import timeline_json, timeline_text


def print_selected_timeline(arguments: argparse.Namespace, repository: Repository, tip: str) -> None:
    """Prints the movements along the line that ends at `tip`, oldest first."""
    timeline = office_timeline(
        read_timeline(repository, read_changes(repository, tip, with_dropped=False), arguments.year)
    )
    gaps = gaps_of(repository)
    corpus, _ = read_corpus(GitTree(repository, tip), wanted=lambda path: lies_in(path, "unit"))
    moved = {movement.unit for moment in timeline.moments for movement in moment.movements}
    unit = arguments.unit
    if unit and unit not in moved:
        unit = find_unit(corpus.units.values(), unit)
    if arguments.json:
        print_json(timeline_json(timeline, gaps, unit))
    else:
        sys.stdout.write(timeline_text(timeline, visible_corpus(corpus, "internal"), unit, gaps))
