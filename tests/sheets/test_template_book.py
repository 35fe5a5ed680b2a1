"""What our own workbooks say to the person who fills them in."""

from __future__ import annotations

import io

from openpyxl import load_workbook

from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from generator.sheets.ballot_book import render_ballots
from generator.sheets.head_words import head_field
from generator.sheets.known_office import Office
from generator.sheets.own_form import FIRST_ROW, HEAD_ROW
from generator.sheets.template_book import render_deductions
from tests.rules.kind_samples import PARTS, Files


def office_of(files: Files) -> Office:
    corpus, problems = read_corpus(MemoryTree({path: text.encode() for path, text in files.items()}))
    assert problems == []
    return Office(corpus)


def texts(data: bytes) -> str:
    """All texts and input messages of a workbook."""
    book = load_workbook(io.BytesIO(data))
    cells = [cell.value for page in book.worksheets for row in page.iter_rows() for cell in row]
    told = [rule.prompt for page in book.worksheets for rule in page.data_validations.dataValidation]
    return "\n".join(str(words) for words in (*cells, *told) if words)


def test_a_template_speaks_of_its_own_year_and_of_both_ways_to_hand_it_in() -> None:
    office = office_of(PARTS["deductions"])
    said = texts(render_deductions(office, 2019, list(office.items(2019).values()), []))
    assert "日期写成 2019-06-18" in said
    assert "决定所属季度，写成 2019-06-18。" in said
    assert "2015" not in said
    assert said.count("在登记网页的“表格”里上传，或用 kaohe import 导入") == 1 + len(office.items(2019))


def test_the_workbook_of_ballots_is_handed_in_both_ways_too() -> None:
    said = texts(render_ballots(office_of(PARTS["appraisal"]), 2019, ()))
    assert "2019年度评议计票表" in said
    assert "在登记网页的“表格”里上传，或用 kaohe import 导入" in said


def test_heads_say_in_words_what_must_and_may_be_filled_in_and_what_is_protected() -> None:
    office = office_of(PARTS["deductions"])
    book = load_workbook(io.BytesIO(render_deductions(office, 2019, list(office.items(2019).values()), [])))
    page = book.worksheets[1]
    looks: dict[str, set[str]] = {}
    for cell in page[HEAD_ROW]:
        name, _, told = str(cell.value).partition("\n")
        looks.setdefault(told, set()).add(str(cell.fill.fgColor.rgb))
        is_open = not page.cell(FIRST_ROW, int(cell.column or 0)).protection.locked
        assert is_open == (told != "（不用填）"), name
        assert head_field(str(cell.value)) == head_field(name), "a copy of the table is read like the table"
    assert looks.keys() == {"（必填）", "（选填）", "（不用填）"}
    assert len(set.union(*looks.values())) == 3, "each has a look of its own"
    assert "灰色" not in str(page["A3"].value)
