"""What the format of a cell does to its number: of 0.45 shown as 0.5, or not shown at all, a person must be told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Context, Decimal, InvalidOperation

BUILT_IN = {"1": "0", "3": "#,##0", "37": "#,##0", "38": "#,##0", "9": "0%", "10": "0.00%"}  # by number
_PLACES = "places:"
_WORDS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')  # of a format: what is written as it is, colours, conditions
_OTHER = re.compile(r"[a-zA-Z@%年月日]")  # of days, of texts, of percent, General
_SHOWN = Context(prec=15)  # digits that a spreadsheet shows of a binary number
_ENOUGH = 2  # decimals of points


def form_marks(code: str) -> tuple[str, ...]:
    """The marks of a number's format: `percent`, or how many decimals it shows where points may have more.

    -1 where it shows nothing.
    """
    shown = _WORDS.sub("", code.partition(";")[0])
    if "%" in shown:
        return ("percent",)
    if not shown and ";" in code:
        return (f"{_PLACES}-1",)
    if _OTHER.search(shown) or not re.search(r"[0#?]", shown):
        return ()
    places = len(re.sub(r"[^0#?]", "", shown.partition(".")[2]))
    return (f"{_PLACES}{places}",) if places < _ENOUGH else ()


def marks_of_number(marks: Sequence[str], number: str | Decimal | None) -> tuple[str, ...]:
    """The marks of a cell, with `rounded` or `unseen` for its number in place of how many decimals are shown."""
    kept = tuple(mark for mark in marks if not mark.startswith(_PLACES))
    places = next((int(mark.removeprefix(_PLACES)) for mark in marks if mark.startswith(_PLACES)), None)
    if places is None or number is None:
        return kept
    try:
        exact = _SHOWN.create_decimal(number)
    except InvalidOperation:
        return kept
    if places < 0:
        return (*kept, "unseen")
    if not exact.is_finite():
        return kept
    used = exact.normalize().as_tuple().exponent  # `round` refuses a number of more than 28 digits, such as 1E30
    return (*kept, "rounded") if isinstance(used, int) and -used > places else kept
