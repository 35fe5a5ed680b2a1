"""What is said of very many problems: by kind, with counts and the first few, within bounds whatever they are."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from generator.model.problem import Location, Problem, Severity
from generator.words.problem_list import LIMIT, list_problems


def no_lines(_: Problem) -> None:
    return None


def problem(
    number: int, code: str = "KH501", severity: Severity = "error", message: str = "扣分记录被删除"
) -> Problem:
    return Problem(Location(f"data/deductions/2015/a/{number:05}.yml"), code, message, "请恢复文件。", severity)


def text(problems: Sequence[Problem], everything: bool = False) -> str:
    return "".join(list_problems(problems, no_lines, everything))


def test_a_few_are_all_listed_as_they_come() -> None:
    found = [problem(2), problem(1), problem(3, "KH319", "warning")]
    assert text(found) == (
        "data/deductions/2015/a/00002.yml:1:1: KH501 扣分记录被删除\n    → 请恢复文件。\n"
        "data/deductions/2015/a/00001.yml:1:1: KH501 扣分记录被删除\n    → 请恢复文件。\n"
        "data/deductions/2015/a/00003.yml:1:1: KH319 提醒：扣分记录被删除\n    → 请恢复文件。\n"
    )


def test_of_very_many_the_first_of_each_kind_and_how_many_there_are() -> None:
    found = [problem(number) for number in range(530)]
    found += [problem(number, "KH326", "warning", "没有写佐证材料") for number in range(900)]
    found.append(problem(7, "KH353"))
    said = text(found)
    assert said.splitlines()[:3] == [
        "—— KH501：530 处，在 530 个文件里，先列 3 处",
        "data/deductions/2015/a/00000.yml:1:1: KH501 扣分记录被删除",
        "    → 请恢复文件。",
    ]
    assert "—— KH353：1 处\ndata/deductions/2015/a/00007.yml:1:1: KH353 " in said
    assert "—— KH326：900 处提醒，在 900 个文件里，先列 3 处\n" in said
    assert said.index("KH501：") < said.index("KH353：") < said.index("KH326：")
    assert said.count("KH501 ") == said.count("KH326 ") == 3
    assert said.splitlines()[-1] == "以上只列出一部分。看全部请加 --all；只看一个文件：kaohe check 文件。"


def test_everything_is_listed_where_it_is_asked_for() -> None:
    found = [problem(number) for number in range(530)]
    assert text(found, everything=True).count("\n") == 2 * 530


@pytest.mark.parametrize(
    "found",
    [
        [problem(number, f"KH{number % 900 + 100}") for number in range(5_000)],
        [problem(number, message="长" * 5_000) for number in range(40)],
        [problem(number, f"KH{number + 100}", message="长" * 300) for number in range(300)],
        [Problem(Location("data/" + "x" * 150 + f"/{n}.yml"), f"KH{n}", "甲", "乙" * 600) for n in range(100, 400)],
        [problem(number, severity="warning") for number in range(32_720)],
    ],
    ids=["kinds", "long", "kinds and long", "long hints", "warnings"],
)
def test_it_stays_within_bounds(found: list[Problem]) -> None:
    said = text(found)
    assert len(said.encode()) <= LIMIT
    assert said.endswith("kaohe check 文件。\n")
    assert f"{found[0].code}：" in said


def test_kinds_without_room_are_named_with_their_number() -> None:
    said = text([problem(number, f"KH{number % 300 + 100}") for number in range(600)])
    assert "—— 另有 KH" in said
    assert "（2 处）" in said


def test_what_the_whole_project_has_comes_first_of_the_errors() -> None:
    found = [problem(number) for number in range(530)]
    found.append(Problem(Location("data"), "KH383", "原有的记录全部不在了", "看起来是重新开始。"))
    assert text(found).startswith("—— KH383：1 处\ndata:1:1: KH383 ")
