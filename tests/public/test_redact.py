"""Where small panels are withheld, no comparison, change or event tells their tallies."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.documents.audit_requests import order_audits
from generator.load.edition import Edition, open_edition
from generator.model.appraisal import WITHHELD as WITHHELD_WORDS
from generator.opendata.shown_changes import shown_changes
from generator.pages.comparison_source import comparison_articles, produce_comparisons
from generator.pages.history_source import history_articles
from generator.public.periods import Audience
from generator.public.redact import WITHHELD
from tests.release.publishing import kaohe, publish
from tests.release.repository import Repo, bring, new_repo, record_quarter
from tests.release.unpack import every_content

PATH = "data/appraisals/2015/minzheng.yml"


@pytest.fixture(scope="module", params=[False, True], ids=["real", "demo"])
def repo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """A year published by quarters, the appraisal in the fourth, then corrected in one tally."""
    repo = new_repo(tmp_path_factory.mktemp("veil") / "project")
    repo.git("config", "user.name", "李 复核")
    repo.git("config", "user.email", "li@kaohe.example")
    scheme = (repo.root / "data/schemes/2015.yml").read_text("utf-8")
    repo.write("data/schemes/2015.yml", f"{scheme}suppress_below: 1000\n")
    if request.param:
        repo.change("data/site.yml", "demo: false", "demo: true")
    repo.commit("小组计票不公布", "2015-01-06")
    record_quarter(repo, 1)
    publish(repo, "2015-q1", "2015-04-10")
    bring(repo, "data/appraisals")
    repo.commit("录入千人评议", "2015-12-20")
    publish(repo, "2015-q4", "2016-01-05")
    repo.change(PATH, "law: {satisfied: 35, fairly: 10", "law: {satisfied: 34, fairly: 11")
    assert kaohe(repo, "correct", "--all", "--reason", "计票有误", "--date", "2016-01-06", "--yes") == 0
    repo.commit("更正一处计票", "2016-01-06")
    return repo


def build(repo: Repo, audience: Audience) -> str:
    edition = open_edition(repo.root, audience, commit=repo.head)
    assert isinstance(edition, Edition), edition
    parts = [data.decode() for _, data in produce_comparisons(edition)]
    parts += [article.body for article in (*comparison_articles(edition), *history_articles(edition))]
    changes = shown_changes(edition)
    assert not isinstance(changes, str)
    return "\n".join([*parts, json.dumps([change.field for change in changes])])


def test_the_public_reads_no_tally(repo: Repo) -> None:
    text = build(repo, "public")
    assert "tallies" not in text
    assert "ballots" not in text
    assert PATH in text


def test_the_office_reads_them(repo: Repo) -> None:
    assert "tallies" in build(repo, "internal")


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_nor_does_it_in_the_report_on_a_correction(repo: Repo, audience: Audience) -> None:
    edition = open_edition(repo.root, audience, commit=repo.head)
    assert isinstance(edition, Edition), edition
    (order,) = order_audits(edition)
    said = repr(order.facts)
    assert "minzheng" in said
    assert ("依法行政" in said, WITHHELD in said) == (audience == "internal", audience == "public")


def test_the_public_archive_leaves_such_an_appraisal_out_and_says_so(repo: Repo, tmp_path: Path) -> None:
    bag = tmp_path / "bag"
    assert kaohe(repo, "archive", "2015-q4", "--audience", "public", "--yes", "--out", str(bag)) == 0
    assert (bag / "data/records/data/schemes/2015.yml").is_file()
    assert list(bag.rglob("data/records/data/appraisals/**/*.yml")) == []
    readme = (bag / "data/README.txt").read_text("utf-8")
    assert f"{WITHHELD_WORDS}，\ndata/records/ 里因此没有这 4 份评议记录" in readme
    assert [name for name, content in every_content(bag) if b"satisfied: 34" in content] == []
