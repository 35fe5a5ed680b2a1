"""A day or a number that is plain to a reader is told as it must be written; what is not plain is not guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.model.place import Place
from generator.read.record import read_record

RECORD = Path(__file__).parents[1] / "cases/base/minimal/data/deductions/2015/hotline/2015-0618-jiaoyu-1.yml"
PATH = "data/deductions/2015/hotline/2015-0618-jiaoyu-1.yml"
ANY_DAY = "请写成 2015-06-18 这样的形式。"
ANY_NUMBER = "请写成普通的数，如 0.5；不用千分位、百分号、单位或科学记数法。"


def hint_for(field: str, written: str) -> str:
    """The hint of the one problem of a record in which `field` is `written`."""
    lines = RECORD.read_text("utf-8").splitlines(keepends=True)
    text = "".join(f'{field}: "{written}"\n' if line.startswith(f"{field}: ") else line for line in lines)
    (problem,) = read_record(
        PATH, Place("deduction", 2015, "hotline", "2015-0618-jiaoyu-1"), text.encode("utf-8")
    ).problems
    return problem.hint


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2015.6.19", "2015-06-19"),
        ("2015-6-1", "2015-06-01"),
        ("2015/12/31", "2015-12-31"),
        ("2015年6月8日", "2015-06-08"),
        ("2015 年 6 月 8 日", "2015-06-08"),
        ("20150618", "2015-06-18"),
        ("2015-06-1 09:00", "2015-06-01"),
        ("2015。6。19", "2015-06-19"),
    ],
)
def test_a_plain_day_is_told(written: str, day: str) -> None:
    assert hint_for("date", written) == f"请写成 {day}。"


@pytest.mark.parametrize("written", ["15-6-18", "6月18日", "2015-W25-4", "2015-06-1 8", "昨天"])
def test_a_day_that_is_not_plain_is_not_guessed(written: str) -> None:
    assert hint_for("date", written) == ANY_DAY


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("2015.13.1", "一年只有 12 个月，月和日写反了的，是 1 月 13 日"),
        ("20150631", "2015 年 6 月只有 30 天"),
        ("2015年12月32日", "2015 年 12 月只有 31 天"),
        ("2015-02-29", "2015 年 2 月只有 28 天"),
    ],
)
def test_of_a_day_that_there_is_not_what_is_near_is_told(written: str, near: str) -> None:
    assert hint_for("date", written) == f"{near}，请核对。"


@pytest.mark.parametrize(
    ("written", "number"),
    [("0.5分", "0.5"), ("0.5 分", "0.5"), ("+0.5", "0.5"), (".5", "0.5"), ("1.", "1"), ("00.5", "0.5")],
)
def test_a_plain_number_is_told(written: str, number: str) -> None:
    assert hint_for("points", written) == f"请写成 {number}。"


@pytest.mark.parametrize(
    ("field", "written", "meant"), [("points", "０.５", "0.5"), ("date", "２０１５-06-18", "2015-06-18")]
)
def test_full_width_signs_are_named(field: str, written: str, meant: str) -> None:
    assert hint_for(field, written) == f"请用半角字符，写成 {meant}。"


@pytest.mark.parametrize("written", ["0,5", "1 5", "50%", "1e3", "零点五", "0x1", "1:30", "1_000", "分", ".", "٠.٥"])
def test_a_number_that_is_not_plain_or_does_not_fit_is_not_guessed(written: str) -> None:
    assert hint_for("points", written) == ANY_NUMBER
