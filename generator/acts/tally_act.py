"""Taking a tally: what a confidential register holds is counted in its repository, and comes here as counts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from generator.acts.journal import FileWrite, finish_write, write_files
from generator.acts.record_act import fresh_errors
from generator.acts.record_source import RecordSource, open_source
from generator.acts.record_writer import bytes_on_disk, canonical_bytes
from generator.acts.undo import tell_undo_of
from generator.git.clock import commit_day
from generator.git.git_tree import GitTree
from generator.git.revision import resolve_revision
from generator.load.project import Project, load
from generator.model.lazy_dataclass import dataclass
from generator.model.problem import UserError, escape_text
from generator.model.register_rule import RegisterRule
from generator.model.tally import WITHHELD_CELL, Tally
from generator.proof.tally_proof import open_confidential
from generator.public.register_tallies import end_of
from generator.public.taken_tally import take_tally
from generator.read.finder import find_called
from generator.release.main_line import open_main_line

_PERIOD = re.compile(r"([1-9][0-9]{3})(?:-?[qQ]([1-4]))?\Z")


@dataclass(frozen=True, slots=True)
class DrawnTally:
    """A tally to be written; `write` is None where the one that is there says the same."""

    root: Path
    register: RegisterRule
    tally: Tally
    write: FileWrite | None


def draw_tally(root: Path, register: str, period: str, confidential: Path) -> DrawnTally:
    """The tally of a register for a quarter or year, counted at the last commit of the repository `confidential`.

    Raises UserError where there is no such register or period, where the period is not over, where the two
    repositories declare the register differently, and where the data of either have errors.
    """
    source = open_source(root)
    rule = _find_register(source, register)
    name = read_period(period)
    there = _open_entries(confidential)
    other = there.corpus.registers.get(rule.id)
    if other != rule:
        raise UserError(f"两个仓库里 {rule.path} 的规定不同，数出来的不能相信。请先使两边一致，没有写入。")
    last = commit_day(open_confidential(confidential), there.commit or "HEAD")
    if last is None or last <= end_of(name):
        words = f"{name.upper()} 还没有过完（保密仓库最后一个提交是 {last} 的）"
        raise UserError(f"{words}。请在 {end_of(name)} 以后、提交了那一期的记录再统计，没有写入。")
    known = {tally.id: tally for tally in source.corpus.tallies if tally.register == rule.id}
    made = take_tally(rule, there.corpus, name, known, there.commit or "")
    if not made.counts:
        raise UserError(f"{name.upper()} 没有“{rule.title}”的记录，没有可以写的。")
    before = known.get(name)
    if before is not None and before.counts == made.counts and not before.sample:
        return DrawnTally(root, rule, before, None)
    old = bytes_on_disk(root, made.path)
    write = FileWrite(made.path, old, canonical_bytes(made.path, made, old))
    errors = fresh_errors(source, {made.path: write.after or b""})
    if errors:
        raise UserError(f"{errors[0].place.file}：{errors[0].message}。{errors[0].hint}没有写入。")
    return DrawnTally(root, rule, made, write)


def read_period(written: str) -> str:
    """A quarter or year as tallies name it: 2015-q1; UserError for anything else."""
    found = _PERIOD.match(written)
    if found is None:
        raise UserError(f"“{escape_text(written, 40)}”不是时段。请写季度或年度，如 2015-Q1、2015。")
    return f"{found[1]}-q{found[2]}" if found[2] else found[1]


def tell_tally(drawn: DrawnTally) -> Iterator[str]:
    """What the tally says, in words."""
    tally, register = drawn.tally, drawn.register
    yield f"{register.title}，{tally.id.upper()}（到 {tally.until}），按保密仓库的提交 {tally.commit[:12]}："
    labels = {count.id: count.label for count in register.counts}
    for name, cells in tally.counts.items():
        said = (f"{key} {'不公开' if text == WITHHELD_CELL else text}" for key, text in cells.items())
        yield f"  {labels[name]}：{'，'.join(said)}"


def write_tally(drawn: DrawnTally) -> Iterator[str]:
    """Writes it; what was done, how it is taken back, and what comes next."""
    if drawn.write is None:
        yield f"{drawn.tally.path} 已经是这样，没有改动。"
        return
    finish_write(drawn.root)
    write_files(drawn.root, (drawn.write,), "kaohe tally")
    yield f"已写入 {drawn.write.path}"
    yield tell_undo_of(drawn.root, (drawn.write,))
    message = f"登记{drawn.register.title} {drawn.tally.id.upper()} 的统计数"
    yield f'接下来提交：git add {drawn.write.path} && git commit -m "{message}"'


def _find_register(source: RecordSource, written: str) -> RegisterRule:
    found = {rule.id: rule for rule in source.corpus.registers.values() if rule.is_confidential}
    name = find_called(written, {rule.id: (rule.title,) for rule in found.values()}).meant
    if not name:
        listed = "、".join(f"{rule.id}（{rule.title}）" for rule in found.values())
        words = f"“{escape_text(written, 40)}”不是保密登记簿"
        raise UserError(f"{words}。可以写：{listed}。" if found else "这个项目没有保密登记簿，统计数由程序随时数出。")
    return found[name]


def _open_entries(folder: Path) -> Project:
    """The last commit of the confidential repository; UserError where its data have errors."""
    repository = open_confidential(folder)
    commit = resolve_revision(repository, "HEAD")
    project = load(GitTree(repository, commit), commit, open_main_line(folder, commit))
    if project.errors:
        first = project.errors[0]
        raise UserError(f"保密仓库的数据有问题，先改正：{first.place.file}：{first.message}。没有写入。")
    return project
