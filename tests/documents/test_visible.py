"""Which documents an audience sees, in every state of publication: each is shown because it was issued itself."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from generator.documents.document_article import render_page
from generator.documents.document_request import DEMO, DocumentRequest, order_documents
from generator.documents.official_document import Paragraph
from generator.documents.text_source import open_sources, write_document
from generator.model.deadline import NoticePeriod
from generator.model.publication import Publication, Withdrawal
from generator.model.unit import LETTERS, Site
from generator.public.periods import Audience, list_periods, score_periods, visible_corpus
from generator.release.freeze import PublicationRequest, freeze_period
from generator.rules.corpus import Corpus
from tests.opendata.sample import APPRAISALS, COMMIT, SCHEME, SITE, make_corpus

SOURCES = open_sources([Path(__file__).parents[2] / "templates" / "documents"])
PLAN = {
    "q1": PublicationRequest("2015-q1", date(2015, 4, 8)),
    "q2": PublicationRequest("2015-q2", date(2015, 7, 8)),
    "q3": PublicationRequest("2015-q3", date(2015, 10, 8)),
    "q4": PublicationRequest("2015-q4", date(2016, 1, 8)),
    "notice": PublicationRequest("2015-notice", date(2016, 1, 12)),
    "final": PublicationRequest("2015-final", date(2016, 1, 20)),
}
STATES = [
    (),
    ("q1",),
    ("q1", "q3"),
    ("q1", "notice"),
    ("notice",),
    ("q1", "q2", "q3", "q4", "notice"),
    ("q1", "notice", "final"),
    ("final",),
    tuple(PLAN),
]
# Which publication issues which document.
CIRCULARS = {"q1": "q1-circular", "q2": "q2-circular", "q3": "q3-circular", "q4": "q4-circular"}
OF_FINAL = {"circular", "praise", *(f"feedback/{unit}" for unit in ("alpha", "beta", "gamma")), "summons/gamma"}
REVIEWS = {"review/r3-discipline": date(2015, 8, 3), "review/r5-hotline": date(2015, 6, 30)}
PUBLIC = replace(SITE, public_letters=tuple(LETTERS))


def district(state: tuple[str, ...], site: Site = PUBLIC) -> Corpus:
    """The district, complete, with these publications."""
    scheme = replace(SCHEME, notice_period=NoticePeriod(5, "working"))
    appraisals = (*APPRAISALS, replace(APPRAISALS[0], unit="gamma"))
    corpus = replace(make_corpus(scheme), site=site, appraisals=appraisals, publications={}, corrections={})
    made: list[Publication] = [freeze_period(corpus, PLAN[name], COMMIT, None) for name in state]
    chained = [made[0], *(replace(b, previous=a.id) for a, b in pairwise(made))] if made else []
    return replace(corpus, publications={record.id: record for record in chained})


def orders_of(corpus: Corpus, audience: Audience) -> dict[str, DocumentRequest]:
    seen = visible_corpus(corpus, audience)
    periods = list_periods(seen, audience)
    results = score_periods(corpus, periods, audience)
    found = {}
    for order in order_documents(seen, results, periods, audience):
        year, _, name = order.name.partition("/")
        assert year == "2015"
        found[name] = order
    return found


def issued(state: tuple[str, ...]) -> set[str]:
    """The documents that these publications issue, and the decisions on records of what is published."""
    ends = {"q1": date(2015, 3, 31), "q2": date(2015, 6, 30), "q3": date(2015, 9, 30)}
    until = max((ends.get(name, date(2015, 12, 31)) for name in state), default=date.min)
    names = {CIRCULARS[name] for name in state if name in CIRCULARS}
    names |= {"public-notice"} if "notice" in state else set()
    names |= OF_FINAL if "final" in state else set()
    return names | {name for name, day in REVIEWS.items() if day <= until}


@pytest.mark.parametrize("state", STATES)
def test_the_public_sees_what_was_issued_and_nothing_else(state: tuple[str, ...]) -> None:
    orders = orders_of(district(state), "public")
    assert orders.keys() == issued(state)
    for name, order in orders.items():
        page = render_page(
            write_document(SOURCES, order.source, order.facts, order.day, order.notice, order.watermark)
        )
        assert not re.search("××|草稿|征求意见", page), name
        assert (order.watermark, order.notice) == ("", ""), name


@pytest.mark.parametrize("state", STATES)
def test_every_draft_of_a_demonstration_calls_itself_one(state: tuple[str, ...]) -> None:
    orders = orders_of(district(state, replace(PUBLIC, demo=True)), "public")
    whole = (
        issued(tuple(PLAN))
        if "notice" in state or "final" not in state
        else issued(("q1", "q2", "q3", "q4", "final"))
    )
    assert orders.keys() == {f"{name}-demo" for name in whole}
    finished = issued(state) | set(REVIEWS)
    for name, order in orders.items():
        assert order.notice.startswith(DEMO), name
        assert order.watermark == ("" if name.removesuffix("-demo") in finished else "演示草稿"), name
        page = render_page(
            write_document(SOURCES, order.source, order.facts, order.day, order.notice, order.watermark)
        )
        assert ("演示草稿" in page) == ("××××年×月×日" in page) == bool(order.watermark), name


@pytest.mark.parametrize("state", STATES)
def test_the_office_sees_drafts_as_drafts(state: tuple[str, ...]) -> None:
    orders = orders_of(district(state), "internal")
    finished = issued(state) | set(REVIEWS)
    assert {name for name, order in orders.items() if not order.watermark} == finished
    assert {order.watermark for order in orders.values()} <= {"", "草稿"}


def test_letters_to_a_unit_are_public_only_where_the_project_says_so() -> None:
    names = {kind: set(orders_of(district(tuple(PLAN), replace(SITE, public_letters=kinds)), "public"))
             for kind, kinds in (("none", ()), ("review", ("review",)), ("all", tuple(LETTERS)))}  # fmt: skip
    assert not [name for name in names["none"] if "/" in name]
    assert {name for name in names["review"] if "/" in name} == set(REVIEWS)
    assert names["all"] == issued(tuple(PLAN))
    assert len(orders_of(district(tuple(PLAN), SITE), "internal")) == len(names["all"])


def test_no_notice_is_drafted_where_none_can_come_any_more() -> None:
    """Once the final results are out, or where the scheme wants none."""
    assert "public-notice" in orders_of(district(("q1",)), "internal")
    assert "public-notice" not in orders_of(district(("q1", "final")), "internal")
    corpus = district(("q1",))
    unwanted = replace(corpus, schemes={2015: replace(corpus.schemes[2015], notice_period=None)})
    assert "public-notice" not in orders_of(unwanted, "internal")


@pytest.mark.parametrize("state", [found for found in STATES if found])
def test_what_was_withdrawn_issues_nothing_but_the_announcement_of_that(state: tuple[str, ...]) -> None:
    """Whatever is withdrawn of a state: what the others issued stays, and drafts take its place."""
    for name in state:
        taken_back = Withdrawal(PLAN[name].id, date(2016, 2, 1), "数据有误", "示考办〔2016〕9号")
        corpus = replace(district(state), withdrawals={taken_back.publication: taken_back})
        left = tuple(other for other in state if other != name)
        announced = f"{PLAN[name].id}-withdrawal"
        orders = orders_of(corpus, "public")
        assert orders.keys() == issued(left) | {announced}
        assert (orders[announced].watermark, orders[announced].record) == ("", PLAN[name].id)
        inside = orders_of(corpus, "internal")
        assert {found for found, order in inside.items() if not order.watermark} == (
            issued(left) | set(REVIEWS) | {announced}
        )
        demo = orders_of(replace(corpus, site=replace(PUBLIC, demo=True)), "public")
        assert demo[f"{announced}-demo"].notice.startswith(DEMO)


def test_an_announcement_says_why_and_what_holds_since() -> None:
    withdrawal = Withdrawal("2015-q1", date(2015, 4, 9), "漏记了一个单位。")
    corpus = replace(district(("q1",)), withdrawals={"2015-q1": withdrawal})
    assert said(corpus) == [
        "2015年4月8日发布的《关于2015年第一季度考核情况的通报》，现予撤回，其中各单位的得分和名次不再有效。",
        "漏记了一个单位。",
        "2015年第一季度考核目前没有有效的季度通报，另行发布。",
        "原发布的数字保留备查，标明已撤回。",
    ]
    again = freeze_period(
        corpus, PublicationRequest("2015-q1-2", date(2015, 4, 10), title="关于重新公布的通报"), COMMIT, None
    )
    both = {**corpus.publications, again.id: replace(again, previous="2015-q1")}
    renewed = replace(corpus, publications=both)
    assert said(renewed) == said(corpus), "a letter does not cite what was published after its day"
    same_day = replace(withdrawal, date=date(2015, 4, 10))
    assert "2015年第一季度考核的季度通报，以2015年4月10日发布的《关于重新公布的通报》为准。" in said(
        replace(renewed, withdrawals={"2015-q1": same_day})
    )


def said(corpus: Corpus) -> list[str]:
    """The paragraphs of the announcement of the first quarter's withdrawal."""
    order = orders_of(corpus, "public")["2015-q1-withdrawal"]
    made = write_document(SOURCES, order.source, order.facts, order.day, order.notice, order.watermark)
    assert made.name == "关于2015年第一季度考核情况通报的撤回公告"
    return [block.text for block in made.blocks if isinstance(block, Paragraph) and not block.level]
