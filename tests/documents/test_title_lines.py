"""The lines of titles: nothing lost, none too long, no word cut where it can be seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.documents.title_lines import LIMIT, balance_title, count_halves


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("约谈通知书", ("约谈通知书",)),
        ("2015年度作风效能建设考核结果公示", ("2015年度作风效能建设考核结果公示",)),
        (
            "印发《关于在全区区级机关开展“正风提效”专项活动的实施意见》《滨湖区区级机关2015年度作风效能建设考核办法》的通知",
            (
                "印发《关于在全区区级机关开展“正风提效”",
                "专项活动的实施意见》《滨湖区区级机关",
                "2015年度作风效能建设考核办法》的通知",
            ),
        ),
        ("滨湖区区级机关2015年度作风效能建设考核办法", ("滨湖区区级机关2015年度", "作风效能建设考核办法")),
        ("关于2015年第一季度作风效能建设考核情况的通报", ("关于2015年第一季度", "作风效能建设考核情况的通报")),
        ("关于表扬2015年度考核优胜单位的通报", ("关于表扬2015年度考核优胜单位的通报",)),
        (
            "关于云岭区2026年上半年河长制工作考核情况的通报",
            ("关于云岭区2026年上半年", "河长制工作考核情况的通报"),
        ),
        (
            "关于《关于2015年第一季度政务服务考核情况的通报》的更正公告",
            ("关于《关于2015年第一季度", "政务服务考核情况的通报》的更正公告"),
        ),
        ("", ("",)),
    ],
)  # fmt: skip
def test_lines_end_where_words_do(title: str, lines: tuple[str, ...]) -> None:
    assert balance_title(title) == lines


def test_a_name_of_the_project_is_not_cut() -> None:
    title, name = "关于对驻翠湖新城河西片区指挥部考核得分的通报", "翠湖新城河西片区指挥部"
    assert balance_title(title) == ("关于对驻翠湖新城河西片", "区指挥部考核得分的通报")
    assert balance_title(title, names=(name,)) == ("关于对驻翠湖新城河西片区指挥部", "考核得分的通报")


@given(st.text("关于在2015年度“”《》（）、，机关的了a1 ", min_size=1, max_size=150))
def test_nothing_is_lost_and_no_line_is_too_long(title: str) -> None:
    lines = balance_title(title)
    assert "".join(lines) == title
    assert all(0 < count_halves(line) <= 2 * LIMIT for line in lines)
