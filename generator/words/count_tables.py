"""What is counted in a register, as tables of finished words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from decimal import Decimal

from generator.model.entry import Entry
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points, format_rate, round_figure
from generator.model.quarter import tally_period
from generator.model.register_count import RegisterCount
from generator.model.register_rule import RegisterRule
from generator.model.tally import ALL_CELL, WITHHELD_CELL, Tally
from generator.score.register_counts import BY_QUARTER, BY_UNIT, BY_YEAR_OF, Cell, count_entries, rate_of
from generator.score.year import quarter_end
from generator.words.register_words import ShownRegisters
from generator.words.result_words import NONE

WITHHELD = "不公开"
UNDIVIDED = "不分列"  # of a count that is not told apart by what the rows are
SHARE = "占比"  # what the head of a share ends with, behind the name of its count
_DAYS_PLACES = 1  # of days in the mean
_LONG = 8  # rows that a reader takes in at once
BY_HEADS = {BY_UNIT: "单位", BY_QUARTER: "季度", BY_YEAR_OF: "年度"}


@dataclass(frozen=True, slots=True)
class CountTable:
    """Counts that are told apart by the same things: heads, and rows of finished words.

    The first `texts` cells of a row say what is counted, the others are figures. `totals` are those of the whole
    register, by the name of the count; none where a total would give away what is withheld. `period` is that of a
    tally: 2015-q1 or 2015; empty where entries are counted.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    texts: int = 1
    totals: tuple[tuple[str, str], ...] = ()
    period: str = ""

    @property
    def is_long(self) -> bool:
        """Whether it is folded under its totals."""
        return len(self.rows) > _LONG


def count_tables(registers: ShownRegisters, register: RegisterRule, year: int | None = None) -> Iterator[CountTable]:
    """What is counted: from the entries where they are shown, else from the tallies; of one year, or of all."""
    if registers.shows(register):
        yield from _counted(registers, register, entries_of(registers, register, year))
    else:
        yield from _tallied(registers, register, year)


def entries_of(registers: ShownRegisters, register: RegisterRule, year: int | None) -> tuple[Entry, ...]:
    """The entries of a register; of one that is kept by year those of the year alone."""
    entries = registers.corpus.entries_by_register.get(register.id, ())
    if year is None or register.per != "year":
        return tuple(entries)
    return tuple(entry for entry in entries if entry.day.year == year)


def _counted(registers: ShownRegisters, register: RegisterRule, entries: tuple[Entry, ...]) -> Iterator[CountTable]:
    cells = {c.id: count_entries(c, entries, registers.corpus.holidays, registers.on) for c in register.counts}
    for by in dict.fromkeys(count.by for count in register.counts):
        counts = [count for count in register.counts if count.by == by]
        keys = sorted({key for count in counts for key in cells[count.id]})
        heads = [_by_head(registers, register, name) for name in by]
        for count in counts:
            heads += [count.label, *([count.label + SHARE] if count.share_of else [])]
        rows = []
        for key in keys:
            row = [_by_words(registers, register, name, part) for name, part in zip(by, key, strict=True)]
            for count in counts:
                cell = cells[count.id].get(key)
                row.append(_figure(count, cell))
                if count.share_of:
                    rate = rate_of(cell, cells[count.share_of].get(key))
                    row.append("" if rate is None else format_rate(rate))
            rows.append(tuple(row))
        if rows:
            totals = tuple(_totals(registers, register, counts, entries))
            yield CountTable(_title(heads[: len(by)], counts), tuple(heads), tuple(rows), len(by), totals)


def _title(told_apart: list[str], counts: list[RegisterCount]) -> str:
    """What the rows are, since the heads name the counts themselves; of a table of one row, the counts."""
    return f"按{'、'.join(told_apart)}分" if told_apart else "、".join(count.label for count in counts)


