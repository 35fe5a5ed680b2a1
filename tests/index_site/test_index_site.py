"""The site of an index: what it lists, what it compares and what not, and that it is as quick as a district's own."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser

from generator.acts.build_act import build
from generator.index_site.gathered import act_words
from generator.index_site.score_pages import exact_median
from generator.proof.manifest import verify_folder
from tests.browsing import SCREENS, Screen
from tests.gather.indexing import IndexFolder
from tests.gather.published import Published, whole_year
from tests.shown import unmarked
from tests.site.test_access import look_at_all


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
    return re.sub(r"<[^>]+>", " ", unmarked((site / page).read_text("utf-8")))


def test_every_district_is_listed_with_its_state(site: Path) -> None:
    home = text(site, "index.html")
    for words in ("第1区", "第2区", "第3区", "第5区", "示例市", "不能核验", "已发布", "2015年度结果"):
        assert words in home, words
    assert "迟" in home  # district 5 has published no more than a quarter


def test_a_faulty_district_says_what_is_wrong_and_keeps_what_was_seen(site: Path) -> None:
    page = text(site, "districts/d2.html")
    assert "KH920" in page
    assert "2015-final" in page


def test_a_restart_shows_both_chains_with_its_reason(tmp_path: Path) -> None:
    index = IndexFolder(tmp_path)
    index.add(whole_year(2))
    index.gather()
    before = json.loads((index.mirrors / "d2/manifest.json").read_bytes())["sha256"]
    Published(2).published("2016-q1", "2016-05-02").write(index.mirrors / "d2")
    after = json.loads((index.mirrors / "d2/manifest.json").read_bytes())["sha256"]
    path = index.root / "data/districts/d2.yml"
    said = f"{{day: 2016-05-01, reason: 服务器损毁，已经公告, before: {before}, after: {after}}}"
    path.write_text(f"{path.read_text('utf-8')}restarted:\n  - {said}\n", "utf-8")
    assert index.codes() == {}
    assert build(index.root).problems == ()
    page = text(index.root / "site", "districts/d2.html")
    new, former = page.split("2016-05-01 重新开始以前见过的")
    assert "2016-q1" in new
    assert "2015-final" not in new
    for words in ("服务器损毁", before, after, "2015-final", "2015-q1"):
        assert words in former, words


def test_scores_stand_side_by_side_only_where_the_rules_are_the_same(site: Path) -> None:
    page = unmarked((site / "2015/scores.html").read_text("utf-8"))
    first, second = page.split("第 2 组")
    assert "第1区" in first
    assert "第2区" in first
    assert "第3区" not in first
    assert "第3区" in second
    assert "总的规定与第 1 组不同，得分不能相比" in second
    assert "名次" not in page  # no ranking


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of more districts than one page lists: five in a city, two in a county, three in no region."""
    index = IndexFolder(tmp_path_factory.mktemp("crowded"))
    index.register("xian", "name: 示例县\nlevel: county\nparent: shi\n")
    for number, parent in enumerate(("shi",) * 5 + ("xian",) * 2 + ("",) * 3, start=1):
        index.add(whole_year(number, full_marks=100 + 20 * (number % 2)))
        path = index.root / f"data/districts/d{number}.yml"
        text = path.read_text("utf-8")
        path.write_text(text.replace("parent: shi\n", f"parent: {parent}\n" if parent else ""), "utf-8")
    assert index.codes() == {}
    with pytest.MonkeyPatch.context() as patch:
        for module in ("page_lots", "district_pages", "index_articles"):
            patch.setattr(f"generator.index_site.{module}.MANY", 4)
        patch.setattr("generator.index_site.page_lots._ON_A_PAGE", 2)
        assert build(index.root).problems == ()
    return index.root / "site"


def test_many_scores_stand_by_region_on_several_pages(crowded: Path) -> None:
    above = text(crowded, "2015/scores.html")
    for words in ("示例市", "示例县", "示例市示例县", "未归入上级的地区"):
        assert words in above, words
    assert "第1区" not in above
    pages = ["shi.html", "shi/2.html", "shi/3.html", "xian.html", "0.html", "0/2.html"]
    there = {
        path.relative_to(crowded / "2015/scores").as_posix() for path in (crowded / "2015/scores").rglob("*.html")
    }
    assert there == set(pages)
    shown = [name for page in pages for name in re.findall(r"第[0-9]+区", text(crowded, f"2015/scores/{page}"))]
    assert sorted(shown) == sorted(f"第{number}区" for number in range(1, 11))
    # A group is called the same on every page, and says how many of it stand here.
    assert "第 1 组：5 个地区，这里有 1 个" in text(crowded, "2015/scores/shi.html")


