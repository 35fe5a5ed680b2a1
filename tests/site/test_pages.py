"""The pages of the small district, whole; and what different audiences find in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.load.edition import Edition
from generator.model.publication import Correction
from generator.pages.overview_source import overview_articles
from generator.pages.year_source import year_articles
from generator.rules.corpus import Corpus
from generator.site.page_files import list_articles
from generator.site.site_build import build_output
from generator.words.page_frame import Article, Supplement
from tests.golden import expect
from tests.shown import unmarked
from tests.site.sample import DISTRICT, GOLDEN, as_published, demo_pages, open_district, read_district


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_district()


@pytest.fixture(scope="module")
def articles(corpus: Corpus) -> dict[str, Article]:
    return index(open_district(corpus))


def own_pages(edition: Edition) -> Iterator[Article]:
    """The pages without what other sources add to them."""
    yield from overview_articles(edition)
    yield from year_articles(edition)


def index(edition: Edition) -> dict[str, Article]:
    return {article.url: article for article in own_pages(edition)}


@pytest.fixture
def pages_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds make pages and nothing else."""
    monkeypatch.setattr("generator.site.site_build.PRODUCERS", [])


@pytest.mark.parametrize(
    "page",
    [
        "index",
        "method",
        "2015/ranking",
        "2015/outcomes",
        "2015/q1",
        "2015/units/minzheng",
        "2015/units/shuiwu",
        "2015/items/hotline",
        "2015/records/hotline/2015-0305-jiaoyu-1",
        "units/kaoheban",
    ],
)
def test_a_page_is_what_it_was(articles: dict[str, Article], page: str) -> None:
    expect(GOLDEN / f"{page.replace('/', '_')}.html", articles[f"{page}.html"].body + "\n")


def test_every_deduction_has_an_address_of_its_own(corpus: Corpus, articles: dict[str, Article]) -> None:
    for record in corpus.deductions:
        assert f"{record.year}/records/{record.item}/{record.id}.html" in articles


def test_the_address_of_a_deduction_stays_when_its_unit_is_corrected(corpus: Corpus) -> None:
    moved = tuple(
        replace(record, unit="jiaoyu") if record.id == "2015-0212-caizheng-1" else record
        for record in corpus.deductions
    )
    article = index(open_district(replace(corpus, deductions=moved)))[
        "2015/records/hotline/2015-0212-caizheng-1.html"
    ]
    assert "小河区教育局" in article.body


def test_a_unit_is_told_how_many_of_its_deductions_were_to_be_put_right(
    corpus: Corpus, articles: dict[str, Article]
) -> None:
    """The sentence says of every unit what the marks of its records say, and nothing where none has a mark."""
    said = {"已销号": "已销号", "整改中": "整改中", "未完成整改": "逾期未整改", "已整改": "已整改，待销号"}
    told = 0
    for unit in corpus.units:
        page = articles.get(f"2015/units/{unit}.html")
        if page is None:
            continue
        text = unmarked(page.body)
        marks = re.findall(r'<span class="kh-chip">(已销号|整改中|未完成整改|已整改)', text)
        sentence = re.search(r"<p>要求整改的扣分 (\d+) 笔：(.*?)<span", text)
        assert (sentence is not None) == bool(marks), unit
        if sentence is not None:
            told += 1
            parts = {name: int(number) for name, number in re.findall(r"(\D+?) (\d+) 笔，?", sentence[2])}
            assert int(sentence[1]) == len(marks)
            assert parts == {words: marks.count(mark) for mark, words in said.items() if mark in marks}
    assert told > 1


def test_every_body_has_an_address_for_all_years(corpus: Corpus, articles: dict[str, Article]) -> None:
    assert {f"units/{unit}.html" for unit in corpus.units} <= articles.keys()


def test_no_two_pages_have_the_same_address(corpus: Corpus) -> None:
    urls = [article.url for article in own_pages(open_district(corpus))]
    assert len(urls) == len(set(urls))


def test_the_order_of_files_does_not_matter(corpus: Corpus, articles: dict[str, Article]) -> None:
    turned = replace(
        corpus,
        deductions=corpus.deductions[::-1],
        appraisals=corpus.appraisals[::-1],
        units=dict(sorted(corpus.units.items(), reverse=True)),
    )
    assert {url: found.body for url, found in index(open_district(turned)).items() if url.startswith("2015/")} == {
        url: found.body for url, found in articles.items() if url.startswith("2015/")
    }


def texts(edition: Edition) -> Iterator[str]:
    for article in own_pages(edition):
        yield article.body
        yield article.description
        for entry in article.entries:
            yield f"{entry.title} {entry.names} {entry.text}"


