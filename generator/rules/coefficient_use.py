"""The coefficients of a scheme, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator

from generator.rules.coefficient_rule import CoefficientRule
from generator.rules.part_record import coefficient_of
from generator.rules.scheme import Scheme


def named_coefficients(scheme: Scheme) -> Iterator[tuple[str, CoefficientRule]]:
    """Each with the name of the item or the part whose points it multiplies; of the whole the name is empty."""
    for item in scheme.items.values():
        if item.coefficient is not None:
            yield item.name, item.coefficient
    for part in scheme.components:
        rule = coefficient_of(part)
        if rule is not None:
            yield part.name, rule
    if scheme.total.coefficient is not None:
        yield "", scheme.total.coefficient


def coefficients_of(scheme: Scheme) -> Iterator[CoefficientRule]:
    """All of them."""
    return (rule for _, rule in named_coefficients(scheme))
