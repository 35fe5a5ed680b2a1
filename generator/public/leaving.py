"""Which fields leave the repository: the one list. What is not in it stays, so that nobody forgets to hold it back.

A field is decided upon by standing here, or by being declared internal; of one that is neither a test says the name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar, get_type_hints

from generator.model.act import Chain
from generator.model.appraisal import Appraisal, Ballots, PanelTally
from generator.model.deadline import AppealDeadlines, NoticePeriod
from generator.model.deduction import Appeal, Deduction, Evidence, Rectification, Reply, Revocation
from generator.model.holidays import Holidays
from generator.model.origin import Origin
from generator.model.publication import (
    CorrectedResult,
    CorrectedWords,
    Correction,
    FrozenResult,
    Letter,
    Publication,
    TieChoice,
    Withdrawal,
)
from generator.model.ranking_rule import OutcomeRule, Ranking, RankingGroup
from generator.model.redaction import Masks, Redaction
from generator.model.unit import Assessed, Body, Copies, Site, Unit
from generator.read.internal import types_in
from generator.rules.corpus import Corpus
from generator.rules.issued import Issued
from generator.rules.scheme import (
    AppraisalComponent,
    Basis,
    Category,
    Confirmation,
    DeductionsComponent,
    Item,
    OpenQuestion,
    Option,
    OtherAssessor,
    Range,
    Rounding,
    Scheme,
    Standard,
    Weighted,
)

Kept = TypeVar("Kept")

# The fields of each record class that leave. Of `origin` the path of the file leaves, never what is written there.
LEAVES: Mapping[type, frozenset[str]] = {
    record: frozenset(names.split())
    for record, names in {
        Site: "office lead district title base_url demo site_code icp police contact bodies feed_authority repository"
        " body addressees copies last_page public_letters data_license history_from origin",
        Body: "id name",
        Copies: "quarterly annual praise",
        Scheme: "year title document full_marks rounding components target_assessment_weight ranking outcomes subject"
        " target_assessment sample sample_note confirmed open notice basis in_force before own_items notice_period"
        " appeals suppress_below origin",
        Rounding: "places mode at",
        DeductionsComponent: "kind id name max categories basis",
        Category: "id name items basis",
        Item: "id name max assessor methods standards basis own_items confirmed",
        Standard: "id text points",
        Range: "min max",
        OtherAssessor: "by",
        Confirmation: "date document",
        AppraisalComponent: "kind id name max aspects options panels empty_panel basis",
        Weighted: "id name weight",
        Option: "id name weight excluded",
        Ranking: "groups ties",
        RankingGroup: "id name kinds units",
        OutcomeRule: "id name at top bottom groups excludes document held_by basis held_by_basis places_basis",
        OpenQuestion: "at ask",
        Basis: "total target ranking",
        NoticePeriod: "days kind",
        AppealDeadlines: "file_within decide_within kind to",
        Holidays: "year days_off days_made_up document origin",
        Issued: "scheme site holidays units",
        Unit: "id name short_name kind aliases assessed not_assessed sample origin",
        Assessed: "first last",
        Deduction: "id year item unit date standard points count method source reason evidence notified reply"
        " rectification appeal revoked sample origin",
        Evidence: "title held_at sha256",
        Reply: "date text",
        Rectification: "due done accepted note",
        Appeal: "filed grounds decided decision points reasons decided_by document",
        Revocation: "date reasons",
        Appraisal: "unit year held panels sample origin",
        PanelTally: "ballots tallies",
        Ballots: "issued returned valid",
        Publication: "id title date commit results_sha256 results document issued statement ties letters previous"
        " previous_sha256 form origin",
        FrozenResult: "total rank reason grade",
        TieChoice: "outcome units ground document",
        Letter: "kind document unit outcome",
        Chain: "lines origin",
        Withdrawal: "publication date reasons document origin",
        Correction: "id date reason records results_sha256 results words ties document origin",
        CorrectedResult: "old new",
        CorrectedWords: "file field",
        Redaction: "id file fields reason decided commit origin",
        Masks: "redactions names",
    }.items()
}
# The registers of a corpus that leave; and those that stay inside, each with the reason.
CORPUS_LEAVES = (
    "site", "schemes", "units", "deductions", "appraisals", "publications", "chain", "withdrawals", "corrections",
    "redactions", "holidays", "recorded", "entered", "issued", "masks",
)  # fmt: skip
CORPUS_STAYS: Mapping[str, str] = {
    "exemptions": "what was looked at as if it told of a person",
    "register": "addresses and logins of people",
    "unread": "nothing is built from data with faulty files",
    "partial": "nothing is built from data with faulty files",
}


def leaves(record: type, attribute: str) -> bool:
    """Whether a field of a record class may leave the repository."""
    return attribute in LEAVES.get(record, ())


def cut_record(record: Kept) -> Kept:
    """`record` built anew from the fields that may leave, in its parts, rows and tables too; the others as if unset.

    Raises LookupError for a class of which nothing was decided.
    """
    return _build(record)  # type: ignore[no-any-return]


def cut_corpus(corpus: Corpus) -> Corpus:
    """A corpus of the registers that may leave, each record in it as it may leave."""
    return Corpus(**{name: _pass_on(getattr(corpus, name)) for name in CORPUS_LEAVES})


def _build(record: Any) -> Any:
    kind: type = type(record)
    return kind(**{name: let(getattr(record, name)) for name, let in _plan(kind)})


def _pass_on(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(map(_pass_on, value))
    if isinstance(value, Mapping):
        return {name: _pass_on(entry) for name, entry in value.items()}
    return _build(value) if hasattr(value, "__dataclass_fields__") else value


@cache
def _plan(record: type) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    """The fields of a class that leave, each with what becomes of its value."""
    if record not in LEAVES:
        raise LookupError(f"public/leaving.py does not say which fields of {record.__name__} leave")
    hints = get_type_hints(record)
    plan: list[tuple[str, Callable[[Any], Any]]] = []
    for field in fields(record):
        if field.name in LEAVES[record]:
            hint = hints[field.name]
            let = _file_only if hint is Origin else _pass_on if any(types_in(hint)) else _as_it_is
            plan.append((field.name, let))
    return tuple(plan)


def _file_only(origin: Origin) -> Origin:
    return Origin(origin.file)


def _as_it_is(value: Any) -> Any:
    return value
