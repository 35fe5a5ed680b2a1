"""What a proposed change may not do: records are never deleted or renamed, and every item has its own office."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.change.change_words import FILES, NEVER_RENAMED, rename_words
from generator.change.record_change import Record, RecordChange, judge_change
from generator.change.renames import FileDifference
from generator.check.edition_rules import check_changed_rules
from generator.check.ownership import check_offices, touches_of
from generator.check.register_rules import check_opening
from generator.model.place import DATA_FOLDER, SITE_FILE, find_place
from generator.model.problem import Location, Problem
from generator.read.canonical import plain_record
from generator.rules.corpus import Corpus

# What else is done about a file of a kind that may never go.
_NEVER_GONE = {
    "deduction": "记录上了主分支就不再删除；不再扣分的，请恢复文件并写明 revoked。",
    "appraisal": "请恢复文件；计票有误的，请直接修改。",
    "unit": "请恢复文件；不再参加考核的，请在 assessed 里写明 to。",
    "scheme": "请恢复文件。",
    "register": "请恢复文件；不再登记的，写 show: nothing，记录仍保留。",
    "entry": "记录上了主分支就不再删除；不作数的，请恢复文件并写明 revoked。",
    "tally": "请恢复文件；有误的，请直接修改。",
    "publication": "已发布的结果不能删改；有误的，请用 kaohe correct 更正，或用 kaohe withdraw 撤回。",
    "chain": "各行只增不减，先后不变，请恢复。",
    "withdrawal": "撤回记录不能删改；要再发布的，请用新的编号发布。",
    "correction": "更正记录不能删改；有误的，请再写一条更正记录。",
    "redaction": "遮盖记录不能删改。",
}
_MANY = 5  # records that are not given up one by one
_NEVER_EDITED = {"publication", "withdrawal", "correction", "redaction"}


def check_change(base: Corpus, head: Corpus, change: Sequence[FileDifference], office: str = "") -> list[Problem]:
    """What `change`, the files below `data/` that differ, may not do.

    Without `office` (a unit id) it is not judged whose files were touched.
    """
    problems = [*_check_all_gone(base, change), *_check_gone(base, head, change), *_check_edited(change)]
    problems += [*_check_chain(base, head), *_check_identity(base, head), *_check_entries(base, head)]
    if office:
        problems += check_offices(base, head, touches_of(base, head, touched_paths(change), office))
    return sorted(problems)


def touched_paths(change: Sequence[FileDifference]) -> tuple[str, ...]:
    """Every path that a change touches."""
    return tuple(path for file in change for path in file.paths)


def check_behind(name: str, missing: int) -> Problem:
    """KH509: the version to compare with, as it was called, has commits that the proposal is not based on."""
    hint = "请先用 git merge 合入，再检查。那些提交如果原来在这里，历史就被改写过，请先查明。"
    return Problem(Location(DATA_FOLDER), "KH509", f"{name} 有 {missing} 个提交不在当前分支上", hint)


def _check_all_gone(base: Corpus, change: Sequence[FileDifference]) -> Iterator[Problem]:
    """KH383: every record of the base is gone: that is no deletion but a new beginning, or a lost folder."""
    records = {record.path for record in base.deductions} | {record.path for record in base.appraisals}
    if len(records) >= _MANY and records <= {file.old for file in change if not file.new}:
        words = f"原有的 {len(records)} 条扣分和评议记录全部不在了"
        hint = (
            f"看起来是重新开始：请用 kaohe init 另建仓库；要接着这个仓库用的，由考核办在 {SITE_FILE} 的"
            " history_from 写明正式启用的提交，此前算作试用。误删的请恢复。"
        )
        yield Problem(Location(DATA_FOLDER), "KH383", words, hint)


def _check_gone(base: Corpus, head: Corpus, change: Sequence[FileDifference]) -> Iterator[Problem]:
    """KH501 deleted, KH502 renamed."""
    moves = {file.old: file.new for file in change if file.old and file.new not in ("", file.old)}
    before = {record.path: plain_record(record) for record in base.deductions if record.path in moves}
    targets = set(moves.values())
    after = {record.path: plain_record(record) for record in head.deductions if record.path in targets}
    for file in change:
        placed = find_place(file.old) if file.old != file.new else None
        if placed is None or placed.kind not in _NEVER_GONE:
            continue
        name = FILES[placed.kind]
        if file.new:
            renamed = _as_renamed(file, before.get(file.old), after.get(file.new))
            yield Problem(Location(file.old), "KH502", f"{name}被{rename_words(renamed)}", _way_back(renamed))
        else:
            yield Problem(Location(file.old), "KH501", f"{name}被删除", _NEVER_GONE[placed.kind])


def _as_renamed(file: FileDifference, before: Record | None, after: Record | None) -> RecordChange:
    """A rename with what was changed along with it; that can only be in a deduction, which is known by its number."""
    _, fields = judge_change(file.new, before, after, was_there=True, is_there=True, moved=True)
    return RecordChange(kind="renamed", path=file.old, other=file.new, old=before, new=after, fields=fields)


def _way_back(renamed: RecordChange) -> str:
    """What is done instead of a rename."""
    hint = f"{NEVER_RENAMED}，请改回原来的文件名和文件夹"
    hint += "，更改写在原来的文件里。" if renamed.turn else "。"
    if renamed.file == "deduction" and renamed.path.split("/")[:-1] != renamed.other.split("/")[:-1]:
        hint += "登记错了单项的，请撤销这一条，在正确的单项里另写一条。"
    return hint


def _check_edited(change: Sequence[FileDifference]) -> Iterator[Problem]:
    """KH503: what was published stays as it is."""
    for file in change:
        placed = find_place(file.new) if file.old == file.new else None
        if placed is not None and placed.kind in _NEVER_EDITED:
            yield Problem(Location(file.new), "KH503", f"{FILES[placed.kind]}被改动", _NEVER_GONE[placed.kind])


def _check_chain(base: Corpus, head: Corpus) -> Iterator[Problem]:
    """KH618: chain.yml only grows, at its end."""
    if base.chain is not None and head.chain is not None:
        lines = base.chain.lines
        if head.chain.lines[: len(lines)] != lines:
            at = next((at for at, line in enumerate(lines) if head.chain.lines[at : at + 1] != (line,)), 0)
            words = f"原有的行“{lines[at]}”被删改或移动"
            place = head.chain.origin.place(min(at, len(head.chain.lines) - 1))
            yield Problem(place, "KH618", words, _NEVER_GONE["chain"])


def _check_entries(base: Corpus, head: Corpus) -> Iterator[Problem]:
    """KH504 of entries; KH729: a field is opened with a line that says so; KH718."""
    for name, register in head.registers.items():
        if (earlier := base.registers.get(name)) is not None:
            yield from check_opening(earlier, register)
    yield from check_changed_rules(base, head)
    void = {entry.path for entry in base.entries if entry.revoked is not None}
    for entry in head.entries:
        if entry.path in void and entry.revoked is None:
            words, hint = "已撤销的记录又作数", "请恢复 revoked；确要登记的，请另写一条。"
            yield Problem(entry.origin.place(), "KH504", words, hint)


def _check_identity(base: Corpus, head: Corpus) -> Iterator[Problem]:
    """KH504: a revocation is not taken back; KH505: a record stays with its unit."""
    after = {record.path: record for record in head.deductions}
    for record in base.deductions:
        now = after.get(record.path)
        if now is None:
            continue
        if record.revoked is not None and now.revoked is None:
            yield Problem(
                now.origin.place(), "KH504", "已撤销的记录又恢复计分", "请恢复 revoked；确需扣分的，请另写一条记录。"
            )
        if record.unit != now.unit:
            yield Problem(
                now.origin.place("unit"),
                "KH505",
                f"被考核单位由 {record.unit} 改为 {now.unit}",
                "请撤销这条记录，为另一单位另写一条。",
            )
