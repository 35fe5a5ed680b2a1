"""The public site of a real district: what is not published is nowhere on it, in no file of any kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pdfplumber
import pytest

from generator.model.publication import Withdrawal
from generator.site.publication_source import publication_articles
from generator.site.site_build import build_output
from tests.shown import unmarked
from tests.site.sample import as_published, open_district, read_district

STATES = {
    "first-quarter": ("2015-Q1",),
    "notice": ("2015-Q1", "2015-notice"),
    "final": ("2015-Q1", "2015-notice", "2015"),
}
# What only a draft says, and what stands for a day that nobody has set.
DRAFT = re.compile("××|(?<!draft )草稿|征求意见")  # the state has a name among the states of open data
UNPUBLISHED = re.compile(
    r"2015/q[234]|2015-?Q[234]|2015年第[二三四]季度|circular-q[234]|q[234]-circular", re.IGNORECASE
)
PLAIN = {".html", ".json", ".csv", ".xml", ".txt", ".md", ".js"}


@pytest.fixture(scope="module", params=STATES)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site in one state of publication, demonstration off."""
    out: Path = tmp_path_factory.mktemp(request.param) / request.param
    corpus = as_published(read_district(), *STATES[request.param])
    build_output(open_district(corpus), out, lambda words, count: None)
    return out


def texts(site: Path) -> Iterator[tuple[str, str]]:
    """Every file that can be read, by its path in the site."""
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if name.startswith(("assets/", "guide/")) or name == "manifest.json":
            continue  # the program's own, the same on every site
        if path.suffix in PLAIN:
            yield name, path.read_text("utf-8")
        elif path.suffix == ".pdf":
            with pdfplumber.open(path) as pdf:
                yield name, "\n".join(page.extract_text() or "" for page in pdf.pages) + str(pdf.metadata)
        elif path.suffix in {".docx", ".xlsx", ".zip"}:
            yield name, unpack(path.read_bytes())


def unpack(data: bytes) -> str:
    with ZipFile(BytesIO(data)) as found:
        return "\n".join(f"{name}\n{found.read(name).decode('utf-8', 'replace')}" for name in found.namelist())


def test_nothing_says_that_it_is_a_draft(site: Path) -> None:
    assert [(name, found[0]) for name, text in texts(site) if (found := DRAFT.search(text))] == []


def test_no_quarter_that_was_not_published_is_there(site: Path) -> None:
    files = [path.relative_to(site).as_posix() for path in site.rglob("*")]
    assert [name for name in files if UNPUBLISHED.search(name)] == []
    assert [(name, found[0]) for name, text in texts(site) if (found := UNPUBLISHED.search(text))] == []


def test_the_documents_are_those_that_were_issued(site: Path) -> None:
    found = {path.stem for path in (site / "documents").rglob("*") if path.suffix in {".pdf", ".docx"}}
    general = {name for name in found if name.endswith(("circular", "notice", "praise"))}
    expected = {
        "first-quarter": {"q1-circular"},
        "notice": {"q1-circular", "public-notice"},
        "final": {"q1-circular", "public-notice", "circular", "praise"},
    }
    assert general == expected[site.name]
    letters = (site / "documents/2015/feedback").exists(), (site / "documents/2015/summons").exists()
    assert letters == ((site.name == "final"),) * 2


def test_periods_that_are_drafts_are_called_so_once() -> None:
    edition = open_district(as_published(read_district(), demo=True))
    [listed] = [article for article in publication_articles(edition) if article.url == "publications.html"]
    assert listed.body.count("演示草稿，未发布") == 1
    assert "2015年至第二季度末" in unmarked(listed.body)


def test_what_was_withdrawn_is_on_its_own_page_and_nowhere_among_results(tmp_path: Path) -> None:
    """The year's result taken back after its notice: page, list and announcement say so; nothing shows it valid."""
    corpus = as_published(read_district(), "2015-Q1", "2015")
    taken_back = Withdrawal("2015-final", date(2016, 2, 1), "漏记了一个单位", "示考办〔2016〕9号")
    corpus = replace(corpus, withdrawals={"2015-final": taken_back})
    build_output(open_district(corpus), tmp_path / "site", lambda words, count: None)
    site = tmp_path / "site"
    page = (site / "publications/2015-final.html").read_text("utf-8")
    assert "撤回（示考办〔2016〕9号），以下数字不再有效。" in unmarked(page)
    assert "documents/2015/2015-final-withdrawal.html" in page
    listed = (site / "publications.html").read_text("utf-8")
    assert "已撤回" in listed
    for path in ("publications.html", "documents/index.html"):
        text = unmarked((site / path).read_text("utf-8"))
        assert "2015-final-withdrawal.html" in text, path
        assert "示考办〔2016〕9号" in text, path
    assert "示考办〔2016〕9号" in (site / "open-data/publications.csv").read_text("utf-8")
    announced = (site / "documents/2015/2015-final-withdrawal.html").read_text("utf-8")
    assert "漏记了一个单位。" in announced
    assert 'href="../../publications/2015-final.html"' in announced  # which says what holds now
    found = {path.stem for path in (site / "documents/2015").glob("*.docx")}
    assert found == {"q1-circular", "2015-final-withdrawal"}
    assert not (site / "documents/2015/feedback").exists()
    for name in ("index.html", "2015/ranking.html", "2015/outcomes.html", "2015/units/jiaoyu.html"):
        text = (site / name).read_text("utf-8")
        assert not re.search("(?<!不作为)正式结果|通报表扬</span>|97\\.28", text), name


def test_nobody_is_listed_for_praise_or_a_summons_before_the_results_of_the_year(site: Path) -> None:
    page = (site / "2015/outcomes.html").read_text("utf-8")
    assert ("只有年度结果才有。" in page) == (site.name == "first-quarter")
    assert ('<th scope="row">' in page) == (site.name != "first-quarter")
    tagged = [path.name for path in (site / "2015").rglob("*.html") if "kh-tag-" in path.read_text("utf-8")]
    assert bool(tagged) == (site.name != "first-quarter")
    unit = (site / "2015/units/jiaoyu.html").read_text("utf-8")
    assert ("考核办法没有为机关部门的季度结果规定" in unit) == (site.name == "first-quarter")
