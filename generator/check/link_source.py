"""The source of a deduction: that which the register from which it came is declared to be."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.deduction import SOURCES, Deduction
from generator.model.entry import Entry
from generator.model.problem import Location, Problem
from generator.model.register_rule import RegisterLink
from generator.model.unread import where_read
from generator.score.register_counts import field_is


@where_read
def check_source(record: Deduction, entry: Entry, link: RegisterLink, place: Location) -> Iterator[Problem]:
    """KH719: a deduction names the source that the register from which it came is declared to be."""
    declared = [found for found in link.sources if found.when is None or field_is(entry, found.when)]
    if declared and record.source not in {found.source for found in declared}:
        named = "、".join(f"{found.source}（{SOURCES[found.source]}）" for found in declared)
        title = entry.REGISTER.title
        words = f"线索来源写的是“{SOURCES[record.source]}”，由“{title}”的这一条而来的应是{named}"
        yield Problem(place, "KH719", words, "请核对线索来源和引用的记录。")
