"""What stands on every page: whose site this is, what kind of data it shows, and the way around."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date

from generator.load.edition import Edition, per_whole_edition
from generator.load.project_texts import list_own_parts
from generator.model.lazy_dataclass import dataclass
from generator.model.unit import Site
from generator.model.web_address import take_apart
from generator.public.periods import Period
from generator.public.released import AnyReleased
from generator.read.content import page_of
from generator.rules.scheme import Scheme
from generator.words import address
from generator.words.scheme_noun import site_noun

# What git can clone from: an address with a scheme, or one as ssh takes it.
_ADDRESS = re.compile(r"(https?|ssh|git)://[!-~]+|[A-Za-z0-9._-]+@[A-Za-z0-9.-]+:[!-~]+")
PROPOSAL_NOTE = "合并请求的预览：含未发布的草稿，数字以发布的为准，不得对外提供。"
INTERNAL_NOTE = "内部版：含未发布的数据和内部备注，不得对外提供。"


def demo_note(corpus: AnyReleased) -> str:
    """What a demonstration says of itself wherever it is read."""
    noun = site_noun(corpus)
    made_up = "得分" if noun == "得分" else f"{noun}、得分"
    return f"演示数据：{made_up}和名次都是编造的，不反映任何单位的真实情况。"


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go to: its name, its address from the root of the site, and what is found there."""

    name: str
    url: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Section(Link):
    """An entry of the main navigation; `id` names it."""

    id: str = ""


@dataclass(frozen=True, slots=True)
class TrailView:
    """Where the history of the data can be followed: an address, and one that a browser can open; or words."""

    address: str
    url: str
    words: str


@dataclass(frozen=True, slots=True)
class SiteView:
    """The frame of the site. `notes` stand above every page, `facts` (name, value) in the footer.

    `commit` is that of the data, empty for files that are not committed. It stands on few pages, so that one more
    commit does not change all of them.
    """

    title: str
    office: str
    district: str
    base_url: str
    domain: str
    code: str
    indexed: bool
    notes: tuple[str, ...]
    sections: tuple[Section, ...]
    facts: tuple[tuple[str, str], ...]
    footer_links: tuple[Link, ...]
    updated: str
    commit: str
    trail: TrailView


def saved_name(demo: bool, name: str) -> str:
    """The name of a file that a reader saves; a demonstration's begins with a word that says so."""
    return f"sample-{name}" if demo else name


@per_whole_edition
def view_site(edition: Edition) -> SiteView:
    """The frame of the site for the audience of this edition, with the ways to the pages that the office wrote."""
    corpus, updated = edition.corpus, edition.updated
    notice = _notice_links(corpus, edition.notices)
    own = [Link(part.title, page_of(part.paths[0])) for part in list_own_parts(edition.texts)]
    site = corpus.site
    demo = site is not None and site.demo
    notes = [demo_note(corpus)] if demo else []
    if edition.audience == "proposal":
        notes.append(PROPOSAL_NOTE)
    if edition.audience == "internal":
        notes.append(INTERNAL_NOTE)
    title = site.title if site else "考核"
    base_url = site.base_url if site else ""
    return SiteView(
        title=title,
        office=site.office if site else "",
        district=site.district if site else "",
        base_url=base_url,
        domain=take_apart(base_url).host,
        code=site.site_code if site else "",
        indexed=not demo and edition.audience == "public",
        notes=tuple(notes),
        sections=tuple(_sections(corpus, edition.periods, notice)),
        facts=tuple(_facts(corpus, updated)),
        footer_links=tuple(_footer_links(edition.periods, notice, own)),
        updated=updated.isoformat() if updated else "",
        commit=edition.commit or "",
        trail=view_trail(site),
    )


def view_trail(site: Site | None) -> TrailView:
    """The trail as data/site.yml names it; where it does not, whom to ask."""
    if site is None or not site.repository:
        office = site.office if site else "主办单位"
        return TrailView("", "", f"本站没有写明数据和改动历史在哪里，请向{office}询问。")
    if not _ADDRESS.fullmatch(site.repository):
        return TrailView("", "", site.repository)
    url = site.repository if site.repository.startswith(("https://", "http://")) else ""
    return TrailView(site.repository, url, "")


