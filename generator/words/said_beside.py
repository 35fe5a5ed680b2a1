"""What a record says beside its points, in words: level, part, a second unit, when put right, what led to it."""

from __future__ import annotations

from generator.model.deduction import Deduction
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.public.released import AnyReleased
from generator.score.register_states import item_names, title_of
from generator.words import address

SAID = ("level", "part", "fact", "charge", "cured", "found_in")  # the fields of a record that are said here


@dataclass(frozen=True, slots=True)
class NamedValue:
    """A name and a value, both finished; `lines` where the value may have line breaks.

    Where the value names a record, `id` is that record's and `url` its page; empty where it has none.
    """

    name: str
    value: str
    lines: bool = False
    id: str = ""
    url: str = ""


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
    )
    led = (entry_fact(corpus, "来自登记簿", found.register, found.record) for found in record.found_in)
    return (*(NamedValue(name, value) for name, value in said if value), *led)


def entry_fact(corpus: AnyReleased, name: str, register: str, record: str) -> NamedValue:
    """An entry that a deduction names: what it is called, and its page; its register where the entry is not shown."""
    entry = next((found for found in corpus.entries_by_register.get(register, ()) if found.id == record), None)
    if entry is None:
        rule = corpus.registers.get(register)
        return NamedValue(name, rule.title if rule is not None else register, id=record)
    url = address.entry_page(entry) if entry.REGISTER.pages.record_page else ""
    units = {unit.id: unit.short_name for unit in corpus.units.values()}
    title = title_of(entry, units, item_names(corpus.schemes))
    return NamedValue(name, title, id=record, url=url)


def rectification_register(corpus: AnyReleased) -> str:
    """The register in which findings are put right; empty for none."""
    registers = corpus.registers.values()
    return next((one.id for one in registers for link in one.links if link.from_there == "rectification"), "")


def _called(corpus: AnyReleased, name: str) -> str:
    """The short name of a unit; the id itself where no unit has it."""
    return corpus.units[name].short_name if name in corpus.units else name
