"""Bank cards, number plates and who is named as one who reports: more of what tells of a person in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from generator.model.late_pattern import late_pattern

_GAP = "[ .·_–—-]?"
# Cards begin with the issuer's number (ISO/IEC 7812): 62 UnionPay, 4 Visa, 51 to 55 and 2221 to 2720 Mastercard, 35
# JCB, 37 American Express, and the older ones of Chinese banks; the last digit is a check digit.
_CARD = late_pattern(
    r"(?<![0-9A-Za-z])(?:[\u4e00-\u9fff]|[a-z]{0,8})?"
    rf"((?:62|4[0-9]|5[1-5]|2[2-7]|35|37|60|95|68|69|90|98)[0-9]{{2}})((?:{_GAP}[0-9]){{8,11}})((?:{_GAP}[0-9]){{4}})"
    r"(?![0-9]|[A-Za-z]{1,20}[0-9])"
)
_SHORTEST, _LONGEST = 15, 19  # digits of a card; all but American Express have at least 16
# GA 36-2018: province, letter of the issuing office, five or, of new energy, six letters and digits without I and O.
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_CAPITALS = frozenset("ABCDEFGHJKLMNPQRSTUVWXYZ")  # of these is one in every plate
_PLATE = late_pattern(
    rf"([{_PROVINCES}][A-HJ-NP-Z])[·. -]?((?=[A-HJ-NP-Z0-9]*[0-9]{{2}})[A-HJ-NP-Z0-9]{{3,4}})"
    r"([A-HJ-NP-Z0-9警学挂领]{2})"
    r"(?![0-9A-Za-z])"
)
_ROLES = (
    "举报人|投诉人|检举人|控告人|反映人|反应人|来电人|来访人|来信人|信访人|上访人|报案人|报警人|求助人|爆料人|知情人"
    "|实名举报者|举报者|投诉者"
)
_AFTER_ROLE = rf"(?:{_ROLES})(?:姓名|名叫|叫|是|为|系)?[:：“”\"'‘’（( 　]{{0,2}}"
_ENDS = r"(?=[（()）”\"’，,、。；;：:\s]|来电|来访|来信|反映|举报|投诉|致电|诉称|称|向|同志|先生|女士|\Z)"
# What may follow such a word, begins like a surname, and is none.
_LIKE_NAMES = (
    "高度 高效 万分 严重 严正 严肃 严厉 金额 任意 任何 方面 方式 方才 时间 时任 "
    "常常 常年 常住 白天 安全 安装 安置 程度 程序 于是 温和 温馨 强烈 强调 强行 "
    "成功 成立 黄昏 平时 平台 平常 明确 明显 明天 易地 全部 全程 全家 华侨 权利 "
    "权益 关于 关注 关系 家人 家属 家庭 经常 经查 连续 连日 连夜 左右 应当 应予 "
    "应该 计划 计算 何时 何地 何处 解释 解决 付款 许可 许诺 许多 何人 何事 姓名 "
    "单独 单位 梁上 毛病 史料 万一 严格 金钱 余款 余下 余额 石料 陆续 钱款 路上 "
    "汤水 江边 江面 童年 林地 梅雨 柏油 牛奶 雷雨 龙头 顾虑 顾客 邵氏 费用 费劲 "
    "岑寂 宗旨 浦东 方向 方法 石块 高声 高空"
)
_WORDS = frozenset(_LIKE_NAMES.split())
_TITLES = ("女士", "先生", "同志", "老师", "师傅", "大爷", "大妈", "阿姨")


class PersonalMark(NamedTuple):
    """A find: its place in the text, the part of it that is hidden, and it in words with that part left out."""

    start: int
    end: int
    words: str


def find_cards(text: str) -> Iterator[PersonalMark]:
    """Bank cards: of a length, with the first digits and the check digit (ISO/IEC 7812-1, Luhn) of one."""
    for found in _CARD().finditer(text):
        digits = re.sub("[^0-9]", "", "".join(found.groups()))
        is_long = _SHORTEST < len(digits) <= _LONGEST or (len(digits) == _SHORTEST and digits[:2] in ("34", "37"))
        if is_long and _has_luhn(digits) and len(set(digits)) > 2:
            yield PersonalMark(found.end(1), found.start(3), f"银行卡号（{found[1]}********{digits[-4:]}）")


def find_plates(text: str) -> Iterator[PersonalMark]:
    """Number plates of vehicles."""
    if _CAPITALS.isdisjoint(text):
        return
    for found in _PLATE().finditer(text):
        yield PersonalMark(found.start(2), found.end(2), f"车牌号（{found[1]}{'*' * len(found[2])}{found[3]}）")


def find_named(text: str, surnames: str, no_name: frozenset[str]) -> Iterator[PersonalMark]:
    """Names after 举报人, 投诉人 and the like; `surnames` are single characters, `no_name` what no name holds."""
    if not any(role in text for role in _ROLES.split("|")):
        return
    for found in _named_pattern(surnames).finditer(text):
        name = found["name"]
        is_word = name[:2] in _WORDS or name[1:] in _TITLES
        if not is_word and not no_name & set(name[1:]):
            yield PersonalMark(
                found.start("name") + 1, found.end("name"), f"姓名（{name[0]}{'*' * (len(name) - 1)}）"
            )


@cache
def _named_pattern(surnames: str) -> re.Pattern[str]:
    family = f"(?:欧阳|上官|司马|诸葛|皇甫|尉迟|公孙|慕容|令狐|[{surnames}])"
    return re.compile(rf"{_AFTER_ROLE}(?P<name>{family}[\u4e00-\u9fff]{{1,2}}?){_ENDS}")


def _has_luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
