"""The outputs of two fixed histories are, byte for byte, those that are stored.

A difference that is meant is stored by `python -m tests.oracle write` and named in the commit.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.oracle.outputs import QUESTIONS, differences, digests, has_fonts, make_outputs, stored, verbs_with_json

pytestmark = pytest.mark.oracle


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_outputs_are_those_that_are_stored(name: str, tmp_path: Path) -> None:
    if not has_fonts() and os.environ.get("KAOHE_STRICT_TOOLS") != "1":
        pytest.skip("没有字体：请运行 kaohe fonts")
    changed = differences(stored(name), digests(make_outputs(name, tmp_path)))
    assert changed == [], "look: python -m tests.oracle make FOLDER, here and in the state before; then compare"


def test_every_verb_that_answers_in_json_is_asked() -> None:
    asked = {question.split()[0] for questions in QUESTIONS.values() for question in questions.values()}
    # `import` says in JSON what it would ask of a workbook that somebody brings, `ask` what an index has: no history
    # here holds either.
    assert verbs_with_json() - asked == {"ask", "import"}


def test_what_changed_is_named() -> None:
    old, new = {"a": "1", "b": "2", "c": "3"}, {"a": "1", "b": "4", "d": "5"}
    assert differences(old, new) == ["changed: b", "gone: c", "new: d"]
