"""Reasons and proposals from the messages of several forges; no name or address of a person is left."""

from __future__ import annotations

import pytest

from generator.history.reason import Reason, read_reason


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("记录扣分\n\n现场检查。\n", Reason("记录扣分", "现场检查。", "")),
        ("", Reason("", "", "")),
        ("\n\n记录\r\n\r\n现场\r\n", Reason("记录", "现场", "")),
        ("Merge pull request #12 from wang/branch\n\n第一季度", Reason("第一季度", "", "#12")),
        ("Merge pull request #12 from wang/branch", Reason("", "", "#12")),
        ("第一季度 (#12)", Reason("第一季度", "", "#12")),
        ("第一季度 (!12)", Reason("第一季度", "", "!12")),
        ("第一季度（#12）", Reason("第一季度（#12）", "", "")),
        ("Merge pull request '第一季度' (#12) from wang/branch into main", Reason("第一季度", "", "#12")),
        ("!12 第一季度\nMerge pull request !12 from 王某/branch", Reason("第一季度", "", "!12")),
        (
            "Merge branch 'q1' into 'main'\n\n第一季度\n\nSee merge request office/kaohe!12",
            Reason("第一季度", "", "!12"),
        ),
        ("Merged in wang/q1 (pull request #12)\n\n第一季度", Reason("第一季度", "", "#12")),
        ("Merged PR 12: 第一季度", Reason("第一季度", "", "#12")),
        ("Merge branch 'wang/q1'", Reason("", "", "")),
        ("Merge remote-tracking branch 'origin/q1' into main", Reason("", "", "")),
        (
            "记录\n\n核实\n\nSigned-off-by: 王某 <wang@mail.example>\nCo-authored-by: 李某 <li@x.cn>\n"
            "Reviewed-on: https://forge.example/12\n",
            Reason("记录", "核实", ""),
        ),
        ("记录，见 <wang@mail.example> 的来信", Reason("记录，见 〔地址〕 的来信", "", "")),
        ("来信人wang.x@mail.gov.cn反映", Reason("来信人〔地址〕反映", "", "")),
        ("王某 <王某@邮箱.中国> 来信", Reason("王某 〔地址〕 来信", "", "")),
        ("From: wang@mail.example\n\n记录", Reason("记录", "", "")),
    ],
)
def test_what_a_message_says(message: str, reason: Reason) -> None:
    assert read_reason(message) == reason
