"""Each problem of an import is said of a real table, in the words of the guide."""

from __future__ import annotations

import re

from tests.sheets.refusals import all_said, refused_files, refused_own, refused_rows

FILES = {"KH810", "KH811"}
ROWS = {"KH812", "KH813", "KH814", "KH815", "KH816", "KH817", "KH819", "KH820"}
OWN = {"KH818", "KH821"}


def codes(said: set[str]) -> set[str]:
    return {code for text in said for code in re.findall(r": (KH[0-9]{3}) ", text)}


def test_every_kind_of_refusal_is_met_by_a_table() -> None:
    assert codes(set(refused_files())) == FILES
    assert codes(set(refused_rows())) == ROWS
    assert codes(set(refused_own())) == OWN


def test_a_problem_of_a_cell_names_it_by_row_and_column() -> None:
    for text in all_said():
        place, row, column, cell = re.match(r"(\S+):(\d+):(\d+): KH\d+ ([A-Z]+\d+)?", text).groups()  # type: ignore[union-attr]
        assert ("[" in place) == bool(cell)
        if cell:
            assert cell == f"{'ABCDEFGHIJ'[int(column) - 1]}{row}"
