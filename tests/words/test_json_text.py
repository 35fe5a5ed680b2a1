"""JSON as it is printed is that of the standard library, piece by piece or at once."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stdout
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import output
from generator.words.json_text import indented_json

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))


def of_library(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)


def printed(value: Any) -> str:
    said = io.StringIO()
    with redirect_stdout(said):
        output.print_json(value)
    return said.getvalue()


@given(values)
def test_it_is_laid_out_as_the_standard_library_does(value: Any) -> None:
    assert indented_json(value) == of_library(value)
    assert printed(value) == f"{of_library(value)}\n"


@pytest.mark.parametrize("number", [0, 1, 2, 3, 4, 5, 9])
def test_rows_are_printed_some_at_a_time(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "_AT_ONCE", 2)
    rows = [{"甲": at, "within": [at, {}]} for at in range(number)]
    assert printed(iter(rows)) == f"{of_library(rows)}\n"
    assert printed({"rows": rows, "none": [], "one": {"a": 1}}) == (
        of_library({"rows": rows, "none": [], "one": {"a": 1}}) + "\n"
    )
