"""What the points of a scheme are called: 扣分, or 计分 where some take and some give."""

from __future__ import annotations

from generator.public.released import AnyReleased
from generator.rules.effect_words import EFFECTS, common_noun
from generator.rules.kind_list import kind_of
from generator.rules.scheme import Scheme


def scheme_noun(scheme: Scheme) -> str:
    """What the points of all its parts together are called."""
    return common_noun(kind_of(part).effect for part in scheme.components)


def site_noun(corpus: AnyReleased) -> str:
    """What the points of all years are called; 扣分 where there is no scheme yet."""
    nouns = {scheme_noun(scheme) for scheme in corpus.schemes.values()} or {EFFECTS["loses"].noun}
    return nouns.pop() if len(nouns) == 1 else EFFECTS["none"].noun
