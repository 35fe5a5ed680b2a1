"""The office's own colour on its site: the shades that pages use, each readable on the ground it stands on.

Contrast and luminance are those of WCAG 2.2 (contrast ratio, relative luminance of sRGB); shades are mixed in whole
steps of 255, so that every machine makes the same.
"""

from __future__ import annotations

from decimal import Decimal

Shade = tuple[int, int, int]

READABLE = Decimal("4.5")  # WCAG 2.2, 1.4.3
_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)
_LIGHT, _DARK = (0xFB, 0xFA, 0xF6), (0x15, 0x17, 0x1A)  # --paper of the two schemes
_ON_DARK = Decimal(7)
_STEP = 5


def parse_colour(text: str) -> Shade:
    """The shade that `#9e2a1f` names."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def contrast(one: Shade, other: Shade) -> Decimal:
    """The contrast ratio of two shades, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + Decimal("0.05")) / (darker + Decimal("0.05"))


def contrast_on_paper(text: str) -> Decimal:
    """How well a colour reads on the light ground of the pages."""
    return contrast(parse_colour(text), _LIGHT)


def colour_sheet(text: str) -> str:
    """The style sheet that puts the office's colour in place of the shipped one."""
    own = parse_colour(text)
    bright = next(
        shade for part in range(0, 101, _STEP) if contrast(shade := _mix(own, _WHITE, part), _DARK) >= _ON_DARK
    )
    light = _rule(own, _mix(own, _BLACK, 20), _mix(own, _LIGHT, 92))
    dark = _rule(bright, _mix(bright, _WHITE, 35), _mix(own, _DARK, 85))
    return f"{light}\n@media screen and (prefers-color-scheme: dark) {{\n  {dark}\n}}\n"


def _rule(own: Shade, deep: Shade, wash: Shade) -> str:
    shades = (("zhu", own), ("zhu-deep", deep), ("zhu-wash", wash))
    return f":root {{ {' '.join(f'--{name}: {_hex(shade)};' for name, shade in shades)} }}"


def _mix(one: Shade, other: Shade, part: int) -> Shade:
    """`part` hundredths of the other, the rest of the one."""
    red, green, blue = ((a * (100 - part) + b * part + 50) // 100 for a, b in zip(one, other, strict=True))
    return red, green, blue


def _luminance(shade: Shade) -> Decimal:
    red, green, blue = (_linear(Decimal(channel) / 255) for channel in shade)
    return Decimal("0.2126") * red + Decimal("0.7152") * green + Decimal("0.0722") * blue


def _linear(channel: Decimal) -> Decimal:
    if channel <= Decimal("0.04045"):
        return channel / Decimal("12.92")
    return ((channel + Decimal("0.055")) / Decimal("1.055")) ** Decimal("2.4")


def _hex(shade: Shade) -> str:
    return "#" + "".join(f"{channel:02x}" for channel in shade)
