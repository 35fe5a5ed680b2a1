"""Numbers in Chinese numerals, as headings count and as people call the first and the last: 一, 十, 十二, 二十."""

from __future__ import annotations

_DIGITS = "〇一二三四五六七八九"


def chinese_number(number: int) -> str:
    """A number from 1 to 99 as 一, 十, 十一, 二十; larger ones in digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")
