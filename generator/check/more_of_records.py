"""Rules for what a record says beside its points: its folder, level, part, and whether its item applies at all."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.nearest import suggest_id, suggest_unit
from generator.check.points import find_item, find_standard
from generator.model.bonus import Bonus
from generator.model.deduction import Deduction
from generator.model.number import format_points
from generator.model.place import folder_of, unit_file
from generator.model.problem import Problem
from generator.model.unread import is_there, where_read
from generator.rules.corpus import Corpus
from generator.rules.figure_use import figures_named, is_computed
from generator.rules.item_effect import adds_points
from generator.rules.standard_list import standard_kind

_KINDS = {True: Bonus.KIND, False: Deduction.KIND}


@where_read
def check_folder(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH486: what adds points lies in bonuses, what takes them in deductions."""
    scheme, item = corpus.schemes.get(record.year), find_item(corpus, record)
    if scheme is None or item is None or find_standard(corpus, record) is None:
        return
    right = _KINDS[adds_points(scheme, item, record.standard)]
    if right != record.KIND:
        does = "加分" if right == Bonus.KIND else "扣分"
        words = f"依据的是{does}的标准，记录放在 {folder_of(record.KIND)}/ 之下"
        hint = f"请移到 {folder_of(right, record.year, record.item)}/ 之下；标准写错的，请改正 standard。"
        yield Problem(record.origin.place("standard"), "KH486", words, hint)


@where_read
def check_computed(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH489: a standard that is computed from a measure or an import takes no record."""
    standard = find_standard(corpus, record)
    if standard is None or record.revoked is not None or not is_computed(standard):
        return
    named = [*figures_named(standard, "measure"), *figures_named(standard, "import")]
    words = f"标准“{standard.id}”由数值（{'、'.join(named)}）计分，不另写记录"
    folders = f"{folder_of('measure')}/ 或 {folder_of('import')}/"
    hint = f"请把数值写进 {folders}；还没有合并的，请删去这条记录，已经合并的请撤销。"
    yield Problem(record.origin.place("standard"), "KH489", words, hint)


@where_read
def check_level(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH488: a level is one of the standard's, and its points are that level's; none where there are no levels."""
    standard = find_standard(corpus, record)
    if standard is None:
        return
    levels = standard_kind(standard).levels(standard)
    if not levels and record.level:
        place = record.origin.place("level")
        yield Problem(place, "KH488", "这条标准不分级别，不写 level", "请删去 level，或核对标准。")
    elif levels and record.level not in levels:
        shown = {name: f"{format_points(points)} 分" for name, points in levels.items()}
        words = f"标准没有级别“{record.level}”" if record.level else "标准按级别计分，没有写 level"
        yield Problem(record.origin.place("level"), "KH488", words, suggest_id(record.level, shown))
    elif levels and record.points != levels[record.level] * record.count:
        due = format_points(levels[record.level] * record.count)
        words = f"级别 {record.level} 的分值是 {due} 分，写的是 {format_points(record.points)} 分"
        yield Problem(record.origin.place("points"), "KH488", words, "请改正 points 或 level。")


@where_read
def check_part(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH488: a part is one of the unit's, and it is written where the item goes by parts."""
    item, unit = find_item(corpus, record), corpus.units.get(record.unit)
    if item is None or unit is None:
        return
    rule = getattr(item, "parts", None)
    if rule is None:
        if record.part:
            place = record.origin.place("part")
            yield Problem(place, "KH488", "这个单项不按部分记录，不写 part", "请删去 part，或核对单项。")
        return
    known = unit.parts.get(rule.of, ())
    if record.part not in known:
        words = (
            f"{unit.short_name}没有名为“{record.part}”的部分" if record.part else "这个单项按部分记录，没有写 part"
        )
        hint = suggest_id(record.part, {name: name for name in known}, "请先在单位文件的 parts 里写明。")
        yield Problem(record.origin.place("part"), "KH488", words, hint)


@where_read
def check_applicable(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH439: nothing is recorded of a unit in an item that does not apply to it."""
    found = corpus.inapplicable.get(record.year)
    if found is None or record.revoked is not None:
        return
    entry = next((entry for entry in found.of_item(record.item) if entry.unit == record.unit), None)
    item, unit = find_item(corpus, record), corpus.units.get(record.unit)
    if entry is not None and item is not None and unit is not None:
        words = f"“{item.name}”对{unit.short_name}不适用（{entry.reason}）"
        hint = f"请核对；确实适用的，请删去 {found.path} 里的这一条，否则撤销这条记录。"
        yield Problem(record.origin.place("unit"), "KH439", words, hint)


@where_read
def check_charge(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH301: the second unit is registered; KH488: it is another one, and the standard charges a second one."""
    charge, standard = record.charge, find_standard(corpus, record)
    if not is_there(charge) or standard is None:
        return
    place = record.origin.place("charge", "unit")
    if charge.unit not in corpus.units and unit_file(charge.unit) not in corpus.unread:
        yield Problem(
            place, "KH301", f"没有编号为“{charge.unit}”的单位", suggest_unit(charge.unit, corpus.units.values())
        )
    elif charge.unit == record.unit:
        yield Problem(place, "KH488", "另计的单位就是被考核单位自己", "请核对 charge 里的单位，或删去 charge。")
    rule = getattr(standard, "charge", None)
    if rule is None:
        words = "这条标准没有规定同时计入另一个单位"
        yield Problem(record.origin.place("charge"), "KH488", words, "请删去 charge，或核对标准。")
    elif charge.points != rule.points:
        due, said = format_points(rule.points), format_points(charge.points)
        words = f"标准规定另计 {due} 分，写的是 {said} 分"
        yield Problem(record.origin.place("charge", "points"), "KH488", words, "请改正 charge 里的 points。")
