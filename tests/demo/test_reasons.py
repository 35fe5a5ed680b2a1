"""Every reason of the sample against its standard: what it says happened so often takes so many times the points."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from generator.demo.demo_project import Made
from generator.demo.district import Options, make_data
from tests.demo.plain import Data, Found, read_folder

ROOT = Path(__file__).resolve().parents[2]
# What a standard counts, and how else a reason may say it.
EACH = re.compile(r"每(?:少一)?(人次|[件次项起处个卷人])")
SAME = {"人次": "人", "名": "人", "次": "次"}
# Numbers that count nothing: spans of time, dates, shares, and words that only look like a number.
OTHER = re.compile(
    r"“?12345”?|\d+个(?:工作日|月|百分点)|\d+(?:年|月|日|天|小时|分钟|学时)|一次性|四中全会|三会一课|统一|一站式|第[一二三四]"
)
NUMBER = re.compile(
    r"(\d+|[一二两三四五六七八九十]+(?=[件次项起处个卷人名张份条间]))(人次|[件次项起处个卷人名张份条间])?"
)
WORTH = re.compile(r"扣([0-9.]+)(?:至([0-9.]+))?分$")


@cache
def data_of(seed: int) -> Data:
    return Data(make_data(Options(75, 1, 600, seed)))


def judge(found: Found) -> list[str]:
    """What does not agree in one record."""
    each = EACH.search(found.standard["text"])
    unit = SAME.get(each[1], each[1]) if each else ""
    wrong = []
    said = []
    for number, word in NUMBER.findall(OTHER.sub("，", found.record["reason"])):
        if SAME.get(word, word) != unit or not number.isdigit():
            wrong.append(f"“{number}{word}” is not what the standard counts")
        said.append(number)
    if [str(found.count)] != (said or ["1"]):
        wrong.append(f"says {said}, counts {found.count}")
    low, high = worth(found)
    if not low * found.count <= found.points <= high * found.count:
        wrong.append(f"takes {found.points}")
    return wrong


def worth(found: Found) -> tuple[Decimal, Decimal]:
    """The points of one occurrence by the standard's words, at least and at most."""
    if found.standard["text"].endswith("不扣分"):
        return Decimal(0), Decimal(0)
    stated = WORTH.search(found.standard["text"])
    assert stated, found.standard["text"]
    return Decimal(stated[1]), Decimal(stated[2] or stated[1])


def judge_decision(found: Found) -> list[str]:
    """What does not agree in the decision on an appeal: as many as it leaves take what they take by the standard."""
    appeal = found.record.get("appeal", {})
    decision, reasons = appeal.get("decision"), OTHER.sub("，", appeal.get("reasons", ""))
    numbers = [int(number) for number, word in NUMBER.findall(reasons) if word and number.isdigit()]
    points = Decimal(appeal["points"]) if "points" in appeal else None
    if decision == "reduced" and "下限" in reasons:
        return [] if points == worth(found)[0] * found.count and not numbers else ["not the least"]
    if decision == "reduced":
        less, rest = numbers
        agrees = less + rest == found.count and points == found.points * rest / found.count
        return [] if agrees else [f"{reasons}: {points}"]
    if decision in ("upheld", "revoked"):
        word = {"upheld": "维持", "revoked": "撤销"}[decision]
        return [] if word in reasons and set(numbers) <= {found.count} and points is None else [reasons]
    return [] if decision is None and not reasons else [f"{decision}: {reasons}"]


def check(data: Data) -> None:
    assert len(data.deductions) >= 400
    wrong = {found.path: judge(found) + judge_decision(found) for found in data.deductions}
    assert {path: words for path, words in wrong.items() if words} == {}


def test_the_shipped_data_agree(is_sample: None) -> None:
    check(read_folder(ROOT))


def test_a_demonstration_agrees(project: tuple[Path, Made]) -> None:
    check(read_folder(project[0]))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_other_seeds_agree(seed: int) -> None:
    check(data_of(seed))


def test_several_of_a_kind_and_decisions_on_them_are_there(project: tuple[Path, Made]) -> None:
    found = read_folder(project[0]).deductions
    assert sum(one.count > 1 for one in found) > 60
    assert sum(one.count > 1 and one.record.get("appeal", {}).get("decision") == "reduced" for one in found) >= 3
    assert sum(one.count > 1 and one.record.get("appeal", {}).get("decision") == "upheld" for one in found) >= 2
    assert sum(one.points == 0 for one in found) >= 1


@pytest.mark.parametrize(
    ("standard", "reason", "count", "points"),
    [
        ("逾期办结，每件扣0.5分", "3件反映路灯不亮的工单逾期办结", "1", "0.5"),
        ("逾期办结，每件扣0.5分", "3件反映路灯不亮的工单逾期办结", "3", "0.5"),
        ("逾期办结，每件扣0.5分", "工单逾期2个工作日办结", "2", "1"),
        ("无故不在岗，每人次扣0.3分", "3间办公室无人", "3", "0.9"),
        ("无故不在岗，每人次扣0.3分", "两人不在岗", "2", "0.6"),
        ("有效投诉，视情节每件扣0.3至0.6分", "群众投诉3件", "3", "0.6"),
        ("轻微不规范，提醒，不扣分", "窗口叫号屏有误", "1", "0.1"),
    ],
)
def test_what_does_not_agree_is_seen(standard: str, reason: str, count: str, points: str) -> None:
    found = Found("x", {}, {"text": standard}, {"reason": reason, "count": count, "points": points})
    assert judge(found)
