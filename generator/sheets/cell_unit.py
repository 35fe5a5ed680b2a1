"""The units that a cell names: one for certain, several, a group, or one that must be asked about."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.sheets.cell_points import PointsValue, parse_points, plain_text
from generator.sheets.known_office import Office, plain_name

_SPLIT = re.compile(
    r"[、,，;；/／\n\r]+|(?<=[局委办院会室])(?:和|与|及)(?=\S)"
    r"|(?<=\S)[ \u3000]{2,}(?=\S)|(?<=[局委办院会室])\s+(?=\S)"
)
_GROUP = re.compile(r"等|各(?!扣)|全体|所有|其他|其余|有关|相关")
_EACH = re.compile(r"各?(?:扣|扣减)([0-9]+(?:\.[0-9]+)?)分?\Z")
_ROLE = re.compile(r"[(（](?:牵头|配合|主办|协办|主责|次责|责任)[^)）]*[)）]")
_REMARK = re.compile(r"[(（][^()（）]*[)）]")


@dataclass(frozen=True, slots=True)
class UnitReading:
    """What a cell says of units. One `kind` of: one, several, roles, group, unknown.

    `units` are the ids that are sure, `each` points that the cell itself gives to each of them.
    """

    kind: str
    units: tuple[str, ...] = ()
    each: PointsValue | None = None


def read_units(text: str, office: Office) -> UnitReading:
    """The units of a cell's text."""
    if exact := office.unit_called(text):
        return UnitReading("one", (exact,))
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
