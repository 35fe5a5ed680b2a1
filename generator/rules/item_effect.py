"""Whether what is entered under a standard adds points or takes them."""

from __future__ import annotations

from generator.rules.effect_words import EFFECTS, EffectWords
from generator.rules.item import Item
from generator.rules.kind import Effect
from generator.rules.kind_list import kind_of
from generator.rules.scheme import Scheme


def adds_points(scheme: Scheme, item: Item, standard: str) -> bool:
    """Whether a record under `standard` of `item` adds: as the standard says itself, else as its part does.

    In a part that is earned it does, unless the item starts with full marks, or lower is better.
    """
    found = next((known for known in item.standards if known.id == standard), None)
    said = getattr(found, "effect", "")
    if said:
        return bool(said == "adds")
    effect = _part_effect(scheme, item)
    is_earned = effect == "earns" and scheme.total.direction != "lower" and item.starts != "full"
    return effect == "adds" or is_earned


def standard_words(item: Item, standard: str, words: EffectWords) -> EffectWords:
    """What a record under `standard` does: as the standard says, else as its item; `words` are its part's."""
    said = next((getattr(found, "effect", "") for found in item.standards if found.id == standard), "")
    if not said and item.starts == "full" and words in {EFFECTS["earns"], EFFECTS["penalises"]}:
        return EFFECTS["loses"]
    return {"loses": EFFECTS["loses"], "adds": EFFECTS["adds"]}.get(said, words)


def record_words(scheme: Scheme, item: str, standard: str) -> EffectWords:
    """The same of a record of the item and the standard with these ids; counted points where there are none."""
    found = scheme.items.get(item)
    return EFFECTS["none"] if found is None else standard_words(found, standard, EFFECTS[_part_effect(scheme, found)])


def _part_effect(scheme: Scheme, item: Item) -> Effect:
    found = scheme.part_of_item.get(item.id)
    return "none" if found is None else kind_of(scheme.components[found]).effect
