"""Rules for measured values: each against the scheme that asks for it, its unit and its period."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from generator.check.nearest import suggest_id, suggest_unit
from generator.model.measured import Measured, MeasuredValue
from generator.model.number import Figure, as_decimal, format_points
from generator.model.place import Place, unit_file
from generator.model.problem import Location, Problem
from generator.model.unread import where_read
from generator.rules.coefficient_use import coefficients_of
from generator.rules.corpus import Corpus
from generator.rules.figure_use import measures_of_conditions, measures_of_item
from generator.rules.item import Item
from generator.rules.measure_rule import MEASURE_TIMES, MeasureRule
from generator.rules.scheme import Scheme

_FULL = Decimal(100)


def check_measures(corpus: Corpus) -> Iterator[Problem]:
    """The problems of all measured values. That the folder has a scheme and an item is asked with the records."""
    seen: dict[tuple[object, ...], str] = {}
    for record in corpus.measures:
        yield from check_measured_unit(corpus, record.unit, record.year, record.origin.place())
        for number in range(len(record.values) if isinstance(record.values, tuple) else 0):
            yield from _check_value(corpus, record, number)
            yield from _check_repeated(corpus, record, number, seen)


@where_read
def check_measured_unit(corpus: Corpus, unit: str, year: int, place: Location) -> Iterator[Problem]:
    """KH301, KH302: a unit of which something is said is in the register and assessed that year."""
    found = corpus.units.get(unit)
    if found is None:
        if unit_file(unit) not in corpus.unread:
            yield Problem(place, "KH301", f"没有编号为“{unit}”的单位", suggest_unit(unit, corpus.units.values()))
    elif not found.assessed_in(year):
        words = f"{found.short_name}不是 {year} 年度的被考核单位"
        yield Problem(place, "KH302", words, "请核对单位，或在单位文件的 assessed 里写明年度。")


@where_read
def _check_value(corpus: Corpus, record: Measured, number: int) -> Iterator[Problem]:
    value = record.values[number]
    scheme = corpus.schemes.get(record.year)
    item = None if scheme is None else scheme.items.get(record.item)
    yield from _check_figures(record, number, value)
    if scheme is None or item is None:
        return
    rule = next((rule for rule in scheme.measures if rule.id == value.measure), None)
    asked = {*measures_of_item(scheme, item), *measures_of_conditions(scheme)}
    if rule is None or value.measure not in asked:
        yield from _check_unknown(scheme, item, record, number, rule)
        return
    yield from _check_period(record, number, value, rule)
    yield from _check_unit(record, number, value, rule)
    yield from _check_coefficient(scheme, record, number, rule)
    yield from _check_divisor(scheme, record, number)


def _check_unknown(
    scheme: Scheme, item: Item, record: Measured, number: int, rule: MeasureRule | None
) -> Iterator[Problem]:
    """KH485: the measure is one of the scheme's, and a standard of the item asks for it."""
    value = record.values[number]
    place = record.origin.place("values", number, "measure")
    known = {found.id: found.name for found in scheme.measures}
    if value.measure in {found.id for found in scheme.derived}:
        words = f"“{scheme.measure_name(value.measure)}”由两个指标得出，不另填数值"
        hint = f"请改填：{'、'.join(scheme.sources_of(value.measure))}。"
        yield Problem(place, "KH485", words, hint)
    elif rule is None:
        words = f"{scheme.year} 年度的考核办法里没有编号为“{value.measure}”的指标"
        yield Problem(place, "KH485", words, suggest_id(value.measure, known, "请先在考核办法的 measures 里写明。"))
    else:
        words = f"“{item.name}”没有由指标“{rule.name}”计分的标准"
        asked = {name: known[name] for name in sorted(measures_of_item(scheme, item)) if name in known}
        hint = suggest_id(value.measure, asked, "请核对单项的文件夹，或在标准里写明 measure。")
        yield Problem(place, "KH485", words, hint)


