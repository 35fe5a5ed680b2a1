"""A comment that a stranger may have written: harmless, bounded, and ours untouched."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.words.comment_text import LONGEST, clean_comment
from generator.words.comparison_markdown import literal

OURS = """\
### 检查通过，1 处提醒

<details><summary>提醒 1 处</summary>

- data/deductions/2015/a\\_b.yml 第 4 行：KH318 同一事项\\*已经\\*录入。

</details>

| 单位 | 得分 | 变化 |
|---|---|---:|
| 区财政局 | 100.00 → 98.50 | **进入“约谈”** |

**注意：&lt;b&gt; www\\.x.cn 甲＠乙**
  - −1.50 “12345”热线办理
"""


def test_ours_comes_through_as_it_is() -> None:
    assert clean_comment(OURS) == OURS
    assert clean_comment(clean_comment(OURS)) == OURS


@pytest.mark.parametrize(
    "evil",
    [
        "@everyone", "[x](https://evil.example)", "![x](//evil.example)", "<img src=x onerror=y>",
        "https://evil.example",
        "www.evil.example", "`code`", "#12", "GH-1 #1", "<!-- hidden", "</details></details>", "$x^2$", "~~no~~",
        "<https://evil.example>", "&#60;script&#62;", "\\\\[x](y)", "    code block @a", "\u202eabc",
        "a\x00b", "::error::x",
        "[ref]: https://evil.example", "<details open><summary>x</summary>", "user@evil.example", "!important",
    ],
)  # fmt: skip
def test_what_a_stranger_hands_over_is_only_text(evil: str) -> None:
    made = clean_comment(evil)
    bare = re.sub(r"\\\\|\\[`*_{}\[\]<>&|~#!$:.]|&(?:lt|gt|amp);", "", made)
    assert not re.search(r"[@<>\[\]`$~&]|:|www\.|(?m:^#(?!## ))|\u202e|\x00", bare)
    assert not made.startswith("    ")


def test_folds_are_closed_and_a_stray_end_is_dropped() -> None:
    made = clean_comment("</details>\n<details><summary>甲</summary>\n乙\n")
    assert made.count("</details>") == made.count("<details>") == 1


def test_it_has_a_bound() -> None:
    made = clean_comment("<details><summary>甲</summary>\n" + "@[x](y)\n" * 60_000)
    assert len(made) <= LONGEST
    assert made.rstrip().endswith("</details>")
    assert "太长，余下的从略" in made
    assert len(clean_comment("甲" * 200_000)) <= LONGEST


@given(st.text(max_size=200))
def test_literal_text_stays_as_it_was_made(text: str) -> None:
    made = literal(text)
    assert clean_comment(f"- {made}\n").strip() == f"- {made}".strip()
