"""What a proposed change may not do: records are never deleted or renamed, and every item has its own office."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.model.corpus import Corpus
from generator.model.problem import Place, Problem
from generator.read.layout import place_file

_NEVER_GONE = {
    "deduction": ("扣分记录", "记录上了主分支就不再删除；不再扣分的，请恢复文件并写明 revoked。"),
    "appraisal": ("评议计票", "请恢复文件；计票有误的，请直接修改。"),
    "unit": ("单位", "请恢复文件；不再参加考核的，请在 assessed 里写明 to。"),
    "scheme": ("考核办法", "请恢复文件。"),
    "publication": ("发布记录", "已发布的结果不能收回；有误的，请写更正记录。"),
    "correction": ("更正记录", "更正记录不能收回；有误的，请再写一条更正记录。"),
}
_NEVER_EDITED = {"publication", "correction"}


@dataclass(frozen=True, slots=True)
class Change:
    """The files below `data/` that differ: added, edited, and gone (old path to the new one where it was renamed)."""

    added: tuple[str, ...]
    edited: tuple[str, ...]
    gone: Mapping[str, str | None]


def compare_blobs(base: Mapping[str, str], head: Mapping[str, str]) -> Change:
    """The change from `base` to `head`, both path to blob id; a file gone whose bytes came elsewhere was renamed."""
    added = sorted(head.keys() - base.keys())
    arrived = {head[path]: path for path in reversed(added)}
    return Change(
        added=tuple(added),
        edited=tuple(path for path in sorted(base.keys() & head.keys()) if base[path] != head[path]),
        gone={path: arrived.get(base[path]) for path in sorted(base.keys() - head.keys())},
    )


def check_change(base: Corpus, head: Corpus, change: Change, office: str = "") -> list[Problem]:
    """What `change` may not do. Without `office` (a unit id) it is not judged whose items were touched."""
    problems = [*_check_gone(change), *_check_edited(change), *_check_identity(base, head)]
    if office:
        problems += _check_offices(base, head, change, office)
    return sorted(problems)


def _check_gone(change: Change) -> Iterator[Problem]:
    """KH501 deleted, KH502 renamed."""
    for path, renamed in change.gone.items():
        placed = place_file(path)
        if placed is None or placed[0] not in _NEVER_GONE:
            continue
        words, hint = _NEVER_GONE[placed[0]]
        if renamed is None:
            yield Problem(Place(path), "KH501", f"{words}被删除", hint)
        else:
            yield Problem(
                Place(path),
                "KH502",
                f"{words}被改名为 {renamed}",
                "编号一经使用不再改变，请改回原来的文件名和文件夹。",
            )


def _check_edited(change: Change) -> Iterator[Problem]:
    """KH503: what was published stays as it is."""
    for path in change.edited:
        placed = place_file(path)
        if placed is not None and placed[0] in _NEVER_EDITED:
            words, hint = _NEVER_GONE[placed[0]]
            yield Problem(Place(path), "KH503", f"{words}被改动", hint)


def _check_identity(base: Corpus, head: Corpus) -> Iterator[Problem]:
    """KH504: a revocation or a decision on an appeal is not taken back."""
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


def _check_offices(base: Corpus, head: Corpus, change: Change, office: str) -> Iterator[Problem]:
    """KH506: an office changes the records of its own items only."""
    for path in (*change.added, *change.edited, *change.gone):
        placed = place_file(path)
        if placed is None or placed[0] != "deduction":
            continue
        year, item = int(placed[1][0]), placed[1][1]
        assessor = _assessor(head, year, item) or _assessor(base, year, item)
        if assessor is not None and assessor != office:
            name = _name(head, assessor)
            yield Problem(
                Place(path),
                "KH506",
                f"这个单项由{name}（{assessor}）考核，提交的单位是{_name(head, office)}（{office}）",
                f"请由{name}提交，或请考核办代为提交。",
            )


def _assessor(corpus: Corpus, year: int, item: str) -> str | None:
    scheme = corpus.schemes.get(year)
    found = scheme.items.get(item) if scheme is not None else None
    return None if found is None else found.assessor


def _name(corpus: Corpus, unit: str) -> str:
    found = corpus.units.get(unit)
    return found.short_name if found is not None else "未登记的单位"
