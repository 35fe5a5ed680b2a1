"""Publishing: a commit of the main branch is frozen as the results of a quarter or a year."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256

from generator.acts.give_way import tell_give_way, with_way_out
from generator.acts.plan import (
    LATE,
    Refusal,
    emit_checked,
    plan_files,
    refuse,
    refuse_day,
    refuse_problems,
    refuse_ties,
    tell_behind,
    tell_commit,
    tell_undo,
    today,
)
from generator.acts.public_mark import last_mark
from generator.acts.publication_plan import PublicationPlan
from generator.acts.publish_words import tell_publication
from generator.acts.tie_question import ask_ties
from generator.acts.workspace import Workspace, readings_of_acts
from generator.acts.would_be import check_would_be
from generator.check.act_rules import next_id, standing_ids
from generator.git.git_tree import GitTree
from generator.git.revision import resolve_revision
from generator.load.project import load_data
from generator.model.act import Act
from generator.model.lazy_dataclass import dataclass
from generator.model.place import ACT_KINDS, folder_of
from generator.model.problem import Problem, UserError
from generator.model.publication import (
    PUBLICATION_FORM,
    Publication,
    TieChoice,
    parse_publication_id,
)
from generator.proof.publication_tag import tag_name
from generator.public.audience import period_end
from generator.read.corpus_reader import read_corpus
from generator.read.kept_readings import KeptReadings
from generator.read.tree import YearTree
from generator.release.freeze import PublicationRequest, freeze_period, refusals
from generator.release.period import score_period
from generator.release.standing import MOVED
from generator.rules.corpus import Corpus
from generator.score.ties import open_ties, settle_ties
from generator.score.year import score_year

_OF_ACTS = tuple(f"{folder_of(kind)}/" for kind in ACT_KINDS)


@dataclass(frozen=True, slots=True)
class PublishRequest:
    """What a person asks for; what is None is taken from a record that was drawn up before, or has its default."""

    id: str
    at: str = ""
    date: datetime.date | None = None
    issued: datetime.date | None = None
    document: str | None = None
    title: str | None = None
    ties: tuple[TieChoice, ...] = ()


def plan_publication(workspace: Workspace, request: PublishRequest) -> PublicationPlan | Refusal:
    """What `kaohe publish` would write, or why it does not."""
    name = parse_publication_id(request.id)
    if name is None:
        return refuse(f"编号写作 {PUBLICATION_FORM}，例如 kaohe publish 2016-q4。")
    reasons = [*_refuse_id(workspace, request.id), *_refuse_changes(workspace)]
    commit, about = ("", "") if reasons else _choose_commit(workspace, request.at)
    day = request.date or today()
    reasons += [reason] if (reason := refuse_day(day, "发布")) else []
    if reasons:
        return Refusal(tuple(reasons))
    readings = readings_of_acts(workspace)
    frozen, errors = _read_frozen(workspace, commit, name.year, readings)
    if errors:
        return refuse_problems(errors, f"提交 {commit[:12]} 的数据有问题")
    order = _make_order(frozen, request, day)
    reasons = list(refusals(frozen, name, order.ties))
    if reasons:
        return Refusal(tuple(reasons))
    result = score_year(frozen, name.year, name.quarter, ended=True)
    if undecided := open_ties(result, order.ties):
        return refuse_ties(tuple(ask_ties(frozen, result, undecided, order.id)))
    return _plan(workspace, frozen, order, (commit, about), readings)


def _plan(
    workspace: Workspace, frozen: Corpus, order: PublicationRequest, told: tuple[str, str], readings: KeptReadings
) -> PublicationPlan | Refusal:
    commit, about = told
    act = Act("publish", order.id)
    acts = [*workspace.main_acts, *workspace.pending]
    acts += [] if act in acts else [act]
    drawn, problems = _draw_all(workspace, frozen, order, commit, acts)
    if problems:
        return refuse_problems(problems, "没有发布")
    texts = {Act("publish", name).path: data for name, (_, data) in drawn.items()}
    files = plan_files(workspace, texts, [found.line for found in acts])
    found = check_would_be(workspace, {write.path: write.after for write in files}, order.name.year, readings)
    if found.errors:
        return _refuse_found(workspace, found.errors, act, commit)
    record = drawn[order.id][0]
    result = score_period(frozen, record)
    tag = tag_name(record.id)
    return PublicationPlan(
        record=record,
        result=result,
        settled=settle_ties(result, record.ties),
        preview=(
            *tell_publication(found.corpus, record, result, about),
            *_tell_redrawn(drawn, order.id),
            *_tell_late(record),
        ),
        questions=(*(f"{line.strip()}，没有写错？" for line in _tell_late(record)), f"写出这次发布 {record.id}？"),
        afterwards=(
            tell_undo(workspace, files),
            "接下来：",
            *(f"  {line}" for line in tell_behind(workspace)),
            f"  1. 提交：{tell_commit(files, f'发布 {record.id}')}",
            f"  2. 这个提交进入主分支后，加标签 {tag}：kaohe publish {record.id} --tag",
            f"  3. 推送主分支和标签：git push origin main {tag}",
        ),
        files=files,
        command=act.command,
    )


def _refuse_found(workspace: Workspace, errors: Sequence[Problem], act: Act, commit: str) -> Refusal:
    """What `kaohe check` would say, and what to do where the data have moved on since the commit."""
    refusal = with_way_out(workspace, refuse_problems(errors, "没有发布", act), [act])
    if all((error.code, error.place.file) != (MOVED, act.path) for error in errors):
        return refusal
    name = workspace.line.name
    words = f"提交 {commit[:12]} 之后数据又有变化，这一时段的结果已经不同。请冻结主分支的最后一个提交：--at {name}。"
    return replace(refusal, reasons=(*refusal.reasons, words))


def _refuse_id(workspace: Workspace, name: str) -> Iterator[str]:
    """Why an id cannot be used: it is on the main branch, or another is due."""
    act = Act("publish", name)
    if act in workspace.main_acts or act in workspace.taken:
        mend = f"有误的，请用 kaohe correct {name} 更正，或用 kaohe withdraw {name} 撤回。"
        yield f"{name} 已在主分支上发布。{mend}{tell_give_way(workspace, [act])}"
        return
    others = [found for found in (*workspace.main_acts, *workspace.pending) if found != act]
    due = next_id(others, name)
    if due != name:
        yield f"这一时段的下一次发布编号是 {due}，不是 {name}。{tell_give_way(workspace, [act])}"
    for other in (found for found in standing_ids(others) if next_id([], found) == next_id([], name)):
        yield (
            f"这一时段已由 {other} 发布，没有撤回。有误的，请用 kaohe correct {other} 更正；"
            f"整个要重新发布的，请先用 kaohe withdraw {other} 撤回。"
        )


def _refuse_changes(workspace: Workspace) -> Iterator[str]:
    """A publication freezes what is on the main branch, so what changes data comes first."""
    if workspace.changed:
        names = "、".join(workspace.changed[:5])
        more = f"等 {len(workspace.changed)} 个文件" if len(workspace.changed) > 5 else ""
        yield (
            f"这里改动了主分支上没有的数据：{names}{more}。发布冻结的是主分支的提交，"
            "请先把这些改动合并到主分支，或还原，再发布。"
        )


def _choose_commit(workspace: Workspace, at: str) -> tuple[str, str]:
    """The commit to freeze, and a sentence about it where it is not the one that is checked out."""
    line = workspace.line
    if at:
        commit = resolve_revision(workspace.repository, at)
        if commit not in line.ledger.days:
            raise UserError(f"提交 {commit[:12]} 不在主分支（{line.name}）的主线上，不能冻结。")
        return commit, ""
    known = line.ledger.lines == line.fork_lines
    if workspace.head in line.ledger.days and known and not workspace.merging:
        newer = f"（检出的提交；主分支 {line.name} 有更新的提交，没有计入）" if workspace.head != line.tip else ""
        return workspace.head, newer
    off_line = "检出的提交不在主分支上" if workspace.head not in line.ledger.days else "这里还没有合入主分支"
    why = "正在合并" if workspace.merging else off_line
    return line.tip, f"（{why}，冻结的是主分支 {line.name} 的最后一个提交）"


def _read_frozen(
    workspace: Workspace, commit: str, year: int, readings: KeptReadings
) -> tuple[Corpus, list[Problem]]:
    """The data of `year` at the commit with the acts as they would stand now, and the errors in them."""
    now, _ = read_corpus(workspace.merged, wanted=_is_act, readings=readings)
    tree = YearTree(GitTree(workspace.repository, commit), year)
    frozen = load_data(tree, commit, readings)
    whole = replace(
        frozen.corpus,
        publications=now.publications,
        chain=now.chain,
        withdrawals=now.withdrawals,
        corrections=now.corrections,
        redactions=now.redactions,
    )
    return whole, frozen.errors


def _is_act(path: str) -> bool:
    return path.startswith(_OF_ACTS)


def _make_order(frozen: Corpus, request: PublishRequest, day: datetime.date) -> PublicationRequest:
    """What is asked for, with what a record drawn up before already says."""
    before = frozen.publications.get(request.id)
    given = {choice.outcome: choice for choice in (*(before.ties if before else ()), *request.ties)}
    return PublicationRequest(
        request.id,
        day,
        request.document if request.document is not None else before.document if before else "",
        request.title if request.title is not None else before.title if before else "",
        request.issued or (before.issued if before else None),
        before.statement if before else (),
        tuple(given.values()),
    )


def _draw_all(
    workspace: Workspace, frozen: Corpus, order: PublicationRequest, commit: str, acts: list[Act]
) -> tuple[dict[str, tuple[Publication, bytes]], list[Problem]]:
    """The record, and those of publications that are drawn up here after it and name it as their predecessor."""
    at = acts.index(Act("publish", order.id))
    following = [act.id for act in acts[at + 1 :] if act.verb == "publish" and act in workspace.pending]
    drawn: dict[str, tuple[Publication, bytes]] = {}
    problems: list[Problem] = []
    mark = last_mark(workspace)
    for name in [order.id, *following]:
        before = frozen.publications.get(name)
        known = [act.id for act in acts[: acts.index(Act("publish", name))] if act.verb == "publish"]
        previous = known[-1] if known else ""
        if name == order.id:
            made = freeze_period(replace(frozen, publications={}), order, commit, None)
            made = _draw_anew(before, made) if before is not None else made
        elif before is not None:
            made = before
        else:
            continue
        data = drawn[previous][1] if previous in drawn else _bytes_of(workspace, previous)
        digest = sha256(data).hexdigest() if data is not None else ""
        made = replace(made, previous=previous, previous_sha256=digest, public_history=mark)
        text, found = emit_checked(Act("publish", name).path, made)
        drawn[name] = made, text
        problems += found
    return drawn, problems


def _draw_anew(before: Publication, made: Publication) -> Publication:
    """`made`, with whatever else a person wrote into the record that was drawn up before."""
    return replace(
        before,
        title=made.title,
        date=made.date,
        commit=made.commit,
        results_sha256=made.results_sha256,
        results=made.results,
        document=made.document,
        issued=made.issued,
        statement=made.statement,
        ties=made.ties,
    )


def _bytes_of(workspace: Workspace, publication: str) -> bytes | None:
    """The bytes of a publication's file, with the line ends that git keeps; None where there is none before."""
    if not publication:
        return None
    return workspace.merged.read(Act("publish", publication).path).replace(b"\r\n", b"\n")


def _tell_redrawn(drawn: Mapping[str, tuple[Publication, bytes]], name: str) -> Iterator[str]:
    others = [other for other in drawn if other != name]
    if others:
        yield f"  接在它之后、还没有进主分支的 {'、'.join(others)} 一并重新写出"


def _tell_late(record: Publication) -> Iterator[str]:
    """That a publication comes long after its period, which a slip of the year does as well."""
    end = period_end(record)
    if record.date > end + LATE:
        yield f"  请核对发布日期：{record.date} 在时段结束（{end}）之后 {(record.date - end).days} 天"
