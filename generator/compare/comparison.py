"""Compares two states by meaning: changes, and what they did to each unit's score, rank and outcomes (design §5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace

from generator.compare.difference import Difference, find_changes
from generator.compare.effect import find_effects
from generator.compare.score_move import ScoreMove
from generator.compare.side import Side
from generator.compare.year_books import KeptBooks
from generator.git.between import read_between
from generator.git.condition import shallow_commits
from generator.git.git_tree import GitTree
from generator.git.repository import Repository
from generator.git.revision import find_base
from generator.model.collector import without_collector
from generator.model.lazy_dataclass import dataclass
from generator.model.register_rule import RegisterRule
from generator.model.unit import Body, Site, Unit
from generator.read.tree import Tree
from generator.rules.scheme import Scheme


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between the states `old` and `new`: commit ids, or "" for the files as they lie on the disk.

    `base` is where their histories part: `old` itself where `new` descends from it, None where they share nothing or
    it is not known. `units`, `schemes`, `bodies` and `registers` of the new state, else of the old one, name what is
    spoken of. `cut` where a shallow clone leaves open what lies between the two.
    """

    old: str
    new: str
    base: str | None
    changes: tuple[Difference, ...]
    moves: tuple[ScoreMove, ...]
    units: Mapping[str, Unit]
    schemes: Mapping[int, Scheme]
    bodies: tuple[Body, ...] = ()
    cut: bool = False
    registers: Mapping[str, RegisterRule] = field(default_factory=dict)

    @property
    def rewritten(self) -> bool:
        """Whether `new` does not descend from `old`: commits of `old` are missing from its history."""
        return bool(self.old) and self.base != self.old and not self.cut


def compare_revisions(repository: Repository, old: str, new: str) -> Comparison:
    """The comparison of two commits, given by their full ids."""
    with without_collector():
        before = GitTree(repository, old)
        after = GitTree(repository, new, {entry.blob for entry in before.entries() if entry.blob})
        between = read_between(repository, old, new)
        found = compare_trees(before, after, old, new, between.commits, between.base)
    return replace(found, cut=between.base != old and bool(shallow_commits(repository)))


def compare_files(repository: Repository, old: str, files: Tree) -> Comparison:
    """The comparison of the commit `old` (a full id) with `files` as they lie there, on top of HEAD."""
    base = find_base(repository, old, "HEAD")
    found = compare_trees(GitTree(repository, old), files, old, "", base=base)
    return replace(found, cut=base != old and bool(shallow_commits(repository)))


def compare_trees(
    before: Tree,
    after: Tree,
    old: str,
    new: str,
    commits: Mapping[str, tuple[str, ...]] | None = None,
    base: str | None = None,
) -> Comparison:
    """The comparison of any two trees; `commits` touched each path between them."""
    digits = len(old or new) or 40
    with without_collector():
        one = Side(before, digits)
        return compare_sides(one, Side(after, digits, one.files), old, new, commits, base)


def compare_sides(
    before: Side,
    after: Side,
    old: str,
    new: str,
    commits: Mapping[str, tuple[str, ...]] | None = None,
    base: str | None = None,
    books: KeptBooks | None = None,
) -> Comparison:
    """The comparison of two trees that are read already, as far as they are; `books` stand at one of such trees."""
    sides = (before, after)
    with without_collector():
        changes = find_changes(*sides, commits or {})
        moves = find_effects(*sides, changes, books)
    units: dict[str, Unit] = {}
    schemes: dict[int, Scheme] = {}
    bodies: dict[str, Body] = {}
    for side in sides:
        for path, due in side.due.items():
            if due.kind == "unit" and isinstance(unit := side.record(path), Unit):
                units[unit.id] = unit
            elif due.kind == "scheme" and isinstance(scheme := side.record(path), Scheme):
                schemes[scheme.year] = scheme
            elif due.kind == "site" and isinstance(site := side.record(path), Site):
                bodies |= {body.id: body for body in site.bodies}
    registers = {**before.registers, **after.registers}
    told = (tuple(changes), tuple(moves), units, schemes, tuple(bodies.values()))
    return Comparison(old, new, base, *told, registers=registers)
