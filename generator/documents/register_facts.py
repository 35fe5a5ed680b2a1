"""What a circular tells of registers: their counts as of the end of its period, and what is overdue then."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from generator.public.periods import Period
from generator.public.released import AnyReleased
from generator.score.register_states import overdue
from generator.score.year import quarter_end
from generator.words.count_tables import count_tables
from generator.words.duties import OVERDUE, STATES
from generator.words.duty_words import tell_duties
from generator.words.register_words import ShownRegisters

_ONES = ("", *"一二三四五六七八九")
_SHOWN = 10  # entries that are named; the others are counted


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


def _numeral(number: int) -> str:
    """A number below a hundred as headings count: 十二."""
    tens, ones = divmod(number, 10)
    begin = f"{_ONES[tens]}十" if tens > 1 else "十" * tens
    return f"{begin}{_ONES[ones]}"


def register_facts(corpus: AnyReleased, period: Period) -> Iterator[dict[str, Any]]:
    """The part of each register that has one in the circular of a period: counts, and what is overdue.

    A register that holds nothing yet has none.
    """
    on = quarter_end(period.year, period.quarter)
    registers = ShownRegisters(corpus, on)
    told = 0
    for register in corpus.registers.values():
        fragment = register.documents.annual if period.quarter is None else register.documents.quarterly
        entries = corpus.entries_by_register.get(register.id, ())
        tables = list(count_tables(registers, register))
        if not fragment or not (tables or any(entry.day <= on for entry in entries)):
            continue
        told += 1
        late = [
            (entry, found) for entry in entries if entry.day <= on and (found := overdue(entry, corpus.holidays, on))
        ]
        yield {
            "fragment": fragment,
            "at": f"（{_numeral(told)}）",
            "title": register.title,
            "shows": register.shows_records,
            "number": str(sum(entry.day <= on and entry.revoked is None for entry in entries)),
            "tables": [{"title": table.title, "heads": table.heads, "rows": table.rows} for table in tables],
            "late": [
                f"{registers.title(entry)}（{'、'.join(f'{due.label}{day}' for due, day in found)}）"
                for entry, found in late[:_SHOWN]
            ],
            "late_number": str(len(late)),
            "more": len(late) > _SHOWN,
        }
