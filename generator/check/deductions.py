"""Rules for deductions: each record against the scheme of its year, the register, and its own dates."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from generator.check.nearest import suggest_id, unit_names
from generator.model.corpus import Corpus
from generator.model.deduction import METHODS, Deduction
from generator.model.number import format_points
from generator.model.problem import Problem, Severity
from generator.model.scheme import Item, Scheme


def check_unit(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH301, KH302: the unit is in the register and assessed that year."""
    unit = corpus.units.get(record.unit)
    place = record.origin.place("unit")
    if unit is None:
        yield Problem(
            place,
            "KH301",
            f"没有编号为“{record.unit}”的单位",
            suggest_id(record.unit, unit_names(corpus.units.values())),
        )
    elif not unit.assessed_in(record.year):
        yield Problem(
            place,
            "KH302",
            f"{unit.short_name}不是 {record.year} 年度的被考核单位",
            "请核对单位，或在单位文件的 assessed 里写明年度。",
        )


def check_item(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH303 to KH308: year, item, standard, points and method are those of the scheme."""
    scheme = corpus.schemes.get(record.year)
    if scheme is None:
        yield Problem(
            record.origin.place(),
            "KH303",
            f"没有 {record.year} 年度的考核办法",
            f"请补上 data/schemes/{record.year}.yml，或核对文件夹。",
        )
        return
    item = scheme.items.get(record.item)
    if item is None:
        names = {found.id: found.name for found in scheme.items.values()}
        yield Problem(
            record.origin.place(),
            "KH304",
            f"考核办法里没有编号为“{record.item}”的单项（文件夹名）",
            suggest_id(record.item, names),
        )
        return
    yield from _check_standard(item, record)
    if record.method not in item.methods:
        allowed = "、".join(f"{method}（{METHODS[method]}）" for method in item.methods)
        yield Problem(
            record.origin.place("method"),
            "KH307",
            f"“{item.name}”不采用{METHODS[record.method]}",
            f"这个单项可填：{allowed}。",
        )


def _check_standard(item: Item, record: Deduction) -> Iterator[Problem]:
    standard = next((found for found in item.standards if found.id == record.standard), None)
    if standard is None:
        known = {found.id: found.text for found in item.standards}
        yield Problem(
            record.origin.place("standard"),
            "KH305",
            f"“{item.name}”里没有编号为“{record.standard}”的标准",
            suggest_id(record.standard, known),
        )
        return
    allowed = standard.range
    if not allowed.min <= record.points <= allowed.max:
        low, high = format_points(allowed.min), format_points(allowed.max)
        should = f"应扣 {low} 分" if low == high else f"应扣 {low} 至 {high} 分"
        yield Problem(
            record.origin.place("points"),
            "KH306",
            f"扣 {format_points(record.points)} 分与标准不符",
            f"标准为“{standard.text}”，{should}。",
        )


def check_date(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH308: the date lies in the year of the folder."""
    if record.date.year != record.year:
        yield Problem(
            record.origin.place("date"),
            "KH308",
            f"日期 {record.date} 不在 {record.year} 年度内",
            "请核对日期，或把文件移到对应年度的文件夹。",
        )


def check_points(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH309: a deduction deducts something."""
    if record.points <= Decimal(0):
        yield Problem(
            record.origin.place("points"), "KH309", "扣分为 0", "请填写扣分；不再扣分的记录应写明 revoked 或 appeal。"
        )


def check_rectification(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH310: found, then due and done, then accepted."""
    plan = record.rectification
    if plan is None:
        return
    for name, day in (("due", plan.due), ("done", plan.done), ("accepted", plan.accepted)):
        if day is not None and day < record.date:
            yield Problem(
                record.origin.place("rectification", name),
                "KH310",
                f"整改的日期 {day} 早于发现问题的日期 {record.date}",
                "请核对日期。",
            )
    if plan.accepted is not None and plan.done is None:
        yield Problem(
            record.origin.place("rectification", "accepted"),
            "KH311",
            "写了验收销号的日期，没有写完成整改的日期",
            "请补上 done。",
        )
    elif plan.accepted is not None and plan.done is not None and plan.accepted < plan.done:
        yield Problem(
            record.origin.place("rectification", "accepted"),
            "KH310",
            f"验收销号的日期 {plan.accepted} 早于完成整改的日期 {plan.done}",
            "请核对日期。",
        )


def check_appeal(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH312 to KH316: filed, then decided; a decision has its date, reasons and, if it reduces, lower points."""
    appeal = record.appeal
    if appeal is None:
        return
    origin = record.origin
    if appeal.filed < record.date:
        yield Problem(
            origin.place("appeal", "filed"),
            "KH312",
            f"申诉日期 {appeal.filed} 早于发现问题的日期 {record.date}",
            "请核对日期。",
        )
    if appeal.decided is not None and appeal.decided < appeal.filed:
        yield Problem(
            origin.place("appeal", "decided"),
            "KH312",
            f"复核决定的日期 {appeal.decided} 早于申诉日期 {appeal.filed}",
            "请核对日期。",
        )
    parts = {"decided": appeal.decided, "decision": appeal.decision, "reasons": appeal.reasons}
    missing = [name for name, value in parts.items() if not value]
    if 0 < len(missing) < len(parts):
        yield Problem(
            origin.place("appeal"),
            "KH313",
            f"复核决定不完整，缺少 {'、'.join(missing)}",
            "决定日期、决定和理由应同时写明；还没有决定时都不写。",
        )
    if appeal.decision == "reduced" and appeal.points is None:
        yield Problem(
            origin.place("appeal", "decision"), "KH314", "决定减少扣分，没有写减少后的扣分", "请补上 points。"
        )
    elif (
        appeal.decision == "reduced" and appeal.points is not None and not Decimal(0) < appeal.points < record.points
    ):
        yield Problem(
            origin.place("appeal", "points"),
            "KH315",
            f"减少后的扣分 {format_points(appeal.points)} 应大于 0 且小于原扣分 {format_points(record.points)}",
            "不再扣分的，决定应写 revoked；不变的，写 upheld。",
        )
    elif appeal.decision != "reduced" and appeal.points is not None:
        yield Problem(
            origin.place("appeal", "points"), "KH316", "只有减少扣分的决定才写扣分", "请删除 points，或核对决定。"
        )


def check_revocation(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH317: revoked after it was found."""
    if record.revoked is not None and record.revoked.date < record.date:
        yield Problem(
            record.origin.place("revoked", "date"),
            "KH317",
            f"撤销日期 {record.revoked.date} 早于发现问题的日期 {record.date}",
            "请核对日期。",
        )


RULES = (check_unit, check_item, check_date, check_points, check_rectification, check_appeal, check_revocation)


def check_deductions(corpus: Corpus) -> Iterator[Problem]:
    """The problems of all deductions, one by one and among each other."""
    for record in corpus.deductions:
        for rule in RULES:
            yield from rule(corpus, record)
    yield from _check_repeated(corpus.deductions)


def _check_repeated(records: Iterable[Deduction]) -> Iterator[Problem]:
    """KH318 the same event entered twice; KH319, a reminder, two records alike in all but the wording."""
    seen: dict[tuple[object, ...], Deduction] = {}
    for record in records:
        if record.revoked is not None:
            continue
        event = (record.year, record.item, record.unit, record.date, record.standard)
        first = seen.setdefault((*event, "".join(record.reason.split())), record)
        if first is not record:
            yield _repeated(
                record,
                first,
                "KH318",
                "同一事项已经录入",
                "error",
                "请核对后删除未合并的一条，或在 reason 里写明是不同的事项。",
            )
            continue
        alike = seen.setdefault(event, record)
        if alike is not record:
            yield _repeated(
                record,
                alike,
                "KH319",
                "同一天、同一单位、同一标准已有一条记录",
                "warning",
                "如是同一事项，请只保留一条；不是则不必处理。",
            )


def _repeated(record: Deduction, first: Deduction, code: str, words: str, severity: Severity, hint: str) -> Problem:
    return Problem(record.origin.place("reason"), code, f"{words}：{first.path}", hint, severity)


def check_assessors(corpus: Corpus, scheme: Scheme) -> Iterator[Problem]:
    """KH320: the assessor of every item is in the register."""
    names = unit_names(corpus.units.values())
    for part, component in enumerate(scheme.components):
        for at, category in enumerate(getattr(component, "categories", ())):
            for number, item in enumerate(category.items):
                if item.assessor not in corpus.units:
                    place = scheme.origin.place("components", part, "categories", at, "items", number, "assessor")
                    yield Problem(
                        place, "KH320", f"没有编号为“{item.assessor}”的单位", suggest_id(item.assessor, names)
                    )
