"""Asking the tables of an index."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from generator.acts.gather_act import open_index
from generator.gather.ready_questions import QUESTIONS
from generator.gather.table_query import Tables, plain_value
from generator.model.problem import UserError


def list_questions() -> Iterator[tuple[str, str, str]]:
    """The ready questions: name, what it asks, SQL."""
    for question in QUESTIONS:
        yield question.id, question.title, question.sql


def ask(root: Path, question: str) -> tuple[tuple[str, ...], list[list[str]]]:
    """Columns and rows, as texts, of the answer to a question, in SQL or a ready one; raises UserError."""
    opened = open_index(root)
    if isinstance(opened, list):
        raise UserError(f"索引自己的数据有 {len(opened)} 处问题，请先用 kaohe check 查看。")
    corpus, _ = opened
    ready = {one.id: one for one in QUESTIONS}
    tables = Tables(root, corpus.districts, corpus.counterparts)
    try:
        one = ready.get(question)
        if one is not None and (missing := [name for name in one.tables if name not in tables.names]):
            raise UserError(f"各地公布的数据里还没有 {'、'.join(missing)}，这个问题现在没有可答的。")
        answer = tables.ask(one.sql if one is not None else question)
    finally:
        tables.close()
    return answer.columns, [[plain_value(value) for value in row] for row in answer.rows]
