"""What became of a clause of the notice: how far it is, its registers and their state, what its items took."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from generator.load.edition import Edition, per_edition
from generator.model.entry import Entry
from generator.model.lazy_dataclass import dataclass
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
from generator.score.register_indicators import indicator_of
from generator.score.register_states import state_of
from generator.score.result import YearResult
from generator.words import address
from generator.words.counted_sums import Sums, add_sums
from generator.words.page_frame import page_templates, render_body
from generator.words.register_words import ShownRegisters
from generator.words.result_words import item_words
from generator.words.shown_registers import open_registers
from generator.words.site_frame import Link

_PARTS = ("办到哪一步", "登记", "结果运用", "考核")  # of an account, what answers a reader first
_NONE = "没有列出记录"
_LISTED = 3  # entries of one register at one clause; of more only their number and state are told


@dataclass(frozen=True, slots=True)
class ClauseLine:
    """One thing that rests on a clause: what it is, its page, what is to be said of it, and who is responsible.

    `part` is that of the account in which it stands. `state` says how far something is that is due some day, or what
    a register holds; `taken` are the points of an item in all, after the words for what it does to a score.
    """

    part: str
    kind: str
    link: Link
    words: str
    who: Link | None = None
    state: str = ""
    taken: Sums = ()


@dataclass(frozen=True, slots=True)
class Account:
    """What rests on one clause, in the order of `_PARTS`."""

    lines: tuple[ClauseLine, ...]

    @property
    def parts(self) -> Iterator[tuple[str, list[ClauseLine]]]:
        """The lines part by part, as far as there are some."""
        for part in _PARTS:
            if lines := [line for line in self.lines if line.part == part]:
                yield part, lines

    @property
    def responsible(self) -> tuple[Link, ...]:
        """Who carries it out, as its entries and registers say; where these say nothing, who assesses it."""
        named = {line.who.name: line.who for line in self.lines if line.who is not None and line.part != _PARTS[-1]}
        return tuple(named.values()) or tuple({line.who.name: line.who for line in self.lines if line.who}.values())

    @property
    def state(self) -> str:
        """How far it is, where one entry stands for it, or what its one register holds; else empty."""
        for part in _PARTS[:2]:
            if states := [line.state for line in self.lines if line.part == part and line.state]:
                return states[0] if len(states) == 1 else ""
        return ""

    @property
    def taken(self) -> str:
        """What its items took and gave in all units together: 2 个单项共扣 12.9 分, 共扣 3 分; empty for none."""
        items = [line for line in self.lines if line.taken]
        sums = add_sums(one for line in items for one in line.taken)
        told = "，".join(f"共{words.did(format_points(points))} 分" for words, points in sums)
        several = f"{len(items)} 个单项" if len(items) > 1 else ""
        return f"{several}{told}"


@per_edition
def clause_accounts(edition: Edition) -> Mapping[str, Mapping[str, str]]:
    """By notice and anchor, the HTML of what became of that clause in the newest year that rests on the notice."""
    return {
        notice: {
            anchor: render_body(
                page_templates(edition),
                "clause_account",
                address.notice_page(notice),
                lines=account.lines,
                title=account_title(edition, notice),
                anchor=anchor,
                followed=address.followed_clause(notice, anchor),
            )
            for anchor, account in accounts.items()
        }
        for notice, accounts in accounts_by_notice(edition).items()
    }


@per_edition
def accounts_by_notice(edition: Edition) -> Mapping[str, Mapping[str, Account]]:
    """The same as views: by notice and anchor, in the newest year that rests on the notice."""
    return {
        notice: {
            anchor: Account(tuple(sorted(lines, key=lambda line: (_PARTS.index(line.part), not line.state))))
            for anchor, lines in _by_clause(edition, notice).items()
        }
        for notice in edition.notices
    }


def newest_year(edition: Edition, notice: str) -> int | None:
    """The newest year that rests on `notice`; None for none."""
    return max((year for year in edition.years if edition.result_of(year).scheme.notice == notice), default=None)


def account_title(edition: Edition, notice: str) -> str:
    """The heading of the boxes. A sample stands within the words of a real notice: each box alone says what it is."""
    newest = newest_year(edition, notice)
    title = "办理情况" if newest is None else f"{newest}年度办理情况"
    site = edition.corpus.site
    return title if site is None or not site.demo else f"{site.district.partition('（')[0]}{title}（演示，编造）"


def _by_clause(edition: Edition, notice: str) -> Mapping[str, list[ClauseLine]]:
    """What rests on each clause of `notice`."""
    if all(scheme.notice != notice for scheme in edition.corpus.schemes.values()):
        return {}
    newest = newest_year(edition, notice)
    lines: dict[str, list[ClauseLine]] = {}
    sources = [] if newest is None else [_year_lines(edition, edition.result_of(newest))]
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
            yield rule.basis, ClauseLine("结果运用", "结果运用", link, f"{names}。" if names else found.nobody)


def _item_line(edition: Edition, result: YearResult, losses: Losses, item: Item) -> ClauseLine:
    words = loss_sentence(result, losses.get(item.id, ()), item_words(result, item.id))
    who = unit_link(edition.corpus, result.year, item.assessor)
    link = Link(item.name, address.item_page(result.year, item.id))
    points = sum((points for _, points in points_of_units(losses.get(item.id, ()))), Fraction(0))
    return ClauseLine("考核", "考核单项", link, words, who, taken=((item_words(result, item.id), points),))


def _category_line(result: YearResult, losses: Losses, category: Category) -> ClauseLine:
    found = [one for item in category.items for one in losses.get(item.id, ())]
    words = item_words(result, category.items[0].id if category.items else "")
    taken = sum((points for _, points in points_of_units(found, category)), Fraction(0))
    said = f"{len(category.items)} 个单项，各单位共{words.did(format_points(taken))} 分。"
    return ClauseLine("考核", "类别", Link(category.name, address.category_page(result.year, category.id)), said)


def _register_lines(edition: Edition, registers: ShownRegisters) -> Iterator[tuple[str, ClauseLine]]:
    for register in edition.corpus.registers.values():
        entries = registers.entries(register) if registers.shows(register) else ()
        yield from _entry_lines(registers, register, entries)
        for basis, found in _by_basis(register, entries).items():
            link = Link(register.title, address.register_page(register.id))
            words, keeper = _state(registers, register, found), _keeper(edition, register)
            brief = f"登记 {len(found)} 条" if found else _NONE if registers.shows(register) else ""
            yield basis, ClauseLine("登记", "登记簿", link, words, keeper, brief)


def _by_basis(register: RegisterRule, entries: Sequence[Entry]) -> Mapping[str, list[Entry]]:
    """Entries by the clause that they rest on: their indicator's where it names one, else the register's.

    Where no indicator names another clause, the register's stands there for no entries at all, too.
    """
    apart = any(indicator.basis for indicator in register.indicators)
    found: dict[str, list[Entry]] = {register.basis: []} if register.basis and not (apart and entries) else {}
    for entry in entries:
        measured = indicator_of(entry)
        basis = (measured[1].basis if measured is not None else "") or register.basis
        if basis:
            found.setdefault(basis, []).append(entry)
    return found


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
            told = state_summary(registers, register, found)
            state = told.removesuffix("。") if register.deadlines else ""
            who = _who(registers, [unit for entry in found for unit in entry.units])
            yield anchor, ClauseLine(_PARTS[0], "登记", link, told, who, state)
            continue
        for entry in found:
            line = registers.line(entry, ())
            said = "；".join(part for part in (line.state, line.late) if part)
            words = f"{said}。" if said else ""
            state = said if register.deadlines else ""
            words += _outcome(registers, entry) if state else ""
            who = _who(registers, entry.units)
            yield anchor, ClauseLine(_PARTS[0], register.title, Link(line.title, line.url), words, who, state)


def _who(registers: ShownRegisters, units: Sequence[str]) -> Link | None:
    """The units of one or several entries, each once; None where these name none."""
    names = "、".join(registers.names.get(unit, unit) for unit in dict.fromkeys(units))
    return Link(names, "") if names else None


def _outcome(registers: ShownRegisters, entry: Entry) -> str:
    """What is said of how it came out: the texts without which it would not be in its state."""
    state = state_of(entry, registers.on)
    texts = [name for name in (state.needs if state is not None else ()) if entry.REGISTER.by_id[name].type == "text"]
    return "".join(registers.cell(entry, name) for name in texts)


def _state(registers: ShownRegisters, register: RegisterRule, entries: Sequence[Entry]) -> str:
    if not registers.shows(register):
        return "只公开统计数。"
    if not entries:
        return f"到 {registers.on} {_NONE}：可能没有登记或者还没有公布，不说明没有做。"
    return _by_group(registers, register, entries) + (
        state_summary(registers, register, entries) or f"共 {len(entries)} 条。"
    )


def _by_group(registers: ShownRegisters, register: RegisterRule, entries: Sequence[Entry]) -> str:
    """How many of the entries are of which choice of the field that a register is grouped by; else empty."""
    by = register.pages.group_by
    if not by or register.by_id[by].type != "choice":
        return ""
    counted = Counter(registers.cell(entry, by) for entry in entries)
    told = "，".join(f"{name or '其他'} {number} 条" for name, number in counted.most_common())
    return f"{told}；" if len(counted) > 1 else ""


def _keeper(edition: Edition, register: RegisterRule) -> Link | None:
    """Who keeps a register; None where each office keeps its own part."""
    if isinstance(register.keeper, FieldName) or register.keeper not in edition.corpus.units:
        return None
    unit = edition.corpus.units[register.keeper]
    return Link(unit.short_name, address.unit_home(unit.id), unit.name)
