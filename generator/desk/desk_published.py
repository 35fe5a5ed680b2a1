"""A publication as those who decide on it see it: what it says, who changes rank since when, what stays open."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction

from generator.acts.tie_question import tell_choice
from generator.calendar.working import MissingYear
from generator.desk.desk_facts import RecordRow, view_row
from generator.desk.desk_sight import Sight
from generator.model.deduction import Deduction
from generator.model.lazy_dataclass import dataclass
from generator.model.publication import PUBLICATION_KINDS, FrozenResult, Publication
from generator.public.audience import period_end
from generator.public.periods import covered_span
from generator.release.period import notice_end
from generator.release.standing import Figures, standing
from generator.release.titles import quote_title
from generator.rules.corpus import Corpus
from generator.score.result import UnitResult, YearResult
from generator.score.ties import settle_ties
from generator.words.day_words import day_words
from generator.words.result_words import NONE, points_text, rank_text, standing_words

_AT_ONCE = 20  # records of one kind that are listed at once
Open = Callable[[Deduction], bool]
# What may still change a result, and which records of the period it is about.
_OPEN: tuple[tuple[str, Open], ...] = (
    ("记录还没有告知单位", lambda one: one.notified is None),
    ("申诉还没有作出复核决定", lambda one: one.appeal is not None and not one.appeal.decision),
    ("整改还没有验收销号", lambda one: one.rectification is not None and one.rectification.accepted is None),
)


@dataclass(frozen=True, slots=True)
class RankedRow:
    """One unit: rank with its tie, name, points, grade, how far it moved since the last time, why it is special."""

    rank: str
    name: str
    points: str
    grade: str
    moved: str
    note: str


@dataclass(frozen=True, slots=True)
class RankedGroup:
    """The units that are ranked among each other; `name` is empty where there is one such group alone."""

    name: str
    rows: tuple[RankedRow, ...]


@dataclass(frozen=True, slots=True)
class OutcomePreview:
    """An outcome: its name, all whom it is for, and how a tie at its edge was decided."""

    name: str
    units: tuple[str, ...]
    decided: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenMatter:
    """What is not settled yet in the records of the period: those at once, and those beyond."""

    words: str
    rows: tuple[RecordRow, ...]
    rest: tuple[RecordRow, ...]

    @property
    def count(self) -> int:
        """How many records there are."""
        return len(self.rows) + len(self.rest)


@dataclass(frozen=True, slots=True)
class PublicationPreview:
    """A publication as a page shows it. `before` names the publication that ranks are held against; empty: none."""

    facts: tuple[tuple[str, str], ...]
    groups: tuple[RankedGroup, ...]
    outcomes: tuple[OutcomePreview, ...]
    before: str
    open: tuple[OpenMatter, ...]

    @property
    def has_grades(self) -> bool:
        """Whether units have grades."""
        return any(row.grade for group in self.groups for row in group.rows)


def view_publication(sight: Sight, record: Publication, result: YearResult) -> PublicationPreview:
    """The view of `record`, drawn up or proposed, upon the data that `sight` sees; `result` is of its period."""
    earlier = _earlier(sight.corpus, record)
    return PublicationPreview(
        facts=tuple(_facts(sight.corpus, record, result)),
        groups=tuple(_groups(record, result, standing(sight.corpus, earlier).figures if earlier is not None else {})),
        outcomes=tuple(_outcomes(record, result)),
        before=f"{quote_title(earlier.title)}（{day_words(earlier.date)}发布）" if earlier is not None else "",
        open=tuple(_open(sight, record)),
    )


def _facts(corpus: Corpus, record: Publication, result: YearResult) -> Iterator[tuple[str, str]]:
    yield "标题", record.title
    yield "时段", f"{covered_span(corpus, record.year, record.quarter).name}（到{day_words(period_end(record))}）"
    yield "种类", PUBLICATION_KINDS[record.kind]
    yield "单位", f"{len(record.results)} 个"
    yield "发布日期", day_words(record.date)
    if record.issued:
        yield "成文日期", day_words(record.issued)
    if record.document:
        yield "发文字号", record.document
    ends = notice_end(corpus, record, None)
    if ends is not None and not isinstance(ends, MissingYear):
        yield "公示期", f"{day_words(record.date)}合并的，到{day_words(ends)}为止（从合并那天算起）"
    yield "考核办法", result.scheme.title


def _groups(record: Publication, result: YearResult, before: Figures) -> Iterator[RankedGroup]:
    groups = list(dict.fromkeys(unit.group for unit in result.units))
    for group in groups:
        units = [unit for unit in result.group(group) if unit.unit.id in record.results]
        order = {unit.unit.id: at for at, unit in enumerate(result.ranked(group))}
        units.sort(key=lambda unit: order.get(unit.unit.id, len(order)))
        shared = Counter(record.results[unit.unit.id].rank for unit in units)
        rows = tuple(_row(unit, record.results[unit.unit.id], shared, before, result) for unit in units)
        if rows:
            yield RankedGroup(result.scheme.group_name(group) if len(groups) > 1 else "", rows)


def _row(
    unit: UnitResult, frozen: FrozenResult, shared: Counter[Decimal | None], before: Figures, result: YearResult
) -> RankedRow:
    is_tied = frozen.rank is not None and shared[frozen.rank] > 1
    return RankedRow(
        rank_text(frozen.rank) + ("（并列）" if is_tied else ""),
        unit.unit.short_name,
        points_text(frozen.total, result.scheme.rounding.places),
        frozen.grade,
        _moved(frozen, before.get(unit.unit.id)),
        standing_words(unit),
    )


def _moved(frozen: FrozenResult, was: FrozenResult | None) -> str:
    """How a rank differs from that of the last publication of the year: 升 2 位."""
    if was is None or was.rank is None or frozen.rank is None:
        return NONE
    by = Fraction(was.rank) - Fraction(frozen.rank)
    return "不变" if by == 0 else f"{'升' if by > 0 else '降'} {rank_text(abs(by))} 位"


def _outcomes(record: Publication, result: YearResult) -> Iterator[OutcomePreview]:
    settled = settle_ties(result, record.ties)
    for rule in result.scheme.outcomes:
        met = [unit for unit in settled.units if any(one.rule.id == rule.id for one in unit.outcomes)]
        decided = tuple(tell_choice(result, one) for one in record.ties if one.outcome == rule.id)
        yield OutcomePreview(rule.name, tuple(unit.unit.short_name for unit in met), decided)


def _earlier(corpus: Corpus, record: Publication) -> Publication | None:
    """The last publication of the year before this one."""
    found = None
    for one in corpus.standing_publications:
        if one.id == record.id:
            break
        found = one if one.year == record.year else found
    return found


def _open(sight: Sight, record: Publication) -> Iterator[OpenMatter]:
    until = period_end(record)
    known = [one for one in sight.records() if isinstance(one, Deduction) and one.revoked is None]
    within = [one for one in known if one.year == record.year and one.date <= until]
    for words, is_open in _OPEN:
        found = sorted((one for one in within if is_open(one)), key=lambda one: (one.date, one.path))
        rows = [view_row(sight, one) for one in found]
        if rows:
            yield OpenMatter(words, tuple(rows[:_AT_ONCE]), tuple(rows[_AT_ONCE:]))
