"""Making data files canonical, their meaning unchanged and their comments kept."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from generator.acts.journal import FileWrite, write_files
from generator.acts.mend_texts import mend_texts
from generator.acts.record_act import fresh_errors
from generator.acts.record_source import open_source
from generator.acts.record_writer import canonical_bytes
from generator.load.root import path_inside
from generator.model.lazy_dataclass import dataclass
from generator.model.place import FileKind, find_place, kind_at
from generator.model.problem import Problem, UserError
from generator.read.corpus_reader import read_corpus
from generator.read.record import Registers, read_record
from generator.read.tree import WorkTree

# What was recorded once keeps its bytes: digests of it are kept elsewhere. The register of keys is no YAML.
LEFT_ALONE: frozenset[FileKind] = frozenset(
    ("publication", "correction", "withdrawal", "redaction", "chain", "signers")
)


@dataclass(frozen=True, slots=True)
class FormatPlan:
    """What making files canonical would do: the writes, and why other files are left as they are.

    `looked` is the number of files that were looked at. `problems` are those of files that cannot be read;
    `refusals` are sentences.
    """

    looked: int
    writes: tuple[FileWrite, ...]
    problems: tuple[Problem, ...]
    refusals: tuple[str, ...]


def plan_format(root: Path, paths: Sequence[str] = (), punctuation: bool = False) -> FormatPlan:
    """The files of the project at `root` that are not canonical: all, or those of `paths` and below folders of them.

    With `punctuation` their texts get the marks of Chinese as well, but for those on which something that was
    published stands: to change these takes a correction.

    Raises UserError for a path that leads to no data file.
    """
    chosen = _choose(root, [path_inside(root, given) for given in paths])
    writes: list[FileWrite] = []
    problems: list[Problem] = []
    refusals: list[str] = []
    registers = _declared(root, chosen)
    for path in chosen:
        found = _format(path, (root / path).read_bytes(), punctuation, registers)
        if isinstance(found, FileWrite):
            writes.append(found)
        elif isinstance(found, str):
            refusals.append(found)
        else:
            problems.extend(found)
    if punctuation and writes:
        frozen = _frozen_files(root, writes)
        refusals += [f"{path} 的文字已经发布过，改动要写更正（kaohe correct），没有改。" for path in sorted(frozen)]
        writes = [write for write in writes if write.path not in frozen]
    return FormatPlan(len(chosen), tuple(writes), tuple(problems), tuple(refusals))


def _frozen_files(root: Path, writes: Sequence[FileWrite]) -> set[str]:
    """The files of which `check` would say that the words stand in something published."""
    source = open_source(root)
    errors = fresh_errors(source, {write.path: write.after for write in writes if write.after is not None})
    return {problem.place.file for problem in errors}


def carry_out_format(root: Path, plan: FormatPlan) -> None:
    """Writes the planned files, all or none; UserError if one has changed since."""
    if plan.writes:
        write_files(root, plan.writes, "kaohe fmt")


def _choose(root: Path, wanted: Sequence[str]) -> list[str]:
    known = [entry.path for entry in WorkTree(root).entries() if entry.kind == "file" and _is_formatted(entry.path)]
    if not wanted:
        return known
    for path in wanted:
        if path not in known and not any(file.startswith(f"{path}/") for file in known):
            raise UserError(f"“{path}”不是可以整理的数据文件。发布、更正、撤回和遮盖的记录写入以后不再改动，不整理。")
    return [file for file in known if any(file == path or file.startswith(f"{path}/") for path in wanted)]


def _is_formatted(path: str) -> bool:
    placed = find_place(path)
    return placed is not None and placed.kind not in LEFT_ALONE


def _declared(root: Path, chosen: Sequence[str]) -> Registers:
    """How entries are declared; nothing where none is to be made canonical."""
    if not any(kind_at(path) == "entry" for path in chosen):
        return {}
    return read_corpus(WorkTree(root), wanted=lambda path: kind_at(path) == "register")[0].registers


def _format(path: str, data: bytes, punctuation: bool, registers: Registers) -> FileWrite | str | tuple[Problem, ...]:
    """The write that makes one file canonical, why it cannot be, or no problem if it is canonical already."""
    placed = find_place(path)
    assert placed is not None
    record, problems, _ = read_record(path, placed, data, registers=registers)
    if problems:
        return problems
    if record is None:
        return f"{path} 没有读得出的登记簿规定，没有整理。请先运行 kaohe check。"
    try:
        made = canonical_bytes(path, mend_texts(record) if punctuation else record, data, registers)
    except UserError as refused:
        return str(refused)
    return () if made == data.replace(b"\r\n", b"\n") else FileWrite(path, data, made)
