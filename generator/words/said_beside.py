"""What a record says beside its points, in words: level, part, a second unit, when put right, what led to it."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.deduction import Deduction
from generator.model.number import format_points
from generator.public.released import AnyReleased

SAID = ("level", "part", "fact", "charge", "cured", "found_in")  # the fields of a record that are said here


@dataclass(frozen=True, slots=True)
class NamedValue:
    """A name and a value, both finished; `lines` where the value may have line breaks."""

    name: str
    value: str
    lines: bool = False


def said_beside(corpus: AnyReleased, record: Deduction) -> tuple[NamedValue, ...]:
    """Name and value of each that is said, for a standard that asks for it."""
    charge = record.charge
    second = "" if charge is None else f"{_called(corpus, charge.unit)} {format_points(charge.points)} 分"
    said = (
        ("级别", record.level),
        ("所属部分", _called(corpus, record.part)),
        ("同一事实", record.fact),
        ("同时计入", second),
        ("改正到位", record.cured.isoformat() if record.cured else ""),
        ("来自登记簿", "；".join(entry_words(corpus, found.register, found.record) for found in record.found_in)),
    )
    return tuple(NamedValue(name, value) for name, value in said if value)


def entry_words(corpus: AnyReleased, register: str, record: str) -> str:
    """An entry that a record names: 飞行检查 2015-0312-2."""
    found = corpus.registers.get(register)
    return f"{found.title if found is not None else register} {record}"


def _called(corpus: AnyReleased, name: str) -> str:
    """The short name of a unit; the id itself where no unit has it."""
    return corpus.units[name].short_name if name in corpus.units else name
