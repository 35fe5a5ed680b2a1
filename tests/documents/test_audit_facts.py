"""The report on a comparison: who moved by its own records, who only in rank, and what became of whole files."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from generator.documents.audit_facts import audit_facts
from generator.words.comparison_words import CauseView, ChangeView, ComparisonView, ScoreView
from generator.words.wording import FieldWords

CAUSE = CauseView("热线办理（更正 c1）", "data/deductions/2015/hotline/r1.yml", "+0.60", "")
MOVED = ScoreView("a", "区甲局", 2015, "98.90", "99.50", "+0.60", "7", "3", ("退出“约谈”",), (CAUSE,))
FOLLOWS = ScoreView("b", "区乙局", 2015, "99.30", "99.30", "0.00", "4", "5", (), ())
SAME_RANK = ScoreView("c", "区丙局", 2015, "99.30", "99.10", "−0.20", "6", "6", (), (CAUSE,))
CHANGES = (
    ChangeView("新增更正记录", "data/corrections/c1.yml", "", "", (), ("0" * 40,)),
    ChangeView("扣分记录消失", "data/deductions/2015/hotline/r2.yml", "区乙局 · 0.6 分", "", (), ()),
    ChangeView("扣分记录改名", "data/deductions/2015/hotline/r3.yml", "", "改为 r4.yml，内容未变", (), ()),
    ChangeView("更改单位", "data/units/a.yml", "区甲局", "", (FieldWords("简称", "甲局", "区甲局"),), ()),
)
VIEW = ComparisonView(
    "0" * 12, "1" * 12, (), "改动 2 个文件；1 个单位得分变化。", (MOVED, FOLLOWS, SAME_RANK), CHANGES
)
FACTS = audit_facts(VIEW, "考核办", date(2016, 1, 8))


def test_only_what_moved_is_said_to_have_moved() -> None:
    assert [score["words"] for score in FACTS["scores"]] == [
        "得分由98.90变为99.50（+0.60），名次由7变为3；退出“约谈”。",
        "得分由99.30变为99.10（−0.20），名次6未变。",
    ]
    assert FACTS["scores"][0]["causes"] == [("热线办理（更正 c1）", "+0.60", "—")]


def test_who_moved_only_in_rank_stands_apart() -> None:
    assert FACTS["followers"] == [("区乙局（2015年度）", "4", "5", "—")]


def test_figures_stand_close_to_words_as_in_official_documents() -> None:
    assert FACTS["summary"] == "改动2个文件；1个单位得分变化。"
    assert FACTS["changes"][1]["about"] == "区乙局 · 0.6分"
    assert FACTS["date"] == "2016年1月8日"


def test_a_change_of_a_whole_file_has_a_row_of_its_own() -> None:
    assert [change["fields"] for change in FACTS["changes"]] == [
        [("全部内容", "（没有）", "（新增）")],
        [("全部内容", "（原有）", "（没有）")],
        [("全部内容", "", "改为 r4.yml，内容未变")],
        [("简称", "甲局", "区甲局")],
    ]


def test_the_period_is_the_one_that_is_compared() -> None:
    facts = audit_facts(VIEW, "考核办", periods={2015: "2015年至第二季度末"})
    assert {score["period"] for score in facts["scores"]} == {"2015年至第二季度末"}
    assert facts["followers"][0][0] == "区乙局（2015年至第二季度末）"
    assert {score["period"] for score in FACTS["scores"]} == {"2015年度"}


def test_a_cause_is_told_by_its_day_and_by_its_file_only_where_two_read_alike() -> None:
    twin = replace(CAUSE, path="data/deductions/2015/hotline/r5.yml")
    other = replace(CAUSE, path="data/deductions/2015/hotline/r6.yml")
    view = replace(VIEW, scores=(replace(MOVED, causes=(CAUSE, twin, other)),))
    days = {CAUSE.path: date(2015, 6, 18), twin.path: date(2015, 6, 19), other.path: date(2015, 6, 19)}
    [score] = audit_facts(view, "考核办", days=days)["scores"]
    assert [name for name, _, _ in score["causes"]] == [
        "热线办理（更正 c1），2015年6月18日的记录",
        "热线办理（更正 c1），2015年6月19日的记录（r5）",
        "热线办理（更正 c1），2015年6月19日的记录（r6）",
    ]
