"""Versions set against each other on the site: every figure is the published one, and causes add up."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from generator.demo.district import Options, make_data
from generator.load.compared_versions import Comparer
from generator.load.edition import Edition, open_edition
from generator.model.publication import Publication
from generator.pages.comparison_source import comparison_articles, produce_comparisons
from generator.read.tree import MemoryTree
from generator.site.site_build import build_site
from tests.release.publishing import tell_story
from tests.release.repository import Repo
from tests.site.sample import DISTRICT, as_published, open_district, read_district

ROOT = Path(__file__).parents[2]
MINUS = str.maketrans("−", "-")


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    return tell_story(tmp_path_factory.mktemp("compared") / "project")


@pytest.fixture(scope="module")
def edition(story: Repo) -> Edition:
    """A public build of a project that is no demonstration."""
    found = open_edition(story.root, commit=story.git("rev-parse", "HEAD"))
    assert isinstance(found, Edition)
    return found


def files(edition: Edition) -> dict[str, Any]:
    """The data of the comparisons by path; a script without what makes it one."""
    found = {}
    for path, data in produce_comparisons(edition):
        text = data.decode().removeprefix("window.kaoheCompared=").removesuffix(";\n")
        found[path] = json.loads(text)
    return found


def test_versions_stand_in_order_and_those_of_a_year_are_all_compared(edition: Edition) -> None:
    known = Comparer(edition).known
    ids = [version.name.id for version in known.versions]
    assert ids == [
        "2015-q1",
        "correction_2015-q1-c1",
        "2015-q2",
        "correction_2015-q2-c1",
        "2015-notice",
        "2015-final",
    ]
    assert len(known.pairs) == 15
    assert [(a.name.id, b.name.id) for a, b in known.consecutive] == [
        ("2015-q1", "2015-q2"), ("2015-q2", "2015-notice"), ("2015-notice", "2015-final"),
    ]  # fmt: skip
    assert known.missing == ""


def test_scores_are_those_that_were_published(edition: Edition) -> None:
    """Also where the repository already held later records: a version is the data of its period."""
    compared = files(edition)
    records = edition.corpus.publications
    for one, two in (
        ("2015-q1", "2015-q2"),
        ("2015-q2", "2015-notice"),
        ("2015-q1", "2015-final"),
        ("2015-notice", "2015-final"),
    ):
        shown = {score["unit"]: score for score in compared[f"compare/{one}/{two}.json"]["scores"]}
        for unit in records[one].results:
            before, after = published(records[one], unit), published(records[two], unit)
            if unit not in shown:
                assert before == after
                continue
            assert (shown[unit]["old"], shown[unit]["old_rank"]) == before
            assert (shown[unit]["new"], shown[unit]["new_rank"]) == after


def published(record: Publication, unit: str) -> tuple[str, str]:
    return str(record.results[unit].total), str(record.results[unit].rank)


def test_a_corrected_version_is_set_against_the_first(edition: Edition) -> None:
    found = files(edition)["compare/2015-q1/correction_2015-q1-c1.json"]
    assert [(s["unit"], s["old"], s["new"]) for s in found["scores"] if s["old"] != s["new"]] == [
        (unit, str(result.old.total), str(result.new.total))
        for unit, result in edition.corpus.corrections["2015-q1-c1"].results.items()
        if result.old.total != result.new.total
    ]
    assert [change["path"] for change in found["changes"] if change["path"].startswith("data/deductions")] == [
        "data/deductions/2015/hotline/0305-jiaoyu.yml"
    ]


def test_causes_add_up_to_each_movement(edition: Edition) -> None:
    movements = [
        (score, path) for path, found in files(edition).items() if path.endswith(".js") for score in found["scores"]
    ]
    assert len(movements) > 20
    for score, path in movements:
        delta = Decimal(score["delta"].translate(MINUS))
        assert delta == sum((Decimal(cause["delta"].translate(MINUS)) for cause in score["causes"]), Decimal(0)), path
        assert delta == Decimal(score["new"]) - Decimal(score["old"])


def test_the_page_of_two_versions_says_what_its_data_say(edition: Edition) -> None:
    compared = files(edition)
    articles = {article.url: article for article in comparison_articles(edition)}
    for one, two in (("2015-q1", "2015-q2"), ("2015-q2", "2015-notice")):
        article = articles[f"compare/{one}/{two}.html"]
        found = compared[f"compare/{one}/{two}.js"]
        page = html.fromstring(article.body)
        rows = [[str(cell.xpath("string()")).strip() for cell in row] for row in page.iterfind(".//tbody/tr")]
        shown = [(row[1], row[2], row[3], row[5], row[6]) for row in rows]
        assert shown == [(s["old"], s["new"], s["delta"], s["old_rank"], s["new_rank"]) for s in found["scores"]]
        assert article.description.endswith(found["summary"])


def test_nothing_internal_and_nothing_unpublished_is_compared(story: Repo, tmp_path: Path) -> None:
    """A note that changed inside a published period, and a record of a later one, are in no public file."""
    repo = story.copy(tmp_path / "project")
    path = "data/deductions/2015/hotline/0305-jiaoyu.yml"
    repo.write(path, (repo.root / path).read_text("utf-8") + "internal_note: 金丝雀甲\n")
    repo.commit("加注", "2016-01-20")
    edition = open_edition(repo.root, commit=repo.git("rev-parse", "HEAD"))
    assert isinstance(edition, Edition)
    everything = b"".join(data for _, data in produce_comparisons(edition))
    everything += "".join(article.body for article in comparison_articles(edition)).encode()
    assert "金丝雀".encode() not in everything
    assert b"wang@kaohe.example" not in everything
    inside = open_edition(repo.root, "internal", commit=repo.git("rev-parse", "HEAD"))
    assert isinstance(inside, Edition)
    assert [version.name.id for version in Comparer(inside).known.versions][-1] == "2015-final"


def test_until_there_are_publications_quarters_are_compared_and_no_git_is_needed() -> None:
    corpus = as_published(read_district(), demo=True)
    edition = open_district(corpus)
    known = Comparer(edition).known
    ids = [version.name.id for version in known.versions]
    assert ids[:2] == ["draft_2015-q1", "draft_2015-q2"]
    assert ids[-1] == "draft_2015"
    found = files(edition)["compare/draft_2015-q1/draft_2015-q2.json"]
    first, second = (edition.results[2015, quarter] for quarter in (1, 2))
    later = {unit.unit.id: unit.total for unit in second.units}
    moved = {unit.unit.id for unit in first.units if unit.total != later[unit.unit.id]}
    assert moved
    assert {s["unit"] for s in found["scores"] if Decimal(s["old"]) != Decimal(s["new"])} == moved
    articles = {article.url: article for article in comparison_articles(edition)}
    head, _, _ = articles["compare/draft_2015-q1/draft_2015-q2.html"].body.partition("</header>")
    assert head.count("演示草稿，未发布") == 1, "what holds for both is said once"


def test_without_history_publications_are_not_compared_and_it_is_said() -> None:
    edition = open_district(as_published(read_district(), "2015-Q1", "2015", demo=False), folder=DISTRICT)
    known = Comparer(edition).known
    assert known.versions == ()
    assert known.missing
    (page,) = comparison_articles(edition)
    assert known.missing in page.body
    assert "还不能比较" in page.body


def test_a_shallow_clone_says_what_it_lacks(story: Repo, tmp_path: Path) -> None:
    shallow = Repo(tmp_path / "shallow")
    story.git("clone", "-q", "--depth=1", f"file://{story.root}", str(shallow.root))
    built = build_site(shallow.root, tmp_path / "site")
    assert built.problems == ()
    page = (tmp_path / "site/compare.html").read_text("utf-8")
    assert "这是浅克隆" in page
    assert "git fetch --unshallow" in page


def test_a_year_is_not_compared_with_the_next() -> None:
    """Every record and every score of it is another one: the page of both years compares them."""
    data = make_data(Options(units=6, deductions=40, years=2))
    edition = open_edition(ROOT, tree=MemoryTree(data))
    assert isinstance(edition, Edition)
    known = Comparer(edition).known
    assert {version.name.year for version in known.versions} == {2015, 2016}
    assert any(before.name.year < after.name.year for before, after in known.consecutive)
    assert known.pairs
    assert all(before.name.year == after.name.year for before, after in known.pairs)
