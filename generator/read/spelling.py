"""Days, numbers and ids as people write them: what is meant is plain, and told; no record is ever read from it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from generator.model.late_pattern import late_pattern
from generator.model.place import ID

IDENTIFIER = re.compile(rf"{ID}\Z")
_DAY = late_pattern(
    r"([0-9]{4}) ?[-./。年] ?([0-9]{1,2}) ?[-./。月] ?([0-9]{1,2}) ?[日号]?(?:[T ][0-9]{1,2}:[0-9:.]+)?\Z"
    r"|([0-9]{4})([0-9]{2})([0-9]{2})\Z"
)
_NUMBER = late_pattern(r"(-?)\+?0*([0-9]{0,9}(?:\.[0-9]{1,6})?)\.? ?(?:[分票件次个人项起处]|人次)?\Z")
_THOUSANDS = late_pattern(r"(?<=[0-9])[,_](?=[0-9]{3}(?:[^0-9]|\Z))")
_LONGEST = 64  # characters of a value that are looked at for a hint
_FLAGS = {"true": True, "yes": True, "on": True, "是": True, "false": False, "no": False, "off": False, "否": False}


def narrow(value: str) -> str:
    """The beginning of `value` with half-width digits and signs; more of it is of no use in a hint."""
    return unicodedata.normalize("NFKC", value[:_LONGEST])


def write_so(value: str, meant: str) -> str:
    """What to write for `value`; where it has full-width characters this is said, because they look alike."""
    return f"请用半角字符，写成 {meant}。" if narrow(value) != value[:_LONGEST] else f"请写成 {meant}。"


def spell_id(value: str) -> str:
    """The id that `value` becomes in half-width small letters with hyphens; empty where it becomes none."""
    spelt = narrow(value if len(value) <= _LONGEST else "").strip().lower().replace("_", "-").replace(" ", "-")
    return spelt if IDENTIFIER.match(spelt) else ""


def spell_number(value: str) -> str:
    """The number that `value` is, half-width, without unit, sign and needless zeros; empty where it is none."""
    found = _NUMBER().match(_THOUSANDS().sub("", narrow(value).strip()))
    digits = found[2] if found else ""
    if found is None or not any(character.isdigit() for character in found[0]):
        return ""
    return found[1] + ("0" + digits if digits[:1] in ("", ".") else digits)


def spell_day(value: str) -> date | None:
    """The day that `value` is; None where it is none of the calendar."""
    found = _DAY().match(narrow(value).strip())
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def explain_day(value: str) -> str:
    """Why `value`, which is written like a day, is none of the calendar; empty where it is not written like one."""
    found = _DAY().match(narrow(value).strip())
    return "" if found is None else tell_no_day(*(int(part) for part in found.groups() if part))


def tell_no_day(year: int | None, month: int, day: int) -> str:
    """Why there is no such day, by what is near: 2015 年 12 月只有 31 天. Empty where that is the year."""
    from calendar import monthrange  # which asks for the machine's languages: only where there is a slip to tell

    if not 1 <= month <= 12:
        turned = f"，月和日写反了的，是 {day} 月 {month} 日" if 1 <= day <= 12 and 1 <= month <= 31 else ""
        return f"一年只有 12 个月{turned}"
    if not day:
        return "没有 0 日，每月从 1 日起"
    if year is None:  # of no year: February may have a day more
        return f"{month} 月只有 {monthrange(2016, month)[1]} 天"
    return f"{year} 年 {month} 月只有 {monthrange(year, month)[1]} 天" if 1 <= year <= 9999 else ""


def spell_flag(value: str) -> bool | None:
    """Whether `value` says yes or no; None where it says neither."""
    return _FLAGS.get(narrow(value).strip().casefold())
