"""The units that a cell names: one for certain, several, a group, or one that must be asked about."""

from __future__ import annotations

import re

from generator.model.lazy_dataclass import dataclass
from generator.sheets.cell_points import PointsValue, parse_points, plain_text
from generator.sheets.known_office import Office, plain_name

_SPLIT = re.compile(
    r"[、,，;；/／\n\r]+|(?<=[局委办院会室])(?:和|与|及)(?=\S)"
    r"|(?<=\S)[ \u3000]{2,}(?=\S)|(?<=[局委办院会室])\s+(?=\S)"
)
_GROUP = re.compile(r"等|各(?!扣)|全体|所有|其他|其余|有关|相关")
_EACH = re.compile(r"各?(?:扣|扣减)([0-9]+(?:\.[0-9]+)?)分?\Z")
_ROLE = re.compile(r"[(（](?:牵头|配合|主办|协办|主责|次责|责任)[^)）]*[)）]")
_SHARE = re.compile(r"([^:0-9,，、;；\n]{2,20}?)[:：]?(?:扣减?)?([0-9]+(?:\.[0-9]+)?)分?\Z")
_NUMBER = re.compile(r"\s*(?:[(（]?[0-9]{1,2}[)）.．、]|[①-⑳])\s*(?=[^0-9.\s])")
_REMARK = re.compile(r"[(（][^()（）]*[)）]")


@dataclass(frozen=True, slots=True)
class UnitReading:
    """What a cell says of units. One `kind` of: one, several, roles, shares, group, unknown.

    `units` are the ids that are sure, `each` points that the cell itself gives to each of them, `shares` others.
    """

    kind: str
    units: tuple[str, ...] = ()
    each: PointsValue | None = None
    shares: tuple[PointsValue, ...] = ()


def read_units(text: str, office: Office) -> UnitReading:
    """The units of a cell's text; a number before them and a sign that separates nothing behind them left aside."""
    text = _NUMBER.sub("", text, count=1).rstrip(" \u3000、,，;；。")
    if exact := office.unit_called(text):
        return UnitReading("one", (exact,))
    if shares := _read_shares(text, office):
        return UnitReading("shares", tuple(shares), None, tuple(shares.values()))
    plain = plain_text(text)
    each = None
    if found := _EACH.search(plain):
        each = parse_points(found[1])
        text = re.sub(r"各?(?:扣|扣减)\s*[0-9０-９.．]+\s*分?\s*\Z", "", text.strip())
        if exact := office.unit_called(text):
            return UnitReading("one", (exact,), each)
    has_roles = bool(_ROLE.search(text))
    parts = [part for part in _SPLIT.split(_REMARK.sub("", text).strip()) if part.strip()]
    ids = [_unit_of(part, parts, office) for part in parts]
    if len(parts) > 1 and all(ids):
        return UnitReading("roles" if has_roles else "several", tuple(dict.fromkeys(ids)), each)
    if _GROUP.search(plain_name(text)):
        return UnitReading("group", tuple(dict.fromkeys(name for name in ids if name)), each)
    return UnitReading("unknown", tuple(dict.fromkeys(name for name in ids if name)), each)


def _read_shares(text: str, office: Office) -> dict[str, PointsValue]:
    """The points of each unit, where a cell gives them: 甲局：0.5，乙局：0.3. Nothing where a part is not sure."""
    parts = [part for part in re.split(r"[,，、;；\n]+", text) if part.strip()]
    found: dict[str, PointsValue] = {}
    for part in parts:
        share = _SHARE.match(plain_text(part))
        unit, points = (office.unit_called(share[1]), parse_points(share[2])) if share else ("", None)
        if not unit or points is None or unit in found:
            return {}
        found[unit] = points
    return found if len(found) > 1 else {}


def parse_units(answer: str, office: Office) -> tuple[str, ...]:
    """The units that an answer lists by id, name, short form or pinyin; nothing where one of them is not sure."""
    parts = [part for part in re.split(r"[、,，;；\s]+", answer.strip()) if part]
    ids = [office.unit_meant(part) for part in parts]
    return tuple(dict.fromkeys(ids)) if parts and all(ids) else ()


def _unit_of(part: str, parts: list[str], office: Office) -> str:
    """The unit of one part; in 区教育局、财政局 the second has the first's beginning."""
    if found := office.unit_called(part):
        return found
    head = plain_name(parts[0])[:1]
    return office.unit_called(head + part) if head and len(parts) > 1 else ""
