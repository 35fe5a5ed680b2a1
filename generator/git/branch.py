"""Which branch is the main one: by name, never by what is checked out, and in whichever of its copies is further.

A clone has the main branch twice: its own, and the remote-tracking one, which is what the place that it was cloned
from had when git last asked. Neither is always the newer: a clerk commits before pushing, and fetches before merging.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.git.object_reader import look_up
from generator.git.ref_list import ListedRef, ask_all, once_in_a_look, take_apart
from generator.git.repository import HistoryUnavailable, Repository, ask_git, read_git, require, shared_folder
from generator.model.lazy_dataclass import dataclass

_NAMES = ("main", "master")
_HEADS, _REMOTES = "refs/heads/", "refs/remotes/"
# HEAD of a branch with a plain name, and what a branch holds, as git writes them.
_PLAIN_HEAD = re.compile(r"ref: (?P<ref>refs/heads/(?!.*\.lock(?:/|\n|\Z))[\w-]+(?:[./][\w-]+)*)\n?")
_ID = re.compile(r"(?:[0-9a-f]{40}|[0-9a-f]{64})\n?")


@dataclass(frozen=True, slots=True)
class Branch:
    """The main branch: its full ref name (`HEAD` where the repository has no such branch) and its last commit.

    `twin` is the ref of its other copy where that is not the same commit, `twin_tip` its last commit. `has_parted`:
    each copy has commits that the other lacks; then `ref` is the local one.
    """

    ref: str
    tip: str
    twin: str = ""
    twin_tip: str = ""
    has_parted: bool = False

    @property
    def name(self) -> str:
        """The branch as a person calls it: `main`, `origin/main`."""
        return short_ref(self.ref)

    @property
    def twin_name(self) -> str:
        """The other copy as a person calls it, empty where there is none that differs."""
        return short_ref(self.twin)


def short_ref(ref: str) -> str:
    """A branch's ref without the folders that git keeps it in."""
    return ref.removeprefix(_HEADS).removeprefix(_REMOTES)


def find_main(repository: Repository, heads: Sequence[ListedRef] | None = None) -> Branch:
    """The main branch: `main` or `master`, else what the place it was cloned from calls its own, else HEAD.

    Of the local branch and its remote-tracking one, the further; where they have parted, the local one, and it says
    so. A clone of a clone has a remote whose HEAD is whatever was checked out there: so the names come first. `heads`
    are those of the repository, if they were read already.
    """
    known = {head.ref: head for head in (read_heads(repository) if heads is None else heads)}
    named = {ref: head.commit for ref, head in known.items()}
    for copies in _candidates(known):
        tips = [(ref, tip) for ref in copies if (tip := tip_of(repository, ref, named.get(ref, "")))]
        if tips:
            return _further(repository, tips)
    tip = commit_of(repository, "HEAD")
    if not tip:
        raise HistoryUnavailable("这个仓库还没有任何提交。请先提交数据，再查看历史。")
    return Branch("HEAD", tip)


def read_heads(repository: Repository) -> list[ListedRef]:
    """The branches of the repository and what it knows of those of remotes, in order of ref, with one question.

    Where git lacks the commit of one of them it tells of none which commit it names.
    """
    answer = ask_all(repository)
    require(answer)
    return [one for one in take_apart(answer) if one.ref.startswith((_HEADS, _REMOTES))]


def head_of(repository: Repository, heads: Iterable[ListedRef]) -> str:
    """The commit that is checked out, where these are all branches; empty where there is none."""
    return tip_of(repository, "HEAD", next((head.commit for head in heads if head.is_checked_out), ""))


def checked_out(repository: Repository) -> str:
    """The full name of the branch that HEAD stands for, even if it has no commit; empty where HEAD is detached."""
    return once_in_a_look(repository, "HEAD", lambda: _read_head(repository))


def _read_head(repository: Repository) -> str:
    # git keeps it as one line of a file. What does not say so plainly is for git to tell: a link, another name for
    # a branch, a store of refs of another kind, which leaves a name there that no branch can have.
    try:
        said = _PLAIN_HEAD.fullmatch((repository.folder / "HEAD").read_text("utf-8"))
        if said and _ID.fullmatch((shared_folder(repository) / said["ref"]).read_text("utf-8")):
            return said["ref"]
    except (OSError, ValueError):
        pass
    return ask_git(repository, "symbolic-ref", "--quiet", "HEAD").text


def merge_head(repository: Repository) -> str:
    """The commit that is being merged into what is checked out; empty where none is."""
    return commit_of(repository, _MERGED) if (repository.folder / _MERGED).exists() else ""


_MERGED = "MERGE_HEAD"


def tip_of(repository: Repository, ref: str, listed: str) -> str:
    """The commit of a ref: the one that a list of refs told, or else what git finds; empty where there is none."""
    return listed or commit_of(repository, ref)


def commit_of(repository: Repository, name: str) -> str:
    """The commit that git finds under `name`, empty where there is none."""
    found = look_up(repository, f"{name}^{{commit}}")
    return found.id if found is not None else ""


def count_commits(repository: Repository, commit: str, other: str) -> int:
    """How many commits of the history of `commit` are not in that of `other`; both are ids."""
    asked = ("count", commit, other)  # what commits reach never changes
    if asked not in repository.known:
        repository.known[asked] = int(read_git(repository, "rev-list", "--count", commit, f"^{other}", "--").text)
    found: int = repository.known[asked]
    return found


def first_parents(repository: Repository, tip: str) -> list[str]:
    """The first-parent line that ends at the commit `tip`, latest first."""
    return read_git(repository, "rev-list", "--first-parent", tip, "--").text.split()


def _candidates(heads: Mapping[str, ListedRef]) -> Iterator[list[str]]:
    """The copies of each branch that may be the main one, the local first."""
    upstream = {head.ref: head.upstream for head in heads.values()}
    remotes = [ref for ref in upstream if ref.startswith(_REMOTES)]
    theirs = next((head.target for head in heads.values() if head.ref == f"{_REMOTES}origin/HEAD"), "")
    theirs = theirs.removeprefix(f"{_REMOTES}origin/")
    for name in (*_NAMES, theirs):
        if name:
            local = f"{_HEADS}{name}"
            copies = [local, _tracked(upstream.get(local, ""), name, remotes)]
            yield [ref for ref in copies if ref]


def _tracked(upstream: str, name: str, remotes: Sequence[str]) -> str:
    """The remote-tracking branch of `name`: what its settings name, else origin's, else that of the only remote."""
    if upstream in remotes:
        return upstream
    if f"{_REMOTES}origin/{name}" in remotes:
        return f"{_REMOTES}origin/{name}"
    named = [ref for ref in remotes if ref.removeprefix(_REMOTES).partition("/")[2] == name]
    return named[0] if len(named) == 1 else ""


def _further(repository: Repository, tips: Sequence[tuple[str, str]]) -> Branch:
    (ref, tip), *others = tips
    if not others or others[0][1] == tip:
        return Branch(ref, tip)
    twin, twin_tip = others[0]
    if not count_commits(repository, twin_tip, tip):
        return Branch(ref, tip, twin, twin_tip)
    if not count_commits(repository, tip, twin_tip):
        return Branch(twin, twin_tip, ref, tip)
    return Branch(ref, tip, twin, twin_tip, has_parted=True)
