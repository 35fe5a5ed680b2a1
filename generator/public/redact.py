"""What of a change the public may see: no internal field, and no tally where small panels are withheld."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from functools import lru_cache
from typing import Literal, overload

from generator.change.record_change import Record, class_of
from generator.compare.comparison import Comparison
from generator.compare.difference import Difference
from generator.model.appraisal import WITHHELD as WITHHELD_WORDS
from generator.model.bonus import Bonus
from generator.model.deduction import Deduction
from generator.model.lazy_dataclass import dataclass
from generator.model.place import FileKind, find_place
from generator.model.register_rule import RegisterRule
from generator.public.leaving import cut_record, leaves, leaving_fields
from generator.public.periods import Audience
from generator.public.public_entry import is_open, public_registers
from generator.public.released import Internal, Public
from generator.public.released_comparison import AnyReleasedComparison, ReleasedComparison
from generator.public.released_event import built
from generator.public.small_panels import withholds_panels
from generator.read.canonical import DeclaredForm, FieldChange, Plain, cut_change
from generator.read.internal import cut_plain, parse_steps, types_at
from generator.rules.record_classes import RECORDS
from generator.rules.scheme import Scheme

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
WITHHELD = f"（{WITHHELD_WORDS}）"


@dataclass(frozen=True, slots=True)
class Veil:
    """What the public is told nothing of: tallies of the years `withheld`, and of registers what is not `shown`.

    `shown` are the public declarations of now; None where that was asked before. `hides` says that there are
    registers whose entries the public does not see, so that what leads to them is not told either.
    """

    withheld: Container[int] = ()
    shown: Mapping[str, RegisterRule] | None = None
    hides: bool = False

    @classmethod
    def of(cls, schemes: Iterable[Scheme], registers: Iterable[RegisterRule]) -> Veil:
        """What is held back of a state with these schemes and registers."""
        known = list(registers)
        shown = {name: found for name, found in public_registers(known).items() if found.shows_records}
        return cls(years_with_small_panels(schemes), shown, len(shown) < len(known))

    def without_links(self, plain: Record) -> Record:
        """What a record of points says, without the ids of entries that the public does not see."""
        if self.shown is None:
            return plain
        found = dict(plain)
        kept = self._shown_rows(found.pop("from", []))
        if kept is not None:
            found["from"] = kept
        plan = found.get("rectification")
        if isinstance(plan, dict) and "item" in plan and not self._shows_rectification:
            found["rectification"] = {name: value for name, value in plan.items() if name != "item"}
        return found

    def cut_links(self, change: FieldChange) -> FieldChange:
        """A difference of a record of points without such ids."""
        name = change.steps[0]
        if self.shown is None or name not in ("from", "rectification"):
            return change
        if len(change.steps) > 1:
            is_hidden = name == "from" and (self.hides or not self.shown)
            is_hidden |= change.steps == ("rectification", "item") and not self._shows_rectification
            return replace(change, old=None, new=None) if is_hidden else change
        old, new = (
            None if value is None else self.without_links({name: value}).get(name)
            for value in (change.old, change.new)
        )
        return replace(change, old=old, new=new)

    def _shown_rows(self, rows: Plain) -> Plain | None:
        kept: list[Plain] = [
            row
            for row in (rows if isinstance(rows, list) else ())
            if isinstance(row, dict) and row.get("register") in (self.shown or {})
        ]
        return kept or None

    @property
    def _shows_rectification(self) -> bool:
        """Whether the public sees the register in which findings are put right."""
        links = (link for register in (self.shown or {}).values() for link in register.links)
        return any(link.from_there == "rectification" for link in links)

    def hides_file(self, path: str) -> bool:
        """Whether the public is not even told that there is a file at `path`."""
        place = find_place(path) if self.shown is not None else None
        return place is not None and place.kind == "entry" and place.register not in (self.shown or {})


Said = Mapping[str, Plain]
NO_VEIL = Veil()


def years_with_small_panels(schemes: Iterable[Scheme]) -> frozenset[int]:
    """The years in which counts of small panels are withheld."""
    return frozenset(scheme.year for scheme in schemes if withholds_panels(scheme))


def public_fields(
    path: str, differing: Sequence[FieldChange], veil: Veil = NO_VEIL, said: Said | None = None
) -> tuple[FieldChange, ...]:
    """Of the differences of the record at `path`, which says `said`, what the public may see behind the `veil`."""
    shown = [found for field in differing if (found := _public_field(path, field, veil, said)) is not None]
    withheld = veil.withheld
    if not _is_withheld(path, withheld):
        return tuple(shown)
    others = [field for field in shown if field.steps[:1] != ("panels",)]
    return tuple(others) if len(others) == len(shown) else (*others, FieldChange(("panels",), WITHHELD, WITHHELD))


def _public_field(path: str, field: FieldChange, veil: Veil, said: Said | None) -> FieldChange | None:
    """What may be seen of one difference: of an entry what both its declarations and that of now let leave."""
    record = _record_at(path)
    if record is not None:
        bare = replace(field, internal=False)
        cut = veil.cut_links(bare) if record in _LED else bare
        return None if cut.old == cut.new and cut != bare else cut_change(record, cut, leaves)
    if field.declared is None or field.internal:
        return None
    if veil.shown is not None and field.steps[0] not in _shown_names(path, veil.shown, said):
        return None
    return cut_change(field.declared, field, leaves)


def _shown_names(path: str, shown: Mapping[str, RegisterRule], said: Said | None) -> set[str]:
    """The fields of the entry at `path` that the public sees by the declaration of now."""
    place = find_place(path)
    register = shown.get(place.register) if place is not None else None
    day = _day_in(register, said)
    if register is None or day is None:
        return set()
    names = {rule.id for rule in register.fields if is_open(register, rule.id, day)}
    return names | {"revoked", "sample"}


def _day_in(register: RegisterRule | None, said: Said | None) -> date | None:
    written = (said or {}).get(register.date) if register is not None else None
    return date.fromisoformat(written) if isinstance(written, str) and DAY.match(written) else None


def field_leaves(path: str, field: str, registers: Mapping[str, RegisterRule]) -> bool:
    """Whether the field, written as text, of the record at `path` may leave; without a field, the whole record.

    `registers` are the declarations as they are shown, by which a field of an entry leaves.
    """
    place = find_place(path)
    if place is not None and place.kind == "entry":
        register = registers.get(place.register)
        names = {"revoked", "sample", *(register.by_id if register is not None else ())}
        return not field or parse_steps(field)[0] in names
    record = _record_at(path)
    return not field or (record is not None and _may_leave(record, field))


@lru_cache(maxsize=1 << 12)
def _may_leave(record: type, field: str) -> bool:
    """Of a class of records: every event of a history asks it of the few fields that there are."""
    return bool(types_at(record, parse_steps(field), leaves))


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
    veil = Veil.of(comparison.schemes.values(), comparison.registers.values())
    return built(
        ReleasedComparison[Public],
        old=comparison.old,
        new=comparison.new,
        base=comparison.base,
        cut=comparison.cut,
        changes=tuple(found for change in comparison.changes if (found := _public_change(change, veil))),
        moves=comparison.moves,
        units={name: cut_record(unit) for name, unit in comparison.units.items()},
        schemes={year: cut_record(scheme) for year, scheme in comparison.schemes.items()},
        bodies=tuple(map(cut_record, comparison.bodies)),
        registers=public_registers(comparison.registers.values()),
    )


def _public_change(change: Difference, veil: Veil) -> Difference | None:
    """What the public may see of a change; None if it touched only what stays inside."""
    if veil.hides_file(change.target):
        return None
    told = public_fields(change.target, change.fields, veil, change.said)
    if change.fields and not told and change.kind == "amended":
        return None
    return Difference(
        kind=change.kind,
        path=change.path,
        old=public_plain(change.target, change.old, veil),
        new=public_plain(change.target, change.new, veil),
        fields=told,
        other=change.other,
        commits=change.commits,
    )


def stays_whole(file: FileKind) -> bool:
    """Whether nothing of a kind of file leaves: of such a file only that it changed is told."""
    return file == "signers" or (file in RECORDS and leaving_fields(RECORDS[file]) is None)


def _record_at(path: str) -> type | None:
    placed = find_place(path)
    return RECORDS.get(placed.kind) if placed else None


def _is_withheld(path: str, withheld: Container[int]) -> bool:
    place = find_place(path)
    return place is not None and place.kind == "appraisal" and place.year in withheld


def public_plain(path: str, plain: Record | None, veil: Veil = NO_VEIL) -> Record | None:
    """What the public may see of the plain form of the record at `path`; None if there is none."""
    record = class_of(path, plain)
    if plain is None or record is None:
        return None
    shown = cut_plain(record, dict(plain), leaves)
    if isinstance(plain, DeclaredForm):
        if veil.shown is not None:
            names = _shown_names(path, veil.shown, plain)
            shown = {name: value for name, value in shown.items() if name in names}
        return DeclaredForm(shown, plain.record)
    if record in _LED:
        shown = veil.without_links(shown)
    if _is_withheld(path, veil.withheld):
        shown.pop("panels", None)
    return shown


_LED = (Deduction, Bonus)
