"""The page of what can be taken away: tables, workbooks, feeds, and the manifest of the site."""

from __future__ import annotations

from collections.abc import Iterator

from generator.load.edition import Edition
from generator.opendata.catalogue import open_data_tables, opendata_index
from generator.opendata.open_data_files import make_disclosure
from generator.words import address
from generator.words.address import ALL_FEED
from generator.words.page_frame import ALL_PAGES, Article, PageChoice, SearchEntry, page_templates, render_body
from generator.words.scheme_noun import site_noun


def download_articles(edition: Edition, wanted: PageChoice = ALL_PAGES) -> Iterator[Article]:
    """The page of open data; none where nothing is shown yet."""
    disclosure = make_disclosure(edition) if address.DOWNLOADS in wanted else None
    if disclosure is None:
        return
    index = opendata_index(disclosure, open_data_tables(disclosure))
    url = address.DOWNLOADS
    votes = "评议、" if edition.corpus.appraises else ""
    body = render_body(page_templates(edition), "downloads_page", url, index=index, feed=ALL_FEED)
    yield Article(
        url,
        "开放数据",
        "data",
        body,
        f"全部单位、单项、{site_noun(edition.corpus)}、{votes}得分和名次的数据文件：Excel、CSV、JSON，以及更新订阅。",
        ("开放数据", "下载", "CSV", "Excel"),
        column=True,
        published=edition.updated,
        entries=(SearchEntry("开放数据", url, "页面", "下载 下载数据 数据下载 CSV Excel 表格 JSON 接口 订阅"),),
    )
