"""How many a reason speaks of is found where it is plain, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.read.quantity import Measure, find_measure, find_quantities, read_numeral


@pytest.mark.parametrize(
    ("standard", "words"),
    [
        ("逾期办结，每件扣0.5分", ("件",)),
        ("无故缺席集中轮训，每人次扣0.2分", ("人次",)),
        ("推诿扯皮致使事项停滞，视情节每件扣0.5至1分", ("件",)),
        ("执法案卷不规范，每卷扣0.2分", ("卷",)),
        ("所属站所未建立服务标准，每个扣0.3分", ("个",)),
        ("年终未完成任务，视完成情况每项扣1至2分", ("项",)),
        ("发现一起扣1分，每发现1起扣1分", ("起",)),
        ("不整洁的，每处（次）扣0.1分", ("处", "次")),
        ("迟到早退，每人（次）扣0.1分", ("人次",)),
        ("未按时报送的扣0.2分/次", ("次",)),
        ("迟报，每件0.3分", ("件",)),
        ("每逾期1个工作日扣0.1分", ("工作日",)),
        ("每漏报一件扣0.5分", ("件",)),
    ],
)
def test_what_a_standard_deducts_for(standard: str, words: tuple[str, ...]) -> None:
    measure = find_measure(standard)
    assert measure is not None
    assert measure.words == words


def test_a_standard_may_deduct_for_what_is_missing() -> None:
    assert find_measure("中心组集中学习次数不足，每少一次扣0.3分") == Measure(("次",), is_lack=True)


@pytest.mark.parametrize(
    "standard",
    [
        "年度责任未分解到岗位，扣0.5分",
        "党员全年参加教育培训少于24学时，视人数扣0.2至1分",
        "未按每月一次的要求开展活动，扣0.3分",
        "每年至少检查一次，没有检查的，扣1分",
        "被媒体曝光，视情节扣1至2分",
        "",
    ],
)
def test_a_standard_that_deducts_for_the_finding_as_a_whole(standard: str) -> None:
    assert find_measure(standard) is None


@pytest.mark.parametrize(
    ("measure", "reason", "number", "text"),
    [
        ("个", "所属3个站所未建立收费项目标准", 3, "3个"),
        ("个", "3家站所没有公开服务标准", 3, "3家"),
        ("件", "2件工单逾期", 2, "2件"),
        ("件", "工单 2 件逾期 3 个工作日", 2, "2 件"),
        ("件", "12345热线工单2件逾期", 2, "2件"),
        ("件", "3张工单被退回", 3, "3张"),
        ("件", "２件工单逾期", 2, "2件"),
        ("件", "漏报学校周边停车舆情3件", 3, "3件"),
        ("件", "逾期办结共12件", 12, "12件"),
        ("人次", "两人次缺席", 2, "两人次"),
        ("人次", "3人缺席", 3, "3人"),
        ("人次", "6月18日3人缺席", 3, "3人"),
        ("人次", "未经批准借用下属单位人员2名", 2, "2名"),
        ("人次", "十二人未参加考核", 12, "十二人"),
        ("人次", "二十一名同志未提交小结", 21, "二十一名"),
        ("项", "2项目标进度落后于计划", 2, "2项"),
        ("项", "三项行政许可流程图没有调整", 3, "三项"),
        ("项", "4个事项没有进入平台", 4, "4个"),
        ("处", "便民服务栏目文字差错3处", 3, "3处"),
        ("处", "办事指南栏目有3个附件无法下载", 3, "3个"),
        ("起", "3次公务接待缺少公函", 3, "3次"),
        ("起", "培训费报销所附清单不全，涉及3笔", 3, "3笔"),
        ("次", "考勤登记由他人代签2次", 2, "2次"),
        ("卷", "2卷行政许可案卷缺少送达回证", 2, "2卷"),
        ("工作日", "工单逾期2个工作日办结", 2, "2个工作日"),
        ("天", "迟报3天", 3, "3天"),
        ("日", "逾期5日", 5, "5日"),
        # Of a sample, what was wrong among it.
        ("件", "抽查10件工单，3件逾期", 3, "3件"),
        ("件", "当月工单20件，其中2件逾期", 2, "2件"),
        ("卷", "抽查案卷10卷，发现2卷不规范", 2, "2卷"),
        ("人次", "应到20人，2人缺席", 2, "2人"),
        ("人次", "全区20人参加轮训，2人中途离场", 2, "2人"),
        ("人次", "3名干部中1人迟到", 1, "1人"),
    ],
)
def test_a_number_of_cases_is_found(measure: str, reason: str, number: int, text: str) -> None:
    (found,) = find_quantities(reason, Measure((measure,)))
    assert (found.number, found.text) == (number, text)


def test_each_number_of_several_is_found() -> None:
    for text in ("2件逾期，3件被退回", "2件逾期、3件被退回"):
        found = find_quantities(text, Measure(("件",)))
        assert [(quantity.number, quantity.start) for quantity in found] == [(2, 0), (3, 5)]


def test_what_is_missing_is_told_from_what_there_was() -> None:
    lack = Measure(("次",), is_lack=True)
    (found,) = find_quantities("检查支部台账，4月之前少开3次支部党员大会", lack)
    assert (found.number, found.text) == (3, "3次")
    assert find_quantities("应学习4次，实际学习2次", lack) == ()


NONE = [
    ("件", "入学咨询工单逾期2个工作日办结"),
    ("件", "12345工单逾期 2 个工作日办结"),
    ("件", "“12345”件转办单逾期"),
    ("件", "第3件建议逾期答复"),
    ("件", "约3件逾期"),
    ("件", "3件以上工单逾期"),
    ("件", "2至3件工单逾期"),
    ("件", "2—3件工单逾期"),
    ("件", "2、3件工单逾期"),
    ("件", "工单编号2015-12件"),
    ("件", "百件实事进展未按时报送"),
    ("件", "十件实事进展未按时报送"),
    ("件", "抽查工单10件"),
    ("件", "本季度受理工单120件，办结率低"),
    ("件", "附件2没有报送"),
    ("次", "经2次催办仍未报送"),
    ("次", "两次提醒后仍未报送"),
    ("次", "3次督办后才办结"),
    ("次", "第二次检查仍未整改"),
    ("次", "二次供水设施台账不全"),
    ("次", "一次性告知没有做到"),
    ("次", "近3次会议"),
    ("次", "应报送4次，实际报送2次"),
    ("次", "要求每季度报送3次"),
    ("人次", "千人评议材料迟报"),
    ("人次", "3人民法庭"),
    ("人次", "2014年人事档案"),
    ("人次", "应到20人"),
    ("人次", "前3名"),
    ("人次", "第2名工作人员"),
    ("项", "违反中央八项规定精神"),
    ("项", "8项规定执行不严"),
    ("项", "三项制度未公开"),
    ("项", "第3项目标进度落后"),
    ("项", "2项目资料缺失"),
    ("项", "涉及2个部门"),
    ("个", "3个月未更新"),
    ("个", "超过2个工作日"),
    ("个", "2个小时无人值守"),
    ("个", "三个方面的问题"),
    ("个", "5个百分点的差距"),
    ("个", "2个季度没有报送"),
    ("处", "3处室职责不清"),
    ("处", "110处置不及时"),
    ("处", "违反第3处要求"),
    ("起", "自8起执行"),
    ("起", "从6月1日起未报送"),
    ("条", "违反第12条"),
    ("条", "12条例未公开"),
    ("份", "3月份报表迟报"),
    ("卷", "金额3.5卷"),
    ("日", "6月18日未报送"),
    ("日", "3日常巡查记录"),
    ("个", "花费3000个"),
    ("件", "300件工单"),  # more than any one record is about
    ("件", ""),
    ("件", "没有数字"),
]


@pytest.mark.parametrize(("measure", "reason"), NONE)
def test_what_is_no_number_of_cases_is_left_alone(measure: str, reason: str) -> None:
    assert find_quantities(reason, Measure((measure,))) == ()


@pytest.mark.parametrize(
    ("text", "number"),
    [("3", 3), ("两", 2), ("十", 10), ("十二", 12), ("二十", 20), ("二十一", 21), ("一百", 100), ("一百二十三", 123),
     ("百", 100), ("九百九十九", 999), ("二三", 0), ("十十", 0), ("一百百", 0)],
)  # fmt: skip
def test_numerals_are_read(text: str, number: int) -> None:
    assert read_numeral(text) == number


@given(st.text(alphabet="0123456789一二两三十百第抽查件次人个项处其中少以上，、。 .-月日年", max_size=30))
def test_whatever_is_found_stands_in_the_text(text: str) -> None:
    for word in ("件", "人次", "次"):
        for found in find_quantities(text, Measure((word,))):
            assert found.text in text
            assert text.startswith(found.text, found.start)
            assert 0 < found.number <= 200
