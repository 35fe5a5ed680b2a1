"""What is published where units have no score, or no rank, and points are given: page, tables, documents, feeds."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import docx
import lxml.html
import pytest

from generator.model.publication import Publication
from generator.read.corpus_reader import read_corpus
from generator.read.tree import WorkTree
from tests.release.publishing import kaohe, publish
from tests.release.repository import Repo, bring, new_repo, record_quarter
from tests.score.other_scheme import APART, VETO, patch_schemes
from tests.shown import unmarked

FALLEN, LEFT = "小河区教育局", "小河区财政局"


@pytest.fixture(scope="module")
def repo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Repo]:
    """The year of an office, a figure of which was corrected afterwards."""
    repo = new_repo(tmp_path_factory.mktemp("other") / "project")
    repo.git("config", "user.name", "李 复核")
    repo.git("config", "user.email", "li@kaohe.example")
    with pytest.MonkeyPatch.context() as patch:
        patch_schemes(patch)
        record_quarter(repo, 1)
        publish(repo, "2015-q1", "2015-04-10")
        for quarter in (2, 3, 4):
            record_quarter(repo, quarter)
        bring(repo, "data/appraisals")
        repo.commit("录入评议", "2015-12-20")
        publish(repo, "2015-notice", "2016-01-08")
        publish(repo, "2015-final", "2016-01-18")
        assert kaohe(repo, "build", "--audience", "internal", "--out", str(repo.root / "site")) == 0
        yield repo


@pytest.fixture(scope="module")
def site(repo: Repo) -> Path:
    return repo.root / "site"


def words_of(page: Path) -> str:
    """The words of a page's article."""
    (article,) = lxml.html.fromstring(unmarked(page.read_text("utf-8"))).iterfind(".//main")
    return " ".join(" ".join(map(str, article.itertext())).split())


def final(repo: Repo) -> Publication:
    corpus, problems = read_corpus(WorkTree(repo.root))
    assert problems == []
    return corpus.publications["2015-final"]


def test_the_record_holds_what_there_is(repo: Repo) -> None:
    record = final(repo)
    text = (repo.root / "data/publications/2015-final.yml").read_text("utf-8")
    assert f"  jiaoyu: {{reason: {VETO}, grade: 不合格}}\n" in text
    assert "\nform: 2\n" in text
    apart = record.results["caizheng"]
    assert (apart.total is None, apart.rank, apart.reason) == (False, None, APART)
    assert kaohe(repo, "check") == 0
    assert kaohe(repo, "verify") == 0


def test_an_outsider_recomputes_it(site: Path) -> None:
    ran = subprocess.run(
        [sys.executable, str(site / "verify/verify.py"), str(site)], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout


def test_the_page_of_a_unit_without_a_score_says_so_first(site: Path) -> None:
    words = words_of(site / "2015/units/jiaoyu.html")
    assert words.index(f"没有得分，不排名：{VETO}") < words.index("得分怎样来")
    assert "没有得分，满分 100，等次不合格" in words
    words = words_of(site / "2015/units/caizheng.html")
    assert f"计分而不排名：{APART}" in words
    assert "不排名，不列入任何一项" in words
    assert "共扣" not in words


def test_the_ranking_names_whoever_has_no_rank(site: Path) -> None:
    words = words_of(site / "2015/ranking.html")
    assert "作风效能评估考核加分" in words
    assert f"没有得分，不排名：{VETO}" in words
    assert words.index("区水务局") < words.index("区教育局")


def test_the_running_score_goes_up_by_what_is_given(site: Path) -> None:
    words = words_of(site / "2015/units/minzheng.html")
    assert "从 10 分起，逐项增减" in words
    assert "＋1.00" in words


def test_tables_have_the_reason(site: Path) -> None:
    (path,) = (site / "open-data").glob("*publication-results.csv")
    rows = {
        row["unit"]: row
        for row in csv.DictReader(io.StringIO(path.read_text("utf-8-sig")))
        if row["publication"] == "2015-final"
    }
    assert (rows["jiaoyu"]["total"], rows["jiaoyu"]["rank"], rows["jiaoyu"]["reason"]) == ("", "", VETO)
    assert rows["caizheng"]["rank"] == ""
    assert rows["caizheng"]["total"]


def test_documents_say_so(site: Path) -> None:
    texts = {path.stem: _read(path) for path in (site / "documents").rglob("*.docx")}
    letter = next(text for name, text in texts.items() if FALLEN in text and "结果反馈单" in text)
    assert f"考核没有得分，不排名：{VETO}，等次为不合格" in letter
    annual = next(text for text in texts.values() if "现将" in text and "结果通报如下" in text)
    assert f"{FALLEN}没有得分，不排名：{VETO}。" in annual
    assert f"{LEFT}计分而不排名：{APART}。" in annual
    assert "作风效能评估考核加分" in annual


def _read(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_the_feed_says_so(site: Path) -> None:
    texts = [path.read_text("utf-8") for path in (site / "feeds").rglob("*.xml")]
    assert any(f"没有得分（不合格，{VETO}）" in text for text in texts)


def test_a_correction_keeps_both_sides(repo: Repo) -> None:
    path = next(iter((repo.root / "data/deductions/2015/window").glob("*minzheng*.yml")), None)
    assert path is not None
    path.write_text(
        path.read_text("utf-8") + "revoked: {date: 2016-01-20, reasons: 核查后撤销}\n", "utf-8", newline="\n"
    )
    dropped = [path]
    for other in sorted((repo.root / "data/deductions/2015").rglob("*minzheng*.yml")):
        if other != path and "revoked" not in other.read_text("utf-8"):
            other.write_text(
                other.read_text("utf-8") + "revoked: {date: 2016-01-20, reasons: 核查后撤销}\n", "utf-8", newline="\n"
            )
            dropped.append(other)
    assert kaohe(repo, "correct", "2015-final", "--reason", "核查后撤销", "--date", "2016-01-20", "--yes") == 0
    text = (repo.root / "data/corrections/2015-final-c1.yml").read_text("utf-8")
    assert "minzheng: {old: {total: " in text
    assert "new: {total: " in text
    assert "jiaoyu" not in text.partition("results:\n")[2].partition("\n\n")[0].partition("words:")[0]
