"""Rules for the appraisal of a scheme: every weight is said, and every option counted or left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from generator.model.problem import Place, Problem
from generator.model.scheme import AppraisalComponent, Option, Scheme, Weighted
from generator.model.unread import where_read


@where_read
def check_ballot(scheme: Scheme, number: int, component: AppraisalComponent) -> Iterator[Problem]:
    """KH407: weights; KH408: an option is counted or excluded, never both, never neither."""
    for name, words in (("aspects", "评议方面"), ("panels", "评议主体")):
        yield from _check_weights(scheme, number, name, words, getattr(component, name))
    for at, option in enumerate(component.options):
        yield from _check_option(scheme.origin.place("components", number, "options", at), option)
    yield from _check_options(scheme, number, component)


@where_read
def _check_weights(scheme: Scheme, number: int, name: str, words: str, rows: Iterable[Weighted]) -> Iterator[Problem]:
    if not sum((row.weight for row in rows), Decimal(0)):
        place = scheme.origin.place("components", number, name)
        yield Problem(place, "KH407", f"{words}的权重合计为 0", "至少要有一个权重大于 0。")


@where_read
def _check_option(place: Place, option: Option) -> Iterator[Problem]:
    if option.excluded and option.weight is not None:
        yield Problem(place, "KH408", f"选项“{option.name}”既有权重又不计入", "请只保留一种。")
    elif not option.excluded and option.weight is None:
        yield Problem(place, "KH408", f"选项“{option.name}”没有写权重", "请补上 weight，或写明 excluded: true。")


@where_read
def _check_options(scheme: Scheme, number: int, component: AppraisalComponent) -> Iterator[Problem]:
    if not any(option.weight for option in component.options):
        yield Problem(
            scheme.origin.place("components", number, "options"),
            "KH407",
            "没有一个选项的权重大于 0",
            "请核对选项的权重。",
        )
