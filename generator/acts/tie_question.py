"""A tie on the edge of an outcome that a person has to decide before an act is carried out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.model.lazy_dataclass import dataclass
from generator.model.publication import Publication, TieChoice
from generator.rules.corpus import Corpus
from generator.score.result import UnitResult, YearResult
from generator.score.ties import choice_words, name_tied, outcome_name, standing_ties
from generator.words.result_words import points_text, rank_text


@dataclass(frozen=True, slots=True)
class TieQuestion:
    """Which outcome of a publication is open, at which rank and how many points, and between whom.

    `places` are the rank that the tied share and their points (第 3 名，97.00 分), of several groups each with its
    name and how many are tied there. `about` is what the publication is called where there may be several. `units`
    are the short names of the tied by their ids. `before` is what was decided between units among them when the same
    period was published before, `title` what that publication is called; None and empty where nothing was. `told` is
    how the command asks.
    """

    publication: str
    about: str
    outcome: str
    name: str
    places: tuple[str, ...]
    units: Mapping[str, str]
    before: TieChoice | None
    title: str
    told: tuple[str, ...]

    @property
    def words(self) -> str:
        """What is to be decided, in a sentence without ids."""
        return f"{self.name}的名次边缘有 {len(self.units)} 个单位并列（{self.where}），须由人确定由谁。"

    @property
    def where(self) -> str:
        """The rank that the units share, and their points, of each group: 第 3 名，97.00 分."""
        return "；".join(self.places)


def ask_ties(
    corpus: Corpus, result: YearResult, undecided: Mapping[str, tuple[str, ...]], publication: str, about: str = ""
) -> Iterator[TieQuestion]:
    """The question about each of the undecided ties of `result`, which are given by the ids of their outcomes."""
    for outcome, tied in undecided.items():
        units = [unit for unit in result.units if unit.unit.id in tied]
        before, earlier = _decided_before(corpus, result, outcome, tied) or (None, None)
        example = ",".join(before.units if before is not None and before.units else tied[:1])
        found = TieQuestion(
            publication=publication,
            about=about,
            outcome=outcome,
            name=outcome_name(result, outcome),
            places=tuple(_places(result, units)),
            units={unit.unit.id: unit.unit.short_name for unit in units},
            before=before,
            title=earlier.title if earlier is not None else "",
            told=(),
        )
        yield _with_command(found, name_tied(result, tied), example)


def _places(result: YearResult, units: Sequence[UnitResult]) -> Iterator[str]:
    """Where the edge lies among the tied of each group: each has an edge of its own."""
    groups = {unit.group: [one for one in units if one.group == unit.group] for unit in units}
    for group, tied in groups.items():
        points = points_text(tied[0].total, result.scheme.rounding.places)
        head = f"{result.scheme.group_name(group)} {len(tied)} 个单位，" if len(groups) > 1 else ""
        yield f"{head}第 {rank_text(tied[0].rank)} 名，{points} 分"


def tell_choice(result: YearResult, choice: TieChoice) -> str:
    """What was decided about a tie, in a line without ids."""
    names = {unit.unit.id: unit.unit.short_name for unit in result.units}
    return f"并列处的{outcome_name(result, choice.outcome)}：{choice_words(names, choice)}"


def _with_command(found: TieQuestion, tied: str, example: str) -> TieQuestion:
    """The question with how the command asks it: with ids, which are what its option is given."""
    outcome = found.outcome
    told = (
        f"{found.words.removesuffix('。')}：{tied}。",
        f'请加：--tie {outcome}={example} --ground "依据"（依据的文件写 --tie-document）；'
        f"可以是其中任意几个，都不确定写 --tie {outcome}=。"
        f"记录里相应写作 ties: [{{outcome: {outcome}, units: [{example}], ground: 依据}}]。",
    )
    return replace(found, told=told)


def _decided_before(
    corpus: Corpus, result: YearResult, outcome: str, units: tuple[str, ...]
) -> tuple[TieChoice, Publication] | None:
    """What was decided between the same units in the last publication of the same period, as it was corrected."""
    for record in reversed(corpus.standing_publications):
        if (record.year, record.quarter) != (result.year, result.quarter):
            continue
        for choice in standing_ties(corpus, record):
            if choice.outcome != outcome or not set(choice.units) <= set(units):
                continue
            if choice.units or _were_tied(record, result, units):  # else it may be of others that nobody was chosen
                return choice, record
    return None


def _were_tied(record: Publication, result: YearResult, units: Sequence[str]) -> bool:
    """Whether these units, and of their group they alone, had one rank in the results of a publication."""
    groups = {unit.group for unit in result.units if unit.unit.id in units}
    among = [unit.unit.id for unit in result.units if unit.group in groups]
    ranks = {unit: record.results[unit].rank for unit in among if unit in record.results}
    shared = {ranks.get(unit) for unit in units}
    return len(shared) == 1 and None not in shared and sum(rank in shared for rank in ranks.values()) == len(units)
