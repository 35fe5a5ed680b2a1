"""The sheets of scores: the year's table that checks itself, the quarters, and corrections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.model.lazy_dataclass import dataclass
from generator.model.publication import CorrectedResult, Publication
from generator.opendata.book_plan import BookPlan, Grid, Spot
from generator.opendata.disclosure import Disclosure, quarters_doc, unit_name
from generator.opendata.sheet import FIRST_ROW, Cell, Formula, Sheet, SheetColumn, Style, fill_row, letter_of
from generator.opendata.table import figure_or_none
from generator.public.periods import draft_word
from generator.public.released import AnyReleased
from generator.rules.given_tables import UNIT
from generator.rules.scheme import Scheme
from generator.score.result import UnitResult, YearResult
from generator.words.column import contribution_places
from generator.words.derivation import outcome_names
from generator.words.result_words import NONE, standing_words

AGREES, DIFFERS = "一致", "不一致"
SCORES = "得分"
CHECK_SPAN = "得分_核对"
_FOUND = {"total": "found_total", "rank": "found_rank"}  # of the book: beside the published figures stand its own


@dataclass(frozen=True, slots=True)
class ScoreSheet:
    """The published scores and ranks, and beside them what the formulas make of the other sheets."""

    result: YearResult
    plan: BookPlan
    grid: Grid
    columns: tuple[SheetColumn, ...]

    def fill(self) -> Sheet:
        """The sheet; all others are in the plan."""
        rows = tuple(self._row(unit, row) for row, unit in enumerate(self.result.units, FIRST_ROW))
        note = "绿色表头的列是公式，由其他各表逐步算出；“核对”比较算出的得分、名次和公布的是否一致。"
        title = f"{self.result.scheme.title}　得分"
        return Sheet(SCORES, title, note, self.columns, rows, head_height=48)

    def _row(self, unit: UnitResult, row: int) -> tuple[Cell, ...]:
        at = {column.key: f"{letter_of(self.columns, column.key)}{row}" for column in self.columns}
        values: dict[str, Cell] = {
            "rank": figure_or_none(unit.rank),
            "name": unit.unit.name,
            "total": figure_or_none(unit.total, self.result.scheme.rounding.places),
            "check": Formula(
                f'IF(AND({",".join(_equal(self.result.scheme, unit, at))}),"{AGREES}","{DIFFERS}")', AGREES
            ),
            "outcomes": "、".join(outcome_names(unit)),
            "note": _note(unit),
            "grade": unit.grade,
            "group name": self.result.scheme.group_name(unit.group),
            "group": unit.group,
            "unit": unit.unit.id,
        }
        for name in self.grid.spots.keys() - {"unit", "group"}:
            found = self.plan.filled.cell(UNIT, (unit.unit.id,), name)
            values[_FOUND.get(name, name)] = self.plan.follow(self.grid, row, name, found)
        return fill_row(self.columns, values)


def _equal(scheme: Scheme, unit: UnitResult, at: Mapping[str, str]) -> Iterator[str]:
    """The conditions under which the figures found are those published; what there is not is an empty cell.

    Where nothing is rounded, digits that do not end are published to the sixth decimal.
    """
    near = "0.0000001" if {rule.at for rule in scheme.roundings} & {"component", "total"} else "0.0000006"
    for name, value, allowed in (("total", unit.total, near), ("rank", unit.rank, "")):
        found, published = at[f"found_{name}"], at[name]
        if value is None:
            yield f'{found}=""'
        else:
            yield f"ABS({found}-{published})<{allowed}" if allowed else f"{found}={published}"


def _note(unit: UnitResult) -> str:
    missing = unit.score.missing
    return "；".join(
        part for part in (standing_words(unit), f"暂定，{'、'.join(missing)}未计入" if missing else "") if part
    )


def lay_scores(result: YearResult, plan: BookPlan) -> ScoreSheet:
    """The sheet of scores, taken into the plan."""
    places, laid = result.scheme.rounding.places, result.laid
    parts = [_live(result, part.counted, "score", 12, places) for part in laid.parts]
    others = []
    if laid.contribution:
        others.append(_live(result, laid.contribution, "score", 11, contribution_places(result.scheme)))
    columns = (
        SheetColumn("rank", "名次", "whole", 6),
        SheetColumn("name", "单位", "text", 38),
        SheetColumn("total", "得分", "score", 9, places=places),
        *parts,
        SheetColumn("found_total", "验算得分", "score", 10, live=True, places=places),
        SheetColumn("found_rank", "验算名次", "whole", 10, live=True),
        SheetColumn("check", "核对", "check", 8, live=True, name=CHECK_SPAN),
        *others,
        *([SheetColumn("grade", "等次", "text", 10)] if laid.grade else []),
        SheetColumn("outcomes", "结果运用", "text", 38),
        SheetColumn("note", "说明", "text", 16),
        SheetColumn("group name", "排名组", "text", 26),
        SheetColumn("group", "排名组编号", "id", 14),
        SheetColumn("unit", "单位编号", "id", 16),
    )
    keys = {name: name for name in ("unit", "group", *(column.key for column in (*parts, *others)))} | _FOUND
    grid = Grid(UNIT, "", SCORES, {name: Spot(letter_of(columns, key)) for name, key in keys.items()})
    plan.add(grid)
    by_key = {key: grid.spans[name] for name, key in keys.items()}
    named = tuple(replace(column, name=by_key.get(column.key, column.name)) for column in columns)
    return ScoreSheet(result, plan, grid, named)


def _live(result: YearResult, column: str, style: Style, width: int, places: int) -> SheetColumn:
    title = result.filled.book.table(UNIT).column(column).title
    return SheetColumn(column, title, style, width, live=True, places=places)


def period_sheet(disclosure: Disclosure, year: int) -> Sheet:
    """Totals and ranks of every period of the year."""
    periods = [shown for shown in disclosure.periods if shown.period.year == year]
    columns = [SheetColumn("unit", "单位编号", "id", 16), SheetColumn("name", "单位", "text", 38)]
    for period in periods:
        places = period.result.scheme.rounding.places
        words = period.result.span.short
        words += f"\n（{draft_word(period.period.demo)}）" if period.period.draft else ""
        columns += [
            SheetColumn(f"total {period.name}", f"{words}\n得分", "score", 13, places=places),
            SheetColumn(f"rank {period.name}", f"{words}\n名次", "whole", 13),
        ]
    names = {unit.unit.id: unit.unit.name for period in periods for unit in period.result.units}
    rows = []
    for unit in sorted(names):
        values: dict[str, Cell] = {"unit": unit, "name": names[unit]}
        for period in periods:
            if found := period.result.unit(unit):
                values[f"total {period.name}"] = figure_or_none(found.total, period.result.scheme.rounding.places)
                values[f"rank {period.name}"] = figure_or_none(found.rank)
        rows.append(fill_row(tuple(columns), values))
    told = quarters_doc(periods, "季度得分为年初至季度末累计", "季度得分只算这一个季度")
    note = f"{told}；各部分都计入以前为暂定。"
    return Sheet("各季度得分", f"{year}年度各季度得分", note, tuple(columns), tuple(rows), head_height=48)


def correction_sheet(disclosure: Disclosure, year: int) -> Sheet:
    """The corrections of the year's publications, unit by unit."""
    columns = (
        SheetColumn("date", "更正日期", "day", 12),
        SheetColumn("title", "被更正的发布", "long", 30),
        SheetColumn("name", "单位", "text", 38),
        SheetColumn("old_total", "更正前得分", "score", 11),
        SheetColumn("new_total", "更正后得分", "score", 11),
        SheetColumn("old_rank", "更正前名次", "whole", 11),
        SheetColumn("new_rank", "更正后名次", "whole", 11),
        SheetColumn("note", "说明", "text", 16),
        SheetColumn("reason", "更正原因", "long", 60),
    )
    corpus = disclosure.corpus
    rows = []
    for correction in (corpus.corrections[act.id] for act in corpus.acts if act.verb == "correct"):
        publication = corpus.publications.get(correction.publication)
        if publication is None or publication.year != year:
            continue
        base: dict[str, Cell] = {
            "date": correction.date,
            "title": _title(corpus, publication),
            "reason": correction.reason,
        }
        for unit, moved in sorted(correction.results.items()):
            figures: dict[str, Cell] = {
                "name": unit_name(corpus, unit),
                "old_total": moved.old.total,
                "new_total": moved.new.total,
                "old_rank": moved.old.rank,
                "new_rank": moved.new.rank,
                "note": _changed(moved),
            }
            rows.append(fill_row(columns, base | figures))
    return Sheet("更正", f"{year}年度已发布结果的更正", "只列得分或者名次有变化的单位。", columns, tuple(rows))


def _changed(moved: CorrectedResult) -> str:
    """What changed beside total and rank: the grade, or why there is no score or no rank."""
    pairs = ((moved.old.grade, moved.new.grade), (moved.old.reason, moved.new.reason))
    return "；".join(f"{old or NONE} → {new or NONE}" for old, new in pairs if old != new)


def _title(corpus: AnyReleased, publication: Publication) -> str:
    return publication.title + ("（已撤回）" if publication.id in corpus.withdrawals else "")
