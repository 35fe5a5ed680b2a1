"""Whether published figures follow from what the public sees: exactly, or as far as what is withheld allows.

Where counts of small panels are withheld, nobody can compute the part that rests on them, nor what follows from it.
What is left: the units that it does not touch, the rest of the others' scores, and that ranks follow the totals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from generator.model.number import round_figure
from generator.model.place import find_place
from generator.proof.finding import Finding, fails, left_open
from generator.proof.verify_publication import SHOWN, compare_results
from generator.release.standing import Figures, figures_of
from generator.rules.scheme import Scheme
from generator.rules.total_columns import worth_of
from generator.rules.total_rule import NO_LIMITS
from generator.score.result import UnitResult, YearResult

Withheld = Mapping[str, Sequence[str]]  # panels by the path of the appraisal that is not shown


def compare_public(
    kind: str, subject: str, written: Figures, digest: str, result: YearResult, withheld: Withheld
) -> Finding:
    """Whether `result`, computed from what the public sees, has the figures that were written down."""
    hidden = {
        place.id for path in withheld if (place := find_place(path)) is not None and place.year == result.year
    } & {unit.unit.id for unit in result.units if unit.score.provisional}
    if not hidden:
        return compare_results(kind, subject, written, digest, result)
    wrong = [
        *_differing(written, result, hidden),
        *_out_of_reach(written, result, hidden),
        *_misranked(written, result),
    ]
    if wrong:
        more = f"等 {len(wrong)} 处" if len(wrong) > SHOWN else ""
        return fails(kind, subject, f"由公开的记录得不出所记的结果：{'；'.join(wrong[:SHOWN])}{more}。")
    rest = len(result.units) - len(hidden)
    words = f"其余 {rest} 个单位的得分与所记一致；" if rest else ""
    reach = "这些单位其余各部分的得分与所记的总分没有矛盾，" if _is_sum(result.scheme) else ""
    return left_open(
        kind,
        subject,
        f"不能核验：{len(hidden)} 个单位的评议有人数太少、计票不公开的评议主体，这一部分的得分、由它而来的总分和"
        f"名次以及 SHA-256 无法由公开的记录重算。{words}{reach}名次与总分的先后一致。",
    )


def _differing(written: Figures, result: YearResult, hidden: set[str]) -> Iterator[str]:
    """The totals of the units of which nothing is withheld."""
    found = figures_of(result)
    for unit in result.units:
        name = unit.unit.id
        known, said = found[name].total, written[name].total if name in written else None
        if name not in hidden and known != said:
            yield f"{unit.unit.short_name}记为 {_points(said)}，重算为 {_points(known)}"


def _points(total: Decimal | None) -> str:
    return "没有得分" if total is None else f"{total} 分"


def _out_of_reach(written: Figures, result: YearResult, hidden: set[str]) -> Iterator[str]:
    """The totals to which no outcome of what is withheld could lead; asked where the total is a plain sum."""
    if not _is_sum(result.scheme):
        return
    for unit in result.units:
        said = written[unit.unit.id].total if unit.unit.id in written else None
        if unit.unit.id in hidden and said is not None and unit.total is not None:
            low, high = _reach(unit, result.scheme)
            if not low <= said <= high:
                words = f"{unit.unit.short_name}记为 {said} 分，其余各部分只容许 {_shown(low)} 至 {_shown(high)} 分"
                yield words


def _is_sum(scheme: Scheme) -> bool:
    """Whether a total is the sum of the parts, and nothing else decides it."""
    return scheme.total == NO_LIMITS and not (scheme.vetoes or scheme.gates or scheme.year_of)


def _reach(unit: UnitResult, scheme: Scheme) -> tuple[Fraction, Fraction]:
    """The least and the most that the unit can come to, a rounding of each part allowed for."""
    slack = Fraction(1, 10**scheme.rounding.keeps) * (len(unit.score.components) + 1)
    low = high = Fraction(unit.total or 0)
    for part in unit.score.components:
        if not part.complete:
            worth = Fraction(worth_of(part.laid))
            low, high = (low - worth, high) if part.words.sign < 0 else (low, high + worth)
    return low - slack, high + slack


def _shown(figure: Fraction) -> str:
    return str(round_figure(figure, 2, "half-up"))


def _misranked(written: Figures, result: YearResult) -> Iterator[str]:
    """The pairs of neighbours in a group that are ranked against their totals."""
    groups: dict[str, list[tuple[Decimal, Decimal, str]]] = {}
    for unit in result.units:
        said = written.get(unit.unit.id)
        if said is not None and said.total is not None and said.rank is not None:
            groups.setdefault(unit.group, []).append((said.rank, -said.total, unit.unit.short_name))
    if result.scheme.total != NO_LIMITS:
        return
    for ranked in groups.values():
        ranked.sort()
        for better, worse in pairwise(ranked):
            if better[1] > worse[1]:
                yield f"{better[2]}的总分低于{worse[2]}，名次却在前"
