"""What a part does to a score, in words: one table, from which every text takes its noun, verb and sign."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from generator.model.lazy_dataclass import dataclass
from generator.rules.kind import Effect


@dataclass(frozen=True, slots=True)
class EffectWords:
    """What the points of a part are called, what is said of them, and which way they move the total (-1, 0, 1)."""

    noun: str
    verb: str
    sign: int

    def said(self, points: str) -> tuple[str, str]:
        """Verb and figure of printed `points`: 加, 2; where these came out below nothing, the opposite: 扣, 2."""
        if not points.startswith(("-", "−")):
            return self.verb, points
        opposite = {-1: "加", 1: "扣"}.get(self.sign)
        return (opposite, points[1:]) if opposite else (self.verb, f"−{points[1:]}")

    def did(self, points: str) -> str:
        """What was done with printed `points`, in one piece: 加 2."""
        return " ".join(self.said(points))

    @property
    def mark(self) -> str:
        """The sign before a figure that moves the total; empty where it moves nothing."""
        return {-1: "−", 1: "＋"}.get(self.sign, "")


EFFECTS: Mapping[Effect, EffectWords] = MappingProxyType(
    {
        "loses": EffectWords("扣分", "扣", -1),
        "earns": EffectWords("得分", "得", 1),
        "adds": EffectWords("加分", "加", 1),
        "penalises": EffectWords("记分", "记", 1),
        "none": EffectWords("计分", "计", 0),
    }
)


def named_points(name: str, noun: str) -> str:
    """What the points of a part or a period are called: 行政效能扣分; 加分 where the part itself is called so."""
    return name if name.endswith(noun) else f"{name}{noun}"


# What is said otherwise of points that are not taken.
_NEUTRAL = (
    ("被扣分单位", "单位"),
    ("为什么扣分", "为什么得这些分"),
    ("扣完为止", "以分值为限"),
    ("不再扣减", "不再计入"),
    ("不扣", "不计"),
)


def reword(text: str, noun: str) -> str:
    """A text about what is taken (扣分标准, 实际扣分) in the words of what is called `noun`: 加分标准, 实际加分."""
    words = next(words for words in EFFECTS.values() if words.noun == noun)
    if words.sign < 0:
        return text
    for taken, neutral in _NEUTRAL:
        text = text.replace(taken, neutral)
    return text.replace("扣", words.verb)


def common_noun(effects: Iterable[Effect]) -> str:
    """The noun for the points of parts together: their own where all do the same, else 计分."""
    nouns = {EFFECTS[effect].noun for effect in effects}
    return nouns.pop() if len(nouns) == 1 else EFFECTS["none"].noun
