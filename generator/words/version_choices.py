"""The versions that can be compared as a list to choose from: short enough for a telephone, each with its day."""

from __future__ import annotations

from collections.abc import Iterable

from generator.load.compared_versions import CORRECTION, Version
from generator.model.lazy_dataclass import dataclass
from generator.model.publication import name_of
from generator.model.quarter import quarter_name


@dataclass(frozen=True, slots=True)
class VersionChoice:
    """One version of a list: its id, the year it belongs to, and words that tell it from every other."""

    id: str
    year: int
    words: str


def version_choices(versions: Iterable[Version]) -> tuple[VersionChoice, ...]:
    """The versions in their order.

    A list that is closed shows one line, cut where it is too long: what differs, the day, stands first, and what all
    titles share is left out. Whole titles stand above what is compared.
    """
    return tuple(VersionChoice(one.name.id, one.name.year, _words(one)) for one in versions)


def _words(version: Version) -> str:
    """2015-07-30 第二季度通报, 2015-10-13 第二季度更正; of a draft 2015年至第二季度末（草稿）."""
    if version.day is None:
        return f"{version.name.name}（草稿）"
    publication, _, number = version.name.id.removeprefix(CORRECTION).partition("-c")
    name = name_of(publication)
    corrected = f"第{number}次更正" if int(number or 1) > 1 else "更正" if number else ""
    kind = "公示" if name.kind == "public-notice" else "通报"
    if name.quarter is None:
        return f"{version.day} 年度{kind}{corrected}"
    return f"{version.day} {quarter_name(name.quarter)}{corrected or kind}"
