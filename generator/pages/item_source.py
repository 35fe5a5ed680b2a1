"""The pages of the items of a year: all of them, each category, each item."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.quoted import quoted
from generator.pages.items_page import view_categories, view_category, view_item
from generator.pages.opened_year import Year
from generator.pages.record_page import RecordView
from generator.rules.item import Category
from generator.words import address
from generator.words.page_frame import Article, PageChoice, SearchEntry


def item_articles(year: Year, wanted: PageChoice) -> Iterator[Article]:
    """The wanted pages of items, their list first."""
    number = year.result.year
    if address.items_page(number) in wanted:
        yield _items(year)
    for category in year.result.scheme.categories():
        url = address.category_page(number, category.id)
        if url in wanted:
            yield _category(year, url, category)
    by_item: dict[str, list[RecordView]] = {}
    for path, record in year.records.items():
        by_item.setdefault(path.split("/")[3], []).append(record)
    for item in year.result.scheme.items.values():
        if address.item_page(number, item.id) in wanted:
            yield _item(year, item.id, by_item.get(item.id, []))


def _items(year: Year) -> Article:
    corpus, result, number = year.edition.corpus, year.result, year.result.year
    url, name = address.items_page(number), f"{year.period.name}考核单项"
    categories = view_categories(corpus, result, year.losses)
    body = year.body("items_page", url, categories=categories)
    return Article(
        url, name, "items", body, f"{name}：分值、标准、考核实施部门和{year.noun}情况。", (name,), column=True
    )


def _category(year: Year, url: str, category: Category) -> Article:
    view = view_category(year.edition.corpus, year.result, year.losses, category.id)
    entry = SearchEntry(category.name, url, "类别", sort="item", thing=category.id)
    return Article(
        url, f"{category.name}（{year.result.year}年度）", "items", year.body("category_page", url, category=view),
        f"{year.result.year}年度{quoted(category.name)}类别的考核单项和各单位{year.noun}。", (category.name,),
        column=True, entries=(entry,),
    )  # fmt: skip


def _item(year: Year, item: str, records: list[RecordView]) -> Article:
    number = year.result.year
    url = address.item_page(number, item)
    view = view_item(year.edition.corpus, year.result, year.losses, item, records, year.period.day)
    standards = " ".join(standard.text for standard in view.standards)
    noun = view.words.noun
    return Article(
        url,
        f"{view.name}（{number}年度）",
        "items",
        year.body("item_page", url, item=view),
        f"{number}年度考核单项{quoted(view.name)}：分值 {view.max} 分，{noun}标准、各单位{noun}和全部记录。",
        (view.name, view.category.name),
        column=True,
        published=year.dated,
        entries=(
            SearchEntry(
                view.name,
                url,
                "考核单项",
                text=f"{view.category.name} 各单位{noun} {standards}",
                sort="item",
                thing=item,
            ),
        ),
    )
