"""A project of tests/schemes, read from its files and evaluated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from generator.model.problem import Problem
from generator.read.corpus_reader import read_corpus
from generator.read.tree import WorkTree
from generator.rules.compiled import compile_scheme
from generator.rules.corpus import Corpus
from generator.rules.kind import Laid
from generator.rules.scheme import Scheme
from generator.score.evaluate import FilledBook, evaluate
from generator.score.given import given_rows
from generator.score.operations import Value

HERE = Path(__file__).parent
PROJECTS = tuple(sorted(folder.name for folder in HERE.iterdir() if (folder / "data").is_dir()))


@dataclass(frozen=True)
class Evaluated:
    """A project's scheme as a book, with all figures to the end of its year."""

    scheme: Scheme
    laid: Laid
    filled: FilledBook

    def cell(self, unit: str, column: str) -> Value:
        return self.filled.cell("unit", (unit,), column)

    def units(self) -> list[str]:
        return [str(key[0]) for key in self.filled.tables["unit"].rows]


@cache
def read_project(name: str) -> tuple[Corpus, tuple[Problem, ...]]:
    """The records of the project of this name, and the problems of its files."""
    corpus, problems = read_corpus(WorkTree(HERE / name))
    return corpus, tuple(problems)


@cache
def evaluate_project(name: str) -> Evaluated:
    """The figures of the project of this name."""
    corpus, problems = read_project(name)
    assert problems == ()
    (scheme,) = corpus.schemes.values()
    laid = compile_scheme(scheme)
    return Evaluated(scheme, laid, evaluate(laid.book, given_rows(corpus, scheme, date(scheme.year, 12, 31))))
