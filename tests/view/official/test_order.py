"""The documents of a small district as they read: none begins a list of nothing, none says what nobody decided."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from generator.model.corpus import Corpus
from generator.model.deduction import Deduction
from generator.release.freeze import Order, freeze_period
from generator.render.official.record import Note, OfficialDocument, Paragraph
from generator.render.official.source import open_sources, write_document
from generator.score.year import score_year
from generator.view.column import even_points
from generator.view.official.order import DocumentOrder, order_documents
from generator.view.period import list_periods
from tests.view.opendata.sample import APPRAISALS, COMMIT, RECORDS, SCHEME, make_corpus

SOURCES = open_sources([Path(__file__).parents[3] / "templates" / "documents"])
NUMBER = "示委发〔2016〕2号"


def orders_of(corpus: Corpus) -> dict[str, DocumentOrder]:
    periods = list_periods(corpus, "internal")
    results = {(p.year, p.quarter): score_year(corpus, p.year, p.quarter) for p in periods}
    return {order.name: order for order in order_documents(corpus, results, periods)}


def write(order: DocumentOrder) -> OfficialDocument:
    return write_document(SOURCES, order.source, order.facts, order.day, order.notice, order.watermark)


def texts(document: OfficialDocument) -> Iterator[str]:
    """Every line of text of a document, its tables cell by cell."""
    yield from document.title
    for block in (*document.blocks, *(block for annex in document.annexes for block in annex.blocks)):
        if isinstance(block, Paragraph):
            yield block.lead + block.text
        elif isinstance(block, Note):
            yield block.text
        else:
            yield from (cell for row in block.rows for cell in row)


def district(records: tuple[Deduction, ...]) -> Corpus:
    """The district with these records and both publications of the year, the notice a week before the result."""
    appraisals = (*APPRAISALS, replace(APPRAISALS[0], unit="gamma"))
    corpus = replace(make_corpus(), deductions=records, appraisals=appraisals, publications={}, corrections={})
    notice = freeze_period(corpus, Order("2015-notice", date(2016, 1, 12)), COMMIT, None)
    final = freeze_period(corpus, Order("2015-final", date(2016, 1, 20), NUMBER), COMMIT, None)
    return replace(corpus, publications={"2015-notice": notice, "2015-final": final})


@pytest.mark.parametrize("count", [0, 1, len(RECORDS)])
def test_no_document_speaks_of_nothing(count: int) -> None:
    """With no record, with one, with all: no empty list, no count of nothing, no range of one value."""
    corpus = district(RECORDS[:count])
    for order in orders_of(corpus).values():
        said = "\n".join(texts(write(order)))
        assert not re.search("共0[^.]|(?<![0-9])0条|（0个）|：。|：，|、。|。。|，。|“”|《》|（）", said), order.name
        found = re.search("最高([0-9.]+)分，最低([0-9.]+)分", said)
        assert found is None or found[1] != found[2], order.name


def test_where_nobody_is_praised_there_is_no_circular_of_praise() -> None:
    whole = district(())
    scheme = replace(SCHEME, outcomes=SCHEME.outcomes[1:])
    orders = orders_of(replace(whole, schemes={2015: scheme}))
    assert "2015/praise" not in orders
    assert "2015/circular" in orders


def test_the_public_notice_keeps_its_own_day_and_the_praise_waits_for_its_own_number() -> None:
    orders = orders_of(district(RECORDS))
    noticed, circular, praise = (write(orders[f"2015/{name}"]) for name in ("public-notice", "circular", "praise"))
    assert (noticed.day, noticed.closing.date) == (date(2016, 1, 12), "2016年1月12日")
    assert (circular.closing.date, circular.banner.number) == ("2016年1月20日", NUMBER)
    assert praise.banner.number == "示委发〔2016〕×号"
    assert praise.colophon.printed == circular.colophon.printed == "2016年1月20日印发"


def test_a_notice_whose_figures_have_moved_since_says_so() -> None:
    corpus = district(RECORDS)
    notice = corpus.publications["2015-notice"]
    assert orders_of(corpus)["2015/public-notice"].notice == ""
    moved = {**notice.results, "alpha": replace(notice.results["alpha"], total=Decimal("90.00"))}
    publications = {**corpus.publications, "2015-notice": replace(notice, results=moved)}
    order = orders_of(replace(corpus, publications=publications))["2015/public-notice"]
    assert order.notice == "数字是正式结果，公示时的数字见网站的发布页"


def test_a_draft_says_what_is_not_known_yet() -> None:
    order = orders_of(replace(make_corpus(), publications={}, corrections={}))["2015/circular"]
    document = write(order)
    assert (document.watermark, document.closing.date) == ("草稿", "××××年×月×日")


def test_a_unit_reads_what_its_appeal_led_to() -> None:
    orders = orders_of(make_corpus())
    assert "事由3（原扣1分，复核后减少）" in list(texts(write(orders["2015/feedback/alpha"])))
    beta = list(texts(write(orders["2015/feedback/beta"])))
    assert {"事由4（已撤销）", "事由5（复核后撤销）"} <= set(beta)
    assert "事由6（申诉复核中）" in list(texts(write(orders["2015/feedback/gamma"])))


def test_a_decision_says_the_points_from_then_on() -> None:
    orders = orders_of(make_corpus())
    alpha, beta = (list(texts(write(orders[f"2015/review/{name}"]))) for name in ("r3-discipline", "r5-hotline"))
    assert "减少扣分，由扣1分改为扣0.45分。" in alpha
    assert "撤销该扣分，不再扣分。" in beta


def test_a_correction_names_the_records_in_words() -> None:
    document = write(orders_of(make_corpus())["2015/2015-q1-c1"])
    said = list(texts(document))
    assert "2015年3月31日区乙局“工作纪律”扣分记录。" in said
    assert f"数据文件：{RECORDS[1].path}" in said
    assert "".join(document.title).endswith("的更正公告")


def test_the_points_of_a_column_have_equally_many_decimals() -> None:
    assert even_points([Decimal("0.4"), Decimal("1.85"), Decimal(2)]) == ["0.40", "1.85", "2.00"]
    assert even_points([Decimal(3)]) == ["3"]
    assert even_points([]) == []


def test_what_is_provisional_is_neither_praised_nor_summoned() -> None:
    """Also a unit whose own score is complete: its rank is not settled before those of the others."""
    corpus = replace(make_corpus(), appraisals=APPRAISALS[:1])
    assert not [name for name in orders_of(corpus) if "praise" in name or "summons" in name]
