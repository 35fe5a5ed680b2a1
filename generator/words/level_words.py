"""What the levels of authority are called, whose ids a scheme writes as it likes: province is 省级."""

from __future__ import annotations

from collections.abc import Mapping

_NAMES: Mapping[str, str] = {
    "central": "中央", "nation": "国家级", "national": "国家级", "state": "国家级", "ministry": "部委",
    "province": "省级", "provincial": "省级", "prefecture": "地市级", "city": "市级", "municipal": "市级",
    "county": "县级", "district": "区级", "department": "部门", "town": "乡镇级", "township": "乡镇级",
    "village": "村级",
}  # fmt: skip


def level_name(level: str) -> str:
    """The name of a level by its id; the id itself where the words here do not know it."""
    return _NAMES.get(level, level)
