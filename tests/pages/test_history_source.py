"""The history on the site: what the audit pages list, and each unit's line, are what git holds, and no more."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import html

from generator.history.report import read_history
from generator.load.edition import Edition, open_edition
from generator.model.number import format_points
from generator.pages.history_source import history_articles, history_supplements, line_supplements
from generator.public.periods import Audience
from generator.words.page_frame import Article
from tests.release.publishing import tell_story
from tests.release.repository import Repo
from tests.scored import total_of
from tests.shown import unmarked
from tests.site.sample import as_published, open_district, read_district

COMMITTERS = """committers:
  - {email: li@kaohe.example, office: kaoheban}
  - {email: wang@kaohe.example, office: rexian}
"""


def open_story(repo: Repo, audience: Audience = "internal") -> Edition:
    edition = open_edition(repo.root, audience, commit=repo.head)
    assert isinstance(edition, Edition), edition
    return edition


def pages(edition: Edition) -> dict[str, Article]:
    return {article.url: article for article in history_articles(edition)}


def texts(found: Iterable[html.HtmlElement]) -> list[str]:
    return [" ".join(str(part.xpath("string()")).split()) for part in found]


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    return tell_story(tmp_path_factory.mktemp("history") / "project")


@pytest.fixture(scope="module")
def edition(story: Repo) -> Edition:
    return open_story(story)


def test_the_log_has_every_event_once_by_day_and_once_by_office(edition: Edition) -> None:
    account = read_history(edition.root, edition.commit)
    count = sum(len(trail.events) for trail in account.trails.values())
    page = html.fromstring(pages(edition)["audit/log.html"].body)
    by_office, by_day = (
        texts(page.iterfind(f".//section[@aria-labelledby='{name}']//li")) for name in ("offices", "days")
    )
    assert len(by_office) == len(by_day) == count > 20
    assert sum("登记扣分记录" in line for line in by_day) == 9
    assert by_day[0].startswith("09:00 未登记 新增发布记录")  # the latest first
    heads = texts(page.iterfind(".//section[@aria-labelledby='offices']//summary"))
    assert [head.split(" ")[0] for head in heads] == ["未登记"]


def test_commands_are_shown_with_a_year_that_there_is(edition: Edition) -> None:
    words = str(html.fromstring(pages(edition)["audit/git.html"].body).xpath("string()"))
    year = max(edition.years)
    assert f"data/deductions/{year}/" in words
    assert f'--before="{year}-12-31 23:59 +0800"' in words


def test_amended_and_revoked_records_are_listed_with_what_stood_there(edition: Edition) -> None:
    page = html.fromstring(pages(edition)["audit.html"].body)
    (entry,) = page.iterfind(".//section[@aria-labelledby='changed']//tbody/tr")
    (words,) = texts([entry])
    assert "更改扣分记录" in words
    assert "复核理由" in words
    assert "事由：复核 0305-jiaoyu，更正已发布的结果" in words
    (link,) = entry.iterfind(".//a")
    assert link.get("href") == "2015/records/hotline/0305-jiaoyu.html"


def test_what_should_be_looked_at_is_named(story: Repo, tmp_path: Path) -> None:
    """A record that vanished, one of another office's item, and what has no valid signature."""
    repo = story.copy(tmp_path / "project")
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", str(key)], check=True)
    public = key.with_name("key.pub").read_text("utf-8").strip()
    repo.write("data/committers.yml", COMMITTERS)
    repo.write("data/allowed_signers", f'li@kaohe.example namespaces="git" {public}\n')
    repo.commit("登记提交者和签名人", "2016-02-01")
    path = "data/deductions/2015/meetings/1106-caizheng.yml"
    repo.write(path, (repo.root / "data/deductions/2015/meetings/1105-jiaoyu.yml").read_text("utf-8"))
    foreign = repo.commit("另一单位登记", "2016-02-02")
    repo.git("rm", "-q", path)
    repo.git(
        "-c",
        "gpg.format=ssh",
        "-c",
        f"user.signingkey={key}",
        "commit",
        "-q",
        "-S",
        "-m",
        "删除",
        date="2016-02-03T09:00:00+08:00",
    )
    page = html.fromstring(pages(open_story(repo))["audit.html"].body)
    section = page.find(".//section[@aria-labelledby='remarks']")
    assert section is not None
    lists = (texts(found.iterfind("li")) for found in section.iterfind(".//ul"))
    remarks = dict(zip(texts(section.iterfind(".//h3")), lists, strict=True))
    assert any(path in line for line in remarks["消失的记录（1）"])
    [others] = (lines for name, lines in remarks.items() if name.startswith("其他单位写入的内容"))
    assert any(foreign[:12] in line for line in others)  # the register speaks of earlier ones too
    assert len(remarks) == 3
    assert "data/allowed_signers" in remarks["签名人登记的改动（1）"][0]
    signatures = texts(page.iterfind(".//section[@aria-labelledby='signatures']"))[0]
    assert "签名有效：1 次" in signatures
    count = len(repo.git("rev-list", "HEAD").splitlines()) - 1
    assert f"没有有效签名的提交（{count}）" in signatures


