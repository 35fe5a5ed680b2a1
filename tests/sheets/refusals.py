"""A table for each problem that an import can meet, and what is said of it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date

from openpyxl import load_workbook

from generator.sheets.book_reader import BookReading, file_fault, read_tables
from generator.sheets.question import Inquiry
from generator.sheets.raw_sheet import SheetFault
from generator.sheets.reading_child import read_book
from generator.sheets.record_names import RecordNames
from generator.sheets.row_identity import Matching
from generator.sheets.template_book import render_deductions
from generator.words.problem_text import format_problem
from tests.sheets import workbooks as make
from tests.sheets.asking import office, read


def own_sheet(cell: str, value: str | None) -> bytes:
    """A template of ours with one row, and one cell of it changed."""
    item = office().items(2015)["hotline-handling"]
    book = load_workbook(io.BytesIO(render_deductions(office(), 2015, [item], [])))
    sheet = book[book.sheetnames[1]]
    row = (
        "2015-0101-nobody-1",
        "区教育局",
        date(2015, 9, 2),
        "工单逾期办结，每件扣0.5分",
        0.5,
        None,
        "不定期抽查",
        "“12345”热线",
        "逾期",
    )
    for column, one in enumerate(row, 1):
        sheet.cell(5, column).value = one
    sheet[cell] = value
    return make.saved(book)


def said_of(reading: BookReading) -> Iterator[str]:
    """The problems of a reading as they are printed."""
    for problem in reading.inquiry.problems:
        yield format_problem(problem.problem)


def refused_files() -> Iterator[str]:
    """What is said of files that cannot be read, and of those without a register."""
    for fault in ("password", "damaged"):
        inquiry = Inquiry("扣分.xlsx")
        file_fault(inquiry, SheetFault(fault))
        yield from said_of(BookReading(inquiry))
    yield from said_of(read(make.ranking(), name="排名.xlsx").reading)


def refused_rows() -> Iterator[str]:
    """What is said of cells and rows, whatever the answers are."""
    yield from said_of(read(make.formulas(stored=False), name="扣分.xlsx").reading)
    yield from said_of(read(make.formulas(stored=True), {"table-date": "2015-09-30"}, name="扣分.xlsx").reading)
    yield from said_of(read(make.odd_values(), name="扣分.xlsx").reading)
    yield from said_of(read(make.register(["2015年9月31日"], "date"), name="扣分.xlsx").reading)
    number = make.book_of(make.HEAD, (1, 3, date(2015, 9, 1), "工单", 0.5))
    yield from said_of(read(number, name="扣分.xlsx").reading)
    yield from said_of(read(make.plain(), {"item": "nothing"}, name="扣分.xlsx").reading)


def refused_own() -> Iterator[str]:
    """What is said of our own sheets where somebody changed what is not to be changed."""
    broken = own_sheet("A1", "kaohe:deductions:2015::gone")
    yield from said_of(read_tables(read_book(broken), "登记表.xlsx", office(), {}))
    reading = read_tables(read_book(own_sheet("J5", None)), "登记表.xlsx", office(), {})
    Matching(office().corpus.deductions, RecordNames([])).match_own(reading.own, reading.inquiry)
    yield from said_of(reading)


def all_said() -> set[str]:
    """Everything that is said here."""
    return {*refused_files(), *refused_rows(), *refused_own()}
