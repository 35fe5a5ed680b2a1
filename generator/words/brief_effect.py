"""What a change does to scores, in the few lines that a person reads before writing it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.words.comparison_words import ComparisonView

_SHOWN = 8  # units whose own score moves, and others that begin or cease to be praised or summoned


def brief_effect(view: ComparisonView) -> Iterator[str]:
    """One line for each unit whose score moves or whose outcomes change, and how many other ranks move."""
    told = [score for score in view.scores if score.causes or score.outcomes]
    others = len(view.scores) - len(told)
    for score in told[:_SHOWN]:
        absorbed = [cause.absorbed for cause in score.causes if cause.absorbed]
        points = f"{score.old} → {score.new}（{score.delta}）" if score.causes else score.new
        ranks = score.new_rank if score.old_rank == score.new_rank else f"{score.old_rank} → {score.new_rank}"
        more = "".join(f"，{words}" for words in (*score.outcomes, *absorbed))
        yield f"{score.name} {score.year} 年度：得分 {points}，名次 {ranks}{more}"
    if len(told) > _SHOWN:
        yield f"另有 {len(told) - _SHOWN} 个单位的得分或结果运用变化"
    if others:
        yield f"另有 {others} 个单位只有名次变化"
    if not view.scores:
        yield "得分和名次不变"
