"""What is due when, what is late as of a given day, and how a district stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal

from generator.gather.seen import Seen
from generator.model.act import parse_act
from generator.model.index_records import DUE_KINDS, DistrictRule, Index
from generator.model.lazy_dataclass import dataclass
from generator.proof.manifest import ListedAct

State = Literal["published", "notice", "late", "corrected", "faulty", "none"]
STATES: Mapping[State, str] = {
    "published": "已发布",
    "corrected": "已发布，有更正",
    "notice": "公示中",
    "late": "迟",
    "faulty": "不能核验",
    "none": "还没有发布",
}


@dataclass(frozen=True, slots=True)
class Late:
    """A publication that is not there although its day has passed."""

    year: int
    kind: str
    due: date

    @property
    def words(self) -> str:
        """Such as: 2015年第一季度，应在 2015-04-20 以前."""
        between = "年" if self.kind.startswith("q") else ""
        return f"{self.year}{between}{DUE_KINDS[self.kind]}，应在 {self.due} 以前"


def standing_lines(acts: tuple[ListedAct, ...]) -> dict[str, ListedAct]:
    """The publications that were not withdrawn, by id, in order."""
    found: dict[str, ListedAct] = {}
    for act in acts:
        parsed = parse_act(act.line)
        if parsed is not None and parsed.verb == "publish":
            found[parsed.id] = act
        elif parsed is not None and parsed.verb == "withdraw":
            found.pop(parsed.id, None)
    return found


def find_late(index: Index, district: DistrictRule, seen: Seen, as_of: date) -> Iterator[Late]:
    """What was due before `as_of` and is not among what was seen, in order of the day on which it was due."""
    # What was published before a district began anew was in time, whether or not it is shown again.
    standing = [name for acts in (*(one.acts for one in seen.former), seen.acts) for name in standing_lines(acts)]
    there = {name.split("-")[0] + "-" + name.split("-")[1] for name in standing}
    since = district.since or index.since
    late = [
        Late(year, due.kind, due.falls(year))
        for year in range(since, as_of.year + 1)
        for due in index.due
        if due.falls(year) < as_of and f"{year}-{due.kind}" not in there
    ]
    yield from sorted(late, key=lambda one: (one.due, one.kind))


def state_of_district(seen: Seen, late: tuple[Late, ...]) -> State:
    """How a district stands: what cannot be verified comes before all else, then what is late."""
    if seen.now:
        return "faulty"
    if late:
        return "late"
    standing = standing_lines(seen.acts)
    if not standing:
        return "none"
    last = list(standing)[-1]
    if "-notice" in last:
        return "notice"
    corrected = any(act.line.startswith(f"{last}-c") for act in seen.acts)
    return "corrected" if corrected else "published"


def last_day(seen: Mapping[str, Seen]) -> date | None:
    """The last day of which any source tells: as of which things are late unless another day is given."""
    days = [one.state.updated for one in seen.values() if one.state is not None and one.state.updated]
    return date.fromisoformat(max(days)) if days else None
