"""What the ids in data are called: units by their short names, the parts of a year's scheme by theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field

from generator.model.lazy_dataclass import dataclass
from generator.model.unit import Body, Unit
from generator.public.released import AnyReleased
from generator.rules.part_record import VotedPart
from generator.rules.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Labels:
    """`units` are short names by id, `bodies` the names of bodies that are no units.

    `parts` are names by year, kind (`panel`, `item` …) and id.

    `others` are registers and their entries by kind (`register`, `entry`) and id, where the id names one alone; what
    a register declares (`field`, `stage` …) stands behind the id of the register (`leads/received`).

    The id of a standard stands behind that of its item (`hotline/late`), as only together they are one.

    `kinds` says by the same keys as `parts` of which kind a part or a standard is.
    """

    units: Mapping[str, str]
    parts: Mapping[tuple[int, str, str], str]
    bodies: Mapping[str, str]
    others: Mapping[tuple[str, str], str] = field(default_factory=dict)
    kinds: Mapping[tuple[int, str, str], str] = field(default_factory=dict)


def collect_labels(units: Iterable[Unit], schemes: Iterable[Scheme], bodies: Iterable[Body]) -> Labels:
    """The labels of these units and bodies and of all parts of these schemes."""
    known = tuple(schemes)
    return Labels(
        {unit.id: unit.short_name for unit in units},
        {(scheme.year, of, name): words for scheme in known for of, name, words in _parts(scheme)},
        {body.id: body.name for body in bodies},
        kinds={(scheme.year, of, name): kind for scheme in known for of, name, kind in _kinds(scheme)},
    )


def body_name(corpus: AnyReleased, name: str) -> str:
    """The full name of a unit or of a body that decides on appeals; its id where nobody knows it."""
    if name in corpus.units:
        return corpus.units[name].name
    bodies = corpus.site.bodies if corpus.site is not None else ()
    return next((body.name for body in bodies if body.id == name), name)


def leading_body(corpus: AnyReleased) -> str:
    """Who decides what people must decide: the body that assesses, else the office that leads."""
    return (corpus.site.body or corpus.site.office) if corpus.site is not None else "考核办"


def _parts(scheme: Scheme) -> Iterator[tuple[str, str, str]]:
    """Kind, id and name of everything in a scheme that has an id."""
    for component in scheme.components:
        yield "component", component.id, component.name
        for category in {placed.category.id: placed.category for placed in component.list_items()}.values():
            yield "category", category.id, category.name
        if not isinstance(component, VotedPart):
            continue
        for kind, parts in (
            ("aspect", component.aspects),
            ("panel", component.panels),
            ("panel", component.polls),
            ("option", component.options),
        ):
            for part in parts:
                yield kind, part.id, part.name
        for panel in component.panels:
            for channel in panel.channels:
                yield "channel", channel.id, channel.name
    for item in scheme.items.values():
        yield "item", item.id, item.name
        for standard in item.standards:
            yield "standard", f"{item.id}/{standard.id}", standard.text
    for kind, rules in (
        ("measure", scheme.all_measures),
        ("import", scheme.imports),
        ("outcome", scheme.outcomes),
        ("group", scheme.ranking.groups),
        ("veto", scheme.vetoes),
        ("grade", scheme.grades),
    ):
        for rule in rules:
            yield kind, rule.id, rule.name


def _kinds(scheme: Scheme) -> Iterator[tuple[str, str, str]]:
    """What may be of several kinds, its id as in `_parts`, and its kind."""
    for component in scheme.components:
        yield "component", component.id, component.kind
    for item in scheme.items.values():
        for standard in item.standards:
            yield "standard", f"{item.id}/{standard.id}", standard.kind