def _check_period(record: Measured, number: int, value: MeasuredValue, rule: MeasureRule) -> Iterator[Problem]:
    """KH485: the period is one in which the measure is due, within the year of the folder."""
    place = record.origin.place("values", number, "period")
    due = rule.periods_in(record.year)
    if int(value.period[:4]) != record.year:
        words = f"时段 {value.period} 不在 {record.year} 年度内"
        yield Problem(place, "KH485", words, f"请写 {due[0]} 这样的时段；是另一年度的，请移到那一年度的文件夹。")
    elif value.period not in due:
        words = f"指标“{rule.name}”{MEASURE_TIMES[rule.due]}填报一次，时段写的是 {value.period}"
        yield Problem(place, "KH485", words, f"请写 {due[0]} 这样的时段。")


def _check_figures(record: Measured, number: int, value: MeasuredValue) -> Iterator[Problem]:
    """KH483: a value, or what was done of how many; not both and not neither, and never of none."""
    place = record.origin.place("values", number)
    pair = (value.done, value.of)
    if (value.value is None) == (pair == (None, None)) or pair.count(None) == 1:
        hint = "请写 value，或者写 done 和 of 两个数。"
        said = "既写了 value，又写了 done、of" if value.value is not None else "没有写全数值"
        yield Problem(place, "KH483", said, hint)
    elif value.of == 0:
        place = record.origin.place("values", number, "of")
        words = "应完成数是 0，算不出完成率"
        spared = Place("applies", record.year).path
        yield Problem(place, "KH483", words, f"没有应完成的，这一期不写；单项不适用的，写进 {spared}。")


def _check_unit(record: Measured, number: int, value: MeasuredValue, rule: MeasureRule) -> Iterator[Problem]:
    """KH432: a percentage is at most 100, a count is whole, and neither is below 0."""
    if value.value is None:
        if rule.unit == "percent" and value.done is not None and value.of is not None and value.done > value.of:
            place = record.origin.place("values", number, "done")
            words = f"完成数 {format_points(value.done)} 多于应完成数 {format_points(value.of)}"
            yield Problem(place, "KH432", words, "请核对；可以超额的指标，unit 写 index。")
        return
    place, shown = record.origin.place("values", number, "value"), format_points(value.value)
    if rule.unit == "percent" and not 0 <= value.value <= _FULL:
        words = f"指标“{rule.name}”是百分数，写的是 {shown}"
        yield Problem(place, "KH432", words, "应在 0 到 100 之间；可以超出的指标，unit 写 index。")
    elif rule.unit == "count" and (value.value < 0 or value.value != value.value.to_integral_value()):
        words = f"指标“{rule.name}”是数量，写的是 {shown}"
        yield Problem(place, "KH432", words, "请写不小于 0 的整数。")
    elif rule.unit == "points" and value.value < 0:
        yield Problem(place, "KH432", f"指标“{rule.name}”是分数，写的是 {shown}", "请写不小于 0 的数。")


def _check_coefficient(scheme: Scheme, record: Measured, number: int, rule: MeasureRule) -> Iterator[Problem]:
    """KH432: a coefficient is within its bounds, and not below 0."""
    given = record.values[number]
    value: Figure | None = _stated(given)
    if given.of and given.done is not None:
        value = Fraction(given.done) / Fraction(given.of) * (100 if rule.unit == "percent" else 1)
    for found in coefficients_of(scheme):
        if found.measure == rule.id and value is not None:
            low, high = found.at_least or Decimal(0), found.at_most
            if value < low or (high is not None and value > high):
                words = f"{found.name}写的是{_shown(value)}，应{_due(found.bounds_words)}"
                hint = "请核对数值；确实超出的，请在考核办法的 coefficient 里修改 at_least、at_most。"
                yield Problem(record.origin.place("values", number), "KH432", words, hint)
                return


