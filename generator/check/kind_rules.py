"""What the kinds find wrong with the parts of a scheme, at its place."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.problem import Problem
from generator.model.unread import where_read
from generator.rules.flaw import Flaw
from generator.rules.kind_list import kind_of
from generator.rules.part_record import ComponentRecord
from generator.rules.scheme import Scheme


def check_kinds(scheme: Scheme) -> Iterator[Problem]:
    """The findings of each part's kind."""
    for number, part in enumerate(scheme.components):
        yield from _check_part(scheme, number, part)


@where_read
def _check_part(scheme: Scheme, number: int, part: ComponentRecord) -> Iterator[Problem]:
    for found in kind_of(part).check(part, scheme):
        yield as_problem(scheme, found.below("components", number))


def as_problem(scheme: Scheme, found: Flaw) -> Problem:
    """The finding as a problem of the scheme's file."""
    place = scheme.origin.place(*found.steps)
    return Problem(place, found.code, found.message, found.hint, found.severity)
