"""The site of an index: what it lists, what it compares and what not, and that it is as quick as a district's own."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from generator.acts.build_act import build
from generator.index_site.gathered import act_words
from generator.index_site.score_pages import exact_median
from generator.proof.manifest import verify_folder
from tests.gather.indexing import IndexFolder
from tests.gather.published import Published, whole_year


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of four districts: two of the same rules, one of others, one that cannot be verified."""
    index = IndexFolder(tmp_path_factory.mktemp("site"))
    (index.root / "data/index.yml").write_text(
        (index.root / "data/index.yml").read_text("utf-8") + "contact: <script>alert(1)</script>\n", "utf-8"
    )
    index.add(whole_year(1))
    index.add(whole_year(2))
    index.add(whole_year(3, full_marks=120))
    index.add(Published(5).published("2015-q1", "2015-04-15"))
    index.gather()
    late = whole_year(2)
    replace(late, acts=late.acts[:-1]).write(index.mirrors / "d2")
    report = index.gather()
    assert set(report.faults) == {"d2"}
    built = build(index.root)
    assert built.problems == ()
    return index.root / "site"


def text(site: Path, page: str) -> str:
    return re.sub(r"<[^>]+>", " ", (site / page).read_text("utf-8"))


def test_every_district_is_listed_with_its_state(site: Path) -> None:
    home = text(site, "index.html")
    for words in ("第1区", "第2区", "第3区", "第5区", "示例市", "不能核验", "已发布", "2015年度结果"):
        assert words in home, words
    assert "迟" in home  # district 5 has published no more than a quarter


def test_a_faulty_district_says_what_is_wrong_and_keeps_what_was_seen(site: Path) -> None:
    page = text(site, "districts/d2.html")
    assert "KH920" in page
    assert "2015-final" in page


def test_scores_stand_side_by_side_only_where_the_rules_are_the_same(site: Path) -> None:
    page = (site / "2015/scores.html").read_text("utf-8")
    first, second = page.split("第 2 组")
    assert "第1区" in first
    assert "第2区" in first
    assert "第3区" not in first
    assert "第3区" in second
    assert "总的规定与第 1 组不同，得分不能相比" in second
    assert "名次" not in re.sub(r"<[^>]+>", "", page)  # no ranking


def test_the_counterpart_page_counts_and_never_adds(site: Path) -> None:
    assert "教育" in text(site, "counterparts.html")
    page = text(site, "counterparts/education.html")
    assert "逾期办结" in page
    assert "没有归入职能的单位" not in page


def test_the_feed_tells_publications_and_corrections_of_all(site: Path) -> None:
    feed = (site / "feeds/all.xml").read_text("utf-8")
    assert feed.count("<entry>") == 6 * 3 + 1
    assert "第1区　2015年第二季度通报的更正" in feed


def test_every_link_leads_somewhere_and_nothing_is_taken_for_markup(site: Path) -> None:
    for page in site.rglob("*.html"):
        html = page.read_text("utf-8")
        assert "<script>alert" not in html
        for link in re.findall(r'\b(?:href|src|action)="([^"#]+)', html):
            if not link.startswith(("http:", "https:")):
                assert (page.parent / link).resolve().exists(), (page, link)


def test_the_site_is_whole(site: Path) -> None:
    assert [finding.status for finding in verify_folder(site)] == ["holds"]


def test_the_same_index_gives_the_same_site(site: Path, tmp_path: Path) -> None:
    build(site.parent, tmp_path / "again")
    for path in site.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (tmp_path / "again" / path.relative_to(site)).read_bytes(), path


@pytest.mark.parametrize(
    ("scores", "median"),
    [(("96.35", "96.36"), "96.355"), (("1", "2", "9"), "2"), (("0.1", "0.2"), "0.15"), (("5",), "5")],
)
def test_the_median_is_exact(scores: tuple[str, ...], median: str) -> None:
    assert exact_median([Decimal(score) for score in scores]) == median


def test_an_act_in_words() -> None:
    assert act_words("2015-q2-c1") == "2015年第二季度通报的更正"
    assert act_words("2015-final-2") == "2015年度结果（第 2 次发布）"
    assert act_words("2015-q3 withdrawn") == "2015年第三季度通报的撤回"
    assert act_words("redaction 2015-1") == "遮盖个人信息"
