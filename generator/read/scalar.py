"""Readers of single values: text as written becomes a typed value, or one problem that says what to write."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from generator.model.field import Choice, Day, Field, Flag, Identifier, Number, Pattern, Text, Whole
from generator.model.number import format_points, parse_decimal
from generator.model.origin import Scalar
from generator.model.problem import escape_text
from generator.read.layout import ID

IDENTIFIER = re.compile(rf"{ID}\Z")
_WHOLE = re.compile(r"(?:0|[1-9][0-9]{0,8})\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
# Days and numbers as people write them: what is meant is plain, and only told; nothing is ever read from them.
_SPELT_DAY = re.compile(
    r"([0-9]{4}) ?[-./。年] ?([0-9]{1,2}) ?[-./。月] ?([0-9]{1,2}) ?[日号]?(?:[T ][0-9]{1,2}:[0-9:.]+)?\Z"
    r"|([0-9]{4})([0-9]{2})([0-9]{2})\Z"
)
_SPELT_NUMBER = re.compile(r"(-?)\+?0*([0-9]{0,9}(?:\.[0-9]{1,6})?)\.? ?[分票]?\Z")
_THOUSANDS = re.compile(r"(?<=[0-9])[,_](?=[0-9]{3}(?:[^0-9]|\Z))")
# CJK compatibility ideographs and Kangxi radicals look like ordinary characters and are others.
_COMPATIBLE = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]")
QUOTE_IT = "请给整段文字加上双引号；如确是注释，请另起一行写。"
_CUT = re.compile(r"\s+#")
_SHOWN = 40  # characters of a value that a message repeats
_LONGEST = 64  # characters of a value that are looked at for a hint


class Report(Protocol):
    """Where a reader notes problems."""

    def add(self, node: Scalar, code: str, message: str, hint: str = "") -> None:
        """Notes a problem at `node`."""
        ...

    def rest_of_line(self, line: int, column: int) -> str:
        """What stands on `line` from `column` on."""
        ...

    def find_id(self, of: str, name: str) -> str:
        """The id of the `of` that is called `name`; empty where there is none."""
        ...


def read_text(node: Scalar, marker: Text, sink: Report) -> str | None:
    """Text as it stands, without surrounding space, in NFC, within its length."""
    value = node.value.strip() if marker.lines else node.value
    bare = value if marker.lines else value.strip()
    if _is_sound(node, value, bare, marker, sink):
        return value
    shown = escape_text(value, 20)
    if node.plain and _CUT.match(sink.rest_of_line(*node.end)):
        sink.add(node, "KH212", f"“{shown}”之后的“ #”及文字被当作注释截去", QUOTE_IT)
    elif not bare:
        sink.add(node, "KH204", "文字是空的", "请填写；不填就删去这个字段。")
    elif len(value) > marker.limit:
        sink.add(node, "KH204", f"文字有 {len(value)} 字，超过上限 {marker.limit} 字", "请精简。")
    elif not marker.lines and "\n" in value:
        sink.add(node, "KH204", "这里的文字应在一行之内", "请删除换行。")
    elif "\t" in value:
        sink.add(node, "KH107", "文字里有制表符（Tab）", "请改用空格。")
    elif value != bare:
        sink.add(node, "KH204", "文字前后有多余的空格（半角或全角）", "请删除首尾空格。")
    else:
        _explain_form(node, value, shown, sink)
    return None


def _is_sound(node: Scalar, value: str, bare: str, marker: Text, sink: Report) -> bool:
    """Whether nothing is wrong with a text: asked first, because almost all are sound."""
    return (
        0 < len(value) <= marker.limit
        and value == bare
        and (value.isprintable() or ("\t" not in value and (marker.lines or "\n" not in value)))
        and (value.isascii() or (unicodedata.is_normalized("NFC", value) and not _COMPATIBLE.search(value)))
        and not (node.plain and _CUT.match(sink.rest_of_line(*node.end)))
    )


def _explain_form(node: Scalar, value: str, shown: str, sink: Report) -> None:
    """KH213: characters that look like others."""
    found = _COMPATIBLE.search(value)
    character = found[0] if found else ""
    words = f"“{shown}”里有兼容字符 {character}（U+{ord(character):04X}）" if found else f"“{shown}”里有未合成的字符"
    better = unicodedata.normalize("NFKC", character or value)
    sink.add(node, "KH213", words, f"请改用通用写法“{escape_text(better, 20)}”。")


def read_identifier(node: Scalar, marker: Identifier, sink: Report) -> str | None:
    """An ASCII id."""
    if IDENTIFIER.match(node.value):
        return node.value
    meant = sink.find_id(marker.of, node.value.strip()) or _spell_id(node.value)
    form = "编号只用小写字母、数字和连字符，不超过 64 个字符，也不用 con、nul 等保留的名字。"
    if meant:
        form = f"请写 {meant}。"
    elif not node.value.isascii():
        form = f"请写编号，不写名称。{form}"
    sink.add(node, "KH205", f"“{escape_text(node.value, _SHOWN)}”不是合格的编号", form)
    return None


def _spell_id(value: str) -> str:
    """The id that `value` becomes in half-width small letters with hyphens; empty where it becomes none."""
    spelt = _narrow(value if len(value) <= _LONGEST else "").strip().lower().replace("_", "-").replace(" ", "-")
    return spelt if IDENTIFIER.match(spelt) else ""


def _narrow(value: str) -> str:
    """The beginning of `value` with half-width digits and signs; more of it is of no use in a hint."""
    return unicodedata.normalize("NFKC", value[:_LONGEST])


def read_number(node: Scalar, marker: Number, sink: Report) -> Decimal | None:
    """A decimal within its bounds, as written."""
    number = parse_decimal(node.value)
    if number is None:
        meant = _spell_number(node.value)
        fits = meant and marker.minimum <= Decimal(meant) <= marker.maximum
        hint = (
            _write_so(node.value, meant) if fits else "请写成普通的数，如 0.5；不用千分位、百分号、单位或科学记数法。"
        )
        sink.add(node, "KH206", f"“{escape_text(node.value, _SHOWN)}”不是数", hint)
    elif not marker.minimum <= number <= marker.maximum:
        low, high = format_points(marker.minimum), format_points(marker.maximum)
        sink.add(node, "KH207", f"{escape_text(node.value, _SHOWN)} 超出范围", f"应在 {low} 到 {high} 之间。")
    elif len(node.value.partition(".")[2]) > marker.places:
        sink.add(node, "KH206", f"{escape_text(node.value, _SHOWN)} 的小数位数过多", f"最多 {marker.places} 位小数。")
    else:
        return number
    return None


def _write_so(value: str, meant: str) -> str:
    """What to write for `value`; where it has full-width characters this is said, because they look alike."""
    return f"请用半角字符，写成 {meant}。" if _narrow(value) != value[:_LONGEST] else f"请写成 {meant}。"


def _spell_number(value: str) -> str:
    """The number that `value` is, half-width, without unit, sign and needless zeros; empty where it is none."""
    found = _SPELT_NUMBER.match(_THOUSANDS.sub("", _narrow(value).strip()))
    digits = found[2] if found else ""
    if found is None or not any(character.isdigit() for character in found[0]):
        return ""
    return found[1] + ("0" + digits if digits[:1] in ("", ".") else digits)


def read_whole(node: Scalar, marker: Whole, sink: Report) -> int | None:
    """A whole number within its bounds."""
    if not _WHOLE.match(node.value):
        meant = _spell_number(node.value)
        hint = _write_so(node.value, meant) if _WHOLE.match(meant) else "请写成整数，如 120。"
        sink.add(node, "KH206", f"“{escape_text(node.value, _SHOWN)}”不是整数", hint)
    elif not marker.minimum <= int(node.value) <= marker.maximum:
        sink.add(node, "KH207", f"{node.value} 超出范围", f"应在 {marker.minimum} 到 {marker.maximum} 之间。")
    else:
        return int(node.value)
    return None


def read_day(node: Scalar, marker: Day, sink: Report) -> date | None:
    """A date of the calendar."""
    if _DAY.match(node.value):
        try:
            return date.fromisoformat(node.value)
        except ValueError:
            sink.add(node, "KH208", f"{node.value} 不是日历上的日期", "请核对年月日。")
            return None
    meant = _spell_day(node.value)
    hint = _write_so(node.value, meant) if meant else "请写成 2015-06-18 这样的形式。"
    sink.add(node, "KH208", f"“{escape_text(node.value, _SHOWN)}”不是日期", hint)
    return None


def _spell_day(value: str) -> str:
    """The day that `value` is, as YYYY-MM-DD; empty where it is none of the calendar."""
    found = _SPELT_DAY.match(_narrow(value).strip())
    if found is None:
        return ""
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def read_flag(node: Scalar, marker: Flag, sink: Report) -> bool | None:
    """true or false."""
    if node.value in ("true", "false"):
        return node.value == "true"
    sink.add(node, "KH211", f"“{escape_text(node.value, _SHOWN)}”不是 true 或 false", "是写 true，否写 false。")
    return None


def read_choice(node: Scalar, marker: Choice, sink: Report) -> str | None:
    """One of the ids."""
    if node.value in marker.names:
        return node.value
    from difflib import get_close_matches

    by_name = [key for key, name in marker.names.items() if name == node.value]
    near = by_name or get_close_matches(node.value[:_LONGEST], marker.names, 1)
    hint = (
        f"是否想写 {near[0]}（{marker.names[near[0]]}）？"
        if near
        else ("可填：" + "、".join(f"{key}（{name}）" for key, name in marker.names.items()) + "。")
    )
    sink.add(node, "KH209", f"“{escape_text(node.value, _SHOWN)}”不是可选的值", hint)
    return None


def read_pattern(node: Scalar, marker: Pattern, sink: Report) -> str | None:
    """Text of a fixed form."""
    if marker.pattern.match(node.value):
        return node.value
    sink.add(node, "KH210", f"“{escape_text(node.value, _SHOWN)}”的形式不对", f"应为：{marker.form}。")
    return None


SCALARS: dict[type[Field], Callable[[Scalar, Any, Any], Any]] = {
    Text: read_text,
    Identifier: read_identifier,
    Number: read_number,
    Whole: read_whole,
    Day: read_day,
    Flag: read_flag,
    Choice: read_choice,
    Pattern: read_pattern,
}
