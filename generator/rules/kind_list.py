"""The kinds of parts: the list to which a new one is added. Those of standards are in standard_list.py."""

from __future__ import annotations

import types
from typing import Any, Union, get_args, get_origin

from generator.rules.kind import Kind
from generator.rules.kinds.appraisal_kind import AppraisalKind
from generator.rules.kinds.bonus_kind import BonusKind
from generator.rules.kinds.deductions_kind import Deductions
from generator.rules.kinds.earned_kind import EarnedKind
from generator.rules.kinds.imported_kind import ImportedKind
from generator.rules.kinds.others_kind import OthersKind
from generator.rules.kinds.penalty_kind import PenaltyKind
from generator.rules.part_record import ComponentRecord
from generator.rules.standard_list import STANDARDS
from generator.rules.standard_record import StandardRecord

KINDS: list[Kind] = [
    Deductions(),
    AppraisalKind(),
    BonusKind(),
    EarnedKind(),
    PenaltyKind(),
    ImportedKind(),
    OthersKind(),
]


def kind_of(part: object) -> Kind:
    """The kind of a part of a scheme; KeyError where it is of none, which is a fault of the program."""
    return {kind.record: kind for kind in KINDS}[type(part)]


def kind_name(record: type) -> str:
    """What is written as the kind of a record of this class; KeyError where it is of no kind."""
    names = {kind.record: kind.name for kind in KINDS} | {kind.record: kind.name for kind in STANDARDS}
    return names[record]


def members_of(family: type) -> tuple[type, ...]:
    """The record classes that a list of `family` may hold, in order; none where it is no family of kinds."""
    if family is ComponentRecord:
        return tuple(kind.record for kind in KINDS)
    return tuple(kind.record for kind in STANDARDS) if family is StandardRecord else ()


def with_members(hint: Any) -> Any:
    """A type in which every family of kinds is the union of its record classes."""
    if isinstance(hint, type) and (members := members_of(hint)):
        return Union[members]  # noqa: UP007 - only so from a tuple
    arguments = tuple(map(with_members, get_args(hint)))
    if arguments == get_args(hint):
        return hint
    if get_origin(hint) is types.UnionType:
        return Union[arguments]  # noqa: UP007
    return get_origin(hint)[arguments]
