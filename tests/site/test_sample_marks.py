"""What was made up says so at the figure itself; what the notice says, or the office confirmed, does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.documents.document_article import render_page
from generator.documents.document_request import order_documents
from generator.documents.text_source import open_sources, write_document
from generator.load.edition import Edition
from generator.pages.comparison_source import comparison_articles, produce_comparisons
from generator.rules.corpus import Corpus
from generator.rules.item import Category, Confirmation, Item
from generator.rules.kinds.deductions_kind import DeductionsComponent
from generator.rules.scheme import Scheme
from generator.site.page_files import list_articles
from generator.words.site_frame import demo_note
from tests.shown import unmarked
from tests.site.sample import as_published, open_district, read_district

SAMPLE = "考核单项、扣分标准和计算设置为示例"
DEMO_NOTE = demo_note(open_district(read_district()).corpus)
SOURCES = open_sources([Path(__file__).parents[2] / "templates" / "documents"])
CONFIRMED = Confirmation(date(2015, 2, 1), "小河考〔2015〕2号")
MARK = '<span class="kh-sample"><span class="kh-unseen">（</span>示例<span class="kh-unseen">）</span></span>'


def district(change: Callable[[Scheme], Scheme]) -> Edition:
    corpus = read_district()
    changed: Corpus = replace(corpus, schemes={2015: change(corpus.schemes[2015])})
    return open_district(as_published(changed, "2015"))


def pages(edition: Edition) -> dict[str, str]:
    return {
        article.url: unmarked(article.body)
        for article in list_articles(edition)
        if article.url.startswith(("2015/", "m"))
    }


def documents(edition: Edition) -> dict[str, str]:
    """Every document of the office, as its page."""
    made = order_documents(edition.corpus, edition.results, edition.periods, "internal")
    return {
        order.name: render_page(
            write_document(SOURCES, order.source, order.facts, order.day, order.notice, order.watermark)
        )
        for order in made
    }


def confirm_item(scheme: Scheme, name: str) -> Scheme:
    """The scheme with one item confirmed."""

    def confirm(item: Item) -> Item:
        return replace(item, confirmed=CONFIRMED) if item.id == name else item

    def in_category(category: Category) -> Category:
        return replace(category, items=tuple(map(confirm, category.items)))

    parts = tuple(
        replace(part, categories=tuple(map(in_category, part.categories)))
        if isinstance(part, DeductionsComponent)
        else part
        for part in scheme.components
    )
    return replace(scheme, components=parts)


def test_a_sample_marks_what_no_clause_states() -> None:
    edition = district(lambda scheme: scheme)
    found = pages(edition)
    assert MARK in found["2015/items/hotline.html"]
    assert "通知相关条款" in found["2015/items/hotline.html"]
    praised, talk = found["2015/outcomes.html"].split("<h2")[1:3]
    assert MARK in praised
    assert "通知原文" not in praised
    assert MARK not in talk  # the clause states how many
    assert "通知原文" in talk
    made = documents(edition)
    circular = made["2015/circular"]
    assert re.search("通报表扬（3个，名额为示例）", circular)  # two tie over the edge
    assert re.search("约谈主要负责人（1个）", circular)
    assert "（名额为示例）" in made["2015/praise"]
    assert "标准（示例）" in made["2015/feedback/jiaoyu"]
    assert all(SAMPLE in text for text in made.values())


def test_where_all_is_a_sample_the_page_says_so_once_and_not_at_each_of_many() -> None:
    found = pages(district(lambda scheme: scheme))
    for url in ("2015/items.html", "2015/items/hotline.html", "2015/categories/service.html"):
        assert found[url].count(MARK) == 1, url
    unit = found["2015/units/minzheng.html"]
    records = unit[unit.index('id="records"') : unit.index('id="outcomes"')]
    assert records.count(MARK) == 1
    one = pages(district(lambda scheme: confirm_item(scheme, "hotline")))["2015/items.html"]
    assert one.count(MARK) == sum("2015/items/" in url for url in found) - 1  # then each other says it itself


@pytest.mark.parametrize(("basis", "made_up"), [("", True), ("opinions-m13", False)])
def test_who_carries_an_outcome_out_is_a_sample_where_no_clause_states_it(basis: str, made_up: bool) -> None:
    def held(scheme: Scheme) -> Scheme:
        praised, talk = scheme.outcomes
        return replace(scheme, outcomes=(praised, replace(talk, held_by="小河区主要领导", held_by_basis=basis)))

    edition = district(held)
    found = pages(edition)
    talk = found["2015/outcomes.html"].split("<h2")[2]
    assert "由小河区主要领导进行" in talk
    assert (MARK in talk) is made_up
    assert talk.count("通知原文") == 1 + (not made_up)
    (words,) = re.findall("<li>[^<]*约谈主要负责人，由小河区主要领导进行.*?</li>", found["2015/method.html"])
    assert (MARK in words) is made_up
    letters = [text for name, text in documents(edition).items() if "summons" in name]
    assert letters
    assert all(("小河区主要领导（示例）" in text) is made_up for text in letters)


def test_of_what_was_confirmed_nothing_is_a_sample() -> None:
    for change in (
        lambda scheme: replace(scheme, sample=False, sample_note=""),
        lambda scheme: replace(scheme, confirmed=CONFIRMED),
    ):
        edition = district(change)
        assert marked(pages(edition)) == set()
        assert [name for name, text in documents(edition).items() if "示例" in text] == []


def test_a_confirmed_item_is_no_sample_among_others() -> None:
    edition = district(lambda scheme: confirm_item(scheme, "hotline"))
    found = pages(edition)
    assert MARK not in found["2015/items/hotline.html"]
    assert "<dt>依据</dt>" in found["2015/items/hotline.html"]
    assert MARK in found["2015/items/window.html"]
    made = documents(edition)
    assert "标准（示例）" not in made["2015/feedback/jiaoyu"]  # all its records are the hotline's
    assert "标准（示例）" in made["2015/feedback/minzheng"]


def marked(found: Mapping[str, str]) -> set[str]:
    """The pages with a mark at a figure, or a clause that is only on the same matter."""
    return {url for url, text in found.items() if "kh-sample" in text or "通知相关条款" in text}


def test_a_comparison_that_is_copied_from_a_demonstration_says_so() -> None:
    corpus = read_district()
    assert corpus.site is not None
    for demo in (True, False):
        shown = open_district(replace(corpus, site=replace(corpus.site, demo=demo)), "internal")
        files = [data for path, data in produce_comparisons(shown) if path.endswith(".json")]
        assert files
        saved = [name for a in comparison_articles(shown) for name in re.findall('download="([^"]+)"', a.body)]
        assert saved
        assert all(name.startswith("sample-") == demo for name in saved)
        assert all((DEMO_NOTE in data.decode()) == demo for data in files)