def test_a_district_leads_to_its_line_among_the_scores(crowded: Path) -> None:
    for page in crowded.glob("districts/d*.html"):
        for target in re.findall(r'href="\.\./(2015/[^"]+)"', page.read_text("utf-8")):
            path, _, anchor = target.partition("#")
            assert f'id="{anchor}"' in (crowded / path).read_text("utf-8")


def test_a_long_list_of_districts_is_cut_and_every_one_can_be_reached(crowded: Path) -> None:
    lists = ["districts/shi.html", "districts/shi/2.html", "districts/shi/3.html", "districts/xian.html"]
    lists += ["districts/0.html", "districts/0/2.html"]
    named = {name for page in lists for name in re.findall(r"第[0-9]+区", text(crowded, page))}
    assert named == {f"第{number}区" for number in range(1, 11)}
    assert "第10区" not in text(crowded, "search.html")  # a list of all would be longer than any page
    assert "第10区" in (crowded / "assets/search/names.js").read_text("utf-8")


@pytest.mark.parametrize("which", ["site", "crowded"])
def test_every_link_leads_somewhere_and_nothing_is_taken_for_markup(
    which: str, request: pytest.FixtureRequest
) -> None:
    folder: Path = request.getfixturevalue(which)
    for page in folder.rglob("*.html"):
        html = page.read_text("utf-8")
        assert "<script>alert" not in html
        for link in re.findall(r'\b(?:href|src|action)="([^"#]+)', html):
            if not link.startswith(("http:", "https:")):
                assert (page.parent / link).resolve().exists(), (page, link)


def test_the_counterpart_page_counts_and_never_adds(site: Path) -> None:
    assert "教育" in text(site, "counterparts.html")
    page = text(site, "counterparts/education.html")
    assert "逾期办结" in page
    assert "没有归入职能的单位" not in page


def test_the_feed_tells_publications_and_corrections_of_all(site: Path) -> None:
    feed = (site / "feeds/all.xml").read_text("utf-8")
    assert feed.count("<entry>") == 6 * 3 + 1
    assert "第1区　2015年第二季度通报的更正" in feed


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


def pages_of(site: Path) -> list[Path]:
    """One page of each kind, and every page of an address of its own."""
    names = ["districts/d2.html", "districts/shi.html", "2015/scores.html", "counterparts/education.html"]
    return [*sorted(site.glob("*.html")), *(site / name for name in names)]


@pytest.fixture(scope="module")
def faults(site: Path, browser: Browser) -> dict[Screen, list[str]]:
    return look_at_all(browser, pages_of(site))


@pytest.mark.needs("chromium")
@pytest.mark.parametrize(("width", "scheme"), SCREENS)
def test_every_kind_of_page_is_for_everyone(
    faults: Mapping[Screen, list[str]], width: int, scheme: Literal["light", "dark"]
) -> None:
    assert faults[width, scheme] == []


@pytest.mark.needs("chromium")
@pytest.mark.parametrize("query", ["第10区", "示例县", "slx"])
def test_a_district_is_found_by_its_name_by_what_lies_above_and_by_initials(
    crowded: Path, browser: Browser, query: str
) -> None:
    page = browser.new_context().new_page()
    page.goto(f"file://{crowded}/index.html")
    page.fill(".kh-hero-find input", query)
    page.wait_for_selector(f'.kh-drop[data-query="{query}"] a')
    found = page.eval_on_selector_all(".kh-drop a", "all => all.map(one => one.href)")
    wanted = "d10.html" if query == "第10区" else "xian.html"
    assert any(link.endswith(wanted) for link in found), found


@pytest.mark.needs("chromium")
def test_a_search_names_only_what_an_index_holds(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto(f"file://{site / 'search.html'}?q=%E5%8C%BA")
    page.wait_for_selector("#kh-results li")
    said = page.inner_text("#kh-results")
    assert "第1区" in said
    for words in ("指南", "公文", "年度的", "网页"):
        assert words not in said, words
    page.close()
