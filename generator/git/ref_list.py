"""All refs that any part of a command asks for: branches, here and at remotes, tags, and what is replaced."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from typing import NamedTuple, TypeVar

from generator.git.repository import SAID_OF_REFS, Answer, Repository, ask_git

Said = TypeVar("Said")
REPLACED = "refs/replace/"
_FOLDERS = ("refs/heads/", "refs/remotes/", "refs/tags/", REPLACED)
_NAMED = "--format=%(refname)%00%(upstream)%00%(symref)%00%(HEAD)%00%(objectname)"


class ListedRef(NamedTuple):
    """A ref and the id that it holds. `kind` is that of the object (commit, tag), empty where git does not tell.

    `is_checked_out`: HEAD stands for it. `upstream` is the ref that a local branch tracks by its settings, `target`
    the one that a symbolic ref stands for.
    """

    ref: str
    upstream: str
    target: str
    is_checked_out: bool
    id: str
    kind: str

    @property
    def commit(self) -> str:
        """The commit that it names, as far as git tells it; empty where it names something else."""
        return self.id if self.kind == "commit" else ""


def once_in_a_look(repository: Repository, question: Hashable, ask: Callable[[], Said]) -> Said:
    """What `ask` says, in `one_look` the first time that `question` comes up."""
    said: dict[Hashable, Said] | None = repository.known.get(SAID_OF_REFS)
    if said is None:
        return ask()
    if question not in said:
        said[question] = ask()
    return said[question]


def another_look(repository: Repository) -> Repository:
    """The same repository, asked anew which refs there are: for what is held against files as they are now."""
    known = {name: found for name, found in repository.known.items() if name != SAID_OF_REFS}
    return replace(repository, known=known)


def ask_all(repository: Repository) -> Answer:
    """What git says of them, with one question; where it lacks the object of one, it tells the kind of none."""

    def ask() -> Answer:
        answer = ask_git(repository, "for-each-ref", _NAMED + "%00%(objecttype)", *_FOLDERS)
        return ask_git(repository, "for-each-ref", _NAMED + "%00", *_FOLDERS) if answer.status else answer

    return once_in_a_look(repository, "refs", ask)


def take_apart(answer: Answer) -> list[ListedRef]:
    """The refs in what git said, in order of name."""
    # Not `splitlines`: a branch may be named with what Unicode takes for the end of a line.
    rows = (line.split("\0") for line in answer.text.split("\n") if line)
    return [ListedRef(ref, upstream, target, mark == "*", *held) for ref, upstream, target, mark, *held in rows]
