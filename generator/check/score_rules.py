"""Rules for what a scheme comes to with what is recorded: a grade for every figure, no ties where none may be."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.kind_rules import check_kinds
from generator.check.whole_rules import check_whole
from generator.model.number import format_points
from generator.model.problem import Problem
from generator.model.unread import where_read
from generator.rules.corpus import Corpus
from generator.rules.kind import Laid
from generator.rules.scheme import Scheme
from generator.score.evaluate import FilledBook
from generator.score.operations import number
from generator.score.quarterly import fill_period
from generator.score.year import begun_quarters, quarter_end

_SHOWN = 4


def check_scores(corpus: Corpus) -> Iterator[Problem]:
    """The schemes that have grades or forbid ties, as far as they can be laid out and everything could be read."""
    if corpus.unread:
        return
    for scheme in corpus.schemes.values():
        yield from _check_scheme(corpus, scheme)


@where_read
def _check_scheme(corpus: Corpus, scheme: Scheme) -> Iterator[Problem]:
    if not (scheme.grades or scheme.ranking.forbid_ties):
        return
    in_force = corpus.scheme_on(scheme.year, quarter_end(scheme.year, None)) or scheme
    if in_force.open or _is_flawed(corpus, in_force):
        return
    laid, filled = fill_period(corpus, in_force, None, begun_quarters(corpus, scheme.year))
    yield from _check_grades(corpus, laid, filled)
    if scheme.ranking.forbid_ties:
        yield from _check_ties(corpus, laid, filled)


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


def _check_ties(corpus: Corpus, laid: Laid, filled: FilledBook) -> Iterator[Problem]:
    """KH434, a reminder: units that share a place, where none may be shared."""
    places: dict[tuple[object, object], list[str]] = {}
    for (unit,) in filled.tables["unit"].rows:
        rank = filled.cell("unit", (unit,), laid.rank)
        if rank is not None:
            group = filled.cell("unit", (unit,), "group")
            places.setdefault((group, rank), []).append(corpus.units[str(unit)].short_name)
    for names in places.values():
        if len(names) > 1:
            shown = "、".join(sorted(names)[:_SHOWN]) + (f"等 {len(names)} 个单位" if len(names) > _SHOWN else "")
            words = f"{shown}名次相同，考核办法不许并列"
            hint = "请用 ranking 的 breaks 写明依次比较哪些得分；仍然相同的，发布以前由人确定。"
            yield Problem(laid.scheme.origin.place("ranking"), "KH434", words, hint, "warning")
