"""How an event came about, in words: by which commit, on which hub, who wrote it for whom, and what else to know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.change.change_words import change_words, rename_words
from generator.git.clock import beijing_time
from generator.git.signature import Signature
from generator.model.place import find_place
from generator.model.problem import escape_text
from generator.public.released import AnyReleased
from generator.public.released_event import AnyReleasedEvent

UNREGISTERED = "未登记"
# What of a deduction is not the assessing office's: the unit's own words, and what the leading office decides.
NOT_ASSESSORS = {"reply", "appeal", "rectification", "revoked"}


def office_name(office: str, names: Mapping[str, str]) -> str:
    """An office in words."""
    return names.get(office, office) if office else UNREGISTERED


def _whoever(office: str, names: Mapping[str, str]) -> str:
    """An office within a sentence, where the word that stands for none would be no one's name."""
    return office_name(office, names) if office else f"{UNREGISTERED}的人"


def commit_words(event: AnyReleasedEvent, names: Mapping[str, str]) -> str:
    """By which commit, and how it came to the main branch."""
    proposal, step = event.reason.proposal, event.step
    hub = f"（{escape_text(step.forge, 40)}）" if step.forge else ""
    if event.writer.id == step.id:
        words = f"提交 {step.id[:12]}"
        if hub:
            words += f"，经{'合并请求' if proposal else '网页'}提交{hub}"
        elif step.committer != step.author:
            words += f"，由{_whoever(step.committer, names)}提交"
    else:
        who = _whoever(step.committer, names)
        words = f"提交 {event.writer.id[:12]}，由{who}经 {step.id[:12]} 并入{hub}"
    return f"{words}，合并请求 {proposal}" if proposal else words


def event_notes(
    event: AnyReleasedEvent,
    signatures: Mapping[str, Signature],
    names: Mapping[str, str] | None = None,
    corpus: AnyReleased | None = None,
) -> Iterator[str]:
    """What else a reader of an event should know, one sentence each; `names` are those of signers.

    `corpus` says who leads and who assesses what; without it nothing is said of who wrote for whom.
    """
    if corpus is not None and (owner := _written_for(event, corpus)):
        who = office_name(event.writer.author, {unit.id: unit.short_name for unit in corpus.units.values()})
        yield f"由{who}代为{change_words(event)}，这个单项由{owner}考核。"
    if event.kind == "renamed":
        yield f"{rename_words(event)}。"
    if event.by_merge:
        yield "内容由合并提交自身写成，被合并的各次提交都没有这个内容。"
    if event.earlier:
        yield "看得到的历史从这个提交开始，这条记录可能更早就有。"
    if event.step.committed < event.reached:
        yield f"提交自称的时间是 {beijing_time(event.step.committed):%Y-%m-%d %H:%M}，早于它之前的提交。"
    for commit in dict.fromkeys((event.writer.id, event.step.id)):
        found = signatures.get(commit)
        if found is not None:
            signer = f"（{office_name(found.signer, names or {})}）" if found.signer else ""
            yield f"提交 {commit[:12]}：{found.sentence}{signer}。"


def _written_for(event: AnyReleasedEvent, corpus: AnyReleased) -> str:
    """The office whose part the leading office wrote in its place, in words; empty where it did not."""
    placed, site = find_place(event.path), corpus.site
    if placed is None or placed.kind != "deduction" or site is None or event.earlier:
        return ""
    scheme = corpus.schemes.get(placed.year)
    item = scheme.items.get(placed.item) if scheme is not None else None
    is_assessors = event.kind == "recorded" or (
        event.kind == "amended" and any(change.steps[0] not in NOT_ASSESSORS for change in event.fields)
    )
    if item is None or not is_assessors or event.writer.author != site.lead or item.assessor == site.lead:
        return ""
    unit = corpus.units.get(item.assessor)
    return unit.short_name if unit is not None else item.assessor
