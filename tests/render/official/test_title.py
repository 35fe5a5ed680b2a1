"""The lines of titles: nothing lost, none too long, no word cut where it can be seen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.render.official.title import LIMIT, balance_title, count_halves


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
        ("", ("",)),
    ],
)  # fmt: skip
def test_lines_end_where_words_do(title: str, lines: tuple[str, ...]) -> None:
    assert balance_title(title) == lines


@given(st.text("关于在2015年度“”《》（）、，机关的了a1 ", min_size=1, max_size=150))
def test_nothing_is_lost_and_no_line_is_too_long(title: str) -> None:
    lines = balance_title(title)
    assert "".join(lines) == title
    assert all(0 < count_halves(line) <= 2 * LIMIT for line in lines)
