"""What in a history a person should look at: each is named once, for ever, with its commit and a Chinese sentence."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Literal

from generator.change.change_words import change_sentence
from generator.git.clock import beijing_time
from generator.git.log import FileChange
from generator.git.signature import SIGNERS, Signature
from generator.history.mainline import ChangeLog, LineStep
from generator.history.rights import Owner, foreign_parts, owners_of
from generator.history.start import Former
from generator.history.trail import Trail, TrailEvent
from generator.model.lazy_dataclass import dataclass
from generator.model.place import SITE_FILE, find_place
from generator.model.problem import escape_text
from generator.model.quoted import quoted
from generator.read.tree import EntryKind

Items = dict[str, Owner]
RemarkKind = Literal[
    "vanished", "renamed", "restored", "unreadable", "reinstated", "dropped", "merge-made", "backdated", "foreign",
    "unregistered", "signature", "signers", "signers-removed", "refounded", "rewritten", "tag", "unrelated", "moved",
]  # fmt: skip
REMARKS: dict[RemarkKind, str] = {
    "vanished": "消失的记录",
    "renamed": "改名的记录",
    "restored": "找回的记录",
    "unreadable": "读不出的文件",
    "reinstated": "取消的撤销",
    "dropped": "合并时舍弃的改动",
    "merge-made": "合并时另写的内容",
    "backdated": "时间先后不符的提交",
    "unrelated": "并入的另一段历史",
    "moved": "移动过的项目文件夹",
    "foreign": "其他单位写入的内容",
    "unregistered": "提交人未登记的改动",
    "signature": "签名不能通过核对的提交",
    "signers": "签名人登记的改动",
    "signers-removed": "删除的签名人登记",
    "refounded": "改动过的启用提交",
    "rewritten": "被改写的历史",
    "tag": "被移动的标签",
}
_WHOSE = {
    "finding": "属于{owner}考核的单项{item}",
    "answer": "的答复和申诉由{owner}自己写",
    "decision": "的复核决定由{owner}写",
}
_ODD: dict[EntryKind | None, str] = {"symlink": "符号链接", "submodule": "子模块", "other": "特殊文件"}


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at: the step's commit, the path where there is one, and a sentence."""

    kind: RemarkKind
    commit: str
    path: str
    sentence: str


def find_remarks(
    log: ChangeLog, trails: Mapping[str, Trail], signatures: Mapping[str, Signature], partial: bool = False
) -> list[Remark]:
    """All remarks on a line, in its order; `partial` where the clone lacks the content of some files.

    A commit without a signature is no remark of its own: whether commits are signed at all is the project's choice.
    """
    names = _unit_names(trails)
    lead = _leading_office(trails)
    by_step: dict[str, list[TrailEvent]] = {}
    for trail in trails.values():
        for event in trail.events:
            by_step.setdefault(event.step.id, []).append(event)
    items: dict[int, Items] = {}
    found: list[Remark] = []
    if log.former is not None:
        found.append(_on_former(log.former))
    latest = ""
    for step in log.steps:
        events = by_step.get(step.commit.id, ())
        items |= _items_of(events)
        found += _on_events(step, events, partial)
        found += _on_merge(step, log.cut)
        found += _on_time(step, latest)
        latest = step.commit.id if step.commit.committed == step.reached else latest
        found += _on_people(step, events, items, names, lead)
        found += _on_signatures(step, signatures)
        found += _on_signers(step)
    return found


def _on_former(former: Former) -> Remark:
    return Remark("moved", former.commit, "", former_words(former))


def former_words(former: Former) -> str:
    """Where the project stood before, and what did not come along."""
    where = _folder_words(former.folder)
    words = f"项目原在{where}，由提交 {former.commit[:12]} 移到现在的位置；此前的登记和改动要到那里查看。"
    if former.missing:
        more = " 等" if len(former.missing) > 1 else ""
        words += f"有 {len(former.missing)} 个数据文件没有一同移来：{_shown(former.missing[0])}{more}。"
    return words


def _folder_words(folder: str) -> str:
    return f"文件夹 {_shown(folder)}" if folder else "仓库的根文件夹"


def _on_events(step: LineStep, events: Iterable[TrailEvent], partial: bool) -> Iterator[Remark]:
    odd = {change.path: _ODD[change.kind] for change in step.changes if change.kind in _ODD}
    for event in events:
        sentence = change_sentence(event)
        if event.kind == "unreadable" and event.path in odd:
            sentence = f"{_shown(event.path)} 是{odd[event.path]}，不是普通文件，不计分。"
        elif event.kind == "unreadable" and partial:
            sentence = f"{_shown(event.path)} 的内容读不出来，也可能只是不在这个部分克隆里；这里没有计分。"
        if event.kind in ("vanished", "renamed", "restored", "unreadable", "reinstated"):
            yield Remark(event.kind, event.step.id, event.path, sentence)
        for change in event.fields:
            if event.path == SITE_FILE and change.field == "history_from" and change.old is not None:
                sentence = f"正式启用的提交由 {change.old} 改为 {change.new or '不填'}：历史的起点被改动。"
                yield Remark("refounded", event.step.id, event.path, sentence)


