"""The valid id that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import date

from generator.model.place import folder_of
from generator.model.unit import Unit

_SHOWN = 6


def nearest_id(wanted: str, known: Mapping[str, str]) -> str:
    """The one of `known` (id to Chinese name) that is called `wanted`, or is spelt most like it; empty if none is."""
    named = [key for key, name in known.items() if name == wanted]
    if named:
        return named[0]
    from difflib import get_close_matches

    return next(iter(get_close_matches(wanted, known, 1)), "")


def suggest_id(wanted: str, known: Mapping[str, str], none: str = "目前没有可填的编号。") -> str:
    """A hint that names the nearest of `known` (id to Chinese name), or some of them; `none` where there are none."""
    near = nearest_id(wanted, known)
    if near:
        return f"是否想写 {near}（{known[near]}）？"
    listed = "、".join(f"{key}（{name}）" for key, name in list(known.items())[:_SHOWN])
    return f"可填的编号如：{listed}。" if known else none


def propose_day(day: date, year: int) -> str:
    """The same day in `year`, as a sentence to which another is added; empty where that year does not have it."""
    with suppress(ValueError):
        return f"年份写错的，请写 {day.replace(year=year)}；"
    return "请核对日期；"


def suggest_unit(wanted: str, units: Iterable[Unit]) -> str:
    """A hint that names the nearest unit, or some of those there are."""
    return suggest_id(wanted, unit_names(units), f"{folder_of('unit')}/ 里还没有登记单位，请先登记。")


def unit_names(units: Iterable[Unit]) -> dict[str, str]:
    """Short names by id."""
    return {unit.id: unit.short_name for unit in units}
