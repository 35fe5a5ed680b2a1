"""What a site must say of itself once and for all: whose its news are, and where its trail can be followed."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, urlsplit

from generator.model.corpus import Corpus
from generator.model.problem import Problem
from generator.model.unit import Site
from generator.model.unread import where_read


def check_settings(corpus: Corpus) -> Iterator[Problem]:
    """The settings of the site, where there are any."""
    if corpus.site is not None:
        yield from _check_authority(corpus, corpus.site)
        yield from _check_repository(corpus.site)


@where_read
def _check_authority(corpus: Corpus, site: Site) -> Iterator[Problem]:
    """KH372: the authority of the feeds' ids is fixed."""
    if not site.feed_authority:
        year = min(corpus.schemes, default=0)
        proposed = suggest_authority(site.base_url, str(year) if year else "启用的年份")
        words = "没有写明订阅消息的编号由谁发布（feed_authority）"
        hint = f"请加上一行 feed_authority: {proposed}；写好以后不再改动，网站换了地址也不改。"
        yield Problem(site.origin.place(), "KH372", words, hint)


@where_read
def _check_repository(site: Site) -> Iterator[Problem]:
    """KH373, a reminder: the repository is not named."""
    if not site.repository:
        words = "没有写明到哪里核对数据的历史（repository）"
        hint = "请写仓库的地址；不公开的，写一句怎样申请查阅，例如 repository: 向考核办书面申请，可以查阅和复制。"
        yield Problem(site.origin.place(), "KH373", words, hint, "warning")


def suggest_authority(base_url: str, year: str) -> str:
    """The tag (RFC 4151) that suits a site at `base_url`: its host and path, which were the office's in `year`."""
    parts = urlsplit(base_url)
    host = parts.hostname or "localhost"
    try:
        host = host.encode("idna").decode("ascii")
    except UnicodeError:  # no name that a network knows; as it is written it still tells this site from others
        host = quote(host)
    return f"tag:{host},{year}:{quote(parts.path.strip('/')) or 'kaohe'}"
