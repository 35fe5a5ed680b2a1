"""What the index's site is made from: the records of the index, what was seen, and the tables, opened once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property

from generator.gather.due import STATES, Late, State, find_late, last_day, standing_lines, state_of_district
from generator.gather.kept_state import KeptState
from generator.gather.seen import Seen
from generator.gather.table_query import Tables
from generator.model.act import parse_act
from generator.model.index_records import DistrictRule, Index
from generator.model.lazy_dataclass import dataclass
from generator.proof.manifest import ListedAct
from generator.rules.corpus import Corpus


@dataclass(frozen=True)
class IndexEdition:
    """An index in one state. `seen` is of every district with a source; `tables` is None where nothing is gathered.

    `given_day` is the day as of which things are late, where one was asked for; `commit` that of the index, if the
    files on the disk are committed.
    """

    corpus: Corpus
    index: Index
    seen: Mapping[str, Seen]
    kept: KeptState
    tables: Tables | None
    given_day: date | None = None
    commit: str = ""

    @cached_property
    def as_of(self) -> date | None:
        """The day as of which things are late: the one asked for, else the last of which any source tells."""
        return self.given_day or last_day(self.seen)

    @cached_property
    def late(self) -> Mapping[str, tuple[Late, ...]]:
        """What each district is late with."""
        day, found = self.as_of, {}
        for name, seen in self.seen.items():
            found[name] = tuple(find_late(self.index, self.corpus.districts[name], seen, day)) if day else ()
        return found

    def state(self, name: str) -> State:
        """How a district stands."""
        return state_of_district(self.seen[name], self.late[name])

    def counts(self, names: Iterator[str] | list[str]) -> dict[State, int]:
        """How many of these districts stand how, in the order in which the states are told."""
        found = dict.fromkeys(STATES, 0)
        for name in names:
            found[self.state(name)] += 1
        return found

    @cached_property
    def children(self) -> Mapping[str, tuple[DistrictRule, ...]]:
        """The districts directly below each region, those without a parent below the empty id; in order of id."""
        found: dict[str, list[DistrictRule]] = {}
        for district in self.corpus.districts.values():
            above = district.parent if district.parent in self.corpus.districts else ""
            found.setdefault(above, []).append(district)
        return {above: tuple(below) for above, below in found.items()}

    def below(self, name: str) -> Iterator[str]:
        """The ids of all districts with a source below a region, itself among them."""
        if name in self.seen:
            yield name
        for child in self.children.get(name, ()):
            yield from self.below(child.id)

    def last_publication(self, name: str) -> ListedAct | None:
        """The last publication of a district that stands."""
        standing = list(standing_lines(self.seen[name].acts).values())
        return standing[-1] if standing else None

    def news(self) -> Iterator[tuple[str, ListedAct, str]]:
        """Publications, corrections, withdrawals and redactions of all, newest first: district, act, what it was."""
        found = [
            (act.date, name, at, act)
            for name, seen in self.seen.items()
            for at, act in enumerate(seen.acts)
            if parse_act(act.line) is not None
        ]
        for _, name, _, act in sorted(found, key=lambda one: (one[0], one[1], one[2]), reverse=True):
            yield name, act, act_words(act.line)


_PERIODS = {
    "q1": "年第一季度通报",
    "q2": "年第二季度通报",
    "q3": "年第三季度通报",
    "q4": "年第四季度通报",
    "notice": "年度公示",
    "final": "年度结果",
}


def act_words(line: str) -> str:
    """An act in words: 2015年第二季度通报的更正."""
    act = parse_act(line)
    if act is None:
        return line
    if act.verb == "redact":
        return "遮盖个人信息"
    year, kind, *more = act.id.split("-")
    words = f"{year}{_PERIODS.get(kind, kind)}"
    again = next((part for part in more if part.isdigit()), "")
    words += f"（第 {again} 次发布）" if again else ""
    return words + {"publish": "", "correct": "的更正", "withdraw": "的撤回"}[act.verb]
