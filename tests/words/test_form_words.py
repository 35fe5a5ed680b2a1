"""Problems as whoever fills in a form reads them: fields by their names."""

from __future__ import annotations

import pytest

from generator.model.problem import Location, Problem
from generator.words.form_words import in_form_words

DEDUCTION = "data/deductions/2015/hotline/2015-0311-caizheng-1.yml"


@pytest.mark.parametrize(
    ("field", "hint", "said"),
    [
        (
            "",
            "请在 evidence 里写明材料的名称（title）和存放处（held_at），供被考核单位核对。",
            "请在“佐证材料”里写明材料的名称和存放处，供被考核单位核对。",
        ),
        ("", "如是 3 件，请写 count: 3，points 写 1.5。", "如是 3 件，请“件数、次数或人次”填 3，“扣分分值”写 1.5。"),
        ("appeal/decided", "请补上 points。", "请补上“减少扣分后实际扣分”。"),
        ("", "不再扣分的，决定应写 revoked；不变的，写 upheld。", "不再扣分的，决定应写“撤销”；不变的，写“维持”。"),
        ("", "“reason”在 count 里", "“reason”在“件数、次数或人次”里"),
        ("", "请移到 data/deductions/2015/hotline/ 之下。", "请移到 data/deductions/2015/hotline/ 之下。"),
    ],
)
def test_ids_become_names(field: str, hint: str, said: str) -> None:
    told = in_form_words(Problem(Location(DEDUCTION), "KH326", "没有写", hint), {}, field)
    assert told.hint == said


def test_what_is_no_record_stays() -> None:
    problem = Problem(Location("data/site.yml.bak"), "KH101", "evidence", "count: 3")
    assert in_form_words(problem, {}) == problem
