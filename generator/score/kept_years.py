"""What followed from the data of one year before: whoever looks at state after state works it out once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from generator.rules.corpus import Corpus
from generator.score.kept_scores import KeptScores

T = TypeVar("T")


class KeptYears:
    """What was made of a year, by what it is, while the data of that year stay equal.

    Whatever is made is made from `Corpus.of_year`, so that nothing can follow from what is not compared.
    """

    def __init__(self) -> None:
        self._kept: dict[tuple[str, int], tuple[Corpus, Corpus, dict[Hashable, Any]]] = {}

    def scores_of(self, year: int) -> KeptScores | None:
        """What was scored of a year besides, if anything is known of it."""
        return None

    def forget(self, year: int) -> None:
        """Lets go of what was made of a year."""
        for key in [key for key in self._kept if key[1] == year]:
            del self._kept[key]

    def derive(self, kind: str, corpus: Corpus, year: int, name: Hashable, make: Callable[[Corpus], T]) -> T:
        """What `make` gives of the data of `year` in `corpus`; `kind` and `name` say what that is."""
        whole, alone, made = self._kept.get((kind, year), (None, None, {}))
        if whole is not corpus or alone is None:
            found = corpus.of_year(year)
            alone, made = (alone, made) if alone == found and alone is not None else (found, {})
            self._kept[kind, year] = corpus, alone, made
        if name not in made:
            made[name] = make(alone)
        result: T = made[name]
        return result
