"""The change log: what each commit of the first-parent line did, and who wrote what a merge brought (design §5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from generator.git.condition import shallow_commits
from generator.git.log import FileChange, RawCommit, find_writers, read_commits, read_log
from generator.git.repository import Repository
from generator.history.dropped import Discard, find_dropped
from generator.history.line_columns import LineColumns, columns_of
from generator.history.office import Registers, read_registers
from generator.history.start import Former, find_former, founding_changes, read_founding
from generator.model.collector import without_collector
from generator.model.committer import Committers
from generator.model.lazy_dataclass import dataclass
from generator.model.place import COMMITTERS_FILE, SIGNERS_FILE, SITE_FILE

_FOR_ALL = (COMMITTERS_FILE, SIGNERS_FILE, SITE_FILE)  # files that say something of the whole line


class Commit(NamedTuple):
    """A commit. `author` and `committer` are ids of units, empty where their addresses are not registered.

    `forge` is the name of the hub that made it when a proposal was merged or a file edited on its pages: a hub is
    nobody, so the commit counts as the author's. Times are seconds since 1970 as the committer's machine told them.
    """

    id: str
    parents: tuple[str, ...]
    author: str
    authored: int
    committer: str
    committed: int
    message: str
    forge: str = ""


class LineStep(NamedTuple):
    """One commit of the first-parent line. `reached` is its time, never earlier than that of a step before it.

    `merged` are the commits that it brought along, latest first; `dropped` what a merged branch had written and the
    merge, or one on that branch, left out.
    """

    commit: Commit
    reached: int
    changes: tuple[FileChange, ...]
    merged: tuple[Commit, ...] = ()
    dropped: tuple[Discard, ...] = ()


@dataclass(frozen=True)
class ChangeLog:
    """The steps of the first-parent line up to `tip`, oldest first.

    `cut` are the commits at which a shallow clone ends, or the record begins: what they show as new may be older.
    `founding` is the commit that the project names as the one to begin at ("": none); `trial` is how many steps stand
    before it and are left out, None where it is not on the line, so that none are. `former` is where the project's
    folder stood before the line, which begins where it came to its place.
    """

    tip: str
    steps: tuple[LineStep, ...]
    cut: frozenset[str]
    founding: str = ""
    trial: int | None = 0
    former: Former | None = None

    @cached_property
    def columns(self) -> LineColumns:
        """The steps and their changes in columns: every year's time series reads them."""
        commits, reached, changes = (map(itemgetter(place), self.steps) for place in range(3))
        return columns_of(list(map(itemgetter(0), commits)), list(reached), list(changes))


def read_changes(repository: Repository, tip: str, with_dropped: bool = True) -> ChangeLog:
    """The change log of the line that ends at `tip`, a full commit id.

    What merges dropped is told `with_dropped` alone: whoever looks for events or scores needs none of it.
    """
    with without_collector():
        return _read_changes(repository, tip, with_dropped)


def _read_changes(repository: Repository, tip: str, with_dropped: bool) -> ChangeLog:
    raw = read_log(repository, tip)
    line = list(_first_parents(raw, tip))[::-1]
    order = {name: at for at, name in enumerate(raw)}
    owned = {commit.id for commit in line}
    merged = [_merged_by(raw, commit, owned, order) if len(commit.parents) > 1 else [] for commit in line]
    cut = shallow_commits(repository)
    founding = read_founding(repository, line)
    trial = next((at for at, commit in enumerate(line) if commit.id == founding), None) if founding else 0
    if trial:
        line, merged = line[trial:], [[], *merged[trial + 1 :]]
        line[0] = line[0]._replace(changes=founding_changes(repository, founding))
        cut |= {founding}
    # Where a shallow clone ends within a branch, nobody can tell what the branch did and what it found.
    whole = [() if any(commit.id in cut for commit in inner) else inner for inner in merged]
    dropped = find_dropped(line, whole) if with_dropped else {}
    registers = read_registers(repository, [commit.changes for commit in line])
    former = None if trial else find_former(repository, line, cut)
    if former is not None:
        cut |= {former.commit}
    return ChangeLog(tip, tuple(_make_steps(line, merged, dropped, registers)), cut, founding, trial, former)


