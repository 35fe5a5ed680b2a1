"""What the pages of irrevocable acts share: why an act is refused, and what was decided about ties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.acts.plan import Refusal
from generator.acts.record_fields import FieldProblem
from generator.desk.desk_form import sentence
from generator.model.publication import TieChoice
from generator.rules.corpus import Corpus

_TIES = 4  # outcomes whose edge may fall into a tie
_ASKED = "请加："  # how the command is called, which a page asks in its own way


def say_refusal(refusal: Refusal) -> list[str]:
    """Why an act is not carried out, in sentences."""
    told = [sentence(FieldProblem("", problem)) for problem in refusal.problems]
    return [*told, *(reason for reason in refusal.reasons if not reason.startswith(_ASKED))]


def asks_for_ties(refusal: Refusal | None, values: Mapping[str, str]) -> range:
    """The rows of ties that a page asks for: none where nothing is tied, and nothing was said of ties."""
    is_asked = refusal is not None and any(reason.startswith(_ASKED) for reason in refusal.reasons)
    return range(_TIES if is_asked or any(values.get(f"tie/{row}/outcome") for row in range(_TIES)) else 0)


def outcome_names(corpus: Corpus) -> dict[str, str]:
    """What the outcomes of all schemes are called."""
    return {rule.id: rule.name for scheme in corpus.schemes.values() for rule in scheme.outcomes}


def read_ties(corpus: Corpus, values: Mapping[str, str]) -> Iterator[TieChoice]:
    """What was decided about ties: the units that are chosen, by short names or ids."""
    names = {unit.short_name: unit.id for unit in corpus.units.values()}
    for row in range(_TIES):
        outcome, ground = values.get(f"tie/{row}/outcome", ""), values.get(f"tie/{row}/ground", "").strip()
        if outcome:
            written = values.get(f"tie/{row}/units", "").replace("，", "、").replace(",", "、").split("、")
            units = tuple(names.get(one.strip(), one.strip()) for one in written if one.strip())
            yield TieChoice(outcome, units, ground, values.get(f"tie/{row}/document", "").strip())
