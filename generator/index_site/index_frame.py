"""The frame of the pages of an index: the same theme, head and footer as a district's, with ways of its own."""

from __future__ import annotations

from jinja2 import Environment

from generator.index_site import index_address as address
from generator.index_site.gathered import IndexEdition
from generator.model.web_address import take_apart
from generator.read.program import SHIPPED_TEMPLATES
from generator.words.page_frame import Shell, open_templates
from generator.words.site_frame import Link, Section, SiteView, TrailView

_DEMO = "演示：汇集的都是编造的数据，不反映任何地区、任何单位的真实情况。"


def index_templates() -> Environment:
    """The templates of an index, before those of a district's site."""
    return open_templates([*SHIPPED_TEMPLATES.folders("index"), *SHIPPED_TEMPLATES.folders("pages")])


def index_shell(templates: Environment) -> Shell:
    """The skeleton of every page, with its slots."""
    return Shell.cut(templates.get_template("skeleton.html.j2").render())


def view_index_site(edition: IndexEdition, has_scores: bool) -> SiteView:
    """The frame's own values."""
    index = edition.index
    sections = [
        Section("首页", address.HOME, id="home"),
        *([Section("得分", address.YEARS, id="scores")] if has_scores else []),
        Section("各地同职能单位", address.COUNTERPARTS, id="counterparts"),
        Section("发布和更正", address.NEWS, id="news"),
        Section("查询数据", address.QUESTIONS, id="questions"),
        Section("怎样核验", address.PROOF, id="proof"),
    ]
    as_of = edition.as_of.isoformat() if edition.as_of else ""
    facts = [
        ("主办", index.office),
        ("联系", index.contact),
        ("网站标识码", index.site_code),
        ("ICP备案", index.icp),
        ("公安备案", index.police),
        ("截至", as_of),
    ]
    links = [Link(section.name, section.url) for section in sections]
    return SiteView(
        title=index.title,
        office=index.office,
        district=index.region,
        base_url=index.base_url,
        domain=take_apart(index.base_url).host,
        code=index.site_code,
        indexed=not index.demo,
        notes=(_DEMO,) if index.demo else (),
        sections=tuple(sections),
        facts=tuple((name, value) for name, value in facts if value),
        footer_links=(*links, Link("全站查找", address.SEARCH)),
        updated=as_of,
        commit=edition.commit,
        trail=TrailView("", "", f"索引的历史就是旁证，请向{index.office}查阅或取得副本。"),
    )
