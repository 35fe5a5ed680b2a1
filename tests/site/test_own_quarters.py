"""Where each quarter counts by itself, all that is told says so, and how the year follows from its quarters."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.documents.circular_facts import circular_facts
from generator.documents.official_document import OfficialDocument
from generator.documents.text_source import open_sources, write_document
from generator.opendata.disclosure import quarters_doc
from generator.opendata.result_tables import results_table
from generator.opendata.score_sheets import period_sheet
from generator.public.periods import list_periods
from generator.rules.corpus import Corpus
from generator.score.year import score_year
from generator.words.derivation import derivation_text, ranking_text
from tests.opendata.sample import make_disclosure
from tests.released import of_office
from tests.schemes.test_roads import text_of
from tests.site.own_quarters import own_quarter_pages, read_own_quarters
from tests.site.sample import read_district

SOURCES = open_sources([Path(__file__).parents[2] / "templates" / "documents"])
# What is said of quarters that run from the beginning of the year.
TO_DATE = re.compile("累计|年初|至第.季度")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return read_own_quarters(tmp_path_factory.mktemp("own") / "district")


def page(name: str) -> str:
    return text_of((own_quarter_pages() / name).read_text("utf-8"))


def test_no_page_says_that_a_quarter_runs_from_the_beginning_of_the_year() -> None:
    root = own_quarter_pages()
    pages = [*root.glob("2015/**/*.html"), *root.glob("units/*.html"), *root.glob("*.html")]
    assert len(pages) > 40
    told = {path.name: text_of(path.read_text("utf-8")) for path in pages if path.name != "style.html"}
    assert {name: TO_DATE.search(text) for name, text in told.items() if TO_DATE.search(text)} == {}


def test_the_page_of_a_quarter_names_it_and_its_days() -> None:
    told = page("2015/q2.html")
    assert "2015年第二季度" in told
    assert "计入 2015-04-01 至 2015-06-30 发现的问题" in told
    assert "只算这一个季度" in told
    assert "各季度单独计分" in page("2015/units/minzheng.html")


def test_the_method_says_it_once_and_the_same() -> None:
    told = page("method.html")
    assert "每个季度单独计分：季度结果只算这一个季度" in told
    assert "千人评议的结果计入之前，年度得分都标明“暂定”" in told


def circular(corpus: Corpus, quarter: int) -> OfficialDocument:
    found = of_office(corpus)
    period = next(found for found in list_periods(corpus, "internal") if found.quarter == quarter)
    facts = circular_facts(found, period, score_year(corpus, 2015, quarter), None, "quarterly")
    return write_document(SOURCES, "quarterly", facts, None)


def test_the_circular_of_a_quarter_tells_of_that_quarter(corpus: Corpus) -> None:
    told = str(circular(corpus, 2))
    assert TO_DATE.search(told) is None
    assert "本季度共登记扣分记录2条，计扣0.8分。被考核的4个单位中，得分最高90.00分，最低89.20分。" in told
    assert "2015年第二季度得分表" in told


def test_the_circular_of_the_year_to_date_is_as_it_was() -> None:
    told = str(circular(read_district(), 2))
    assert "截至2015年6月30日，被考核的4个单位累计登记扣分记录" in told
    assert "2015年至第二季度末累计得分表" in told


def test_a_terminal_names_the_quarter(corpus: Corpus) -> None:
    result = score_year(corpus, 2015, 2)
    assert "　2015年第二季度\n" in ranking_text(result, result.units)
    assert "　2015年第二季度得分推导\n" in derivation_text(result, result.units[0])


def test_tables_say_what_a_quarter_covers(corpus: Corpus) -> None:
    disclosure = make_disclosure(corpus)
    table = results_table(disclosure)
    assert table.doc == "各单位各时段的得分和名次；季度结果只算这一个季度。"
    assert table.columns[0].doc == "2015 为全年，2015-Q1 为第一季度"
    sheet = period_sheet(disclosure, 2015)
    assert TO_DATE.search(" ".join([sheet.note, *(column.title for column in sheet.columns)])) is None
    both = [*disclosure.periods, *make_disclosure(read_district()).periods]
    assert quarters_doc(both, "累计", "单独计分") == "累计；各季度分别计分的年度（2015）单独计分"
