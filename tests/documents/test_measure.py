"""Lines are counted as office programs break them, so that a row is never higher than was reckoned."""

from __future__ import annotations

from generator.documents.measure import count_lines, is_parted, measure_text, set_closer
from generator.documents.official_document import Colophon

PATH = "data/deductions/2015/integrity-duty/2015-0623-quweiban-1.yml"


def test_a_path_goes_onto_the_next_line_whole() -> None:
    room = measure_text(PATH) + 100
    assert count_lines(PATH, room) == 1
    assert count_lines(f"更改扣分记录：{PATH}", room) == 2
    assert count_lines(f"更改扣分记录（{PATH}），提交四位以后的字", room + 200) == 3


def test_a_path_longer_than_a_line_is_parted() -> None:
    assert count_lines(PATH, measure_text(PATH) // 2 + 1) == 2
    assert count_lines(PATH, measure_text(PATH) // 4 + 1) == 4


def test_who_printed_a_document_and_when_stand_on_one_line_as_long_as_that_can_be_done_by_distances() -> None:
    day = "2016年12月28日印发"
    closer = [set_closer(Colophon("", "机" * length, day)) for length in range(17, 26)]
    parted = [is_parted(Colophon("", "机" * length, day)) for length in range(17, 26)]
    assert closer[0] == 0
    assert not parted[0]
    assert [0 < one <= 20 for one in closer].count(True) >= 3
    assert closer[-1] == 0
    assert parted[-1], "what is longer still is set as usual, on two lines"
    assert not any(one and apart for one, apart in zip(closer, parted, strict=True))
    assert parted == sorted(parted)
