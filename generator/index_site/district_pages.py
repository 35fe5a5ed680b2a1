"""The list of districts by region, and the page of each: how it stands, what it published, what was wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from generator.gather.due import STATES
from generator.gather.fault import SourceFault
from generator.gather.seen import FormerChain
from generator.index_site import index_address as address
from generator.index_site.gathered import IndexEdition, act_words
from generator.index_site.page_lots import MANY, cut, page_links
from generator.model.index_records import FORMS, LEVELS, PARTS, DistrictRule
from generator.model.lazy_dataclass import dataclass
from generator.proof.manifest import ListedAct
from generator.words.site_frame import Link

_DIGEST = 12


@dataclass(frozen=True, slots=True)
class DistrictLine:
    """One district, or region, in a list."""

    link: Link
    level: str
    state: str
    state_name: str
    last: str
    day: str
    late: str
    digest: str
    counts: str


@dataclass(frozen=True, slots=True)
class RegionView:
    """A region with what lies directly below it; `pages` are those of a list that is too long for one."""

    link: Link
    counts: str
    lines: tuple[DistrictLine, ...]
    pages: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act of a district."""

    words: str
    line: str
    day: str
    digest: str
    commit: str


@dataclass(frozen=True, slots=True)
class FormerView:
    """What a district showed before it began anew: when and why it did, and the manifests before and after."""

    day: str
    reason: str
    before: str
    after: str
    acts: tuple[ActLine, ...]


@dataclass(frozen=True, slots=True)
class DistrictView:
    """The page of a district."""

    name: str
    level: str
    above: tuple[Link, ...]
    url: str
    state: str
    state_name: str
    facts: tuple[tuple[str, str], ...]
    acts: tuple[ActLine, ...]
    former: tuple[FormerView, ...]
    faults: tuple[SourceFault, ...]
    past: tuple[tuple[SourceFault, str], ...]
    unheld: tuple[str, ...]
    late: tuple[str, ...]
    region: RegionView | None
    years: tuple[Link, ...]


def count_words(edition: IndexEdition, names: list[str]) -> str:
    """How many districts stand how: 12 个地区：已发布 9，迟 3."""
    counts = edition.counts(names)
    told = "，".join(f"{STATES[state]} {count}" for state, count in counts.items() if count)
    return f"{len(names)} 个地区" + (f"：{told}" if told else "")


def view_regions(edition: IndexEdition) -> tuple[RegionView, ...]:
    """The regions at the top; where there are few districts with all that lies below, else with what is next."""
    regions = [one for one in edition.children.get("", ()) if one.id not in _alone(edition)]
    if len(edition.seen) <= MANY:
        regions = [one for top in regions for one in _with_regions_below(edition, top)]
        found = [view_region(edition, one) for one in regions]
    else:
        found = [_without_districts(edition, view_region(edition, one)) for one in regions]
    rest = view_elsewhere(edition)
    return (*found, view_region_page(rest, 1)) if rest.lines else tuple(found)


def _alone(edition: IndexEdition) -> dict[str, DistrictRule]:
    tops = edition.children.get("", ())
    return {one.id: one for one in tops if one.id in edition.seen and one.id not in edition.children}


def view_elsewhere(edition: IndexEdition) -> RegionView:
    """The districts that lie in no region."""
    alone = _alone(edition)
    lines = tuple(_line(edition, one) for one in alone.values())
    pages = page_links(len(cut(lines)), partial(address.district_page, address.ELSEWHERE))
    link = Link("未归入上级的地区", pages[0].url if pages else "")
    return RegionView(link, count_words(edition, list(alone)), lines, pages)


def view_region_page(region: RegionView, number: int) -> RegionView:
    """A region with the lines of one of its pages alone."""
    return replace(region, lines=tuple(cut(region.lines)[number - 1]))


def _without_districts(edition: IndexEdition, region: RegionView) -> RegionView:
    """A region with the regions directly below it alone; its districts are on its own page."""
    parents = {address.district_page(name) for name in edition.children}
    return replace(region, lines=tuple(line for line in region.lines if line.link.url in parents), pages=())


def _with_regions_below(edition: IndexEdition, top: DistrictRule) -> Iterator[DistrictRule]:
    yield top
    for child in edition.children.get(top.id, ()):
        if child.id in edition.children:
            yield from _with_regions_below(edition, child)


