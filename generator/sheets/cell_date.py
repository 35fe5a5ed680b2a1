"""The day of a cell as clerks write it: 2015.9.1, 9月1日, 二〇一五年九月一日."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from decimal import Decimal

from generator.read.spelling import tell_no_day
from generator.sheets.cell_points import plain_text
from generator.sheets.raw_sheet import CellValue, ErrorCell, UnstoredCell
from generator.sheets.reading_outcome import Doubt, Reading, Sure, Wrong

_PART = r"(?:上午|下午|晚上?|凌晨|中午)"
_TIME = rf"(?:[T ]?{_PART}?[0-9]{{1,2}}[:时点](?:[0-9]{{1,2}}(?:[:分][0-9.]{{0,9}}秒?)?)?|{_PART})?"
_FULL = re.compile(
    rf"([0-9]{{4}})[-./年,、\\。]([0-9]{{1,2}})[-./月,、\\。]([0-9]{{1,2}})[日号]?(?:[(（]?(?:星期|周).[)）]?)?{_TIME}\Z"
)
_SOLID = re.compile(r"([12][0-9]{3})([0-9]{2})([0-9]{2})\Z")
_SHORT_YEAR = re.compile(r"([0-9]{2})[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})[日号]?\Z")
_NO_YEAR = re.compile(rf"([0-9]{{1,2}})[-./月]([0-9]{{1,2}})[日号]?{_TIME}\Z")
_MONTH = re.compile(r"(?:([0-9]{4})[-./年])?([0-9]{1,2})月(?:份|底|末|(上旬|中旬|下旬|初))?\Z")
_BARE_MONTH = re.compile(r"([12][0-9]{3})[-./]([0-9]{1,2})\Z")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-./]([0-9]{1,2})[-./]([12][0-9]{3}|[0-9]{2})\Z")
_WITHIN = re.compile(r"([12][0-9]{3})[-./年]([0-9]{1,2})[-./月]([0-9]{1,2})(?![0-9])")
_QUARTER = re.compile(r"(?:([0-9]{4})年?)?(?:第?([1-4一二三四])季度?|[Qq]([1-4]))\Z")
_HALF = re.compile(r"(?:([0-9]{4})年?)?(上半年|下半年|全年|年度|年底|年终)\Z")
_CHINESE = {**dict(zip("〇零一二三四五六七八九", "00123456789", strict=True))}
_SERIALS = (36_526, 73_050)  # 2000-01-01 and 2100-01-01 in days of a spreadsheet
_QUARTER_OF = {"一": 1, "二": 2, "三": 3, "四": 4}


def read_date(value: CellValue | None, year: int | None, epoch: int = 1900) -> Reading[date]:
    """The day that a cell holds; `year` is that of the table where it says one, and stands in for a missing one."""
    if value is None:
        return Doubt("blank-date")
    if isinstance(value, date):
        return Sure(value)
    if isinstance(value, ErrorCell | UnstoredCell | bool):
        return Wrong("这里应是日期")
    if isinstance(value, Decimal):
        return _read_number(value, year, epoch)
    value = re.sub(r"(?<=\S)\s*[\r\n]+\s*(?=\S)", "、", value)
    text = arabic(re.sub(r"(?<=[0-9]) +(?=[0-9])", "T", value.strip())) if ":" in value else arabic(value)
    if not text:
        return Doubt("blank-date")
    for form in (_FULL, _SOLID):
        if found := form.match(text):
            return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _SHORT_YEAR.match(text):
        given = _day(2000 + int(found[1]), int(found[2]), int(found[3]))
        if isinstance(given, Wrong):
            return Doubt("date")
        return given if given.value.year == year else Doubt("date", (propose_day(given.value),))
    if found := _NO_YEAR.match(text):
        if year is None:
            is_day = isinstance(_day(2016, int(found[1]), int(found[2])), Sure)
            return Doubt("year") if is_day else _no_day(None, int(found[1]), int(found[2]))
        return _day(year, int(found[1]), int(found[2]))
    if _SERIAL_TEXT.match(text):
        return _read_number(Decimal(text), year, epoch)
    return Doubt("date", tuple(propose_day(day) for day in _bounds(text, year)))


_NO_DAY = "日历上没有这一天"
_SERIAL_TEXT = re.compile(r"[0-9]{5}\Z")


def arabic(text: str) -> str:
    """The text half-width, without blanks, with 〇一二…十 of days as figures."""
    plain = plain_text(text).replace("○", "〇").replace("廿", "二十").replace("卅", "三十")
    plain = re.sub(r"(?<=月)([一二三四五六七八九十]{1,3})\Z", r"\1日", plain)
    if not re.search("[〇零一二三四五六七八九十][年月日号]", plain):
        return plain

    def turn(found: re.Match[str]) -> str:
        word = found[0]
        if "十" not in word:
            return "".join(_CHINESE[sign] for sign in word)
        tens, _, ones = word.partition("十")
        return str(10 * int(_CHINESE.get(tens, "1") if tens else "1") + int(_CHINESE.get(ones, "0") if ones else 0))

    return re.sub("[〇零一二三四五六七八九十]+(?=[年月日号])", turn, plain)


def period_of(plain: str) -> str:
    """What period a text (see `arabic`) is: month, quarter, half; empty where it is none. A whole year is none."""
    if _MONTH.match(plain):
        return "month"
    if _QUARTER.match(plain):
        return "quarter"
    return "half" if plain.endswith("半年") and _HALF.match(plain) else ""


def parse_day(answer: str) -> date | None:
    """The day that an answer states in full; None where it states none."""
    found = read_date(answer, None)
    return found.value if isinstance(found, Sure) else None


def period_days(text: str, year: int | None) -> list[date]:
    """The last day of the period that a title speaks of: 2015年第三季度, 9月."""
    plain = arabic(text)
    named = re.search(r"([12][0-9]{3})年", plain)
    known = int(named[1]) if named else year
    if known is None:
        return []
    if quarter := re.search(r"第?([1-4一二三四])季度?", plain):
        number = _QUARTER_OF.get(quarter[1]) or int(quarter[1])
        return [_month_end(known, 3 * number)]
    if month := re.search(r"(?<![0-9])([0-9]{1,2})月", plain):
        return [_month_end(known, int(month[1]))] if 1 <= int(month[1]) <= 12 else []
    return [date(known, 6, 30)] if "上半年" in plain else [date(known, 12, 31)] if named else []


def title_year(text: str) -> int | None:
    """The one year that a title names; None where it names none or several."""
    found = set(re.findall(r"(?<![0-9])((?:19|20)[0-9]{2})(?=年|\Z|[^0-9])", arabic(text)))
    return int(found.pop()) if len(found) == 1 else None


def _read_number(value: Decimal, year: int | None, epoch: int) -> Reading[date]:
    """A bare number in a column of days: 20150901 is plain; 42248 and 9.1 are asked about."""
    text = format(value, "f")
    if found := _SOLID.match(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if value == value.to_integral_value() and _SERIALS[0] - 1462 <= value <= _SERIALS[1]:
        first = date(1904, 1, 1) if epoch == 1904 else date(1899, 12, 30)
        return Doubt("date-serial", (propose_day(first + timedelta(int(value))),))
    if year is None:
        return Doubt("date")
    whole, _, part = text.partition(".")
    pairs = [(whole, part), (whole, f"{part}0")] if len(part) == 1 else [(whole, part)] if part else []
    if not part and len(whole) in (3, 4):
        pairs = [(whole[:-2], whole[-2:])]
    days = [day.value for month, one in pairs if isinstance(day := _day(year, int(month or 0), int(one)), Sure)]
    return Doubt("date", tuple(map(propose_day, days)))


def _bounds(text: str, year: int | None) -> list[date]:
    """The days that a period, a range or a list of days begins and ends with, or that are written back to front."""
    if found := _BARE_MONTH.match(text):
        text = f"{found[1]}年{found[2]}月"
    if found := _DAY_FIRST.match(text):
        ways = dict.fromkeys(((found[1], found[2]), (found[2], found[1])))
        turned = [_day(int(found[3][-2:]) + 2000, int(month), int(day)) for month, day in ways]
        return [day.value for day in turned if isinstance(day, Sure)]
    if found := _MONTH.match(text):
        known = int(found[1]) if found[1] else year
        if known is None or not 1 <= int(found[2]) <= 12:
            return []
        last = _month_end(known, int(found[2])).day
        first, end = {"上旬": (1, 10), "初": (1, 10), "中旬": (11, 20), "下旬": (21, last)}.get(
            found[3] or "", (1, last)
        )
        return [date(known, int(found[2]), end), date(known, int(found[2]), first)]
    if _QUARTER.match(text) or _HALF.match(text):
        quarter = re.search(r"[Qq]([1-4])", text)
        return period_days(re.sub(r"[Qq][1-4]", f"第{quarter[1]}季度", text) if quarter else text, year)
    if len(whole := _WITHIN.findall(text)) > 1:
        ends = [_day(*map(int, parts)) for parts in whole]
        return [day.value for day in ends if isinstance(day, Sure)]
    if named := re.match(r"([12][0-9]{3})[-./年](?=[0-9]{1,2}[-./月])", text):
        year, text = int(named[1]), text[named.end() :]
    pairs = re.findall(r"([0-9]{1,2})[月./]([0-9]{1,2})", text)
    days = [_day(year, int(month), int(day)) for month, day in pairs] if year else []
    if year and len(pairs) == 1 and (more := re.search(r"[、至到,~—-]([0-9]{1,2})[日号]", text)):
        days.append(_day(year, int(pairs[0][0]), int(more[1])))
    return [day.value for day in days if isinstance(day, Sure)]


def _day(year: int, month: int, day: int) -> Sure[date] | Wrong:
    try:
        return Sure(date(year, month, day))
    except (ValueError, OverflowError):  # 1/3 is a number of very many digits
        return _no_day(year, month, day)


def _no_day(year: int | None, month: int, day: int) -> Wrong:
    return Wrong("，".join(filter(None, (_NO_DAY, tell_no_day(year, month, day)))))


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def propose_day(day: date) -> tuple[str, str]:
    """A proposal: the answer, and what it means."""
    return day.isoformat(), f"{day.year}年{day.month}月{day.day}日"
