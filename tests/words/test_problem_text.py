"""A problem as it is printed: its line cut and quoted, the caret under the column, nothing raw."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.problem import Location, Problem, is_unseen
from generator.words.problem_text import COLUMNS, format_problem, problem_json
from generator.words.terminal import width

PROBLEM = Problem(Location("data/units/a.yml", 2, 9), "KH206", "“０.５”不是数", "请用半角字符，写成 0.5。")


def quoted(line: str, column: int) -> tuple[str, str]:
    """The quoted line and the line of the caret, without what stands before them."""
    problem = Problem(Location("f", 1, column), "KH206", "x")
    _, quote, caret = format_problem(problem, [line]).split("\n")
    return quote.removeprefix("     1 | "), caret.removeprefix("       | ")


def test_place_code_message_line_caret_and_hint() -> None:
    assert format_problem(PROBLEM, ["a: 1", "points: ０.５"]) == (
        "data/units/a.yml:2:9: KH206 “０.５”不是数\n"
        "     2 | points: ０.５\n"
        "       |         ^\n"
        "    → 请用半角字符，写成 0.5。"
    )


def test_without_lines_hint_or_severity_there_is_less_or_more() -> None:
    assert format_problem(Problem(Location("f", 3, 4), "KH101", "甲")) == "f:3:4: KH101 甲"
    assert format_problem(Problem(Location("f"), "KH101", "甲"), ["x"]) == "f:1:1: KH101 甲"
    warning = Problem(Location("f", 1, 1), "KH319", "甲", "乙。", "warning")
    assert format_problem(warning) == "f:1:1: KH319 提醒：甲\n    → 乙。"


@pytest.mark.parametrize("line", ["", "   ", "\ufffd\ufffd", "u\0n\0i\0t\0"])
def test_a_line_without_text_is_not_quoted(line: str) -> None:
    assert format_problem(Problem(Location("f", 1, 1), "KH105", "x"), [line]) == "f:1:1: KH105 x"


@pytest.mark.parametrize(
    ("line", "column", "caret"),
    [
        ("abc", 1, 0),
        ("abc", 3, 2),
        ("abc", 4, 3),
        ("abc", 99, 3),
        ("区教育局: x", 7, 10),
        ("a\tb", 3, 6),  # a tab is shown as [Tab]
        ("ａ：ｂ", 3, 4),
    ],
)
def test_the_caret_counts_the_columns_of_a_terminal(line: str, column: int, caret: int) -> None:
    assert quoted(line, column)[1] == " " * caret + "^"


def test_a_long_line_is_cut_around_the_column() -> None:
    quote, caret = quoted("长" * 500 + "x" + "短" * 500, 501)
    assert quote.startswith("…长")
    assert quote.endswith("短…")
    assert "x" in quote
    assert width(quote[: quote.index("x")]) == len(caret) - 1
    assert width(quote) <= COLUMNS + 2


def test_a_tab_is_shown_by_its_name() -> None:
    assert quoted("\tpoints: 0.5", 1) == ("[Tab]points: 0.5", "^")
    assert quoted("##\tx", 1)[0] == "\\u0023#[Tab]x"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("“甲”和“乙”", "“甲”和“乙”"),
        ("““12345”热线办理”里没有", "“‘12345’热线办理”里没有"),
        ("“甲“乙“丙”丁”戊”", "“甲‘乙“丙”丁’戊”"),
        ("“甲“乙…”", "“甲“乙…”"),
        ("”甲“乙““丙””", "”甲“乙““丙””"),
        ("”“", "”“"),
    ],
)
def test_quotation_marks_are_nested(text: str, shown: str) -> None:
    problem = Problem(Location("f"), "KH305", text)
    assert format_problem(problem) == f"f:1:1: KH305 {shown}"
    assert problem_json(problem)["message"] == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("##[error]x", "\\u0023#[error]x"),
        ("##vso[task]x", "\\u0023#vso[task]x"),
        ("## 标题", "## 标题"),
        ("\x1b[31m", "\\u001B[31m"),
        ("\u202e", "\\u202E"),
    ],
)
def test_what_a_terminal_or_a_log_would_obey_is_shown_as_an_escape(text: str, shown: str) -> None:
    problem = Problem(Location(f"data/{text}", 1, 1), "KH101", text, text)
    said = format_problem(problem, [text])
    assert said.count(shown) == 4
    found = problem_json(problem)
    assert (found["file"], found["message"], found["hint"]) == (f"data/{shown}", shown, shown)


@given(st.text(max_size=200), st.integers(0, 250))
def test_any_line_is_quoted_safely_and_shortly(line: str, column: int) -> None:
    said = format_problem(Problem(Location("f", 1, column), "KH101", line[:40], line[:40]), [line])
    assert len(said.split("\n")) <= 4
    assert not [character for character in said if is_unseen(character) and character != "\n"]
    assert not re.search(r"^\s*::|##[A-Za-z]*\[", said, re.MULTILINE)
    assert all(width(part) <= COLUMNS + 12 for part in said.split("\n")[1:-1])


def test_json_has_these_keys_and_counts_from_one() -> None:
    assert problem_json(PROBLEM) == {
        "file": "data/units/a.yml",
        "line": 2,
        "column": 9,
        "code": "KH206",
        "severity": "error",
        "message": "“０.５”不是数",
        "hint": "请用半角字符，写成 0.5。",
    }
    whole = problem_json(Problem(Location("f"), "KH101", "甲"))
    assert (whole["line"], whole["column"], whole["hint"]) == (1, 1, "")
