"""Every page of an index's site, as articles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from jinja2 import Environment

from generator.gather.due import STATES
from generator.gather.ready_questions import QUESTIONS
from generator.index_site import index_address as address
from generator.index_site.counterpart_pages import view_functions, view_unmapped
from generator.index_site.district_pages import (
    RegionView,
    view_district,
    view_elsewhere,
    view_region_page,
    view_regions,
)
from generator.index_site.gathered import IndexEdition
from generator.index_site.page_lots import MANY, ScorePlan, region_words
from generator.index_site.score_pages import view_scores
from generator.words.page_frame import Article, SearchEntry, render_body
from generator.words.site_frame import SiteView

_NEWS = 300  # on the page of news; the district's own page has all of its own


class IndexPages:
    """Makes the pages of one edition."""

    def __init__(
        self, edition: IndexEdition, templates: Environment, site: SiteView, plans: tuple[ScorePlan, ...]
    ) -> None:
        self.edition = edition
        self.templates = templates
        self.site = site
        self.plans = plans
        self.years = tuple(plan.year for plan in plans)

    def articles(self) -> Iterator[Article]:
        """All pages, in the order in which a reader meets them."""
        yield self._home()
        yield from self._districts()
        if self.years:
            yield from self._scores()
        yield from self._counterparts()
        yield self._news()
        yield self._questions()
        yield self._proof()
        yield self._search()

    def _page(
        self,
        name: str,
        url: str,
        title: str,
        section: str,
        about: str,
        kind: str = "",
        found: str = "",
        **values: Any,
    ) -> Article:
        """A page; one of a `kind` is in the search, with the words by which it is `found` beside its title."""
        body = render_body(self.templates, name, url, site=self.site, **values)
        entries = (SearchEntry(title, url, kind, text=found or about),) if kind else ()
        return Article(url, title, section, body, about, column=True, entries=entries, feed=address.FEED)

    def _home(self) -> Article:
        edition = self.edition
        counts = edition.counts(list(edition.seen))
        tiles = [{"name": "汇集的地区", "value": str(len(edition.seen)), "about": "个"}]
        told = {STATES[state]: count for state, count in counts.items() if count}
        tiles += [{"name": words, "value": str(count), "about": "个地区"} for words, count in told.items()]
        news = [self._news_line(*one) for one in islice(edition.news(), 8)]
        about = f"{edition.index.region}各地公布的机关考核结果：谁发布了，谁迟了，更正了什么。"
        return self._page(
            "index_home", address.HOME, edition.index.title, "home", about,
            regions=view_regions(edition), tiles=tiles, news=news, years=self.years, scores_page=address.scores_page,
        )  # fmt: skip

    def _districts(self) -> Iterator[Article]:
        for district in self.edition.corpus.districts.values():
            scores = tuple(link for plan in self.plans for link in plan.links(district.id))
            view = view_district(self.edition, district, scores)
            region = view.region
            if region is not None:
                view = replace(view, region=view_region_page(region, 1))
            about = f"{district.name}公布的机关考核结果：{view.state_name or '所辖各地'}。"
            yield self._page(
                "index_district", address.district_page(district.id), district.name, "home", about, "地区",
                f"{region_words(self.edition, district.id)}，{self._state_words(district.id)}", district=view,
            )  # fmt: skip
            if region is not None:
                yield from self._region_pages(region, 2)
        yield from self._region_pages(view_elsewhere(self.edition), 1)

    def _region_pages(self, region: RegionView, first: int) -> Iterator[Article]:
        """The pages of a list that is too long for one, from the `first` on."""
        for number in range(first, len(region.pages) + 1):
            yield self._region_page(view_region_page(region, number), number)

    def _region_page(self, region: RegionView, number: int) -> Article:
        title, url = f"{region.link.name}的各地，第 {number} 页", region.pages[number - 1].url
        return self._page("index_region", url, title, "home", f"{region.counts}。", region=region, heading=title)

    def _scores(self) -> Iterator[Article]:
        about = "各地各年度的得分：考核办法相同的并列，不同的分开，说明为什么不能相比。"
        yield self._page(
            "index_years", address.YEARS, "得分", "scores", about, years=self.years, scores_page=address.scores_page
        )
        for plan in self.plans:
            for view in view_scores(self.edition, plan):
                title = f"{plan.year}年度{view.where or '各地'}的得分"
                whole = address.scores_page(plan.year)
                kind = "得分" if view.url == whole else ""
                yield self._page(
                    "index_scores", view.url, title, "scores", about, kind, heading=title, view=view, whole=whole
                )  # fmt: skip

    def _counterparts(self) -> Iterator[Article]:
        functions = view_functions(self.edition)
        about = "各地做同一件事的单位：在哪些单项上扣分，最常见的是哪些标准。"
        yield self._page(
            "index_counterparts", address.COUNTERPARTS, "各地同职能单位", "counterparts", about,
            functions=functions, unmapped=view_unmapped(self.edition),
        )  # fmt: skip
        for one in functions:
            title = f"各地的{one.link.name}单位"
            yield self._page("index_function", one.link.url, title, "counterparts", about, "职能", function=one)

    def _news(self) -> Article:
        lines = [self._news_line(*one) for one in islice(self.edition.news(), _NEWS)]
        return self._page(
            "index_news", address.NEWS, "发布和更正", "news", "各地的发布、更正、撤回和遮盖，新的在前。",
            news=lines, feed=address.FEED,
        )  # fmt: skip

    def _news_line(self, name: str, act: Any, words: str) -> dict[str, str]:
        district = self.edition.corpus.districts[name]
        return {"name": district.name, "url": address.district_page(name), "words": words, "day": act.date}

    def _questions(self) -> Article:
        names = self.edition.tables.names if self.edition.tables is not None else ()
        ready = [one for one in QUESTIONS if set(one.tables) <= set(names)]
        about = "汇集的数据是 Parquet 文件，用 DuckDB、Polars、Spark 都能读；这里有备好的问题。"
        return self._page(
            "index_questions", address.QUESTIONS, "查询数据", "questions", about, questions=ready, tables=names
        )

    def _proof(self) -> Article:
        about = "索引记下什么，凭什么说谁改写过，读者怎样自己核验。"
        return self._page("index_proof", address.PROOF, "怎样核验", "proof", about)

    def _search(self) -> Article:
        many = len(self.edition.seen) > MANY
        lines = [
            (region_words(self.edition, one.id), address.district_page(one.id), self._state_words(one.id))
            for one in self.edition.corpus.districts.values()
            if not many or one.id in self.edition.children
        ]
        return self._page(
            "index_search", address.SEARCH, "全站查找", "search", "按名称查找地区。", lines=lines, many=many
        )

    def _state_words(self, name: str) -> str:
        return STATES[self.edition.state(name)] if name in self.edition.seen else "上级地区"
