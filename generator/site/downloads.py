"""The page of what can be taken away: tables, workbooks, feeds, and the manifest of the site."""

from __future__ import annotations

from collections.abc import Iterator

from generator.render.page import Article, Entry, render_body
from generator.site.context import BuildContext
from generator.site.opendata import make_disclosure
from generator.view import address
from generator.view.feed import ALL_FEED
from generator.view.opendata.catalogue import open_data_tables, opendata_index


def download_articles(context: BuildContext) -> Iterator[Article]:
    """The page of open data; none where nothing is shown yet."""
    disclosure = make_disclosure(context)
    if disclosure is None:
        return
    index = opendata_index(disclosure, open_data_tables(disclosure))
    url = address.DOWNLOADS
    votes = "评议、" if context.corpus.appraises else ""
    yield Article(
        url,
        "开放数据",
        "data",
        render_body(context.templates, "data", url, site=context.site, index=index, feed=ALL_FEED),
        f"全部单位、单项、扣分、{votes}得分和名次的数据文件：Excel、CSV、JSON，以及更新订阅。",
        ("开放数据", "下载", "CSV", "Excel"),
        column=True,
        published=context.updated,
        entries=(Entry("开放数据", url, "页面", "下载 CSV Excel JSON 订阅"),),
    )
