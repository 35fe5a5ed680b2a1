"""What a person wants to see before a publication is confirmed: what it says, who changes rank, what stays open."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from generator.acts.publication_plan import PublicationPlan
from generator.model.deduction import Deduction
from generator.model.publication import PUBLICATION_KINDS, Publication
from generator.public.audience import period_end
from generator.public.periods import covered_span
from generator.rules.corpus import Corpus
from generator.score.result import UnitResult
from generator.words.result_words import points_text, rank_text, standing_words

_TECHNICAL = re.compile(r"[0-9a-f]{12}|SHA-256|kaohe |--[a-z]")
_NAMED = 8  # units that a line names
Open = Callable[[Deduction], bool]
# What may still change a result, and which records of the period it is about.
_OPEN: tuple[tuple[str, Open], ...] = (
    ("记录还没有告知单位", lambda one: one.notified is None),
    ("申诉还没有作出复核决定", lambda one: one.appeal is not None and not one.appeal.decision),
    ("整改还没有验收销号", lambda one: one.rectification is not None and one.rectification.accepted is None),
)


@dataclass(frozen=True, slots=True)
class RankedRow:
    """One unit: its group where there are several, rank, name, points, and how far it moved since the last time."""

    group: str
    rank: str
    name: str
    points: str
    moved: str
    note: str


@dataclass(frozen=True, slots=True)
class PublicationPreview:
    """A publication as the page shows it. `before` names the publication that ranks are held against, `technical` is
    what the command shows.
    """

    facts: tuple[tuple[str, str], ...]
    rows: tuple[RankedRow, ...]
    before: str
    open: tuple[str, ...]
    technical: tuple[str, ...]

    @property
    def groups(self) -> bool:
        """Whether units are ranked in several groups."""
        return any(row.group for row in self.rows)


def view_publication(corpus: Corpus, plan: PublicationPlan) -> PublicationPreview:
    """The view of a plan upon the data of the main branch."""
    record = plan.record
    earlier = _last_of_year(corpus, record)
    return PublicationPreview(
        facts=tuple(_facts(corpus, plan)),
        rows=tuple(_rows(plan, earlier)),
        before=_span(corpus, earlier) if earlier is not None else "",
        open=tuple(_open(corpus, record)),
        technical=tuple(line.strip() for line in plan.preview),
    )


def plain_lines(lines: Iterable[str]) -> list[str]:
    """The lines of a preview that speak to a person: without digests, commits and commands."""
    return [line.strip() for line in lines if not _TECHNICAL.search(line)]


def technical_lines(lines: Iterable[str]) -> list[str]:
    """The lines of a preview that are left then."""
    return [line.strip() for line in lines if _TECHNICAL.search(line)]


def _facts(corpus: Corpus, plan: PublicationPlan) -> Iterator[tuple[str, str]]:
    record = plan.record
    yield "标题", record.title
    yield "时段", f"{_span(corpus, record)}（到 {period_end(record)}）"
    yield "种类", PUBLICATION_KINDS[record.kind]
    yield "发布日期", f"{record.date}" + (f"，成文日期 {record.issued}" if record.issued else "")
    if record.document:
        yield "发文字号", record.document
    for rule in plan.result.scheme.outcomes:
        met = [unit for unit in plan.settled.units if any(one.rule.id == rule.id for one in unit.outcomes)]
        yield rule.name, _names(unit.unit.short_name for unit in met) or "没有"
    for line in map(str.strip, plan.preview):  # who was chosen among the tied, and how long objections are heard
        if line.startswith(("并列处的", "公示期")):
            name, _, words = line.partition("：")
            yield name, words


def _rows(plan: PublicationPlan, earlier: Publication | None) -> Iterator[RankedRow]:
    groups = list(dict.fromkeys(unit.group for unit in plan.result.units))
    for group in groups:
        name = plan.result.scheme.group_name(group) if len(groups) > 1 else ""
        ranked = plan.result.ranked(group)
        rest = [unit for unit in plan.result.group(group) if unit not in ranked]
        for unit in (*ranked, *rest):
            yield RankedRow(
                name,
                rank_text(unit.rank),
                unit.unit.short_name,
                points_text(unit.total, plan.result.scheme.rounding.places),
                _moved(unit, earlier),
                standing_words(unit),
            )


def _moved(unit: UnitResult, earlier: Publication | None) -> str:
    """How a rank differs from that of the last publication of the year: 升 2 位; empty where there is none."""
    if earlier is None:
        return ""
    was = earlier.results.get(unit.unit.id)
    if was is None or was.rank is None or unit.rank is None:
        return "—"
    by = Fraction(was.rank) - Fraction(unit.rank)
    return "不变" if by == 0 else f"{'升' if by > 0 else '降'} {rank_text(abs(by))} 位"


def _last_of_year(corpus: Corpus, record: Publication) -> Publication | None:
    found = [one for one in corpus.standing_publications if one.year == record.year and one.id != record.id]
    return found[-1] if found else None


def _span(corpus: Corpus, record: Publication) -> str:
    return covered_span(corpus, record.year, record.quarter).name


def _open(corpus: Corpus, record: Publication) -> Iterator[str]:
    until = period_end(record)
    known = [one for one in corpus.deductions if isinstance(one, Deduction) and one.revoked is None]
    within = [one for one in known if one.year == record.year and one.date <= until]
    for words, is_open in _OPEN:
        if found := [one for one in within if is_open(one)]:
            yield f"{words}：{len(found)} 条（{_names(_short_names(corpus, found))}）"


def _short_names(corpus: Corpus, records: Sequence[Deduction]) -> Iterator[str]:
    for name in dict.fromkeys(one.unit for one in records):
        yield corpus.units[name].short_name if name in corpus.units else name


def _names(names: Iterable[str]) -> str:
    listed = list(names)
    more = f"等 {len(listed)} 个单位" if len(listed) > _NAMED else ""
    return "、".join(listed[:_NAMED]) + more
