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
