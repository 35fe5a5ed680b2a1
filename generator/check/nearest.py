"""The valid id that was probably meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.model.unit import Unit


def suggest_id(wanted: str, known: Mapping[str, str]) -> str:
    """A hint that names the nearest of `known` (id to Chinese name), or says where the ids are to be found."""
    exact = [key for key, name in known.items() if name == wanted]
    if not exact:
        from difflib import get_close_matches

        exact = get_close_matches(wanted, known, 1)
    if exact:
        return f"是否想写 {exact[0]}（{known[exact[0]]}）？"
    listed = "、".join(f"{key}（{name}）" for key, name in list(known.items())[:6])
    return f"可填的编号如：{listed}。" if known else "目前没有可填的编号。"


def unit_names(units: Iterable[Unit]) -> dict[str, str]:
    """Short names by id."""
    return {unit.id: unit.short_name for unit in units}
