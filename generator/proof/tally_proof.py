"""Tallies counted once more, with the confidential repository at hand: at the commit that each of them names."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.git.git_tree import GitTree
from generator.git.repository import Repository, open_repository
from generator.git.revision import resolve_revision
from generator.load.project import Project, load_data
from generator.model.lazy_dataclass import dataclass
from generator.model.place import SITE_FILE
from generator.model.problem import Location, Problem, UserError
from generator.model.tally import Tally
from generator.proof.finding import Finding, fails, holds, left_open
from generator.public.taken_tally import OtherCell, other_cells
from generator.rules.corpus import Corpus


@dataclass(frozen=True, slots=True)
class Recount:
    """What a recount of one tally found; `unknown` says why there was none."""

    tally: Tally
    others: tuple[OtherCell, ...] = ()
    unknown: str = ""


def open_confidential(folder: Path) -> Repository:
    """The confidential repository; UserError where there is none, or it is one that everybody reads."""
    repository = open_repository(folder)
    site = load_data(GitTree(repository, resolve_revision(repository, "HEAD"))).corpus.site
    if site is None or not site.confidential:
        raise UserError(f"“{folder}”不是保密登记簿的仓库：它的 {SITE_FILE} 没有写 confidential: true。")
    return repository


def recount_tallies(corpus: Corpus, confidential: Repository) -> Iterator[Recount]:
    """Every tally that is no sample, counted again, and what was said before as well."""
    states: dict[str, Project | None] = {}
    for tally in (one for found in corpus.tallies for one in found.each):
        if not tally.sample:
            if tally.commit not in states:
                states[tally.commit] = _state_at(confidential, tally.commit)
            yield _recount(tally, states[tally.commit])


def tally_problems(corpus: Corpus, confidential: Repository) -> Iterator[Problem]:
    """KH717, for `kaohe check`."""
    for found in recount_tallies(corpus, confidential):
        tally = found.tally
        if found.unknown:
            yield Problem(tally.origin.place("commit"), "KH717", found.unknown, "请用 kaohe tally 重新统计。")
        for cell in found.others:
            place = tally.origin.place("counts", cell.count, cell.key) if cell.said else tally.origin.place("counts")
            yield Problem(place or Location(tally.path), "KH717", _tell(cell), "请用 kaohe tally 重新统计。")


def verify_tallies(corpus: Corpus, confidential: Repository) -> Iterator[Finding]:
    """The same, for `kaohe verify`."""
    samples = [tally for tally in corpus.tallies if tally.sample]
    if samples:
        yield left_open("tally", "sample", f"{len(samples)} 份统计数是示例，没有可以复算的记录。")
    for found in recount_tallies(corpus, confidential):
        subject = f"{found.tally.register}/{found.tally.id}"
        if found.unknown:
            yield fails("tally", subject, f"{subject}：{found.unknown}。")
        for cell in found.others:
            yield fails("tally", subject, f"{subject}：{_tell(cell)}。")
        if not found.others and not found.unknown:
            yield holds("tally", subject, f"{subject} 与保密仓库的提交 {found.tally.commit[:12]} 复算一致。")


def _state_at(repository: Repository, commit: str) -> Project | None:
    try:
        return load_data(GitTree(repository, resolve_revision(repository, commit)), commit)
    except UserError:
        return None


def _recount(tally: Tally, state: Project | None) -> Recount:
    if state is None:
        return Recount(tally, unknown=f"保密仓库里没有提交 {tally.commit[:12]}")
    register = state.corpus.registers.get(tally.register)
    if register is None or state.errors:
        return Recount(tally, unknown=f"保密仓库的提交 {tally.commit[:12]} 里数据有问题，数不出来")
    return Recount(tally, tuple(other_cells(register, state.corpus, tally)))


def _tell(cell: OtherCell) -> str:
    """The cell in words, without what the recount found: a small number must not be read from a report."""
    if cell.said is None:
        return f"复算还有“{cell.count}”的 {cell.key} 一格，这里没有"
    if cell.found is None:
        return f"“{cell.count}”的 {cell.key} 写着 {cell.said}，复算没有这一格"
    return f"“{cell.count}”的 {cell.key} 写着 {cell.said}，与复算的数不同"
