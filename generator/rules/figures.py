"""Columns of the unit table with figures from outside the records: measures, and what other assessments found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.model.lazy_dataclass import dataclass
from generator.model.quarter import spans_of
from generator.rules.book_layout import BookLayout, UndeclaredError
from generator.rules.derived_rule import DerivedRule
from generator.rules.expression import CellUnit, Column, Op, OpName, Over, col, const, op, over, rank, round_to
from generator.rules.flaw import Flaw
from generator.rules.given_tables import IMPORT, MEASURE, SPAN_TABLES, UNIT, lay_imports, lay_measures
from generator.rules.measure_rule import AMONG, TAKEN, FigureSource, ImportRule, MeasureRule
from generator.rules.scheme import Scheme

_HUNDRED = const(100)
GROUP = "group"
_TAKEN: dict[str, OpName] = {"mean": "mean", "highest": "highest", "lowest": "lowest"}


@dataclass(frozen=True, slots=True)
class FigurePlace:
    """Where figures are laid: of the units over the whole period, or of each of their months or quarters (`over`)."""

    layout: BookLayout
    scheme: Scheme
    over: str = ""

    @property
    def table(self) -> str:
        """The table in which they are columns."""
        return SPAN_TABLES[self.over][0] if self.over else UNIT

    @property
    def whole(self) -> FigurePlace:
        """Where those of the whole period are laid."""
        return FigurePlace(self.layout, self.scheme)

    def lay(self, name: str, title: str, unit: CellUnit, expr: Op, said: str = "") -> Op:
        """The column of this id, laid unless it is there."""
        if name not in self.layout.table(self.table, "", ()).columns:
            self.layout.lay(self.table, Column(name, title, unit, expr, said=said))
        return col(name)

    def match(self, among: str) -> tuple[str, ...]:
        """The columns in which those agree among whom a figure is taken: `group`, `group-others`, `all`."""
        units = match_among(among)
        if not self.over:
            return units
        if units:
            self.lay(GROUP, "排名组", "text", over("get", UNIT, GROUP, ("unit",)))
        return (*units, self.over)

    def among(self, name: OpName, column: str, among: str) -> Op:
        """An operation over a column of those."""
        return over(name, self.table, column, self.match(among))


def lay_measure(layout: BookLayout, scheme: Scheme, name: str) -> Op:
    """The figure of a measure over the periods so far; None while nothing was measured.

    Raises UndeclaredError where the scheme has no such measure.
    """
    return _lay_measure(FigurePlace(layout, scheme), name)


def _lay_measure(place: FigurePlace, name: str) -> Op:
    """The same in the table of units, or of each month or quarter by itself; what is due once a year is in each."""
    scheme = place.scheme
    derived = scheme.derived_rule(name)
    if derived is not None:
        return _lay_derived(place, derived)
    rule = next((rule for rule in scheme.measures if rule.id == name), None)
    if rule is None or (place.over and rule.due not in {place.over, "year"}):
        raise UndeclaredError(name)
    _lay_values(place.layout)
    found = _over_periods(rule, scheme.year)
    if place.over and rule.due == "year":
        found = over("get", UNIT, _lay_measure(place.whole, name).column, ("unit",))
    elif place.over:
        match = (("unit", "unit"), ("period", place.over))
        found = Op("get", over=Over(MEASURE, _plain_column(rule), match, (("measure", rule.id),)))
    return place.lay(f"measure.{name}", rule.name, "number", found, f"{rule.name}的数值")


def _plain_column(rule: MeasureRule) -> str:
    return "percent" if rule.unit == "percent" else "plain"


def _lay_derived(place: FigurePlace, rule: DerivedRule) -> Op:
    """A figure from two measures; None while one of them is not there, and where nothing can be divided by."""
    names = {known.id for known in place.scheme.measures}
    if not {rule.of, rule.to} <= names:
        raise UndeclaredError(rule.of if rule.of not in names else rule.to)
    own, other = _lay_measure(place, rule.of), _lay_measure(place, rule.to)
    apart = op("sub", own, other)
    by = op("max", other, op("neg", other)) if rule.by_negative else other
    found = apart if rule.how == "difference" else op("div", apart if rule.how == "growth" else own, by)
    if rule.is_percent:
        found = op("mul", _HUNDRED, found)
    if rule.by_zero is not None and rule.how != "difference":
        divided = op("if", op("eq", other, const(0)), const(rule.by_zero), found)
        found = op("if", op("not-none", own), op("if", op("not-none", other), divided, const(None)), const(None))
    return place.lay(f"measure.{rule.id}", rule.name, "number", found)


def _lay_values(layout: BookLayout) -> None:
    table = lay_measures(layout)
    if "plain" in table.columns:
        return
    ratio = op("div", col("done"), col("of"))
    layout.lay(MEASURE, Column("plain", "数值", "number", op("nz", col("value"), op("nz", ratio, col("done")))))
    share = op("mul", _HUNDRED, ratio)
    layout.lay(MEASURE, Column("percent", "百分数", "number", op("nz", col("value"), op("nz", share, col("done")))))


def _over_periods(rule: MeasureRule, year: int) -> Op:
    column = _plain_column(rule)
    where = (("measure", rule.id),)

    def all_of(name: str) -> Op:
        return over("sum", MEASURE, name, ("unit",), where)

    if rule.over == "mean":
        return over("mean", MEASURE, column, ("unit",), where)
    if rule.over == "sum":
        known = over("count", MEASURE, column, ("unit",), where)
        return op("if", op("gt", known, const(0)), all_of(column), const(None))
    if rule.over == "ratio-of-sums":
        ratio = op("div", all_of("done"), all_of("of"))
        return op("mul", _HUNDRED, ratio) if rule.unit == "percent" else ratio
    found: Op = const(None)
    periods = rule.periods_in(year) if rule.due == "month" else (*spans_of(year, "quarter"), str(year))
    for period in periods:
        found = op("nz", over("get", MEASURE, column, ("unit",), (*where, ("period", period))), found)
    return found


def lay_import(layout: BookLayout, scheme: Scheme, name: str, column: str) -> Op:
    """What an import says of the unit: its `score` (one for all where it has none of its own), `rank`, or `of`."""
    rule = next((rule for rule in scheme.imports if rule.id == name), None)
    if rule is None:
        raise UndeclaredError(name)
    lay_imports(layout)
    found = over("get", IMPORT, column, ("unit",), (("import", name),))
    if column == "score":
        found = op("nz", found, over("get", IMPORT, column, (), (("import", name), ("unit", ""))))
    words = {"score": "得分", "rank": "名次", "of": "单位数"}[column]
    unit: CellUnit = "rank" if column == "rank" else "number"
    place, said = FigurePlace(layout, scheme), f"{rule.name}的{words}"
    return place.lay(f"import-{column}.{name}", f"{rule.name}{words}", unit, found, said)


def lay_source(place: FigurePlace, source: FigureSource) -> Op:
    """The figure that `source` names: of the unit, or, among several units, the one that it takes."""
    if source.measure:
        found = _lay_measure(place, source.measure)
    else:
        found = _lay_import(place, source)
    if not source.take:
        return found
    title = source_words(source, place.scheme)
    name = f"{source.take}-{source.among}.{found.column}"
    if source.take == "median":
        return _lay_median(place, name, title, found, source.among)
    said = "各单位的数之和，减去最高、最低的各一个，除以余下的个数" if source.take == "trimmed-mean" else ""
    return place.lay(name, title, "number", take_among(place, found, source.take, source.among), said)


def _lay_import(place: FigurePlace, source: FigureSource) -> Op:
    """What another assessment found, in each month the same."""
    kind = "score" if source.score else "rank"
    found = lay_import(place.layout, place.scheme, source.score or source.rank, kind)
    if not place.over:
        return found
    made = place.layout.table(UNIT, "", ()).columns[found.column]
    return place.lay(made.id, made.title, made.unit, over("get", UNIT, made.id, ("unit",)), made.said)


def source_column(source: FigureSource) -> str:
    """The column of the unit table that holds the figure of the unit that `source` names, before any are taken."""
    if source.measure:
        return f"measure.{source.measure}"
    return f"import-score.{source.score}" if source.score else f"import-rank.{source.rank}"


def least_figures(source: FigureSource) -> int:
    """How many figures the one that is taken needs: that of the unit itself among them, where it is one."""
    if source.take == "trimmed-mean":
        return 3
    return 2 if (source.take, source.among) == ("mean", "group-others") else 1


def take_among(place: FigurePlace, figure: Op, take: str, among: str) -> Op:
    """The mean, the highest or the lowest of a column of the table; None where no unit has a figure.

    The mean without one highest and one lowest is None of fewer than three.
    """
    known, whole = (place.among(name, figure.column, among) for name in ("count", "sum"))
    if take == "trimmed-mean":
        ends = op("add", *(place.among(_TAKEN[end], figure.column, among) for end in ("highest", "lowest")))
        rest = op("div", op("sub", whole, ends), op("sub", known, const(2)))
        return op("if", op("gt", known, const(2)), rest, const(None))
    if among != "group-others":
        return place.among(_TAKEN[take], figure.column, among)
    return op("div", op("sub", whole, figure), op("sub", known, const(1)))


def match_among(among: str) -> tuple[str, ...]:
    """The columns in which the units agree among which a figure is taken."""
    return () if among == "all" else (GROUP,)


def _lay_median(where: FigurePlace, name: str, title: str, figure: Op, among: str) -> Op:
    """The figure in the middle, or the mean of the two in the middle, by places alone.

    Of the lower half (the middle one in it) it is the highest, of the upper half the lowest; figures that are equal
    share their first place, so that all of them are in the half or none.
    """
    number = op("add", where.among("count", figure.column, among), const(1))
    half = round_to(op("div", number, const(2)), 0, "down")
    ends: list[Op] = []
    for side, words, end in (("low", "从低到高", "highest"), ("high", "从高到低", "lowest")):
        ranked = rank((figure.column,), where.match(among), "shared", lowest_first=side == "low")
        place = where.lay(f"{name}/{side}-place", f"{title}：{words}的位次", "rank", ranked)
        inside = op("if", op("le", place, half), figure, const(None))
        found = where.lay(f"{name}/{side}", f"{title}：{words}的一半", "number", inside)
        ends.append(where.among(_TAKEN[end], found.column, among))
    said = "按大小排在正中的一个；正中有两个的，取两个的平均"
    return where.lay(name, title, "number", op("div", op("add", *ends), const(2)), said)


def source_words(source: FigureSource, scheme: Scheme) -> str:
    """What the figure is called: 办结率, 同组各单位（含本单位）办结率的平均数."""
    name = source.score or source.rank
    called = next((rule.name for rule in scheme.imports if rule.id == name), name)
    called = scheme.measure_name(source.measure) if source.measure else called
    words = called if source.measure else f"{called}的{'得分' if source.score else '名次'}"
    return f"{AMONG[source.among]}{words}的{TAKEN[source.take]}" if source.take and source.among else words


def source_unit(source: FigureSource, scheme: Scheme, apart: bool = False) -> str:
    """What a value of the figure ends in: %, “ 分”; how far two are `apart`: “ 个百分点”. Empty for plain numbers."""
    if source.rank:
        return " 名"
    unit = "points" if source.score else _unit_of(scheme, source.measure)
    return {"percent": " 个百分点" if apart else "%", "points": " 分", "apart": " 个百分点"}.get(unit, "")


def _unit_of(scheme: Scheme, measure: str) -> str:
    """The unit of a measure, or of what is derived from two."""
    derived = scheme.derived_rule(measure)
    if derived is not None and derived.is_percent:
        return "percent"
    if derived is not None and derived.how == "difference":
        return "apart" if _unit_of(scheme, derived.of) == "percent" else ""
    return next((rule.unit for rule in scheme.measures if rule.id == measure), "")


def check_declared(source: FigureSource, scheme: Scheme, steps: tuple[str | int, ...]) -> Iterator[Flaw]:
    """KH461: the measure or import is declared."""
    for field in ("measure", "score", "rank"):
        name = getattr(source, field)
        rules: Sequence[MeasureRule | DerivedRule | ImportRule] = (
            scheme.all_measures if field == "measure" else scheme.imports
        )
        if name and name not in {rule.id for rule in rules}:
            where = "measures" if field == "measure" else "imports"
            words = f"考核办法的 {where} 里没有“{name}”"
            yield Flaw("KH461", (*steps, field), words, f"请核对编号，或在 {where} 里写明。")
    if bool(source.take) != bool(source.among):
        words = "没有写在哪些单位中取" if source.take else "没有写取平均、中位数、最高还是最低"
        yield Flaw("KH459", steps, words, "请把 take（怎样取）和 among（在哪些单位中取）写全。")
    elif source.among == "group-others" and source.take != "mean":
        hint = "请把 among 写作 group（同组各单位）或 all（全部单位）。"
        yield Flaw("KH433", (*steps, "among"), "其他单位中只能取平均", hint)
