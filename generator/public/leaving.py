"""Which fields leave the repository: the one list. What is not in it stays, so that nobody forgets to hold it back.

A field is decided upon by standing here, or by being declared internal; of one that is neither a test says the name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar, get_type_hints

from generator.model.act import Chain
from generator.model.amendment import AmendedPlace, Amendment
from generator.model.appraisal import Appraisal, Ballots, PanelTally
from generator.model.bonus import Bonus
from generator.model.deduction import Appeal, Charge, Deduction, Evidence, FoundIn, Rectification, Reply, Revocation
from generator.model.entry import Entry, EntryRow
from generator.model.holidays import Holidays
from generator.model.imported import Imported, ImportedRank, ImportSource
from generator.model.inapplicable import Inapplicable, InapplicableItems
from generator.model.index_records import (
    Counterparts,
    DistrictRule,
    DueRule,
    Function,
    Index,
    RestartRule,
    SourceRule,
)
from generator.model.measured import Measured, MeasuredValue
from generator.model.origin import Origin
from generator.model.public_step import PublicMark
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
from generator.model.redaction import Masks, Redaction
from generator.model.register_rule import RegisterRule
from generator.model.tally import EarlierTally, Tally
from generator.model.unit import Assessed, Body, Copies, OpinionPlace, Site, Unit
from generator.public.public_entry import public_entry, public_registers, without_hidden_links
from generator.read.internal import internal_attributes, types_in
from generator.rules.corpus import Corpus, SchemeEdition
from generator.rules.issued import Issued
from generator.rules.scheme import Scheme

Kept = TypeVar("Kept")

_OF_POINTS = (
    "id year item unit date standard points count level part fact charge found_in method source"
    " reason evidence notified reply rectification cured appeal revoked sample origin"
)
# The fields of each record class that leave. Of `origin` the path of the file leaves, never what is written there.
LEAVES: Mapping[type, frozenset[str]] = {
    record: frozenset(names.split())
    for record, names in {
        # Of an index above districts: its own settings, no record of anybody.
        Index: "title office region base_url since due contact icp police site_code feed_authority data_license demo"
        " origin",
        DueRule: "kind day next_year",
        DistrictRule: "id name level parent source since until url first_seen restarted origin",
        SourceRule: "path part form",
        RestartRule: "day reason before after",
        Counterparts: "functions origin",
        Function: "name units",
        Site: "office lead district title base_url demo site_code icp police contact opinions colour bodies"
        " feed_authority repository body addressees copies last_page public_letters words data_license"
        " history_from origin",
        Body: "id name",
        OpinionPlace: "address telephone email",
        Copies: "quarterly annual praise",
        Holidays: "year days_off days_made_up document origin",
        Issued: "scheme site holidays units",
        Unit: "id name short_name kind aliases assessed not_assessed parts sample origin",
        Assessed: "first last",
        Deduction: _OF_POINTS,
        Bonus: _OF_POINTS,
        Charge: "unit points",
        Measured: "unit year item values sample origin",
        MeasuredValue: "measure period value done of date evidence",
        Imported: "id year source period scores ranks value sample origin",
        ImportSource: "title date document sha256",
        ImportedRank: "rank of",
        InapplicableItems: "year entries origin",
        Inapplicable: "item unit reason decided decided_by document",
        Amendment: "id year starts document changes reason sample origin",
        AmendedPlace: "at to",
        SchemeEdition: "starts amendment scheme",
        Evidence: "title held_at sha256",
        Reply: "date text",
        Rectification: "due done accepted note item",
        FoundIn: "register record",
        Tally: "register id until counts commit earlier sample origin",
        EarlierTally: "counts commit",
        Appeal: "filed grounds decided decision points reasons decided_by document",
        Revocation: "date reasons",
        Appraisal: "unit year part held panels sample origin",
        PanelTally: "ballots tallies",
        Ballots: "issued returned valid",
        Publication: "id title date commit results_sha256 results document issued statement ties letters previous"
        " previous_sha256 form calculation_sha256 public_history origin",
        FrozenResult: "total rank reason grade",
        TieChoice: "outcome units ground document",
        Letter: "kind document unit outcome appointment",
        Chain: "lines origin",
        Withdrawal: "publication date reasons document public_history origin",
        Correction: "id date reason records results_sha256 results calculation_sha256 words ties document"
        " public_history origin",
        CorrectedResult: "old new",
        CorrectedWords: "file field",
        Redaction: "id file fields reason decided commit origin",
        PublicMark: "act commit tag",
        Masks: "redactions names",
    }.items()
}
# The registers of a corpus that leave; and those that stay inside, each with the reason.
CORPUS_LEAVES = (
    "site", "schemes", "units", "deductions", "appraisals", "measures", "imports", "inapplicable", "amendments",
    "amended", "registers", "entries", "tallies", "publications", "chain", "withdrawals", "corrections", "redactions",
    "holidays", "recorded", "entered", "issued", "masks",
)  # fmt: skip
CORPUS_STAYS: Mapping[str, str] = {
    "exemptions": "what was looked at as if it told of a person",
    "mappings": "how an office reads tables of its own",
    "register": "addresses and logins of people",
    "index": "an index above districts has a site of its own",
    "districts": "the same",
    "counterparts": "the same",
    "unread": "nothing is built from data with faulty files",
    "as_of": "what is overdue on the day of the data is the office's; of a published period its last day counts",
    "partial": "nothing is built from data with faulty files",
}


def leaves(record: type, attribute: str) -> bool:
    """Whether a field of a record class may leave the repository."""
    return attribute in (leaving_fields(record) or ())


def leaving_fields(record: type) -> frozenset[str] | None:
    """The fields of a record class that leave: what LEAVES says; of a scheme and all it is made of, every one.

    A scheme and the declaration of a register are public documents: only what is declared internal stays. Of an entry
    what its declaration lets leave. None of a class of which nothing was decided.
    """
    if record in LEAVES:
        return LEAVES[record]
    if (declared := _declared_fields(record)) is not None:
        return declared
    if record not in rule_records():
        return None
    return frozenset(field.name for field in fields(record)) - internal_attributes(record)


def _declared_fields(record: type) -> frozenset[str] | None:
    """What of an entry, or of a row in one, the declaration of its register lets leave; None of other classes."""
    if issubclass(record, Entry):
        return record.PUBLIC
    return record.EVERY if issubclass(record, EntryRow) else None


@cache
def rule_records() -> frozenset[type]:
    """The record classes that schemes and declarations of registers are made of, those of kinds among them."""
    found: set[type] = {Scheme, RegisterRule}
    open_ends: list[type] = [Scheme, RegisterRule]
    while open_ends:
        for hint in get_type_hints(open_ends.pop()).values():
            for record in types_in(hint):
                if record not in found and record is not Origin:
                    found.add(record)
                    open_ends.append(record)
    return frozenset(found)


def cut_record(record: Kept) -> Kept:
    """`record` built anew from the fields that may leave, in its parts, rows and tables too; the others as if unset.

    Raises LookupError for a class of which nothing was decided.
    """
    return _build(record)  # type: ignore[no-any-return]


def cut_corpus(corpus: Corpus) -> Corpus:
    """A corpus of what may leave, each record in it as it may leave.

    Of the declared registers those that the public sees; of these the entries where they are shown, each built anew.
    """
    whole = {
        name: _pass_on(getattr(corpus, name))
        for name in CORPUS_LEAVES
        if name not in ("registers", "entries", "tallies")
    }
    shown = public_registers(corpus.registers.values())
    entries = [public_entry(entry, found) for entry in corpus.entries if (found := shown.get(entry.REGISTER.id))]
    whole["deductions"] = without_hidden_links(whole["deductions"], shown)
    return Corpus(**whole, registers=shown, entries=tuple(entry for entry in entries if entry is not None))


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
    leaving = leaving_fields(record)
    if leaving is None:
        raise LookupError(f"public/leaving.py does not say which fields of {record.__name__} leave")
    hints = get_type_hints(record)
    plan: list[tuple[str, Callable[[Any], Any]]] = []
    for field in fields(record):
        if field.name in leaving:
            hint = hints[field.name]
            let = _file_only if hint is Origin else _pass_on if any(types_in(hint)) else _as_it_is
            plan.append((field.name, let))
    return tuple(plan)


def _file_only(origin: Origin) -> Origin:
    return Origin(origin.file)


def _as_it_is(value: Any) -> Any:
    return value
