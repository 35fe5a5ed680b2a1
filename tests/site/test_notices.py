"""Notices belong to the project: of any year, several, none; pages lead to the one that a year rests on."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from generator.load.edition import Edition, open_edition
from generator.site.page_files import list_articles
from generator.site.site_build import build_site
from tests.shown import unmarked
from tests.site.sample import copy_district, open_district, read_district
from tests.site.test_links import broken_links, pages

LATER = "小河发〔2016〕7号"


@pytest.fixture
def district(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the district; of it the pages alone are built, and its notice as a document."""
    return copy_district(tmp_path / "district")


def build(district: Path) -> Path:
    out = district.parent / "site"
    assert build_site(district, out).problems == ()
    return out


def add_year(district: Path, document: str = LATER) -> None:
    """A scheme for the next year, with the clauses of the first."""
    scheme = (district / "data/schemes/2015.yml").read_text("utf-8")
    scheme = scheme.replace("year: 2015", "year: 2016").replace("小河发〔2015〕1号", document)
    scheme = scheme.replace("2015年度", "2016年度")
    (district / "data/schemes/2016.yml").write_text(scheme, "utf-8")


def add_notice(district: Path, number: str = LATER, folder: str = "2016-7") -> None:
    """The same text as another notice."""
    notices = district / "content/notice"
    shutil.copytree(notices / "2015-1", notices / folder)
    cover = notices / folder / "index.md"
    text = cover.read_text("utf-8").replace("小河发〔2015〕1号", number).replace("2015年1月5日", "2016年1月6日")
    cover.write_text(text.replace("2015年度", "2016年度"), "utf-8")


def notice_links(page: Path) -> set[str]:
    return set(re.findall(r'href="(?:\.\./)*(notice/[^"#]*)', page.read_text("utf-8")))


def test_without_a_notice_nothing_leads_to_one(district: Path) -> None:
    shutil.rmtree(district / "content")
    site = build(district)
    assert [page for page in pages(site) if notice_links(page)] == []
    assert broken_links(site) == []
    assert not (site / "notice").exists()
    assert not (site / "documents/notice").exists()
    words = (site / "method.html").read_text("utf-8")
    assert "热线办理" in words
    assert "依据" not in words


def test_one_notice_is_reached_at_once(district: Path) -> None:
    site = build(district)
    assert notice_links(site / "index.html") == {"notice/2015-1/index.html"}
    assert not (site / "notice/index.html").exists()
    assert (site / "documents/notice/2015-1.docx").is_file()


def test_of_several_there_is_a_list_and_each_year_has_its_own(district: Path) -> None:
    add_year(district)
    add_notice(district)
    (district / "data/deductions/2016/hotline").mkdir(parents=True)
    record = (district / "data/deductions/2015/hotline/2015-0212-caizheng-1.yml").read_text("utf-8")
    record = record.replace("2015-", "2016-")
    (district / "data/deductions/2016/hotline/2016-0212-caizheng-1.yml").write_text(record, "utf-8")
    site = build(district)
    assert broken_links(site) == []
    assert notice_links(site / "index.html") == {"notice/index.html"}
    listed = re.findall(
        r'<h2 id="[^"]*"><a href="\.\./(notice/[^"]*)">', (site / "notice/index.html").read_text("utf-8")
    )
    assert listed == ["notice/2016-7/index.html", "notice/2015-1/index.html"], "the newest first"
    for year, own in ((2015, "2015-1"), (2016, "2016-7")):
        linked = {link for page in (site / str(year)).rglob("*.html") for link in notice_links(page)}
        assert {link.split("/")[1] for link in linked} == {own, "index.html"}
    assert {path.stem for path in (site / "documents/notice").iterdir()} == {"2015-1", "2016-7"}
    menu = unmarked((site / "notice/2016-7/measures.html").read_text("utf-8"))
    assert LATER in menu
    assert f'<p class="kh-reading-part"><a href="#kh-part">{LATER}</a></p>' in menu


def test_a_later_year_may_rest_on_the_notice_of_an_earlier_one(district: Path) -> None:
    add_year(district)
    found = open_edition(district)
    assert not isinstance(found, Edition)
    assert [problem.code for problem in found] == ["KH370"]
    with (district / "data/schemes/2016.yml").open("a", encoding="utf-8") as scheme:
        scheme.write("notice: 2015-1\n")
    site = build(district)
    parts = ("index", "measures", "opinions")
    assert notice_links(site / "2016/method.html") == {f"notice/2015-1/{part}.html" for part in parts}


def test_a_notice_without_a_day_or_with_an_impossible_one_is_no_document(district: Path) -> None:
    cover = district / "content/notice/2015-1/index.md"
    cover.write_text(cover.read_text("utf-8").replace("2015年1月5日", "2015年13月45日"), "utf-8")
    site = build(district)
    assert (site / "notice/2015-1/index.html").is_file()
    assert not (site / "documents/notice").exists()


def test_the_public_reads_the_rules_before_anything_was_published() -> None:
    corpus = read_district()
    assert corpus.site is not None
    articles = {
        found.url: unmarked(found.body)
        for found in list_articles(open_district(replace(corpus, site=replace(corpus.site, demo=False))))
    }
    assert sorted(url for url in articles if url.startswith("2015/")) == ["2015/method.html"]
    for url in ("method.html", "2015/method.html"):
        for item in corpus.schemes[2015].items.values():
            assert item.name in articles[url]
            assert all(standard.text in articles[url] for standard in item.standards)
        assert "算例" in articles[url], "that one will follow"
        assert "2015/units/" not in articles[url]


def test_the_method_is_that_of_the_year(district: Path) -> None:
    add_year(district, "小河发〔2015〕1号")
    scheme = district / "data/schemes/2016.yml"
    scheme.write_text(scheme.read_text("utf-8").replace("name: 热线办理", "name: 来电办理"), "utf-8")
    edition = open_edition(district)
    assert isinstance(edition, Edition)
    articles = {found.url: unmarked(found.body) for found in list_articles(edition)}
    assert "来电办理" in articles["method.html"], "the newest rules"
    assert "来电办理" in articles["2016/method.html"]
    assert "来电办理" not in articles["2015/method.html"]
    assert 'href="../2015/method.html#rank"' in articles["2015/ranking.html"]
    assert 'href="2015/method.html">2015年度</a>' in articles["method.html"]


def test_the_trail_is_named_wherever_it_is_needed(built: Path) -> None:
    address = "https://git.example/xiaohe.git"
    for page in pages(built):
        assert f'<a href="{address}">{address}</a>' in page.read_text("utf-8"), page
    for name in ("audit.html", "data.html"):
        assert 'id="provenance"' in (built / name).read_text("utf-8")
    assert json.loads((built / "manifest.json").read_bytes())["repository"] == address


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("向考核办书面申请，可以查阅", "<dd>向考核办书面申请，可以查阅</dd>"),
        ("git@git.example:kaohe/xiaohe.git", "<dd><code>git@git.example:kaohe/xiaohe.git</code></dd>"),
        ("javascript:alert(1)", "<dd>javascript:alert(1)</dd>"),
        ("", "<dd>本站没有写明数据和改动历史在哪里，请向小河区考核工作办公室询问。</dd>"),
    ],
)
def test_a_trail_that_is_no_web_address_is_no_link(written: str, shown: str) -> None:
    corpus = read_district()
    assert corpus.site is not None
    edition = open_district(replace(corpus, site=replace(corpus.site, repository=written)))
    [audit] = [found for found in list_articles(edition) if found.url == "audit.html"]
    assert shown in audit.body
