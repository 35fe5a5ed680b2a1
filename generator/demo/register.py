"""Who is assessed and who assesses in the sample district, and what each of them has to do with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Annotated

from generator.demo.material import read_material
from generator.model.field import Choice, Flag, Identifier, Part, Rows, Text
from generator.model.lazy_dataclass import dataclass
from generator.model.unit import KINDS, Assessed, Unit
from generator.rules.item import Category, Item, OtherAssessor
from generator.rules.kinds.deductions_kind import DeductionsComponent
from generator.rules.scheme import Scheme

YEAR = 2015  # of the notice, and of the first scheme
IN_FORCE = date(2015, 4, 21)  # the notice was adopted
LEADER = "kaoheban"  # keeps the repository, and enters for others what they cannot
REVIEWER = "fuhezu"  # decides on appeals; assesses nobody
# The offices of the working group that leads the assessment (考核办法 section 四), as far as they are assessed.
WORKING_GROUP = frozenset({"quweiban", "zhengfuban", "zuzhibu", "jiguangongwei", "fagaiju", "rensheju"})
ENTERED = date(2015, 4, 24)  # the project begins when the notice has been printed (22 April)
PROOFREAD = date(2015, 5, 8)  # two maxima had been taken down wrongly; their sum was right
_AS_ENTERED = {"approval-service": Decimal(5), "hotline-handling": Decimal(3)}
_SIDES = {"party": "党委", "government": "政府", "assembly": "人大、政协", "mass": "群团", "public": "事业"}
_TOO_SMALL = "演示的规模较小，未列入考核对象"


@dataclass(frozen=True, slots=True)
class Matters:
    """What a body has to do with; only in these can it be found wanting."""

    services: Annotated[tuple[str, ...], Rows(doc="窗口办理的事项"), Text(doc="事项")] = ()
    complaints: Annotated[tuple[str, ...], Rows(doc="群众会反映的问题"), Text(doc="问题")] = ()
    disputes: Annotated[tuple[str, ...], Rows(doc="信访和纠纷"), Text(doc="事项")] = ()
    concerns: Annotated[tuple[str, ...], Rows(doc="建议、提案和重点工作的题目"), Text(doc="题目")] = ()
    works: Annotated[tuple[str, ...], Rows(doc="工程"), Text(doc="工程")] = ()
    powers: Annotated[tuple[str, ...], Rows(doc="行政权力的种类"), Text(doc="种类")] = ()
    stations: Annotated[tuple[str, ...], Rows(doc="所属站所"), Text(doc="站所")] = ()

    @property
    def breadth(self) -> int:
        """In how many of these ways it meets the public."""
        return sum(bool(getattr(self, kind)) for kind in self.__slots__)


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """One line of the register. A `small` body has no leading party group; `apart` says why it is not assessed."""

    id: Annotated[str, Identifier(doc="编号")]
    name: Annotated[str, Text(doc="全称")]
    short_name: Annotated[str, Text(doc="简称")]
    kind: Annotated[str, Choice(doc="类别", names=KINDS)]
    side: Annotated[str, Choice(doc="系统", names=_SIDES)]
    aliases: Annotated[tuple[str, ...], Rows(doc="其他称呼"), Text(doc="称呼")] = ()
    matters: Annotated[Matters, Part(doc="管的事")] = Matters()
    approvals: Annotated[tuple[str, ...], Rows(doc="审批和申请的事项，与窗口事项不同的"), Text(doc="事项")] = ()
    small: Annotated[bool, Flag(doc="是否不设党组")] = False
    apart: Annotated[str, Text(doc="不参加考核的原因")] = ""

    def matters_of(self, kind: str) -> tuple[str, ...]:
        """What it has to do with of a kind; who lists no approvals of its own approves what its windows handle."""
        if kind == "approvals":
            return self.approvals or self.matters.services
        found: tuple[str, ...] = getattr(self.matters, kind)
        return found


@dataclass(frozen=True, slots=True)
class Trade:
    """A field of work, from which the bodies of a larger district are made."""

    name: Annotated[str, Text(doc="专业")]
    matters: Annotated[tuple[str, ...], Rows(doc="这个专业的事", minimum=2), Text(doc="事项")]


@dataclass(frozen=True, slots=True)
class Register:
    """The bodies of the district. `fields` and `stations` together fill up a larger one.

    `localities` are assessed as the others are, ranked by themselves, and only there where all the others are.
    """

    assessed: Annotated[tuple[RegisterEntry, ...], Rows(doc="被考核单位"), Part(doc="一个单位")]
    localities: Annotated[tuple[RegisterEntry, ...], Rows(doc="参照执行的单位"), Part(doc="一个单位")]
    others: Annotated[tuple[RegisterEntry, ...], Rows(doc="其他机构"), Part(doc="一个机构")]
    fields: Annotated[tuple[Trade, ...], Rows(doc="专业"), Part(doc="一个专业")]
    stations: Annotated[tuple[str, ...], Rows(doc="机构"), Text(doc="机构")]


def make_units(count: int, first_year: int = YEAR) -> tuple[Unit, ...]:
    """`count` assessed bodies and all others; `count` may be beyond the register.

    Offices that assess are all there even in a district of fewer units; they are then not assessed themselves.
    """
    register = read_material("register", Register)
    since = Assessed(first_year)
    chosen = [_unit(entry, since if at < count else None) for at, entry in enumerate(register.assessed)]
    offices = {item.assessor for item in make_scheme(YEAR).items.values()}
    kept = [unit for unit in chosen if unit.assessed is not None or unit.id in offices]
    more = [_unit(entry, since) for entry in _further_entries(count - len(register.assessed))]
    return (*kept, *more, *(_unit(entry, None) for entry in register.others))


def find_localities(count: int) -> Mapping[str, RegisterEntry]:
    """The towns, zones and subdistricts of a district of `count` other assessed bodies: id -> entry."""
    register = read_material("register", Register)
    return {entry.id: entry for entry in register.localities} if count >= len(register.assessed) else {}


def make_localities(count: int, first_year: int = YEAR) -> tuple[Unit, ...]:
    """The records of these."""
    return tuple(_unit(entry, Assessed(first_year)) for entry in find_localities(count).values())


def with_groups_of(scheme: Scheme, units: Iterable[Unit]) -> Scheme:
    """The scheme with the ranking groups alone that have somebody in them."""
    kinds = {unit.kind for unit in units if unit.assessed is not None}
    groups = tuple(group for group in scheme.ranking.groups if kinds.intersection(group.kinds))
    return replace(scheme, ranking=replace(scheme.ranking, groups=groups))


def find_bodies(units: tuple[Unit, ...]) -> Mapping[str, RegisterEntry]:
    """What the register says of the assessed of `units`: id -> entry."""
    listed = {entry.id: entry for entry in read_material("register", Register).assessed}
    assessed = [unit.id for unit in units if unit.assessed is not None]
    more = {entry.id: entry for entry in _further_entries(len(assessed) - len(listed))}
    return {unit: listed[unit] if unit in listed else more[unit] for unit in assessed}


def _unit(entry: RegisterEntry, assessed: Assessed | None) -> Unit:
    """The record of an entry; a body that assesses and is not assessed says why."""
    offices = {item.assessor for item in make_scheme(YEAR).items.values()}
    reason = (entry.apart or _TOO_SMALL) if assessed is None and entry.id in offices else ""
    return Unit(entry.id, entry.name, entry.short_name, entry.kind, entry.aliases, assessed, reason, sample=True)


def _further_entries(count: int) -> list[RegisterEntry]:
    """Bodies beyond those written by hand: every field with every kind of station, then numbered."""
    register = read_material("register", Register)
    return [_further_entry(register, number) for number in range(count)]


def _further_entry(register: Register, number: int) -> RegisterEntry:
    rest, field = divmod(number, len(register.fields))
    rank, station = divmod(rest, len(register.stations))
    trade = register.fields[field]
    name = trade.name + register.stations[station] + (f"第{rank + 1}分部" if rank else "")
    matters = Matters((f"{trade.name}事项",), trade.matters, (), trade.matters, (), (), ("服务点",))
    return RegisterEntry(
        f"danwei-{number + 1:04d}", f"示例区{name}", f"区{name}", "direct", "public", (), matters, small=True
    )


@cache
def make_scheme(year: int) -> Scheme:
    """The scheme of `year`: in 2015 under its own number, in other years the same rules under a sample number."""
    scheme = read_material("scheme", Scheme)
    if year == YEAR:
        return scheme
    return replace(
        scheme,
        year=year,
        title=scheme.title.replace(str(YEAR), str(year)),
        document=f"示例委发〔{year}〕1号",
        in_force=date(year, 1, 1),
    )


def recorder_of(unit: str, item: Item) -> str:
    """Who records what is found of `unit` in `item`: its assessor, or who takes that one's place in its own items."""
    if unit != item.assessor:
        return item.assessor
    own = make_scheme(YEAR).own_items
    assert isinstance(own, OtherAssessor)
    return own.by


@cache
def office_names() -> Mapping[str, str]:
    """The short names of all bodies of the register by id."""
    register = read_material("register", Register)
    return {entry.id: entry.short_name for entry in (*register.assessed, *register.localities, *register.others)}


def scheme_as_entered() -> Scheme:
    """The first year's scheme as it was entered, before it was proofread against the print."""
    scheme = make_scheme(YEAR)
    components = tuple(
        replace(part, categories=tuple(_category_as_entered(category) for category in part.categories))
        if isinstance(part, DeductionsComponent)
        else part
        for part in scheme.components
    )
    return replace(scheme, components=components)


def _category_as_entered(category: Category) -> Category:
    items = tuple(replace(item, max=_AS_ENTERED.get(item.id, item.max)) for item in category.items)
    return replace(category, items=items)
