"""A year's results to date, or at the last day of a quarter (design §4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from generator.model.collector import without_collector
from generator.model.place import scheme_file
from generator.model.problem import UserError
from generator.model.quarter import span_end
from generator.rules.book_layout import UnlayableError
from generator.rules.corpus import Corpus
from generator.rules.given_tables import UNIT
from generator.rules.scheme import Scheme
from generator.score.grade_ties import mark_grade_ties
from generator.score.kept_scores import KeptScores
from generator.score.outcome import has_ended, outcome_time
from generator.score.quarterly import Filled, fill_book, fill_period, last_begun, last_day
from generator.score.ranking import rank_group
from generator.score.result import UnitResult, UnitScore, YearResult
from generator.score.unit_scores import UnitScores

_SHOWN = 3  # open questions that are named


def quarter_end(year: int, quarter: int | None) -> date:
    """The last day of `quarter` (1 to 4), or of the year."""
    return last_day(year, quarter or 4)


def score_year(
    corpus: Corpus, year: int, quarter: int | None = None, ended: bool = False, kept: KeptScores | None = None
) -> YearResult:
    """The results of all assessed units in `year`, to date at the last day of `quarter` or of the year.

    Raises UserError where there is no scheme for the year, one that leaves something open, or where the period ended
    before it was in force. Order of records and units does not matter. `ended` says that the year is over although
    nothing was recorded in its last quarter, as whoever publishes it does. `kept` has what was scored before.
    """
    until = quarter_end(year, quarter)
    scheme = corpus.scheme_on(year, until)
    if scheme is None:
        raise UserError(f"没有 {year} 年度的考核办法（{scheme_file(year)}）。")
    if scheme.open:
        raise UserError(undecided_words(scheme))
    if not scheme.has_results(until):
        raise UserError(f"{until} 以前的时段没有结果：考核办法自 {scheme.in_force} 起施行。")
    with without_collector():
        ended = ended or is_over(corpus, year)
        try:
            begun, fill = 4 if ended else begun_quarters(corpus, year), fill_book if kept is None else kept.fill
            filled = fill_period(corpus, scheme, quarter, begun, fill)
        except UnlayableError as error:
            raise UserError(f"{year}年度的考核办法有问题，不能计算得分。请运行 kaohe check，按提示改好。") from error
        if kept is None:
            return _tell_year(corpus, filled, quarter, ended)
        return kept.tell(corpus, filled, quarter, ended, partial(_tell_year, corpus, filled, quarter, ended))


def _tell_year(corpus: Corpus, filled: Filled, quarter: int | None, ended: bool) -> YearResult:
    scheme, until = filled.laid.scheme, quarter_end(filled.laid.scheme.year, quarter)
    scores = _unit_scores(corpus, filled)
    groups = _score_groups(corpus, scheme, scores, filled)
    units: list[UnitResult] = []
    for group in scheme.ranking.groups:
        found = groups.get(group.id, [])
        time = outcome_time(quarter, ended, any(score.provisional for score in found))
        ranks = scores.ranks([score.unit for score in found if score.ranked])
        ranked = rank_group(scheme, group.id, found, ranks, time)
        units += mark_grade_ties(filled.laid, filled.book, ranked) if scheme.grades else ranked
    return YearResult(scheme, scheme.year, quarter, until, tuple(units), filled.laid, filled.book)


def is_over(corpus: Corpus, year: int) -> bool:
    """Whether `year` is over as far as the data tell: it was published, or they reach into its last quarter."""
    return None in _published(corpus, year) or has_ended(year, _days(corpus, year))


def begun_quarters(corpus: Corpus, year: int) -> int:
    """How many quarters of `year` have begun, as far as the data tell."""
    if is_over(corpus, year):
        return 4
    measured = (span_end(row.period) for record in corpus.measures_of(year) for row in record.values)
    return last_begun(year, [*_days(corpus, year), *measured], _published(corpus, year))


def _published(corpus: Corpus, year: int) -> list[int | None]:
    """The quarters of `year` of which a publication stands; None for the year itself."""
    standing = (record for record in corpus.publications.values() if record.id not in corpus.withdrawals)
    return [record.quarter for record in standing if record.year == year]


def _days(corpus: Corpus, year: int) -> Iterator[date]:
    """The days on which something was found or held."""
    yield from (record.date for record in corpus.deductions_of(year))
    yield from (record.held for record in corpus.appraisals_in(year))


def _unit_scores(corpus: Corpus, filled: Filled) -> UnitScores:
    """The scores by what is in the book."""
    quarters = [_unit_scores(corpus, found) for found in filled.quarters.values()]
    records = corpus.deductions_of(filled.laid.scheme.year)
    return UnitScores(filled.laid, filled.book, filled.given, records, quarters)


def _score_groups(corpus: Corpus, scheme: Scheme, scores: UnitScores, filled: Filled) -> dict[str, list[UnitScore]]:
    """The scores of all assessed units by the group in which each is ranked."""
    groups: dict[str, list[UnitScore]] = {}
    for unit in corpus.units.values():
        group = scheme.group_of(unit)
        if group is not None and (unit.id,) in filled.book.tables[UNIT].rows:
            groups.setdefault(group, []).append(scores.score(unit))
    return groups


def undecided_words(scheme: Scheme) -> str:
    """Why there are no results by a scheme with open questions, in a sentence."""
    asked = "；".join(question.ask.rstrip("。") for question in scheme.open[:_SHOWN])
    more = f"等 {len(scheme.open)} 件" if len(scheme.open) > _SHOWN else ""
    return f"{scheme.year}年度的考核办法还有事项没有定，不计算得分：{asked}{more}。全部见 kaohe check。"
