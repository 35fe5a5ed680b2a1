"""Whether what is entered under a standard adds points or takes them."""

from __future__ import annotations

from generator.rules.effect_words import EFFECTS, EffectWords
from generator.rules.item import Item
from generator.rules.kind import Effect
from generator.rules.kind_list import kind_of
from generator.rules.scheme import Scheme
from generator.rules.standard_list import standard_kind
from generator.rules.standard_record import StandardRecord


def adds_points(scheme: Scheme, item: Item, standard: str) -> bool:
    """Whether a record under `standard` of `item` adds: as the standard says itself, else as its part does.

    In a part that is earned it does, unless the item starts with full marks, of which it takes, or lower is better.
    """
    found = _standard(item, standard)
    said = getattr(found, "effect", "")
    if said:
        return bool(said == "adds")
    effect = _part_effect(scheme, item)
    is_earned = effect == "earns" and scheme.total.direction != "lower" and not _takes(item, found)
    return effect == "adds" or is_earned


def standard_words(item: Item, standard: str, words: EffectWords) -> EffectWords:
    """What a record under `standard` does: as the standard says, else as its item; `words` are its part's."""
    found = _standard(item, standard)
    said = getattr(found, "effect", "")
    if not said and _takes(item, found) and words in {EFFECTS["earns"], EFFECTS["penalises"]}:
        return EFFECTS["loses"]
    return {"loses": EFFECTS["loses"], "adds": EFFECTS["adds"]}.get(said, words)


def record_words(scheme: Scheme, item: str, standard: str) -> EffectWords:
    """The same of a record of the item and the standard with these ids; counted points where there are none."""
    found = scheme.items.get(item)
    return EFFECTS["none"] if found is None else standard_words(found, standard, EFFECTS[_part_effect(scheme, found)])


def _standard(item: Item, standard: str) -> StandardRecord | None:
    return next((found for found in item.standards if found.id == standard), None)


def _takes(item: Item, standard: StandardRecord | None) -> bool:
    """Whether the item begins with full marks, and what is entered does not say how many of them there are."""
    return item.starts == "full" and not (standard is not None and standard_kind(standard).gives)


def _part_effect(scheme: Scheme, item: Item) -> Effect:
    found = scheme.part_of_item.get(item.id)
    return "none" if found is None else kind_of(scheme.components[found]).effect
