"""Rules for the register of units, the site and the register of committers."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.nearest import suggest_unit
from generator.model.corpus import Corpus
from generator.model.problem import Place, Problem
from generator.model.unit import Unit
from generator.model.unread import where_read


def check_names(corpus: Corpus) -> Iterator[Problem]:
    """KH351: a name, short name or alias means one unit only."""
    seen: dict[str, Unit] = {}
    for unit in corpus.units.values():
        yield from _check_unique(unit, seen)
        yield from _check_aliases(unit)


@where_read
def _check_unique(unit: Unit, seen: dict[str, Unit]) -> Iterator[Problem]:
    for name in dict.fromkeys((unit.name, unit.short_name, *unit.aliases)):
        other = seen.setdefault(name, unit)
        if other is not unit:
            yield Problem(
                unit.origin.place("name"),
                "KH351",
                f"称呼“{name}”已用于 {other.id}（{other.name}）",
                "一个称呼只能指一个单位，请改用更完整的称呼。",
            )


@where_read
def _check_aliases(unit: Unit) -> Iterator[Problem]:
    """KH356, a reminder: an alias is one other name, not several in one and not the name again."""
    for number, alias in enumerate(unit.aliases):
        place = unit.origin.place("aliases", number)
        if alias in (unit.name, unit.short_name):
            yield Problem(place, "KH356", f"称呼“{alias}”就是全称或简称", "可以删除。", "warning")
        elif any(sign in alias for sign in "，、；"):
            hint = "如是几个称呼，请用半角逗号隔开：[甲, 乙]。"
            yield Problem(place, "KH356", f"称呼“{alias}”里有顿号、逗号或分号", hint, "warning")


def check_years(corpus: Corpus) -> Iterator[Problem]:
    """KH352: assessed from a year to a year that is not before it."""
    for unit in corpus.units.values():
        yield from _check_span(unit)


@where_read
def _check_span(unit: Unit) -> Iterator[Problem]:
    span = unit.assessed
    if span is not None and span.last is not None and span.last < span.first:
        yield Problem(
            unit.origin.place("assessed", "to"),
            "KH352",
            f"截止年度 {span.last} 早于开始年度 {span.first}",
            "请核对年度。",
        )


@where_read
def check_site(corpus: Corpus) -> Iterator[Problem]:
    """KH354: the site has an address."""
    if corpus.site is None:
        return
    if not corpus.site.base_url.startswith(("https://", "http://")) or not corpus.site.base_url.endswith("/"):
        yield Problem(
            corpus.site.origin.place("base_url"),
            "KH354",
            "网站地址应以 http:// 或 https:// 开头，以 / 结尾",
            "请核对地址。",
        )


@where_read
def check_committers(corpus: Corpus) -> Iterator[Problem]:
    """KH355: committers work for units of the register."""
    register = corpus.register
    if register is None or not corpus.units:
        return  # without any unit that is said
    for number, entry in enumerate(register.committers):
        yield from _check_office(corpus, entry.office, register.origin.place("committers", number, "office"))


@where_read
def _check_office(corpus: Corpus, office: str, place: Place) -> Iterator[Problem]:
    if office not in corpus.units and f"data/units/{office}.yml" not in corpus.unread:
        hint = suggest_unit(office, corpus.units.values())
        yield Problem(place, "KH355", f"提交人登记表里的单位“{office}”不存在", hint)
