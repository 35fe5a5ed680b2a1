"""Rules for the register of units, the site and the register of committers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.check.nearest import suggest_unit
from generator.model.committer import Committer, Committers, Forge
from generator.model.place import unit_file
from generator.model.problem import Location, Problem, escape_text
from generator.model.unit import Site, Unit
from generator.model.unread import known, where_read
from generator.model.web_address import is_for_a_site
from generator.rules.corpus import Corpus


def check_names(corpus: Corpus) -> Iterator[Problem]:
    """KH351: a name, short name or alias means one unit only."""
    seen: dict[str, Unit] = {}
    for unit in corpus.units.values():
        yield from _check_unique(unit, seen)
        yield from _check_aliases(unit)


@where_read
def _check_unique(unit: Unit, seen: dict[str, Unit]) -> Iterator[Problem]:
    for name in dict.fromkeys((unit.name, unit.short_name, *unit.aliases)):
        other = seen.setdefault(name, unit)
        if other is not unit:
            yield Problem(
                unit.origin.place("name"),
                "KH351",
                f"称呼“{name}”已用于 {other.id}（{other.name}）",
                "一个称呼只能指一个单位，请改用更完整的称呼。",
            )


@where_read
def _check_aliases(unit: Unit) -> Iterator[Problem]:
    """KH356, a reminder: an alias is one other name, not several in one and not the name again."""
    for number, alias in enumerate(unit.aliases):
        place = unit.origin.place("aliases", number)
        if alias in (unit.name, unit.short_name):
            yield Problem(place, "KH356", f"称呼“{alias}”就是全称或简称", "可以删除。", "warning")
        elif any(sign in alias for sign in "，、；"):
            hint = "如是几个称呼，请用半角逗号隔开：[甲, 乙]。"
            yield Problem(place, "KH356", f"称呼“{alias}”里有顿号、逗号或分号", hint, "warning")


def check_years(corpus: Corpus) -> Iterator[Problem]:
    """KH352: assessed until a year or day that is not before the first."""
    for unit in corpus.units.values():
        yield from _check_span(unit)


@where_read
def _check_span(unit: Unit) -> Iterator[Problem]:
    span = unit.assessed
    if span is not None and span.last is not None and span.last_day < span.first_day:
        noun = "日期" if isinstance(span.first, date) or isinstance(span.last, date) else "年度"
        words = f"截止{noun} {span.last} 早于开始{noun} {span.first}"
        yield Problem(unit.origin.place("assessed", "to"), "KH352", words, f"请核对{noun}。")


@where_read
def check_site(corpus: Corpus) -> Iterator[Problem]:
    """KH354: the site has an address."""
    if corpus.site is None:
        return
    if not is_for_a_site(known(corpus.site.base_url)):
        yield Problem(
            corpus.site.origin.place("base_url"),
            "KH354",
            "网站地址应以 http:// 或 https:// 开头，接着是域名，以 / 结尾",
            "请核对地址。",
        )


def check_lead(corpus: Corpus) -> Iterator[Problem]:
    """KH510: the office that leads is a unit of the register."""
    if corpus.site is not None and corpus.units:  # without any unit that is said
        yield from _check_leader(corpus, corpus.site)


@where_read
def _check_leader(corpus: Corpus, site: Site) -> Iterator[Problem]:
    if not _is_unit(corpus, site.lead):
        hint = suggest_unit(site.lead, corpus.units.values())
        yield Problem(site.origin.place("lead"), "KH510", f"没有编号为“{site.lead}”的单位，它应是考核办", hint)


@where_read
def check_committers(corpus: Corpus) -> Iterator[Problem]:
    """KH355 committers work for units of the register; KH511 each is known by something, KH512 by nothing twice."""
    register = corpus.register
    if register is None:
        return
    for number, entry in enumerate(register.committers):
        if corpus.units:  # without any unit that is said
            yield from _check_office(corpus, entry.office, register.origin.place("committers", number, "office"))
        yield from _check_known(entry, register.origin.place("committers", number))
    yield from _check_twice(register)
    for number, forge in enumerate(register.forges):
        yield from _check_forge(forge, register.origin.place("forges", number))


@where_read
def _check_office(corpus: Corpus, office: str, place: Location) -> Iterator[Problem]:
    if not _is_unit(corpus, office):
        hint = suggest_unit(office, corpus.units.values())
        yield Problem(place, "KH355", f"提交人登记表里的单位“{office}”不存在", hint)


@where_read
def _check_known(entry: Committer, place: Location) -> Iterator[Problem]:
    if not entry.email and not entry.login:
        yield Problem(place, "KH511", "这名提交人没有写 email，也没有写 login", "请至少写一个。")


@where_read
def _check_forge(forge: Forge, place: Location) -> Iterator[Problem]:
    if not forge.email and not forge.private:
        yield Problem(place, "KH511", "这个平台没有写 email，也没有写 private", "请至少写一个。")


@where_read
def _check_twice(register: Committers) -> Iterator[Problem]:
    logins: set[str] = set()
    for number, entry in enumerate(register.committers):
        login = entry.login.casefold()
        twice = login if login in logins else entry.email if register.forge_of(entry.email) else ""
        logins |= {login} - {""}
        if twice:
            hint = "一个登录名只能属于一个单位，平台自己的邮箱不属于任何单位；请只保留一处。"
            words = f"“{escape_text(twice, 120)}”在登记表里登记了两次"
            yield Problem(register.origin.place("committers", number), "KH512", words, hint)


def _is_unit(corpus: Corpus, name: str) -> bool:
    return name in corpus.units or unit_file(name) in corpus.unread
