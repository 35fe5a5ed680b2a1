"""Rules for what a scheme comes to with what is recorded: grades for all, no ties or excess where none may be."""

from __future__ import annotations

from collections.abc import Iterator

from generator.check.kind_rules import check_kinds
from generator.check.whole_rules import check_whole
from generator.model.number import format_points
from generator.model.problem import Location, Problem
from generator.model.unread import where_read
from generator.rules.corpus import Corpus
from generator.rules.item import Item
from generator.rules.kind import Laid
from generator.rules.scheme import Scheme
from generator.rules.standards.completion_standard import REACHED, CompletionStandard
from generator.score.evaluate import FilledBook
from generator.score.operations import number
from generator.score.quarterly import fill_period
from generator.score.year import begun_quarters, quarter_end

_SHOWN = 4


def check_scores(corpus: Corpus) -> Iterator[Problem]:
    """Schemes with grades, or that forbid ties or excess, as far as they can be laid out and all could be read."""
    if corpus.unread:
        return
    for scheme in corpus.schemes.values():
        yield from _check_scheme(corpus, scheme)


@where_read
def _check_scheme(corpus: Corpus, scheme: Scheme) -> Iterator[Problem]:
    bounded = list(_list_bounded(scheme))
    if not (scheme.grades or scheme.ranking.forbid_ties or bounded):
        return
    in_force = corpus.scheme_on(scheme.year, quarter_end(scheme.year, None)) or scheme
    if in_force.open or _is_flawed(corpus, in_force):
        return
    laid, filled = fill_period(corpus, in_force, None, begun_quarters(corpus, scheme.year))
    yield from _check_grades(corpus, laid, filled)
    if scheme.ranking.forbid_ties:
        yield from _check_ties(corpus, laid, filled)
    for place, item, standard in bounded:
        yield from _check_excess(corpus, filled, place, item, standard)


def _list_bounded(scheme: Scheme) -> Iterator[tuple[Location, Item, CompletionStandard]]:
    """The standards of which nobody may do more than is due, each with its place."""
    for index, part in enumerate(scheme.components):
        for placed in part.list_items():
            for at, standard in enumerate(placed.item.standards):
                if isinstance(standard, CompletionStandard) and standard.over == "error":
                    steps = ("components", index, *placed.steps, "standards", at, "over")
                    yield scheme.origin.place(*steps), placed.item, standard


def _check_excess(
    corpus: Corpus, filled: FilledBook, place: Location, item: Item, standard: CompletionStandard
) -> Iterator[Problem]:
    """KH464: nobody did more than is due where the scheme says that this asks for a person."""
    column = f"{item.id}/{standard.id}/{REACHED}"
    names = []
    for (unit,) in filled.tables["unit"].rows:
        reached = filled.cell("unit", (unit,), column)
        if reached is not None and number(reached) > 1:
            names.append(corpus.units[str(unit)].short_name)
    if names:
        shown = "、".join(sorted(names)[:_SHOWN]) + (f"等 {len(names)} 个单位" if len(names) > _SHOWN else "")
        words = f"“{item.name}”按完成比例计分，{shown}的完成数多于应完成数"
        hint = "请核对数值；确实超额的，请在标准里把 over 写作 cap（不多计）或 extra（按比例多计）。"
        yield Problem(place, "KH464", words, hint)


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
            hint = "请用 ranking 的 breaks 写明依次比较哪些部分或单项的得分，区分开以后才能发布。"
            yield Problem(laid.scheme.origin.place("ranking"), "KH434", words, hint, "warning")
