"""Ties on the edge of an outcome: a person says who is chosen, the results and their digest keep the whole tie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.model.problem import Problem
from generator.model.publication import Correction, Publication, TieChoice
from generator.model.quoted import quoted
from generator.rules.corpus import Corpus
from generator.score.outcome import mark_clashes
from generator.score.result import UnitResult, YearResult
from generator.score.unit_standing import DecidedTie, UnitOutcome

_SHOWN = 6


def edge_ties(result: YearResult) -> dict[str, tuple[str, ...]]:
    """The units of each tie that reaches over the edge of an outcome, in order of id, by the outcome's id."""
    found: dict[str, list[str]] = {}
    for unit in result.units:
        for outcome in unit.outcomes:
            if outcome.edge_tie:
                found.setdefault(outcome.rule.id, []).append(unit.unit.id)
    return {name: tuple(sorted(units)) for name, units in found.items()}


def standing_ties(corpus: Corpus, publication: Publication) -> tuple[TieChoice, ...]:
    """What was decided of the ties of a publication: what the last correction says takes the place of all before."""
    ties = publication.ties
    for correction in corpus.corrections_of(publication.id):
        ties = correction.ties or ties
    return ties


def open_ties(result: YearResult, chosen: Sequence[TieChoice]) -> dict[str, tuple[str, ...]]:
    """The ties of `result` about which `chosen` says nothing, or chooses a unit that is not among the tied."""
    said = {choice.outcome: set(choice.units) for choice in chosen}
    return {
        name: units for name, units in edge_ties(result).items() if name not in said or not said[name] <= set(units)
    }


def settle_ties(result: YearResult, chosen: Sequence[TieChoice]) -> YearResult:
    """`result` with the outcome of each decided tie given to those who were chosen alone, without the mark of a tie.

    A choice that meets no tie of `result` changes nothing: a correction has resolved it.
    """
    tied = edge_ties(result)
    said = {choice.outcome: choice for choice in chosen if choice.outcome in tied}
    return replace(result, units=tuple(_settle_unit(unit, said) for unit in result.units)) if said else result


def _settle_unit(unit: UnitResult, said: dict[str, TieChoice]) -> UnitResult:
    kept = []
    decided = []
    for outcome in unit.outcomes:
        if not outcome.edge_tie or outcome.rule.id not in said:
            kept.append(outcome)
            continue
        choice = said[outcome.rule.id]
        decided.append(DecidedTie(outcome.rule, unit.unit.id in choice.units, choice.ground, choice.document))
        if unit.unit.id in choice.units:
            kept.append(UnitOutcome(outcome.rule, edge_tie=False))
    return replace(unit, outcomes=mark_clashes(kept), decided=tuple(decided))


def check_ties(
    record: Publication | Correction, result: YearResult, chosen: Sequence[TieChoice]
) -> Iterator[Problem]:
    """KH628 a tie that nobody has decided; KH629 a choice of who is not among the tied."""
    tied = edge_ties(result)
    own = {choice.outcome for choice in record.ties}
    for name, units in open_ties(result, chosen).items():
        if name not in own:
            words = f"{outcome_name(result, name)}的名次边缘有并列，还没有写明由谁：{name_tied(result, units)}"
            hint = f"请由人确定，用 --tie {name}=单位,单位 --ground 依据 写明；都不确定写 --tie {name}=。"
            yield Problem(record.origin.place("ties"), "KH628", words, hint)
    for number, choice in enumerate(record.ties):
        strange = sorted(set(choice.units) - set(tied.get(choice.outcome, ())))
        if choice.outcome not in tied:
            words = f"“{choice.outcome}”没有跨过名次边缘的并列，不需要确定"
            yield Problem(record.origin.place("ties", number, "outcome"), "KH629", words, "请删去这一项。")
        elif strange:
            words = f"{name_tied(result, strange)}不在{outcome_name(result, choice.outcome)}的并列之中"
            hint = f"并列的是{name_tied(result, tied[choice.outcome])}。"
            yield Problem(record.origin.place("ties", number, "units"), "KH629", words, hint)


def outcome_name(result: YearResult, outcome: str) -> str:
    """An outcome by its name in quotes; by its id where the scheme has none such."""
    names = {rule.id: rule.name for rule in result.scheme.outcomes}
    return quoted(names.get(outcome, outcome))


def choice_words(names: Mapping[str, str], choice: TieChoice) -> str:
    """Who was chosen, by these short names, or that nobody was; and on what ground."""
    who = "、".join(names.get(unit, unit) for unit in choice.units) or "都不确定"
    return f"{who}，依据：{choice.ground}{f'（{choice.document}）' if choice.document else ''}"


def name_tied(result: YearResult, units: Sequence[str]) -> str:
    """Units by their short names and ids, the first few."""
    names = {found.unit.id: found.unit.short_name for found in result.units}
    shown = "、".join(f"{names[unit]}（{unit}）" if unit in names else unit for unit in units[:_SHOWN])
    return f"{shown}等 {len(units)} 个单位" if len(units) > _SHOWN else shown
