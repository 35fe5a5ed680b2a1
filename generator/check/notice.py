"""The text of the notice: kept in its form, and with every clause that a scheme refers to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.check.nearest import nearest_id
from generator.model.corpus import Corpus
from generator.model.problem import Problem
from generator.model.scheme import Scheme
from generator.read.notice import check_notice, read_notice
from generator.read.text import read_text

FOLDER = "content/notice"
Steps = Sequence[str | int]


def check_notices(root: Path, corpus: Corpus) -> list[Problem]:
    """The problems of the notices below `root`, and of clauses that schemes name and no notice has (KH420).

    A project without the text of a notice has none of these problems.
    """
    problems: list[Problem] = []
    clauses: dict[str, str] = {}
    folders = sorted(path for path in (root / FOLDER).glob("*") if path.is_dir() and not path.is_symlink())
    for folder in folders:
        files, unread = _read_files(root, folder)
        problems += unread or check_notice(folder.relative_to(root).as_posix(), files)
        for part in read_notice(files).parts:
            clauses |= {clause.anchor: clause.published[:20] for clause in part.clauses}
    if folders and not problems:  # of a text that is not in order it is unknown what it has
        problems += [problem for scheme in corpus.schemes.values() for problem in _check_bases(scheme, clauses)]
    return sorted(problems)


def _read_files(root: Path, folder: Path) -> tuple[dict[str, str], list[Problem]]:
    """The texts of a notice by file name, and the problems of those that cannot be read."""
    files, problems = {}, []
    for path in sorted(folder.glob("*.md")):
        if path.is_symlink() or not path.is_file():
            continue
        text = read_text(path.relative_to(root).as_posix(), path.read_bytes())
        if isinstance(text, Problem):
            problems.append(text)
        else:
            files[path.name] = text
    return files, problems


def _check_bases(scheme: Scheme, clauses: dict[str, str]) -> Iterator[Problem]:
    """KH420: every basis is a clause of a notice, so that the link to it leads somewhere."""
    for steps, anchor in _list_bases(scheme):
        if anchor and anchor not in clauses:
            near = nearest_id(anchor, clauses)
            hint = f"是否想写 {near}（{clauses[near]}…）？" if near else "锚点见通知原文各段开头。"
            yield Problem(scheme.origin.place(*steps), "KH420", f"通知原文里没有锚点为“{anchor}”的条款", hint)


def _list_bases(scheme: Scheme) -> Iterator[tuple[Steps, str]]:
    """Every anchor that a scheme names, with the steps to its place."""
    for name in ("total", "target", "ranking"):
        yield ("basis", name), getattr(scheme.basis, name)
    for number, rule in enumerate(scheme.outcomes):
        yield ("outcomes", number, "basis"), rule.basis
    for number, component in enumerate(scheme.components):
        yield ("components", number, "basis"), component.basis
        for at, category in enumerate(getattr(component, "categories", ())):
            steps = ("components", number, "categories", at)
            yield (*steps, "basis"), category.basis
            for index, item in enumerate(category.items):
                yield (*steps, "items", index, "basis"), item.basis
