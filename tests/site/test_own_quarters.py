"""Where each quarter counts by itself, all that is told says so, and how the year follows from its quarters."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.documents.circular_facts import circular_facts
from generator.documents.official_document import OfficialDocument
from generator.documents.text_source import open_sources, write_document
from generator.opendata.disclosure import quarters_doc
from generator.opendata.result_tables import results_table
from generator.opendata.score_sheets import period_sheet
from generator.pages.quarter_terms import view_grid, view_terms
from generator.public.periods import list_periods
from generator.rules.corpus import Corpus
from generator.rules.total_rule import YearOf
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


def test_the_page_of_a_unit_leads_from_its_quarters_to_its_score() -> None:
    told = page("2015/units/minzheng.html")
    assert "（各季度得分按权重平均）：（89.6 × 2 ＋ 89.2 × 2 ＋ 90 × 2 ＋ 89.6 × 4）÷ 10 = 89.6 分。" in told
    assert "第一季度 89.6 2 179.2 第二季度 89.2 2 178.4 第三季度 90 2 180 第四季度 89.6 4 358.4" in told
    assert "有得分的季度合计 10 896 各季度得分合成 89.6" in told
    assert "各季度得分合成 89.6 千人评议分值 ＋10.00 99.60 千人评议 1.26 98.34" in told
    assert "逐项增减" not in told


def test_the_page_of_the_year_shows_the_weights_and_all_quarters() -> None:
    told = page("2015/index.html")
    assert "第一季度（权重 2） 第二季度（权重 2） 第三季度（权重 2） 第四季度（权重 4）" in told
    assert "区民政局 89.60 89.20 90.00 89.60 89.6 98.34" in told
    assert "区水务局 ：（90 × 2 ＋ 90 × 2 ＋ 90 × 2 ＋ 90 × 4）÷ 10 = 90 分" in told


def test_the_method_tells_the_score_of_a_quarter_and_that_of_the_year() -> None:
    assert "季度得分 = 90 − 扣分总和；年度得分 = 各季度得分按权重平均 ＋ 千人评议得分" in page("method.html")


def test_a_terminal_leads_from_the_quarters_to_the_score(corpus: Corpus) -> None:
    result = score_year(corpus, 2015)
    found = result.unit("minzheng")
    assert found is not None
    told = re.sub(" +", " ", derivation_text(result, found))
    assert " 89.60 各季度得分合成\n 99.60 千人评议：分值 10 分\n 98.34 千人评议：扣 1.26 分\n" in told
    assert "第四季度得分 × 权重 = 358.4（89.6 × 4）" in told


def test_a_year_of_which_quarters_are_to_come_is_called_provisional(corpus: Corpus) -> None:
    early = tuple(record for record in corpus.deductions if record.date.month < 7)
    so_far = replace(corpus, deductions=early, appraisals=())
    result = score_year(so_far, 2015)
    assert "暂定：第三季度、第四季度、千人评议结果尚未计入" in ranking_text(result, result.units)
    terms = view_terms(result, result.units[0])
    assert terms is not None
    assert [(term.score, term.product) for term in terms.terms[2:]] == [("—", "—")] * 2
    assert terms.worked == "（90 × 2 ＋ 90 × 2）÷ 4 = 90 分"


def test_a_year_of_which_no_quarter_has_a_score_yet_says_so_and_shows_no_example(corpus: Corpus) -> None:
    rules = replace(corpus.schemes[2015], in_force=date(2015, 4, 21), before="not-counted")
    result = score_year(replace(corpus, schemes={2015: rules}, deductions=(), appraisals=()), 2015)
    grid = view_grid(result)
    assert grid is not None
    assert (grid.rows[0].scores, grid.example) == (("—",) * 4, None)
    assert "没有得分，不排名：计入年度的季度没有得分" in derivation_text(result, result.units[0])


@pytest.mark.parametrize(
    ("take", "words"),
    [
        ("sum", "89.6 ＋ 89.2 ＋ 90 ＋ 89.6 = 358.4 分"),
        ("mean", "（89.6 ＋ 89.2 ＋ 90 ＋ 89.6）÷ 4 = 89.6 分"),
        ("highest", "89.6、89.2、90、89.6 中最高的 90 分"),
        ("last", "第四季度的 89.6 分"),
    ],
)
def test_each_way_in_which_a_year_follows_is_worked_out(corpus: Corpus, take: str, words: str) -> None:
    rules = replace(corpus.schemes[2015], year_of=YearOf(take))
    result = score_year(replace(corpus, schemes={2015: rules}), 2015)
    found = result.unit("minzheng")
    assert found is not None
    terms = view_terms(result, found)
    assert terms is not None
    assert (terms.worked, terms.weights) == (words, "")


def circular(corpus: Corpus, quarter: int) -> OfficialDocument:
    found = of_office(corpus)
    period = next(found for found in list_periods(corpus, "internal") if found.quarter == quarter)
    facts = circular_facts(found, period, score_year(corpus, 2015, quarter), None, "quarterly")
    return write_document(SOURCES, "quarterly", facts, None)


def test_the_circular_of_a_quarter_tells_of_that_quarter(corpus: Corpus) -> None:
    told = str(circular(corpus, 2))
    assert TO_DATE.search(told) is None
    assert "本季度计入考核的扣分记录2条，计扣0.8分。被考核的4个单位中，得分最高90.00分，最低89.20分。" in told
    assert "2015年第二季度得分表" in told
    assert "得分为满分90分减扣分。" in told


def test_the_circular_of_the_year_says_that_it_is_made_of_its_quarters(corpus: Corpus) -> None:
    period = next(found for found in list_periods(corpus, "internal") if found.quarter is None)
    facts = circular_facts(of_office(corpus), period, score_year(corpus, 2015), None, "final")
    told = str(write_document(SOURCES, "annual", facts, None))
    assert "得分为各季度得分按权重平均加千人评议得分" in told


def test_the_circular_of_the_year_to_date_is_as_it_was() -> None:
    told = str(circular(read_district(), 2))
    assert "截至2015年6月30日，被考核的4个单位累计计入考核的扣分记录" in told
    assert "2015年至第二季度末累计得分表" in told
    assert "得分为满分100分减累计扣分" in told


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
