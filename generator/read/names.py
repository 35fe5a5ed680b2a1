"""What registers and schemes call by name, so that a message about another file says the right id or points."""

from __future__ import annotations

from collections.abc import Iterable

from generator.model.number import format_points
from generator.model.scheme import AppraisalComponent, Scheme, Standard
from generator.model.unit import Unit
from generator.read.sink import Names


def collect_names(units: Iterable[Unit], schemes: Iterable[Scheme]) -> Names:
    """The ids of all that has a Chinese name; under `standard` what each deducts, by year/item/standard."""
    found: dict[str, dict[str, str]] = {"unit": {}, "panel": {}, "aspect": {}, "option": {}, "standard": {}}
    for unit in units:
        found["unit"] |= dict.fromkeys((unit.name, unit.short_name, *unit.aliases), unit.id)
    for scheme in schemes:
        for component in scheme.components:
            if isinstance(component, AppraisalComponent):
                found["panel"] |= {panel.name: panel.id for panel in component.panels}
                found["aspect"] |= {aspect.name: aspect.id for aspect in component.aspects}
                found["option"] |= {option.name: option.id for option in component.options}
        for item in scheme.items.values():
            for standard in item.standards:
                found["standard"][f"{scheme.year}/{item.id}/{standard.id}"] = state_points(standard)
    return found


def state_points(standard: Standard) -> str:
    """The wording of a standard and what it deducts at a time, without a full stop: 标准为“…”，应扣 1 至 2 分."""
    low, high = format_points(standard.range.min), format_points(standard.range.max)
    should = f"应扣 {low} 分" if low == high else f"应扣 {low} 至 {high} 分"
    return f"标准为“{standard.text}”，{should}"
