"""What is not put right yet can be read one by one before publication and after."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from generator.model.deduction import Revocation
from generator.pages.rectified import count_rectified
from generator.rules.corpus import Corpus
from generator.site.page_files import list_articles
from tests.shown import unmarked
from tests.site.sample import as_published, demo_pages, open_district, put_right_on, read_district

_ROW = re.compile(
    r'<tr role="row"><th scope="row" role="rowheader"><a href="([^"]+)">.*?data-head="期限"[^>]*>(.*?)</td>.*?</tr>',
    re.DOTALL,
)


def pages_of(corpus: Corpus) -> dict[str, str]:
    return {found.url: unmarked(found.body) for found in list_articles(open_district(corpus))}


def part_of(page: str) -> str:
    start = page.index("还没有销号的 ")
    return page[start : page.index("</section>", start)]


@pytest.mark.parametrize("published", [(), ("2015-notice", "2015")], ids=["draft", "published"])
def test_every_finding_that_is_not_accepted_is_listed(published: tuple[str, ...]) -> None:
    corpus = as_published(read_district(), *published) if published else read_district()
    edition, pages = open_district(corpus), pages_of(corpus)
    result, day = edition.result_of(2015), edition.period_of(2015).day
    counted = count_rectified((e for unit in result.units for e in unit.score.effects()), day)
    assert counted is not None
    wanted = {name: int(number) for name, _, number in counted.states if name != "已销号"}
    part = part_of(pages["2015/outcomes.html"])
    rows = _ROW.findall(part)
    assert len(rows) == sum(wanted.values()) > 1
    assert {name: int(number) for name, number in re.findall("(?:：|，)(\\D+) (\\d+) 笔", part)} == wanted
    overdue = [due for _, due in rows][: wanted["逾期未整改"]]
    assert overdue == sorted(overdue)
    assert all(due < day.isoformat() for due in overdue)


def test_what_was_revoked_asks_for_nothing() -> None:
    """A finding that was taken back is no overdue one under anybody's name."""
    corpus = read_district()
    taken_back = Revocation(date(2015, 12, 30), "登记有误")
    records = tuple(replace(record, revoked=taken_back) for record in corpus.deductions)
    pages = pages_of(replace(corpus, deductions=records))
    assert "还没有销号的 " not in pages["2015/outcomes.html"]
    assert not [
        url for url, page in pages.items() if "/units/" in url and re.search("<td>(整改中|已整改|<strong>)", page)
    ]


def test_what_follows_is_what_the_scheme_names_or_nothing() -> None:
    corpus = read_district()
    scheme = corpus.schemes[2015]
    named = replace(scheme, basis=replace(scheme.basis, rectification="opinions-m13"))
    with_clause = pages_of(replace(corpus, schemes={2015: named}))["2015/outcomes.html"]
    assert re.search(
        r'逾期不整改怎样处理，见<a href="../notice/2015-1/opinions.html#opinions-m13">通知“', with_clause
    )
    assert "逾期不整改怎样处理" not in pages_of(corpus)["2015/outcomes.html"]  # nobody said that there is nothing


def test_the_calendar_and_the_registers_lead_to_the_list() -> None:
    """A zero beside what is overdue in the registers is not all: findings are counted beside it."""
    site = demo_pages()
    listed = part_of(unmarked((site / "2015/outcomes.html").read_text("utf-8")))
    late = re.search(r"逾期未整改 (\d+) 笔", listed)
    assert late is not None
    for name in ("calendar", "registers"):
        page = unmarked((site / f"{name}.html").read_text("utf-8"))
        said = re.search(
            r'<a href="2015/outcomes.html#unrectified">2015年度还没有销号的 (\d+) 笔，其中逾期未整改 (\d+) 笔', page
        )
        assert said is not None, name
        assert (int(said[1]), said[2]) == (len(_ROW.findall(listed)), late[1])


def test_what_was_done_after_the_day_is_told_beside_an_overdue_one() -> None:
    """It was counted as overdue, and its row said that it was put right long ago."""
    corpus, _ = put_right_on(
        read_district(), due=date(2015, 11, 1), done=date(2016, 1, 5), accepted=date(2016, 1, 12)
    )
    page = part_of(pages_of(corpus)["2015/outcomes.html"])
    assert "未完成整改，已逾期 60 日；2016-01-12 已销号" in page
    assert "逾期65日完成" not in page
