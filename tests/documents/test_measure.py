"""Lines are counted as office programs break them, so that a row is never higher than was reckoned."""

from __future__ import annotations

from generator.documents.measure import count_lines, measure_text

PATH = "data/deductions/2015/integrity-duty/2015-0623-quweiban-1.yml"


def test_a_path_goes_onto_the_next_line_whole() -> None:
    room = measure_text(PATH) + 100
    assert count_lines(PATH, room) == 1
    assert count_lines(f"更改扣分记录：{PATH}", room) == 2
    assert count_lines(f"更改扣分记录（{PATH}），提交四位以后的字", room + 200) == 3


def test_a_path_longer_than_a_line_is_parted() -> None:
    assert count_lines(PATH, measure_text(PATH) // 2 + 1) == 2
    assert count_lines(PATH, measure_text(PATH) // 4 + 1) == 4
