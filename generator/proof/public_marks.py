"""Whether the acts' records name the public's own history as it is: each the act before it, by commit and tag."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from generator.git.repository import Repository
from generator.model.act import Act
from generator.model.problem import UserError
from generator.model.public_step import PublicMark
from generator.proof.finding import Finding, fails, holds, left_open
from generator.proof.public_history import PublicStep, make_public_history
from generator.release.ledger import Ledger

_KIND = "public"


def verify_marks(ledger: Ledger, steps: Sequence[PublicStep], masked: Collection[str]) -> Iterator[Finding]:
    """Findings on what the records say of the public's history, whose acts are `steps`, made with these redactions.

    An act that was drawn up together with others names the one before them all. A redaction that came later has made
    that history anew, so what was written down before cannot be compared.
    """
    place = {step.act: at for at, step in enumerate(steps)}
    anew = max((place.get(Act("redact", name), len(steps)) for name in masked), default=-1)
    same, told = 0, 0
    due = sum(step.act.verb != "redact" for step in steps[1:])  # a redaction's record keeps no digest of any text
    for at, step in enumerate(steps):
        mark = _mark_of(ledger, step.act) if at else None
        if mark is None:
            continue
        told += 1
        if place[step.act] <= anew:
            words = f"不能核验：记录所说的公开历史（提交 {mark.commit}）在以后遮盖时重新生成过。"
            yield left_open(_KIND, step.act.line, words)
        elif (mark.act, mark.commit, mark.tag) not in {_names(before) for before in steps[:at]}:
            last = steps[at - 1]
            words = (
                f"记录所说的公开历史里有 {mark.act}，提交 {mark.commit}，标签 {mark.tag}；现在没有这样的："
                f"上一件是 {last.act.line}，提交 {last.commit}，标签 {last.tag or '无'}。"
            )
            yield fails(_KIND, step.act.line, words)
        else:
            same += 1
    if same:
        yield holds(_KIND, "marks", f"{same} 件行为的记录所说的公开历史，与现在的相同。")
    if told < due:
        words = f"有 {due - told} 件行为的记录没有写明当时的公开历史，只能与先前存在别处的公开历史核对。"
        yield left_open(_KIND, "marks", words)


def _names(step: PublicStep) -> tuple[str, str, str]:
    return step.act.line, step.commit, step.tag


def verify_own_marks(repository: Repository, ledger: Ledger) -> Iterator[Finding]:
    """The same in the office's repository, where the public's history is made anew; nothing where no record tells."""
    if not any(_mark_of(ledger, act) for act in ledger.entries):
        return
    try:
        history = make_public_history(repository, ledger)
    except UserError as none:
        yield left_open(_KIND, "marks", f"不能核验记录所说的公开历史：{none}")
        return
    yield from verify_marks(ledger, history.steps, history.redactions)


def _mark_of(ledger: Ledger, act: Act) -> PublicMark | None:
    entry = ledger.entries.get(act)
    found: PublicMark | None = getattr(entry.record, "public_history", None) if entry is not None else None
    return found
