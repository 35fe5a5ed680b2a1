"""What tells of a person is found however it is written, and other numbers and places are let be."""

from __future__ import annotations

import pytest

from generator.read.personal import find_personal, mask_personal, repeats_personal


def kinds(text: str) -> list[tuple[str, str]]:
    return [(found.kind, found.words) for found in find_personal(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("王小明13812345678投诉", "手机号码（138****5678）"),
        ("电话：138-1234-5678。", "手机号码（138****5678）"),
        ("电话 +86 138 1234 5678", "手机号码（138****5678）"),
        ("电话+8613812345678", "手机号码（138****5678）"),
        ("电话138.1234.5678", "手机号码（138****5678）"),
        ("电话１９９１２３４５６７８", "手机号码（199****5678）"),
        ("身份证320211197001011235，逾期", "身份证号（320211********1235）"),
        ("身份证32021119700101118x", "身份证号（320211********118x）"),
        ("身份证 320211 20011231 1235", "身份证号（320211********1235）"),
        ("微信a13812345678", "手机号码（138****5678）"),
        ("微信A13812345678，加群", "手机号码（138****5678）"),
        ("wx13812345678abc", "手机号码（138****5678）"),
        ("138_1234_5678", "手机号码（138****5678）"),
        ("电话138—1234—5678", "手机号码（138****5678）"),
        ("身份证320211_19700101_1235", "身份证号（320211********1235）"),
        ("身份证 320211 1970 01 01 1235", "身份证号（320211********1235）"),
        ("旧身份证320211700101123", "身份证号（320211******123）"),
        ("旧身份证 320211 700101 123", "身份证号（320211******123）"),
    ],
)
def test_a_number_that_tells_a_person_is_found(text: str, words: str) -> None:
    assert kinds(text) == [("number", words)]


def test_several_are_found() -> None:
    assert [words for _, words in kinds("13812345678、13912345679")] == [
        "手机号码（138****5678）",
        "手机号码（139****5679）",
    ]


@pytest.mark.parametrize("text", ["身份证320211197001011234", "身份证32021119700101123X", "320211200112311230"])
def test_an_identity_number_with_a_wrong_check_digit_is_doubtful(text: str) -> None:
    assert [kind for kind, _ in kinds(text)] == ["doubtful"]


@pytest.mark.parametrize(
    "text",
    [
        "12345 工单逾期 2 个工作日",
        "工单 GD15061812345",
        "工单 20150618123456789",
        "座机 0510-85012345",
        "固定电话 85012345678",
        "号码 12812345678",
        "统一社会信用代码 11320211014034567X",
        "流水号 320211197013011234",
        "流水号 320211701301123",
        "流水号 320211700230123",
        "流水号 990211700101123",
        "提交 4c13812345678d9",
        "提交 9a3f13812345678",
        "流水号 320211187001011234",
        "账号 6222020200112233445",
        "2015-06-18 至 2015-07-10",
        "",
    ],
)
def test_other_numbers_are_let_be(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("张三（云岭街道幸福里3号）反映逾期", "人名和住址（张*，云岭街道…）"),
        ("张三(云岭街道幸福里3号)反映逾期", "人名和住址（张*，云岭街道…）"),
        ("群众李小明，住幸福里12幢301室", "人名和住址（李**，幸福里1…）"),
        ("李小明住幸福里3号", "人名和住址（李**，幸福里3…）"),
        ("王女士（幸福里3号）", "人名和住址（王**，幸福里3…）"),
        ("联系人：陈晨，地址：滨湖路100号", "人名和住址（陈*，滨湖路1…）"),
        ("欧阳明（胜利新村12幢）", "人名和住址（欧**，胜利新村…）"),
        ("云岭街道幸福里3号张三反映", "人名和住址（张*，云岭街道…）"),
        ("幸福里3号业主张三，要求答复", "人名和住址（张*，幸福里3…）"),
    ],
)
def test_a_name_beside_an_address_is_found(text: str, words: str) -> None:
    assert kinds(text) == [("name", words)]


