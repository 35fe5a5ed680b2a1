"""Publications and corrections in words, and the pages that show them."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from generator.model.act import Act
from generator.model.unit import OpinionPlace
from generator.pages.correction_notice import view_correction
from generator.pages.publication_page import draft_periods, publication_lines, publication_years, view_publication
from generator.public.periods import list_periods
from generator.read.corpus_reader import read_corpus
from generator.read.tree import WorkTree
from generator.rules.corpus import Corpus
from generator.rules.issued import Issued
from tests.release.publishing import kaohe, tell_story
from tests.release.repository import Repo
from tests.released import of_office
from tests.shown import unmarked


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    return tell_story(tmp_path_factory.mktemp("publications") / "project")


@pytest.fixture(scope="module")
def corpus(repo: Repo) -> Corpus:
    found, problems = read_corpus(WorkTree(repo.root))
    assert problems == []
    return found


@pytest.fixture(scope="module")
def site(repo: Repo) -> Path:
    assert kaohe(repo, "build", "--out", str(repo.root / "site")) == 0
    return repo.root / "site"


class _Text(HTMLParser):
    """The words of a page's article."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []

    def handle_data(self, data: str) -> None:
        self.words.append(data.strip())


def words_of(page: Path) -> str:
    reader = _Text()
    text = unmarked(page.read_text("utf-8"))
    reader.feed(text[text.index("<article") : text.index("</article>")])
    return " ".join(word for word in reader.words if word)


def test_the_list_names_each_publication_with_its_state(corpus: Corpus) -> None:
    lines = publication_lines(of_office(corpus))
    assert [(line.id, line.period, [words for _, words in line.states]) for line in lines] == [
        ("2015-final", "2015年度", ["正式"]),
        ("2015-notice", "2015年度", ["公示", "公示已结束"]),
        ("2015-q2", "2015年第二季度", ["正式", "已更正"]),
        ("2015-q1", "2015年第一季度", ["正式", "已更正"]),
    ]
    assert [link.url for link in lines[2].corrections] == ["publications/corrections/2015-q2-c1.html"]


def test_publications_of_earlier_years_stand_apart_from_the_latest(corpus: Corpus) -> None:
    first = corpus.publications["2015-q1"]
    years = {2014: 3, 2015: 2, 2016: 5, 2017: 4}
    made = {
        name: replace(first, id=name, date=date(year, 4 + quarter, 1))
        for year, quarters in years.items()
        for quarter in range(1, quarters + 1)
        for name in [f"{year}-q{quarter}" if quarter < 5 else f"{year}-final"]
    }
    parts = publication_years(of_office(replace(corpus, publications=made, corrections={})), 9)
    told = [(part.name, len(part.lines)) for part in parts]
    assert told == [("2016—2017年度", 9), ("2015年度", 2), ("2014年度", 3)]
    assert publication_years(of_office(replace(corpus, publications={}, corrections={}))) == ()


def test_published_figures_stay_and_what_replaced_them_stands_beside(corpus: Corpus) -> None:
    view = view_publication(of_office(corpus), corpus.publications["2015-q2"], "ab", {})
    (group,) = view.groups
    assert [(row.unit.name, row.rank, row.total, row.now_rank, row.now_total) for row in group.rows] == [
        ("小河区财政局", "1", "99.50", "", ""),
        ("小河区水务局", "2", "99.30", "", ""),
        ("小河区民政局", "3", "99.00", "", ""),
        ("小河区教育局", "4", "98.50", "3", "99.00"),
    ]
    assert [row.unit.name for row in group.rows if row.tied] == ["小河区民政局", "小河区教育局"]
    assert (view.previous.name if view.previous else "") == "关于2015年第一季度考核情况的通报"
    assert (view.next.name if view.next else "") == "2015年度考核结果公示"
    assert dict(view.proofs)["发布记录的 SHA-256"] == "ab"


def test_a_public_notice_says_until_when_and_then_what_followed(corpus: Corpus) -> None:
    notice = corpus.publications["2015-notice"]
    view = view_publication(of_office(corpus), notice, "", {})
    assert view.notice_until == "2016-01-13"
    assert view.final is not None
    assert view.final.url == "publications/2015-final.html"
    alone = replace(corpus, publications={k: v for k, v in corpus.publications.items() if k != "2015-final"})
    assert view_publication(of_office(alone), notice, "", {}).final is None


def test_a_running_notice_names_where_anybody_may_write_and_until_when(repo: Repo, tmp_path: Path) -> None:
    running = Repo(shutil.copytree(repo.root, tmp_path / "running"))
    running.git("reset", "-q", "--hard", "HEAD~1")  # before the final result
    running.write(
        "data/site.yml", (running.root / "data/site.yml").read_text("utf-8") + "opinions: {address: 小河路1号}\n"
    )
    running.commit("写明意见送到哪里", "2016-01-09")
    assert kaohe(running, "build", "--out", str(tmp_path / "site")) == 0
    said = words_of(tmp_path / "site/publications/2015-notice.html")
    assert "其他单位和个人对结果有意见的，请在 2016-01-13 以前（含当日）向" in said
    assert "地址 小河路1号" in said


