"""A year that could have been: every date, every body and every matter of the demonstration, read as plain YAML."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from generator.demo.demo_project import Made
from tests.demo.plain import Data, Found, is_open, read_folder, working_days

IN_FORCE = date(2015, 4, 21)
DAYS = (
    ("date",), ("notified",), ("reply", "date"), ("appeal", "filed"), ("appeal", "decided"), ("revoked", "date"),
    ("rectification", "due"), ("rectification", "done"), ("rectification", "accepted"),
)  # fmt: skip
# A matter, and the only bodies that have to do with it. Written by hand from what such bodies do.
MATTERS = {
    "路灯不亮|道路施工|自来水|下水道|小区物业|施工许可|商品房|雨污分流|道路改造|老小区": "zhujianju",
    "占道|违章搭建|违建|小广告|店招|户外广告|城管中队": "chengguanju",
    "河道异味|河面|河道清淤|泵站|取水|水利站|河道整治": "shuiliju",
    "垃圾清运|公厕|道路保洁|垃圾中转|环卫所|垃圾分类": "huanweichu",
    "绿化|树枝|公园|街头绿地": "yuanlinchu",
    "废气|工业噪声|企业排污|环评|排污许可|环境监[察测]|空气质量|噪声扰民": "huanbaoju",
    "早餐店|短秤|电梯|营业执照|食品|特种设备|网购|消费": "shichangju",
    "预付卡|农贸市场|外资企业|酒类": "shangwuju",
    "校外培训|学校|入学|校服|教师资格|校舍|教育收费|校园": "jiaoyuju",
    "预约挂号|卫生服务站|计划生育|生育服务|医疗|卫生许可|家庭医生": "weijiju",
    "预防接种|健康证|慢性病": "jikongzhongxin",
    "低保|婚姻登记|养老|社团登记|优抚|老年食堂|救助|社区用房": "minzhengju",
    "社保|失业金|就业登记|培训补贴|劳动报酬|工伤|职称|技能人才": "rensheju",
    "法律援助|公证|邻里纠纷|司法所|社区法律": "sifaju",
    "征收补偿|过渡费|安置房": "zhengshouban",
    "粮": "liangshiju",
    "农药|农产品|宠物|农机|动物防疫|林木|种子|农田|农技|湿地": "nonglinju",
    "旅(?!费)": "lvyouju",
    "物业收费|停车收费|明码标价|收费标准|价格认证|收费争议": "wujiaju",
    "人防|警报|易地建设": "renfangban",
    "健身|广场舞|体育|文化经营|场地使用|文化惠民|文化站|文化活动室": "wentiju",
    "残疾人|辅具|无障碍": "canlian",
    "应急救护|无偿献血": "hongshizihui",
    "农资|废旧物资": "gongxiaoshe",
    "(?<!电子)档案(查询|证明)|民生档案": "danganju",
    "读者证|借阅|自习|图书流通": "tushuguan",
    "烟花爆竹|安全隐患|安全生产许可|危化品": "anjianju",
    "侨": "waiqiaoban",
    "项目备案|项目核准|节能审查|停车场规划": "fagaiju|jingxinju",
    "大厅|自助终端|综合咨询|联合审批|便民服务点": "zhengwuban",
}
# Items that only bodies of a kind can be found wanting in: who has no window has no window left alone.
NOT_SERVING = {
    "quweiban", "zhengfuban", "zuzhibu", "xuanchuanbu", "jiguangongwei", "fazhiban", "dangxiao", "tongzhanbu",
    "zhengfawei", "nongban", "laoganbuju", "rendaban", "zhengxieban", "shenjiju", "guoziban", "jinrongban", "shiwuju",
    "zonggonghui", "tuanwei", "fulian", "kexie", "gongshanglian", "hongshizihui", "gongxiaoshe", "shizhiban",
}  # fmt: skip
SERVING_ITEMS = {"hotline-handling", "window-conduct", "approval-service", "opinion-response"}
NO_POWERS = {"tushuguan", "jikongzhongxin", "huanweichu", "yuanlinchu", "danganju", "zhengshouban"} | NOT_SERVING


@pytest.fixture(scope="module")
def data(project: tuple[Path, Made]) -> Data:
    return read_folder(project[0])


def days_of(found: Found) -> Iterator[tuple[str, date]]:
    for steps in DAYS:
        day = found.day(*steps)
        if day is not None:
            yield "/".join(steps), day


def test_nothing_happens_on_a_holiday_or_a_weekend(data: Data) -> None:
    closed = [
        (found.path, name, day)
        for found in data.deductions
        for name, day in days_of(found)
        if not is_open(day) or day.weekday() > 4
    ]
    assert closed == []


def test_what_follows_a_finding_comes_in_its_order(data: Data) -> None:
    for found in data.deductions:
        days = dict(days_of(found))
        for later, earlier in (
            ("notified", "date"), ("reply/date", "notified"), ("appeal/filed", "notified"),
            ("appeal/decided", "appeal/filed"), ("rectification/due", "notified"), ("rectification/done", "date"),
            ("rectification/accepted", "rectification/done"), ("revoked/date", "date"),
        ):  # fmt: skip
            if later in days and earlier in days:
                assert days[later] > days[earlier] or (later, earlier) == (
                    "rectification/accepted",
                    "rectification/done",
                )


def test_who_replies_or_appeals_had_the_letter(data: Data) -> None:
    for found in data.deductions:
        if "reply" in found.record or "appeal" in found.record:
            assert found.day("notified"), found.path


def test_deadlines_are_kept(data: Data) -> None:
    limits = data.read("data/schemes/2015.yml")["appeals"]
    assert limits["kind"] == "working"
    for found in data.deductions:
        told, filed, decided = found.day("notified"), found.day("appeal", "filed"), found.day("appeal", "decided")
        if told and filed:
            assert working_days(told, filed) <= int(limits["file_within"]), found.path
        if filed and decided:
            assert working_days(filed, decided) <= int(limits["decide_within"]), found.path


def test_what_was_found_before_the_first_day_is_little_and_takes_nothing(data: Data) -> None:
    scheme = data.read("data/schemes/2015.yml")
    assert scheme["in_force"] == IN_FORCE.isoformat()
    assert scheme["before"] == "not-counted"
    early = [found for found in data.deductions if found.record["date"] < IN_FORCE.isoformat()]
    assert 1 <= len(early) <= 5
    assert all(set(found.record) & {"notified", "appeal", "rectification"} == set() for found in early)


def test_the_method_fits_the_day(data: Data) -> None:
    for found in data.deductions:
        day = date.fromisoformat(found.record["date"])
        if found.record["method"] == "quarterly":
            assert day.month in (6, 9, 12), found.path
            assert day.day >= 12, found.path
        if found.record["method"] == "year-end":
            assert day.month == 12, found.path


def test_all_items_and_quarters_have_their_share(data: Data) -> None:
    items = Counter(found.item["id"] for found in data.deductions)
    quarters = Counter((int(found.record["date"][5:7]) - 1) // 3 + 1 for found in data.deductions)
    assert len(items) == 27
    assert max(items.values()) <= 4 * min(items.values())
    assert set(quarters) == {2, 3, 4}
    assert min(quarters.values()) * 2 > max(quarters.values())


def test_a_decision_is_made_by_who_neither_assesses_nor_is_the_unit(data: Data) -> None:
    decided = [found for found in data.deductions if "decision" in found.record.get("appeal", {})]
    assert len(decided) > 20
    for found in decided:
        judge = found.record["appeal"]["decided_by"]
        assert judge not in (found.item["assessor"], found.record["unit"], "jiwei", "kaoheban"), found.path
        assert data.read(f"data/units/{judge}.yml")["kind"] == "body"
    assert all(
        "decided_by" not in found.record.get("appeal", {}) for found in data.deductions if found not in decided
    )


def test_an_office_is_found_wanting_in_its_own_items_by_another(data: Data) -> None:
    own = [found for found in data.deductions if found.record["unit"] == found.item["assessor"]]
    assert len({found.record["unit"] for found in own}) >= 6
    assert {piece["held_at"] for found in own for piece in found.record["evidence"]} == {"区纪委党风室"}


def test_the_matter_is_one_of_the_body(data: Data) -> None:
    wrong = []
    seen: Counter[str] = Counter()
    for found in data.deductions:
        for words, bodies in MATTERS.items():
            if re.search(words, found.record["reason"]):
                seen[words] += 1
                if not re.fullmatch(bodies, found.record["unit"]):
                    wrong.append((found.path, found.record["reason"]))
    assert wrong == []
    assert len(seen) > len(MATTERS) * 2 // 3


def test_only_who_has_windows_or_powers_is_found_wanting_in_them(data: Data) -> None:
    units = {item: {f.record["unit"] for f in data.deductions if f.item["id"] == item} for item in data.items}
    for item in SERVING_ITEMS:
        assert units[item] & NOT_SERVING == set(), item
    for item in ("lawful-administration", "power-list"):
        assert units[item] & NO_POWERS == set(), item


def test_every_kind_of_case_is_there(data: Data) -> None:
    cases: Counter[str] = Counter()
    for found in data.deductions:
        record, days = found.record, dict(days_of(found))
        cases["reply"] += "reply" in record
        cases[f"appeal {record.get('appeal', {}).get('decision')}"] += "appeal" in record
        cases["revoked"] += "revoked" in record
        cases["without points"] += found.points == 0
        due, done, accepted = (days.get(f"rectification/{name}") for name in ("due", "done", "accepted"))
        cases["late"] += bool(due and done and done > due)
        cases["in time"] += bool(due and done and done <= due)
        cases["not accepted"] += bool(done and not accepted)
        cases["not done"] += bool(due and not done)
    for case in (
        "reply", "appeal upheld", "appeal reduced", "appeal revoked", "revoked", "without points", "late", "in time",
        "not accepted", "not done",
    ):  # fmt: skip
        assert cases[case] >= 1, case
    names = {path.split("/")[1] for path in data.files if path.count("/") == 2}
    assert {"publications", "withdrawals", "corrections", "redactions", "holidays"} <= names
    assert "ties" in data.read("data/publications/2015-final.yml")


def test_the_offices_that_lead_are_not_the_ones_that_are_praised(project: tuple[Path, Made]) -> None:
    from generator.read.corpus_reader import read_corpus
    from generator.read.tree import WorkTree
    from generator.score.year import score_year

    result = score_year(read_corpus(WorkTree(project[0]))[0], 2015)
    praised = {unit.unit.id for unit in result.units if any(o.rule.id == "praised" for o in unit.outcomes)}
    assert praised & {"quweiban", "zhengfuban", "zuzhibu", "jiguangongwei", "fagaiju", "rensheju"} == set()


def test_whoever_assesses_and_is_not_assessed_says_why(data: Data) -> None:
    offices = {item["assessor"] for item in data.items.values()}
    assert len(offices) == 13
    for office in offices:
        unit = data.read(f"data/units/{office}.yml")
        assert ("assessed" in unit) != ("not_assessed" in unit), office
    assert {office for office in offices if "not_assessed" in data.read(f"data/units/{office}.yml")} == {
        "jiwei", "jianchaju"
    }  # fmt: skip


def test_nothing_is_recorded_before_the_notice_and_nothing_before_it_happened(project: tuple[Path, Made]) -> None:
    folder = project[0]
    command = ["git", "-C", str(folder), "log", "--reverse", "--format=@%cs", "--name-only", "-m", "--first-parent"]
    lines = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout.splitlines()
    day = date.min
    days = []
    for line in lines:
        if line.startswith("@"):
            day = date.fromisoformat(line[1:])
            days.append(day)
        elif found := re.fullmatch(r"data/deductions/.*/(\d{4})-(\d\d)(\d\d)-.*\.yml", line):
            assert date(int(found[1]), int(found[2]), int(found[3])) < day, line
    assert min(days) > IN_FORCE
    assert [day for day in days if not is_open(day) or day.weekday() > 4] == []


def test_no_quarter_is_published_that_ended_before_the_scheme(data: Data) -> None:
    published = sorted(path.split("/")[2] for path in data.files if path.startswith("data/publications/2015-"))
    assert published == [f"2015-{name}.yml" for name in ("final", "notice", "q2", "q3-2", "q3", "q4")]
    withdrawn = data.read("data/withdrawals/2015-q3.yml")
    assert withdrawn["reasons"]
    numbers = [data.read(f"data/publications/{name}")["document"] for name in published]
    assert all(number.startswith("示例") for number in numbers)
    assert len(set(numbers)) == len(numbers)


def test_the_names_say_that_the_district_is_invented(data: Data) -> None:
    site = data.read("data/site.yml")
    assert "示例区" in site["district"]
    for path in data.files:
        if path.startswith("data/units/"):
            unit = data.read(path)
            assert "示例" in unit["name"], path
            assert unit["sample"] == "true"
    text = b"".join(data.files.values()).decode()
    assert "滨湖" not in text
    assert "无锡" not in text


def test_every_record_says_that_it_is_a_sample(data: Data) -> None:
    for path in data.files:
        if path.startswith(("data/deductions/", "data/appraisals/", "data/schemes/", "data/units/")):
            assert data.read(path)["sample"] == "true", path
