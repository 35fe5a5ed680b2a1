"""What of a change the public may see: no internal field, and no tally where small panels are withheld."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from generator.change.record_change import Record
from generator.compare.comparison import Comparison
from generator.public.leaving import leaves
from generator.public.periods import Audience
from generator.public.small_panels import withholds_panels
from generator.read.canonical import FieldChange, cut_change
from generator.read.internal import cut_plain, parse_steps, types_at
from generator.read.layout import place_file
from generator.read.record import RECORDS
from generator.rules.corpus import Corpus
from generator.rules.scheme import Scheme

WITHHELD = "（有评议主体人数较少，计票不公布）"


def withheld_years(corpus: Corpus, audience: Audience) -> frozenset[int]:
    """The years of whose tallies `audience` is told no change: an older count may have been a small panel's."""
    return _years_with_small_panels(corpus.schemes.values()) if audience == "public" else frozenset()


def _years_with_small_panels(schemes: Iterable[Scheme]) -> frozenset[int]:
    return frozenset(scheme.year for scheme in schemes if withholds_panels(scheme))


def public_fields(path: str, fields: Sequence[FieldChange], withheld: Container[int]) -> tuple[FieldChange, ...]:
    """Of the differences of the record at `path` what the public may see, tallies of `withheld` years veiled."""
    record = _record_at(path)
    cut = [] if record is None else [cut_change(record, replace(field, internal=False), leaves) for field in fields]
    shown = [field for field in cut if field is not None]
    if not _is_withheld(path, withheld):
        return tuple(shown)
    others = [field for field in shown if field.steps[:1] != ("panels",)]
    return tuple(others) if len(others) == len(shown) else (*others, FieldChange(("panels",), WITHHELD, WITHHELD))


def field_leaves(path: str, field: str) -> bool:
    """Whether the field, written as text, of the record at `path` may leave; without a field, the whole record."""
    record = _record_at(path)
    return not field or (record is not None and bool(types_at(record, parse_steps(field), leaves)))


def shown_comparison(comparison: Comparison, audience: Audience) -> Comparison:
    """What of a comparison `audience` may see."""
    return public_comparison(comparison) if audience == "public" else comparison


def public_comparison(comparison: Comparison) -> Comparison:
    """What of a comparison the public may see; a record that differs in internal fields only is not in it."""
    withheld = _years_with_small_panels(comparison.schemes.values())
    kept = []
    for change in comparison.changes:
        fields = public_fields(change.target, change.fields, withheld)
        if fields or not change.fields or change.kind != "amended":
            old, new = (_veil(change.target, plain, withheld) for plain in (change.old, change.new))
            kept.append(replace(change, fields=fields, old=old, new=new))
    return replace(comparison, changes=tuple(kept))


def _record_at(path: str) -> type | None:
    placed = place_file(path)
    return RECORDS.get(placed[0]) if placed else None


def _is_withheld(path: str, withheld: Container[int]) -> bool:
    kind, ids = place_file(path) or ("", ())
    return kind == "appraisal" and int(ids[0]) in withheld


def _veil(path: str, plain: Record | None, withheld: Container[int]) -> Record | None:
    record = _record_at(path)
    if plain is None or record is None:
        return None
    shown = cut_plain(record, dict(plain), leaves)
    if _is_withheld(path, withheld):
        shown.pop("panels", None)
    return shown
