"""Withdrawing: a publication is taken back, leaves its trace, and frees its period."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.acts.give_way import tell_give_way, with_way_out
from generator.acts.plan import (
    Plan,
    Refusal,
    emit_checked,
    lines_with,
    plan_files,
    refuse_day,
    refuse_problems,
    tell_behind,
    tell_commit,
    tell_undo,
    today,
)
from generator.acts.public_mark import last_mark
from generator.acts.workspace import Workspace, require_clear
from generator.acts.would_be import WouldBe, check_would_be, new_errors
from generator.check.act_rules import next_id, standing_ids
from generator.model.act import Act
from generator.model.lazy_dataclass import dataclass
from generator.model.publication import PUBLICATION_KINDS, Publication, Withdrawal
from generator.rules.corpus import Corpus


@dataclass(frozen=True, slots=True)
class WithdrawRequest:
    """What a person asks for."""

    id: str
    reasons: str
    date: date | None = None
    document: str = ""


def plan_withdrawal(workspace: Workspace, request: WithdrawRequest) -> Plan | Refusal:
    """What `kaohe withdraw` would write, or why it does not."""
    require_clear(workspace)
    day = request.date or today()
    reasons = [reason for reason in (*_refuse(workspace, request.id), refuse_day(day, "撤回")) if reason]
    if reasons:
        return Refusal(tuple(reasons))
    act = Act("withdraw", request.id)
    made = Withdrawal(request.id, day, request.reasons, request.document, last_mark(workspace))
    text, problems = emit_checked(act.path, made)
    if problems:
        return refuse_problems(problems, "没有撤回")
    files = plan_files(workspace, {act.path: text}, lines_with(workspace, [act]))
    before = check_would_be(workspace, {})
    found = check_would_be(workspace, {write.path: write.after for write in files})
    if errors := new_errors(before, found):
        return with_way_out(workspace, refuse_problems(errors, "没有撤回", act), [act])
    record = found.corpus.publications[request.id]
    return Plan(
        preview=tuple(_tell(before, found, record, day, request.reasons)),
        questions=(f"撤回 {record.id}？撤回以后不能恢复，只能用新的编号再发布。",),
        afterwards=(
            tell_undo(workspace, files),
            "接下来：",
            *(f"  {line}" for line in tell_behind(workspace)),
            f"  1. 提交并合并到主分支：{tell_commit(files, f'撤回 {record.id}')}",
            f"  2. 要重新发布的，编号是 {_next(found.corpus, record)}",
        ),
        files=files,
        command=f"{act.command} --reason …",
    )


def _refuse(workspace: Workspace, name: str) -> Iterator[str]:
    act = Act("publish", name)
    if act not in workspace.main_acts:
        if act in workspace.pending:
            yield f"{name} 还没有进主分支，不用撤回：删除 {act.path} 和它在 chain.yml 里的一行即可。"
        else:
            known = "、".join(standing_ids(workspace.main_acts)) or "目前一个也没有"
            yield f"主分支上没有编号为“{name}”的发布。可以填的编号：{known}。"
    elif Act("withdraw", name) in workspace.main_acts:
        entry = workspace.line.ledger.withdrawals.get(name)
        made = f"（{entry.record.date}，理由：{entry.record.reasons}）" if entry is not None and entry.record else ""
        yield f"{name} 在主分支上已经撤回{made}。{tell_give_way(workspace, [Act('withdraw', name)])}"


def _tell(before: WouldBe, after: WouldBe, record: Publication, day: date, reasons: str) -> Iterator[str]:
    """The lines that show what a withdrawal does."""
    made = after.corpus.corrections_of(record.id)
    yield f"将撤回 {record.id}：{record.title}"
    yield f"  {record.date} 发布，{len(record.results)} 个单位" + (f"，更正过 {len(made)} 次" if made else "")
    yield f"  撤回日期：{day}　理由：{reasons}"
    yield f"  撤回以后：{_tell_standing(after.corpus, record)}"
    yield "  记录、标签和数字都留着，发布页和表里标明已撤回；它的更正作为历史保留"
    yield "  它印发的通报、公示等公文从网站上撤下，由撤回公告代替；要留底的，请先归档（kaohe archive）"
    if record.kind == "final":
        yield "  再发布正式结果之前要重新公示，公示期重新计算"
    if mended := sum(problem not in after.errors for problem in before.errors):
        yield f"  检查指出的问题因此少 {mended} 处"


def _tell_standing(corpus: Corpus, record: Publication) -> str:
    same = [p for p in corpus.standing_publications if (p.year, p.quarter) == (record.year, record.quarter)]
    if same:
        last = same[-1]
        return f"{record.period} 的结果以 {last.id}（{PUBLICATION_KINDS[last.kind]}，{last.date}）为准"
    earlier = [p for p in corpus.standing_publications if p.year == record.year]
    if earlier:
        return f"{record.period} 没有已发布的结果，{record.year} 年度以 {earlier[-1].id} 为准"
    return f"{record.year} 年度没有已发布的结果"


def _next(corpus: Corpus, record: Publication) -> str:
    return next_id(corpus.acts, record.id)
