"""Asking the tables of an index."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.acts.ask_act import ask, list_questions
from generator.model.problem import UserError
from tests.gather.indexing import IndexFolder
from tests.gather.published import Published, whole_year


def test_every_ready_question_has_an_answer(tmp_path: Path) -> None:
    index = IndexFolder(tmp_path)
    index.add(whole_year(1))
    index.gather()
    for name, _, _ in list_questions():
        columns, rows = ask(index.root, name)
        assert columns
        assert rows or name == "unmapped", name


def test_a_ready_question_says_what_nobody_has_published(tmp_path: Path) -> None:
    index = IndexFolder(tmp_path)
    index.add(Published(1).published("2015-q1", "2015-04-15"))
    index.gather()
    with pytest.raises(UserError, match="还没有 corrections"):
        ask(index.root, "corrections")
