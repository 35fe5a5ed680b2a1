"""Half-width marks and straight quotes in Chinese text are told with the right ones; everything else stays."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.check.punctuation import check_punctuation, mend_punctuation
from generator.read.corpus_reader import read_corpus
from generator.read.tree import WorkTree
from tests.conftest import ROOT

BASE = Path(__file__).parents[1] / "cases" / "base" / "minimal"


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ('群众反映"办证难",已查实.3人缺席', "群众反映“办证难”，已查实。3人缺席"),
        ("扣3.5分,10:30开始;见 https://a.b/c?x=1,y 处理", "扣3.5分，10:30开始；见 https://a.b/c?x=1,y 处理"),
        ("逾期(2天)办结", "逾期（2天）办结"),
        ("按GB/T 9704-2012(格式)编排", "按GB/T 9704-2012（格式）编排"),
        ("共3件,其中1件", "共3件，其中1件"),
        ("比上年降5%,未达标", "比上年降5%，未达标"),
        ("1.未公开;2.未更新", "1.未公开；2.未更新"),
        ("工单编号2015-12345, 逾期", "工单编号2015-12345，逾期"),
        ("反映'窗口无人'", "反映“窗口无人”"),
        ("他说:\"见'附件'\".", "他说：“见‘附件’”。"),
        ("时间:10:30", "时间：10:30"),
        ("依据<考核办法>第3条", "依据《考核办法》第3条"),
        ("等...", "等……"),
        ("查实。。。", "查实……"),
        ("政务服务--热线", "政务服务——热线"),
        ("重复?确认!", "重复？确认！"),
        ("(一)未报送", "（一）未报送"),
        ("附件:扣分.xlsx", "附件：扣分.xlsx"),
        ("第一行,\n第二行;", "第一行，\n第二行；"),
    ],
)
def test_marks_beside_chinese_are_those_of_chinese(written: str, right: str) -> None:
    assert mend_punctuation(written) == right


@pytest.mark.parametrize(
    "text",
    [
        "扣3.5分", "10:30开始", "比例3:1", "约3,000元", "第1,2,3项", "A,B,C三类", 'He said, "ok".', "don't", "x<y",
        "使用 Word, Excel 等软件", "见 https://kaohe.example/a.html?x=1,2", "邮箱 a.b@c.cn",
        "data/deductions/2015/a.yml",
        "版本 1.2.3", "No.3号窗口", "GB/T 15834—2011", "“办证难”，已查实。", "2015-06-18",
        "", "~", "3.", '"', "甲\"乙",
    ],
)  # fmt: skip
def test_numbers_times_addresses_and_english_stay(text: str) -> None:
    assert mend_punctuation(text) == text


@given(st.text(alphabet="甲乙，。“”abc12 \"'(),.;:?!<>-/@\n", max_size=40))
def test_mending_is_done_once_and_touches_marks_alone(text: str) -> None:
    mended = mend_punctuation(text)
    assert mend_punctuation(mended) == mended
    assert [sign for sign in mended if sign.isalnum()] == [sign for sign in text if sign.isalnum()]


def test_a_long_text_is_told_where_it_changes() -> None:
    corpus = read_corpus(WorkTree(BASE))[0]
    reason = "前" * 150 + ",后" + "面" * 150 + "."
    (problem,) = check_punctuation(replace(corpus, deductions=(replace(corpus.deductions[0], reason=reason),)))
    assert problem.hint == f"请写成：“{'前' * 8}，后{'面' * 7}”…、“{'面' * 8}。”"


def test_ours_are_clean_and_it_does_not_take_long() -> None:
    corpus = read_corpus(WorkTree(ROOT))[0]
    many = replace(corpus, deductions=corpus.deductions * 25)
    start = time.process_time()
    assert list(check_punctuation(many)) == []
    assert time.process_time() - start < 10