def _totals(
    registers: ShownRegisters, register: RegisterRule, counts: list[RegisterCount], entries: tuple[Entry, ...]
) -> Iterator[tuple[str, str]]:
    """Each count over the whole register, with its share."""
    known = {count.id: count for count in register.counts}
    for count in counts:
        cell, whole = (
            count_entries(replace(asked, by=()), entries, registers.corpus.holidays, registers.on).get(())
            if asked is not None
            else None
            for asked in (count, known.get(count.share_of))
        )
        number, rate = _figure(count, cell), rate_of(cell, whole)
        yield count.label, number if rate is None else f"{number}（{format_rate(rate)}）"


def _figure(count: RegisterCount, cell: Cell | None) -> str:
    """The figure of a cell in words; where there is none, no entries are counted, but no mean is 0."""
    if cell is None or cell.value is None:
        return "0" if count.of == "records" else NONE
    if count.of == "records":
        return format_points(cell.value)
    return format_points(round_figure(cell.value, _DAYS_PLACES, "half-up"))  # days in the mean


def _by_head(registers: ShownRegisters, register: RegisterRule, name: str) -> str:
    return register.by_id[name].label if name in register.by_id else BY_HEADS[name]


def _by_words(registers: ShownRegisters, register: RegisterRule, name: str, key: str) -> str:
    if name in register.by_id:
        return registers.words(register.by_id[name], key)
    if name == BY_UNIT:
        return registers.names.get(key, key)
    return tally_period(key) if name in (BY_QUARTER, BY_YEAR_OF) else key


def _tallied_cell(tally: Tally, register: RegisterRule, count: RegisterCount, key: str) -> str:
    """A cell of a tally in words. Where the tally has none, what is so of it: the total of what stands in the other
    rows, that the count is not told apart, or that there is none.
    """
    told = _said_now(tally, count.id, key)
    cells = tally.counts[count.id]
    if told:
        return told
    if key == ALL_CELL:
        return _total_of(register, count, cells.values())
    return UNDIVIDED if ALL_CELL in cells else NONE


def _total_of(register: RegisterRule, count: RegisterCount, cells: Collection[str]) -> str:
    """The sum of cells that are all shown; beside one that is withheld it is withheld as well, else it told that."""
    if WITHHELD_CELL in cells:
        return WITHHELD
    fields = [register.by_id.get(name) for name in count.by if name not in (BY_QUARTER, BY_YEAR_OF)]
    if count.of != "records" or not all(field is not None and field.type == "choice" for field in fields):
        return NONE  # a mean has no sum, and an entry of several units would count several times
    return format_points(sum(map(Decimal, cells), Decimal(0)))


def _said_now(tally: Tally, name: str, key: str) -> str:
    """What a tally says, with what an earlier one of the same period said otherwise."""
    told = (tally.counts, *(one.counts for one in reversed(tally.earlier)))
    now, *before = (_cell_words(counts.get(name, {}).get(key, "")) for counts in told)
    other = next((said for said in before if said and said != now), "")
    return f"{now}（原为 {other}）" if other else now


def _cell_words(text: str) -> str:
    return WITHHELD if text == WITHHELD_CELL else text


def _tallied(registers: ShownRegisters, register: RegisterRule, year: int | None) -> Iterator[CountTable]:
    for tally in (tally for tally in registers.corpus.tallies if tally.register == register.id):
        told_of = int(tally.id[:4])
        if year is not None and (year != told_of or quarter_end(told_of, tally.quarter) > registers.on):
            continue
        known = {count.id: count for count in register.counts}
        names = [name for name in known if name in tally.counts]
        by = next((part for name in names for part in known[name].by if part not in BY_HEADS or part == BY_UNIT), "")
        rows = []
        for key in dict.fromkeys(key for name in names for key in tally.counts[name]):
            head = "合计" if key == ALL_CELL else _by_words(registers, register, by, key) if by else key
            rows.append((head, *(_tallied_cell(tally, register, known[name], key) for name in names)))
        heads = (_by_head(registers, register, by) if by else "项目", *(known[name].label for name in names))
        title = f"{tally_period(tally.id)}（截至 {tally.until}）"
        yield CountTable(title, heads, tuple(rows), period=tally.id)
