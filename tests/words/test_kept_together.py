"""What stands on one line: numbers with their units, dates, document numbers, clauses; nothing else is touched."""

from __future__ import annotations

import re

import pytest

from generator.words.kept_together import keep_together
from tests.shown import unmarked


def whole(html: str) -> list[str]:
    """What is kept together, in order."""
    return re.findall('<span class="kh-one">(.*?)</span>', keep_together(html))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("得 96.56 分，60 个单位中第 38 名", ["96.56 分", "60 个", "第 38 名"]),
        ("共扣3.44分，7条", ["3.44分", "7条"]),
        ("按40%的权重，满意率 87.5 %", ["40%的", "87.5 %"]),
        ("比中位数低 −0.61 分", ["−0.61 分"]),
        ("2015-11-05 发现，11月5日告知，2015年11月5日送达", ["2015-11-05", "11月5日", "2015年", "11月5日"]),
        ("2015 年 11 月 5 日", ["2015 年", "11 月 5 日"]),
        ("示考办〔2016〕1号", ["〔2016〕1号"]),
        ("通知第十一条和第3条", ["第十一条", "第3条"]),
        ("4月6日至4月12日", ["4月6日", "4月12日"]),
    ],
)
def test_a_number_and_what_belongs_to_it(text: str, kept: list[str]) -> None:
    assert whole(f"<p>{text}</p>") == kept


def test_short_heads_and_the_end_of_a_long_title_stay_whole() -> None:
    assert whole("<th>扣分</th><th>累计扣分</th><th>复核后扣分</th>") == ["扣分", "累计扣分"]
    assert whole("<h1>印发《机关年度考核办法》的通知</h1>") == ["的通知"]
    assert whole("<h1>关于印发年度考核办法的通知</h1>") == ["的通知"]
    assert whole('<h1>关于印发年度考核办法的通知<a href="#a">#</a></h1>') == ["的通知"]
    assert whole("<h1>怎样用<code>kaohe</code>自己动手核对这些数据的历史</h1>") == ["的历史"]
    assert whole("<h1>年度排名</h1>") == []


@pytest.mark.parametrize(
    "html",
    [
        '<a href="2015/q3.html" title="得 96.56 分">排名</a>',
        "<svg><title>得 96 分</title><text>96 分</text></svg>",
        "<code>2015-11-05 的 3 条</code>",
        "<p>2015-0429-renfangban-1</p>",
        "<p>提交 853638252130 并入</p>",
        "<p>&#34;财政&#34;</p>",
        "<td>96.56</td>",
    ],
)
def test_tags_drawings_samples_and_ids_stay_as_they_are(html: str) -> None:
    assert keep_together(html) == html


def test_the_words_stay_what_they_are() -> None:
    html = "<p>得 96.56 分，<svg><text>1 分</text></svg>第 38 名<code>3 条</code>，2015-11-05 止</p>"
    assert unmarked(keep_together(html)) == html
