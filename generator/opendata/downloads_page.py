"""The page of what can be taken away: tables, workbooks, feeds, and the manifest of the site."""

from __future__ import annotations

from collections.abc import Iterator

from generator.opendata.catalogue import open_data_tables, opendata_index
from generator.opendata.open_data_files import make_disclosure
from generator.words import address
from generator.words.address import ALL_FEED
from generator.words.build_context import BuildContext
from generator.words.page_frame import Article, SearchEntry, render_body


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
        render_body(context.templates, "downloads_page", url, site=context.site, index=index, feed=ALL_FEED),
        f"全部单位、单项、扣分、{votes}得分和名次的数据文件：Excel、CSV、JSON，以及更新订阅。",
        ("开放数据", "下载", "CSV", "Excel"),
        column=True,
        published=context.updated,
        entries=(SearchEntry("开放数据", url, "页面", "下载 CSV Excel JSON 订阅"),),
    )
