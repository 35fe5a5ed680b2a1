"""What the format of a cell does to its number: of 0.45 shown as 0.5, or not shown at all, a person must be told."""

from __future__ import annotations

import operator
import re
from collections.abc import Sequence
from decimal import Context, Decimal, InvalidOperation

BUILT_IN = {"1": "0", "3": "#,##0", "37": "#,##0", "38": "#,##0", "9": "0%", "10": "0.00%"}  # by number
_FORM = "form:"
_WORDS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')  # of a format: what is written as it is, colours, conditions
_PART = re.compile(r'(?:"[^"]*"|\\.|[^;])*')
_CONDITION = re.compile(r"\[([<>]=?|<>|=)\s*(-?\d+(?:\.\d+)?)\]")
_SIGNS = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_OTHER = re.compile(r"[a-zA-Z@%年月日]")  # of days, of texts, of percent, General
_SHOWN = Context(prec=15)  # digits that a spreadsheet shows of a binary number
_ENOUGH = 2  # decimals of points


def form_marks(code: str) -> tuple[str, ...]:
    """The marks of a number's format: `percent`, or the format itself where it may show less than a number has."""
    parts = _parts(code)
    if "%" in _WORDS.sub("", parts[0]):
        return ("percent",)
    return () if all(_places(part, parts) is None for part in parts) else (f"{_FORM}{code}",)


def marks_of_number(marks: Sequence[str], number: str | Decimal | None) -> tuple[str, ...]:
    """The marks of a cell, with `rounded` or `unseen` for its number in place of its format."""
    kept = tuple(mark for mark in marks if not mark.startswith(_FORM))
    code = next((mark.removeprefix(_FORM) for mark in marks if mark.startswith(_FORM)), None)
    if code is None or number is None:
        return kept
    try:
        exact = _SHOWN.create_decimal(number)
    except InvalidOperation:
        return kept
    if not exact.is_finite():
        return kept
    parts = _parts(code)
    places = _places(_part_for(exact, parts), parts)
    if places is None or not exact:  # offices leave a zero out, or say it in a word: nobody misses its figure
        return kept
    if places < 0:
        return (*kept, "unseen")
    used = exact.normalize().as_tuple().exponent  # `round` refuses a number of more than 28 digits, such as 1E30
    return (*kept, "rounded") if isinstance(used, int) and -used > places else kept


def _parts(code: str) -> list[str]:
    """The parts of a format for numbers, between semicolons: for what is over, below and nought, or by conditions."""
    found: list[str] = []
    at = 0
    while at <= len(code) and len(found) < 3:  # the fourth is for texts
        part = _PART.match(code, at)
        found.append(part[0] if part else "")
        at += len(found[-1]) + 1
    return found


def _part_for(number: Decimal, parts: Sequence[str]) -> str:
    """The part by which a number is shown: the first whose condition, written or not, it meets, or else the last."""
    unwritten = [number > 0 or (not number and len(parts) == 2), number < 0]
    for part, holds in zip(parts[:-1], unwritten, strict=False):
        asked = _CONDITION.search(part)
        if _SIGNS[asked[1]](number, Decimal(asked[2])) if asked else holds:
            return part
    return parts[-1]


def _places(part: str, parts: Sequence[str]) -> int | None:
    """How many decimals a part shows, where points may have more; -1: it shows no figure. None: it shows enough."""
    shown = _WORDS.sub("", part)
    if not shown and len(parts) > 1:
        return -1
    if _OTHER.search(shown) or not re.search(r"[0#?]", shown):
        return None
    places = len(re.sub(r"[^0#?]", "", shown.partition(".")[2]))
    return places if places < _ENOUGH else None