def test_where_to_write_is_that_of_the_day_of_the_notice_also_when_it_has_ended(corpus: Corpus) -> None:
    assert corpus.site is not None
    then = replace(corpus.site, office="小河区考核办", opinions=OpinionPlace(address="小河路1号"))
    now = replace(corpus.site, office="小河区绩效办", opinions=OpinionPlace(address="新楼"))
    notice = corpus.publications["2015-notice"]
    issued = {Act("publish", notice.id).line: Issued(site=then)}
    view = view_publication(of_office(replace(corpus, site=now, issued=issued)), notice, "", {})
    assert view.final is not None
    assert (view.office, view.opinions) == ("小河区考核办", (("地址", "小河路1号"),))


def test_who_names_no_place_is_reached_by_what_the_footer_says(corpus: Corpus) -> None:
    assert corpus.site is not None
    site = replace(corpus.site, contact="电话 0")
    view = view_publication(of_office(replace(corpus, site=site)), corpus.publications["2015-notice"], "", {})
    assert view.opinions == (("联系方式", "电话 0"),)


def test_a_public_notice_that_has_ended_still_says_its_days(site: Path) -> None:
    assert "从 2016-01-08 到 2016-01-13 听取意见" in words_of(site / "publications/2015-notice.html")


def test_a_correction_without_history_has_figures_and_no_causes(corpus: Corpus) -> None:
    view = view_correction(of_office(corpus), corpus.corrections["2015-q1-c1"], {})
    assert view.title == "关于2015年第一季度考核情况通报的更正公告"
    (row,) = view.rows
    assert (row.old, row.new) == (("98.50 分", "第 4 名"), ("99.00 分", "第 4 名"))
    assert row.causes == ()
    assert [link.url for link in view.records] == ["2015/records/hotline/0305-jiaoyu.html"]


def test_data_files_lead_to_the_page_that_shows_them(corpus: Corpus) -> None:
    paths = (
        "data/appraisals/2015/jiaoyu.yml",
        "data/units/jiaoyu.yml",
        "data/schemes/2015.yml",
        "data/units/gone.yml",
    )
    correction = replace(corpus.corrections["2015-q1-c1"], records=paths)
    assert [link.url for link in view_correction(of_office(corpus), correction, {}).records] == [
        "2015/units/jiaoyu.html",
        "units/jiaoyu.html",
        "2015/method.html",
        "",
    ]


def test_periods_that_are_only_shown_are_drafts(corpus: Corpus) -> None:
    early = replace(corpus, publications={"2015-q1": corpus.publications["2015-q1"]}, corrections={})
    assert draft_periods(list_periods(early, "public")) == ()
    assert [link.name for link in draft_periods(list_periods(early, "internal"))] == [
        "2015年至第二季度末", "2015年至第三季度末", "2015年至第四季度末", "2015年度",
    ]  # fmt: skip


def test_the_page_of_a_correction_says_what_moved_and_why(site: Path) -> None:
    words = words_of(site / "publications/corrections/2015-q2-c1.html")
    assert "更正原因 复核后减少扣分" in words
    assert "小河区教育局 +0.50 分 2015-03-05 热线办理 98.50 分 第 4 名 99.00 分 第 3 名" in words


def test_the_page_of_a_publication_marks_what_was_replaced(site: Path) -> None:
    page = (site / "publications/2015-q2.html").read_text("utf-8")
    assert "<del>98.50</del> <ins>99.00</ins>" in page
    assert '<del>4</del> <ins>3</ins> <span class="kh-tie">并列</span>' in page
    assert "这里的部分数字已被更正取代。" in words_of(site / "publications/2015-q2.html")
    assert "<del>" not in (site / "publications/2015-final.html").read_text("utf-8")


def test_an_unpublished_project_says_so(repo: Repo, tmp_path: Path) -> None:
    first = repo.git("rev-list", "--max-parents=0", "HEAD")
    assert kaohe(repo, "build", "--at", first, "--out", str(tmp_path / "site")) == 0
    assert "还没有发布过结果，也就没有更正和撤回。" in words_of(tmp_path / "site/publications.html")


def test_dates_of_corrections_are_in_the_list(site: Path) -> None:
    assert f"{date(2015, 7, 21)} 更正" in words_of(site / "publications.html")


def test_pages_lead_to_the_documents_and_those_of_a_corrected_period_say_so(site: Path) -> None:
    page = (site / "publications/2015-q2.html").read_text("utf-8")
    assert '<a href="../documents/2015/q2-circular.html">季度通报</a>' in page
    correction = (site / "publications/corrections/2015-q2-c1.html").read_text("utf-8")
    for url in re.findall(r'href="\.\./\.\./(2015/records/[^"]*)"', correction):
        record = (site / url).read_text("utf-8")
        assert '<h2 id="corrections">更正</h2>' in record
        assert "publications/corrections/2015-q2-c1.html" in record
    letter = (site / "documents/2015/2015-q2-c1.html").read_text("utf-8")
    assert re.search(r'写到的记录：<a href="\.\./\.\./2015/records/[^"]*" title="data/deductions/', letter)
    assert '<a href="../../documents/2015/2015-q2-c1.html">更正公告</a>' in correction
    circular = unmarked((site / "documents/2015/q2-circular.html").read_text("utf-8"))
    assert "数字已按2015年7月21日的更正更新" in circular
    assert "数字已按" not in (site / "documents/2015/circular.html").read_text("utf-8")