def test_what_is_not_published_is_nowhere(corpus: Corpus) -> None:
    """After the first quarter: no record, appraisal or outcome of later, and no word that is internal."""
    found = as_published(corpus, "2015-Q1")
    whole = "\n".join(texts(open_district(found)))
    assert "工单逾期2个工作日办结" in whole
    for later in ("第2次检查", "1人迟到", "工单逾期5个工作日办结", "2015-05", "87.", "内部-"):
        assert later not in whole, later


def test_the_office_reads_its_notes_and_drafts(corpus: Corpus) -> None:
    found = index(open_district(as_published(corpus, "2015-Q1"), "internal"))
    assert "内部-热线" in found["2015/records/hotline/2015-0212-caizheng-1.html"].body
    assert "草稿，未发布" in found["2015/ranking.html"].body
    assert "第2次检查" in unmarked(found["2015/units/minzheng.html"].body)


def test_no_internal_word_is_on_a_public_page(corpus: Corpus) -> None:
    for state in (corpus, as_published(corpus, "2015"), as_published(corpus, "2015-Q1")):
        assert "内部-" not in "\n".join(texts(open_district(state)))


@pytest.mark.usefixtures("pages_alone")
def test_an_internal_site_says_on_every_page_that_it_is(corpus: Corpus, tmp_path: Path) -> None:
    build_output(open_district(as_published(corpus, "2015"), "internal"), tmp_path / "out", lambda words, count: None)
    for page in (tmp_path / "out").rglob("*.html"):
        text = page.read_text("utf-8")
        assert "内部版：含未发布的数据和内部备注，不得对外提供。" in text
        assert '<meta name="robots" content="noindex">' in text


def test_a_provisional_score_says_so(corpus: Corpus) -> None:
    found = index(open_district(as_published(corpus, "2015-Q1")))
    for page in ("2015/index.html", "2015/ranking.html", "2015/units/caizheng.html", "2015/outcomes.html"):
        assert "暂定：千人评议结果尚未计入" in found[page].body, page
    assert "尚未评议。评议之前，得分是暂定的。" in found["2015/units/caizheng.html"].body


def test_a_published_year_is_not_called_a_draft(corpus: Corpus) -> None:
    found = index(open_district(as_published(corpus, "2015")))
    assert "正式结果" in found["2015/ranking.html"].body
    assert not any("草稿" in article.body for url, article in found.items() if url.startswith("2015/"))


def test_a_correction_stands_above_what_it_corrects(corpus: Corpus) -> None:
    correction = Correction("2015-final-c1", date(2016, 2, 1), "登记有误\n第二行", ("data/x.yml",), "0" * 64)
    found = index(open_district(replace(as_published(corpus, "2015"), corrections={correction.id: correction})))
    assert "正式结果（已更正）" in found["2015/ranking.html"].body
    assert "<strong>2016-02-01 更正</strong>" in unmarked(found["2015/ranking.html"].body)


def test_others_can_add_to_a_page(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    added = {"2015/units/caizheng.html": [Supplement("trail", "改动", "<p>登记于</p>")]}
    monkeypatch.setattr("generator.site.page_files.SUPPLEMENT_SOURCES", [lambda edition, wanted: added])
    monkeypatch.setattr("generator.site.page_files.PAGE_SOURCES", [year_articles])
    found = {article.url: article for article in list_articles(open_district(corpus))}
    assert found["2015/units/caizheng.html"].body.count("<p>登记于</p>\n</section>") == 1
    assert "登记于" not in found["2015/units/jiaoyu.html"].body


def test_every_clause_that_a_page_names_is_in_the_notice(articles: dict[str, Article]) -> None:
    named = {
        (page, anchor)
        for article in articles.values()
        for page, anchor in re.findall(r"notice/2015-1/([a-z]+)\.html#([a-z0-9-]+)", article.body)
    }
    assert len(named) > 4
    for page, anchor in named:
        assert f'<a id="{anchor}"></a>' in (DISTRICT / f"content/notice/2015-1/{page}.md").read_text("utf-8")


def test_a_year_without_quarters_speaks_of_none(corpus: Corpus) -> None:
    whole = index(open_district(as_published(corpus, "2015-notice", "2015")))["2015/index.html"]
    assert 'id="quarters"' not in whole.body
    quarterly = index(open_district(as_published(corpus, "2015-Q1", "2015-notice", "2015")))["2015/index.html"]
    assert 'id="quarters"' in quarterly.body


def test_the_history_of_a_record_keeps_the_words_of_git_for_who_opens_them() -> None:
    pages = sorted((demo_pages() / "2015/records").rglob("*.html"))[:40]
    for page in pages:
        text = page.read_text("utf-8")
        told = text[text.index("这条记录的历史</h2>") : text.index("核对用的编号</summary>")]
        assert not re.search("提交 ?(<.*?>)?[0-9a-f]{12}|合并请求", told), page
        kept = text[text.index("核对用的编号</summary>") :]
        assert re.search("提交 ?[0-9a-f]{12}", re.sub("<.*?>", "", kept)), page