@pytest.mark.parametrize(
    "text",
    [
        "区卫计局（云岭路3号）窗口无人",
        "城管局（云岭路3号）",
        "窗口（湖滨路8号）无人",
        "金桥小区（金桥路8号）",
        "马山街道（古竹路5号）",
        "投诉人（幸福里3号）反映",
        "群众王某（幸福里3号）反映",
        "高浪路与华清路口5号窗口",
        "方庙村5组未公示",
        "周新苑12号楼前",
        "张三反映工单逾期",
        "云岭街道幸福里3号",
        "锡滨委发〔2015〕41号",
    ],
)
def test_places_bodies_and_roles_are_no_persons(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("微信a13812345678", "微信a138****5678"),
        ("138_1234_5678", "138******5678"),
        ("旧身份证320211700101123", "旧身份证320211******123"),
        ("流水号 320211700230123", "流水号 320211700230123"),
    ],
)
def test_what_is_found_is_masked(text: str, masked: str) -> None:
    assert mask_personal(text) == masked


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("张三的住址", "张三，家住幸福路3号，投诉噪声"),
        ("写有来电人张三", "来电人张三反映工单逾期"),
        ("电话13812345678", "请联系 138-1234-5678"),
        ("电话 138 1234 5678", "请联系13812345678"),
        ("写有幸福路3号", "来电人家住幸福路3号后院"),
        ("工单转办迟了", "工单转办迟了"),
    ],
)
def test_a_reason_that_repeats_what_it_hides_is_known(reason: str, told: str) -> None:
    assert repeats_personal(reason, told)


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("事由里写有来电人的联系方式", "来电人的联系方式是 13812345678"),
        ("写有当事人的姓名和住址", "张三，家住幸福路3号，投诉噪声"),
        ("2015年第一季度的一条记录里写有个人信息", "2015-03-05，来电人李四"),
    ],
)
def test_a_reason_that_says_what_kind_of_text_it_was_is_none(reason: str, told: str) -> None:
    assert not repeats_personal(reason, told)


CARD, OTHER_CARD = "6222021234567890128", "622202123456789012"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"转入{CARD}账户", "银行卡号（6222********0128）"),
        (f"卡号 {OTHER_CARD}", "银行卡号（6222********9012）"),
        ("卡号6222 0212 3456 7890 128", "银行卡号（6222********0128）"),
        ("６２２２０２１２３４５６７８９０１２８", "银行卡号（6222********0128）"),
        ("苏B12345未悬挂", "车牌号（苏B***45）"),
        ("新能源苏BD12345", "车牌号（苏B****45）"),
        ("粤A·88888", "车牌号（粤A***88）"),
        ("警车苏B1234警", "车牌号（苏B***4警）"),
    ],
)
def test_cards_and_plates_are_found(text: str, words: str) -> None:
    assert kinds(text) == [("number", words)]


WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


@pytest.mark.parametrize("place", ["320222", "110103", "310107", "513200"])
def test_an_identity_number_of_a_district_that_is_gone_is_one(place: str) -> None:
    body = f"{place}19701231001"
    check = "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]
    assert [kind for kind, _ in kinds(f"身份证{body}{check}")] == ["number"]


@pytest.mark.parametrize(
    "text",
    [
        "卡号6222021234567890127", "订单 6222021234567890", "91320211MA1XYZ1234", "京A座5层", "苏B楼",
        "12345678901234567", "合同编号 4000000000000000", "沪A类企业", "浙C级",
    ],
)  # fmt: skip
def test_what_is_no_card_and_no_plate_is_let_be(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("举报人张小明反映", "姓名（张**）"),
        ("投诉人：李明，称窗口无人", "姓名（李*）"),
        ("来电人（陈大明）称", "姓名（陈**）"),
        ("经核实，举报人姓名：欧阳明", "姓名（欧**）"),
    ],
)
def test_who_reports_by_name_is_found(text: str, words: str) -> None:
    assert kinds(text) == [("named", words)]


@pytest.mark.parametrize(
    "text",
    [
        "投诉人高度不满", "举报人王某反映", "投诉人严重不满，反映强烈", "来电人周女士反映", "投诉人和家人称",
        "举报人方面称", "投诉人，称", "举报人反映", "信访人任何时候，都可以", "投诉人程序不清，要求说明",
        "举报人提供的材料",
    ],
)  # fmt: skip
def test_who_is_not_named_is_let_be(text: str) -> None:
    assert [kind for kind, _ in kinds(text) if kind == "named"] == []


def test_what_is_found_more_is_masked_too() -> None:
    text = f"举报人张小明反映，卡号{CARD}，车牌苏B12345"
    assert mask_personal(text) == "举报人张**反映，卡号6222***********0128，车牌苏B***45"
