"""What was measured of units, and which items do not apply to them: rows for the pages of items and units."""

from __future__ import annotations

from collections.abc import Collection

from generator.model.imported import Imported
from generator.model.inapplicable import Inapplicable
from generator.model.lazy_dataclass import dataclass
from generator.model.measured import MeasuredValue
from generator.model.number import format_points
from generator.model.quarter import span_end
from generator.pages.record_page import EvidenceView, unit_link
from generator.public.released import AnyReleased
from generator.score.result import YearResult
from generator.words import address
from generator.words.amended_value import value_words
from generator.words.labels import body_name
from generator.words.site_frame import Link


@dataclass(frozen=True, slots=True)
class MeasuredRow:
    """One measured value of a unit: 87.5%, 7/10."""

    unit: Link
    item: Link
    measure: str
    period: str
    value: str
    date: str
    evidence: tuple[EvidenceView, ...]


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """What another assessment says of a unit, or of all alike (`unit` is None): 得分 96.5, 第 3 名（共 11 个）."""

    unit: Link | None
    name: str
    value: str
    period: str
    source: str
    document: str
    date: str
    sha256: str


@dataclass(frozen=True, slots=True)
class InapplicableRow:
    """An item that does not apply to a unit: both, why, and who decided so when."""

    item: Link
    unit: Link
    reason: str
    decided: str


@dataclass(frozen=True, slots=True)
class AmendmentView:
    """One change of a scheme within its year: since when, by what document, why, and each place with what it says."""

    starts: str
    document: str
    reason: str
    changes: tuple[tuple[str, str], ...]


def amendment_views(corpus: AnyReleased, year: int) -> tuple[AmendmentView, ...]:
    """The amendments of a year in order of the day from which they hold."""
    made = sorted((found for found in corpus.amendments if found.year == year), key=lambda found: found.starts)
    return tuple(
        AmendmentView(
            found.starts.isoformat(),
            found.document,
            found.reason,
            tuple((change.at, value_words(change.to)) for change in found.changes),
        )
        for found in made
    )


def measured_rows(corpus: AnyReleased, result: YearResult, item: str = "", unit: str = "") -> tuple[MeasuredRow, ...]:
    """The values for the standards of one item or of one unit, of periods that have ended, by measure and period."""
    names = {rule.id: (rule.name, "%" if rule.unit == "percent" else "") for rule in result.scheme.measures}
    found = [
        (value, record)
        for record in corpus.measures_of(result.year)
        if record.item in result.scheme.items and record.unit in corpus.units
        if item in ("", record.item) and unit in ("", record.unit)
        for value in record.values
        if span_end(value.period) <= result.until
    ]
    order = list(result.scheme.items)
    ordered = sorted(
        found, key=lambda pair: (order.index(pair[1].item), pair[0].measure, pair[0].period, pair[1].unit)
    )
    return tuple(
        MeasuredRow(
            unit_link(corpus, result.year, record.unit),
            Link(result.scheme.items[record.item].name, address.item_page(result.year, record.item)),
            names.get(value.measure, (value.measure, ""))[0],
            value.period,
            _figure(value, names.get(value.measure, ("", ""))[1]),
            value.date.isoformat() if value.date else "",
            tuple(EvidenceView(part.title, part.held_at, part.sha256) for part in value.evidence),
        )
        for value, record in ordered
    )


def _figure(value: MeasuredValue, sign: str) -> str:
    done, due = (format_points(part) if part is not None else "" for part in (value.done, value.of))
    parts = f"{done}/{due}" if done or due else ""
    if value.value is None:
        return parts
    whole = format_points(value.value) + sign
    return f"{whole}（{parts}）" if parts else whole


def imported_rows(
    corpus: AnyReleased, result: YearResult, names: Collection[str] | None = None, unit: str = ""
) -> tuple[ImportedRow, ...]:
    """What other assessments say: those of `names` (None: all), of one unit where it is named, by import and unit."""
    rules = {rule.id: rule.name for rule in result.scheme.imports}
    found = [
        (record, name)
        for record in sorted(corpus.imports_of(result.year), key=lambda record: record.id)
        if record.id in rules and (names is None or record.id in names) and record.ends <= result.until
        for name in (*([""] if record.value is not None else []), *record.units)
        if name in ("", *corpus.units) and (not unit or name in ("", unit))
    ]
    return tuple(_imported(corpus, result, record, rules[record.id], name) for record, name in found)


def _imported(corpus: AnyReleased, result: YearResult, record: Imported, called: str, unit: str) -> ImportedRow:
    source = record.source
    return ImportedRow(
        unit_link(corpus, result.year, unit) if unit else None,
        called,
        _imported_figure(record, unit),
        record.period or str(record.year),
        source.title,
        source.document,
        source.date.isoformat(),
        source.sha256,
    )


def _imported_figure(record: Imported, unit: str) -> str:
    """得分 96.5, 第 3 名（共 11 个）; of one value for all, the value."""
    if not unit:
        return format_points(record.value) if record.value is not None else ""
    score, rank = record.scores.get(unit), record.ranks.get(unit)
    words = [f"得分 {format_points(score)}"] if score is not None else []
    words += [f"第 {rank.rank} 名（共 {rank.of} 个）"] if rank is not None else []
    return "，".join(words)


def inapplicable_rows(
    corpus: AnyReleased, result: YearResult, item: str = "", unit: str = ""
) -> tuple[InapplicableRow, ...]:
    """The items that do not apply, of one item or one unit, in the order of writing."""
    record = corpus.inapplicable.get(result.year)
    if record is None:
        return ()
    return tuple(
        _inapplicable(corpus, result, entry)
        for entry in record.entries
        if record.holds(entry, result.until)
        if entry.item in result.scheme.items and entry.unit in corpus.units
        if item in ("", entry.item) and unit in ("", entry.unit)
    )


def _inapplicable(corpus: AnyReleased, result: YearResult, entry: Inapplicable) -> InapplicableRow:
    by = body_name(corpus, entry.decided_by) if entry.decided_by else ""
    decided = f"{entry.decided.isoformat()} {by}决定" + (f"（{entry.document}）" if entry.document else "")
    return InapplicableRow(
        Link(result.scheme.items[entry.item].name, address.item_page(result.year, entry.item)),
        unit_link(corpus, result.year, entry.unit),
        entry.reason,
        decided,
    )


@dataclass(frozen=True, slots=True)
class UnitGiven:
    """What a unit's score rests on beside records: what was measured, taken over, and what does not apply to it."""

    measured: tuple[MeasuredRow, ...]
    imported: tuple[ImportedRow, ...]
    inapplicable: tuple[InapplicableRow, ...]

    @property
    def any(self) -> bool:
        """Whether there is any of it."""
        return bool(self.measured or self.imported or self.inapplicable)


def given_of_unit(corpus: AnyReleased, result: YearResult, unit: str) -> UnitGiven:
    """What the score of the unit with this id rests on beside records."""
    return UnitGiven(
        measured_rows(corpus, result, unit=unit),
        imported_rows(corpus, result, unit=unit),
        inapplicable_rows(corpus, result, unit=unit),
    )
