"""How the sample district words what it finds: by item and standard, in the matters of the body concerned."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from typing import Annotated

from generator.demo.material import read_material
from generator.demo.register import RegisterEntry
from generator.demo.seeded import SeededDraws
from generator.model.deduction import METHODS, SOURCES
from generator.model.field import Choice, Flag, Identifier, Number, Part, Rows, Text, Whole
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.rules.item import Item
from generator.rules.standard_record import StandardRecord

_KINDS = {
    "any": "不写事项",
    "services": "窗口办理的事项",
    "approvals": "审批和申请的事项",
    "complaints": "群众会反映的问题",
    "disputes": "信访和纠纷",
    "concerns": "建议、提案和重点工作的题目",
    "works": "工程",
    "powers": "行政权力的种类",
    "stations": "所属站所",
}


@dataclass(frozen=True, slots=True)
class DemoReason:
    """One wording. `points`: what each occurrence costs, where the standard leaves it open.

    `{n}` (2 or 3) and `{m}` (1 to 3) are how often it happened; a wording without either tells of once. `since` and
    `until` are the months in which it makes sense. `settled`: it tells itself that what was found was put right, so
    that nothing is left to rectify. `evidence`, `sources` and `rectified` go before what the standard says.
    """

    text: Annotated[str, Text(doc="事由")]
    points: Annotated[Decimal | None, Number(doc="每次扣分")] = None
    since: Annotated[int, Whole(doc="从几月起", minimum=1, maximum=12)] = 1
    until: Annotated[int, Whole(doc="到几月止", minimum=1, maximum=12)] = 12
    settled: Annotated[bool, Flag(doc="是否已经说明改正")] = False
    evidence: Annotated[tuple[str, ...], Rows(doc="材料"), Text(doc="材料")] = ()
    sources: Annotated[tuple[str, ...], Rows(doc="来源"), Choice(doc="来源", names=SOURCES)] = ()
    rectified: Annotated[tuple[str, ...], Rows(doc="整改情况"), Text(doc="整改情况")] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """How a finding under one standard may be worded; what is said here goes before what the item says."""

    standard: Annotated[str, Identifier(doc="标准")]
    evidence: Annotated[tuple[str, ...], Rows(doc="材料", minimum=1), Text(doc="材料")]
    reasons: Annotated[tuple[DemoReason, ...], Rows(doc="事由", minimum=2), Part(doc="一句")]
    methods: Annotated[tuple[str, ...], Rows(doc="考核方式"), Choice(doc="考核方式", names=METHODS)] = ()
    sources: Annotated[tuple[str, ...], Rows(doc="来源"), Choice(doc="来源", names=SOURCES)] = ()
    about: Annotated[str, Choice(doc="写单位的哪一类事", names=_KINDS)] = ""
    topics: Annotated[tuple[str, ...], Rows(doc="事项"), Text(doc="事项")] = ()
    rectified: Annotated[tuple[str, ...], Rows(doc="整改情况"), Text(doc="整改情况")] = ()


@dataclass(frozen=True, slots=True)
class ItemEvents:
    """The findings of one item: of all bodies, or of those alone that have matters of a kind (`about`, `needs`)."""

    id: Annotated[str, Identifier(doc="单项")]
    sources: Annotated[tuple[str, ...], Rows(doc="来源", minimum=1), Choice(doc="来源", names=SOURCES)]
    held_at: Annotated[str, Text(doc="存放处")]
    events: Annotated[tuple[Event, ...], Rows(doc="事由", minimum=3), Part(doc="一条标准的事由")]
    about: Annotated[str, Choice(doc="写单位的哪一类事", names=_KINDS)] = ""
    topics: Annotated[tuple[str, ...], Rows(doc="事项"), Text(doc="事项")] = ()
    needs: Annotated[str, Choice(doc="只适用于有这一类事的单位", names=_KINDS)] = ""
    team: Annotated[bool, Flag(doc="是否只适用于设党组的单位")] = False

    def fitting(self, body: RegisterEntry) -> tuple[Event, ...]:
        """The events in which `body` can be found wanting."""
        if (self.team and body.small) or (self.needs and not getattr(body.matters, self.needs)):
            return ()
        return tuple(event for event in self.events if self.topics_of(event, body))

    def topics_of(self, event: Event, body: RegisterEntry) -> tuple[str, ...]:
        """What a finding of `body` may be about; `("",)` where the wordings name nothing, none where none fits."""
        if event.topics or event.about == "any":
            return event.topics or ("",)
        kind = event.about or self.about
        own = body.matters_of(kind) if kind else ()
        general = () if event.about else self.topics
        return (*own, *general) or (() if kind else ("",))


@dataclass(frozen=True, slots=True)
class Events:
    """The findings of all items."""

    items: Annotated[tuple[ItemEvents, ...], Rows(doc="单项"), Part(doc="一个单项")]


@dataclass(frozen=True, slots=True)
class Matter:
    """What a finding is about: the standard, and how it is worded, on which topic ("" where the wording has none)."""

    standard: StandardRecord
    event: Event
    reason: DemoReason
    topic: str

    @property
    def evidence(self) -> tuple[str, ...]:
        """The titles of what can prove it."""
        return self.reason.evidence or self.event.evidence

    @property
    def rectified(self) -> tuple[str, ...]:
        """How it can be put right; nothing where that is left open, or was done at once."""
        return self.reason.rectified or self.event.rectified

    def sources_of(self, wording: ItemEvents) -> tuple[str, ...]:
        """Where it can have become known."""
        return self.reason.sources or self.event.sources or wording.sources


@cache
def events_by_item() -> dict[str, ItemEvents]:
    """The wordings of each item."""
    return {events.id: events for events in read_material("events", Events).items}


def standards_of(item: Item, body: RegisterEntry) -> tuple[StandardRecord, ...]:
    """The standards of `item` by which `body` may be found wanting."""
    events = {event.standard for event in events_by_item()[item.id].fitting(body)}
    return tuple(standard for standard in item.standards if standard.id in events)


def list_matters(
    lots: SeededDraws, item: Item, body: RegisterEntry, wanted: StandardRecord, method: str, month: int
) -> Iterator[Matter]:
    """What may be said of `body` in `month`, found by `method`: by the wanted standard first, then by the others."""
    wording = events_by_item()[item.id]
    events = {event.standard: event for event in wording.fitting(body)}
    for standard in sorted(item.standards, key=lambda standard: standard.id != wanted.id):
        event = events.get(standard.id)
        if event is None or (event.methods and method not in event.methods):
            continue
        for reason in lots.turn("reason", event.reasons):
            if reason.since <= month <= reason.until:
                topics = lots.turn("topic", wording.topics_of(event, body)) if "{topic}" in reason.text else [""]
                yield from (Matter(standard, event, reason, topic) for topic in topics)


def draw_count(lots: SeededDraws, reason: DemoReason) -> int:
    """How often what `reason` tells has happened."""
    if "{n}" in reason.text:
        return 2 if lots.happens("count", 70) else 3
    if "{m}" in reason.text:
        return lots.pick("count", (1, 1, 1, 1, 2, 2, 2, 3))
    return 1


def word_matter(lots: SeededDraws, matter: Matter, count: int) -> str:
    """The reason of the record."""
    days = lots.between("days", 2, 5)
    return matter.reason.text.format(topic=matter.topic, n=count, m=count, days=days)


def trim_points(points: Decimal) -> Decimal:
    """The same points as they are written: without zeros behind."""
    return Decimal(format_points(points))