def _due(bounds: str) -> str:
    """Where a figure should be, after 应."""
    return f"在 {bounds} 之间" if bounds[:1].isdigit() else bounds or "不低于 0"


def _shown(value: Figure) -> str:
    """A figure in a sentence: as it is, or about, with its fraction, where its digits do not end."""
    shown = f" {format_points(value)}"
    return shown if as_decimal(value) == value else f"约{shown}（{Fraction(value)}）"


def _check_divisor(scheme: Scheme, record: Measured, number: int) -> Iterator[Problem]:
    """KH483: what a derived figure is divided by is not 0 or below, unless the scheme says what counts then."""
    given = record.values[number]
    if sum(_stated(value) or 0 for value in _together(scheme, record, number)) < 0:
        yield from _check_negative(scheme, record, number)
    if not _is_nothing(scheme, record, number):
        return
    for rule in scheme.derived:
        if rule.to == given.measure and rule.by_zero is None and rule.how != "difference":
            words = f"“{rule.name}”要除以它，而它是 0，算不出来"
            hint = "请核对数值；确实是 0 的，请在考核办法的 derived 里用 by_zero 写明按多少计。"
            yield Problem(record.origin.place("values", number), "KH483", words, hint)


def _check_negative(scheme: Scheme, record: Measured, number: int) -> Iterator[Problem]:
    """KH483: by what is below 0 a rise is a fall, and a share is none."""
    for rule in scheme.derived:
        if rule.to != record.values[number].measure or rule.how == "difference" or rule.by_negative:
            continue
        if rule.how == "growth":
            words = f"“{rule.name}”要除以它，而它是负数，增减会颠倒"
            hint = "请核对数值；确实是负数的，请在考核办法的 derived 里用 by_negative 写明怎样计，"
            hint += "或者改用差额（difference）。"
        else:
            words = f"“{rule.name}”要除以它，而它是负数，算出来没有意义"
            hint = "请核对数值；可能是负数的，请在考核办法的 derived 里改用差额（difference）。"
        yield Problem(record.origin.place("values", number), "KH483", words, hint)


def _is_nothing(scheme: Scheme, record: Measured, number: int) -> bool:
    """Whether a value leaves 0: of periods that are reckoned together within one figure, that all of them are 0."""
    return all(_stated(value) == 0 for value in _together(scheme, record, number))


def _together(scheme: Scheme, record: Measured, number: int) -> list[MeasuredValue]:
    """The values of the file that are reckoned together within one figure."""
    given = record.values[number]
    over = next((rule.over for rule in scheme.measures if rule.id == given.measure), "last")
    is_alone = over == "last" or scheme.year_of is not None
    return [given] if is_alone else [value for value in record.values if value.measure == given.measure]


def _stated(given: MeasuredValue) -> Decimal | None:
    """The value, or where it is a quotient what is above the line."""
    return given.done if given.value is None else given.value


@where_read
def _check_repeated(
    corpus: Corpus, record: Measured, number: int, seen: dict[tuple[object, ...], str]
) -> Iterator[Problem]:
    """KH484: a unit's measure has one value for a period, in whatever file."""
    value = record.values[number]
    key = (record.year, record.unit, value.measure, value.period)
    hash(key)
    first = seen.setdefault(key, record.path)
    if key in seen and (first != record.path or _is_later(record, number)):
        scheme = corpus.schemes.get(record.year)
        names = {rule.id: rule.name for rule in scheme.measures} if scheme is not None else {}
        words = f"指标“{names.get(value.measure, value.measure)}”{value.period} 的数值已经写过：{first}"
        yield Problem(record.origin.place("values", number), "KH484", words, "请只保留一个。")


def _is_later(record: Measured, number: int) -> bool:
    """Whether the same file has the same measure and period before."""
    value = record.values[number]
    return any((row.measure, row.period) == (value.measure, value.period) for row in record.values[:number])
