"""What of a change the public may see: no internal field, and no tally where small panels are withheld."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import fields, replace
from typing import Literal, overload

from generator.change.record_change import Record
from generator.compare.comparison import Comparison
from generator.compare.difference import Difference
from generator.model.appraisal import WITHHELD as WITHHELD_WORDS
from generator.model.place import FileKind, find_place
from generator.public.leaving import cut_record, leaves, leaving_fields
from generator.public.periods import Audience
from generator.public.released import Internal, Public
from generator.public.released_history import AnyReleasedComparison, ReleasedComparison, built
from generator.public.small_panels import withholds_panels
from generator.read.canonical import FieldChange, cut_change
from generator.read.internal import cut_plain, parse_steps, types_at
from generator.read.record import RECORDS
from generator.rules.corpus import Corpus
from generator.rules.scheme import Scheme

WITHHELD = f"（{WITHHELD_WORDS}）"


def withheld_years(corpus: Corpus, audience: Audience) -> frozenset[int]:
    """The years of whose tallies `audience` is told no change: an older count may have been a small panel's."""
    return years_with_small_panels(corpus.schemes.values()) if audience != "internal" else frozenset()


def years_with_small_panels(schemes: Iterable[Scheme]) -> frozenset[int]:
    """The years in which counts of small panels are withheld."""
    return frozenset(scheme.year for scheme in schemes if withholds_panels(scheme))


def public_fields(
    path: str, differing: Sequence[FieldChange], withheld: Container[int] = ()
) -> tuple[FieldChange, ...]:
    """Of the differences of the record at `path` what the public may see, tallies of `withheld` years veiled."""
    record = _record_at(path)
    cut = (
        [] if record is None else [cut_change(record, replace(field, internal=False), leaves) for field in differing]
    )
    shown = [field for field in cut if field is not None]
    if not _is_withheld(path, withheld):
        return tuple(shown)
    others = [field for field in shown if field.steps[:1] != ("panels",)]
    return tuple(others) if len(others) == len(shown) else (*others, FieldChange(("panels",), WITHHELD, WITHHELD))


def field_leaves(path: str, field: str) -> bool:
    """Whether the field, written as text, of the record at `path` may leave; without a field, the whole record."""
    record = _record_at(path)
    return not field or (record is not None and bool(types_at(record, parse_steps(field), leaves)))


@overload
def shown_comparison(
    comparison: Comparison, audience: Literal["public", "proposal"]
) -> ReleasedComparison[Public]: ...
@overload
def shown_comparison(comparison: Comparison, audience: Literal["internal"]) -> ReleasedComparison[Internal]: ...
@overload
def shown_comparison(comparison: Comparison, audience: Audience) -> AnyReleasedComparison: ...
def shown_comparison(comparison: Comparison, audience: Audience) -> AnyReleasedComparison:
    """What of a comparison `audience` may see. The public is not told of a record that differs inside only."""
    if audience == "internal":
        return built(
            ReleasedComparison[Internal], **{f.name: getattr(comparison, f.name) for f in fields(comparison)}
        )
    withheld = years_with_small_panels(comparison.schemes.values())
    return built(
        ReleasedComparison[Public],
        old=comparison.old,
        new=comparison.new,
        base=comparison.base,
        cut=comparison.cut,
        changes=tuple(found for change in comparison.changes if (found := _public_change(change, withheld))),
        moves=comparison.moves,
        units={name: cut_record(unit) for name, unit in comparison.units.items()},
        schemes={year: cut_record(scheme) for year, scheme in comparison.schemes.items()},
        bodies=tuple(map(cut_record, comparison.bodies)),
    )


def _public_change(change: Difference, withheld: Container[int]) -> Difference | None:
    """What the public may see of a change; None if it touched only what stays inside."""
    told = public_fields(change.target, change.fields, withheld)
    if change.fields and not told and change.kind == "amended":
        return None
    return Difference(
        kind=change.kind,
        path=change.path,
        old=public_plain(change.target, change.old, withheld),
        new=public_plain(change.target, change.new, withheld),
        fields=told,
        other=change.other,
        commits=change.commits,
    )


def stays_whole(file: FileKind) -> bool:
    """Whether nothing of a kind of file leaves: of such a file only that it changed is told."""
    return file == "signers" or leaving_fields(RECORDS[file]) is None


def _record_at(path: str) -> type | None:
    placed = find_place(path)
    return RECORDS.get(placed.kind) if placed else None


def _is_withheld(path: str, withheld: Container[int]) -> bool:
    place = find_place(path)
    return place is not None and place.kind == "appraisal" and place.year in withheld


def public_plain(path: str, plain: Record | None, withheld: Container[int]) -> Record | None:
    """What the public may see of the plain form of the record at `path`; None if there is none."""
    record = _record_at(path)
    if plain is None or record is None:
        return None
    shown = cut_plain(record, dict(plain), leaves)
    if _is_withheld(path, withheld):
        shown.pop("panels", None)
    return shown