def tells_of_clauses(corpus: AnyReleased, notices: Collection[str]) -> bool:
    """Whether something is told of clauses: a scheme has its notice here, items or registers name their clause."""
    schemes = [scheme for scheme in corpus.schemes.values() if scheme.notice in notices]
    based = any(item.basis for scheme in schemes for item in scheme.items.values())
    return based or (bool(schemes) and any(register.basis for register in corpus.registers.values()))


def _notice_links(corpus: AnyReleased, notices: Collection[str]) -> list[Link]:
    """The ways to the text of the notice and to what became of it, as far as the site has them."""
    followed = [Link("通知落实", address.CLAUSES)] if tells_of_clauses(corpus, notices) else []
    return [*_notice_link(notices), *followed]


def _notice_link(notices: Collection[str]) -> list[Link]:
    """The way to the text of the notice, of several to their list; none where the site has none."""
    if not notices:
        return []
    return [Link("通知原文", address.notice_page(*notices) if len(notices) == 1 else address.NOTICES)]


def _sections(corpus: AnyReleased, periods: tuple[Period, ...], notice: Iterable[Link]) -> list[Section]:
    of_year = _year_sections(corpus.schemes[periods[-1].year]) if periods else []
    return [
        Section("首页", address.HOME, id="home"),
        *of_year,
        Section("各单位", address.UNITS, id="units"),
        *([Section("登记簿", address.REGISTERS, id="registers")] if corpus.registers else []),
        Section("发布和更正", address.PUBLICATIONS, id="publications"),
        Section("公文", address.DOCUMENTS, id="documents"),
        Section("审计", address.AUDIT, id="audit"),
        Section("怎样计算", address.METHOD, id="method"),
        *(Section(link.name, link.url, id="clauses" if link.url == address.CLAUSES else "notice") for link in notice),
        Section("使用指南", address.GUIDE, id="guide"),
        Section("意见和投诉", address.COMPLAINTS, id="complaints"),
    ]


def _year_sections(scheme: Scheme) -> list[Section]:
    """The latest year; an appraisal where its scheme has one, under the name that it has there."""
    year = scheme.year
    appraisal = [Section(scheme.appraisal_name, address.appraisal_page(year), id="appraisal")]
    return [
        Section("年度结果", address.year_page(year), id="results"),
        Section("排名", address.ranking_page(year), id="ranking"),
        Section("考核单项", address.items_page(year), id="items"),
        *(appraisal if scheme.appraisals else []),
        *([Section("结果运用", address.outcomes_page(year), id="outcomes")] if scheme.outcomes else []),
    ]


def _footer_links(periods: tuple[Period, ...], notice: Iterable[Link], own: Iterable[Link]) -> list[Link]:
    years = dict.fromkeys(period.year for period in reversed(periods))
    return [
        *(Link(f"{year}年度", address.year_page(year)) for year in years),
        Link("发布和更正", address.PUBLICATIONS),
        Link("公文", address.DOCUMENTS),
        *([Link("开放数据", address.DOWNLOADS)] if periods else []),
        Link("怎样计算", address.METHOD),
        *notice,
        Link("使用指南", address.GUIDE),
        Link("意见和投诉", address.COMPLAINTS),
        *own,
        Link("全站查找", address.SEARCH),
    ]


def _facts(corpus: AnyReleased, updated: date | None) -> list[tuple[str, str]]:
    site = corpus.site
    facts = [
        ("主办", site.office if site else ""),
        ("联系", site.contact if site else ""),
        ("网站标识码", site.site_code if site else ""),
        ("ICP备案", site.icp if site else ""),
        ("公安备案", site.police if site else ""),
        ("数据中最晚的日期", updated.isoformat() if updated else ""),
    ]
    return [(name, value) for name, value in facts if value]
