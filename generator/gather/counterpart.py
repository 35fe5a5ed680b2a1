"""Which unit of one district does what a unit of another does: by the names that the index's office lists."""

from __future__ import annotations

from functools import lru_cache

from generator.model.index_records import Counterparts

_LEVEL_SIGNS = "省市区县旗镇乡州盟"


def function_of(counterparts: Counterparts | None, district: str, name: str, short_name: str) -> str:
    """The id of the function of a unit; empty where none lists it.

    A unit is listed by its whole name or its short one, each as it is, without the name of its district, or without
    the one character that stands for the level: 示例区教育局 and 区教育局 are both 教育局.
    """
    known = _names(counterparts) if counterparts is not None else {}
    for said in (name, short_name):
        for form in (said, _without_district(said, district), said[1:] if said[:1] in _LEVEL_SIGNS else said):
            if form in known:
                return known[form]
    return ""


def _without_district(name: str, district: str) -> str:
    bare = district.partition("（")[0]
    return name.removeprefix(bare) if bare else name


@lru_cache(maxsize=4)
def _known(pairs: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return dict(pairs)


def _names(counterparts: Counterparts) -> dict[str, str]:
    return _known(tuple((unit, name) for name, one in counterparts.functions.items() for unit in one.units))
