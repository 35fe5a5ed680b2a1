"""The columns of points that are multiplied with a coefficient, and what is asked of such a rule."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator
from decimal import Decimal
from typing import NamedTuple

from generator.model.number import UNLIMITED, format_points
from generator.rules.book_layout import BookLayout, UndeclaredError
from generator.rules.coefficient_rule import MULTIPLIED, CoefficientRule
from generator.rules.expression import Column, Op, col, const, op
from generator.rules.figures import check_declared, lay_measure, source_unit
from generator.rules.flaw import Flaw
from generator.rules.given_tables import UNIT
from generator.rules.measure_rule import FigureSource
from generator.rules.scheme import Scheme

_BEYOND = "超出界限的按界限计"
# Lays a column of points: its step, title, expression, sentence, whether it cuts; its id comes back.
LayStep = Callable[[str, str, Op, str, bool], str]


class Multiplied(NamedTuple):
    """The column of the points after the coefficient, and whether that is known (None: always)."""

    column: str
    known: Op | None


class Points(NamedTuple):
    """What is multiplied: its column and name, the marks that it is of (None: none), whether it is what is lost."""

    owner: str
    name: str
    column: str
    marks: Op | None
    is_lost: bool


def lay_multiplied(
    layout: BookLayout, scheme: Scheme, rule: CoefficientRule, points: Points, lay: LayStep
) -> Multiplied:
    """The points times the coefficient, within what they may come to; as they are while it is not known."""
    factor, known = _lay_factor(layout, scheme, rule, points)
    is_other = (rule.of == "lost") != points.is_lost
    noun, column = MULTIPLIED[rule.of], points.column
    if is_other:
        column = lay("kept", f"{points.name}{noun}", op("sub", points.marks or const(0), col(column)), "", False)
    said = f"{noun} × {rule.name}：{{{column}}} × {_shown(factor)}"
    column = lay("times", f"{points.name}{noun} × {rule.name}", op("mul", col(column), factor), said, False)
    if rule.limit is not None:
        title = f"{points.name}{noun}（乘以{rule.name}以后）"
        column = lay("limited", title, op("min", col(column), const(rule.limit)), "", True)
    if is_other:
        title, expr = points.name or noun, op("sub", points.marks or const(0), col(column))
        column = lay("multiplied", title, expr, "", False)
    return Multiplied(column, known)


def multiplied_column(owner: str, columns: Container[str]) -> str:
    """The column of the points of `owner` after its coefficient; empty where nothing was multiplied."""
    steps = (f"{owner}:{step}" for step in ("multiplied", "limited", "times"))  # the last that was laid
    return next((column for column in steps if column in columns), "")


def _shown(factor: Op) -> str:
    """The factor in a sentence."""
    return f"{{{factor.column}}}" if factor.column else format_points(Decimal(str(factor.value)))


def _lay_factor(layout: BookLayout, scheme: Scheme, rule: CoefficientRule, points: Points) -> tuple[Op, Op | None]:
    """The coefficient of the unit, and whether it is known; 1 while it is not."""
    if rule.value is not None:
        return const(rule.value), None
    known: Op | None = None
    if rule.measure:
        figure = lay_measure(layout, scheme, rule.measure)
        known, found, said = op("not-none", figure), op("nz", figure, const(1)), f"{rule.name}：{{{figure.column}}}"
        if _is_derived(rule, scheme):
            found, said = _within(rule, found), f"{said}，{_BEYOND}" if rule.bounds_words else said
        none = f"{rule.name}还没有确定，暂按 1 计"
    else:
        if not rule.groups:
            raise UndeclaredError(rule.name)
        found, said, none = const(1), f"{rule.name}（按排名组）", ""
        for group, value in reversed(list(rule.groups.items())):
            found = op("if", op("eq", col("group"), const(group)), const(value), found)
    title = f"{points.name or '总分'}的{rule.name}"
    made = Column(f"{points.owner}:factor", title, "number", found, said=said, said_none=none)
    return col(layout.lay(UNIT, made)), known


def _is_derived(rule: CoefficientRule, scheme: Scheme) -> bool:
    """Whether the coefficient is worked out of others: no value is written that could be told to be out of bounds."""
    return rule.measure in {known.id for known in scheme.derived}


def _within(rule: CoefficientRule, found: Op) -> Op:
    """What is worked out, within the bounds of the rule; never below 0."""
    found = op("max", found, const(rule.at_least or Decimal(0)))
    return found if rule.at_most is None else op("min", found, const(rule.at_most))


def check_coefficient(rule: CoefficientRule | None, scheme: Scheme, marks: bool, effect: str) -> Iterator[Flaw]:
    """KH459: what it is, and how far the points may rise; KH461: what it names; KH430, KH433: it can be carried out.

    `marks` says whether what is multiplied has marks; `effect` is what its points do.
    """
    if rule is None:
        return
    named = [name for name in ("value", "groups", "measure") if getattr(rule, name) not in (None, "", {})]
    if len(named) != 1:
        hint = "请写其中一个：value（都一样）、groups（按排名组）或 measure（各单位的数值）。"
        yield Flaw("KH459", ("coefficient",), f"没有写明{rule.name}是多少", hint)
    yield from check_declared(FigureSource(measure=rule.measure), scheme, ("coefficient",))
    yield from _check_groups(rule, scheme)
    yield from _check_figure(rule, scheme)
    if rule.most is None and rule.highest > 1:
        words = f"乘以{rule.name}以后可能超过分值，没有写最多计几分"
        yield Flaw("KH459", ("coefficient",), words, "请写 most：最多计几分，不设上限的写 none。")
    if rule.of == "lost" and (effect in {"adds", "penalises"} or not marks):
        words = f"{rule.name}乘的是扣分，这里却没有可以扣的分值"
        yield Flaw("KH430", ("coefficient", "of"), words, "请写 of: earned（乘得分、加分、罚分）。")
    if rule.of == "earned" and effect == "loses" and not marks:
        yield Flaw("KH430", ("coefficient", "of"), "没有分值，算不出得分", "请用 max 写明分值，或者写 of: lost。")
    if rule.at_least is not None and rule.at_most is not None and rule.at_least > rule.at_most:
        yield Flaw(
            "KH433", ("coefficient", "at_most"), f"{rule.name}的最高值小于最低值", "请核对 at_least 和 at_most。"
        )


def _check_figure(rule: CoefficientRule, scheme: Scheme) -> Iterator[Flaw]:
    """KH433: the figure is one that points can be multiplied with."""
    steps = ("coefficient", "measure")
    if rule.measure and source_unit(FigureSource(measure=rule.measure), scheme) == "%":
        words = f"{rule.name}是百分数的指标，乘出来大了一百倍"
        yield Flaw("KH433", steps, words, "请把指标的 unit 写作 index，数值写 1.1 这样的数。")
    if any(known.id == rule.measure and known.over == "sum" for known in scheme.measures):
        words = f"{rule.name}是各期的数值相加，几期加起来就不再是系数"
        yield Flaw("KH433", steps, words, "请把指标的 over 写作 last（最近一期）或 mean（各期平均）。")


def _check_groups(rule: CoefficientRule, scheme: Scheme) -> Iterator[Flaw]:
    known = {group.id: group.name for group in scheme.ranking.groups}
    for group in rule.groups:
        if group not in known:
            hint = f"可填：{'、'.join(known)}。"
            yield Flaw("KH461", ("coefficient", "groups", group), f"没有编号为“{group}”的排名组", hint)
    missing = [name for group, name in known.items() if group not in rule.groups]
    if rule.groups and missing:
        words = f"没有写{'、'.join(missing)}的{rule.name}"
        yield Flaw("KH459", ("coefficient", "groups"), words, "请把各排名组的系数写全；不变的写 1。")


def tell_coefficient(rule: CoefficientRule, name: str, scheme: Scheme) -> str:
    """What is multiplied with what, in a sentence."""
    measured = scheme.measure_name(rule.measure)
    if rule.value is not None:
        is_what = format_points(rule.value)
    elif rule.groups:
        is_what = "、".join(
            f"{scheme.group_name(group)} {format_points(value)}" for group, value in rule.groups.items()
        )
    else:
        is_what = f"各单位的{measured}" + (f"，{rule.bounds_words}" if rule.bounds_words else "")
        if rule.bounds_words and _is_derived(rule, scheme):
            is_what += f"，{_BEYOND}"
    most = ""
    if rule.most is not None:
        most = "，不设上限" if rule.most == UNLIMITED else f"，最多计 {format_points(rule.most)} 分"
    return f"{name}{MULTIPLIED[rule.of]}乘以{rule.name}（{is_what}）{most}。"
