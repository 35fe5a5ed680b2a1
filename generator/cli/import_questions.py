"""Asking the questions of an import: on a terminal one after the other, elsewhere as a list with their ids."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from generator.model.problem import escape_text
from generator.sheets.question import Question
from generator.words.import_words import question_place, question_rows

_SHOWN = 30  # choices, or questions, that are listed at once


def can_ask() -> bool:
    """Whether somebody sits at a terminal."""
    return bool(sys.stdin and sys.stdin.isatty() and sys.stdout.isatty())


def ask_questions(questions: Sequence[Question]) -> dict[str, str] | None:
    """The answers by the ids of the questions; None where the person stops."""
    answers: dict[str, str] = {}
    for number, question in enumerate(questions, 1):
        print(f"\n[{number}/{len(questions)}] {_words(question)}")
        for line in question_rows(question):
            print(f"  {line}")
        answer = _ask_one(question)
        if answer is None:
            return None
        answers[question.id] = answer
    return answers


def _ask_one(question: Question) -> str | None:
    shown = question.choices[:_SHOWN]
    for number, choice in enumerate(shown, 1):
        print(f"  {number}. {escape_text(choice.label, 200)}")
    known = {choice.value for choice in question.choices}
    while True:
        free = f"或者直接写：{question.free}。" if question.free else ""
        print(f"请写序号。{free}不写按回车，停止导入：", end=" ", flush=True)
        given = sys.stdin.readline().strip()
        if not given:
            return None
        if given.isascii() and given.isdecimal() and 1 <= int(given) <= len(shown) and "." not in given:
            return shown[int(given) - 1].value
        if question.free or given in known:
            return given
        print("没有这个选项。")


def list_questions(questions: Sequence[Question]) -> None:
    """Prints the questions with their ids and choices, for who answers in a file."""
    print(f"\n有 {len(questions)} 个问题要回答，回答以前什么也不写入：")
    for question in questions[:_SHOWN]:
        print(f"{question.id}  {_words(question)}")
        for line in question_rows(question):
            print(f"    {line}")
        for choice in question.choices[:_SHOWN]:
            print(f"    {choice.value}  {escape_text(choice.label, 200)}")
        if question.free:
            print(f"    或者：{question.free}")
    if len(questions) > _SHOWN:
        print(f"……另有 {len(questions) - _SHOWN} 个，全部见 --json。")
    print("在终端里运行会逐个提问；也可以把回答写进一个文件，每行“问题编号: 回答”，用 --answers 文件 再运行。")


def _words(question: Question) -> str:
    return escape_text(f"{question_place(question)}：{question.text}", 400)
