"""Rules for the points of a deduction: those of its standard, for as many cases as it is about."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.nearest import suggest_id
from generator.model.deduction import Deduction
from generator.model.number import format_points
from generator.model.problem import Problem
from generator.model.unread import is_there, known, where_read
from generator.read.names import state_points
from generator.read.quantity import find_measure, find_quantities, has_numeral
from generator.rules.corpus import Corpus
from generator.rules.figure_use import is_computed
from generator.rules.item import Item
from generator.rules.standard_record import StandardRecord

_MOST = 100  # cases that wrong points are taken to be meant for


def find_item(corpus: Corpus, record: Deduction) -> Item | None:
    """The item of a record, as the scheme has it on the record's day; None where the folder has its problem."""
    scheme = corpus.schemes.get(record.year)
    if record.year in corpus.amended and is_there(record.date):
        scheme = corpus.scheme_on(record.year, record.date)
    return None if scheme is None else scheme.items.get(record.item)


def find_standard(corpus: Corpus, record: Deduction) -> StandardRecord | None:
    """The standard of a record; None where it has its problem."""
    item = find_item(corpus, record)
    if item is not None:
        wanted = record.standard
        for found in item.standards:
            if found.id == wanted:
                return found
    return None


@where_read
def check_standard(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH305: the standard is one of the item's."""
    item = find_item(corpus, record)
    if item is not None and find_standard(corpus, record) is None:
        texts = {found.id: found.text for found in item.standards}
        words = f"“{item.name}”里没有编号为“{record.standard}”的标准"
        yield Problem(record.origin.place("standard"), "KH305", words, suggest_id(record.standard, texts))


@where_read
def check_points(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH306: the points are those of the standard for each case; KH309: there are none only where it allows none."""
    standard = find_standard(corpus, record)
    if standard is not None and is_computed(standard):
        return  # KH489 says that it takes no record
    if record.points <= 0 and (standard is None or standard.range.min > 0):
        gives = f"{record.VERB}分"
        hint = f"请填写{gives}；标准写明可以不{gives}的才写 0，不再{gives}的记录应写明 revoked 或 appeal。"
        yield Problem(record.origin.place("points"), "KH309", f"{gives}为 0", hint)
    elif standard is not None and not _fits(record, standard, record.count):
        words = f"{record.VERB} {format_points(record.points)} 分与标准不符"
        hint = f"{state_points(standard, record.count, record.VERB)}。{_propose_count(record, standard)}"
        yield Problem(record.origin.place("points"), "KH306", words, hint)


def _fits(record: Deduction, standard: StandardRecord, count: int) -> bool:
    """Whether the points are those for so many cases."""
    allowed = standard.range
    if count == 1:  # as of most records
        return allowed.min <= record.points <= allowed.max
    return allowed.min * count <= record.points <= allowed.max * count


def _propose_count(record: Deduction, standard: StandardRecord) -> str:
    """For how many cases the points would be right, in words; empty where for no other number than is said."""
    measure = find_measure(standard.text)
    if measure is None:
        return ""
    count = next((number for number in range(1, _MOST) if _fits(record, standard, number)), record.count)
    if count == record.count:
        return ""
    return f"如是 {count} {measure.words[0]}，请{f'写 count: {count}' if count > 1 else '删去 count'}。"


@where_read
def check_quantity(corpus: Corpus, record: Deduction) -> Iterator[Problem]:
    """KH328, a reminder: the reason speaks of several cases, the standard deducts for each, `count` says otherwise.

    Points that are right for the number in the reason have their problem already, which says so.
    """
    if not has_numeral(known(record.reason)):
        return
    standard = find_standard(corpus, record)
    measure = find_measure(known(standard.text)) if standard else None
    if standard is None or measure is None or record.revoked is not None:
        return
    found = find_quantities(known(record.reason), measure)
    numbers = {quantity.number for quantity in found}
    if not numbers or numbers == {1} or record.count in {*numbers, sum(quantity.number for quantity in found)}:
        return
    said = "、".join(f"“{text}”" for text in dict.fromkeys(quantity.text for quantity in found))
    words = f"事由写了{said}，" + (f"count 是 {record.count}" if record.count > 1 else "没有写 count")
    which = f"请用 count 写明是几{measure.words[0]}"
    if len(numbers) == 1:
        (number,) = numbers
        if _is_told(record, standard, number):
            return
        which = f"如是 {number} {measure.words[0]}，请写 count: {number}，points 写 {stated_points(standard, number)}"
    hint = f"标准为“{standard.text}”。{which}；不是则不必处理。"
    yield Problem(record.origin.place("reason"), "KH328", words, hint, "warning")


def _is_told(record: Deduction, standard: StandardRecord, number: int) -> bool:
    """Whether KH306 proposes this number."""
    return is_there(record.points) and not _fits(record, standard, record.count) and _fits(record, standard, number)


def stated_points(standard: StandardRecord, count: int) -> str:
    """The points for so many cases as they are written: 0.6, or 1 至 2 in a range."""
    low, high = format_points(standard.range.min * count), format_points(standard.range.max * count)
    return low if low == high else f"{low} 至 {high}"
