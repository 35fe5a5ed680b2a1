"""Rules for a scheme: its parts add up, its ids are unique, and it leaves nothing unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.check.kind_rules import check_kinds
from generator.check.nearest import suggest_id, suggest_unit
from generator.check.outcome_rules import check_outcomes, check_places
from generator.check.ranking_rules import check_groups, check_register
from generator.check.whole_rules import check_whole
from generator.model.number import format_points
from generator.model.place import unit_file
from generator.model.problem import Location, Problem
from generator.model.unread import known, where_read
from generator.rules.corpus import Corpus
from generator.rules.full_marks import marked_parts, marks_of_year
from generator.rules.item import Category, Item
from generator.rules.part_record import worth_in_total
from generator.rules.scheme import Scheme

Steps = tuple[str | int, ...]


def check_schemes(corpus: Corpus) -> Iterator[Problem]:
    """The problems of all schemes, each in itself and against the register."""
    for scheme in corpus.schemes.values():
        yield from _check_scheme(scheme)
        yield from check_register(scheme, list(corpus.units.values()), corpus.unread)
        yield from check_places(scheme, list(corpus.units.values()))
        yield from _check_assessors(corpus, scheme)
        yield from check_whole(scheme, list(corpus.units.values()))


@where_read
def _check_scheme(scheme: Scheme) -> Iterator[Problem]:
    yield from _check_sum(scheme)
    yield from _check_title(scheme)
    yield from _check_unique(scheme)
    yield from check_kinds(scheme)
    yield from check_outcomes(scheme)
    yield from check_groups(scheme)
    yield from _check_target(scheme)


@where_read
def _check_sum(scheme: Scheme) -> Iterator[Problem]:
    """KH401: the parts that lose and earn make the full marks, times their weights; what is added is none of them."""
    whole = marks_of_year(scheme)
    if whole != scheme.full_marks:
        rule = scheme.year_of
        weight = "" if rule is None or rule.weight is None else f"、乘以 {format_points(rule.weight)}"
        steps = [f"各季度合成{weight}"] if rule is not None and rule.times != 1 else []
        steps += ["乘以权重、折算"] if any(worth_in_total(part) != part.max for part in marked_parts(scheme)) else []
        weighed = f"（{'、'.join(steps)}以后）" if steps else ""
        yield Problem(
            scheme.origin.place("components"),
            "KH401",
            f"各部分分值合计{weighed} {format_points(whole)} 分，满分是 {format_points(scheme.full_marks)} 分",
            f"两者应相等，请核对各部分的 max。{_ask_weight(scheme)}",
        )


def _ask_weight(scheme: Scheme) -> str:
    """What may be meant by weights that are no shares: 60 for 60 %."""
    wrong = [part.weight for part in scheme.components if part.weight is not None and part.weight > 1]
    return f"权重 {format_points(wrong[0])}% 写作 {format_points(wrong[0] / 100)}。" if wrong else ""


@where_read
def _check_target(scheme: Scheme) -> Iterator[Problem]:
    """KH458: the other assessment and the weight are both there or neither; a weight of 0 says that it is none.

    KH424: the groups whose scores count there are groups of the scheme.
    """
    names = {group.id: group.name for group in scheme.ranking.groups}
    for at, group in enumerate(scheme.target_assessment_groups):
        if group not in names:
            place = scheme.origin.place("target_assessment_groups", at)
            yield Problem(place, "KH424", f"没有编号为“{group}”的排名组", suggest_id(group, names))
    named, weight = bool(scheme.target_assessment), scheme.target_assessment_weight
    if scheme.target_assessment_groups and not named and weight is None:
        place = scheme.origin.place("target_assessment_groups")
        words = "写了哪些排名组的得分计入另一项考核，没有写是哪一项考核"
        yield Problem(place, "KH458", words, "请写 target_assessment 和 target_assessment_weight；不计入的，都不写。")
    if named == bool(weight) and (weight is None) == (not named):
        return
    if weight is None:
        field, words = "target_assessment", "写了计入哪一项考核，没有写权重"
    elif not weight:
        field, words = "target_assessment_weight", "计入另一项考核的权重是 0"
    else:
        field, words = "target_assessment_weight", "写了计入另一项考核的权重，没有写是哪一项考核"
    hint = "得分计入别的考核的，target_assessment 和 target_assessment_weight 都写；不计入的，都不写。"
    yield Problem(scheme.origin.place(field), "KH458", words, hint)


@where_read
def _check_unique(scheme: Scheme) -> Iterator[Problem]:
    """KH402: no item and no category, id or name, stands twice in the whole scheme."""
    seen: dict[tuple[str, str], Steps] = {}
    for steps, words, part in _walk_parts(scheme):
        for what, name, value in (("编号", "id", part.id), ("名称", "name", part.name)):
            first = seen.setdefault((words + what, value), steps)
            is_told = name == "id" and first[:-1] == steps[:-1]  # twice in one list: KH214 says so
            if first is not steps and not is_told:
                place = scheme.origin.place(*steps, name)
                yield Problem(place, "KH402", f"{words}{what}“{value}”在本办法里已经用过", f"请改用不同的{what}。")


def _walk_parts(scheme: Scheme) -> Iterator[tuple[Steps, str, Category | Item]]:
    """Every category and item with the steps to its place and what it is called."""
    for number, part in enumerate(scheme.components):
        seen: set[Steps] = set()
        for placed in part.list_items():
            steps = ("components", number, *placed.steps)
            above = steps[:-2] if "categories" in placed.steps else None
            if above is not None and above not in seen:
                seen.add(above)
                yield above, "类别", placed.category
            yield steps, "单项", placed.item


@where_read
def _check_title(scheme: Scheme) -> Iterator[Problem]:
    """KH414, a reminder: the title names another year; KH415, a reminder: a sample does not say what is sample."""
    years = set(re.findall(r"(?<![0-9])(?:19|20)[0-9]{2}(?=年)", known(scheme.title)))
    if years and str(scheme.year) not in years:
        words = f"标题里的年度是 {'、'.join(sorted(years))}，本办法的年度是 {scheme.year}"
        yield Problem(scheme.origin.place("title"), "KH414", words, "请核对标题和年度。", "warning")
    if scheme.sample and not scheme.sample_note:
        hint = "请在 sample_note 里写明哪些是原文、哪些是示例。"
        yield Problem(scheme.origin.place("sample"), "KH415", "写明了是示例，没有示例说明", hint, "warning")


@where_read
def _check_assessors(corpus: Corpus, scheme: Scheme) -> Iterator[Problem]:
    """KH413: the assessor of every item is in the register."""
    for steps, _, part in _walk_parts(scheme):
        if isinstance(part, Item):
            yield from _check_assessor(corpus, part, scheme.origin.place(*steps, "assessor"))


@where_read
def _check_assessor(corpus: Corpus, item: Item, place: Location) -> Iterator[Problem]:
    if corpus.units and item.assessor not in corpus.units and unit_file(item.assessor) not in corpus.unread:
        hint = suggest_unit(item.assessor, corpus.units.values())
        yield Problem(place, "KH413", f"没有编号为“{item.assessor}”的单位", hint)
