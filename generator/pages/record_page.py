"""One deduction in finished words: what was found, by which rule, what it cost, and what became of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.model.deduction import DECISIONS, METHODS, SOURCES, Appeal, Deduction
from generator.model.lazy_dataclass import dataclass
from generator.model.number import format_points
from generator.model.quarter import quarter_name
from generator.pages.declared_facts import declared_facts
from generator.pages.put_right import PutRight, StatedFacts, put_right
from generator.public.released import AnyReleased
from generator.read.quantity import find_measure
from generator.rules.effect_words import EffectWords, reword
from generator.rules.item import Item
from generator.rules.scheme import Scheme
from generator.rules.standard_record import StandardRecord
from generator.score.result import RecordEffect, YearResult
from generator.score.step import EARLY, OUTSIDE, absorbed_words, describe_effect, lessened_words
from generator.words import address
from generator.words.allowed_points import points_beside
from generator.words.answer import answers_open
from generator.words.labels import body_name
from generator.words.own_item import own_item_words
from generator.words.redaction_words import redaction_sentences
from generator.words.said_beside import SAID, NamedValue, said_beside
from generator.words.site_frame import Link

# How a record counts, in words for a mark beside it.
TONES = {
    "counted": "计入",
    "partly": "部分计入",
    "absorbed": "超过上限，未计入",
    "reduced": "复核减分后计入",
    "free": "指出问题，不扣分",
    "void": "已撤销，不计入",
    "early": EARLY,
    "outside": OUTSIDE,
}


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One piece of evidence: its title, where it is kept, and its SHA-256 where it has one."""

    title: str
    held_at: str
    sha256: str


@dataclass(frozen=True, slots=True)
class RecordView:
    """One deduction. Points are texts; `absorbed` is None where no limit took any, `cases` where there is one.

    `own` says who assesses the office in an item of its own; empty in every other case.

    `standard` is the text of its standard, with the points that it allows where the text does not say them. The state
    of `reply` says what its unit may still do, until when and where; empty where nothing is left.
    `others` are fields of the record that have no place here under their own name; nobody need put them there.
    `redacted` says which texts were redacted, when and why.
    """

    id: str
    path: str
    url: str
    unit: Link
    item: Link
    category: Link
    assessor: Link
    own: str
    date: str
    quarter: str
    reason: str
    standard: NamedValue
    made_up: bool
    basis: Link | None
    method: str
    source: str
    others: tuple[NamedValue, ...]
    points: str
    cases: str
    effective: str
    effective_why: str
    counted: str
    absorbed: tuple[str, str] | None
    effect: str
    words: EffectWords
    tone: str
    evidence: tuple[EvidenceView, ...]
    notified: str
    reply: StatedFacts
    rectification: PutRight
    appeal: StatedFacts
    revoked: tuple[NamedValue, ...]
    internal_note: str
    redacted: tuple[str, ...]
    more: tuple[NamedValue, ...]

    @property
    def anchor(self) -> str:
        """Its place on a page of many: item and id."""
        return "--".join(self.url.removesuffix(".html").split("/")[-2:])

    @property
    def matter(self) -> str:
        """What happened, in one line."""
        return " ".join(self.reason.split())

    @property
    def tone_name(self) -> str:
        """How the record counts, in words."""
        return reword(TONES[self.tone], self.words.noun)


# What a record says that is shown in a place of its own: `count` as `cases`, `sample` by the mark of a demonstration,
# what `said_beside` says as `more`.
PLACED = frozenset({*RecordView.__dataclass_fields__, *SAID, "count", "sample"})


def view_records(corpus: AnyReleased, result: YearResult, day: datetime.date) -> dict[str, RecordView]:
    """All records that took part in `result`, by path, in order of date, then path; `day` is that of the results."""
    found = [
        (effect.record.date, effect.record.path, _view_record(corpus, result, effect, day))
        for unit in result.units
        for effect in unit.score.effects()
    ]
    return {path: view for _, path, view in sorted(found, key=lambda entry: entry[:2])}


def unit_link(corpus: AnyReleased, year: int, unit: str) -> Link:
    """The page of a unit: that of the year where it is assessed, else that of the office."""
    found = corpus.units[unit]
    if year in corpus.schemes and corpus.schemes[year].group_in(found):
        return Link(found.short_name, address.unit_page(year, unit), found.name)
    return Link(found.short_name, address.unit_home(unit), found.name)


def clause_link(scheme: Scheme, anchor: str, made_up: bool = False) -> Link | None:
    """The clause at `anchor` of the scheme's notice; None where the scheme names no clause, or no notice is shown.

    Beside what was made up the clause is only on the same matter.
    """
    words = "通知相关条款" if made_up else "通知原文"
    return Link(words, address.clause_place(scheme.notice, anchor)) if anchor and scheme.notice else None


def item_clause(scheme: Scheme, item: Item) -> Link | None:
    """The clause behind an item, whose points and standards may have been made up."""
    return clause_link(scheme, item.basis, scheme.invents(item))


