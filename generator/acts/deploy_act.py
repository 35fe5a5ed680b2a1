"""Putting the public site in place once the main branch records an act: a publication, correction, withdrawal, mask.

What counts is the line that the act adds to `chain.yml`; a tag is only the signed mark of it. The main branch is
checked whole before: what two proposals break only together is found here at the latest, and the old site stays.
"""

from __future__ import annotations

import json
from pathlib import Path

from generator.acts.build_act import Say, build
from generator.git.git_tree import GitTree
from generator.git.repository import Repository, open_repository
from generator.git.revision import find_base, resolve_revision
from generator.load.project import open_project
from generator.model.lazy_dataclass import dataclass
from generator.model.place import CHAIN_FILE
from generator.model.problem import Problem, UserError
from generator.proof.manifest import MANIFEST


@dataclass(frozen=True, slots=True)
class Deployed:
    """What came of it: the lines that were new, the number of files built, what is wrong where nothing was built."""

    lines: tuple[str, ...] = ()
    files: int = 0
    problems: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()


def deploy(
    root: Path, out: Path, since: str, at: str = "HEAD", always: bool = False, say: Say | None = None
) -> Deployed:
    """Builds the public site of the commit `at` into `out` if acts have been recorded since the commit `since`.

    Where a site is in place, its own commit counts instead of `since`: a run that failed once is made up for by the
    next. With `always` also if there were none. A commit that is not in the history of `at` (the branch was made
    anew, or its history rewritten) counts as nothing known. Raises UserError where `at` or `since` is not known.
    """
    repository = open_repository(root)
    commit = resolve_revision(repository, at)
    placed = _commit_in_place(repository, out)
    if placed and placed != commit and find_base(repository, placed, commit) == commit:
        return Deployed()  # a later run was quicker: its site holds all that this one's would
    lines = _new_lines(repository, placed or since, commit)
    if not lines and not always:
        return Deployed()
    project = open_project(root, commit, with_texts=True)
    if project.errors:
        return Deployed(lines, 0, tuple(project.errors))
    built = build(root, out, commit, "public", say=say or (lambda words, count: None))
    return Deployed(lines, built.files, built.problems, built.remarks)


def _commit_in_place(repository: Repository, out: Path) -> str:
    """The commit of the site that is there, if it names one that is known here."""
    try:
        named = json.loads((out / MANIFEST).read_bytes()).get("commit") or ""
        return resolve_revision(repository, named) if named else ""
    except (OSError, ValueError, AttributeError, UserError):
        return ""


def _new_lines(repository: Repository, since: str, commit: str) -> tuple[str, ...]:
    after = _lines(repository, commit)
    if set(since) <= {"0"}:  # what forges name where a branch was not there before
        return after
    before = resolve_revision(repository, since)
    known = _lines(repository, before) if find_base(repository, before, commit) == before else ()
    return tuple(line for line in after if line not in known)


def _lines(repository: Repository, commit: str) -> tuple[str, ...]:
    """The lines of the chain as they are written; none where nothing has been published yet."""
    tree = GitTree(repository, commit)
    if CHAIN_FILE not in {entry.path for entry in tree.entries()}:
        return ()
    return tuple(line for line in tree.read(CHAIN_FILE).decode("utf-8", "replace").splitlines() if line.strip())
