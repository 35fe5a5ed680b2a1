"""Who is assessed and who assesses in the sample district."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated

from generator.demo.material import read_material
from generator.model.deadline import NoticePeriod
from generator.model.field import Choice, Flag, Identifier, Part, Rows, Text
from generator.model.scheme import Category, DeductionsComponent, Scheme
from generator.model.unit import KINDS, Assessed, Unit

YEAR = 2015  # of the notice, and of the first scheme
ISSUED = date(2015, 4, 22)  # the notice was printed and sent out
_SMALL = "示例区县的规模较小，本单位只承担考核（示例）"
# Until then the scheme was a draft with other maxima for two items; the sum was the same.
_DRAFT_MAXIMA = {"approval-service": Decimal(5), "hotline-handling": Decimal(3)}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the register."""

    id: Annotated[str, Identifier(doc="编号")]
    name: Annotated[str, Text(doc="全称")]
    short_name: Annotated[str, Text(doc="简称")]
    kind: Annotated[str, Choice(doc="类别", names=KINDS)]
    aliases: Annotated[tuple[str, ...], Rows(doc="其他称呼"), Text(doc="称呼")] = ()
    serving: Annotated[bool, Flag(doc="是否直接办理群众事项")] = False
    not_assessed: Annotated[str, Text(doc="承担考核工作而不参加考核的原因")] = ""


@dataclass(frozen=True, slots=True)
class Register:
    """The bodies of the district. `stations` are kinds of small bodies that fill up a larger district."""

    assessed: Annotated[tuple[Entry, ...], Rows(doc="被考核单位"), Part(doc="一个单位")]
    others: Annotated[tuple[Entry, ...], Rows(doc="其他机构"), Part(doc="一个机构")]
    fields: Annotated[tuple[str, ...], Rows(doc="专业"), Text(doc="专业")]
    stations: Annotated[tuple[str, ...], Rows(doc="机构"), Text(doc="机构")]


def make_units(count: int, first_year: int = YEAR) -> tuple[Unit, ...]:
    """`count` assessed bodies and all others that the notice names; `count` may be beyond the register.

    Offices that assess are all there even in a district of fewer units; they are then not assessed themselves.
    """
    register = read_material("register", Register)
    since = Assessed(first_year)
    chosen = [_unit(entry, since if at < count else None) for at, entry in enumerate(register.assessed)]
    kept = [unit for unit in chosen if unit.assessed is not None or unit.id in _offices()]
    more = [_station(register, number, since) for number in range(count - len(register.assessed))]
    return (*kept, *more, *(_unit(entry, None) for entry in register.others))


def find_serving(units: tuple[Unit, ...]) -> dict[str, bool]:
    """The assessed of `units`: id -> whether it serves the public itself."""
    listed = {entry.id: entry.serving for entry in read_material("register", Register).assessed}
    return {unit.id: listed.get(unit.id, True) for unit in units if unit.assessed is not None}


def _unit(entry: Entry, assessed: Assessed | None) -> Unit:
    reason = "" if assessed else entry.not_assessed or (_SMALL if entry.id in _offices() else "")
    return Unit(entry.id, entry.name, entry.short_name, entry.kind, entry.aliases, assessed, reason)


@cache
def _offices() -> frozenset[str]:
    """The offices that assess."""
    return frozenset(item.assessor for item in make_scheme(YEAR).items.values())


def _station(register: Register, number: int, assessed: Assessed) -> Unit:
    """The body of a large district with this number: every field with every kind of station, then numbered."""
    rest, field = divmod(number, len(register.fields))
    rank, station = divmod(rest, len(register.stations))
    name = register.fields[field] + register.stations[station] + (f"第{rank + 1}分部" if rank else "")
    return Unit(f"danwei-{number + 1:04d}", f"滨湖区{name}", f"区{name}", "direct", (), assessed)


@cache
def make_scheme(year: int) -> Scheme:
    """The scheme of `year`: the notice's in 2015, in other years the same rules under a sample number."""
    scheme = read_material("scheme", Scheme)
    if year == YEAR:
        return scheme
    return replace(
        scheme,
        year=year,
        title=scheme.title.replace(str(YEAR), str(year)),
        document=f"示例发〔{year}〕1号",
        notice_period=NoticePeriod(5, "calendar"),
        appeals=scheme.appeals and replace(scheme.appeals, kind="calendar"),
    )


def draft_scheme() -> Scheme:
    """The scheme of the notice's year as it was before the notice was issued."""
    scheme = make_scheme(YEAR)
    components = tuple(
        replace(part, categories=tuple(_draft_category(category) for category in part.categories))
        if isinstance(part, DeductionsComponent)
        else part
        for part in scheme.components
    )
    return replace(scheme, document="征求意见稿", components=components)


def _draft_category(category: Category) -> Category:
    items = tuple(replace(item, max=_DRAFT_MAXIMA.get(item.id, item.max)) for item in category.items)
    return replace(category, items=items)
