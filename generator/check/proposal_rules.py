"""What a proposed change may not do: records are never deleted or renamed, and every item has its own office."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.check.ownership import check_offices, touches_of
from generator.model.corpus import Corpus
from generator.model.problem import Location, Problem
from generator.read.layout import place_file

_NEVER_GONE = {
    "deduction": ("扣分记录", "记录上了主分支就不再删除；不再扣分的，请恢复文件并写明 revoked。"),
    "appraisal": ("评议计票", "请恢复文件；计票有误的，请直接修改。"),
    "unit": ("单位", "请恢复文件；不再参加考核的，请在 assessed 里写明 to。"),
    "scheme": ("考核办法", "请恢复文件。"),
    "publication": ("发布记录", "已发布的结果不能删改；有误的，请用 kaohe correct 更正，或用 kaohe withdraw 撤回。"),
    "chain": ("发布的先后", "各行只增不减，先后不变，请恢复。"),
    "withdrawal": ("撤回记录", "撤回记录不能删改；要再发布的，请用新的编号发布。"),
    "correction": ("更正记录", "更正记录不能删改；有误的，请再写一条更正记录。"),
    "redaction": ("遮盖记录", "遮盖记录不能删改。"),
}
_MANY = 5  # records that are not given up one by one
_NEVER_EDITED = {"publication", "withdrawal", "correction", "redaction"}


@dataclass(frozen=True, slots=True)
class ChangedFiles:
    """The files below `data/` that differ: added, edited, and gone (old path to the new one where it was renamed)."""

    added: tuple[str, ...]
    edited: tuple[str, ...]
    gone: Mapping[str, str | None]

    @property
    def paths(self) -> tuple[str, ...]:
        """Every path that differs."""
        return (*self.added, *self.edited, *self.gone)


def compare_blobs(base: Mapping[str, str], head: Mapping[str, str]) -> ChangedFiles:
    """The change from `base` to `head`, both path to blob id.

    A file gone was renamed if its bytes came under another name, or another file of its name came elsewhere.
    """
    added = sorted(head.keys() - base.keys())
    by_blob = {head[path]: path for path in reversed(added)}
    by_name = {_name_of(path): path for path in reversed(added)}
    return ChangedFiles(
        added=tuple(added),
        edited=tuple(path for path in sorted(base.keys() & head.keys()) if base[path] != head[path]),
        gone={
            path: by_blob.get(base[path]) or by_name.get(_name_of(path)) for path in sorted(base.keys() - head.keys())
        },
    )


def _name_of(path: str) -> str:
    return path.rpartition("/")[2]


def check_change(base: Corpus, head: Corpus, change: ChangedFiles, office: str = "") -> list[Problem]:
    """What `change` may not do. Without `office` (a unit id) it is not judged whose files were touched."""
    problems = [*_check_all_gone(base, change), *_check_gone(change), *_check_edited(change)]
    problems += [*_check_chain(base, head), *_check_identity(base, head)]
    if office:
        problems += check_offices(base, head, touches_of(base, head, change.paths, office))
    return sorted(problems)


def check_behind(name: str, missing: int) -> Problem:
    """KH509: the version to compare with, as it was called, has commits that the proposal is not based on."""
    hint = "请先用 git merge 合入，再检查。那些提交如果原来在这里，历史就被改写过，请先查明。"
    return Problem(Location("data"), "KH509", f"{name} 有 {missing} 个提交不在当前分支上", hint)


def _check_all_gone(base: Corpus, change: ChangedFiles) -> Iterator[Problem]:
    """KH383: every record of the base is gone: that is no deletion but a new beginning, or a lost folder."""
    records = {record.path for record in base.deductions} | {record.path for record in base.appraisals}
    if len(records) >= _MANY and records <= {path for path, renamed in change.gone.items() if renamed is None}:
        words = f"原有的 {len(records)} 条扣分和评议记录全部不在了"
        hint = (
            "看起来是重新开始：请用 kaohe init 另建仓库；要接着这个仓库用的，由考核办在 data/site.yml 的"
            " history_from 写明正式启用的提交，此前算作试用。误删的请恢复。"
        )
        yield Problem(Location("data"), "KH383", words, hint)


def _check_gone(change: ChangedFiles) -> Iterator[Problem]:
    """KH501 deleted, KH502 renamed."""
    for path, renamed in change.gone.items():
        placed = place_file(path)
        if placed is None or placed[0] not in _NEVER_GONE:
            continue
        words, hint = _NEVER_GONE[placed[0]]
        if renamed is None:
            yield Problem(Location(path), "KH501", f"{words}被删除", hint)
        else:
            yield Problem(
                Location(path),
                "KH502",
                f"{words}被改名为 {renamed}",
                "编号一经使用不再改变，请改回原来的文件名和文件夹。",
            )


def _check_edited(change: ChangedFiles) -> Iterator[Problem]:
    """KH503: what was published stays as it is."""
    for path in change.edited:
        placed = place_file(path)
        if placed is not None and placed[0] in _NEVER_EDITED:
            words, hint = _NEVER_GONE[placed[0]]
            yield Problem(Location(path), "KH503", f"{words}被改动", hint)


def _check_chain(base: Corpus, head: Corpus) -> Iterator[Problem]:
    """KH618: chain.yml only grows, at its end."""
    if base.chain is not None and head.chain is not None:
        lines = base.chain.lines
        if head.chain.lines[: len(lines)] != lines:
            at = next((at for at, line in enumerate(lines) if head.chain.lines[at : at + 1] != (line,)), 0)
            words = f"原有的行“{lines[at]}”被删改或移动"
            place = head.chain.origin.place(min(at, len(head.chain.lines) - 1))
            yield Problem(place, "KH618", words, _NEVER_GONE["chain"][1])


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
