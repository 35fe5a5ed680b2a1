"""Lists that are too long for one page: how they are cut, and how a reader goes from one page to the next.

A page is to open on a phone like any other, however many districts an index has; without JavaScript too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeVar

from generator.index_site import index_address as address
from generator.index_site.gathered import IndexEdition
from generator.model.lazy_dataclass import dataclass
from generator.words.site_frame import Link

MANY = 200  # districts, above which what is told of all is told by region
_ON_A_PAGE = 50
_Line = TypeVar("_Line")


def cut(lines: Sequence[_Line]) -> list[Sequence[_Line]]:
    """The lines of each page, of one page where there are none."""
    return [lines[at : at + _ON_A_PAGE] for at in range(0, len(lines), _ON_A_PAGE)] or [lines]


def page_links(count: int, url: Callable[[int], str]) -> tuple[Link, ...]:
    """A way to each of the pages of a list; none where there is one page."""
    return tuple(Link(f"第 {number} 页", url(number)) for number in range(1, count + 1)) if count > 1 else ()


@dataclass(frozen=True, slots=True)
class ScoreLot:
    """Districts whose scores stand on one page; `region` is empty where one page has those of all."""

    region: str
    number: int
    url: str
    districts: tuple[str, ...]


@dataclass(frozen=True)
class ScorePlan:
    """On which page the scores of each district of a year stand."""

    year: str
    lots: tuple[ScoreLot, ...]

    @property
    def is_cut(self) -> bool:
        """Whether there is a page for each region, and one above them."""
        return any(lot.region for lot in self.lots)

    def links(self, name: str) -> Iterator[Link]:
        """Where the scores of a district stand, and those of the districts of a region."""
        if name in self._districts:
            yield Link(f"{self.year}年度的得分", f"{self._districts[name]}#{name}")
        if name in self._regions:
            yield Link(f"{self.year}年度所辖各地的得分", self._regions[name])

    @cached_property
    def _districts(self) -> Mapping[str, str]:
        return {name: lot.url for lot in self.lots for name in lot.districts}

    @cached_property
    def _regions(self) -> Mapping[str, str]:
        return {lot.region: lot.url for lot in reversed(self.lots) if lot.region}


def plan_scores(edition: IndexEdition, year: str, names: Sequence[str]) -> ScorePlan:
    """The pages of a year for the districts `names`, in order of id."""
    if len(edition.seen) <= MANY:
        return ScorePlan(year, (ScoreLot("", 1, address.scores_page(year), tuple(names)),))
    return ScorePlan(year, tuple(_lots(edition, year, names)))


def _lots(edition: IndexEdition, year: str, names: Sequence[str]) -> Iterator[ScoreLot]:
    by_region: dict[str, list[str]] = {}
    for name in names:
        by_region.setdefault(region_of(edition, name), []).append(name)
    for region, members in sorted(by_region.items()):
        for number, part in enumerate(cut(members), 1):
            yield ScoreLot(region, number, address.scores_page(year, region, number), tuple(part))


def region_of(edition: IndexEdition, name: str) -> str:
    """The id of the region directly above a district; what lies in none stands together."""
    parent = edition.corpus.districts[name].parent
    return parent if parent in edition.corpus.districts else address.ELSEWHERE


def region_words(edition: IndexEdition, region: str) -> str:
    """A region with what lies above it: 江北省安和市."""
    words, passed = "", set()
    while region in edition.corpus.districts and region not in passed:
        passed.add(region)
        district = edition.corpus.districts[region]
        words, region = district.name + words, district.parent
    return words or "未归入上级的地区"
