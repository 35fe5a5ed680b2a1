"""Rules for grades: their order, their places, what they look at."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.condition_rules import Steps, check_condition, times_of
from generator.model.unread import where_read
from generator.rules.flaw import Flaw, ask_choice
from generator.rules.kind import MARKED
from generator.rules.kind_list import kind_of
from generator.rules.scheme import Scheme
from generator.rules.thresholds import check_order, find_gaps
from generator.rules.total_rule import BARRED_PLACES, GradeRule


@where_read
def check_grades(scheme: Scheme) -> Iterator[Flaw]:
    """KH433: grades in order, without a gap; KH459: how a share that is no whole number is rounded."""
    for at, grade in enumerate(scheme.grades):
        for number, when in enumerate(grade.when):
            yield from check_condition(scheme, when, ("grades", at, "when", number), is_of_total=True)
            if "" in times_of(scheme, when):
                words = f"“{grade.name}”看的是各季度分别计分的部分，年度没有它的得分"
                yield Flaw("KH442", ("grades", at, "when", number), words, "请看总分，或者只在年度计的部分。")
        if (grade.share is None) != (not grade.quota_rounds):
            words = f"“{grade.name}”的名额没有写全"
            hint = "写了 top_share、bottom_share（前、后百分之几）的，用 quota_rounds 写明名额不是整数时怎样办；"
            yield Flaw("KH459", ("grades", at), words, f"{hint}没有写的不写。")
        yield from _check_worst(scheme, grade, ("grades", at))
        yield from _check_barred(scheme, grade, ("grades", at))
        if grade.top_share is not None and grade.bottom_share is not None:
            words = f"“{grade.name}”既写了前百分之几，又写了后百分之几"
            yield Flaw("KH433", ("grades", at, "bottom_share"), words, "请只写一个，另一个写成另一个等次。")
    plain = [grade for grade in scheme.grades if _is_plain(grade)]
    if len(plain) == len(scheme.grades):
        yield from check_order([grade.threshold for grade in plain], "grades")
    if plain:
        gaps = find_gaps([grade.threshold for grade in plain])
        if gaps:
            words = f"得分 {'、'.join(gaps)} 没有等次"
            yield Flaw("KH433", ("grades",), words, "请核对各等次的界限；其余的都归最后一等的，最后一等不写界限。")
    elif scheme.grades:
        hint = "最后一等不写条件，其余的都归它。"
        yield Flaw("KH433", ("grades",), "各等次都有条件，会有不归任何等次的", hint)


def _check_worst(scheme: Scheme, grade: GradeRule, steps: Steps) -> Iterator[Flaw]:
    """KH442: the item in which most was lost is one of the year; KH461: something can be lost in some item."""
    if grade.worst_item is None:
        return
    lower = scheme.total.direction == "lower"
    having = [part for part in scheme.components if any(part.list_items())]
    having = [part for part in having if lower or kind_of(part).effect in MARKED]
    if not having:
        words = f"“{grade.name}”看失分最多的单项，考核办法里没有会失分的单项"
        yield Flaw("KH461", (*steps, "worst_item"), words, "请删去 worst_item，或者核对各部分的单项。")
    elif scheme.year_of is not None and not all(part.at for part in having):
        words = f"“{grade.name}”看失分最多的单项，有的单项在各季度分别计分，年度没有它的得分"
        yield Flaw("KH442", (*steps, "worst_item"), words, "请看总分，或者只在年度计的部分。")


def _check_barred(scheme: Scheme, grade: GradeRule, steps: Steps) -> Iterator[Flaw]:
    """KH459: whether the places of those who may not have a grade are passed on; KH433: there are such places."""
    lowering = [veto.name for veto in scheme.vetoes if veto.lowers_placed and grade.id != scheme.grades[-1].id]
    barring = [veto.name for veto in scheme.vetoes if veto.keeps_from(grade.id)] + lowering
    has_places = grade.top is not None or grade.top_share is not None
    if barring and has_places and not grade.barred_places:
        words = f"有“{barring[0]}”的不能评为“{grade.name}”，没有写它占的名额是否递补"
        yield Flaw("KH459", steps, words, ask_choice("barred_places", BARRED_PLACES))
    elif grade.barred_places and not (barring and has_places):
        words = f"“{grade.name}”没有名额，或者没有不能评为它的否决"
        hint = "请删去 barred_places，或者核对 top、top_share 和 vetoes。"
        yield Flaw("KH433", (*steps, "barred_places"), words, hint)
    elif grade.barred_places == "passed-on" and lowering and grade.id != scheme.grades[0].id:
        words = f"有“{lowering[0]}”的降低等次，“{grade.name}”的名额由谁递补，要看他们原来是哪一等"
        hint = "只有最前面的等次能写 passed-on，其余的请写 barred_places: kept。"
        yield Flaw("KH433", (*steps, "barred_places"), words, hint)


def _is_plain(grade: GradeRule) -> bool:
    """Whether nothing but the total decides."""
    places = (grade.top, grade.bottom, grade.share)
    return not grade.when and grade.worst_item is None and all(place is None for place in places)
