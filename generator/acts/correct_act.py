"""Correcting: what was published and no longer holds, figures or words, is replaced with a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field, replace
from datetime import date

from generator.acts.correct_words import tell_correction
from generator.acts.give_way import drawn_corrections, tell_give_way, with_way_out
from generator.acts.plan import (
    Refusal,
    emit_checked,
    plan_files,
    refuse,
    refuse_day,
    refuse_problems,
    tell_behind,
    tell_commit_all,
    tell_undo,
    today,
)
from generator.acts.public_mark import last_mark
from generator.acts.publication_plan import CorrectionPlan
from generator.acts.tie_question import TieQuestion, ask_ties
from generator.acts.workspace import Workspace, chain_text, require_clear
from generator.acts.would_be import WouldBe, check_would_be, errors_within, new_errors
from generator.check.act_rules import standing_ids
from generator.model.act import Act
from generator.model.lazy_dataclass import dataclass
from generator.model.place import CHAIN_FILE
from generator.model.problem import Problem
from generator.model.publication import CorrectedWords, Correction, Publication, TieChoice
from generator.release.amendment_moves import is_moved
from generator.release.changed_files import SnapshotReader, moving_files, tree_snapshot
from generator.release.freeze import CorrectionOrder, correct_publication
from generator.release.frozen_words import ChangedWords, changed_words, named_words, unnamed_words
from generator.release.period import score_period
from generator.release.standing import UNNAMED, standing
from generator.rules.corpus import Corpus
from generator.score.result import YearResult
from generator.score.ties import edge_ties, open_ties, standing_ties

_OF_ACTS = ("KH6", UNNAMED)  # what is wrong with acts is what a correction may be about


@dataclass(frozen=True, slots=True)
class CorrectRequest:
    """What a person asks for: one publication, or (`id` empty) all that the data no longer yield.

    `words` are the changed places to be named; without them all that were changed are. `ties` are decided for all the
    publications, `ties_of` for those of these ids alone.
    """

    id: str
    reason: str
    date: date | None = None
    document: str = ""
    records: tuple[str, ...] = ()
    words: tuple[CorrectedWords, ...] = ()
    ties: tuple[TieChoice, ...] = ()
    ties_of: Mapping[str, tuple[TieChoice, ...]] = field(default_factory=dict)

    def ties_for(self, publication: str) -> tuple[TieChoice, ...]:
        """What was decided about the ties of one publication."""
        return (*self.ties, *self.ties_of.get(publication, ()))


@dataclass(slots=True)
class _Drawing:
    """The corrections while they are drawn up: the data without the ones that are drawn anew, and those made."""

    workspace: Workspace
    request: CorrectRequest
    day: date
    state: WouldBe
    acts: list[Act]
    changed: list[ChangedWords]
    made: list[Correction] = field(default_factory=list)
    results: dict[str, YearResult] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    ties: list[TieQuestion] = field(default_factory=list)

    @property
    def corpus(self) -> Corpus:
        """The data with the corrections that were made so far."""
        known = self.state.corpus
        return replace(known, corrections={**known.corrections, **{record.id: record for record in self.made}})

    def result_of(self, publication: Publication) -> YearResult:
        """The results of its period as the data yield them now."""
        if publication.period not in self.results:
            self.results[publication.period] = score_period(self.state.corpus, publication)
        return self.results[publication.period]


def plan_correction(workspace: Workspace, request: CorrectRequest) -> CorrectionPlan | Refusal:
    """What `kaohe correct` would write, or why it does not."""
    require_clear(workspace)
    day = request.date or today()
    if reason := refuse_day(day, "更正"):
        return refuse(reason)
    found = _open(workspace, request, day)
    if errors := errors_within(found.state, _OF_ACTS):
        return refuse_problems(errors[:5], f"数据有 {len(errors)} 处问题，改正之前不更正")
    wanted = _find(found)
    if isinstance(wanted, str):
        return refuse(wanted)
    for publication in wanted:
        _draw(found, publication)
    if found.refused:
        return Refusal(tuple(found.refused), ties=tuple(found.ties))
    if not found.made:
        return refuse(f"按当前数据计算，结果没有变化，所依据的文字也没有改动，不需要更正。{_tell_done(found)}")
    return _plan(found)


def list_correctable(workspace: Workspace) -> list[str]:
    """The publications that stand on the main branch, by id."""
    return list(standing_ids(workspace.main_acts))


def _open(workspace: Workspace, request: CorrectRequest, day: date) -> _Drawing:
    """The data without the corrections of the same publications that were drawn up here before: made anew."""
    again = {act for act in workspace.pending if act.verb == "correct" and _is_wanted(act, request)}
    acts = [act for act in (*workspace.main_acts, *workspace.pending) if act not in again]
    without: dict[str, bytes | None] = {act.path: None for act in again}
    without[CHAIN_FILE] = chain_text([act.line for act in acts])
    state = check_would_be(workspace, without)
    changed = changed_words(state.corpus, state.tree, state.line) if not errors_within(state, _OF_ACTS) else []
    others = [made for name, made in state.corpus.corrections.items() if name not in state.line.ledger.corrections]
    return _Drawing(workspace, request, day, state, acts, unnamed_words(changed, others))


def _is_wanted(act: Act, request: CorrectRequest) -> bool:
    return not request.id or act.id.rpartition("-c")[0] == request.id


def _find(found: _Drawing) -> list[Publication] | str:
    """The publications to correct, or why there are none."""
    corpus, name = found.state.corpus, found.request.id
    if not name:
        return list(corpus.standing_publications)
    if name not in corpus.publications:
        known = "、".join(standing_ids(found.acts)) or "目前一个也没有"
        return f"没有编号为“{name}”的发布。可以填的编号：{known}。"
    if name in corpus.withdrawals:
        day = corpus.withdrawals[name].date
        way = tell_give_way(found.workspace, drawn_corrections(found.workspace, name))
        return f"{name} 已于 {day} 撤回，不再更正。{way}"
    return [corpus.publications[name]]


def _tell_done(found: _Drawing) -> str:
    """What the main branch has corrected meanwhile, and how the corrections that were drawn up here are given up."""
    workspace, line = found.workspace, found.state.line
    drawn = drawn_corrections(workspace, found.request.id)
    names = {act.id.rpartition("-c")[0] for act in drawn}
    made = [entry for name in sorted(names) for entry in line.ledger.corrections_of(name)]
    told = "、".join(f"{entry.id}（{entry.record.reason}）" for entry in made if entry.record is not None)
    return (f"主分支上已有更正 {told}。" if told else "") + tell_give_way(workspace, drawn)


def _draw(found: _Drawing, publication: Publication) -> None:
    """Adds the correction of one publication, if anything of it has changed; or why it cannot be made."""
    corpus, request = found.corpus, found.request
    result = found.result_of(publication)
    mine = [changed for changed in found.changed if changed.publication.id == publication.id]
    words = _words(found, unnamed_words(mine, found.made))
    moved = is_moved(corpus, publication, result, standing(corpus, publication).digest)
    if not moved and not words:
        return
    before, said = standing_ties(corpus, publication), request.ties_for(publication.id)
    ties = {choice.outcome: choice for choice in (*before, *said) if choice.outcome in edge_ties(result)}
    undecided = open_ties(result, tuple(ties.values())) if moved else {}
    if undecided:
        asked = tuple(ask_ties(corpus, result, undecided, publication.id, publication.title))
        found.ties += asked
        found.refused += [f"更正“{publication.title}”：", *(line for tie in asked for line in tie.told)]
        return
    order = CorrectionOrder(
        id=_next_id(found, publication),
        date=found.day,
        reason=request.reason,
        document=request.document,
        records=_records(found, publication, words),
        words=words,
        ties=tuple(ties.values()) if ties and tuple(ties.values()) != before else (),
    )
    if not order.records:
        found.refused.append(f"没有找到使“{publication.title}”变化的数据文件，请用 --records 写明。")
        return
    record = correct_publication(corpus, publication, order, result)
    if record is not None:
        found.made.append(record)


def _words(found: _Drawing, changed: Sequence[ChangedWords]) -> tuple[CorrectedWords, ...]:
    """The changed words to name: those that were asked for, or all."""
    words = named_words(changed)
    if not found.request.words:
        return words
    return tuple(word for word in words if any(map(word.is_within, found.request.words)))


def _next_id(found: _Drawing, publication: Publication) -> str:
    numbers = [
        int(act.id.rpartition("-c")[2])
        for act in found.acts
        if act.verb == "correct" and act.id.rpartition("-c")[0] == publication.id
    ]
    return f"{publication.id}-c{max(numbers, default=0) + 1}"


def _records(found: _Drawing, publication: Publication, words: Sequence[CorrectedWords]) -> tuple[str, ...]:
    """The data files by which the results differ from what stands published, and those whose words are corrected."""
    if found.request.records:
        return found.request.records
    line = found.state.line
    made = line.ledger.corrections_of(publication.id)
    since = made[-1].recorded if made else publication.commit
    before = SnapshotReader(line.repository).read(since).snapshot
    now = tree_snapshot(found.state.tree, found.state.corpus, len(since))
    return tuple(sorted({*moving_files(before, now, publication), *(word.file for word in words)}))


def _plan(found: _Drawing) -> CorrectionPlan | Refusal:
    workspace, request = found.workspace, found.request
    texts: dict[str, bytes] = {}
    problems: list[Problem] = []
    mark = last_mark(workspace)
    for record in found.made:
        path = Act("correct", record.id).path
        texts[path], wrong = emit_checked(path, replace(record, public_history=mark))
        problems += wrong
    if problems:
        return refuse_problems(problems, "没有更正")
    lines = [*(act.line for act in found.acts), *(record.id for record in found.made)]
    gone = [act.path for act in workspace.pending if act not in found.acts and act.path not in texts]
    files = plan_files(workspace, texts, lines, gone)
    after = check_would_be(workspace, {write.path: write.after for write in files})
    if errors := new_errors(found.state, after):
        refusal = refuse_problems(errors, "没有更正", *(Act("correct", record.id) for record in found.made))
        return with_way_out(workspace, refusal, drawn_corrections(workspace, request.id))
    names = "、".join(record.id for record in found.made)
    rest = _left(after)
    return CorrectionPlan(
        records=tuple(found.made),
        preview=tuple(
            line
            for record in found.made
            for line in tell_correction(after.corpus, record, found.results[_period(after.corpus, record)])
        ),
        questions=(f"写出更正 {names}？",),
        afterwards=(
            tell_undo(workspace, files),
            "接下来，与数据改动一起提交：",
            *(f"  {line}" for line in tell_behind(workspace)),
            f"  {tell_commit_all(f'更正 {names}')}",
            *([f"同样变化、还没有更正的发布：{rest}。可用 kaohe correct --all 一次写出。"] if rest else []),
        ),
        files=files,
        command=f"kaohe correct {request.id or '--all'} --reason …",
    )


def _period(corpus: Corpus, record: Correction) -> str:
    return corpus.publications[record.publication].period


def _left(after: WouldBe) -> str:
    """The publications that still say something else than the data."""
    files = {problem.place.file for problem in after.errors if problem.code == "KH651"}
    return "、".join(
        f"{record.id}（{record.title}）"
        for record in after.corpus.standing_publications
        if standing(after.corpus, record).record.origin.file in files
    )
