"""Rules for what a scheme comes to with what is recorded: grades for all, no ties or excess where none may be."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import cache

from generator.check.kind_rules import as_problem, check_kinds
from generator.check.whole_rules import check_whole
from generator.model.number import format_points
from generator.model.problem import Problem
from generator.model.unread import where_read
from generator.rules.book_layout import CircularColumnsError, RepeatedColumnError, UndeclaredError
from generator.rules.compiled import compile_scheme
from generator.rules.corpus import Corpus
from generator.rules.flaw import list_units
from generator.rules.given_tables import SPAN_TABLE_IDS, UNIT
from generator.rules.kind import Kind, Laid
from generator.rules.kind_list import kind_of
from generator.rules.scheme import Scheme
from generator.rules.standard_kind import FigureLookup
from generator.rules.standard_list import standard_kind
from generator.score.evaluate import FilledBook
from generator.score.operations import number
from generator.score.quarterly import fill_period
from generator.score.year import begun_quarters, quarter_end, score_year

_TABLES = SPAN_TABLE_IDS | {UNIT}  # in which the figures of standards stand


def check_scored(corpus: Corpus) -> Iterator[Problem]:
    """Whether each scheme can be laid out; then grades, forbidden ties and excess."""
    for scheme in corpus.schemes.values():
        yield from _check_scheme(corpus, scheme)


@where_read
def _check_scheme(corpus: Corpus, scheme: Scheme) -> Iterator[Problem]:
    in_force = corpus.scheme_on(scheme.year, quarter_end(scheme.year, None)) or scheme
    if in_force.open or _is_flawed(corpus, in_force):
        return
    laid = yield from lay_out(in_force)
    if laid is None:
        return
    period = cache(lambda: fill_period(corpus, in_force, None, begun_quarters(corpus, scheme.year)))
    if scheme.grades or scheme.ranking.forbid_ties:
        laid, filled = period().laid, period().book
        yield from _check_grades(corpus, laid, filled)
        yield from _check_grade_ties(corpus, laid)
        if scheme.ranking.forbid_ties:
            yield from _check_ties(corpus, laid, filled)
    yield from _check_standards(scheme, _figures_of(corpus, lambda: period().book))


def _check_standards(scheme: Scheme, figures: FigureLookup) -> Iterator[Problem]:
    """KH464 and the like: what the kinds of standards find in their figures."""
    for steps, item, standard in scheme.list_standards():
        for flaw in standard_kind(standard).check_figures(standard, item, figures):
            yield as_problem(scheme, flaw.below(*steps))


def _figures_of(corpus: Corpus, filled: Callable[[], FilledBook]) -> FigureLookup:
    """The figures of a column; the book is filled once one is asked for."""

    def look_up(column: str) -> list[tuple[str, Decimal | Fraction]]:
        book = filled()
        there = (found for name, found in book.tables.items() if name in _TABLES and column in found.positions)
        cells = ((str(key[0]), found.cell(key, column)) for found in there for key in found.rows)
        known = ((corpus.units[unit].short_name, number(value)) for unit, value in cells if value is not None)
        return list(dict.fromkeys(known))

    return look_up


def lay_out(scheme: Scheme, kind: Callable[[object], Kind] = kind_of) -> Generator[Problem, None, Laid | None]:
    """The scheme as a book; KH437: figures that follow from each other in a circle; KH461: one not declared."""
    try:
        return compile_scheme(scheme, kind=kind)
    except CircularColumnsError as error:
        names = "”、“".join(dict.fromkeys(error.titles))
        hint = "请改用不随它变动的数，例如否决以前的得分，或者另一个部分的得分。"
        yield Problem(scheme.origin.place("components"), "KH437", f"“{names}”互相推出，算不出来", hint)
    except UndeclaredError as error:
        words = f"考核办法里没有“{error}”"
        yield Problem(scheme.origin.place("components"), "KH461", words, "请核对编号，或者补上。")
    except RepeatedColumnError:
        return None  # KH402 says what stands twice
    return None


def _is_flawed(corpus: Corpus, scheme: Scheme) -> bool:
    flaws = (*check_kinds(scheme), *check_whole(scheme, list(corpus.units.values())))
    return any(problem.severity == "error" for problem in flaws)


def _check_grades(corpus: Corpus, laid: Laid, filled: FilledBook) -> Iterator[Problem]:
    """KH444: a unit with a score has a grade."""
    if not laid.grade:
        return
    for (unit,) in filled.tables["unit"].rows:
        total = filled.cell("unit", (unit,), laid.total)
        if total is not None and filled.cell("unit", (unit,), laid.grade) is None:
            name = corpus.units[str(unit)].short_name
            words = f"{name}得 {format_points(number(total))} 分，不符合任何等次的条件"
            hint = "请核对 grades；其余的都归最后一等的，最后一等不写条件。"
            yield Problem(laid.scheme.origin.place("grades"), "KH444", words, hint)


def _check_grade_ties(corpus: Corpus, laid: Laid) -> Iterator[Problem]:
    """KH465, a reminder: more units share a place than a grade has places."""
    if not any(rule.has_places for rule in laid.scheme.grades):
        return
    tied: dict[str, list[str]] = {}
    for unit in score_year(corpus, laid.scheme.year).units:
        if unit.grade_tied:
            tied.setdefault(unit.grade, []).append(unit.unit.short_name)
    for grade, names in tied.items():
        words = f"{list_units(names)}并列在“{grade}”名额的边上，都列入就超出名额"
        hint = "请用 ranking 的 breaks 写明依次比较哪些得分；办法许可超出的，不必处理。"
        yield Problem(laid.scheme.origin.place("grades"), "KH465", words, hint, "warning")


def _check_ties(corpus: Corpus, laid: Laid, filled: FilledBook) -> Iterator[Problem]:
    """KH434, a reminder until it is published: units that share a place, where none may be shared."""
    places: dict[tuple[object, object], list[str]] = {}
    for (unit,) in filled.tables["unit"].rows:
        rank = filled.cell("unit", (unit,), laid.rank)
        if rank is not None:
            group = filled.cell("unit", (unit,), "group")
            places.setdefault((group, rank), []).append(corpus.units[str(unit)].short_name)
    for names in places.values():
        if len(names) > 1:
            yield Problem(laid.scheme.origin.place("ranking"), "KH434", tied_words(names), TIED_HINT, "warning")


TIED_HINT = "请用 ranking 的 breaks 写明依次比较哪些得分；仍然相同的不能发布。"


def tied_words(names: Sequence[str]) -> str:
    """That units share a place although none may be shared."""
    return f"{list_units(names)}名次相同，考核办法不许并列"
