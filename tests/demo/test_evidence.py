"""Every record of the sample: its evidence, source, rectification and appeal are such as its reason allows."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from generator.demo.demo_project import Made
from generator.demo.district import Options, make_data
from tests.demo.plain import Data, Found, read_folder

ROOT = Path(__file__).resolve().parents[2]
# What can prove that a standard was not kept, by words of the title. Written by hand, not from the generator.
PROOF = {
    "key-tasks": {
        "behind": "进度|督查", "no-plan": "督查|分解", "false-report": "核查|进度", "unfinished": "核定|进度",
    },
    "meeting-decisions": {"overdue": "交办单|办结情况", "no-report": "反馈表|交办单", "stalled": "交办单|协调"},
    "leader-instructions": {"overdue": "流转单|催办", "returned": "退办|流转单", "no-reply": "催办|流转单"},
    "annual-targets": {"behind": "进度", "late-report": "收件登记", "missing-proof": "自评表"},
    "integrity-duty": {
        "no-breakdown": "检查记录|责任清单", "no-study": "会议记录|检查记录", "unrectified": "巡查|复查",
    },
    "eight-rules": {"vehicle": "车|明查暗访", "reception": "接待", "violation": "核实|清退"},
    "finance-discipline": {"voucher": "凭证", "asset": "资产", "waste": "现场|节能", "rule-breach": "财务"},
    "party-life": {"meeting-missed": "组织生活|支部", "poor-record": "组织生活", "no-activity": "统一活动日"},
    "party-education": {"hours": "学时", "absence": "签到", "no-plan": "学习安排"},
    "theory-study": {"fewer": "备案", "no-notes": "学习记录", "late-filing": "备案"},
    "leadership-team": {
        "decision-rules": "会议记录", "personal-report": "个人有关事项", "selection-file": "选任纪实",
    },
    "cadre-training": {"absence": "签到", "discipline": "课堂", "not-passed": "考核|测试|小结"},
    "staff-management": {
        "attendance": "考勤", "training": "签到|名额", "review-file": "收件", "unapproved-post": "核查",
    },
    "opinion-monitoring": {"late-report": "舆情|网页", "missed": "舆情|网页", "no-contact": "联络人"},
    "opinion-response": {"overdue": "交办单|回复页面", "perfunctory": "回复页面", "escalated": "处置|网页"},
    "web-channels": {"stale": "巡检|页面", "broken": "巡检|页面", "wrong": "巡检|页面"},
    "lawful-administration": {
        "document-filing": "规范性文件", "case-file": "案卷", "reversed": "复议决定", "late-answer": "复议收件",
    },
    "power-list": {"mismatch": "清单", "not-online": "平台|清单", "late-update": "清单"},
    "dispute-resolution": {"late": "信访", "no-check": "排查", "repeated": "信访"},
    "approval-service": {
        "overtime": "流转", "guide": "办事指南", "no-receipt": "受理", "off-window": "进驻|受理登记",
    },
    "hotline-handling": {
        "overdue": "工单|回访", "returned": "退单|工单", "unsatisfied": "回访|〔已遮盖〕", "exposed": "报道|工单",
    },
    "window-conduct": {"vacant": "巡查|监控", "manner": "巡查", "complaint": "投诉", "reminded": "巡查"},
    "station-standards": {"no-standard": "站所", "not-posted": "站所|上墙", "not-followed": "站所|服务标准"},
    "deputy-suggestions": {"overdue": "办理登记", "no-meeting": "代表反馈", "not-carried-out": "跟踪|代表反馈"},
    "member-proposals": {"overdue": "办理登记", "wrong-form": "答复件", "not-carried-out": "跟踪|委员反馈"},
    "work-discipline": {
        "absent": "检查记录|去向", "unrelated": "检查记录|现场",
        "environment": "检查记录|现场", "repeated": "检查记录|现场",
    },
    "documents-duty": {"form": "退文", "late": "收件登记", "duty": "值班"},
}  # fmt: skip
# Words of a reason, and what its evidence is then.
SAID = {
    "监控": "监控", "兼职": "兼职", "借用": "借用", "网上测试": "测试", "小结": "小结", "封存": "封存|明查暗访",
    "合法性审查": "审查", "存根": "存根", "名额": "名额",
    "工单.*退回": "退单|工单", "代签|考勤": "考勤", "清退": "核实|清退",
}  # fmt: skip
# Words of a reason, and from where alone it can have become known at a spot-check.
KNOWN = {
    "联络人": {"supervision"}, "^群众投诉": {"complaint"}, "主送机关|标注联系人": {"supervision"},
    "监控调阅": {"supervision"}, "审批系统": {"supervision", "flight-inspection"}, "回访核实": {"hotline"},
    "报道|转载": {"media"}, "复议": {"supervision"}, "迟报|逾期报": {"supervision", "review"},
    "工单(?!.*报道)": {"hotline"}, "巡查时": {"flight-inspection", "supervisor", "supervision"},
}  # fmt: skip
DONE = re.compile("当场(?:改正|补齐)|已责令退|已全部清退|提醒后补|才报备")


@cache
def data_of(seed: int) -> Data:
    return Data(make_data(Options(75, 1, 600, seed)))


@pytest.fixture(params=["shipped", "demonstration", 1, 2, 3])
def data(request: pytest.FixtureRequest) -> Data:
    if request.param == "shipped":
        request.getfixturevalue("is_sample")
        return read_folder(ROOT)
    if request.param == "demonstration":
        project: tuple[Path, Made] = request.getfixturevalue("project")
        return read_folder(project[0])
    return data_of(request.param)


def titles(found: Found) -> list[str]:
    return [piece["title"] for piece in found.record.get("evidence", ())]


def test_the_evidence_is_of_the_kind_that_proves_it(data: Data) -> None:
    wrong = []
    for found in data.deductions:
        wanted = [PROOF[found.item["id"]][found.standard["id"]]]
        wanted += [proof for words, proof in SAID.items() if re.search(words, found.record["reason"])]
        wrong += [
            (found.path, title, words) for title in titles(found) for words in wanted
            if not re.search(words, title) and (words, title) != ("投诉", "监控调阅登记")
        ]  # fmt: skip
    assert wrong == []


def test_the_table_of_proofs_knows_every_standard(data: Data) -> None:
    assert {item: {standard["id"] for standard in found["standards"]} for item, found in data.items.items()} == {
        item: set(standards) for item, standards in PROOF.items()
    }


def test_it_became_known_where_it_can_be_known(data: Data) -> None:
    wrong = [
        (found.path, found.record["source"], words)
        for found in data.deductions
        for words, sources in KNOWN.items()
        if found.record["method"] == "spot-check"
        and re.search(words, found.record["reason"])
        and found.record["source"] not in sources
    ]
    assert wrong == []


def test_nothing_is_left_to_rectify_where_it_was_put_right_at_once(data: Data) -> None:
    done = [found for found in data.deductions if DONE.search(found.record["reason"])]
    assert len(done) > 5
    assert [found.path for found in done if "rectification" in found.record] == []


def test_one_note_of_rectification_is_of_one_standard(data: Data) -> None:
    notes: dict[str, set[tuple[str, str]]] = {}
    for found in data.deductions:
        note = found.record.get("rectification", {}).get("note")
        if note:
            notes.setdefault(note, set()).add((found.item["id"], found.standard["id"]))
    assert len(notes) > 40
    wide = {note: places for note, places in notes.items() if len({item for item, _ in places}) > 2}
    assert wide == {}


def test_nobody_asks_for_less_than_the_least(data: Data) -> None:
    asked = [found for found in data.deductions if "较轻" in found.record.get("appeal", {}).get("grounds", "")]
    assert asked
    for found in asked:
        least = re.search(r"扣([0-9.]+)至", found.standard["text"])
        assert least, found.path
        assert found.points > Decimal(least[1]) * found.count, found.path


def test_the_review_decides_what_was_pleaded(data: Data) -> None:
    answers = Counter(
        (words in found.record["appeal"]["grounds"] + found.record["reason"])
        for found in data.deductions
        for words in ("延期", "附件", "系统", "派出通知", "请假", "凭证", "另一册", "封存")
        if found.record.get("appeal", {}).get("decision") in ("reduced", "revoked")
        and words in found.record["appeal"]["reasons"]
    )
    assert answers[True] > 3
    assert answers[False] == 0
    for found in data.deductions:
        appeal = found.record.get("appeal", {})
        assert not ("未办理延期" in found.record["reason"] and "批准延期" in appeal.get("reasons", "")), found.path


def test_stations_and_approvals_do_what_is_said_of_them(data: Data) -> None:
    for found in data.deductions:
        if found.item["id"] == "station-standards":
            assert not re.search("收件|另要材料", found.record["reason"]), found.path
        if found.item["id"] == "approval-service":
            assert not re.search("读者证|查询|咨询|来访|缴费|接种", found.record["reason"]), found.path
