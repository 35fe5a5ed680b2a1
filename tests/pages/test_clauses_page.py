"""What became of each clause of a notice is two presses from home: a list of all, each with its answer first."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from generator.load.edition import Edition, open_edition
from generator.site.page_files import list_articles
from generator.words import address
from generator.words.page_frame import PageChoice
from generator.words.site_frame import view_site
from tests.pages.test_history_source import texts
from tests.site.sample import open_district, read_district


@pytest.fixture(scope="module")
def edition(sample: Path) -> Edition:
    found = open_edition(sample, "public")
    assert isinstance(found, Edition)
    return found


@pytest.fixture(scope="module")
def page(edition: Edition) -> html.HtmlElement:
    (article,) = list_articles(edition, PageChoice(url=address.CLAUSES))
    return html.fromstring(article.body)


def facts_of(page: html.HtmlElement, anchor: str) -> dict[str, str]:
    part = next(found for found in page.iterfind(".//section") if found.get("aria-labelledby") == anchor)
    names, values = part.iterfind(".//dl/div/dt"), part.iterfind(".//dl/div/dd")
    return dict(zip(texts(names), texts(values), strict=True))


def test_home_and_every_page_lead_there(edition: Edition) -> None:
    (home,) = list_articles(edition, PageChoice(url=address.HOME))
    assert '<a href="clauses.html">通知每一条办得怎样</a>' in home.body
    assert ("通知落实", address.CLAUSES) in [(entry.name, entry.url) for entry in view_site(edition).sections]


def test_the_answer_stands_before_the_details(page: html.HtmlElement) -> None:
    """Clause 11: who, how far, how many, what it cost; its words last, folded."""
    found = facts_of(page, "2015-41-opinions-m11")
    assert list(found) == ["谁负责", "办到哪一步", "登记", "考核"]
    assert found["谁负责"] == "区纪委"
    assert "每季度开展一次飞行检查" in found["办到哪一步"]
    assert "飞行检查 " in found["登记"]
    assert found["考核"].startswith("2 个单项共扣 ")
    words = page.xpath('//section[@aria-labelledby="2015-41-opinions-m11"]//details/p')
    assert "每季度开展一次“飞行检查”" in texts(words)[0]


def test_the_list_of_all_has_each_clause_once_and_says_how_far_it_is(page: html.HtmlElement) -> None:
    links = page.xpath('//ul[@class="kh-clauses"]//a')
    places = [link.get("href") for link in links]
    assert len(places) == len(set(places)) > 14
    assert all(page.xpath(f'//*[@id="{place[1:]}"]') for place in places)
    (line,) = [text for text in texts(page.iterfind(".//ul/li")) if text.startswith("11、")]
    assert "2 个单项共扣 " in line


def test_each_box_in_the_notice_leads_to_its_clause(edition: Edition, page: html.HtmlElement) -> None:
    from generator.pages.clause_account import clause_accounts

    for anchor, account in clause_accounts(edition)["2015-41"].items():
        head = html.fromstring(account).find(".//p/a")
        assert head is not None
        assert head.get("href") == f"../../{address.CLAUSES}#2015-41-{anchor}"
        assert page.xpath(f'//*[@id="2015-41-{anchor}"]')


def test_a_measure_that_is_done_has_entries_or_says_why_none(edition: Edition, page: html.HtmlElement) -> None:
    """Of the shipped sample: 已完成 beside an empty register would tell a reader nothing, or the contrary."""
    corpus, told = edition.corpus, 0
    titles = {register.title: register.id for register in corpus.registers.values()}
    for task in corpus.entries_by_register["tasks"]:
        said = facts_of(page, f"2015-41-{task.value('clause')}")["办到哪一步"]
        if not task.value("done"):
            assert "已完成" not in said
            continue
        assert f"已完成。{task.value('result')}" in said
        named = [titles[title] for title in re.findall("“([^”]+)”登记簿", str(task.value("result")))]
        assert all(corpus.entries_by_register.get(register) for register in named), task.id
        assert named or re.search("保密|没有录入", str(task.value("result"))), task.id
        told += 1
    assert told == sum(1 for task in corpus.entries_by_register["tasks"] if task.value("done")) >= 10


def test_without_a_notice_there_is_no_such_page() -> None:
    corpus = read_district()
    bare = open_district(
        replace(corpus, schemes={2015: replace(corpus.schemes[2015], notice="", document="小河发〔2014〕9号")})
    )
    assert not list(list_articles(bare, PageChoice(url=address.CLAUSES)))
    assert address.CLAUSES not in [entry.url for entry in view_site(bare).sections]
    (home,) = list_articles(bare, PageChoice(url=address.HOME))
    assert "clauses.html" not in home.body
