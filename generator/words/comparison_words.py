"""A comparison in finished words: the movement of scores first, its causes, then every change field by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from generator.change.change_words import CHANGES, change_words, rename_words
from generator.compare.difference import Difference
from generator.compare.score_move import Cause, OutcomeMove, ScoreMove
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.model.place import POINTS, find_place
from generator.model.problem import escape_text
from generator.model.quoted import quoted
from generator.public.released_comparison import AnyReleasedComparison
from generator.release.titles import correction_words
from generator.words.cause_words import cause_words, takes_back
from generator.words.labels import Labels, collect_labels
from generator.words.result_words import NONE, points_text, rank_text, standing_words
from generator.words.wording import FieldWords, field_words

WORKING_TREE = "当前文件"


@dataclass(frozen=True, slots=True)
class CauseView:
    """One cause of a movement: in words, by how much (signed, `—` where a score came or went).

    `absorbed` says what maxima took off it; empty: nothing.
    """

    words: str
    path: str
    delta: str
    absorbed: str


@dataclass(frozen=True, slots=True)
class ScoreView:
    """One unit that moved. Scores and ranks are texts, `—` where it has none; `outcomes` say what began or ended."""

    unit: str
    name: str
    year: int
    old: str
    new: str
    delta: str
    old_rank: str
    new_rank: str
    outcomes: tuple[str, ...]
    causes: tuple[CauseView, ...]


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One record that changed: how, what it is about, its fields, the commits that touched it."""

    kind: str
    path: str
    about: str
    note: str
    fields: tuple[FieldWords, ...]
    commits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """A whole comparison in words; `warnings` must not be overlooked."""

    old: str
    new: str
    warnings: tuple[str, ...]
    summary: str
    scores: tuple[ScoreView, ...]
    changes: tuple[ChangeView, ...]


def view_comparison(comparison: AnyReleasedComparison, internal: bool = False) -> ComparisonView:
    """The comparison in words. Values of internal fields show only with `internal`."""
    labels = collect_labels(comparison.units.values(), comparison.schemes.values(), comparison.bodies)
    changes = tuple(_view_change(change, labels, internal) for change in comparison.changes)
    scores = tuple(_view_score(comparison, move, labels.units) for move in ordered_moves(comparison))
    return ComparisonView(
        comparison.old[:12] or WORKING_TREE,
        comparison.new[:12] or WORKING_TREE,
        tuple(_warn(comparison)),
        _summarize(comparison),
        scores,
        changes,
    )


def ordered_moves(comparison: AnyReleasedComparison) -> list[ScoreMove]:
    """The movements of a comparison: the largest of a score first, units of which the rank alone moved last."""
    return sorted(
        comparison.moves, key=lambda move: (move.year, -abs(move.delta), not any(move.outcomes()), move.unit)
    )


def _warn(comparison: AnyReleasedComparison) -> Iterator[str]:
    if comparison.rewritten:
        where = f"两者在 {comparison.base[:12]} 之后分开" if comparison.base else "两者没有共同的历史"
        if comparison.new:
            yield f"后一版本不是从前一版本而来（{where}）：前一版本的部分提交不在后一版本的历史之中。"
        else:
            yield (
                f"当前分支不含前一版本的部分提交（{where}）：下面把那些提交写成被去掉。"
                "请先用 git merge 合入前一版本，再看影响。"
            )
    if comparison.cut:
        yield "这是浅克隆，看不出后一版本是否从前一版本而来。请用 git fetch --unshallow 补全。"
    for kind in ("vanished", "renamed", "unreadable"):
        found = [change for change in comparison.changes if change.kind == kind]
        if found:
            more = "等" if len(found) > 1 else ""
            yield f"{len(found)} 个文件{CHANGES[found[0].kind]}：{escape_text(found[0].path, 200)}{more}。"


def _summarize(comparison: AnyReleasedComparison) -> str:
    if not comparison.changes:
        return "两个版本的数据没有实质变化。"
    kinds = Counter(change.kind for change in comparison.changes)
    parts = [f"{words} {kinds[kind]}" for kind, words in CHANGES.items() if kinds[kind]]
    moved = [move for move in comparison.moves if move.delta]
    ranks = [move for move in comparison.moves if move.rank_moved]
    effect = f"{len(moved)} 个单位得分变化，{len(ranks)} 个单位名次变化" if moved or ranks else "得分和名次不变"
    return f"改动 {len(comparison.changes)} 个文件（{'，'.join(parts)}）；{effect}。"


def _view_score(comparison: AnyReleasedComparison, move: ScoreMove, names: Mapping[str, str]) -> ScoreView:
    scheme = comparison.schemes[move.year]
    places = scheme.rounding.places
    rules = {rule.id: rule.name for rule in scheme.outcomes}
    return ScoreView(
        move.unit,
        names.get(move.unit, move.unit),
        move.year,
        points_text(move.old.total if move.old else None, places),
        points_text(move.new.total if move.new else None, places),
        signed(move.delta, places) if _is_difference(move) else NONE,
        rank_text(move.old.rank if move.old else None),
        rank_text(move.new.rank if move.new else None),
        (*(_outcome_words(found, rules) for found in move.outcomes()), *_grades(move), *_completeness(move)),
        tuple(_view_cause(comparison, cause, places) for cause in move.causes),
    )


