"""Readers of single values: text as written becomes a typed value, or one problem that says what to write.

Where a problem was noted, what comes back is what was plainly meant, so that checks can go on from it, or UNREAD. The
file has a problem then, so it gives no record, and nothing is scored from a guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from generator.model.field import Choice, Day, Field, Flag, Identifier, Number, Pattern, Text, Whole, YearOrDay
from generator.model.number import UNLIMITED, format_points, parse_decimal
from generator.model.origin import Scalar
from generator.model.problem import escape_text
from generator.model.unread import UNREAD
from generator.read.alike import Alike, find_alike, list_candidates
from generator.read.spelling import IDENTIFIER, explain_day, spell_day, spell_flag, spell_id, spell_number, write_so

_WHOLE = re.compile(r"(?:0|[1-9][0-9]{0,8})\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
# CJK compatibility ideographs and Kangxi radicals look like ordinary characters and are others.
_COMPATIBLE = re.compile("[\u2e80-\u2fd5\uf900-\ufaff\U0002f800-\U0002fa1f]")
QUOTE_IT = "请给整段文字加上双引号；如确是注释，请另起一行写。"
_CUT = re.compile(r"\s+#")
_SHOWN = 40  # characters of a value that a message repeats


class Report(Protocol):
    """Where a reader notes problems."""

    def add(self, node: Scalar, code: str, message: str, hint: str = "") -> None:
        """Notes a problem at `node`."""
        ...

    def rest_of_line(self, line: int, column: int) -> str:
        """What stands on `line` from `column` on."""
        ...

    def find_alike(self, of: str, name: str) -> tuple[Alike, dict[str, str]]:
        """The ids of the `of` that `name` may mean, and what each there is is called."""
        ...


def read_text(node: Scalar, marker: Text, sink: Report) -> Any:
    """Text as it stands, without surrounding space, in NFC, within its length."""
    value = node.value.strip() if marker.lines else node.value
    bare = value if marker.lines else value.strip()
    if not _is_sound(node, value, bare, marker, sink):
        _explain_text(node, value, bare, marker, sink)
    return bare or UNREAD


def _explain_text(node: Scalar, value: str, bare: str, marker: Text, sink: Report) -> None:
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


def read_identifier(node: Scalar, marker: Identifier, sink: Report) -> Any:
    """An ASCII id."""
    if IDENTIFIER.match(node.value):
        return node.value
    alike, labels = sink.find_alike(marker.of, node.value)
    spelt = spell_id(node.value)
    if spelt not in labels and labels:
        spelt = ""  # in the right form, but nothing is called so
    form = "编号只用小写字母、数字和连字符，不超过 64 个字符，也不用 con、nul 等保留的名字。"
    if alike.sure or spelt:
        form = f"请写 {alike.meant or spelt}。"
    elif len(alike.ids) == 1:
        form = f"是否想写 {list_candidates(alike.ids, labels)}？"
    elif alike.ids:
        form = f"可能是 {list_candidates(alike.ids, labels)}，请写其中一个编号。"
    elif not node.value.isascii():
        form = f"请写编号，不写名称；这个名称没有查到。{form}"
    sink.add(node, "KH205", f"“{escape_text(node.value, _SHOWN)}”不是合格的编号", form)
    return alike.meant or spelt or UNREAD


def read_number(node: Scalar, marker: Number, sink: Report) -> Any:
    """A decimal within its bounds, as written; or the word for no limit, where there may be none."""
    if marker.endless and node.value == "none":
        return UNLIMITED if marker.endless == "up" else -UNLIMITED
    number = parse_decimal(node.value)
    if number is None:
        meant = spell_number(node.value)
        fits = meant and marker.minimum <= Decimal(meant) <= marker.maximum
        hint = (
            write_so(node.value, meant) if fits else "请写成普通的数，如 0.5；不用千分位、百分号、单位或科学记数法。"
        )
        sink.add(node, "KH206", f"“{escape_text(node.value, _SHOWN)}”不是数", hint)
        return Decimal(meant) if fits else UNREAD
    if not marker.minimum <= number <= marker.maximum:
        low, high = format_points(marker.minimum), format_points(marker.maximum)
        sink.add(node, "KH207", f"{escape_text(node.value, _SHOWN)} 超出范围", f"应在 {low} 到 {high} 之间。")
        return UNREAD
    if len(node.value.partition(".")[2]) > marker.places:
        sink.add(node, "KH206", f"{escape_text(node.value, _SHOWN)} 的小数位数过多", f"最多 {marker.places} 位小数。")
        return UNREAD
    return number


def read_whole(node: Scalar, marker: Whole, sink: Report) -> Any:
    """A whole number within its bounds."""
    meant = node.value if _WHOLE.match(node.value) else spell_number(node.value)
    if not _WHOLE.match(meant):
        sink.add(node, "KH206", f"“{escape_text(node.value, _SHOWN)}”不是整数", "请写成整数，如 120。")
        return UNREAD
    fits = marker.minimum <= int(meant) <= marker.maximum
    if meant != node.value:
        sink.add(node, "KH206", f"“{escape_text(node.value, _SHOWN)}”不是整数", write_so(node.value, meant))
    elif not fits:
        sink.add(node, "KH207", f"{node.value} 超出范围", f"应在 {marker.minimum} 到 {marker.maximum} 之间。")
    return int(meant) if fits else UNREAD


def read_day(node: Scalar, marker: Day, sink: Report) -> Any:
    """A date of the calendar."""
    if _DAY.match(node.value):
        try:
            return date.fromisoformat(node.value)
        except ValueError:
            why = explain_day(node.value)
            sink.add(node, "KH208", f"{node.value} 不是日历上的日期", f"{why}，请核对。" if why else "请核对年月日。")
            return UNREAD
    meant = spell_day(node.value)
    if meant is None and (why := explain_day(node.value)):
        sink.add(node, "KH208", f"“{escape_text(node.value, _SHOWN)}”不是日历上的日期", f"{why}，请核对。")
        return UNREAD
    hint = write_so(node.value, meant.isoformat()) if meant else "请写成 2015-06-18 这样的形式。"
    sink.add(node, "KH208", f"“{escape_text(node.value, _SHOWN)}”不是日期", hint)
    return meant or UNREAD


def read_year_or_day(node: Scalar, marker: YearOrDay, sink: Report) -> Any:
    """A year within its bounds, or a date."""
    if _DAY.match(node.value):
        return read_day(node, Day(doc=marker.doc), sink)
    if _WHOLE.match(spell_number(node.value) or node.value):
        return read_whole(node, Whole(doc=marker.doc, minimum=marker.minimum, maximum=marker.maximum), sink)
    hint = "请写年度，如 2026；年度中间的，写日期，如 2026-05-01。"
    sink.add(node, "KH206", f"“{escape_text(node.value, _SHOWN)}”不是年度或日期", hint)
    return spell_day(node.value) or UNREAD


def read_flag(node: Scalar, marker: Flag, sink: Report) -> Any:
    """true or false."""
    if node.value in ("true", "false"):
        return node.value == "true"
    sink.add(node, "KH211", f"“{escape_text(node.value, _SHOWN)}”不是 true 或 false", "是写 true，否写 false。")
    meant = spell_flag(node.value)
    return UNREAD if meant is None else meant


def read_choice(node: Scalar, marker: Choice, sink: Report) -> Any:
    """One of the ids."""
    if node.value in marker.names:
        return node.value
    alike = find_alike(node.value, {key: (key, name) for key, name in marker.names.items()})
    listed = list_candidates(alike.ids, marker.names)
    if len(alike.ids) == 1:
        hint = f"是否想写 {listed}？"
    elif alike.ids:
        hint = f"可能是 {listed}，请写其中一个。"
    else:
        hint = "可填：" + "、".join(f"{key}（{name}）" for key, name in marker.names.items()) + "。"
    sink.add(node, "KH209", f"“{escape_text(node.value, _SHOWN)}”不是可选的值", hint)
    return alike.ids[0] if len(alike.ids) == 1 else UNREAD


def read_pattern(node: Scalar, marker: Pattern, sink: Report) -> Any:
    """Text of a fixed form."""
    if marker.pattern.match(node.value):
        return node.value
    sink.add(node, "KH210", f"“{escape_text(node.value, _SHOWN)}”的形式不对", f"应为：{marker.form}。")
    return UNREAD


SCALARS: dict[type[Field], Callable[[Scalar, Any, Any], Any]] = {
    Text: read_text,
    Identifier: read_identifier,
    Number: read_number,
    Whole: read_whole,
    YearOrDay: read_year_or_day,
    Day: read_day,
    Flag: read_flag,
    Choice: read_choice,
    Pattern: read_pattern,
}
