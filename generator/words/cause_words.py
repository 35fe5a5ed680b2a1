"""What changed a score, in words: by the kind of the file, the item of a record, the name of another assessment."""

from __future__ import annotations

from generator.compare.score_move import Cause, CauseKind
from generator.model.place import POINTS, find_place
from generator.public.released_comparison import AnyReleasedComparison

CAUSES: dict[CauseKind, str] = {
    "scheme": "考核办法改动",
    "amendment": "考核办法修改",
    "joined": "纳入考核",
    "left": "不再参加考核",
    "unit": "单位信息改动",
    "applies": "不适用的单项",
    "deduction": "扣分记录",
    "bonus": "加分记录",
    "measure": "指标数值",
    "import": "其他考核的结果",
    "appraisal": "评议",
    "publication": "发布以后，这一季度计入年度得分",
    "peer": "随其他单位变动",
    "score-lost": "由此没有得分",
    "score-gained": "由此有了得分",
}


def cause_words(comparison: AnyReleasedComparison, cause: Cause) -> str:
    """What changed: of a record or measured values the item, of another assessment its name."""
    words, placed = CAUSES[cause.kind], find_place(cause.path)
    scheme = comparison.schemes.get(placed.year) if placed is not None else None
    if placed is None:
        return words
    if cause.kind in (*POINTS, "measure"):
        item = scheme.items.get(placed.item) if scheme is not None else None
        name = item.name if item is not None else placed.item
        return name if cause.kind in POINTS else f"{name}（{words}）"
    if scheme is not None and cause.kind == "appraisal":
        return scheme.appraisal_name
    if scheme is not None and cause.kind == "import":
        return next((rule.name for rule in scheme.imports if rule.id == placed.id), words)
    return words


def takes_back(cause: Cause) -> bool:
    """Whether a record counts for less than before, so that what was over a maximum comes into its place."""
    return (cause.points or 0) < 0 if cause.kind == "bonus" else (cause.points or 0) > 0
