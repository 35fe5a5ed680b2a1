"""What became of a clause of the notice: its items and what they took, its registers and their state, who does it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from generator.load.edition import Edition, per_edition
from generator.model.entry import Entry
from generator.model.number import format_points
from generator.model.register_field import FieldName
from generator.model.register_rule import RegisterRule
from generator.pages.items_page import Losses, index_losses
from generator.pages.outcomes_page import view_outcomes
from generator.pages.record_page import unit_link
from generator.pages.register_source import state_summary
from generator.pages.summary_sentences import loss_sentence
from generator.rules.item import Category, Item
from generator.score.category_points import points_of_units
from generator.score.result import YearResult
from generator.words import address
from generator.words.page_frame import page_templates, render_body
from generator.words.register_words import ShownRegisters
from generator.words.result_words import item_words
from generator.words.shown_registers import open_registers
from generator.words.site_frame import Link

_LISTED = 8  # entries of one register at one clause; of more only their number and state are told


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """One thing that rests on a clause: what it is, its page, what is to be said of it, and who is responsible."""

    kind: str
    link: Link
    words: str
    who: Link | None = None


Account = list[ClauseLine]


@per_edition
def clause_accounts(edition: Edition) -> Mapping[str, Mapping[str, str]]:
    """By notice and anchor, the HTML of what became of that clause in the newest year that rests on the notice."""
    made = {}
    for notice in edition.notices:
        lines = _by_clause(edition, notice)
        years = [year for year in edition.years if edition.result_of(year).scheme.notice == notice]
        made[notice] = {
            anchor: render_body(
                page_templates(edition),
                "clause_account",
                address.notice_page(notice),
                lines=found,
                title=_title(edition, years[-1:]),
                anchor=anchor,
            )
            for anchor, found in lines.items()
        }
    return made


def _title(edition: Edition, newest: Sequence[int]) -> str:
    """The heading of the boxes. A sample stands within the words of a real notice: each box alone says what it is."""
    title = f"{newest[0]}年度办理情况" if newest else "办理情况"
    site = edition.corpus.site
    return title if site is None or not site.demo else f"{site.district.partition('（')[0]}{title}（演示，编造）"


def _by_clause(edition: Edition, notice: str) -> Mapping[str, Account]:
    """What rests on each clause of `notice`: items first, then what is registered, then what follows from ranks."""
    if all(scheme.notice != notice for scheme in edition.corpus.schemes.values()):
        return {}
    results = [found for year in edition.years if (found := edition.result_of(year)).scheme.notice == notice]
    lines: dict[str, Account] = {}
    sources = [_year_lines(edition, results[-1])] if results else []
    if edition.corpus.registers:
        sources.append(_register_lines(edition, open_registers(edition)))
    for source in sources:
        for anchor, line in source:
            lines.setdefault(anchor, []).append(line)
    return lines


def _year_lines(edition: Edition, result: YearResult) -> Iterator[tuple[str, ClauseLine]]:
    losses = index_losses(result)
    for item in result.scheme.items.values():
        if item.basis:
            yield item.basis, _item_line(edition, result, losses, item)
    for category in result.scheme.categories():
        if category.basis:
            yield category.basis, _category_line(result, losses, category)
    for rule, found in zip(result.scheme.outcomes, view_outcomes(edition.corpus, result), strict=True):
        if rule.basis:
            names = "、".join(row.unit.name for row in found.rows)
            link = Link(rule.name, address.outcomes_page(result.year))
            yield rule.basis, ClauseLine("结果运用", link, f"{names}。" if names else found.nobody)


def _item_line(edition: Edition, result: YearResult, losses: Losses, item: Item) -> ClauseLine:
    words = loss_sentence(result, losses.get(item.id, ()), item_words(result, item.id))
    who = unit_link(edition.corpus, result.year, item.assessor)
    return ClauseLine("考核单项", Link(item.name, address.item_page(result.year, item.id)), words, who)


def _category_line(result: YearResult, losses: Losses, category: Category) -> ClauseLine:
    found = [one for item in category.items for one in losses.get(item.id, ())]
    words = item_words(result, category.items[0].id if category.items else "")
    taken = sum((points for _, points in points_of_units(found, category)), Fraction(0))
    said = f"{len(category.items)} 个单项，各单位共{words.did(format_points(taken))} 分。"
    return ClauseLine("类别", Link(category.name, address.category_page(result.year, category.id)), said)


def _register_lines(edition: Edition, registers: ShownRegisters) -> Iterator[tuple[str, ClauseLine]]:
    for register in edition.corpus.registers.values():
        entries = registers.entries(register) if registers.shows(register) else ()
        yield from _entry_lines(registers, register, entries)
        if register.basis:
            link, state = (
                Link(register.title, address.register_page(register.id)),
                _state(registers, register, entries),
            )
            yield register.basis, ClauseLine("登记簿", link, state, _keeper(edition, register))


def _entry_lines(
    registers: ShownRegisters, register: RegisterRule, entries: Sequence[Entry]
) -> Iterator[tuple[str, ClauseLine]]:
    """The entries that name a clause, at that clause."""
    fields = [field.id for field in register.fields if field.type == "clause"]
    by_clause: dict[str, list[Entry]] = {}
    for entry in entries:
        for anchor in dict.fromkeys(str(value) for field in fields for value in entry.values_of(field)):
            by_clause.setdefault(anchor, []).append(entry)
    for anchor, found in by_clause.items():
        if len(found) > _LISTED:
            link = Link(register.title, address.register_page(register.id))
            yield anchor, ClauseLine("登记", link, state_summary(registers, register, found))
            continue
        for entry in found:
            line = registers.line(entry, ())
            units = "、".join(registers.names.get(unit, unit) for unit in entry.units)
            said = "；".join(part for part in (line.state, line.late) if part)
            who = Link(units, "") if units else None
            yield anchor, ClauseLine(register.title, Link(line.title, line.url), f"{said}。" if said else "", who)


def _state(registers: ShownRegisters, register: RegisterRule, entries: Sequence[Entry]) -> str:
    if not registers.shows(register):
        return "只公开统计数。"
    if not entries:
        return f"到 {registers.on} 没有列出记录：可能没有登记或者还没有公布，不说明没有做。"
    return state_summary(registers, register, entries) or f"共 {len(entries)} 条。"


def _keeper(edition: Edition, register: RegisterRule) -> Link | None:
    """Who keeps a register; None where each office keeps its own part."""
    if isinstance(register.keeper, FieldName) or register.keeper not in edition.corpus.units:
        return None
    unit = edition.corpus.units[register.keeper]
    return Link(unit.short_name, address.unit_home(unit.id), unit.name)
