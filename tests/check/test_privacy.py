"""Numbers that tell a person are noticed in whatever text will be public, and repeated in none."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from generator.check.privacy import check_privacy, list_public_texts
from generator.model.corpus import Corpus
from generator.read.corpus import read_corpus
from generator.read.tree import WorkTree
from tests.sample import read_sample

BASE = Path(__file__).parents[1] / "cases" / "base" / "minimal"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_corpus(WorkTree(BASE))[0]


def messages(corpus: Corpus, reason: str) -> list[str]:
    """What is said of a record with this reason."""
    record = replace(corpus.deductions[0], reason=reason)
    return [problem.message for problem in check_privacy(replace(corpus, deductions=(record,)))]


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("王小明13812345678投诉", "手机号码（138****5678）"),
        ("电话：138-1234-5678。", "手机号码（138****5678）"),
        ("电话 +86 138 1234 5678", "手机号码（138****5678）"),
        ("电话１９９１２３４５６７８", "手机号码（199****5678）"),
        ("身份证320211197001011234，逾期", "身份证号（320211********1234）"),
        ("身份证32021119700101123x", "身份证号（320211********123x）"),
        ("身份证 320211 20011231 123X", "身份证号（320211********123X）"),
        ("13812345678、13912345679", "手机号码（138****5678）、手机号码（139****5679）"),
    ],
)
def test_a_number_that_tells_a_person_is_noticed(corpus: Corpus, reason: str, said: str) -> None:
    assert messages(corpus, reason) == [f"这里像是写了{said}"]


@pytest.mark.parametrize(
    "reason",
    [
        "12345 工单逾期 2 个工作日",
        "工单 GD15061812345",
        "工单 20150618123456789",
        "座机 0510-85012345",
        "固定电话 85012345678",
        "号码 12812345678",
        "统一社会信用代码 11320211014034567X",
        "流水号 320211197013011234",
        "流水号 320211187001011234",
        "账号 6222020200112233445",
        "2015-06-18 至 2015-07-10",
    ],
)
def test_other_numbers_are_let_be(corpus: Corpus, reason: str) -> None:
    assert messages(corpus, reason) == []


def test_every_public_text_of_a_record_is_looked_at_and_no_other(corpus: Corpus) -> None:
    record = next(record for record in corpus.deductions if record.appeal is not None)
    record = replace(record, internal_note="内部")
    assert [steps for steps, _ in list_public_texts(record)] == [
        ("reason",),
        ("evidence", 0, "title"),
        ("evidence", 0, "held_at"),
        ("appeal", "grounds"),
        ("appeal", "reasons"),
    ]
    scheme = [".".join(map(str, steps)) for steps, _ in list_public_texts(corpus.schemes[2015])]
    assert "title" in scheme
    assert "components.0.categories.0.items.0.standards.0.text" in scheme
    assert [steps for steps, _ in list_public_texts(corpus.appraisals[0])] == []


def test_ours_hold_none_and_it_does_not_take_long() -> None:
    ours = read_sample()
    many = replace(ours, deductions=ours.deductions * 25)  # some ten thousand
    start = time.process_time()
    assert list(check_privacy(many)) == []
    assert time.process_time() - start < 1
