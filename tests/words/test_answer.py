"""What a unit may do about a deduction, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from generator.check.texts import list_records
from generator.model.deadline import AppealDeadlines
from generator.model.deduction import Appeal, Reply, Revocation
from generator.model.holidays import Holidays
from generator.public.periods import visible_corpus
from generator.words.answer import answers_open, rule_of_answers
from tests.opendata.sample import RECORDS, SCHEME, make_corpus
from tests.released import of_office

RULE = AppealDeadlines(10, 15, "calendar", "kaohezu")
FOUND = replace(RECORDS[4], notified=None, reply=None)  # found on 2015-05-02
TOLD = replace(FOUND, notified=date(2015, 5, 4))
ASKED = replace(TOLD, appeal=Appeal(date(2015, 5, 12), "工单重复"))


@pytest.mark.parametrize(
    ("record", "rule", "words"),
    [
        (FOUND, None, "被扣分单位可以书面答复，也可以向示例考核办申诉。联系方式：电话 12345。"),
        (
            FOUND,
            RULE,
            "自收到扣分告知书之日（没有告知书的，自登记生效之日）起 10 个自然日内，被扣分单位可以书面答复，"
            "也可以向示例区考核工作组申诉。联系方式：电话 12345。",
        ),
        (
            TOLD,
            RULE,
            "被扣分单位 2015-05-04 收到扣分告知书，2015-05-14 以前（含当日）可以书面答复，"
            "也可以向示例区考核工作组申诉。联系方式：电话 12345。",
        ),
        (
            replace(TOLD, reply=Reply(date(2015, 5, 6), "已说明")),
            RULE,
            "被扣分单位 2015-05-04 收到扣分告知书，2015-05-14 以前（含当日）可以向示例区考核工作组申诉。"
            "联系方式：电话 12345。",
        ),
        (
            TOLD,
            replace(RULE, kind="working"),
            "自 2015-05-04 收到扣分告知书起 10 个工作日内，被扣分单位可以书面答复，也可以向示例区考核工作组申诉。"
            "联系方式：电话 12345。",
        ),
        (ASKED, RULE, "申诉已于 2015-05-12 提出，示例区考核工作组应在 2015-05-27 以前（含当日）作出复核决定。"),
        (ASKED, None, "申诉已于 2015-05-12 提出，由示例考核办复核。"),
        (RECORDS[0], RULE, ""),
        (replace(TOLD, revoked=Revocation(date(2015, 5, 6), "记错")), RULE, ""),
    ],
)
def test_until_when_and_where(record: object, rule: AppealDeadlines | None, words: str) -> None:
    corpus = make_corpus()
    assert answers_open(corpus, replace(SCHEME, appeals=rule), record) == words  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (
            RULE,
            "没有登记告知的日期，期限从登记生效之日（2015-05-06）起算：被扣分单位 2015-05-16 以前（含当日）",
        ),
        (replace(RULE, kind="working"), "自登记生效之日（2015-05-06）起 10 个工作日内，被扣分单位可以"),
    ],
)
def test_without_a_day_of_telling_it_counts_from_the_day_on_the_main_branch(
    rule: AppealDeadlines, words: str
) -> None:
    corpus = visible_corpus(replace(make_corpus(), entered={FOUND.path: date(2015, 5, 6)}), "internal")
    assert answers_open(corpus, replace(SCHEME, appeals=rule), FOUND).startswith(words)


@pytest.mark.parametrize(("day", "over"), [(date(2015, 5, 14), False), (date(2015, 5, 15), True)])
def test_what_ended_before_the_day_of_the_data_is_over(day: date, over: bool) -> None:
    scheme = replace(SCHEME, appeals=RULE)
    words = answers_open(of_office(make_corpus()), scheme, TOLD, day)
    assert (words == "书面答复和申诉的期限到 2015-05-14 为止，已经过去。") is over
    replied = replace(TOLD, reply=Reply(date(2015, 5, 6), "已说明"))
    assert answers_open(of_office(make_corpus()), scheme, replied, day).startswith("申诉的期限到") is over
    entered = replace(make_corpus(), entered={FOUND.path: date(2015, 5, 4)})
    assert ("已经过去" in answers_open(visible_corpus(entered, "internal"), scheme, FOUND, day)) is over


def test_without_a_known_end_nothing_is_called_over() -> None:
    corpus, day = of_office(make_corpus()), date(2016, 1, 1)
    for scheme in (replace(SCHEME, appeals=None), replace(SCHEME, appeals=replace(RULE, kind="working"))):
        assert "已经过去" not in answers_open(corpus, scheme, TOLD, day)


def test_working_days_are_counted_where_the_holidays_are_known() -> None:
    corpus = replace(make_corpus(), holidays={2015: Holidays(2015, (date(2015, 5, 5),))})
    words = answers_open(of_office(corpus), replace(SCHEME, appeals=replace(RULE, kind="working")), TOLD)
    assert "2015-05-19 以前（含当日）" in words


def test_the_rule_in_one_sentence() -> None:
    corpus = make_corpus()
    assert (
        rule_of_answers(of_office(corpus), SCHEME)
        == "对扣分有不同意见的，被扣分单位可以书面答复，也可以向示例考核办申诉。"
    )
    said = rule_of_answers(of_office(corpus), replace(SCHEME, appeals=RULE))
    assert "示例区考核工作组在收到申诉后 15 个自然日内作出复核决定" in said


def test_the_days_on_the_main_branch_are_no_records() -> None:
    corpus = replace(make_corpus(), entered={FOUND.path: date(2015, 5, 6)}, recorded={"2015-q1": date(2015, 4, 10)})
    assert list(list_records(corpus)) == list(list_records(make_corpus()))
