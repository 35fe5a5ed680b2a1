"""得分这样算: how a scheme makes a score, in three short sentences, each from the scheme itself."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.number import format_points
from generator.rules.coefficient_use import named_coefficients
from generator.rules.compiled import compile_scheme
from generator.rules.effect_words import EFFECTS
from generator.rules.kind import Effect
from generator.rules.kind_list import kind_of
from generator.rules.part_record import ComponentRecord, VotedPart, beyond_of, converted_to, worth_in_total
from generator.rules.scaled_columns import scaled_of
from generator.rules.scheme import Scheme
from generator.words.result_words import quarters_words

_NAMED = 4  # as many parts are named; of more only how many they are
_OF_ITEMS = {
    "loses": "按各单项的标准扣分",
    "earns": "按各单项的标准得分",
    "adds": "按符合的条件加分",
    "penalises": "有问题的按标准记分",
}
_AT_MOST = {"loses": "，一个单项最多扣到它的分值", "earns": "，一个单项最多得到它的分值"}


def score_in_short(scheme: Scheme) -> tuple[str, ...]:
    """What a score is made of, how points come about, how they make the score; empty while something is open.

    Every scheme has the same three, so that readers of two districts find the same in the same place.
    """
    if scheme.open:
        return ()
    return _made_of(scheme), f"{'；'.join(_ways(scheme))}。", _together(scheme)


def _made_of(scheme: Scheme) -> str:
    """满分 100 分：履职考核 90 分（9 个类别、27 个单项），群众评议 10 分。"""
    parts = scheme.components
    named = "，".join(map(_share, parts[:_NAMED]))
    more = f"等 {len(parts)} 个部分" if len(parts) > _NAMED else ""
    full = "" if scheme.total.direction == "lower" else f"满分 {format_points(scheme.full_marks)} 分："
    return f"{full}{named}{more}。"


def _share(part: ComponentRecord) -> str:
    """What a part is called and what it counts at most; what comes on top says so."""
    effect, most = _effect(part), worth_in_total(part)
    verb = {"adds": "另外最多加 ", "penalises": "最多记 "}.get(effect, "")
    worth = f"{verb}{format_points(most)} 分" if most.is_finite() else f"{EFFECTS[effect].noun}不设上限"
    return f"{part.name}{'' if verb else ' '}{worth}{_counted(part)}"


def _counted(part: ComponentRecord) -> str:
    """How many items a part has, where all units have the same; nothing for one."""
    placed = list(part.list_items())
    if len(placed) < 2 or any(found.unit is not None for found in placed):
        return ""
    categories = len({found.category.id for found in placed})
    of = f"{categories} 个类别、" if categories > 1 else ""
    return f"（{of}{len(placed)} 个单项）"


def _ways(scheme: Scheme) -> Iterator[str]:
    """How the points of the parts come about: each way once, with the parts that go it where there are several."""
    parts: dict[str, list[str]] = {}
    for part in scheme.components:
        parts.setdefault(_way(scheme, part), []).append(part.name)
    for way, names in parts.items():
        yield way if len(parts) == 1 else f"{'、'.join(names)}{way}"


def _way(scheme: Scheme, part: ComponentRecord) -> str:
    if isinstance(part, VotedPart):
        return "由各方面代表投票，满意率越高，扣得越少"
    source = getattr(part, "source", "")
    if source:
        name = next((rule.name for rule in scheme.imports if rule.id == source), source)
        return f"采用{name}的得分"
    placed = list(part.list_items())
    if not placed:  # a kind that says by itself how it comes about
        return "".join(kind_of(part).tell(part, scheme)).removesuffix("。")
    limited = all(found.item.max.is_finite() for found in placed)
    return _OF_ITEMS[_effect(part)] + (_AT_MOST.get(_effect(part), "") if limited else "")


def _together(scheme: Scheme) -> str:
    """从 100 分里减去全部扣分，就是得分。"""
    effects = {_effect(part) for part in scheme.components}
    if scheme.year_of is not None:
        year = quarters_words(scheme, compile_scheme(scheme, "year").parts).replace(" ＋ ", "，加上")
        words = f"{_sum_words(scheme, effects)}；每个季度单独这样算一次，年度得分是{year}"
    else:
        words = f"{_sum_words(scheme, effects)}，就是得分"
    more = "、".join(name for name, found in _further(scheme).items() if found)
    words += f"，再按{more}的规定调整" if more else ""
    return f"{words}{'；分数越低越好' if scheme.total.direction == 'lower' else ''}。"


def _sum_words(scheme: Scheme, effects: set[Effect]) -> str:
    """How the parts make a score: 从 100 分里减去全部扣分; what is weighed or set against others says so before."""
    changed = "，".join(_changes(scheme))
    first = f"{changed}以后，" if changed else ""
    if effects == {"loses"}:
        return f"{first}从 {format_points(scheme.full_marks)} 分里减去全部扣分"
    if effects == {"loses", "adds"}:
        return f"{first}从满分里减去全部扣分，再加上加分"
    return f"{first}{'各部分' if len(scheme.components) > 1 else '各单项'}的分数合起来"


def _changes(scheme: Scheme) -> Iterator[str]:
    """What is done to the points of which parts before they count."""
    parts = scheme.components
    scaled = [part.name for part in parts if scaled_of(part) is not None]
    weighed = [part.name for part in parts if part.weight is not None or converted_to(part) is not None]
    for names, words in ((scaled, "与其他单位比较折算"), (weighed, "按权重或者分值折算")):
        if names:
            yield f"{'各部分' if 1 < len(names) == len(parts) else '、'.join(names)}{words}"


def _further(scheme: Scheme) -> dict[str, bool]:
    """What else may move a score, by what it is called; what it is in full stands further down on the page."""
    return {
        "系数": any(True for _ in named_coefficients(scheme)),
        "打折": any(beyond_of(part) for part in scheme.components),
        "类别": any(category.voided is not None or category.max is not None for category in scheme.categories()),
        "计入条件": bool(scheme.gates),
        "一票否决": bool(scheme.vetoes),
    }


def _effect(part: ComponentRecord) -> Effect:
    return kind_of(part).effect
