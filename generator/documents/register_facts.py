"""What a circular tells of registers: their counts as of the end of its period, and what is overdue then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import Any

from generator.model.register_rule import RegisterRule
from generator.public.periods import Period
from generator.public.released import AnyReleased
from generator.score.register_counts import BY_QUARTER, BY_UNIT
from generator.score.register_states import overdue
from generator.score.year import quarter_end
from generator.words.chinese_number import chinese_number
from generator.words.count_tables import BY_HEADS, SHARE, CountTable, count_tables, entries_of
from generator.words.duties import OVERDUE, STATES
from generator.words.duty_words import tell_duties
from generator.words.register_words import ShownRegisters
from generator.words.result_words import NONE
from generator.words.terminal import width

_USUAL = "register"  # the part of a register without words of its own
_MORE = ("totals", "tables", "late")  # what a part may tell beside the number of entries
_SHOWN = 10  # entries that are named; the others are counted
_ROWS = 12  # rows of a table that a circular prints; beyond them it gives the totals alone


def duty_facts(corpus: AnyReleased, period: Period) -> dict[str, Any]:
    """What the calendar says of a period, in the office's own edition alone: what is done, what is overdue."""
    if corpus.as_of is None or not corpus.registers:
        return {}
    on = quarter_end(period.year, period.quarter)
    begin = date(period.year, 1 if period.quarter is None else 3 * period.quarter - 2, 1)
    duties = [found for found in tell_duties(ShownRegisters(corpus, on, True)) if begin <= found.duty.due <= on]
    if not duties:
        return {}
    numbers = Counter(found.state for found in duties)
    late = [f"{found.office}：{found.title}（{found.duty.due}）" for found in duties if found.state == OVERDUE]
    return {
        "all": str(len(duties)),
        "states": [(name, str(numbers[state])) for state, name in STATES.items() if numbers[state]],
        "late": late[:_SHOWN],
        "late_number": str(len(late)),
        "more": len(late) > _SHOWN,
    }


def register_facts(corpus: AnyReleased, period: Period) -> Iterator[dict[str, Any]]:
    """The part of each register that has one in the circular of a period and something to tell in it.

    Counts by unit are given as totals: a circular goes to all units, and the site has the rows of each. A register is
    `bare` where no more is to be told than how many entries there are: it has no ordinal, and shares a sentence.
    """
    ordinals = count(1)
    for facts in _list_facts(corpus, period):
        bare = facts["fragment"] == _USUAL and facts["shows"] and not any(facts[part] for part in _MORE)
        yield {**facts, "bare": bare, "at": "" if bare else f"（{chinese_number(next(ordinals))}）"}


def _list_facts(corpus: AnyReleased, period: Period) -> Iterator[dict[str, Any]]:
    on = quarter_end(period.year, period.quarter)
    registers = ShownRegisters(corpus, on)
    for register, number, counted in _told(registers, period):
        tables, tallied = _of_period(counted, period)
        late = [
            (entry, found)
            for entry in entries_of(registers, register, period.year)
            if entry.day <= on and (found := overdue(entry, corpus.holidays, on))
        ]
        yield {
            "fragment": _fragment(register, period),
            "title": register.title,
            "shows": register.shows_records,
            "tallied": tallied,
            "number": str(number),
            "totals": list(_totals(register, tables, number)),
            "tables": [_table_facts(table) for table in tables if _is_printed(register, table, period)],
            "late": [
                f"{registers.title(entry)}（{'、'.join(f'{due.label}{day}' for due, day in found)}）"
                for entry, found in late[:_SHOWN]
            ],
            "late_number": str(len(late)),
            "more": len(late) > _SHOWN,
        }


def empty_registers(corpus: AnyReleased, period: Period) -> list[str]:
    """The titles of the registers that would have a part in the circular of a period and have no entry until then."""
    registers = ShownRegisters(corpus, quarter_end(period.year, period.quarter))
    due = (found for found in corpus.registers.values() if _fragment(found, period) and found.shows_records)
    return [register.title for register in due if not _count(registers, register, period)]


def _fragment(register: RegisterRule, period: Period) -> str:
    return register.documents.annual if period.quarter is None else register.documents.quarterly


def _told(registers: ShownRegisters, period: Period) -> Iterator[tuple[RegisterRule, int, list[CountTable]]]:
    for register in registers.corpus.registers.values():
        if not _fragment(register, period):
            continue
        number = _count(registers, register, period)
        tables = list(count_tables(registers, register, period.year))
        # Of a register that shows counts the circular tells the tables of its tallies: without one it has nothing.
        if number if register.shows_records else tables:
            yield register, number, tables


def _of_period(tables: list[CountTable], period: Period) -> tuple[list[CountTable], str]:
    """Of tallies those of the circular's own period, and how it is called; else all: the site has them one by one."""
    own = str(period.year) if period.quarter is None else f"{period.year}-q{period.quarter}"
    found = [table for table in tables if table.period in ("", own)]
    return (found, "全年" if period.quarter is None else "本季度") if found else (tables, "按季")


def _count(registers: ShownRegisters, register: RegisterRule, period: Period) -> int:
    """How many entries there are until the end of the period."""
    entries = entries_of(registers, register, period.year)
    return sum(entry.day <= registers.on and entry.revoked is None for entry in entries)


def _totals(register: RegisterRule, tables: list[CountTable], number: int) -> Iterator[str]:
    """Each count over the whole register in words, but for one that is the number of entries once more, and a
    mean of none.

    Entries are counted in 条, and means in 天.
    """
    seen = set()
    measures = {count.label: "条" if count.of == "records" else "天" for count in register.counts}
    for table in tables:
        for label, words in table.totals:
            if words not in (str(number), NONE) and label not in seen:
                seen.add(label)
                figure, bracket, share = words.partition("（")
                yield f"{label}{figure}{measures[label]}{bracket}{share}"


def _is_printed(register: RegisterRule, table: CountTable, period: Period) -> bool:
    """Counts by unit are left to the site; those by quarter as well in the circular of a year."""
    told = table.heads[: table.texts]
    by_unit = register.shows_records and BY_HEADS[BY_UNIT] in told
    by_quarter = register.shows_records and period.quarter is None and BY_HEADS[BY_QUARTER] in told
    return not by_unit and not by_quarter and 1 < len(table.rows) <= _ROWS


def _table_facts(table: CountTable) -> dict[str, Any]:
    """A table: of each column its head, whether it is text, and the width of its longest cell in half-width signs.

    Shares are left out: the sentence before has those of the whole, and paper is narrow.
    """
    kept = [at for at, head in enumerate(table.heads) if at < table.texts or not head.endswith(SHARE)]
    rows = [[row[at] for at in kept] for row in table.rows]
    heads = [table.heads[at] for at in kept]
    widths = [max(map(width, cells)) for cells in zip(heads, *rows, strict=True)]
    columns = [
        {"head": head, "text": at < table.texts, "width": longest}
        for at, head, longest in zip(kept, heads, widths, strict=True)
    ]
    return {"title": table.title, "columns": columns, "rows": rows}
