"""A published figure never changes without a correction that says why (design §5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from generator.calendar.working import MissingYear
from generator.model.corpus import Corpus
from generator.model.number import format_points
from generator.model.problem import Problem
from generator.model.publication import CorrectedResult, Correction, Publication
from generator.model.unit import Unit
from generator.release.canonical import results_digest
from generator.release.period import notice_ends, score_period
from generator.release.publishable import check_contradictions
from generator.score.result import YearResult
from generator.score.year import quarter_end

Figures = Mapping[str, tuple[Decimal, int]]
_SHOWN = 5
MOVED = "KH651"  # the code of the problem that a correction resolves


@dataclass(frozen=True, slots=True)
class Standing:
    """What a publication says now: its own figures, or those of its last correction."""

    publication: Publication
    corrections: tuple[Correction, ...]
    figures: Figures
    digest: str


def corrections_of(corpus: Corpus, publication: str) -> tuple[Correction, ...]:
    """The corrections of a publication in the order in which they were made (date, then id)."""
    found = [record for record in corpus.corrections.values() if record.publication == publication]
    return tuple(sorted(found, key=lambda record: (record.date, record.id)))


def standing(corpus: Corpus, publication: Publication) -> Standing:
    """The figures that stand published after all corrections."""
    figures = {unit: (frozen.total, frozen.rank) for unit, frozen in publication.results.items()}
    digest = publication.results_sha256
    made = corrections_of(corpus, publication.id)
    for correction in made:
        for unit, result in correction.results.items():
            figures[unit] = (result.new_total, result.new_rank)
        digest = correction.results_sha256
    return Standing(publication, made, figures, digest)


def figures_of(result: YearResult) -> Figures:
    """Total, with the decimals of the scheme, and rank of each unit."""
    places = result.scheme.rounding.places
    return {found.unit.id: (Decimal(format_points(found.total, places)), found.rank) for found in result.units}


def moved_figures(before: Figures, after: Figures) -> dict[str, CorrectedResult]:
    """The units whose total or rank differs, in order of id; a unit on one side only is not among them."""
    return {
        unit: CorrectedResult(before[unit][0], after[unit][0], before[unit][1], after[unit][1])
        for unit in sorted(before.keys() & after.keys())
        if before[unit] != after[unit]
    }


def check_frozen(corpus: Corpus) -> list[Problem]:
    """A problem for each publication whose figures the data no longer yield, and for records that do not fit."""
    problems: list[Problem] = []
    periods: dict[str, tuple[YearResult, str]] = {}
    for publication in corpus.publications.values():
        scheme = corpus.schemes.get(publication.year)
        if scheme is None or not scheme.has_results(quarter_end(publication.year, publication.quarter)):
            continue  # reported by the checks across records
        problems.extend(_check_chain(corpus, publication))
        problems.extend(_check_notice_period(corpus, publication))
        stands = standing(corpus, publication)
        if publication.period not in periods:
            result = score_period(corpus, publication)
            periods[publication.period] = result, results_digest(result)
        result, digest = periods[publication.period]
        problems.extend(check_contradictions(publication, result))
        if digest != stands.digest:
            problems.append(_explain_movement(stands, result, corpus.units))
    return problems


def _explain_movement(stands: Standing, result: YearResult, units: Mapping[str, Unit]) -> Problem:
    publication = stands.publication
    record = stands.corrections[-1] if stands.corrections else publication
    moved = moved_figures(stands.figures, figures_of(result))
    names = {unit: known.short_name for unit, known in units.items()}
    shown = [
        f"{names.get(unit, unit)}由 {format_points(change.old_total, 2)} 分第 {change.old_rank} 名"
        f"变为 {format_points(change.new_total, 2)} 分第 {change.new_rank} 名"
        for unit, change in list(moved.items())[:_SHOWN]
    ]
    more = f"等 {len(moved)} 个单位" if len(moved) > _SHOWN else ""
    words = "；".join(shown) + more if moved else "得分和名次未变，推导过程有变化"
    return Problem(
        record.origin.place("results_sha256"),
        MOVED,
        f"按当前数据计算，已发布的“{publication.title}”发生变化：{words}",
        f"请用 kaohe correct {publication.id} 写出更正记录；如属误改，请恢复原数据。",
    )


def _check_chain(corpus: Corpus, publication: Publication) -> Iterator[Problem]:
    figures = {unit: (frozen.total, frozen.rank) for unit, frozen in publication.results.items()}
    for correction in corrections_of(corpus, publication.id):
        if correction.date < publication.date:
            yield Problem(
                correction.origin.place("date"),
                "KH653",
                "更正日期早于发布日期",
                f"发布日期是 {publication.date}，请核对。",
            )
        for unit, change in correction.results.items():
            if unit in figures and figures[unit] != (change.old_total, change.old_rank):
                total, rank = figures[unit]
                yield Problem(
                    correction.origin.place("results", unit),
                    "KH652",
                    f"“更正前”的数与已发布的不符：已发布的是 {format_points(total, 2)} 分、第 {rank} 名",
                    "请用 kaohe correct 重新生成这条更正记录。",
                )
            figures[unit] = (change.new_total, change.new_rank)


def _check_notice_period(corpus: Corpus, publication: Publication) -> Iterator[Problem]:
    """KH654: final results come after the days that the scheme gives for objections, however they were written."""
    period = corpus.schemes[publication.year].notice_period
    if publication.kind != "final" or period is None:
        return
    if publication.previous and publication.previous not in corpus.publications:
        return  # a predecessor that vanished is named by its own check
    notices = [p for p in corpus.publications.values() if (p.kind, p.year) == ("public-notice", publication.year)]
    last = max(notices, key=lambda notice: notice.date, default=None)
    ends = None if last is None else notice_ends(period, last.date, corpus.holidays)
    if isinstance(ends, MissingYear):
        return  # the notice itself has that problem
    if ends is None or publication.date <= ends:
        yield Problem(
            publication.origin.place("date"),
            "KH654",
            f"公示期到 {ends} 为止，正式结果的日期应在此后" if ends else "年度结果还没有公示，应先公示再发布正式结果",
            "公示期由考核办法的 notice_period 规定；请核对日期。",
        )
