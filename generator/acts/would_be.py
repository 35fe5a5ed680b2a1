"""Whatever `kaohe check` would say after a write is said before it, and nothing is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.acts.workspace import Workspace
from generator.load.project import load
from generator.model.lazy_dataclass import dataclass
from generator.model.problem import Problem
from generator.read.content import read_content
from generator.read.kept_readings import KeptReadings
from generator.read.tree import OverlayTree, YearTree
from generator.release.main_line import MainLine
from generator.rules.corpus import Corpus


@dataclass(frozen=True, slots=True)
class WouldBe:
    """The data as they would be after a write, merged with the main branch, and every error in them."""

    corpus: Corpus
    tree: OverlayTree
    line: MainLine
    errors: tuple[Problem, ...]


def check_would_be(
    workspace: Workspace,
    files: Mapping[str, bytes | None],
    year: int | None = None,
    readings: KeptReadings | None = None,
) -> WouldBe:
    """What `kaohe check` would say once `files` are written, committed and merged with the main branch as it is.

    What `readings` has of a file with the same bytes is not read again.

    With `year`, the write can affect figures of that year alone: other years are neither read nor checked.
    """
    below = workspace.merged.below if year is None else YearTree(workspace.merged.below, year)
    tree = OverlayTree(below, {**workspace.merged.files, **files})
    line = workspace.line
    line = replace(line, fork=line.tip, fork_lines=line.ledger.lines, joined=True)
    project = load(tree, line=line, texts=read_content(workspace.root), root=workspace.root, readings=readings)
    errors = tuple(sorted(set(project.errors)))
    return WouldBe(project.corpus, tree, line, errors)


def new_errors(before: WouldBe, after: WouldBe) -> tuple[Problem, ...]:
    """The errors that a write would add: what is wrong already does not forbid an act that leaves it as it is."""
    known = {(problem.code, problem.place.file) for problem in before.errors}
    return tuple(problem for problem in after.errors if (problem.code, problem.place.file) not in known)


def errors_within(state: WouldBe, codes: Sequence[str]) -> tuple[Problem, ...]:
    """The errors of a state whose codes do not begin with any of `codes`."""
    return tuple(problem for problem in state.errors if not problem.code.startswith(tuple(codes)))