def view_region(edition: IndexEdition, region: DistrictRule) -> RegionView:
    """A region with the districts and regions directly below it, and itself where it publishes."""
    own = [region] if region.id in edition.seen else []
    lines = tuple(_line(edition, one) for one in [*own, *edition.children.get(region.id, ())])
    names = list(edition.below(region.id))
    pages = page_links(len(cut(lines)), partial(address.district_page, region.id))
    return RegionView(Link(region.name, address.district_page(region.id)), count_words(edition, names), lines, pages)


def _line(edition: IndexEdition, district: DistrictRule) -> DistrictLine:
    link = Link(district.name, address.district_page(district.id))
    below = list(edition.below(district.id)) if district.id in edition.children else []
    if district.id not in edition.seen:
        counts = count_words(edition, below)
        return DistrictLine(link, LEVELS[district.level], "", "", "", "", "", "", counts)
    seen, last, state = edition.seen[district.id], edition.last_publication(district.id), edition.state(district.id)
    late = edition.late[district.id]
    return DistrictLine(
        link,
        LEVELS[district.level],
        state,
        STATES[state],
        act_words(last.line) if last else "",
        last.date if last else "",
        late[0].words + (f" 等 {len(late)} 项" if len(late) > 1 else "") if late else "",
        seen.state.digest[:_DIGEST] if seen.state else "",
        count_words(edition, below) if below else "",
    )


def view_district(edition: IndexEdition, district: DistrictRule, scores: tuple[Link, ...]) -> DistrictView:
    """The page of a district or region."""
    seen = edition.seen.get(district.id)
    state = edition.state(district.id) if seen else ""
    return DistrictView(
        name=district.name,
        level=LEVELS[district.level],
        above=tuple(_above(edition, district)),
        url=district.url if district.url.startswith(("https://", "http://")) else "",
        state=state,
        state_name=STATES[state] if state else "",
        facts=tuple(_facts(edition, district)),
        acts=_act_lines(seen.acts) if seen else (),
        former=tuple(_former(district, one) for one in reversed(seen.former)) if seen else (),
        faults=seen.now if seen else (),
        past=tuple((past.fault, past.found_in) for past in seen.faults if past.fault not in seen.now) if seen else (),
        unheld=seen.unheld if seen else (),
        late=tuple(one.words for one in edition.late.get(district.id, ())),
        region=view_region(edition, district) if district.id in edition.children else None,
        years=scores,
    )


def _act_lines(acts: tuple[ListedAct, ...]) -> tuple[ActLine, ...]:
    """The newest first."""
    return tuple(
        ActLine(act_words(act.line), act.line, act.date, act.results_sha256, act.commit) for act in reversed(acts)
    )


def _former(district: DistrictRule, chain: FormerChain) -> FormerView:
    said = next((one for one in district.restarted if one.before == chain.before), None)
    day, reason = (said.day.isoformat(), said.reason) if said else ("", "登记的说明已经删去。")
    return FormerView(day, reason, chain.before, chain.after, _act_lines(chain.acts))


def _above(edition: IndexEdition, district: DistrictRule) -> Iterator[Link]:
    found, name, passed = [], district.parent, set()
    while name in edition.corpus.districts and name not in passed:
        passed.add(name)
        found.append(Link(edition.corpus.districts[name].name, address.district_page(name)))
        name = edition.corpus.districts[name].parent
    yield from reversed(found)


def _facts(edition: IndexEdition, district: DistrictRule) -> Iterator[tuple[str, str]]:
    seen = edition.seen.get(district.id)
    if seen is None or district.source is None:
        return
    yield "汇集的内容", f"{PARTS[district.source.part]}（{FORMS[district.source.form]}）"
    if seen.state is not None:
        yield "数据中最晚的日期", seen.state.updated
        yield "清单的 SHA-256", seen.state.digest
        yield "数据版本", seen.state.commit
        yield "清单的形式", str(seen.state.form)
        yield "发布者", seen.state.authority or "没有写明"
        signed = seen.state.signed
        yield "签名", "未签名" if not signed else f"{signed} 次发布的标签有有效的签名"
    yield "见过的清单", f"{len(seen.digests)} 份"
    if district.until is not None:
        yield "不再汇集", f"自 {district.until}"
