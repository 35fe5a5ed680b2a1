"""The duties of an edition, with what each is called and where it can be read on."""

from __future__ import annotations

from collections.abc import Mapping

from generator.load.edition import Edition, per_edition
from generator.model.lazy_dataclass import dataclass
from generator.model.quarter import span_words
from generator.public.released import AnyReleased
from generator.words import address
from generator.words.duties import Duty, list_duties
from generator.words.register_words import ShownRegisters
from generator.words.shown_registers import open_registers


@dataclass(frozen=True, slots=True)
class DutyWords:
    """One duty in words: what has to be done, the page that tells of it, and the name of the office."""

    duty: Duty
    title: str
    url: str
    office: str
    state: str


@per_edition
def shown_duties(edition: Edition) -> tuple[DutyWords, ...]:
    """The duties that follow from the registers of which the edition shows entries, in order of their last days."""
    registers = open_registers(edition)
    return tuple(found for found in tell_duties(registers) if registers.shows(found.duty.register))


def tell_duties(registers: ShownRegisters) -> tuple[DutyWords, ...]:
    """Every duty of some registers, as of their day."""
    corpus = registers.corpus
    lead = corpus.site.lead if corpus.site is not None else ""
    return tuple(_tell(registers, corpus, duty) for duty in list_duties(corpus, lead))


def _tell(registers: ShownRegisters, corpus: AnyReleased, duty: Duty) -> DutyWords:
    if duty.period:
        title = "，".join(filter(None, (duty.label, span_words(duty.period), _each_name(corpus, duty))))
    else:
        assert duty.entry is not None
        title = f"{duty.register.title}：{registers.title(duty.entry)}（{duty.label}）"
    is_there = duty.entry is not None and (not duty.period or duty.entry.day <= registers.on)
    url = registers.url(duty.entry) if is_there and duty.entry is not None else ""
    office = registers.names.get(duty.office, duty.office) or "没有写明单位"
    return DutyWords(duty, title, url or address.register_page(duty.register.id), office, duty.state(registers.on))


def _each_name(corpus: AnyReleased, duty: Duty) -> str:
    choices: Mapping[str, str] = {}
    expected = next(found for found in duty.register.expected if found.label == duty.label)
    if expected.each:
        choices = duty.register.by_id[expected.each].choices
    scheme = corpus.schemes.get(int(duty.period[:4]))
    if scheme is not None and duty.each in scheme.items:
        return scheme.items[duty.each].name
    unit = corpus.units.get(duty.each)
    return choices.get(duty.each, "") or (unit.short_name if unit is not None else "")
