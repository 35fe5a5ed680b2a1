"""The one gate to figures: ASCII decimals in, exact numbers out, and the strings that are printed."""

import re
from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import repeat

Figure = Decimal | Fraction
UNLIMITED = Decimal("Infinity")  # a limit that is none

ROUNDING_MODES = {"half-up": "四舍五入", "half-even": "四舍六入五成双", "down": "舍去"}

_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,8})(?:\.[0-9]{1,6})?\Z")
_WIDE = Context(prec=200)  # wider than any figure is long
_MODES = {"half-up": ROUND_HALF_UP, "half-even": ROUND_HALF_EVEN, "down": ROUND_DOWN}


def parse_decimal(text: str) -> Decimal | None:
    """The number that `text` writes as an ASCII decimal of at most 9 whole and 6 decimal digits, else None.

    No exponent, sign `+`, separator, leading zero, full-width digit or special value is a number here,
    so what a person reads is exactly what is counted.
    """
    return Decimal(text) if _DECIMAL.match(text) else None


def round_figure(value: Figure, places: int, mode: str) -> Decimal:
    """`value` with `places` decimals by `mode` (half-up, half-even, down), rounded once from the exact value."""
    if isinstance(value, Decimal):
        rounded = value.quantize(_unit(places), _MODES[mode], _WIDE)
        return rounded or abs(rounded)
    numerator, denominator = value.as_integer_ratio()
    whole, rest = divmod(abs(numerator) * 10**places, denominator)
    twice = 2 * rest - denominator
    up = {
        ROUND_HALF_UP: twice >= 0,
        ROUND_HALF_EVEN: twice > 0 or (twice == 0 and whole % 2 == 1),
        ROUND_DOWN: False,
    }[_MODES[mode]]
    magnitude = Decimal(whole + up).scaleb(-places)
    return -magnitude if numerator < 0 and magnitude else magnitude


def round_decimals(values: Sequence[Decimal], places: int, mode: str) -> list[Decimal]:
    """As `round_figure`, for all values at once."""
    rounded = list(map(Decimal.quantize, values, repeat(_unit(places)), repeat(_MODES[mode]), repeat(_WIDE)))
    return rounded if all(rounded) else [value or abs(value) for value in rounded]


@lru_cache(maxsize=64)
def _unit(places: int) -> Decimal:
    return Decimal(1).scaleb(-places)


def plain_decimal(value: Figure) -> Decimal:
    """As `as_decimal`, without zeros at the end of the decimals, however the number was written."""
    return _WIDE.add(value.normalize(_WIDE), 0) if isinstance(value, Decimal) else as_decimal(value)


def as_decimal(value: Figure, places: int = 6) -> Decimal:
    """`value` as a Decimal: exactly where its digits end, else rounded half-up to `places` for display."""
    if isinstance(value, Decimal):
        return value
    denominator = value.denominator
    twos = fives = 0
    while denominator % 2 == 0:
        denominator //= 2
        twos += 1
    while denominator % 5 == 0:
        denominator //= 5
        fives += 1
    return round_figure(value, max(twos, fives) if denominator == 1 else places, "half-up")


@lru_cache(maxsize=1 << 13)
def format_points(value: Figure, places: int = 0) -> str:
    """`value` in plain digits without trailing zeros, but with at least `places` decimals: 0.5, 96.30, 3.

    A limit that is none is 不限.
    """
    if isinstance(value, Decimal) and value.is_infinite():
        return "不限"
    decimal = as_decimal(value)
    text = f"{decimal:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    whole, _, rest = text.partition(".")
    rest = rest.ljust(places, "0")
    text = f"{whole}.{rest}" if rest else whole
    return "0" + text[2:] if text.startswith("-0") and not text.strip("-0.") else text


def printed_points(value: Figure, places: int = 0) -> str:
    """As `format_points`, with the minus sign of running text (U+2212): for readers, never for a program."""
    text = format_points(value, places)
    return f"−{text[1:]}" if text.startswith("-") else text


def places_words(places: int) -> str:
    """What is kept of a rounded figure, as it stands after 保留 or 到: “ 2 位小数”, “整数”."""
    return f" {places} 位小数" if places else "整数"


def rounded_words(places: int, mode: str) -> str:
    """How a figure is rounded: 四舍五入保留 2 位小数, 舍去保留整数."""
    return f"{ROUNDING_MODES[mode]}保留{places_words(places)}"


def format_rate(value: Fraction, places: int = 2) -> str:
    """A ratio as a percentage with `places` decimals, rounded half-up: 87.65%."""
    return f"{round_figure(value * 100, places, 'half-up'):f}%"


def exact_percent(rate: Fraction) -> str:
    """A ratio as a percentage without its last zeros, 77.5%; empty where two decimals do not tell all of it."""
    return f"{format_points(rate * 100)}%" if 10_000 % rate.denominator == 0 else ""
