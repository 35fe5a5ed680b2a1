"""The rules across records carried out year by year: what each says of a year, of what all years share, and of ties.

What comes out is what `check_corpus` says of everything. A rule gets no more than it declares to ask for; everything
else is withheld, and a rule that asks for it fails.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import Any

from generator.check.rule_reach import GatheredRule, LinkRule, SharedRule, YearRule
from generator.check.rules import REACHES
from generator.model.lazy_dataclass import dataclass
from generator.model.problem import Problem
from generator.model.unread import Unread, where_read
from generator.model.withheld import WITHHELD
from generator.rules.corpus import Corpus

Found = Mapping[str, list[Problem]]  # what rules say, by their names
Added = tuple[list[Problem], list[Problem]]  # what a rule says more because of some records, and what it says no more
Gathered = Mapping[str, list[Any] | None]  # None where something could not be read
NO_RECORDS: dict[str, Any] = {
    "deductions": (),
    "appraisals": (),
    "measures": (),
    "imports": (),
    "amendments": (),
    "inapplicable": {},
    "amended": {},
}
_ELSEWHERE = (
    "register", "registers", "entries", "tallies", "chain", "corrections", "redactions", "mappings", "index",
    "districts", "counterparts",
)  # fmt: skip
TIE = 24  # bytes of the two digests of a tie
YEAR_RULES = {found.check.__name__: found for found in REACHES if isinstance(found, YearRule)}
LINK_RULES = {found.check.__name__: found for found in REACHES if isinstance(found, LinkRule)}
_GATHERED = {found.check.__name__: found for found in REACHES if isinstance(found, GatheredRule)}
CLEAN = {name for name, found in YEAR_RULES.items() if found.clean}


@dataclass(frozen=True, slots=True)
class YearFound:
    """What was found in the records of a year (or several): by year rules, and what the others ask of them.

    `ties` are, of each rule that has any, digests of keys, each before one of the key with its value.
    """

    problems: Mapping[str, Added]
    ties: Mapping[str, frozenset[bytes]]
    facts: Gathered
    gathered: Gathered


def check_shared(shared: Corpus) -> Found:
    """What rules say of what lies in no year: of `shared`, a corpus without records of years."""
    withheld = replace(shared, **dict.fromkeys(NO_RECORDS, WITHHELD))
    alone = {found.check.__name__: found.check for found in REACHES if isinstance(found, SharedRule)}
    beside = {name: found.check for name, found in (YEAR_RULES | LINK_RULES).items()}
    return {name: list(where_read(rule)(withheld)) for name, rule in alone.items()} | {
        name: list(where_read(rule)(shared)) for name, rule in beside.items()
    }


def check_years(corpus: Corpus) -> YearFound:
    """What rules say of the records of `corpus`, which holds nothing but years and what their rules ask for beside.

    Nothing was published: else years are not looked at by themselves.
    """
    view = _cut_to_years(corpus)
    none = replace(view, **NO_RECORDS)
    problems = {name: _add(rule, view, none) for name, rule in YEAR_RULES.items()}
    asked = {name: rule.ties for name, rule in (YEAR_RULES | LINK_RULES).items() if rule.ties is not None}
    ties = {name: digest_ties(find(view, problems.get(name, ([], []))[0])) for name, find in asked.items()}
    facts = {name: _gather(rule.facts, view) for name, rule in LINK_RULES.items()}
    gathered = {name: _gather(rule.gather, view) for name, rule in _GATHERED.items()}
    return YearFound(problems, ties, facts, gathered)


def _cut_to_years(corpus: Corpus) -> Corpus:
    """The corpus with what year rules do not ask for withheld."""
    return replace(corpus, **dict.fromkeys(_ELSEWHERE, WITHHELD))


def gather_shared(shared: Corpus) -> Gathered:
    """What gathered rules ask of what lies in no year: which of it could not be read."""
    return {name: _gather(rule.gather, shared) for name, rule in _GATHERED.items()}


def say_again(name: str, corpus: Corpus) -> Added:
    """What the year rule `name` says of several years together."""
    view = _cut_to_years(corpus)
    return _add(YEAR_RULES[name], view, replace(view, **NO_RECORDS))


def say_of_links(name: str, corpus: Corpus) -> Added:
    """What the link rule `name` says of the years in `corpus`, which holds all that lies in no year as well."""
    return _add(LINK_RULES[name], corpus, replace(corpus, **NO_RECORDS))


def judge(name: str, shared: Corpus, gathered: Sequence[Any]) -> list[Problem]:
    """What a gathered rule says, given what it gathered of each year; nothing where it could not read something."""
    if any(found is None for found in gathered):
        return []
    return list(where_read(_GATHERED[name].judge)(shared, gathered))


def _add(rule: YearRule | LinkRule, corpus: Corpus, none: Corpus) -> Added:
    """What a rule says of records, held against what it says where there are none."""
    found, before = list(where_read(rule.check)(corpus)), list(where_read(rule.check)(none))
    return without(found, before), without(before, found)


def without(problems: Iterable[Problem], others: Iterable[Problem]) -> list[Problem]:
    """The problems but for as many of each as there are among the others."""
    left = Counter((problem, problem.severity) for problem in others)
    found = []
    for problem in problems:
        if left[problem, problem.severity]:
            left[problem, problem.severity] -= 1
        else:
            found.append(problem)
    return found


def _gather(make: Any, view: Corpus) -> list[Any] | None:
    try:
        found: list[Any] = make(view)
    except Unread:
        return None
    return found


def digest_ties(pairs: Iterable[tuple[str, str]]) -> frozenset[bytes]:
    """The digest of the key of each tie, and of the key with its value."""
    return frozenset(_digest(key) + _digest(f"{key}\0{value}") for key, value in pairs)


def _digest(text: str) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=TIE // 2).digest()


_UNREAD_KEY = _digest("")  # of what could not be read, and may be anything


def tied_years(ties: Mapping[int, frozenset[bytes]]) -> list[list[int]]:
    """The years that give different values to a key, those together that must be looked at together."""
    keys = [{pair[: TIE // 2] for pair in found} for found in ties.values()]
    every = set[bytes]().union(*keys)
    if _UNREAD_KEY in every:
        return [years] if len(years := sorted(year for year, found in ties.items() if found)) > 1 else []
    if len(every) == sum(map(len, keys)):
        return []  # no key stands in two years
    seen: dict[bytes, dict[bytes, list[int]]] = {}
    for year, pairs in ties.items():
        for pair in pairs:
            seen.setdefault(pair[: TIE // 2], {}).setdefault(pair, []).append(year)
    groups: list[set[int]] = []
    for values in seen.values():
        years_of = {year for found in values.values() for year in found}
        if len(values) > 1 and len(years_of) > 1:
            touched = [group for group in groups if group & years_of]
            groups = [group for group in groups if not group & years_of] + [years_of.union(*touched)]
    return [sorted(group) for group in groups]