def _outcome_words(found: OutcomeMove, rules: Mapping[str, str]) -> str:
    name = quoted(rules.get(found.outcome, found.outcome))
    if found.old and found.new:
        return f"{name}转为并列，待人工确认" if found.new_tie else f"确定进入{name}（原为并列待确认）"
    return f"{'进入' if found.new else '退出'}{name}" + ("（并列，待人工确认）" if found.new_tie else "")


def _is_difference(move: ScoreMove) -> bool:
    """Whether both sides have a score, or one is not assessed at all: who lost or got a score has no difference."""
    return move.old is None or move.new is None or (move.old.total is None) == (move.new.total is None)


def _grades(move: ScoreMove) -> Iterator[str]:
    """How the grade changed, and why a unit has no score or rank any more, or what else decides its score now."""
    was, now = ((side.grade, standing_words(side)) if side else ("", "") for side in (move.old, move.new))
    if was[0] != now[0]:
        yield f"等次由{was[0] or NONE}变为{now[0] or NONE}"
    if was[1] != now[1]:
        yield now[1] or f"不再是：{was[1]}"


def _completeness(move: ScoreMove) -> Iterator[str]:
    """Whether a score that was provisional is so no longer, or the other way round."""
    if move.old and move.new and move.old_provisional != move.new_provisional:
        yield "得分又成为暂定的" if move.new_provisional else "得分不再是暂定的"


def _view_cause(comparison: AnyReleasedComparison, cause: Cause, places: int) -> CauseView:
    words = cause_words(comparison, cause)
    if cause.correction:
        words += f"（{correction_words(cause.correction)}）"
    absorbed = ""
    if cause.absorbed:
        alone = signed(cause.points or Decimal(0), places)
        absorbed = f"单独计算为 {alone}，因上限少计 {format_points(abs(cause.absorbed), places)}"
        if takes_back(cause):
            absorbed = f"单独计算为 {alone}，原超上限未计的 {format_points(abs(cause.absorbed), places)} 分改为计入"
    delta = "—" if cause.delta is None else signed(cause.delta, places)
    return CauseView(words, cause.path, delta, absorbed)


def _view_change(change: Difference, labels: Labels, internal: bool) -> ChangeView:
    placed = find_place(change.target)
    about = [labels.units[change.unit]] if change.unit in labels.units else []
    if change.file in POINTS and placed is not None:
        about.append(labels.parts.get((placed.year, "item", change.item), change.item))
        points = change.said.get("points")
        about += [f"{points} 分"] if isinstance(points, str) else []
    return ChangeView(
        change_words(change),
        change.path,
        " · ".join(about),
        rename_words(change) if change.other else "",
        tuple(field_words(change.target, field, labels, internal) for field in change.fields),
        change.commits,
    )


def signed(value: Decimal, places: int) -> str:
    """A difference with its sign: +0.50, −0.50 (U+2212), 0.00."""
    text = format_points(abs(value), places)
    return f"+{text}" if value > 0 else f"−{text}" if value < 0 else text


def comparison_text(view: ComparisonView, limit: int | None = None) -> str:
    """The comparison for a terminal; of one with more than `limit` bytes the beginning, and how much is left out."""
    lines = list(_text_lines(view))
    room = limit if limit is not None else sum(len(line.encode()) + 1 for line in lines)
    shown = 0
    for line in lines:
        room -= len(line.encode()) + 1
        if room < 0:
            break
        shown += 1
    said = "".join(f"{line}\n" for line in lines[:shown])
    left_out = len(lines) - shown
    return said + (f"\n另有 {left_out} 行从略；看全部请加 --all。\n" if left_out else "")


def _parts(scores: Sequence[ScoreView]) -> Iterator[tuple[str, list[ScoreView]]]:
    """The movements under their headings: units with causes of their own, then those that others moved."""
    own = [score for score in scores if score.causes]
    if own:
        yield "得分和名次", own
    others = [score for score in scores if not score.causes]
    if others:
        alone = all(score.old_rank != score.new_rank for score in others)
        yield "仅名次变化" if alone else "仅名次或结果运用变化", others


def _score_lines(score: ScoreView) -> Iterator[str]:
    same = score.old_rank == score.new_rank
    yield (
        f"  {escape_text(score.name)}（{score.year}）："
        + (f"{score.old} → {score.new}（{score.delta}），" if score.causes else f"得分 {score.new}，")
        + (f"名次仍为 {score.new_rank}" if same else f"名次 {score.old_rank} → {score.new_rank}")
        + "".join(f"，{words}" for words in score.outcomes)
    )
    for cause in score.causes:
        more = f"（{cause.absorbed}）" if cause.absorbed else ""
        yield f"      {cause.delta}  {escape_text(cause.words)}{more}  {escape_text(cause.path, 200)}"


def _text_lines(view: ComparisonView) -> Iterator[str]:
    yield f"{view.old} → {view.new}"
    yield from (f"注意：{warning}" for warning in view.warnings)
    yield view.summary
    for title, scores in _parts(view.scores):
        yield ""
        yield title
        yield from (line for score in scores for line in _score_lines(score))
    if view.changes:
        yield ""
        yield "改动"
    for change in view.changes:
        about = f"（{escape_text(change.about, 120)}）" if change.about else ""
        yield f"  {change.kind}  {escape_text(change.path, 200)}{about}"
        if change.note:
            yield f"      {change.note}"
        yield from (f"      {words.sentence}" for words in change.fields)
        if change.commits:
            yield f"      提交 {'、'.join(commit[:12] for commit in change.commits)}"
