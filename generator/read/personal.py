"""What in a text tells of a person: mobile and identity numbers, and a name beside an address."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Literal

from generator.model.late_pattern import late_pattern
from generator.model.lazy_dataclass import dataclass
from generator.read.personal_marks import find_cards, find_named, find_plates

PersonalKind = Literal["number", "doubtful", "name", "named"]

_LONG = late_pattern(
    r"\d(?:[ .·_–—-]?\d){9}"
)  # digits of any script; a text without so many in a row holds no such number
_GAP = "[ .·_–—-]?"
# Letters may stand before or after, as in 微信a13812345678; several capitals before are those of a case's number, as
# in GD15061812345, and digits and letters mixed are a digest.
_APART = r"(?<![0-9A-Za-z])(?:[a-z]{{1,20}}|[A-Z]|WX|VX|QQ|TEL|Tel)?{}(?![0-9]|[A-Za-z]{{1,20}}[0-9])"
# Mobile numbers have 11 digits; citizens' numbers 18 (GB 11643): place, day of birth, serial, check digit.
_MOBILE = late_pattern(_APART.format(rf"(?:86{_GAP})?(1[3-9][0-9]){_GAP}[0-9]{{4}}{_GAP}([0-9]{{4}})"))
_CITIZEN = late_pattern(
    _APART.format(
        rf"([1-9][0-9]{{5}}){_GAP}((?:19|20)[0-9]{{2}}{_GAP}(?:0[1-9]|1[0-2]){_GAP}(?:0[1-9]|[12][0-9]|3[01])){_GAP}"
        r"([0-9]{3}[0-9Xx])"
    )
)
# Those of the first generation have 15: place, day of birth without the century, serial (GB 11643-1989).
_FORMER = late_pattern(
    _APART.format(rf"((?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5])[0-9]{{4}}){_GAP}([0-9]{{6}}){_GAP}([0-9]{{3}})")
)
# The check digit of GB 11643, after ISO 7064 MOD 11-2.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆"
    "汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔汤尤华缪费岑倪宗虞惠糜荣浦强"
)
_NAME = (
    rf"(?P<name>(?:欧阳|上官|司马|诸葛|皇甫|尉迟|公孙|慕容|令狐|[{_SURNAMES}])"
    r"(?:先生|女士|师傅|老师|大爷|大妈|阿姨|[\u4e00-\u9fff]{1,2}?))"
)
# What ends the name of a place, a body or a role, and no person's.
_NO_NAME = frozenset(
    "局委办院校所站心厅部处科室会社团馆园店厂司村路街道镇乡区县市州省组队员户方口场库网号楼城里弄庄苑桥河湖山港台点"
    "众民属人者主某"
)
_PLACE = (
    r"[\u4e00-\u9fff0-9]{0,16}?(?:路|街|巷|里|弄|村|苑|园|庄|城|坊|小区|公寓|大道|胡同|社区|湾|府|庭|郡|桥)"
    r"[\u4e00-\u9fff]{0,4}?"
)
_ADDRESS = rf"(?P<address>{_PLACE}[0-9一二三四五六七八九十]{{1,5}}[-—之]?[0-9]{{0,4}}(?:号|幢|栋|弄|组|单元|室))"
_NUMBERED = "[0-9一二三四五六七八九十](?:号|幢|栋|弄|组|单元|室)"
_HOUSE = late_pattern(_NUMBERED)
_HOUSES = frozenset("号幢栋弄组元室")
_BEFORE = late_pattern(
    rf"{_NAME}(?=[（(，,、：:\s住家])[（(，,、：:\s]?(?:家?住(?:址|在|于)?|(?:家庭)?[住地]址)?[：: ]?{_ADDRESS}"
)
_AFTER = late_pattern(rf"{_ADDRESS}(?:的|居民|业主|住户|村民|户主)?{_NAME}(?=[（(，,、。；反投举来致诉称]|\Z)")


# Somebody who is named without an address: at the beginning, or after what such a person is called.
_CALLED = late_pattern(
    r"(?:\A|[^\u4e00-\u9fff]|来电人|投诉人|举报人|反映人|当事人|申请人|居民|村民|业主|群众|市民|住户|职工)"
    rf"{_NAME}(?=[\u4e00-\u9fff（(，,、。：:\s]|\Z)"
)
_HOME = late_pattern(rf"[\u4e00-\u9fff0-9]{{2}}{_NUMBERED}")
_RUN = 7  # digits that are no coincidence


@dataclass(frozen=True, slots=True)
class Personal:
    """One find: its kind, and it in words, with so much left out that no log repeats it.

    An identity number whose check digit is wrong is doubtful: another number, or that of a person with a slip in it.
    """

    kind: PersonalKind
    words: str


def find_personal(text: str) -> Iterator[Personal]:
    """What tells of a person, in the order mobile numbers, identity numbers, bank cards, plates, who is named as one
    who reports, names beside addresses.
    """
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    if _LONG().search(plain):
        for found in _MOBILE().finditer(plain):
            yield Personal("number", f"手机号码（{found[1]}****{found[2]}）")
        for found in _CITIZEN().finditer(plain):
            digits = re.sub("[^0-9Xx]", "", "".join(found.groups()))
            kind: PersonalKind = "number" if _has_right_check(digits) else "doubtful"
            yield Personal(kind, f"身份证号（{found[1]}********{found[3]}）")
        for found in filter(_is_of_a_day, _FORMER().finditer(plain)):
            yield Personal("number", f"身份证号（{found[1]}******{found[3]}）")
        told = {found.span() for pattern in (_CITIZEN(), _FORMER()) for found in pattern.finditer(plain)}
        for card in find_cards(plain):
            if not any(start <= card.start < end for start, end in told):
                yield Personal("number", card.words)
    yield from (Personal("number", plate.words) for plate in find_plates(plain))
    if "人" in plain or "者" in plain:
        yield from (Personal("named", mark.words) for mark in find_named(plain, _SURNAMES, _NO_NAME))
    if _has_house(plain):
        yield from _find_names(plain)


def _has_house(text: str) -> bool:
    """Whether there is a numbered house, entrance or room in `text`: without one there is no address."""
    return not _HOUSES.isdisjoint(text) and _HOUSE().search(text) is not None


def mask_personal(text: str) -> str:
    """`text`, as long as before, with the middle of every such number and all but the first of such a name as `*`."""
    is_plain = text.isascii() or unicodedata.is_normalized("NFKC", text)
    plain = text if is_plain else "".join(_narrow(sign) for sign in text)  # sign by sign, so that places stay
    marks = list(find_cards(plain)) if _LONG().search(plain) else []
    marks += [
        *find_plates(plain),
        *(find_named(plain, _SURNAMES, _NO_NAME) if "人" in plain or "者" in plain else ()),
    ]
    if not (marks or _LONG().search(text) or _has_house(text)):
        return text
    signs = list(text)
    for mark in marks:
        _hide(signs, mark.start, mark.end)
    for pattern in (_MOBILE(), _CITIZEN(), _FORMER()):
        for found in filter(_is_of_a_day, pattern.finditer(plain)):
            _hide(signs, found.end(1), found.start(found.lastindex or 1))
    for pattern in (_BEFORE(), _AFTER()):
        for found in pattern.finditer(plain):
            if not _NO_NAME & set(found["name"][1:]):
                _hide(signs, found.start("name") + 1, found.end("name"))
    return "".join(signs)


def _narrow(sign: str) -> str:
    narrow = unicodedata.normalize("NFKC", sign)
    return narrow if len(narrow) == 1 else sign


def _hide(signs: list[str], start: int, end: int) -> None:
    signs[start:end] = "*" * (end - start)


def _is_of_a_day(found: re.Match[str]) -> bool:
    """Whether the day of birth in a number of 15 digits is one; of the others nothing is asked here."""
    if found.re is not _FORMER():
        return True
    try:
        date(1900 + int(found[2][:2]), int(found[2][2:4]), int(found[2][4:]))
    except ValueError:
        return False
    return True


def repeats_personal(text: str, of: str) -> bool:
    """Whether `text` repeats what tells of a person in `of`: digits of a number, the beginning of a name,
    a house.
    """
    plain, told = (unicodedata.normalize("NFKC", words) for words in (text, of))
    if told.strip() and told.strip() in plain:
        return True
    digits = re.sub(r"(?<=\d)[ .·_–—-](?=\d)", "", told)
    spoken = re.sub(r"(?<=\d)[ .·_–—-](?=\d)", "", plain)
    runs = {run[at : at + _RUN] for run in re.findall(r"\d{8,}", digits) for at in range(len(run) - _RUN + 1)}
    names = {found["name"][:2] for pattern in (_BEFORE(), _AFTER(), _CALLED()) for found in pattern.finditer(told)}
    homes = {found[0] for found in _HOME().finditer(told)}
    plates = {told[mark.start - 2 : mark.end + 2] for mark in find_plates(told)}
    return any(part in spoken for part in runs) or any(words in plain for words in names | homes | plates)


def _has_right_check(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number[:17], _WEIGHTS, strict=True))
    return number[17].upper() == _CHECKS[total % 11]


def _find_names(text: str) -> Iterator[Personal]:
    for pattern in (_BEFORE(), _AFTER()):
        for found in pattern.finditer(text):
            name = found["name"]
            if not _NO_NAME & set(name[1:]):
                yield Personal("name", f"人名和住址（{name[0]}{'*' * (len(name) - 1)}，{found['address'][:4]}…）")
