"""The documents of a small district as they read: none begins a list of nothing, none says what nobody decided."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from generator.documents.document_request import DocumentRequest, order_documents
from generator.documents.official_document import DocumentTable, Note, OfficialDocument, Paragraph
from generator.documents.text_source import open_sources, write_document
from generator.model.deadline import NoticePeriod
from generator.model.deduction import Deduction
from generator.model.publication import Letter, TieChoice
from generator.model.unit import OpinionPlace, Site
from generator.public.periods import list_periods, score_periods
from generator.release.freeze import PublicationRequest, freeze_period
from generator.rules.corpus import Corpus
from generator.words import address
from generator.words.column import even_points
from tests.opendata.sample import APPRAISALS, COMMIT, RECORDS, SCHEME, UNITS, make_corpus
from tests.released import of_office

SOURCES = open_sources([Path(__file__).parents[2] / "templates" / "documents"])
NUMBER = "示委发〔2016〕2号"


def orders_of(corpus: Corpus) -> dict[str, DocumentRequest]:
    periods = list_periods(corpus, "internal")
    results = score_periods(corpus, periods, "internal")
    return {order.name: order for order in order_documents(of_office(corpus), results, periods, "internal")}


def write(order: DocumentRequest) -> OfficialDocument:
    return write_document(SOURCES, order.source, order.facts, order.day, order.notice, order.watermark)


def texts(document: OfficialDocument) -> Iterator[str]:
    """Every line of text of a document, its tables cell by cell."""
    yield from document.title
    for block in (*document.blocks, *(block for annex in document.annexes for block in annex.blocks)):
        if isinstance(block, Paragraph):
            yield block.lead + block.text
        elif isinstance(block, Note):
            yield block.text
        elif isinstance(block, DocumentTable):
            yield from (cell for row in block.rows for cell in row)


def district(records: tuple[Deduction, ...]) -> Corpus:
    """The district with these records and both publications of the year, the notice a week before the result."""
    appraisals = (*APPRAISALS, replace(APPRAISALS[0], unit="gamma"))
    corpus = replace(make_corpus(), deductions=records, appraisals=appraisals, publications={}, corrections={})
    notice = freeze_period(corpus, PublicationRequest("2015-notice", date(2016, 1, 12)), COMMIT, None)
    final = freeze_period(corpus, PublicationRequest("2015-final", date(2016, 1, 20), NUMBER), COMMIT, None)
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


def test_each_document_has_the_day_and_the_number_of_its_own_publication() -> None:
    orders = orders_of(district(RECORDS))
    noticed, circular, praise = (write(orders[f"2015/{name}"]) for name in ("public-notice", "circular", "praise"))
    assert (noticed.day, noticed.closing.date) == (date(2016, 1, 12), "2016年1月12日")
    assert (circular.closing.date, circular.banner.number) == ("2016年1月20日", NUMBER)
    assert praise.banner.number == ""
    assert praise.colophon.printed == circular.colophon.printed == "2016年1月20日印发"


def test_a_public_notice_says_where_others_than_the_assessed_may_write() -> None:
    timed = replace(SCHEME, notice_period=NoticePeriod(5, "calendar"))
    corpus = replace(district(RECORDS), schemes={2015: timed})
    assert corpus.site is not None
    places = OpinionPlace("示例路1号", "", "yijian@kaohe.example")

    def said(site: Site) -> str:
        return "\n".join(texts(write(orders_of(replace(corpus, site=site))["2015/public-notice"])))

    told = said(replace(corpus.site, opinions=places, contact="综合科"))
    assert "其他单位和个人对结果有意见的，请在公示期内向" in told
    assert "和理由。地址：示例路1号；电子邮箱：yijian@kaohe.example。" in told
    assert "综合科" not in told
    assert "和理由。联系方式：综合科。" in said(replace(corpus.site, contact="综合科"))
    assert "地址：" not in said(replace(corpus.site, contact=""))


def test_the_day_of_a_document_is_the_one_it_was_given() -> None:
    corpus = district(RECORDS)
    final = replace(corpus.publications["2015-final"], issued=date(2016, 1, 18))
    orders = orders_of(replace(corpus, publications={**corpus.publications, "2015-final": final}))
    for name in ("circular", "praise", "feedback/alpha", "summons/gamma"):
        document = write(orders[f"2015/{name}"])
        assert (document.day, document.closing.date) == (date(2016, 1, 18), "2016年1月18日"), name


def test_letters_have_the_numbers_that_the_office_gives() -> None:
    corpus = district(RECORDS)
    letters = (
        Letter("praise", "示考发〔2016〕3号"),
        Letter("feedback", "示考函〔2016〕1号", "alpha"),
        Letter("summons", "示考函〔2016〕9号", "gamma"),
    )
    final = replace(corpus.publications["2015-final"], letters=letters)
    appeal = RECORDS[0].appeal
    assert appeal is not None
    records = (replace(RECORDS[0], appeal=replace(appeal, document="示考复〔2015〕4号")), *RECORDS[1:])
    found = replace(corpus, deductions=records, publications={**corpus.publications, "2015-final": final})
    numbers = {order.name: write(order).banner.number for order in orders_of(found).values()}
    assert {name: number for name, number in numbers.items() if number} == {
        "2015/circular": NUMBER,
        "2015/praise": "示考发〔2016〕3号",
        "2015/feedback/alpha": "示考函〔2016〕1号",
        "2015/summons/gamma": "示考函〔2016〕9号",
        "2015/review/r3-discipline": "示考复〔2015〕4号",
    }


def test_one_title_stands_on_the_record_and_on_the_document() -> None:
    corpus = district(RECORDS)
    assert write(orders_of(corpus)["2015/circular"]).name == corpus.publications["2015-final"].title
    title = "关于公布2015年度机关考核结果暨《考核情况分析》的通报"
    final = replace(corpus.publications["2015-final"], title=title)
    found = replace(corpus, publications={**corpus.publications, "2015-final": final})
    document = write(orders_of(found)["2015/circular"])
    assert document.name == title
    assert document.title == ("关于公布2015年度机关考核结果", "暨《考核情况分析》的通报")


def test_a_title_within_a_title_has_single_brackets() -> None:
    corpus = make_corpus()
    first = replace(corpus.publications["2015-q1"], title="关于《办法》执行情况的通报")
    document = write(
        orders_of(replace(corpus, publications={**corpus.publications, "2015-q1": first}))["2015/2015-q1-c1"]
    )
    assert document.name == "关于《关于〈办法〉执行情况的通报》的更正公告"


def test_the_office_s_own_paragraphs_stand_in_the_circular() -> None:
    corpus = district(RECORDS)
    words = ("（一）存在问题。窗口服务不规范。", "（二）有关要求", "请各单位对照整改。")
    final = replace(corpus.publications["2015-final"], statement=words)
    orders = orders_of(replace(corpus, publications={**corpus.publications, "2015-final": final}))
    document = write(orders["2015/circular"])
    assert [(b.level, b.lead, b.text) for b in document.blocks if isinstance(b, Paragraph)][-4:] == [
        (1, "三、情况和要求", ""),
        (2, "（一）存在问题。", "窗口服务不规范。"),
        (2, "（二）有关要求", ""),
        (0, "", "请各单位对照整改。"),
    ]
    assert not any("认真分析" in line for line in texts(document))


def test_documents_follow_what_an_outcome_asks_for_and_no_id() -> None:
    """Where the outcome `summons` asks for none, and another asks for one, so do the documents."""
    names = set(orders_of(district(RECORDS)))
    assert {"2015/praise", "2015/summons/gamma"} <= names
    praised, summons = SCHEME.outcomes
    swapped = (replace(praised, id="summons", document="none"), replace(summons, id="praised", document="praise"))
    orders = orders_of(replace(district(RECORDS), schemes={2015: replace(SCHEME, outcomes=swapped)}))
    assert not [name for name in orders if "summons" in name]
    assert "示例区丙中心" in list(texts(write(orders["2015/praise"])))


def test_outcomes_of_a_quarter_have_documents_of_their_own() -> None:
    """Each outcome has one, under a name and with a number of its own; the circular lists whom they meet."""
    praised, summons = (replace(rule, at=("quarter", "year")) for rule in SCHEME.outcomes)
    warned = replace(summons, id="warned", name="提醒谈话")
    scheme = replace(SCHEME, outcomes=(praised, summons, warned))
    corpus = replace(make_corpus(scheme), corrections={})
    letters = (
        Letter("summons", "示考函〔2015〕1号", "alpha", "summons"),
        Letter("summons", "示考函〔2015〕2号", "alpha", "warned"),
    )
    first = replace(corpus.publications["2015-q1"], letters=letters)
    orders = orders_of(replace(corpus, publications={**corpus.publications, "2015-q1": first}))
    made = {name: write(order) for name, order in orders.items()}
    assert [name for name in made if "q1" in name] == [
        "2015/q1-circular", "2015/praise-q1", "2015/summons-q1/alpha", "2015/summons-warned-q1/alpha"
    ]  # fmt: skip
    assert made["2015/summons-q1/alpha"].banner.number == "示考函〔2015〕1号"
    assert made["2015/summons-warned-q1/alpha"].banner.number == "示考函〔2015〕2号"
    assert any("“提醒谈话”的范围" in line for line in texts(made["2015/summons-warned-q1/alpha"]))
    assert made["2015/praise-q1"].name == "关于表扬2015年第一季度考核优胜单位的通报"
    said = list(texts(made["2015/q1-circular"]))
    assert "三、结果运用" in said
    assert "四、有关要求" in said
    assert "提醒谈话（1个）：区甲局。" in said
    assert "三、有关要求" in list(texts(write(orders_of(make_corpus())["2015/q1-circular"])))


def appraised(*order: int) -> Corpus:
    """The published district without records, its three units appraised by these of the appraisals."""
    units = [unit for unit in UNITS if unit != "office"]
    appraisals = tuple(replace(APPRAISALS[number], unit=unit) for number, unit in zip(order, units, strict=True))
    return replace(district(()), appraisals=appraisals)


def decided(corpus: Corpus, *ties: TieChoice) -> dict[str, DocumentRequest]:
    final = replace(corpus.publications["2015-final"], ties=ties)
    return orders_of(replace(corpus, publications={**corpus.publications, "2015-final": final}))


def test_where_a_tie_was_decided_the_chosen_alone_have_the_outcome() -> None:
    corpus = appraised(1, 1, 0)  # two tie for one place of praise
    undecided = write(orders_of(corpus)["2015/circular"])
    assert any("通报表扬（2个）" in line and "由示例考核办确认" in line for line in texts(undecided))
    orders = decided(corpus, TieChoice("praised", ("beta",), "办公会议研究"))
    said = "通报表扬（1个）：区乙局。“通报表扬”的并列已经确定，依据：办公会议研究。"
    assert said in list(texts(write(orders["2015/circular"])))
    for unit in ("alpha", "beta"):  # who was not chosen is told why as well
        letter = list(texts(write(orders[f"2015/feedback/{unit}"])))
        assert any("“通报表扬”的并列已经确定，依据：办公会议研究。" in line for line in letter), unit
    assert not any("并列已经确定" in line for line in texts(write(orders["2015/feedback/gamma"])))
    assert "示例区乙局" in list(texts(write(orders["2015/praise"])))
    assert "示例区甲局" not in list(texts(write(orders["2015/praise"])))
    assert "“通报表扬”的并列已经确定，依据：办公会议研究。" in list(texts(write(orders["2015/praise"])))


def test_a_summons_that_a_decided_tie_led_to_says_on_what_ground() -> None:
    corpus = appraised(1, 0, 0)
    orders = decided(corpus, TieChoice("summons", ("gamma",), "办公会议研究"))
    said = "\n".join(texts(write(orders["2015/summons/gamma"])))
    assert "“约谈主要负责人”的并列已经确定，依据：办公会议研究。" in said
    assert "2015/summons/beta" not in orders


@pytest.mark.parametrize(
    ("held_by", "basis", "sample", "words"),
    [
        ("示例区主要领导", "", False, "约谈由示例区主要领导进行，听取"),
        ("示例区主要领导", "", True, "约谈由示例区主要领导（示例）进行，听取"),
        ("示例区主要领导", "clause-1", True, "约谈由示例区主要领导进行，听取"),
        ("", "", True, "\n听取你单位"),
    ],
)
def test_a_summons_says_who_talks_as_the_scheme_says_it(held_by: str, basis: str, sample: bool, words: str) -> None:
    rule = replace(SCHEME.outcomes[1], held_by=held_by, held_by_basis=basis)
    scheme = replace(SCHEME, sample=sample, outcomes=(SCHEME.outcomes[0], rule))
    orders = orders_of(replace(district(RECORDS), schemes={2015: scheme}))
    assert words in "\n".join(texts(write(orders["2015/summons/gamma"])))


def test_where_nobody_was_chosen_of_a_tie_there_is_no_document() -> None:
    corpus = appraised(1, 0, 0)  # two tie for one summons
    assert {"2015/summons/beta", "2015/summons/gamma"} <= orders_of(corpus).keys()
    orders = decided(corpus, TieChoice("summons", (), "办公会议研究"))
    assert "约谈主要负责人：无。“约谈主要负责人”的并列已经确定，依据：办公会议研究。" in list(
        texts(write(orders["2015/circular"]))
    )
    assert not [name for name in orders if "summons" in name]


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
    assert (document.watermark, document.closing.date, document.banner.number) == ("草稿", "××××年×月×日", "")


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
    site = make_corpus().site
    assert site is not None
    assert f"网页：{site.base_url}{address.record_page(RECORDS[1])}" in said
    links = orders_of(make_corpus())["2015/2015-q1-c1"].links
    assert [(link.url, link.about) for link in links] == [(address.record_page(RECORDS[1]), RECORDS[1].path)]
    assert "".join(document.title).endswith("的更正公告")


def test_the_points_of_a_column_have_equally_many_decimals() -> None:
    assert even_points([Decimal("0.4"), Decimal("1.85"), Decimal(2)]) == ["0.40", "1.85", "2.00"]
    assert even_points([Decimal(3)]) == ["3"]
    assert even_points([]) == []


def test_what_is_provisional_is_neither_praised_nor_summoned() -> None:
    """Also a unit whose own score is complete: its rank is not settled before those of the others."""
    corpus = replace(make_corpus(), appraisals=APPRAISALS[:1])
    assert not [name for name in orders_of(corpus) if "praise" in name or "summons" in name]


def test_a_summons_says_when_and_where_and_what_the_appraisal_took() -> None:
    corpus = district(RECORDS)
    letter = Letter("summons", "示考函〔2016〕9号", "gamma", appointment="2016年3月2日上午9时，区政府三楼会议室")
    final = replace(corpus.publications["2015-final"], letters=(letter,))
    drafted, told = (
        list(texts(write(orders_of(found)["2015/summons/gamma"])))
        for found in (corpus, replace(corpus, publications={**corpus.publications, "2015-final": final}))
    )
    assert any(line.startswith("另行通知。") for line in drafted)
    assert any(line.startswith("2016年3月2日上午9时，区政府三楼会议室。") for line in told)
    assert SCHEME.components[1].name in told


def test_the_circular_tells_the_commonest_items_and_what_appeals_led_to() -> None:
    said = "\n".join(texts(write(orders_of(district(RECORDS))["2015/circular"])))
    assert re.search("扣分较多的单项是：[^。]+（[0-9]+条，[0-9.]+分）", said)
    assert re.search("被考核单位提出申诉3件，经复核减少扣分1件、撤销扣分1件，1件正在复核。", said)


def test_a_correction_gives_scores_first_and_mere_ranks_after() -> None:
    corpus = make_corpus()
    [correction] = corpus.corrections.values()
    change = next(iter(correction.results.values()))
    scored = replace(
        change, old=replace(change.old, total=Decimal("99.00")), new=replace(change.new, total=Decimal(97))
    )
    moved = replace(change, new=replace(change.old, rank=Decimal(3)), old=replace(change.old, rank=Decimal(2)))
    results = {"alpha": moved, "beta": scored}
    found = replace(corpus, corrections={correction.id: replace(correction, results=results)})
    said = list(texts(write(orders_of(found)["2015/2015-q1-c1"])))
    alpha, beta = (corpus.units[name].name for name in ("alpha", "beta"))
    assert said.index(beta) < said.index(f"另有1个单位得分不变，名次相应变动：{alpha}由第2名到第3名。")
    assert alpha not in said
