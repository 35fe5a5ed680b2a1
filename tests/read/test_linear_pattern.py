"""Patterns of declarations: they match what Python's would, and no text takes them long."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.linear_pattern import LinearPattern, PatternError

_ATOMS = st.sampled_from(["a", "b", "[ab]", "(a|b)", "(ab)", "[^a]", ".", r"\."])
_TIMES = st.sampled_from(["", "", "?", "*", "+", "{2}", "{0,2}", "{1,3}", "{0,0}"])
_PIECES = st.lists(st.tuples(_ATOMS, _TIMES).map("".join), min_size=1, max_size=4).map("".join)
_PATTERNS = st.recursive(
    _PIECES, lambda inner: st.tuples(inner, inner, _TIMES).map(lambda p: f"({p[0]}|{p[1]}){p[2]}")
)


@given(_PATTERNS, st.text("ab.c", max_size=8))
def test_it_matches_what_an_expression_of_python_matches(pattern: str, text: str) -> None:
    try:
        found = LinearPattern(pattern)
    except PatternError:
        return
    assert found.match(text) == bool(re.fullmatch(pattern, text))


def test_no_text_takes_it_long() -> None:
    begun = time.process_time()
    assert not LinearPattern("(a*)*(a|a)*b").match("a" * 2000)
    assert time.process_time() - begun < 10


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "(",
        "a)",
        "[",
        "[]",
        "a**",
        r"\d",
        "(?i)a",
        "a{2000}",
        "(a{99}){99}",
        "^a",
        "[b-a]",
        "a{2,1}",
        "*a",
        "a" * 101,
    ],
)
def test_what_is_not_understood_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        LinearPattern(pattern)
