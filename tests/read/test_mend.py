"""A file that is no good YAML for a plain slip has its other problems told in the same run, each where it stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.check.rules import check_corpus
from generator.model.place import Place
from generator.model.problem import Problem
from generator.read.corpus_reader import read_corpus
from generator.read.mend import parse_mended
from generator.read.record import read_record
from generator.read.tree import MemoryTree

BASE = Path(__file__).parents[1] / "cases/base/minimal"
PATH = "data/deductions/2015/hotline/2015-0709-jiaoyu-1.yml"
FILES = {path.relative_to(BASE).as_posix(): path.read_bytes() for path in (BASE / "data").rglob("*.yml")}
GOOD = """\
unit: jiaoyu
date: 2015-07-09
standard: overdue
points: 0.5
method: spot-check
source: hotline
reason: 转学咨询工单逾期办结
evidence:
  - {title: 工单流转记录, held_at: 政务热线平台}
rectification:
  due: 2015-08-01
  done: 2015-07-20
"""
WIDE = "｛title：工单流转记录，held_at：政务热线平台｝"
# The slip, the file that has it, and the problem that it is.
SLIPS = [
    ("a wide colon", GOOD.replace("method: ", "method："), "5:7 KH109"),
    ("wide colons on every line", GOOD.replace(": ", "："), "1:5 KH109"),
    ("a wide colon, then a space", GOOD.replace("method: ", "method： "), "5:7 KH109"),
    ("wide brackets", GOOD.replace("{title: 工单流转记录, held_at: 政务热线平台}", WIDE), "9:5 KH109"),
    ("a wide indent", GOOD.replace("  - {", "　- {"), "9:1 KH109"),
    ("wide indents", GOOD.replace("  d", "　　d"), "11:1 KH109"),
    ("a tab", GOOD.replace("  - {", "\t- {"), "9:1 KH115"),
    ("tabs", GOOD.replace("  d", "\td"), "11:1 KH115"),
    ("a field too far in", GOOD.replace("method", "  method"), "5:3 KH119"),
    ("no colon", GOOD.replace("method: ", "method "), "5:1 KH108"),
    ("no space after a colon", GOOD.replace("method: ", "method:"), "5:1 KH108"),
    ("two colons", GOOD.replace("reason: ", "reason: 说明: "), "7:11 KH108"),
    ("a space without width", GOOD.replace("工单逾期", "\u200b工单\u200b逾期"), "7:13 KH107"),
]  # fmt: skip
# A second slip, and what is said of it in a good file.
OTHERS = [
    ("points: 0.5", "points: 0.7", (4, 9, "KH306")),
    ("date: 2015-07-09", "date: 2051-07-09", (2, 7, "KH308")),
    ("unit: jiaoyu", "unit: 区教委", (1, 7, "KH205")),
    ("done: 2015-07-20", "done: 2015-07-01", (12, 9, "KH310")),
    ("工单流转记录", "工单13812345678", (9, 13, "KH327")),
]


def problems_of(data: bytes) -> list[Problem]:
    corpus, problems = read_corpus(MemoryTree({**FILES, PATH: data}))
    return sorted([*problems, *check_corpus(corpus)])


def told(data: bytes) -> list[str]:
    return [f"{p.place.line}:{p.place.column} {p.code}" for p in problems_of(data) if p.place.file == PATH]


def place_in(text: str, value: str) -> tuple[int, int]:
    """Line and column where `value` stands in a file as it was written."""
    at = text.index(value)
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


@pytest.mark.parametrize(("name", "text", "expected"), SLIPS, ids=[slip[0] for slip in SLIPS])
def test_a_plain_slip_alone_is_one_problem(name: str, text: str, expected: str) -> None:
    found = told(text.encode())
    assert found[0] == expected
    # Of several places on one line each is told, and so is a colon inside brackets.
    assert {code.partition(" ")[2] for code in found} == {expected.partition(" ")[2]}
    assert read_record(PATH, Place("deduction", 2015, "hotline", "2015-0709-jiaoyu-1"), text.encode()).record is None


@pytest.mark.parametrize(("name", "text", "expected"), SLIPS, ids=[slip[0] for slip in SLIPS])
@pytest.mark.parametrize(("good", "bad", "said"), OTHERS, ids=[other[2][2] for other in OTHERS])
def test_another_slip_is_told_in_the_same_run_where_it_stands(
    name: str, text: str, expected: str, good: str, bad: str, said: tuple[int, int, str]
) -> None:
    line, column, code = said
    assert f"{line}:{column} {code}" in told(GOOD.replace(good, bad).encode())  # so it is said of a good file
    wide, broken = (good, bad) if good in text else (good.replace(": ", "："), bad.replace(": ", "："))
    spoilt = text.replace(wide, broken)
    assert spoilt != text or name == "a space without width"
    if spoilt == text:
        return
    value = broken.rpartition("：" if "：" in broken else ": ")[2]
    found = told(spoilt.encode())
    line, column = place_in(spoilt, value)
    assert f"{line}:{column} {code}" in found, found
    assert expected.partition(" ")[2] in {told.partition(" ")[2] for told in found}


@pytest.mark.parametrize(
    ("encoding", "code"), [("gb18030", "KH105"), ("utf-16", "KH106"), ("utf-8-sig", "KH106"), ("utf-16-le", "KH105")]
)
def test_a_file_in_another_encoding_is_read_for_the_rest(encoding: str, code: str) -> None:
    found = told(GOOD.replace("points: 0.5", "points: 0.7").encode(encoding))
    assert sorted(said.partition(" ")[2] for said in found) == sorted([code, "KH306"])
    assert "4:9 KH306" in found


def test_several_lines_with_one_slip_are_one_problem() -> None:
    (problem,) = problems_of(GOOD.replace("  d", "\td").encode())
    assert problem.hint == "第 12 行也有。请改用空格缩进。"
    wide = problems_of(GOOD.replace("method: ", "method：").replace("source: ", "source：").encode())
    assert [problem.hint for problem in wide] == ["第 6 行也有。请改用半角冒号加一个空格，如 unit: fagaiju。"]


@pytest.mark.parametrize(
    "text",
    [
        "unit: [jiaoyu\n",
        'reason: "没有结束\nunit: jiaoyu\n',
        "unit: &a jiaoyu\n",
        "a: 1\n---\nb: 2\n",
        GOOD.replace("unit", "\tunit"),
        "x" * 20_000 + "：\na: 1\n",
    ],
)
def test_what_is_not_plain_is_told_and_left(text: str) -> None:
    mended = parse_mended(PATH, text.encode())
    assert mended.problems
    assert len(mended.problems) <= 12
