"""The report on a comparison as one file."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.documents.comparison_report import render_report
from generator.words.comparison_words import CauseView, ChangeView, ComparisonView, ScoreView
from generator.words.wording import FieldWords

CAUSE = CauseView("中心组理论学习", "data/deductions/2015/theory-study/r1.yml", "−0.30", "超过上限的 0.2 分不再扣")
SCORE = ScoreView("u", "区发改局", 2015, "99.70", "99.40", "−0.30", "27", "31", ("退出“通报表扬”",), (CAUSE,))
CHANGE = ChangeView("更改", CAUSE.path, "扣分", "", (FieldWords("扣分分值", "0.3", "0.6"),), ("1" * 40,))
VIEW = ComparisonView("aaaa", "bbbb", ("后一版本不是从前一版本而来。",), "改动 1 个文件。", (SCORE,), (CHANGE,))


def test_the_report_holds_every_figure_cause_field_and_warning() -> None:
    said = render_report(VIEW)
    for words in ("99.70", "99.40", "−0.30", "超过上限的 0.2 分不再扣", CAUSE.path, "0.6", "1" * 40, *VIEW.warnings):
        assert words in said


def test_nothing_is_fetched_and_no_script_is_run() -> None:
    said = render_report(VIEW)
    assert not re.search(r"(src|href)=|url\(|@import|<script", said)
    assert "default-src 'none'" in said


def test_texts_of_the_data_are_literal() -> None:
    hostile = '<script>alert(1)</script>{{ 7*7 }}" onload=x'
    said = render_report(replace(VIEW, summary=hostile, scores=(replace(SCORE, name=hostile),)))
    assert "<script>" not in said
    assert "49" not in said.replace("499", "")
    assert said.count("&lt;script&gt;alert(1)&lt;/script&gt;{{ 7*7 }}&#34; onload=x") >= 2
