"""What a site must say of itself once and for all: whose its news are, and where its trail can be followed."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from generator.model.number import round_figure
from generator.model.office_colour import READABLE, contrast_on_paper
from generator.model.problem import Problem
from generator.model.unit import OpinionPlace, Site
from generator.model.unread import known, where_read
from generator.model.web_address import take_apart
from generator.rules.corpus import Corpus

NOWHERE = "http://127.0.0.1:8000/"  # where a site is previewed that has no address yet
_ANYWHERE = "https://www.example.gov.cn/"


def check_settings(corpus: Corpus) -> Iterator[Problem]:
    """The settings of the site, where there are any."""
    if corpus.site is not None:
        yield from _check_address(corpus.site)
        yield from _check_authority(corpus, corpus.site)
        yield from _check_repository(corpus.site)
        yield from _check_opinions(corpus, corpus.site)
        yield from _check_colour(corpus.site)


def _is_placed(site: Site) -> bool:
    """Whether the site has an address that others can open."""
    return take_apart(known(site.base_url)).host not in ("127.0.0.1", "localhost")


@where_read
def _check_address(site: Site) -> Iterator[Problem]:
    """KH377, a reminder: the site has no address yet."""
    if not _is_placed(site):
        hint = "知道了网站对外的地址以后，请改在这里；订阅、网站地图和公文里的网址都由它写出。"
        yield Problem(site.origin.place("base_url"), "KH377", "网站还没有对外的地址", hint, "warning")


@where_read
def _check_authority(corpus: Corpus, site: Site) -> Iterator[Problem]:
    """KH372: the feeds' ids have an authority before there is news; a reminder until then."""
    if not site.feed_authority:
        year = min(corpus.schemes, default=0)
        address, domain = (site.base_url, "") if _is_placed(site) else (_ANYWHERE, "（域名换成本单位的）")
        proposed = suggest_authority(address, str(year) if year else "启用的年份")
        words = "没有写明订阅消息的编号由谁发布（feed_authority）"
        hint = f"请加上一行 feed_authority: {proposed}{domain}；写好以后不再改动，网站换了地址也不改。"
        yield Problem(site.origin.place(), "KH372", words, hint, "error" if corpus.publications else "warning")


@where_read
def _check_repository(site: Site) -> Iterator[Problem]:
    """KH373, a reminder: the repository is not named."""
    if not site.repository:
        words = "没有写明到哪里核对数据的历史（repository）"
        hint = "请写仓库的地址；不公开的，写一句怎样申请查阅，例如 repository: 向考核办书面申请，可以查阅和复制。"
        yield Problem(site.origin.place(), "KH373", words, hint, "warning")


@where_read
def _check_opinions(corpus: Corpus, site: Site) -> Iterator[Problem]:
    """KH367, a reminder: where others than the assessed write during a public notice is not decided."""
    notices = any(scheme.notice_period is not None for scheme in corpus.schemes.values())
    if notices and not site.demo and site.opinions == OpinionPlace():
        words = "还没有定：公示期内，其他单位和个人的意见送到哪里（opinions）"
        example = "opinions: {address: 收信地址, email: 邮箱}"
        hint = f"请写收信地址、电话、电子邮箱中的一项或者几项，如 {example}；公示和它的网页照写。"
        yield Problem(site.origin.place(), "KH367", words, hint, "warning")


@where_read
def _check_colour(site: Site) -> Iterator[Problem]:
    """KH379: text in the office's colour can be read on paper (WCAG 2.2, 1.4.3)."""
    if site.colour and (found := contrast_on_paper(site.colour)) < READABLE:
        measured = f"对比度 {round_figure(found, 2, 'down')}，应不低于 {READABLE}"
        words = f"主色 {site.colour} 太浅，写在浅底上看不清（{measured}）"
        yield Problem(site.origin.place("colour"), "KH379", words, "请换一种深一些的颜色。")


def suggest_authority(base_url: str, year: str) -> str:
    """The tag (RFC 4151) that suits a site at `base_url`: its host and path, which were the office's in `year`."""
    parts = take_apart(base_url)
    host = parts.host or "localhost"
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError:  # no name that a network knows; as it is written it still tells this site from others
        host = quote(host)
    return f"tag:{host},{year}:{quote(parts.path.strip('/')) or 'kaohe'}"