def test_the_line_of_a_unit_is_the_series_of_its_scores(edition: Edition) -> None:
    account = read_history(edition.root, edition.commit)
    supplements = history_supplements(edition)
    for unit in ("jiaoyu", "minzheng", "shuiwu", "caizheng"):
        (part,) = supplements[f"2015/units/{unit}.html"]
        drawn = html.fromstring(part.body)
        moved = [found for _, found in account.timeline(2015).line_of(unit)]
        cells = [texts(row) for row in drawn.iterfind(".//tbody/tr")]
        totals = [found.new.total for found in moved if found.new]
        assert [row[2] for row in cells] == [format_points(total, 2) for total in totals if total is not None]
        assert len(list(drawn.iterfind(".//circle"))) == len(cells) > 1
        assert all(link.get("href") for link in drawn.iterfind(".//tbody//a"))
        last = edition.result_of(2015).unit(unit)
        assert last is not None
        assert cells[-1][2] == format_points(total_of(last), 2)


@pytest.mark.parametrize("district", [None, "no history"])
def test_the_line_of_the_year_passes_through_every_quarter(edition: Edition, district: str | None) -> None:
    """By the days of findings, with or without git: what a cap absorbed moves nothing, the end is the score."""
    if district:
        edition = open_district(as_published(read_district(), demo=True))
    supplements = line_supplements(edition)
    for result in edition.result_of(2015).units:
        (part,) = supplements[f"2015/units/{result.unit.id}.html"]
        cells = [texts(row) for row in html.fromstring(part.body).iterfind(".//tbody/tr")]
        assert cells[0][-1] == "年初，满分"
        ends = (cells[0][0], cells[0][2], cells[-1][2])
        assert ends == ("2015-01-01", "100.00", format_points(total_of(result), 2))
        for quarter in (1, 2, 3):
            until = edition.results[2015, quarter].until.isoformat()
            then = edition.results[2015, quarter].unit(result.unit.id)
            assert then is not None
            last = [row for row in cells if row[0] <= until][-1]
            assert last[2] == format_points(total_of(then), 2)
        for earlier, later in pairwise(cells):
            assert (earlier[2], later[0] > earlier[0]) == (later[1], True)


def test_the_line_of_a_year_begins_when_its_scheme_is_in_force() -> None:
    corpus = as_published(read_district(), demo=True)
    scheme = replace(corpus.schemes[2015], in_force=date(2015, 4, 21), before="not-counted")
    supplements = line_supplements(open_district(replace(corpus, schemes={2015: scheme})))
    (part,) = supplements["2015/units/jiaoyu.html"]
    first = texts(next(html.fromstring(part.body).iterfind(".//tbody/tr")))
    assert (first[0], first[2], first[-1]) == ("2015-04-21", "100.00", "施行之日，满分")


def test_every_record_has_its_trail_with_the_earlier_wording(edition: Edition) -> None:
    supplements = history_supplements(edition)
    for record in edition.corpus.deductions:
        assert supplements[f"2015/records/{record.item}/{record.id}.html"]
    (part,) = supplements["2015/records/hotline/0305-jiaoyu.html"]
    assert "时间是登记和改动生效的时间（北京时间），不是发现问题的日期。" in unmarked(part.body)
    events = texts(html.fromstring(part.body).iterfind(".//ol[@class='kh-plain kh-history']/li"))
    assert len(events) == 2
    assert "登记扣分记录" in events[0]
    assert "填写：" in events[1]
    assert "（未填）" not in events[1]


def test_the_public_reads_no_history_of_what_is_not_published(story: Repo) -> None:
    edition = open_story(story, "public")
    found = pages(edition)
    assert sorted(found) == ["audit.html", "audit/git.html"]
    assert "公开版不含尚未发布的改动" in found["audit.html"].body
    assert history_supplements(edition) == {}


def test_without_git_it_is_said(tmp_path: Path) -> None:
    edition = open_district(as_published(read_district(), demo=True), folder=tmp_path)
    found = pages(edition)
    assert sorted(found) == ["audit.html", "audit/git.html"]
    note = texts(html.fromstring(found["audit.html"].body).iterfind(".//p[@class='kh-note']"))
    assert len(note) == 1
    assert note[0]