def _on_merge(step: LineStep, cut: Container[str]) -> Iterator[Remark]:
    if not step.merged:
        return
    commit = step.commit.id
    for inner in step.merged:
        if not inner.parents and inner.id not in cut:
            sentence = f"并入的提交 {inner.id[:12]} 之前没有提交：它不是从主线分出的，是另一段历史的开头。"
            yield Remark("unrelated", commit, "", sentence)
    for change in step.changes:
        if change.writer == commit and _concerns_records(change):
            sentence = f"{_shown(change.path)} 的内容由合并提交自身写成，被合并的各次提交都没有这个内容。"
            yield Remark("merge-made", commit, change.path, sentence)
    for discard in step.dropped:
        what = "删除" if discard.new is None else "改动"
        merge = "合并提交" if discard.merge == commit else f"分支上的合并提交 {discard.merge[:12]} "
        sentence = f"提交 {discard.writer[:12]} 对 {_shown(discard.path)} 的{what}被{merge}舍弃，没有进入主线。"
        yield Remark("dropped", commit, discard.path, sentence)


def _concerns_records(change: FileChange) -> bool:
    return find_place(change.path) is not None


def _on_time(step: LineStep, latest: str) -> Iterator[Remark]:
    """`latest` is the commit before this one that tells the latest time."""
    if step.commit.committed < step.reached:
        said, counted = beijing_time(step.commit.committed), beijing_time(step.reached)
        # Which of the two is wrong, nobody can tell from the times alone.
        sentence = (
            f"提交自称的时间是 {said:%Y-%m-%d %H:%M}，早于主线上它之前的提交 {latest[:12]}；两者至少有一个不准，"
            f"按后者的 {counted:%Y-%m-%d %H:%M} 计。"
        )
        yield Remark("backdated", step.commit.id, "", sentence)


def _on_people(
    step: LineStep, events: Iterable[TrailEvent], items: Mapping[int, Items], names: Mapping[str, str], lead: str
) -> Iterator[Remark]:
    # Who put there what was there from the beginning, nobody can tell.
    events = [event for event in events if not event.earlier]
    unknown = {event.writer.id for event in events if not event.writer.author}
    for commit in sorted(unknown):
        yield Remark("unregistered", step.commit.id, "", f"{_own(step, commit)}提交人的邮箱未登记到任何单位。")
    for event in events:
        author = event.writer.author
        if event.file != "deduction" or not author or author == lead:
            continue
        # A record that is moved from one item to another is a matter of both.
        for path in dict.fromkeys((event.path, event.target)):
            yield from _on_item(event, path, items, names)


def _on_item(event: TrailEvent, path: str, items: Mapping[int, Items], names: Mapping[str, str]) -> Iterator[Remark]:
    """What was written at `path` by one who has nothing to do with its item."""
    author = event.writer.author
    place = find_place(path)
    owner = items.get(place.year, {}).get(place.item) if place is not None else None
    for part, whose in foreign_parts(event, owner, author) if owner is not None else ():
        words = _WHOSE[part].format(
            owner=names.get(whose, whose or "考核办"), item=quoted(owner.name) if owner else ""
        )
        sentence = f"{_shown(path)} {words}，由{names.get(author, author)}写入。"
        yield Remark("foreign", event.step.id, path, sentence)


def _own(step: LineStep, commit: str) -> str:
    """Which commit a sentence is about, where it is not the step itself, whose commit every remark names."""
    return "" if commit == step.commit.id else f"由它并入的提交 {commit[:12]}："


def _on_signatures(step: LineStep, signatures: Mapping[str, Signature]) -> Iterator[Remark]:
    for commit in (step.commit, *step.merged):
        found = signatures.get(commit.id)
        if found is None or found.verdict == "unsigned":
            continue
        if found.verdict != "good":
            yield Remark("signature", step.commit.id, "", f"{_own(step, commit.id)}{found.sentence}。")
        elif found.signer and commit.committer and found.signer != commit.committer:
            yield Remark("signature", step.commit.id, "", f"{_own(step, commit.id)}签名属于另一个单位。")


def _on_signers(step: LineStep) -> Iterator[Remark]:
    """Who may sign is decided by one file: whoever changes it decides which signatures count."""
    for change in step.changes:
        if change.path == SIGNERS:
            what = "删除" if change.kind is None else "写入" if change.old is None else "更改"
            sentence = f"提交 {change.writer[:12]} {what}了签名人登记 {SIGNERS}，签名是否有效由它决定。"
            kind: RemarkKind = "signers-removed" if change.kind is None else "signers"
            yield Remark(kind, step.commit.id, SIGNERS, sentence)


def _items_of(events: Iterable[TrailEvent]) -> dict[int, Items]:
    """The items of the schemes that a step brings, by year: what each is called, and who has to do with it."""
    found: dict[int, Items] = {}
    for event in events:
        placed = find_place(event.path)
        if placed is not None and placed.kind == "scheme" and event.new is not None:
            found[placed.year] = owners_of(event.new)
    return found


def _unit_names(trails: Mapping[str, Trail]) -> dict[str, str]:
    """What each unit is called for short, by id."""
    found = {}
    for path, trail in trails.items():
        placed = find_place(path)
        if placed is not None and placed.kind == "unit" and trail.plain is not None:
            found[placed.id] = str(trail.plain["short_name"])
    return found


def _leading_office(trails: Mapping[str, Trail]) -> str:
    """The unit that `data/site.yml` names as the office that leads: it may record for any other."""
    site = trails.get(SITE_FILE)
    return str(site.plain["lead"]) if site and site.plain else ""


def _shown(path: str) -> str:
    return escape_text(path, 200)