def read_later_changes(
    repository: Repository, tip: str, base: str, reached: int, registers: Registers
) -> ChangeLog | None:
    """The steps after the commit `base` of the line that ends at `tip`; None where it is not on it.

    None, too, where a step says something that holds for steps before it: who commits, who signs, where it begins.
    `reached` is the time of the step at `base`, `registers` are those along the line up to it, all before place 0.
    What merges dropped is not looked for.
    """
    with without_collector():
        raw = read_commits(repository, tip, f"^{base}")
        line = list(_first_parents(raw, tip))[::-1]
        told = {change.path for commit in line for change in commit.changes}
        if not line or line[0].parents[:1] != (base,) or not told.isdisjoint(_FOR_ALL):
            return None
        order = {name: at for at, name in enumerate(raw)}
        owned = {commit.id for commit in line}
        merged = [_merged_by(raw, commit, owned, order) if len(commit.parents) > 1 else [] for commit in line]
        steps = tuple(_make_steps(line, merged, {}, registers, reached))
        return ChangeLog(tip, steps, shallow_commits(repository))


def read_signer_offices(repository: Repository, log: ChangeLog) -> Callable[[str, str], str]:
    """Which office an address belonged to at a commit of `log`: asked with the commit's id and the address.

    Signers are named so as authors are: by the register in force when the commit came to the line.
    """
    registers = read_registers(repository, [step.changes for step in log.steps])
    places = {commit.id: at for at, step in enumerate(log.steps) for commit in (step.commit, *step.merged)}
    return lambda commit, address: registers.office_of(address, registers.in_force(places.get(commit, -1)))


def _first_parents(raw: Mapping[str, RawCommit], tip: str) -> Iterator[RawCommit]:
    commit = raw.get(tip)
    while commit is not None:
        yield commit
        commit = raw.get(commit.parents[0]) if commit.parents else None


def _make_steps(
    line: Sequence[RawCommit],
    merged: Sequence[Sequence[RawCommit]],
    dropped: Mapping[int, Sequence[Discard]],
    registers: Registers,
    reached: int = 0,
) -> Iterator[LineStep]:
    register = registers.in_force(-1)
    starts = dict(registers.since)
    for at, commit in enumerate(line):
        register = starts.get(at, register)
        reached = max(reached, commit.committed)
        inner = merged[at]
        writers = find_writers(inner) if inner else {}
        yield LineStep(
            as_offices(commit, register, registers),
            reached,
            tuple([_sign(change, writers) for change in commit.changes]) if inner else commit.changes,
            tuple([as_offices(found, register, registers) for found in inner]) if inner else (),
            tuple(dropped.get(at, ())),
        )


def as_offices(commit: RawCommit, register: Committers, registers: Registers) -> Commit:
    """The commit with its people as offices; the addresses end here."""
    author = registers.office_of(commit.author, register)
    forge = registers.forge_of(commit.committer, register)
    same = forge or commit.committer == commit.author
    committer = author if same else registers.office_of(commit.committer, register)
    return Commit(
        commit.id, commit.parents, author, commit.authored, committer, commit.committed, commit.message, forge
    )


def _merged_by(
    raw: Mapping[str, RawCommit], commit: RawCommit, owned: set[str], order: Mapping[str, int]
) -> list[RawCommit]:
    """The commits that reached the line with `commit`, latest first. Each belongs to the first step that has it."""
    found = []
    waiting = list(commit.parents[1:])
    while waiting:
        name = waiting.pop()
        if name in raw and name not in owned:
            owned.add(name)
            found.append(raw[name])
            waiting.extend(raw[name].parents)
    found.sort(key=lambda inner: order[inner.id])
    return found


def _sign(change: FileChange, writers: Mapping[tuple[str, str | None], str]) -> FileChange:
    writer = writers.get((change.path, change.new), change.writer)
    return FileChange(change.path, change.old, change.new, change.kind, writer)
