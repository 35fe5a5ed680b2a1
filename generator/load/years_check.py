"""A check of everything on the disk year by year: the data, the texts, and what git tells of both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from generator.check.merge_attribute import check_merge_attributes
from generator.kept.kept_store import KeptStore
from generator.load.kept_check import SHARED, KeptCheck, May
from generator.load.looked_files import LookedFiles
from generator.load.problem_rows import pack_problems, unpack_problems
from generator.load.unfinished import read_finished
from generator.model.collector import without_collector
from generator.model.problem import Problem

_LATE = ("KH453", "KH454")  # answers that came late, and days off that would be needed to tell


def check_by_years(looked: LookedFiles, store: KeptStore, beside: str, may: May) -> list[Problem] | None:
    """Every problem, in order; None where the years cannot be looked at by themselves.

    `beside` is a digest of the texts and of what git tells; `may` says, afterwards, whether it still stands for them.
    """
    with without_collector():
        return _check(KeptCheck(looked, store), looked, beside, may)


def _check(check: KeptCheck, looked: LookedFiles, beside: str, may: May) -> list[Problem] | None:
    if check.is_whole:
        return None
    found, unfinished = read_finished(looked.root, lambda: _find(check, looked, beside, may))
    return None if found is None else sorted([*found, *unfinished])


def _find(check: KeptCheck, looked: LookedFiles, beside: str, may: May) -> list[Problem] | None:
    rest = check.keep(["beside", beside], lambda: _check_beside(check, looked), may=may)
    waiting = [path for found in check.years.values() for path in found.waiting]
    if rest is None or (waiting and check.unread):
        return None
    found = [*check.problems(), *unpack_problems(rest)]
    if waiting:
        told = [problem for problem in found if problem.code in _LATE]
        said = ["late", beside, repr(pack_problems(told))]
        late = check.keep(said, lambda: _check_late(check, looked, waiting, told), waiting, may)
        found += unpack_problems(late)
    found += check_merge_attributes(
        looked.root, lambda: [path for part in looked.parts for path in looked.paths(part)]
    )
    return found


def _check_beside(check: KeptCheck, looked: LookedFiles) -> list[list[Any]] | None:
    """The problems of texts, and of what git tells of what lies in no year; None where it tells of acts."""
    from generator.git.masks import disk_tree
    from generator.load.project import Project, judge_published
    from generator.load.project_texts import project_texts
    from generator.release.main_line import open_main_line

    tree = disk_tree(looked.root)
    line = open_main_line(looked.root, None, tree.masks)
    if tree.masks.redactions or (line is not None and (line.ledger.entries or line.ledger.lines)):
        return None
    alone = Project(looked.tree(SHARED), None, check.beside())
    return pack_problems(judge_published(alone, line, project_texts(looked.root, tree)).problems)


def _check_late(
    check: KeptCheck, looked: LookedFiles, waiting: Sequence[str], told: Sequence[Problem]
) -> list[list[Any]]:
    from generator.release.late_answers import remind_late

    return pack_problems(remind_late(looked.root, check.beside(waiting), told))
