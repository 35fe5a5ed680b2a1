"""The pages of registers, and the parts that they add to the pages of units and of deductions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from generator.load.edition import Edition
from generator.load.year_edition import assessed_units
from generator.model.entry import Entry
from generator.model.register_rule import RegisterRule
from generator.pages.calendar_page import calendar_articles
from generator.pages.entry_page import view_entry
from generator.pages.register_page import make_group, view_register
from generator.pages.unrectified import unrectified_of_year
from generator.score.register_indicators import year_of
from generator.words import address
from generator.words.duty_words import shown_duties
from generator.words.page_frame import (
    ALL_PAGES,
    Article,
    PageChoice,
    SearchEntry,
    Supplement,
    page_templates,
    render_body,
)
from generator.words.register_words import ShownRegisters
from generator.words.shown_registers import open_registers

_SECTION = "registers"
_CHINESE = re.compile("[\u4e00-\u9fff]")
_WORDY, _TOLD = 7, 160  # characters: what tells more of an entry than a name does; how much of it is searched


def register_articles(edition: Edition, wanted: PageChoice = ALL_PAGES) -> Iterator[Article]:
    """The list of registers, each register, each entry that has a page, as far as they are wanted; else none."""
    own = (address.REGISTERS, address.CALENDAR)
    if not edition.corpus.registers or not (wanted.is_in("registers") or any(url in wanted for url in own)):
        return
    registers = open_registers(edition)
    if address.REGISTERS in wanted:
        yield _list_article(edition, registers)
    if address.CALENDAR in wanted:
        yield from calendar_articles(edition)
    for register in edition.corpus.registers.values():
        if address.register_page(register.id) in wanted:
            yield _register_article(edition, registers, register)
        if registers.shows(register) and register.pages.record_page:
            for found in registers.entries(register):
                if address.entry_page(found) in wanted:
                    yield _entry_article(edition, registers, register, found)


def _list_article(edition: Edition, registers: ShownRegisters) -> Article:
    views = [view_register(registers, register) for register in edition.corpus.registers.values()]
    url, about = address.REGISTERS, "各项工作的登记：整改、检查、督查等事项，各单位办到了哪一步。"
    body = render_body(
        page_templates(edition),
        "registers_page",
        url,
        registers=[view for view in views if not view.is_empty],
        empty=[view for view in views if view.is_empty],
        on=registers.on.isoformat(),
        unrectified=unrectified_of_year(edition),
        calendar=address.CALENDAR if shown_duties(edition) else "",
    )
    entry = SearchEntry("登记簿", url, "页面", "登记 整改 检查 督查")
    return Article(url, "登记簿", _SECTION, body, about, ("登记簿",), column=True, entries=(entry,))


def _register_article(edition: Edition, registers: ShownRegisters, register: RegisterRule) -> Article:
    url, title = address.register_page(register.id), register.title
    values = {"register": view_register(registers, register), "on": registers.on.isoformat()}
    body = render_body(page_templates(edition), "register_page", url, **values)
    about = register.about or f"{title}的登记和统计。"
    entry = SearchEntry(title, url, "登记簿", text=register.about, sort="register", thing=register.id)
    return Article(url, title, _SECTION, body, about, (title,), column=True, entries=(entry,))


def _entry_article(edition: Edition, registers: ShownRegisters, register: RegisterRule, entry: Entry) -> Article:
    url, view = address.entry_page(entry), view_entry(registers, entry)
    body = render_body(page_templates(edition), "entry_page", url, entry=view, on=registers.on.isoformat())
    search = SearchEntry(
        view.title,
        url,
        register.title,
        text=" ".join(fact.value for fact in view.facts if len(_CHINESE.findall(fact.value)) > _WORDY)[:_TOLD],
        sort="entry",
        units=entry.units,
        year=year_of(entry),
    )
    about = f"{register.title}：{view.title}。"
    return Article(url, view.title, _SECTION, body, about, (register.title,), published=entry.day, entries=(search,))


def register_supplements(edition: Edition, wanted: PageChoice = ALL_PAGES) -> Mapping[str, Sequence[Supplement]]:
    """Sections on the wanted pages of units and outcomes that registers tell of, the way there from deductions."""
    edition = edition.shared  # entries lead to records of other years, and are told of in later ones
    if not edition.corpus.registers:
        return {}
    registers = open_registers(edition)
    found: dict[str, list[Supplement]] = {}
    for register in edition.corpus.registers.values():
        if registers.shows(register) and register.pages.unit_section and register.unit:
            for url, entries in _by_page(edition, registers, register).items():
                if url not in wanted:
                    continue
                found.setdefault(url, []).append(_unit_part(edition, url, registers, register, entries))
        for url, entries in _by_outcomes_page(edition, registers, register).items():
            if url in wanted:
                found.setdefault(url, []).append(_outcomes_part(edition, url, registers, register, entries))
    for record in edition.corpus.deductions:
        url = address.record_page(record)
        links = tuple(registers.led_by(record)) if url in wanted else ()
        if links:
            body = render_body(page_templates(edition), "entry_links", url, links=links)
            found.setdefault(url, []).append(Supplement("registers", "登记簿里的相关记录", body))
    return found


def _by_page(edition: Edition, registers: ShownRegisters, register: RegisterRule) -> dict[str, list[Entry]]:
    """The entries of each page of a unit: all on its own page, on that of a year those of the year or open in it."""
    pages: dict[str, list[Entry]] = {}
    scored = {year: set(units) for year, units in assessed_units(edition).items()}
    for entry in registers.entries(register):
        own = year_of(entry)
        for unit in entry.units:
            if unit in edition.corpus.units:
                pages.setdefault(address.unit_home(unit), []).append(entry)
            for year in edition.years:
                if unit in scored[year] and own <= year and not (entry.year and own < year):
                    pages.setdefault(address.unit_page(year, unit), []).append(entry)
    return pages


def _by_outcomes_page(edition: Edition, registers: ShownRegisters, register: RegisterRule) -> dict[str, list[Entry]]:
    """The entries for the page of the outcomes that they follow from: that of the year of their publication."""
    pages: dict[str, list[Entry]] = {}
    by = register.pages.outcomes_by
    for entry in registers.entries(register) if by and registers.shows(register) else ():
        made = edition.corpus.publications.get(entry.value(by))
        if made is not None and made.year in edition.years:
            pages.setdefault(address.outcomes_page(made.year), []).append(entry)
    return pages


def _unit_part(
    edition: Edition, url: str, registers: ShownRegisters, register: RegisterRule, entries: Sequence[Entry]
) -> Supplement:
    columns = tuple(name for name in registers.columns(register, entries) if name != register.unit)
    return _part(edition, url, registers, register, entries, columns, register.pages.unit_section)


def _outcomes_part(
    edition: Edition, url: str, registers: ShownRegisters, register: RegisterRule, entries: Sequence[Entry]
) -> Supplement:
    columns = registers.columns(register, entries)
    return _part(edition, url, registers, register, entries, columns, register.title)


def _part(
    edition: Edition,
    url: str,
    registers: ShownRegisters,
    register: RegisterRule,
    entries: Sequence[Entry],
    columns: Sequence[str],
    title: str,
) -> Supplement:
    lines = (registers.line(entry, columns) for entry in entries)
    values = {
        "id": f"register-{register.id}",
        "group": make_group(registers, register, columns, lines),
        "more": address.register_page(register.id),
        "title": register.title,
        "summary": state_summary(registers, register, entries),
    }
    body = render_body(page_templates(edition), "entry_table", url, **values)
    return Supplement(f"register-{register.id}", title, body)


def state_summary(registers: ShownRegisters, register: RegisterRule, entries: Sequence[Entry]) -> str:
    """How many there are in which state, in a sentence; empty for a register without stages."""
    if not register.steps:
        return ""
    lines = [registers.line(entry, ()) for entry in entries]
    counted = Counter(line.state or "已登记" for line in lines)
    late = sum(bool(line.late) for line in lines)
    states = [f"{name} {number} 条" for name, number in counted.items()]
    return f"共 {len(lines)} 条：{'，'.join([*states, *([f'其中超过期限的 {late} 条'] if late else [])])}。"
