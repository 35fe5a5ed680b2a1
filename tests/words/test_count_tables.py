"""Counts of a register whose entries are not public: no cell of their tables is blank, and none gives one away."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.load.edition import open_edition
from generator.words.count_tables import WITHHELD, CountTable, count_tables
from generator.words.shown_registers import open_registers


@pytest.fixture(scope="module")
def tables(sample: Path) -> list[CountTable]:
    """Of the leads of the sample district, as the public sees them."""
    edition = open_edition(sample, "public")
    assert not isinstance(edition, list | tuple)
    return list(count_tables(open_registers(edition), edition.corpus.registers["leads"]))


def test_no_cell_is_blank(tables: list[CountTable]) -> None:
    assert tables
    assert all(cell for table in tables for row in table.rows for cell in row)


def test_a_total_stands_where_all_parts_are_shown_and_is_withheld_beside_one_that_is(
    tables: list[CountTable],
) -> None:
    seen = set()
    for table in tables:
        *parts, total = table.rows
        assert total[0] == "合计"
        for at in (1, 2):
            cells = [row[at] for row in parts]
            hidden = WITHHELD in cells
            seen.add(hidden)
            assert total[at] == (WITHHELD if hidden else str(sum(int(cell) for cell in cells if cell.isdigit())))
        assert {row[3] for row in parts} == {"不分列"}
        assert total[3].isdigit() or total[3] == WITHHELD
        assert total[4] == "—", "a mean has no sum"
    assert seen == {True, False}


def test_a_table_is_headed_by_what_its_rows_are(sample: Path) -> None:
    edition = open_edition(sample, "public")
    assert not isinstance(edition, list | tuple)
    registers = open_registers(edition)
    [checked] = count_tables(registers, edition.corpus.registers["inspections"])
    assert checked.title == f"按{checked.heads[0]}、{checked.heads[1]}分"
    assert not any(name in checked.title for name, _ in checked.totals)
