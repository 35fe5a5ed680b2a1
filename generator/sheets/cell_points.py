"""The points of a cell as clerks write them: 扣2分, －０．５, 0.5×3, 无."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.sheets.half_width import half_width
from generator.sheets.raw_sheet import CellValue, ErrorCell, UnstoredCell
from generator.sheets.reading_outcome import Doubt, Nothing, Reading, Sure, Wrong

MOST = Decimal(100)
_NUMBER = r"[0-9]+(?:\.[0-9]+)?"
_PLAIN = re.compile(rf"(?:扣减|扣除|扣分|减分|扣|减)?[:]?-?({_NUMBER})分?\Z")
_ROUND_POINT = re.compile(r"(?<=[0-9])。(?=[0-9])")
_NO_LOSS = r"(?:本[次月季年]度?|本季度)?(?:无|没有|不予?|未|免予?)扣(?:分|减)?(?:情况|事项|项|记录)?"
_NONE = re.compile(rf"(?:无|没有|{_NO_LOSS}|/|\\|-+|—+|–+|0(?:\.0+)?分?|零|○)\Z")
_CASE = r"(?:[次件人起项例处个]|人次)"
_PRODUCT = re.compile(rf"(?:扣)?({_NUMBER})分?(?:/{_CASE})?[×xX*＊·]({_NUMBER}){_CASE}?(?:=({_NUMBER})分?)?\Z")
_TIMES_EACH = re.compile(rf"([1-9][0-9]{{0,2}}){_CASE}[×xX*＊·](?:每{_CASE})?扣?({_NUMBER})分?(?:=({_NUMBER})分?)?\Z")
_PART_OF = re.compile(r"([1-9])/([1-9][0-9]?)分?\Z")
_EACH = re.compile(
    rf"(?:每(?:[次件人起项例处个]|人次)扣?)?({_NUMBER})分?(?:/(?:[次件人起项例处个]|人次))?"
    rf"[,，、;；]?(?:共|计)?({_NUMBER})(?:[次件人起项例处个]|人次)\Z"
)
_SUM = re.compile(rf"(?:扣)?({_NUMBER}(?:分?\+{_NUMBER})+)分?(?:=({_NUMBER})分?)?\Z")
_BONUS = re.compile(r"(?:\+|加(?!扣|倍))")
_NOTED = re.compile(rf"(?:扣减|扣除|扣|减)?-?{_NUMBER}分?(?:\((.+)\)|[:,;、](.+))\Z")
_TIMES = re.compile(rf"(?:扣)?({_NUMBER})分?\(([1-9][0-9]{{0,2}})(?:[次件人起项例处个]|人次)\)\Z")
_TOGETHER = re.compile(rf"([1-9][0-9]{{0,2}})(?:[次件人起项例处个]|人次)[,，、]?(?:共|计|合计)?扣?({_NUMBER})分?\Z")
_REMARK = re.compile(rf"(?:扣)?({_NUMBER})分?\([^()]*\)\Z")
_COMMA = re.compile(r"(?:扣)?(0),([0-9]{1,2})分?\Z")
_APART = re.compile(r"\d\s+[-+]?\d")
_DIGITS = {sign: value for value, sign in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}


@dataclass(frozen=True, slots=True)
class PointsValue:
    """Points of one record, for `count` cases at once; 0 where the cell does not say how many."""

    points: Decimal
    count: int = 0


@lru_cache(4096)
def plain_text(text: str) -> str:
    """Half-width, without any blank, an apostrophe in front or a full stop behind; 0。5 is 0.5."""
    narrow = half_width(text).translate({0x2212: "-", 0x2013: "-"}).lstrip("'").rstrip("。.;；")
    return _ROUND_POINT.sub(".", narrow)


def read_points(value: CellValue | None) -> Reading[PointsValue]:
    """The points that a cell holds. An empty cell is a doubt; so is all that must be computed first."""
    if value is None:
        return Doubt("blank-points")
    if isinstance(value, Decimal):
        return _check(abs(value)) if value else Nothing()
    if isinstance(value, ErrorCell | UnstoredCell | bool | date):
        return Wrong("这里应是扣分的分值")
    text = plain_text(value)
    if not text:
        return Doubt("blank-points")
    if _NONE.match(text):
        return Nothing()
    if _APART.search(value):  # without the blank between them, 0.5 and 1 would be 0.51
        return Doubt("points", tuple(_propose_together(value) or _propose(text)))
    if found := _PLAIN.match(text):
        return _check(Decimal(found[1]))
    if _BONUS.match(text):
        return Doubt("bonus-points")
    return Doubt("points", tuple(_propose(text)))


def _propose_together(text: str) -> list[tuple[str, str]]:
    """The sum of the points that stand apart in a cell; nothing where one is none, or has a sign of its own."""
    parts = [read_points(part) for part in text.split()]
    if "+" in text or "-" in text or not all(isinstance(one, Sure) for one in parts):
        return []
    total = sum((one.value.points for one in parts if isinstance(one, Sure)), Decimal(0))
    return [propose_points(total)] if total <= MOST else []


def says_none(value: CellValue | None) -> bool:
    """Whether a cell says in words that nothing is taken: 本季度无扣分情况."""
    return isinstance(value, str) and bool(re.fullmatch(_NO_LOSS, plain_text(value)))


def words_beside(value: CellValue | None) -> str:
    """What a cell says beside its points, in brackets or after a colon: 0.5（工单逾期1件）; empty where nothing."""
    if not isinstance(value, str) or not (found := _NOTED.match(plain_text(value))):
        return ""
    words = found[1] or found[2]
    return words if re.search(r"[^\W\d_]{2}", words) else ""


def parse_points(answer: str) -> PointsValue | None:
    """The points that an answer states: 1.5, or 1.5/3 for three cases; None where it states none."""
    found = re.fullmatch(rf"({_NUMBER})分?(?:[/／×x](?:共)?([1-9][0-9]{{0,2}})[件次人]?)?", plain_text(answer))
    if found is None:
        return None
    checked = _check(Decimal(found[1]))
    return PointsValue(checked.value.points, int(found[2] or 0)) if isinstance(checked, Sure) else None


def parse_count(text: str) -> int | None:
    """How many cases a text states: 0 where it says nothing, None where it is no number from 1 to 999.

    Lines are told apart: 1⏎2 is not 12.
    """
    parts = [part for line in text.splitlines() if (part := re.sub(r"[件次人起项例处个]", "", plain_text(line)))]
    if not parts:
        return 0
    plain = parts[0]
    is_number = len(parts) == 1 and plain.isascii() and plain.isdecimal() and 1 <= int(plain) <= 999
    return int(plain) if is_number else None


def propose_points(points: Decimal, count: int = 0) -> tuple[str, str]:
    """A proposal: the answer, and what it means."""
    said = format_points(points)
    return (f"{said}/{count}", f"扣 {said} 分，{count} 件") if count else (said, f"扣 {said} 分")


def _check(points: Decimal) -> Sure[PointsValue] | Wrong:
    if points > MOST:
        return Wrong(f"分值不能超过 {MOST} 分")
    if points != points.quantize(Decimal("0.01")):
        return Wrong("分值最多两位小数")
    return Sure(PointsValue(points.quantize(Decimal("0.01")).normalize() if points else points))


def _propose(text: str) -> list[tuple[str, str]]:
    found = _PRODUCT.match(text)
    if found:
        each, times = Decimal(found[1]), Decimal(found[2])
        stated = Decimal(found[3]) if found[3] else each * times
        whole = times == times.to_integral_value() and 1 <= times <= 999 and stated == each * times
        told = propose_points(stated, int(times) if whole else 0)
        return [told] if stated == each * times else [told, propose_points(each * times)]
    if (found := _TIMES_EACH.match(text)) and found[3] in (None, format_points(Decimal(found[2]) * int(found[1]))):
        return [propose_points(Decimal(found[2]) * int(found[1]), int(found[1]))]
    if (found := _PART_OF.match(text)) and not (part := Decimal(found[1]) / Decimal(found[2]) * 100) % 1:
        return [propose_points(part / 100)]
    if found := _EACH.match(text):
        each, times = Decimal(found[1]), Decimal(found[2])
        return [propose_points(each * times, int(times))] if times == times.to_integral_value() else []
    if found := _SUM.match(text):
        total = sum((Decimal(part) for part in re.findall(_NUMBER, found[1])), Decimal(0))
        return [propose_points(Decimal(found[2]) if found[2] else total)]
    if found := _TIMES.match(text):  # of all, or of each
        points, count = Decimal(found[1]), int(found[2])
        return [propose_points(points, count), propose_points(points * count, count)]
    if found := _TOGETHER.match(text):
        return [propose_points(Decimal(found[2]), int(found[1]))]
    if found := _REMARK.match(text):
        return [propose_points(Decimal(found[1]))]
    spoken = _read_spoken(text)
    if spoken is not None:
        return [propose_points(spoken)]
    if found := _COMMA.match(text):
        return [propose_points(Decimal(f"{found[1]}.{found[2]}"))]
    numbers = list(dict.fromkeys(one if one[0] != "." else f"0{one}" for one in re.findall(rf"\.?{_NUMBER}", text)))
    is_rate = bool(re.search(r"[%％]|每|[0-9],[0-9]|[0-9][元角毛块]", text))
    return [] if is_rate else [propose_points(Decimal(number)) for number in numbers[:4] if Decimal(number) <= MOST]


def _read_spoken(text: str) -> Decimal | None:
    """两分, 半分, 一点五."""
    words = text.removeprefix("扣").removesuffix("分")
    if words == "半":
        return Decimal("0.5")
    whole, _, part = words.partition("点")
    half = whole.endswith(("分半", "个半"))
    whole = whole.removesuffix("分半").removesuffix("个半")
    if whole not in _DIGITS or any(sign not in _DIGITS for sign in part):
        return None
    digits = "".join(str(_DIGITS[sign]) for sign in part)
    return Decimal(f"{_DIGITS[whole]}.{digits or '0'}").normalize() + (Decimal("0.5") if half else 0)