def _view_record(corpus: AnyReleased, result: YearResult, effect: RecordEffect, day: datetime.date) -> RecordView:
    record, year, item = effect.record, result.year, result.scheme.items[effect.record.item]
    standard = _find_standard(item.standards, record.standard)
    return RecordView(
        id=record.id,
        path=record.path,
        url=address.record_page(record),
        unit=unit_link(corpus, year, record.unit),
        item=Link(item.name, address.item_page(year, item.id)),
        category=_category_link(result, record),
        assessor=unit_link(corpus, year, result.scheme.assessor_of(item, record.unit)),
        own=own_item_words(corpus, result.scheme, item) if record.unit == item.assessor else "",
        date=record.date.isoformat(),
        quarter=quarter_name(record.quarter),
        reason=record.reason,
        standard=NamedValue(standard.text if standard else record.standard, points_beside(standard)),
        made_up=result.scheme.invents(item),
        basis=item_clause(result.scheme, item),
        method=METHODS[record.method],
        source=SOURCES[record.source],
        others=tuple(declared_facts(record, PLACED)),
        points=format_points(record.points),
        cases=_cases(record, standard),
        effective=format_points(effect.effective),
        effective_why=_effective_why(effect),
        counted=format_points(effect.counted),
        absorbed=absorbed_words(effect),
        effect=describe_effect(effect),
        words=effect.words,
        tone=_tone(effect),
        evidence=tuple(EvidenceView(part.title, part.held_at, part.sha256) for part in record.evidence),
        notified=record.notified.isoformat() if record.notified else "",
        reply=StatedFacts(_reply_facts(record), answers_open(corpus, result.scheme, record, day)),
        rectification=put_right(corpus, record, effect.words, day),
        appeal=StatedFacts(tuple(_appeal_facts(corpus, record.appeal)), _appeal_state(record.appeal)),
        revoked=_revocation_facts(record),
        internal_note=record.internal_note,
        redacted=redaction_sentences(corpus, record),
        more=said_beside(corpus, record),
    )


def _find_standard(standards: tuple[StandardRecord, ...], wanted: str) -> StandardRecord | None:
    return next((standard for standard in standards if standard.id == wanted), None)


def _cases(record: Deduction, standard: StandardRecord | None) -> str:
    """How many cases the points are for: 3人次; empty for one."""
    measure = find_measure(standard.text) if standard else None
    return f"{record.count}{measure.words[0] if measure else '件'}" if record.count > 1 else ""


def _effective_why(effect: RecordEffect) -> str:
    """Why other points count than were recorded; empty where the same do."""
    if effect.early:
        return effect.early
    if effect.effective != effect.in_force:
        return lessened_words(effect)
    return "经复核、撤销之后" if effect.effective != effect.record.points else ""


def _tone(effect: RecordEffect) -> str:
    if effect.early:
        return "early" if effect.early == EARLY else "outside"
    if not effect.record.points and effect.record.revoked is None:
        return "free" if effect.words.sign < 0 else "counted"
    if not effect.effective:
        return "void"
    if not effect.counted:
        return "absorbed"
    if effect.absorbed:
        return "partly"
    appeal = effect.record.appeal
    return "reduced" if appeal is not None and appeal.decision == "reduced" else "counted"


def _reply_facts(record: Deduction) -> tuple[NamedValue, ...]:
    if record.reply is None:
        return ()
    return (
        NamedValue("答复日期", record.reply.date.isoformat()),
        NamedValue("答复内容", record.reply.text, lines=True),
    )


def _category_link(result: YearResult, record: Deduction) -> Link:
    category = result.scheme.category_of[record.item]
    return Link(category.name, address.category_page(result.year, category.id))


def _appeal_facts(corpus: AnyReleased, found: Appeal | None) -> Iterator[NamedValue]:
    if found is None:
        return
    yield NamedValue("提出申诉", found.filed.isoformat())
    yield NamedValue("申诉理由", found.grounds, lines=True)
    if not found.decision:
        yield NamedValue("复核决定", "尚未作出")
        return
    reduced = f"，减为 {format_points(found.points)} 分" if found.points is not None else ""
    yield NamedValue("复核决定", DECISIONS[found.decision] + reduced)
    if found.decided_by:
        yield NamedValue("作出决定", body_name(corpus, found.decided_by))
    if found.decided:
        yield NamedValue("决定日期", found.decided.isoformat())
    if found.reasons:
        yield NamedValue("复核理由", found.reasons, lines=True)
    if found.document:
        yield NamedValue("复核决定书", found.document)


def _appeal_state(found: Appeal | None) -> str:
    if found is None:
        return ""
    return f"复核：{DECISIONS[found.decision]}" if found.decision else "申诉待复核"


def _revocation_facts(record: Deduction) -> tuple[NamedValue, ...]:
    found = record.revoked
    if found is None:
        return ()
    return NamedValue("撤销日期", found.date.isoformat()), NamedValue("撤销理由", found.reasons, lines=True)
