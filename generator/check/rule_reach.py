"""How far a rule across records reaches: what it asks for, so that a check may leave the other records unread.

Most rules look at the records of one year beside each other. A rule says which of these it is, and whoever checks one
year withholds all else from it (`generator/model/withheld.py`): a rule that asks for more than it says fails at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from generator.model.lazy_dataclass import dataclass
from generator.model.problem import Problem
from generator.rules.corpus import Corpus

Rule = Callable[[Corpus], Iterable[Problem]]
Ties = Callable[[Corpus, Sequence[Problem]], Iterable[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class SharedRule:
    """Asks for nothing of what lies in the folders of years."""

    check: Rule


@dataclass(frozen=True, slots=True)
class YearRule:
    """Asks for the records of a year, and beside them for the site, units, days off, and the scheme of that year.

    It may ask what was published: nothing, or years are not looked at by themselves. What it says of several years is
    what it says of each. Where that is not so of some records, `ties` names them: a key, as a digest, and a value
    that all years should give to it; of a year, what the rule says there is at hand. Years that give different values
    to a key are looked at together. With `clean` it says nothing unless every file could be read.
    """

    check: Rule
    ties: Ties | None = None
    clean: bool = False


@dataclass(frozen=True, slots=True)
class LinkRule:
    """Asks for the records of a year, and for all that lies in no year.

    `facts` is, in plain values, all that it asks of the year, but for places; where there are none, it says nothing
    of the year.
    """

    check: Rule
    facts: Callable[[Corpus], list[Any]]
    ties: Ties


@dataclass(frozen=True, slots=True)
class GatheredRule:
    """Asks of the records of each year for what `gather` makes of them, in plain values, and judges that of all."""

    check: Rule
    gather: Callable[[Corpus], list[Any]]
    judge: Callable[[Corpus, Sequence[Any]], Iterable[Problem]]


@dataclass(frozen=True, slots=True)
class NamingRule:
    """Asks for what lies in no year, and for the records of years that `named` names there: by path, or by id.

    With `whole`, a name that leads nowhere makes it ask for all records, one of which may have been meant.
    """

    check: Rule
    named: Callable[[Corpus], set[str]]
    whole: bool = True


AnyRule = SharedRule | YearRule | LinkRule | GatheredRule | NamingRule
